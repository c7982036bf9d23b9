/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind templates: {id, area, funcs, template, name, left, right, missingkey, data, defs, out |
 * err}: one template of the function set go, sprig or fleet with its data; defs are further
 * templates by name, parsed before it in order of name.
 */
#include "base/limits.h"
#include "kind.h"
#include "kind_templates.h"
#include "sprig/sprig.h"
#include "tmpl/tmpl.h"

/* What a set implies where the case does not say. */
struct defaults {
    const char *funcs;
    enum fg_sprig_set set;
    const char *left;
    const char *right;
    const char *missing;
    const char *name;
};

static const struct defaults sets[] = {
    { "go", FG_SPRIG_GO, "{{", "}}", "default", "t" },
    { "sprig", FG_SPRIG_ALL, "{{", "}}", "default", "t" },
    { "fleet", FG_SPRIG_FLEET_LATEST, "${", "}", "error", "values" },
};

static const struct defaults *defaults_of(crd_str funcs)
{
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        if (!funcs.len || crd_str_eq(funcs, crd_str_c(sets[i].funcs))) {
            return &sets[i];
        }
    }
    return NULL;
}

/* The text of a field, or what stands for it when it is absent or empty. */
static crd_str text_or(const crd_value *test, const char *field, const char *otherwise)
{
    crd_str text = crd_text_of(crd_map_get(test, crd_str_c(field)));
    return text.len ? text : crd_str_c(otherwise);
}

static bool read_options(struct v_run *run, const crd_value *test, const struct defaults *set,
                         fg_tmpl_options *ret, crd_err *err)
{
    crd_str missing = text_or(test, "missingkey", set->missing);
    bool old = crd_str_eq(run->fleet, CRD_S("0.12"));
    enum fg_sprig_set funcs = set->set;
    if (old && funcs == FG_SPRIG_FLEET_LATEST) {
        funcs = FG_SPRIG_FLEET_0_12;
    }
    *ret = (fg_tmpl_options) {
        .left = text_or(test, "left", set->left),
        .right = text_or(test, "right", set->right),
        .funcs = fg_sprig_funcs(run->arena, funcs, err),
        .go = old ? FG_GO_1_23 : FG_GO_1_26,
        .missing = crd_str_eq(missing, CRD_S("error"))  ? FG_MISSING_ERROR
                   : crd_str_eq(missing, CRD_S("zero")) ? FG_MISSING_ZERO
                                                        : FG_MISSING_DEFAULT,
        .name = text_or(test, "name", set->name),
    };
    return ret->funcs != NULL;
}

/* What the template prints, or the error in *ret_error. False: the case cannot be run. */
static bool render(struct v_run *run, const crd_value *test, const fg_tmpl_options *options,
                   crd_str *ret_out, crd_str *ret_error)
{
    crd_err err = { 0 };
    crd_buf out;
    static const fg_env env = { .real_random = true };
    static const fg_exec_options exec = { .env = &env };
    fg_tmpl *set = fg_tmpl_new(run->arena, options, &err);
    const crd_value *defs = CRD_GET(test, "defs");
    bool ok = set != NULL;
    for (size_t i = 0; ok && i < crd_len_of(defs); i++) {
        const crd_member *def = crd_member_sorted(defs, i);
        ok = fg_tmpl_parse(set, def->key, crd_text_of(&def->value), &err);
    }
    crd_buf_on(&out, run->arena, CRD_TEXT_BYTES_MAX);
    ok = ok && fg_tmpl_parse(set, options->name, text_or(test, "template", ""), &err) &&
         fg_tmpl_render(set, options->name, CRD_GET(test, "data"), run->arena, &exec, &out, &err);
    *ret_out = crd_buf_str(&out);
    *ret_error = ok ? crd_str_of(NULL, 0) : err.message;
    return ok || !crd_code_is_ours(err.code) || v_fail(run, err.message);
}

bool v_templates(struct v_run *run, const crd_value *test)
{
    crd_str out;
    crd_str error;
    crd_err err = { 0 };
    fg_tmpl_options options;
    if (crd_str_eq(text_or(test, "funcs", ""), CRD_S("helm"))) {
        return v_templates_helm(run, test);
    }
    const struct defaults *set = defaults_of(text_or(test, "funcs", ""));
    if (!set) {
        return v_fail(run, CRD_S("no such function set"));
    }
    if (!read_options(run, test, set, &options, &err)) {
        return v_fail(run, err.message);
    }
    return render(run, test, &options, &out, &error) && v_same_outcome(run, test, out, error);
}
