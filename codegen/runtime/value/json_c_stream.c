/* SPDX-License-Identifier: Apache-2.0 */
/* The stream over json-c trees: see json_c_stream.h. Scalars are json_c.c's work, both ways. */
#include "json_c_stream.h"

#include <json-c/json.h>

#include "json_c.h"

/* ---- source ---- */

static enum crd_token fail(crd_json_c_source *s)
{
    s->has_failed = true;
    return CRD_TOKEN_FAILED;
}

static enum crd_token give_scalar(crd_json_c_source *s, struct json_object *object)
{
    crd_value value;
    if (!crd_json_c_read(s->arena, object, &value, s->source.err)) {
        return fail(s);
    }
    s->source.text = crd_text_of(&value);
    switch (crd_kind_of(&value)) {
    case CRD_BOOL:
        return crd_is_true(&value) ? CRD_TOKEN_TRUE : CRD_TOKEN_FALSE;
    case CRD_NUMBER:
        return CRD_TOKEN_NUMBER;
    case CRD_STRING:
        return CRD_TOKEN_STRING;
    default:
        return CRD_TOKEN_NULL;
    }
}

static enum crd_token give(crd_json_c_source *s, struct json_object *object)
{
    bool is_list = json_object_is_type(object, json_type_array);
    if (!is_list && !json_object_is_type(object, json_type_object)) {
        return give_scalar(s, object);
    }
    if (s->depth == CRD_NESTING_MAX) {
        if (s->source.err) {
            *s->source.err =
                (crd_err) { .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        return fail(s);
    }
    s->frames[s->depth].container = object;
    s->frames[s->depth].entry = is_list ? NULL : lh_table_head(json_object_get_object(object));
    s->frames[s->depth].next = 0;
    s->frames[s->depth].at_value = false;
    s->depth++;
    return is_list ? CRD_TOKEN_LIST : CRD_TOKEN_MAP;
}

static enum crd_token give_key(crd_json_c_source *s, struct lh_entry *entry)
{
    const char *name = lh_entry_k(entry);
    crd_value key;
    struct json_object *text = json_object_new_string(name); /* read as text, so checked alike */
    if (!text) {
        crd_err_memory(s->source.err, NULL);
        return fail(s);
    }
    bool ok = crd_json_c_read(s->arena, text, &key, s->source.err);
    json_object_put(text);
    if (!ok) {
        return fail(s);
    }
    s->source.text = crd_text_of(&key);
    return CRD_TOKEN_KEY;
}

static enum crd_token json_c_next(crd_source *source)
{
    crd_json_c_source *s = (crd_json_c_source *)source;
    if (s->has_failed) {
        return CRD_TOKEN_FAILED;
    }
    if (!s->has_begun) {
        s->has_begun = true;
        return give(s, s->root);
    }
    if (!s->depth) {
        return CRD_TOKEN_END;
    }
    uint32_t top = s->depth - 1;
    struct json_object *container = s->frames[top].container;
    if (json_object_is_type(container, json_type_array)) {
        if (s->frames[top].next < json_object_array_length(container)) {
            return give(s, json_object_array_get_idx(container, s->frames[top].next++));
        }
        s->depth--;
        return CRD_TOKEN_LIST_END;
    }
    struct lh_entry *entry = s->frames[top].entry;
    if (!entry) {
        s->depth--;
        return CRD_TOKEN_MAP_END;
    }
    if (!s->frames[top].at_value) {
        s->frames[top].at_value = true;
        return give_key(s, entry);
    }
    s->frames[top].at_value = false;
    s->frames[top].entry = lh_entry_next(entry);
    return give(s, lh_entry_v(entry));
}

static crd_place json_c_place(crd_source *source)
{
    (void)source;
    return (crd_place) { 0 };
}

void crd_json_c_source_init(crd_json_c_source *source, crd_arena *arena,
                            struct json_object *object, crd_err *err)
{
    source->source = (crd_source) {
        .next = json_c_next, .place = json_c_place, .is_kept = true, .err = err
    };
    source->arena = arena;
    source->root = object;
    source->has_begun = false;
    source->has_failed = false;
    source->depth = 0;
}

/* ---- sink ---- */

/* Hangs object in where the sink stands; takes it in any case. */
static bool attach(crd_json_c_sink *s, struct json_object *object)
{
    if (!s->depth) {
        s->root = object;
        return true;
    }
    struct json_object *container = s->frames[s->depth - 1];
    bool ok = json_object_is_type(container, json_type_array)
                  ? json_object_array_add(container, object) == 0
                  : json_object_object_add(container, s->key, object) == 0;
    if (!ok) {
        json_object_put(object);
        return crd_err_memory(s->sink.err, NULL);
    }
    return true;
}

static bool json_c_open(crd_sink *sink, enum crd_kind kind)
{
    crd_json_c_sink *s = (crd_json_c_sink *)sink;
    if (s->depth == CRD_NESTING_MAX) {
        if (sink->err) {
            *sink->err = (crd_err) { .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        return false;
    }
    struct json_object *object =
        kind == CRD_LIST ? json_object_new_array() : json_object_new_object();
    if (!object) {
        return crd_err_memory(sink->err, NULL);
    }
    if (!attach(s, object)) {
        return false;
    }
    s->frames[s->depth++] = object;
    return true;
}

static bool json_c_close(crd_sink *sink)
{
    ((crd_json_c_sink *)sink)->depth--;
    return true;
}

static bool json_c_key(crd_sink *sink, crd_str key)
{
    crd_json_c_sink *s = (crd_json_c_sink *)sink;
    if (crd_str_find_byte(key, '\0') != CRD_NPOS) {
        return CRD_FAIL(sink->err, s->arena, CRD_E_VALUE,
                        CRD_S("json-c cannot hold a key with a NUL byte"));
    }
    s->key = crd_arena_bytes(s->arena, key.len + 1);
    if (!s->key) {
        return crd_err_memory(sink->err, s->arena);
    }
    memcpy(s->key, key.ptr, key.len);
    s->key[key.len] = '\0';
    return true;
}

static bool json_c_scalar(crd_sink *sink, const crd_value *value)
{
    crd_json_c_sink *s = (crd_json_c_sink *)sink;
    struct json_object *object = NULL;
    return crd_json_c_make(s->arena, value, &object, sink->err) && attach(s, object);
}

void crd_json_c_sink_init(crd_json_c_sink *sink, crd_arena *arena, crd_err *err)
{
    sink->sink = (crd_sink) {
        .open = json_c_open,
        .close = json_c_close,
        .key = json_c_key,
        .scalar = json_c_scalar,
        .err = err,
    };
    sink->arena = arena;
    sink->root = NULL;
    sink->key = NULL;
    sink->depth = 0;
}

struct json_object *crd_json_c_sink_take(crd_json_c_sink *sink)
{
    struct json_object *root = sink->root;
    sink->root = NULL;
    return root;
}

void crd_json_c_sink_done(crd_json_c_sink *sink)
{
    json_object_put(sink->root);
    sink->root = NULL;
}
