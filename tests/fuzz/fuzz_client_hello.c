/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes first on a TLS connection, through memory: whatever it is, the session can be driven and
 * freed, and never becomes one that is established.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/server/peer.h"
#include "fuzz.h"
#include "server/tls.h"

/* Made once: its certificate takes longer than any input. */
static fg_tls *make_tls(void)
{
    peer_folder folder;
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    FUZZ_LAW(arena && peer_folder_init(&folder));
    const fg_tls_options options = { .cert = folder.cert, .key = folder.key, .client_ca = folder.ca };
    fg_tls *tls = fg_tls_new(&options, arena, NULL);
    peer_folder_done(&folder);
    FUZZ_LAW(tls);
    return tls;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fg_tls *tls;
    char bytes[4096];
    tls = tls ? tls : make_tls();
    SSL *ssl = fg_tls_session_new(tls);
    BIO *in = BIO_new(BIO_s_mem());
    BIO *out = BIO_new(BIO_s_mem());
    FUZZ_LAW(ssl && in && out);
    SSL_set_bio(ssl, in, out);
    if (size) {
        BIO_write(in, data, (int)size);
    }
    int result = SSL_do_handshake(ssl);
    FUZZ_LAW(result != 1 && !SSL_is_init_finished(ssl));
    FUZZ_LAW(SSL_read(ssl, bytes, sizeof(bytes)) <= 0);
    while (BIO_read(out, bytes, sizeof(bytes)) > 0) {
    }
    SSL_free(ssl);
    return 0;
}
