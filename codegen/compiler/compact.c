/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of the compact form: what stands around the fields. */
#include "compact.h"

#include "base/limits.h"
#include "compact_inside.h"

bool crdc_is_compact(const crd_value *document)
{
    return crd_is_map(document) && CRD_GET(document, "crd") && !CRD_GET(document, "kind");
}

/* From now on we write what stands at key of an object of the document; returns the place before. */
static crd_place move_to(crdc_compact *compact, const crd_value *value)
{
    crd_place before = compact->place;
    crd_place place = { 0 };
    crd_place key = { 0 };
    if (value && crd_places_find(compact->places, value, &place, &key)) {
        compact->place = key.line ? key : place;
    }
    return before;
}

/* The text at key, or the default; a finding when it is no text. */
static crd_str text_at(crdc_compact *compact, const crd_value *document, const char *key,
                       crd_str otherwise)
{
    const crd_value *value = crd_map_get(document, crd_str_c(key));
    if (!value) {
        if (!otherwise.ptr) {
            CRDC_FAULT(compact, CRD_S("needs "), crd_str_c(key));
        }
        return otherwise.ptr ? otherwise : CRD_S("");
    }
    if (!crd_is_string(value)) {
        move_to(compact, value);
        CRDC_FAULT(compact, crd_str_c(key), CRD_S(" must be a text"));
    }
    return crd_text_of(value);
}

static crd_str lower(crdc_compact *compact, crd_str text, crd_str tail)
{
    char *copy = crd_arena_bytes(compact->arena, text.len + tail.len);
    if (!copy) {
        compact->failed = true;
        crd_err_memory(compact->err, compact->arena);
        return CRD_S("");
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        copy[i] = crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c;
    }
    if (tail.len) {
        memcpy(copy + text.len, tail.ptr, tail.len);
    }
    return crd_str_of(copy, text.len + tail.len);
}

/* policies of Policy, bundles of Bundle. */
static crd_str plural_of(crdc_compact *compact, crd_str kind)
{
    bool y = crd_str_ends(kind, CRD_S("y"));
    return lower(compact, crd_str_sub(kind, 0, kind.len - y), y ? CRD_S("ies") : CRD_S("s"));
}

static void write_names(crdc_compact *compact, const crd_value *document, crd_str kind,
                        crd_str plural)
{
    static const char *const lists[] = { "categories", "shortNames" };
    crdc_put_open(compact, "names", CRD_MAP);
    crdc_put_text(compact, "kind", kind);
    crd_str list = CRD_CAT(compact->arena, kind, CRD_S("List"));
    crdc_put_text(compact, "listKind", list.ptr ? list : CRD_S(""));
    crdc_put_text(compact, "plural", plural);
    crdc_put_text(compact, "singular", lower(compact, kind, CRD_S("")));
    for (size_t i = 0; i < 2; i++) {
        const crd_value *value = crd_map_get(document, crd_str_c(lists[i]));
        if (value) {
            crdc_put(compact, crd_str_c(lists[i]), value);
        }
    }
    crdc_put_close(compact);
}

/* "columns: {Name: [TYPE ].json.path}"; the type is string unless it is said. */
static void write_columns(crdc_compact *compact, const crd_value *columns)
{
    crd_place before = move_to(compact, columns);
    if (!crd_is_map(columns)) {
        CRDC_FAULT(compact, CRD_S("columns must be an object of name and JSON path"));
        return;
    }
    crdc_put_open(compact, "additionalPrinterColumns", CRD_LIST);
    for (size_t i = 0; i < crd_len_of(columns); i++) {
        const crd_member *column = crd_member_at(columns, i);
        crd_str path = crd_text_of(&column->value);
        crd_str type = CRD_S("string");
        move_to(compact, &column->value);
        if (!crd_str_starts(path, CRD_S(".")) &&
            !crd_str_cut(path, CRD_S(" "), &type, &path)) {
            CRDC_FAULT(compact, CRD_S("column "), column->key, CRD_S(" needs a JSON path"));
        }
        crdc_put_open(compact, NULL, CRD_MAP);
        crdc_put_text(compact, "jsonPath", path);
        crdc_put_text(compact, "name", column->key);
        crdc_put_text(compact, "type", type);
        crdc_put_close(compact);
    }
    crdc_put_close(compact);
    compact->place = before;
}

static void write_version(crdc_compact *compact, const crd_value *document, crd_str name,
                          const crd_value *changes)
{
    const crd_value *columns = CRD_GET(document, "columns");
    crdc_put_open(compact, NULL, CRD_MAP);
    if (columns) {
        write_columns(compact, columns);
    }
    crdc_put_text(compact, "name", name);
    crdc_put_open(compact, "schema", CRD_MAP);
    crdc_put_open(compact, "openAPIV3Schema", CRD_MAP);
    compact->changes = changes;
    crdc_write_root(compact, CRD_GET(document, "fields"),
                    text_at(compact, document, "doc", CRD_S("")));
    compact->changes = NULL;
    crdc_put_close(compact);
    crdc_put_close(compact);
    crdc_put_bool(compact, "served", true);
    crdc_put_bool(compact, "storage", !changes);
    if (crd_is_true(CRD_GET(document, "status"))) {
        crdc_put_open(compact, "subresources", CRD_MAP);
        crdc_put_open(compact, "status", CRD_MAP);
        crdc_put_close(compact);
        crdc_put_close(compact);
    }
    crdc_put_close(compact);
}

/* "older: {VERSION: {PATH: FIELD}}": served besides, never stored. */
static void write_older(crdc_compact *compact, const crd_value *document)
{
    const crd_value *older = CRD_GET(document, "older");
    for (size_t i = 0; i < crd_len_of(older); i++) {
        const crd_member *version = crd_member_at(older, i);
        crd_place before = move_to(compact, &version->value);
        if (!crd_is_map(&version->value)) {
            CRDC_FAULT(compact, CRD_S("older."), version->key,
                       CRD_S(" must be an object of path and field"));
            return;
        }
        write_version(compact, document, version->key, &version->value);
        compact->place = before;
    }
}

/* "conversion: {namespace:, name:, path:}": the service of a webhook that knows ConversionReview v1. */
static void write_conversion(crdc_compact *compact, const crd_value *service)
{
    crd_place before = move_to(compact, service);
    crdc_put_open(compact, "conversion", CRD_MAP);
    crdc_put_text(compact, "strategy", CRD_S("Webhook"));
    crdc_put_open(compact, "webhook", CRD_MAP);
    crdc_put_open(compact, "clientConfig", CRD_MAP);
    crdc_put(compact, CRD_S("service"), service);
    crdc_put_close(compact);
    crdc_put_open(compact, "conversionReviewVersions", CRD_LIST);
    crdc_put_text(compact, NULL, CRD_S("v1"));
    crdc_put_close(compact);
    crdc_put_close(compact);
    crdc_put_close(compact);
    compact->place = before;
}

static void check_keys(crdc_compact *compact, const crd_value *document)
{
    static const char *const keys[] = { "crd",    "group",      "version",    "plural",
                                        "scope",  "categories", "shortNames", "columns",
                                        "status", "doc",        "fields",     "older",
                                        "conversion" };
    for (size_t i = 0; i < crd_len_of(document); i++) {
        crd_str key = crd_member_at(document, i)->key;
        bool known = false;
        for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
            known = known || crd_str_eq(key, crd_str_c(keys[k]));
        }
        if (!known) {
            move_to(compact, &crd_member_at(document, i)->value);
            CRDC_FAULT(compact, CRD_S("unknown field \""), key, CRD_S("\""));
        }
    }
}

static void write_spec(crdc_compact *compact, const crd_value *document, crd_str group,
                       crd_str kind, crd_str plural)
{
    const crd_value *conversion = CRD_GET(document, "conversion");
    bool plain = compact->loading->plain;
    crdc_put_open(compact, "spec", CRD_MAP);
    if (conversion && !plain) {
        write_conversion(compact, conversion);
    }
    crdc_put_text(compact, "group", group);
    write_names(compact, document, kind, plural);
    crdc_put_text(compact, "scope", text_at(compact, document, "scope", CRD_S("Namespaced")));
    crdc_put_open(compact, "versions", CRD_LIST);
    if (!plain) {
        write_older(compact, document);
    }
    crd_str version = text_at(compact, document, "version", crd_str_of(NULL, 0));
    write_version(compact, document, version, NULL);
    crdc_put_close(compact);
    crdc_put_close(compact);
}

static void write_crd(crdc_compact *compact, const crd_value *document)
{
    crd_str kind = text_at(compact, document, "crd", crd_str_of(NULL, 0));
    crd_str group = text_at(compact, document, "group", crd_str_of(NULL, 0));
    crd_str plural = text_at(compact, document, "plural", plural_of(compact, kind));
    crd_str name = CRD_CAT(compact->arena, plural, CRD_S("."), group);
    check_keys(compact, document);
    crdc_put_open(compact, NULL, CRD_MAP);
    crdc_put_text(compact, "apiVersion", CRD_S("apiextensions.k8s.io/v1"));
    crdc_put_text(compact, "kind", CRD_S("CustomResourceDefinition"));
    crdc_put_open(compact, "metadata", CRD_MAP);
    crdc_put_text(compact, "name", name.ptr ? name : CRD_S(""));
    crdc_put_close(compact);
    write_spec(compact, document, group, kind, plural);
    crdc_put_close(compact);
}

bool crdc_compact_resolve(crdc_loading *loading, crd_str file, const crd_value *document,
                          const crd_places *places, const crd_value **ret_crd,
                          const crd_places **ret_places, bool *ret_ok, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    crd_places *written = crd_places_new(loading->arena);
    crd_value *value = CRD_NEW(loading->arena, crd_value);
    if (!written || !value) {
        return crd_err_memory(err, loading->arena);
    }
    const crd_builder_options options = { .places = written, .nodes_max = CRDC_COMPACT_NODES_MAX };
    CRD_AUTO_BUILDER out = crd_builder_new(loading->arena, &options, err);
    if (!out) {
        return false;
    }
    crdc_compact compact = {
        .loading = loading,
        .arena = loading->arena,
        .file = file,
        .places = places,
        .out = out,
        .err = err ? err : &local,
    };
    crd_places_find(places, document, &compact.place, &(crd_place){ 0 });
    write_crd(&compact, document);
    if (compact.failed) {
        return false;
    }
    *ret_ok = !compact.faulty;
    if (compact.faulty) {
        return true;
    }
    if (!crd_builder_finish(out, value, err)) {
        return false;
    }
    *ret_crd = value;
    *ret_places = written;
    return true;
}
