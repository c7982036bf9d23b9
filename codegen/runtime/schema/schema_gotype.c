/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding into Go types: see schema_gotype.h. Knows no field's meaning. */
#include "schema_gotype.h"

#include "../base/base64.h"
#include "../base/limits.h"
#include "../base/num.h"
#include "../value/json.h"

#define UNKNOWN_MAX 100

/* Where we are: struct fields, map keys and list indexes up to the root, on the C stack. */
struct at {
    const struct at *up;
    crd_str name;
    size_t index;
    bool is_index;
    const char *in_struct; /* the struct that has this field; NULL for keys and indexes */
};

struct decoding {
    crd_arena *arena;
    crd_go_decoded *out;
    crd_go_unknown **tail;
    size_t n_unknown;
    bool lenient;          /* inside a type with its own UnmarshalJSON, which is not strict */
    const char *or_struct; /* the struct around the outermost of those */
    crd_str saved;         /* the first misfit: told at the end, unless decoding stops before */
    const crd_value *saved_at;
    bool failed; /* err has been set */
    crd_err *err;
};

static const crd_go_field *field_find(const crd_go_type *type, crd_str key)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        if (crd_str_eq(crd_str_c(type->fields[i].key), key)) {
            return &type->fields[i];
        }
    }
    return NULL;
}

static bool out_of_memory(struct decoding *d)
{
    if (!d->failed) {
        d->failed = true;
        crd_err_memory(d->err, d->arena);
    }
    return false;
}

/* Appends the path from the root: with everything for strict errors, struct fields only for misfits. */
static void path_write(crd_buf *buf, const struct at *at, bool only_fields)
{
    const struct at *steps[CRD_NESTING_MAX + 2];
    size_t n = 0;
    for (; at && n < CRD_NESTING_MAX + 2; at = at->up) {
        if (!only_fields || at->in_struct) {
            steps[n++] = at;
        }
    }
    bool first = true;
    while (n) {
        const struct at *step = steps[--n];
        if (step->is_index) {
            crd_buf_add_byte(buf, '[');
            crd_buf_add_uint(buf, step->index);
            crd_buf_add_byte(buf, ']');
        } else {
            crd_buf_add(buf, first ? CRD_S("") : CRD_S("."));
            crd_buf_add(buf, step->name);
        }
        first = false;
    }
}

static const char *struct_around(const struct decoding *d, const struct at *at)
{
    if (d->or_struct) {
        return d->or_struct;
    }
    for (; at; at = at->up) {
        if (at->in_struct) {
            return at->in_struct;
        }
    }
    return NULL;
}

static void save_text(struct decoding *d, const crd_value *value, crd_str text)
{
    if (!text.ptr) {
        out_of_memory(d);
    } else if (!d->saved.len) {
        d->saved = text;
        d->saved_at = value;
    }
}

/* The value is of a JSON type that the Go type does not take. */
static void misfit(struct decoding *d, const struct at *at, const crd_value *value, crd_str found,
                   const crd_go_type *type)
{
    if (d->saved.len) {
        return;
    }
    crd_buf buf;
    crd_buf_on(&buf, d->arena, CRD_TEXT_BYTES_MAX);
    const char *around = struct_around(d, at);
    crd_buf_add_lit(&buf, "json: cannot unmarshal ");
    crd_buf_add(&buf, found);
    if (around) {
        crd_buf_add_lit(&buf, " into Go struct field ");
        crd_buf_add(&buf, crd_str_c(around));
        crd_buf_add_byte(&buf, '.');
        path_write(&buf, at, true);
    } else {
        crd_buf_add_lit(&buf, " into Go value");
    }
    crd_buf_add_lit(&buf, " of type ");
    crd_buf_add(&buf, crd_str_c(type->name));
    save_text(d, value, crd_buf_whole(&buf));
}

static crd_str kind_word(const crd_value *value)
{
    static const crd_str words[] = {
        [CRD_NULL] = CRD_STR_INIT("null"),     [CRD_BOOL] = CRD_STR_INIT("bool"),
        [CRD_NUMBER] = CRD_STR_INIT("number"), [CRD_STRING] = CRD_STR_INIT("string"),
        [CRD_LIST] = CRD_STR_INIT("array"),    [CRD_MAP] = CRD_STR_INIT("object"),
    };
    return words[crd_kind_of(value)];
}

static void unknown(struct decoding *d, const struct at *at, const crd_member *member)
{
    if (d->lenient || d->n_unknown >= UNKNOWN_MAX) {
        return;
    }
    const struct at here = { .up = at, .name = member->key };
    crd_buf buf;
    crd_buf_on(&buf, d->arena, CRD_TEXT_BYTES_MAX);
    path_write(&buf, &here, false);
    crd_go_unknown *found = CRD_NEW(d->arena, crd_go_unknown);
    if (!found || crd_buf_failed(&buf)) {
        out_of_memory(d);
        return;
    }
    *found = (crd_go_unknown){ .path = crd_buf_str(&buf), .at = &member->value };
    *d->tail = found;
    d->tail = &found->next;
    d->n_unknown++;
}

/* All below return false when decoding stops there (out->error is set, or failed). */
static bool walk(struct decoding *d, const struct at *at, const crd_go_type *type,
                 const crd_value *value, size_t depth);

static bool walk_struct(struct decoding *d, const struct at *at, const crd_go_type *type,
                        const crd_value *value, size_t depth)
{
    for (size_t i = 0; i < crd_len_of(value) && !d->failed; i++) {
        const crd_member *member = crd_member_sorted(value, i);
        const crd_go_field *field = field_find(type, member->key);
        const struct at here = { .up = at, .name = member->key, .in_struct = type->struct_name };
        if (!field) {
            unknown(d, at, member);
        } else if (!walk(d, &here, field->type, &member->value, depth + 1)) {
            return false;
        }
    }
    return !d->failed;
}

static bool walk_map(struct decoding *d, const struct at *at, const crd_go_type *type,
                     const crd_value *value, size_t depth)
{
    for (size_t i = 0; i < crd_len_of(value) && !d->failed; i++) {
        const crd_member *member = crd_member_sorted(value, i);
        const struct at here = { .up = at, .name = member->key };
        if (!walk(d, &here, type->of, &member->value, depth + 1)) {
            return false;
        }
    }
    return !d->failed;
}

static bool walk_list(struct decoding *d, const struct at *at, const crd_go_type *type,
                      const crd_value *value, size_t depth)
{
    for (size_t i = 0; i < crd_len_of(value) && !d->failed; i++) {
        const struct at here = { .up = at, .index = i, .is_index = true };
        if (!walk(d, &here, type->of, crd_item(value, i), depth + 1)) {
            return false;
        }
    }
    return !d->failed;
}

static bool stop(struct decoding *d, crd_str text, const crd_value *at)
{
    d->out->error = text;
    d->out->error_at = at;
    return false;
}

/* A type with its own UnmarshalJSON: decodes value by `type` as a document of its own, and any error
 * in it ends everything. */
static bool walk_own(struct decoding *d, const struct at *at, const crd_go_type *type,
                     const crd_value *value, size_t depth)
{
    struct decoding outer = *d;
    d->lenient = true;
    d->or_struct = outer.or_struct ? outer.or_struct : struct_around(d, at);
    d->saved = crd_str_of(NULL, 0);
    bool went = walk(d, at, type, value, depth);
    if (went && d->saved.len) {
        return stop(d, d->saved, d->saved_at);
    }
    d->lenient = outer.lenient;
    d->or_struct = outer.or_struct;
    d->saved = outer.saved;
    d->saved_at = outer.saved_at;
    return went;
}

static bool walk_or(struct decoding *d, const struct at *at, const crd_go_type *type,
                    const crd_value *value, size_t depth)
{
    const crd_go_type list = {
        .kind = CRD_GO_LIST,
        .name = type->kind == CRD_GO_OR_ARRAY ? "[]v1.JSONSchemaProps" : "[]string",
        .of = type->kind == CRD_GO_OR_ARRAY ? type->of : &crd_go_string,
    };
    if (crd_is_map(value)) {
        return walk_own(d, at, type->of, value, depth);
    }
    if (type->kind == CRD_GO_OR_BOOL) {
        return crd_kind_of(value) == CRD_BOOL || crd_is_null(value) ||
               stop(d, CRD_S("boolean or JSON schema expected"), value);
    }
    return !crd_is_list(value) || walk_own(d, at, &list, value, depth);
}

static void take_number(struct decoding *d, const struct at *at, const crd_go_type *type,
                        const crd_value *value)
{
    int64_t whole = 0;
    double number = 0;
    bool fits = type->kind == CRD_GO_FLOAT64
                    ? crd_number_float(value, &number)
                    : crd_number_int(value, &whole) &&
                          (type->kind == CRD_GO_INT64 ||
                           (whole >= INT32_MIN && whole <= INT32_MAX));
    if (!fits) {
        crd_str found = CRD_CAT(d->arena, CRD_S("number "), crd_text_of(value));
        if (!found.ptr) {
            out_of_memory(d);
            return;
        }
        misfit(d, at, value, found, type);
    }
}

static void take_bytes(struct decoding *d, const struct at *at, const crd_go_type *type,
                       const crd_value *value)
{
    if (crd_is_list(value)) {
        return;
    }
    if (!crd_is_string(value)) {
        misfit(d, at, value, kind_word(value), type);
        return;
    }
    crd_buf buf;
    crd_buf_on(&buf, d->arena, CRD_TEXT_BYTES_MAX);
    size_t wrong = 0;
    if (!crd_base64_decode(&buf, crd_text_of(value), &wrong)) {
        char digits[CRD_INT_TEXT_MAX];
        save_text(d, value, CRD_CAT(d->arena, CRD_S("illegal base64 data at input byte "),
                                    crd_uint_text(wrong, digits)));
    } else if (crd_buf_failed(&buf)) {
        out_of_memory(d);
    }
}

static bool walk(struct decoding *d, const struct at *at, const crd_go_type *type,
                 const crd_value *value, size_t depth)
{
    if (depth > CRD_NESTING_MAX) {
        d->failed = true;
        return CRD_FAIL(d->err, d->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    enum crd_kind kind = crd_kind_of(value);
    if (kind == CRD_NULL && type->kind != CRD_GO_OR_BOOL) {
        return true;
    }
    switch (type->kind) {
    case CRD_GO_ANY:
        return true;
    case CRD_GO_OR_BOOL:
    case CRD_GO_OR_ARRAY:
    case CRD_GO_OR_STRINGS:
        return walk_or(d, at, type, value, depth);
    case CRD_GO_STRUCT:
        if (kind == CRD_MAP) {
            return walk_struct(d, at, type, value, depth);
        }
        break;
    case CRD_GO_MAP:
        if (kind == CRD_MAP) {
            return walk_map(d, at, type, value, depth);
        }
        break;
    case CRD_GO_LIST:
        if (kind == CRD_LIST) {
            return walk_list(d, at, type, value, depth);
        }
        break;
    case CRD_GO_BYTES:
        take_bytes(d, at, type, value);
        return !d->failed;
    case CRD_GO_INT32:
    case CRD_GO_INT64:
    case CRD_GO_FLOAT64:
        if (kind == CRD_NUMBER) {
            take_number(d, at, type, value);
            return !d->failed;
        }
        break;
    case CRD_GO_BOOL:
        if (kind == CRD_BOOL) {
            return true;
        }
        break;
    case CRD_GO_STRING:
        if (kind == CRD_STRING) {
            return true;
        }
        break;
    case CRD_GO_TIME:
        return kind == CRD_STRING || walk_own(d, at, &crd_go_string, value, depth);
    }
    misfit(d, at, value, kind_word(value), type);
    return !d->failed;
}

bool crd_go_decode(crd_arena *arena, const crd_go_type *type, const crd_value *value,
                   crd_go_decoded *ret, crd_err *err)
{
    crd_go_decoded out = { .error = CRD_S("") };
    struct decoding d = { .arena = arena, .out = &out, .tail = &out.unknown, .err = err };
    bool went = walk(&d, NULL, type, value, 0);
    if (d.failed) {
        return false;
    }
    if (went && d.saved.len) {
        stop(&d, d.saved, d.saved_at);
    }
    *ret = out;
    return true;
}
