/* SPDX-License-Identifier: Apache-2.0 */
/* One turn of a connection: as far as it gets without waiting, and no further than its budget. */
#include <openssl/err.h>

#include "base/limits.h"
#include "wire_inside.h"

/* What Go's server says to a client that speaks HTTP on a TLS port. */
#define PLAIN_HTTP                                                                                 \
    "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: "          \
    "close\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"

static void handshake_failed(fg_conn *conn)
{
    struct fg_metrics *metrics = conn->worker->wire->options.metrics;
    fg_metrics_add_at(metrics, FG_M_HANDSHAKES_TOTAL, FG_HANDSHAKE_FAILED, 1);
    if (fg_link_was_plain_http()) {
        send(conn->link.fd, PLAIN_HTTP, sizeof(PLAIN_HTTP) - 1, MSG_NOSIGNAL);
    }
    fg_conn_log(conn, FG_WIRE_TLS_FAILED, 0, fg_link_reason());
    fg_link_finish(&conn->link); /* the alert is on its way: leave it time to arrive */
    fg_conn_set_state(conn, FG_CONN_LINGER);
}

static bool shake(fg_conn *conn)
{
    struct fg_metrics *metrics = conn->worker->wire->options.metrics;
    switch (fg_link_handshake(&conn->link)) {
    case FG_LINK_DONE:
        fg_metrics_add_at(metrics, FG_M_HANDSHAKES_TOTAL, FG_HANDSHAKE_OK, 1);
        fg_conn_set_state(conn, FG_CONN_IDLE);
        return true; /* the first request may be in OpenSSL's buffer already */
    case FG_LINK_BLOCKED:
        return false;
    case FG_LINK_CLOSED:
    case FG_LINK_BROKEN:
        break;
    }
    handshake_failed(conn);
    return true;
}

static bool linger(fg_conn *conn, size_t *budget)
{
    switch (fg_link_discard(&conn->link, conn->worker->in, FG_WIRE_TURN_BYTES)) {
    case FG_LINK_DONE:
        *budget = 0;
        return true;
    case FG_LINK_BLOCKED:
        return false;
    case FG_LINK_CLOSED:
    case FG_LINK_BROKEN:
        break;
    }
    fg_conn_kill(conn);
    return false;
}

static bool step(fg_conn *conn, size_t *budget)
{
    switch (conn->state) {
    case FG_CONN_HANDSHAKE:
        return shake(conn);
    case FG_CONN_IDLE:
    case FG_CONN_HEAD:
    case FG_CONN_BODY:
        return fg_conn_take_input(conn, budget);
    case FG_CONN_POOL:
        if (conn->hung_up) {
            fg_conn_kill(conn);
        }
        return false;
    case FG_CONN_ANSWER:
        return fg_conn_put_answer(conn, budget);
    case FG_CONN_LINGER:
        return linger(conn, budget);
    }
    return false;
}

void fg_conn_turn(fg_conn *conn)
{
    size_t budget = FG_WIRE_TURN_BYTES;
    bool more = true;
    while (more && budget && !conn->dead) {
        if (conn->out_len && !fg_conn_flush(conn)) {
            return;
        }
        more = step(conn, &budget);
    }
    if (!conn->dead && more) {
        fg_list_add(&conn->worker->running, &conn->running);
    }
}
