/* SPDX-License-Identifier: Apache-2.0 */
/* Structural differences: each kind of change is seen, what people only read is not. */
#include <stdio.h>

#include "compiler/diff.h"
#include "tests.h"

static const char form[] =
    "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec:\n  group: g\n  scope: Cluster\n"
    "  names: {kind: A, plural: as, shortNames: [p, q]}\n"
    "  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {a: %s}}}}]\n";

/* Differences of two schemas of `a`, one line each. */
static crd_str differences(crd_arena *arena, const char *a, const char *b)
{
    char first[2048];
    char second[2048];
    const crdc_difference *one = NULL;
    size_t n = 0;
    crd_err err = { .code = CRD_OK };
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    snprintf(first, sizeof(first), form, a);
    snprintf(second, sizeof(second), form, b);
    const crdc_crd *crds[2] = { load_one(arena, first), load_one(arena, second) };
    if (!crds[0] || !crds[1]) {
        return CRD_S("");
    }
    const crdc_set sets[2] = { { .crds = &crds[0], .n = 1 }, { .crds = &crds[1], .n = 1 } };
    CHECK(crdc_diff(arena, sets[0], sets[1], NULL, &one, &n, &err));
    for (; one; one = one->next) {
        crd_buf_add(&out, crd_str_from(one->path, sizeof("versions[v1].") - 1));
        crd_buf_add_lit(&out, ": ");
        crd_buf_add(&out, one->detail);
        crd_buf_add_byte(&out, '\n');
        n--;
    }
    CHECK_INT(n, 0);
    return crd_buf_str(&out);
}

void test_diff_sees(void)
{
    static const struct {
        const char *a;
        const char *b;
        const char *want;
    } rows[] = {
        { "{type: string}", "{type: integer}", "a: type: \"string\", not \"integer\"\n" },
        { "{type: string}", "{}", "a: type: \"string\", not absent\n" },
        { "{}", "{nullable: true}", "a: nullable: absent, not true\n" },
        { "{enum: [a, b]}", "{enum: [b, a]}", "a: enum: [\"a\",\"b\"], not [\"b\",\"a\"]\n" },
        { "{required: [a]}", "{required: [a, b]}", "a: required: [\"a\"], not [\"a\",\"b\"]\n" },
        { "{required: [a, a]}", "{required: [a, b]}", "a: required: [\"a\",\"a\"], not [\"a\",\"b\"]\n" },
        { "{default: {x: 1}}", "{default: {x: 2}}", "a: default: {\"x\":1}, not {\"x\":2}\n" },
        { "{default: {description: x}}", "{default: {description: z}}",
          "a: default: {\"description\":\"x\"}, not {\"description\":\"z\"}\n" },
        { "{items: {format: int32}}", "{items: {format: int64}}",
          "a[]: format: \"int32\", not \"int64\"\n" },
        { "{additionalProperties: {pattern: x}}", "{additionalProperties: {pattern: z}}",
          "a{}: pattern: \"x\", not \"z\"\n" },
        { "{additionalProperties: true}", "{additionalProperties: false}",
          "a{}: additionalProperties: true, not false\n" },
        { "{properties: {b: {}}}", "{properties: {c: {}}}",
          "a.b: only in the first\na.c: only in the second\n" },
        { "{properties: {description: {type: string}}}", "{properties: {description: {type: object}}}",
          "a.description: type: \"string\", not \"object\"\n" },
        { "{oneOf: [{}, {minLength: 1}]}", "{oneOf: [{}, {minLength: 2}]}",
          "a<oneOf 1>: minLength: 1, not 2\n" },
        { "{oneOf: [{}]}", "{oneOf: [{}, {}]}", "a: oneOf: [{}], not [{},{}]\n" },
        { "{not: {minimum: 1}}", "{not: {minimum: 2}}", "a<not>: minimum: 1, not 2\n" },
        { "{x-kubernetes-validations: [{rule: a}]}", "{x-kubernetes-validations: [{rule: b}]}",
          "a: x-kubernetes-validations: [{\"rule\":\"a\"}], not [{\"rule\":\"b\"}]\n" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK_STR(differences(arena, rows[i].a, rows[i].b), crd_str_c(rows[i].want));
    }
}

void test_diff_overlooks(void)
{
    static const char *const rows[][2] = {
        { "{type: string, description: a}", "{description: b, title: c, example: 1, type: string}" },
        { "{required: [a, b]}", "{required: [b, a]}" },
        { "{properties: {x: {}, z: {}}}", "{properties: {z: {}, x: {description: d}}}" },
        { "{maximum: 1.0}", "{maximum: 1}" },
        { "{items: {externalDocs: {url: x}}}", "{items: {}}" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK_STR(differences(arena, rows[i][0], rows[i][1]), CRD_S(""));
    }
}

static bool diff_all(void *context)
{
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    const crdc_difference *first = NULL;
    size_t n = 0;
    char text[2048];
    snprintf(text, sizeof(text), form, "{properties: {b: {oneOf: [{}], items: {}, enum: [1]}}}");
    if (!arena) {
        return false;
    }
    crdc_loading_init(&loading, arena);
    if (!crdc_load_text(&loading, CRD_S("t"), crd_str_c(text), &err) ||
        !crdc_load_text(&loading, CRD_S("u"), CRD_S("kind: CustomResourceDefinition\n"
                                                    "metadata: {name: x}\n"
                                                    "spec: {scope: A, versions: [{name: v1}, {name: v2}]}"),
                        &err)) {
        return false;
    }
    const crdc_set a = { .crds = &loading.crds[0], .n = 1 };
    const crdc_set b = { .crds = &loading.crds[1], .n = 1 };
    if (!crdc_diff(arena, a, b, NULL, &first, &n, &err)) {
        CHECK_INT(err.code, CRD_E_NOMEM);
        return false;
    }
    CHECK_INT(n, 9);
    return true;
}

void test_diff_each_failure(void)
{
    CHECK_FAIL_EACH(diff_all, NULL);
}
