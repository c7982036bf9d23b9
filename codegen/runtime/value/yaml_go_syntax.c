/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values as Go's fmt prints them with %#v, for the error texts of keys that are lists or maps.
 * Works on trees that were decoded for it: numbers have Go's text, and a key has its Go type in
 * front:
 *
 *   '0'             nil           '1' text      a string
 *   '2' order text  a uint64      '3' an int    '4' a float64    '5' a bool
 *
 * so that the order of the texts is the one in which fmt prints keys of several types.
 * Source of the behaviour: Go 1.26 fmt and internal/fmtsort; the order of the types is that of Go's
 * own programs for this machine.
 */
#include "yaml_go_syntax.h"

#include <math.h>

#include "../base/limits.h"
#include "../base/num.h"

#define ORDER_DIGITS 16

static void add_hex(crd_buf *buf, uint64_t bits)
{
    for (int shift = 60; shift >= 0; shift -= 4) {
        crd_buf_add_byte(buf, "0123456789abcdef"[bits >> shift & 15]);
    }
}

void crd_yaml_go_number(crd_buf *buf, const struct crd_yaml_resolved *resolved)
{
    if (resolved->tag == CRD_YAML_INT && resolved->is_uint64) {
        crd_buf_add_lit(buf, "0x");
        add_hex(buf, resolved->number.u);
    } else if (resolved->tag == CRD_YAML_INT) {
        crd_buf_add_int(buf, resolved->number.i);
    } else if (isnan(resolved->number.f)) {
        crd_buf_add_lit(buf, "NaN");
    } else if (isinf(resolved->number.f)) {
        crd_buf_add(buf, resolved->number.f > 0 ? CRD_S("+Inf") : CRD_S("-Inf"));
    } else {
        crd_float_format(buf, resolved->number.f, 'g', -1);
    }
}

/* Bits that order as the numbers do, what is not a number first. */
static uint64_t float_order(double number)
{
    uint64_t bits;
    if (isnan(number)) {
        return 0;
    }
    memcpy(&bits, &number, sizeof(bits));
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

void crd_yaml_go_key(crd_buf *buf, const struct crd_yaml_resolved *resolved, crd_str text)
{
    switch (resolved->tag) {
    case CRD_YAML_NULL:
        crd_buf_add_byte(buf, CRD_YAML_GO_NIL);
        return;
    case CRD_YAML_BOOL:
        crd_buf_add_byte(buf, '5');
        add_hex(buf, resolved->is_true);
        crd_buf_add(buf, resolved->is_true ? CRD_S("true") : CRD_S("false"));
        return;
    case CRD_YAML_INT:
        crd_buf_add_byte(buf, resolved->is_uint64 ? CRD_YAML_GO_UINT64 : '3');
        add_hex(buf, resolved->is_uint64 ? resolved->number.u
                                         : (uint64_t)resolved->number.i ^ (uint64_t)1 << 63);
        crd_yaml_go_number(buf, resolved);
        return;
    case CRD_YAML_FLOAT:
        crd_buf_add_byte(buf, '4');
        add_hex(buf, float_order(resolved->number.f));
        crd_yaml_go_number(buf, resolved);
        return;
    default:
        crd_buf_add_byte(buf, '1');
        crd_buf_add(buf, text);
        return;
    }
}

void crd_yaml_write_go_key(crd_buf *buf, crd_str key)
{
    if (key.ptr[0] == CRD_YAML_GO_NIL) {
        crd_buf_add_lit(buf, "interface {}(nil)");
    } else if (key.ptr[0] == '1') {
        crd_quote(buf, crd_str_from(key, 1));
    } else {
        crd_buf_add(buf, crd_str_from(key, 1 + ORDER_DIGITS));
    }
}

struct spot {
    const crd_value *container;
    size_t next;
};

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
        crd_buf_add(buf, crd_text_of(value));
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
    crd_yaml_write_go_key(buf, member->key);
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
            spots[depth++] = (struct spot) { .container = value };
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
