/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: see err.h. */
#include "err.h"

static const crd_str no_memory = CRD_STR_INIT("out of memory");
static const crd_str ceiling = CRD_STR_INIT("memory limit reached");

bool crd_err_set(crd_err *err, crd_arena *arena, enum crd_code code, const crd_str *parts, size_t n)
{
    if (!err) {
        return false;
    }
    crd_str message = crd_str_cat(arena, parts, n);
    if (!message.ptr) {
        return crd_err_memory(err, arena);
    }
    *err = (crd_err){ .code = code, .message = message };
    return false;
}

bool crd_err_memory(crd_err *err, const crd_arena *arena)
{
    if (!err) {
        return false;
    }
    bool limit = arena && crd_arena_failed(arena) == CRD_ARENA_LIMIT;
    *err = (crd_err){
        .code = limit ? CRD_E_MEMORY : CRD_E_NOMEM,
        .message = limit ? ceiling : no_memory,
    };
    return false;
}

bool crd_err_wrap(crd_err *err, crd_arena *arena, crd_str text)
{
    if (!err) {
        return false;
    }
    crd_str message = CRD_CAT(arena, text, CRD_S(": "), err->message);
    if (!message.ptr) {
        return crd_err_memory(err, arena);
    }
    err->message = message;
    return false;
}

bool crd_err_chain(crd_err *err, crd_arena *arena, enum crd_code code, crd_str message)
{
    if (!err) {
        return false;
    }
    crd_err *cause = CRD_NEW(arena, crd_err);
    crd_str text = crd_arena_str(arena, message);
    if (!cause || !text.ptr) {
        return crd_err_memory(err, arena);
    }
    *cause = *err;
    *err = (crd_err){ .code = code, .place = cause->place, .message = text, .cause = cause };
    return false;
}

bool crd_code_is_ours(enum crd_code code)
{
    switch (code) {
    case CRD_E_NOMEM:
    case CRD_E_MEMORY:
    case CRD_E_IO:
    case CRD_E_USAGE:
    case CRD_E_TIME:
        return true;
    case CRD_OK:
    case CRD_E_BUDGET:
    case CRD_E_DEPTH:
    case CRD_E_SYNTAX:
    case CRD_E_TYPE:
    case CRD_E_VALUE:
    case CRD_E_EXEC:
    case CRD_E_MISSING:
        return false;
    }
    return true;
}

const char *crd_code_name(enum crd_code code)
{
    static const char *const names[] = {
        [CRD_OK] = "ok",           [CRD_E_NOMEM] = "nomem",     [CRD_E_MEMORY] = "memory",
        [CRD_E_BUDGET] = "budget", [CRD_E_DEPTH] = "depth",     [CRD_E_SYNTAX] = "syntax",
        [CRD_E_TYPE] = "type",     [CRD_E_VALUE] = "value",     [CRD_E_EXEC] = "exec",
        [CRD_E_MISSING] = "missing", [CRD_E_IO] = "io",         [CRD_E_USAGE] = "usage",
        [CRD_E_TIME] = "time",
    };
    size_t n = sizeof(names) / sizeof(names[0]);
    return (size_t)code < n && names[code] ? names[code] : "unknown";
}
