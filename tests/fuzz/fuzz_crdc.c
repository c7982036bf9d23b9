/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc's own input: whatever loads goes through every artefact; a CRD does not differ from itself,
 * nor from what `crdc crd` writes of it; the same input gives the same bytes. Of the C no name stands
 * twice in its scope, and names that were written into a rename file give the same C again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "compiler/c_plan.h"
#include "compiler/check.h"
#include "compiler/diff.h"
#include "compiler/output.h"
#include "fuzz.h"
#include "value/json.h"

#define ARENA_BYTES ((size_t)512 * 1024 * 1024)
#define OUT_BYTES ((size_t)128 * 1024 * 1024)

static bool has_twice(const crdc_crd *crd)
{
    for (size_t i = 0; i < crd->n_versions; i++) {
        for (size_t k = 0; k < i; k++) {
            if (crd_str_eq(crd->versions[i].name, crd->versions[k].name)) {
                return true;
            }
        }
    }
    return false;
}

/* Text that does not come back of YAML as go-yaml prints it: see fuzz_yaml.c. */
static bool has_odd_text(const crd_value *value)
{
    CRD_AUTO_BUF json;
    crd_buf_init(&json, OUT_BYTES);
    if (!crd_json_write(&json, value, NULL, NULL)) {
        return true;
    }
    crd_str text = crd_buf_str(&json);
    return crd_str_has(text, CRD_S("\xC2\x85")) || crd_str_has(text, CRD_S("\\u202")) ||
           crd_str_has(text, CRD_S("\"\\u003c\\u003c\":"));
}

static void check_same(crd_arena *arena, const crdc_crd *a, const crdc_crd *b)
{
    const crdc_set first = { .crds = &a, .n = 1 };
    const crdc_set second = { .crds = &b, .n = 1 };
    const crdc_difference *difference = NULL;
    size_t n = 0;
    crd_err err = { 0 };
    if (!crdc_diff(arena, first, second, NULL, &difference, &n, &err)) {
        FUZZ_LAW(err.message.len > 0);
        return;
    }
    if (difference) {
        fprintf(stderr, "%.*s: %.*s\n", CRD_FMT(difference->path), CRD_FMT(difference->detail));
    }
    FUZZ_LAW(n == 0);
}

static void check_read_back(crd_arena *arena, const crdc_crd *crd, crd_str text)
{
    crdc_loading loading;
    crd_err err = { 0 };
    crdc_loading_init(&loading, arena);
    loading.memory_only = true;
    if (!crdc_load_text(&loading, CRD_S("again"), text, &err)) {
        FUZZ_LAW(crd_code_is_ours(err.code));
        return;
    }
    FUZZ_LAW(loading.n_crds == 1);
    check_same(arena, crd, loading.crds[0]);
}

static bool emit(crd_arena *arena, const crdc_artefact *artefact, const crdc_version *version,
                 bool strict, crd_buf *out)
{
    crd_err err = { 0 };
    const crdc_output_options options = { .strict = strict };
    bool ok = artefact->emit(arena, out, version->crd, version, &options, &err);
    FUZZ_LAW(ok || err.message.len > 0 || crd_buf_failed(out));
    return ok && !crd_buf_failed(out);
}

static void check_version(crd_arena *arena, const crdc_version *version)
{
    static const crdc_artefact *const artefacts[] = { &crdc_artefact_crd, &crdc_artefact_docs,
                                                      &crdc_artefact_json_schema };
    for (size_t i = 0; i < 6; i++) {
        CRD_AUTO_BUF once;
        CRD_AUTO_BUF twice;
        crd_buf_init(&once, OUT_BYTES);
        crd_buf_init(&twice, OUT_BYTES);
        if (!emit(arena, artefacts[i / 2], version, i % 2, &once) ||
            !emit(arena, artefacts[i / 2], version, i % 2, &twice)) {
            continue;
        }
        FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
        if (i == 0 && !has_twice(version->crd) && !has_odd_text(version->crd->raw)) {
            check_read_back(arena, version->crd, crd_buf_str(&once));
        }
        if (i == 4) {
            crd_value json;
            FUZZ_LAW(crd_json_read(arena, crd_buf_str(&once), NULL, &json, NULL) ||
                     crd_arena_failed(arena));
        }
    }
}

/* ---- crdc c ---- */

static void check_new_name(crdc_map *scope, crd_str name)
{
    static char mark;
    FUZZ_LAW(name.len > 0);
    if (crdc_map_get(scope, name)) {
        fprintf(stderr, "%.*s stands twice\n", CRD_FMT(name));
    }
    FUZZ_LAW(!crdc_map_get(scope, name));
    if (!crdc_map_put(scope, name, &mark, NULL)) {
        exit(0); /* no memory: nothing to see */
    }
}

static void check_members(crd_arena *arena, const crdc_c_type *type)
{
    crdc_map members;
    crdc_map_init(&members, arena);
    for (size_t i = 0; i < type->n_fields; i++) {
        check_new_name(&members, type->fields[i].name);
        if (type->fields[i].type->kind == CRDC_C_ENUM) {
            check_new_name(&members, type->fields[i].other);
        }
    }
}

static void check_names(crd_arena *arena, const crdc_c_plan *plan)
{
    crdc_map scope;
    crdc_map_init(&scope, arena);
    for (const crdc_c_type *type = plan->types; type; type = type->next) {
        bool is_container = type->kind == CRDC_C_LIST || type->kind == CRDC_C_MAP;
        if (type->is_runtime || (is_container && !type->declares)) {
            continue;
        }
        check_new_name(&scope, type->c_name);
        if (type->kind == CRDC_C_MAP) {
            check_new_name(&scope, type->entry_name);
        }
        for (size_t i = 0; type->kind == CRDC_C_ENUM && i < type->n_values; i++) {
            check_new_name(&scope, type->constants[i]);
        }
        if (type->kind == CRDC_C_STRUCT) {
            check_new_name(&scope, type->struct_table);
            check_members(arena, type);
        }
    }
}

/* Plan, names, headers, sources and the rename file of the set; false when it is refused. */
static bool emit_c(crd_arena *arena, crdc_set set, crd_str names, crd_buf *out, crd_buf *ret_names)
{
    crdc_c_plan plan;
    crdc_map renames;
    crd_err err = { 0 };
    bool ok = crdc_c_renames_read(arena, names, &renames, &err);
    if (!ok) {
        fprintf(stderr, "%.*s\n", CRD_FMT(err.message));
    }
    FUZZ_LAW(ok || crd_code_is_ours(err.code));
    if (!ok || !crdc_c_plan_make(arena, set, CRD_S(""), &renames, &plan, &err) ||
        !crdc_c_plan_name(&plan, &err)) {
        FUZZ_LAW(err.message.len > 0);
        return false;
    }
    check_names(arena, &plan);
    for (size_t i = 0; i < plan.n_units; i++) {
        const crdc_c_options options = { .docs = (enum crdc_c_docs)(i % 3) };
        crdc_c_emit_header(out, &plan, &plan.units[i], &options);
        if (!crdc_c_emit_source(out, &plan, &plan.units[i], &err)) {
            return false;
        }
    }
    crdc_c_renames_write(ret_names, &plan);
    return !crd_buf_failed(out) && !crd_buf_failed(ret_names);
}

static void check_c(crd_arena *arena, crdc_set set)
{
    CRD_AUTO_BUF once;
    CRD_AUTO_BUF twice;
    CRD_AUTO_BUF names;
    CRD_AUTO_BUF kept;
    crd_buf_init(&once, OUT_BYTES);
    crd_buf_init(&twice, OUT_BYTES);
    crd_buf_init(&names, OUT_BYTES);
    crd_buf_init(&kept, OUT_BYTES);
    if (emit_c(arena, set, CRD_S(""), &once, &names) &&
        emit_c(arena, set, crd_buf_str(&names), &twice, &kept)) {
        FUZZ_LAW(crd_str_eq(crd_buf_str(&names), crd_buf_str(&kept)));
        FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crdc_loading loading;
    crd_err err = { 0 };
    if (!arena) {
        return 0;
    }
    crdc_loading_init(&loading, arena);
    loading.memory_only = true;
    loading.plain = size && data[size - 1] == 'p';
    crd_str text = crd_str_of((const char *)data, size);
    if (!crdc_load_text(&loading, CRD_S("input"), text, &err)) {
        FUZZ_LAW(crd_code_is_ours(err.code) && err.message.len > 0);
        return 0;
    }
    for (size_t i = 0; i < loading.n_crds; i++) {
        const crdc_crd *crd = loading.crds[i];
        if (!has_twice(crd)) {
            check_same(arena, crd, crd);
        }
        crdc_verdict verdict;
        FUZZ_LAW(crdc_check(arena, crd, &verdict, &err) || err.message.len > 0);
        for (size_t v = 0; v < crd->n_versions && v < 4; v++) {
            check_version(arena, &crd->versions[v]);
        }
    }
    check_c(arena, crdc_loaded(&loading));
    return 0;
}
