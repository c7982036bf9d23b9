/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Metrics: one fixed table of counters (metrics.def), and the text in which Prometheus reads it.
 *
 *   metric ──► series (one for each value of its labels) ──► one atomic number
 *   TIMES  ──► series ──► one atomic number a bucket, and the sum in nanoseconds
 *
 * All counting is lock-free and may be done by any thread; a NULL fg_metrics counts nothing. This
 * file knows no sockets and no reviews. Labels never carry names of objects or namespaces.
 */
#ifndef FG_SERVER_METRICS_H
#define FG_SERVER_METRICS_H

#include "base/buf.h"

enum fg_metric {
#define FG_METRIC(id, type, label1, label2, name, help) FG_M_##id,
#include "metrics.def"
#undef FG_METRIC
    FG_M_COUNT,
};

/* Values of the labels, in bytewise order of their texts. With one label the series is the value;
 * with two, FG_SERIES(first, second, values of the second). */
enum fg_webhook {
    FG_WEBHOOK_CONVERT = 0,
    FG_WEBHOOK_MUTATE,
    FG_WEBHOOK_VALIDATE,
    FG_WEBHOOKS,
};
enum fg_limit { /* FG_M_CONNECTIONS_REFUSED */
    FG_LIMIT_CONNECTIONS = 0,
    FG_LIMIT_FILES,      /* no descriptor was left */
    FG_LIMIT_HANDSHAKES,
    FG_LIMIT_MEMORY,
    FG_LIMITS,
};
enum fg_stage { /* FG_M_DEADLINES */
    FG_STAGE_HANDSHAKE = 0,
    FG_STAGE_HEAD,
    FG_STAGE_IDLE,
    FG_STAGE_REQUEST,
    FG_STAGE_REVIEW, /* the caller's ?timeout= */
    FG_STAGE_WRITE,
    FG_STAGES,
};
enum fg_handshake { /* FG_M_HANDSHAKES_TOTAL */
    FG_HANDSHAKE_FAILED = 0,
    FG_HANDSHAKE_OK,
    FG_HANDSHAKE_TIMEOUT,
    FG_HANDSHAKE_RESULTS,
};
enum fg_verdict_label { /* FG_M_VERDICTS */
    FG_VERDICT_ALLOWED = 0,
    FG_VERDICT_DENIED,
    FG_VERDICT_FAILED,
    FG_VERDICT_LABELS,
};

#define FG_SERIES(first, second, seconds) ((size_t)(first) * (size_t)(seconds) + (size_t)(second))

typedef struct fg_metrics fg_metrics;

/* Texts of labels that only the program as a whole knows. All Borrowed, for as long as the metrics
 * live, and in bytewise order; at most FG_METRICS_NAMES_MAX of each, more count as "other". */
typedef struct fg_metrics_names {
    const char *version; /* of fleetgate */
    const char *fleet;   /* the line of Fleet */
    const char *const *rules;
    size_t n_rules;
    const char *const *kinds; /* of the inventory */
    size_t n_kinds;
} fg_metrics_names;

/* Owned; NULL when there is no memory. names may be NULL. */
fg_metrics *fg_metrics_new(const fg_metrics_names *names);
void fg_metrics_free(fg_metrics *metrics); /* NULL is allowed */

/* Adds to a counter or a gauge (n may then be negative); sets a gauge. */
void fg_metrics_add_at(fg_metrics *metrics, enum fg_metric id, size_t series, int64_t n);
void fg_metrics_set_at(fg_metrics *metrics, enum fg_metric id, size_t series, int64_t n);
static inline void fg_metrics_add(fg_metrics *metrics, enum fg_metric id, int64_t n)
{
    fg_metrics_add_at(metrics, id, 0, n);
}
static inline void fg_metrics_set(fg_metrics *metrics, enum fg_metric id, int64_t n)
{
    fg_metrics_set_at(metrics, id, 0, n);
}

/* One duration in nanoseconds into a TIMES metric. */
void fg_metrics_observe(fg_metrics *metrics, enum fg_metric id, size_t series, uint64_t ns);

/* What a metric or series has now; of TIMES, how many durations. */
int64_t fg_metrics_get(const fg_metrics *metrics, enum fg_metric id, size_t series);

/* The webhook that a path names: false for any other path. */
bool fg_metrics_webhook(crd_str path, enum fg_webhook *ret);

/* A request that reached a webhook's handler: begun, and answered with that status. */
void fg_metrics_request_begin(fg_metrics *metrics, enum fg_webhook webhook);
void fg_metrics_request_end(fg_metrics *metrics, enum fg_webhook webhook, unsigned status,
                            uint64_t ns);

/* A request that was answered with that status before any handler saw it. path may be empty when it
 * was not read; a path that names no webhook is counted under fleetgate_http_refused_total alone. */
void fg_metrics_refused(fg_metrics *metrics, crd_str path, unsigned status);

/* Series of a rule in FG_M_DENIALS, of a kind in FG_M_INVENTORY_OBJECTS. */
size_t fg_metrics_rule(const fg_metrics *metrics, crd_str rule);
size_t fg_metrics_kind(const fg_metrics *metrics, crd_str kind);

/*
 * Appends everything in the text format 0.0.4, byte for byte as client_golang v1.23 prints such
 * families, sorted by name, process_* of the running process included where /proc tells them.
 * buf fails stickily.
 */
void fg_metrics_write(const fg_metrics *metrics, crd_buf *buf);

#define FG_METRICS_CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"

#endif
