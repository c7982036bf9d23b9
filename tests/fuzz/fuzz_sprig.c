/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's and Helm's functions one at a time: a name, a NUL, and arguments parted by NULs, each of
 * the type that the row asks for (JSON or text where any will do). Whatever they are: the same
 * answer each time, budgets kept, and a text in every refusal.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"
#include "fuzz.h"
#include "sprig/helm.h"
#include "sprig/sprig.h"
#include "value/json.h"

#define ARENA_BYTES ((size_t)64 * 1024 * 1024)
#define MEMORY_BYTES ((size_t)4 * 1024 * 1024)
#define ARGUMENTS 4

/* The set, built once; it is immutable. */
static const fg_funcs *functions(void)
{
    static crd_arena *arena;
    static const fg_funcs *funcs;
    if (!funcs && (arena || (arena = crd_arena_new(ARENA_BYTES)))) {
        funcs = fg_sprig_funcs(arena, FG_SPRIG_HELM, NULL);
    }
    return funcs;
}

static const fg_func *function_named(const fg_funcs *funcs, crd_str name)
{
    const fg_func *found = fg_funcs_find(funcs, name, NULL);
    if (found) {
        return found;
    }
    size_t n = 0;
    size_t which = 0;
    while (fg_funcs_at(funcs, n)) {
        n++;
    }
    for (size_t i = 0; i < name.len; i++) {
        which = which * 31 + (unsigned char)name.ptr[i];
    }
    return fg_funcs_at(funcs, which % n);
}

/* The next argument's text; input keeps what stands behind it. */
static crd_str take(crd_str *input)
{
    size_t nul = crd_str_find_byte(*input, 0);
    crd_str text = crd_str_sub(*input, 0, nul);
    *input = nul == CRD_NPOS ? CRD_S("") : crd_str_from(*input, nul + 1);
    return text;
}

static fg_val argument(fg_run *run, const fg_type *type, crd_str text)
{
    int64_t number = 0;
    crd_value *tree = crd_arena_alloc(run->arena, sizeof(*tree));
    if (type == &fg_type_string || !tree) {
        return fg_val_string(text);
    }
    if (type == &fg_type_int || type == &fg_type_int64) {
        crd_int_parse(text, 10, 64, &number);
        return type == &fg_type_int ? fg_val_int(number) : fg_val_int64(number);
    }
    return crd_json_read(run->arena, text, NULL, tree, NULL) ? fg_val_tree(run, tree)
                                                             : fg_val_string(text);
}

/* One run; what it printed or refused goes to ret_text. */
static bool run_once(const fg_tmpl *set, const fg_func *func, crd_str rest, crd_buf *ret_text,
                     fg_usage *ret_usage)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    fg_run run;
    fg_helm helm = { 0 };
    fg_val data;
    fg_exec_options options = {
        .budget = { .steps = 20000, .output_bytes = 65536, .memory_bytes = MEMORY_BYTES },
    };
    crd_buf_init(&out, ARENA_BYTES);
    if (!arena) {
        return false;
    }
    fg_tmpl_run_init(&run, arena, &options);
    run.helm = &helm;
    bool ok = fg_map_new(&run, &fg_type_map, ARGUMENTS, &data, &err);
    for (size_t i = 0; ok && i < ARGUMENTS; i++) {
        size_t at = i < func->n_params ? i : func->n_params - 1u;
        crd_str key = crd_str_sub(CRD_S("abcd"), i, i + 1);
        const fg_type *type = func->n_params ? func->params[at] : &fg_type_any;
        ok = fg_map_set(&run, data, key, argument(&run, type, take(&rest)), &err);
    }
    ok = ok && fg_tmpl_run(set, CRD_S("t"), data, &run, &out, &err);
    FUZZ_LAW(ok || err.message.len > 0);
    FUZZ_LAW(fg_run_usage(&run).memory_bytes <= MEMORY_BYTES + (size_t)64 * 1024);
    *ret_usage = fg_run_usage(&run);
    crd_buf_add(ret_text, ok ? crd_buf_str(&out) : err.message);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    crd_str input = crd_str_of((const char *)bytes, size);
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    fg_tmpl_options options = { .funcs = functions() };
    if (!arena || !options.funcs) {
        return 0;
    }
    const fg_func *func = function_named(options.funcs, take(&input));
    size_t n = func->flags & FG_FUNC_VARIADIC ? ARGUMENTS : func->n_params;
    crd_buf text;
    crd_buf_on(&text, arena, ARENA_BYTES);
    crd_buf_add_lit(&text, "{{define \"part\"}}{{.}}{{end}}{{$r := ");
    crd_buf_add(&text, func->name);
    crd_buf_add(&text, crd_str_sub(CRD_S(" .a .b .c .d"), 0, n * 3));
    crd_buf_add_lit(&text, "}}{{$r}} {{typeOf $r}} {{toJson $r}}");
    const fg_tmpl *set = fg_tmpl_single(arena, CRD_S("t"), crd_buf_str(&text), &options, NULL);
    if (!set) {
        return 0;
    }
    CRD_AUTO_BUF first;
    CRD_AUTO_BUF second;
    fg_usage used = { 0 };
    fg_usage used_again = { 0 };
    crd_buf_init(&first, ARENA_BYTES);
    crd_buf_init(&second, ARENA_BYTES);
    bool ok = run_once(set, func, input, &first, &used);
    FUZZ_LAW(run_once(set, func, input, &second, &used_again) == ok);
    FUZZ_LAW(crd_str_eq(crd_buf_str(&first), crd_buf_str(&second)));
    FUZZ_LAW(used.steps == used_again.steps);
    return 0;
}
