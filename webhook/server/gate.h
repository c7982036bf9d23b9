/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate: asks of a head whether its path is served, and whether method, type and size of the body
 * are what that path takes, before any byte of the body is kept. Pure.
 */
#ifndef FG_SERVER_GATE_H
#define FG_SERVER_GATE_H

#include "guard.h"
#include "wire.h"

typedef struct fg_gate_answer {
    unsigned status;     /* 0: let it in */
    const char *reason;  /* static text */
    const char *allow;   /* of 405 */
    const fg_wire_route *route;
} fg_gate_answer;

/* Borrowed from routes. */
fg_gate_answer fg_gate_ask(const fg_wire_route *routes, size_t n, const fg_guard_head *head);

/* "Bad Request" and so on. */
const char *fg_status_text(unsigned status);

#endif
