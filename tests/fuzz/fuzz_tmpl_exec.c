/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Executions: a template, a NUL and JSON data. Whatever it is: the same answer each time, budgets
 * kept, memory given back or not, and no value that contains itself does harm (set is there to make
 * such).
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "tmpl/tmpl.h"
#include "value/json.h"

#define ARENA_BYTES ((size_t)64 * 1024 * 1024)
#define MEMORY_BYTES ((size_t)4 * 1024 * 1024)
#define OUTPUT_BYTES ((size_t)64 * 1024)

static bool set_member(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_set(run, args[0], fg_text(args[1]), args[2], err);
}

static bool unset_member(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_unset(run, args[0], fg_text(args[1]), err);
}

static bool list(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val *items;
    if (!fg_val_slice_new(run, &fg_type_list, n, &items, ret, err)) {
        return false;
    }
    if (n) {
        memcpy(items, args, n * sizeof(*items));
    }
    return true;
}

static bool same(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool equal = false;
    *ret = fg_val_nil();
    if (!fg_val_equal(run, args[0], args[1], &equal, err)) {
        return false;
    }
    *ret = fg_val_bool(equal);
    return true;
}

static const fg_func rows[] = {
    FG_ROW("set", set_member, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T, FG_ANY_T),
    FG_ROW("unset", unset_member, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T),
    FG_ROW("list", list, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("same", same, FG_BOOL_T, 1, 0, FG_ANY_T, FG_ANY_T),
};
static const fg_func_table table = FG_TABLE(rows);

/* One run; out is on the heap, or on the run's own arena. */
static bool run_once(const fg_tmpl *set, const crd_value *data, bool own_arena, crd_buf *ret_text,
                     fg_usage *ret_usage)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_buf out;
    crd_err err = { 0 };
    fg_run run;
    fg_exec_options options = {
        .budget = { .steps = 20000, .output_bytes = OUTPUT_BYTES, .memory_bytes = MEMORY_BYTES },
    };
    if (!arena) {
        return false;
    }
    fg_tmpl_run_init(&run, arena, &options);
    if (own_arena) {
        crd_buf_on(&out, arena, ARENA_BYTES);
    } else {
        crd_buf_init(&out, ARENA_BYTES);
    }
    fg_val dot = fg_val_tree(&run, data);
    bool ok =
        fg_tmpl_run(set, CRD_S("t"), fg_is_nil(dot) ? fg_val_invalid() : dot, &run, &out, &err);
    FUZZ_LAW(ok || err.message.len > 0);
    FUZZ_LAW(own_arena || fg_run_usage(&run).memory_bytes <= MEMORY_BYTES + 64 * 1024);
    *ret_usage = fg_run_usage(&run);
    crd_buf_add(ret_text, ok ? crd_buf_str(&out) : err.message);
    crd_buf_done(&out);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    crd_str input = crd_str_of((const char *)bytes, size);
    size_t nul = crd_str_find_byte(input, 0);
    crd_str text = crd_str_sub(input, 0, nul);
    crd_str json = nul == CRD_NPOS ? CRD_S("null") : crd_str_from(input, nul + 1);
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value data;
    if (!arena || !crd_json_read(arena, json, NULL, &data, NULL)) {
        return 0;
    }
    fg_tmpl_options options = { .funcs = fg_funcs_new(arena, &table, 1, NULL, 0, NULL) };
    const fg_tmpl *set = fg_tmpl_single(arena, CRD_S("t"), text, &options, NULL);
    if (!set) {
        return 0;
    }
    CRD_AUTO_BUF first;
    CRD_AUTO_BUF second;
    fg_usage used = { 0 };
    fg_usage used_again = { 0 };
    crd_buf_init(&first, ARENA_BYTES);
    crd_buf_init(&second, ARENA_BYTES);
    bool ok = run_once(set, &data, false, &first, &used);
    FUZZ_LAW(run_once(set, &data, false, &second, &used_again) == ok);
    FUZZ_LAW(crd_str_eq(crd_buf_str(&first), crd_buf_str(&second)));
    FUZZ_LAW(used.steps == used_again.steps);
    crd_buf_clear(&second);
    if (run_once(set, &data, true, &second, &used_again) && ok) {
        FUZZ_LAW(crd_str_eq(crd_buf_str(&first), crd_buf_str(&second)));
    }
    return 0;
}
