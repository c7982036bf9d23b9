/* SPDX-License-Identifier: Apache-2.0 */
/* TLS: which files make a pair, when one takes the place of another, and who gets a session. Sessions
 * shake hands through memory. */
#include <stdio.h>

#include "peer.h"
#include "server/tls.h"
#include "wire_tests.h"

static fg_tls_options options_of(const peer_folder *folder)
{
    return (fg_tls_options){ .cert = folder->cert, .key = folder->key };
}

static bool reads(const peer_folder *folder)
{
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    crd_err err = { 0 };
    fg_tls_options options = options_of(folder);
    fg_tls *tls = fg_tls_new(&options, arena, &err);
    CHECK(tls || (err.message.len && crd_str_has(err.message, crd_str_c(folder->path))));
    fg_tls_free(tls);
    return tls != NULL;
}

void test_tls_pairs(void)
{
    peer_folder folder;
    CHECK(peer_folder_init(&folder));
    CHECK(reads(&folder));
    CHECK(peer_make(&folder, &(peer_cert){ .name = "other", .cn = "other" }));
    CHECK(peer_copy(&folder, "other.key", "server.key")); /* of another certificate */
    CHECK(!reads(&folder));
    CHECK(peer_make_server(&folder) && peer_write(&folder, "server.key", CRD_S("")));
    CHECK(!reads(&folder));
    CHECK(peer_make_server(&folder) && peer_write(&folder, "server.crt", CRD_S("rubbish\r\n")));
    CHECK(!reads(&folder));
    CHECK(peer_make(&folder, &(peer_cert){ .name = "server", .cn = "weak", .rsa_bits = 1024 }));
    CHECK(!reads(&folder));
    CHECK(peer_make(&folder, &(peer_cert){ .name = "server", .cn = "rsa", .rsa_bits = 2048 }));
    CHECK(reads(&folder));
    char path[96];
    snprintf(path, sizeof(path), "%s", folder.cert);
    snprintf(folder.cert, sizeof(folder.cert), "%s/missing.crt", folder.path);
    CHECK(!reads(&folder));
    snprintf(folder.cert, sizeof(folder.cert), "%s", folder.path); /* a folder */
    CHECK(!reads(&folder));
    snprintf(folder.cert, sizeof(folder.cert), "%s", path);
    peer_folder_done(&folder);
}

void test_tls_reload(void)
{
    peer_folder folder;
    CRD_AUTO_ARENA arena = crd_arena_new(64 << 20);
    crd_err err = { 0 };
    int64_t before;
    int64_t after;
    int64_t kept;
    CHECK(peer_folder_init(&folder));
    fg_tls_options options = options_of(&folder);
    fg_tls *tls = fg_tls_new(&options, arena, &err);
    CHECK(tls);
    fg_tls_validity(tls, &before, &kept);
    CHECK_INT(kept - before, 86400 + 3600);
    CHECK(peer_make(&folder, &(peer_cert){ .name = "server", .cn = "a", .from_s = -9, .to_s = -1 }));
    CHECK(!fg_tls_reload(tls, arena, &err)); /* has expired */
    CHECK(peer_make(&folder,
                    &(peer_cert){ .name = "server", .cn = "a", .from_s = 3600, .to_s = 7200 }));
    CHECK(!fg_tls_reload(tls, arena, &err)); /* lies in the future */
    fg_tls_validity(tls, &before, &after);
    CHECK_INT(after, kept);
    CHECK(peer_make(&folder,
                    &(peer_cert){ .name = "server", .cn = "a", .from_s = 200, .to_s = 7200 }));
    CHECK(fg_tls_reload(tls, arena, &err)); /* a clock may differ by that much */
    fg_tls_validity(tls, &before, &after);
    CHECK_INT(after - before, 7000);
    fg_tls_free(tls);
    peer_folder_done(&folder);
}

/* Every length of a half-written certificate and key is refused or whole. */
void test_tls_half_written(void)
{
    peer_folder folder;
    char whole[4096];
    CHECK(peer_folder_init(&folder));
    CRD_AUTO_ARENA arena = crd_arena_new(64 << 20);
    fg_tls_options options = options_of(&folder);
    fg_tls *tls = fg_tls_new(&options, arena, NULL);
    CHECK(tls);
    for (int which = 0; which < 2; which++) {
        FILE *file = fopen(which ? folder.key : folder.cert, "r");
        size_t size = file ? fread(whole, 1, sizeof(whole), file) : 0;
        CHECK(size > 100);
        if (file) {
            fclose(file);
        }
        for (size_t n = 0; n + 1 < size; n += 13) {
            crd_arena_reset(arena);
            CHECK(peer_write(&folder, which ? "server.key" : "server.crt", crd_str_of(whole, n)));
            CHECK(!fg_tls_reload(tls, arena, NULL));
        }
        CHECK(peer_write(&folder, which ? "server.key" : "server.crt", crd_str_of(whole, size)));
        CHECK(fg_tls_reload(tls, arena, NULL));
    }
    fg_tls_free(tls);
    peer_folder_done(&folder);
}

/* Handshake in memory; true when both sides are content. */
static bool shake(SSL *server, SSL *client)
{
    BIO *to_server = BIO_new(BIO_s_mem());
    BIO *to_client = BIO_new(BIO_s_mem());
    BIO_up_ref(to_server);
    BIO_up_ref(to_client);
    SSL_set_bio(server, to_server, to_client);
    SSL_set_bio(client, to_client, to_server);
    SSL_set_connect_state(client);
    int s = 0;
    int c = 0;
    for (int i = 0; i < 20 && (s != 1 || c != 1); i++) {
        c = c == 1 ? 1 : SSL_do_handshake(client);
        s = s == 1 ? 1 : SSL_do_handshake(server);
    }
    char byte;
    return s == 1 && c == 1 && (SSL_read(client, &byte, 1) > 0 ||
                                SSL_get_error(client, -1) == SSL_ERROR_WANT_READ);
}

static bool meets(fg_tls *tls, SSL_CTX *ctx, SSL **ret_client)
{
    SSL *server = fg_tls_session_new(tls);
    SSL *client = SSL_new(ctx);
    bool ok = server && client && shake(server, client);
    SSL_free(server);
    if (ret_client && ok) {
        *ret_client = client;
    } else {
        SSL_free(client);
    }
    return ok;
}

static bool client_meets(const peer_folder *folder, fg_tls *tls, const peer_cert *cert)
{
    char crt[128];
    char key[128];
    snprintf(crt, sizeof(crt), "%s/%s.crt", folder->path, cert ? cert->name : "");
    snprintf(key, sizeof(key), "%s/%s.key", folder->path, cert ? cert->name : "");
    CHECK(!cert || peer_make(folder, cert));
    SSL_CTX *ctx = cert ? peer_tls(crt, key) : peer_tls(NULL, NULL);
    CHECK(ctx);
    bool ok = meets(tls, ctx, NULL);
    SSL_CTX_free(ctx);
    return ok;
}

void test_tls_names(void)
{
    peer_folder folder;
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    CHECK(peer_folder_init(&folder));
    static const char *const names[] = { "apiserver", "also.example" };
    fg_tls_options options = options_of(&folder);
    options.client_ca = folder.ca;
    options.client_names = names;
    options.client_name_count = 2;
    fg_tls *tls = fg_tls_new(&options, arena, NULL);
    options.client_name_count = 0;
    fg_tls *any = fg_tls_new(&options, arena, NULL);
    CHECK(tls && any);
    const peer_cert by_cn = { .name = "client", .cn = "apiserver", .signer = "ca" };
    const peer_cert by_san = { .name = "client", .cn = "x", .signer = "ca",
                               .san = "DNS:no.example,DNS:also.example" };
    const peer_cert wrong = { .name = "client", .cn = "apiserver2", .signer = "ca",
                              .san = "DNS:apiserver.example,email:apiserver" };
    const peer_cert own = { .name = "self", .cn = "apiserver" };
    const peer_cert old = { .name = "old", .cn = "apiserver", .signer = "ca", .from_s = -9, .to_s = -1 };
    const peer_cert young = { .name = "old", .cn = "apiserver", .signer = "ca", .from_s = 600,
                              .to_s = 900 };
    CHECK(client_meets(&folder, tls, &by_cn));
    CHECK(client_meets(&folder, tls, &by_san));
    CHECK(!client_meets(&folder, tls, &wrong));
    CHECK(client_meets(&folder, any, &wrong));
    CHECK(!client_meets(&folder, any, &own));
    CHECK(!client_meets(&folder, any, &old));
    CHECK(!client_meets(&folder, any, &young));
    CHECK(!client_meets(&folder, any, NULL));
    fg_tls_free(tls);
    fg_tls_free(any);
    peer_folder_done(&folder);
}

void test_tls_versions(void)
{
    static const unsigned char h2[] = "\x02h2";
    static const unsigned char both[] = "\x02h2\x08http/1.1";
    peer_folder folder;
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    CHECK(peer_folder_init(&folder));
    fg_tls_options options = options_of(&folder);
    fg_tls *tls = fg_tls_new(&options, arena, NULL);
    SSL_CTX *ctx = peer_tls(NULL, NULL);
    SSL *client = NULL;
    CHECK(tls && meets(tls, ctx, &client));
    CHECK_INT(SSL_version(client), TLS1_3_VERSION);
    SSL_free(client);
    SSL_CTX_set_alpn_protos(ctx, h2, 3);
    CHECK(!meets(tls, ctx, NULL));
    SSL_CTX_set_alpn_protos(ctx, both, 12);
    CHECK(meets(tls, ctx, NULL));
    SSL_CTX_set_max_proto_version(ctx, TLS1_2_VERSION);
    CHECK(meets(tls, ctx, NULL));
    SSL_CTX_set_cipher_list(ctx, "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA");
    CHECK(!meets(tls, ctx, NULL)); /* no AEAD */
    SSL_CTX_free(ctx);
    ctx = peer_tls(NULL, NULL);
    SSL_CTX_set_security_level(ctx, 0);
    SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(ctx, TLS1_1_VERSION);
    CHECK(!meets(tls, ctx, NULL));
    SSL_CTX_free(ctx);
    fg_tls_free(tls);
    peer_folder_done(&folder);
}

/* One to eight bytes of a ClientHello changed, or its end cut off, 5,000 times. */
void test_tls_mutated_hellos(void)
{
    peer_folder folder;
    char hello[4096];
    char bytes[4096];
    uint64_t seed = 7;
    CRD_AUTO_ARENA arena = crd_arena_new(8 << 20);
    CHECK(peer_folder_init(&folder));
    fg_tls_options options = options_of(&folder);
    fg_tls *tls = fg_tls_new(&options, arena, NULL);
    SSL_CTX *ctx = peer_tls(NULL, NULL);
    SSL *client = SSL_new(ctx);
    BIO *out = BIO_new(BIO_s_mem());
    SSL_set_bio(client, BIO_new(BIO_s_mem()), out);
    SSL_set_connect_state(client);
    SSL_do_handshake(client);
    int size = BIO_read(out, hello, sizeof(hello));
    CHECK(size > 100);
    for (int i = 0; i < 5000; i++) {
        int n = size;
        memcpy(bytes, hello, sizeof(bytes));
        for (int k = 0; k <= i % 8; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[(seed >> 40) % (unsigned)size] = (char)(seed >> 32);
            n = (seed >> 20 & 15) ? n : (int)((seed >> 24) % (unsigned)size);
        }
        SSL *server = fg_tls_session_new(tls);
        BIO *in = BIO_new(BIO_s_mem());
        SSL_set_bio(server, in, BIO_new(BIO_s_mem()));
        BIO_write(in, bytes, n);
        CHECK(SSL_do_handshake(server) != 1);
        SSL_free(server);
    }
    SSL_free(client);
    SSL_CTX_free(ctx);
    fg_tls_free(tls);
    peer_folder_done(&folder);
}
