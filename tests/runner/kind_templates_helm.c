/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind templates, set helm: {template, name, data, defs, files, lint}: the template is the file
 * templates/NAME of a chart named c, data its values, defs the files beside it, files its .Files.
 */
#include "kind_templates.h"

#include "base/limits.h"
#include "kind.h"
#include "sprig/helm.h"
#include "sprig/sprig.h"
#include "value/json.h"

/* What Helm gives templates of the chart's metadata. */
static const crd_str metadata = CRD_STR_INIT(
    "{\"APIVersion\":\"v2\",\"AppVersion\":\"1.2.3\",\"Condition\":\"\","
    "\"Dependencies\":[],\"Deprecated\":false,\"Description\":\"\",\"Home\":\"\",\"Icon\":\"\","
    "\"IsRoot\":true,\"Keywords\":[],\"KubeVersion\":\"\",\"Maintainers\":[],\"Name\":\"c\","
    "\"Sources\":[],\"Tags\":\"\",\"Type\":\"application\",\"Version\":\"0.1.0\"}");

/* A map object with the members of a tree. */
static bool object_of(fg_run *run, const crd_value *tree, fg_val *ret, crd_err *err)
{
    if (!fg_map_new(run, &fg_type_map, crd_len_of(tree), ret, err)) {
        return false;
    }
    for (size_t i = 0; i < crd_len_of(tree); i++) {
        const crd_member *member = crd_member_at(tree, i);
        if (!fg_map_set(run, *ret, member->key, fg_val_tree(run, &member->value), err)) {
            return false;
        }
    }
    return true;
}

static bool make_chart(fg_run *run, fg_val *ret, crd_err *err)
{
    crd_value *tree = crd_arena_alloc(run->arena, sizeof(crd_value));
    return tree && crd_json_read(run->arena, metadata, NULL, tree, err) &&
           object_of(run, tree, ret, err) &&
           fg_map_set(run, *ret, CRD_S("Annotations"), fg_val_zero(&fg_type_map_text), err);
}

static bool make_release(fg_run *run, fg_val *ret, crd_err *err)
{
    const struct {
        const char *key;
        fg_val value;
    } members[] = {
        { "Name", fg_val_string(CRD_S("rel")) },   { "Namespace", fg_val_string(CRD_S("ns")) },
        { "Revision", fg_val_int(1) },             { "Service", fg_val_string(CRD_S("Helm")) },
        { "IsInstall", fg_val_bool(true) },        { "IsUpgrade", fg_val_bool(false) },
    };
    bool good = fg_map_new(run, &fg_type_map, 6, ret, err);
    for (size_t i = 0; good && i < sizeof(members) / sizeof(members[0]); i++) {
        good = fg_map_set(run, *ret, crd_str_c(members[i].key), members[i].value, err);
    }
    return good;
}

static bool make_files(fg_run *run, const crd_value *files, fg_val *ret, crd_err *err)
{
    size_t n = crd_len_of(files);
    fg_helm_file *list = CRD_NEW_N(run->arena, fg_helm_file, n + 1);
    for (size_t i = 0; list && i < n; i++) {
        const crd_member *file = crd_member_at(files, i);
        list[i] = (fg_helm_file){ file->key, crd_text_of(&file->value) };
    }
    return list ? fg_helm_files(run, list, n, ret, err) : crd_err_memory(err, run->arena);
}

/* The chart's dot. */
static bool make_dot(fg_run *run, const crd_value *test, fg_val *ret, crd_err *err)
{
    const crd_value *data = CRD_GET(test, "data");
    fg_val values;
    fg_val chart;
    fg_val release;
    fg_val files;
    fg_val capabilities;
    fg_val subcharts;
    if (!fg_map_new(run, &fg_type_map, 8, ret, err) || !make_chart(run, &chart, err) ||
        !make_release(run, &release, err) ||
        !make_files(run, CRD_GET(test, "files"), &files, err) ||
        !fg_helm_capabilities_value(run, &fg_helm_default_capabilities, &capabilities, err) ||
        !fg_map_new(run, &fg_type_map, 1, &subcharts, err)) {
        return false;
    }
    if (crd_is_map(data)) {
        values = fg_val_tree(run, data);
    } else if (!fg_map_new(run, &fg_type_map, 1, &values, err)) {
        return false;
    }
    return fg_map_set(run, *ret, CRD_S("Values"), values, err) &&
           fg_map_set(run, *ret, CRD_S("Chart"), chart, err) &&
           fg_map_set(run, *ret, CRD_S("Release"), release, err) &&
           fg_map_set(run, *ret, CRD_S("Files"), files, err) &&
           fg_map_set(run, *ret, CRD_S("Capabilities"), capabilities, err) &&
           fg_map_set(run, *ret, CRD_S("Subcharts"), subcharts, err);
}

/* What the one file that is asked for renders to. */
struct wanted {
    crd_arena *arena;
    crd_str name;
    crd_str text;
};

static bool keep_wanted(void *context, const fg_helm_template *file, crd_str text, crd_err *err)
{
    struct wanted *wanted = context;
    if (!crd_str_eq(file->name, wanted->name)) {
        return true;
    }
    wanted->text = crd_arena_str(wanted->arena, text);
    return wanted->text.ptr || crd_err_memory(err, wanted->arena);
}

static fg_helm_template file_of(crd_arena *arena, crd_str name, crd_str text, fg_val dot)
{
    return (fg_helm_template){ CRD_CAT(arena, CRD_S("c/templates/"), name), text, dot,
                               CRD_S("c/templates") };
}

bool v_templates_helm(struct v_run *run, const crd_value *test)
{
    static const fg_env env = { .real_random = true };
    static const fg_exec_options exec = { .env = &env };
    crd_err err = { 0 };
    fg_run work;
    fg_val dot;
    const crd_value *defs = CRD_GET(test, "defs");
    size_t n = crd_len_of(defs) + 1;
    crd_str name = crd_text_of(CRD_GET(test, "name"));
    fg_helm_template *files = CRD_NEW_N(run->arena, fg_helm_template, n);
    const fg_funcs *funcs = fg_sprig_funcs(run->arena, FG_SPRIG_HELM, &err);
    fg_tmpl_run_init(&work, run->arena, &exec);
    if (!files || !funcs || !make_dot(&work, test, &dot, &err)) {
        return v_fail(run, err.message);
    }
    files[0] = file_of(run->arena, name.len ? name : CRD_S("t.yaml"),
                       crd_text_of(CRD_GET(test, "template")), dot);
    for (size_t i = 1; i < n; i++) {
        const crd_member *def = crd_member_at(defs, i - 1);
        files[i] = file_of(run->arena, def->key, crd_text_of(&def->value), dot);
    }
    struct wanted wanted = { run->arena, files[0].name, CRD_S("") };
    bool good = fg_helm_render(&work, funcs, files, n, crd_is_true(CRD_GET(test, "lint")),
                               keep_wanted, &wanted, &err);
    if (!good && crd_code_is_ours(err.code)) {
        return v_fail(run, err.message);
    }
    return v_same_outcome(run, test, wanted.text, good ? crd_str_of(NULL, 0) : err.message);
}
