/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind rules: {id, fleet, rule, input, expect: {ok} | {err}}: single functions of Fleet. A rule is
 * one row of the table below; a case of another rule fails, so choose with --only rule=...
 */
#include "fleet/selector.h"
#include "fleet_case.h"

/* One case; ok is what our answer is compared with, err what Fleet says instead. */
struct ask {
    struct v_run *run;
    const crd_value *input;
    const crd_value *ok; /* NULL when an error is expected */
    enum fg_line line;
    crd_err err;
};

/* value as a struct of that type; NULL with ask->err set when it cannot be one. */
static const void *read(struct ask *ask, const crd_struct *type, const crd_value *value)
{
    return crd_decode_value(ask->run->arena, type, value, NULL, NULL, &ask->err);
}

static bool read_selector(struct ask *ask, const crd_value *value, const fleet_label_selector **ret)
{
    *ret = crd_is_null(value) ? NULL : read(ask, &fleet_label_selector_type, value);
    return *ret || crd_is_null(value);
}

static bool read_options(struct ask *ask, const char *name, fleet_options *ret)
{
    const fleet_options *options =
        read(ask, &fleet_options_type, crd_map_get(ask->input, crd_str_c(name)));
    if (options) {
        *ret = *options;
    }
    return options != NULL;
}

static bool same_bool(struct ask *ask, bool got)
{
    return !ask->ok || v_same_bool(ask->run, "ok", got, crd_is_true(ask->ok));
}

static bool same_text(struct ask *ask, crd_str got)
{
    return !ask->ok || v_same(ask->run, "ok", got, crd_text_of(ask->ok));
}

/* Each gives false when Fleet's function (or ours) fails; ask->err then has the text. *ret says
 * whether the answer is the expected one. */
static bool label_selector(struct ask *ask, bool *ret)
{
    const fleet_label_selector *source;
    const fg_selector *selector;
    if (!read_selector(ask, CRD_GET(ask->input, "selector"), &source) ||
        !fg_fleet_selector_compile(ask->run->arena, source, fg_line_words(ask->line), &selector,
                                   &ask->err)) {
        return false;
    }
    *ret = same_bool(ask, fg_selector_matches(selector, CRD_GET(ask->input, "labels")));
    return true;
}

static bool cluster_match(struct ask *ask, bool *ret)
{
    fg_matcher matcher;
    crd_str field;
    const crd_value *cluster = CRD_GET(ask->input, "cluster");
    const crd_value *group = CRD_GET(ask->input, "group");
    fg_object_meta meta = {
        .name = crd_text_of(CRD_GET(cluster, "name")),
        .labels = CRD_GET(cluster, "labels"),
    };
    const fleet_target_restriction *match = read(ask, &fleet_target_restriction_type, ask->input);
    if (!match ||
        !fg_matcher_compile(ask->run->arena, ask->line, match, &matcher, &field, &ask->err)) {
        return false;
    }
    *ret = same_bool(ask, fg_matcher_matches(&matcher, &meta, crd_text_of(CRD_GET(group, "name")),
                                             CRD_GET(group, "labels")));
    return true;
}

static bool options_merge(struct ask *ask, bool *ret)
{
    fleet_options base;
    fleet_options custom;
    fleet_options merged;
    crd_value value;
    if (!read_options(ask, "base", &base) || !read_options(ask, "custom", &custom) ||
        !fg_options_merge(ask->run->arena, ask->line, &base, &custom, &merged, &ask->err) ||
        !fg_options_value(ask->run->arena, ask->line, &merged, &value, &ask->err)) {
        return false;
    }
    *ret = !ask->ok || v_same_value(ask->run, "ok", &value, ask->ok);
    return true;
}

static bool deployment_id(struct ask *ask, bool *ret)
{
    fleet_options options;
    crd_str id;
    if (!read_options(ask, "options", &options) ||
        !fg_deployment_id(ask->run->arena, ask->line,
                          crd_text_of(CRD_GET(ask->input, "manifestID")), &options, &id,
                          &ask->err)) {
        return false;
    }
    *ret = same_text(ask, id);
    return true;
}

static bool manifest_id(struct ask *ask, bool *ret)
{
    crd_str id;
    const fleet_bundle_spec *spec = read(ask, &fleet_bundle_spec_type, ask->input);
    if (!spec || !fg_manifest_id(ask->run->arena, spec->resources.items, spec->resources.n, &id,
                                 &ask->err)) {
        return false;
    }
    *ret = same_text(ask, id);
    return true;
}

static bool namespace_selector_merge(struct ask *ask, bool *ret)
{
    const crd_value *list = CRD_GET(ask->input, "selectors");
    const fleet_label_selector **selectors =
        CRD_NEW_N(ask->run->arena, const fleet_label_selector *, crd_len_of(list));
    fleet_options options = { .extra = NULL };
    crd_value value;
    for (size_t i = 0; selectors && i < crd_len_of(list); i++) {
        if (!read_selector(ask, crd_item(list, i), &selectors[i])) {
            return false;
        }
    }
    if (!selectors ||
        !fg_fleet_selector_join(ask->run->arena, selectors, crd_len_of(list),
                                &options.allowed_target_namespace_selector, &ask->err) ||
        !fg_options_value(ask->run->arena, ask->line, &options, &value, &ask->err)) {
        return false;
    }
    const crd_value *got = CRD_GET(&value, "allowedTargetNamespaceSelector");
    const crd_value *want = crd_is_null(ask->ok) ? NULL : ask->ok;
    *ret = v_same_value(ask->run, "ok", got, want);
    return true;
}

static const struct {
    const char *name;
    bool (*answer)(struct ask *ask, bool *ret);
} rules[] = {
    { "label-selector", label_selector }, { "cluster-match", cluster_match },
    { "options-merge", options_merge },   { "deployment-id", deployment_id },
    { "manifest-id", manifest_id },       { "namespace-selector-merge", namespace_selector_merge },
};

bool v_rules(struct v_run *run, const crd_value *test)
{
    const crd_value *expect = CRD_GET(test, "expect");
    const crd_value *want_err = CRD_GET(expect, "err");
    struct ask ask = {
        .run = run,
        .input = CRD_GET(test, "input"),
        .ok = CRD_GET(expect, "ok"),
        .line = FG_LINE_LATEST,
    };
    fg_line_read(run->fleet, &ask.line);
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (!crd_str_eq(crd_text_of(CRD_GET(test, "rule")), crd_str_c(rules[i].name))) {
            continue;
        }
        bool same = false;
        if (rules[i].answer(&ask, &same)) {
            return want_err ? v_same(run, "err", CRD_S(""), crd_text_of(want_err)) : same;
        }
        return v_same(run, "err", ask.err.message, crd_text_of(want_err));
    }
    return v_fail(run, CRD_S("no such rule here"));
}
