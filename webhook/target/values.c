/* SPDX-License-Identifier: Apache-2.0 */
/* Values compiled: what can be known before a cluster is. See values.h; render.c does the rest. */
#include "values.h"

#include "base/limits.h"
#include "prefix.h"
#include "sprig/sprig.h"
#include "value/yaml.h"
#include "values_inside.h"

static const crd_value empty_map = { .kind = CRD_MAP };

fg_fault *fg_fault_new(crd_arena *arena, enum fg_fault_kind kind, crd_str path,
                       const crd_str *parts, size_t n)
{
    fg_fault *fault = CRD_NEW(arena, fg_fault);
    crd_str text = crd_str_cat(arena, parts, n);
    if (!fault || !text.ptr) {
        return NULL;
    }
    fault->kind = kind;
    fault->path = path;
    fault->text = text;
    fault->rendered = CRD_S("");
    fault->document = CRD_S("");
    return fault;
}

/* --- documents --- */

static bool parse(crd_arena *arena, const fg_tmpl_options *options, fg_document *document,
                  crd_err *err)
{
    crd_err refusal = { .code = CRD_OK };
    document->tmpl = fg_tmpl_single(arena, CRD_S("values"), document->text, options, &refusal);
    if (document->tmpl) {
        document->active = fg_tmpl_is_active(document->tmpl, CRD_S("values"));
        return true;
    }
    if (crd_code_is_ours(refusal.code)) {
        if (err) {
            *err = refusal;
        }
        return false;
    }
    fg_fault *fault = FG_FAULT(arena, FG_FAULT_PARSE, document->path,
                               CRD_S("failed to parse helm values template: "), refusal.message);
    if (!fault) {
        return crd_err_memory(err, arena);
    }
    fault->place = refusal.place;
    fault->document = document->text;
    document->fault = fault;
    return true;
}

bool fg_document_of_values(crd_arena *arena, const fg_tmpl_options *options,
                           const crd_value *values, crd_str path, fg_document *ret, crd_err *err)
{
    crd_err refusal = { .code = CRD_OK };
    crd_buf buf;
    fg_document document = { .key = CRD_S(""), .path = path };
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    if (crd_yaml_write(&buf, values, &refusal)) {
        document.text = crd_buf_str(&buf);
        if (!parse(arena, options, &document, err)) {
            return false;
        }
        *ret = document;
        return true;
    }
    if (crd_code_is_ours(refusal.code)) {
        if (err) {
            *err = refusal;
        }
        return false;
    }
    document.fault =
        FG_FAULT(arena, FG_FAULT_MARSHAL, path,
                 CRD_S("failed to marshal helm values section into a template: "), refusal.message);
    *ret = document;
    return document.fault || crd_err_memory(err, arena);
}

/* --- where things stand in the Bundle --- */

/* A source with its templateValues sorted for looking up. */
struct source {
    crd_str path;
    const fleet_helm *helm;
    crd_string_map sorted;
};

struct compiler {
    crd_arena *arena;
    fg_values *values;
    struct source *sources;
    size_t n_sources;
    crd_err *err;
};

static bool add_sources(struct compiler *compiler, const fg_helm_source *sources, size_t n)
{
    compiler->sources = CRD_NEW_N(compiler->arena, struct source, n);
    if (!compiler->sources) {
        return crd_err_memory(compiler->err, compiler->arena);
    }
    for (size_t i = 0; i < n; i++) {
        struct source *to = &compiler->sources[i];
        *to = (struct source) { .path = sources[i].path, .helm = sources[i].helm };
        if (!to->helm || !to->helm->template_values.n) {
            continue;
        }
        to->sorted = fg_string_map_sorted(compiler->arena, &to->helm->template_values);
        if (!to->sorted.items) {
            return crd_err_memory(compiler->err, compiler->arena);
        }
    }
    compiler->n_sources = n;
    return true;
}

static bool has_key(const crd_string_map *sorted, crd_str key)
{
    size_t low = 0;
    size_t high = sorted->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = crd_str_cmp(sorted->items[middle].key, key);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* The last source that says something about it; the first when none does. */
static crd_str path_of_values(const struct compiler *compiler)
{
    size_t i = compiler->n_sources - 1;
    while (i > 0 && !(compiler->sources[i].helm && compiler->sources[i].helm->has.values)) {
        i--;
    }
    return CRD_CAT(compiler->arena, compiler->sources[i].path, CRD_S(".values"));
}

static crd_str path_of_key(const struct compiler *compiler, crd_str key)
{
    size_t i = compiler->n_sources - 1;
    while (i > 0 && !has_key(&compiler->sources[i].sorted, key)) {
        i--;
    }
    return CRD_CAT(compiler->arena, compiler->sources[i].path, CRD_S(".templateValues["), key,
                   CRD_S("]"));
}

/* --- compilation --- */

static bool add_entries(struct compiler *compiler, const fleet_helm *helm)
{
    fg_values *values = compiler->values;
    crd_string_map sorted = fg_string_map_sorted(compiler->arena, &helm->template_values);
    fg_document *entries = CRD_NEW_N(compiler->arena, fg_document, helm->template_values.n);
    if (!sorted.items || !entries) {
        return crd_err_memory(compiler->err, compiler->arena);
    }
    for (size_t i = 0; i < sorted.n; i++) {
        entries[i].key = sorted.items[i].key;
        entries[i].text = sorted.items[i].value;
        entries[i].path = path_of_key(compiler, entries[i].key);
        if (!entries[i].path.ptr) {
            return crd_err_memory(compiler->err, compiler->arena);
        }
        if (!parse(compiler->arena, &values->tmpl, &entries[i], compiler->err)) {
            return false;
        }
    }
    values->entries = entries;
    values->n_entries = sorted.n;
    return true;
}

static bool collect_faults(struct compiler *compiler)
{
    fg_values *values = compiler->values;
    values->faults = CRD_NEW_N(compiler->arena, const fg_fault *, values->n_entries + 2);
    if (!values->faults) {
        return crd_err_memory(compiler->err, compiler->arena);
    }
    if (values->too_deep) {
        values->faults[values->n_faults++] = values->too_deep;
    }
    if (values->document.fault) {
        values->faults[values->n_faults++] = values->document.fault;
    }
    for (size_t i = 0; i < values->n_entries; i++) {
        if (values->entries[i].fault) {
            values->faults[values->n_faults++] = values->entries[i].fault;
        }
    }
    return true;
}

static bool compile_values(struct compiler *compiler, const fleet_helm *helm)
{
    fg_values *values = compiler->values;
    values->path_values = path_of_values(compiler);
    if (!values->path_values.ptr) {
        return crd_err_memory(compiler->err, compiler->arena);
    }
    if (fg_prefix_is_too_deep(values->values)) {
        values->too_deep = FG_FAULT(
            compiler->arena, FG_FAULT_DEPTH, values->path_values,
            CRD_S("maximum recursion depth of 50 exceeded for cluster label prefix processing, "
                  "too many nested values"));
        return values->too_deep ? true : crd_err_memory(compiler->err, compiler->arena);
    }
    values->uses_prefixes = fg_prefix_is_used(values->values);
    return values->only_prefixes ||
           (fg_document_of_values(compiler->arena, &values->tmpl, values->values,
                                  values->path_values, &values->document, compiler->err) &&
            add_entries(compiler, helm));
}

/* How templates of the line are parsed and run. */
static bool prepare(struct compiler *compiler, const fg_render_options *render)
{
    fg_values *values = compiler->values;
    bool latest = values->line == FG_LINE_LATEST;
    const fg_funcs *funcs = render ? render->funcs : NULL;
    if (!funcs) {
        funcs = fg_sprig_funcs(compiler->arena,
                               latest ? FG_SPRIG_FLEET_LATEST : FG_SPRIG_FLEET_0_12, compiler->err);
        if (!funcs) {
            return false;
        }
    }
    values->tmpl = (fg_tmpl_options) {
        .left = CRD_S("${"),
        .right = CRD_S("}"),
        .funcs = funcs,
        .go = latest ? FG_GO_1_26 : FG_GO_1_23,
        .missing = FG_MISSING_ERROR,
    };
    if (render) {
        values->exec.budget = render->budget;
        values->exec.env = render->env;
    }
    return true;
}

bool fg_values_compile(crd_arena *arena, enum fg_line line, const fg_render_options *render,
                       const fleet_helm *helm, const fg_helm_source *sources, size_t n_sources,
                       const fg_values **ret_values, crd_err *err)
{
    fg_values *values = CRD_NEW(arena, fg_values);
    struct compiler compiler = { .arena = arena, .values = values, .err = err };
    if (!values) {
        return crd_err_memory(err, arena);
    }
    values->line = line;
    values->values = helm && helm->has.values ? &helm->values : &empty_map;
    values->has_entries = helm && helm->has.template_values;
    values->untouched = !values->has_entries && crd_len_of(values->values) == 0;
    values->only_prefixes = helm && helm->disable_pre_process;
    if (!values->untouched &&
        (!prepare(&compiler, render) || !add_sources(&compiler, sources, n_sources) ||
         !compile_values(&compiler, helm) || !collect_faults(&compiler))) {
        return false;
    }
    *ret_values = values;
    return true;
}

size_t fg_values_n_faults(const fg_values *values)
{
    return values->n_faults;
}

const fg_fault *fg_values_fault(const fg_values *values, size_t i)
{
    return i < values->n_faults ? values->faults[i] : NULL;
}

static const fg_document *document_at(const fg_values *values, size_t i)
{
    if (i == 0) {
        return &values->document;
    }
    return i <= values->n_entries ? &values->entries[i - 1] : NULL;
}

/* Calls of all documents are numbered through; functions are few. */
bool fg_values_unstable(const fg_values *values, size_t *inout_at, fg_unstable *ret)
{
    size_t number = 0;
    const fg_document *document;
    for (size_t d = 0; (document = document_at(values, d)) != NULL; d++) {
        const fg_func *func;
        for (size_t i = 0; document->tmpl && (func = fg_tmpl_calls(document->tmpl, i)); i++) {
            if (number++ < *inout_at || !(func->flags & (FG_FUNC_UNSTABLE | FG_FUNC_OUTSIDE))) {
                continue;
            }
            *inout_at = number;
            *ret = (fg_unstable) {
                .func = func,
                .path = document->path,
                .place = fg_tmpl_call_place(document->tmpl, i),
                .document = document->text,
            };
            return true;
        }
    }
    return false;
}
