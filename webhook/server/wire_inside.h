/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside the wire: what its threads share, a worker, and the turns of a connection. Nothing but wire.c,
 * loop.c, accept.c and conn*.c includes this.
 *
 *     fg_wire ──► fg_worker (a thread, an epoll set, a bridge daemon) ──► fg_conn
 *            └──► fg_pool   (threads for large bodies)
 *
 * A connection belongs to one worker for life, and only that worker's thread touches it.
 */
#ifndef FG_SERVER_WIRE_INSIDE_H
#define FG_SERVER_WIRE_INSIDE_H

#include <sys/socket.h>

#include "bridge.h"
#include "gate.h"
#include "guard.h"
#include "heap.h"
#include "link.h"
#include "list.h"
#include "metrics.h"
#include "pool.h"
#include "task.h"
#include "tls.h"
#include "wire.h"

enum fg_conn_state {
    FG_CONN_HANDSHAKE,
    FG_CONN_IDLE,   /* between requests */
    FG_CONN_HEAD,   /* a head has begun */
    FG_CONN_BODY,   /* a head is there, its body is not */
    FG_CONN_POOL,   /* the request is with the pool */
    FG_CONN_ANSWER, /* the answer is being written */
    FG_CONN_LINGER, /* our side has ended */
};

/* Which goes first when a cap is reached: in this order, the oldest of each. */
enum fg_evictable { FG_EVICT_LINGER, FG_EVICT_HANDSHAKE, FG_EVICT_FRESH, FG_EVICT_IDLE, FG_EVICTS };

typedef struct fg_conn {
    struct fg_worker *worker;
    fg_link link;
    enum fg_conn_state state;
    bool dead;       /* to be freed when the batch is over */
    bool hung_up;    /* reset, or both sides have ended */
    bool has_served; /* a request was answered */
    fg_node listed;  /* in worker->evictable[] */
    fg_node running; /* in worker->running */
    fg_node all;     /* in worker->conns, or in worker->dead */
    struct fg_conn *next_inbox;
    fg_timer timer;
    int64_t since_ms; /* when the state that the timer measures began */
    int64_t began_ms; /* the request's first byte */
    fg_guard guard;
    const fg_wire_route *route;
    fg_body body;
    char *stash; /* decrypted and not yet given to the guard; malloc */
    size_t stash_at;
    size_t stash_len;
    char *out; /* not yet taken by the link; malloc */
    size_t out_at;
    size_t out_len;
    fg_bridge *bridge;
    fg_task *task;     /* with the pool */
    bool reply_closes; /* the connection ends with the answer */
    char peer[64];
} fg_conn;

typedef struct fg_worker {
    struct fg_wire *wire;
    pthread_t thread;
    int epoll_fd;
    int event_fd;
    bool accepting;             /* the listener is in the epoll set */
    int64_t accept_again_ms;    /* when not: when to try again; 0: never */
    bool bridges_closed;        /* libmicrohttpd has not seen it yet */
    size_t bridges_kept;        /* past this an idle connection has none */
    bool cut;                   /* a request was cut when stopping */
    fg_bridges *bridges;
    fg_heap timers;
    fg_list evictable[FG_EVICTS];
    fg_list running; /* those whose turn was cut short */
    fg_list conns;
    fg_list dead;
    size_t handshakes;    /* of its own */
    size_t crowd;         /* most connections since memory was last given back */
    _Atomic size_t count; /* connections, also those in the inbox */
    char *in;             /* scratch, FG_WIRE_TURN_BYTES each */
    char *out;
    pthread_mutex_t lock; /* guards the four below */
    fg_conn *inbox;       /* accepted by another worker, oldest first; through next_inbox */
    fg_conn **inbox_end;
    fg_task *done;
    fg_task **done_end;
} fg_worker;

struct fg_wire {
    fg_wire_options options; /* texts on arena, defaults filled in */
    crd_arena *arena;
    fg_tls *tls; /* NULL: plain */
    int listen_fd;
    uint16_t port;
    fg_pool *pool;
    fg_worker *workers;
    unsigned n_workers; /* started */
    _Atomic size_t connections;
    _Atomic size_t handshakes;
    fg_body_sum bodies;
    atomic_bool draining;
    atomic_bool stopping;
    _Atomic int64_t stop_at_ms;
};

/* conn.c: life and death. The link is taken in any case. */
fg_conn *fg_conn_new(struct fg_wire *wire, int fd, const struct sockaddr_storage *peer);
void fg_conn_adopt(fg_worker *worker, fg_conn *conn);
void fg_conn_kill(fg_conn *conn);
void fg_conn_free(fg_conn *conn);
void fg_conn_expire(fg_conn *conn);
void fg_conn_set_state(fg_conn *conn, enum fg_conn_state state);
void fg_conn_log(fg_conn *conn, enum fg_wire_event event, unsigned status, const char *detail);

/* conn_turn.c: one turn, as far as it gets without waiting. */
void fg_conn_turn(fg_conn *conn);

/* conn_input.c: bytes for the guard. False: nothing more to do now. */
bool fg_conn_take_input(fg_conn *conn, size_t *budget);

/* conn_answer.c: from a whole request (or a refusal) to an answer, and that answer to the link. */
void fg_conn_refuse(fg_conn *conn, unsigned status, const char *reason, const char *allow,
                    bool closes);
void fg_conn_request(fg_conn *conn);
void fg_conn_task_done(fg_task *task);
bool fg_conn_put_answer(fg_conn *conn, size_t *budget);
bool fg_conn_send(fg_conn *conn, crd_str bytes);
bool fg_conn_flush(fg_conn *conn);

/* loop.c */
void *fg_worker_run(void *context);
void fg_worker_wake(fg_worker *worker);
void fg_worker_task_done(fg_task *task);

/* accept.c */
void fg_worker_accept(fg_worker *worker);
void fg_worker_listen(fg_worker *worker, bool on);
/* For one more connection, counted already; false: none of this worker's can go. */
bool fg_worker_make_room(fg_worker *worker);

#endif
