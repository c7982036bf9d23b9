/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader behind every typed struct: see shape.h. It walks a shape's table beside a value. Its
 * recursion follows shapes, which are constant and never contain themselves, so its depth is that
 * of the deepest struct and not the document's.
 */
#include "shape.h"

#include "base/buf.h"
#include "base/limits.h"

/* Where the reader is; a path is written out only when something is wrong there. */
struct place {
    const struct place *parent;
    crd_str name; /* of a field or map key; of the root: the whole path */
    size_t index; /* in a list, when name.ptr is NULL */
    bool is_key;  /* name stands in brackets */
};

struct reader {
    crd_arena *arena;
    crd_diags *diags;
    crd_err *err;
};

static void add_place(crd_buf *buf, const struct place *place)
{
    if (place->parent) {
        add_place(buf, place->parent);
    }
    if (!place->name.ptr) {
        crd_buf_add_lit(buf, "[");
        crd_buf_add_uint(buf, place->index);
        crd_buf_add_lit(buf, "]");
    } else if (place->is_key) {
        crd_buf_add_lit(buf, "[");
        crd_buf_add(buf, place->name);
        crd_buf_add_lit(buf, "]");
    } else {
        if (buf->len && place->name.len) {
            crd_buf_add_lit(buf, ".");
        }
        crd_buf_add(buf, place->name);
    }
}

static crd_str type_name(const crd_value *value)
{
    int64_t number;
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        return CRD_S("null");
    case CRD_BOOL:
        return CRD_S("boolean");
    case CRD_NUMBER:
        return crd_number_int(value, &number) ? CRD_S("integer") : CRD_S("number");
    case CRD_STRING:
        return CRD_S("string");
    case CRD_LIST:
        return CRD_S("array");
    case CRD_MAP:
        return CRD_S("object");
    }
    return CRD_S("null");
}

bool fg_type_mismatch(crd_arena *arena, crd_str path, crd_str want, const crd_value *found,
                      crd_diags *diags, crd_err *err)
{
    crd_str got = type_name(found);
    if (!diags) {
        return CRD_FAIL(err, arena, CRD_E_TYPE, path, CRD_S(": Invalid value: \""), got,
                        CRD_S("\": "), path, CRD_S(" in body must be of type "), want,
                        CRD_S(": \""), got, CRD_S("\""));
    }
    crd_str message =
        CRD_CAT(arena, CRD_S("Invalid value: \""), got, CRD_S("\": "), path,
                CRD_S(" in body must be of type "), want, CRD_S(": \""), got, CRD_S("\""));
    if (!message.ptr) {
        return crd_err_memory(err, arena);
    }
    crd_diag diag = {
        .rule = CRD_S("decode"),
        .severity = CRD_ERROR,
        .path = path,
        .reason = CRD_S("FieldValueTypeInvalid"),
        .message = message,
    };
    return crd_diags_add(diags, &diag, err);
}

/* Reports; false when reading has to stop. The field then counts as absent. */
static bool mismatch(struct reader *reader, const struct place *place, crd_str want,
                     const crd_value *found)
{
    crd_buf buf;
    crd_buf_on(&buf, reader->arena, CRD_TEXT_BYTES_MAX);
    add_place(&buf, place);
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(reader->err, reader->arena);
    }
    return fg_type_mismatch(reader->arena, crd_buf_str(&buf), want, found, reader->diags,
                            reader->err);
}

/* count zeroed items, never NULL on success (a present empty list is not an absent one). */
static void *items_of(struct reader *reader, size_t count, size_t size)
{
    void *items = crd_arena_zalloc(reader->arena, count, size);
    if (!items) {
        crd_err_memory(reader->err, reader->arena);
    }
    return items;
}

static bool read_object(struct reader *reader, const fg_shape *shape, const crd_value *value,
                        const struct place *place, void *ret);

static bool read_integer(const crd_value *value, int64_t *ret)
{
    double number;
    if (crd_kind_of(value) != CRD_NUMBER) {
        return false;
    }
    if (crd_number_int(value, ret)) {
        return true;
    }
    /* 1.0 and 1e3 are integers to the API server */
    if (!crd_number_float(value, &number) || number < -0x1p63 || number >= 0x1p63 ||
        number != (double)(int64_t)number) {
        return false;
    }
    *ret = (int64_t)number;
    return true;
}

static bool read_strings(struct reader *reader, const crd_value *value, const struct place *place,
                         fg_string_list *ret, bool *ret_ok)
{
    size_t n = crd_len_of(value);
    crd_str *items = items_of(reader, n, sizeof(*items));
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const crd_value *item = crd_item(value, i);
        if (!crd_is_string(item)) {
            struct place here = { .parent = place, .index = i };
            *ret_ok = false;
            return mismatch(reader, &here, CRD_S("string"), item);
        }
        items[i] = crd_text_of(item);
    }
    *ret = (fg_string_list){ .items = items, .n = n };
    return true;
}

static bool read_string_map(struct reader *reader, const crd_value *value,
                            const struct place *place, fg_string_map *ret, bool *ret_ok)
{
    size_t n = crd_len_of(value);
    fg_string_pair *items = items_of(reader, n, sizeof(*items));
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const crd_member *member = crd_member_at(value, i);
        if (!crd_is_string(&member->value)) {
            struct place here = { .parent = place, .name = member->key, .is_key = true };
            *ret_ok = false;
            return mismatch(reader, &here, CRD_S("string"), &member->value);
        }
        items[i] = (fg_string_pair){ .key = member->key, .value = crd_text_of(&member->value) };
    }
    *ret = (fg_string_map){ .items = items, .n = n };
    return true;
}

static bool read_string_maps(struct reader *reader, const crd_value *value,
                             const struct place *place, fg_items *ret, bool *ret_ok)
{
    size_t n = crd_len_of(value);
    fg_string_map *items = items_of(reader, n, sizeof(*items));
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < n && *ret_ok; i++) {
        const crd_value *item = crd_item(value, i);
        struct place here = { .parent = place, .index = i };
        if (!crd_is_map(item)) {
            *ret_ok = false;
            return mismatch(reader, &here, CRD_S("object"), item);
        }
        if (!read_string_map(reader, item, &here, &items[i], ret_ok)) {
            return false;
        }
    }
    *ret = (fg_items){ .items = items, .n = n };
    return true;
}

static bool read_objects(struct reader *reader, const fg_shape *shape, const crd_value *value,
                         const struct place *place, fg_items *ret)
{
    size_t n = crd_len_of(value);
    char *items = items_of(reader, n, shape->size);
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        struct place here = { .parent = place, .index = i };
        if (!read_object(reader, shape, crd_item(value, i), &here, items + i * shape->size)) {
            return false;
        }
    }
    *ret = (fg_items){ .items = items, .n = n };
    return true;
}

/* The kind that a field's value must have, and its name in the schema's words. */
static bool kind_fits(enum fg_field_type type, const crd_value *value, crd_str *ret_want)
{
    int64_t number;
    switch (type) {
    case FG_FIELD_STRING:
        *ret_want = CRD_S("string");
        return crd_is_string(value);
    case FG_FIELD_BOOL:
        *ret_want = CRD_S("boolean");
        return crd_kind_of(value) == CRD_BOOL;
    case FG_FIELD_INT:
        *ret_want = CRD_S("integer");
        return read_integer(value, &number);
    case FG_FIELD_INT_OR_STRING:
        *ret_want = CRD_S("integer,string");
        return crd_is_string(value) || read_integer(value, &number);
    case FG_FIELD_STRINGS:
    case FG_FIELD_STRING_MAPS:
    case FG_FIELD_OBJECTS:
        *ret_want = CRD_S("array");
        return crd_is_list(value);
    case FG_FIELD_STRING_MAP:
    case FG_FIELD_OBJECT:
    case FG_FIELD_MAP:
        *ret_want = CRD_S("object");
        return crd_is_map(value);
    }
    return false;
}

/* Reads one present field of the right kind into its member; *ret_ok false: counts as absent. */
static bool read_member(struct reader *reader, const fg_shape_field *field, const crd_value *value,
                        const struct place *place, void *member, bool *ret_ok)
{
    fg_int_or_string *either = member;
    switch (field->type) {
    case FG_FIELD_STRING:
        *(crd_str *)member = crd_text_of(value);
        return true;
    case FG_FIELD_BOOL:
        *(bool *)member = crd_is_true(value);
        return true;
    case FG_FIELD_INT:
        return read_integer(value, member);
    case FG_FIELD_INT_OR_STRING:
        either->text = crd_is_string(value) ? crd_text_of(value) : CRD_S("");
        either->kind = crd_is_string(value) ? FG_IS_STRING : FG_IS_INT;
        return crd_is_string(value) || read_integer(value, &either->number);
    case FG_FIELD_STRINGS:
        return read_strings(reader, value, place, member, ret_ok);
    case FG_FIELD_STRING_MAP:
        return read_string_map(reader, value, place, member, ret_ok);
    case FG_FIELD_STRING_MAPS:
        return read_string_maps(reader, value, place, member, ret_ok);
    case FG_FIELD_OBJECT: {
        void *object = items_of(reader, 1, field->child->size);
        *(const void **)member = object;
        return object && read_object(reader, field->child, value, place, object);
    }
    case FG_FIELD_OBJECTS:
        return read_objects(reader, field->child, value, place, member);
    case FG_FIELD_MAP:
        *(const crd_value **)member = value;
        return true;
    }
    return true;
}

/* Bit-fields are laid out from the low bit up on little-endian machines, from the high bit down on
 * big-endian ones; tests/unit/kapi checks that names and numbers agree. */
static unsigned char *bit_of(unsigned char *bits, size_t i, unsigned char *ret_mask)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    *ret_mask = (unsigned char)(1u << (i % 8));
#else
    *ret_mask = (unsigned char)(0x80u >> (i % 8));
#endif
    return bits + i / 8;
}

static void set_bit(void *object, size_t bits_offset, size_t i)
{
    unsigned char mask;
    unsigned char *byte = bit_of((unsigned char *)object + bits_offset, i, &mask);
    *byte |= mask;
}

bool fg_shape_has(const fg_shape *shape, const void *object, size_t i)
{
    unsigned char mask;
    unsigned char bits[64]; /* 512 fields: no shape comes near, asserted by the unit test */
    size_t size = shape->null_offset - shape->has_offset;
    memcpy(bits, (const char *)object + shape->has_offset,
           size < sizeof(bits) ? size : sizeof(bits));
    return *bit_of(bits, i, &mask) & mask;
}

void fg_shape_set(const fg_shape *shape, void *object, size_t i)
{
    set_bit(object, shape->has_offset, i);
}

static bool read_field(struct reader *reader, const fg_shape *shape, size_t i,
                       const crd_value *value, const struct place *place, void *ret)
{
    const fg_shape_field *field = &shape->fields[i];
    struct place here = { .parent = place, .name = field->key };
    crd_str want = CRD_S("");
    if (crd_is_null(value)) {
        set_bit(ret, shape->null_offset, i);
        return true;
    }
    if (!kind_fits(field->type, value, &want)) {
        return mismatch(reader, &here, want, value);
    }
    bool ok = true;
    if (!read_member(reader, field, value, &here, (char *)ret + field->offset, &ok)) {
        return false;
    }
    if (ok) {
        set_bit(ret, shape->has_offset, i);
    }
    return true;
}

/* The index of the field of that key, or shape->n. */
static size_t find_field(const fg_shape *shape, crd_str key, size_t guess)
{
    if (guess < shape->n && crd_str_eq(shape->fields[guess].key, key)) {
        return guess;
    }
    size_t i = 0;
    while (i < shape->n && !crd_str_eq(shape->fields[i].key, key)) {
        i++;
    }
    return i;
}

static bool keep_unknown(struct reader *reader, const crd_value *value, size_t n_unknown,
                         const fg_shape *shape, void *ret)
{
    if (!n_unknown) {
        return true;
    }
    crd_member *items = items_of(reader, n_unknown, sizeof(*items));
    if (!items) {
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < crd_len_of(value); i++) {
        const crd_member *member = crd_member_at(value, i);
        if (find_field(shape, member->key, shape->n) == shape->n) {
            items[n++] = *member;
        }
    }
    *(fg_unknowns *)(void *)((char *)ret + shape->extra_offset) =
        (fg_unknowns){ .items = items, .n = n };
    return true;
}

static bool read_object(struct reader *reader, const fg_shape *shape, const crd_value *value,
                        const struct place *place, void *ret)
{
    if (!crd_is_null(value) && !crd_is_map(value)) {
        return mismatch(reader, place, CRD_S("object"), value);
    }
    size_t n_unknown = 0;
    size_t next = 0;
    for (size_t i = 0; i < crd_len_of(value); i++) {
        const crd_member *member = crd_member_at(value, i);
        size_t found = find_field(shape, member->key, next);
        if (found == shape->n) {
            n_unknown++;
            continue;
        }
        if (!read_field(reader, shape, found, &member->value, place, ret)) {
            return false;
        }
        next = found + 1;
    }
    return keep_unknown(reader, value, n_unknown, shape, ret);
}

bool fg_shape_read_new(crd_arena *arena, const fg_shape *shape, const crd_value *value,
                       crd_str path, crd_diags *diags, const void **ret, crd_err *err)
{
    struct reader reader = { .arena = arena, .diags = diags, .err = err };
    struct place root = { .name = path.ptr ? path : CRD_S("") };
    void *object = items_of(&reader, 1, shape->size);
    if (!object || !read_object(&reader, shape, value, &root, object)) {
        return false;
    }
    *ret = object;
    return true;
}

bool fg_shape_read(crd_arena *arena, const fg_shape *shape, const crd_value *value, crd_str path,
                   crd_diags *diags, void *ret, crd_err *err)
{
    const void *object;
    if (!fg_shape_read_new(arena, shape, value, path, diags, &object, err)) {
        return false;
    }
    memcpy(ret, object, shape->size);
    return true;
}
