/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON reader: see json.h. One loop over the text; nesting lives in the builder's frames.
 * Knows words and the builder, not what the document is for.
 */
#include <string.h>

#include "../base/limits.h"
#include "json.h"
#include "json_lex.h"

struct reader {
    struct crd_json_lex lex;
    crd_builder *builder;
    bool in_place;
    bool places;
};

static crd_place place_here(struct reader *r)
{
    return r->places ? crd_json_lex_place(&r->lex, r->lex.at) : (crd_place){ 0 };
}

/* Hands on the builder's failure. Always false. */
static bool builder_failed(struct reader *r)
{
    const crd_err *why = crd_builder_error(r->builder);
    if (why->code == CRD_E_DEPTH) {
        return crd_json_lex_refuse_byte(&r->lex, CRD_E_DEPTH, *r->lex.at, why->message);
    }
    if (r->lex.err) {
        *r->lex.err = *why;
    }
    return crd_json_lex_stop(&r->lex);
}

/* Text that is kept: in place or copied. */
static bool keep(struct reader *r, crd_str *inout_text)
{
    if (inout_text->len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(r->lex.err, r->lex.arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    if (!r->in_place) {
        char *copy = crd_arena_bytes(r->lex.arena, inout_text->len);
        if (!copy) {
            return crd_err_memory(r->lex.err, r->lex.arena);
        }
        memcpy(copy, inout_text->ptr, inout_text->len);
        inout_text->ptr = copy;
    }
    return true;
}

/* r->lex.at stands on the opening quote; moves behind the closing one. */
static bool read_text(struct reader *r, crd_str *ret)
{
    bool decoded = false;
    r->lex.at++;
    return crd_json_lex_string(&r->lex, ret, &decoded) && (decoded || keep(r, ret));
}

static bool read_scalar(struct reader *r, crd_value *ret)
{
    crd_str text;
    const char *from = r->lex.at;
    switch (r->lex.at < r->lex.end ? *r->lex.at : '\0') {
    case '"':
        if (!read_text(r, &text)) {
            return false;
        }
        *ret = crd_value_string(text);
        return true;
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        if (!crd_json_lex_number(&r->lex)) {
            return false;
        }
        text = crd_str_of(from, (size_t)(r->lex.at - from));
        if (!keep(r, &text)) {
            return false;
        }
        *ret = crd_value_number(text);
        return true;
    case 't':
        *ret = crd_value_bool(true);
        return crd_json_lex_word(&r->lex, CRD_S("true"));
    case 'f':
        *ret = crd_value_bool(false);
        return crd_json_lex_word(&r->lex, CRD_S("false"));
    case 'n':
        *ret = crd_value_null();
        return crd_json_lex_word(&r->lex, CRD_S("null"));
    default:
        return crd_json_lex_refuse(&r->lex, CRD_S("looking for beginning of value"));
    }
}

/* r->lex.at stands before a key; moves behind its colon. */
static bool read_key(struct reader *r)
{
    crd_json_lex_skip(&r->lex);
    if (r->lex.at >= r->lex.end || *r->lex.at != '"') {
        return crd_json_lex_refuse(&r->lex, CRD_S("looking for beginning of object key string"));
    }
    crd_place place = place_here(r);
    crd_str key;
    if (!read_text(r, &key)) {
        return false;
    }
    if (!crd_builder_key(r->builder, key, place)) {
        return builder_failed(r);
    }
    crd_json_lex_skip(&r->lex);
    if (r->lex.at >= r->lex.end || *r->lex.at != ':') {
        return crd_json_lex_refuse(&r->lex, CRD_S("after object key"));
    }
    r->lex.at++;
    return true;
}

static bool close_here(struct reader *r)
{
    r->lex.at++;
    return crd_builder_close(r->builder) || builder_failed(r);
}

/* r->lex.at stands on a bracket. *ret_inside: a value must follow. */
static bool open_here(struct reader *r, bool *ret_inside)
{
    bool list = *r->lex.at == '[';
    if (!crd_builder_open(r->builder, list ? CRD_LIST : CRD_MAP, place_here(r))) {
        return builder_failed(r);
    }
    r->lex.at++;
    crd_json_lex_skip(&r->lex);
    *ret_inside = false;
    if (r->lex.at < r->lex.end && *r->lex.at == (list ? ']' : '}')) {
        return close_here(r);
    }
    *ret_inside = true;
    return list || read_key(r);
}

/* Reads up to where a scalar or an empty container ends, which may lie several levels inside. */
static bool read_value(struct reader *r)
{
    for (;;) {
        crd_json_lex_skip(&r->lex);
        if (r->lex.at < r->lex.end && (*r->lex.at == '{' || *r->lex.at == '[')) {
            bool inside = false;
            if (!open_here(r, &inside)) {
                return false;
            }
            if (inside) {
                continue;
            }
            return true;
        }
        crd_place place = place_here(r);
        crd_value value;
        if (!read_scalar(r, &value)) {
            return false;
        }
        return crd_builder_value(r->builder, value, place) || builder_failed(r);
    }
}

/* Behind a value: closes what ends here. *ret_more: another value follows in the innermost one. */
static bool read_behind(struct reader *r, bool *ret_more)
{
    for (;;) {
        enum crd_kind kind = crd_builder_inside(r->builder);
        crd_json_lex_skip(&r->lex);
        char c = r->lex.at < r->lex.end ? *r->lex.at : '\0';
        if (kind == CRD_NULL) {
            *ret_more = false;
            return r->lex.at == r->lex.end || crd_json_lex_refuse(&r->lex, CRD_S("after top-level value"));
        }
        if (c == ',' && r->lex.at < r->lex.end) {
            r->lex.at++;
            *ret_more = true;
            return kind == CRD_LIST || read_key(r);
        }
        if (c != (kind == CRD_LIST ? ']' : '}')) {
            return crd_json_lex_refuse(&r->lex, kind == CRD_LIST ? CRD_S("after array element")
                                                     : CRD_S("after object key:value pair"));
        }
        if (!close_here(r)) {
            return false;
        }
    }
}

bool crd_json_read(crd_arena *arena, crd_str text, const crd_json_options *options,
                   crd_value *ret_value, crd_err *err)
{
    crd_json_options o = options ? *options : (crd_json_options){ 0 };
    CRD_AUTO_BUILDER builder =
        crd_builder_new(arena,
                        &(crd_builder_options){ .depth_max = o.depth_max,
                                                .places = o.places,
                                                .duplicates = o.duplicates },
                        err);
    if (!builder) {
        return false;
    }
    struct reader r = { .builder = builder, .in_place = o.in_place, .places = o.places != NULL };
    crd_json_lex_begin(&r.lex, arena, text, err);
    bool more = true;
    while (more) {
        if (!read_value(&r) || !read_behind(&r, &more)) {
            return false;
        }
    }
    return crd_builder_finish(builder, ret_value, err);
}
