/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a whole request, or from a refusal, to an answer: the handler is called here or on the pool, the
 * bridge makes HTTP of what it said, and that goes to the link.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/num.h"
#include "wire_inside.h"
#include "word.h"

/* Keeps what the link does not take now. False: it has to be waited for, or the connection is dead. */
bool fg_conn_send(fg_conn *conn, crd_str bytes)
{
    while (bytes.len) {
        size_t n = 0;
        enum fg_link_result result = fg_link_write(&conn->link, bytes, &n);
        if (result == FG_LINK_DONE) {
            fg_metrics_add(conn->worker->wire->options.metrics, FG_M_SENT, (int64_t)n);
            bytes = crd_str_from(bytes, n);
            continue;
        }
        conn->out = result == FG_LINK_BLOCKED ? malloc(bytes.len) : NULL;
        if (!conn->out) {
            fg_conn_kill(conn);
            return false;
        }
        memcpy(conn->out, bytes.ptr, bytes.len);
        conn->out_at = 0;
        conn->out_len = bytes.len;
        return false;
    }
    return true;
}

bool fg_conn_flush(fg_conn *conn)
{
    while (conn->out_at < conn->out_len) {
        size_t n = 0;
        crd_str rest = crd_str_of(conn->out + conn->out_at, conn->out_len - conn->out_at);
        enum fg_link_result result = fg_link_write(&conn->link, rest, &n);
        if (result == FG_LINK_BLOCKED) {
            return false;
        }
        if (result != FG_LINK_DONE) {
            fg_conn_kill(conn);
            return false;
        }
        fg_metrics_add(conn->worker->wire->options.metrics, FG_M_SENT, (int64_t)n);
        conn->out_at += n;
    }
    free(conn->out);
    conn->out = NULL;
    conn->out_at = 0;
    conn->out_len = 0;
    return true;
}

/* reply->arena is taken in any case. */
static void ask(fg_conn *conn, const fg_guard_head *head, const fg_reply *reply)
{
    fg_worker *worker = conn->worker;
    conn->reply_closes = reply->closes;
    if (!conn->bridge) {
        conn->bridge = fg_bridge_new(worker->bridges);
    }
    if (!conn->bridge) {
        fg_bridges_arena_back(worker->bridges, reply->arena);
        fg_metrics_add_at(worker->wire->options.metrics, FG_M_CONNECTIONS_REFUSED, FG_LIMIT_FILES, 1);
        fg_conn_log(conn, FG_WIRE_EVICTED, 0, "no descriptor for the answer");
        fg_conn_kill(conn);
        return;
    }
    if (!fg_bridge_ask(conn->bridge, head, reply)) {
        fg_conn_kill(conn);
        return;
    }
    fg_conn_set_state(conn, FG_CONN_ANSWER);
}

static bool is_ending(fg_wire *wire)
{
    return atomic_load(&wire->draining) || atomic_load(&wire->stopping);
}

static crd_str refusal_text(crd_arena *arena, unsigned status, const char *reason)
{
    char number[CRD_INT_TEXT_MAX];
    crd_str text = { NULL, 0 };
    if (arena) {
        text = CRD_CAT(arena, crd_uint_text(status, number), CRD_S(" "),
                       crd_str_c(fg_status_text(status)), CRD_S(": "), crd_str_c(reason), CRD_S("\n"));
    }
    return text.ptr ? text : crd_str_c(reason);
}

void fg_conn_refuse(fg_conn *conn, unsigned status, const char *reason, const char *allow,
                    bool closes)
{
    fg_wire *wire = conn->worker->wire;
    crd_arena *arena = fg_bridges_arena(conn->worker->bridges);
    const fg_guard_head *head = &conn->guard.head;
    fg_guard_head stand_in = { .method = crd_str_eq(head->method, CRD_S("HEAD")) ? CRD_S("HEAD")
                                                                                : CRD_S("GET"),
                               .path = CRD_S("/") };
    fg_reply reply = {
        .status = status,
        .content_type = "text/plain; charset=utf-8",
        .allow = allow,
        .retry_after_s = status == 429 || status == 503 ? 1 : 0,
        .closes = closes || is_ending(wire),
        .body = refusal_text(arena, status, reason),
        .arena = arena,
    };
    fg_metrics_refused(wire->options.metrics, head->path, status);
    fg_conn_log(conn, FG_WIRE_REFUSED, status, reason);
    fg_body_done(&conn->body, &wire->bodies);
    ask(conn, &stand_in, &reply);
}

static uint64_t deadline_of(const fg_conn *conn)
{
    const fg_wire_deadlines *deadlines = &conn->worker->wire->options.deadlines;
    crd_str text;
    uint64_t ms;
    if (!fg_word_query(conn->guard.head.query, CRD_S("timeout"), &text) ||
        !fg_word_duration(text, &ms)) {
        ms = deadlines->default_ms;
    }
    ms = ms > FG_WIRE_TIMEOUT_KEPT_MS ? ms - FG_WIRE_TIMEOUT_KEPT_MS : 0;
    return (uint64_t)conn->began_ms + (ms < deadlines->request_ms ? ms : deadlines->request_ms);
}

static void task_free(fg_worker *worker, fg_task *task)
{
    fg_body_done(&task->body, &worker->wire->bodies);
    fg_bridges_arena_back(worker->bridges, task->arena);
}

static void hand_over(fg_conn *conn, fg_task *task)
{
    fg_reply reply = task->reply;
    reply.arena = task->arena;
    reply.closes = conn->guard.head.closes || is_ending(conn->worker->wire);
    fg_body_done(&task->body, &conn->worker->wire->bodies);
    ask(conn, &conn->guard.head, &reply);
}

static void run_on_pool(fg_job *job)
{
    fg_task *task = (fg_task *)(void *)job;
    fg_metrics_add(task->worker->wire->options.metrics, FG_M_QUEUE, -1);
    fg_task_answer(task);
    fg_worker_task_done(task);
}

static void submit(fg_conn *conn, fg_task *task)
{
    fg_wire *wire = conn->worker->wire;
    conn->task = task;
    fg_conn_set_state(conn, FG_CONN_POOL);
    fg_metrics_add(wire->options.metrics, FG_M_QUEUE, 1);
    if (fg_pool_submit(wire->pool, &task->job)) {
        return;
    }
    conn->task = NULL;
    task_free(conn->worker, task);
    fg_metrics_add(wire->options.metrics, FG_M_QUEUE, -1);
    fg_metrics_add(wire->options.metrics, FG_M_QUEUE_REFUSED, 1);
    fg_conn_refuse(conn, 429, "too many large requests are waiting", NULL, conn->guard.head.closes);
}

void fg_conn_request(fg_conn *conn)
{
    fg_worker *worker = conn->worker;
    fg_wire *wire = worker->wire;
    size_t size = conn->body.len;
    crd_arena *arena = fg_bridges_arena(worker->bridges);
    fg_task *task = arena ? fg_task_new(arena, &conn->body, &conn->guard.head, crd_str_c(conn->peer))
                          : NULL;
    if (!task) {
        fg_bridges_arena_back(worker->bridges, arena);
        fg_conn_refuse(conn, 503, "there is no memory for the request", NULL, conn->guard.head.closes);
        return;
    }
    task->job.run = run_on_pool;
    task->worker = worker;
    task->conn = conn;
    task->handler = wire->options.handler;
    task->handler_context = wire->options.handler_context;
    task->request.deadline_ms = deadline_of(conn);
    task->request.draining = is_ending(wire);
    if (size > wire->options.caps.pool_body_bytes) {
        submit(conn, task);
        return;
    }
    fg_task_answer(task);
    hand_over(conn, task);
}

void fg_conn_task_done(fg_task *task)
{
    fg_conn *conn = task->conn;
    if (!conn) {
        task_free(task->worker, task);
        return;
    }
    conn->task = NULL;
    hand_over(conn, task);
    fg_conn_turn(conn);
}

static void let_go_of_bridge(fg_conn *conn)
{
    fg_bridge_close(conn->bridge);
    conn->bridge = NULL;
    conn->worker->bridges_closed = true;
}

static void answer_is_out(fg_conn *conn, bool closes)
{
    conn->has_served = true;
    if (closes || fg_bridges_count(conn->worker->bridges) > conn->worker->bridges_kept) {
        let_go_of_bridge(conn);
    }
    if (closes) {
        fg_link_finish(&conn->link);
        fg_conn_set_state(conn, FG_CONN_LINGER);
        return;
    }
    fg_guard_again(&conn->guard);
    fg_conn_set_state(conn, FG_CONN_IDLE);
}

bool fg_conn_put_answer(fg_conn *conn, size_t *budget)
{
    char *bytes = conn->worker->out;
    size_t n;
    switch (fg_bridge_read(conn->bridge, bytes, FG_WIRE_TURN_BYTES, &n)) {
    case FG_BRIDGE_BYTES:
        *budget -= n < *budget ? n : *budget;
        return fg_conn_send(conn, crd_str_of(bytes, n));
    case FG_BRIDGE_DONE:
        answer_is_out(conn, conn->reply_closes);
        return true;
    case FG_BRIDGE_ENDED:
        answer_is_out(conn, true);
        return true;
    case FG_BRIDGE_BROKEN:
        break;
    }
    fg_conn_kill(conn);
    return false;
}
