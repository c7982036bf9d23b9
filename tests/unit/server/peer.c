/* SPDX-License-Identifier: Apache-2.0 */
/* A client for the wire's tests: see peer.h. */
#include "peer.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void path_of(char *into, size_t size, const peer_folder *folder, const char *name,
                    const char *end)
{
    snprintf(into, size, "%s/%s%s", folder->path, name, end);
}

bool peer_folder_init(peer_folder *folder)
{
    snprintf(folder->path, sizeof(folder->path), "/tmp/fg-wire-XXXXXX");
    if (!mkdtemp(folder->path)) {
        return false;
    }
    path_of(folder->cert, sizeof(folder->cert), folder, "server", ".crt");
    path_of(folder->key, sizeof(folder->key), folder, "server", ".key");
    path_of(folder->ca, sizeof(folder->ca), folder, "ca", ".crt");
    return peer_make(folder, &(peer_cert){ .name = "ca", .cn = "ca", .is_ca = true }) &&
           peer_make_server(folder);
}

void peer_folder_done(peer_folder *folder)
{
    static const char *const names[] = { "server", "ca", "client", "other", "old", "weak", "self" };
    char path[128];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        path_of(path, sizeof(path), folder, names[i], ".crt");
        unlink(path);
        path_of(path, sizeof(path), folder, names[i], ".key");
        unlink(path);
    }
    if (rmdir(folder->path) != 0) {
        fprintf(stderr, "%s is not empty\n", folder->path);
    }
}

static EVP_PKEY *read_key(const char *path)
{
    FILE *file = fopen(path, "r");
    EVP_PKEY *key = file ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : NULL;
    if (file) {
        fclose(file);
    }
    return key;
}

static X509 *read_cert(const char *path)
{
    FILE *file = fopen(path, "r");
    X509 *cert = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    if (file) {
        fclose(file);
    }
    return cert;
}

static void add_extension(X509 *cert, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
}

static X509 *make_cert(const peer_folder *folder, const peer_cert *want, EVP_PKEY *key)
{
    char path[128];
    static int serial = 1;
    X509 *cert = X509_new();
    long from_s = want->from_s || want->to_s ? want->from_s : -3600;
    long to_s = want->from_s || want->to_s ? want->to_s : 86400;
    X509_set_version(cert, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), serial++);
    X509_gmtime_adj(X509_getm_notBefore(cert), from_s);
    X509_gmtime_adj(X509_getm_notAfter(cert), to_s);
    X509_set_pubkey(cert, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC,
                               (const unsigned char *)want->cn, -1, -1, 0);
    if (want->san) {
        add_extension(cert, NID_subject_alt_name, want->san);
    }
    if (want->is_ca) {
        add_extension(cert, NID_basic_constraints, "critical,CA:TRUE");
    }
    EVP_PKEY *signing = key;
    if (want->signer) {
        path_of(path, sizeof(path), folder, want->signer, ".crt");
        X509 *signer = read_cert(path);
        X509_set_issuer_name(cert, X509_get_subject_name(signer));
        X509_free(signer);
        path_of(path, sizeof(path), folder, want->signer, ".key");
        signing = read_key(path);
    } else {
        X509_set_issuer_name(cert, X509_get_subject_name(cert));
    }
    X509_sign(cert, signing, EVP_sha256());
    if (want->signer) {
        EVP_PKEY_free(signing);
    }
    return cert;
}

bool peer_make(const peer_folder *folder, const peer_cert *want)
{
    char path[128];
    char temporary[128];
    EVP_PKEY *key = want->rsa_bits ? EVP_RSA_gen((unsigned)want->rsa_bits) : EVP_EC_gen("P-256");
    X509 *cert = make_cert(folder, want, key);
    path_of(temporary, sizeof(temporary), folder, want->name, ".tmp");
    FILE *file = fopen(temporary, "w");
    bool ok = file && PEM_write_X509(file, cert) == 1;
    path_of(path, sizeof(path), folder, want->name, ".crt");
    ok = ok && fclose(file) == 0 && rename(temporary, path) == 0;
    file = fopen(temporary, "w");
    ok = ok && file && PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1;
    path_of(path, sizeof(path), folder, want->name, ".key");
    ok = ok && fclose(file) == 0 && rename(temporary, path) == 0;
    X509_free(cert);
    EVP_PKEY_free(key);
    return ok;
}

bool peer_make_server(peer_folder *folder)
{
    return peer_make(folder, &(peer_cert){ .name = "server", .cn = "server", .san = "DNS:localhost" });
}

bool peer_write(const peer_folder *folder, const char *name, crd_str text)
{
    char path[128];
    path_of(path, sizeof(path), folder, name, "");
    FILE *file = fopen(path, "w");
    bool ok = file && fwrite(text.ptr, 1, text.len, file) == text.len;
    return file && fclose(file) == 0 && ok;
}

bool peer_copy(const peer_folder *folder, const char *from, const char *to)
{
    char text[16384];
    char path[128];
    path_of(path, sizeof(path), folder, from, "");
    FILE *file = fopen(path, "r");
    size_t n = file ? fread(text, 1, sizeof(text), file) : 0;
    if (file) {
        fclose(file);
    }
    return n && peer_write(folder, to, crd_str_of(text, n));
}

SSL_CTX *peer_tls(const char *cert, const char *key)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    if (cert && (SSL_CTX_use_certificate_file(ctx, cert, SSL_FILETYPE_PEM) != 1 ||
                 SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1)) {
        SSL_CTX_free(ctx);
        return NULL;
    }
    return ctx;
}

int peer_socket(uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 20 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

bool peer_connect(t_peer *peer, uint16_t port, SSL_CTX *tls)
{
    peer->ssl = NULL;
    peer->in_len = 0;
    peer->fd = peer_socket(port);
    if (peer->fd < 0 || !tls) {
        return peer->fd >= 0;
    }
    peer->ssl = SSL_new(tls);
    SSL_set_fd(peer->ssl, peer->fd);
    if (SSL_connect(peer->ssl) == 1) {
        return true;
    }
    peer_close(peer);
    return false;
}

void peer_close(t_peer *peer)
{
    SSL_free(peer->ssl);
    peer->ssl = NULL;
    if (peer->fd >= 0) {
        close(peer->fd);
    }
    peer->fd = -1;
}

void peer_reset(t_peer *peer)
{
    struct linger now = { .l_onoff = 1 };
    setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    peer_close(peer);
}

bool peer_send(t_peer *peer, crd_str bytes)
{
    while (bytes.len) {
        ssize_t n = peer->ssl ? SSL_write(peer->ssl, bytes.ptr, (int)bytes.len)
                              : send(peer->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (n <= 0) {
            return false;
        }
        bytes = crd_str_from(bytes, (size_t)n);
    }
    return true;
}

bool peer_send_n(t_peer *peer, char byte, size_t n)
{
    char block[16384];
    memset(block, byte, sizeof(block));
    bool ok = true;
    for (; ok && n; n -= n < sizeof(block) ? n : sizeof(block)) {
        ok = peer_send(peer, crd_str_of(block, n < sizeof(block) ? n : sizeof(block)));
    }
    return ok;
}

static ssize_t more(t_peer *peer)
{
    char *into = peer->in + peer->in_len;
    int room = (int)(sizeof(peer->in) - peer->in_len);
    ssize_t n = peer->ssl ? SSL_read(peer->ssl, into, room) : recv(peer->fd, into, (size_t)room, 0);
    peer->in_len += n > 0 ? (size_t)n : 0;
    return n;
}

static void take(t_peer *peer, size_t n)
{
    memmove(peer->in, peer->in + n, peer->in_len - n);
    peer->in_len -= n;
}

static int number_after(crd_str text, crd_str name)
{
    size_t at = crd_str_find(text, name);
    int n = 0;
    for (size_t i = at + name.len; at != CRD_NPOS && i < text.len; i++) {
        if (!crd_is_digit((unsigned char)text.ptr[i])) {
            break;
        }
        n = n * 10 + text.ptr[i] - '0';
    }
    return n;
}

int peer_answer(t_peer *peer, char *ret_body, size_t size)
{
    size_t end;
    while ((end = crd_str_find(crd_str_of(peer->in, peer->in_len), CRD_S("\r\n\r\n"))) == CRD_NPOS) {
        ssize_t n = more(peer);
        if (n <= 0) {
            return n < 0 && !peer->ssl ? -1 : 0;
        }
    }
    crd_str head = crd_str_of(peer->in, end + 2);
    int status = number_after(head, CRD_S("HTTP/1.1 "));
    size_t left = (size_t)number_after(head, CRD_S("Content-Length: "));
    size_t at = 0;
    take(peer, end + 4);
    while (left) {
        size_t n = peer->in_len < left ? peer->in_len : left;
        for (size_t i = 0; ret_body && i < n && at + 1 < size; i++) {
            ret_body[at++] = peer->in[i];
        }
        take(peer, n);
        left -= n;
        if (left && more(peer) <= 0) {
            return 0;
        }
    }
    if (ret_body) {
        ret_body[at] = '\0';
    }
    return status;
}

int peer_post(t_peer *peer, size_t n, char *ret_body, size_t size)
{
    char head[160];
    int len = snprintf(head, sizeof(head),
                       "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                       "application/json\r\nContent-Length: %zu\r\n\r\n",
                       n);
    if (!peer_send(peer, crd_str_of(head, (size_t)len)) || !peer_send_n(peer, 'x', n)) {
        return 0;
    }
    return peer_answer(peer, ret_body, size);
}
