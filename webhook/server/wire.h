/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wire: listening sockets, TLS, HTTP framing and deadlines. It hands whole requests to one
 * function and writes what that function answers. It must not know reviews, Fleet or snapshots.
 */
#ifndef FG_SERVER_WIRE_H
#define FG_SERVER_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct fg_metrics;

/* One request, framed and bounded. All Borrowed, valid until the handler returns. */
typedef struct fg_wire_request {
    crd_str method;       /* "POST" */
    crd_str path;         /* as sent, before '?'; nothing is decoded or normalised */
    crd_str query;        /* after '?', empty if none */
    crd_str content_type; /* empty: the field was absent */
    crd_str body;
    crd_str peer;         /* address:port */
    uint64_t deadline_ms; /* monotonic: when the caller stops waiting (?timeout= minus 200 ms) */
    bool draining;
} fg_wire_request;

typedef struct fg_wire_answer {
    unsigned status;
    const char *content_type; /* static text; NULL: no body */
    const char *allow;        /* static text of an Allow field, or NULL */
    unsigned retry_after_s;   /* 0: no such field */
    crd_buf *body;            /* filled by the handler; empty at first */
} fg_wire_answer;

/* What a path takes, asked as soon as the head is there, before any byte of the body is kept. */
typedef struct fg_wire_route {
    const char *path;
    const char *methods; /* "POST" or "GET, HEAD": also the text of Allow */
    size_t body_bytes_max;
    bool json;           /* any other Content-Type is refused with 415 */
} fg_wire_route;

/*
 * Answers a request. Runs on a worker's thread, or on the pool for bodies over
 * pool_body_bytes; many run at once, so context is shared and read-only or locked.
 * The arena is the request's own and dies with the answer.
 */
typedef void fg_wire_handler(void *context, crd_arena *arena, const fg_wire_request *request,
                             fg_wire_answer *answer);

#endif
