/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc check beyond its vectors (tests/vectors/crd-check.jsonl): places, remarks, the corpus that the
 * server refused 13 of (kube-apiserver's validation v0.36.0), bounds, every allocation failing.
 */
#include "compiler/check.h"

#include <stdlib.h>

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

#define HEAD                                                                                       \
    "apiVersion: apiextensions.k8s.io/v1\n"                                                        \
    "kind: CustomResourceDefinition\n"                                                             \
    "metadata: {name: toys.example.com}\n"                                                         \
    "spec:\n"                                                                                      \
    "  group: example.com\n"                                                                       \
    "  names: {kind: Toy, plural: toys}\n"                                                         \
    "  scope: Namespaced\n"                                                                        \
    "  versions:\n"                                                                                \
    "  - name: v1\n"                                                                               \
    "    served: true\n"                                                                           \
    "    storage: true\n"                                                                          \
    "    schema:\n"                                                                                \
    "      openAPIV3Schema:\n"                                                                     \
    "        type: object\n"                                                                       \
    "        properties:\n"

static void line_add(crd_buf *out, const crdc_crd *crd, const crd_value *at, crd_str path,
                     crd_str text)
{
    crd_place value = { 0 };
    crd_place key = { 0 };
    crd_places_find(crd->places, at, &value, &key);
    crd_place place = key.line ? key : value;
    crd_buf_add_uint(out, place.line);
    crd_buf_add_byte(out, ':');
    crd_buf_add_uint(out, place.column);
    crd_buf_add_byte(out, ' ');
    crd_buf_add(out, path);
    crd_buf_add_lit(out, ": ");
    crd_buf_add(out, text);
    crd_buf_add_byte(out, '\n');
}

/* "LINE:COLUMN PATH: TEXT" of each fault, then of each remark. */
static crd_str said_of(crd_arena *arena, const char *text)
{
    const crdc_crd *crd = load_one(arena, text);
    crdc_verdict verdict;
    crd_err err = { .code = CRD_OK };
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    if (!crd || !CHECK(crdc_check(arena, crd, &verdict, &err))) {
        return CRD_S("not checked");
    }
    for (const crd_fault *fault = verdict.faults.first; fault; fault = fault->next) {
        line_add(&out, crd, fault->at, fault->path, fault->message);
    }
    for (const crdc_remark *one = verdict.warnings; one; one = one->next) {
        line_add(&out, crd, one->at, one->path, one->text);
    }
    for (const crdc_remark *one = verdict.notes; one; one = one->next) {
        line_add(&out, crd, one->at, one->path, one->text);
    }
    return crd_buf_str(&out);
}

void test_check_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CHECK_STR(said_of(arena, HEAD "          spec:\n"
                                  "            type: object\n"
                                  "            properties:\n"
                                  "              size: {type: integer, default: x}\n"
                                  "              name:\n"
                                  "                type: string\n"
                                  "                default: [a]\n"),
              CRD_S("19:37 spec.validation.openAPIV3Schema.properties[spec].properties[size].default:"
                    " Invalid value: \"string\":  in body must be of type integer: \"string\"\n"
                    "22:17 spec.validation.openAPIV3Schema.properties[spec].properties[name].default:"
                    " Invalid value: \"array\":  in body must be of type string: \"array\"\n"));
    CHECK_STR(said_of(arena, HEAD "          spec:\n"
                                  "            type: object\n"
                                  "            oneOf:\n"
                                  "            - required: [a]\n"
                                  "              type: object\n"),
              CRD_S("20:15 spec.validation.openAPIV3Schema.properties[spec].oneOf[0].type: Forbidden: "
                    "must be empty to be structural\n"));
}

void test_check_remarks(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CHECK_STR(said_of(arena, HEAD
                      "          spec:\n"
                      "            type: object\n"
                      "            x-kubernetes-validations:\n"
                      "            - {rule: 'has(self.template)', messageExpression: \"'no'\"}\n"
                      "            properties:\n"
                      "              template:\n"
                      "                type: object\n"
                      "                properties:\n"
                      "                  metadata: {type: object}\n"
                      "                  size: {type: string, format: size}\n"),
              CRD_S("25:40 spec.versions[0].schema.openAPIV3Schema.properties[spec]."
                    "properties[template].properties[size].format: unrecognized format \"size\"\n"
                    "19:16 spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]"
                    ".rule: the CEL expression was not compiled: the server may still refuse it\n"
                    "19:44 spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]"
                    ".messageExpression: the CEL expression was not compiled: the server may still "
                    "refuse it\n"
                    "24:19 spec.versions[0].schema.openAPIV3Schema.properties[spec]."
                    "properties[template].properties[metadata]: the server drops all labels and "
                    "annotations given here: name them in the schema, or set "
                    "x-kubernetes-preserve-unknown-fields\n"));
    /* the root's metadata and an embedded resource's are the server's own */
    CHECK_STR(said_of(arena, HEAD "          metadata: {type: object}\n"
                                  "          pod:\n"
                                  "            type: object\n"
                                  "            x-kubernetes-embedded-resource: true\n"
                                  "            properties: {metadata: {type: object}}\n"),
              CRD_S(""));
}

void test_check_decodes(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crdc_verdict verdict;
    crd_err err = { .code = CRD_OK };
    crdc_loading_init(&loading, arena);
    CHECK(crdc_load_text(&loading, CRD_S("t"), CRD_S(HEAD "          spec: {type: 5}\n"), &err));
    CHECK_INT(loading.n_crds, 0);
    if (!CHECK(loading.broken)) {
        return;
    }
    CHECK(crdc_check_decodes(arena, loading.broken->crd, &verdict, &err));
    CHECK_STR(verdict.decode_error,
              CRD_S("CustomResourceDefinition in version \"v1\" cannot be handled as a "
                    "CustomResourceDefinition: json: cannot unmarshal number into Go struct field "
                    "JSONSchemaProps.spec.versions.schema.openAPIV3Schema.properties.type of type "
                    "string"));
    const crdc_crd *old = load_one(arena, "apiVersion: apiextensions.k8s.io/v1beta1\n"
                                          "kind: CustomResourceDefinition\n");
    CHECK(old && crdc_check(arena, old, &verdict, &err));
    CHECK_STR(verdict.decode_error, CRD_S("no matches for kind \"CustomResourceDefinition\" in version "
                                          "\"apiextensions.k8s.io/v1beta1\""));
}

static int by_text(const void *a, const void *b)
{
    return crd_str_cmp(*(const crd_str *)a, *(const crd_str *)b);
}

/* One row: {crd, errors}. */
static void check_row(const char *folder, const crd_value *row)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_str name = crd_text_of(CRD_GET(row, "crd"));
    crd_str path = CRD_CAT(arena, crd_str_c(folder), CRD_S("/"), name);
    const crd_value *errors = CRD_GET(row, "errors");
    crd_err err = { .code = CRD_OK };
    crdc_loading loading;
    crdc_verdict verdict;
    crdc_loading_init(&loading, arena);
    if (!CHECK(crdc_load_path(&loading, path.ptr, &err)) || !CHECK_INT(loading.n_crds, 1) ||
        !CHECK(crdc_check(arena, loading.crds[0], &verdict, &err))) {
        return;
    }
    size_t n = crd_len_of(errors);
    if (!CHECK_INT(verdict.faults.n, n) || !n) {
        return;
    }
    crd_str *got = CRD_NEW_N(arena, crd_str, n);
    crd_str *want = CRD_NEW_N(arena, crd_str, n);
    const crd_fault *fault = verdict.faults.first;
    for (size_t i = 0; i < n; i++, fault = fault->next) {
        got[i] = crd_fault_text(arena, fault);
        want[i] = crd_text_of(crd_item(errors, i));
    }
    qsort(got, n, sizeof(*got), by_text);
    qsort(want, n, sizeof(*want), by_text);
    for (size_t i = 0; i < n; i++) {
        CHECK_STR(got[i], want[i]);
    }
}

void test_check_corpus(void)
{
    char *folder = t_shared("corpus/crds");
    char *file = t_shared("corpus/crds-refused.jsonl");
    size_t size = 0;
    size_t rows = 0;
    if (!folder || !file) {
        free(folder);
        free(file);
        return;
    }
    char *text = t_read_file(file, &size);
    crd_str rest = crd_str_of(text, text ? size : 0);
    crd_str line;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    while (crd_str_cut(rest, CRD_S("\n"), &line, &rest)) {
        crd_value row;
        crd_err err = { .code = CRD_OK };
        if (CHECK(crd_json_read(arena, line, NULL, &row, &err))) {
            check_row(folder, &row);
            rows++;
        }
    }
    CHECK_INT(rows, 599);
    free(text);
    free(file);
    free(folder);
}

static bool check_once(void *context)
{
    static const char text[] = HEAD "          spec:\n"
                                    "            type: object\n"
                                    "            required: [a]\n"
                                    "            properties:\n"
                                    "              a: {type: string, pattern: '(', format: size}\n"
                                    "              b: {type: object, default: {c: 1}}\n";
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crdc_verdict verdict;
    crd_err err = { .code = CRD_OK };
    if (!arena) {
        return false;
    }
    crdc_loading_init(&loading, arena);
    if (!crdc_load_text(&loading, CRD_S("t"), CRD_S(text), &err) ||
        !crdc_check(arena, loading.crds[0], &verdict, &err)) {
        CHECK_INT(err.code, CRD_E_NOMEM);
        return false;
    }
    CHECK_INT(verdict.faults.n, 1);
    CHECK(verdict.warnings && !verdict.warnings->next);
    return true;
}

void test_check_each_failure(void)
{
    CHECK_FAIL_EACH(check_once, NULL);
}
