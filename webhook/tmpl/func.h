/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of templates: one row each in a visible table, with the types that Go's reflection
 * sees, so that the engine itself counts arguments, adapts constants and says what is wrong with
 * them in Go's words. A function gets arguments of exactly the types of its row:
 *
 *   - interface {}:   any value; FG_NIL for nil. Never FG_INVALID.
 *   - string, int, float64, bool, time.Time, ...: of that kind, not nil.
 *   - a map, slice or pointer type: of that type, perhaps the nil map, slice or pointer.
 *   - reflect.Value:  as it stands, FG_INVALID and FG_VAL_IFACE included (builtins).
 *
 * A function set is composed of tables once, immutable from then on, shared by all threads.
 */
#ifndef FG_TMPL_FUNC_H
#define FG_TMPL_FUNC_H

#include "val.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The call. n is the number of arguments, in range of the row. On success *ret is a value of the
 * row's result type (for interface {}: any, FG_NIL for nil). On failure err holds the text of
 * the Go function's error, or of its panic, with code CRD_E_EXEC (or BUDGET, MEMORY, ... from the
 * helpers); the engine puts "error calling NAME: " and the place in front.
 */
typedef bool (*fg_call)(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err);

enum fg_func_flag {
    FG_FUNC_VARIADIC = 1, /* the last parameter may stand any number of times, also none */
    FG_FUNC_UNSTABLE = 2, /* answers differently each time (random, clock, keys, salts) */
    FG_FUNC_OUTSIDE = 4,  /* asks the outside (env.variable, host, lookup) */
    FG_FUNC_CHANGES = 8,  /* may change a map in place */
    FG_FUNC_MISSHAPEN = 16, /* Go has it, with results no template can take: the call always fails,
                               and its text stands alone */
};

#define FG_PARAMS_MAX 6

typedef struct fg_func {
    crd_str name;
    fg_call call;
    const fg_type *params[FG_PARAMS_MAX];
    uint8_t n_params; /* a variadic one counted */
    uint8_t flags;
    uint32_t cost;         /* steps of a call, besides those that every call takes */
    const fg_type *result; /* fg_type_any: interface {} */
} fg_func;

/*
 * A row:  FG_ROW("trunc", sprig_trunc, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T)
 *         name, call, result, cost, flags, parameters...
 * For a function without parameters: FG_ROW0("now", sprig_now, &time_type, 1, FG_FUNC_UNSTABLE).
 */
#define FG_ROW(name_, call_, result_, cost_, flags_, ...)                                          \
    {                                                                                              \
        CRD_STR_INIT(name_), (call_), { __VA_ARGS__ },                                             \
            sizeof((const fg_type *[]) { __VA_ARGS__ }) / sizeof(const fg_type *), (flags_),       \
            (cost_), (result_)                                                                     \
    }
#define FG_ROW0(name_, call_, result_, cost_, flags_)                                              \
    {                                                                                              \
        CRD_STR_INIT(name_), (call_), { NULL }, 0, (flags_), (cost_), (result_)                    \
    }

#define FG_ANY_T &fg_type_any
#define FG_BOOL_T &fg_type_bool
#define FG_INT_T &fg_type_int
#define FG_INT64_T &fg_type_int64
#define FG_FLOAT_T &fg_type_float64
#define FG_STRING_T &fg_type_string
#define FG_STRINGS_T &fg_type_strings
#define FG_INTS_T &fg_type_ints
#define FG_LIST_T &fg_type_list
#define FG_LISTS_T &fg_type_lists
#define FG_MAP_T &fg_type_map
#define FG_MAP_TEXT_T &fg_type_map_text
#define FG_BYTES_T &fg_type_bytes
#define FG_REFLECT_T &fg_type_reflect

/* A table of functions. */
typedef struct fg_func_table {
    const fg_func *rows;
    size_t n;
} fg_func_table;

#define FG_TABLE(rows)                                                                             \
    {                                                                                              \
        (rows), sizeof(rows) / sizeof((rows)[0])                                                   \
    }

typedef struct fg_funcs fg_funcs;

/*
 * A set: text/template's own functions, then each table over those before it (a later row of the
 * same name replaces), then without the names in removed (a builtin of that name shows again).
 * Owned, on the arena, which must outlive every template compiled with it; the tables are Borrowed.
 * NULL with err set when memory is out. fg_funcs_new(arena, NULL, 0, NULL, 0, err) is the set of
 * plain Go.
 */
const fg_funcs *fg_funcs_new(crd_arena *arena, const fg_func_table *tables, size_t n_tables,
                             const crd_str *removed, size_t n_removed, crd_err *err);

/* The function of that name, NULL when there is none. ret_builtin (may be NULL): it is one of
 * text/template's own. */
const fg_func *fg_funcs_find(const fg_funcs *funcs, crd_str name, bool *ret_builtin);

/* Functions in order of name: for lists and tests. NULL past the end. */
const fg_func *fg_funcs_at(const fg_funcs *funcs, size_t i);

/* text/template's builtins: what every set begins with. */
extern const fg_func_table fg_funcs_builtin;

#ifdef __cplusplus
}
#endif
#endif
