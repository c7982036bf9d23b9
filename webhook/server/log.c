/* SPDX-License-Identifier: Apache-2.0 */
/* The ring of log lines and the thread that writes it out: see log.h. */
#include "log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"

struct fg_log {
    int fd;
    enum fg_log_format format;
    fg_metrics *metrics;
    pthread_t thread;
    pthread_mutex_t lock; /* held for a copy of at most one line */
    pthread_cond_t filled;
    size_t start; /* of the oldest byte in the ring */
    size_t used;
    bool stopping;
    uint64_t dropped;              /* not told of yet */
    _Atomic int64_t noise_second;  /* the second that noise_lines counts */
    _Atomic uint64_t noise_lines;
    _Atomic uint64_t suppressed;
    char ring[FG_LOG_RING_BYTES];
};

static void copy_in(fg_log *log, const char *line, size_t n)
{
    size_t at = (log->start + log->used) % FG_LOG_RING_BYTES;
    size_t first = n < FG_LOG_RING_BYTES - at ? n : FG_LOG_RING_BYTES - at;
    memcpy(log->ring + at, line, first);
    memcpy(log->ring, line + first, n - first);
    log->used += n;
}

void fg_log_line(fg_log *log, enum fg_log_level level, const char *message,
                 const fg_log_field *fields, size_t n)
{
    char line[FG_LOG_LINE_BYTES_MAX];
    if (!log) {
        return;
    }
    size_t len = fg_log_write(line, sizeof(line), log->format, crd_clock_wall_ns(), level, message,
                              fields, n);
    pthread_mutex_lock(&log->lock);
    bool fits = len <= FG_LOG_RING_BYTES - log->used;
    if (fits) {
        copy_in(log, line, len);
        pthread_cond_signal(&log->filled);
    } else {
        log->dropped++;
    }
    pthread_mutex_unlock(&log->lock);
    if (!fits) {
        fg_metrics_add(log->metrics, FG_M_LOG_DROPPED, 1);
    }
}

bool fg_log_noise(fg_log *log, int64_t now_ms, uint64_t *ret_suppressed)
{
    if (!log) {
        return false;
    }
    int64_t second = now_ms / 1000;
    int64_t before = atomic_load(&log->noise_second);
    if (before != second && atomic_compare_exchange_strong(&log->noise_second, &before, second)) {
        atomic_store(&log->noise_lines, 0);
    }
    if (atomic_fetch_add(&log->noise_lines, 1) >= FG_LOG_NOISE_PER_S) {
        atomic_fetch_add(&log->suppressed, 1);
        return false;
    }
    *ret_suppressed = atomic_exchange(&log->suppressed, 0);
    return true;
}

/* --- the writer --- */

/* Takes whole lines, as many as fit one write, and a note about what was dropped before them. Waits
 * for some; 0: none are left and the log is ending. */
static size_t take(fg_log *log, char *chunk)
{
    size_t n = 0;
    pthread_mutex_lock(&log->lock);
    while (log->used == 0 && log->dropped == 0 && !log->stopping) {
        pthread_cond_wait(&log->filled, &log->lock);
    }
    if (log->dropped && log->used == 0) {
        const fg_log_field lines = FG_LOG_INT_OF("lines", log->dropped);
        n = fg_log_write(chunk, FG_LOG_LINE_BYTES_MAX, log->format, crd_clock_wall_ns(),
                         FG_LOG_WARN, "log lines were dropped", &lines, 1);
        log->dropped = 0;
    }
    size_t whole = 0;
    for (size_t i = 0; i < log->used && i < FG_LOG_LINE_BYTES_MAX && n == 0; i++) {
        chunk[i] = log->ring[(log->start + i) % FG_LOG_RING_BYTES];
        whole = chunk[i] == '\n' ? i + 1 : whole;
    }
    log->start = (log->start + whole) % FG_LOG_RING_BYTES;
    log->used -= whole;
    pthread_mutex_unlock(&log->lock);
    return n ? n : whole;
}

static bool is_stopping(fg_log *log)
{
    pthread_mutex_lock(&log->lock);
    bool stopping = log->stopping;
    pthread_mutex_unlock(&log->lock);
    return stopping;
}

/* How long to wait for the reader before looking again; 0 once the program has waited for it. */
static int patience(fg_log *log, int64_t *give_up_ms)
{
    if (!is_stopping(log)) {
        return FG_LOG_LOOK_MS;
    }
    int64_t now = crd_clock_monotonic_ms();
    *give_up_ms = *give_up_ms ? *give_up_ms : now + FG_LOG_FLUSH_MS;
    int64_t left = *give_up_ms - now;
    return left <= 0 ? 0 : left < FG_LOG_LOOK_MS ? (int)left : FG_LOG_LOOK_MS;
}

/* Waits until fd takes bytes. False: nobody will read it, or the program ends first. */
static bool wait_writable(fg_log *log, int64_t *give_up_ms)
{
    for (;;) {
        struct pollfd ask = { .fd = log->fd, .events = POLLOUT };
        int wait_ms = patience(log, give_up_ms);
        int n = poll(&ask, 1, wait_ms);
        if (n > 0) {
            return (ask.revents & (POLLERR | POLLNVAL)) == 0;
        }
        if ((n < 0 && errno != EINTR) || wait_ms == 0) {
            return false;
        }
    }
}

/* A chunk is no larger than what a pipe takes at once, so that a write after poll does not block. */
static bool write_chunk(fg_log *log, const char *chunk, size_t n, int64_t *give_up_ms)
{
    while (n) {
        if (!wait_writable(log, give_up_ms)) {
            return false;
        }
        ssize_t done = write(log->fd, chunk, n);
        if (done < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        if (done > 0) {
            chunk += done;
            n -= (size_t)done;
        }
    }
    return true;
}

static void count_lost(fg_log *log, const char *chunk, size_t n)
{
    int64_t lines = 0;
    for (size_t i = 0; i < n; i++) {
        lines += chunk[i] == '\n';
    }
    fg_metrics_add(log->metrics, FG_M_LOG_DROPPED, lines);
}

static void *write_out(void *context)
{
    fg_log *log = context;
    char chunk[FG_LOG_LINE_BYTES_MAX];
    int64_t give_up_ms = 0;
    for (size_t n = take(log, chunk); n; n = take(log, chunk)) {
        if (!write_chunk(log, chunk, n, &give_up_ms)) {
            count_lost(log, chunk, n);
        }
    }
    return NULL;
}

fg_log *fg_log_new(int fd, enum fg_log_format format, fg_metrics *metrics)
{
    fg_log *log = calloc(1, sizeof(*log));
    if (!log) {
        return NULL;
    }
    log->fd = fd;
    log->format = format;
    log->metrics = metrics;
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->filled, NULL);
    if (pthread_create(&log->thread, NULL, write_out, log) != 0) {
        pthread_cond_destroy(&log->filled);
        pthread_mutex_destroy(&log->lock);
        free(log);
        return NULL;
    }
    return log;
}

void fg_log_free(fg_log *log)
{
    if (!log) {
        return;
    }
    pthread_mutex_lock(&log->lock);
    log->stopping = true;
    pthread_cond_signal(&log->filled);
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->thread, NULL);
    pthread_cond_destroy(&log->filled);
    pthread_mutex_destroy(&log->lock);
    free(log);
}
