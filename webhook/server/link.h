/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One socket with or without TLS on it, non-blocking: handshake, read, write, close. It knows no HTTP,
 * no deadlines and no loop. Whoever waits, waits for the socket in both directions: TLS may have to
 * write in order to read.
 */
#ifndef FG_SERVER_LINK_H
#define FG_SERVER_LINK_H

#include <openssl/ssl.h>

#include "base/str.h"

enum fg_link_result {
    FG_LINK_DONE,    /* bytes were moved, or the handshake is complete */
    FG_LINK_BLOCKED, /* wait for the socket */
    FG_LINK_CLOSED,  /* the peer has ended its side in good order */
    FG_LINK_BROKEN,  /* reset, or not TLS; nothing more can be said */
};

/* Owned: the socket, and the session if there is one. */
typedef struct fg_link {
    int fd;
    SSL *ssl;    /* NULL: plain */
    bool broken; /* no close_notify may follow */
} fg_link;

enum fg_link_result fg_link_handshake(fg_link *link);
enum fg_link_result fg_link_read(fg_link *link, char *into, size_t size, size_t *ret_n);
enum fg_link_result fg_link_write(fg_link *link, crd_str bytes, size_t *ret_n);

/* Our side ends: close_notify and FIN. The peer may still send; see fg_link_discard. */
void fg_link_finish(fg_link *link);

/* Reads and forgets what the peer still sends, undeciphered, at most size bytes. */
enum fg_link_result fg_link_discard(fg_link *link, char *scratch, size_t size);

void fg_link_close(fg_link *link);

/* What OpenSSL says of the last failure on this thread; static text. Clears it. */
const char *fg_link_reason(void);

/* The last failure on this thread was a request in plain HTTP; asked before fg_link_reason. */
bool fg_link_was_plain_http(void);

#endif
