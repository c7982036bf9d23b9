/* SPDX-License-Identifier: Apache-2.0 */
/* The sets: which functions are in which. */
#include "tests.h"

/* Functions of a set that are not text/template's own. */
static size_t count(const fg_funcs *funcs)
{
    size_t n = 0;
    const fg_func *func;
    for (size_t i = 0; (func = fg_funcs_at(funcs, i)); i++) {
        bool builtin = false;
        n += fg_funcs_find(funcs, func->name, &builtin) != NULL && !builtin;
    }
    return n;
}

static bool has(const fg_funcs *funcs, const char *name)
{
    return fg_funcs_find(funcs, crd_str_c(name), NULL) != NULL;
}

void test_sets(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_funcs *go = fg_sprig_funcs(arena, FG_SPRIG_GO, NULL);
    const fg_funcs *all = fg_sprig_funcs(arena, FG_SPRIG_ALL, NULL);
    const fg_funcs *latest = fg_sprig_funcs(arena, FG_SPRIG_FLEET_LATEST, NULL);
    const fg_funcs *old = fg_sprig_funcs(arena, FG_SPRIG_FLEET_0_12, NULL);
    const fg_funcs *helm = fg_sprig_funcs(arena, FG_SPRIG_HELM, NULL);
    CHECK_INT(count(go), 0);
    CHECK_INT(count(all), 211);
    CHECK_INT(count(latest), 208);
    CHECK_INT(count(old), 209);
    static const char *const sealed[] = { "env", "expandenv", "getHostByName" };
    for (size_t i = 0; i < T_COUNT(sealed); i++) {
        CHECK(has(all, sealed[i]) && !has(latest, sealed[i]));
        CHECK_INT(has(old, sealed[i]), i == 2);
        CHECK_INT(has(helm, sealed[i]), i == 2);
    }
    static const char *const own[] = {
        "toYaml",     "mustToYaml", "toYamlPretty", "fromYaml",   "fromYamlArray", "toToml",
        "mustToToml", "fromToml",   "toJson",       "mustToJson", "fromJson",      "fromJsonArray",
        "include",    "tpl",        "required",     "lookup",     "fail",
    };
    for (size_t i = 0; i < T_COUNT(own); i++) {
        CHECK(has(helm, own[i]));
    }
    CHECK(!has(all, "toYaml") && !has(all, "include") && !has(latest, "tpl"));
    CHECK(has(go, "printf") && !has(go, "trim"));
}

static bool build_set(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { 0 };
    return arena &&
           (fg_sprig_funcs(arena, FG_SPRIG_HELM, &err) || !CHECK_INT(err.code, CRD_E_NOMEM));
}

void test_set_each_failure(void)
{
    CHECK_FAIL_EACH(build_set, NULL);
}
