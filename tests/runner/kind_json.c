/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind json: {id, in, err, offset} or {id, in, out, out_nohtml}, where in is any bytes, err and
 * offset are encoding/json's SyntaxError, out is the value written again with sorted keys and its
 * number literals. The pull reader and the push writer are held to the same.
 */
#include <json-c/json_object.h>

#include "kind.h"
#include "value/json.h"
#include "value/json_c_stream.h"
#include "value/sink.h"
#include "value/source.h"

#define OUT_BYTES_MAX ((size_t)64 * 1024 * 1024)

static bool same_written(struct v_run *run, const crd_value *test, const char *field,
                         const crd_value *value, bool keep_html)
{
    crd_str want;
    crd_buf out;
    crd_err err = { 0 };
    if (!v_text(run, test, field, &want)) {
        return v_fail(run, CRD_S("has neither err nor out and out_nohtml"));
    }
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    if (!crd_json_write(&out, value, &(crd_json_style){ .keep_html = keep_html }, &err)) {
        return v_fail(run, err.message);
    }
    return v_same(run, field, crd_buf_str(&out), want);
}

static bool same_error(struct v_run *run, const crd_value *test, crd_str in, const crd_err *err)
{
    crd_str want;
    int64_t offset;
    if (!v_text(run, test, "err", &want)) {
        return v_fail(run, err->message);
    }
    bool same = v_same(run, "err", err->message, want);
    if (!crd_number_int(CRD_GET(test, "offset"), &offset)) {
        return v_fail(run, CRD_S("has err but no offset"));
    }
    /* Go counts the byte that it could not take as read. */
    size_t read = err->place.offset < in.len ? err->place.offset + 1 : in.len;
    return v_same_int(run, "offset", (int64_t)read, offset) && same;
}

/* Into a json-c tree and back. */
static bool same_through_json_c(struct v_run *run, const crd_value *value)
{
    crd_json_c_sink sink;
    crd_json_c_source source;
    crd_value back;
    crd_err err = { 0 };
    crd_json_c_sink_init(&sink, run->arena, &err);
    bool ok = crd_sink_value(&sink.sink, value);
    struct json_object *object = ok ? crd_json_c_sink_take(&sink) : NULL;
    crd_json_c_sink_done(&sink);
    if (!ok) { /* json-c cannot hold every number */
        return err.code == CRD_E_VALUE || v_fail(run, err.message);
    }
    crd_json_c_source_init(&source, run->arena, object, &err);
    enum crd_token token = crd_source_next(&source.source);
    ok = token != CRD_TOKEN_FAILED &&
         crd_source_value(&source.source, run->arena, token, &back, &err) &&
         crd_source_next(&source.source) == CRD_TOKEN_END;
    json_object_put(object);
    return ok ? v_same_value(run, "through json-c", &back, value) : v_fail(run, err.message);
}

/* The text as a stream of tokens; value NULL: it is refused, in the words of refusal. */
static bool same_streamed(struct v_run *run, crd_str in, const crd_value *value,
                          const crd_err *refusal)
{
    crd_json_source source;
    crd_json_sink sink;
    crd_value streamed;
    crd_value walked;
    crd_buf out;
    crd_buf plain;
    crd_err err = { 0 };
    crd_json_source_init(&source, run->arena, in, false, &err);
    enum crd_token token = crd_source_next(&source.source);
    bool ok = token != CRD_TOKEN_FAILED &&
              crd_source_value(&source.source, run->arena, token, &streamed, &err) &&
              crd_source_next(&source.source) == CRD_TOKEN_END;
    if (!ok || !value) {
        return ok ? v_fail(run, CRD_S("the stream reads it"))
                  : v_same(run, "streamed err", err.message,
                           value ? CRD_S("") : refusal->message);
    }
    crd_value_source tree;
    crd_value_source_init(&tree, value, NULL, &err);
    token = crd_source_next(&tree.source);
    if (((token == CRD_TOKEN_LIST || token == CRD_TOKEN_MAP) && !crd_source_skip(&tree.source)) ||
        crd_source_next(&tree.source) != CRD_TOKEN_END) {
        return v_fail(run, CRD_S("the tree's source passes over it and does not end"));
    }
    crd_value_source_init(&tree, value, NULL, &err);
    tree.source.take = NULL; /* token by token */
    token = crd_source_next(&tree.source);
    if (!crd_source_value(&tree.source, run->arena, token, &walked, &err) ||
        crd_source_next(&tree.source) != CRD_TOKEN_END) {
        return v_fail(run, err.message);
    }
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    crd_buf_on(&plain, run->arena, OUT_BYTES_MAX);
    crd_json_sink_init(&sink, &out, false, true, &err);
    if (!crd_sink_value(&sink.sink, &streamed) || !crd_json_sink_finish(&sink) ||
        !crd_json_write(&plain, value, NULL, &err)) {
        return v_fail(run, err.message);
    }
    bool same = v_same_value(run, "streamed", &streamed, value);
    same &= same_through_json_c(run, value);
    same &= v_same_value(run, "walked", &walked, value);
    return v_same(run, "streamed out", crd_buf_str(&out), crd_buf_str(&plain)) && same;
}

bool v_json(struct v_run *run, const crd_value *test)
{
    crd_str in;
    crd_value value;
    crd_err err = { 0 };
    if (!v_text(run, test, "in", &in)) {
        return v_fail(run, CRD_S("has no in"));
    }
    if (!crd_json_read(run->arena, in, NULL, &value, &err)) {
        bool same = same_error(run, test, in, &err);
        return same_streamed(run, in, NULL, &err) && same;
    }
    bool same = same_streamed(run, in, &value, NULL);
    same &= same_written(run, test, "out", &value, false);
    return same_written(run, test, "out_nohtml", &value, true) && same;
}
