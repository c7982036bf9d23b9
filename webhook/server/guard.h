/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP guard: follows the framing of every request on a connection, pipelined ones too, and
 * refuses what could be read in two ways. Bytes go in, events come out; it knows no socket.
 *
 *     bytes ──► fg_guard_next ──► HEAD ──► BODY ... ──► END ──► fg_guard_again ──► (next request)
 *                            └──► REFUSED (nothing behind it is read as HTTP)
 *
 * Only what it hands out is ever used further: libmicrohttpd sees a head written anew from it.
 */
#ifndef FG_SERVER_GUARD_H
#define FG_SERVER_GUARD_H

#include "base/buf.h"

enum fg_guard_event {
    FG_GUARD_MORE,    /* all bytes are taken, more are needed */
    FG_GUARD_HEAD,    /* a head is complete, once a request */
    FG_GUARD_BODY,    /* a piece of the body */
    FG_GUARD_END,     /* the request is complete */
    FG_GUARD_REFUSED, /* answer status and reason, then close */
};

/* A complete head. Texts are Borrowed from the guard until fg_guard_again. */
typedef struct fg_guard_head {
    crd_str method;
    crd_str path;  /* as sent, before '?' */
    crd_str query; /* behind it */
    crd_str host;  /* empty: an HTTP/1.0 request without one */
    crd_str content_type;
    crd_str content_encoding; /* empty: absent or identity */
    uint64_t length;
    bool has_length;
    bool expects_continue;
    bool closes; /* Connection: close, or HTTP/1.0 */
} fg_guard_head;

typedef struct fg_guard_slice {
    uint32_t start;
    uint32_t len;
} fg_guard_slice;

typedef struct fg_guard {
    crd_buf text; /* the head's bytes as they came */
    size_t line_start;
    unsigned state;
    unsigned fields;
    unsigned seen; /* fields that may come once */
    uint64_t body_left;
    unsigned status; /* of a refusal */
    const char *reason;
    fg_guard_head head;
    fg_guard_slice method, path, query, host, content_type, content_encoding;
} fg_guard;

/* No memory is taken before the first byte comes. */
void fg_guard_init(fg_guard *guard);
void fg_guard_done(fg_guard *guard);

/* Ready for the next request; memory of a large head is given back. */
void fg_guard_again(fg_guard *guard);

/* Takes bytes from *in (which advances) until there is something to report. ret_piece is set with BODY
 * only and is a part of *in. */
enum fg_guard_event fg_guard_next(fg_guard *guard, crd_str *in, crd_str *ret_piece);

/* Bytes of the body that have not come yet; and that n of them came without passing through
 * fg_guard_next (n at most what is left). END still comes from fg_guard_next. */
static inline uint64_t fg_guard_body_left(const fg_guard *guard)
{
    return guard->body_left;
}
void fg_guard_body_took(fg_guard *guard, size_t n);

/* True before the first byte of a request. */
bool fg_guard_is_idle(const fg_guard *guard);

#endif
