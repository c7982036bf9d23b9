/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a wrong type: worded as kube-apiserver words them, kept, and told at the end. */
#include "../base/num.h"
#include "decode_inside.h"

static void add_path(crd_buf *path, crd_buf *pointer, const struct place *place)
{
    if (!place->up) {
        return;
    }
    add_path(path, pointer, place->up);
    crd_buf_add_byte(pointer, '/');
    if (place->is_index) {
        crd_buf_add_byte(path, '[');
        crd_buf_add_uint(path, place->index);
        crd_buf_add_byte(path, ']');
        crd_buf_add_uint(pointer, place->index);
        return;
    }
    if (path->len) {
        crd_buf_add_byte(path, '.');
    }
    crd_buf_add(path, place->key);
    for (size_t i = 0; i < place->key.len; i++) {
        char c = place->key.ptr[i];
        if (c == '~' || c == '/') {
            crd_buf_add(pointer, c == '~' ? CRD_S("~0") : CRD_S("~1"));
        } else {
            crd_buf_add_byte(pointer, c);
        }
    }
}

static const char *wanted(const crd_type *type)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
    case CRD_TYPE_ENUM:
        return "string";
    case CRD_TYPE_INT:
        return "integer";
    case CRD_TYPE_DOUBLE:
        return "number";
    case CRD_TYPE_BOOL:
        return "boolean";
    case CRD_TYPE_INT_OR_STRING:
        return "integer,string";
    case CRD_TYPE_LIST:
        return "array";
    default:
        return "object";
    }
}

static const char *found(const struct decoder *d, enum crd_token token, const crd_type *type)
{
    int64_t number;
    switch (token) {
    case CRD_TOKEN_NULL:
        return "null";
    case CRD_TOKEN_TRUE:
    case CRD_TOKEN_FALSE:
        return "boolean";
    case CRD_TOKEN_NUMBER:
        if (type->kind == CRD_TYPE_INT && type->format) {
            return "float64";
        }
        return crd_int_parse(d->source->text, 10, 64, &number) == CRD_NUM_OK ? "integer" : "number";
    case CRD_TOKEN_STRING:
        return "string";
    case CRD_TOKEN_LIST:
        return "array";
    default:
        return "object";
    }
}

enum outcome crd_decode_mismatch(struct decoder *d, const crd_type *type, enum crd_token token,
                                 const struct place *place)
{
    crd_str got = crd_str_c(found(d, token, type));
    bool by_format = type->kind == CRD_TYPE_INT && type->format && token == CRD_TOKEN_NUMBER;
    crd_str want = crd_str_c(by_format ? type->format : wanted(type));
    CRD_AUTO_BUF path;
    CRD_AUTO_BUF pointer;
    crd_buf_init(&path, CRD_TEXT_BYTES_MAX);
    crd_buf_init(&pointer, CRD_TEXT_BYTES_MAX);
    add_path(&path, &pointer, place);
    if (crd_buf_failed(&path) || crd_buf_failed(&pointer)) {
        crd_err_memory(d->err, NULL);
        return STOP;
    }
    struct fault *fault = CRD_NEW(d->arena, struct fault);
    if (!fault) {
        crd_err_memory(d->err, d->arena);
        return STOP;
    }
    crd_diag diag = {
        .rule = CRD_S("decode"),
        .path = crd_arena_str(d->arena, crd_buf_str(&path)),
        .reason = CRD_S("FieldValueTypeInvalid"),
        .pointer = crd_arena_str(d->arena, crd_buf_str(&pointer)),
        .place = crd_source_place(d->source),
    };
    diag.message =
        CRD_CAT(d->arena, CRD_S("Invalid value: \""), got, CRD_S("\": "), diag.path,
                CRD_S(" in body must be of type "), want, CRD_S(": \""), got, CRD_S("\""));
    if (!diag.path.ptr || !diag.pointer.ptr || !diag.message.ptr) {
        crd_err_memory(d->err, d->arena);
        return STOP;
    }
    fault->diag = diag;
    if (d->last_fault) {
        d->last_fault->next = fault;
    } else {
        d->first_fault = fault;
    }
    d->last_fault = fault;
    bool opened = token == CRD_TOKEN_LIST || token == CRD_TOKEN_MAP;
    return !opened || crd_source_skip(d->source) ? ABSENT : STOP;
}

void crd_decode_void_faults(struct decoder *d, const struct trace *trace)
{
    if (trace->last == trace->before) {
        return;
    }
    struct fault *fault = trace->before ? trace->before->next : d->first_fault;
    for (; fault != trace->last; fault = fault->next) {
        fault->is_void = true;
    }
    fault->is_void = true;
}

bool crd_decode_tell_faults(const struct decoder *d, crd_diags *faults)
{
    bool any = false;
    for (const struct fault *fault = d->first_fault; fault; fault = fault->next) {
        const crd_diag *diag = &fault->diag;
        if (fault->is_void) {
            continue;
        }
        if (faults && !crd_diags_add(faults, diag, d->err)) {
            return true;
        }
        if (!any) {
            CRD_FAIL(d->err, d->arena, CRD_E_TYPE, diag->path, CRD_S(": "), diag->message);
            crd_err_at(d->err, diag->place);
            any = true;
        }
    }
    return any;
}
