/* SPDX-License-Identifier: Apache-2.0 */
/* Health endpoints. Texts are those of kube-apiserver 1.36 (k8s.io/apiserver/pkg/server/healthz). */
#include "server/health.h"

#include "tests.h"

static const fg_health well = {
    .has_certificate = true, .now_s = 1000000, .not_before_s = 900000, .not_after_s = 1100000,
    .wants_inventory = true, .has_inventory = true,
};

static void ask(const fg_health *health, const char *path, const char *query, unsigned status,
                const char *body)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 4096);
    fg_wire_request request = { .path = crd_str_c(path), .query = crd_str_c(query) };
    fg_wire_answer answer = { .body = &buf };
    CHECK(fg_health_answer(health, &request, &answer));
    CHECK_INT(answer.status, status);
    CHECK_STR(crd_buf_str(&buf), crd_str_c(body));
}

void test_health_all(void)
{
    fg_health health = well;
    ask(&health, "/healthz", "", 200, "ok");
    ask(&health, "/livez", "", 200, "ok");
    ask(&health, "/readyz", "", 200, "ok");
    ask(&health, "/livez", "verbose", 200, "[+]ping ok\nlivez check passed\n");
    ask(&health, "/readyz", "verbose", 200,
        "[+]ping ok\n[+]certificate ok\n[+]inventory ok\n[+]shutdown ok\nreadyz check passed\n");
    health.draining = true;
    ask(&health, "/livez", "", 200, "ok");
    ask(&health, "/healthz", "", 200, "ok");
    ask(&health, "/readyz", "", 503,
        "[+]ping ok\n[+]certificate ok\n[+]inventory ok\n[-]shutdown failed: reason withheld\n"
        "readyz check failed\n");
    CHECK_STR(crd_str_c(fg_health_unready(&health)), CRD_S("the server is shutting down"));
    CHECK(fg_health_unready(&well) == NULL);
}

void test_health_single(void)
{
    fg_health health = well;
    ask(&health, "/readyz/inventory", "", 200, "ok");
    ask(&health, "/readyz/certificate", "verbose", 200, "ok");
    health.has_inventory = false;
    ask(&health, "/readyz/inventory", "", 503,
        "internal server error: the inventory was never read\n");
    ask(&health, "/livez", "", 200, "ok");
    health.wants_inventory = false;
    ask(&health, "/readyz/inventory", "", 200, "ok");
    health.now_s = health.not_after_s;
    ask(&health, "/readyz/certificate", "", 200, "ok");
    health.now_s = health.not_after_s + 1;
    ask(&health, "/readyz/certificate", "", 503,
        "internal server error: the certificate has expired\n");
    health.now_s = health.not_before_s - 300;
    ask(&health, "/readyz/certificate", "", 200, "ok");
    health.now_s = health.not_before_s - 301;
    ask(&health, "/readyz/certificate", "", 503,
        "internal server error: the certificate is not valid yet\n");
    health.has_certificate = false;
    ask(&health, "/healthz", "", 503,
        "[+]ping ok\n[-]certificate failed: reason withheld\n[+]inventory ok\n"
        "healthz check failed\n");
}

void test_health_query(void)
{
    fg_health health = well;
    health.has_inventory = false;
    ask(&health, "/readyz", "exclude=inventory", 200, "ok");
    ask(&health, "/readyz", "exclude=inventory&verbose", 200,
        "[+]ping ok\n[+]certificate ok\n[+]inventory excluded: ok\n[+]shutdown ok\n"
        "readyz check passed\n");
    ask(&health, "/livez", "verbose=1&exclude=etcd&exclude=ping", 200,
        "[+]ping excluded: ok\nwarn: some health checks cannot be excluded: no matches for "
        "\"etcd\"\nlivez check passed\n");
    ask(&health, "/livez", "&&verbosely&exclude", 200, "ok");
}

/* Every check has its own path below each endpoint that asks it, and no other. */
void test_health_routes(void)
{
    static const char *const names[] = { "/healthz", "/livez", "/readyz" };
    size_t n;
    const fg_wire_route *routes = fg_health_routes(&n);
    size_t below = 0;
    for (size_t i = 0; i < n; i++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 4096);
        fg_wire_request request = { .path = crd_str_c(routes[i].path) };
        fg_wire_answer answer = { .body = &buf };
        CHECK(fg_health_answer(&well, &request, &answer));
        CHECK_STR(crd_buf_str(&buf), CRD_S("ok"));
        below += crd_str_find_byte(crd_str_from(request.path, 1), '/') != CRD_NPOS;
    }
    size_t lines = 0;
    for (size_t i = 0; i < 3; i++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 4096);
        fg_wire_request request = { .path = crd_str_c(names[i]), .query = CRD_S("verbose") };
        fg_wire_answer answer = { .body = &buf };
        CHECK(fg_health_answer(&well, &request, &answer));
        for (size_t k = 0; k < buf.len; k++) {
            lines += buf.ptr[k] == '\n';
        }
    }
    CHECK_INT(below, lines - 3);
    fg_wire_request request = { .path = CRD_S("/livez/inventory") };
    fg_wire_answer answer = { .body = NULL };
    CHECK(!fg_health_answer(&well, &request, &answer));
    request.path = CRD_S("/readyz/");
    CHECK(!fg_health_answer(&well, &request, &answer));
    request.path = CRD_S("/healthzping");
    CHECK(!fg_health_answer(&well, &request, &answer));
}
