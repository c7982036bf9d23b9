/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bridge to libmicrohttpd: see bridge.h. Written for 0.9.75 (Debian 12) and 1.0. Of its own timeouts
 * and limits none is used: deadlines are the worker's, and heads and bodies were measured before.
 */
#include "bridge.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/num.h"

#if MHD_VERSION < 0x00097002
#error "libmicrohttpd 0.9.71 or later is needed"
#endif

/* A connection's memory: a URI of 8 KiB and its fields, and a second head's worth of answer. All of it is
 * cleared for each request, and past 32 KiB each connection has its own mapping. */
#define POOL_BYTES ((size_t)32768)

/* One run receives or sends once for each connection; an answer takes a handful. */
#define RUNS_MAX 64

/* The longest head handed over: the URI, the host and the words around them. */
#define HEAD_BYTES_MAX (FG_WIRE_URI_BYTES_MAX + FG_WIRE_HOST_BYTES_MAX + 256)

struct fg_bridges {
    struct MHD_Daemon *daemon;
    fg_bridge *attaching; /* while MHD_add_connection runs */
    size_t count;
    crd_arena *spare;
};

struct fg_bridge {
    fg_bridges *bridges;
    int fd;         /* our end; -1 once closed */
    bool attached;  /* libmicrohttpd knows it and will tell when it lets go */
    bool asked;     /* a request is with libmicrohttpd */
    bool answered;  /* and its answer is complete in the pair */
    fg_reply reply; /* until it is queued */
};

/* On the answer's own arena. */
struct sent {
    fg_bridges *bridges;
    crd_arena *arena;
};

crd_arena *fg_bridges_arena(fg_bridges *bridges)
{
    crd_arena *arena = bridges->spare;
    bridges->spare = NULL;
    return arena ? arena : crd_arena_new(FG_REQUEST_BYTES_MAX);
}

void fg_bridges_arena_back(fg_bridges *bridges, crd_arena *arena)
{
    if (arena && !bridges->spare) {
        crd_arena_reset(arena);
        bridges->spare = arena;
    } else {
        crd_arena_free(arena);
    }
}

static void answer_sent(void *context)
{
    struct sent sent = *(struct sent *)context;
    fg_bridges_arena_back(sent.bridges, sent.arena);
}

static void drop_reply(fg_bridge *bridge)
{
    fg_bridges_arena_back(bridge->bridges, bridge->reply.arena);
    bridge->reply = (fg_reply){ 0 };
}

static struct MHD_Response *body_of(fg_bridge *bridge)
{
    fg_reply *reply = &bridge->reply;
    size_t len = reply->content_type ? reply->body.len : 0;
    void *bytes = (void *)(uintptr_t)(len ? reply->body.ptr : "");
    if (!reply->arena) {
        return MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_PERSISTENT);
    }
    struct sent *sent = CRD_NEW(reply->arena, struct sent);
    if (!sent) {
        return NULL;
    }
    *sent = (struct sent){ bridge->bridges, reply->arena };
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback_cls(len, bytes, answer_sent, sent);
    if (response) {
        reply->arena = NULL;
    }
    return response;
}

static bool add_fields(struct MHD_Response *response, const fg_reply *reply)
{
    bool ok = true;
    if (reply->content_type) {
        ok = MHD_add_response_header(response, "Content-Type", reply->content_type) == MHD_YES;
    }
    if (ok && reply->allow) {
        ok = MHD_add_response_header(response, "Allow", reply->allow) == MHD_YES;
    }
    if (ok && reply->retry_after_s) {
        char text[CRD_INT_TEXT_MAX + 1];
        crd_str number = crd_uint_text(reply->retry_after_s, text);
        char *end = text + number.len;
        memmove(text, number.ptr, number.len);
        *end = '\0';
        ok = MHD_add_response_header(response, "Retry-After", text) == MHD_YES;
    }
    if (ok && reply->closes) {
        ok = MHD_add_response_header(response, "Connection", "close") == MHD_YES;
    }
    return ok;
}

/* libmicrohttpd asks what to answer: first with the head alone, then with all of the request. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    fg_bridge *bridge = info ? info->socket_context : NULL;
    if (!bridge || bridge->fd < 0 || !bridge->asked) {
        return MHD_NO;
    }
    if (!*request) {
        *request = bridge;
        return MHD_YES;
    }
    struct MHD_Response *response = body_of(bridge);
    if (!response) {
        return MHD_NO;
    }
    enum MHD_Result result = MHD_NO;
    if (add_fields(response, &bridge->reply)) {
        result = MHD_queue_response(connection, bridge->reply.status, response);
    }
    MHD_destroy_response(response);
    return result;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    fg_bridge *bridge = info ? info->socket_context : NULL;
    if (bridge && code == MHD_REQUEST_TERMINATED_COMPLETED_OK) {
        bridge->answered = true;
    }
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    fg_bridges *bridges = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        bridges->attaching->attached = true;
        *socket_context = bridges->attaching;
        return;
    }
    fg_bridge *bridge = *socket_context;
    *socket_context = NULL;
    bridge->attached = false;
    if (bridge->fd < 0 && bridge != bridges->attaching) {
        drop_reply(bridge);
        free(bridge);
    }
}

/* libmicrohttpd wants TCP options on a socketpair and says so for each answer. */
static void on_log(void *context, const char *format, va_list args)
{
}

fg_bridges *fg_bridges_new(size_t connections_max)
{
    fg_bridges *bridges = calloc(1, sizeof(*bridges));
    if (!bridges) {
        return NULL;
    }
    bridges->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request,
        NULL, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        POOL_BYTES, MHD_OPTION_CONNECTION_LIMIT, (unsigned)connections_max,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, bridges, MHD_OPTION_END);
    if (!bridges->daemon) {
        free(bridges);
        return NULL;
    }
    return bridges;
}

void fg_bridges_free(fg_bridges *bridges)
{
    if (!bridges) {
        return;
    }
    MHD_stop_daemon(bridges->daemon);
    crd_arena_free(bridges->spare);
    free(bridges);
}

size_t fg_bridges_count(const fg_bridges *bridges)
{
    return bridges->count;
}

void fg_bridges_run(fg_bridges *bridges)
{
    MHD_UNSIGNED_LONG_LONG wait_ms;
    for (int i = 0; i < RUNS_MAX; i++) {
        MHD_run(bridges->daemon);
        if (MHD_get_timeout(bridges->daemon, &wait_ms) != MHD_YES || wait_ms) {
            break;
        }
    }
}

fg_bridge *fg_bridge_new(fg_bridges *bridges)
{
    static const struct sockaddr_un nameless = { .sun_family = AF_UNIX };
    int ends[2];
    fg_bridge *bridge = calloc(1, sizeof(*bridge));
    if (!bridge || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) {
        free(bridge);
        return NULL;
    }
    bridge->bridges = bridges;
    bridge->fd = ends[0];
    bridges->attaching = bridge;
    enum MHD_Result result = MHD_add_connection(bridges->daemon, ends[1],
                                                (const struct sockaddr *)&nameless, sizeof(nameless));
    bridges->attaching = NULL;
    if (result != MHD_YES) { /* which has closed the other end */
        close(bridge->fd);
        free(bridge);
        return NULL;
    }
    bridges->count++;
    return bridge;
}

void fg_bridge_close(fg_bridge *bridge)
{
    if (!bridge) {
        return;
    }
    close(bridge->fd);
    bridge->fd = -1;
    bridge->bridges->count--;
    if (!bridge->attached) {
        drop_reply(bridge);
        free(bridge);
    }
}

/* What libmicrohttpd gets to read: nothing in it comes from a byte that the guard did not allow. */
static void write_head(crd_buf *buf, const fg_guard_head *head)
{
    crd_buf_add(buf, head ? head->method : CRD_S("GET"));
    crd_buf_add_byte(buf, ' ');
    crd_buf_add(buf, head ? head->path : CRD_S("/"));
    if (head && head->query.len) {
        crd_buf_add_byte(buf, '?');
        crd_buf_add(buf, head->query);
    }
    crd_buf_add_lit(buf, " HTTP/1.1\r\nHost: ");
    crd_buf_add(buf, head && head->host.len ? head->host : CRD_S("localhost"));
    crd_buf_add_lit(buf, "\r\nContent-Length: 0\r\n\r\n");
}

bool fg_bridge_ask(fg_bridge *bridge, const fg_guard_head *head, const fg_reply *reply)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, HEAD_BYTES_MAX);
    write_head(&text, head);
    bridge->reply = *reply;
    bridge->asked = true;
    bridge->answered = false;
    if (crd_buf_failed(&text)) {
        return false;
    }
    ssize_t n = send(bridge->fd, text.ptr, text.len, MSG_NOSIGNAL);
    return n >= 0 && (size_t)n == text.len;
}

enum fg_bridge_result fg_bridge_read(fg_bridge *bridge, char *into, size_t size, size_t *ret_n)
{
    for (int i = 0; i < RUNS_MAX; i++) {
        bool answered = bridge->answered;
        ssize_t n = recv(bridge->fd, into, size, 0);
        if (n > 0) {
            *ret_n = (size_t)n;
            return FG_BRIDGE_BYTES;
        }
        if (n == 0) {
            return answered ? FG_BRIDGE_ENDED : FG_BRIDGE_BROKEN;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            return FG_BRIDGE_BROKEN;
        }
        if (answered) {
            bridge->asked = false;
            return bridge->reply.closes ? FG_BRIDGE_ENDED : FG_BRIDGE_DONE;
        }
        MHD_run(bridge->bridges->daemon);
    }
    return FG_BRIDGE_BROKEN;
}
