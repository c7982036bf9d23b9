/* SPDX-License-Identifier: Apache-2.0 */
/* The compact form: each word of the notation, its faults and its bounds. */
#include <stdio.h>

#include "base/limits.h"
#include "compiler/compact_inside.h"
#include "tests.h"
#include "value/json.h"

void test_text_notation(void)
{
    static const struct {
        const char *text;
        bool ok;
        const char *base;
        const char *suffixes;
        const char *words;
        const char *description;
    } rows[] = {
        { "string", true, "string", "", "", "" },
        { " string?  a=1  b - Text - more ", true, "string", "?", "a=1  b", "Text - more" },
        { "string?[]{}? - x", true, "string", "?[]{}?", "", "x" },
        { "$a.b[] map(c, d) atomic", true, "$a.b", "[]", "map(c, d) atomic", "" },
        { "(string minLength=1)[]? set - x", true, "string minLength=1", "[]?", "set", "x" },
        { "((int)[] x)", true, "(int)[] x", "", "", "" },
        { "a|b| =b", true, "a|b|", "", "=b", "" },
        { "int pattern=a-b", true, "int", "", "pattern=a-b", "" },
        { "", false, "", "", "", "" },
        { " - x", false, "", "", "", "" },
        { "[]", false, "", "", "", "" },
        { "?", false, "", "", "", "" },
        { "(int", false, "", "", "", "" },
        { "(int)x", false, "", "", "", "" },
        { "()", false, "", "", "", "" },
        { ")", true, ")", "", "", "" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        crdc_field_text field = { .is_group = false };
        bool ok = crdc_field_text_parse(crd_str_c(rows[i].text), &field);
        if (!CHECK(ok == rows[i].ok) || !ok) {
            continue;
        }
        CHECK_STR(field.base, crd_str_c(rows[i].base));
        CHECK_STR(field.suffixes, crd_str_c(rows[i].suffixes));
        CHECK_STR(crd_str_trim(field.words), crd_str_c(rows[i].words));
        CHECK_STR(field.description, crd_str_c(rows[i].description));
    }
}

/* The schema of field `a` of a kind whose only field is given, as JSON with sorted keys. */
static crd_str schema_json(crd_arena *arena, const char *field)
{
    char text[1024];
    snprintf(text, sizeof(text), "crd: A\ngroup: e.io\nversion: v1\nfields:\n  a: %s\n", field);
    const crdc_crd *crd = load_one(arena, text);
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    const crdc_schema *a = crd ? crdc_property_find(crd->versions[0].schema, CRD_S("a")) : NULL;
    if (CHECK(a)) {
        CHECK(crd_json_write(&out, a->raw, NULL, NULL));
    }
    return crd_buf_str(&out);
}

void test_compact_words(void)
{
    static const struct {
        const char *field;
        const char *json;
    } rows[] = {
        { "string", "{\"type\":\"string\"}" },
        { "bool? - Yes.", "{\"description\":\"Yes.\",\"nullable\":true,\"type\":\"boolean\"}" },
        { "int", "{\"type\":\"integer\"}" },
        { "int32 =3", "{\"default\":3,\"format\":\"int32\",\"type\":\"integer\"}" },
        { "int64", "{\"format\":\"int64\",\"type\":\"integer\"}" },
        { "number minimum=0.5", "{\"minimum\":0.5,\"type\":\"number\"}" },
        { "bytes", "{\"format\":\"byte\",\"type\":\"string\"}" },
        { "time", "{\"format\":\"date-time\",\"type\":\"string\"}" },
        { "object", "{\"type\":\"object\"}" },
        { "any", "{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}" },
        { "int-or-string", "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}],"
                           "\"x-kubernetes-int-or-string\":true}" },
        { "A|B =B", "{\"default\":\"B\",\"enum\":[\"A\",\"B\"],\"type\":\"string\"}" },
        { "string =\"\"", "{\"default\":\"\",\"type\":\"string\"}" },
        { "string[] set", "{\"items\":{\"type\":\"string\"},\"type\":\"array\","
                          "\"x-kubernetes-list-type\":\"set\"}" },
        { "string?[]? atomic", "{\"items\":{\"nullable\":true,\"type\":\"string\"},\"nullable\":true,"
                               "\"type\":\"array\",\"x-kubernetes-list-type\":\"atomic\"}" },
        { "string{} atomic", "{\"additionalProperties\":{\"type\":\"string\"},\"type\":\"object\","
                             "\"x-kubernetes-map-type\":\"atomic\"}" },
        { "(int minimum=1){}[]", "{\"items\":{\"additionalProperties\":{\"minimum\":1,\"type\":\"integer\"},"
                                 "\"type\":\"object\"},\"type\":\"array\"}" },
        { "{b!: string, a!: int, c: bool}",
          "{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"},"
          "\"c\":{\"type\":\"boolean\"}},\"required\":[\"a\",\"b\"],\"type\":\"object\"}" },
        { "{.: 'object[] map(k)', k!: string, .maxItems: 3}",
          "{\"items\":{\"properties\":{\"k\":{\"type\":\"string\"}},\"required\":[\"k\"],\"type\":\"object\"},"
          "\"maxItems\":3,\"type\":\"array\",\"x-kubernetes-list-map-keys\":[\"k\"],"
          "\"x-kubernetes-list-type\":\"map\"}" },
        { "{.: any, k: string}", "{\"properties\":{\"k\":{\"type\":\"string\"}},\"type\":\"object\","
                                 "\"x-kubernetes-preserve-unknown-fields\":true}" },
        { "{.: string, .rules: [{rule: r}], .pattern: 'a b'}",
          "{\"pattern\":\"a b\",\"type\":\"string\",\"x-kubernetes-validations\":[{\"rule\":\"r\"}]}" },
        { "{}", "{\"type\":\"object\"}" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK_STR(schema_json(arena, rows[i].field), crd_str_c(rows[i].json));
    }
}

void test_compact_faults(void)
{
    static const struct {
        const char *text;
        const char *want;
    } rows[] = {
        { "crd: [A]\ngroup: g\nversion: v", "1:1 E : crd must be a text\n" },
        { "crd: A\nversion: v", "1:1 E : needs group\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {a: x}", "4:10 E a: unknown type \"x\"\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {a: {b: $c.d}}",
          "4:14 E a.b: there are no shapes \"c\"\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {a: {.: 3}}",
          "4:10 E a: must be a text or an object of fields\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {a: string pattern=*}",
          "4:10 E a: pattern=*: error converting YAML to JSON: yaml: did not find expected alphabetic or numeric character\n" },
        { "crd: A\ngroup: g\nversion: v\ncolumns: {a: x}\nfields: {}",
          "4:11 E : column a needs a JSON path\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {}\nolder:\n  u: 1",
          "6:3 E : older.u must be an object of path and field\n" },
        { "crd: A\ngroup: g\nversion: v\nfeilds: {}", "4:1 E : unknown field \"feilds\"\n" },
        /* what the form does not know the model does */
        { "crd: A\ngroup: g\nversion: v\nfields: {a: string colour=red}",
          "4:10 W spec.versions[0].schema.openAPIV3Schema.properties[a].colour: unknown field\n" },
        { "crd: A\ngroup: g\nversion: v\nfields: {a: string minLength=x}",
          "4:10 E spec.versions[0].schema.openAPIV3Schema.properties[a].minLength: must be a number, not a "
          "string\n" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK_STR(findings_of(arena, crd_str_c(rows[i].text)), crd_str_c(rows[i].want));
    }
}

void test_compact_older(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crdc_crd *crd = load_one(arena, "crd: A\n"
                                          "group: e.io\n"
                                          "version: v2\n"
                                          "fields: {spec!: {l: {.: 'object[]', x!: int, z: int}}}\n"
                                          "older:\n"
                                          "  v1: {'spec.l[].x': string, spec.gone: bool}\n"
                                          "  v0: {spec: any}\n");
    if (!crd) {
        return;
    }
    CHECK_STR(crd->name, CRD_S("as.e.io"));
    CHECK_INT(crd->n_versions, 3);
    CHECK(!crd->versions[0].storage && !crd->versions[1].storage && crd->versions[2].storage);
    const crdc_schema *v1 = crdc_property_find(crd->versions[0].schema, CRD_S("spec"));
    const crdc_schema *v2 = crdc_property_find(crd->versions[2].schema, CRD_S("spec"));
    CHECK(crdc_property_find(v1, CRD_S("gone")) && !crdc_property_find(v2, CRD_S("gone")));
    const crdc_schema *l1 = crdc_property_find(v1, CRD_S("l"))->items;
    const crdc_schema *l2 = crdc_property_find(v2, CRD_S("l"))->items;
    CHECK_INT(crdc_property_find(l1, CRD_S("x"))->type, CRDC_TYPE_STRING);
    CHECK_INT(crdc_property_find(l2, CRD_S("x"))->type, CRDC_TYPE_INTEGER);
    CHECK(!crdc_is_required(l1, CRD_S("x")) && crdc_is_required(l2, CRD_S("x")));
    CHECK(crdc_is_required(crd->versions[0].schema, CRD_S("spec")));
    CHECK(!crdc_is_required(crd->versions[1].schema, CRD_S("spec")));
}

/* Shapes come of files: those of the golden tests, with places of the reference. */
void test_compact_shapes(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    crdc_loading_init(&loading, arena);
    crd_str file = crd_str_c(FG_SOURCE_DIR "/tests/crds/golden/in/made-up.yaml");
    CHECK(crdc_load_text(&loading, file,
                         CRD_S("crd: B\ngroup: g.io\nversion: v1\nfields:\n  p: $shapes.person\n"),
                         &err));
    CHECK_INT(loading.diags.n, 0);
    if (CHECK(loading.n_crds == 1)) {
        const crdc_schema *root = loading.crds[0]->versions[0].schema;
        const crdc_schema *p = crdc_property_find(root, CRD_S("p"));
        CHECK(crdc_is_required(p, CRD_S("age")) && crdc_is_required(p, CRD_S("name")));
        CHECK_INT(crdc_property_find(p, CRD_S("age"))->place.line, 5);
    }
    CHECK(loading.shape_files != NULL);
}

static void add_times(crd_buf *buf, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, crd_str_c(text));
    }
}

/* Fields within fields: each takes two of the depth, its text and its members; the root has one. */
void test_compact_depth_bound(void)
{
    for (size_t n = 97; n <= 101; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "crd: A\ngroup: g\nversion: v\nfields: ");
        add_times(&text, "{a: ", n);
        crd_buf_add_lit(&text, "int");
        add_times(&text, "}", n);
        crd_str found = findings_of(arena, crd_buf_str(&text));
        CHECK_INT(found.len != 0, 2 * n > CRDC_SCHEMA_DEPTH_MAX);
        CHECK(found.len == 0 || crd_str_has(found, CRD_S("nested too deeply")));
    }
    /* parentheses and suffixes count as well */
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    crd_buf_add_lit(&text, "crd: A\ngroup: g\nversion: v\nfields: {a: '");
    add_times(&text, "(", 10000);
    crd_buf_add_lit(&text, "int");
    add_times(&text, ")", 10000);
    add_times(&text, "[]", 10000);
    crd_buf_add_lit(&text, "'}");
    CHECK(crd_str_has(findings_of(arena, crd_buf_str(&text)), CRD_S("nested too deeply")));
}

/* A wide kind: 500,001 fields of two nodes are more than the bound, 10,000 are not. */
void test_compact_nodes_bound(void)
{
    static const size_t sizes[] = { 10000, CRDC_COMPACT_NODES_MAX / 2 + 1 };
    for (size_t i = 0; i < 2; i++) {
        CRD_AUTO_ARENA arena = crd_arena_new((size_t)4 * 1024 * 1024 * 1024);
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "crd: A\ngroup: g\nversion: v\nfields: {");
        for (size_t k = 0; k < sizes[i]; k++) {
            crd_buf_add_lit(&text, "a");
            crd_buf_add_uint(&text, k);
            crd_buf_add_lit(&text, ": int, ");
        }
        crd_buf_add_lit(&text, "}");
        CHECK_INT(findings_of(arena, crd_buf_str(&text)).len != 0, i == 1);
    }
}

static bool resolve_all(void *context)
{
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    static const char text[] = "crd: A\ngroup: g\nversion: v\ncolumns: {X: .x}\nstatus: true\ndoc: d\n"
                               "fields: {a!: 'string[] set', b: {.: object, c!: X|Y =X, d: string =1}}\n"
                               "older: {u: {b.e: bool}}\nconversion: {name: n}\n";
    if (!arena) {
        return false;
    }
    crdc_loading_init(&loading, arena);
    loading.memory_only = true;
    if (!crdc_load_text(&loading, CRD_S("t"), crd_str_c(text), &err)) {
        CHECK_INT(err.code, CRD_E_NOMEM);
        return false;
    }
    CHECK_INT(loading.n_crds, 1);
    CHECK_INT(loading.diags.n, 0);
    return true;
}

void test_compact_each_failure(void)
{
    CHECK_FAIL_EACH(resolve_all, NULL);
}
