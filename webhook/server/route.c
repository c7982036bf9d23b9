/* SPDX-License-Identifier: Apache-2.0 */
/* The webhooks' handler: see route.h. */
#include "route.h"

#include <stdio.h>
#include <time.h>

#include "value/json.h"

/* One request while it is answered. */
struct call {
    const fg_route *route;
    const fg_wire_request *request;
    enum fg_webhook webhook;
    uint64_t started_ns;
    fg_handled handled;
    crd_err err;
};

const fg_wire_route *fg_route_webhooks(size_t *ret_n)
{
    static const fg_wire_route routes[] = {
        { "/validate", "POST", FG_BODY_BYTES_MAX, true },
        { "/mutate", "POST", FG_BODY_BYTES_MAX, true },
        { "/convert", "POST", FG_CONVERT_BODY_BYTES_MAX, true },
    };
    *ret_n = sizeof(routes) / sizeof(routes[0]);
    return routes;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static bool is_over(void *context)
{
    const struct call *call = context;
    return call->request->deadline_ms &&
           (uint64_t)call->route->now_ms() >= call->request->deadline_ms;
}

/* A review must fit the path: what /validate is asked, /convert cannot answer. The review is read
 * first, since the fault is the body's. */
static bool fits_path(struct call *call, crd_arena *arena)
{
    bool converts = call->handled.review.type == FG_REVIEW_CONVERSION;
    if (converts == (call->webhook == FG_WEBHOOK_CONVERT)) {
        return true;
    }
    return CRD_FAIL(&call->err, arena, CRD_E_VALUE, call->request->path,
                    converts ? CRD_S(" takes an AdmissionReview, not a ConversionReview")
                             : CRD_S(" takes a ConversionReview, not an AdmissionReview"));
}

static bool handle(struct call *call, crd_arena *arena, crd_buf *out)
{
    const fg_route *route = call->route;
    static const fg_view everything = { .all = true };
    const fg_until until = { .is_over = is_over, .context = call };
    const fg_snapshot *snapshot = fg_current_get(route->current);
    const fg_handle_options options = {
        .line = route->line,
        .enforce = route->enforce,
        .mutate = call->webhook == FG_WEBHOOK_MUTATE,
        .snapshot = snapshot,
        .view = &everything,
        .view_own = route->view_own,
        .until = &until,
        .on_deadline = route->on_deadline,
    };
    bool ok;
    if (!snapshot && route->wants_inventory && call->webhook == FG_WEBHOOK_VALIDATE) {
        ok = CRD_FAIL(&call->err, arena, CRD_E_MISSING,
                      CRD_S("the inventory has not been read yet"));
    } else {
        ok = fg_handle(arena, call->request->body, &options, out, &call->handled, &call->err) &&
             fits_path(call, arena);
    }
    fg_snapshot_unref(snapshot);
    return ok;
}

/* --- what is said of it --- */

/* Nothing to answer: a metav1.Status, which the API server's client reads and shows. */
static void write_status(crd_buf *out, unsigned status, crd_str message)
{
    crd_buf_clear(out);
    crd_buf_add_lit(out, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
                         "\"status\":\"Failure\",\"message\":");
    crd_json_write_string(out, message, false);
    crd_buf_add(out, status == 400 ? CRD_S(",\"reason\":\"BadRequest\",\"code\":400}")
                                   : CRD_S(",\"reason\":\"InternalError\",\"code\":500}"));
}

static void count(const struct call *call, unsigned status)
{
    fg_metrics *metrics = call->route->metrics;
    const fg_handled *handled = &call->handled;
    uint64_t ns = now_ns() - call->started_ns;
    fg_metrics_request_end(metrics, call->webhook, status, ns);
    if (call->webhook != FG_WEBHOOK_CONVERT) {
        bool denied = handled->decision == FG_DENIED;
        fg_metrics_add_at(metrics, FG_M_VERDICTS,
                          status != 200 ? FG_VERDICT_FAILED
                          : denied      ? FG_VERDICT_DENIED
                                        : FG_VERDICT_ALLOWED,
                          1);
        for (size_t i = 0; denied && status == 200 && i < handled->n_rules; i++) {
            crd_str rule = crd_str_c(handled->rules[i]);
            fg_metrics_add_at(metrics, FG_M_DENIALS, fg_metrics_rule(metrics, rule), 1);
        }
    }
    if (handled->clusters_unchecked || call->err.code == CRD_E_TIME) {
        fg_metrics_add_at(metrics, FG_M_DEADLINES, FG_STAGE_REVIEW, 1);
    }
    if (status == 500 && call->err.code != CRD_E_TIME && call->err.code != CRD_E_NOMEM &&
        call->err.code != CRD_E_MEMORY && call->err.code != CRD_E_MISSING) {
        fg_metrics_add(metrics, FG_M_PANICS, 1);
    }
}

static crd_str join_rules(const fg_handled *handled, char *text, size_t size)
{
    size_t len = 0;
    for (size_t i = 0; i < handled->n_rules; i++) {
        int n = snprintf(text + len, size - len, "%s%s", i ? "," : "", handled->rules[i]);
        len += n > 0 && (size_t)n < size - len ? (size_t)n : 0;
    }
    return crd_str_of(text, len);
}

/* Denials, and what could not be answered. Allowed reviews are counted, not told. */
static void tell(const struct call *call, unsigned status)
{
    char rules[FG_HANDLED_RULES_MAX * 16];
    const fg_handled *handled = &call->handled;
    const fg_review *review = &handled->review;
    bool late = status == 200 && handled->clusters_unchecked > 0;
    if (status == 200 && handled->decision != FG_DENIED && !late) {
        return;
    }
    enum fg_log_level level = status != 200 ? FG_LOG_ERROR : late ? FG_LOG_WARN : FG_LOG_INFO;
    const char *message = status != 200                       ? "not answered"
                          : handled->decision == FG_DENIED    ? "denied"
                                                              : "allowed unchecked";
    FG_LOG(call->route->log, level, message, FG_LOG_TEXT_OF("webhook", call->request->path),
           FG_LOG_TEXT_OF("group", review->kind.group), FG_LOG_TEXT_OF("kind", review->kind.kind),
           FG_LOG_TEXT_OF("resource", review->resource.kind),
           FG_LOG_TEXT_OF("namespace", review->namespace_name),
           FG_LOG_TEXT_OF("name", review->name),
           FG_LOG_TEXT_OF("operation", review->resource.kind.len
                                           ? fg_operation_name(review->operation)
                                           : CRD_S("")),
           FG_LOG_TEXT_OF("user", review->user), FG_LOG_TEXT_OF("requestID", review->uid),
           FG_LOG_BOOL_OF("dryRun", review->dry_run),
           FG_LOG_INT_OF("code", status == 200 ? handled->code : status),
           FG_LOG_TEXT_OF("rules", join_rules(handled, rules, sizeof(rules))),
           FG_LOG_INT_OF("findings", handled->findings),
           FG_LOG_INT_OF("clusters", handled->clusters),
           FG_LOG_INT_OF("unchecked", handled->clusters_unchecked),
           FG_LOG_INT_OF("bytes", call->request->body.len),
           FG_LOG_INT_OF("us", (now_ns() - call->started_ns) / 1000),
           FG_LOG_TEXT_OF("error",
                          status != 200 ? crd_str_c(crd_code_name(call->err.code)) : CRD_S("")),
           FG_LOG_TEXT_OF("peer", status != 200 ? call->request->peer : CRD_S("")));
}

void fg_route_answer(void *context, crd_arena *arena, const fg_wire_request *request,
                     fg_wire_answer *answer)
{
    struct call call = { .route = context, .request = request, .started_ns = now_ns() };
    answer->content_type = "application/json";
    if (!fg_metrics_webhook(request->path, &call.webhook)) {
        answer->status = 404; /* the wire asks for our paths only */
        answer->content_type = NULL;
        return;
    }
    fg_metrics_request_begin(call.route->metrics, call.webhook);
    answer->status = 200;
    if (!handle(&call, arena, answer->body)) {
        answer->status = crd_code_is_ours(call.err.code) || call.err.code == CRD_E_MISSING ? 500
                                                                                           : 400;
    } else if (crd_buf_failed(answer->body)) {
        answer->status = 500;
        crd_err_memory(&call.err, NULL);
    }
    if (answer->status != 200) {
        write_status(answer->body, answer->status, call.err.message);
    }
    count(&call, answer->status);
    tell(&call, answer->status);
}
