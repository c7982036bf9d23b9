/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Helm's functions: YAML, TOML and JSON in both directions, include, tpl, required, fail, lookup.
 * toJson and mustToJson are Sprig's. Source of the behaviour: helm v4.2.3, pkg/engine/funcs.go.
 */
#include "helm.h"

#include "base/limits.h"
#include "base/num.h"
#include "chapters.h"
#include "common.h"
#include "outcome.h"
#include "toml.h"
#include "value/json.h"
#include "value/yaml.h"
#include "yaml_pretty.h"

/* Errors that Helm's functions put into their result; budgets and memory are not among them. */
static bool is_library_error(const crd_err *err)
{
    return !crd_code_is_ours(err->code) && err->code != CRD_E_BUDGET;
}

/* ---- YAML ---- */

static bool marshal_yaml(fg_run *run, fg_val v, fg_val *ret, crd_err *err)
{
    crd_value tree;
    crd_buf buf;
    if (!fg_val_to_tree(run, v, &tree, err)) {
        return err && (err->code == CRD_E_VALUE || err->code == CRD_E_EXEC)
                   ? crd_err_wrap(err, run->arena, CRD_S("error marshaling into JSON"))
                   : false;
    }
    fg_buf_open(run, &buf);
    bool good = crd_yaml_write_go(&buf, &tree, err);
    if (fg_buf_fails(run, &buf, err) || !good || !fg_spend_bytes(run, buf.len * 2, err)) {
        return false;
    }
    if (crd_str_ends(crd_buf_str(&buf), CRD_S("\n"))) {
        buf.len--;
    }
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(to_yaml)
{
    crd_err inner = { 0 };
    if (marshal_yaml(run, args[0], ret, &inner)) {
        return true;
    }
    *ret = fg_val_string(CRD_S(""));
    return fg_swallowed(&inner, err);
}

FG_FUNCTION(must_to_yaml)
{
    return marshal_yaml(run, args[0], ret, err) || fg_refused(err);
}

FG_FUNCTION(to_yaml_pretty)
{
    crd_err inner = { 0 };
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (fg_yaml_pretty(run, &buf, args[0], &inner)) {
        if (crd_str_ends(crd_buf_str(&buf), CRD_S("\n"))) {
            buf.len--;
        }
        return fg_buf_value(run, &buf, ret, err);
    }
    if (inner.code == CRD_E_EXEC) { /* the library panics, which Helm does not catch */
        *err = inner;
        return false;
    }
    *ret = fg_val_string(CRD_S(""));
    return fg_swallowed(&inner, err);
}

/* {"Error": text} */
static bool error_map(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    return fg_map_new(run, &fg_type_map, 1, ret, err) &&
           fg_map_set(run, *ret, CRD_S("Error"), fg_val_string(text), err);
}

/* [text] */
static bool error_list(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    fg_val *items = NULL;
    if (!fg_val_slice_new(run, &fg_type_list, 1, &items, ret, err)) {
        return false;
    }
    items[0] = fg_val_string(text);
    return true;
}

static bool error_value(fg_run *run, bool list, crd_str text, fg_val *ret, crd_err *err)
{
    return list ? error_list(run, text, ret, err) : error_map(run, text, ret, err);
}

/* encoding/json's words for a document of another kind than the map or list that is wanted. */
static bool wrong_kind(fg_run *run, const char *front, const crd_value *tree, bool list,
                       fg_val *ret, crd_err *err)
{
    static const char *const names[] = { "null", "bool", "number", "string", "array", "object" };
    crd_str text = CRD_CAT(run->arena, crd_str_c(front), CRD_S("json: cannot unmarshal "),
                           crd_str_c(names[crd_kind_of(tree)]), CRD_S(" into Go value of type "),
                           list ? CRD_S("[]interface {}") : CRD_S("map[string]interface {}"));
    return text.ptr ? error_value(run, list, text, ret, err) : crd_err_memory(err, run->arena);
}

static bool empty_value(fg_run *run, bool list, fg_val *ret, crd_err *err)
{
    fg_val *items = NULL;
    return list ? fg_val_slice_new(run, &fg_type_list, 0, &items, ret, err)
                : fg_map_new(run, &fg_type_map, 1, ret, err);
}

static bool unmarshal_yaml(fg_run *run, crd_str text, bool list, fg_val *ret, crd_err *err)
{
    crd_err inner = { 0 };
    crd_value *tree = fg_alloc(run, sizeof(*tree), err);
    if (!tree || !fg_spend_bytes(run, text.len * 16, err)) {
        return false;
    }
    if (!crd_yaml_read(run->arena, text, NULL, tree, &inner)) {
        if (!is_library_error(&inner)) {
            *err = inner;
            return false;
        }
        return error_value(run, list, inner.message, ret, err);
    }
    /* Aliases share subtrees; a template that changes one of them must not change the others. */
    if (!crd_value_copy(run->arena, tree, tree, err)) {
        return false;
    }
    if (crd_is_null(tree)) {
        return empty_value(run, list, ret, err);
    }
    if (crd_kind_of(tree) != (list ? CRD_LIST : CRD_MAP)) {
        return wrong_kind(run, "error unmarshaling JSON: while decoding JSON: ", tree, list, ret,
                          err);
    }
    *ret = fg_val_tree(run, tree);
    return true;
}

FG_FUNCTION(from_yaml)
{
    return unmarshal_yaml(run, fg_text(args[0]), false, ret, err);
}

FG_FUNCTION(from_yaml_array)
{
    return unmarshal_yaml(run, fg_text(args[0]), true, ret, err);
}

/* ---- TOML ---- */

FG_FUNCTION(to_toml)
{
    crd_err inner = { 0 };
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (fg_toml_write(run, &buf, args[0], &inner)) {
        return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
    }
    if (inner.code != CRD_E_VALUE) { /* a panic of the library is the function's error */
        *err = inner;
        return false;
    }
    *ret = fg_val_string(inner.message);
    return true;
}

FG_FUNCTION(must_to_toml)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (!fg_toml_write(run, &buf, args[0], err)) {
        return fg_refused(err);
    }
    return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(from_toml)
{
    crd_err inner = { 0 };
    if (fg_toml_read(run, fg_text(args[0]), ret, &inner)) {
        return true;
    }
    if (!is_library_error(&inner)) {
        *err = inner;
        return false;
    }
    return error_map(run, inner.message, ret, err);
}

/* ---- JSON ---- */

/* Sprig's function of that name. */
static bool call_json(fg_run *run, const char *name, fg_val text, fg_val *ret, crd_err *err)
{
    for (size_t i = 0; i < fg_sprig_json.n; i++) {
        if (crd_str_eq(fg_sprig_json.rows[i].name, crd_str_c(name))) {
            return fg_sprig_json.rows[i].call(run, &text, 1, ret, err);
        }
    }
    return CRD_FAIL(err, run->arena, CRD_E_MISSING, crd_str_c(name));
}

/* What a value is to encoding/json, for the words above. */
static crd_value kind_only(fg_val v)
{
    switch (v.kind) {
    case FG_BOOL:
        return crd_value_bool(false);
    case FG_FLOAT64:
        return crd_value_number(CRD_S("0"));
    case FG_STRING:
        return crd_value_string(CRD_S(""));
    case FG_SLICE:
        return crd_value_list(NULL, 0);
    default:
        return crd_value_null();
    }
}

/* A map with the members of one that may be of the tree. */
static bool copy_map(fg_run *run, fg_val from, fg_val *ret, crd_err *err)
{
    fg_map_iter iter;
    crd_str key;
    fg_val value;
    if (!fg_map_new(run, &fg_type_map, fg_val_len(run, from) + 1, ret, err) ||
        !fg_map_iter_init(run, from, &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &key, &value)) {
        if (!fg_spend(run, 1, err) || !fg_map_set(run, *ret, key, value, err)) {
            return false;
        }
    }
    return true;
}

static bool unmarshal_json(fg_run *run, fg_val text, bool list, fg_val *ret, crd_err *err)
{
    crd_err inner = { 0 };
    fg_val value = { 0 };
    bool good = call_json(run, "mustFromJson", text, &value, &inner);
    if (!good && !is_library_error(&inner)) {
        *err = inner;
        return false;
    }
    bool wellformed = good;
    if (!good && inner.code != CRD_E_SYNTAX) { /* a number out of range: the rest is read */
        wellformed = call_json(run, "fromJson", text, &value, err);
        if (!wellformed) {
            return false;
        }
    }
    enum fg_kind wanted = list ? FG_SLICE : FG_MAP;
    if (good && fg_is_nil(value)) {
        *ret = fg_val_zero(list ? &fg_type_list : &fg_type_map);
        return true;
    }
    if (wellformed && value.kind != wanted) {
        /* Nothing at all is left of a number out of range. */
        crd_value kind = good ? kind_only(value) : crd_value_number(CRD_S("0"));
        if (value.kind == FG_MAP || value.kind == FG_SLICE) {
            kind.kind = value.kind == FG_MAP ? CRD_MAP : CRD_LIST;
        }
        return wrong_kind(run, "", &kind, list, ret, err);
    }
    if (good) {
        *ret = value;
        return true;
    }
    if (!wellformed || list) {
        return error_value(run, list, inner.message, ret, err);
    }
    return copy_map(run, value, ret, err) &&
           fg_map_set(run, *ret, CRD_S("Error"), fg_val_string(inner.message), err);
}

FG_FUNCTION(from_json)
{
    return unmarshal_json(run, args[0], false, ret, err);
}

FG_FUNCTION(from_json_array)
{
    return unmarshal_json(run, args[0], true, ret, err);
}

/* ---- include and tpl ---- */

/* The chart's state, or one of this run's own where no chart is rendered. */
static fg_helm *state(fg_run *run, crd_err *err)
{
    if (!run->helm) {
        fg_helm *helm = fg_alloc(run, sizeof(fg_helm), err);
        if (!helm) {
            return NULL;
        }
        *helm = (fg_helm) { .lint = false };
        run->helm = helm;
        fg_run_pin(run);
    }
    if (run->helm->included.kind != FG_MAP) {
        if (!fg_map_new(run, &fg_type_map, 8, &run->helm->included, err)) {
            return NULL;
        }
        fg_run_pin(run);
    }
    return run->helm;
}

static int64_t times_included(fg_run *run, const fg_helm *helm, crd_str name)
{
    fg_val count;
    return fg_map_get(run, helm->included, name, &count) ? count.as.i : 0;
}

/* What an included template failed with becomes the cause of what is said around it: Helm prints
 * the places of both. Always false. */
static bool note_cause(fg_run *run, crd_err *err)
{
    crd_err *cause = err ? crd_arena_alloc(run->arena, sizeof(crd_err)) : NULL;
    if (cause) {
        *cause = *err;
        err->cause = cause;
    } else {
        crd_err_memory(err, run->arena);
    }
    return false;
}

/* A template called from Go with nil has no dot at all, which is not the same as a nil dot. */
static fg_val as_dot(fg_val given)
{
    return given.kind == FG_NIL ? fg_val_invalid() : given;
}

FG_FUNCTION(include)
{
    fg_helm *helm = state(run, err);
    crd_str name = fg_text(args[0]);
    crd_buf out;
    if (!helm) {
        return false;
    }
    int64_t times = times_included(run, helm, name);
    if (times > FG_HELM_INCLUDES_MAX) {
        return FG_FAIL(run, err, CRD_S("rendering template has a nested reference name: "), name,
                       CRD_S(": unable to execute template"));
    }
    if (!fg_map_set(run, helm->included, name, fg_val_int(times + 1), err)) {
        return false;
    }
    fg_buf_open(run, &out);
    bool good = fg_tmpl_call(run, fg_tmpl_running(run), name, as_dot(args[1]), &out, err) ||
                note_cause(run, err);
    return fg_map_set(run, helm->included, name, fg_val_int(times), good ? err : NULL) && good &&
           fg_buf_value(run, &out, ret, err);
}

/* text in front of the message, then the template quoted, then a colon. */
static bool about_template(fg_run *run, const char *front, crd_str text, crd_err *err)
{
    crd_buf buf;
    if (!err || crd_code_is_ours(err->code)) {
        return false;
    }
    fg_buf_open(run, &buf);
    crd_buf_add(&buf, crd_str_c(front));
    crd_quote(&buf, text);
    if (fg_buf_fails(run, &buf, err)) {
        return false;
    }
    return crd_err_wrap(err, run->arena, crd_buf_str(&buf));
}

/* The text without each "<no value>" in it. */
static bool without_no_value(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    static const crd_str mark = CRD_STR_INIT("<no value>");
    crd_buf buf;
    if (!crd_str_has(text, mark)) {
        *ret = fg_val_string(text);
        return true;
    }
    fg_buf_open(run, &buf);
    for (size_t at = 0; (at = crd_str_find(text, mark)) != CRD_NPOS;) {
        crd_buf_add(&buf, crd_str_sub(text, 0, at));
        text = crd_str_from(text, at + mark.len);
    }
    crd_buf_add(&buf, text);
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(tpl)
{
    static const crd_str name = CRD_STR_INIT("gotpl");
    crd_str text = fg_text(args[0]);
    crd_buf out;
    if (!fg_spend(run, 10 + text.len / 4, err)) {
        return false;
    }
    fg_tmpl *set = fg_tmpl_clone(run->arena, fg_tmpl_running(run), err);
    if (!set) {
        return false;
    }
    if (!fg_tmpl_parse(set, name, text, err)) {
        about_template(run, "cannot parse template ", text, err);
        fg_refused(err);
        return note_cause(run, err);
    }
    fg_buf_open(run, &out);
    if (!fg_tmpl_call(run, set, name, as_dot(args[1]), &out, err)) {
        about_template(run, "error during tpl function execution for ", text, err);
        return note_cause(run, err);
    }
    return !fg_buf_fails(run, &out, err) && without_no_value(run, crd_buf_str(&out), ret, err);
}

/* ---- required, fail, lookup ---- */

static bool is_lint(const fg_run *run)
{
    return run->helm && run->helm->lint;
}

/* A message for the user: the marks let it be found again in the whole error. */
static bool warn(fg_run *run, fg_val message, fg_val *ret, crd_err *err)
{
    if (is_lint(run)) {
        *ret = fg_val_string(CRD_S(""));
        return true;
    }
    return FG_FAIL(run, err, CRD_S("HELM_ERR_START"), fg_text(message), CRD_S("HELM_ERR_END"));
}

FG_FUNCTION(required)
{
    if (fg_is_nil(args[1]) || (args[1].type == &fg_type_string && args[1].len == 0)) {
        return warn(run, args[0], ret, err);
    }
    *ret = args[1];
    return true;
}

FG_FUNCTION(fail)
{
    return warn(run, args[0], ret, err);
}

FG_FUNCTION(lookup)
{
    const crd_value *node = NULL;
    if (run->env->lookup && !is_lint(run) &&
        !run->env->lookup(run->env->context, fg_text(args[0]), fg_text(args[1]), fg_text(args[2]),
                          fg_text(args[3]), &node, err)) {
        return fg_refused(err);
    }
    if (!node || !crd_is_map(node)) {
        return fg_map_new(run, &fg_type_map, 1, ret, err);
    }
    *ret = fg_val_tree(run, node);
    return true;
}

static const fg_func rows[] = {
    FG_ROW("toYaml", to_yaml, FG_STRING_T, 2, 0, FG_ANY_T),
    FG_ROW("mustToYaml", must_to_yaml, FG_STRING_T, 2, 0, FG_ANY_T),
    FG_ROW("toYamlPretty", to_yaml_pretty, FG_STRING_T, 2, 0, FG_ANY_T),
    FG_ROW("fromYaml", from_yaml, FG_MAP_T, 2, 0, FG_STRING_T),
    FG_ROW("fromYamlArray", from_yaml_array, FG_LIST_T, 2, 0, FG_STRING_T),
    FG_ROW("toToml", to_toml, FG_STRING_T, 2, 0, FG_ANY_T),
    FG_ROW("mustToToml", must_to_toml, FG_STRING_T, 2, 0, FG_ANY_T),
    FG_ROW("fromToml", from_toml, FG_MAP_T, 2, 0, FG_STRING_T),
    FG_ROW("fromJson", from_json, FG_MAP_T, 2, 0, FG_STRING_T),
    FG_ROW("fromJsonArray", from_json_array, FG_LIST_T, 2, 0, FG_STRING_T),
    FG_ROW("include", include, FG_STRING_T, 4, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("tpl", tpl, FG_STRING_T, 4, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("required", required, FG_ANY_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("fail", fail, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("lookup", lookup, FG_MAP_T, 10, FG_FUNC_OUTSIDE | FG_FUNC_UNSTABLE, FG_STRING_T,
           FG_STRING_T, FG_STRING_T, FG_STRING_T),
};
const fg_func_table fg_sprig_helm = FG_TABLE(rows);
