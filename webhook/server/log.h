/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Log lines that never make anybody wait. A line is put into a ring; one thread writes the ring out.
 * When the reader of the log is slow and the ring is full, lines are dropped and counted; when it is
 * gone, nothing else happens.
 *
 *   any thread ──► line, at most FG_LOG_LINE_BYTES_MAX ──► ring ──► writer thread ──► fd
 *
 * JSON has the keys of controller-runtime's logger (level, ts, msg, ...), text is logfmt. Every byte
 * that is not plain text is escaped, so a line stays a line. This file knows no reviews; callers
 * put in names and counts, never contents.
 */
#ifndef FG_SERVER_LOG_H
#define FG_SERVER_LOG_H

#include "base/str.h"
#include "metrics.h"

enum fg_log_format {
    FG_LOG_JSON = 0,
    FG_LOG_TEXT,
};

enum fg_log_level {
    FG_LOG_INFO = 0,
    FG_LOG_WARN,
    FG_LOG_ERROR,
};

/* A key and what it holds. Text that is empty is left out, so is a NULL key. */
typedef struct fg_log_field {
    const char *key; /* static text of letters */
    enum { FG_LOG_STR = 0, FG_LOG_INT, FG_LOG_BOOL } type;
    crd_str text;
    int64_t number;
} fg_log_field;

#define FG_LOG_TEXT_OF(name, value) ((fg_log_field){ .key = (name), .text = (value) })
#define FG_LOG_INT_OF(name, value)                                                                 \
    ((fg_log_field){ .key = (name), .type = FG_LOG_INT, .number = (int64_t)(value) })
#define FG_LOG_BOOL_OF(name, value)                                                                \
    ((fg_log_field){ .key = (name), .type = FG_LOG_BOOL, .number = (value) })

typedef struct fg_log fg_log;

/* Starts the writer thread. fd stays the caller's and is not closed; metrics may be NULL. Owned; NULL
 * when there is no memory or thread. SIGPIPE must be ignored or blocked by the program. */
fg_log *fg_log_new(int fd, enum fg_log_format format, fg_metrics *metrics);

/* Writes out what is there, for at most FG_LOG_FLUSH_MS, and ends the thread. NULL is allowed. */
void fg_log_free(fg_log *log);

/* One line. Any thread; takes no longer than copying it. log NULL: nothing happens. */
void fg_log_line(fg_log *log, enum fg_log_level level, const char *message,
                 const fg_log_field *fields, size_t n);
#define FG_LOG(log, level, message, ...)                                                           \
    fg_log_line((log), (level), (message), (const fg_log_field[]){ __VA_ARGS__ },                  \
                sizeof((const fg_log_field[]){ __VA_ARGS__ }) / sizeof(fg_log_field))

/*
 * True when one more line about things that any peer can cause (refused requests, failed handshakes)
 * may be logged: FG_LOG_NOISE_PER_S a second. Otherwise it is counted, and ret_suppressed tells the
 * next one that may how many there were before it.
 */
bool fg_log_noise(fg_log *log, int64_t now_ms, uint64_t *ret_suppressed);

/* The line alone, at most size bytes with its line feed: what is written. ts_ns: since 1970. */
size_t fg_log_write(char *line, size_t size, enum fg_log_format format, int64_t ts_ns,
                    enum fg_log_level level, const char *message, const fg_log_field *fields,
                    size_t n);

#endif
