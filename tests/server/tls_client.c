/* SPDX-License-Identifier: Apache-2.0 */
/* A TLS client for tests: see tls_client.h. */
#include "tls_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEARD_BYTES_MAX ((size_t)16 * 1024 * 1024)

struct tls_client {
    SSL_CTX *ctx;
    SSL *ssl;
    int fd;
    enum tls_end end;
    int64_t until_ms;
    crd_buf heard;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the socket can do what is asked; false, with the end set, at the deadline. */
static bool wait_for(tls_client *client, short events)
{
    struct pollfd poller = { .fd = client->fd, .events = events };
    int64_t left = client->until_ms - now_ms();
    if (left <= 0 || poll(&poller, 1, (int)left) == 0) {
        client->end = TLS_END_TIMEOUT;
        return false;
    }
    return true;
}

/* What an SSL call that did not succeed means: 0 the end, else events to wait for. */
static short want(tls_client *client, int result)
{
    int error = SSL_get_error(client->ssl, result);
    int system = errno;
    if (error == SSL_ERROR_WANT_READ) {
        return POLLIN;
    }
    if (error == SSL_ERROR_WANT_WRITE) {
        return POLLOUT;
    }
    if (error == SSL_ERROR_ZERO_RETURN) {
        client->end = TLS_END_CLOSED;
    } else if (error == SSL_ERROR_SYSCALL) {
        client->end = system == 0 ? TLS_END_FIN : TLS_END_RESET;
    } else {
        unsigned long code = ERR_peek_error();
        client->end = ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING ? TLS_END_FIN
                                                                                 : TLS_END_FAILED;
    }
    return 0;
}

static bool dial(tls_client *client, uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client->fd < 0 || connect(client->fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        perror("connect");
        return false;
    }
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return fcntl(client->fd, F_SETFL, O_NONBLOCK) == 0;
}

static bool shake_hands(tls_client *client)
{
    client->ctx = SSL_CTX_new(TLS_client_method());
    client->ssl = client->ctx ? SSL_new(client->ctx) : NULL;
    if (!client->ssl || !SSL_set_fd(client->ssl, client->fd)) {
        fprintf(stderr, "no memory for TLS\n");
        return false;
    }
    SSL_set_mode(client->ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    for (;;) {
        ERR_clear_error();
        int result = SSL_connect(client->ssl);
        if (result == 1) {
            return true;
        }
        short events = want(client, result);
        if (!events || !wait_for(client, events)) {
            fprintf(stderr, "the handshake failed\n");
            return false;
        }
    }
}

tls_client *tls_client_new(uint16_t port, unsigned limit_ms)
{
    tls_client *client = calloc(1, sizeof(*client));
    if (!client) {
        return NULL;
    }
    client->fd = -1;
    client->until_ms = now_ms() + limit_ms;
    crd_buf_init(&client->heard, HEARD_BYTES_MAX);
    if (!dial(client, port) || !shake_hands(client)) {
        tls_client_free(client);
        return NULL;
    }
    return client;
}

void tls_client_free(tls_client *client)
{
    if (!client) {
        return;
    }
    SSL_free(client->ssl);
    SSL_CTX_free(client->ctx);
    if (client->fd >= 0) {
        close(client->fd);
    }
    crd_buf_done(&client->heard);
    free(client);
}

/* Reads what is there; returns events to wait for, 0 at the end. */
static short hear(tls_client *client)
{
    for (;;) {
        char *to = crd_buf_reserve(&client->heard, 16384);
        if (!to) {
            client->end = TLS_END_FAILED;
            return 0;
        }
        ERR_clear_error();
        errno = 0;
        int got = SSL_read(client->ssl, to, 16384);
        if (got <= 0) {
            return want(client, got);
        }
        client->heard.len += (size_t)got;
    }
}

void tls_client_send(tls_client *client, crd_str bytes, size_t record_bytes)
{
    while (bytes.len && client->end == TLS_END_NONE) {
        size_t n = record_bytes && record_bytes < bytes.len ? record_bytes : bytes.len;
        n = n < 16384 ? n : 16384;
        short events = hear(client);
        if (!events) {
            return;
        }
        ERR_clear_error();
        errno = 0;
        int sent = SSL_write(client->ssl, bytes.ptr, (int)n);
        if (sent > 0) {
            bytes = crd_str_from(bytes, (size_t)sent);
            continue;
        }
        int error = SSL_get_error(client->ssl, sent);
        if (error != SSL_ERROR_WANT_WRITE && error != SSL_ERROR_WANT_READ) {
            return; /* the peer is gone; what it said before is still to be read */
        }
        if (!wait_for(client, POLLIN | POLLOUT)) {
            return;
        }
    }
}

bool tls_client_hear(tls_client *client)
{
    size_t before = client->heard.len;
    while (client->end == TLS_END_NONE && client->heard.len == before) {
        short events = hear(client);
        if (client->heard.len == before && events) {
            (void)wait_for(client, events);
        }
    }
    return client->heard.len > before;
}

bool tls_client_wait(tls_client *client, crd_str text)
{
    while (!crd_str_has(tls_client_heard(client), text)) {
        short events = client->end == TLS_END_NONE ? hear(client) : 0;
        if (crd_str_has(tls_client_heard(client), text)) {
            break;
        }
        if (!events || !wait_for(client, events)) {
            return false;
        }
    }
    return true;
}

void tls_client_half_close(tls_client *client)
{
    if (client->end == TLS_END_NONE) {
        ERR_clear_error();
        (void)SSL_shutdown(client->ssl);
        (void)shutdown(client->fd, SHUT_WR);
    }
}

void tls_client_reset(tls_client *client)
{
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    close(client->fd);
    client->fd = -1;
    client->end = TLS_END_RESET;
}

enum tls_end tls_client_finish(tls_client *client)
{
    while (client->end == TLS_END_NONE) {
        short events = hear(client);
        if (events) {
            (void)wait_for(client, events);
        }
    }
    return client->end;
}

crd_str tls_client_heard(const tls_client *client)
{
    return crd_buf_str(&client->heard);
}
