/* SPDX-License-Identifier: Apache-2.0 */
/* Function sets: sorted by name, built once, found by bisection when a template is parsed. */
#include "func.h"

struct funcs_entry {
    const fg_func *func;
    bool builtin;
};

struct fg_funcs {
    size_t n;
    struct funcs_entry entries[];
};

/* Where name stands or belongs. */
static size_t place_of(const fg_funcs *funcs, crd_str name)
{
    size_t low = 0;
    size_t high = funcs->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crd_str_cmp(funcs->entries[middle].func->name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool stands_at(const fg_funcs *funcs, size_t at, crd_str name)
{
    return at < funcs->n && crd_str_eq(funcs->entries[at].func->name, name);
}

static void put(fg_funcs *funcs, const fg_func *func, bool builtin)
{
    size_t at = place_of(funcs, func->name);
    if (!stands_at(funcs, at, func->name)) {
        memmove(&funcs->entries[at + 1], &funcs->entries[at],
                (funcs->n - at) * sizeof(funcs->entries[0]));
        funcs->n++;
    }
    funcs->entries[at] = (struct funcs_entry) { func, builtin };
}

static void drop(fg_funcs *funcs, crd_str name)
{
    size_t at = place_of(funcs, name);
    if (!stands_at(funcs, at, name)) {
        return;
    }
    for (size_t i = 0; i < fg_funcs_builtin.n; i++) {
        if (crd_str_eq(fg_funcs_builtin.rows[i].name, name)) {
            funcs->entries[at] = (struct funcs_entry) { &fg_funcs_builtin.rows[i], true };
            return;
        }
    }
    funcs->n--;
    memmove(&funcs->entries[at], &funcs->entries[at + 1],
            (funcs->n - at) * sizeof(funcs->entries[0]));
}

const fg_funcs *fg_funcs_new(crd_arena *arena, const fg_func_table *tables, size_t n_tables,
                             const crd_str *removed, size_t n_removed, crd_err *err)
{
    size_t n = fg_funcs_builtin.n;
    for (size_t i = 0; i < n_tables; i++) {
        n += tables[i].n;
    }
    fg_funcs *funcs = crd_arena_alloc(arena, sizeof(*funcs) + n * sizeof(funcs->entries[0]));
    if (!funcs) {
        crd_err_memory(err, arena);
        return NULL;
    }
    funcs->n = 0;
    for (size_t i = 0; i < fg_funcs_builtin.n; i++) {
        put(funcs, &fg_funcs_builtin.rows[i], true);
    }
    for (size_t t = 0; t < n_tables; t++) {
        for (size_t i = 0; i < tables[t].n; i++) {
            put(funcs, &tables[t].rows[i], false);
        }
    }
    for (size_t i = 0; i < n_removed; i++) {
        drop(funcs, removed[i]);
    }
    return funcs;
}

const fg_func *fg_funcs_find(const fg_funcs *funcs, crd_str name, bool *ret_builtin)
{
    size_t at = place_of(funcs, name);
    if (!stands_at(funcs, at, name)) {
        return NULL;
    }
    if (ret_builtin) {
        *ret_builtin = funcs->entries[at].builtin;
    }
    return funcs->entries[at].func;
}

const fg_func *fg_funcs_at(const fg_funcs *funcs, size_t i)
{
    return i < funcs->n ? funcs->entries[i].func : NULL;
}
