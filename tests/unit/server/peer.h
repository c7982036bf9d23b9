/* SPDX-License-Identifier: Apache-2.0 */
/* A client for the wire's tests: self-made certificates, connections with and without TLS, answers. */
#ifndef TESTS_SERVER_PEER_H
#define TESTS_SERVER_PEER_H

#include <openssl/ssl.h>

#include "server/wire.h"

/* A temporary folder with certificates; ends with peer_folder_done. */
typedef struct peer_folder {
    char path[64];
    char cert[96];
    char key[96];
    char ca[96];
} peer_folder;

typedef struct peer_cert {
    const char *name; /* NAME.crt and NAME.key in the folder */
    const char *cn;
    const char *san;    /* "DNS:localhost"; NULL: none */
    const char *signer; /* name of the CA's files; NULL: signs itself */
    bool is_ca;
    long from_s, to_s; /* from now; 0 and 0: an hour back to a day on */
    int rsa_bits;      /* 0: P-256 */
} peer_cert;

bool peer_folder_init(peer_folder *folder);
void peer_folder_done(peer_folder *folder);
bool peer_make(const peer_folder *folder, const peer_cert *cert);
/* Makes server.crt and server.key anew in one rename each, and a CA for clients if there is none. */
bool peer_make_server(peer_folder *folder);
bool peer_copy(const peer_folder *folder, const char *from, const char *to);
bool peer_write(const peer_folder *folder, const char *name, crd_str text);

typedef struct t_peer {
    int fd;
    SSL *ssl; /* NULL: plain */
    char in[8192];
    size_t in_len;
} t_peer;

/* A blocking connection; reads give up after 20 s. tls NULL: plain. */
bool peer_connect(t_peer *peer, uint16_t port, SSL_CTX *tls);
int peer_socket(uint16_t port);
void peer_close(t_peer *peer);
void peer_reset(t_peer *peer); /* with RST */
bool peer_send(t_peer *peer, crd_str bytes);
bool peer_send_n(t_peer *peer, char byte, size_t n);

/* The status of the next answer, whose body goes to ret_body (cut to size - 1, terminated; may be NULL);
 * 0: the connection ended, -1: nothing came in time. */
int peer_answer(t_peer *peer, char *ret_body, size_t size);
/* POSTs n times 'x' and gives the status. */
int peer_post(t_peer *peer, size_t n, char *ret_body, size_t size);

SSL_CTX *peer_tls(const char *cert, const char *key); /* either may be NULL */

#endif
