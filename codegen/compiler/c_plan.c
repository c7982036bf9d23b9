/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From schemas to C types. Types are made from the inside out, each with a signature that says all
 * that its C and its table depend on; equal signatures are one type. Descriptions and validation
 * are not part of it. Knows the model, not how C is printed.
 */
#include "c_plan.h"

#include "base/limits.h"
#include "base/num.h"
#include "names.h"

/* A name on the way from a kind to what is built. */
struct step {
    const struct step *up;
    crd_str word;   /* of a property; empty for items and values */
    crd_str suffix; /* as the path shows it: ".spec", "[]", "{}" */
    size_t depth;
    size_t n_words;
};

struct build {
    crdc_c_plan *plan;
    size_t unit;
    const crdc_crd *crd;
    crd_str kind_word;
    crd_str root; /* "fleet.cattle.io/v1alpha1/Bundle" */
    crd_err *err;
};

static crdc_c_type *memory(struct build *b)
{
    crd_err_memory(b->err, b->plan->arena);
    return NULL;
}

void crdc_c_add_step(crd_buf *buf, crd_str key)
{
    bool plain = key.len > 0;
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];
        plain = plain && (crd_is_alnum(c) || (c && strchr("-_$/@+", c)));
    }
    if (plain) {
        crd_buf_add_byte(buf, '.');
        crd_buf_add(buf, key);
    } else {
        crd_buf_add_byte(buf, '[');
        crd_quote(buf, key);
        crd_buf_add_byte(buf, ']');
    }
}

crd_str crdc_c_step(crd_arena *arena, crd_str key)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, CRD_TEXT_BYTES_MAX);
    crdc_c_add_step(&buf, key);
    return crd_buf_failed(&buf) ? crd_str_of(NULL, 0) : crd_arena_str(arena, crd_buf_str(&buf));
}

static bool add_path(crd_buf *buf, const struct step *step)
{
    if (step->up) {
        add_path(buf, step->up);
        crd_buf_add(buf, step->suffix);
    }
    return !crd_buf_failed(buf);
}

static crd_str path_of(struct build *b, const struct step *step)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, CRD_TEXT_BYTES_MAX);
    crd_buf_add(&buf, b->root);
    return add_path(&buf, step) ? crd_arena_str(b->plan->arena, crd_buf_str(&buf))
                                : crd_str_of(NULL, 0);
}

/* ---- one type a signature ---- */

static crdc_c_type *find(struct build *b, crd_str signature)
{
    return crdc_map_get(&b->plan->by_signature, signature);
}

static crdc_c_type *add(struct build *b, enum crdc_c_kind kind, crd_str signature)
{
    crdc_c_plan *plan = b->plan;
    crdc_c_type *type = CRD_NEW(plan->arena, crdc_c_type);
    crd_str kept = crd_arena_str(plan->arena, signature);
    if (!type || !kept.ptr) {
        return memory(b);
    }
    type->kind = kind;
    type->id = plan->n_types++;
    type->unit = b->unit;
    type->uses_tail = &type->uses;
    *plan->types_tail = type;
    plan->types_tail = &type->next;
    return crdc_map_put(&plan->by_signature, kept, type, b->err) ? type : NULL;
}

static crdc_c_type *runtime(struct build *b, enum crdc_c_kind kind, const char *c_name,
                            const char *table)
{
    crdc_c_type *type = find(b, crd_str_c(table));
    if (!type) {
        type = add(b, kind, crd_str_c(table));
    }
    if (type) {
        type->is_runtime = true;
        type->c_name = crd_str_c(c_name);
        type->table = crd_str_c(table);
    }
    return type;
}

static crdc_c_type *runtime_struct(struct build *b, const char *c_name, const char *table,
                                   const char *struct_table)
{
    crdc_c_type *type = runtime(b, CRDC_C_STRUCT, c_name, table);
    if (type) {
        type->struct_table = crd_str_c(struct_table);
    }
    return type;
}

/* ---- uses ---- */

static bool note_words(struct build *b, crdc_c_type *type, const struct step *step)
{
    crd_str *words = CRD_NEW_N(b->plan->arena, crd_str, step->n_words + 1);
    if (!words) {
        return crd_err_memory(b->err, b->plan->arena);
    }
    size_t at = step->n_words;
    for (const struct step *s = step; s; s = s->up) {
        if (s->word.len) {
            words[--at] = s->word;
        }
    }
    type->words = words;
    type->n_words = step->n_words;
    type->kind_word = b->kind_word;
    return true;
}

static bool note_use(struct build *b, crdc_c_type *type, const struct step *step)
{
    type->is_shared = type->is_shared || (type->crd && type->crd != b->crd);
    type->crd = type->crd ? type->crd : b->crd;
    if ((!type->uses || step->n_words < type->n_words) && !note_words(b, type, step)) {
        return false;
    }
    if (type->uses && !b->plan->keeps_uses) {
        return true;
    }
    crdc_c_use *use = CRD_NEW(b->plan->arena, crdc_c_use);
    crd_str path = path_of(b, step);
    if (!use || !path.ptr) {
        return crd_err_memory(b->err, b->plan->arena);
    }
    use->path = path;
    *type->uses_tail = use;
    type->uses_tail = &use->next;
    return true;
}

/* ---- the types ---- */

static crdc_c_type *build_value(struct build *b, const crdc_schema *schema, const struct step *step,
                                bool is_field);

static void add_id(crd_buf *buf, const crdc_c_type *type)
{
    crd_buf_add_uint(buf, type->id);
}

/* Lists and maps that the runtime has. */
static crdc_c_type *runtime_container(struct build *b, enum crdc_c_kind kind,
                                      const crdc_c_type *item)
{
    static const struct {
        const char *item;
        const char *list;
        const char *list_table;
        const char *map;
        const char *map_table;
    } known[] = {
        { "crd_type_string", "crd_strings", "crd_type_strings", "crd_string_map",
          "crd_type_string_map" },
        { "crd_type_int", "crd_ints", "crd_type_ints", NULL, NULL },
        { "crd_type_double", "crd_doubles", "crd_type_doubles", NULL, NULL },
        { "crd_type_bool", "crd_bools", "crd_type_bools", NULL, NULL },
        { "crd_type_int_or_string", "crd_ints_or_strings", "crd_type_ints_or_strings",
          "crd_int_or_string_map", "crd_type_int_or_string_map" },
        { "crd_type_any", "crd_any_list", "crd_type_any_list", "crd_any_map", "crd_type_any_map" },
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (!crd_str_eq(item->table, crd_str_c(known[i].item))) {
            continue;
        }
        if (kind == CRDC_C_LIST) {
            return runtime(b, kind, known[i].list, known[i].list_table);
        }
        return known[i].map ? runtime(b, kind, known[i].map, known[i].map_table) : NULL;
    }
    return NULL;
}

static crdc_c_type *build_container(struct build *b, enum crdc_c_kind kind,
                                    const crdc_schema *item_schema, const struct step *step)
{
    struct step inside = {
        .up = step,
        .suffix = kind == CRDC_C_LIST ? CRD_S("[]") : CRD_S("{}"),
        .depth = step->depth + 1,
        .n_words = step->n_words,
    };
    crdc_c_type *item = item_schema ? build_value(b, item_schema, &inside, false)
                                    : runtime(b, CRDC_C_ANY, "crd_value", "crd_type_any");
    if (!item) {
        return NULL;
    }
    bool takes_null = kind == CRDC_C_LIST && item_schema && item_schema->nullable;
    if (!takes_null && item->is_runtime) {
        size_t before = b->plan->n_types;
        crdc_c_type *known = runtime_container(b, kind, item);
        if (known) {
            known->item = item;
            return known;
        }
        if (b->plan->n_types != before) {
            return NULL; /* memory */
        }
    }
    CRD_AUTO_BUF signature;
    crd_buf_init(&signature, CRD_TEXT_BYTES_MAX);
    crd_buf_add(&signature, kind == CRDC_C_LIST ? CRD_S("L") : CRD_S("M"));
    add_id(&signature, item);
    if (takes_null) {
        crd_buf_add_byte(&signature, '?');
    }
    if (crd_buf_failed(&signature)) {
        return memory(b);
    }
    crdc_c_type *type = find(b, crd_buf_str(&signature));
    if (!type && (type = add(b, kind, crd_buf_str(&signature)))) {
        type->item = item;
        type->takes_null = takes_null;
    }
    return type;
}

static bool is_string_enum(const crdc_schema *schema)
{
    size_t n = 0;
    for (size_t i = 0; i < crd_len_of(&schema->enum_values); i++) {
        const crd_value *value = crd_item(&schema->enum_values, i);
        if (!crd_is_string(value) && !crd_is_null(value)) {
            return false;
        }
        n += crd_is_string(value);
    }
    return n > 0;
}

static bool enum_values(struct build *b, const crdc_schema *schema, crdc_c_type *type)
{
    size_t n = crd_len_of(&schema->enum_values);
    crd_str *values = CRD_NEW_N(b->plan->arena, crd_str, n);
    if (!values) {
        return crd_err_memory(b->err, b->plan->arena);
    }
    for (size_t i = 0; i < n; i++) {
        const crd_value *value = crd_item(&schema->enum_values, i);
        crd_str text = crd_text_of(value);
        bool again = !crd_is_string(value);
        for (size_t k = 0; k < type->n_values && !again; k++) {
            again = crd_str_eq(values[k], text);
        }
        if (!again) {
            values[type->n_values++] = text;
        }
    }
    type->values = values;
    return true;
}

static crdc_c_type *build_enum(struct build *b, const crdc_schema *schema, const struct step *step)
{
    CRD_AUTO_BUF signature;
    crd_buf_init(&signature, CRD_TEXT_BYTES_MAX);
    crd_buf_add_byte(&signature, 'E');
    for (size_t i = 0; i < crd_len_of(&schema->enum_values); i++) {
        crd_str text = crd_text_of(crd_item(&schema->enum_values, i));
        if (crd_is_string(crd_item(&schema->enum_values, i))) {
            crd_buf_add_uint(&signature, text.len);
            crd_buf_add_byte(&signature, ':');
            crd_buf_add(&signature, text);
        }
    }
    if (crd_buf_failed(&signature)) {
        return memory(b);
    }
    crdc_c_type *type = find(b, crd_buf_str(&signature));
    if (!type) {
        type = add(b, CRDC_C_ENUM, crd_buf_str(&signature));
        if (!type || !enum_values(b, schema, type)) {
            return NULL;
        }
        type->description = schema->description;
    }
    return note_use(b, type, step) ? type : NULL;
}

/* The struct that has these fields. */
static crdc_c_type *intern_struct(struct build *b, crdc_c_field *fields, size_t n, crd_str unique,
                                  const struct step *step)
{
    CRD_AUTO_BUF signature;
    crd_buf_init(&signature, CRD_TEXT_BYTES_MAX);
    crd_buf_add_byte(&signature, 'S');
    crd_buf_add(&signature, unique);
    for (size_t i = 0; i < n; i++) {
        crd_buf_add_byte(&signature, ' ');
        crd_buf_add_uint(&signature, fields[i].key.len);
        crd_buf_add_byte(&signature, ':');
        crd_buf_add(&signature, fields[i].key);
        crd_buf_add_byte(&signature, '=');
        add_id(&signature, fields[i].type);
    }
    if (crd_buf_failed(&signature)) {
        return memory(b);
    }
    crdc_c_type *type = find(b, crd_buf_str(&signature));
    if (!type) {
        type = add(b, CRDC_C_STRUCT, crd_buf_str(&signature));
        if (!type) {
            return NULL;
        }
        type->fields = fields;
        type->n_fields = n;
    }
    return note_use(b, type, step) ? type : NULL;
}

static bool build_field(struct build *b, const crdc_property *property, const struct step *step,
                        crdc_c_field *ret)
{
    crd_str suffix = crdc_c_step(b->plan->arena, property->name);
    if (!suffix.ptr) {
        return crd_err_memory(b->err, b->plan->arena);
    }
    struct step inside = {
        .up = step,
        .word = property->name.len ? property->name : CRD_S("empty"),
        .suffix = suffix,
        .depth = step->depth + 1,
        .n_words = step->n_words + 1,
    };
    ret->key = property->name;
    ret->schema = property->schema;
    ret->description = property->schema->description;
    ret->type = build_value(b, property->schema, &inside, true);
    return ret->type != NULL;
}

static crdc_c_type *build_struct(struct build *b, const crdc_schema *schema,
                                 const struct step *step)
{
    size_t n = schema->properties.n;
    crdc_c_field *fields = CRD_NEW_N(b->plan->arena, crdc_c_field, n);
    if (!fields) {
        return memory(b);
    }
    for (size_t i = 0; i < n; i++) {
        if (!build_field(b, &schema->properties.items[i], step, &fields[i])) {
            return NULL;
        }
    }
    crdc_c_type *type = intern_struct(b, fields, n, CRD_S(""), step);
    if (type) {
        type->keeps_unknown |= schema->preserve_unknown_fields == CRDC_TRUE;
        type->description = type->description.len ? type->description : schema->description;
    }
    return type;
}

static crdc_c_type *build_object(struct build *b, const crdc_schema *schema,
                                 const struct step *step)
{
    if (schema->properties.n) {
        return build_struct(b, schema, step);
    }
    if (schema->additional_properties.kind == CRDC_SCHEMA) {
        return build_container(b, CRDC_C_MAP, schema->additional_properties.schema, step);
    }
    if (schema->additional_properties.kind == CRDC_TRUE) {
        return build_container(b, CRDC_C_MAP, NULL, step);
    }
    if (schema->preserve_unknown_fields == CRDC_TRUE) {
        return runtime(b, CRDC_C_ANY, "crd_value", "crd_type_any_object");
    }
    return runtime_struct(b, "crd_empty", "crd_type_empty", "crd_empty_type");
}

static crdc_c_type *build_number(struct build *b, const crdc_schema *schema)
{
    bool is_int = schema->type == CRDC_TYPE_INTEGER;
    crd_str format = schema->format;
    if (is_int) {
        return runtime(b, CRDC_C_INT, "int64_t",
                       crd_str_eq(format, CRD_S("int32"))   ? "crd_type_int32"
                       : crd_str_eq(format, CRD_S("int64")) ? "crd_type_int64"
                                                            : "crd_type_int");
    }
    return runtime(b, CRDC_C_DOUBLE, "double",
                   crd_str_eq(format, CRD_S("float"))    ? "crd_type_float_format"
                   : crd_str_eq(format, CRD_S("double")) ? "crd_type_double_format"
                                                         : "crd_type_double");
}

static crdc_c_type *build_value(struct build *b, const crdc_schema *schema, const struct step *step,
                                bool is_field)
{
    if (step->depth > CRD_NESTING_MAX) {
        CRD_FAIL(b->err, b->plan->arena, CRD_E_DEPTH, b->root,
                 CRD_S(": the schema exceeds the max depth"));
        return NULL;
    }
    if (schema->embedded_resource) {
        return runtime(b, CRDC_C_ANY, "crd_value", "crd_type_any_object");
    }
    if (schema->int_or_string) {
        return runtime(b, CRDC_C_INT_OR_STRING, "crd_int_or_string", "crd_type_int_or_string");
    }
    switch (schema->type) {
    case CRDC_TYPE_OBJECT:
        return build_object(b, schema, step);
    case CRDC_TYPE_ARRAY:
        return build_container(b, CRDC_C_LIST, schema->items, step);
    case CRDC_TYPE_STRING:
        return is_field && is_string_enum(schema)
                   ? build_enum(b, schema, step)
                   : runtime(b, CRDC_C_STRING, "crd_str", "crd_type_string");
    case CRDC_TYPE_INTEGER:
    case CRDC_TYPE_NUMBER:
        return build_number(b, schema);
    case CRDC_TYPE_BOOLEAN:
        return runtime(b, CRDC_C_BOOL, "bool", "crd_type_bool");
    default:
        return runtime(b, CRDC_C_ANY, "crd_value", "crd_type_any");
    }
}

/* ---- kinds ---- */

static bool own_field(struct build *b, crd_str key, crdc_c_field *ret)
{
    ret->key = key;
    if (crd_str_eq(key, CRD_S("metadata"))) {
        ret->type =
            runtime_struct(b, "crd_object_meta", "crd_type_object_meta", "crd_object_meta_type");
    } else {
        ret->type = runtime(b, CRDC_C_STRING, "crd_str", "crd_type_string");
    }
    return ret->type != NULL;
}

/* The fields of a kind: apiVersion, kind and metadata are there in any case, and are the server's.
 */
static crdc_c_type *build_root(struct build *b, const crdc_schema *schema, const struct step *root)
{
    static const crd_str own[] = { CRD_STR_INIT("apiVersion"), CRD_STR_INIT("kind"),
                                   CRD_STR_INIT("metadata") };
    size_t n = schema ? schema->properties.n : 0;
    crdc_c_field *fields = CRD_NEW_N(b->plan->arena, crdc_c_field, n + 3);
    size_t at = 0;
    if (!fields) {
        return memory(b);
    }
    for (size_t i = 0; i < 3; i++) {
        if ((!schema || !crdc_property_find(schema, own[i])) &&
            !own_field(b, own[i], &fields[at++])) {
            return NULL;
        }
    }
    for (size_t i = 0; i < n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        bool is_own = crd_str_eq(property->name, own[0]) || crd_str_eq(property->name, own[1]) ||
                      crd_str_eq(property->name, own[2]);
        bool ok = is_own ? own_field(b, property->name, &fields[at])
                         : build_field(b, property, root, &fields[at]);
        if (!ok) {
            return NULL;
        }
        fields[at++].description = property->schema->description;
    }
    crdc_c_type *type = intern_struct(b, fields, at, b->root, root);
    if (type) {
        type->is_root = true;
        type->keeps_unknown = schema && schema->preserve_unknown_fields == CRDC_TRUE;
        type->description = schema ? schema->description : crd_str_of(NULL, 0);
    }
    return type;
}

static crdc_c_type *build_list(struct build *b, crdc_c_type *object, const struct step *root)
{
    crdc_c_field *fields = CRD_NEW_N(b->plan->arena, crdc_c_field, 4);
    CRD_AUTO_BUF signature;
    crd_buf_init(&signature, CRD_TEXT_BYTES_MAX);
    crd_buf_add_byte(&signature, 'L');
    add_id(&signature, object);
    if (!fields || crd_buf_failed(&signature)) {
        return memory(b);
    }
    crdc_c_type *items = add(b, CRDC_C_LIST, crd_buf_str(&signature));
    if (!items || !own_field(b, CRD_S("apiVersion"), &fields[0]) ||
        !own_field(b, CRD_S("kind"), &fields[1])) {
        return NULL;
    }
    items->item = object;
    fields[2].key = CRD_S("metadata");
    fields[2].type = runtime_struct(b, "crd_list_meta", "crd_type_list_meta", "crd_list_meta_type");
    fields[3].key = CRD_S("items");
    fields[3].type = items;
    struct step list = {
        .up = root, .word = CRD_S("list"), .suffix = CRD_S("List"), .depth = 1, .n_words = 1
    };
    crdc_c_type *type =
        fields[2].type ? intern_struct(b, fields, 4, crd_str_of("list ", 5), &list) : NULL;
    if (type) {
        type->is_kind_list = true;
    }
    return type;
}

/* What the rename file calls a version's kind; NULL: nothing, or no memory, which buf then knows.
 */
static const crd_str *given_name(const struct build *b, crd_buf *buf, crd_str version)
{
    crd_str parts[] = { CRD_S("type "), b->crd->group, CRD_S("/"),
                        version,        CRD_S("/"),    b->crd->names.kind };
    crd_buf_clear(buf);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        crd_buf_add(buf, parts[i]);
    }
    return crd_buf_failed(buf) ? NULL : crdc_map_get(b->plan->renames, crd_buf_str(buf));
}

/* Several versions of a kind: all but one carry theirs in their names. That one is the stored
 * version, or the one that had no version in its name when the rename file was written. */
static bool carries_version(struct build *b, const crdc_version *version, bool *ret)
{
    CRD_AUTO_BUF plain;
    CRD_AUTO_BUF key;
    crd_buf_init(&plain, CRD_TEXT_BYTES_MAX);
    crd_buf_init(&key, CRD_TEXT_BYTES_MAX);
    *ret = !version->storage && b->crd->n_versions > 1;
    crd_buf_add(&plain, b->plan->units[b->unit].prefix);
    crdc_name_snake(&plain, b->kind_word);
    for (size_t v = 0; b->plan->renames && v < b->crd->n_versions; v++) {
        const crd_str *given = given_name(b, &key, b->crd->versions[v].name);
        if (given && crd_str_eq(*given, crd_buf_str(&plain))) {
            *ret = &b->crd->versions[v] != version;
            break;
        }
    }
    return (!crd_buf_failed(&plain) && !crd_buf_failed(&key)) || memory(b);
}

static bool build_kind(crdc_c_plan *plan, size_t unit, crdc_c_kind_root *kind, crd_err *err)
{
    const crdc_crd *crd = kind->crd;
    struct build b = { .plan = plan, .unit = unit, .crd = crd, .err = err };
    CRD_AUTO_BUF word;
    crd_buf_init(&word, CRD_TEXT_BYTES_MAX);
    crd_str name = crd->names.singular.len ? crd->names.singular : crd->names.kind;
    for (size_t i = 0; i < name.len; i++) { /* no camel case: the API's own lower-case word */
        unsigned char c = (unsigned char)name.ptr[i];
        crd_buf_add_byte(&word, crd_is_upper(c) ? (char)(c - 'A' + 'a') : (char)c);
    }
    b.kind_word = crd_arena_str(plan->arena, crd_buf_str(&word));
    b.root = CRD_CAT(plan->arena, crd->group, CRD_S("/"), kind->version->name, CRD_S("/"),
                     crd->names.kind);
    if (crd_buf_failed(&word) || !b.kind_word.ptr || !b.root.ptr) {
        return crd_err_memory(err, plan->arena);
    }
    bool carries;
    if (!carries_version(&b, kind->version, &carries)) {
        return false;
    }
    if (carries) {
        b.kind_word = CRD_CAT(plan->arena, kind->version->name, CRD_S("_"), b.kind_word);
        if (!b.kind_word.ptr) {
            return crd_err_memory(err, plan->arena);
        }
    }
    const struct step root = { .depth = 0 };
    kind->object = build_root(&b, kind->version->schema, &root);
    kind->list = kind->object ? build_list(&b, kind->object, &root) : NULL;
    return kind->list != NULL;
}

bool crdc_c_plan_make(crd_arena *arena, crdc_set set, crd_str prefix, const crdc_map *renames,
                      crdc_c_plan *ret, crd_err *err)
{
    *ret = (crdc_c_plan) { .arena = arena, .renames = renames, .keeps_uses = renames != NULL };
    ret->types_tail = &ret->types;
    crdc_map_init(&ret->by_signature, arena);
    crdc_map_init(&ret->names, arena);
    if (!crdc_c_units_make(ret, set, prefix, err)) {
        return false;
    }
    for (size_t u = 0; u < ret->n_units; u++) {
        for (size_t i = 0; i < ret->units[u].n_roots; i++) {
            if (!build_kind(ret, u, &ret->units[u].roots[i], err)) {
                return false;
            }
        }
    }
    return true;
}
