/* SPDX-License-Identifier: Apache-2.0 */
/* The compiler at work: what its two halves, statements and expressions, share. Inside the room
 * only. */
#ifndef FG_TMPL_COMPILE_H
#define FG_TMPL_COMPILE_H

#include "code.h"

#ifdef __cplusplus
extern "C" {
#endif

enum task_kind {
    TASK_LIST,
    TASK_ACTION,
    TASK_IF,
    TASK_WITH,
    TASK_RANGE,
    TASK_TEMPLATE,
    TASK_PIPE,
    TASK_CALL,  /* arguments of a function or method */
    TASK_CHAIN, /* fields of a parenthesis */
};

#define NO_OP UINT32_MAX /* no operation: ends a chain of jumps */
#define NO_BINDING UINT32_MAX

/* A variable that stands for a slot, and what its name stood for before. */
struct binding {
    uint32_t symbol;
    uint32_t slot;
    uint32_t outer;
    bool may_be_unset; /* declared where and/or may skip it */
};

/* A node that is being worked on. */
struct task {
    enum task_kind kind;
    int step;
    const fg_node *node;
    const fg_node *child; /* next one to work on */
    bool has_final;       /* a value from the pipeline lies on the stack */
    /* blocks: what to return to at the end, and jumps without a target yet */
    uint32_t n_slots;
    uint32_t n_bindings;
    uint32_t n_head; /* bindings once the head is done: what else sees */
    uint32_t dot_slot;
    uint32_t jump;  /* to the else part */
    uint32_t jumps; /* to the end; linked by their targets */
    uint32_t start; /* of a loop */
    /* calls */
    fg_site *site;
    uint32_t i_arg;
    bool is_method;
    bool is_and; /* with is_or: the two that stop early */
    bool is_or;
    const fg_type *check; /* for the argument that was just worked on; NULL: none */
    bool check_method;
    uint32_t unset;
};

struct compiler {
    crd_arena *arena;
    const fg_source *source;
    const fg_tree *tree;
    fg_names *names;
    fg_call_list *calls;
    crd_err *err;
    crd_buf ops;       /* of fg_op */
    crd_buf tasks;     /* of struct task */
    crd_buf bindings;  /* of struct binding */
    crd_buf loops;     /* of uint32_t: numbers of the tasks whose loop bodies are worked on */
    uint32_t *bound;   /* by symbol: its innermost binding */
    const fg_node *at; /* what an error would name; NULL: not known here */
    uint32_t landed;   /* the operation that some jump goes to, if it is the next one */
    uint32_t depth;    /* operands */
    uint32_t depth_max;
    uint32_t n_slots;
    uint32_t slots_max;
    uint32_t dot_slot;
    uint32_t n_conditional; /* and/or around */
    fg_op nowhere;          /* operations go here after memory ran out */
    bool failed;
};

/* ---- compile.c ---- */

void fg_compile_no_memory(struct compiler *c);
struct task *fg_compile_push(struct compiler *c, enum task_kind kind, const fg_node *node);
struct task *fg_compile_top(struct compiler *c);
void fg_compile_pop(struct compiler *c);
uint32_t fg_compile_here(const struct compiler *c);
fg_op *fg_compile_op(struct compiler *c, uint32_t i);
fg_op *fg_compile_emit(struct compiler *c, enum fg_op_code code);
fg_op *fg_compile_emit_push(struct compiler *c, enum fg_op_code code); /* one operand more */
void fg_compile_emit_fail(struct compiler *c, crd_str message);
/* Joins the newest operation, a jump, to a chain that gets its target later. */
void fg_compile_chain(struct compiler *c, uint32_t *chain);
void fg_compile_land(struct compiler *c, uint32_t chain);
uint32_t fg_compile_slots(struct compiler *c, uint32_t n);
void fg_compile_bind(struct compiler *c, uint32_t symbol);
/* Reads (pushes) or writes the variable of that name. */
void fg_compile_variable(struct compiler *c, uint32_t symbol, bool store);
crd_str fg_compile_shown(struct compiler *c, const fg_node *node);

/* ---- compile_expr.c: one step of a task ---- */

void fg_compile_pipe(struct compiler *c);
void fg_compile_call(struct compiler *c);
void fg_compile_chain_step(struct compiler *c);

#ifdef __cplusplus
}
#endif
#endif
