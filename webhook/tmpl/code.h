/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a template is compiled to: operations on cells. Inside the room only.
 *
 *   cells of one activation:   $ │ variables, dots, loops │ operands ─►
 *                              0   1 ... n_slots-1          sp grows up to n_cells
 *
 * Every name is resolved: functions to rows, variables and dots to slots, templates to numbers of
 * the set's names (a set made by fg_tmpl_clone may define them anew). `at` is the node that an
 * error names from there on; NULL leaves the one before.
 */
#ifndef FG_TMPL_CODE_H
#define FG_TMPL_CODE_H

#include "names.h"
#include "parse.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fg_op_code {
    FG_OP_TEXT,  /* write u.text, c bytes */
    FG_OP_PRINT, /* pop, write */
    FG_OP_POP,
    FG_OP_SLOT,       /* push slot c */
    FG_OP_CONSTANT,   /* push u.constant */
    FG_OP_FIELD,      /* top = top.(u.step) */
    FG_OP_SLOT_FIELD, /* push slot c .(u.step) */
    FG_OP_UNBOX,      /* top: what the interface {} holds */
    FG_OP_CHECK,      /* top must fit u.type */
    FG_OP_CALL,       /* u.site: arguments off, result on */
    FG_OP_METHOD,     /* u.site: push the method of top; no value there: result, and jump to c */
    FG_OP_METHOD_CONSTANT, /* push the constant `at` for argument c of u.site's method */
    FG_OP_METHOD_CHECK,    /* top must fit argument c of u.site's method */
    FG_OP_METHOD_CALL,
    FG_OP_AND,          /* top false: jump to c (a: drop what is below top); else pop */
    FG_OP_OR,           /* the same when true */
    FG_OP_STORE,        /* slot c = top */
    FG_OP_UNSET,        /* u.slot slots from c on: not declared */
    FG_OP_SLOT_IF_SET,  /* slot u.slot declared: push it, jump to c */
    FG_OP_STORE_IF_SET, /* slot u.slot declared: it = top, jump to c */
    FG_OP_JUMP,         /* to c */
    FG_OP_IF,           /* pop; false: jump to c */
    FG_OP_WITH,         /* pop; false: jump to c; else slot u.slot = it */
    FG_OP_RANGE,        /* pop, begin loop u.loop; nothing in it: jump to c */
    FG_OP_NEXT,         /* next round of u.loop; none: jump to c */
    FG_OP_FIND,         /* template number c must be defined */
    FG_OP_TEMPLATE,     /* pop, run template number c on it */
    FG_OP_FAIL,         /* fail with u.name */
    FG_OP_RETURN,
};

/* A call: of a function, or of whatever method a value has. */
typedef struct fg_site {
    const fg_func *func; /* NULL: method */
    crd_str name;
    const fg_node *node;      /* named by "error calling" */
    const fg_node *first_arg; /* of `call`: its name; may be NULL */
    uint32_t n_args;          /* written ones */
    bool has_final;           /* one more from the pipeline; it lies below the others */
    bool is_call;             /* the builtin `call` */
} fg_site;

/* A field, or a method without arguments, of the value on top. */
typedef struct fg_step {
    crd_str name;
    const fg_node *node; /* named by "error calling" */
} fg_step;

/* A loop: its state takes FG_LOOP_SLOTS slots. */
typedef struct fg_loop {
    uint32_t state_slot;
    uint32_t elem_slot; /* the dot of the body */
    uint32_t key_slot;
    uint32_t key_variable; /* FG_NO_SLOT: none */
    uint32_t elem_variable;
    uint32_t n_decls;
} fg_loop;

#define FG_LOOP_SLOTS 5
#define FG_NO_SLOT UINT32_MAX

typedef struct fg_op {
    uint8_t code;
    uint8_t a;
    uint16_t b;
    uint32_t c;
    const fg_node *at;
    union {
        const char *text;
        const crd_str *name;
        const fg_step *step;
        const fg_val *constant;
        const fg_type *type;
        const fg_site *site;
        const fg_loop *loop;
        size_t slot;
    } u;
} fg_op;

typedef struct fg_code {
    crd_str name;
    const fg_source *source;
    const fg_op *ops;
    uint32_t n_slots;
    uint32_t n_cells;
    bool is_empty;  /* nothing but blanks */
    bool is_active; /* some action stands in it */
} fg_code;

/* Functions that are called, in order of first mention. */
typedef struct fg_called {
    const fg_func *func;
    crd_place place; /* of that mention */
} fg_called;

typedef struct fg_call_list {
    fg_called *items;
    size_t n;
    size_t room;
} fg_call_list;

/* Compiles one tree; names gives templates their numbers. NULL with err set when memory is out. */
const fg_code *fg_compile(crd_arena *arena, const fg_forest *forest, const fg_tree *tree,
                          fg_names *names, fg_call_list *calls, crd_err *err);

/*
 * The value of a constant (BOOL, NIL, NUMBER, STRING) where a parameter of that type stands; NULL
 * as type: where none is known. False with *ret_message set to what Go says (ptr NULL: memory is
 * out).
 */
bool fg_constant(crd_arena *arena, const fg_node *node, const fg_type *type, fg_val *ret,
                 crd_str *ret_message);

/* The type of argument i of a call with n arguments in all. */
static inline const fg_type *fg_param(const fg_func *func, size_t i)
{
    return func->params[i < func->n_params ? i : func->n_params - 1u];
}

/* What is wrong with the number of arguments, in *ret; ptr NULL: nothing. False: memory is out. */
bool fg_arity(crd_arena *arena, const fg_func *func, crd_str name, size_t n_args, bool has_final,
              crd_str *ret);

/* ---- The set ---- */

struct fg_tmpl {
    crd_arena *arena;
    fg_tmpl_options options;
    crd_str name; /* of the first text: what errors call the set */
    fg_names names;
    const fg_code **codes; /* by number of the name; NULL: only called */
    uint32_t n_codes;      /* room in codes */
    fg_call_list calls;
};

#ifdef __cplusplus
}
#endif
#endif
