/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Running compiled templates: one loop over operations, templates that call templates on a stack of
 * segments. Budgets are counted here; what operations do with values is exec_value.c's.
 */
#include "exec.h"

#include "base/limits.h"
#include "base/num.h"
#include "fmt.h"

#define SEGMENT_BYTES ((size_t)8 * 1024)
#define KIND_UNSET 255 /* of a cell: a variable that was not declared */

/* ---- Stack ---- */

static fg_segment *new_segment(fg_exec *e, size_t size)
{
    size_t bytes = size > SEGMENT_BYTES ? size : SEGMENT_BYTES;
    fg_segment *segment = fg_alloc(e->run, sizeof(*segment) + bytes, e->err);
    if (segment) {
        *segment = (fg_segment) { .below = e->stack, .size_bytes = bytes };
        fg_run_pin(e->run);
    }
    return segment;
}

/* Room for a template's activation, on top. */
static fg_activation *enter(fg_exec *e, const fg_code *code)
{
    size_t size = sizeof(fg_activation) + code->n_cells * sizeof(fg_val);
    fg_segment *segment = e->stack;
    if (!segment || segment->size_bytes - segment->used_bytes < size) {
        fg_segment *above = segment ? segment->above : NULL;
        if (!above || above->size_bytes < size) {
            above = new_segment(e, size);
            if (!above) {
                return NULL;
            }
            if (segment) {
                segment->above = above;
            }
        }
        above->used_bytes = 0;
        e->stack = segment = above;
    }
    fg_activation *top = (fg_activation *)(void *)(segment->bytes + segment->used_bytes);
    top->stack_used = segment->used_bytes;
    segment->used_bytes += size;
    top->caller = e->top;
    top->code = code;
    top->op = code->ops;
    e->top = top;
    e->depth++;
    return top;
}

static void leave(fg_exec *e)
{
    fg_segment *segment = e->stack;
    segment->used_bytes = e->top->stack_used;
    if (!segment->used_bytes && segment->below) {
        e->stack = segment->below;
    }
    e->top = e->top->caller;
    e->depth--;
}

/* ---- Output ---- */

/* What was printed did not fit: the run's own budget, the caller's buffer, or memory. */
static bool output_failed(fg_exec *e)
{
    bool arena_full = e->out->arena && crd_arena_failed(e->out->arena) != CRD_ARENA_FINE;
    if (e->out->failure == CRD_BUF_NOMEM || arena_full) {
        return crd_err_memory(e->err, e->out->arena);
    }
    CRD_FAIL(e->err, e->run->arena, CRD_E_BUDGET, CRD_S("output budget exceeded"));
    return fg_exec_wrap(e, CRD_S(""));
}

/* Gives back what the action took, unless something else holds on to it. */
static void give_back(fg_exec *e)
{
    if (!e->may_rewind) {
        return;
    }
    if (e->mark_pins != e->run->pins) {
        e->mark = crd_arena_save(e->run->arena);
        e->mark_pins = e->run->pins;
    } else if (crd_arena_used(e->run->arena) != e->mark.used) {
        crd_arena_rewind(e->run->arena, e->mark);
    }
}

static bool print(fg_exec *e, const fg_op *op, fg_val v)
{
    size_t before = e->out->len;
    if (v.kind == FG_FUNC) {
        crd_buf shown;
        crd_buf_on(&shown, e->run->arena, SIZE_MAX);
        fg_node_print(&shown, op->at);
        return FG_EXEC_FAIL(e, CRD_S("can't print "), crd_buf_whole(&shown), CRD_S(" of type "),
                            fg_type_name(v));
    }
    if (v.kind == FG_POINTER && v.as.ref && v.type->elem && !v.type->text) {
        v = fg_val_ref(v.type->elem, v.as.ref);
    }
    if (v.kind == FG_STRUCT && v.type->addressed && !(v.flags & FG_VAL_IFACE)) {
        v.type = v.type->addressed;
    }
    if (!fg_fmt_print(e->run, e->out, v, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    if (crd_buf_failed(e->out) || e->out->len > e->out_max) {
        return output_failed(e);
    }
    if (!fg_spend_bytes(e->run, e->out->len - before, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    give_back(e);
    return true;
}

static bool write_text(fg_exec *e, const fg_op *op)
{
    if (!fg_spend_bytes(e->run, op->c, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    if (op->c > e->out_max - e->out->len) {
        return output_failed(e);
    }
    crd_buf_add(e->out, crd_str_of(op->u.text, op->c));
    return !crd_buf_failed(e->out) || output_failed(e);
}

/* ---- Calls ---- */

/* Makes arguments that need no check fit: what stands in an interface {} is taken out of it. */
static void take_out(const fg_func *func, fg_val *args, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fg_param(func, i)->kind == FG_INTERFACE) {
            if (args[i].kind == FG_INVALID) {
                args[i] = fg_val_nil();
            }
            args[i].flags &= (uint8_t)~FG_VAL_IFACE;
        }
    }
}

/* The value from the pipeline lies below the n arguments: puts it behind them, where it belongs. */
static void final_last(fg_val *args, size_t n)
{
    fg_val final = args[0];
    memmove(args, args + 1, n * sizeof(*args));
    args[n] = final;
}

/* What `call` names a function that was piped in: reflect.Value.String. */
static bool name_of_final(fg_exec *e, fg_val v, fg_val *ret)
{
    if (v.kind == FG_STRING && !(v.flags & FG_VAL_IFACE)) {
        *ret = v;
        return true;
    }
    crd_str name = v.kind == FG_INVALID
                       ? CRD_S("<invalid Value>")
                       : CRD_CAT(e->run->arena, CRD_S("<"), fg_type_name(v), CRD_S(" Value>"));
    *ret = fg_val_string(name);
    return name.ptr || crd_err_memory(e->err, e->run->arena);
}

/* Calls a function whose arguments end at sp; the stack's new end, NULL on failure. */
static fg_val *call(fg_exec *e, const fg_site *site, fg_val *sp)
{
    size_t n_written = site->n_args + site->is_call; /* the name of the callee comes first */
    size_t n = n_written + site->has_final;
    fg_val *args = sp - n;
    if (site->has_final) {
        final_last(args, n_written);
        if (!fg_exec_fit(e, &args[n_written], fg_param(site->func, n_written))) {
            return NULL;
        }
    }
    if (!site->is_call) {
        take_out(site->func, args, n);
    } else if (args[0].kind == FG_INVALID && !name_of_final(e, args[n - 1], &args[0])) {
        return NULL;
    }
    return fg_exec_call(e, site->func, site->name, site->node, args, n, args) ? args + 1 : NULL;
}

/* The same for a method: [final] receiver method arguments. */
static fg_val *call_method(fg_exec *e, const fg_site *site, fg_val *sp)
{
    size_t n = site->n_args;
    fg_val *base = sp - n - 2 - site->has_final;
    fg_val final = base[0];
    fg_val receiver = base[site->has_final];
    const fg_func *method = base[site->has_final + 1].as.func;
    receiver.flags &= (uint8_t)~FG_VAL_IFACE;
    memmove(base + 1, base + site->has_final + 2, n * sizeof(*base));
    base[0] = receiver;
    if (site->has_final) {
        if (!fg_exec_fit(e, &final, fg_param(method, n))) {
            return NULL;
        }
        base[1 + n++] = final;
    }
    take_out(method, base + 1, n);
    return fg_exec_call(e, method, site->name, site->node, base, n + 1, base) ? base + 1 : NULL;
}

/* Puts the method of the value on top above it; *ret_none: that is no value, and has none. */
static fg_val *push_method(fg_exec *e, const fg_site *site, fg_val *sp, bool *ret_none)
{
    const fg_func *method;
    if (!fg_exec_method(e, sp[-1], site, &method)) {
        return NULL;
    }
    *ret_none = !method;
    if (!method) {
        sp -= 1 + site->has_final;
        *sp = fg_val_invalid();
        return sp + 1;
    }
    *sp = (fg_val) { .kind = FG_FUNC, .as.func = method };
    return sp + 1;
}

static bool push_method_constant(fg_exec *e, const fg_op *op, const fg_func *method, fg_val *ret)
{
    crd_str message = CRD_S("");
    if (fg_constant(e->run->arena, op->at, fg_param(method, op->c), ret, &message)) {
        return true;
    }
    return message.ptr ? FG_EXEC_FAIL(e, message) : crd_err_memory(e->err, e->run->arena);
}

/* ---- Templates ---- */

static const fg_code *code_of(const fg_exec *e, uint32_t number)
{
    return number < e->set->n_codes ? e->set->codes[number] : NULL;
}

static bool find_template(fg_exec *e, uint32_t number)
{
    if (!code_of(e, number)) {
        return FG_EXEC_FAIL(e, CRD_S("template "), fg_exec_quoted(e, e->set->names.names[number]),
                            CRD_S(" not defined"));
    }
    if (e->depth > FG_TMPL_DEPTH_MAX) {
        return FG_EXEC_FAIL(e, CRD_S("exceeded maximum template depth (100000)"));
    }
    return true;
}

/* Something that lives longer than an action may lie on the arena. */
static void hold(fg_exec *e)
{
    if (crd_arena_used(e->run->arena) != e->mark.used) {
        fg_run_pin(e->run);
    }
}

static void unbox(fg_val *v)
{
    if (v->kind == FG_NIL) {
        *v = fg_val_invalid();
    }
    v->flags &= (uint8_t)~FG_VAL_IFACE;
}

static bool out_of_steps(fg_exec *e)
{
    CRD_FAIL(e->err, e->run->arena, CRD_E_BUDGET, CRD_S("step budget exceeded"));
    return fg_exec_wrap(e, CRD_S(""));
}

/*
 * The loop. Long, because it is one switch with a case for each operation; everything that takes
 * more than a few lines is a function above.
 */
static bool run_code(fg_exec *e, const fg_code *code, fg_val data)
{
    fg_run *run = e->run;
    fg_activation *top = enter(e, code);
    if (!top) {
        return false;
    }
    fg_val *cells = top->cells;
    fg_val *sp = cells + code->n_slots;
    cells[0] = data;
    for (const fg_op *op = code->ops;; op++) {
        if (op->at) {
            e->at = op->at;
        }
        if (!run->steps_left) {
            return out_of_steps(e);
        }
        run->steps_left--;
        switch ((enum fg_op_code)op->code) {
        case FG_OP_TEXT:
            if (!write_text(e, op)) {
                return false;
            }
            break;
        case FG_OP_PRINT:
            if (!print(e, op, *--sp)) {
                return false;
            }
            break;
        case FG_OP_POP:
            sp--;
            give_back(e);
            break;
        case FG_OP_SLOT:
            *sp++ = cells[op->c];
            break;
        case FG_OP_CONSTANT:
            *sp++ = *op->u.constant;
            break;
        case FG_OP_SLOT_FIELD:
            *sp++ = cells[op->c];
            /* fall through */
        case FG_OP_FIELD:
            if (!fg_exec_field(e, sp - 1, op->u.step->name, op->u.step->node)) {
                return false;
            }
            break;
        case FG_OP_UNBOX:
            unbox(sp - 1);
            break;
        case FG_OP_CHECK:
            if (!fg_exec_fit(e, sp - 1, op->u.type)) {
                return false;
            }
            break;
        case FG_OP_CALL:
            sp = call(e, op->u.site, sp);
            if (!sp) {
                return false;
            }
            break;
        case FG_OP_METHOD: {
            bool none;
            sp = push_method(e, op->u.site, sp, &none);
            if (!sp) {
                return false;
            }
            if (none) {
                op = top->code->ops + op->c - 1;
            }
            break;
        }
        case FG_OP_METHOD_CONSTANT: {
            const fg_func *method = sp[-1 - (ptrdiff_t)op->c].as.func;
            if (!push_method_constant(e, op, method, sp)) {
                return false;
            }
            sp++;
            break;
        }
        case FG_OP_METHOD_CHECK: {
            const fg_func *method = sp[-2 - (ptrdiff_t)op->c].as.func;
            if (!fg_exec_fit(e, sp - 1, fg_param(method, op->c))) {
                return false;
            }
            break;
        }
        case FG_OP_METHOD_CALL:
            sp = call_method(e, op->u.site, sp);
            if (!sp) {
                return false;
            }
            break;
        case FG_OP_AND:
        case FG_OP_OR:
            if (fg_val_truth(run, sp[-1]) != (op->code == FG_OP_OR)) {
                sp--;
                break;
            }
            if (op->a) {
                sp[-2] = sp[-1];
                sp--;
            }
            op = top->code->ops + op->c - 1;
            break;
        case FG_OP_STORE:
            hold(e);
            cells[op->c] = sp[-1];
            break;
        case FG_OP_UNSET:
            for (size_t i = 0; i < op->u.slot; i++) {
                cells[op->c + i].kind = KIND_UNSET;
            }
            break;
        case FG_OP_SLOT_IF_SET:
            if (cells[op->u.slot].kind != KIND_UNSET) {
                *sp++ = cells[op->u.slot];
                op = top->code->ops + op->c - 1;
            }
            break;
        case FG_OP_STORE_IF_SET:
            if (cells[op->u.slot].kind != KIND_UNSET) {
                hold(e);
                cells[op->u.slot] = sp[-1];
                op = top->code->ops + op->c - 1;
            }
            break;
        case FG_OP_JUMP:
            op = top->code->ops + op->c - 1;
            break;
        case FG_OP_IF:
            if (!fg_val_truth(run, *--sp)) {
                op = top->code->ops + op->c - 1;
            }
            give_back(e);
            break;
        case FG_OP_WITH:
            sp--;
            if (!fg_val_truth(run, *sp)) {
                op = top->code->ops + op->c - 1;
            } else {
                hold(e);
                cells[op->u.slot] = *sp;
            }
            break;
        case FG_OP_RANGE: {
            bool empty;
            sp--;
            if (!fg_exec_loop_begin(e, *sp, op->u.loop, cells, &empty)) {
                return false;
            }
            if (empty) {
                op = top->code->ops + op->c - 1;
            }
            break;
        }
        case FG_OP_NEXT:
            if (!fg_exec_loop_next(e, op->u.loop, cells)) {
                op = top->code->ops + op->c - 1;
            }
            break;
        case FG_OP_FIND:
            if (!find_template(e, op->c)) {
                return false;
            }
            break;
        case FG_OP_TEMPLATE: {
            fg_val dot = sp[-1];
            const fg_code *called = code_of(e, op->c);
            hold(e);
            top->op = op;
            top = enter(e, called);
            if (!top) {
                return fg_exec_wrap(e, CRD_S(""));
            }
            cells = top->cells;
            cells[0] = dot;
            sp = cells + called->n_slots;
            op = called->ops - 1;
            break;
        }
        case FG_OP_FAIL:
            return FG_EXEC_FAIL(e, *op->u.name);
        case FG_OP_RETURN:
            leave(e);
            top = e->top;
            if (!top) {
                return true;
            }
            op = top->op;
            cells = top->cells;
            sp = cells + top->code->n_slots;
            break;
        }
    }
}

/* ---- The face ---- */

static bool no_template(const fg_tmpl *set, crd_str name, crd_arena *arena, crd_err *err)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, SIZE_MAX);
    crd_buf_add_lit(&buf, "template: no template ");
    crd_quote(&buf, name);
    crd_buf_add_lit(&buf, " associated with template ");
    crd_quote(&buf, set->name);
    return crd_buf_failed(&buf) ? crd_err_memory(err, arena)
                                : CRD_FAIL(err, arena, CRD_E_EXEC, crd_buf_str(&buf));
}

static bool execute(const fg_tmpl *set, crd_str name, fg_val data, fg_run *run, crd_buf *out,
                    crd_err *err)
{
    uint32_t number = fg_names_find(&set->names, name);
    const fg_code *code = number < set->n_codes ? set->codes[number] : NULL;
    if (!code) {
        return no_template(set, name, run->arena, err);
    }
    fg_exec e = {
        .run = run,
        .set = set,
        .out = out,
        .err = err,
        .outer = run->exec,
        .n_outer = run->exec ? run->exec->n_outer + 1 : 0,
        .may_rewind = out->arena != run->arena,
        .mark = crd_arena_save(run->arena),
        .mark_pins = run->pins,
    };
    size_t limit = out->limit;
    e.out_max = run->output_left < SIZE_MAX - out->len ? out->len + run->output_left : SIZE_MAX;
    if (e.out_max < limit) {
        out->limit = e.out_max; /* so that no single value takes more before it is counted */
    }
    run->exec = &e;
    bool ok = run_code(&e, code, data);
    run->exec = e.outer;
    out->limit = limit;
    return ok;
}

static void run_init(fg_run *run, crd_arena *arena, const fg_exec_options *options)
{
    static const fg_exec_options none;
    const fg_exec_options *o = options ? options : &none;
    fg_run_init(run, arena);
    if (o->env) {
        run->env = o->env;
    }
    run->trace = o->trace;
    run->steps_left = o->budget.steps ? o->budget.steps : FG_TMPL_STEPS_MAX;
    run->output_left = o->budget.output_bytes ? o->budget.output_bytes : FG_TMPL_OUTPUT_BYTES_MAX;
    size_t memory = o->budget.memory_bytes ? o->budget.memory_bytes : FG_TMPL_MEMORY_BYTES_MAX;
    size_t used = crd_arena_used(arena);
    run->memory_limit = memory < SIZE_MAX - used ? used + memory : SIZE_MAX;
    run->usage_start = (fg_usage) { run->steps_left, used };
}

void fg_tmpl_run_init(fg_run *run, crd_arena *arena, const fg_exec_options *options)
{
    run_init(run, arena, options);
}

bool fg_tmpl_run(const fg_tmpl *set, crd_str name, fg_val data, fg_run *run, crd_buf *out,
                 crd_err *err)
{
    return execute(set, name, data, run, out, err);
}

bool fg_tmpl_execute(const fg_tmpl *set, crd_str name, fg_val data, crd_arena *arena,
                     const fg_exec_options *options, crd_buf *out, crd_err *err)
{
    fg_run run;
    run_init(&run, arena, options);
    return execute(set, name, data, &run, out, err);
}

bool fg_tmpl_render(const fg_tmpl *set, crd_str name, const crd_value *data, crd_arena *arena,
                    const fg_exec_options *options, crd_buf *out, crd_err *err)
{
    fg_run run;
    run_init(&run, arena, options);
    fg_val dot = data ? fg_val_tree(&run, data) : fg_val_invalid();
    if (dot.kind == FG_NIL) {
        dot = fg_val_invalid();
    }
    return execute(set, name, dot, &run, out, err);
}

const fg_tmpl *fg_tmpl_running(const fg_run *run)
{
    return run->exec ? run->exec->set : NULL;
}

bool fg_tmpl_call(fg_run *run, const fg_tmpl *set, crd_str name, fg_val data, crd_buf *out,
                  crd_err *err)
{
    if (run->exec && run->exec->n_outer >= FG_TMPL_CALLS_MAX) {
        return CRD_FAIL(err, run->arena, CRD_E_BUDGET,
                        CRD_S("too many templates within templates"));
    }
    return execute(set, name, data, run, out, err);
}

fg_usage fg_run_usage(const fg_run *run)
{
    return (fg_usage) {
        .steps = run->usage_start.steps - run->steps_left,
        .memory_bytes = crd_arena_used(run->arena) - run->usage_start.memory_bytes,
    };
}
