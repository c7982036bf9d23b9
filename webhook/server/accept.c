/* SPDX-License-Identifier: Apache-2.0 */
/*
 * New connections: any worker accepts, the one with the fewest connections gets it. Caps are kept here:
 * the oldest that has not shown who it is makes room.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>

#include "base/clock.h"
#include "wire_inside.h"

#define ACCEPTS_MAX 64         /* in one turn */
#define ACCEPT_AGAIN_MS 100    /* after no descriptor was to be had */
#define USER_TIMEOUT_MS 30000u /* sent bytes that nobody acknowledges */

void fg_worker_listen(fg_worker *worker, bool on)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = NULL };
    if (on == worker->accepting) {
        return;
    }
    worker->accept_again_ms = 0;
    if (epoll_ctl(worker->epoll_fd, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, worker->wire->listen_fd,
                  &event) == 0 ||
        !on) {
        worker->accepting = on;
    } else {
        worker->accept_again_ms = crd_clock_monotonic_ms() + ACCEPT_AGAIN_MS;
    }
}

static bool evict_one(fg_worker *worker, enum fg_evictable which, const char *cap)
{
    fg_node *node = fg_list_first(&worker->evictable[which]);
    if (!node) {
        return false;
    }
    fg_conn *conn = FG_OF(node, fg_conn, listed);
    if (which != FG_EVICT_LINGER) {
        fg_conn_log(conn, FG_WIRE_EVICTED, 0, cap);
    }
    fg_conn_kill(conn);
    return true;
}

static bool evict_any(fg_worker *worker, const char *cap)
{
    for (int which = 0; which < FG_EVICTS; which++) {
        if (evict_one(worker, (enum fg_evictable)which, cap)) {
            return true;
        }
    }
    return false;
}

/* Each worker keeps to its share of a cap, so that the oldest is always one of its own. */
static size_t share_of(const fg_wire *wire, size_t cap)
{
    return (cap + wire->n_workers - 1) / wire->n_workers;
}

bool fg_worker_make_room(fg_worker *worker)
{
    fg_wire *wire = worker->wire;
    const fg_wire_caps *caps = &wire->options.caps;
    bool ok = true;
    if (atomic_load(&worker->count) > share_of(wire, caps->connections)) {
        ok = evict_any(worker, "connections");
        fg_metrics_add_at(wire->options.metrics, FG_M_CONNECTIONS_REFUSED, FG_LIMIT_CONNECTIONS, 1);
    }
    if (ok && wire->tls && worker->handshakes >= share_of(wire, caps->handshakes)) {
        ok = evict_one(worker, FG_EVICT_HANDSHAKE, "handshakes");
        fg_metrics_add_at(wire->options.metrics, FG_M_CONNECTIONS_REFUSED, FG_LIMIT_HANDSHAKES, 1);
    }
    return ok;
}

static fg_worker *least_loaded(fg_wire *wire, fg_worker *self)
{
    fg_worker *best = self;
    size_t fewest = atomic_load(&self->count);
    for (unsigned i = 0; i < wire->n_workers; i++) {
        size_t count = atomic_load(&wire->workers[i].count);
        if (count < fewest) {
            best = &wire->workers[i];
            fewest = count;
        }
    }
    return best;
}

static void set_options(int fd)
{
    int one = 1;
    unsigned timeout_ms = USER_TIMEOUT_MS;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof(one));
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms, sizeof(timeout_ms));
}

static void welcome(fg_worker *worker, int fd, const struct sockaddr_storage *peer)
{
    fg_wire *wire = worker->wire;
    set_options(fd);
    fg_conn *conn = fg_conn_new(wire, fd, peer);
    if (!conn) {
        fg_metrics_add_at(wire->options.metrics, FG_M_CONNECTIONS_REFUSED, FG_LIMIT_MEMORY, 1);
        return;
    }
    fg_worker *host = least_loaded(wire, worker);
    atomic_fetch_add(&host->count, 1);
    pthread_mutex_lock(&host->lock); /* its own, too, so that they are adopted in their order */
    *host->inbox_end = conn;
    host->inbox_end = &conn->next_inbox;
    pthread_mutex_unlock(&host->lock);
    fg_worker_wake(host);
}

/* No descriptor or memory: others may give some back soon. */
static void pause_accepting(fg_worker *worker, int number)
{
    const fg_wire_options *options = &worker->wire->options;
    char text[128];
    fg_metrics_add_at(options->metrics, FG_M_CONNECTIONS_REFUSED,
                      number == EMFILE || number == ENFILE ? FG_LIMIT_FILES : FG_LIMIT_MEMORY, 1);
    if (options->log) {
        options->log(options->log_context, FG_WIRE_ACCEPT_FAILED, CRD_S(""), 0,
                     crd_str_c(strerror_r(number, text, sizeof(text))));
    }
    evict_any(worker, "descriptors");
    fg_worker_listen(worker, false);
    worker->accept_again_ms = crd_clock_monotonic_ms() + ACCEPT_AGAIN_MS;
}

void fg_worker_accept(fg_worker *worker)
{
    for (int i = 0; i < ACCEPTS_MAX && !atomic_load(&worker->wire->stopping); i++) {
        struct sockaddr_storage peer = { 0 };
        socklen_t size = sizeof(peer);
        int fd = accept4(worker->wire->listen_fd, (struct sockaddr *)&peer, &size,
                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            welcome(worker, fd, &peer);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            pause_accepting(worker, errno);
            return;
        } else if (errno != EINTR && errno != ECONNABORTED && errno != EPROTO) {
            return;
        }
    }
}
