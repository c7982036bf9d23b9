/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown and JSON Schema, row by row; whole files are golden tests. */
#include <stdio.h>

#include "base/limits.h"
#include "tests.h"

static const char form[] =
    "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec:\n  group: g\n  scope: Cluster\n"
    "  names: {kind: A, plural: as}\n"
    "  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {a: %s}}}}]\n";

static crd_str made(crd_arena *arena, const crdc_artefact *artefact, const char *schema, bool strict)
{
    char text[2048];
    snprintf(text, sizeof(text), form, schema);
    const crdc_crd *crd = load_one(arena, text);
    return crd ? made_of(arena, artefact, crd, strict) : CRD_S("");
}

/* The JSON without blanks and line breaks outside of nothing: our texts have none inside. */
static crd_str squeezed(crd_arena *arena, crd_str text)
{
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ' && text.ptr[i] != '\n') {
            crd_buf_add_byte(&out, text.ptr[i]);
        }
    }
    return crd_buf_str(&out);
}

void test_schema_rows(void)
{
    static const struct {
        const char *schema;
        bool strict;
        const char *want;
    } rows[] = {
        { "{type: string, nullable: true}", false, "{\"type\":[\"string\",\"null\"]}" },
        { "{type: string, enum: [a], nullable: true}", false,
          "{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",null]}" },
        { "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 2}", false,
          "{\"type\":\"integer\",\"exclusiveMinimum\":1,\"maximum\":2}" },
        { "{type: integer, minimum: 1, exclusiveMinimum: false}", false,
          "{\"type\":\"integer\",\"minimum\":1}" },
        { "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}", false,
          "{\"type\":[\"integer\",\"string\"]}" },
        { "{x-kubernetes-int-or-string: true, nullable: true}", false,
          "{\"type\":[\"integer\",\"string\",\"null\"]}" },
        { "{type: array, items: {type: string}, x-kubernetes-list-type: set}", false,
          "{\"type\":\"array\",\"uniqueItems\":true,\"items\":{\"type\":\"string\"}}" },
        { "{type: object}", true, "{\"type\":\"object\",\"additionalProperties\":false}" },
        { "{type: object}", false, "{\"type\":\"object\"}" },
        { "{type: object, x-kubernetes-preserve-unknown-fields: true}", true, "{\"type\":\"object\"}" },
        { "{type: object, additionalProperties: {type: object}}", true,
          "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\","
          "\"additionalProperties\":false}}" },
        { "{type: object, required: [x, z], properties: {x: {default: 1}, z: {}}}", false,
          "{\"type\":\"object\",\"properties\":{\"x\":{\"default\":1},\"z\":{}},\"required\":[\"z\"]}" },
        { "{type: object, not: {properties: {x: {type: object}}}}", true,
          "{\"type\":\"object\",\"additionalProperties\":false,\"not\":{\"properties\":{\"x\":"
          "{\"type\":\"object\"}}}}" },
        { "{type: string, pattern: '^(?i)a$'}", false, "{\"type\":\"string\"}" },
        { "{type: string, pattern: '^(?:a)\\d$'}", false,
          "{\"type\":\"string\",\"pattern\":\"^(?:a)\\\\d$\"}" },
        { "{type: string, pattern: '\\\\A'}", false,
          "{\"type\":\"string\",\"pattern\":\"\\\\\\\\A\"}" },
        { "{type: string, pattern: '\\A'}", false, "{\"type\":\"string\"}" },
        { "{type: object, x-kubernetes-embedded-resource: true, properties: {kind: {type: string, maxLength: 3},"
          " metadata: {type: object}}}", true,
          "{\"type\":\"object\",\"properties\":{\"apiVersion\":{\"type\":\"string\"},"
          "\"kind\":{\"type\":\"string\",\"maxLength\":3},\"metadata\":{\"type\":\"object\"}},"
          "\"additionalProperties\":false,\"required\":[\"apiVersion\",\"kind\"]}" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_str text = squeezed(
            arena, made(arena, &crdc_artefact_json_schema, rows[i].schema, rows[i].strict));
        crd_str tail = rows[i].strict ? CRD_S("},\"additionalProperties\":false,\"required\":[") :
                                        CRD_S("},\"required\":[");
        crd_str want = CRD_CAT(arena, CRD_S("\"a\":"), crd_str_c(rows[i].want), tail);
        size_t at = crd_str_find(text, CRD_S("\"a\":"));
        CHECK_STR(crd_str_sub(crd_str_from(text, at), 0, want.len), want);
    }
}

void test_docs_rows(void)
{
    static const struct {
        const char *schema;
        const char *want;
    } rows[] = {
        { "{type: string}", "| `a` | string |  |\n" },
        { "{type: string, description: \"x | y\\n z\"}", "| `a` | string | x \\| y z |\n" },
        { "{type: array, items: {type: array, items: {type: string, format: byte}}}",
          "| `a` | list of list of string (byte) |  |\n" },
        { "{type: integer, minimum: 1, maximum: 3, exclusiveMaximum: true}",
          "| `a` | integer | At least 1. Less than 3. |\n" },
        { "{type: string, minLength: 1, maxLength: 2, nullable: true, description: D.}",
          "| `a` | string | D. May be null. At least 1 character. At most 2 characters. |\n" },
        { "{type: string, pattern: '`|``'}", "| `a` | string | Matches ``` `\\|`` ```. |\n" },
        { "{type: object, additionalProperties: {type: string, enum: [b]}}",
          "| `a` | map of string | Each value: One of `\"b\"`. |\n" },
        { "{}", "| `a` | any |  |\n" },
        { "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], default: 5%}",
          "| `a` | integer or string | Default `\"5%\"`. |\n" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_str text = made(arena, &crdc_artefact_docs, rows[i].schema, false);
        size_t at = crd_str_find(text, CRD_S("| `a`"));
        CHECK_STR(crd_str_from(text, at == CRD_NPOS ? 0 : at), crd_str_c(rows[i].want));
    }
}

struct emitting {
    const crdc_artefact *artefact;
    const char *text;
};

static bool emit_one(void *context)
{
    const struct emitting *emitting = context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    const crdc_output_options options = { .strict = true };
    CRD_AUTO_BUF out;
    crd_buf_init(&out, ARENA_BYTES);
    if (!arena) {
        return false;
    }
    crdc_loading_init(&loading, arena);
    loading.memory_only = true;
    return crdc_load_text(&loading, CRD_S("t"), crd_str_c(emitting->text), &err) &&
           CHECK_INT(loading.n_crds, 1) &&
           emitting->artefact->emit(arena, &out, loading.crds[0], &loading.crds[0]->versions[0],
                                    &options, &err) &&
           !crd_buf_failed(&out);
}

void test_emit_each_failure(void)
{
    static const crdc_artefact *const artefacts[] = { &crdc_artefact_crd, &crdc_artefact_docs,
                                                      &crdc_artefact_json_schema };
    char text[2048];
    snprintf(text, sizeof(text), form,
             "{type: object, default: {}, properties: {b: {type: array, items: {enum: [1], pattern: a}},"
             " c: {maxLength: 3, nullable: true, oneOf: [{}]}}}}}}}, {name: v2, schema: {openAPIV3Schema:"
             " {properties: {a: {type: string}");
    for (size_t i = 0; i < 3; i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK(load_one(arena, text));
        struct emitting emitting = { .artefact = artefacts[i], .text = text };
        CHECK_FAIL_EACH(emit_one, &emitting);
    }
}

/* The deepest schema that loads goes through every artefact. */
void test_emit_depth(void)
{
    static const crdc_artefact *const artefacts[] = { &crdc_artefact_crd, &crdc_artefact_docs,
                                                      &crdc_artefact_json_schema };
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    crd_buf_add_lit(&text, "{kind: CustomResourceDefinition, spec: {versions: [{schema: {openAPIV3Schema: ");
    for (size_t i = 1; i < CRDC_SCHEMA_DEPTH_MAX; i++) {
        crd_buf_add_lit(&text, "{type: object, properties: {a: ");
    }
    crd_buf_add_lit(&text, "{type: string}");
    for (size_t i = 1; i < CRDC_SCHEMA_DEPTH_MAX; i++) {
        crd_buf_add_lit(&text, "}}");
    }
    crd_buf_add_lit(&text, "}}]}}");
    crd_buf_add_byte(&text, '\0');
    const crdc_crd *crd = load_one(arena, text.ptr);
    for (size_t i = 0; crd && i < 3; i++) {
        CHECK(made_of(arena, artefacts[i], crd, true).len > CRDC_SCHEMA_DEPTH_MAX);
    }
}
