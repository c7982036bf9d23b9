/* SPDX-License-Identifier: Apache-2.0 */
/* The corridor: see handle.h. The file to read first. */
#include "handle.h"

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

static bool run_rules(crd_arena *arena, const fg_review *review, const fg_handle_options *options,
                      fg_verdict *verdict, fg_handled *handled, crd_err *err)
{
    const fg_question question = {
        .line = options->line,
        .operation = review->operation == FG_CREATE ? FG_ON_CREATE : FG_ON_UPDATE,
        .group = review->kind.group,
        .kind = review->kind.kind,
        .object = review->object,
        .old_object = review->operation == FG_UPDATE ? review->old_object : NULL,
        .snapshot = options->snapshot,
        .view = options->view,
    };
    fg_ruling ruling;
    if (!fg_policy_run(arena, &question, &ruling, err)) {
        return false;
    }
    handled->findings = ruling.findings.n + ruling.findings.dropped;
    handled->clusters = ruling.clusters;
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
    if (ok && ret_handled) {
        *ret_handled = handled;
    }
    return ok;
}
