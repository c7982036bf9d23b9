/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes for the guard: from what was kept back, from the link, or (a body's) from the link straight into
 * the body. What comes behind a whole request waits until that one is answered.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "wire_inside.h"

static bool takes_input(const fg_conn *conn)
{
    return !conn->dead && (conn->state == FG_CONN_IDLE || conn->state == FG_CONN_HEAD ||
                           conn->state == FG_CONN_BODY);
}

static void on_head(fg_conn *conn, bool body_has_come)
{
    const fg_wire_options *options = &conn->worker->wire->options;
    const fg_guard_head *head = &conn->guard.head;
    fg_gate_answer answer = fg_gate_ask(options->routes, options->route_count, head);
    if (answer.status) {
        bool unread = head->length > 0; /* a body that nobody will read */
        fg_conn_refuse(conn, answer.status, answer.reason, answer.allow, head->closes || unread);
        return;
    }
    conn->route = answer.route;
    fg_conn_set_state(conn, FG_CONN_BODY);
    if (head->expects_continue && head->length && !body_has_come) {
        fg_conn_send(conn, CRD_S("HTTP/1.1 100 Continue\r\n\r\n"));
    }
}

static bool make_room(fg_conn *conn, size_t more)
{
    if (fg_body_reserve(&conn->body, &conn->worker->wire->bodies, more,
                        (size_t)conn->guard.head.length)) {
        return true;
    }
    fg_conn_refuse(conn, 429, "too many bytes of bodies are in flight", NULL, true);
    return false;
}

static void on_body(fg_conn *conn, crd_str piece)
{
    if (make_room(conn, piece.len)) {
        memcpy(conn->body.ptr + conn->body.len, piece.ptr, piece.len);
        conn->body.len += piece.len;
    }
}

/* Gives bytes to the guard until they are used up or a request is on its way. */
static void feed(fg_conn *conn, crd_str *in)
{
    crd_str piece;
    while (takes_input(conn)) {
        if (in->len && fg_guard_is_idle(&conn->guard) && conn->state == FG_CONN_IDLE) {
            conn->began_ms = crd_clock_monotonic_ms();
            fg_conn_set_state(conn, FG_CONN_HEAD);
        }
        switch (fg_guard_next(&conn->guard, in, &piece)) {
        case FG_GUARD_MORE:
            return;
        case FG_GUARD_HEAD:
            on_head(conn, in->len > 0);
            break;
        case FG_GUARD_BODY:
            on_body(conn, piece);
            break;
        case FG_GUARD_END:
            fg_conn_request(conn);
            break;
        case FG_GUARD_REFUSED:
            fg_conn_refuse(conn, conn->guard.status, conn->guard.reason, NULL, true);
            break;
        }
    }
}

static void drop_stash(fg_conn *conn)
{
    free(conn->stash);
    conn->stash = NULL;
    conn->stash_at = 0;
    conn->stash_len = 0;
}

static void keep_back(fg_conn *conn, crd_str rest)
{
    if (!rest.len || conn->dead || conn->reply_closes) {
        return;
    }
    conn->stash = malloc(rest.len);
    if (!conn->stash) {
        fg_conn_kill(conn);
        return;
    }
    memcpy(conn->stash, rest.ptr, rest.len);
    conn->stash_len = rest.len;
}

static bool take_stash(fg_conn *conn, size_t *budget)
{
    crd_str in = crd_str_of(conn->stash + conn->stash_at, conn->stash_len - conn->stash_at);
    size_t before = in.len;
    feed(conn, &in);
    *budget -= before - in.len < *budget ? before - in.len : *budget;
    conn->stash_at += before - in.len;
    if (!in.len || conn->reply_closes) {
        drop_stash(conn);
    }
    return !conn->dead;
}

/* False: nothing came, and the connection waits or is dead. */
static bool receive(fg_conn *conn, char *into, size_t size, size_t *budget, size_t *ret_n)
{
    switch (fg_link_read(&conn->link, into, size, ret_n)) {
    case FG_LINK_DONE:
        fg_metrics_add(conn->worker->wire->options.metrics, FG_M_RECEIVED, (int64_t)*ret_n);
        *budget -= *ret_n < *budget ? *ret_n : *budget;
        return true;
    case FG_LINK_BLOCKED:
        return false;
    case FG_LINK_CLOSED:
        fg_link_finish(&conn->link);
        break;
    case FG_LINK_BROKEN:
        break;
    }
    fg_conn_kill(conn);
    return false;
}

static bool take_body(fg_conn *conn, size_t *budget)
{
    uint64_t left = fg_guard_body_left(&conn->guard);
    size_t want = left < FG_WIRE_TURN_BYTES ? (size_t)left : FG_WIRE_TURN_BYTES;
    size_t n;
    if (!make_room(conn, want)) {
        return true;
    }
    fg_body *body = &conn->body;
    if (!receive(conn, body->ptr + body->len, want, budget, &n)) {
        return false;
    }
    body->len += n;
    fg_guard_body_took(&conn->guard, n);
    feed(conn, &(crd_str){ "", 0 });
    return !conn->dead;
}

bool fg_conn_take_input(fg_conn *conn, size_t *budget)
{
    size_t n;
    if (conn->stash) {
        return take_stash(conn, budget);
    }
    if (conn->state == FG_CONN_BODY && fg_guard_body_left(&conn->guard)) {
        return take_body(conn, budget);
    }
    if (!receive(conn, conn->worker->in, FG_WIRE_TURN_BYTES, budget, &n)) {
        return false;
    }
    crd_str in = crd_str_of(conn->worker->in, n);
    feed(conn, &in);
    keep_back(conn, in);
    return !conn->dead;
}
