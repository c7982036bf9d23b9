/* SPDX-License-Identifier: Apache-2.0 */
/* The words of JSON: strings, numbers, literals, blanks, and Go's texts for what is none. For the
 * reader of trees (json_read.c) and the source (source_json.c). Inside the room only. */
#ifndef CRD_VALUE_JSON_LEX_H
#define CRD_VALUE_JSON_LEX_H

#include "value.h"

struct crd_json_lex {
    crd_arena *arena; /* for decoded strings and texts of errors */
    const char *start;
    const char *at; /* what comes next */
    const char *end;
    const char *line_start; /* of the line that counted is on */
    const char *counted;    /* newlines before it are in line */
    uint32_t line;
    crd_err *err;
};

static inline void crd_json_lex_begin(struct crd_json_lex *x, crd_arena *arena, crd_str text,
                                      crd_err *err)
{
    x->arena = arena;
    x->start = text.ptr ? text.ptr : "";
    x->at = x->start;
    x->end = x->start + text.len;
    x->line_start = x->start;
    x->counted = x->start;
    x->line = 1;
    x->err = err;
}

static inline void crd_json_lex_skip(struct crd_json_lex *x)
{
    const char *at = x->at;
    while (at < x->end && (unsigned char)*at <= ' ' &&
           (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    x->at = at;
}

/* Places are asked for in ascending order, so that each byte is looked at once. */
crd_place crd_json_lex_place(struct crd_json_lex *x, const char *at);

/* All three are always false: the place of x->at on the error; x->at is the end of the text or a
 * byte that may not stand there; likewise, of the byte c. */
bool crd_json_lex_stop(struct crd_json_lex *x);
bool crd_json_lex_refuse(struct crd_json_lex *x, crd_str where);
bool crd_json_lex_refuse_byte(struct crd_json_lex *x, enum crd_code code, char c, crd_str where);

/* x->at stands behind the opening quote and moves behind the closing one. *ret lies in the text, or,
 * *ret_decoded, on the arena. */
bool crd_json_lex_string(struct crd_json_lex *x, crd_str *ret, bool *ret_decoded);

/* x->at stands on the first byte, which is right, and moves behind the last one. */
bool crd_json_lex_number(struct crd_json_lex *x);
bool crd_json_lex_word(struct crd_json_lex *x, crd_str word);

#endif
