/* SPDX-License-Identifier: Apache-2.0 */
/* What all sinks share, and the sink of JSON text: see sink.h. */
#include "sink.h"

#include <stdlib.h>

#include "json.h"

/* ---- order ---- */

static void merge(const crd_keyed *from, size_t middle, size_t end, crd_keyed *to,
                  bool (*less)(crd_str a, crd_str b))
{
    size_t left = 0;
    size_t right = middle;
    for (size_t i = 0; i < end; i++) {
        bool take_right = left == middle || (right < end && less(from[right].key, from[left].key));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

bool crd_keyed_sort(crd_keyed *keyed, size_t n, bool (*less)(crd_str a, crd_str b), crd_err *err)
{
    bool ascends = true;
    for (size_t i = 1; i < n && ascends; i++) {
        ascends = less(keyed[i - 1].key, keyed[i].key);
    }
    if (ascends) {
        return true;
    }
    crd_keyed *scratch = calloc(n, sizeof(*scratch));
    if (!scratch) {
        return crd_err_memory(err, NULL);
    }
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t end = n - i < 2 * width ? n - i : 2 * width;
            merge(keyed + i, end < width ? end : width, end, scratch + i, less);
        }
        memcpy(keyed, scratch, n * sizeof(*keyed));
    }
    free(scratch);
    return true;
}

/* ---- trees ---- */

static bool sink_tree(crd_sink *sink, const crd_value *value, size_t depth);

static bool sink_member(crd_sink *sink, crd_str key, const crd_value *value, size_t depth)
{
    return sink->key(sink, key) && sink_tree(sink, value, depth);
}

static bool sink_map(crd_sink *sink, const crd_value *map, size_t depth)
{
    size_t n = crd_len_of(map);
    if (!sink->less || n < 2) {
        for (size_t i = 0; i < n; i++) {
            const crd_member *member = crd_member_at(map, i);
            if (!sink_member(sink, member->key, &member->value, depth)) {
                return false;
            }
        }
        return true;
    }
    crd_keyed *keyed = calloc(n, sizeof(*keyed));
    if (!keyed) {
        return crd_err_memory(sink->err, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const crd_member *member = crd_member_at(map, i);
        keyed[i] = (crd_keyed){ .key = member->key, .item = &member->value };
    }
    bool ok = crd_keyed_sort(keyed, n, sink->less, sink->err);
    for (size_t i = 0; i < n && ok; i++) {
        ok = sink_member(sink, keyed[i].key, keyed[i].item, depth);
    }
    free(keyed);
    return ok;
}

static bool sink_tree(crd_sink *sink, const crd_value *value, size_t depth)
{
    static const crd_value null_value;
    enum crd_kind kind = crd_kind_of(value);
    if (kind != CRD_LIST && kind != CRD_MAP) {
        return sink->scalar(sink, value ? value : &null_value);
    }
    if (depth == CRD_NESTING_MAX) {
        if (sink->err) {
            *sink->err = (crd_err){ .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        return false;
    }
    if (!sink->open(sink, kind)) {
        return false;
    }
    if (kind == CRD_MAP) {
        return sink_map(sink, value, depth + 1) && sink->close(sink);
    }
    for (size_t i = 0; i < crd_len_of(value); i++) {
        if (!sink_tree(sink, crd_item(value, i), depth + 1)) {
            return false;
        }
    }
    return sink->close(sink);
}

bool crd_sink_value(crd_sink *sink, const crd_value *value)
{
    return sink_tree(sink, value, 0);
}

/* ---- JSON text ---- */

static void before_value(crd_json_sink *s)
{
    if (s->depth && !s->is_map[s->depth - 1]) {
        if (!s->at_first) {
            crd_buf_add_byte(s->buf, ',');
        }
        s->at_first = false;
    }
}

static bool json_open(crd_sink *sink, enum crd_kind kind)
{
    crd_json_sink *s = (crd_json_sink *)sink;
    if (s->depth == CRD_NESTING_MAX) {
        if (sink->err) {
            *sink->err = (crd_err){ .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        return false;
    }
    before_value(s);
    s->is_map[s->depth++] = kind == CRD_MAP;
    s->at_first = true;
    crd_buf_add_byte(s->buf, kind == CRD_MAP ? '{' : '[');
    return true;
}

static bool json_close(crd_sink *sink)
{
    crd_json_sink *s = (crd_json_sink *)sink;
    s->depth--;
    s->at_first = false;
    crd_buf_add_byte(s->buf, s->is_map[s->depth] ? '}' : ']');
    return true;
}

static bool json_key(crd_sink *sink, crd_str key)
{
    crd_json_sink *s = (crd_json_sink *)sink;
    if (!s->at_first) {
        crd_buf_add_byte(s->buf, ',');
    }
    s->at_first = false;
    crd_json_write_string(s->buf, key, s->keep_html);
    crd_buf_add_byte(s->buf, ':');
    return true;
}

static bool json_scalar(crd_sink *sink, const crd_value *value)
{
    crd_json_sink *s = (crd_json_sink *)sink;
    before_value(s);
    switch (crd_kind_of(value)) {
    case CRD_BOOL:
        crd_buf_add(s->buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        return true;
    case CRD_NUMBER:
        crd_buf_add(s->buf, crd_text_of(value));
        return true;
    case CRD_STRING:
        crd_json_write_string(s->buf, crd_text_of(value), s->keep_html);
        return true;
    default:
        crd_buf_add_lit(s->buf, "null");
        return true;
    }
}

static bool bytewise_less(crd_str a, crd_str b)
{
    return crd_str_cmp(a, b) < 0;
}

void crd_json_sink_init(crd_json_sink *sink, crd_buf *buf, bool keep_html, bool sorted,
                        crd_err *err)
{
    sink->sink = (crd_sink){
        .open = json_open,
        .close = json_close,
        .key = json_key,
        .scalar = json_scalar,
        .less = sorted ? bytewise_less : NULL,
        .err = err,
    };
    sink->buf = buf;
    sink->depth = 0;
    sink->keep_html = keep_html;
    sink->at_first = true;
}

bool crd_json_sink_finish(crd_json_sink *sink)
{
    if (sink->buf->failure == CRD_BUF_NOMEM) {
        return crd_err_memory(sink->sink.err, NULL);
    }
    if (crd_buf_failed(sink->buf) && sink->sink.err) {
        *sink->sink.err =
            (crd_err){ .code = CRD_E_MEMORY, .message = CRD_S("memory limit reached") };
    }
    return !crd_buf_failed(sink->buf);
}
