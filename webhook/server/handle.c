/* SPDX-License-Identifier: Apache-2.0 */
/* The corridor: see handle.h. The file to read first. */
#include "handle.h"

#include "base/num.h"
#include "policy/run.h"
#include "review/review.h"
#include "review/verdict.h"

static bool deny_plainly(fg_verdict *verdict, uint32_t code, crd_str reason, crd_str message,
                         crd_err *err)
{
    return fg_verdict_deny(verdict, code, reason, message, NULL, 0, err);
}

/* Kinds of ours in a version that no rule was written for are refused, never waved through. */
static bool is_known_version(const fg_review *review)
{
    return crd_str_eq(review->kind.version, CRD_S("v1alpha1"));
}

static bool needs_rules(const fg_review *review, const fg_handle_options *options)
{
    bool writes = review->operation == FG_CREATE || review->operation == FG_UPDATE;
    return writes && !options->mutate && options->enforce != FG_ENFORCE_OFF &&
           review->sub_resource.len == 0 &&
           fg_policy_has_rules(review->kind.group, review->kind.kind);
}

static bool has_error_of(const fg_ruling *ruling, const crd_diag *const *sorted, const char *id)
{
    for (size_t i = 0; i < ruling->findings.n; i++) {
        if (sorted[i]->severity == CRD_ERROR && crd_str_eq(sorted[i]->rule, crd_str_c(id))) {
            return true;
        }
    }
    return false;
}

/* Which rules found errors, in the order of the table; the reader of objects stands before it. */
static void note_rules(const fg_ruling *ruling, const crd_diag *const *sorted, fg_handled *handled)
{
    size_t next = 0;
    for (const char *id = "decode"; id; id = fg_policy_rule_id(next++)) {
        if (handled->n_rules < FG_HANDLED_RULES_MAX && has_error_of(ruling, sorted, id)) {
            handled->rules[handled->n_rules++] = id;
        }
    }
}

/* `checked 3 of 10 clusters before the time ran out`; of an UPDATE the clusters may all have been
 * checked, and only what the old object broke already is not known. */
static bool count_checked(crd_arena *arena, const fg_ruling *ruling, crd_str *ret, crd_err *err)
{
    char checked[CRD_INT_TEXT_MAX];
    char all[CRD_INT_TEXT_MAX];
    crd_str text =
        CRD_CAT(arena, CRD_S("checked "),
                crd_uint_text(ruling->clusters - ruling->clusters_unchecked, checked),
                CRD_S(" of "), crd_uint_text(ruling->clusters, all),
                ruling->clusters_unchecked
                    ? CRD_S(" clusters before the time ran out")
                    : CRD_S(" clusters, but not all with the old object before the time ran out"));
    if (!text.ptr) {
        return crd_err_memory(err, arena);
    }
    *ret = text;
    return true;
}

/* Time ran out. What was found refuses, unless the old object may have had it, too. */
static bool answer_late(crd_arena *arena, const fg_review *review, const fg_ruling *ruling,
                        const fg_handle_options *options, fg_verdict *verdict, crd_err *err)
{
    crd_str counts;
    bool refuses = options->enforce == FG_ENFORCE_DENY && ruling->findings.n_errors > 0 &&
                   !ruling->old_unchecked;
    if (!count_checked(arena, ruling, &counts, err)) {
        return false;
    }
    if (!refuses && options->on_deadline == FG_DEADLINE_FAIL) {
        return CRD_FAIL(err, arena, CRD_E_TIME, counts);
    }
    return fg_verdict_warn(verdict, counts, err) &&
           fg_answer(review, ruling, refuses ? FG_ENFORCE_DENY : FG_ENFORCE_WARN, verdict, err);
}

static bool run_rules(crd_arena *arena, const fg_review *review, const fg_handle_options *options,
                      fg_verdict *verdict, fg_handled *handled, crd_err *err)
{
    const fg_view own = { .namespaces = { &review->namespace_name, 1 } };
    const fg_question question = {
        .line = options->line,
        .operation = review->operation == FG_CREATE ? FG_ON_CREATE : FG_ON_UPDATE,
        .group = review->kind.group,
        .kind = review->kind.kind,
        .object = review->object,
        .old_object = review->operation == FG_UPDATE ? review->old_object : NULL,
        .snapshot = options->snapshot,
        .view = options->view_own ? &own : options->view,
        .until = options->until,
        .render = options->render,
    };
    fg_ruling ruling;
    const crd_diag *const *sorted = NULL;
    if (!fg_policy_run(arena, &question, &ruling, err) ||
        !crd_diags_sorted(&ruling.findings, &sorted, err)) {
        return false;
    }
    handled->findings = ruling.findings.n + ruling.findings.dropped;
    handled->clusters = ruling.clusters;
    handled->clusters_unchecked = ruling.clusters_unchecked;
    note_rules(&ruling, sorted, handled);
    if (ruling.clusters_unchecked || ruling.old_unchecked) {
        return answer_late(arena, review, &ruling, options, verdict, err);
    }
    return fg_answer(review, &ruling, options->enforce, verdict, err);
}

static bool admit(crd_arena *arena, const fg_review *review, const fg_handle_options *options,
                  fg_verdict *verdict, fg_handled *handled, crd_err *err)
{
    if (!needs_rules(review, options)) {
        return fg_verdict_allow(verdict, err);
    }
    if (!is_known_version(review)) {
        crd_str message = CRD_CAT(arena, CRD_S("no rules are known for "), review->kind.kind,
                                  CRD_S(" of version \""),
                                  crd_str_sub(review->kind.version, 0, 64),
                                  CRD_S("\"; expected v1alpha1"));
        return message.ptr ? deny_plainly(verdict, 400, CRD_S("BadRequest"), message, err)
                           : crd_err_memory(err, arena);
    }
    if (!review->object) {
        return deny_plainly(verdict, 400, CRD_S("BadRequest"),
                            CRD_S("request.object must be an object on CREATE and UPDATE, not null"),
                            err);
    }
    return run_rules(arena, review, options, verdict, handled, err);
}

/* A body that was too deep to be read, but whose uid was found: the object's fault. */
static bool answer_too_deep(crd_arena *arena, const fg_review *review, crd_str message,
                            crd_buf *out, fg_handled *handled, crd_err *err)
{
    if (review->type == FG_REVIEW_CONVERSION) {
        return fg_conversion_write_failure(out, review, message, err);
    }
    fg_verdict verdict;
    fg_verdict_init(&verdict, arena);
    handled->decision = FG_DENIED;
    handled->code = 422;
    return deny_plainly(&verdict, 422, CRD_S("Invalid"), message, err) &&
           fg_verdict_write(out, review, &verdict, err);
}

static bool answer(crd_arena *arena, const fg_review *review, const fg_handle_options *options,
                   crd_buf *out, fg_handled *handled, crd_err *err)
{
    if (review->type == FG_REVIEW_CONVERSION) {
        return fg_conversion_write_failure(
            out, review, CRD_S("no kind of this webhook converts between versions"), err);
    }
    fg_verdict verdict;
    fg_verdict_init(&verdict, arena);
    if (!admit(arena, review, options, &verdict, handled, err)) {
        return false;
    }
    handled->decision = verdict.decision;
    handled->code = verdict.decision == FG_DENIED ? verdict.code : 200;
    return fg_verdict_write(out, review, &verdict, err);
}

bool fg_handle(crd_arena *arena, crd_str body, const fg_handle_options *options, crd_buf *out,
               fg_handled *ret_handled, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    fg_handled handled = { .decision = FG_UNDECIDED };
    err = err ? err : &local;
    bool ok = fg_review_read(arena, body, &handled.review, err);
    if (ok) {
        ok = answer(arena, &handled.review, options, out, &handled, err);
    } else if (err->code == CRD_E_DEPTH && handled.review.uid.len) {
        ok = answer_too_deep(arena, &handled.review, err->message, out, &handled, err);
    }
    if (ret_handled) {
        *ret_handled = handled;
    }
    return ok;
}
