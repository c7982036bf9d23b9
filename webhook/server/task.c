/* SPDX-License-Identifier: Apache-2.0 */
/* A task: see task.h. */
#include "task.h"

#include <stdlib.h>

#include "base/limits.h"

/* The first piece of a body: most reviews fit. */
#define BODY_FIRST_BYTES ((size_t)16 * 1024)

bool fg_body_reserve(fg_body *body, fg_body_sum *sum, size_t more, size_t length)
{
    if (more <= body->capacity - body->len) {
        return true;
    }
    size_t capacity = body->capacity ? body->capacity * 2 : BODY_FIRST_BYTES;
    capacity = capacity < body->len + more ? body->len + more : capacity;
    capacity = capacity > length ? length : capacity;
    size_t added = capacity - body->capacity;
    if (atomic_fetch_add(&sum->bytes, added) + added > sum->bytes_max) {
        atomic_fetch_sub(&sum->bytes, added);
        return false;
    }
    char *ptr = realloc(body->ptr, capacity);
    if (!ptr) {
        atomic_fetch_sub(&sum->bytes, added);
        return false;
    }
    body->ptr = ptr;
    body->capacity = capacity;
    return true;
}

void fg_body_done(fg_body *body, fg_body_sum *sum)
{
    atomic_fetch_sub(&sum->bytes, body->capacity);
    free(body->ptr);
    *body = (fg_body){ 0 };
}

fg_task *fg_task_new(crd_arena *arena, fg_body *body, const fg_guard_head *head, crd_str peer)
{
    fg_task *task = CRD_NEW(arena, fg_task);
    if (!task) {
        return NULL;
    }
    fg_wire_request *request = &task->request;
    request->method = crd_arena_str(arena, head->method);
    request->path = crd_arena_str(arena, head->path);
    request->query = crd_arena_str(arena, head->query);
    request->content_type = crd_arena_str(arena, head->content_type);
    request->peer = crd_arena_str(arena, peer);
    if (crd_arena_failed(arena)) {
        return NULL;
    }
    task->arena = arena;
    task->body = *body;
    request->body = crd_str_of(body->ptr ? body->ptr : "", body->len);
    *body = (fg_body){ 0 };
    return task;
}

void fg_task_answer(fg_task *task)
{
    crd_buf text;
    fg_wire_answer answer = { .status = 500, .body = &text };
    crd_buf_on(&text, task->arena, FG_REQUEST_BYTES_MAX);
    task->handler(task->handler_context, task->arena, &task->request, &answer);
    if (crd_buf_failed(&text)) {
        answer = (fg_wire_answer){ .status = 500, .content_type = "text/plain; charset=utf-8" };
    }
    task->reply = (fg_reply){
        .status = answer.status,
        .content_type = answer.content_type,
        .allow = answer.allow,
        .retry_after_s = answer.retry_after_s,
        .body = answer.body ? crd_buf_str(&text) : CRD_S("no memory for the answer\n"),
    };
}
