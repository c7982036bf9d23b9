/* SPDX-License-Identifier: Apache-2.0 */
/* fleetgate serve: its command line. What it starts is serve.c's. */
#include <stdio.h>

#include "base/limits.h"
#include "common.h"
#include "serve.h"
#include "sprig/gotime.h"

static const char help[] =
    "Serves the admission and conversion webhooks over TLS.\n"
    "\n"
    "Usage: fleetgate serve --tls-cert FILE --tls-key FILE [OPTION...]\n"
    "\n"
    "  --listen ADDR          host:port of /validate, /mutate and /convert (:9443)\n"
    "  --health-listen ADDR   host:port, plain HTTP, of /healthz, /livez, /readyz and /metrics\n"
    "                         (:8081)\n"
    "  --tls-cert FILE        certificate chain, PEM, leaf first; read again when it changes\n"
    "  --tls-key FILE         its key, PEM\n"
    "  --client-ca FILE       clients must show a certificate that one of these signed\n"
    "  --client-name NAME     and that has this common name or DNS name; repeatable\n"
    "  --inventory PATH       file or folder with Clusters and so on; repeatable; read again when\n"
    "                         it changes. Without one only what needs no cluster is checked\n"
    "  --fleet LINE           latest (default) or 0.12\n"
    "  --enforce MODE         deny (default), warn (never refuse) or off (run no rule)\n"
    "  --view VIEW            all (default): a Bundle is rendered for every cluster it targets;\n"
    "                         own: for those of its own namespace, so that an answer tells\n"
    "                         nothing of others\n"
    "  --on-deadline MODE     when the caller's time runs out before every cluster was checked:\n"
    "                         fail (default: HTTP 500, failurePolicy decides) or allow (with a\n"
    "                         warning)\n"
    "  --shutdown-delay TIME  after SIGTERM, how long to go on answering while clients leave (10s)\n"
    "  --log-format FORMAT    json (default) or text; one line for each denial and event, on\n"
    "                         standard output\n"
    "  --workers N            threads that serve connections (one for each CPU)\n"
    "\n"
    "SIGTERM: readiness off, drain, exit 0; a second one exits at once with 1. SIGHUP: read\n"
    "certificate and inventory again.\n"
    "\n"
    "Exit: 0 ended by a signal; 1 by a second one; 2 not started, the reason on standard error.\n"
    "\n"
    "Example:\n"
    "  hack/dev-certs /tmp/certs\n"
    "  fleetgate serve --listen 127.0.0.1:9443 --health-listen 127.0.0.1:8081 \\\n"
    "    --tls-cert /tmp/certs/tls.crt --tls-key /tmp/certs/tls.key --inventory clusters.yaml";

static const char *const enforce_choices[] = { "deny", "warn", "off", NULL };
static const char *const view_choices[] = { "all", "own", NULL };
static const char *const deadline_choices[] = { "fail", "allow", NULL };
static const char *const format_choices[] = { "json", "text", NULL };

/* A time as Go writes it, from 0 to an hour. */
static bool read_delay(const char *text, int64_t *ret_ms)
{
    CRD_AUTO_ARENA arena = crd_arena_new(CRD_ARENA_BLOCK_BYTES);
    int64_t ns = 0;
    if (!arena || !fg_duration_parse(arena, crd_str_c(text), &ns, NULL) || ns < 0 ||
        ns > INT64_C(3600000000000)) {
        fprintf(stderr,
                "fleetgate serve: --shutdown-delay takes a time from 0 to 1h such as 10s or 500ms, "
                "not \"%.100s\"\n",
                text);
        return false;
    }
    *ret_ms = ns / 1000000;
    return true;
}

/* What the table of options cannot say. */
static bool is_complete(fg_serve_options *options, const args_texts *operands, const char *delay)
{
    if (operands->n) {
        fprintf(stderr, "fleetgate serve: takes no operand but found \"%.100s\"\n",
                operands->items[0]);
        return false;
    }
    if (!options->tls_cert || !options->tls_key) {
        fprintf(stderr, "fleetgate serve: --tls-cert and --tls-key are needed; hack/dev-certs "
                        "makes a pair for development\n");
        return false;
    }
    if (options->client_names.n && !options->client_ca) {
        fprintf(stderr, "fleetgate serve: --client-name needs --client-ca\n");
        return false;
    }
    for (size_t i = 0; i < options->inventory.n; i++) {
        if (strcmp(options->inventory.items[i], "-") == 0) {
            fprintf(stderr, "fleetgate serve: --inventory takes files and folders, not standard "
                            "input\n");
            return false;
        }
    }
    return !delay || read_delay(delay, &options->shutdown_delay_ms);
}

static int parse_and_serve(int argc, char **argv, fg_serve_options *chosen)
{
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    const char *delay = NULL;
    bool wants_help = false;
    const args_option options[] = {
        { .name = "listen", .type = ARGS_TEXT, .target = &chosen->listen },
        { .name = "health-listen", .type = ARGS_TEXT, .target = &chosen->health_listen },
        { .name = "tls-cert", .type = ARGS_TEXT, .target = &chosen->tls_cert },
        { .name = "tls-key", .type = ARGS_TEXT, .target = &chosen->tls_key },
        { .name = "client-ca", .type = ARGS_TEXT, .target = &chosen->client_ca },
        { .name = "client-name", .type = ARGS_LIST, .target = &chosen->client_names },
        { .name = "inventory", .type = ARGS_LIST, .target = &chosen->inventory },
        { .name = "fleet", .type = ARGS_CHOICE, .target = &chosen->line, .choices = fg_fleet_choices },
        { .name = "enforce", .type = ARGS_CHOICE, .target = &chosen->enforce, .choices = enforce_choices },
        { .name = "view", .type = ARGS_CHOICE, .target = &chosen->view, .choices = view_choices },
        { .name = "on-deadline", .type = ARGS_CHOICE, .target = &chosen->on_deadline, .choices = deadline_choices },
        { .name = "shutdown-delay", .type = ARGS_TEXT, .target = &delay },
        { .name = "log-format", .type = ARGS_CHOICE, .target = &chosen->log_format, .choices = format_choices },
        { "workers", ARGS_NUMBER, &chosen->workers, NULL, 1, FG_WIRE_WORKERS_MAX },
    };
    if (!args_parse((args_who){ "fleetgate", "serve" }, argc, argv, options, sizeof(options) / sizeof(options[0]),
                       &operands, &wants_help)) {
        return FG_EXIT_NOT_RUN;
    }
    if (wants_help) {
        puts(help);
        return FG_EXIT_CLEAN;
    }
    return is_complete(chosen, &operands, delay) ? fg_serve(chosen) : FG_EXIT_NOT_RUN;
}

int fg_cmd_serve(int argc, char **argv)
{
    fg_serve_options chosen = {
        .listen = ":9443",
        .health_listen = ":8081",
        .line = FG_LINE_LATEST,
        .enforce = FG_ENFORCE_DENY,
        .shutdown_delay_ms = 10000,
    };
    int code = parse_and_serve(argc, argv, &chosen);
    args_texts_done(&chosen.client_names);
    args_texts_done(&chosen.inventory);
    return code;
}
