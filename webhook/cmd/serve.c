/* SPDX-License-Identifier: Apache-2.0 */
/* The server put together: see serve.h. */
#include "serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/num.h"
#include "common.h"
#include "policy/run.h"
#include "server/health.h"
#include "server/watch.h"
#include "signals.h"

/* All of it is shared by threads; what changes is atomic or belongs to one of them. */
struct server {
    const fg_serve_options *options;
    const char *rules[FG_METRICS_NAMES_MAX];
    const char *kinds[FG_IN_COUNT];
    fg_metrics *metrics;
    fg_log *log;
    fg_current current; /* set by the watching thread, before it starts by the main thread */
    fg_route route;
    _Atomic bool draining;
    _Atomic(fg_wire *) wire; /* set before health and watch start */
    fg_wire *health;
    fg_watch *watch;
};

static const char *const kind_names[FG_IN_COUNT] = {
#define FG_SNAPSHOT_KIND(id, group, kind) [FG_IN_##id] = kind,
#include "kapi/snapshot.def"
#undef FG_SNAPSHOT_KIND
};

/* --- metrics --- */

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Every rule once, sorted: a rule may stand in the table for several kinds. */
static size_t list_rules(const char **rules)
{
    size_t n = 0;
    size_t kept = 0;
    rules[n++] = "decode";
    for (size_t i = 0; n < FG_METRICS_NAMES_MAX && fg_policy_rule_id(i); i++) {
        rules[n++] = fg_policy_rule_id(i);
    }
    qsort(rules, n, sizeof(*rules), by_text);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || strcmp(rules[kept - 1], rules[i]) != 0) {
            rules[kept++] = rules[i];
        }
    }
    return kept;
}

static fg_metrics *new_metrics(struct server *server)
{
    fg_metrics_names names = {
        .version = FG_PROGRAM_VERSION,
        .fleet = fg_line_name((enum fg_line)server->options->line).ptr,
        .rules = server->rules,
        .n_rules = list_rules(server->rules),
        .kinds = server->kinds,
        .n_kinds = FG_IN_COUNT,
    };
    memcpy(server->kinds, kind_names, sizeof(kind_names));
    qsort(server->kinds, FG_IN_COUNT, sizeof(server->kinds[0]), by_text);
    return fg_metrics_new(&names);
}

/* --- inventory --- */

static void count_objects(struct server *server, const fg_snapshot *snapshot)
{
    for (int kind = 0; kind < FG_IN_COUNT; kind++) {
        size_t series = fg_metrics_kind(server->metrics, crd_str_c(kind_names[kind]));
        fg_metrics_set_at(server->metrics, FG_M_INVENTORY_OBJECTS, series,
                          (int64_t)fg_snapshot_count(snapshot, (enum fg_snapshot_kind)kind));
    }
    fg_metrics_add(server->metrics, FG_M_INVENTORY_LOADS, 1);
    fg_metrics_set(server->metrics, FG_M_INVENTORY_LOADED, crd_clock_wall_ns() / 1000000000);
    fg_metrics_set(server->metrics, FG_M_INVENTORY_STALE, 0);
}

/* A whole new snapshot takes the place of the old one, or the old one stays. */
static bool load_inventory(struct server *server)
{
    CRD_AUTO_ARENA arena = crd_arena_new(FG_INVENTORY_BYTES_MAX);
    fg_inventory inventory = { .snapshot = NULL };
    crd_err err = { .code = CRD_OK };
    if (!arena) {
        crd_err_memory(&err, NULL);
    }
    if (!arena || !fg_inventory_load(arena, &server->options->inventory, &inventory, &err)) {
        fg_metrics_add(server->metrics, FG_M_INVENTORY_ERRORS, 1);
        fg_metrics_set(server->metrics, FG_M_INVENTORY_STALE, 1);
        FG_LOG(server->log, FG_LOG_ERROR, "inventory not read",
               FG_LOG_TEXT_OF("error", err.message));
        return false;
    }
    count_objects(server, inventory.snapshot);
    FG_LOG(server->log, FG_LOG_INFO, "inventory read", FG_LOG_INT_OF("objects", inventory.objects),
           FG_LOG_INT_OF("skipped", inventory.skipped),
           FG_LOG_INT_OF("clusters", fg_snapshot_count(inventory.snapshot, FG_IN_CLUSTERS)),
           FG_LOG_INT_OF("clusterGroups",
                         fg_snapshot_count(inventory.snapshot, FG_IN_CLUSTER_GROUPS)),
           FG_LOG_INT_OF("namespaces", fg_snapshot_count(inventory.snapshot, FG_IN_NAMESPACES)));
    fg_current_set(&server->current, inventory.snapshot);
    return true;
}

static void inventory_changed(void *context)
{
    (void)load_inventory(context);
}

/* --- certificate --- */

static void note_certificate(struct server *server)
{
    int64_t not_before = 0;
    int64_t not_after = 0;
    if (fg_wire_certificate(server->wire, &not_before, &not_after)) {
        fg_metrics_set(server->metrics, FG_M_CERT_NOT_AFTER, not_after);
    }
}

static void certificate_changed(void *context)
{
    struct server *server = context;
    CRD_AUTO_ARENA arena = crd_arena_new(FG_REQUEST_BYTES_MAX);
    crd_err err = { .code = CRD_OK };
    fg_metrics_add(server->metrics, FG_M_CERT_READS, 1);
    if (!arena || !fg_wire_reload_tls(server->wire, arena, &err)) {
        fg_metrics_add(server->metrics, FG_M_CERT_ERRORS, 1);
        FG_LOG(server->log, FG_LOG_ERROR, "certificate not taken; the one before it stays",
               FG_LOG_TEXT_OF("error", arena ? err.message : CRD_S("out of memory")));
        return;
    }
    note_certificate(server);
    FG_LOG(server->log, FG_LOG_INFO, "certificate read",
           FG_LOG_INT_OF("notAfter", fg_metrics_get(server->metrics, FG_M_CERT_NOT_AFTER, 0)));
}

/* --- the health port --- */

static void read_health(struct server *server, fg_health *ret)
{
    const fg_snapshot *snapshot = fg_current_get(&server->current);
    *ret = (fg_health){
        .draining = server->draining,
        .now_s = crd_clock_wall_ns() / 1000000000,
        .wants_inventory = server->options->inventory.n > 0,
        .has_inventory = snapshot != NULL,
    };
    fg_snapshot_unref(snapshot);
    ret->has_certificate =
        fg_wire_certificate(server->wire, &ret->not_before_s, &ret->not_after_s);
}

static void write_metrics(struct server *server, fg_wire_answer *answer)
{
    fg_wire_gauges gauges;
    fg_wire_read_gauges(server->wire, &gauges);
    /* the other gauges of the wire it counts itself */
    fg_metrics_set(server->metrics, FG_M_BODY_BYTES, (int64_t)gauges.body_bytes);
    answer->status = 200;
    answer->content_type = FG_METRICS_CONTENT_TYPE;
    fg_metrics_write(server->metrics, answer->body);
}

static void answer_health(void *context, crd_arena *arena, const fg_wire_request *request,
                          fg_wire_answer *answer)
{
    struct server *server = context;
    fg_health health;
    (void)arena;
    if (crd_str_eq(request->path, CRD_S("/metrics"))) {
        write_metrics(server, answer);
        return;
    }
    read_health(server, &health);
    if (!fg_health_answer(&health, request, answer)) {
        answer->status = 404;
    }
}

/* --- what the wire tells --- */

static void wire_event(void *context, enum fg_wire_event event, crd_str peer, unsigned status,
                       crd_str detail)
{
    static const char *const names[] = {
        [FG_WIRE_REFUSED] = "request refused",
        [FG_WIRE_TLS_FAILED] = "TLS handshake failed",
        [FG_WIRE_TIMED_OUT] = "connection timed out",
        [FG_WIRE_EVICTED] = "connection closed, too many",
        [FG_WIRE_ACCEPT_FAILED] = "connection not accepted",
    };
    struct server *server = context;
    uint64_t suppressed = 0;
    if (!fg_log_noise(server->log, crd_clock_monotonic_ms(), &suppressed)) {
        return;
    }
    FG_LOG(server->log, FG_LOG_WARN, names[event], FG_LOG_TEXT_OF("peer", peer),
           FG_LOG_INT_OF(status ? "code" : NULL, status), FG_LOG_TEXT_OF("error", detail),
           FG_LOG_INT_OF(suppressed ? "suppressed" : NULL, suppressed));
}

/* --- start --- */

static bool start_wire(struct server *server, crd_arena *arena, crd_err *err)
{
    const fg_serve_options *options = server->options;
    fg_wire_options wire = {
        .listen = options->listen,
        .workers = (unsigned)options->workers,
        .tls_cert = options->tls_cert,
        .tls_key = options->tls_key,
        .client_ca = options->client_ca,
        .client_names = options->client_names.items,
        .client_name_count = options->client_names.n,
        .handler = fg_route_answer,
        .handler_context = &server->route,
        .log = wire_event,
        .log_context = server,
        .metrics = server->metrics,
    };
    wire.routes = fg_route_webhooks(&wire.route_count);
    server->wire = fg_wire_start(&wire, arena, err);
    if (!server->wire) {
        return false;
    }
    fg_metrics_add(server->metrics, FG_M_CERT_READS, 1);
    note_certificate(server);
    return true;
}

static bool start_health(struct server *server, crd_arena *arena, crd_err *err)
{
    size_t n;
    const fg_wire_route *checks = fg_health_routes(&n);
    fg_wire_route *routes = CRD_NEW_N(arena, fg_wire_route, n + 1);
    if (!routes) {
        return crd_err_memory(err, arena);
    }
    memcpy(routes, checks, n * sizeof(*checks));
    routes[n] = (fg_wire_route){ .path = "/metrics", .methods = "GET, HEAD" };
    const fg_wire_options wire = {
        .listen = server->options->health_listen,
        .workers = 1,
        .pool_threads = 1,
        .routes = routes,
        .route_count = n + 1,
        .handler = answer_health,
        .handler_context = server,
        .caps = { .connections = FG_HEALTH_CONNECTIONS_MAX },
    };
    server->health = fg_wire_start(&wire, arena, err);
    return server->health != NULL;
}

/* Files are looked at before they are first read, so that no change between is missed. */
static bool new_watch(struct server *server, crd_arena *arena, crd_err *err)
{
    const fg_serve_options *options = server->options;
    const char **pair = CRD_NEW_N(arena, const char *, 3);
    if (!pair) {
        return crd_err_memory(err, arena);
    }
    pair[0] = options->tls_cert;
    pair[1] = options->tls_key;
    pair[2] = options->client_ca;
    const fg_watch_set sets[] = {
        { pair, options->client_ca ? 3 : 2, FG_WATCH_CERTIFICATE_POLL_MS, certificate_changed,
          server },
        { options->inventory.items, options->inventory.n, FG_WATCH_INVENTORY_POLL_MS,
          inventory_changed, server },
    };
    server->watch = fg_watch_new(sets, options->inventory.n ? 2 : 1, arena, err);
    return server->watch != NULL;
}

static bool start(struct server *server, crd_arena *arena, crd_err *err)
{
    const fg_serve_options *options = server->options;
    server->route = (fg_route){
        .line = (enum fg_line)options->line,
        .enforce = (enum fg_enforce)options->enforce,
        .on_deadline = (enum fg_on_deadline)options->on_deadline,
        .view_own = options->view == 1,
        .wants_inventory = options->inventory.n > 0,
        .current = &server->current,
        .metrics = server->metrics,
        .log = server->log,
        .now_ms = crd_clock_monotonic_ms,
    };
    if (!new_watch(server, arena, err)) {
        return false;
    }
    if (options->inventory.n) {
        (void)load_inventory(server); /* else not ready until the files are mended */
    }
    return start_wire(server, arena, err) && start_health(server, arena, err) &&
           fg_watch_start(server->watch, arena, err);
}

static void say_hello(struct server *server)
{
    static const char *const enforces[] = { "deny", "warn", "off" };
    const fg_serve_options *options = server->options;
    enum fg_line line = (enum fg_line)options->line;
    FG_LOG(server->log, FG_LOG_INFO, "serving", FG_LOG_TEXT_OF("version", CRD_S(FG_PROGRAM_VERSION)),
           FG_LOG_TEXT_OF("fleet", fg_line_name(line)),
           FG_LOG_TEXT_OF("fleetVersion", fg_line_version(line)),
           FG_LOG_TEXT_OF("view", options->view ? CRD_S("own") : CRD_S("all")),
           FG_LOG_TEXT_OF("enforce", crd_str_c(enforces[options->enforce])),
           FG_LOG_TEXT_OF("onDeadline",
                          options->on_deadline ? CRD_S("allow") : CRD_S("fail")),
           FG_LOG_BOOL_OF("clientCertificates", options->client_ca != NULL),
           FG_LOG_TEXT_OF("inventory", options->inventory.n ? CRD_S("files") : CRD_S("none")),
           FG_LOG_INT_OF("port", fg_wire_port(server->wire)),
           FG_LOG_INT_OF("healthPort", fg_wire_port(server->health)),
           FG_LOG_INT_OF("pid", getpid()));
}

/* --- signals and the end --- */

static int wait_for_end(struct server *server)
{
    int number = fg_signals_wait();
    for (; number == SIGHUP; number = fg_signals_wait()) {
        FG_LOG(server->log, FG_LOG_INFO, "reading certificate and inventory again",
               FG_LOG_TEXT_OF("signal", CRD_S("SIGHUP")));
        fg_watch_kick(server->watch);
    }
    return number;
}

/* Readiness goes first, and endpoints follow it some seconds later; until then everything is
 * answered, with "Connection: close" so that clients go elsewhere. */
static void drain(struct server *server, int number)
{
    const struct timespec delay = {
        .tv_sec = server->options->shutdown_delay_ms / 1000,
        .tv_nsec = server->options->shutdown_delay_ms % 1000 * 1000000,
    };
    server->draining = true;
    fg_metrics_set(server->metrics, FG_M_DRAINING, 1);
    FG_LOG(server->log, FG_LOG_INFO, "draining",
           FG_LOG_TEXT_OF("signal", number == SIGTERM ? CRD_S("SIGTERM") : CRD_S("SIGINT")),
           FG_LOG_INT_OF("delayMs", server->options->shutdown_delay_ms));
    fg_wire_drain(server->wire);
    fg_signals_exit_at_once();
    nanosleep(&delay, NULL);
}

static void stop(struct server *server)
{
    bool whole = true;
    fg_watch_stop(server->watch);
    fg_wire *wire = server->wire;
    if (wire) {
        /* the health port reads the wire's gauges, so it ends first */
        fg_wire_stop(server->health, 0);
        whole = fg_wire_stop(wire, FG_WIRE_REQUEST_MS);
    } else {
        fg_wire_stop(server->health, 0);
    }
    fg_current_set(&server->current, NULL);
    if (!whole) {
        FG_LOG(server->log, FG_LOG_WARN, "requests were cut",
               FG_LOG_INT_OF("afterMs", FG_WIRE_REQUEST_MS));
    }
}

static int run(struct server *server, crd_arena *arena)
{
    crd_err err = { .code = CRD_OK };
    fg_signals_take();
    server->metrics = new_metrics(server);
    server->log = fg_log_new(STDOUT_FILENO, (enum fg_log_format)server->options->log_format,
                             server->metrics);
    if (!server->metrics || !server->log) {
        crd_err_memory(&err, NULL);
        return fg_not_run("serve", &err);
    }
    if (!start(server, arena, &err)) {
        stop(server);
        return fg_not_run("serve", &err);
    }
    say_hello(server);
    drain(server, wait_for_end(server));
    stop(server);
    FG_LOG(server->log, FG_LOG_INFO, "stopped", FG_LOG_INT_OF("pid", getpid()));
    return FG_EXIT_CLEAN;
}

int fg_serve(const fg_serve_options *options)
{
    CRD_AUTO_ARENA arena = crd_arena_new(FG_REQUEST_BYTES_MAX);
    struct server server = { .options = options };
    crd_err err = { .code = CRD_OK };
    if (!arena) {
        crd_err_memory(&err, NULL);
        return fg_not_run("serve", &err);
    }
    fg_current_init(&server.current);
    int code = run(&server, arena);
    fg_log_free(server.log);
    fg_metrics_free(server.metrics);
    return code;
}
