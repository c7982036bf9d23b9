/* SPDX-License-Identifier: Apache-2.0 */
/* A worker: one epoll set, turns for whoever is ready, deadlines, and the end. */
#include <errno.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "wire_inside.h"

#define EVENTS_MAX 128

void fg_worker_wake(fg_worker *worker)
{
    ssize_t n;
    do {
        n = write(worker->event_fd, &(uint64_t){ 1 }, sizeof(uint64_t));
    } while (n < 0 && errno == EINTR);
}

void fg_worker_task_done(fg_task *task)
{
    fg_worker *worker = task->worker;
    pthread_mutex_lock(&worker->lock);
    *worker->done_end = task;
    worker->done_end = &task->next_done;
    pthread_mutex_unlock(&worker->lock);
    fg_worker_wake(worker);
}

/* What other threads have left for this one. */
static void take_messages(fg_worker *worker)
{
    uint64_t count;
    while (read(worker->event_fd, &count, sizeof(count)) < 0 && errno == EINTR) {
    }
    pthread_mutex_lock(&worker->lock);
    fg_conn *conn = worker->inbox;
    fg_task *task = worker->done;
    worker->inbox = NULL;
    worker->inbox_end = &worker->inbox;
    worker->done = NULL;
    worker->done_end = &worker->done;
    pthread_mutex_unlock(&worker->lock);
    while (conn) {
        fg_conn *next = conn->next_inbox;
        fg_conn_adopt(worker, conn);
        conn = next;
    }
    while (task) {
        fg_task *next = task->next_done;
        fg_conn_task_done(task);
        task = next;
    }
}

static void on_event(fg_worker *worker, const struct epoll_event *event)
{
    if (!event->data.ptr) {
        fg_worker_accept(worker);
    } else if (event->data.ptr == worker) {
        take_messages(worker);
    } else {
        fg_conn *conn = event->data.ptr;
        if (conn->dead) {
            return;
        }
        conn->hung_up = conn->hung_up || (event->events & (EPOLLERR | EPOLLHUP));
        fg_conn_turn(conn);
    }
}

/* Those whose turn was cut short get one more each. */
static void run_on(fg_worker *worker)
{
    size_t n = 0;
    for (fg_node *node = worker->running.ends.next; node != &worker->running.ends; node = node->next) {
        n++;
    }
    for (fg_node *node = fg_list_first(&worker->running); node && n;
         node = fg_list_first(&worker->running), n--) {
        fg_list_remove(node);
        fg_conn_turn(FG_OF(node, fg_conn, running));
    }
}

static void expire(fg_worker *worker)
{
    int64_t now_ms = crd_clock_monotonic_ms();
    for (fg_timer *top = fg_heap_top(&worker->timers); top && top->at_ms <= now_ms;
         top = fg_heap_top(&worker->timers)) {
        fg_conn_expire(FG_OF(top, fg_conn, timer));
    }
    if (worker->accept_again_ms && worker->accept_again_ms <= now_ms) {
        fg_worker_listen(worker, true);
    }
}

/* After a crowd has gone its memory goes back to the system: glibc keeps what lies below the top of a
 * heap, and each crowd would leave some more. */
static void give_back(fg_worker *worker)
{
    size_t count = atomic_load(&worker->count);
    if (count > worker->crowd) {
        worker->crowd = count;
    } else if (worker->crowd >= FG_WIRE_CROWD && count <= worker->crowd / 4) {
        worker->crowd = count;
#ifdef __GLIBC__
        malloc_trim(0);
#endif
    }
}

static void bury(fg_worker *worker)
{
    if (worker->bridges_closed) {
        worker->bridges_closed = false;
        fg_bridges_run(worker->bridges);
    }
    for (fg_node *node = fg_list_first(&worker->dead); node; node = fg_list_first(&worker->dead)) {
        fg_list_remove(node);
        fg_conn_free(FG_OF(node, fg_conn, all));
    }
    give_back(worker);
}

static int wait_ms(fg_worker *worker)
{
    if (!fg_list_is_empty(&worker->running)) {
        return 0;
    }
    int64_t at_ms = INT64_MAX;
    if (fg_heap_top(&worker->timers)) {
        at_ms = fg_heap_top(&worker->timers)->at_ms;
    }
    if (worker->accept_again_ms && worker->accept_again_ms < at_ms) {
        at_ms = worker->accept_again_ms;
    }
    if (atomic_load(&worker->wire->stopping) && atomic_load(&worker->wire->stop_at_ms) < at_ms) {
        at_ms = atomic_load(&worker->wire->stop_at_ms);
    }
    if (at_ms == INT64_MAX) {
        return -1;
    }
    int64_t left_ms = at_ms - crd_clock_monotonic_ms();
    return left_ms < 0 ? 0 : left_ms > 3600000 ? 3600000 : (int)left_ms;
}

static bool in_request(const fg_conn *conn)
{
    return conn->state != FG_CONN_HANDSHAKE && conn->state != FG_CONN_IDLE &&
           conn->state != FG_CONN_LINGER;
}

static bool has_nothing_to_lose(const fg_conn *conn)
{
    return conn->state == FG_CONN_IDLE || conn->state == FG_CONN_HANDSHAKE;
}

/* While stopping: connections without a request go at once, the others when they are through or time is
 * up. */
static void end_idle(fg_worker *worker)
{
    bool late = crd_clock_monotonic_ms() >= atomic_load(&worker->wire->stop_at_ms);
    fg_node *next;
    fg_worker_listen(worker, false);
    for (fg_node *node = worker->conns.ends.next; node != &worker->conns.ends; node = next) {
        fg_conn *conn = FG_OF(node, fg_conn, all);
        next = node->next;
        if (has_nothing_to_lose(conn)) {
            fg_conn_turn(conn); /* a request that has arrived is still answered */
        }
        if (!conn->dead && (has_nothing_to_lose(conn) || late)) {
            worker->cut = worker->cut || in_request(conn);
            fg_link_finish(&conn->link);
            fg_conn_kill(conn);
        }
    }
}

void *fg_worker_run(void *context)
{
    fg_worker *worker = context;
    struct epoll_event events[EVENTS_MAX];
    for (;;) {
        int n = epoll_wait(worker->epoll_fd, events, EVENTS_MAX, wait_ms(worker));
        for (int i = 0; i < n; i++) {
            on_event(worker, &events[i]);
        }
        run_on(worker);
        expire(worker);
        bool stopping = atomic_load(&worker->wire->stopping);
        if (stopping) {
            end_idle(worker);
        }
        bury(worker);
        if (stopping && fg_list_is_empty(&worker->conns)) {
            return NULL;
        }
    }
}
