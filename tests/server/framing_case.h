/* SPDX-License-Identifier: Apache-2.0 */
/* The framing cases of tests/vectors/framing/cases.jsonl as steps; its README has the format. */
#ifndef FG_TEST_FRAMING_CASE_H
#define FG_TEST_FRAMING_CASE_H

#include "value/value.h"

enum framing_step_type {
    FRAMING_SEND, /* bytes */
    FRAMING_WAIT, /* until bytes were heard */
    FRAMING_HALF_CLOSE,
    FRAMING_RESET,
};

typedef struct framing_step {
    enum framing_step_type type;
    crd_str bytes;
} framing_step;

typedef struct framing_case {
    crd_str name;
    crd_str area;
    crd_str want; /* "200 first, 400": statuses, with the uid of a review's answer */
    crd_str go;   /* the same from Go's net/http */
    const framing_step *steps;
    size_t step_count;
    bool alone;    /* no other request follows */
    bool bodyless; /* the first answer has no body (HEAD) */
} framing_case;

/* Reads one line. All on the arena. */
bool framing_case_read(crd_arena *arena, crd_str line, framing_case *ret_case, crd_err *err);

#endif
