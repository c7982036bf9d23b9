/* SPDX-License-Identifier: Apache-2.0 */
/* Objects from and to JSON text, YAML text and trees: sources and sinks put to the tables. */
#include "../value/json.h"
#include "../value/source_yaml.h"
#include "../value/yaml.h"
#include "../value/yaml_sink.h"
#include "object.h"

static void *decode_json(crd_arena *arena, const crd_struct *type, crd_str text, bool in_place,
                         crd_diags *faults, crd_err *err)
{
    crd_err own = { 0 };
    crd_json_source source;
    err = err ? err : &own;
    crd_json_source_init(&source, arena, text, in_place, err);
    return crd_decode(arena, type, &source.source, faults, err);
}

void *crd_decode_json(crd_arena *arena, const crd_struct *type, crd_str text, crd_diags *faults,
                      crd_err *err)
{
    return decode_json(arena, type, text, false, faults, err);
}

void *crd_decode_json_in_place(crd_arena *arena, const crd_struct *type, crd_str text,
                               crd_diags *faults, crd_err *err)
{
    return decode_json(arena, type, text, true, faults, err);
}

void *crd_decode_value(crd_arena *arena, const crd_struct *type, const crd_value *value,
                       const crd_places *places, crd_diags *faults, crd_err *err)
{
    crd_err own = { 0 };
    crd_value_source source;
    err = err ? err : &own;
    crd_value_source_init(&source, value, places, err);
    return crd_decode(arena, type, &source.source, faults, err);
}

void *crd_decode_yaml(crd_arena *arena, const crd_struct *type, crd_str text, crd_diags *faults,
                      crd_err *err)
{
    crd_err own = { 0 };
    CRD_AUTO_YAML_SOURCE source;
    err = err ? err : &own;
    crd_yaml_source_init(&source, arena, text, false, err);
    return crd_decode(arena, type, &source.source, faults, err);
}

bool crd_encode_json(crd_buf *buf, const crd_struct *type, const void *object, crd_err *err)
{
    crd_json_sink sink;
    crd_json_sink_init(&sink, buf, false, false, err);
    return crd_encode(&sink.sink, type, object) && crd_json_sink_finish(&sink);
}

/* The rare text that YAML does not read back from JSON as it is goes that way, as it does in Go. */
static bool encode_yaml_read_back(crd_buf *buf, const crd_struct *type, const void *object,
                                  crd_err *err)
{
    CRD_AUTO_ARENA arena = crd_arena_new(CRD_DECODE_SCRATCH_BYTES_MAX);
    crd_value value;
    if (!arena) {
        return crd_err_memory(err, NULL);
    }
    if (!crd_encode_value(arena, type, object, &value, err)) {
        if (err) {
            err->message = CRD_S("object cannot be written"); /* its text was on the arena */
        }
        return false;
    }
    return crd_yaml_write_go(buf, &value, err);
}

bool crd_encode_yaml(crd_buf *buf, const crd_struct *type, const void *object, crd_err *err)
{
    crd_yaml_sink sink;
    size_t start = buf->len;
    crd_yaml_sink_init(&sink, buf, err);
    if (!crd_encode(&sink.sink, type, object)) {
        return false;
    }
    if (sink.is_odd) {
        buf->len = start;
        return encode_yaml_read_back(buf, type, object, err);
    }
    return crd_yaml_sink_finish(&sink);
}

/* ---- trees ---- */

struct tree_sink {
    crd_sink sink; /* first */
    crd_arena *arena;
    crd_builder *builder;
};

static bool told(struct tree_sink *s, bool ok)
{
    if (!ok && s->sink.err) {
        *s->sink.err = *crd_builder_error(s->builder);
    }
    return ok;
}

static bool tree_open(crd_sink *sink, enum crd_kind kind)
{
    struct tree_sink *s = (struct tree_sink *)sink;
    return told(s, crd_builder_open(s->builder, kind, (crd_place){ 0 }));
}

static bool tree_close(crd_sink *sink)
{
    struct tree_sink *s = (struct tree_sink *)sink;
    return told(s, crd_builder_close(s->builder));
}

static bool tree_key(crd_sink *sink, crd_str key)
{
    struct tree_sink *s = (struct tree_sink *)sink;
    return told(s, crd_builder_key(s->builder, key, (crd_place){ 0 }));
}

/* Literals of numbers may lie on the encoder's stack; texts lie in the object. */
static bool tree_scalar(crd_sink *sink, const crd_value *value)
{
    struct tree_sink *s = (struct tree_sink *)sink;
    crd_value kept = *value;
    if (crd_kind_of(value) == CRD_NUMBER) {
        crd_str literal = crd_arena_str(s->arena, crd_text_of(value));
        if (!literal.ptr) {
            return crd_err_memory(sink->err, s->arena);
        }
        kept = crd_value_number(literal);
    }
    return told(s, crd_builder_value(s->builder, kept, (crd_place){ 0 }));
}

bool crd_encode_value(crd_arena *arena, const crd_struct *type, const void *object, crd_value *ret,
                      crd_err *err)
{
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, NULL, err);
    struct tree_sink sink = {
        .sink = { .open = tree_open, .close = tree_close, .key = tree_key, .scalar = tree_scalar,
                  .err = err },
        .arena = arena,
        .builder = builder,
    };
    return builder && crd_encode(&sink.sink, type, object) &&
           crd_builder_finish(builder, ret, err);
}
