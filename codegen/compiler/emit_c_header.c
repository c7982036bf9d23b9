/* SPDX-License-Identifier: Apache-2.0 */
/* crdc c: a unit's header, from the plan. Knows C's grammar and the runtime's names, no CRD. */
#include "c_plan.h"
#include "emit_c.h"
#include "names.h"

struct emit {
    crd_buf *buf;
    const crdc_c_plan *plan;
    const crdc_c_unit *unit;
    size_t number; /* the unit's */
    enum crdc_c_docs docs;
    crd_str api; /* FLEET_API, or what --export says */
    bool exports;
};

static void add(struct emit *e, crd_str text)
{
    crd_buf_add(e->buf, text);
}
#define LIT(e, literal) add((e), CRD_S(literal))

static void add_parts(crd_buf *buf, const crd_str *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, parts[i]);
    }
}
#define PUT(e, ...)                                                                                \
    add_parts((e)->buf, (const crd_str[]){ __VA_ARGS__ },                                          \
              sizeof((const crd_str[]){ __VA_ARGS__ }) / sizeof(crd_str))

/* ---- comments ---- */

/* The first sentence, or what there is of it in the first paragraph. */
static crd_str first_sentence(crd_str text)
{
    text = crd_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        bool ends = i + 1 == text.len || text.ptr[i + 1] == ' ' || text.ptr[i + 1] == '\n';
        if (text.ptr[i] == '.' && ends) {
            return crd_str_sub(text, 0, i + 1);
        }
        if (text.ptr[i] == '\n' && i + 1 < text.len && text.ptr[i + 1] == '\n') {
            return crd_str_sub(text, 0, i);
        }
    }
    return text;
}

/* The bytes at i that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069, U+200E,
 * U+200F, U+061C): compilers warn of them, and they show a text that does not stand there. */
static size_t turning_bytes(crd_str text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.ptr + i;
    if (text.len - i >= 2 && at[0] == 0xD8 && at[1] == 0x9C) {
        return 2;
    }
    if (text.len - i < 3 || at[0] != 0xE2) {
        return 0;
    }
    bool turns = at[1] == 0x80 ? (at[2] >= 0xAA && at[2] <= 0xAE) || at[2] == 0x8E || at[2] == 0x8F
                               : at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
    return turns ? 3 : 0;
}

/* One word of a comment, with nothing that a compiler sees in one. */
static void add_word(crd_buf *buf, crd_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        size_t turning = turning_bytes(word, i);
        if (turning) {
            crd_buf_add_byte(buf, ' ');
            i += turning - 1;
            continue;
        }
        char c = word.ptr[i];
        char before = i ? word.ptr[i - 1] : '\0';
        bool splits = (before == '*' && c == '/') || (before == '/' && c == '*') ||
                      (before == '?' && c == '?') || (before == '/' && c == '/');
        if (splits) {
            crd_buf_add_byte(buf, ' ');
        }
        crd_buf_add_byte(buf, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    if (word.len && word.ptr[word.len - 1] == '\\') {
        crd_buf_add_byte(buf, ' ');
    }
}

#define COMMENT_COLUMNS 96

static void add_comment(struct emit *e, crd_str text, size_t indent)
{
    if (e->docs == CRDC_C_DOCS_NONE) {
        return;
    }
    text = e->docs == CRDC_C_DOCS_BRIEF ? first_sentence(text) : crd_str_trim(text);
    if (!text.len) {
        return;
    }
    crd_buf_add_n(e->buf, ' ', indent);
    LIT(e, "/*");
    size_t column = indent + 2;
    while (text.len) {
        size_t end = 0;
        while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n' &&
               text.ptr[end] != '\t' && text.ptr[end] != '\r') {
            end++;
        }
        if (end) {
            if (column + 1 + end > COMMENT_COLUMNS && column > indent + 3) {
                LIT(e, "\n");
                crd_buf_add_n(e->buf, ' ', indent + 1);
                LIT(e, "*");
                column = indent + 2;
            }
            LIT(e, " ");
            add_word(e->buf, crd_str_sub(text, 0, end));
            column += end + 1;
        }
        text = crd_str_from(text, end + 1);
    }
    LIT(e, " */\n");
}

/* ---- declarations ---- */

static void add_upper(struct emit *e, crd_str text)
{
    crdc_name_upper(e->buf, text);
}

static void emit_enum(struct emit *e, const crdc_c_type *type)
{
    add_comment(e, type->description, 0);
    PUT(e, CRD_S("typedef enum "), type->c_name, CRD_S(" {\n    "));
    add_upper(e, type->c_name);
    LIT(e, "_UNSET = 0,\n    ");
    add_upper(e, type->c_name);
    LIT(e, "_OTHER = 1,\n");
    for (size_t i = 0; i < type->n_values; i++) {
        PUT(e, CRD_S("    "), type->constants[i], CRD_S(" = "));
        crd_buf_add_uint(e->buf, i + 2);
        LIT(e, ",\n");
    }
    PUT(e, CRD_S("} "), type->c_name, CRD_S(";\n"), e->api, CRD_S(" extern const crd_type "),
        type->c_name, CRD_S("_type;\n\n"));
}

static void emit_field(struct emit *e, const crdc_c_field *field)
{
    bool is_ref = field->type->kind == CRDC_C_STRUCT;
    add_comment(e, field->description, 4);
    PUT(e, CRD_S("    "), field->type->c_name, is_ref ? CRD_S(" *") : CRD_S(" "), field->name,
        CRD_S(";\n"));
    if (field->type->kind == CRDC_C_ENUM) {
        PUT(e, CRD_S("    crd_str "), field->other, CRD_S(";\n"));
    }
}

static void emit_struct(struct emit *e, const crdc_c_type *type)
{
    add_comment(e, type->description, 0);
    PUT(e, CRD_S("struct "), type->c_name, CRD_S(" {\n    struct {\n"));
    for (size_t i = 0; i < type->n_fields; i++) {
        PUT(e, CRD_S("        unsigned "), type->fields[i].name, CRD_S(" : 1;\n"));
    }
    LIT(e, "    } has, null;\n");
    for (size_t i = 0; i < type->n_fields; i++) {
        emit_field(e, &type->fields[i]);
    }
    if (crdc_c_has_extra(e->plan, type)) {
        LIT(e, "    crd_unknown *extra;\n");
    }
    PUT(e, CRD_S("};\n"), e->api, CRD_S(" extern const crd_struct "),
        type->struct_table, CRD_S(";\n\n"));
}

static void emit_container(struct emit *e, const crdc_c_type *type)
{
    if (!type->declares) {
        return;
    }
    if (type->kind == CRDC_C_LIST) {
        PUT(e, CRD_S("typedef struct "), type->c_name, CRD_S(" {\n    "), type->item->c_name,
            CRD_S(" *items;\n    size_t n;\n} "), type->c_name, CRD_S(";\n\n"));
        return;
    }
    PUT(e, CRD_S("typedef struct "), type->entry_name, CRD_S(" {\n    crd_str key;\n    "),
        type->item->c_name, CRD_S(" value;\n} "), type->entry_name, CRD_S(";\n\ntypedef struct "),
        type->c_name, CRD_S(" {\n    "), type->entry_name, CRD_S(" *items;\n    size_t n;\n} "),
        type->c_name, CRD_S(";\n\n"));
}

static void emit_types(struct emit *e)
{
    for (const crdc_c_type *type = e->plan->types; type; type = type->next) {
        if (!type->is_runtime && type->unit == e->number && type->kind == CRDC_C_STRUCT) {
            PUT(e, CRD_S("typedef struct "), type->c_name, CRD_S(" "), type->c_name, CRD_S(";\n"));
        }
    }
    LIT(e, "\n");
    for (const crdc_c_type *type = e->plan->types; type; type = type->next) {
        if (type->is_runtime || type->unit != e->number) {
            continue;
        }
        if (type->kind == CRDC_C_ENUM) {
            emit_enum(e, type);
        } else if (type->kind == CRDC_C_STRUCT) {
            emit_struct(e, type);
        } else {
            emit_container(e, type);
        }
    }
}

static void emit_prototypes(struct emit *e, const crdc_c_type *type)
{
    crd_str x = type->c_name;
    crd_str api = e->api;
    PUT(e, api, CRD_S(" "), x, CRD_S(" *"), x, CRD_S("_new(crd_arena *arena);\n"));
    PUT(e, api, CRD_S(" "), x, CRD_S(" *"), x,
        CRD_S("_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);\n"));
    PUT(e, api, CRD_S(" "), x, CRD_S(" *"), x,
        CRD_S("_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);\n"));
    PUT(e, api, CRD_S(" "), x, CRD_S(" *"), x,
        CRD_S("_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,\n"
              "    crd_err *err);\n"));
    PUT(e, api, CRD_S(" bool "), x, CRD_S("_write_json(crd_buf *buf, const "), x,
        CRD_S(" *object, crd_err *err);\n"));
    PUT(e, api, CRD_S(" bool "), x, CRD_S("_write_yaml(crd_buf *buf, const "), x,
        CRD_S(" *object, crd_err *err);\n"));
    PUT(e, api, CRD_S(" "), x, CRD_S(" *"), x, CRD_S("_copy(crd_arena *arena, const "), x,
        CRD_S(" *object, crd_err *err);\n"));
    PUT(e, api, CRD_S(" bool "), x, CRD_S("_equal(const "), x, CRD_S(" *a, const "), x,
        CRD_S(" *b);\n\n"));
    PUT(e, CRD_S("static inline bool "), x, CRD_S("_check_abi(void)\n{\n    return crd_abi_is(&"), type->struct_table,
        CRD_S(", CRD_ABI, sizeof("), x, CRD_S("), "));
    add_upper(e, x);
    LIT(e, "_LAYOUT);\n}\n\n");
    PUT(e, CRD_S("static inline "), x, CRD_S(" *"), x,
        CRD_S("_from_json_c(crd_arena *arena, struct json_object *tree,\n"
              "    crd_diags *faults, crd_err *err)\n{\n    return ("),
        x, CRD_S(" *)crd_decode_json_c(arena, &"), type->struct_table,
        CRD_S(", tree, faults, err);\n}\n\n"));
    PUT(e, CRD_S("static inline bool "), x, CRD_S("_to_json_c(crd_arena *arena, const "), x,
        CRD_S(" *object,\n    struct json_object **ret, crd_err *err)\n{\n"
              "    return crd_encode_json_c(arena, &"),
        type->struct_table, CRD_S(", object, ret, err);\n}\n\n"));
}

/* What each function of a kind promises, told once in front of all of them. */
static void emit_promises(struct emit *e)
{
    LIT(e, "/*\n"
           " * Of each kind and its list:\n"
           " *   new           the empty object\n"
           " *   parse_json    an object from text, which may go afterwards; so parse_yaml\n"
           " *   from_value    from a tree, which is Borrowed and must outlive the object\n"
           " *   from_json_c   from a json-c tree, which may go afterwards\n"
           " *   write_json    appends text; write_yaml as sigs.k8s.io/yaml writes it\n"
           " *   to_json_c     a json-c tree, Owned: json_object_put\n"
           " *   copy          a deep copy, texts included, on that arena\n"
           " *   equal         equal as documents\n"
           " *   check_abi     false: the library was compiled with another header than this one\n"
           " * Objects are Owned by the arena: free it, and all is free. NULL and false: err says why;\n"
           " * CRD_E_TYPE is the first value of a wrong type, and faults (may be NULL) has all of them.\n"
           " */\n\n");
}

static void emit_kind(struct emit *e, const crdc_c_kind_root *kind)
{
    crd_str kinds[] = { kind->crd->names.kind, kind->crd->names.list_kind };
    const crdc_c_type *types[] = { kind->object, kind->list };
    CRD_AUTO_BUF list;
    crd_buf_init(&list, CRDC_C_BYTES_MAX);
    if (!kinds[1].len) {
        crd_buf_add(&list, kinds[0]);
        crd_buf_add_lit(&list, "List");
        kinds[1] = crd_buf_str(&list);
    }
    PUT(e, CRD_S("/* ---- "), kinds[0], CRD_S(" ---- */\n\n"));
    for (size_t i = 0; i < 2; i++) {
        LIT(e, "#define ");
        add_upper(e, types[i]->c_name);
        LIT(e, "_KIND ");
        crdc_c_literal(e->buf, kinds[i]);
        LIT(e, "\n#define ");
        add_upper(e, types[i]->c_name);
        LIT(e, "_API_VERSION \"");
        PUT(e, e->unit->group, CRD_S("/"), e->unit->version, CRD_S("\"\n#define "));
        add_upper(e, types[i]->c_name);
        LIT(e, "_LAYOUT ");
        crdc_c_layout(e->buf, types[i]->layout);
        LIT(e, "\n\n");
        emit_prototypes(e, types[i]);
    }
}

static void emit_top(struct emit *e)
{
    PUT(e, CRD_S("/* Made by `crdc c` of "), e->unit->group, CRD_S("/"), e->unit->version,
        CRD_S("; change its CRDs instead.\n"
              " * Structs live on an arena; see <crd/schema/type.h> and <crd/schema/object.h>. */\n"
              "#ifndef "));
    add_upper(e, e->unit->prefix);
    add_upper(e, e->unit->file);
    LIT(e, "_H\n#define ");
    add_upper(e, e->unit->prefix);
    add_upper(e, e->unit->file);
    LIT(e, "_H\n\n#include <crd/crd.h>\n");
    for (size_t u = 0; u < e->plan->n_units; u++) {
        if (e->unit->includes[u]) {
            PUT(e, CRD_S("#include \""), e->plan->units[u].file, CRD_S(".h\"\n"));
        }
    }
    PUT(e, CRD_S("\n/* A shared library that this is linked into "),
        e->exports ? CRD_S("shows") : CRD_S("hides"),
        CRD_S(" its symbols; define the macro first to\n * have it otherwise. */\n#ifndef "), e->api, CRD_S("\n#ifdef __GNUC__\n#define "), e->api,
        CRD_S(" __attribute__((visibility(\""), e->exports ? CRD_S("default") : CRD_S("hidden"),
        CRD_S("\")))\n#else\n#define "), e->api,
        CRD_S("\n#endif\n#endif\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"));
}

void crdc_c_emit_header(crd_buf *buf, const crdc_c_plan *plan, const crdc_c_unit *unit,
                        const crdc_c_options *options)
{
    CRD_AUTO_BUF api;
    bool exports = options->export_macro.len > 0;
    crd_buf_init(&api, CRDC_C_BYTES_MAX);
    if (exports) {
        crd_buf_add(&api, options->export_macro);
    } else {
        crdc_name_upper(&api, unit->prefix);
        crd_buf_add_lit(&api, "API");
    }
    struct emit e = {
        .buf = buf,
        .plan = plan,
        .unit = unit,
        .number = (size_t)(unit - plan->units),
        .docs = options->docs,
        .api = crd_buf_str(&api),
        .exports = exports,
    };
    emit_top(&e);
    emit_types(&e);
    if (unit->n_roots) {
        emit_promises(&e);
    }
    for (size_t i = 0; i < unit->n_roots; i++) {
        emit_kind(&e, &unit->roots[i]);
    }
    crd_buf_add_lit(buf, "#ifdef __cplusplus\n}\n#endif\n#endif\n");
    if (crd_buf_failed(&api)) {
        buf->failure = api.failure;
    }
}
