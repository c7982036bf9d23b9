/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values as Go's fmt prints them with %#v, for the error texts of keys that are lists or maps. Keys
 * print as strings, which is what they nearly always are.
 * Source of the behaviour: Go 1.26 fmt, of map[interface {}]interface {} and []interface {}.
 */
#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_nodes.h"

struct spot {
    const crd_value *container;
    size_t next;
};

static void write_number(crd_buf *buf, const crd_value *value)
{
    crd_str text = crd_text_of(value);
    uint64_t whole;
    double number;
    bool is_float = crd_str_find_byte(text, '.') != CRD_NPOS || crd_str_find_byte(text, 'e') != CRD_NPOS;
    int64_t small;
    if (!is_float && crd_int_parse(text, 10, 64, &small) == CRD_NUM_OK) {
        crd_buf_add(buf, text);
    } else if (!is_float && crd_uint_parse(text, 10, 64, &whole) == CRD_NUM_OK) {
        crd_buf_add_lit(buf, "0x");
        for (int shift = 60; shift >= 0; shift -= 4) {
            crd_buf_add_byte(buf, "0123456789abcdef"[whole >> shift & 15]);
        }
    } else if (crd_number_float(value, &number)) {
        crd_float_format(buf, number, 'g', -1);
    }
}

static void write_leaf(crd_buf *buf, const crd_value *value)
{
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        crd_buf_add_lit(buf, "interface {}(nil)");
        break;
    case CRD_BOOL:
        crd_buf_add(buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        break;
    case CRD_NUMBER:
        write_number(buf, value);
        break;
    case CRD_STRING:
        crd_quote(buf, crd_text_of(value));
        break;
    case CRD_LIST:
        crd_buf_add_lit(buf, "[]interface {}{");
        break;
    case CRD_MAP:
        crd_buf_add_lit(buf, "map[interface {}]interface {}{");
        break;
    }
}

/* The next value of the spot, with what stands before it; NULL at its end. */
static const crd_value *next_value(crd_buf *buf, struct spot *spot)
{
    if (spot->next == crd_len_of(spot->container)) {
        return NULL;
    }
    if (spot->next) {
        crd_buf_add_lit(buf, ", ");
    }
    size_t i = spot->next++;
    if (crd_is_list(spot->container)) {
        return crd_item(spot->container, i);
    }
    const crd_member *member = crd_member_sorted(spot->container, i);
    crd_quote(buf, member->key);
    crd_buf_add_byte(buf, ':');
    return &member->value;
}

void crd_yaml_write_go_syntax(crd_buf *buf, const crd_value *value)
{
    struct spot spots[CRD_NESTING_MAX];
    size_t depth = 0;
    for (;;) {
        write_leaf(buf, value);
        if (crd_is_list(value) || crd_is_map(value)) {
            if (depth == CRD_NESTING_MAX) {
                return;
            }
            spots[depth++] = (struct spot){ .container = value };
        }
        value = NULL;
        while (depth && !(value = next_value(buf, &spots[depth - 1]))) {
            depth--;
            crd_buf_add_byte(buf, '}');
        }
        if (!depth || crd_buf_failed(buf)) {
            return;
        }
    }
}
