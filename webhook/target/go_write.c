/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deployment options as Go's json.Marshal writes them: fields in struct order, omitempty as the
 * line's Go tags have it, maps sorted, HTML characters escaped. See options.h and the .def tables.
 * The recursion follows the tables, which are constant and never contain themselves.
 */
#include "options.h"

#include "base/digest.h"
#include "base/limits.h"
#include "items.h"
#include "kapi/types.h"
#include "value/json.h"

enum how {
    GO_STRING,        /* left out when empty */
    GO_STRING_ALWAYS, /* never left out */
    GO_BOOL,          /* left out when false */
    GO_PRESENT_BOOL,  /* *bool: left out when absent */
    GO_INT,           /* left out when 0 */
    GO_STRINGS,       /* this and the next three: left out when there are no items */
    GO_STRING_MAP,
    GO_STRING_MAPS,
    GO_OBJECTS,
    GO_OBJECT,        /* pointer: left out when absent */
    GO_OBJECT_ALWAYS, /* struct: never left out */
    GO_VALUES,        /* *GenericMap: left out when absent, "null" when it holds no map */
};

struct go_struct;

struct go_field {
    crd_str key;
    enum how how;
    size_t offset;
    const struct go_struct *child;
};

struct go_struct {
    const crd_struct *type;
    const struct go_field *fields;
    size_t n;
};

#define GO_NAME_(line, S) line##_##S
#define GO_NAME(line, S) GO_NAME_(line, S)
#define GO_BEGIN(S) static const struct go_field GO_NAME(GO_LINE_FIELDS, S)[] = {
#define GO(S, go_how, member, json_key, child_struct)                                              \
    {                                                                                              \
        .key = CRD_STR_INIT(json_key),                                                             \
        .how = GO_##go_how,                                                                        \
        .offset = offsetof(S, member),                                                             \
        .child = GO_CHILD(child_struct),                                                           \
    },
#define GO_END(S)                                                                                  \
    }                                                                                              \
    ;                                                                                              \
    static const struct go_struct GO_NAME(GO_LINE, S) = {                                          \
        &S##_type,                                                                                 \
        GO_NAME(GO_LINE_FIELDS, S),                                                                \
        sizeof(GO_NAME(GO_LINE_FIELDS, S)) / sizeof(struct go_field),                              \
    };
/* "none" stands for a field without objects. */
#define latest_none no_struct
#define v0_12_none no_struct
#define GO_CHILD(S) &GO_NAME(GO_LINE, S)

static const struct go_struct no_struct = { NULL, NULL, 0 };

#define GO_LINE latest
#define GO_LINE_FIELDS latest_fields
#include "go_latest.def"
#undef GO_LINE
#undef GO_LINE_FIELDS

#define GO_LINE v0_12
#define GO_LINE_FIELDS v0_12_fields
#include "go_0_12.def"
#undef GO_LINE
#undef GO_LINE_FIELDS

static const struct go_field resource_fields[] = {
    { CRD_STR_INIT("name"), GO_STRING, offsetof(fleet_bundle_resource, name), NULL },
    { CRD_STR_INIT("content"), GO_STRING, offsetof(fleet_bundle_resource, content), NULL },
    { CRD_STR_INIT("encoding"), GO_STRING, offsetof(fleet_bundle_resource, encoding), NULL },
};

/* The same in both lines. */
static const struct go_struct go_resource = { &fleet_bundle_resource_type, resource_fields, 3 };

struct writer {
    crd_buf *buf;
    crd_arena *scratch; /* for sorting maps; rewound by the caller */
    crd_err *err;
    bool failed; /* err is set */
};

static void write_struct(struct writer *writer, const struct go_struct *type, const void *object);

static void write_text(struct writer *writer, crd_str text)
{
    crd_json_write_string(writer->buf, text, false);
}

static void write_strings(struct writer *writer, const crd_strings *list)
{
    crd_buf_add_lit(writer->buf, "[");
    for (size_t i = 0; i < list->n; i++) {
        if (i) {
            crd_buf_add_lit(writer->buf, ",");
        }
        write_text(writer, list->items[i]);
    }
    crd_buf_add_lit(writer->buf, "]");
}

static void write_string_map(struct writer *writer, const crd_string_map *map)
{
    crd_string_map sorted = fg_string_map_sorted(writer->scratch, map);
    if (!sorted.items) {
        writer->failed = true;
        crd_err_memory(writer->err, writer->scratch);
        return;
    }
    crd_buf_add_lit(writer->buf, "{");
    for (size_t i = 0; i < sorted.n; i++) {
        if (i) {
            crd_buf_add_lit(writer->buf, ",");
        }
        write_text(writer, sorted.items[i].key);
        crd_buf_add_lit(writer->buf, ":");
        write_text(writer, sorted.items[i].value);
    }
    crd_buf_add_lit(writer->buf, "}");
}

static void write_items(struct writer *writer, const struct go_struct *type, const fg_items *list)
{
    crd_buf_add_lit(writer->buf, "[");
    for (size_t i = 0; i < list->n; i++) {
        if (i) {
            crd_buf_add_lit(writer->buf, ",");
        }
        if (type) {
            write_struct(writer, type, (const char *)list->items + i * type->type->size);
        } else {
            write_string_map(writer, (const crd_string_map *)list->items + i);
        }
    }
    crd_buf_add_lit(writer->buf, "]");
}

static void write_values(struct writer *writer, const crd_value *values)
{
    static const crd_json_style style = { .go_numbers = true };
    if (!writer->failed && !crd_json_write(writer->buf, values, &style, writer->err)) {
        writer->failed = true;
    }
}

/* Presence of the field in the object, by the object's own table. */
static bool is_present(const struct go_struct *type, const void *object, crd_str key)
{
    const crd_field *field = crd_field_find(type->type, key);
    return field && crd_bit_get(object, type->type->has_at, (size_t)(field - type->type->fields));
}

/* What omitempty decides. */
static bool is_left_out(const struct go_struct *type, const struct go_field *field,
                        const void *object, const void *member)
{
    switch (field->how) {
    case GO_STRING:
        return ((const crd_str *)member)->len == 0;
    case GO_BOOL:
        return !*(const bool *)member;
    case GO_PRESENT_BOOL:
    case GO_VALUES:
        return !is_present(type, object, field->key);
    case GO_INT:
        return *(const int64_t *)member == 0;
    case GO_STRINGS:
        return ((const crd_strings *)member)->n == 0;
    case GO_STRING_MAP:
        return ((const crd_string_map *)member)->n == 0;
    case GO_STRING_MAPS:
    case GO_OBJECTS:
        return ((const fg_items *)member)->n == 0;
    case GO_OBJECT:
        return *(const void *const *)member == NULL;
    case GO_STRING_ALWAYS:
    case GO_OBJECT_ALWAYS:
        return false;
    }
    return false;
}

static void write_member(struct writer *writer, const struct go_field *field, const void *member)
{
    switch (field->how) {
    case GO_STRING:
    case GO_STRING_ALWAYS:
        write_text(writer, *(const crd_str *)member);
        return;
    case GO_BOOL:
    case GO_PRESENT_BOOL:
        crd_buf_add(writer->buf, *(const bool *)member ? CRD_S("true") : CRD_S("false"));
        return;
    case GO_INT:
        crd_buf_add_int(writer->buf, *(const int64_t *)member);
        return;
    case GO_STRINGS:
        write_strings(writer, member);
        return;
    case GO_STRING_MAP:
        write_string_map(writer, member);
        return;
    case GO_STRING_MAPS:
        write_items(writer, NULL, member);
        return;
    case GO_OBJECTS:
        write_items(writer, field->child, member);
        return;
    case GO_OBJECT:
    case GO_OBJECT_ALWAYS:
        write_struct(writer, field->child, *(const void *const *)member);
        return;
    case GO_VALUES:
        write_values(writer, member);
        return;
    }
}

/* object may be NULL: then it is the zero struct, every field of which is left out. */
static void write_struct(struct writer *writer, const struct go_struct *type, const void *object)
{
    bool first = true;
    crd_buf_add_lit(writer->buf, "{");
    for (size_t i = 0; object && i < type->n; i++) {
        const struct go_field *field = &type->fields[i];
        const void *member = (const char *)object + field->offset;
        if (is_left_out(type, field, object, member)) {
            continue;
        }
        if (!first) {
            crd_buf_add_lit(writer->buf, ",");
        }
        first = false;
        write_text(writer, field->key);
        crd_buf_add_lit(writer->buf, ":");
        write_member(writer, field, member);
    }
    crd_buf_add_lit(writer->buf, "}");
}

static const struct go_struct *struct_of(enum fg_line line)
{
    return line == FG_LINE_0_12 ? &v0_12_fleet_options : &latest_fleet_options;
}

bool fg_options_write(crd_arena *arena, crd_buf *buf, enum fg_line line,
                      const fleet_options *options, crd_err *err)
{
    struct writer writer = { .buf = buf, .scratch = arena, .err = err };
    write_struct(&writer, struct_of(line), options);
    if (!writer.failed && crd_buf_failed(buf)) {
        return crd_err_memory(err, buf->arena);
    }
    return !writer.failed;
}

bool fg_options_value(crd_arena *arena, enum fg_line line, const fleet_options *options,
                      crd_value *ret, crd_err *err)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    crd_json_options json = { .in_place = true };
    return fg_options_write(arena, &buf, line, options, err) &&
           crd_json_read(arena, crd_buf_str(&buf), &json, ret, err);
}

/* prefix + hex of sha256(text), cut to max bytes, on the arena. */
static bool hashed(crd_arena *arena, crd_str prefix, crd_str text, size_t max, crd_str *ret,
                   crd_err *err)
{
    char hex[CRD_DIGEST_HEX_MAX];
    crd_str digest = crd_digest_hex(CRD_SHA256, text, hex);
    if (!digest.len) {
        return CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("sha256 is not available"));
    }
    crd_str id = CRD_CAT(arena, prefix, digest);
    if (!id.ptr) {
        return crd_err_memory(err, arena);
    }
    *ret = crd_str_sub(id, 0, max);
    return true;
}

bool fg_deployment_id(crd_arena *arena, enum fg_line line, crd_str manifest_id,
                      const fleet_options *options, crd_str *ret, crd_err *err)
{
    const crd_value empty_map = { .kind = CRD_MAP };
    fleet_options hashed_options = *options;
    fleet_helm helm;
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, CRD_TEXT_BYTES_MAX);
    if (line == FG_LINE_LATEST) {
        hashed_options.diff = NULL;
        hashed_options.correct_drift = NULL;
        if (options->helm && options->helm->has.values && crd_is_null(&options->helm->values)) {
            helm = *options->helm;
            helm.values = empty_map;
            hashed_options.helm = &helm;
        }
    }
    if (!fg_options_write(arena, &buf, line, &hashed_options, err)) {
        return false;
    }
    crd_buf_add_lit(&buf, "\n");
    crd_str prefix = CRD_CAT(arena, manifest_id, CRD_S(":"));
    if (crd_buf_failed(&buf) || !prefix.ptr) {
        return crd_err_memory(err, arena);
    }
    return hashed(arena, prefix, crd_buf_str(&buf), SIZE_MAX, ret, err);
}

#define MANIFEST_ID_BYTES 63 /* a label value's length */

bool fg_manifest_id(crd_arena *arena, const fleet_bundle_resource *resources, size_t n,
                    crd_str *ret, crd_err *err)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, CRD_TEXT_BYTES_MAX);
    struct writer writer = { .buf = &buf, .scratch = arena, .err = err };
    crd_buf_add_lit(&buf, "{");
    if (n) {
        fg_items items = { .items = resources, .n = n };
        crd_buf_add_lit(&buf, "\"resources\":");
        write_items(&writer, &go_resource, &items);
    }
    crd_buf_add_lit(&buf, "}\n");
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(err, arena);
    }
    return hashed(arena, CRD_S("s-"), crd_buf_str(&buf), MANIFEST_ID_BYTES, ret, err);
}
