/* SPDX-License-Identifier: Apache-2.0 */
/* Fields, methods, arguments, calls and loops of a running template; and its errors. */
#include "base/limits.h"
#include "base/num.h"
#include "exec.h"
#include "fmt.h"

/* ---- Errors ---- */

/* What stands in front of every message of an execution; on the arena. */
static crd_str location(fg_exec *e, crd_place *ret_place)
{
    crd_buf buf;
    crd_buf_on(&buf, e->run->arena, SIZE_MAX);
    const fg_code *code = e->top->code;
    crd_buf_add_lit(&buf, "template: ");
    *ret_place = (crd_place) { 0 };
    if (!e->at) {
        crd_buf_add(&buf, code->name);
        crd_buf_add_lit(&buf, ": ");
        return crd_buf_whole(&buf);
    }
    *ret_place = fg_source_place(code->source, e->at->offset);
    crd_buf_add(&buf, code->source->name);
    crd_buf_add_byte(&buf, ':');
    crd_buf_add_uint(&buf, ret_place->line);
    crd_buf_add_byte(&buf, ':');
    crd_buf_add_uint(&buf, ret_place->column - 1);
    crd_buf_add_lit(&buf, ": executing ");
    crd_quote(&buf, code->name);
    crd_buf_add_lit(&buf, " at <");
    fg_node_print(&buf, e->at);
    crd_buf_add_lit(&buf, ">: ");
    return crd_buf_whole(&buf);
}

bool fg_exec_fail(fg_exec *e, const crd_str *parts, size_t n)
{
    crd_place place;
    crd_str text = crd_str_cat(e->run->arena, parts, n);
    if (!text.ptr) {
        return crd_err_memory(e->err, e->run->arena);
    }
    CRD_FAIL(e->err, e->run->arena, CRD_E_EXEC, location(e, &place), text);
    return crd_err_at(e->err, place);
}

bool fg_exec_wrap(fg_exec *e, crd_str before)
{
    crd_place place;
    if (!e->err || crd_code_is_ours(e->err->code)) {
        return false;
    }
    enum crd_code code = e->err->code;
    if (code != CRD_E_BUDGET && code != CRD_E_DEPTH) {
        code = CRD_E_EXEC;
    }
    const crd_err *cause = e->err->cause;
    CRD_FAIL(e->err, e->run->arena, code, location(e, &place), before, e->err->message);
    e->err->cause = cause;
    return crd_err_at(e->err, place);
}

crd_str fg_exec_quoted(fg_exec *e, crd_str text)
{
    crd_buf buf;
    crd_buf_on(&buf, e->run->arena, SIZE_MAX);
    crd_quote(&buf, text);
    return crd_buf_whole(&buf);
}

/* The type of the place that v stands in. */
static crd_str static_type(fg_val v)
{
    return v.flags & FG_VAL_IFACE ? fg_type_any.name : fg_type_name(v);
}

/* ---- Calls ---- */

static bool is_nillable(const fg_type *type)
{
    return type->kind == FG_INTERFACE || type->kind == FG_MAP || type->kind == FG_SLICE ||
           type->kind == FG_POINTER || type->kind == FG_FUNC;
}

/* The slow half of fg_exec_fit. */
static bool fit_other(fg_exec *e, fg_val *v, const fg_type *type)
{
    if (v->kind == FG_INVALID) {
        if (!is_nillable(type)) {
            return FG_EXEC_FAIL(e, CRD_S("invalid value; expected "), type->name);
        }
        *v = fg_val_zero(type);
        return true;
    }
    if (v->kind != FG_NIL && fg_type_assignable(v->type, type)) {
        v->flags &= (uint8_t)~FG_VAL_IFACE;
        return true;
    }
    if (v->kind == FG_POINTER && v->type->elem && fg_type_assignable(v->type->elem, type)) {
        if (!v->as.ref) {
            return FG_EXEC_FAIL(e, CRD_S("dereference of nil pointer of type "), type->name);
        }
        *v = fg_val_ref(v->type->elem, v->as.ref);
        return true;
    }
    return FG_EXEC_FAIL(e, CRD_S("wrong type for value; expected "), type->name, CRD_S("; got "),
                        v->kind == FG_NIL ? fg_type_any.name : fg_type_name(*v));
}

bool fg_exec_fit(fg_exec *e, fg_val *v, const fg_type *type)
{
    if (v->type == type && type) {
        v->flags &= (uint8_t)~FG_VAL_IFACE;
        return true;
    }
    if (type == &fg_type_reflect) {
        return true;
    }
    if (type->kind == FG_INTERFACE) {
        if (v->kind == FG_INVALID) {
            *v = fg_val_nil();
        }
        v->flags &= (uint8_t)~FG_VAL_IFACE;
        return true;
    }
    return fit_other(e, v, type);
}

bool fg_exec_call(fg_exec *e, const fg_func *func, crd_str name, const fg_node *node, fg_val *args,
                  size_t n, fg_val *ret)
{
    fg_run *run = e->run;
    if (!fg_spend(run, FG_TMPL_CALL_STEPS + func->cost, e->err)) {
        e->at = node;
        return fg_exec_wrap(e, CRD_S(""));
    }
    if (func->flags & FG_FUNC_UNSTABLE && run->env->unstable) {
        run->env->unstable(run->env->context, func,
                           fg_source_place(e->top->code->source, node->offset));
    }
    fg_val result = { 0 };
    if (!func->call(run, args, n, &result, e->err)) {
        if (func->flags & FG_FUNC_MISSHAPEN) {
            return fg_exec_wrap(e, CRD_S(""));
        }
        e->at = node;
        crd_str parts[] = { CRD_S("error calling "), name, CRD_S(": ") };
        crd_str before = crd_str_cat(run->arena, parts, 3);
        return before.ptr ? fg_exec_wrap(e, before) : crd_err_memory(e->err, run->arena);
    }
    if (func->result->kind == FG_INTERFACE) {
        if (result.kind == FG_INVALID) {
            result.kind = FG_NIL;
        }
        result.flags |= FG_VAL_IFACE;
    } else if (func->result != &fg_type_reflect) {
        result.flags &= (uint8_t)~FG_VAL_IFACE;
    }
    *ret = result;
    return true;
}

enum fg_go fg_exec_go(const fg_run *run)
{
    return run->exec ? run->exec->set->options.go : FG_GO_1_26;
}

/* ---- Fields and methods ---- */

static const fg_func *find_method(const fg_type *type, crd_str name)
{
    for (size_t i = 0; type && i < type->n_methods; i++) {
        if (crd_str_eq(type->methods[i].name, name)) {
            return &type->methods[i];
        }
    }
    return NULL;
}

static const fg_field *find_field(const fg_type *type, crd_str name)
{
    for (size_t i = 0; type && i < type->n_fields; i++) {
        if (crd_str_eq(type->fields[i].name, name)) {
            return &type->fields[i];
        }
    }
    return NULL;
}

static bool no_field(fg_exec *e, fg_val v, crd_str name)
{
    return FG_EXEC_FAIL(e, CRD_S("can't evaluate field "), name, CRD_S(" in type "),
                        static_type(v));
}

static bool nil_pointer(fg_exec *e, fg_val v, crd_str name)
{
    return FG_EXEC_FAIL(e, CRD_S("nil pointer evaluating "), static_type(v), CRD_S("."), name);
}

/* A map has no such key: the option decides. */
static bool missing_key(fg_exec *e, fg_val *v, crd_str name)
{
    switch (e->set->options.missing) {
    case FG_MISSING_ERROR:
        return FG_EXEC_FAIL(e, CRD_S("map has no entry for key "), fg_exec_quoted(e, name));
    case FG_MISSING_ZERO:
        *v = fg_val_zero(v->type->elem);
        return true;
    default:
        *v = fg_val_invalid();
        return true;
    }
}

static bool of_struct(fg_exec *e, fg_val *v, crd_str name, bool has_args)
{
    const fg_type *type = v->kind == FG_POINTER ? v->type->elem : v->type;
    const fg_field *found = find_field(type, name);
    if (!found) {
        return no_field(e, *v, name);
    }
    if (v->kind == FG_POINTER && !v->as.ref) {
        return nil_pointer(e, *v, name);
    }
    if (found->unexported) {
        return FG_EXEC_FAIL(e, name, CRD_S(" is an unexported field of struct type "),
                            static_type(*v));
    }
    if (has_args) {
        return FG_EXEC_FAIL(e, name, CRD_S(" has arguments but cannot be invoked as function"));
    }
    fg_val self = v->kind == FG_POINTER ? fg_val_ref(type, v->as.ref) : *v;
    fg_val value;
    if (!found->get(e->run, self, &value, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    if (found->type->kind == FG_INTERFACE) {
        value.flags |= FG_VAL_IFACE;
    }
    *v = value;
    return true;
}

/* A receiver that may be looked into: not nothing (true with *ret_none), not a nil. */
static bool check_receiver(fg_exec *e, fg_val v, crd_str name, bool *ret_none)
{
    *ret_none = v.kind == FG_INVALID;
    if (v.kind == FG_INVALID && e->set->options.missing == FG_MISSING_ERROR) {
        return FG_EXEC_FAIL(e, CRD_S("nil data; no entry for key "), fg_exec_quoted(e, name));
    }
    return v.kind != FG_NIL || nil_pointer(e, v, name);
}

bool fg_exec_field(fg_exec *e, fg_val *v, crd_str name, const fg_node *node)
{
    if (v->kind == FG_MAP && !v->type->n_methods) {
        fg_val found;
        if (fg_map_get(e->run, *v, name, &found)) {
            *v = found;
            return true;
        }
        return missing_key(e, v, name);
    }
    bool none;
    if (!check_receiver(e, *v, name, &none) || none) {
        return none && e->set->options.missing != FG_MISSING_ERROR;
    }
    const fg_func *method = find_method(v->type, name);
    if (method) {
        crd_str message;
        if (!fg_arity(e->run->arena, method, name, 0, false, &message)) {
            return crd_err_memory(e->err, e->run->arena);
        }
        fg_val self = *v;
        self.flags &= (uint8_t)~FG_VAL_IFACE;
        return message.ptr ? FG_EXEC_FAIL(e, message)
                           : fg_exec_call(e, method, name, node, &self, 1, v);
    }
    if (v->kind == FG_MAP) {
        fg_val found;
        if (fg_map_get(e->run, *v, name, &found)) {
            *v = found;
            return true;
        }
        return missing_key(e, v, name);
    }
    if (v->kind == FG_STRUCT || v->kind == FG_POINTER) {
        return of_struct(e, v, name, false);
    }
    return no_field(e, *v, name);
}

bool fg_exec_method(fg_exec *e, fg_val receiver, const fg_site *site, const fg_func **ret)
{
    bool none;
    *ret = NULL;
    if (!check_receiver(e, receiver, site->name, &none)) {
        return false;
    }
    if (none) {
        return true;
    }
    const fg_func *method = find_method(receiver.type, site->name);
    if (!method) {
        if (receiver.kind == FG_MAP) {
            return FG_EXEC_FAIL(e, site->name, CRD_S(" is not a method but has arguments"));
        }
        return receiver.kind == FG_STRUCT || receiver.kind == FG_POINTER
                   ? of_struct(e, &receiver, site->name, true)
                   : no_field(e, receiver, site->name);
    }
    crd_str message;
    if (!fg_arity(e->run->arena, method, site->name, site->n_args, site->has_final, &message)) {
        return crd_err_memory(e->err, e->run->arena);
    }
    if (message.ptr) {
        return FG_EXEC_FAIL(e, message);
    }
    *ret = method;
    return true;
}

/* ---- Loops ---- */

/* Where a loop stands; lies in FG_LOOP_SLOTS cells. */
struct loop_state {
    fg_map_iter maps; /* of a map */
    fg_val v;         /* of a slice */
    uint64_t next;
    uint64_t end; /* of integers and slices */
    bool is_map;
};

_Static_assert(sizeof(struct loop_state) <= FG_LOOP_SLOTS * sizeof(fg_val), "too few cells");

static struct loop_state *state_of(const fg_loop *loop, fg_val *cells)
{
    return (struct loop_state *)(void *)&cells[loop->state_slot];
}

static bool cannot(fg_exec *e, crd_str before, fg_val v, crd_str after)
{
    crd_buf buf;
    fg_buf_open(e->run, &buf);
    if (!fg_fmt_value(e->run, &buf, v, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    if (fg_buf_fails(e->run, &buf, e->err)) {
        return fg_exec_wrap(e, CRD_S(""));
    }
    return FG_EXEC_FAIL(e, before, crd_buf_str(&buf), after);
}

bool fg_exec_loop_begin(fg_exec *e, fg_val v, const fg_loop *loop, fg_val *cells, bool *ret_empty)
{
    struct loop_state *state = state_of(loop, cells);
    fg_run_pin(e->run);
    if (v.kind == FG_POINTER && v.as.ref && v.type->elem) {
        v = fg_val_ref(v.type->elem, v.as.ref);
    }
    *state = (struct loop_state) { .v = v };
    bool is_int = fg_is_int(v) || fg_is_uint(v);
    if (is_int && e->set->options.go != FG_GO_1_23) {
        if (loop->n_decls > 1) {
            return cannot(e, CRD_S("can't use "), v,
                          CRD_S(" to iterate over more than one variable"));
        }
        state->end = fg_is_int(v) && v.as.i < 0 ? 0 : v.as.u;
    } else if (v.kind == FG_SLICE) {
        state->end = v.len;
    } else if (v.kind == FG_MAP) {
        state->is_map = true;
        if (!fg_map_iter_init(e->run, v, &state->maps, e->err)) {
            return fg_exec_wrap(e, CRD_S(""));
        }
        state->end = state->maps.n;
    } else if (!fg_is_nil(v)) {
        return cannot(e, CRD_S("range can't iterate over "), v, CRD_S(""));
    }
    *ret_empty = state->end == 0;
    return true;
}

bool fg_exec_loop_next(fg_exec *e, const fg_loop *loop, fg_val *cells)
{
    struct loop_state *state = state_of(loop, cells);
    fg_val key;
    fg_val elem;
    if (state->is_map) {
        crd_str name;
        if (!fg_map_iter_next(&state->maps, &name, &elem)) {
            return false;
        }
        key = fg_val_string(name);
    } else if (state->next >= state->end) {
        return false;
    } else if (state->v.kind == FG_SLICE) {
        key = fg_val_int((int64_t)state->next);
        elem = fg_val_at(e->run, state->v, state->next);
        state->next++;
    } else {
        key = fg_val_invalid();
        elem = fg_val_integer(state->v.type, (int64_t)state->next);
        state->next++;
    }
    cells[loop->elem_slot] = elem;
    cells[loop->key_slot] = key;
    if (loop->elem_variable != FG_NO_SLOT) {
        cells[loop->elem_variable] = elem;
    }
    if (loop->key_variable != FG_NO_SLOT) {
        cells[loop->key_variable] = key;
    }
    return true;
}
