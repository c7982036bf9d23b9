/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML as the events come: the layout is that of yaml_emit.c, with the stack of frames driven from
 * outside. A list or map is only begun by what comes first in it, since an empty one is "[]" or
 * "{}" on the line where it stands.
 */
#include "yaml_sink.h"

#include "../base/num.h"
#include "yaml_emit.h"

enum position {
    AT_ROOT = 0,
    IN_LIST,
    AFTER_KEY,
    AFTER_COLON,
};

/* JSON may print six characters for one byte, and a key of more than 1,024 cannot be read back. */
#define KEY_BYTES_SURE 160

static struct crd_yaml_out out_of(crd_yaml_sink *s)
{
    return (struct crd_yaml_out) { .buf = s->buf, .line_start = s->line_start };
}

/* What stands before a key or item of the innermost frame. */
static void begin_entry(crd_yaml_sink *s)
{
    crd_yaml_frame *frame = &s->frames[s->depth - 1];
    bool stays = !frame->is_begun && (frame->position == IN_LIST || frame->position == AFTER_COLON);
    if (stays) {
        crd_buf_add_byte(s->buf, ' ');
    } else {
        struct crd_yaml_out out = out_of(s);
        crd_yaml_begin_line(&out, frame->indent);
        s->line_start = out.line_start;
    }
    frame->is_begun = true;
}

/* What stands before a value, which may be an item. */
static void begin_value(crd_yaml_sink *s)
{
    if (s->depth && !s->frames[s->depth - 1].is_map) {
        begin_entry(s);
        crd_buf_add_byte(s->buf, '-');
        s->position = IN_LIST;
    }
}

static bool yaml_open(crd_sink *sink, enum crd_kind kind)
{
    crd_yaml_sink *s = (crd_yaml_sink *)sink;
    if (s->is_odd) {
        return true;
    }
    if (s->depth == CRD_NESTING_MAX) {
        if (sink->err) {
            *sink->err = (crd_err) { .code = CRD_E_DEPTH, .message = CRD_S("exceeded max depth") };
        }
        return false;
    }
    begin_value(s);
    uint32_t indent = s->depth ? s->frames[s->depth - 1].indent : 0;
    bool stays = s->position == AT_ROOT || (s->position == AFTER_KEY && kind == CRD_LIST);
    s->frames[s->depth++] = (crd_yaml_frame) {
        .is_map = kind == CRD_MAP,
        .position = s->position,
        .indent = stays ? indent : indent + 2,
    };
    return true;
}

static bool yaml_close(crd_sink *sink)
{
    crd_yaml_sink *s = (crd_yaml_sink *)sink;
    if (s->is_odd) {
        return true;
    }
    const crd_yaml_frame *frame = &s->frames[--s->depth];
    if (!frame->is_begun) {
        if (frame->position != AT_ROOT) {
            crd_buf_add_byte(s->buf, ' ');
        }
        crd_buf_add(s->buf, frame->is_map ? CRD_S("{}") : CRD_S("[]"));
    }
    return true;
}

static bool yaml_key(crd_sink *sink, crd_str key)
{
    crd_yaml_sink *s = (crd_yaml_sink *)sink;
    unsigned traits = crd_yaml_analyze(key);
    s->is_odd = s->is_odd || (traits & CRD_YAML_ODD) || key.len > KEY_BYTES_SURE;
    if (s->is_odd) {
        return true;
    }
    begin_entry(s);
    uint32_t indent = s->frames[s->depth - 1].indent;
    struct crd_yaml_out out = out_of(s);
    if (key.len <= CRD_YAML_SIMPLE_KEY_BYTES_MAX && !(traits & CRD_YAML_LINES)) {
        crd_yaml_write_simple_key(&out, key, traits);
        s->position = AFTER_KEY;
    } else {
        crd_buf_add_lit(s->buf, "? ");
        crd_yaml_write_text(&out, key, traits, indent + 2);
        crd_yaml_begin_line(&out, indent);
        s->position = AFTER_COLON;
    }
    crd_buf_add_byte(s->buf, ':');
    s->line_start = out.line_start;
    return true;
}

static bool write_number(crd_yaml_sink *s, const crd_value *value)
{
    int64_t whole;
    uint64_t large;
    crd_str literal = crd_text_of(value);
    if (!crd_str_eq(literal, CRD_S("-0")) && (crd_int_parse(literal, 10, 64, &whole) == CRD_NUM_OK ||
                                              crd_uint_parse(literal, 10, 64, &large) == CRD_NUM_OK)) {
        crd_buf_add(s->buf, literal);
        return true;
    }
    if (!crd_yaml_write_number(s->buf, value)) {
        if (s->sink.err) {
            *s->sink.err = (crd_err) { .code = CRD_E_VALUE,
                                       .message =
                                           CRD_S("number is out of the range of a float64") };
        }
        return false;
    }
    return true;
}

static void write_text(crd_yaml_sink *s, crd_str text, unsigned traits)
{
    uint32_t indent = s->depth ? s->frames[s->depth - 1].indent : 0;
    struct crd_yaml_out out = out_of(s);
    crd_yaml_write_text(&out, text, traits, indent + 2);
    s->line_start = out.line_start;
}

static bool yaml_scalar(crd_sink *sink, const crd_value *value)
{
    crd_yaml_sink *s = (crd_yaml_sink *)sink;
    crd_str text = crd_text_of(value);
    unsigned traits = crd_kind_of(value) == CRD_STRING ? crd_yaml_analyze(text) : 0;
    s->is_odd = s->is_odd || (traits & CRD_YAML_ODD);
    if (s->is_odd) {
        return true;
    }
    begin_value(s);
    if (s->position != AT_ROOT) {
        crd_buf_add_byte(s->buf, ' ');
    }
    switch (crd_kind_of(value)) {
    case CRD_BOOL:
        crd_buf_add(s->buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        return true;
    case CRD_NUMBER:
        return write_number(s, value);
    case CRD_STRING:
        write_text(s, text, traits);
        return true;
    default:
        crd_buf_add_lit(s->buf, "null");
        return true;
    }
}

void crd_yaml_sink_init(crd_yaml_sink *sink, crd_buf *buf, crd_err *err)
{
    sink->sink = (crd_sink) {
        .open = yaml_open,
        .close = yaml_close,
        .key = yaml_key,
        .scalar = yaml_scalar,
        .less = crd_yaml_key_less,
        .err = err,
    };
    sink->buf = buf;
    sink->line_start = buf->len;
    sink->depth = 0;
    sink->position = AT_ROOT;
    sink->is_odd = false;
}

bool crd_yaml_sink_finish(crd_yaml_sink *sink)
{
    struct crd_yaml_out out = out_of(sink);
    crd_yaml_begin_line(&out, 0);
    if (sink->buf->failure == CRD_BUF_NOMEM) {
        return crd_err_memory(sink->sink.err, NULL);
    }
    if (crd_buf_failed(sink->buf) && sink->sink.err) {
        *sink->sink.err =
            (crd_err) { .code = CRD_E_MEMORY, .message = CRD_S("memory limit reached") };
    }
    return !crd_buf_failed(sink->buf);
}
