/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A TLS client for tests that says exactly the bytes it is given and hears whatever comes back,
 * both at once, so that a peer that answers early is no deadlock. It must not know HTTP.
 */
#ifndef FG_TEST_TLS_CLIENT_H
#define FG_TEST_TLS_CLIENT_H

#include "base/buf.h"

typedef struct tls_client tls_client;

/* How the peer ended the connection. */
enum tls_end {
    TLS_END_NONE,    /* it is still open */
    TLS_END_CLOSED,  /* close_notify */
    TLS_END_FIN,     /* FIN without close_notify */
    TLS_END_RESET,   /* RST */
    TLS_END_FAILED,  /* a TLS alert or nonsense */
    TLS_END_TIMEOUT, /* nothing came until the deadline */
};

/* Connects to 127.0.0.1:port and shakes hands without checking the certificate; all that is done
 * with it must be done within limit_ms from now. Owned; NULL: the reason is on standard error. */
tls_client *tls_client_new(uint16_t port, unsigned limit_ms);
void tls_client_free(tls_client *client);

/* Sends bytes, one TLS record for each record_bytes (0: as large as TLS has them). Ends early,
 * without a word, when the peer has ended. */
void tls_client_send(tls_client *client, crd_str bytes, size_t record_bytes);

/* Waits for more to read; false: the peer has ended. */
bool tls_client_hear(tls_client *client);

/* Reads until the text stands in what was heard (true) or the peer has ended (false). */
bool tls_client_wait(tls_client *client, crd_str text);

/* Says that nothing more comes (close_notify and FIN), or tears the connection down with RST. */
void tls_client_half_close(tls_client *client);
void tls_client_reset(tls_client *client);

/* Reads to the end. */
enum tls_end tls_client_finish(tls_client *client);

/* Everything heard so far. Borrowed until the next call. */
crd_str tls_client_heard(const tls_client *client);

#endif
