/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of the compact form: from the notation to the keywords of a schema. */
#include <stdlib.h>

#include "base/limits.h"
#include "compact_inside.h"
#include "value/yaml.h"

/* Words for types: what they stand for. */
static const struct {
    const char *word;
    const char *type; /* NULL: none */
    const char *format;
    const char *flag; /* a keyword that is true */
} types[] = {
    { "string", "string", NULL, NULL },
    { "bool", "boolean", NULL, NULL },
    { "int", "integer", NULL, NULL },
    { "int32", "integer", "int32", NULL },
    { "int64", "integer", "int64", NULL },
    { "number", "number", NULL, NULL },
    { "bytes", "string", "byte", NULL },
    { "time", "string", "date-time", NULL },
    { "object", "object", NULL, NULL },
    { "any", "object", NULL, "x-kubernetes-preserve-unknown-fields" },
    { "int-or-string", NULL, NULL, "x-kubernetes-int-or-string" },
};

static void write_text(crdc_compact *compact, crd_str text, const crd_value *object);

/* "anyOf: [{type: integer}, {type: string}]", which the server wants beside the extension. */
static void write_int_or_string(crdc_compact *compact)
{
    static const char *const branches[] = { "integer", "string" };
    crdc_put_open(compact, "anyOf", CRD_LIST);
    for (size_t i = 0; i < 2; i++) {
        crdc_put_open(compact, NULL, CRD_MAP);
        crdc_put_text(compact, "type", crd_str_c(branches[i]));
        crdc_put_close(compact);
    }
    crdc_put_close(compact);
}

static bool write_named_type(crdc_compact *compact, crd_str word)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (!crd_str_eq(word, crd_str_c(types[i].word))) {
            continue;
        }
        if (types[i].type) {
            crdc_put_text(compact, "type", crd_str_c(types[i].type));
        } else {
            write_int_or_string(compact);
        }
        if (types[i].format) {
            crdc_put_text(compact, "format", crd_str_c(types[i].format));
        }
        if (types[i].flag) {
            crdc_put_bool(compact, types[i].flag, true);
        }
        return true;
    }
    return false;
}

static void write_enum(crdc_compact *compact, crd_str words)
{
    crd_str rest = words;
    crdc_put_text(compact, "type", CRD_S("string"));
    crdc_put_open(compact, "enum", CRD_LIST);
    for (bool more = true; more;) {
        crd_str word = rest;
        more = crd_str_cut(rest, CRD_S("|"), &word, &rest);
        crdc_put_text(compact, NULL, word);
    }
    crdc_put_close(compact);
}

static void write_shape(crdc_compact *compact, crd_str name)
{
    const crd_value *shape = crdc_shape_find(compact, name);
    if (!shape) {
        return;
    }
    compact->in_shape++;
    crdc_write_field(compact, shape);
    compact->in_shape--;
}

/* Field names: "name!" is a required one; a leading dot speaks of the object itself. */
static bool is_own(crd_str key)
{
    return key.len && key.ptr[0] == '.';
}

static bool is_required(crd_str *key)
{
    if (!crd_str_ends(*key, CRD_S("!"))) {
        return false;
    }
    key->len--;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return crd_str_cmp(*(const crd_str *)a, *(const crd_str *)b);
}

/* Names of the required fields of an object and of the shapes that it uses. */
struct names {
    crd_str *items;
    size_t n;
    size_t capacity;
};

static void add_name(crdc_compact *compact, struct names *names, crd_str name)
{
    if (names->n == names->capacity) {
        size_t capacity = names->capacity ? names->capacity * 2 : 8;
        crd_str *items = CRD_NEW_N(compact->arena, crd_str, capacity);
        if (!items) {
            compact->failed = true;
            crd_err_memory(compact->err, compact->arena);
            return;
        }
        if (names->n) {
            memcpy(items, names->items, names->n * sizeof(*items));
        }
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->n++] = name;
}

/* The field that an older version has at the present path instead, or field itself. */
static const crd_value *changed(const crdc_compact *compact, const crd_value *field)
{
    const crd_value *other = compact->changes ? crd_map_get(compact->changes, compact->path) : NULL;
    return other ? other : field;
}

static crd_place place_of(const crdc_compact *compact, const crd_value *value)
{
    crd_place place = compact->place;
    crd_place key = { 0 };
    if (compact->in_shape == 0 && crd_places_find(compact->places, value, &place, &key)) {
        return key.line ? key : place;
    }
    return place;
}

/* One member of properties; names gets it if it is required. */
static void write_member(crdc_compact *compact, crd_str key, const crd_value *field,
                         struct names *names)
{
    bool required = is_required(&key);
    crd_str path = compact->path;
    crd_place place = compact->place;
    compact->path = path.len ? CRD_CAT(compact->arena, path, CRD_S("."), key) : key;
    if (!compact->path.ptr) {
        compact->failed = true;
        crd_err_memory(compact->err, compact->arena);
        return;
    }
    const crd_value *changed_field = changed(compact, field);
    compact->place = place_of(compact, changed_field);
    if (key.len == 0) {
        CRDC_FAULT(compact, CRD_S("a field has no name"));
    }
    if (required && changed_field == field) {
        add_name(compact, names, key);
    }
    crdc_put_open_at(compact, key, CRD_MAP);
    crdc_write_field(compact, changed_field);
    crdc_put_close(compact);
    compact->path = path;
    compact->place = place;
}

static void write_members(crdc_compact *compact, const crd_value *object, struct names *names);

/* ".use: [$file.shape, ...]": the fields of these objects as if they stood here. */
static void write_used(crdc_compact *compact, const crd_value *uses, struct names *names)
{
    if (!crd_is_list(uses)) {
        CRDC_FAULT(compact, CRD_S(".use must be a list of shapes"));
        return;
    }
    for (size_t i = 0; i < crd_len_of(uses) && !compact->failed; i++) {
        crd_str name = crd_text_of(crd_item(uses, i));
        const crd_value *shape = NULL;
        if (crd_str_starts(name, CRD_S("$"))) {
            shape = crdc_shape_find(compact, crd_str_from(name, 1));
        } else {
            CRDC_FAULT(compact, CRD_S("a shape is written $file.name, not "), name);
        }
        if (shape && !crd_is_map(shape)) {
            CRDC_FAULT(compact, name, CRD_S(" is no object"));
        } else if (shape) {
            compact->in_shape++;
            write_members(compact, shape, names);
            compact->in_shape--;
        }
    }
}

static void write_members(crdc_compact *compact, const crd_value *object, struct names *names)
{
    if (++compact->depth > CRDC_SCHEMA_DEPTH_MAX) {
        CRDC_FAULT(compact, CRD_S("fields and shapes are nested too deeply"));
        compact->depth--;
        return;
    }
    const crd_value *uses = CRD_GET(object, ".use");
    if (uses) {
        write_used(compact, uses, names);
    }
    for (size_t i = 0; i < crd_len_of(object) && !compact->failed && !compact->faulty; i++) {
        const crd_member *member = crd_member_at(object, i);
        if (!is_own(member->key)) {
            write_member(compact, member->key, &member->value, names);
        }
    }
    compact->depth--;
}

/* Fields that an older version has besides: changes whose parent is the present path. */
static void write_added(crdc_compact *compact, const crd_value *object, struct names *names)
{
    for (size_t i = 0; i < crd_len_of(compact->changes) && !compact->failed; i++) {
        const crd_member *change = crd_member_at(compact->changes, i);
        size_t dot = crd_str_rfind(change->key, CRD_S("."));
        crd_str parent = crd_str_sub(change->key, 0, dot == CRD_NPOS ? 0 : dot);
        crd_str name = crd_str_from(change->key, dot == CRD_NPOS ? 0 : dot + 1);
        if (crd_str_eq(parent, compact->path) && !crd_map_get(object, name)) {
            write_member(compact, name, &change->value, names);
        }
    }
}

static bool has_fields(const crd_value *object)
{
    for (size_t i = 0; i < crd_len_of(object); i++) {
        crd_str key = crd_member_at(object, i)->key;
        if (!is_own(key) || crd_str_eq(key, CRD_S(".use"))) {
            return true;
        }
    }
    return false;
}

static void write_required(crdc_compact *compact, const struct names *names)
{
    if (names->n == 0 || compact->failed) {
        return;
    }
    qsort(names->items, names->n, sizeof(*names->items), by_name);
    crdc_put_open(compact, "required", CRD_LIST);
    for (size_t i = 0; i < names->n; i++) {
        if (i == 0 || !crd_str_eq(names->items[i], names->items[i - 1])) {
            crdc_put_text(compact, NULL, names->items[i]);
        }
    }
    crdc_put_close(compact);
}

/* properties and required of an object, if it has fields. */
static void write_fields(crdc_compact *compact, const crd_value *object)
{
    struct names names = { .items = NULL };
    if (!has_fields(object)) {
        return;
    }
    crdc_put_open(compact, "properties", CRD_MAP);
    write_members(compact, object, &names);
    write_added(compact, object, &names);
    crdc_put_close(compact);
    write_required(compact, &names);
}

static void write_base(crdc_compact *compact, const crdc_field_text *field, const crd_value *object)
{
    crd_str base = field->base;
    if (field->is_group) {
        write_text(compact, base, object);
    } else if (base.ptr[0] == '$') {
        if (has_fields(object)) {
            CRDC_FAULT(compact, base, CRD_S(" has its own fields: more of them go with .use"));
        }
        write_shape(compact, crd_str_from(base, 1));
    } else if (crd_str_has(base, CRD_S("|"))) {
        write_enum(compact, base);
    } else if (!write_named_type(compact, base)) {
        CRDC_FAULT(compact, CRD_S("unknown type \""), base, CRD_S("\""));
    } else if (crd_str_eq(base, CRD_S("object")) || crd_str_eq(base, CRD_S("any"))) {
        write_fields(compact, object);
    } else if (has_fields(object)) {
        CRDC_FAULT(compact, CRD_S("only an object has fields, not "), base);
    }
}

/* A list or map around the rest: its schema stands below key, its path gets the suffix. */
static void write_around(crdc_compact *compact, crdc_field_text field, const crd_value *object,
                         const char *type, const char *key, crd_str suffix);

static void write_suffixed(crdc_compact *compact, crdc_field_text field, const crd_value *object)
{
    crd_str suffixes = field.suffixes;
    if (suffixes.len == 0) {
        write_base(compact, &field, object);
    } else if (crd_str_ends(suffixes, CRD_S("?"))) {
        field.suffixes.len -= 1;
        write_suffixed(compact, field, object);
        crdc_put_bool(compact, "nullable", true);
    } else if (crd_str_ends(suffixes, CRD_S("[]"))) {
        field.suffixes.len -= 2;
        write_around(compact, field, object, "array", "items", CRD_S("[]"));
    } else {
        field.suffixes.len -= 2;
        write_around(compact, field, object, "object", "additionalProperties", CRD_S("{}"));
    }
}

static void write_around(crdc_compact *compact, crdc_field_text field, const crd_value *object,
                         const char *type, const char *key, crd_str suffix)
{
    crd_str path = compact->path;
    if (++compact->depth > CRDC_SCHEMA_DEPTH_MAX) {
        CRDC_FAULT(compact, CRD_S("fields and shapes are nested too deeply"));
        compact->depth--;
        return;
    }
    compact->path = CRD_CAT(compact->arena, path, suffix);
    if (!compact->path.ptr) {
        compact->failed = true;
        crd_err_memory(compact->err, compact->arena);
    }
    crdc_put_text(compact, "type", crd_str_c(type));
    crdc_put_open(compact, key, CRD_MAP);
    write_suffixed(compact, field, object);
    crdc_put_close(compact);
    compact->path = path;
    compact->depth--;
}

/* "map(key, key)": a list of objects that these fields tell apart. */
static void write_list_map(crdc_compact *compact, crd_str keys)
{
    crdc_put_text(compact, "x-kubernetes-list-type", CRD_S("map"));
    crdc_put_open(compact, "x-kubernetes-list-map-keys", CRD_LIST);
    for (bool more = true; more;) {
        crd_str key = keys;
        more = crd_str_cut(keys, CRD_S(","), &key, &keys);
        crdc_put_text(compact, NULL, crd_str_trim(key));
    }
    crdc_put_close(compact);
}

/* "keyword=value": any keyword of a schema, its value read as YAML. */
static void write_keyword(crdc_compact *compact, crd_str word)
{
    crd_str key;
    crd_str text;
    crd_value value;
    crd_err found = { .code = CRD_OK };
    if (!crd_str_cut(word, CRD_S("="), &key, &text)) {
        CRDC_FAULT(compact, CRD_S("unknown word \""), word, CRD_S("\""));
        return;
    }
    if (!crd_yaml_read(compact->arena, text, NULL, &value, &found)) {
        if (crd_code_is_ours(found.code)) {
            compact->failed = true;
            *compact->err = found;
        } else {
            CRDC_FAULT(compact, word, CRD_S(": "), found.message);
        }
        return;
    }
    crdc_put(compact, key.len ? key : CRD_S("default"), &value);
}

static void write_words(crdc_compact *compact, const crdc_field_text *field)
{
    crd_str words = field->words;
    bool is_list = crd_str_ends(field->suffixes, CRD_S("[]")) ||
                   crd_str_ends(field->suffixes, CRD_S("[]?"));
    const char *type = is_list ? "x-kubernetes-list-type" : "x-kubernetes-map-type";
    for (crd_str word = crdc_next_word(&words); word.len; word = crdc_next_word(&words)) {
        if (crd_str_eq(word, CRD_S("atomic"))) {
            crdc_put_text(compact, type, word);
        } else if (crd_str_eq(word, CRD_S("set"))) {
            crdc_put_text(compact, "x-kubernetes-list-type", word);
        } else if (crd_str_starts(word, CRD_S("map(")) && crd_str_ends(word, CRD_S(")"))) {
            write_list_map(compact, crd_str_sub(word, 4, word.len - 1));
        } else {
            write_keyword(compact, word);
        }
    }
}

/* ".keyword: value": as it stands. ".rules" is short for x-kubernetes-validations. */
static void write_own(crdc_compact *compact, const crd_value *object)
{
    for (size_t i = 0; i < crd_len_of(object); i++) {
        const crd_member *member = crd_member_at(object, i);
        if (!is_own(member->key) || member->key.len == 1 ||
            crd_str_eq(member->key, CRD_S(".use"))) {
            continue;
        }
        crd_str key = crd_str_from(member->key, 1);
        bool rules = crd_str_eq(key, CRD_S("rules"));
        crdc_put(compact, rules ? CRD_S("x-kubernetes-validations") : key, &member->value);
    }
}

static void write_text(crdc_compact *compact, crd_str text, const crd_value *object)
{
    crdc_field_text field;
    if (compact->failed || compact->faulty) {
        return;
    }
    if (!crdc_field_text_parse(text, &field)) {
        CRDC_FAULT(compact, CRD_S("must be TYPE WORD... - DESCRIPTION, not \""), text, CRD_S("\""));
        return;
    }
    if (++compact->depth > CRDC_SCHEMA_DEPTH_MAX) {
        CRDC_FAULT(compact, CRD_S("fields and shapes are nested too deeply"));
        compact->depth--;
        return;
    }
    write_suffixed(compact, field, object);
    write_words(compact, &field);
    if (field.description.len) {
        crdc_put_text(compact, "description", field.description);
    }
    compact->depth--;
}

void crdc_write_field(crdc_compact *compact, const crd_value *field)
{
    if (crd_is_string(field)) {
        write_text(compact, crd_text_of(field), NULL);
        return;
    }
    const crd_value *own = CRD_GET(field, ".");
    if (!crd_is_map(field) || (own && !crd_is_string(own))) {
        CRDC_FAULT(compact, CRD_S("must be a text or an object of fields"));
        return;
    }
    write_text(compact, own ? crd_text_of(own) : CRD_S("object"), field);
    write_own(compact, field);
}

void crdc_write_root(crdc_compact *compact, const crd_value *fields, crd_str description)
{
    struct names names = { .items = NULL };
    static const struct {
        const char *name;
        const char *type;
        const char *description;
    } standard[] = {
        { "apiVersion", "string", "The group and version that this object is written in." },
        { "kind", "string", "The kind of this object; it never changes." },
        { "metadata", "object", NULL },
    };
    if (!crd_is_map(fields)) {
        CRDC_FAULT(compact, CRD_S("fields must be an object"));
        return;
    }
    crdc_put_text(compact, "type", CRD_S("object"));
    if (description.len) {
        crdc_put_text(compact, "description", description);
    }
    crdc_put_open(compact, "properties", CRD_MAP);
    for (size_t i = 0; i < sizeof(standard) / sizeof(standard[0]); i++) {
        crdc_put_open(compact, standard[i].name, CRD_MAP);
        crdc_put_text(compact, "type", crd_str_c(standard[i].type));
        if (standard[i].description) {
            crdc_put_text(compact, "description", crd_str_c(standard[i].description));
        }
        crdc_put_close(compact);
    }
    write_members(compact, fields, &names);
    write_added(compact, fields, &names);
    crdc_put_close(compact);
    write_required(compact, &names);
    write_own(compact, fields);
}
