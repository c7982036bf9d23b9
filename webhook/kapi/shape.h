/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed structs and their reader. A struct is declared by the list of its fields, so that the
 * members, the presence bits and the reader's table cannot drift apart:
 *
 *     #define FG_POINT_FIELDS(X, S)            type, member, JSON key, struct of its objects
 *         X(S, STRING, name, "name", void)
 *         X(S, OBJECTS, parts, "parts", fg_part)
 *     FG_SHAPE(fg_point, FG_POINT_FIELDS)             declares struct and fg_point_shape
 *     FG_SHAPE_DEFINE(fg_point, FG_POINT_FIELDS)      in one .c file: the table
 *
 * gives plain public members, `has.name` (present and not null), `null.name` (present as null) and
 * `extra` (fields that are not in the list). A zeroed struct is the empty object.
 *
 *   type           member                    in JSON
 *   STRING         crd_str                   string
 *   BOOL           bool                      boolean
 *   INT            int64_t                   integer
 *   INT_OR_STRING  fg_int_or_string          integer or string
 *   STRINGS        fg_string_list            list of strings
 *   STRING_MAP     fg_string_map             object of strings
 *   STRING_MAPS    {fg_string_map *items,n}  list of objects of strings
 *   OBJECT         const struct *            object; NULL when absent or null
 *   OBJECTS        {const struct *items,n}   list of objects
 *   MAP            const crd_value *         object that is kept as it is; NULL when absent or null
 */
#ifndef FG_KAPI_SHAPE_H
#define FG_KAPI_SHAPE_H

#include "base/diag.h"
#include "types.h"

enum fg_field_type {
    FG_FIELD_STRING,
    FG_FIELD_BOOL,
    FG_FIELD_INT,
    FG_FIELD_INT_OR_STRING,
    FG_FIELD_STRINGS,
    FG_FIELD_STRING_MAP,
    FG_FIELD_STRING_MAPS,
    FG_FIELD_OBJECT,
    FG_FIELD_OBJECTS,
    FG_FIELD_MAP,
};

struct fg_shape;

typedef struct fg_shape_field {
    crd_str key;
    enum fg_field_type type;
    size_t offset;
    const struct fg_shape *child; /* OBJECT, OBJECTS */
} fg_shape_field;

/* The i-th field's presence is the i-th bit of `has` and of `null`. */
typedef struct fg_shape {
    size_t size;
    size_t has_offset;
    size_t null_offset;
    size_t extra_offset;
    const fg_shape_field *fields;
    size_t n;
} fg_shape;

/* What every list of items looks like in memory. */
typedef struct fg_items {
    const void *items;
    size_t n;
} fg_items;

#define FG_MEMBER_STRING(name, child) crd_str name;
#define FG_MEMBER_BOOL(name, child) bool name;
#define FG_MEMBER_INT(name, child) int64_t name;
#define FG_MEMBER_INT_OR_STRING(name, child) fg_int_or_string name;
#define FG_MEMBER_STRINGS(name, child) fg_string_list name;
#define FG_MEMBER_STRING_MAP(name, child) fg_string_map name;
#define FG_MEMBER_STRING_MAPS(name, child)                                                         \
    struct {                                                                                       \
        const fg_string_map *items;                                                                \
        size_t n;                                                                                  \
    } name;
#define FG_MEMBER_OBJECT(name, child) const child *name;
#define FG_MEMBER_OBJECTS(name, child)                                                             \
    struct {                                                                                       \
        const child *items;                                                                        \
        size_t n;                                                                                  \
    } name;
#define FG_MEMBER_MAP(name, child) const crd_value *name;

#define FG_MEMBER(S, type, name, key, child) FG_MEMBER_##type(name, child)
#define FG_PRESENCE_BIT(S, type, name, key, child) unsigned name : 1;

#define FG_SHAPE(struct_name, FIELDS)                                                              \
    typedef struct struct_name {                                                                   \
        struct {                                                                                   \
            FIELDS(FG_PRESENCE_BIT, struct_name)                                                   \
        } has, null;                                                                               \
        FIELDS(FG_MEMBER, struct_name)                                                             \
        fg_unknowns extra;                                                                         \
    } struct_name;                                                                                 \
    extern const fg_shape struct_name##_shape;

/* The struct `void` of fields that hold no objects has no shape. */
#define FG_CHILD_STRING(child) NULL
#define FG_CHILD_BOOL(child) NULL
#define FG_CHILD_INT(child) NULL
#define FG_CHILD_INT_OR_STRING(child) NULL
#define FG_CHILD_STRINGS(child) NULL
#define FG_CHILD_STRING_MAP(child) NULL
#define FG_CHILD_STRING_MAPS(child) NULL
#define FG_CHILD_OBJECT(child) &child##_shape
#define FG_CHILD_OBJECTS(child) &child##_shape
#define FG_CHILD_MAP(child) NULL

#define FG_FIELD_ROW(S, field_type, name, json_key, child_struct)                                  \
    {                                                                                              \
        .key = CRD_STR_INIT(json_key),                                                             \
        .type = FG_FIELD_##field_type,                                                             \
        .offset = offsetof(S, name),                                                               \
        .child = FG_CHILD_##field_type(child_struct),                                              \
    },

#define FG_SHAPE_DEFINE(struct_name, FIELDS)                                                       \
    static const fg_shape_field struct_name##_fields[] = { FIELDS(FG_FIELD_ROW, struct_name) };    \
    const fg_shape struct_name##_shape = {                                                         \
        .size = sizeof(struct_name),                                                               \
        .has_offset = offsetof(struct_name, has),                                                  \
        .null_offset = offsetof(struct_name, null),                                                \
        .extra_offset = offsetof(struct_name, extra),                                              \
        .fields = struct_name##_fields,                                                            \
        .n = sizeof(struct_name##_fields) / sizeof(fg_shape_field),                                \
    };

/*
 * Reads value (null and absent read as the empty object) into *ret, a struct of that shape. Texts,
 * lists and any-value subtrees are Borrowed from value, the rest from the arena. A value of the
 * wrong type is worded as kube-apiserver words it:
 *     spec.paused: Invalid value: "string": spec.paused in body must be of type boolean: "string"
 * With diags it becomes a finding (rule "decode"), the field counts as absent and reading goes on;
 * without, it is err with code TYPE and *ret is untouched. path is that of value ("" at the root).
 */
bool fg_shape_read(crd_arena *arena, const fg_shape *shape, const crd_value *value, crd_str path,
                   crd_diags *diags, void *ret, crd_err *err);

/* The same, onto the arena. */
bool fg_shape_read_new(crd_arena *arena, const fg_shape *shape, const crd_value *value,
                       crd_str path, crd_diags *diags, const void **ret, crd_err *err);

/* Reports a value of the wrong type as above; false without diags, and when memory is out. */
bool fg_type_mismatch(crd_arena *arena, crd_str path, crd_str want, const crd_value *found,
                      crd_diags *diags, crd_err *err);

/* Presence by number, for code that walks a shape: the i-th field is present and not null. */
bool fg_shape_has(const fg_shape *shape, const void *object, size_t i);

/* Marks the i-th field present; the value itself is set by the caller. */
void fg_shape_set(const fg_shape *shape, void *object, size_t i);

#endif
