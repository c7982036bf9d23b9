/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bridge to libmicrohttpd: one daemon a worker without threads or sockets of its own, and one
 * socketpair a connection. A bridge gets a whole request's head, written anew from what the guard
 * parsed, and the answer to it; libmicrohttpd writes that answer as HTTP, which is read back here.
 *
 *     head ──► ours ═══ socketpair ═══ theirs ──► libmicrohttpd ──► access handler: the answer
 *     bytes of the answer ◄── ours ◄──────────────────┘
 *
 * Bodies stay with the guard: libmicrohttpd never frames one. All of it happens on the worker's thread,
 * inside fg_bridge_ask and fg_bridge_read; nothing has to be waited for.
 */
#ifndef FG_SERVER_BRIDGE_H
#define FG_SERVER_BRIDGE_H

#include "base/arena.h"
#include "guard.h"

typedef struct fg_bridges fg_bridges;
typedef struct fg_bridge fg_bridge;

typedef struct fg_reply {
    unsigned status;
    const char *content_type; /* static text; NULL: no body */
    const char *allow;        /* static text or NULL */
    unsigned retry_after_s;   /* 0: no such field */
    bool closes;
    crd_str body;
    crd_arena *arena; /* what body stands on; NULL: static text */
} fg_reply;

/* Owned; NULL when libmicrohttpd cannot start. */
fg_bridges *fg_bridges_new(size_t connections_max);
void fg_bridges_free(fg_bridges *bridges);

/* Arenas for answers, used again when an answer has been sent. NULL: no memory. */
crd_arena *fg_bridges_arena(fg_bridges *bridges);
void fg_bridges_arena_back(fg_bridges *bridges, crd_arena *arena);

/* How many are open. */
size_t fg_bridges_count(const fg_bridges *bridges);

/* Lets libmicrohttpd see that bridges were closed. */
void fg_bridges_run(fg_bridges *bridges);

/* Owned; NULL: no descriptor or no memory. */
fg_bridge *fg_bridge_new(fg_bridges *bridges);

/* Ends it at any point. What libmicrohttpd still holds goes with the next run. */
void fg_bridge_close(fg_bridge *bridge);

/*
 * Hands over one request and its answer; head NULL: a request that was refused unread. The bridge
 * must be through with the one before. reply->arena is Owned by the bridge from here on, in
 * failure too. False: the bridge is of no further use.
 */
bool fg_bridge_ask(fg_bridge *bridge, const fg_guard_head *head, const fg_reply *reply);

enum fg_bridge_result {
    FG_BRIDGE_BYTES,
    FG_BRIDGE_DONE,   /* the answer is complete; the bridge may be asked again */
    FG_BRIDGE_ENDED,  /* the answer is complete, and the bridge can only be closed */
    FG_BRIDGE_BROKEN, /* libmicrohttpd gave up in the middle */
};
enum fg_bridge_result fg_bridge_read(fg_bridge *bridge, char *into, size_t size, size_t *ret_n);

#endif
