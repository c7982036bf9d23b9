/* SPDX-License-Identifier: Apache-2.0 */
/* Listening sockets: see listen.h. */
#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4096 /* the kernel cuts it at net.core.somaxconn */

static int open_one(const struct addrinfo *info)
{
    int one = 1;
    int zero = 0;
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (info->ai_family == AF_INET6) { /* "::" takes IPv4 too */
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof(zero));
    }
    if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) {
        return fd;
    }
    int number = errno;
    close(fd);
    errno = number;
    return -1;
}

/* The first address that can be had; IPv6 first, since its any-address takes IPv4 too. */
static int open_any(const struct addrinfo *list)
{
    static const int families[] = { AF_INET6, AF_INET };
    int fd = -1;
    for (size_t i = 0; i < 2; i++) {
        for (const struct addrinfo *info = list; fd < 0 && info; info = info->ai_next) {
            if (info->ai_family == families[i]) {
                fd = open_one(info);
            }
        }
    }
    return fd;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_storage name = { 0 };
    socklen_t size = sizeof(name);
    getsockname(fd, (struct sockaddr *)&name, &size);
    return ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&name)->sin6_port
                                            : ((struct sockaddr_in *)(void *)&name)->sin_port);
}

/* "host:port" or "[host]:port"; host may be empty. */
static bool cut(crd_str address, crd_arena *arena, crd_str *ret_host, crd_str *ret_port)
{
    size_t colon = crd_str_rfind(address, CRD_S(":"));
    if (colon == CRD_NPOS) {
        return false;
    }
    crd_str host = crd_str_sub(address, 0, colon);
    if (crd_str_starts(host, CRD_S("[")) && crd_str_ends(host, CRD_S("]"))) {
        host = crd_str_sub(host, 1, host.len - 1);
    } else if (crd_str_has(host, CRD_S(":"))) {
        return false;
    }
    *ret_host = crd_arena_str(arena, host);
    *ret_port = crd_arena_str(arena, crd_str_from(address, colon + 1));
    return ret_host->ptr && ret_port->ptr && ret_port->len;
}

int fg_listen(const char *address, crd_arena *arena, uint16_t *ret_port, crd_err *err)
{
    crd_str host;
    crd_str port;
    struct addrinfo *list = NULL;
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    if (!cut(crd_str_c(address), arena, &host, &port)) {
        CRD_FAIL(err, arena, CRD_E_USAGE, CRD_S("\""), crd_str_c(address),
                 CRD_S("\" is not of the form host:port or [address]:port"));
        return -1;
    }
    int failure = getaddrinfo(host.len ? host.ptr : NULL, port.ptr, &hints, &list);
    if (failure) {
        CRD_FAIL(err, arena, CRD_E_USAGE, crd_str_c(address), CRD_S(": "),
                 crd_str_c(gai_strerror(failure)));
        return -1;
    }
    int fd = open_any(list);
    char text[128];
    if (fd < 0) {
        CRD_FAIL(err, arena, CRD_E_IO, CRD_S("cannot listen on "), crd_str_c(address), CRD_S(": "),
                 crd_str_c(strerror_r(errno, text, sizeof(text))));
    } else {
        *ret_port = port_of(fd);
    }
    freeaddrinfo(list);
    return fd;
}
