/* SPDX-License-Identifier: Apache-2.0 */
/* An execution at work. Inside the room only. */
#ifndef FG_TMPL_EXEC_H
#define FG_TMPL_EXEC_H

#include "code.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One template that runs. At most 256 bytes with its cells, for a template without variables. */
typedef struct fg_activation {
    struct fg_activation *caller;
    const fg_code *code;
    const fg_op *op;   /* where to go on */
    size_t stack_used; /* of the stack's newest segment, to return to */
    fg_val cells[];
} fg_activation;

/* Activations lie in segments, which are kept until the run ends. */
typedef struct fg_segment {
    struct fg_segment *below;
    struct fg_segment *above; /* made before, free now; or NULL */
    size_t size_bytes;
    size_t used_bytes;
    char bytes[];
} fg_segment;

typedef struct fg_exec {
    fg_run *run;
    const fg_tmpl *set;
    crd_buf *out;
    size_t out_max; /* its length may not pass it */
    crd_err *err;
    struct fg_exec *outer; /* the execution whose function started this one; NULL */
    size_t n_outer;
    const fg_node *at; /* what an error names */
    fg_activation *top;
    size_t depth;
    fg_segment *stack;
    bool may_rewind; /* out does not grow on the run's arena */
    crd_arena_mark mark;
    uint64_t mark_pins;
} fg_exec;

/* Fails with "template: ...: executing ... at <...>: " and the parts; always false. */
bool fg_exec_fail(fg_exec *e, const crd_str *parts, size_t n);
#define FG_EXEC_FAIL(e, ...)                                                                       \
    fg_exec_fail((e), (const crd_str[]) { __VA_ARGS__ },                                           \
                 sizeof((const crd_str[]) { __VA_ARGS__ }) / sizeof(crd_str))

/* err holds what a helper or function failed with: the same in front of it, then `before`. */
bool fg_exec_wrap(fg_exec *e, crd_str before);

/* text as %q, on the run's arena; ptr NULL when memory is out. */
crd_str fg_exec_quoted(fg_exec *e, crd_str text);

/* *v becomes what .name gives (without arguments). */
bool fg_exec_field(fg_exec *e, fg_val *v, crd_str name, const fg_node *node);

/* Looks for a method that will get arguments; false with *ret NULL: the failure is set. No value at
 * all gives true with *ret NULL. */
bool fg_exec_method(fg_exec *e, fg_val receiver, const fg_site *site, const fg_func **ret);

/* Makes *v fit a parameter of that type, or fails in Go's words. */
bool fg_exec_fit(fg_exec *e, fg_val *v, const fg_type *type);

/* Calls func: args[0..n) are in place; the result in *ret. */
bool fg_exec_call(fg_exec *e, const fg_func *func, crd_str name, const fg_node *node, fg_val *args,
                  size_t n, fg_val *ret);

/* Which Go the running template is to behave as. */
enum fg_go fg_exec_go(const fg_run *run);

/* ---- Loops ---- */

/* Begins over v; *ret_empty when there is nothing to go over. Fails for what cannot be gone over.
 */
bool fg_exec_loop_begin(fg_exec *e, fg_val v, const fg_loop *loop, fg_val *cells, bool *ret_empty);

/* The next element and key into their slots; false at the end. */
bool fg_exec_loop_next(fg_exec *e, const fg_loop *loop, fg_val *cells);

#ifdef __cplusplus
}
#endif
#endif
