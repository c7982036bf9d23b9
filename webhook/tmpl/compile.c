/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From trees to operations: statements, and the driver. Works off a stack of tasks, so that no
 * nesting costs C stack. Keeps the order of evaluation, and the node that an error would
 * name, exactly as Go's walk over the tree has them.
 */
#include "compile.h"

/* ---- Writing operations ---- */

void fg_compile_no_memory(struct compiler *c)
{
    if (!c->failed) {
        c->failed = true;
        crd_err_memory(c->err, c->arena);
    }
}

static void *push_item(struct compiler *c, crd_buf *stack, size_t size)
{
    char *at = c->failed ? NULL : crd_buf_reserve(stack, size);
    if (!at) {
        fg_compile_no_memory(c);
        return NULL;
    }
    stack->len += size;
    memset(at, 0, size);
    return at;
}

struct task *fg_compile_top(struct compiler *c)
{
    return (struct task *)(void *)(c->tasks.ptr + c->tasks.len - sizeof(struct task));
}

struct task *fg_compile_push(struct compiler *c, enum task_kind kind, const fg_node *node)
{
    struct task *task = push_item(c, &c->tasks, sizeof(*task));
    if (task) {
        task->kind = kind;
        task->node = node;
        task->child = node->first;
        task->jump = task->jumps = task->unset = NO_OP;
    }
    return task;
}

void fg_compile_pop(struct compiler *c)
{
    c->tasks.len -= sizeof(struct task);
}

uint32_t fg_compile_here(const struct compiler *c)
{
    return (uint32_t)(c->ops.len / sizeof(fg_op));
}

fg_op *fg_compile_op(struct compiler *c, uint32_t i)
{
    return (fg_op *)(void *)c->ops.ptr + i;
}

fg_op *fg_compile_emit(struct compiler *c, enum fg_op_code code)
{
    fg_op *op = push_item(c, &c->ops, sizeof(*op));
    if (!op) {
        return &c->nowhere;
    }
    op->code = (uint8_t)code;
    op->at = c->at;
    return op;
}

fg_op *fg_compile_emit_push(struct compiler *c, enum fg_op_code code)
{
    if (++c->depth > c->depth_max) {
        c->depth_max = c->depth;
    }
    return fg_compile_emit(c, code);
}

void fg_compile_emit_fail(struct compiler *c, crd_str message)
{
    crd_str *text = CRD_NEW(c->arena, crd_str);
    if (!text || !message.ptr) {
        fg_compile_no_memory(c);
        return;
    }
    *text = message;
    fg_compile_emit(c, FG_OP_FAIL)->u.name = text;
}

void fg_compile_chain(struct compiler *c, uint32_t *chain)
{
    if (!c->failed) {
        uint32_t jump = fg_compile_here(c) - 1;
        fg_compile_op(c, jump)->c = *chain;
        *chain = jump;
    }
}

void fg_compile_land(struct compiler *c, uint32_t chain)
{
    while (chain != NO_OP && !c->failed) {
        fg_op *op = fg_compile_op(c, chain);
        chain = op->c;
        op->c = c->landed = fg_compile_here(c);
    }
}

crd_str fg_compile_shown(struct compiler *c, const fg_node *node)
{
    crd_buf buf;
    crd_buf_on(&buf, c->arena, SIZE_MAX);
    fg_node_print(&buf, node);
    if (crd_buf_failed(&buf)) {
        fg_compile_no_memory(c);
    }
    return crd_buf_str(&buf);
}

/* ---- Variables ---- */

uint32_t fg_compile_slots(struct compiler *c, uint32_t n)
{
    uint32_t slot = c->n_slots;
    c->n_slots += n;
    if (c->n_slots > c->slots_max) {
        c->slots_max = c->n_slots;
    }
    return slot;
}

static struct binding *binding_at(struct compiler *c, uint32_t i)
{
    return (struct binding *)(void *)c->bindings.ptr + i;
}

static uint32_t n_bindings(const struct compiler *c)
{
    return (uint32_t)(c->bindings.len / sizeof(struct binding));
}

/* Declares a variable in a slot. */
static void bind_slot(struct compiler *c, uint32_t symbol, uint32_t slot)
{
    uint32_t at = n_bindings(c);
    struct binding *binding = push_item(c, &c->bindings, sizeof(*binding));
    if (binding) {
        *binding = (struct binding) { symbol, slot, c->bound[symbol], c->n_conditional > 0 };
        c->bound[symbol] = at;
    }
}

void fg_compile_bind(struct compiler *c, uint32_t symbol)
{
    uint32_t slot = fg_compile_slots(c, 1);
    bind_slot(c, symbol, slot);
    fg_compile_emit(c, FG_OP_STORE)->c = slot;
}

static void unbind_to(struct compiler *c, uint32_t n)
{
    while (n_bindings(c) > n) {
        const struct binding *binding = binding_at(c, n_bindings(c) - 1);
        c->bound[binding->symbol] = binding->outer;
        c->bindings.len -= sizeof(*binding);
    }
}

void fg_compile_variable(struct compiler *c, uint32_t symbol, bool store)
{
    uint32_t done = NO_OP;
    uint32_t at = c->bound[symbol];
    if (!store && ++c->depth > c->depth_max) {
        c->depth_max = c->depth;
    }
    /* Where and/or may have skipped a declaration, the one around it may be meant. */
    while (at != NO_BINDING && binding_at(c, at)->may_be_unset) {
        fg_op *op = fg_compile_emit(c, store ? FG_OP_STORE_IF_SET : FG_OP_SLOT_IF_SET);
        op->u.slot = binding_at(c, at)->slot;
        fg_compile_chain(c, &done);
        at = binding_at(c, at)->outer;
    }
    if (at != NO_BINDING) {
        fg_compile_emit(c, store ? FG_OP_STORE : FG_OP_SLOT)->c = binding_at(c, at)->slot;
    } else {
        fg_compile_emit_fail(
            c, CRD_CAT(c->arena, CRD_S("undefined variable: "), c->tree->symbols[symbol]));
    }
    fg_compile_land(c, done);
}

/* ---- Blocks ---- */

/* Remembers variables and dot as they are before a block. */
static void enter(struct compiler *c, struct task *task)
{
    task->n_slots = c->n_slots;
    task->n_bindings = n_bindings(c);
    task->dot_slot = c->dot_slot;
}

static void leave(struct compiler *c, const struct task *task)
{
    unbind_to(c, task->n_bindings);
    c->n_slots = task->n_slots;
    c->dot_slot = task->dot_slot;
}

/* The statements of a list, each a task if it has parts. */
static void list_step(struct compiler *c)
{
    for (;;) {
        struct task *task = fg_compile_top(c);
        const fg_node *node = task->child;
        if (!node) {
            fg_compile_pop(c);
            return;
        }
        task->child = node->next;
        if (node->kind == FG_NODE_TEXT) {
            fg_op *op = fg_compile_emit(c, FG_OP_TEXT);
            op->at = NULL;
            op->u.text = fg_word_of(node)->text.ptr;
            op->c = (uint32_t)fg_word_of(node)->text.len;
            continue;
        }
        if (node->kind == FG_NODE_BREAK || node->kind == FG_NODE_CONTINUE) {
            uint32_t at = ((const uint32_t *)(void *)(c->loops.ptr + c->loops.len))[-1];
            struct task *loop = (struct task *)(void *)c->tasks.ptr + at;
            fg_compile_emit(c, FG_OP_JUMP)->c = loop->start;
            if (node->kind == FG_NODE_BREAK) {
                fg_compile_chain(c, &loop->jumps);
            }
            continue;
        }
        static const enum task_kind kinds[] = {
            [FG_NODE_ACTION] = TASK_ACTION,     [FG_NODE_IF] = TASK_IF,
            [FG_NODE_WITH] = TASK_WITH,         [FG_NODE_RANGE] = TASK_RANGE,
            [FG_NODE_TEMPLATE] = TASK_TEMPLATE,
        };
        c->at = node;
        fg_compile_push(c, kinds[node->kind], node);
        return;
    }
}

static void action_step(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    const fg_node *node = task->node;
    if (!task->step++) {
        fg_compile_push(c, TASK_PIPE, node->first);
        return;
    }
    c->at = node;
    fg_compile_emit(c, node->first->n_decls ? FG_OP_POP : FG_OP_PRINT);
    c->depth--;
    fg_compile_pop(c);
}

/* if and with: pipeline, list, else list. */
static void branch_step(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    const fg_node *pipe = task->node->first;
    const fg_node *list = pipe->next;
    const fg_node *else_list = list->next;
    switch (task->step++) {
    case 0:
        enter(c, task);
        fg_compile_push(c, TASK_PIPE, pipe);
        return;
    case 1: {
        fg_op *op = fg_compile_emit(c, task->kind == TASK_WITH ? FG_OP_WITH : FG_OP_IF);
        c->depth--;
        task->n_head = n_bindings(c);
        if (task->kind == TASK_WITH) {
            c->dot_slot = fg_compile_slots(c, 1);
            op->u.slot = c->dot_slot;
        }
        fg_compile_chain(c, &task->jump);
        fg_compile_push(c, TASK_LIST, list);
        return;
    }
    case 2:
        c->dot_slot = task->dot_slot;
        unbind_to(c, task->n_head); /* else does not see what the list declared */
        if (!else_list) {
            break;
        }
        fg_compile_emit(c, FG_OP_JUMP);
        fg_compile_chain(c, &task->jumps);
        fg_compile_land(c, task->jump);
        task->jump = NO_OP;
        fg_compile_push(c, TASK_LIST, else_list);
        return;
    default:
        break;
    }
    fg_compile_land(c, task->jump);
    fg_compile_land(c, task->jumps);
    leave(c, task);
    fg_compile_pop(c);
}

/* Assigns the variables of `range $i, $x = ...` in each round. */
static void assign_round(struct compiler *c, const fg_node *pipe, const fg_loop *loop)
{
    const fg_node *decl = pipe->first;
    for (uint16_t i = 0; i < pipe->n_decls; i++, decl = decl->next) {
        bool is_key = pipe->n_decls > 1 && i == 0;
        fg_compile_emit_push(c, FG_OP_SLOT)->c = is_key ? loop->key_slot : loop->elem_slot;
        fg_compile_variable(c, fg_word_of(decl)->u.symbol, true);
        fg_compile_emit(c, FG_OP_POP);
        c->depth--;
    }
}

static void begin_loop(struct compiler *c, struct task *task)
{
    const fg_node *pipe = task->node->first;
    fg_loop *loop = CRD_NEW(c->arena, fg_loop);
    uint32_t *open = push_item(c, &c->loops, sizeof(*open));
    if (!loop || !open) {
        fg_compile_no_memory(c);
        return;
    }
    *open = (uint32_t)(task - (struct task *)(void *)c->tasks.ptr);
    loop->n_decls = pipe->n_decls;
    loop->key_variable = loop->elem_variable = FG_NO_SLOT;
    if (pipe->n_decls && !pipe->truth) {
        uint32_t last = n_bindings(c) - 1;
        loop->elem_variable = binding_at(c, last)->slot;
        if (pipe->n_decls > 1) {
            loop->key_variable = binding_at(c, last - 1)->slot;
        }
    }
    task->n_head = n_bindings(c);
    loop->state_slot = fg_compile_slots(c, FG_LOOP_SLOTS);
    loop->elem_slot = fg_compile_slots(c, 1);
    loop->key_slot = fg_compile_slots(c, 1);
    fg_compile_emit(c, FG_OP_RANGE)->u.loop = loop;
    fg_compile_chain(c, &task->jump);
    c->depth--;
    task->start = fg_compile_here(c);
    fg_compile_emit(c, FG_OP_NEXT)->u.loop = loop;
    fg_compile_chain(c, &task->jumps);
    if (pipe->truth) {
        assign_round(c, pipe, loop);
    }
    c->dot_slot = loop->elem_slot;
}

static void range_step(struct compiler *c)
{
    struct task *task = fg_compile_top(c);
    const fg_node *list = task->node->first->next;
    const fg_node *else_list = list->next;
    switch (task->step++) {
    case 0:
        enter(c, task);
        fg_compile_push(c, TASK_PIPE, task->node->first);
        return;
    case 1:
        begin_loop(c, task);
        if (!c->failed) {
            fg_compile_push(c, TASK_LIST, list);
        }
        return;
    case 2:
        c->loops.len -= sizeof(uint32_t);
        fg_compile_emit(c, FG_OP_JUMP)->c = task->start;
        unbind_to(c, task->n_head);
        c->dot_slot = task->dot_slot;
        fg_compile_land(c, task->jump);
        if (else_list) {
            fg_compile_push(c, TASK_LIST, else_list);
            return;
        }
        break;
    default:
        break;
    }
    fg_compile_land(c, task->jumps);
    leave(c, task);
    fg_compile_pop(c);
}

static void template_step(struct compiler *c)
{
    static const fg_val no_value;
    struct task *task = fg_compile_top(c);
    const fg_node *node = task->node;
    uint32_t number = fg_names_find(c->names, fg_word_of(node)->text);
    if (!task->step++) {
        number = fg_names_add(c->names, fg_word_of(node)->text);
        if (number == FG_NO_NAME) {
            fg_compile_no_memory(c);
            return;
        }
        fg_compile_emit(c, FG_OP_FIND)->c = number;
        if (node->first) {
            fg_compile_push(c, TASK_PIPE, node->first);
            return;
        }
        fg_compile_emit_push(c, FG_OP_CONSTANT)->u.constant = &no_value;
    }
    fg_compile_emit(c, FG_OP_TEMPLATE)->c = number;
    c->depth--;
    fg_compile_pop(c);
}

/* ---- The driver ---- */

static void work(struct compiler *c)
{
    while (c->tasks.len && !c->failed) {
        switch (fg_compile_top(c)->kind) {
        case TASK_LIST:
            list_step(c);
            break;
        case TASK_ACTION:
            action_step(c);
            break;
        case TASK_IF:
        case TASK_WITH:
            branch_step(c);
            break;
        case TASK_RANGE:
            range_step(c);
            break;
        case TASK_TEMPLATE:
            template_step(c);
            break;
        case TASK_PIPE:
            fg_compile_pipe(c);
            break;
        case TASK_CALL:
            fg_compile_call(c);
            break;
        case TASK_CHAIN:
            fg_compile_chain_step(c);
            break;
        }
    }
}

static bool is_active(const fg_node *list)
{
    for (const fg_node *node = list->first; node; node = node->next) {
        if (node->kind != FG_NODE_TEXT) {
            return true;
        }
    }
    return false;
}

/* The finished code on the arena. */
static const fg_code *finish(struct compiler *c, const fg_forest *forest)
{
    fg_code *code = CRD_NEW(c->arena, fg_code);
    fg_op *ops = crd_arena_alloc(c->arena, c->ops.len);
    if (!code || !ops) {
        fg_compile_no_memory(c);
        return NULL;
    }
    memcpy(ops, c->ops.ptr, c->ops.len);
    *code = (fg_code) {
        .name = c->tree->name,
        .source = forest->source,
        .ops = ops,
        .n_slots = c->slots_max,
        .n_cells = c->slots_max + c->depth_max,
        .is_empty = c->tree->is_empty,
        .is_active = is_active(c->tree->root),
    };
    return code;
}

const fg_code *fg_compile(crd_arena *arena, const fg_forest *forest, const fg_tree *tree,
                          fg_names *names, fg_call_list *calls, crd_err *err)
{
    struct compiler c = {
        .arena = arena,
        .source = forest->source,
        .tree = tree,
        .names = names,
        .calls = calls,
        .err = err,
    };
    crd_buf_init(&c.ops, SIZE_MAX);
    crd_buf_init(&c.tasks, SIZE_MAX);
    crd_buf_init(&c.bindings, SIZE_MAX);
    crd_buf_init(&c.loops, SIZE_MAX);
    c.bound = crd_arena_alloc(arena, tree->n_symbols * sizeof(*c.bound));
    if (!c.bound) {
        fg_compile_no_memory(&c);
    } else {
        memset(c.bound, 0xFF, tree->n_symbols * sizeof(*c.bound)); /* NO_BINDING */
        bind_slot(&c, 0, fg_compile_slots(&c, 1));                 /* $ */
        fg_compile_push(&c, TASK_LIST, tree->root);
        work(&c);
    }
    if (!c.failed) {
        c.at = NULL;
        fg_compile_emit(&c, FG_OP_RETURN);
    }
    const fg_code *code = c.failed ? NULL : finish(&c, forest);
    crd_buf_done(&c.ops);
    crd_buf_done(&c.tasks);
    crd_buf_done(&c.bindings);
    crd_buf_done(&c.loops);
    return code;
}
