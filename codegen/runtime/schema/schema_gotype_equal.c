/* SPDX-License-Identifier: Apache-2.0 */
/* Equality and printing of decoded Go types: see schema_gotype.h. */
#include "../base/limits.h"
#include "../base/num.h"
#include "../value/json.h"
#include "schema_gotype.h"

/* What decodes to the zero value, or to an empty slice or map. */
static bool is_empty(const crd_go_type *type, const crd_value *value)
{
    double number = 0;
    if (crd_is_null(value)) {
        return true;
    }
    switch (type->kind) {
    case CRD_GO_STRING:
    case CRD_GO_BYTES:
    case CRD_GO_TIME:
        return crd_text_of(value).len == 0;
    case CRD_GO_BOOL:
        return !crd_is_true(value);
    case CRD_GO_INT32:
    case CRD_GO_INT64:
    case CRD_GO_FLOAT64:
        return crd_number_float(value, &number) && number == 0;
    case CRD_GO_LIST:
    case CRD_GO_MAP:
        return crd_len_of(value) == 0;
    case CRD_GO_ANY:
    case CRD_GO_STRUCT:
    case CRD_GO_OR_BOOL:
    case CRD_GO_OR_ARRAY:
    case CRD_GO_OR_STRINGS:
        break;
    }
    return false;
}

static bool equal(const crd_go_type *type, bool pointer, const crd_value *a, const crd_value *b,
                  size_t depth);

/* Decoded into interface{}: an int64 is no float64. */
static bool equal_any(const crd_value *a, const crd_value *b, size_t depth)
{
    int64_t x = 0;
    int64_t y = 0;
    if (crd_kind_of(a) != crd_kind_of(b) || depth > CRD_NESTING_MAX) {
        return false;
    }
    if (crd_kind_of(a) == CRD_NUMBER) {
        bool whole = crd_number_int(a, &x);
        return whole == crd_number_int(b, &y) && (whole ? x == y : crd_value_equal(a, b));
    }
    if (crd_len_of(a) != crd_len_of(b)) {
        return false;
    }
    if (crd_is_list(a)) {
        for (size_t i = 0; i < crd_len_of(a); i++) {
            if (!equal_any(crd_item(a, i), crd_item(b, i), depth + 1)) {
                return false;
            }
        }
        return true;
    }
    if (crd_is_map(a)) {
        for (size_t i = 0; i < crd_len_of(a); i++) {
            const crd_member *x_member = crd_member_sorted(a, i);
            const crd_member *y_member = crd_member_sorted(b, i);
            if (!crd_str_eq(x_member->key, y_member->key) ||
                !equal_any(&x_member->value, &y_member->value, depth + 1)) {
                return false;
            }
        }
        return true;
    }
    return crd_value_equal(a, b);
}

static bool equal_lists(const crd_go_type *of, const crd_value *a, const crd_value *b, size_t depth)
{
    if (crd_len_of(a) != crd_len_of(b)) {
        return false;
    }
    for (size_t i = 0; i < crd_len_of(a); i++) {
        if (!equal(of, false, crd_item(a, i), crd_item(b, i), depth)) {
            return false;
        }
    }
    return true;
}

static bool equal_maps(const crd_go_type *of, const crd_value *a, const crd_value *b, size_t depth)
{
    if (crd_len_of(a) != crd_len_of(b)) {
        return false;
    }
    for (size_t i = 0; i < crd_len_of(a); i++) {
        const crd_member *x = crd_member_sorted(a, i);
        const crd_member *y = crd_member_sorted(b, i);
        if (!crd_str_eq(x->key, y->key) || !equal(of, false, &x->value, &y->value, depth)) {
            return false;
        }
    }
    return true;
}

static bool equal_structs(const crd_go_type *type, const crd_value *a, const crd_value *b,
                          size_t depth)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const crd_go_field *field = &type->fields[i];
        crd_str key = crd_str_c(field->key);
        if (!equal(field->type, field->pointer, crd_map_get(a, key), crd_map_get(b, key), depth)) {
            return false;
        }
    }
    return true;
}

static bool equal_or(const crd_go_type *type, const crd_value *a, const crd_value *b, size_t depth)
{
    if (crd_is_map(a) || crd_is_map(b)) {
        return crd_is_map(a) && crd_is_map(b) && equal(type->of, false, a, b, depth);
    }
    if (type->kind == CRD_GO_OR_BOOL) {
        return crd_is_true(a) == crd_is_true(b);
    }
    return equal_lists(type->kind == CRD_GO_OR_ARRAY ? type->of : &crd_go_string, a, b, depth);
}

static bool equal(const crd_go_type *type, bool pointer, const crd_value *a, const crd_value *b,
                  size_t depth)
{
    if (++depth > CRD_NESTING_MAX) {
        return false;
    }
    if (crd_is_null(a) && crd_is_null(b)) {
        return true;
    }
    if (pointer && (crd_is_null(a) || crd_is_null(b))) {
        return false;
    }
    if (is_empty(type, a) || is_empty(type, b)) {
        /* an absent struct holds nothing, and so does an empty one */
        return type->kind == CRD_GO_STRUCT ? equal_structs(type, a, b, depth)
                                           : is_empty(type, a) && is_empty(type, b);
    }
    switch (type->kind) {
    case CRD_GO_LIST:
        return equal_lists(type->of, a, b, depth);
    case CRD_GO_MAP:
        return equal_maps(type->of, a, b, depth);
    case CRD_GO_STRUCT:
        return equal_structs(type, a, b, depth);
    case CRD_GO_OR_BOOL:
    case CRD_GO_OR_ARRAY:
    case CRD_GO_OR_STRINGS:
        return equal_or(type, a, b, depth);
    case CRD_GO_ANY:
        return equal_any(a, b, depth);
    case CRD_GO_STRING:
    case CRD_GO_BYTES:
    case CRD_GO_TIME:
    case CRD_GO_BOOL:
    case CRD_GO_INT32:
    case CRD_GO_INT64:
    case CRD_GO_FLOAT64:
        break;
    }
    return crd_value_equal(a, b);
}

bool crd_go_equal(const crd_go_type *type, bool pointer, const crd_value *a, const crd_value *b)
{
    return equal(type, pointer, a, b, 0);
}

static void print(crd_buf *buf, const crd_go_type *type, bool pointer, const crd_value *value,
                  size_t depth);

static void print_list(crd_buf *buf, const crd_go_type *of, const crd_value *value, size_t depth)
{
    if (!crd_is_list(value)) {
        crd_buf_add_lit(buf, "null");
        return;
    }
    crd_buf_add_byte(buf, '[');
    for (size_t i = 0; i < crd_len_of(value); i++) {
        crd_buf_add(buf, i ? CRD_S(",") : CRD_S(""));
        print(buf, of, false, crd_item(value, i), depth);
    }
    crd_buf_add_byte(buf, ']');
}

static void print_map(crd_buf *buf, const crd_go_type *of, const crd_value *value, size_t depth)
{
    if (!crd_is_map(value)) {
        crd_buf_add_lit(buf, "null");
        return;
    }
    crd_buf_add_byte(buf, '{');
    for (size_t i = 0; i < crd_len_of(value); i++) {
        const crd_member *member = crd_member_sorted(value, i);
        crd_buf_add(buf, i ? CRD_S(",") : CRD_S(""));
        crd_json_write_string(buf, member->key, false);
        crd_buf_add_byte(buf, ':');
        print(buf, of, false, &member->value, depth);
    }
    crd_buf_add_byte(buf, '}');
}

static void print_struct(crd_buf *buf, const crd_go_type *type, const crd_value *value,
                         size_t depth)
{
    crd_buf_add_byte(buf, '{');
    for (size_t i = 0; i < type->n_fields; i++) {
        const crd_go_field *field = &type->fields[i];
        crd_buf_add(buf, i ? CRD_S(",\"") : CRD_S("\""));
        crd_buf_add(buf, crd_str_c(field->name));
        crd_buf_add_lit(buf, "\":");
        print(buf, field->type, field->pointer, crd_map_get(value, crd_str_c(field->key)), depth);
    }
    crd_buf_add_byte(buf, '}');
}

static void print_or(crd_buf *buf, const crd_go_type *type, const crd_value *value, size_t depth)
{
    if (type->kind == CRD_GO_OR_BOOL) {
        crd_buf_add(buf, crd_is_map(value) || crd_is_true(value) ? CRD_S("{\"Allows\":true,")
                                                                 : CRD_S("{\"Allows\":false,"));
    } else {
        crd_buf_add_byte(buf, '{');
    }
    crd_buf_add_lit(buf, "\"Schema\":");
    print(buf, type->of, true, crd_is_map(value) ? value : NULL, depth);
    if (type->kind == CRD_GO_OR_ARRAY) {
        crd_buf_add_lit(buf, ",\"JSONSchemas\":");
        print_list(buf, type->of, value, depth);
    } else if (type->kind == CRD_GO_OR_STRINGS) {
        crd_buf_add_lit(buf, ",\"Property\":");
        print_list(buf, &crd_go_string, value, depth);
    }
    crd_buf_add_byte(buf, '}');
}

static void print_scalar(crd_buf *buf, const crd_go_type *type, const crd_value *value)
{
    int64_t whole = 0;
    double number = 0;
    switch (type->kind) {
    case CRD_GO_BOOL:
        crd_buf_add(buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        return;
    case CRD_GO_INT32:
    case CRD_GO_INT64:
        crd_number_int(value, &whole);
        crd_buf_add_int(buf, whole);
        return;
    case CRD_GO_FLOAT64:
        crd_number_float(value, &number);
        crd_float_format_json(buf, number);
        return;
    default:
        crd_json_write_string(buf, crd_text_of(value), false);
        return;
    }
}

static void print(crd_buf *buf, const crd_go_type *type, bool pointer, const crd_value *value,
                  size_t depth)
{
    if (++depth > CRD_NESTING_MAX) {
        buf->failure = CRD_BUF_LIMIT;
        return;
    }
    if (pointer && crd_is_null(value)) {
        crd_buf_add_lit(buf, "null");
        return;
    }
    switch (type->kind) {
    case CRD_GO_ANY: {
        crd_str text = crd_fault_json(buf->arena, value);
        if (!text.ptr) {
            buf->failure = CRD_BUF_NOMEM;
            return;
        }
        crd_buf_add(buf, text);
        return;
    }
    case CRD_GO_STRUCT:
        print_struct(buf, type, value, depth);
        return;
    case CRD_GO_LIST:
        print_list(buf, type->of, value, depth);
        return;
    case CRD_GO_MAP:
        print_map(buf, type->of, value, depth);
        return;
    case CRD_GO_OR_BOOL:
    case CRD_GO_OR_ARRAY:
    case CRD_GO_OR_STRINGS:
        print_or(buf, type, value, depth);
        return;
    default:
        print_scalar(buf, type, value);
        return;
    }
}

void crd_go_print(crd_buf *buf, const crd_go_type *type, bool pointer, const crd_value *value)
{
    print(buf, type, pointer, value, 0);
}
