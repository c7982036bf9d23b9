/* SPDX-License-Identifier: Apache-2.0 */
/* Plan, names, layouts and both files of a unit: memory that is not to be had, at each allocation in
 * turn; and what a layout tells apart. Whole files are golden tests (tests/crds/golden/c). */
#include "base/limits.h"
#include "compiler/c_plan.h"
#include "compiler/load.h"
#include "tests.h"

#define MIB ((size_t)1 << 20)

/* A part's struct, an enum, a list and a map of each, names that collide. %s: one more property. */
static const char head[] =
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
    "metadata: {name: widgets.shop.example.com}\n"
    "spec:\n  group: shop.example.com\n  scope: Namespaced\n"
    "  names: {plural: widgets, singular: widget, kind: Widget}\n"
    "  versions:\n";
static const char schema[] =
    "  - name: v1\n    served: true\n    storage: true\n    schema:\n"
    "      openAPIV3Schema:\n        type: object\n        description: A thing. Sold.\n        properties:\n"
    "          spec:\n            type: object\n            properties:\n"
    "              mode: {type: string, enum: [a, A, '', '4Ki']}\n"
    "              hostPath: {type: string}\n              host_path: {type: string}\n"
    "              parts: {type: array, items: {type: object, nullable: true, properties: {z: {type: string}, a: {type: integer}}}}\n"
    "              map: {type: object, additionalProperties: {type: array, items: {type: boolean}}}\n"
    "              holes: {type: array, items: {type: string, nullable: true}}\n";

static crd_str text_with(crd_arena *arena, const char *more)
{
    crd_str parts[] = { crd_str_c(head), crd_str_c(schema), crd_str_c(more) };
    return crd_str_cat(arena, parts, 3);
}

static crdc_set load(crd_arena *arena, crd_str text)
{
    crdc_loading *loading = CRD_NEW(arena, crdc_loading);
    crd_err err = { 0 };
    crdc_loading_init(loading, arena);
    loading->memory_only = true;
    CHECK(crdc_load_text(loading, CRD_S("x.yaml"), text, &err));
    CHECK_INT(loading->n_crds, 1);
    return crdc_loaded(loading);
}

struct given {
    crdc_set set;
    crd_str renames;
    size_t arena_bytes;
    crd_err err;
};

static bool emit_units(const crdc_c_plan *plan, crd_buf *out, crd_err *err)
{
    const crdc_c_options options = { .docs = CRDC_C_DOCS_FULL };
    for (size_t i = 0; i < plan->n_units; i++) {
        crdc_c_emit_header(out, plan, &plan->units[i], &options);
        if (!crdc_c_emit_source(out, plan, &plan->units[i], err)) {
            return false;
        }
    }
    crdc_c_renames_write(out, plan);
    return !crd_buf_failed(out) || crd_err_memory(err, NULL);
}

/* All of a run of crdc c behind loading; the longest text of an undisturbed one is what is wanted. */
static bool run(void *context)
{
    struct given *given = context;
    crdc_map renames;
    crdc_c_plan plan;
    CRD_AUTO_BUF out;
    CRD_AUTO_ARENA arena = crd_arena_new(given->arena_bytes);
    crd_buf_init(&out, 4 * MIB);
    given->err = (crd_err){ 0 };
    if (!arena) {
        return false;
    }
    bool ok = crdc_c_renames_read(arena, given->renames, &renames, &given->err) &&
              crdc_c_plan_make(arena, given->set, CRD_S("shop"), &renames, &plan, &given->err) &&
              crdc_c_plan_name(&plan, &given->err) && emit_units(&plan, &out, &given->err);
    CHECK(ok || given->err.code == CRD_E_NOMEM || given->err.code == CRD_E_MEMORY);
    CHECK(ok || given->err.message.len > 0);
    CHECK(!ok || crd_str_has(crd_buf_str(&out), CRD_S("shop_widget_check_abi")));
    given->err.message = CRD_S(""); /* it lay on the arena */
    return ok;
}

static struct given given_on(crd_arena *arena)
{
    return (struct given){
        .set = load(arena, text_with(arena, "")),
        .renames = CRD_S("type shop.example.com/v1/Widget.spec = shop_wanted\n"
                         "field shop.example.com/v1/Widget.spec.hostPath = host\n"
                         "value shop.example.com/v1/Widget.spec.mode \"\" = SHOP_NONE\n"),
        .arena_bytes = 64 * MIB,
    };
}

void test_emit_each_failure(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    struct given given = given_on(arena);
    CHECK_FAIL_EACH(run, &given);
}

/* Every ceiling of the arena up to what it takes. */
void test_emit_arena_limit(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    struct given given = given_on(arena);
    bool fits = false;
    for (given.arena_bytes = 64; given.arena_bytes < MIB && !fits; given.arena_bytes += 64) {
        fits = run(&given);
    }
    CHECK(fits);
}

static uint64_t layout_with(crd_arena *arena, const char *more, bool drops_unknown)
{
    crdc_c_plan plan;
    crd_err err = { 0 };
    CHECK(crdc_c_plan_make(arena, load(arena, text_with(arena, more)), CRD_S("shop"), NULL, &plan, &err));
    plan.drops_unknown = drops_unknown;
    CHECK(crdc_c_plan_name(&plan, &err));
    return plan.units[0].roots[0].object->layout;
}

/* What changes a struct, however deep, changes the kind's layout; validation and texts do not. */
void test_layout(void)
{
    static const char *const others[] = {
        "              x: {type: string}\n",
        "              y: {type: string}\n",
        "              x: {type: integer}\n",
        "              x: {type: string, enum: [a, b]}\n",
        "              x: {type: string, enum: [b, a]}\n",
        "              x: {type: array, items: {type: string}}\n",
        "              x: {type: object, additionalProperties: {type: string}}\n",
        "              x: {type: object, properties: {deep: {type: object, properties: {z: {type: string}}}}}\n",
        "              x: {type: object, properties: {deep: {type: object, properties: {z: {type: boolean}}}}}\n",
        "",
    };
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    uint64_t seen[T_COUNT(others) + 1];
    for (size_t i = 0; i < T_COUNT(others); i++) {
        seen[i] = layout_with(arena, others[i], false);
    }
    seen[T_COUNT(others)] = layout_with(arena, "", true);
    for (size_t i = 0; i < T_COUNT(seen); i++) {
        for (size_t k = 0; k < i; k++) {
            CHECK(seen[i] != seen[k]);
        }
    }
    CHECK(seen[0] == layout_with(arena, "              x: {type: string, description: X., maxLength: 3, format: date}\n", false));
}
