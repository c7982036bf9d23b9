/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Go's text/template: parse into an immutable set, execute it any number of times on any number of
 * threads. Source of the behaviour: Go 1.26 text/template; FG_GO_1_23 answers as that one does
 * (Fleet 0.12 is built with it).
 *
 *   fg_tmpl_new ── fg_tmpl_parse (once a file) ──► const fg_tmpl *, from then on immutable
 *                                                   │ shared, any thread
 *                           fg_tmpl_execute(set, name, data) ──► text or error
 *
 * Errors carry Go's text, and the place in the template's own text: code SYNTAX or EXEC, line and
 * column from 1, byte offset. BUDGET is a deterministic budget (the object's fault), DEPTH a value
 * that contains itself; NOMEM and MEMORY are ours.
 */
#ifndef FG_TMPL_TMPL_H
#define FG_TMPL_TMPL_H

#include "func.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fg_go {
    FG_GO_1_26 = 0,
    FG_GO_1_23, /* no range over integers; comparison errors do not name the types */
};

enum fg_missing {
    FG_MISSING_DEFAULT = 0, /* "default", "invalid" */
    FG_MISSING_ZERO,
    FG_MISSING_ERROR,
};

/* How a set is parsed. Zero means default. */
typedef struct fg_tmpl_options {
    crd_str left; /* delimiters; empty: {{ and }} */
    crd_str right;
    const fg_funcs *funcs; /* Borrowed; required */
    enum fg_go go;
    enum fg_missing missing;
    crd_str name; /* of the set, as template.New gives it; empty: the first text's */
} fg_tmpl_options;

/* A set of named templates. */
typedef struct fg_tmpl fg_tmpl;

/* An empty set on the arena, which all that is parsed into it lives on. NULL when memory is out. */
fg_tmpl *fg_tmpl_new(crd_arena *arena, const fg_tmpl_options *options, crd_err *err);

/*
 * A set on another arena that begins with the templates of base (shared, Borrowed: base must
 * outlive it) and may be parsed further; base does not change. For Helm's tpl.
 */
fg_tmpl *fg_tmpl_clone(crd_arena *arena, const fg_tmpl *base, crd_err *err);

/*
 * Parses one text as template.New(name).Parse(text) of that set does. name stands in errors.
 * Templates that the text defines are added: a name that an earlier text defined is replaced,
 * unless the new body is empty. text is Borrowed for the set's life. On failure the set keeps what
 * it had (SYNTAX, Go's text "template: NAME:LINE: ...").
 */
bool fg_tmpl_parse(fg_tmpl *set, crd_str name, crd_str text, crd_err *err);

/* fg_tmpl_new and parse of a single text. */
const fg_tmpl *fg_tmpl_single(crd_arena *arena, crd_str name, crd_str text,
                              const fg_tmpl_options *options, crd_err *err);

/* True when a template of that name is defined and not empty. */
bool fg_tmpl_has(const fg_tmpl *set, crd_str name);

/* True when some action stands in the set's template of that name (it is not mere text). */
bool fg_tmpl_is_active(const fg_tmpl *set, crd_str name);

/* Names of the functions that the set's templates call, each once, in order of first use; NULL past
 * the end. Static: also those in branches that do not run. */
const fg_func *fg_tmpl_calls(const fg_tmpl *set, size_t i);

/* Where the i-th of them is first called, in the text it stands in; zero past the end. */
crd_place fg_tmpl_call_place(const fg_tmpl *set, size_t i);

/* The budgets of one execution, counted the same on every machine. Zero means the default. */
typedef struct fg_budget {
    uint64_t steps;      /* 0: FG_TMPL_STEPS_MAX */
    size_t output_bytes; /* 0: FG_TMPL_OUTPUT_BYTES_MAX */
    size_t memory_bytes; /* 0: FG_TMPL_MEMORY_BYTES_MAX; taken from the arena */
} fg_budget;

typedef struct fg_exec_options {
    fg_budget budget;
    const fg_env *env;     /* Borrowed; NULL: nothing of the outside, stand-ins */
    const fg_trace *trace; /* Borrowed; NULL: reads are not recorded */
} fg_exec_options;

/*
 * Runs the template of that name with data as dot and appends what it prints to out. Memory comes
 * from the arena alone; out is best on malloc or another arena, then memory that an action took is
 * given back when the action ends. options may be NULL. On failure err is set and out holds what
 * was printed before.
 */
bool fg_tmpl_execute(const fg_tmpl *set, crd_str name, fg_val data, crd_arena *arena,
                     const fg_exec_options *options, crd_buf *out, crd_err *err);

/* The same with a tree as data; NULL: nil. */
bool fg_tmpl_render(const fg_tmpl *set, crd_str name, const crd_value *data, crd_arena *arena,
                    const fg_exec_options *options, crd_buf *out, crd_err *err);

/* The same for several runs over data that share one fg_run (changes that one makes to maps are
 * seen by the next, as between the files of a Helm chart): prepare it with fg_tmpl_run_init. */
void fg_tmpl_run_init(fg_run *run, crd_arena *arena, const fg_exec_options *options);
bool fg_tmpl_run(const fg_tmpl *set, crd_str name, fg_val data, fg_run *run, crd_buf *out,
                 crd_err *err);

/*
 * For functions that run templates themselves (Helm's include and tpl): the set that is running,
 * and a run of one of its templates (or another set's) within the same budgets. err then holds the
 * whole text of the inner error.
 */
const fg_tmpl *fg_tmpl_running(const fg_run *run);
bool fg_tmpl_call(fg_run *run, const fg_tmpl *set, crd_str name, fg_val data, crd_buf *out,
                  crd_err *err);

/* What a run has used so far. */
fg_usage fg_run_usage(const fg_run *run);

#ifdef __cplusplus
}
#endif
#endif
