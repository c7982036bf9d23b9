/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The webhooks' handler, without a socket and with a clock that moves by one millisecond each time
 * it is asked: so a deadline is a number of clusters.
 */
#include "server/route.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fleet/object.h"
#include "tests.h"
#include "value/json.h"

#define CLUSTERS 10

static int64_t clock_ms;

static int64_t fake_clock(void)
{
    return clock_ms++;
}

static crd_value json(crd_arena *arena, crd_str text)
{
    crd_value value = { 0 };
    crd_err err = { .code = CRD_OK };
    if (!CHECK(crd_json_read(arena, text, NULL, &value, &err))) {
        fprintf(stderr, "%.*s\n", CRD_FMT(err.message));
    }
    return value;
}

/* Clusters c0 to c9 in "a", the first good of which have the value region; one more in "b", that
 * a mapping brings in. */
static const fg_snapshot *make_snapshot(crd_arena *arena, size_t good)
{
    const fg_object *objects[CLUSTERS + 3];
    const fg_snapshot *snapshot = NULL;
    crd_err err = { .code = CRD_OK };
    size_t n = 0;
    for (size_t i = 0; i < CLUSTERS + 1; i++) {
        char text[300];
        int len = snprintf(text, sizeof(text),
                           "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Cluster\","
                           "\"metadata\":{\"name\":\"c%zu\",\"namespace\":\"%s\",\"labels\":{\"n\":\"1\"}},\"spec\":{\"templateValues\":{%s}}}",
                           i, i < CLUSTERS ? "a" : "b", i < good ? "\"region\":\"x\"" : "");
        crd_value value = json(arena, crd_str_of(text, (size_t)len));
        CHECK(fg_fleet_object_new(arena, &value, &objects[n++], &err));
    }
    crd_value mapping = json(
        arena, CRD_S("{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"BundleNamespaceMapping\","
                     "\"metadata\":{\"name\":\"m\",\"namespace\":\"a\"},\"bundleSelector\":{},"
                     "\"namespaceSelector\":{}}"));
    crd_value namespace_b =
        json(arena, CRD_S("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"b\"}}"));
    CHECK(fg_fleet_object_new(arena, &mapping, &objects[n++], &err));
    CHECK(fg_fleet_object_new(arena, &namespace_b, &objects[n++], &err));
    CHECK(fg_snapshot_new(objects, n, &snapshot, &err));
    for (size_t i = 0; i < n; i++) {
        fg_object_unref(objects[i]);
    }
    return snapshot;
}

struct fixture {
    crd_arena *arena;
    crd_buf out;
    fg_current current;
    fg_metrics *metrics;
    fg_route route;
    fg_wire_answer answer;
};

static const char *const rules[] = { "R22", "R23", "R24", "decode" };

static void set_up(struct fixture *f, size_t good)
{
    const fg_metrics_names names = { .rules = rules, .n_rules = 4 };
    *f = (struct fixture){ .arena = crd_arena_new(FG_REQUEST_BYTES_MAX) };
    clock_ms = 1000;
    crd_buf_init(&f->out, FG_REQUEST_BYTES_MAX);
    fg_current_init(&f->current);
    fg_current_set(&f->current, make_snapshot(f->arena, good));
    f->metrics = fg_metrics_new(&names);
    f->route = (fg_route){
        .current = &f->current, .metrics = f->metrics, .now_ms = fake_clock,
        .wants_inventory = true,
    };
    f->answer.body = &f->out;
}

static void tear_down(struct fixture *f)
{
    fg_current_set(&f->current, NULL);
    fg_metrics_free(f->metrics);
    crd_buf_done(&f->out);
    crd_arena_free(f->arena);
}

static crd_str post(struct fixture *f, const char *path, crd_str body, uint64_t deadline_ms)
{
    fg_wire_request request = {
        .method = CRD_S("POST"), .path = crd_str_c(path), .body = body,
        .peer = CRD_S("127.0.0.1:4"), .deadline_ms = deadline_ms,
    };
    crd_buf_clear(&f->out);
    fg_route_answer(&f->route, f->arena, &request, &f->answer);
    return crd_buf_str(&f->out);
}

#define OBJECT(values)                                                                             \
    "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Bundle\",\"metadata\":{\"name\":"     \
    "\"web\",\"namespace\":\"a\"},\"spec\":{\"helm\":{\"values\":" values "},\"targets\":"        \
    "[{\"clusterSelector\":{}}]}}"
#define REVIEW(operation, objects)                                                                 \
    CRD_S("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":"      \
          "{\"uid\":\"u-1\",\"kind\":{\"group\":\"fleet.cattle.io\",\"version\":\"v1alpha1\","     \
          "\"kind\":\"Bundle\"},\"resource\":{\"group\":\"fleet.cattle.io\",\"version\":"          \
          "\"v1alpha1\",\"resource\":\"bundles\"},\"name\":\"web\",\"namespace\":\"a\","           \
          "\"operation\":\"" operation "\",\"userInfo\":{\"username\":\"eve\\nx\"}," objects "}}")
#define REGION "{\"a\":\"${ .ClusterValues.region }\"}"
#define CREATE REVIEW("CREATE", "\"object\":" OBJECT(REGION))
#define UPDATE                                                                                     \
    REVIEW("UPDATE", "\"object\":" OBJECT("{\"a\":\"${ .ClusterValues.region }\",\"b\":1}")        \
                     ",\"oldObject\":" OBJECT(REGION))

static int64_t requests(const struct fixture *f, size_t code, enum fg_webhook webhook)
{
    return fg_metrics_get(f->metrics, FG_M_REQUESTS, FG_SERIES(code, webhook, FG_WEBHOOKS));
}

void test_route_answers(void)
{
    struct fixture f;
    set_up(&f, CLUSTERS);
    crd_str text = post(&f, "/validate", CREATE, 0);
    CHECK_INT(f.answer.status, 200);
    CHECK_STR(crd_str_c(f.answer.content_type), CRD_S("application/json"));
    CHECK(crd_str_has(text, CRD_S("\"uid\":\"u-1\",\"allowed\":false")));
    CHECK(crd_str_has(text, CRD_S("cluster c10 in namespace b: ")));
    CHECK_INT(requests(&f, 0, FG_WEBHOOK_VALIDATE), 1);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_IN_FLIGHT, FG_WEBHOOK_VALIDATE), 0);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_VERDICTS, FG_VERDICT_DENIED), 1);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_DENIALS, fg_metrics_rule(f.metrics, CRD_S("R23"))), 1);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_LATENCY, FG_WEBHOOK_VALIDATE), 1);
    text = post(&f, "/mutate", CREATE, 0);
    CHECK_INT(f.answer.status, 200);
    CHECK(crd_str_has(text, CRD_S("\"allowed\":true")));
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_VERDICTS, FG_VERDICT_ALLOWED), 1);
    text = post(&f, "/convert",
                CRD_S("{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
                      "\"request\":{\"uid\":\"u-2\",\"desiredAPIVersion\":\"fleet.cattle.io/v1\","
                      "\"objects\":[{}]}}"),
                0);
    CHECK_INT(f.answer.status, 200);
    CHECK(crd_str_has(text, CRD_S("\"uid\":\"u-2\"")));
    CHECK(crd_str_has(text, CRD_S("\"status\":\"Failure\"")));
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_PANICS, 0), 0);
    tear_down(&f);
}

void test_route_unreadable(void)
{
    static const char *const bodies[] = {
        "", "{", "[]", "null", "{}", "{\"kind\":\"AdmissionReview\"}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":null}",
    };
    struct fixture f;
    set_up(&f, CLUSTERS);
    for (size_t i = 0; i < T_COUNT(bodies); i++) {
        crd_str text = post(&f, "/validate", crd_str_c(bodies[i]), 0);
        CHECK_INT(f.answer.status, 400);
        CHECK(crd_str_starts(text, CRD_S("{\"kind\":\"Status\",\"apiVersion\":\"v1\",")));
        CHECK(crd_str_ends(text, CRD_S("\"reason\":\"BadRequest\",\"code\":400}")));
        json(f.arena, text);
    }
    CHECK_INT(requests(&f, 1, FG_WEBHOOK_VALIDATE), T_COUNT(bodies));
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_VERDICTS, FG_VERDICT_FAILED), T_COUNT(bodies));
    tear_down(&f);
}

void test_route_wrong_path(void)
{
    struct fixture f;
    set_up(&f, CLUSTERS);
    CHECK(crd_str_has(post(&f, "/convert", CREATE, 0),
                      CRD_S("/convert takes a ConversionReview, not an AdmissionReview")));
    CHECK_INT(f.answer.status, 400);
    post(&f, "/elsewhere", CREATE, 0);
    CHECK_INT(f.answer.status, 404);
    tear_down(&f);
}

/* Three clusters are rendered, at 1000, 1001 and 1002 ms; all of them are good. */
void test_route_deadline(void)
{
    struct fixture f;
    set_up(&f, 3);
    crd_str text = post(&f, "/validate", CREATE, 1003);
    CHECK_INT(f.answer.status, 500);
    CHECK(crd_str_has(text, CRD_S("\"message\":\"checked 3 of 11 clusters before the time ran "
                                  "out\",\"reason\":\"InternalError\",\"code\":500}")));
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_DEADLINES, FG_STAGE_REVIEW), 1);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_PANICS, 0), 0);
    clock_ms = 1000; /* one cluster before the end is enough to be late, none is not */
    post(&f, "/mutate", CREATE, 1);
    CHECK_INT(f.answer.status, 200);
    tear_down(&f);
    set_up(&f, CLUSTERS + 1);
    post(&f, "/validate", CREATE, 1010);
    CHECK_INT(f.answer.status, 500);
    clock_ms = 1000;
    CHECK(crd_str_has(post(&f, "/validate", CREATE, 1011), CRD_S("\"allowed\":true")));
    tear_down(&f);
}

void test_route_deadline_allow(void)
{
    struct fixture f;
    set_up(&f, 3);
    f.route.on_deadline = FG_DEADLINE_ALLOW;
    crd_str text = post(&f, "/validate", CREATE, 1003);
    CHECK_INT(f.answer.status, 200);
    CHECK(crd_str_has(text, CRD_S("\"allowed\":true")));
    CHECK(crd_str_has(
        text, CRD_S("\"warnings\":[\"checked 3 of 11 clusters before the time ran out\"]")));
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_DEADLINES, FG_STAGE_REVIEW), 1);
    tear_down(&f);
}

/* The fourth cluster fails and is checked: that refuses, whatever the others would say. */
void test_route_deadline_found(void)
{
    for (int mode = FG_DEADLINE_FAIL; mode <= FG_DEADLINE_ALLOW; mode++) {
        struct fixture f;
        set_up(&f, 3);
        f.route.on_deadline = (enum fg_on_deadline)mode;
        crd_str text = post(&f, "/validate", CREATE, 1004);
        CHECK_INT(f.answer.status, 200);
        CHECK(crd_str_has(text, CRD_S("\"allowed\":false")));
        CHECK(crd_str_has(text, CRD_S("cluster c3 in namespace a: ")));
        CHECK(!crd_str_has(text, CRD_S("cluster c4 in namespace a: ")));
        CHECK(crd_str_has(text, CRD_S("checked 4 of 11 clusters before the time ran out")));
        tear_down(&f);
    }
}

/* The old object broke the same clusters, but that is not known when time is over: no refusal. */
void test_route_deadline_update(void)
{
    struct fixture f;
    set_up(&f, 3);
    CHECK(crd_str_has(post(&f, "/validate", UPDATE, 0), CRD_S("\"allowed\":true")));
    clock_ms = 1000;
    crd_str text = post(&f, "/validate", UPDATE, 1015);
    CHECK_INT(f.answer.status, 500);
    CHECK(crd_str_has(text, CRD_S("checked 11 of 11 clusters, but not all with the old object")));
    f.route.on_deadline = FG_DEADLINE_ALLOW;
    clock_ms = 1000;
    CHECK(crd_str_has(post(&f, "/validate", UPDATE, 1015), CRD_S("\"allowed\":true")));
    tear_down(&f);
}

/* --view own: the cluster in "b" is not looked at, nor counted. */
void test_route_view_own(void)
{
    struct fixture f;
    set_up(&f, CLUSTERS);
    f.route.view_own = true;
    CHECK(crd_str_has(post(&f, "/validate", CREATE, 0), CRD_S("\"allowed\":true")));
    tear_down(&f);
    set_up(&f, 1);
    f.route.view_own = true;
    CHECK(crd_str_has(post(&f, "/validate", CREATE, 0), CRD_S("and 4 more of 10 clusters")));
    tear_down(&f);
}

/* Named but never read: no verdict without it. Not named: what needs no cluster is checked. */
void test_route_no_inventory(void)
{
    struct fixture f;
    set_up(&f, 0);
    fg_current_set(&f.current, NULL);
    CHECK(crd_str_has(post(&f, "/validate", CREATE, 0),
                      CRD_S("the inventory has not been read yet")));
    CHECK_INT(f.answer.status, 500);
    CHECK(crd_str_has(post(&f, "/mutate", CREATE, 0), CRD_S("\"allowed\":true")));
    f.route.wants_inventory = false;
    CHECK(crd_str_has(post(&f, "/validate", CREATE, 0), CRD_S("\"allowed\":true")));
    tear_down(&f);
}

/* One line for a denial, none for what is allowed, and nothing of the Bundle in it. */
void test_route_log(void)
{
    char path[] = "/tmp/fg-route-XXXXXX";
    struct fixture f;
    int fd = mkstemp(path);
    set_up(&f, CLUSTERS);
    f.route.log = fg_log_new(fd, FG_LOG_JSON, NULL);
    post(&f, "/validate", CREATE, 0);
    post(&f, "/mutate", CREATE, 0);
    post(&f, "/validate", CRD_S("{\"secret\":1}"), 0);
    fg_log_free(f.route.log);
    size_t size = 0;
    char *file = t_read_file(path, &size);
    crd_str text = crd_str_of(file, size);
    crd_str first;
    crd_str second;
    CHECK(crd_str_cut(text, CRD_S("\n"), &first, &second));
    CHECK(crd_str_has(first, CRD_S("\"msg\":\"denied\",\"webhook\":\"/validate\",\"group\":"
                                   "\"fleet.cattle.io\",\"kind\":\"Bundle\",\"resource\":"
                                   "\"bundles\",\"namespace\":\"a\",\"name\":\"web\",\"operation\":"
                                   "\"CREATE\",\"user\":\"eve\\nx\",\"requestID\":\"u-1\","
                                   "\"dryRun\":false,\"code\":422,\"rules\":\"R23\",\"findings\":1,"
                                   "\"clusters\":11,\"unchecked\":0,")));
    CHECK(!crd_str_has(text, CRD_S("ClusterValues")));
    CHECK(!crd_str_has(text, CRD_S("secret")));
    CHECK(crd_str_has(second, CRD_S("\"msg\":\"not answered\"")));
    CHECK(crd_str_has(second, CRD_S("\"peer\":\"127.0.0.1:4\"")));
    CHECK_INT(crd_str_find_byte(second, '\n'), second.len - 1);
    json(f.arena, first);
    free(file);
    close(fd);
    unlink(path);
    tear_down(&f);
}

static bool post_once(void *context)
{
    struct fixture *f = context;
    CRD_AUTO_ARENA arena = crd_arena_new(FG_REQUEST_BYTES_MAX);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, FG_REQUEST_BYTES_MAX);
    fg_wire_request request = { .path = CRD_S("/validate"), .body = CREATE };
    fg_wire_answer answer = { .body = &out };
    if (!arena) {
        return false;
    }
    fg_route_answer(&f->route, arena, &request, &answer);
    /* an allocation that fails is ours: never allowed, never a fault of the object's */
    CHECK(answer.status == 500 ||
          (answer.status == 200 && crd_str_has(crd_buf_str(&out), CRD_S("\"allowed\":false"))));
    return answer.status == 200;
}

void test_route_memory(void)
{
    struct fixture f;
    set_up(&f, CLUSTERS);
    CHECK_FAIL_EACH(post_once, &f);
    CHECK_INT(fg_metrics_get(f.metrics, FG_M_IN_FLIGHT, FG_WEBHOOK_VALIDATE), 0);
    tear_down(&f);
}
