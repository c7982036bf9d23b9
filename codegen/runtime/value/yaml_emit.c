/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The YAML emitter: a tree to the text that sigs.k8s.io/yaml prints for it. Walks with a fixed
 * stack of frames; scalars are yaml_scalar.c's work, the order of keys yaml_order.c's.
 *
 *   indent   0  a:             a list stands under its key without a further indent
 *            0  - - 1          a list in a list has one
 *            2    - 2
 *            0  - b: 1         so has a map in a list
 *            2    c: {}
 *            0  ? |            a key of several lines, or of more than 128 bytes
 *            2    two
 *            2    lines
 *            0  : - 1          and there the list is indented
 *
 * sigs.k8s.io/yaml prints JSON first and reads that as YAML. A text that does not survive the way
 * (control characters, U+0085, keys of about 1,000 characters, invalid UTF-8) is rare: then the
 * whole tree really goes it, and what comes back, or its error, is what counts.
 * Source of the behaviour: sigs.k8s.io/yaml v1.6.0 Marshal, go.yaml.in/yaml/v2 v2.4.4 emitter.
 */
#include "yaml_emit.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_read.h"

/* Where a value stands: decides what comes before it. */
enum position {
    AT_ROOT,
    IN_LIST,     /* behind "-" */
    AFTER_KEY,   /* behind "key:" */
    AFTER_COLON, /* behind the ":" of a complex key */
};

struct frame {
    const crd_value *container;
    size_t order; /* of a map: where its key order begins in the stack of orders */
    uint32_t next;
    uint32_t indent;
};

enum outcome {
    DONE = 0,
    ODD, /* a text that YAML would not read back from JSON as it is */
    FAILED,
};

struct emitter {
    struct crd_yaml_out out;
    uint32_t *orders; /* Owned; those of the open maps, one behind the other */
    size_t orders_n;
    size_t orders_room;
    size_t depth;
    bool was_read_back; /* nothing is odd any more */
    bool exact;         /* whole numbers are Go integers */
    crd_err *err;
    struct frame frames[CRD_NESTING_MAX];
};

static enum outcome fail(struct emitter *e, enum crd_code code, crd_str message)
{
    if (e->err) {
        *e->err = (crd_err) { .code = code, .message = message };
    }
    return FAILED;
}

/* ---- the order of keys ---- */

static bool push_order(struct emitter *e, const crd_value *map, size_t *ret_start)
{
    size_t need = e->orders_n + 2 * (size_t)map->len; /* half of it for sorting */
    if (need > e->orders_room) {
        size_t room = need < 256 ? 512 : 2 * need;
        uint32_t *orders = realloc(e->orders, room * sizeof(*orders));
        if (!orders) {
            return false;
        }
        e->orders = orders;
        e->orders_room = room;
    }
    uint32_t *order = e->orders + e->orders_n;
    crd_yaml_key_order(map->u.members, map->len, order, order + map->len);
    *ret_start = e->orders_n;
    e->orders_n += map->len;
    return true;
}

/* ---- scalars and keys ---- */

/* JSON may print six characters for one byte, and a key of more than 1,024 cannot be read back. */
#define KEY_BYTES_SURE 160

static enum outcome write_key(struct emitter *e, crd_str key, size_t indent,
                              enum position *ret_position)
{
    unsigned traits = crd_yaml_analyze(key);
    if (!e->was_read_back && ((traits & CRD_YAML_ODD) || key.len > KEY_BYTES_SURE)) {
        return ODD;
    }
    if (key.len <= CRD_YAML_SIMPLE_KEY_BYTES_MAX && !(traits & CRD_YAML_LINES)) {
        crd_yaml_write_simple_key(&e->out, key, traits);
        *ret_position = AFTER_KEY;
    } else {
        crd_buf_add_lit(e->out.buf, "? ");
        crd_yaml_write_text(&e->out, key, traits, indent + 2);
        crd_yaml_begin_line(&e->out, indent);
        *ret_position = AFTER_COLON;
    }
    crd_buf_add_byte(e->out.buf, ':');
    return DONE;
}

/* A literal that go-yaml resolves to an int64 or uint64 and prints as it stands. */
static bool is_go_integer(const crd_value *number)
{
    int64_t whole = 0;
    uint64_t large = 0;
    crd_str literal = crd_text_of(number);
    return !crd_str_eq(literal, CRD_S("-0")) &&
           (crd_int_parse(literal, 10, 64, &whole) == CRD_NUM_OK ||
            crd_uint_parse(literal, 10, 64, &large) == CRD_NUM_OK);
}

static enum outcome write_leaf(struct emitter *e, const crd_value *value, size_t indent)
{
    crd_buf *buf = e->out.buf;
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        crd_buf_add_lit(buf, "null");
        break;
    case CRD_BOOL:
        crd_buf_add(buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        break;
    case CRD_NUMBER:
        if (e->exact && is_go_integer(value)) {
            crd_buf_add(buf, crd_text_of(value));
        } else if (!crd_yaml_write_number(buf, value)) {
            return fail(e, CRD_E_VALUE, CRD_S("number is out of the range of a float64"));
        }
        break;
    case CRD_STRING: {
        crd_str text = crd_text_of(value);
        unsigned traits = crd_yaml_analyze(text);
        if ((traits & CRD_YAML_ODD) && !e->was_read_back) {
            return ODD;
        }
        crd_yaml_write_text(&e->out, text, traits, indent);
        break;
    }
    case CRD_LIST:
        crd_buf_add_lit(buf, "[]");
        break;
    case CRD_MAP:
        crd_buf_add_lit(buf, "{}");
        break;
    }
    return DONE;
}

/* ---- the walk ---- */

static enum outcome open_container(struct emitter *e, const crd_value *value,
                                   enum position position, size_t indent)
{
    if (e->depth == CRD_NESTING_MAX) {
        return fail(e, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    struct frame *frame = &e->frames[e->depth];
    *frame = (struct frame) { .container = value };
    bool stays = position == AT_ROOT || (position == AFTER_KEY && crd_is_list(value));
    frame->indent = (uint32_t)(stays ? indent : indent + 2);
    if (crd_is_map(value) && !push_order(e, value, &frame->order)) {
        return fail(e, CRD_E_NOMEM, CRD_S("out of memory"));
    }
    e->depth++;
    return DONE;
}

/* Writes what stands before the frame's next value; NULL, with the frame gone, at its end. */
static enum outcome next_value(struct emitter *e, enum position opened, const crd_value **ret_value,
                               enum position *ret_position)
{
    struct frame *frame = &e->frames[e->depth - 1];
    const crd_value *container = frame->container;
    if (frame->next == container->len) {
        if (crd_is_map(container)) {
            e->orders_n = frame->order;
        }
        e->depth--;
        *ret_value = NULL;
        return DONE;
    }
    /* the first value of a container behind "-" or ":" stands on that line */
    if (frame->next == 0 && (opened == IN_LIST || opened == AFTER_COLON)) {
        crd_buf_add_byte(e->out.buf, ' ');
    } else {
        crd_yaml_begin_line(&e->out, frame->indent);
    }
    size_t i = frame->next++;
    if (crd_is_list(container)) {
        crd_buf_add_byte(e->out.buf, '-');
        *ret_value = &container->u.items[i];
        *ret_position = IN_LIST;
        return DONE;
    }
    const crd_member *member = &container->u.members[e->orders[frame->order + i]];
    *ret_value = &member->value;
    return write_key(e, member->key, frame->indent, ret_position);
}

static enum outcome write_tree(struct emitter *e, const crd_value *value)
{
    enum position position = AT_ROOT;
    for (;;) {
        size_t indent = e->depth ? e->frames[e->depth - 1].indent : 0;
        enum outcome outcome;
        if (crd_len_of(value)) {
            outcome = open_container(e, value, position, indent);
        } else {
            if (position != AT_ROOT) {
                crd_buf_add_byte(e->out.buf, ' ');
            }
            outcome = write_leaf(e, value, indent + 2);
        }
        value = NULL;
        while (outcome == DONE && e->depth && !value) {
            outcome = next_value(e, position, &value, &position);
        }
        if (outcome != DONE) {
            return outcome;
        }
        if (!e->depth || crd_buf_failed(e->out.buf)) {
            crd_yaml_begin_line(&e->out, 0);
            return DONE;
        }
    }
}

static bool buffer_result(const crd_buf *buf, crd_err *err)
{
    if (!crd_buf_failed(buf)) {
        return true;
    }
    if (err) {
        bool nomem = buf->failure == CRD_BUF_NOMEM;
        *err = (crd_err) {
            .code = nomem ? CRD_E_NOMEM : CRD_E_MEMORY,
            .message = nomem ? CRD_S("out of memory") : CRD_S("memory limit reached"),
        };
    }
    return false;
}

static enum outcome emit(crd_buf *buf, const crd_value *value, bool was_read_back, bool exact,
                         crd_err *err)
{
    struct emitter e;
    e.out = (struct crd_yaml_out) { .buf = buf, .line_start = buf->len };
    e.orders = NULL;
    e.orders_n = 0;
    e.orders_room = 0;
    e.depth = 0;
    e.was_read_back = was_read_back;
    e.exact = exact;
    e.err = err;
    enum outcome outcome = write_tree(&e, value);
    free(e.orders);
    return outcome == DONE && !buffer_result(buf, err) ? FAILED : outcome;
}

/* ---- the way through JSON ---- */

/* An error's text outlives the arena that it was made on: it is kept in buf, behind what counts. */
static bool keep_message(crd_buf *buf, crd_err *err)
{
    if (err) {
        char *kept = crd_buf_reserve(buf, err->message.len + 1);
        if (!kept) {
            return buffer_result(buf, err);
        }
        memcpy(kept, err->message.ptr, err->message.len);
        err->message.ptr = kept;
        err->place = (crd_place) { 0 };
    }
    return false;
}

/* Memory for the tree that is read back, seen from the length of the JSON text. */
#define READ_BACK_BYTES_FIRST ((size_t)1024 * 1024)
#define READ_BACK_BYTES_PER_BYTE ((size_t)64)

static bool emit_read_back(crd_buf *buf, const crd_value *value, bool exact, crd_err *err)
{
    CRD_AUTO_BUF json;
    crd_buf_init(&json, buf->limit < SIZE_MAX / 8 ? buf->limit * 8 : SIZE_MAX);
    if (!crd_json_write(&json, value, &(crd_json_style) { .go_numbers = !exact }, err)) {
        return false;
    }
    CRD_AUTO_ARENA arena =
        crd_arena_new(READ_BACK_BYTES_FIRST + json.len * READ_BACK_BYTES_PER_BYTE);
    if (!arena) {
        return crd_err_memory(err, NULL);
    }
    crd_value read;
    if (!crd_yaml_read_bare(arena, crd_buf_str(&json), &read, err)) {
        return keep_message(buf, err);
    }
    return emit(buf, &read, true, exact, err) == DONE;
}

static bool write_document(crd_buf *buf, const crd_value *value, bool exact, crd_err *err)
{
    size_t start = buf->len;
    enum outcome outcome = emit(buf, value, false, exact, err);
    if (outcome == ODD) {
        buf->len = start;
        return emit_read_back(buf, value, exact, err);
    }
    return outcome == DONE;
}

bool crd_yaml_write(crd_buf *buf, const crd_value *value, crd_err *err)
{
    return write_document(buf, value, false, err);
}

bool crd_yaml_write_go(crd_buf *buf, const crd_value *value, crd_err *err)
{
    return write_document(buf, value, true, err);
}
