/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Helm's words for errors: it takes apart what text/template wrote. Where an execution failed by
 * itself, the places of all templates around are listed; where a function failed, the error stays
 * as it was; what required and fail say is found by its marks.
 */
#include "helm.h"

/* One line of Helm's list. */
typedef struct trace {
    crd_str location;
    crd_str function; /* `executing "x" at <.y>:` in two parts */
    crd_str node;
    crd_str message;
} trace;

static bool set_message(crd_err *err, crd_arena *arena, crd_str text)
{
    if (!text.ptr) {
        return crd_err_memory(err, arena);
    }
    err->message = text;
    return false;
}

/* The part of text between sep number n - 1 and n; *ret_n how many there are. */
static crd_str nth_part(crd_str text, crd_str sep, size_t wanted, size_t *ret_n)
{
    crd_str found = text;
    size_t n = 0;
    for (bool more = true; more; n++) {
        crd_str part = text;
        more = crd_str_cut(text, sep, &part, &text);
        if (n <= wanted) {
            found = part;
        }
    }
    *ret_n = n;
    return found;
}

bool fg_helm_parse_error(crd_arena *arena, crd_str file, crd_err *err)
{
    size_t n = 0;
    crd_str location = nth_part(err->message, CRD_S(": "), 1, &n);
    if (n == 1) {
        return set_message(
            err, arena,
            CRD_CAT(arena, CRD_S("parse error in ("), file, CRD_S("): "), err->message));
    }
    crd_str last = nth_part(err->message, CRD_S(": "), SIZE_MAX, &n);
    return set_message(err, arena,
                       CRD_CAT(arena, CRD_S("parse error at ("), location, CRD_S("): "), last));
}

/* `LOCATION: executing "NAME" at <NODE>: MESSAGE` */
static bool read_executing(crd_str text, trace *ret)
{
    crd_str rest;
    if (!crd_str_cut(text, CRD_S(": executing "), &ret->location, &rest) ||
        !crd_str_starts(rest, CRD_S("\""))) {
        return false;
    }
    rest = crd_str_from(rest, 1);
    return crd_str_cut(rest, CRD_S("\""), &ret->function, &rest) &&
           crd_str_starts(rest, CRD_S(" at <")) &&
           crd_str_cut(crd_str_from(rest, 5), CRD_S(">: "), &ret->node, &ret->message);
}

/* What Helm makes of one error of the chain; false when it is none of text/template's. */
static bool read_trace(crd_str text, trace *ret)
{
    static const crd_str prefix = CRD_STR_INIT("template: ");
    *ret = (trace) { .location = CRD_S("") };
    if (!crd_str_starts(text, prefix)) {
        return false;
    }
    crd_str rest = crd_str_from(text, prefix.len);
    if (crd_str_starts(rest, CRD_S("no template "))) {
        ret->message = text;
        return true;
    }
    if (!read_executing(rest, ret)) {
        *ret = (trace) { .location = CRD_S("") };
        size_t last = crd_str_rfind(rest, CRD_S(": "));
        if (last == CRD_NPOS) {
            return false;
        }
        ret->location = crd_str_sub(rest, 0, last);
        ret->message = crd_str_from(rest, last + 2);
    }
    crd_str_cut(ret->message, CRD_S(" template:"), &ret->message, NULL);
    return true;
}

static bool same(const trace *a, const trace *b)
{
    return crd_str_eq(a->location, b->location) && crd_str_eq(a->function, b->function) &&
           crd_str_eq(a->node, b->node) && crd_str_eq(a->message, b->message);
}

static void put_trace(crd_buf *buf, const trace *it)
{
    if (it->location.len > 0) {
        crd_buf_add(buf, it->location);
        crd_buf_add_lit(buf, "\n  ");
    }
    if (it->function.len > 0 || it->node.len > 0) {
        crd_buf_add_lit(buf, "executing \"");
        crd_buf_add(buf, it->function);
        crd_buf_add_lit(buf, "\" at <");
        crd_buf_add(buf, it->node);
        crd_buf_add_lit(buf, ">:\n    ");
    }
    if (it->message.len > 0) {
        crd_buf_add(buf, it->message);
        crd_buf_add_byte(buf, '\n');
    }
}

/* The error in marks, greedily, behind the second ": "; false when there is none. */
static bool read_marked(crd_str text, crd_str *ret)
{
    static const crd_str start = CRD_STR_INIT("HELM_ERR_START");
    static const crd_str end = CRD_STR_INIT("HELM_ERR_END");
    size_t from = crd_str_find(text, start);
    size_t to = crd_str_rfind(text, end);
    if (from == CRD_NPOS || to == CRD_NPOS || to < from + start.len) {
        return false;
    }
    *ret = crd_str_sub(text, from + start.len, to);
    return true;
}

/* True when the innermost error is a function's own, which Helm cannot take apart. */
static bool function_failed(const crd_err *err)
{
    while (err->cause) {
        err = err->cause;
    }
    return crd_str_has(err->message, CRD_S(">: error calling "));
}

bool fg_helm_exec_error(crd_arena *arena, crd_err *err)
{
    crd_str rest = err->message;
    crd_str location;
    crd_str marked;
    if (!crd_str_cut(rest, CRD_S(": "), NULL, &rest) ||
        !crd_str_cut(rest, CRD_S(": "), &location, &rest)) {
        return false;
    }
    if (read_marked(rest, &marked)) {
        return set_message(
            err, arena,
            CRD_CAT(arena, CRD_S("execution error at ("), location, CRD_S("): "), marked));
    }
    if (function_failed(err)) {
        return false;
    }
    crd_buf list;
    trace before = { .location = CRD_S("") };
    crd_buf_on(&list, arena, SIZE_MAX);
    for (const crd_err *it = err; it; it = it->cause) {
        trace now;
        if (!read_trace(it->message, &now)) {
            return false;
        }
        if (it == err || !same(&now, &before)) {
            put_trace(&list, &now);
        }
        before = now;
    }
    if (crd_buf_failed(&list)) {
        return crd_err_memory(err, arena);
    }
    return set_message(err, arena, crd_str_trim(crd_buf_str(&list)));
}
