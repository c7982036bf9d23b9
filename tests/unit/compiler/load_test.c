/* SPDX-License-Identifier: Apache-2.0 */
/* Loading: what stands in a CRD stands in the model, with its place; what does not belong is told. */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "tests.h"

static const char head[] = "apiVersion: apiextensions.k8s.io/v1\n"
                           "kind: CustomResourceDefinition\n"
                           "metadata: {name: as.e.io}\n"
                           "spec:\n"
                           "  group: e.io\n"
                           "  scope: Namespaced\n"
                           "  names: {kind: A, plural: as}\n";

void test_load_crd(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crdc_crd *crd = load_one(
        arena,
        "apiVersion: apiextensions.k8s.io/v1\n"
        "kind: CustomResourceDefinition\n"
        "metadata: {name: as.e.io, labels: {a: b}}\n"
        "spec:\n"
        "  group: e.io\n"
        "  scope: Cluster\n"
        "  preserveUnknownFields: false\n"
        "  names: {kind: A, plural: as, singular: a, listKind: AList, shortNames: [p, q], categories: [all]}\n"
        "  conversion:\n"
        "    strategy: Webhook\n"
        "    webhook: {conversionReviewVersions: [v1], clientConfig: {url: 'https://x'}}\n"
        "  versions:\n"
        "  - name: v1\n"
        "    served: true\n"
        "    storage: true\n"
        "    deprecated: true\n"
        "    deprecationWarning: gone soon\n"
        "    subresources: {status: {}, scale: {specReplicasPath: .a, statusReplicasPath: .b, labelSelectorPath: .c}}\n"
        "    additionalPrinterColumns: [{name: Col, type: string, jsonPath: .x, priority: 2, format: f, description: d}]\n"
        "    selectableFields: [{jsonPath: .spec.a}]\n"
        "    schema: {openAPIV3Schema: {type: object}}\n"
        "  - {name: v2, served: false, storage: false}\n"
        "status: {anything: true}\n");
    if (!crd) {
        return;
    }
    CHECK_STR(crd->name, CRD_S("as.e.io"));
    CHECK_STR(crd->group, CRD_S("e.io"));
    CHECK_STR(crd->scope, CRD_S("Cluster"));
    CHECK_STR(crd->names.kind, CRD_S("A"));
    CHECK_STR(crd->names.list_kind, CRD_S("AList"));
    CHECK_STR(crd->names.singular, CRD_S("a"));
    CHECK_INT(crd->names.short_names.n, 2);
    CHECK_STR(crd->names.categories.items[0], CRD_S("all"));
    CHECK(crd->conversion.has && crd->conversion.has_webhook);
    CHECK_STR(crd->conversion.strategy, CRD_S("Webhook"));
    CHECK(CRD_GET(crd->conversion.client_config, "url"));
    CHECK_STR(crd->conversion.review_versions.items[0], CRD_S("v1"));
    CHECK_INT(crd->n_versions, 2);
    const crdc_version *v1 = crdc_version_find(crd, CRD_S("v1"));
    CHECK(v1 && v1->crd == crd && v1->served && v1->storage && v1->deprecated && v1->status);
    CHECK_STR(v1->deprecation_warning, CRD_S("gone soon"));
    CHECK(v1->scale.has);
    CHECK_STR(v1->scale.label_selector_path, CRD_S(".c"));
    CHECK_INT(v1->n_columns, 1);
    CHECK_INT(v1->columns[0].priority, 2);
    CHECK_STR(v1->selectable[0].json_path, CRD_S(".spec.a"));
    const crdc_version *v2 = crdc_version_find(crd, CRD_S("v2"));
    CHECK(v2 && !v2->served && !v2->storage && !v2->status && !v2->schema && !v2->scale.has);
    CHECK(!crdc_version_find(crd, CRD_S("v3")));
}

/* The openAPIV3Schema that the flow text says. */
static const crdc_schema *schema_of(crd_arena *arena, const char *flow)
{
    char text[4096];
    snprintf(text, sizeof(text),
             "%s  versions: [{name: v1, served: true, storage: true,"
             " schema: {openAPIV3Schema: %s}}]\n",
             head, flow);
    char *kept = crd_arena_bytes(arena, sizeof(text));
    memcpy(kept, text, sizeof(text));
    const crdc_crd *crd = load_one(arena, kept);
    return crd ? crd->versions[0].schema : NULL;
}

void test_load_schema(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crdc_schema *s = schema_of(
        arena,
        "{type: object, required: [z, a], description: d, title: t, externalDocs: {url: u, description: v},"
        " properties: {z: {type: integer, minimum: 1.50, maximum: 9, exclusiveMinimum: true, multipleOf: 2,"
        "   format: int32, default: null}, a: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {}]},"
        "   e: {type: string, enum: [x, null, ''], nullable: true, minLength: 0, maxLength: 7, pattern: p},"
        "   l: {type: array, items: {type: boolean}, uniqueItems: false, minItems: 1, maxItems: 2,"
        "       x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k]},"
        "   m: {type: object, additionalProperties: {type: number}, minProperties: 1, maxProperties: 3,"
        "       x-kubernetes-map-type: atomic},"
        "   w: {additionalProperties: false, not: {type: x}, allOf: [{}], oneOf: [{}, {}], items: [{}, {}],"
        "       x-kubernetes-preserve-unknown-fields: false, example: {a: 1}},"
        "   o: {x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true,"
        "       x-kubernetes-validations: [{rule: r, message: m, messageExpression: e, reason: q, fieldPath: .f,"
        "       optionalOldSelf: true}]},"
        "   p: {properties: {}, $ref: r, $schema: s, id: i, definitions: {d: {}}, patternProperties: {q: {}},"
        "       dependencies: {a: [b]}, additionalItems: true}}}");
    if (!CHECK(s)) {
        return;
    }
    CHECK_INT(s->type, CRDC_TYPE_OBJECT);
    CHECK_STR(s->docs_url, CRD_S("u"));
    CHECK_INT(s->properties.n, 8);
    CHECK_STR(s->properties.items[0].name, CRD_S("z")); /* file order, not that of letters */
    CHECK(crdc_is_required(s, CRD_S("a")) && !crdc_is_required(s, CRD_S("e")));
    const crdc_schema *z = crdc_property_find(s, CRD_S("z"));
    CHECK(z->minimum.has && z->exclusive_minimum && !z->exclusive_maximum);
    CHECK_STR(z->minimum.literal, CRD_S("1.5"));
    CHECK(z->default_value && crd_is_null(z->default_value)); /* null is there */
    const crdc_schema *a = crdc_property_find(s, CRD_S("a"));
    CHECK(a->int_or_string && a->any_of.n == 2 && a->type == CRDC_TYPE_NONE && !a->default_value);
    const crdc_schema *e = crdc_property_find(s, CRD_S("e"));
    CHECK_INT(crd_len_of(&e->enum_values), 3);
    CHECK(e->nullable && e->min_length.has && e->min_length.value == 0);
    CHECK_INT(e->max_length.value, 7);
    const crdc_schema *l = crdc_property_find(s, CRD_S("l"));
    CHECK_INT(l->items->type, CRDC_TYPE_BOOLEAN);
    CHECK_STR(l->list_map_keys.items[0], CRD_S("k"));
    CHECK(!l->unique_items);
    const crdc_schema *m = crdc_property_find(s, CRD_S("m"));
    CHECK_INT(m->additional_properties.kind, CRDC_SCHEMA);
    CHECK_INT(m->additional_properties.schema->type, CRDC_TYPE_NUMBER);
    const crdc_schema *n = crdc_property_find(s, CRD_S("w"));
    CHECK_INT(n->additional_properties.kind, CRDC_FALSE);
    CHECK_INT(n->preserve_unknown_fields, CRDC_FALSE);
    CHECK_INT(n->not_schema->type, CRDC_TYPE_OTHER);
    CHECK(n->one_of.n == 2 && n->all_of.n == 1 && n->items_list.n == 2 && !n->items);
    const crdc_schema *o = crdc_property_find(s, CRD_S("o"));
    CHECK(o->embedded_resource && o->preserve_unknown_fields == CRDC_TRUE && o->rules.n == 1);
    CHECK_STR(o->rules.items[0].message_expression, CRD_S("e"));
    CHECK_INT(o->rules.items[0].optional_old_self, CRDC_TRUE);
    const crdc_schema *p = crdc_property_find(s, CRD_S("p"));
    CHECK(p->properties.items && p->properties.n == 0 && p->definitions.n == 1);
    CHECK(p->pattern_properties.n == 1 && p->dependencies &&
          p->additional_items.kind == CRDC_TRUE);
    CHECK_STR(p->ref, CRD_S("r"));
}

void test_load_forms(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    static const char text[] =
        "# nothing\n---\n"
        "kind: ConfigMap\n---\n"
        "{\"kind\": \"CustomResourceDefinition\", \"metadata\": {\"name\": \"json\"}}\n---\n"
        "kind: List\nitems:\n"
        "- &a {kind: CustomResourceDefinition, metadata: {name: one}, spec: {group: g, scope: Cluster}}\n"
        "- {<<: *a, metadata: {name: merged}}\n"
        "- {kind: Secret}\n---\n"
        "- not an object\n";
    crdc_loading_init(&loading, arena);
    CHECK(crdc_load_text(&loading, CRD_S("t"), crd_str_c(text), &err));
    CHECK_INT(loading.n_crds, 3);
    CHECK_INT(loading.n_others, 3);
    CHECK_INT(loading.diags.n, 0);
    crdc_set set = crdc_loaded(&loading);
    CHECK_STR(set.crds[0]->name, CRD_S("json"));
    CHECK_STR(set.crds[2]->name, CRD_S("merged"));
    CHECK_STR(set.crds[2]->group, CRD_S("g"));
}

void test_load_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    char text[2048];
    snprintf(text, sizeof(text),
             "%s  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n"
             "        properties:\n          spec:\n            type: object\n",
             head);
    const crdc_crd *crd = load_one(arena, text);
    if (!crd) {
        return;
    }
    const crdc_property *spec = &crd->versions[0].schema->properties.items[0];
    CHECK_INT(crd->place.line, 1);
    CHECK_INT(crd->names.place.line, 7);
    CHECK_INT(crd->versions[0].place.line, 9);
    CHECK_INT(spec->place.line, 13);
    CHECK_INT(spec->place.column, 11);
    CHECK_INT(spec->schema->place.line, 14);
    CHECK_STR(crd->file, CRD_S("t.yaml"));
}

void test_load_types(void)
{
    static const struct {
        const char *spec;
        const char *want;
    } rows[] = {
        { "a: 1", "1:43 W spec.a: unknown field\n" },
        { "group: 1", "1:43 E spec.group: must be a string, not a number\n" },
        { "group: null", "" },
        { "names: {shortNames: [null]}, versions: [null, {selectableFields: [null], "
          "additionalPrinterColumns: [null], schema: {openAPIV3Schema: {required: [null], "
          "x-kubernetes-validations: [null]}}}]",
          "" },
        { "names: []", "1:43 E spec.names: must be an object, not a list\n" },
        { "versions: {}", "1:43 E spec.versions: must be a list, not an object\n" },
        { "versions: [{served: 1}]",
          "1:55 E spec.versions[0].served: must be a boolean, not a number\n" },
        { "versions: [{schema: {openAPIV3Schema: {minLength: 1e30}}}]",
          "1:82 E spec.versions[0].schema.openAPIV3Schema.minLength: must be a whole number of 64 bits, "
          "not 1e+30\n" },
        { "versions: [{schema: {openAPIV3Schema: {properties: {a.b: {items: 1}}}}}]",
          "1:101 W spec.versions[0].schema.openAPIV3Schema.properties[a.b].items: is neither an object "
          "nor a list: the server takes it as not set\n" },
        { "versions: [{schema: {x: 1}}]", "1:64 W spec.versions[0].schema.x: unknown field\n" },
        { "versions: [{subresources: {status: 1}}]",
          "1:70 E spec.versions[0].subresources.status: must be an object, not a number\n" },
        { "scope: A, scope: B",
          "1:53 W spec.scope: this key stands twice; the last one counts\n" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        char text[512];
        snprintf(text, sizeof(text), "{kind: CustomResourceDefinition, spec: {  %s}}", rows[i].spec);
        CHECK_STR(findings_of(arena, crd_str_c(text)), crd_str_c(rows[i].want));
    }
}

static void add_times(crd_buf *buf, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, crd_str_c(text));
    }
}

void test_load_depth_bound(void)
{
    for (size_t n = CRDC_SCHEMA_DEPTH_MAX - 1; n <= CRDC_SCHEMA_DEPTH_MAX + 1; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "{kind: CustomResourceDefinition, spec: {versions: [{schema: {"
                               "openAPIV3Schema: ");
        add_times(&text, "{not: ", n - 1);
        crd_buf_add_lit(&text, "{}");
        add_times(&text, "}", n - 1);
        crd_buf_add_lit(&text, "}}]}}");
        crd_str found = findings_of(arena, crd_buf_str(&text));
        CHECK_INT(found.len != 0, n > CRDC_SCHEMA_DEPTH_MAX);
        CHECK(found.len == 0 || crd_str_has(found, CRD_S("nested too deeply")));
    }
}

void test_load_paths(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    crdc_loading_init(&loading, arena);
    CHECK(crdc_load_path(&loading, FG_SOURCE_DIR "/tests/crds/golden/in", &err));
    CHECK_INT(loading.n_crds, 4); /* common/ holds no kind */
    CHECK_INT(loading.diags.n, 0);
    CHECK(!crdc_load_path(&loading, "no-such-file.yaml", &err));
    CHECK_INT(err.code, CRD_E_MISSING);
    CHECK(crd_str_has(err.message, CRD_S("no-such-file.yaml: cannot be opened")));
    CHECK(crdc_load_path(&loading, FG_SOURCE_DIR "/tests/crds/golden/wrong/syntax.yaml", &err));
    CHECK_INT(loading.diags.n_errors, 1);
}

static const char all_kinds[] =
    "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec:\n  group: g\n  bad: 1\n  scope: 3\n"
    "  versions: [{name: v1, schema: {openAPIV3Schema: {type: object, required: [a], properties: {a: {enum: [1],"
    " oneOf: [{}], x-kubernetes-validations: [{rule: r}]}}, bad: 2}},"
    " additionalPrinterColumns: [{name: a}], selectableFields: [{jsonPath: .a}]}]\n";

static bool load_all(void *context)
{
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    if (!arena) {
        return false;
    }
    crdc_loading_init(&loading, arena);
    if (!crdc_load_text(&loading, CRD_S("t"), crd_str_c(all_kinds), &err)) {
        CHECK_INT(err.code, CRD_E_NOMEM);
        return false;
    }
    CHECK_INT(loading.diags.n, 3);
    return true;
}

void test_load_each_failure(void)
{
    CHECK_FAIL_EACH(load_all, NULL);
}

/* Every ceiling from nothing up: an ordinary error until it is enough. */
void test_load_arena_limit(void)
{
    bool done = false;
    for (size_t limit = 64; !done; limit += 256) {
        CRD_AUTO_ARENA arena = crd_arena_new(limit);
        crdc_loading loading;
        crd_err err = { .code = CRD_OK };
        crdc_loading_init(&loading, arena);
        done = crdc_load_text(&loading, CRD_S("t"), crd_str_c(all_kinds), &err);
        CHECK(done || err.code == CRD_E_MEMORY);
        CHECK(limit < 1024 * 1024);
    }
}

void test_corpus_loads(void)
{
    char *folder = t_shared("corpus/crds");
    if (!folder) {
        return;
    }
    static const char *const some[] = { "monitoring.coreos.com_prometheuses.yaml",
                                        "gateway.networking.k8s.io_httproutes.yaml",
                                        "fleet.cattle.io_bundledeployments.yaml" };
    for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crdc_loading loading;
        crd_err err = { .code = CRD_OK };
        crd_str path = CRD_CAT(arena, crd_str_c(folder), CRD_S("/"), crd_str_c(some[i]));
        crdc_loading_init(&loading, arena);
        CHECK(crdc_load_path(&loading, path.ptr, &err));
        CHECK_INT(loading.n_crds, 1);
        CHECK_INT(loading.diags.n, 0);
    }
    free(folder);
}
