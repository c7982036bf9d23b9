/* SPDX-License-Identifier: Apache-2.0 */
/* One socket with or without TLS: see link.h. */
#include "link.h"

#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

static enum fg_link_result result_of(fg_link *link, int ret)
{
    switch (SSL_get_error(link->ssl, ret)) {
    case SSL_ERROR_NONE:
        return FG_LINK_DONE;
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return FG_LINK_BLOCKED;
    case SSL_ERROR_ZERO_RETURN:
        return FG_LINK_CLOSED;
    default:
        link->broken = true;
        return FG_LINK_BROKEN;
    }
}

static enum fg_link_result plain_result(fg_link *link, ssize_t n, size_t *ret_n)
{
    if (n > 0) {
        *ret_n = (size_t)n;
        return FG_LINK_DONE;
    }
    if (n == 0) {
        return FG_LINK_CLOSED;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) {
        return FG_LINK_BLOCKED;
    }
    link->broken = true;
    return FG_LINK_BROKEN;
}

enum fg_link_result fg_link_handshake(fg_link *link)
{
    if (!link->ssl) {
        return FG_LINK_DONE;
    }
    ERR_clear_error();
    return result_of(link, SSL_do_handshake(link->ssl));
}

enum fg_link_result fg_link_read(fg_link *link, char *into, size_t size, size_t *ret_n)
{
    if (!link->ssl) {
        return plain_result(link, recv(link->fd, into, size, 0), ret_n);
    }
    ERR_clear_error();
    return result_of(link, SSL_read_ex(link->ssl, into, size, ret_n));
}

enum fg_link_result fg_link_write(fg_link *link, crd_str bytes, size_t *ret_n)
{
    if (!link->ssl) {
        return plain_result(link, send(link->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL), ret_n);
    }
    ERR_clear_error();
    return result_of(link, SSL_write_ex(link->ssl, bytes.ptr, bytes.len, ret_n));
}

void fg_link_finish(fg_link *link)
{
    if (link->ssl && !link->broken && SSL_is_init_finished(link->ssl)) {
        ERR_clear_error();
        SSL_shutdown(link->ssl);
        ERR_clear_error();
    }
    shutdown(link->fd, SHUT_WR);
}

enum fg_link_result fg_link_discard(fg_link *link, char *scratch, size_t size)
{
    size_t n;
    return plain_result(link, recv(link->fd, scratch, size, 0), &n);
}

void fg_link_close(fg_link *link)
{
    SSL_free(link->ssl);
    link->ssl = NULL;
    if (link->fd >= 0) {
        close(link->fd);
    }
    link->fd = -1;
}

const char *fg_link_reason(void)
{
    unsigned long code = ERR_peek_last_error();
    const char *reason = code ? ERR_reason_error_string(code) : NULL;
    ERR_clear_error();
    return reason ? reason : "the connection was lost";
}

bool fg_link_was_plain_http(void)
{
    unsigned long code = ERR_peek_last_error();
    return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_HTTP_REQUEST;
}
