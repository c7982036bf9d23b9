/* SPDX-License-Identifier: Apache-2.0 */
/* Health endpoints: see health.h. */
#include "health.h"

#include "base/limits.h"
#include "base/num.h"

enum endpoint {
    FG_HEALTHZ = 1,
    FG_LIVEZ = 2,
    FG_READYZ = 4,
};

/* --- the checks: NULL, or what is wrong --- */

static const char *check_ping(const fg_health *health)
{
    (void)health;
    return NULL;
}

static const char *check_certificate(const fg_health *health)
{
    if (!health->has_certificate) {
        return "no certificate is served";
    }
    if (health->now_s + FG_CLOCK_SKEW_S < health->not_before_s) {
        return "the certificate is not valid yet";
    }
    return health->now_s > health->not_after_s ? "the certificate has expired" : NULL;
}

static const char *check_inventory(const fg_health *health)
{
    return health->wants_inventory && !health->has_inventory ? "the inventory was never read"
                                                             : NULL;
}

static const char *check_shutdown(const fg_health *health)
{
    return health->draining ? "the server is shutting down" : NULL;
}

static const struct check {
    const char *name;
    unsigned endpoints;
    const char *(*ask)(const fg_health *health);
} checks[] = {
#define FG_CHECK(check_name, in, function)                                                         \
    { .name = check_name, .endpoints = in, .ask = function },
#include "health.def"
#undef FG_CHECK
};
#define CHECKS (sizeof(checks) / sizeof(checks[0]))

static const struct {
    const char *path;
    enum endpoint endpoint;
} endpoints[] = {
    { "/healthz", FG_HEALTHZ },
    { "/livez", FG_LIVEZ },
    { "/readyz", FG_READYZ },
};
#define ENDPOINTS (sizeof(endpoints) / sizeof(endpoints[0]))

const fg_wire_route *fg_health_routes(size_t *ret_n)
{
    static const fg_wire_route routes[] = {
#define ROUTE(text) { .path = (text), .methods = "GET, HEAD" }
        ROUTE("/healthz"),           ROUTE("/livez"),
        ROUTE("/readyz"),            ROUTE("/healthz/ping"),
        ROUTE("/livez/ping"),        ROUTE("/readyz/ping"),
        ROUTE("/healthz/certificate"), ROUTE("/readyz/certificate"),
        ROUTE("/healthz/inventory"), ROUTE("/readyz/inventory"),
        ROUTE("/readyz/shutdown"),
#undef ROUTE
    };
    *ret_n = sizeof(routes) / sizeof(routes[0]);
    return routes;
}

/* --- the query: verbose, and exclude=NAME any number of times --- */

static bool next_pair(crd_str *rest, crd_str *ret_key, crd_str *ret_value)
{
    if (!rest->len) {
        return false;
    }
    crd_str pair = *rest;
    *ret_value = CRD_S("");
    if (!crd_str_cut(*rest, CRD_S("&"), &pair, rest)) {
        *rest = CRD_S("");
    }
    *ret_key = pair;
    (void)crd_str_cut(pair, CRD_S("="), ret_key, ret_value);
    return true;
}

static bool wants_verbose(crd_str query)
{
    crd_str key;
    crd_str value;
    while (next_pair(&query, &key, &value)) {
        if (crd_str_eq(key, CRD_S("verbose"))) {
            return true;
        }
    }
    return false;
}

static bool excludes(crd_str query, const char *name)
{
    crd_str key;
    crd_str value;
    while (next_pair(&query, &key, &value)) {
        if (crd_str_eq(key, CRD_S("exclude")) && crd_str_eq(value, crd_str_c(name))) {
            return true;
        }
    }
    return false;
}

/* kube-apiserver warns of an exclusion that fits nothing. */
static void add_unknown(crd_buf *out, crd_str query, unsigned endpoint)
{
    crd_str key;
    crd_str value;
    bool any = false;
    while (next_pair(&query, &key, &value)) {
        bool known = !crd_str_eq(key, CRD_S("exclude"));
        for (size_t i = 0; i < CHECKS && !known; i++) {
            known = (checks[i].endpoints & endpoint) && crd_str_eq(value, crd_str_c(checks[i].name));
        }
        if (!known) {
            crd_buf_add(out, any ? CRD_S(",")
                                 : CRD_S("warn: some health checks cannot be excluded: no matches for "));
            crd_quote(out, crd_str_sub(value, 0, 64));
            any = true;
        }
    }
    crd_buf_add(out, any ? CRD_S("\n") : CRD_S(""));
}

/* --- answers --- */

static void answer_all(const fg_health *health, unsigned endpoint, crd_str name, crd_str query,
                       fg_wire_answer *answer)
{
    crd_buf *out = answer->body;
    bool failed = false;
    for (size_t i = 0; i < CHECKS; i++) {
        if (!(checks[i].endpoints & endpoint)) {
            continue;
        }
        bool excluded = excludes(query, checks[i].name);
        bool well = excluded || !checks[i].ask(health);
        failed = failed || !well;
        crd_buf_add(out, well ? CRD_S("[+]") : CRD_S("[-]"));
        crd_buf_add(out, crd_str_c(checks[i].name));
        crd_buf_add(out, excluded ? CRD_S(" excluded: ok\n")
                         : well   ? CRD_S(" ok\n")
                                  : CRD_S(" failed: reason withheld\n"));
    }
    answer->status = failed ? 503 : 200;
    if (!failed && !wants_verbose(query)) {
        crd_buf_clear(out);
        crd_buf_add_lit(out, "ok");
        return;
    }
    add_unknown(out, query, endpoint);
    crd_buf_add(out, name);
    crd_buf_add(out, failed ? CRD_S(" check failed\n") : CRD_S(" check passed\n"));
}

static void answer_one(const fg_health *health, const struct check *check, fg_wire_answer *answer)
{
    const char *wrong = check->ask(health);
    answer->status = wrong ? 503 : 200;
    if (!wrong) {
        crd_buf_add_lit(answer->body, "ok");
        return;
    }
    crd_buf_add_lit(answer->body, "internal server error: ");
    crd_buf_add(answer->body, crd_str_c(wrong));
    crd_buf_add_lit(answer->body, "\n");
}

bool fg_health_answer(const fg_health *health, const fg_wire_request *request,
                      fg_wire_answer *answer)
{
    answer->content_type = "text/plain; charset=utf-8";
    for (size_t e = 0; e < ENDPOINTS; e++) {
        crd_str path = crd_str_c(endpoints[e].path);
        if (crd_str_eq(request->path, path)) {
            answer_all(health, endpoints[e].endpoint, crd_str_from(path, 1), request->query,
                       answer);
            return true;
        }
        for (size_t i = 0; i < CHECKS; i++) {
            if ((checks[i].endpoints & (unsigned)endpoints[e].endpoint) &&
                request->path.len > path.len && crd_str_starts(request->path, path) &&
                request->path.ptr[path.len] == '/' &&
                crd_str_eq(crd_str_from(request->path, path.len + 1), crd_str_c(checks[i].name))) {
                answer_one(health, &checks[i], answer);
                return true;
            }
        }
    }
    return false;
}

const char *fg_health_unready(const fg_health *health)
{
    for (size_t i = 0; i < CHECKS; i++) {
        const char *wrong = checks[i].endpoints & FG_READYZ ? checks[i].ask(health) : NULL;
        if (wrong) {
            return wrong;
        }
    }
    return NULL;
}
