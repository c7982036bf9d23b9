/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors: what went wrong in doing our work, as a code that code compares and a text that people
 * read. A reader also reports input that it cannot read this way; its caller, who knows whether
 * that input was the object's or ours, turns it into a finding (diag.h) or passes it on.
 *
 * A crd_err starts zeroed. Texts live on the arena named when the error is set; when not even that
 * memory is to be had the text is a constant.
 */
#ifndef CRD_BASE_ERR_H
#define CRD_BASE_ERR_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_code {
    CRD_OK = 0,
    CRD_E_NOMEM,   /* the system had no memory: ours */
    CRD_E_MEMORY,  /* an arena's or buffer's ceiling: ours, unless a budget of the object's */
    CRD_E_BUDGET,  /* a deterministic budget (steps, output bytes, nodes): the object's fault */
    CRD_E_DEPTH,   /* nested deeper than allowed */
    CRD_E_SYNTAX,  /* the text is not what it claims to be (JSON, YAML, template, regexp) */
    CRD_E_TYPE,    /* a value of another type than needed */
    CRD_E_VALUE,   /* right type, value not allowed */
    CRD_E_EXEC,    /* a template failed while it ran */
    CRD_E_MISSING, /* something named is not there */
    CRD_E_IO,      /* reading or writing failed */
    CRD_E_USAGE,   /* called in a way that makes no sense (command line) */
    CRD_E_TIME,    /* a deadline passed: ours */
};

/* Where in a text: line and column count from 1, the column in bytes; 0 means unknown. */
typedef struct crd_place {
    uint32_t line;
    uint32_t column;
    size_t offset; /* bytes from the start of the text */
} crd_place;

typedef struct crd_err {
    enum crd_code code;
    crd_place place;
    crd_str message;             /* one line as the user reads it */
    const struct crd_err *cause; /* the error under this one, on the same arena; may be NULL */
} crd_err;

/* Sets err (which may be NULL) to code and the joined parts; always false, to return with. */
bool crd_err_set(crd_err *err, crd_arena *arena, enum crd_code code, const crd_str *parts, size_t n);
#define CRD_FAIL(err, arena, code, ...)                                                            \
    crd_err_set((err), (arena), (code), (const crd_str[]){ __VA_ARGS__ },                          \
                sizeof((const crd_str[]){ __VA_ARGS__ }) / sizeof(crd_str))

/* For an allocation on arena that gave NULL: NOMEM or MEMORY as the arena says. Always false. */
bool crd_err_memory(crd_err *err, const crd_arena *arena);

/* Puts text in front of the message and keeps code and place: "text: message". Always false. */
bool crd_err_wrap(crd_err *err, crd_arena *arena, crd_str text);

/* Makes the present error the cause of a new one. Always false. */
bool crd_err_chain(crd_err *err, crd_arena *arena, enum crd_code code, crd_str message);

static inline bool crd_err_at(crd_err *err, crd_place place)
{
    if (err) {
        err->place = place;
    }
    return false;
}

/* True for codes that are our failure, never the object's: HTTP 500, exit 2. */
bool crd_code_is_ours(enum crd_code code);

/* "nomem", "syntax", ...: for logs and tests. */
const char *crd_code_name(enum crd_code code);

#ifdef __cplusplus
}
#endif
#endif
