/* SPDX-License-Identifier: Apache-2.0 */
/* A connection's life: born, watched by one deadline at a time, evictable or not, dead. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "base/clock.h"
#include "wire_inside.h"

static void write_peer(fg_conn *conn, const struct sockaddr_storage *peer)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (peer->ss_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)peer;
        inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
        snprintf(conn->peer, sizeof(conn->peer), "[%s]:%u", text, (unsigned)ntohs(in6->sin6_port));
    } else if (peer->ss_family == AF_INET) {
        const struct sockaddr_in *in4 = (const struct sockaddr_in *)(const void *)peer;
        inet_ntop(AF_INET, &in4->sin_addr, text, sizeof(text));
        snprintf(conn->peer, sizeof(conn->peer), "%s:%u", text, (unsigned)ntohs(in4->sin_port));
    }
}

fg_conn *fg_conn_new(fg_wire *wire, int fd, const struct sockaddr_storage *peer)
{
    fg_conn *conn = calloc(1, sizeof(*conn));
    fg_link link = { .fd = fd, .ssl = conn && wire->tls ? fg_tls_session_new(wire->tls) : NULL };
    if (!conn || (wire->tls && !link.ssl) || (link.ssl && SSL_set_fd(link.ssl, fd) != 1)) {
        fg_link_close(&link);
        free(conn);
        return NULL;
    }
    conn->link = link;
    conn->since_ms = crd_clock_monotonic_ms();
    fg_guard_init(&conn->guard);
    write_peer(conn, peer);
    atomic_fetch_add(&wire->connections, 1);
    fg_metrics_add(wire->options.metrics, FG_M_CONNECTIONS, 1);
    fg_metrics_add(wire->options.metrics, FG_M_CONNECTIONS_TOTAL, 1);
    return conn;
}

void fg_conn_log(fg_conn *conn, enum fg_wire_event event, unsigned status, const char *detail)
{
    const fg_wire_options *options = &conn->worker->wire->options;
    if (options->log) {
        options->log(options->log_context, event, crd_str_c(conn->peer), status, crd_str_c(detail));
    }
}

static void arm(fg_conn *conn)
{
    const fg_wire_deadlines *ms = &conn->worker->wire->options.deadlines;
    int64_t request = conn->began_ms + ms->request_ms;
    int64_t at = request;
    switch (conn->state) {
    case FG_CONN_HANDSHAKE:
        at = conn->since_ms + ms->handshake_ms;
        break;
    case FG_CONN_IDLE:
        at = conn->since_ms + ms->idle_ms;
        break;
    case FG_CONN_HEAD:
        at = conn->began_ms + ms->head_ms;
        break;
    case FG_CONN_BODY:
    case FG_CONN_POOL:
        break;
    case FG_CONN_ANSWER:
        at = conn->since_ms + ms->write_ms < request ? conn->since_ms + ms->write_ms : request;
        break;
    case FG_CONN_LINGER:
        at = conn->since_ms + ms->linger_ms;
        break;
    }
    fg_heap_set(&conn->worker->timers, &conn->timer, at);
}

/* A client that showed a certificate is never evicted between requests. */
static void list_as_evictable(fg_conn *conn)
{
    fg_list *lists = conn->worker->evictable;
    bool known = conn->link.ssl && SSL_get0_peer_certificate(conn->link.ssl);
    if (conn->state == FG_CONN_HANDSHAKE) {
        fg_list_add(&lists[FG_EVICT_HANDSHAKE], &conn->listed);
    } else if (conn->state == FG_CONN_LINGER) {
        fg_list_add(&lists[FG_EVICT_LINGER], &conn->listed);
    } else if (conn->state == FG_CONN_IDLE && !known) {
        fg_list_add(&lists[conn->has_served ? FG_EVICT_IDLE : FG_EVICT_FRESH], &conn->listed);
    } else {
        fg_list_remove(&conn->listed);
    }
}

static void count_handshakes(fg_conn *conn, int change)
{
    fg_wire *wire = conn->worker->wire;
    if (change > 0) {
        conn->worker->handshakes++;
        atomic_fetch_add(&wire->handshakes, 1);
    } else {
        conn->worker->handshakes--;
        atomic_fetch_sub(&wire->handshakes, 1);
    }
    fg_metrics_add(wire->options.metrics, FG_M_HANDSHAKES, change);
}

void fg_conn_set_state(fg_conn *conn, enum fg_conn_state state)
{
    if (conn->state == FG_CONN_HANDSHAKE && state != FG_CONN_HANDSHAKE) {
        count_handshakes(conn, -1);
    }
    conn->state = state;
    if (state != FG_CONN_HANDSHAKE) {
        conn->since_ms = crd_clock_monotonic_ms();
    }
    list_as_evictable(conn);
    arm(conn);
}

void fg_conn_adopt(fg_worker *worker, fg_conn *conn)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                                 .data.ptr = conn };
    conn->worker = worker;
    fg_list_add(&worker->conns, &conn->all);
    conn->state = FG_CONN_IDLE;
    if (!fg_worker_make_room(worker) || !fg_heap_reserve(&worker->timers, worker->timers.n + 1) ||
        epoll_ctl(worker->epoll_fd, EPOLL_CTL_ADD, conn->link.fd, &event) != 0) {
        fg_conn_kill(conn);
        return;
    }
    if (conn->link.ssl) {
        conn->state = FG_CONN_HANDSHAKE;
        count_handshakes(conn, 1);
        list_as_evictable(conn);
        arm(conn);
    } else {
        fg_conn_set_state(conn, FG_CONN_IDLE);
    }
    fg_conn_turn(conn);
}

static void leave_task(fg_conn *conn)
{
    fg_task *task = conn->task;
    fg_wire *wire = conn->worker->wire;
    conn->task = NULL;
    if (!task) {
        return;
    }
    task->conn = NULL;
    if (fg_pool_cancel(wire->pool, &task->job)) {
        fg_metrics_add(wire->options.metrics, FG_M_QUEUE, -1);
        fg_body_done(&task->body, &wire->bodies);
        fg_bridges_arena_back(conn->worker->bridges, task->arena);
    }
}

void fg_conn_kill(fg_conn *conn)
{
    fg_worker *worker = conn->worker;
    if (conn->dead) {
        return;
    }
    conn->dead = true;
    if (conn->state == FG_CONN_HANDSHAKE) {
        count_handshakes(conn, -1);
    }
    leave_task(conn);
    if (conn->bridge) {
        fg_bridge_close(conn->bridge);
        conn->bridge = NULL;
        worker->bridges_closed = true;
    }
    fg_link_close(&conn->link);
    fg_heap_remove(&worker->timers, &conn->timer);
    fg_list_remove(&conn->listed);
    fg_list_remove(&conn->running);
    fg_list_add(&worker->dead, &conn->all);
    fg_body_done(&conn->body, &worker->wire->bodies);
    atomic_fetch_sub(&worker->count, 1);
    atomic_fetch_sub(&worker->wire->connections, 1);
    fg_metrics_add(worker->wire->options.metrics, FG_M_CONNECTIONS, -1);
}

void fg_conn_free(fg_conn *conn)
{
    fg_link_close(&conn->link);
    fg_guard_done(&conn->guard);
    free(conn->stash);
    free(conn->out);
    free(conn);
}

void fg_conn_expire(fg_conn *conn)
{
    static const struct {
        enum fg_stage stage;
        const char *name; /* NULL: nothing to tell */
    } stages[] = {
        [FG_CONN_HANDSHAKE] = { FG_STAGE_HANDSHAKE, "handshake" },
        [FG_CONN_IDLE] = { FG_STAGE_IDLE, NULL },
        [FG_CONN_HEAD] = { FG_STAGE_HEAD, "head" },
        [FG_CONN_BODY] = { FG_STAGE_REQUEST, "request" },
        [FG_CONN_POOL] = { FG_STAGE_REQUEST, "request" },
        [FG_CONN_ANSWER] = { FG_STAGE_WRITE, "write" },
        [FG_CONN_LINGER] = { FG_STAGES, NULL },
    };
    struct fg_metrics *metrics = conn->worker->wire->options.metrics;
    if (stages[conn->state].stage != FG_STAGES) {
        fg_metrics_add_at(metrics, FG_M_DEADLINES, stages[conn->state].stage, 1);
    }
    if (stages[conn->state].name) {
        fg_conn_log(conn, FG_WIRE_TIMED_OUT, 0, stages[conn->state].name);
    }
    if (conn->state == FG_CONN_HANDSHAKE) {
        fg_metrics_add_at(metrics, FG_M_HANDSHAKES_TOTAL, FG_HANDSHAKE_TIMEOUT, 1);
    }
    if (conn->state == FG_CONN_IDLE) {
        fg_link_finish(&conn->link);
    }
    fg_conn_kill(conn);
}
