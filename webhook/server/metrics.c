/* SPDX-License-Identifier: Apache-2.0 */
/* Metrics: see metrics.h. */
#include "metrics.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "metrics_text.h"
#include "process.h"

enum type { COUNTER, GAUGE, TIMES };

enum label {
    NONE,
    CODE,
    FLEET,
    KIND,
    LIMIT,
    RESULT,
    RULE,
    STAGE,
    VERDICT,
    VERSION,
    WEBHOOK,
};

struct family {
    enum type type;
    enum label label1;
    enum label label2;
    const char *name;
    const char *help;
};

static const struct family families[FG_M_COUNT] = {
#define FG_METRIC(id, metric_type, first, second, text, what)                                      \
    [FG_M_##id] = {                                                                                \
        .type = metric_type, .label1 = first, .label2 = second, .name = text, .help = what         \
    },
#include "metrics.def"
#undef FG_METRIC
};

static const char *const codes[] = { "200", "400", "403", "404", "405",  "408", "411",
                                     "413", "414", "415", "417", "429",  "431", "500",
                                     "501", "503", "504", "505", "other" };
#define CODES (sizeof(codes) / sizeof(codes[0]))
static const char *const webhooks[FG_WEBHOOKS] = { "/convert", "/mutate", "/validate" };
static const char *const limits[FG_LIMITS] = { "connections", "files", "handshakes", "memory" };
static const char *const stages[FG_STAGES] = { "handshake", "head",   "idle",
                                               "request",   "review", "write" };
static const char *const results[FG_HANDSHAKE_RESULTS] = { "failed", "ok", "timeout" };
static const char *const verdicts[FG_VERDICT_LABELS] = { "allowed", "denied", "failed" };

/* Upper bounds of a TIMES metric in nanoseconds and as printed: client_golang's DefBuckets. */
static const struct {
    uint64_t ns;
    const char *text;
} buckets[] = {
    { 5000000, "0.005" },  { 10000000, "0.01" },  { 25000000, "0.025" }, { 50000000, "0.05" },
    { 100000000, "0.1" },  { 250000000, "0.25" }, { 500000000, "0.5" },  { 1000000000, "1" },
    { 2500000000, "2.5" }, { 5000000000, "5" },   { 10000000000, "10" }, { UINT64_MAX, "+Inf" },
};
#define BUCKETS (sizeof(buckets) / sizeof(buckets[0]))

struct values {
    const char *const *items;
    size_t n;
};

struct fg_metrics {
    struct values rules;
    struct values kinds;
    struct values version;
    struct values fleet;
    const char *version_text;
    const char *fleet_text;
    struct {
        size_t series;
        _Atomic int64_t *cells; /* cells_of() a series, one after the other */
    } families[FG_M_COUNT];
    _Atomic int64_t cells[];
};

/* A TIMES series: a count a bucket, then the sum. */
static size_t cells_of(enum fg_metric id)
{
    return families[id].type == TIMES ? BUCKETS + 1 : 1;
}

static const char *label_name(enum label label)
{
    static const char *const names[] = {
        [NONE] = "",           [CODE] = "code",       [FLEET] = "fleet",     [KIND] = "kind",
        [LIMIT] = "limit",     [RESULT] = "result",   [RULE] = "rule",       [STAGE] = "stage",
        [VERDICT] = "verdict", [VERSION] = "version", [WEBHOOK] = "webhook",
    };
    return names[label];
}

static struct values values_of(const fg_metrics *metrics, enum label label)
{
    switch (label) {
    case CODE:
        return (struct values) { codes, CODES };
    case FLEET:
        return metrics->fleet;
    case KIND:
        return metrics->kinds;
    case LIMIT:
        return (struct values) { limits, FG_LIMITS };
    case RESULT:
        return (struct values) { results, FG_HANDSHAKE_RESULTS };
    case RULE:
        return metrics->rules;
    case STAGE:
        return (struct values) { stages, FG_STAGES };
    case VERDICT:
        return (struct values) { verdicts, FG_VERDICT_LABELS };
    case VERSION:
        return metrics->version;
    case WEBHOOK:
        return (struct values) { webhooks, FG_WEBHOOKS };
    case NONE:
        break;
    }
    return (struct values) { NULL, 1 };
}

/* Series of a metric; those with open names have one more, for "other". */
static size_t count_of(const fg_metrics *metrics, enum label label)
{
    return values_of(metrics, label).n + (label == RULE || label == KIND ? 1 : 0);
}

static struct values names(const char *const *items, size_t n)
{
    return (struct values) { items, n < FG_METRICS_NAMES_MAX ? n : FG_METRICS_NAMES_MAX };
}

fg_metrics *fg_metrics_new(const fg_metrics_names *given)
{
    static const fg_metrics_names nothing = { .version = "" };
    given = given ? given : &nothing;
    fg_metrics shape = { .rules = names(given->rules, given->n_rules),
                         .kinds = names(given->kinds, given->n_kinds),
                         .version = { NULL, 1 },
                         .fleet = { NULL, 1 },
                         .version_text = given->version ? given->version : "",
                         .fleet_text = given->fleet ? given->fleet : "" };
    size_t cells = 0;
    for (int id = 0; id < FG_M_COUNT; id++) {
        shape.families[id].series =
            count_of(&shape, families[id].label1) * count_of(&shape, families[id].label2);
        cells += shape.families[id].series * cells_of((enum fg_metric)id);
    }
    fg_metrics *metrics = calloc(1, sizeof(*metrics) + cells * sizeof(metrics->cells[0]));
    if (!metrics) {
        return NULL;
    }
    *metrics = shape;
    metrics->version.items = &metrics->version_text;
    metrics->fleet.items = &metrics->fleet_text;
    _Atomic int64_t *next = metrics->cells;
    for (int id = 0; id < FG_M_COUNT; id++) {
        metrics->families[id].cells = next;
        next += metrics->families[id].series * cells_of((enum fg_metric)id);
    }
    fg_metrics_set(metrics, FG_M_BUILD, 1);
    return metrics;
}

void fg_metrics_free(fg_metrics *metrics)
{
    free(metrics);
}

/* NULL for what there is not: a wrong series counts nothing rather than somewhere else. */
static _Atomic int64_t *cell(const fg_metrics *metrics, enum fg_metric id, size_t series)
{
    if (!metrics || series >= metrics->families[id].series) {
        return NULL;
    }
    return metrics->families[id].cells + series * cells_of(id);
}

void fg_metrics_add_at(fg_metrics *metrics, enum fg_metric id, size_t series, int64_t n)
{
    _Atomic int64_t *at = cell(metrics, id, series);
    if (at) {
        atomic_fetch_add_explicit(at, n, memory_order_relaxed);
    }
}

void fg_metrics_set_at(fg_metrics *metrics, enum fg_metric id, size_t series, int64_t n)
{
    _Atomic int64_t *at = cell(metrics, id, series);
    if (at) {
        atomic_store_explicit(at, n, memory_order_relaxed);
    }
}

void fg_metrics_observe(fg_metrics *metrics, enum fg_metric id, size_t series, uint64_t ns)
{
    _Atomic int64_t *at = cell(metrics, id, series);
    if (!at || families[id].type != TIMES) {
        return;
    }
    size_t bucket = 0;
    while (ns > buckets[bucket].ns) {
        bucket++;
    }
    atomic_fetch_add_explicit(at + bucket, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(at + BUCKETS, (int64_t)ns, memory_order_relaxed);
}

static int64_t load(const _Atomic int64_t *at)
{
    return atomic_load_explicit(at, memory_order_relaxed);
}

int64_t fg_metrics_get(const fg_metrics *metrics, enum fg_metric id, size_t series)
{
    const _Atomic int64_t *at = cell(metrics, id, series);
    int64_t sum = 0;
    for (size_t i = 0; at && i < (families[id].type == TIMES ? BUCKETS : 1); i++) {
        sum += load(at + i);
    }
    return sum;
}

/* --- what the label values of requests are --- */

static bool find(struct values values, crd_str text, size_t *ret)
{
    for (size_t i = 0; i < values.n; i++) {
        if (crd_str_eq(crd_str_c(values.items[i]), text)) {
            *ret = i;
            return true;
        }
    }
    return false;
}

bool fg_metrics_webhook(crd_str path, enum fg_webhook *ret)
{
    size_t i = 0;
    if (!find((struct values) { webhooks, FG_WEBHOOKS }, path, &i)) {
        return false;
    }
    *ret = (enum fg_webhook)i;
    return true;
}

static size_t code_series(unsigned status)
{
    char text[CRD_INT_TEXT_MAX];
    size_t i = CODES - 1;
    (void)find((struct values) { codes, CODES - 1 }, crd_uint_text(status, text), &i);
    return i;
}

void fg_metrics_request_begin(fg_metrics *metrics, enum fg_webhook webhook)
{
    fg_metrics_add_at(metrics, FG_M_IN_FLIGHT, webhook, 1);
}

void fg_metrics_request_end(fg_metrics *metrics, enum fg_webhook webhook, unsigned status,
                            uint64_t ns)
{
    fg_metrics_add_at(metrics, FG_M_IN_FLIGHT, webhook, -1);
    fg_metrics_add_at(metrics, FG_M_REQUESTS, FG_SERIES(code_series(status), webhook, FG_WEBHOOKS),
                      1);
    fg_metrics_observe(metrics, FG_M_LATENCY, webhook, ns);
}

void fg_metrics_refused(fg_metrics *metrics, crd_str path, unsigned status)
{
    enum fg_webhook webhook;
    size_t code = code_series(status);
    fg_metrics_add_at(metrics, FG_M_HTTP_REFUSED, code, 1);
    if (fg_metrics_webhook(path, &webhook)) {
        fg_metrics_add_at(metrics, FG_M_REQUESTS, FG_SERIES(code, webhook, FG_WEBHOOKS), 1);
    }
}

static size_t name_series(struct values values, crd_str text)
{
    size_t i = values.n; /* "other" */
    (void)find(values, text, &i);
    return i;
}

size_t fg_metrics_rule(const fg_metrics *metrics, crd_str rule)
{
    return metrics ? name_series(metrics->rules, rule) : 0;
}

size_t fg_metrics_kind(const fg_metrics *metrics, crd_str kind)
{
    return metrics ? name_series(metrics->kinds, kind) : 0;
}

/* --- the text --- */

/* The i-th value; behind the last of an open list stands "other". */
static crd_str value_at(struct values values, size_t i)
{
    return i < values.n ? crd_str_c(values.items[i]) : CRD_S("other");
}

/* name_suffix{label="value",...,le="..."} and a space */
static void add_sample(const fg_metrics *metrics, crd_buf *buf, enum fg_metric id, size_t series,
                       const char *suffix, const char *le)
{
    const struct family *family = &families[id];
    size_t seconds = count_of(metrics, family->label2);
    bool any = false;
    crd_buf_add(buf, crd_str_c(family->name));
    crd_buf_add(buf, crd_str_c(suffix));
    if (family->label1 != NONE) {
        fg_metrics_add_label(buf, &any, crd_str_c(label_name(family->label1)),
                             value_at(values_of(metrics, family->label1), series / seconds));
    }
    if (family->label2 != NONE) {
        fg_metrics_add_label(buf, &any, crd_str_c(label_name(family->label2)),
                             value_at(values_of(metrics, family->label2), series % seconds));
    }
    if (le) {
        fg_metrics_add_label(buf, &any, CRD_S("le"), crd_str_c(le));
    }
    crd_buf_add(buf, any ? CRD_S("} ") : CRD_S(" "));
}

static void write_times(const fg_metrics *metrics, crd_buf *buf, enum fg_metric id, size_t series)
{
    const _Atomic int64_t *at = cell(metrics, id, series);
    int64_t sum = 0;
    for (size_t i = 0; i < BUCKETS; i++) {
        sum += load(at + i);
        add_sample(metrics, buf, id, series, "_bucket", buckets[i].text);
        fg_metrics_add_number(buf, (double)sum);
    }
    add_sample(metrics, buf, id, series, "_sum", NULL);
    fg_metrics_add_number(buf, (double)load(at + BUCKETS) / 1e9);
    add_sample(metrics, buf, id, series, "_count", NULL);
    fg_metrics_add_number(buf, (double)sum);
}

/* Statuses are many and most never occur: of them only the two that dashboards ask for stand there
 * from the start, as controller-runtime does it. "other" shows once it counts. */
static bool is_shown(const fg_metrics *metrics, enum fg_metric id, size_t series)
{
    const struct family *family = &families[id];
    if (load(cell(metrics, id, series)) != 0) {
        return true;
    }
    size_t value = series / count_of(metrics, family->label2);
    if (family->label1 == CODE) {
        return id == FG_M_REQUESTS && (value == code_series(200) || value == code_series(500));
    }
    return (family->label1 != RULE && family->label1 != KIND) ||
           value < values_of(metrics, family->label1).n;
}

static void write_family(const fg_metrics *metrics, crd_buf *buf, enum fg_metric id)
{
    static const char *const types[] = {
        [COUNTER] = "counter", [GAUGE] = "gauge", [TIMES] = "histogram"
    };
    const struct family *family = &families[id];
    bool any = false;
    for (size_t series = 0; series < metrics->families[id].series; series++) {
        bool times = family->type == TIMES;
        if (!times && !is_shown(metrics, id, series)) {
            continue;
        }
        if (!any) {
            fg_metrics_add_family(buf, family->name, types[family->type], family->help);
            any = true;
        }
        if (times) {
            write_times(metrics, buf, id, series);
            continue;
        }
        add_sample(metrics, buf, id, series, "", NULL);
        fg_metrics_add_number(buf, (double)load(cell(metrics, id, series)));
    }
}

void fg_metrics_write(const fg_metrics *metrics, crd_buf *buf)
{
    for (int id = 0; id < FG_M_COUNT; id++) {
        write_family(metrics, buf, (enum fg_metric)id);
    }
    fg_process_write(buf);
}
