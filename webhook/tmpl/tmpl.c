/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of templates: which names are defined, and by which text. */
#include "tmpl.h"

#include "code.h"

fg_tmpl *fg_tmpl_new(crd_arena *arena, const fg_tmpl_options *options, crd_err *err)
{
    fg_tmpl *set = CRD_NEW(arena, fg_tmpl);
    if (!set) {
        crd_err_memory(err, arena);
        return NULL;
    }
    set->arena = arena;
    set->options = *options;
    set->name = options->name;
    set->names.arena = arena;
    return set;
}

/* Room for the code of every name. */
static bool make_room(fg_tmpl *set, uint32_t n, crd_err *err)
{
    if (n <= set->n_codes) {
        return true;
    }
    uint32_t room = n < 8 ? 8 : n * 2;
    const fg_code **codes = CRD_NEW_N(set->arena, const fg_code *, room);
    if (!codes) {
        return crd_err_memory(err, set->arena);
    }
    if (set->n_codes) {
        memcpy(codes, set->codes, set->n_codes * sizeof(*codes));
    }
    set->codes = codes;
    set->n_codes = room;
    return true;
}

fg_tmpl *fg_tmpl_clone(crd_arena *arena, const fg_tmpl *base, crd_err *err)
{
    fg_tmpl *set = CRD_NEW(arena, fg_tmpl);
    if (!set) {
        crd_err_memory(err, arena);
        return NULL;
    }
    *set = *base;
    set->arena = arena;
    set->n_codes = 0;
    set->calls = (fg_call_list) { 0 };
    if (!fg_names_copy(&base->names, arena, &set->names)) {
        crd_err_memory(err, arena);
        return NULL;
    }
    if (!make_room(set, base->names.n, err)) {
        return NULL;
    }
    uint32_t n = base->n_codes < base->names.n ? base->n_codes : base->names.n;
    if (n) {
        memcpy(set->codes, base->codes, n * sizeof(*set->codes));
    }
    return set;
}

/* Compiles the trees of a text; those that may not replace what there is get NULL. */
static bool compile_all(fg_tmpl *set, const fg_forest *forest, const fg_code **codes, crd_err *err)
{
    for (size_t i = 0; i < forest->n; i++) {
        const fg_tree *tree = forest->trees[i];
        uint32_t number = fg_names_add(&set->names, tree->name);
        if (number == FG_NO_NAME) {
            return crd_err_memory(err, set->arena);
        }
        bool defined = number < set->n_codes && set->codes[number];
        codes[i] = NULL;
        if (tree->is_empty && defined) {
            continue;
        }
        codes[i] = fg_compile(set->arena, forest, tree, &set->names, &set->calls, err);
        if (!codes[i]) {
            return false;
        }
    }
    return make_room(set, set->names.n, err);
}

bool fg_tmpl_parse(fg_tmpl *set, crd_str name, crd_str text, crd_err *err)
{
    fg_forest forest;
    if (!fg_parse(set->arena, name, text, &set->options, &forest, err)) {
        return false;
    }
    const fg_code **codes = CRD_NEW_N(set->arena, const fg_code *, forest.n);
    if (!codes) {
        return crd_err_memory(err, set->arena);
    }
    if (!compile_all(set, &forest, codes, err)) {
        return false;
    }
    for (size_t i = 0; i < forest.n; i++) {
        if (codes[i]) {
            set->codes[fg_names_find(&set->names, forest.trees[i]->name)] = codes[i];
        }
    }
    if (!set->name.len) {
        set->name = name;
    }
    return true;
}

const fg_tmpl *fg_tmpl_single(crd_arena *arena, crd_str name, crd_str text,
                              const fg_tmpl_options *options, crd_err *err)
{
    fg_tmpl *set = fg_tmpl_new(arena, options, err);
    return set && fg_tmpl_parse(set, name, text, err) ? set : NULL;
}

static const fg_code *find(const fg_tmpl *set, crd_str name)
{
    uint32_t number = fg_names_find(&set->names, name);
    return number < set->n_codes ? set->codes[number] : NULL;
}

bool fg_tmpl_has(const fg_tmpl *set, crd_str name)
{
    const fg_code *code = find(set, name);
    return code && !code->is_empty;
}

bool fg_tmpl_is_active(const fg_tmpl *set, crd_str name)
{
    const fg_code *code = find(set, name);
    return code && code->is_active;
}

const fg_func *fg_tmpl_calls(const fg_tmpl *set, size_t i)
{
    return i < set->calls.n ? set->calls.items[i].func : NULL;
}

crd_place fg_tmpl_call_place(const fg_tmpl *set, size_t i)
{
    return i < set->calls.n ? set->calls.items[i].place : (crd_place) { 0 };
}
