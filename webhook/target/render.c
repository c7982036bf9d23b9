/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values for one cluster. See values.h. The order of the steps is Fleet's, since the first that
 * fails is the one reported: depth, values (marshal, parse, execute, interpret), then each entry of
 * templateValues (parse, execute, interpret).
 */
#include "base/limits.h"
#include "facts.h"
#include "prefix.h"
#include "value/yaml.h"
#include "values_inside.h"

struct render {
    crd_arena *arena;
    const fg_values *values;
    fg_run run; /* shared: a change that one template makes to the context is seen by the next */
    fg_val context;
    crd_buf out;
    const fg_fault *fault; /* the object's: rendering stops */
    crd_err *err;          /* ours */
};

/* Our failure goes on as it is; any other becomes a fault of these words. Always false. */
static bool fail(struct render *render, enum fg_fault_kind kind, const fg_document *document,
                 const crd_err *why, crd_str words)
{
    if (crd_code_is_ours(why->code)) {
        if (render->err) {
            *render->err = *why;
        }
        return false;
    }
    fg_fault *fault = FG_FAULT(render->arena, kind, document->path, words, why->message);
    if (!fault) {
        return crd_err_memory(render->err, render->arena);
    }
    fault->place = why->place;
    fault->document = document->text;
    render->fault = fault;
    return false;
}

static enum fg_fault_kind kind_of(const crd_err *why)
{
    return why->code == CRD_E_BUDGET || why->code == CRD_E_DEPTH ? FG_FAULT_BUDGET : FG_FAULT_EXEC;
}

/* Runs the template; render->out then holds what it gave. */
static bool execute(struct render *render, const fg_document *document)
{
    crd_err why = { .code = CRD_OK };
    crd_buf_clear(&render->out);
    if (document->fault) {
        render->fault = document->fault;
        return false;
    }
    return fg_tmpl_run(document->tmpl, CRD_S("values"), render->context, &render->run, &render->out,
                       &why) ||
           fail(render, kind_of(&why), document, &why,
                CRD_S("failed to render helm values template: "));
}

static const char *go_kind(const crd_value *value)
{
    switch (crd_kind_of(value)) {
    case CRD_LIST:
        return "array";
    case CRD_STRING:
        return "string";
    case CRD_NUMBER:
        return "number";
    case CRD_BOOL:
        return "bool";
    case CRD_NULL:
    case CRD_MAP:
        break;
    }
    return NULL;
}

/* What the values' template gave, as values: a map, or null for nothing. */
static bool interpret_values(struct render *render, const fg_document *document, crd_value *ret)
{
    static const crd_str words = CRD_STR_INIT("failed to interpret rendered template as helm "
                                              "values: map[string]interface {}(nil), ");
    crd_err why = { .code = CRD_OK };
    if (!crd_yaml_read(render->arena, crd_buf_str(&render->out), NULL, ret, &why)) {
        why.place =
            (crd_place) { .line = 0 }; /* a place in what was rendered, not in the template */
        return fail(render, FG_FAULT_INTERPRET, document, &why, words);
    }
    const char *kind = go_kind(ret);
    if (!kind) {
        return true;
    }
    CRD_FAIL(&why, render->arena, CRD_E_TYPE,
             CRD_S("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "),
             crd_str_c(kind), CRD_S(" into Go value of type map[string]interface {}"));
    return fail(render, FG_FAULT_INTERPRET, document, &why, words);
}

/* What an entry's template gave, of any type. Its error quotes the whole text. */
static bool interpret_entry(struct render *render, const fg_document *document, crd_value *ret)
{
    static const crd_str words =
        CRD_STR_INIT("failed to interpret rendered template as helm values: ");
    crd_err why = { .code = CRD_OK };
    crd_str rendered = crd_buf_str(&render->out);
    if (crd_yaml_read(render->arena, rendered, NULL, ret, &why)) {
        return true;
    }
    if (crd_code_is_ours(why.code)) {
        return fail(render, FG_FAULT_INTERPRET, document, &why, words);
    }
    fg_fault *fault = FG_FAULT(render->arena, FG_FAULT_INTERPRET, document->path, words, rendered,
                               CRD_S(", "), why.message);
    if (!fault) {
        return crd_err_memory(render->err, render->arena);
    }
    fault->rendered = crd_str_sub(fault->text, words.len, words.len + rendered.len);
    fault->document = document->text;
    render->fault = fault;
    return false;
}

/* Each rendered entry replaces the member of its key, or is added behind. */
static bool overlay(struct render *render, const crd_value *values, const crd_value *entries,
                    crd_value *ret)
{
    size_t n_values = crd_len_of(values);
    size_t n_entries = render->values->n_entries;
    crd_member *members = CRD_NEW_N(render->arena, crd_member, n_values + n_entries);
    if (!members) {
        return crd_err_memory(render->err, render->arena);
    }
    for (size_t i = 0; i < n_values; i++) {
        members[i] = *crd_member_at(values, i);
    }
    size_t n = n_values;
    for (size_t i = 0; i < n_entries; i++) {
        crd_str key = render->values->entries[i].key;
        const crd_member *old = crd_map_find(values, key);
        crd_member *to = old ? &members[old - values->u.members] : &members[n++];
        *to = (crd_member) { .key = key, .value = entries[i] };
    }
    return crd_value_map(render->arena, members, n, ret, render->err);
}

static bool render_entries(struct render *render, crd_value *values)
{
    const fg_values *compiled = render->values;
    crd_value *entries = CRD_NEW_N(render->arena, crd_value, compiled->n_entries);
    if (!entries) {
        return crd_err_memory(render->err, render->arena);
    }
    for (size_t i = 0; i < compiled->n_entries; i++) {
        if (!execute(render, &compiled->entries[i]) ||
            !interpret_entry(render, &compiled->entries[i], &entries[i])) {
            return false;
        }
    }
    if (!compiled->n_entries) {
        return true;
    }
    if (crd_is_null(values)) {
        render->fault = FG_FAULT(
            render->arena, FG_FAULT_NO_VALUES, compiled->path_values,
            CRD_S("the values render to nothing, and templateValues have nowhere to go: Fleet's "
                  "controller would panic (assignment to entry in nil map)"));
        return render->fault ? false : crd_err_memory(render->err, render->arena);
    }
    return overlay(render, values, entries, values);
}

/* The whole of it: context, values, entries. values: with label prefixes replaced. */
static bool render_all(struct render *render, const fg_cluster_facts *cluster,
                       const crd_value *labels, const crd_value *values, crd_value *ret)
{
    const fg_values *compiled = render->values;
    crd_value *context = CRD_NEW(render->arena, crd_value);
    fg_document fresh;
    const fg_document *document = &compiled->document;
    if (!context) {
        return crd_err_memory(render->err, render->arena);
    }
    if (!fg_facts_context(render->arena, cluster, labels, context, render->err)) {
        return false;
    }
    if (compiled->uses_prefixes) {
        if (!fg_document_of_values(render->arena, &compiled->tmpl, values, compiled->path_values,
                                   &fresh, render->err)) {
            return false;
        }
        document = &fresh;
    }
    fg_tmpl_run_init(&render->run, render->arena, &compiled->exec);
    render->context = fg_val_tree(&render->run, context);
    return execute(render, document) && interpret_values(render, document, ret) &&
           render_entries(render, ret);
}

static bool render_values(crd_arena *arena, const fg_values *values,
                          const fg_cluster_facts *cluster, const crd_value *labels,
                          fleet_helm *helm, const fg_fault **ret_fault, crd_err *err)
{
    crd_value *current = CRD_NEW(arena, crd_value);
    crd_value *rendered = CRD_NEW(arena, crd_value);
    if (!current || !rendered) {
        return crd_err_memory(err, arena);
    }
    *current = *values->values;
    if (values->uses_prefixes && !fg_prefix_replace(arena, values->values, labels, current, err)) {
        return false;
    }
    helm->values = *current;
    if (values->only_prefixes) {
        return true;
    }
    struct render render = { .arena = arena, .values = values, .err = err };
    crd_buf_init(&render.out, CRD_TEXT_BYTES_MAX);
    bool ok = render_all(&render, cluster, labels, current, rendered);
    crd_buf_done(&render.out);
    helm->values = *rendered;
    *ret_fault = render.fault;
    return ok || render.fault;
}

bool fg_values_render(crd_arena *arena, const fg_values *values, fleet_helm *helm,
                      const fg_cluster_facts *cluster, fleet_helm **ret_helm,
                      const fg_fault **ret_fault, crd_err *err)
{
    crd_value labels;
    const fg_fault *fault = NULL;
    if (!fg_facts_labels(arena, cluster->labels, &labels, err)) {
        return false;
    }
    if (!crd_len_of(&labels)) {
        *ret_helm = helm;
        *ret_fault = NULL;
        return true;
    }
    fleet_helm *to = CRD_NEW(arena, fleet_helm);
    if (!to) {
        return crd_err_memory(err, arena);
    }
    if (helm) {
        *to = *helm;
        to->values = *values->values;
        to->has.values = 1;
    }
    if (values->too_deep) {
        fault = values->too_deep;
    } else if (helm && !values->untouched &&
               !render_values(arena, values, cluster, &labels, to, &fault, err)) {
        return false;
    }
    *ret_helm = fault ? NULL : to;
    *ret_fault = fault;
    return true;
}
