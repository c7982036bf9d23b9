/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expressions to operations: pipelines, commands, operands. Go decides much of this while it runs;
 * all that depends on the text alone is decided here, errors included, which then are raised where
 * Go would raise them.
 */
#include "compile.h"

/* ---- Fields ---- */

/* The first name of a text like ".a.b", and what follows it. */
static crd_str first_name(crd_str text, crd_str *ret_rest)
{
    crd_str s = crd_str_from(text, 1);
    size_t dot = crd_str_find_byte(s, '.');
    *ret_rest = dot == CRD_NPOS ? crd_str_of("", 0) : crd_str_from(s, dot);
    return crd_str_sub(s, 0, dot);
}

static const fg_step *field_step(struct compiler *c, crd_str name, const fg_node *node)
{
    fg_step *step = CRD_NEW(c->arena, fg_step);
    if (!step) {
        fg_compile_no_memory(c);
        return NULL;
    }
    *step = (fg_step) { .name = name, .node = node };
    return step;
}

/* Counts the written arguments from first on. */
static uint32_t count(const fg_node *first)
{
    uint32_t n = 0;
    for (; first; first = first->next) {
        n++;
    }
    return n;
}

/* The method `name` of the value on top, with arguments; or what Go says when it has none. */
static void begin_method(struct compiler *c, const fg_node *node, crd_str name, const fg_node *args,
                         bool has_final)
{
    fg_site *site = CRD_NEW(c->arena, fg_site);
    if (!site) {
        fg_compile_no_memory(c);
        return;
    }
    *site = (fg_site) {
        .name = name,
        .node = node,
        .n_args = count(args),
        .has_final = has_final,
    };
    uint32_t unset = fg_compile_here(c);
    fg_compile_emit(c, FG_OP_UNSET);
    fg_compile_emit_push(c, FG_OP_METHOD)->u.site = site;
    uint32_t jump = NO_OP;
    fg_compile_chain(c, &jump);
    struct task *task = fg_compile_push(c, TASK_CALL, node);
    if (task) {
        task->child = args;
        task->has_final = has_final;
        task->is_method = true;
        task->jump = jump;
        task->site = site;
        task->unset = unset;
        task->n_slots = c->n_slots;
        c->n_conditional++; /* of no value there is no method: the arguments are skipped */
    }
}

/* Fields of the value on top; the last one gets the arguments, if there are any. */
static void fields(struct compiler *c, const fg_node *node, crd_str text, const fg_node *args,
                   bool has_final)
{
    bool last_is_call = args || has_final;
    while (text.len) {
        crd_str rest;
        crd_str name = first_name(text, &rest);
        if (last_is_call && !rest.len) {
            begin_method(c, node, name, args, has_final);
            return;
        }
        fg_compile_emit(c, FG_OP_FIELD)->u.step = field_step(c, name, node);
        text = rest;
    }
}

/* Fields of dot. */
static void field(struct compiler *c, const fg_node *node, const fg_node *args, bool has_final)
{
    crd_str text = fg_word_of(node)->text;
    crd_str rest;
    crd_str name = first_name(text, &rest);
    c->at = node;
    if ((args || has_final) && !rest.len) {
        fg_compile_emit_push(c, FG_OP_SLOT)->c = c->dot_slot;
        fields(c, node, text, args, has_final);
        return;
    }
    fg_op *op = fg_compile_emit_push(c, FG_OP_SLOT_FIELD);
    op->c = c->dot_slot;
    op->u.step = field_step(c, name, node);
    fields(c, node, rest, args, has_final);
}

/* ---- Failing ---- */

/* Fails where a value would have been left; a value from the pipeline counts as used. */
static void fail_value(struct compiler *c, crd_str message, bool has_final)
{
    fg_compile_emit_fail(c, message);
    if (!has_final && ++c->depth > c->depth_max) {
        c->depth_max = c->depth;
    }
}

/* True, and the failure is written, when something that takes no arguments has some. */
static bool not_a_function(struct compiler *c, const fg_node *first, const fg_node *args,
                           bool has_final)
{
    if (!args && !has_final) {
        return false;
    }
    fail_value(c,
               CRD_CAT(c->arena, CRD_S("can't give argument to non-function "),
                       fg_compile_shown(c, first)),
               has_final);
    return true;
}

/* ---- Operands ---- */

static void constant(struct compiler *c, const fg_node *node, const fg_type *type)
{
    fg_val *value = CRD_NEW(c->arena, fg_val);
    crd_str message = CRD_S("");
    if (!value) {
        fg_compile_no_memory(c);
        return;
    }
    c->at = node;
    if (fg_constant(c->arena, node, type, value, &message)) {
        fg_compile_emit_push(c, FG_OP_CONSTANT)->u.constant = value;
    } else {
        fail_value(c, message, false);
    }
}

static void variable(struct compiler *c, const fg_node *node, const fg_node *args, bool has_final)
{
    const fg_word *word = fg_word_of(node);
    c->at = node;
    fg_compile_variable(c, word->u.symbol, false);
    size_t dot = crd_str_find_byte(word->text, '.');
    if (dot != CRD_NPOS) {
        fields(c, node, crd_str_from(word->text, dot), args, has_final);
    } else if (args || has_final) {
        c->depth--; /* the value is never seen */
        not_a_function(c, node, args, has_final);
    }
}

static bool remember(struct compiler *c, const fg_func *func, const fg_node *node)
{
    fg_call_list *list = c->calls;
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].func == func) {
            return true;
        }
    }
    if (list->n == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        fg_called *items = CRD_NEW_N(c->arena, fg_called, room);
        if (!items) {
            return false;
        }
        if (list->n) {
            memcpy(items, list->items, list->n * sizeof(*items));
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->n++] =
        (fg_called) { .func = func, .place = fg_source_place(c->source, node->offset) };
    return true;
}

/* `call` names its function in errors: by what is written, else by the value piped in. */
static void push_callee_name(struct compiler *c, const fg_node *args)
{
    fg_val *value = CRD_NEW(c->arena, fg_val);
    if (!value) {
        fg_compile_no_memory(c);
        return;
    }
    *value = args ? fg_val_string(fg_compile_shown(c, args)) : fg_val_invalid();
    fg_compile_emit_push(c, FG_OP_CONSTANT)->u.constant = value;
}

/* A function: node is what "error calling" names. */
static void begin_call(struct compiler *c, const fg_word *word, const fg_node *node,
                       const fg_node *args, bool has_final, bool declares)
{
    const fg_func *func = word->u.func;
    uint32_t n_args = count(args);
    crd_str message;
    c->at = &word->node;
    if (!remember(c, func, &word->node) || !fg_arity(c->arena, func, word->text, n_args, has_final, &message)) {
        fg_compile_no_memory(c);
        return;
    }
    if (message.ptr) {
        fail_value(c, message, has_final);
        return;
    }
    fg_site *site = CRD_NEW(c->arena, fg_site);
    struct task *task = site ? fg_compile_push(c, TASK_CALL, node) : NULL;
    if (!task) {
        fg_compile_no_memory(c);
        return;
    }
    *site = (fg_site) {
        .func = func,
        .name = word->text,
        .node = node,
        .n_args = n_args,
        .has_final = has_final,
        .is_call = word->is_builtin && crd_str_eq(word->text, CRD_S("call")),
    };
    task->child = args;
    task->has_final = has_final;
    task->site = site;
    task->is_and = word->is_builtin && crd_str_eq(word->text, CRD_S("and"));
    task->is_or = word->is_builtin && crd_str_eq(word->text, CRD_S("or"));
    bool is_conditional = task->is_and || task->is_or;
    task->n_slots = c->n_slots;
    if (is_conditional && declares) {
        task->unset = fg_compile_here(c);
        fg_compile_emit(c, FG_OP_UNSET);
    }
    c->n_conditional += is_conditional;
    if (site->is_call) {
        push_callee_name(c, args);
    }
}

/* Begins an argument. What it needs to be checked against stands in the task. */
static void argument(struct compiler *c, const fg_node *node, const fg_type *type, uint32_t i,
                     fg_site *site)
{
    c->at = node;
    switch (node->kind) {
    case FG_NODE_DOT:
        fg_compile_emit_push(c, FG_OP_SLOT)->c = c->dot_slot;
        return;
    case FG_NODE_FIELD:
        field(c, node, NULL, false);
        return;
    case FG_NODE_VARIABLE:
        variable(c, node, NULL, false);
        return;
    case FG_NODE_PIPE:
        fg_compile_push(c, TASK_PIPE, node);
        return;
    case FG_NODE_IDENTIFIER:
        begin_call(c, fg_word_of(node), node, NULL, false, false);
        return;
    case FG_NODE_CHAIN:
        fg_compile_push(c, TASK_CHAIN, node);
        return;
    default:
        break;
    }
    struct task *task = fg_compile_top(c);
    task->check = NULL;
    task->check_method = false;
    if (site->func) {
        constant(c, node, type);
    } else {
        fg_op *op = fg_compile_emit_push(c, FG_OP_METHOD_CONSTANT);
        op->c = i;
        op->u.site = site;
    }
}

/* An argument has been worked on. */
static void end_argument(struct compiler *c, struct task *task)
{
    if (task->check_method) {
        fg_op *op = fg_compile_emit(c, FG_OP_METHOD_CHECK);
        op->c = task->i_arg - 1;
        op->u.site = task->site;
    } else if (task->check && task->check->kind != FG_INTERFACE &&
               task->check != &fg_type_reflect) {
        fg_compile_emit(c, FG_OP_CHECK)->u.type = task->check;
    }
    bool tests = (task->is_and || task->is_or) && (task->child || task->has_final);
    if (tests) {
        fg_compile_emit(c, task->is_and ? FG_OP_AND : FG_OP_OR)->a = task->has_final;
        fg_compile_chain(c, &task->jumps);
        c->depth--;
    }
}

/* What and, or or a method may have skipped counts as not declared. */
static void end_conditional(struct compiler *c, const struct task *task)
{
    c->n_conditional--;
    if (task->unset != NO_OP && !c->failed) {
        fg_op *op = fg_compile_op(c, task->unset);
        op->c = task->n_slots;
        op->u.slot = c->n_slots - task->n_slots;
    }
}

static void end_call(struct compiler *c, struct task *task)
{
    fg_site *site = task->site;
    if (task->is_method) {
        end_conditional(c, task);
        fg_compile_emit(c, FG_OP_METHOD_CALL)->u.site = site;
        c->depth -= site->n_args + site->has_final + 1;
        fg_compile_land(c, task->jump);
        c->at = NULL;
    } else if (task->is_and || task->is_or) {
        end_conditional(c, task);
        if (task->jumps != NO_OP) {
            fg_compile_land(c, task->jumps);
            c->at = NULL;
        }
    } else {
        fg_compile_emit(c, FG_OP_CALL)->u.site = site;
        c->depth -= site->n_args + site->has_final + site->is_call;
        if (++c->depth > c->depth_max) {
            c->depth_max = c->depth;
        }
    }
    fg_compile_pop(c);
}

void fg_compile_call(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    if (task->step) {
        end_argument(c, task);
    }
    const fg_node *node = task->child;
    if (!node) {
        end_call(c, task);
        return;
    }
    uint32_t i = task->i_arg++;
    const fg_type *type = task->is_method ? NULL : fg_param(task->site->func, i);
    task->child = node->next;
    task->step = 1;
    task->check = type;
    task->check_method = task->is_method;
    argument(c, node, type, i, task->site);
}

/* (pipeline).a.b or function.a.b */
void fg_compile_chain_step(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    const fg_node *node = task->node;
    if (!task->step++) {
        c->at = node->first;
        if (node->first->kind == FG_NODE_PIPE) {
            fg_compile_push(c, TASK_PIPE, node->first);
        } else {
            begin_call(c, fg_word_of(node->first), node->first, NULL, false, false);
        }
        return;
    }
    const fg_node *args = task->child == node->first ? NULL : task->child;
    bool has_final = task->has_final;
    fg_compile_pop(c);
    fields(c, node, fg_word_of(node)->text, args, has_final);
}

/* ---- Commands and pipelines ---- */

static void command(struct compiler *c, const fg_node *node, bool has_final)
{
    const fg_node *first = node->first;
    const fg_node *args = first->next;
    struct task *task;
    switch (first->kind) {
    case FG_NODE_FIELD:
        field(c, first, args, has_final);
        return;
    case FG_NODE_CHAIN:
        c->at = first;
        task = fg_compile_push(c, TASK_CHAIN, first);
        if (task) {
            task->child = args ? args : first->first;
            task->has_final = has_final;
        }
        return;
    case FG_NODE_IDENTIFIER:
        begin_call(c, fg_word_of(first), node, args, has_final, node->truth);
        return;
    case FG_NODE_PIPE:
        if (!not_a_function(c, first, args, has_final)) {
            fg_compile_push(c, TASK_PIPE, first);
        }
        return;
    case FG_NODE_VARIABLE:
        variable(c, first, args, has_final);
        return;
    default:
        break;
    }
    c->at = first;
    if (not_a_function(c, first, args, has_final)) {
        return;
    }
    if (first->kind == FG_NODE_DOT) {
        fg_compile_emit_push(c, FG_OP_SLOT)->c = c->dot_slot;
    } else if (first->kind == FG_NODE_NIL) {
        fail_value(c, CRD_S("nil is not a command"), false);
    } else {
        constant(c, first, NULL);
    }
}

/* True when the value on top cannot stand in an interface {}. */
static bool is_unboxed(struct compiler *c)
{
    uint32_t n = fg_compile_here(c);
    if (!n || c->failed || c->landed == n) {
        return false;
    }
    const fg_op *op = fg_compile_op(c, n - 1);
    if (op->code == FG_OP_CALL) {
        const fg_type *result = op->u.site->func->result;
        return result->kind != FG_INTERFACE && result != &fg_type_reflect;
    }
    return op->code == FG_OP_CONSTANT || op->code == FG_OP_UNBOX;
}

/* Behind the last command: who uses the value does not care whether it stands in an interface {}.
 */
static bool may_stay_boxed(const fg_node *pipe)
{
    return !pipe->n_decls &&
           (pipe->parent->kind == FG_NODE_ACTION || pipe->parent->kind == FG_NODE_IF);
}

static void declare_all(struct compiler *c, const fg_node *pipe)
{
    const fg_node *variable_node = pipe->first;
    for (uint16_t i = 0; i < pipe->n_decls; i++, variable_node = variable_node->next) {
        uint32_t symbol = fg_word_of(variable_node)->u.symbol;
        if (pipe->truth) {
            fg_compile_variable(c, symbol, true);
        } else {
            fg_compile_bind(c, symbol);
        }
    }
}

void fg_compile_pipe(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    const fg_node *node = task->node;
    if (!task->step) {
        c->at = node;
        for (uint16_t i = 0; i < node->n_decls; i++) {
            task->child = task->child->next;
        }
    } else if ((task->child || !may_stay_boxed(node)) && !is_unboxed(c)) {
        fg_compile_emit(c, FG_OP_UNBOX);
    }
    const fg_node *child = task->child;
    if (child) {
        bool has_final = task->step++ > 0;
        task->child = child->next;
        command(c, child, has_final);
        return;
    }
    fg_compile_pop(c);
    declare_all(c, node);
}
