/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One complete SSL_CTX from the files: chain, key, client CA, and the rules that hold for every
 * session. See tls.h.
 */
#include "tls.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

static void done_bio(BIO **bio)
{
    BIO_free(*bio);
}
static void done_x509(X509 **cert)
{
    X509_free(*cert);
}
static void done_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}
static void done_ctx(SSL_CTX **ctx)
{
    SSL_CTX_free(*ctx);
}
static void done_fd(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}
#define AUTO(done) __attribute__((cleanup(done)))

/* Says what went wrong with a file, with OpenSSL's own reason when it has one. Always false. */
static bool fail(crd_err *err, crd_arena *arena, const char *path, const char *what)
{
    unsigned long code = ERR_peek_last_error();
    const char *reason = code ? ERR_reason_error_string(code) : NULL;
    ERR_clear_error();
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_str_c(path), CRD_S(": "), crd_str_c(what),
                    reason ? CRD_S(" (") : CRD_S(""), crd_str_c(reason),
                    reason ? CRD_S(")") : CRD_S(""));
}

static bool fail_io(crd_err *err, crd_arena *arena, const char *path, int number)
{
    char text[128];
    return CRD_FAIL(err, arena, CRD_E_IO, crd_str_c(path), CRD_S(": "),
                    crd_str_c(strerror_r(number, text, sizeof(text))));
}

/* The whole file on the arena. */
static bool read_file(const char *path, crd_arena *arena, crd_str *ret, crd_err *err)
{
    AUTO(done_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) {
        return fail_io(err, arena, path, errno);
    }
    if (!S_ISREG(status.st_mode) || (uint64_t)status.st_size > FG_WIRE_PEM_BYTES_MAX) {
        return fail(err, arena, path, "not a PEM file of at most 1 MiB");
    }
    size_t size = (size_t)status.st_size;
    char *text = crd_arena_bytes(arena, size + 1);
    if (!text) {
        return crd_err_memory(err, arena);
    }
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, text + got, size - got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fail_io(err, arena, path, errno);
        }
        if (n == 0) {
            break;
        }
        got += (size_t)n;
    }
    *ret = crd_str_of(text, got);
    return true;
}

static BIO *open_pem(const char *path, crd_arena *arena, crd_err *err)
{
    crd_str text = CRD_S("");
    if (!read_file(path, arena, &text, err)) {
        return NULL;
    }
    ERR_clear_error();
    BIO *bio = BIO_new_mem_buf(text.ptr, (int)text.len);
    if (!bio) {
        CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for a certificate"));
    }
    return bio;
}

/* Nobody is there to type a passphrase. */
static int no_passphrase(char *buf, int size, int rwflag, void *context)
{
    return -1;
}

/* True when the last reading ended because there was no further PEM block; the queue is cleared. */
static bool was_end(void)
{
    bool end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (end) {
        ERR_clear_error();
    }
    return end;
}

static int64_t seconds_of(const ASN1_TIME *time)
{
    int days = 0;
    int seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int64_t at = 0;
    if (epoch && ASN1_TIME_diff(&days, &seconds, epoch, time)) {
        at = (int64_t)days * 86400 + seconds;
    }
    ASN1_TIME_free(epoch);
    return at;
}

static bool use_chain(fg_tls_pair *pair, const char *path, crd_arena *arena, crd_err *err)
{
    AUTO(done_bio) BIO *bio = open_pem(path, arena, err);
    if (!bio) {
        return false;
    }
    AUTO(done_x509) X509 *leaf = PEM_read_bio_X509_AUX(bio, NULL, no_passphrase, NULL);
    if (!leaf) {
        return fail(err, arena, path, "no certificate in it");
    }
    if (SSL_CTX_use_certificate(pair->ctx, leaf) != 1) {
        return fail(err, arena, path, "the certificate cannot be used");
    }
    pair->not_before_s = seconds_of(X509_get0_notBefore(leaf));
    pair->not_after_s = seconds_of(X509_get0_notAfter(leaf));
    for (;;) {
        X509 *more = PEM_read_bio_X509(bio, NULL, no_passphrase, NULL);
        if (!more) {
            break;
        }
        if (SSL_CTX_add0_chain_cert(pair->ctx, more) != 1) {
            X509_free(more);
            return fail(err, arena, path, "a certificate of the chain cannot be used");
        }
    }
    return was_end() || fail(err, arena, path, "the chain cannot be read to its end");
}

static bool use_key(SSL_CTX *ctx, const fg_tls_options *options, crd_arena *arena, crd_err *err)
{
    AUTO(done_bio) BIO *bio = open_pem(options->key, arena, err);
    if (!bio) {
        return false;
    }
    AUTO(done_key) EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
    if (!key) {
        return fail(err, arena, options->key, "no private key without a passphrase in it");
    }
    if (SSL_CTX_use_PrivateKey(ctx, key) != 1 || SSL_CTX_check_private_key(ctx) != 1) {
        return fail(err, arena, options->key, "the key does not belong to the certificate");
    }
    return true;
}

static bool name_is(const fg_tls_options *options, const unsigned char *ptr, int len)
{
    crd_str name = crd_str_of((const char *)ptr, len > 0 ? (size_t)len : 0);
    for (size_t i = 0; i < options->client_name_count; i++) {
        if (crd_str_eq(name, crd_str_c(options->client_names[i]))) {
            return true;
        }
    }
    return false;
}

static bool subject_allowed(const fg_tls_options *options, X509 *cert)
{
    X509_NAME *subject = X509_get_subject_name(cert);
    int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    X509_NAME_ENTRY *entry = at >= 0 ? X509_NAME_get_entry(subject, at) : NULL;
    unsigned char *text = NULL;
    int len = entry ? ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry)) : -1;
    bool ok = len > 0 && name_is(options, text, len);
    OPENSSL_free(text);
    return ok;
}

static bool alternative_allowed(const fg_tls_options *options, X509 *cert)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    bool ok = false;
    for (int i = 0; !ok && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        ok = name->type == GEN_DNS && name_is(options, ASN1_STRING_get0_data(name->d.dNSName),
                                              ASN1_STRING_length(name->d.dNSName));
    }
    GENERAL_NAMES_free(names);
    return ok;
}

/* After OpenSSL's own judgement of each certificate: the leaf must carry an allowed name. */
static int judge_client(int fine, X509_STORE_CTX *store)
{
    if (!fine || X509_STORE_CTX_get_error_depth(store) != 0) {
        return fine;
    }
    const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    const fg_tls_options *options = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    X509 *cert = X509_STORE_CTX_get_current_cert(store);
    if (!options->client_name_count || subject_allowed(options, cert) ||
        alternative_allowed(options, cert)) {
        return 1;
    }
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

static bool use_client_ca(SSL_CTX *ctx, const fg_tls_options *options, crd_arena *arena,
                          crd_err *err)
{
    const char *path = options->client_ca;
    AUTO(done_bio) BIO *bio = open_pem(path, arena, err);
    if (!bio) {
        return false;
    }
    size_t n = 0;
    for (;; n++) {
        AUTO(done_x509) X509 *ca = PEM_read_bio_X509(bio, NULL, no_passphrase, NULL);
        if (!ca) {
            break;
        }
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), ca) != 1 ||
            SSL_CTX_add_client_CA(ctx, ca) != 1) {
            return fail(err, arena, path, "a certificate cannot be used as client CA");
        }
    }
    if (!was_end() || !n) {
        return fail(err, arena, path, n ? "cannot be read to its end" : "no certificate in it");
    }
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, judge_client);
    SSL_CTX_set_verify_depth(ctx, FG_WIRE_CLIENT_CHAIN_DEPTH);
    return true;
}

/* HTTP/1.1 or nothing: a client that offers only others gets no_application_protocol. */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len,
                           const unsigned char *in, unsigned in_len, void *context)
{
    static const crd_str http = CRD_STR_INIT("http/1.1");
    for (unsigned at = 0; at < in_len; at += 1u + in[at]) {
        if (in[at] <= in_len - at - 1 &&
            crd_str_eq(crd_str_of((const char *)in + at + 1, in[at]), http)) {
            *out = in + at + 1;
            *out_len = in[at];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

/* Sessions are never resumed: no Go client of ours would, and tickets cost more than they save. */
static bool set_rules(SSL_CTX *ctx)
{
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                 SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                 SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                              SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_security_level(ctx, 2); /* RSA and DH of 2,048 bits, no SHA-1 */
    SSL_CTX_set_read_ahead(ctx, 1);
    SSL_CTX_set_default_read_buffer_len(ctx, 66000); /* four records */
    SSL_CTX_set_max_cert_list(ctx, (long)FG_WIRE_CLIENT_CHAIN_BYTES_MAX);
    SSL_CTX_set_alpn_select_cb(ctx, choose_protocol, NULL);
    return SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
           SSL_CTX_set_ciphersuites(ctx, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:"
                                         "TLS_CHACHA20_POLY1305_SHA256") == 1 &&
           SSL_CTX_set1_groups_list(ctx, "X25519:P-256") == 1 && SSL_CTX_set_num_tickets(ctx, 0) == 1;
}

bool fg_tls_pair_read(const fg_tls_options *options, crd_arena *arena, fg_tls_pair *ret,
                      crd_err *err)
{
    AUTO(done_ctx) SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
    fg_tls_pair pair = { .ctx = ctx };
    if (!ctx || !set_rules(ctx)) {
        return fail(err, arena, "TLS", "OpenSSL cannot be set up");
    }
    SSL_CTX_set_app_data(ctx, (void *)(uintptr_t)options);
    if (!use_chain(&pair, options->cert, arena, err) || !use_key(ctx, options, arena, err) ||
        (options->client_ca && !use_client_ca(ctx, options, arena, err))) {
        return false;
    }
    ctx = NULL; /* now ret's */
    *ret = pair;
    return true;
}
