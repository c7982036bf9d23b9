/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc c: a unit's source, from the plan: the tables of its structs and enums, and the functions of
 * its kinds, which call the runtime with a table. Types of lists, maps and struct pointers are
 * static constants of each source that needs them:
 *
 *   r12  pointer to struct 12    t12  list or map 12    e12  the texts of enum 12
 *   o12  struct 12 as an item    f12  fields of struct 12; k12 their order by key
 *   n12  the same as an item that may be null
 */
#include <stdlib.h>

#include "c_plan.h"
#include "emit_c.h"

/* What of a type a source needs. */
struct need {
    bool ref;
    bool item;
    bool null_item;
    bool whole;
};

struct emit {
    crd_buf *buf;
    const crdc_c_plan *plan;
    const crdc_c_unit *unit;
    size_t number;
    struct need *needs; /* one a type */
};

static void add_parts(crd_buf *buf, const crd_str *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, parts[i]);
    }
}
#define PUT(e, ...)                                                                                \
    add_parts((e)->buf, (const crd_str[]) { __VA_ARGS__ },                                         \
              sizeof((const crd_str[]) { __VA_ARGS__ }) / sizeof(crd_str))

/* A compiler need not take longer literals: C11 5.2.4.1. */
#define LITERAL_BYTES_MAX 4095

static void add_bytes(crd_buf *buf, crd_str text)
{
    crd_buf_add_lit(buf, "((const char[]){");
    for (size_t i = 0; i < text.len; i++) {
        crd_buf_add(buf, i % 16 ? CRD_S(" ") : CRD_S("\n    "));
        crd_buf_add_uint(buf, (unsigned char)text.ptr[i] & 0x7F);
        crd_buf_add(buf, (unsigned char)text.ptr[i] & 0x80 ? CRD_S(" - 128,") : CRD_S(","));
    }
    crd_buf_add_lit(buf, " 0 })");
}

void crdc_c_literal(crd_buf *buf, crd_str text)
{
    if (text.len > LITERAL_BYTES_MAX) {
        add_bytes(buf, text);
        return;
    }
    crd_buf_add_byte(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\' || c == '?') {
            crd_buf_add_byte(buf, '\\');
            crd_buf_add_byte(buf, (char)c);
        } else if (c < 0x20 || c >= 0x7F) {
            crd_buf_add_byte(buf, '\\');
            crd_buf_add_byte(buf, (char)('0' + (c >> 6)));
            crd_buf_add_byte(buf, (char)('0' + (c >> 3 & 7)));
            crd_buf_add_byte(buf, (char)('0' + (c & 7)));
        } else {
            crd_buf_add_byte(buf, (char)c);
        }
    }
    crd_buf_add_byte(buf, '"');
}

void crdc_c_layout(crd_buf *buf, uint64_t layout)
{
    static const char hex[] = "0123456789abcdef";
    crd_buf_add_lit(buf, "0x");
    for (int shift = 60; shift >= 0; shift -= 4) {
        crd_buf_add_byte(buf, hex[layout >> shift & 15]);
    }
    crd_buf_add_lit(buf, "u");
}

static void add_static(struct emit *e, char letter, const crdc_c_type *type)
{
    crd_buf_add_byte(e->buf, letter);
    crd_buf_add_uint(e->buf, type->id);
}

/* ---- which types are needed ---- */

static void need_item(struct emit *e, const crdc_c_type *type, bool takes_null);

static void need_whole(struct emit *e, const crdc_c_type *type)
{
    if (type->item && !type->is_runtime && !e->needs[type->id].whole) {
        e->needs[type->id].whole = true;
        need_item(e, type->item, type->takes_null);
    }
}

static void need_item(struct emit *e, const crdc_c_type *type, bool takes_null)
{
    struct need *need = &e->needs[type->id];
    if (takes_null) {
        need->null_item = true;
        if (type->item) { /* written anew, also where the runtime has the same without null */
            need_item(e, type->item, type->takes_null);
        }
    } else if (type->kind == CRDC_C_STRUCT) {
        need->item = true;
    } else {
        need_whole(e, type);
    }
}

static void need_fields(struct emit *e, const crdc_c_type *type)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const crdc_c_type *field = type->fields[i].type;
        if (field->kind == CRDC_C_STRUCT && !field->is_runtime) {
            e->needs[field->id].ref = true;
        }
        need_whole(e, field);
    }
}

/* ---- types ---- */

static crd_str kind_name(enum crdc_c_kind kind)
{
    static const crd_str names[] = {
        [CRDC_C_STRING] = CRD_STR_INIT("CRD_TYPE_STRING"),
        [CRDC_C_INT] = CRD_STR_INIT("CRD_TYPE_INT"),
        [CRDC_C_DOUBLE] = CRD_STR_INIT("CRD_TYPE_DOUBLE"),
        [CRDC_C_BOOL] = CRD_STR_INIT("CRD_TYPE_BOOL"),
        [CRDC_C_INT_OR_STRING] = CRD_STR_INIT("CRD_TYPE_INT_OR_STRING"),
        [CRDC_C_ANY] = CRD_STR_INIT("CRD_TYPE_ANY"),
    };
    return names[kind];
}

static void add_item(struct emit *e, const crdc_c_type *item, bool takes_null)
{
    crd_buf_add_byte(e->buf, '&');
    if (takes_null) {
        add_static(e, 'n', item);
    } else if (item->kind == CRDC_C_STRUCT) {
        add_static(e, 'o', item);
    } else if (item->is_runtime) {
        crd_buf_add(e->buf, item->table);
    } else {
        add_static(e, 't', item);
    }
}

/* The list or map, or the same as an item that may be null. */
static void emit_container(struct emit *e, const crdc_c_type *type, bool takes_null)
{
    crd_str null = takes_null ? CRD_S("true, ") : CRD_S("false, ");
    PUT(e, CRD_S("static const crd_type "));
    add_static(e, takes_null ? 'n' : 't', type);
    if (type->kind == CRDC_C_LIST) {
        PUT(e, CRD_S(" =\n    CRD_TYPE_LIST_OF("), type->c_name, CRD_S(", "), type->item->c_name,
            CRD_S(", "), null);
    } else {
        PUT(e, CRD_S(" =\n    CRD_TYPE_MAP_OF("), type->c_name, CRD_S(", "), type->entry_name,
            CRD_S(", "), null);
    }
    add_item(e, type->item, type->takes_null);
    PUT(e, CRD_S(");\n"));
}

static void emit_struct_item(struct emit *e, const crdc_c_type *type, bool takes_null)
{
    PUT(e, CRD_S("static const crd_type "));
    add_static(e, takes_null ? 'n' : 'o', type);
    PUT(e, CRD_S(" = CRD_TYPE_OBJECT_OF("), type->c_name,
        takes_null ? CRD_S(", true, &") : CRD_S(", false, &"), type->struct_table, CRD_S(");\n"));
}

static void emit_null_item(struct emit *e, const crdc_c_type *type)
{
    if (type->kind == CRDC_C_STRUCT) {
        emit_struct_item(e, type, true);
        return;
    }
    if (type->item) {
        emit_container(e, type, true);
        return;
    }
    bool has_format =
        crd_str_ends(type->table, CRD_S("int32")) || crd_str_ends(type->table, CRD_S("int64"));
    PUT(e, CRD_S("static const crd_type "));
    add_static(e, 'n', type);
    PUT(e, CRD_S(" = CRD_TYPE_SCALAR("), kind_name(type->kind), CRD_S(", true, "), type->c_name,
        CRD_S(", "));
    if (has_format) {
        crdc_c_literal(e->buf, crd_str_from(type->table, type->table.len - 5));
    } else if (crd_str_eq(type->table, CRD_S("crd_type_any_object"))) {
        PUT(e, CRD_S("\"object\""));
    } else {
        PUT(e, CRD_S("NULL"));
    }
    PUT(e, CRD_S(");\n"));
}

static void emit_static_types(struct emit *e)
{
    for (const crdc_c_type *type = e->plan->types; type; type = type->next) {
        const struct need *need = &e->needs[type->id];
        if (need->item) {
            emit_struct_item(e, type, false);
        }
        if (need->null_item) {
            emit_null_item(e, type);
        }
        if (need->whole) {
            emit_container(e, type, false);
        }
        if (need->ref) {
            PUT(e, CRD_S("static const crd_type "));
            add_static(e, 'r', type);
            PUT(e, CRD_S(" = CRD_TYPE_REF_OF(&"), type->struct_table, CRD_S(");\n"));
        }
    }
}

static void emit_enum(struct emit *e, const crdc_c_type *type)
{
    PUT(e, CRD_S("\nstatic const crd_str "));
    add_static(e, 'e', type);
    PUT(e, CRD_S("[] = {\n"));
    for (size_t i = 0; i < type->n_values; i++) {
        PUT(e, CRD_S("    CRD_STR_INIT("));
        crdc_c_literal(e->buf, type->values[i]);
        PUT(e, CRD_S("),\n"));
    }
    PUT(e, CRD_S("};\nconst crd_type "), type->c_name, CRD_S("_type = CRD_TYPE_ENUM_OF("),
        type->c_name, CRD_S(", "));
    add_static(e, 'e', type);
    PUT(e, CRD_S(");\n"));
}

/* ---- structs ---- */

struct keyed {
    crd_str key;
    size_t at;
};

static int compare_keys(const void *a, const void *b)
{
    return crd_str_cmp(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

/* The order by key; *ret_ascends: the fields stand in it. */
static bool emit_order(struct emit *e, const crdc_c_type *type, bool *ret_ascends, crd_err *err)
{
    struct keyed *keyed = calloc(type->n_fields, sizeof(*keyed));
    if (!keyed) {
        return crd_err_memory(err, NULL);
    }
    *ret_ascends = true;
    for (size_t i = 0; i < type->n_fields; i++) {
        keyed[i] = (struct keyed) { .key = type->fields[i].key, .at = i };
        *ret_ascends = *ret_ascends && (!i || crd_str_cmp(keyed[i - 1].key, keyed[i].key) < 0);
    }
    if (!*ret_ascends) {
        qsort(keyed, type->n_fields, sizeof(*keyed), compare_keys);
        PUT(e, CRD_S("static const uint16_t "));
        add_static(e, 'k', type);
        PUT(e, CRD_S("[] = {"));
        for (size_t i = 0; i < type->n_fields; i++) {
            crd_buf_add(e->buf, i % 16 ? CRD_S(" ") : CRD_S("\n    "));
            crd_buf_add_uint(e->buf, keyed[i].at);
            crd_buf_add_byte(e->buf, ',');
        }
        PUT(e, CRD_S("\n};\n"));
    }
    free(keyed);
    return true;
}

static void emit_field(struct emit *e, const crdc_c_type *type, const crdc_c_field *field)
{
    const crdc_c_type *of = field->type;
    bool is_enum = of->kind == CRDC_C_ENUM;
    PUT(e, is_enum ? CRD_S("    CRD_FIELD_ENUM(") : CRD_S("    CRD_FIELD("), type->c_name,
        CRD_S(", "), field->name, CRD_S(", "));
    if (is_enum) {
        PUT(e, field->other, CRD_S(", "));
    }
    crdc_c_literal(e->buf, field->key);
    PUT(e, CRD_S(", &"));
    if (is_enum) {
        PUT(e, of->c_name, CRD_S("_type"));
    } else if (of->is_runtime) {
        crd_buf_add(e->buf, of->table);
    } else {
        add_static(e, of->kind == CRDC_C_STRUCT ? 'r' : 't', of);
    }
    PUT(e, CRD_S("),\n"));
}

static bool emit_struct(struct emit *e, const crdc_c_type *type, crd_err *err)
{
    bool ascends = true;
    PUT(e, CRD_S("\nstatic const crd_field "));
    add_static(e, 'f', type);
    PUT(e, CRD_S("[] = {\n"));
    for (size_t i = 0; i < type->n_fields; i++) {
        emit_field(e, type, &type->fields[i]);
    }
    PUT(e, CRD_S("};\n"));
    if (!emit_order(e, type, &ascends, err)) {
        return false;
    }
    PUT(e, CRD_S("const crd_struct "), type->struct_table,
        crdc_c_has_extra(e->plan, type) ? CRD_S(" =\n    CRD_STRUCT_LAID(")
                                        : CRD_S(" =\n    CRD_STRUCT_CLOSED("),
        type->c_name, CRD_S(", "));
    crdc_c_layout(e->buf, type->layout);
    PUT(e, CRD_S(", "));
    add_static(e, 'f', type);
    PUT(e, CRD_S(", "));
    if (ascends) {
        PUT(e, CRD_S("NULL"));
    } else {
        add_static(e, 'k', type);
    }
    PUT(e, CRD_S(");\n"));
    return true;
}

/* ---- functions ---- */

static void emit_functions(struct emit *e, const crdc_c_type *type)
{
    crd_str x = type->c_name;
    crd_str table = type->struct_table;
    PUT(e, CRD_S("\n"), x, CRD_S(" *"), x,
        CRD_S("_new(crd_arena *arena)\n{\n    return crd_new(arena, &"), table, CRD_S(");\n}\n"));
    static const crd_str readers[][2] = {
        { CRD_STR_INIT(
              "_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)"),
          CRD_STR_INIT("crd_decode_json(arena, &") },
        { CRD_STR_INIT(
              "_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)"),
          CRD_STR_INIT("crd_decode_yaml(arena, &") },
    };
    for (size_t i = 0; i < 2; i++) {
        PUT(e, CRD_S("\n"), x, CRD_S(" *"), x, readers[i][0], CRD_S("\n{\n    return "),
            readers[i][1], table, CRD_S(", text, faults, err);\n}\n"));
    }
    PUT(e, CRD_S("\n"), x, CRD_S(" *"), x,
        CRD_S("_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,\n"
              "    crd_err *err)\n{\n    return crd_decode_value(arena, &"),
        table, CRD_S(", value, NULL, faults, err);\n}\n"));
    PUT(e, CRD_S("\nbool "), x, CRD_S("_write_json(crd_buf *buf, const "), x,
        CRD_S(" *object, crd_err *err)\n{\n    return crd_encode_json(buf, &"), table,
        CRD_S(", object, err);\n}\n"));
    PUT(e, CRD_S("\nbool "), x, CRD_S("_write_yaml(crd_buf *buf, const "), x,
        CRD_S(" *object, crd_err *err)\n{\n    return crd_encode_yaml(buf, &"), table,
        CRD_S(", object, err);\n}\n"));
    PUT(e, CRD_S("\n"), x, CRD_S(" *"), x, CRD_S("_copy(crd_arena *arena, const "), x,
        CRD_S(" *object, crd_err *err)\n{\n    return crd_copy(arena, &"), table,
        CRD_S(", object, err);\n}\n"));
    PUT(e, CRD_S("\nbool "), x, CRD_S("_equal(const "), x, CRD_S(" *a, const "), x,
        CRD_S(" *b)\n{\n    return crd_equal(&"), table, CRD_S(", a, b);\n}\n"));
}

/* ---- the unit ---- */

static bool emit_all(struct emit *e, crd_err *err)
{
    PUT(e, CRD_S("/* Made by `crdc c` of "), e->unit->group, CRD_S("/"), e->unit->version,
        CRD_S("; change its CRDs instead. */\n#include \""), e->unit->file, CRD_S(".h\"\n\n"));
    for (const crdc_c_type *type = e->plan->types; type; type = type->next) {
        if (!type->is_runtime && type->unit == e->number && type->kind == CRDC_C_STRUCT) {
            need_fields(e, type);
        }
    }
    emit_static_types(e);
    for (const crdc_c_type *type = e->plan->types; type; type = type->next) {
        if (type->is_runtime || type->unit != e->number) {
            continue;
        }
        if (type->kind == CRDC_C_ENUM) {
            emit_enum(e, type);
        } else if (type->kind == CRDC_C_STRUCT && !emit_struct(e, type, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < e->unit->n_roots; i++) {
        emit_functions(e, e->unit->roots[i].object);
        emit_functions(e, e->unit->roots[i].list);
    }
    return true;
}

bool crdc_c_emit_source(crd_buf *buf, const crdc_c_plan *plan, const crdc_c_unit *unit,
                        crd_err *err)
{
    struct emit e = {
        .buf = buf, .plan = plan, .unit = unit, .number = (size_t)(unit - plan->units)
    };
    e.needs = calloc(plan->n_types + 1, sizeof(*e.needs));
    if (!e.needs) {
        return crd_err_memory(err, NULL);
    }
    bool ok = emit_all(&e, err);
    free(e.needs);
    return ok;
}
