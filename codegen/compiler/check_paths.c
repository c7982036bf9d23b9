/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths of rules and selectable fields: .spec.name, .spec['na.me'].
 * Source of the behaviour: ValidFieldPath in k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "check_inside.h"

struct finding {
    crd_arena *arena;
    crd_str rest;
    crd_buf path;
    const crdc_schema *schema;
    crdc_field_path *ret;
};

/* The next token: a delimiter, a quoted text, or what stands before the next delimiter. A quote that
 * is not closed takes the rest. False at the end. */
static bool next(struct finding *f, crd_str *ret)
{
    size_t n = 0;
    bool quoted = crd_str_starts(f->rest, CRD_S("'"));
    if (!f->rest.len) {
        return false;
    }
    for (; n < f->rest.len; n++) {
        char c = f->rest.ptr[n];
        if (quoted ? n > 0 && c == '\'' && f->rest.ptr[n - 1] != '\\'
                   : c == '.' || c == '[' || c == ']') {
            n += quoted || n == 0;
            break;
        }
    }
    *ret = crd_str_sub(f->rest, 0, n);
    f->rest = crd_str_from(f->rest, n);
    return true;
}

static bool no_path(struct finding *f, crd_str why)
{
    f->ret->error = why;
    if (!why.ptr) {
        f->path.failure = CRD_BUF_NOMEM;
    }
    return false;
}

/* What the quoted text stands for. */
static bool unescape(struct finding *f, crd_str text, crd_str *ret)
{
    static const char from[] = "abfnrtv'\\";
    static const char to[] = "\a\b\f\n\r\t\v'\\";
    crd_buf buf;
    crd_buf_on(&buf, f->arena, CRD_TEXT_BYTES_MAX);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\\' || i + 1 == text.len || text.ptr[i + 1] == '\n') {
            crd_buf_add_byte(&buf, text.ptr[i]);
            continue;
        }
        const char *at = strchr(from, text.ptr[++i]);
        if (!at || !*at) {
            return no_path(f, CRD_CAT(f->arena,
                                      CRD_S("invalid string literal: invalid escape char "),
                                      crd_str_sub(text, i - 1, i + 1)));
        }
        crd_buf_add_byte(&buf, to[at - from]);
    }
    if (crd_buf_failed(&buf)) {
        f->path.failure = buf.failure;
        return false;
    }
    *ret = crd_buf_str(&buf);
    return true;
}

/* One step down by that name. */
static bool step(struct finding *f, crd_str name)
{
    const crdc_schema *schema = f->schema;
    if (!f->path.len) {
        f->ret->root = name;
    }
    if (schema && schema->properties.n) {
        crd_buf_add(&f->path, f->path.len ? CRD_S(".") : CRD_S(""));
        crd_buf_add(&f->path, name);
        f->schema = crdc_property_find(schema, name);
        return f->schema || no_path(f, CRD_S("does not refer to a valid field"));
    }
    if (schema && schema->additional_properties.kind != CRDC_ABSENT) {
        crd_buf_add_byte(&f->path, '[');
        crd_buf_add(&f->path, name);
        crd_buf_add_byte(&f->path, ']');
        f->schema = schema->additional_properties.schema;
        return true;
    }
    return no_path(f, CRD_S("does not refer to a valid field"));
}

static bool step_in_brackets(struct finding *f)
{
    crd_str token = { 0 };
    if (!next(f, &token)) {
        return no_path(f, CRD_S("unexpected end of JSON path"));
    }
    if (token.len < 2 || token.ptr[0] != '\'' || token.ptr[token.len - 1] != '\'') {
        return no_path(f, CRD_CAT(f->arena, CRD_S("expected single quoted string but got "), token));
    }
    crd_str name = { 0 };
    if (!unescape(f, crd_str_sub(token, 1, token.len - 1), &name) || !step(f, name)) {
        return false;
    }
    if (!next(f, &token)) {
        return no_path(f, CRD_S("unexpected end of JSON path"));
    }
    return crd_str_eq(token, CRD_S("]")) ||
           no_path(f, CRD_CAT(f->arena, CRD_S("expected ] but got "), token));
}

static bool walk(struct finding *f, bool array_notation)
{
    crd_str token = { 0 };
    while (next(f, &token)) {
        if (crd_str_eq(token, CRD_S("["))) {
            if (!array_notation) {
                return no_path(f, CRD_S("array notation is not allowed"));
            }
            if (!step_in_brackets(f)) {
                return false;
            }
        } else if (!crd_str_eq(token, CRD_S("."))) {
            return no_path(f, CRD_CAT(f->arena, CRD_S("expected [ or . but got: "), token));
        } else if (!next(f, &token)) {
            return no_path(f, CRD_S("unexpected end of JSON path"));
        } else if (!step(f, token)) {
            return false;
        }
    }
    return true;
}

bool crdc_field_path_find(crd_arena *arena, const crdc_schema *schema, crd_str text,
                          bool array_notation, crdc_field_path *ret, crd_err *err)
{
    crdc_field_path found = { .error = CRD_S(""), .root = CRD_S("") };
    struct finding f = { .arena = arena, .rest = text, .schema = schema, .ret = &found };
    crd_buf_on(&f.path, arena, CRD_TEXT_BYTES_MAX);
    if (walk(&f, array_notation)) {
        found.schema = f.schema;
    }
    found.path = crd_buf_whole(&f.path);
    if (!found.path.ptr) {
        return crd_err_memory(err, arena);
    }
    *ret = found;
    return true;
}
