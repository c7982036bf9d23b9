/* SPDX-License-Identifier: Apache-2.0 */
/* A wire's start, its switches and its end: see wire.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "listen.h"
#include "thread.h"
#include "wire_inside.h"

static size_t files_max(void)
{
    struct rlimit limit = { 0 };
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 1000000 ? 1000000 : (size_t)limit.rlim_cur;
}

static unsigned cpus(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > FG_WIRE_WORKERS_MAX ? FG_WIRE_WORKERS_MAX : (unsigned)n;
}

static void fill_deadlines(fg_wire_deadlines *ms)
{
    ms->handshake_ms = ms->handshake_ms ? ms->handshake_ms : FG_WIRE_HANDSHAKE_MS;
    ms->head_ms = ms->head_ms ? ms->head_ms : FG_WIRE_HEAD_MS;
    ms->request_ms = ms->request_ms ? ms->request_ms : FG_WIRE_REQUEST_MS;
    ms->idle_ms = ms->idle_ms ? ms->idle_ms : FG_WIRE_IDLE_MS;
    ms->write_ms = ms->write_ms ? ms->write_ms : FG_WIRE_WRITE_MS;
    ms->linger_ms = ms->linger_ms ? ms->linger_ms : FG_WIRE_LINGER_MS;
    ms->default_ms = ms->default_ms ? ms->default_ms : FG_WIRE_TIMEOUT_MS;
}

static void fill_options(fg_wire_options *options)
{
    fg_wire_caps *caps = &options->caps;
    size_t half = files_max() / 2;
    fill_deadlines(&options->deadlines);
    options->workers = options->workers ? options->workers : cpus();
    options->workers =
        options->workers > FG_WIRE_WORKERS_MAX ? FG_WIRE_WORKERS_MAX : options->workers;
    options->pool_threads = options->pool_threads ? options->pool_threads : cpus();
    if (!caps->connections) {
        caps->connections = half < FG_WIRE_CONNECTIONS_MAX ? half : FG_WIRE_CONNECTIONS_MAX;
    }
    caps->handshakes = caps->handshakes ? caps->handshakes : FG_WIRE_HANDSHAKES_MAX;
    caps->body_bytes = caps->body_bytes ? caps->body_bytes : FG_WIRE_BODY_BYTES_MAX;
    caps->pool_body_bytes = caps->pool_body_bytes ? caps->pool_body_bytes : FG_WIRE_POOL_BODY_BYTES;
    caps->pool_queue = caps->pool_queue ? caps->pool_queue : FG_WIRE_POOL_QUEUE_MAX;
}

static const char *keep(fg_wire *wire, const char *text)
{
    return crd_arena_str(wire->arena, crd_str_c(text)).ptr;
}

static bool keep_routes(fg_wire *wire, const fg_wire_options *from)
{
    fg_wire_route *routes = CRD_NEW_N(wire->arena, fg_wire_route, from->route_count + 1);
    bool ok = routes != NULL;
    for (size_t i = 0; ok && i < from->route_count; i++) {
        routes[i] = from->routes[i];
        routes[i].path = keep(wire, from->routes[i].path);
        routes[i].methods = keep(wire, from->routes[i].methods);
        ok = routes[i].path && routes[i].methods;
    }
    wire->options.routes = routes;
    return ok;
}

static bool open_tls(fg_wire *wire, crd_arena *arena, crd_err *err)
{
    const fg_wire_options *options = &wire->options;
    if (!options->tls_cert) {
        return true;
    }
    wire->tls = fg_tls_new(&(fg_tls_options){ .cert = options->tls_cert,
                                              .key = options->tls_key,
                                              .client_ca = options->client_ca,
                                              .client_names = options->client_names,
                                              .client_name_count = options->client_name_count },
                           arena, err);
    return wire->tls != NULL;
}

static bool open_worker(fg_wire *wire, fg_worker *worker)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = worker };
    size_t bridges = files_max() / 8 / wire->options.workers;
    worker->wire = wire;
    worker->inbox_end = &worker->inbox;
    worker->done_end = &worker->done;
    worker->bridges_kept = bridges < 16 ? 16 : bridges;
    pthread_mutex_init(&worker->lock, NULL);
    fg_list_init(&worker->running);
    fg_list_init(&worker->conns);
    fg_list_init(&worker->dead);
    for (int i = 0; i < FG_EVICTS; i++) {
        fg_list_init(&worker->evictable[i]);
    }
    worker->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    worker->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    worker->bridges = fg_bridges_new(2 * wire->options.caps.connections + 64);
    worker->in = malloc(FG_WIRE_TURN_BYTES);
    worker->out = malloc(FG_WIRE_TURN_BYTES);
    if (worker->epoll_fd < 0 || worker->event_fd < 0 || !worker->bridges || !worker->in ||
        !worker->out ||
        epoll_ctl(worker->epoll_fd, EPOLL_CTL_ADD, worker->event_fd, &event) != 0) {
        return false;
    }
    fg_worker_listen(worker, true);
    return worker->accepting;
}

static bool open_workers(fg_wire *wire)
{
    unsigned n = wire->options.workers;
    wire->workers = calloc(n, sizeof(*wire->workers));
    if (!wire->workers) {
        return false;
    }
    for (unsigned i = 0; i < n; i++) {
        wire->n_workers++;
        if (!open_worker(wire, &wire->workers[i])) {
            return false;
        }
    }
    return true;
}

static void close_worker(fg_worker *worker)
{
    while (worker->done) {
        fg_task *task = worker->done;
        worker->done = task->next_done;
        fg_conn_task_done(task); /* whose connection has gone */
    }
    while (worker->inbox) {
        fg_conn *conn = worker->inbox;
        worker->inbox = conn->next_inbox;
        fg_conn_free(conn);
    }
    fg_bridges_free(worker->bridges);
    fg_heap_done(&worker->timers);
    free(worker->in);
    free(worker->out);
    close(worker->epoll_fd);
    close(worker->event_fd);
    pthread_mutex_destroy(&worker->lock);
}

/* No thread runs any more. */
static void release(fg_wire *wire)
{
    fg_pool_free(wire->pool);
    for (unsigned i = 0; i < wire->n_workers; i++) {
        close_worker(&wire->workers[i]);
    }
    free(wire->workers);
    if (wire->listen_fd >= 0) {
        close(wire->listen_fd);
    }
    fg_tls_free(wire->tls);
    crd_arena_free(wire->arena);
    free(wire);
}

static bool join(fg_wire *wire, unsigned n)
{
    bool whole = true;
    atomic_store(&wire->stopping, true);
    shutdown(wire->listen_fd, SHUT_RDWR); /* whoever comes now is refused, not left waiting */
    for (unsigned i = 0; i < n; i++) {
        fg_worker_wake(&wire->workers[i]);
    }
    for (unsigned i = 0; i < n; i++) {
        pthread_join(wire->workers[i].thread, NULL);
        whole = whole && !wire->workers[i].cut;
    }
    return whole;
}

static bool run(fg_wire *wire)
{
    for (unsigned i = 0; i < wire->n_workers; i++) {
        if (!fg_thread_start(&wire->workers[i].thread, fg_worker_run, &wire->workers[i])) {
            join(wire, i);
            return false;
        }
    }
    return true;
}

static bool open_wire(fg_wire *wire, const fg_wire_options *options, crd_arena *arena, crd_err *err)
{
    wire->options = *options;
    fill_options(&wire->options);
    wire->bodies.bytes_max = wire->options.caps.body_bytes;
    wire->arena = crd_arena_new(1024 * 1024);
    if (!wire->arena || !keep_routes(wire, options)) {
        return CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for the server"));
    }
    if (!open_tls(wire, arena, err)) {
        return false;
    }
    wire->listen_fd = fg_listen(options->listen, arena, &wire->port, err);
    if (wire->listen_fd < 0) {
        return false;
    }
    wire->pool = fg_pool_new(wire->options.pool_threads, wire->options.caps.pool_queue);
    char text[128];
    return (wire->pool && open_workers(wire) && run(wire)) ||
           CRD_FAIL(err, arena, CRD_E_IO, CRD_S("cannot start the server's threads: "),
                    crd_str_c(strerror_r(errno, text, sizeof(text))));
}

fg_wire *fg_wire_start(const fg_wire_options *options, crd_arena *arena, crd_err *err)
{
    fg_wire *wire = calloc(1, sizeof(*wire));
    if (!wire) {
        CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for the server"));
        return NULL;
    }
    wire->listen_fd = -1;
    if (!open_wire(wire, options, arena, err)) {
        release(wire);
        return NULL;
    }
    return wire;
}

uint16_t fg_wire_port(const fg_wire *wire)
{
    return wire->port;
}

bool fg_wire_reload_tls(fg_wire *wire, crd_arena *arena, crd_err *err)
{
    return !wire->tls || fg_tls_reload(wire->tls, arena, err);
}

bool fg_wire_certificate(fg_wire *wire, int64_t *ret_not_before_s, int64_t *ret_not_after_s)
{
    if (!wire->tls) {
        return false;
    }
    fg_tls_validity(wire->tls, ret_not_before_s, ret_not_after_s);
    return true;
}

void fg_wire_drain(fg_wire *wire)
{
    atomic_store(&wire->draining, true);
}

bool fg_wire_stop(fg_wire *wire, uint32_t grace_ms)
{
    if (!wire) {
        return true;
    }
    atomic_store(&wire->stop_at_ms, crd_clock_monotonic_ms() + grace_ms);
    bool whole = join(wire, wire->n_workers);
    release(wire);
    return whole;
}

void fg_wire_read_gauges(const fg_wire *wire, fg_wire_gauges *ret_gauges)
{
    *ret_gauges = (fg_wire_gauges){
        .connections = atomic_load(&wire->connections),
        .handshakes = atomic_load(&wire->handshakes),
        .body_bytes = atomic_load(&wire->bodies.bytes),
        .pool_queue = fg_pool_waiting(wire->pool),
    };
}
