/* SPDX-License-Identifier: Apache-2.0 */
/* The border to json-c: see json_c.h. The only file that includes its headers. */
#include "json_c.h"

#include <json-c/json.h>
#include <limits.h>
#include <math.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "../base/utf8.h"

/* ---- values to json-c ---- */

struct make_frame {
    const crd_value *container;
    struct json_object *made;
    size_t next;
};

struct maker {
    crd_arena *arena;
    crd_err *err;
    size_t depth;
    struct make_frame frames[CRD_NESTING_MAX];
};

/* Path of what the innermost frame is at, for messages; cut at CRD_PATH_BYTES_MAX. */
static void add_path(const struct maker *m, crd_buf *path)
{
    for (size_t i = 0; i < m->depth && path->len < CRD_PATH_BYTES_MAX; i++) {
        const struct make_frame *frame = &m->frames[i];
        if (crd_is_list(frame->container)) {
            crd_buf_add_byte(path, '[');
            crd_buf_add_uint(path, frame->next - 1);
            crd_buf_add_byte(path, ']');
            continue;
        }
        if (path->len) {
            crd_buf_add_byte(path, '.');
        }
        crd_quote(path, crd_str_sub(crd_member_at(frame->container, frame->next - 1)->key, 0,
                                    CRD_PATH_BYTES_MAX));
    }
}

static bool refuse(const struct maker *m, crd_str why)
{
    CRD_AUTO_BUF path;
    crd_buf_init(&path, 16 * CRD_PATH_BYTES_MAX);
    add_path(m, &path);
    return CRD_FAIL(m->err, m->arena, CRD_E_VALUE, crd_buf_str(&path), CRD_S(": "), why);
}

static bool made(struct json_object *object, struct json_object **ret, crd_err *err)
{
    *ret = object;
    return object || crd_err_memory(err, NULL);
}

/* Integers as json-c prints them again byte by byte; false: some other number. */
static bool make_integer(crd_str literal, struct json_object **ret)
{
    int64_t number;
    uint64_t positive;
    if (crd_str_eq(literal, CRD_S("-0"))) {
        return false;
    }
    if (crd_int_parse(literal, 10, 64, &number) == CRD_NUM_OK) {
        *ret = json_object_new_int64(number);
        return true;
    }
    if (crd_uint_parse(literal, 10, 64, &positive) == CRD_NUM_OK) {
        *ret = json_object_new_uint64(positive);
        return true;
    }
    return false;
}

static bool make_number(const struct maker *m, const crd_value *value, struct json_object **ret)
{
    crd_str literal = crd_text_of(value);
    double number = 0;
    if (make_integer(literal, ret)) {
        return made(*ret, ret, m->err);
    }
    crd_number_float(value, &number); /* an infinity when out of range; the literal stays */
    crd_str terminated = crd_arena_str(m->arena, literal);
    if (!terminated.ptr) {
        return crd_err_memory(m->err, m->arena);
    }
    return made(json_object_new_double_s(number, terminated.ptr), ret, m->err);
}

/* One value without what is inside of it. */
static bool make_one(const struct maker *m, const crd_value *value, struct json_object **ret)
{
    crd_str text = crd_text_of(value);
    size_t n = crd_len_of(value);
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        *ret = NULL;
        return true;
    case CRD_BOOL:
        return made(json_object_new_boolean(crd_is_true(value)), ret, m->err);
    case CRD_NUMBER:
        return make_number(m, value, ret);
    case CRD_STRING:
        if (text.len > CRD_TEXT_BYTES_MAX) {
            return refuse(m, CRD_S("text is too long for json-c"));
        }
        return made(json_object_new_string_len(text.len ? text.ptr : "", (int)text.len), ret,
                    m->err);
    case CRD_LIST:
        if (n > INT_MAX) {
            return refuse(m, CRD_S("list is too long for json-c"));
        }
        return made(json_object_new_array_ext(n ? (int)n : 1), ret, m->err);
    case CRD_MAP:
        break;
    }
    return made(json_object_new_object(), ret, m->err);
}

/* Hangs child into the frame's container under what the frame is at; takes child on success. */
static bool attach(struct maker *m, struct make_frame *frame, struct json_object *child)
{
    if (crd_is_list(frame->container)) {
        return json_object_array_add(frame->made, child) == 0 || crd_err_memory(m->err, NULL);
    }
    crd_str key = crd_member_at(frame->container, frame->next - 1)->key;
    if (crd_str_find_byte(key, '\0') != CRD_NPOS) {
        return refuse(m, CRD_S("json-c cannot hold a key with a NUL byte"));
    }
    crd_arena_mark mark = crd_arena_save(m->arena);
    crd_str terminated = crd_arena_str(m->arena, key);
    if (!terminated.ptr) {
        return crd_err_memory(m->err, m->arena);
    }
    int failed = json_object_object_add_ex(frame->made, terminated.ptr, child,
                                           JSON_C_OBJECT_ADD_KEY_IS_NEW);
    crd_arena_rewind(m->arena, mark);
    return !failed || crd_err_memory(m->err, NULL);
}

/* Makes value, hangs it in, and opens a frame when something is inside. */
static bool make_next(struct maker *m, const crd_value *value, struct json_object **ret)
{
    struct json_object *object = NULL;
    if (!make_one(m, value, &object)) {
        return false;
    }
    if (m->depth == 0) {
        *ret = object;
    } else if (!attach(m, &m->frames[m->depth - 1], object)) {
        json_object_put(object);
        return false;
    }
    if (!crd_len_of(value)) {
        return true;
    }
    if (m->depth == CRD_NESTING_MAX) {
        return CRD_FAIL(m->err, m->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    m->frames[m->depth++] = (struct make_frame){ .container = value, .made = object };
    return true;
}

/* The next value inside of the open frames; closes those that are done. NULL: none is left. */
static const crd_value *next_inside(struct maker *m)
{
    while (m->depth) {
        struct make_frame *frame = &m->frames[m->depth - 1];
        if (frame->next < crd_len_of(frame->container)) {
            size_t i = frame->next++;
            return crd_is_list(frame->container) ? crd_item(frame->container, i)
                                                 : &crd_member_at(frame->container, i)->value;
        }
        m->depth--;
    }
    return NULL;
}

bool crd_json_c_make(crd_arena *arena, const crd_value *value, struct json_object **ret,
                     crd_err *err)
{
    struct maker m;
    m.arena = arena;
    m.err = err;
    m.depth = 0;
    struct json_object *root = NULL;
    if (!make_next(&m, value, &root)) {
        json_object_put(root);
        return false;
    }
    for (const crd_value *next; (next = next_inside(&m));) {
        if (!make_next(&m, next, &root)) {
            json_object_put(root);
            return false;
        }
    }
    *ret = root;
    return true;
}

/* ---- json-c to values ---- */

struct read_frame {
    struct json_object *container;
    struct lh_entry *entry; /* of an object: the member that comes */
    size_t next;            /* of an array: the item that comes */
};

struct taker {
    crd_arena *arena;
    crd_builder *builder;
    crd_err *err;
    size_t depth;
    struct read_frame frames[CRD_NESTING_MAX];
};

static bool builder_failed(const struct taker *t)
{
    if (t->err) {
        *t->err = *crd_builder_error(t->builder);
    }
    return false;
}

static bool take_text(const struct taker *t, const char *ptr, size_t len, crd_str *ret)
{
    crd_str text = crd_str_of(ptr, len);
    if (!ptr) {
        return crd_err_memory(t->err, NULL);
    }
    if (len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(t->err, t->arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    if (!crd_utf8_valid(text)) {
        return CRD_FAIL(t->err, t->arena, CRD_E_VALUE, CRD_S("text is not UTF-8"));
    }
    *ret = crd_arena_str(t->arena, text);
    return ret->ptr || crd_err_memory(t->err, t->arena);
}

/* True when text is a number as JSON writes it (RFC 8259, section 6). */
static bool is_json_number(crd_str text)
{
    size_t i = text.len && text.ptr[0] == '-';
    size_t digits = i;
    while (i < text.len && crd_is_digit((unsigned char)text.ptr[i])) {
        i++;
    }
    if (i == digits || (text.ptr[digits] == '0' && i > digits + 1)) {
        return false;
    }
    if (i < text.len && text.ptr[i] == '.') {
        digits = ++i;
        while (i < text.len && crd_is_digit((unsigned char)text.ptr[i])) {
            i++;
        }
        if (i == digits) {
            return false;
        }
    }
    if (i < text.len && (text.ptr[i] == 'e' || text.ptr[i] == 'E')) {
        i++;
        i += i < text.len && (text.ptr[i] == '+' || text.ptr[i] == '-');
        digits = i;
        while (i < text.len && crd_is_digit((unsigned char)text.ptr[i])) {
            i++;
        }
        if (i == digits) {
            return false;
        }
    }
    return i == text.len;
}

static bool take_double(const struct taker *t, struct json_object *object, crd_value *ret)
{
    double number = json_object_get_double(object);
    if (json_object_get_userdata(object)) { /* made with its literal, by the parser or by us */
        const char *printed = json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN);
        double read;
        crd_str literal;
        if (!printed) {
            return crd_err_memory(t->err, NULL);
        }
        if (is_json_number(crd_str_c(printed)) &&
            crd_float_parse(crd_str_c(printed), &read) != CRD_NUM_SYNTAX && read == number) {
            if (!take_text(t, printed, strlen(printed), &literal)) {
                return false;
            }
            *ret = crd_value_number(literal);
            return true;
        }
    }
    if (!isfinite(number)) {
        return CRD_FAIL(t->err, t->arena, CRD_E_VALUE, CRD_S("number is not finite"));
    }
    return crd_value_float(t->arena, number, ret, t->err);
}

static bool take_int(const struct taker *t, struct json_object *object, crd_value *ret)
{
    int64_t number = json_object_get_int64(object);
    if (number < 0) {
        return crd_value_int(t->arena, number, ret, t->err);
    }
    char digits[CRD_INT_TEXT_MAX];
    crd_str text = crd_uint_text(json_object_get_uint64(object), digits);
    crd_str kept = crd_arena_str(t->arena, text);
    *ret = crd_value_number(kept);
    return kept.ptr || crd_err_memory(t->err, t->arena);
}

static bool take_scalar(const struct taker *t, struct json_object *object, crd_value *ret)
{
    crd_str text;
    switch (json_object_get_type(object)) {
    case json_type_boolean:
        *ret = crd_value_bool(json_object_get_boolean(object));
        return true;
    case json_type_int:
        return take_int(t, object, ret);
    case json_type_double:
        return take_double(t, object, ret);
    case json_type_string:
        if (!take_text(t, json_object_get_string(object),
                       (size_t)json_object_get_string_len(object), &text)) {
            return false;
        }
        *ret = crd_value_string(text);
        return true;
    case json_type_null:
    case json_type_array:
    case json_type_object:
        break;
    }
    *ret = crd_value_null();
    return true;
}

/* Takes a scalar whole; of an array or object only the beginning. */
static bool take_one(struct taker *t, struct json_object *object)
{
    const crd_place none = { 0 };
    bool list = json_object_is_type(object, json_type_array);
    if (!list && !json_object_is_type(object, json_type_object)) {
        crd_value value;
        return take_scalar(t, object, &value) &&
               (crd_builder_value(t->builder, value, none) || builder_failed(t));
    }
    if (!crd_builder_open(t->builder, list ? CRD_LIST : CRD_MAP, none)) {
        return builder_failed(t);
    }
    t->frames[t->depth++] = (struct read_frame){
        .container = object,
        .entry = list ? NULL : lh_table_head(json_object_get_object(object)),
    };
    return true;
}

/* Goes one step on in the innermost frame: its next item or member, or its end. */
static bool take_step(struct taker *t)
{
    struct read_frame *frame = &t->frames[t->depth - 1];
    if (json_object_is_type(frame->container, json_type_array)) {
        if (frame->next < json_object_array_length(frame->container)) {
            return take_one(t, json_object_array_get_idx(frame->container, frame->next++));
        }
    } else if (frame->entry) {
        struct lh_entry *entry = frame->entry;
        const char *name = lh_entry_k(entry);
        crd_str key;
        frame->entry = lh_entry_next(entry);
        return take_text(t, name, strlen(name), &key) &&
               (crd_builder_key(t->builder, key, (crd_place){ 0 }) || builder_failed(t)) &&
               take_one(t, lh_entry_v(entry));
    }
    t->depth--;
    return crd_builder_close(t->builder) || builder_failed(t);
}

bool crd_json_c_read(crd_arena *arena, struct json_object *object, crd_value *ret, crd_err *err)
{
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, NULL, err);
    if (!builder) {
        return false;
    }
    struct taker t;
    t.arena = arena;
    t.builder = builder;
    t.err = err;
    t.depth = 0;
    if (!take_one(&t, object)) {
        return false;
    }
    while (t.depth) {
        if (!take_step(&t)) {
            return false;
        }
    }
    return crd_builder_finish(builder, ret, err);
}
