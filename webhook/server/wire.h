/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wire: listening sockets, TLS, HTTP framing and deadlines. It hands whole requests to one
 * function and writes what that function answers. It must not know reviews, Fleet or snapshots.
 */
#ifndef FG_SERVER_WIRE_H
#define FG_SERVER_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

typedef struct fg_wire fg_wire;
struct fg_metrics;

/* One request, framed and bounded. All Borrowed, valid until the handler returns. */
typedef struct fg_wire_request {
    crd_str method;       /* "POST" */
    crd_str path;         /* as sent, before '?'; nothing is decoded or normalised */
    crd_str query;        /* after '?', empty if none */
    crd_str content_type; /* empty: the field was absent */
    crd_str body;
    crd_str peer;         /* address:port */
    uint64_t deadline_ms; /* monotonic: when the caller stops waiting (?timeout= minus 200 ms) */
    bool draining;
} fg_wire_request;

typedef struct fg_wire_answer {
    unsigned status;
    const char *content_type; /* static text; NULL: no body */
    const char *allow;        /* static text of an Allow field, or NULL */
    unsigned retry_after_s;   /* 0: no such field */
    crd_buf *body;            /* filled by the handler; empty at first */
} fg_wire_answer;

/* What a path takes, asked as soon as the head is there, before any byte of the body is kept. */
typedef struct fg_wire_route {
    const char *path;
    const char *methods; /* "POST" or "GET, HEAD": also the text of Allow */
    size_t body_bytes_max;
    bool json;           /* any other Content-Type is refused with 415 */
} fg_wire_route;

/*
 * Answers a request. Runs on a worker's thread, or on the pool for bodies over
 * pool_body_bytes; many run at once, so context is shared and read-only or locked.
 * The arena is the request's own and dies with the answer.
 */
typedef void fg_wire_handler(void *context, crd_arena *arena, const fg_wire_request *request,
                             fg_wire_answer *answer);

/* What the operator should hear of. */
enum fg_wire_event {
    FG_WIRE_REFUSED,        /* a request was answered by the wire itself; detail is the reason */
    FG_WIRE_TLS_FAILED,     /* a handshake failed; detail is what OpenSSL says */
    FG_WIRE_TIMED_OUT,      /* a deadline cut a connection; detail is its name: "handshake", "head" */
    FG_WIRE_EVICTED,        /* a cap cut a connection; detail is the cap's name */
    FG_WIRE_ACCEPT_FAILED,  /* no descriptor or memory for a new connection; detail is errno's text */
};

/* Called on a worker's thread, so it must be quick and must never block. peer: address:port. */
typedef void fg_wire_log(void *context, enum fg_wire_event event, crd_str peer, unsigned status,
                         crd_str detail);

/* Deadlines, all on the monotonic clock from a fixed start, so that no trickle stretches them. 0 takes
 * the figure of base/limits.h. */
typedef struct fg_wire_deadlines {
    uint32_t handshake_ms; /* from accept to the end of the TLS handshake */
    uint32_t head_ms;      /* from a request's first byte to the end of its head */
    uint32_t request_ms;   /* from a request's first byte to the last byte of its answer */
    uint32_t idle_ms;      /* between requests */
    uint32_t write_ms;     /* from the first byte of an answer to its last */
    uint32_t linger_ms;    /* reading on after the last answer, so that the peer can read it */
    uint32_t default_ms;   /* fg_wire_request.deadline_ms when there is no ?timeout= */
} fg_wire_deadlines;

/* Caps; 0 takes the figure of base/limits.h. */
typedef struct fg_wire_caps {
    size_t connections;     /* default: half of RLIMIT_NOFILE, at most FG_WIRE_CONNECTIONS_MAX */
    size_t handshakes;      /* the oldest one goes first */
    size_t body_bytes;      /* bodies of all requests in flight; past it 429 */
    size_t pool_body_bytes; /* larger bodies are answered on the pool */
    size_t pool_queue;      /* waiting jobs; past it 429 */
} fg_wire_caps;

/* Everything is Borrowed until fg_wire_stop, except texts and routes' array, which are copied. */
typedef struct fg_wire_options {
    const char *listen;       /* "127.0.0.1:9443", "[::1]:0", ":9443" (all addresses), "host:port" */
    unsigned workers;         /* 0: one a CPU, at most FG_WIRE_WORKERS_MAX */
    unsigned pool_threads;    /* 0: one a CPU */
    const char *tls_cert;     /* PEM chain, leaf first. NULL: plain HTTP (the health port) */
    const char *tls_key;      /* PEM */
    const char *client_ca;    /* PEM; NULL: clients need no certificate */
    const char *const *client_names; /* allowed CN or DNS SAN of clients; none: any that client_ca signed */
    size_t client_name_count;
    const fg_wire_route *routes;
    size_t route_count;
    fg_wire_handler *handler;
    void *handler_context;
    fg_wire_log *log; /* may be NULL */
    void *log_context;
    struct fg_metrics *metrics; /* may be NULL */
    fg_wire_deadlines deadlines;
    fg_wire_caps caps;
} fg_wire_options;

/*
 * Listens and serves on threads of its own. Owned: end it with fg_wire_stop. NULL with err set when
 * the address, the certificate or the system does not allow it.
 */
fg_wire *fg_wire_start(const fg_wire_options *options, crd_arena *arena, crd_err *err);

/* The port that it listens on (the one the system chose for port 0). */
uint16_t fg_wire_port(const fg_wire *wire);

/*
 * Reads certificate, key and client CA again. False with err set: they are unreadable, do not belong
 * together, or are out of date while the ones in use are not; the ones in use stay. Any thread.
 */
bool fg_wire_reload_tls(fg_wire *wire, crd_arena *arena, crd_err *err);

/* When the certificate in use starts and ends, seconds since 1970; false for a plain wire. */
bool fg_wire_certificate(fg_wire *wire, int64_t *ret_not_before_s, int64_t *ret_not_after_s);

/* From now on answers carry "Connection: close"; new connections are still taken. */
void fg_wire_drain(fg_wire *wire);

/*
 * Stops accepting, closes idle connections, lets requests in flight finish for at most grace_ms, then
 * ends the threads and frees wire. NULL is allowed. True: nothing was cut.
 */
bool fg_wire_stop(fg_wire *wire, uint32_t grace_ms);

/* What is open just now, for gauges. */
typedef struct fg_wire_gauges {
    size_t connections;
    size_t handshakes;
    size_t body_bytes;
    size_t pool_queue;
} fg_wire_gauges;
void fg_wire_read_gauges(const fg_wire *wire, fg_wire_gauges *ret_gauges);

#endif
