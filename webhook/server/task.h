/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A task: one whole request on its way through the handler. It stands on the arena that its answer will
 * stand on, and is answered on the worker's thread or on the pool's.
 */
#ifndef FG_SERVER_TASK_H
#define FG_SERVER_TASK_H

#include <stdatomic.h>

#include "bridge.h"
#include "pool.h"
#include "wire.h"

/* A request's body, counted against a sum that all requests share. */
typedef struct fg_body {
    char *ptr; /* malloc */
    size_t len;
    size_t capacity;
} fg_body;

typedef struct fg_body_sum {
    _Atomic size_t bytes;
    size_t bytes_max;
} fg_body_sum;

/* Room for more bytes of a body of length bytes in all. False: no memory, or the sum is reached. */
bool fg_body_reserve(fg_body *body, fg_body_sum *sum, size_t more, size_t length);
void fg_body_done(fg_body *body, fg_body_sum *sum);

typedef struct fg_task {
    fg_job job; /* first */
    struct fg_worker *worker;
    struct fg_conn *conn; /* NULL: it has gone, nobody wants the answer. The worker's alone. */
    struct fg_task *next_done;
    fg_wire_handler *handler;
    void *handler_context;
    crd_arena *arena; /* Owned: this task stands on it */
    fg_body body;     /* Owned */
    fg_wire_request request;
    fg_reply reply;
} fg_task;

/* Takes arena and *body. NULL: no memory, and both are still the caller's. */
fg_task *fg_task_new(crd_arena *arena, fg_body *body, const fg_guard_head *head, crd_str peer);

/* Calls the handler and fills reply, but for its arena and closes. Any thread. */
void fg_task_answer(fg_task *task);

#endif
