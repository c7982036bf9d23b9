/* SPDX-License-Identifier: Apache-2.0 */
/* Metrics: counting, and the text against what client_golang prints. */
#include "server/metrics.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "server/process.h"
#include "tests.h"

static const char *const rules[] = { "R22", "R23", "decode" };
static const char *const kinds[] = { "Cluster", "ClusterGroup" };

static fg_metrics *make(const char *version)
{
    const fg_metrics_names names = {
        .version = version, .fleet = "latest", .rules = rules, .n_rules = 3, .kinds = kinds,
        .n_kinds = 2,
    };
    fg_metrics *metrics = fg_metrics_new(&names);
    CHECK(metrics != NULL);
    return metrics;
}

static bool has_line(const crd_buf *buf, const char *line)
{
    char text[300];
    int n = snprintf(text, sizeof(text), "\n%s\n", line);
    bool found = crd_str_has(crd_buf_str(buf), crd_str_of(text, (size_t)n));
    if (!found) {
        fprintf(stderr, "not printed: %s\n", line);
    }
    return found;
}

/*
 * metrics.txt: the same numbers, printed by github.com/prometheus/client_golang v1.23.2 through
 * github.com/prometheus/common v0.67.5. Each of its families must stand in ours byte for byte.
 */
void test_metrics_as_client_golang(void)
{
    static const uint64_t ns[] = { 4900000, 5000000, 5000100, 300000000, 11000000000 };
    fg_metrics *metrics = make("1.0 \"x\"\\y\nz");
    size_t size = 0;
    char *file = t_read_file(FG_SOURCE_DIR "/tests/unit/server/metrics.txt", &size);
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    for (size_t i = 0; i < 5; i++) {
        fg_metrics_observe(metrics, FG_M_LATENCY, FG_WEBHOOK_VALIDATE, ns[i]);
    }
    for (int i = 0; i < 2; i++) {
        fg_metrics_refused(metrics, CRD_S("/mutate"), 413);
    }
    fg_metrics_add_at(metrics, FG_M_REQUESTS, FG_SERIES(0, FG_WEBHOOK_VALIDATE, FG_WEBHOOKS),
                      1234567);
    fg_metrics_set(metrics, FG_M_CERT_NOT_AFTER, 1795600000);
    fg_metrics_add(metrics, FG_M_RECEIVED, 100000);
    fg_metrics_add(metrics, FG_M_RECEIVED, 23);
    fg_metrics_write(metrics, &buf);
    crd_str rest = crd_str_of(file, size);
    size_t families = 0;
    while (rest.len) {
        size_t next = crd_str_find(crd_str_from(rest, 1), CRD_S("# HELP "));
        crd_str family = crd_str_sub(rest, 0, next == CRD_NPOS ? rest.len : next + 1);
        if (!CHECK(crd_str_has(crd_buf_str(&buf), family))) {
            fprintf(stderr, "missing:\n%.*s", CRD_FMT(family));
        }
        families++;
        rest = crd_str_from(rest, family.len);
    }
    CHECK_INT(families, 5);
    free(file);
    fg_metrics_free(metrics);
}

void test_metrics_series(void)
{
    fg_metrics *metrics = make("1");
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    fg_metrics_request_begin(metrics, FG_WEBHOOK_MUTATE);
    fg_metrics_request_begin(metrics, FG_WEBHOOK_MUTATE);
    fg_metrics_request_end(metrics, FG_WEBHOOK_MUTATE, 418, 1000);
    fg_metrics_refused(metrics, CRD_S("/validate"), 429);
    fg_metrics_refused(metrics, CRD_S("/nowhere"), 404);
    fg_metrics_refused(metrics, CRD_S(""), 431);
    fg_metrics_add_at(metrics, FG_M_DENIALS, fg_metrics_rule(metrics, CRD_S("R23")), 3);
    fg_metrics_add_at(metrics, FG_M_DENIALS, fg_metrics_rule(metrics, CRD_S("R99")), 1);
    fg_metrics_set_at(metrics, FG_M_INVENTORY_OBJECTS, fg_metrics_kind(metrics, CRD_S("Cluster")),
                      10000);
    fg_metrics_add_at(metrics, FG_M_DEADLINES, FG_STAGE_REVIEW, 1);
    fg_metrics_add_at(metrics, FG_M_DEADLINES, FG_STAGES, 1); /* no such series */
    fg_metrics_add(NULL, FG_M_SENT, 1);
    fg_metrics_observe(metrics, FG_M_SENT, 0, 1); /* no such metric of that type */
    fg_metrics_write(metrics, &buf);
    CHECK(has_line(&buf, "controller_runtime_webhook_requests_in_flight{webhook=\"/mutate\"} 1"));
    CHECK(has_line(&buf, "controller_runtime_webhook_requests_total{code=\"other\",webhook="
                         "\"/mutate\"} 1"));
    CHECK(has_line(&buf, "controller_runtime_webhook_requests_total{code=\"429\",webhook="
                         "\"/validate\"} 1"));
    CHECK(has_line(&buf, "fleetgate_http_refused_total{code=\"404\"} 1"));
    CHECK(has_line(&buf, "fleetgate_http_refused_total{code=\"429\"} 1"));
    CHECK(has_line(&buf, "fleetgate_http_refused_total{code=\"431\"} 1"));
    CHECK(has_line(&buf, "fleetgate_denials_total{rule=\"R22\"} 0"));
    CHECK(has_line(&buf, "fleetgate_denials_total{rule=\"R23\"} 3"));
    CHECK(has_line(&buf, "fleetgate_denials_total{rule=\"other\"} 1"));
    CHECK(has_line(&buf, "fleetgate_inventory_objects{kind=\"Cluster\"} 10000"));
    CHECK(has_line(&buf, "fleetgate_inventory_objects{kind=\"ClusterGroup\"} 0"));
    CHECK(has_line(&buf, "fleetgate_deadlines_exceeded_total{stage=\"review\"} 1"));
    CHECK(has_line(&buf, "fleetgate_deadlines_exceeded_total{stage=\"write\"} 0"));
    CHECK(has_line(&buf, "fleetgate_sent_bytes_total 0"));
    CHECK_INT(fg_metrics_get(metrics, FG_M_LATENCY, FG_WEBHOOK_MUTATE), 1);
    fg_metrics_free(metrics);
}

/* Families sorted by name, as a registry gathers them; counters end in _total and nothing else
 * does; no name twice; at most 300 series. */
void test_metrics_names(void)
{
    fg_metrics *metrics = make("1");
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    fg_metrics_write(metrics, &buf);
    crd_str rest = crd_buf_str(&buf);
    crd_str line;
    crd_str before = CRD_S("");
    size_t series = 0;
    size_t families = 0;
    while (crd_str_cut(rest, CRD_S("\n"), &line, &rest)) {
        crd_str name;
        crd_str type;
        if (crd_str_starts(line, CRD_S("# HELP "))) {
            continue;
        }
        if (!crd_str_starts(line, CRD_S("# TYPE "))) {
            series++;
            continue;
        }
        CHECK(crd_str_cut(crd_str_from(line, 7), CRD_S(" "), &name, &type));
        CHECK(crd_str_cmp(before, name) < 0);
        CHECK_INT(crd_str_ends(name, CRD_S("_total")), crd_str_eq(type, CRD_S("counter")));
        before = name;
        families++;
    }
    CHECK_INT(rest.len, 0);
    CHECK(families > FG_M_COUNT - 2);
    CHECK(series < 300);
    fg_metrics_free(metrics);
}

static void *count_many(void *context)
{
    for (int i = 0; i < 20000; i++) {
        fg_metrics_add(context, FG_M_SENT, 3);
        fg_metrics_observe(context, FG_M_LATENCY, FG_WEBHOOK_VALIDATE, 6000000);
    }
    return NULL;
}

void test_metrics_threads(void)
{
    fg_metrics *metrics = make("1");
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        CHECK_INT(pthread_create(&threads[i], NULL, count_many, metrics), 0);
    }
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    fg_metrics_write(metrics, &buf); /* while they count */
    CHECK(!crd_buf_failed(&buf));
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    CHECK_INT(fg_metrics_get(metrics, FG_M_SENT, 0), 4 * 20000 * 3);
    CHECK_INT(fg_metrics_get(metrics, FG_M_LATENCY, FG_WEBHOOK_VALIDATE), 4 * 20000);
    fg_metrics_free(metrics);
}

static bool make_and_write(void *context)
{
    (void)context;
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    fg_metrics *metrics = fg_metrics_new(NULL);
    if (!metrics) {
        return false;
    }
    fg_metrics_write(metrics, &buf);
    fg_metrics_free(metrics);
    return !crd_buf_failed(&buf);
}

/* Names past the bound count as "other"; every allocation may fail. */
void test_metrics_memory(void)
{
    CHECK_FAIL_EACH(make_and_write, NULL);
    const char *many[FG_METRICS_NAMES_MAX + 1];
    char texts[FG_METRICS_NAMES_MAX + 1][8];
    for (size_t i = 0; i <= FG_METRICS_NAMES_MAX; i++) {
        snprintf(texts[i], sizeof(texts[i]), "r%03zu", i);
        many[i] = texts[i];
    }
    const fg_metrics_names names = { .rules = many, .n_rules = FG_METRICS_NAMES_MAX + 1 };
    fg_metrics *metrics = fg_metrics_new(&names);
    if (CHECK(metrics != NULL)) {
        CHECK_INT(fg_metrics_rule(metrics, crd_str_c(many[FG_METRICS_NAMES_MAX - 1])),
                  FG_METRICS_NAMES_MAX - 1);
        CHECK_INT(fg_metrics_rule(metrics, crd_str_c(many[FG_METRICS_NAMES_MAX])),
                  FG_METRICS_NAMES_MAX);
    }
    fg_metrics_free(metrics);
}

void test_process(void)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    crd_buf_add_lit(&buf, "\n");
    fg_process_write(&buf);
    static const char *const names[] = {
        "process_cpu_seconds_total",   "process_max_fds",           "process_open_fds",
        "process_resident_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes",
        "process_virtual_memory_max_bytes",
    };
    crd_str text = crd_buf_str(&buf);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char sample[64];
        int n = snprintf(sample, sizeof(sample), "\n%s ", names[i]);
        CHECK(crd_str_has(text, crd_str_of(sample, (size_t)n)));
    }
}
