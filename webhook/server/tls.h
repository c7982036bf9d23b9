/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TLS: what a session is made from. A complete new SSL_CTX is built for each reading of the files and
 * takes the place of the old one only when everything in it fits; sessions keep the one that they
 * began with. This file and its two .c files know no sockets.
 */
#ifndef FG_SERVER_TLS_H
#define FG_SERVER_TLS_H

#include <openssl/ssl.h>

#include "base/err.h"

typedef struct fg_tls fg_tls;

typedef struct fg_tls_options {
    const char *cert; /* PEM chain, leaf first */
    const char *key;
    const char *client_ca; /* NULL: clients need no certificate */
    const char *const *client_names; /* allowed CN or DNS SAN; none: any that client_ca signed */
    size_t client_name_count;
} fg_tls_options;

/* Reads the files for the first time. Owned; NULL with err set. Texts are copied. */
fg_tls *fg_tls_new(const fg_tls_options *options, crd_arena *arena, crd_err *err);

/* When the last session has gone. NULL is allowed. */
void fg_tls_free(fg_tls *tls);

/* Reads the files again; false with err set, and the old pair stays. Any thread. */
bool fg_tls_reload(fg_tls *tls, crd_arena *arena, crd_err *err);

/* A session on the server's side, not yet bound to anything. Owned; NULL: no memory. Any thread. */
SSL *fg_tls_session_new(fg_tls *tls);

/* Validity of the certificate in use, seconds since 1970. Any thread. */
void fg_tls_validity(fg_tls *tls, int64_t *ret_not_before_s, int64_t *ret_not_after_s);

/* ---- tls_ctx.c: one SSL_CTX from files ---- */

typedef struct fg_tls_pair {
    SSL_CTX *ctx;
    int64_t not_before_s;
    int64_t not_after_s;
} fg_tls_pair;

/* names must outlive every session. False with err set. */
bool fg_tls_pair_read(const fg_tls_options *options, crd_arena *arena, fg_tls_pair *ret,
                      crd_err *err);

#endif
