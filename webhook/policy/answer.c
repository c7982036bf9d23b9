/* SPDX-License-Identifier: Apache-2.0 */
/* From a ruling to a verdict: see answer.h. */
#include "answer.h"

#include "base/limits.h"
#include "base/num.h"

/* Causes while they are collected; the array is exactly as large as it can get. */
struct causes {
    crd_arena *arena;
    fg_cause *items;
    size_t n;
    size_t clusters;        /* named so far */
    size_t hidden_clusters; /* errors of further clusters */
    size_t hidden;          /* further errors of the Bundle's own */
    crd_str hidden_path;
    crd_str hint;
    crd_str hint_path;
};

static void add_cause(struct causes *causes, const crd_diag *diag, crd_str message)
{
    causes->items[causes->n++] = (fg_cause){
        .reason = diag->reason,
        .field = diag->path,
        .message = message,
    };
}

static void collect(struct causes *causes, const crd_diag *diag)
{
    if (diag->hint.len && causes->hint.len == 0) {
        causes->hint = diag->hint;
        causes->hint_path = diag->path;
    }
    bool of_cluster = diag->subject.len > 0;
    if (causes->n == FG_ANSWER_CAUSES_MAX ||
        (of_cluster && causes->clusters == FG_ANSWER_CLUSTERS_MAX)) {
        *(of_cluster ? &causes->hidden_clusters : &causes->hidden) += 1;
        causes->hidden_path = diag->path;
        return;
    }
    causes->clusters += of_cluster;
    add_cause(causes, diag, diag->message);
}

static bool add_rest(struct causes *causes, const fg_ruling *ruling, crd_err *err)
{
    char more[CRD_INT_TEXT_MAX];
    char all[CRD_INT_TEXT_MAX];
    /* what was dropped from the list of findings came last: clusters, if any are targeted */
    size_t hidden = causes->hidden + causes->hidden_clusters + ruling->findings.dropped;
    if (hidden) {
        bool clusters = causes->hidden == 0 && ruling->clusters;
        crd_str text = clusters
                           ? CRD_CAT(causes->arena, CRD_S("and "), crd_uint_text(hidden, more),
                                     CRD_S(" more of "), crd_uint_text(ruling->clusters, all),
                                     CRD_S(" clusters"))
                           : CRD_CAT(causes->arena, CRD_S("and "), crd_uint_text(hidden, more),
                                     CRD_S(" more"));
        if (!text.ptr) {
            return crd_err_memory(err, causes->arena);
        }
        causes->items[causes->n++] = (fg_cause){
            CRD_S("FieldValueInvalid"), causes->hidden_path, text
        };
    }
    if (causes->hint.len) {
        causes->items[causes->n++] = (fg_cause){
            CRD_S("FieldValueInvalid"), causes->hint_path, causes->hint
        };
    }
    return true;
}

/* `Bundle.fleet.cattle.io "web" is invalid: [field: message, ...]`, as apimachinery words it. */
static bool summary(const fg_review *review, const struct causes *causes, crd_str *ret,
                    crd_err *err)
{
    crd_buf buf;
    crd_buf_on(&buf, causes->arena, FG_ANSWER_MESSAGE_BYTES_MAX);
    crd_buf_add(&buf, review->kind.kind);
    crd_buf_add_lit(&buf, ".");
    crd_buf_add(&buf, review->kind.group);
    crd_buf_add_lit(&buf, " \"");
    crd_buf_add(&buf, review->name);
    crd_buf_add_lit(&buf, "\" is invalid: ");
    crd_buf_add(&buf, causes->n > 1 ? CRD_S("[") : CRD_S(""));
    for (size_t i = 0; i < causes->n; i++) {
        crd_buf_add(&buf, i ? CRD_S(", ") : CRD_S(""));
        crd_buf_add(&buf, causes->items[i].field);
        crd_buf_add_lit(&buf, ": ");
        crd_buf_add(&buf, causes->items[i].message);
    }
    crd_buf_add(&buf, causes->n > 1 ? CRD_S("]") : CRD_S(""));
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(err, causes->arena);
    }
    *ret = crd_buf_str(&buf);
    return true;
}

static bool deny(const fg_review *review, const fg_ruling *ruling, fg_verdict *verdict,
                 const crd_diag *const *sorted, crd_err *err)
{
    struct causes causes = { .arena = verdict->arena };
    causes.items = CRD_NEW_N(verdict->arena, fg_cause, FG_ANSWER_CAUSES_MAX + 2);
    if (!causes.items) {
        return crd_err_memory(err, verdict->arena);
    }
    for (size_t i = 0; i < ruling->findings.n; i++) {
        if (sorted[i]->severity == CRD_ERROR) {
            collect(&causes, sorted[i]);
        }
    }
    crd_str message;
    return add_rest(&causes, ruling, err) && summary(review, &causes, &message, err) &&
           fg_verdict_deny(verdict, 422, CRD_S("Invalid"), message, causes.items, causes.n, err);
}

static bool warn(const crd_diag *diag, fg_verdict *verdict, crd_err *err)
{
    crd_str text = CRD_CAT(verdict->arena, diag->path, CRD_S(": "), diag->message);
    return text.ptr ? fg_verdict_warn(verdict, text, err) : crd_err_memory(err, verdict->arena);
}

bool fg_answer(const fg_review *review, const fg_ruling *ruling, enum fg_enforce enforce,
               fg_verdict *verdict, crd_err *err)
{
    const crd_diag *const *sorted = NULL;
    if (!crd_diags_sorted(&ruling->findings, &sorted, err)) {
        return false;
    }
    bool refuse = enforce == FG_ENFORCE_DENY && ruling->findings.n_errors > 0;
    if (!(refuse ? deny(review, ruling, verdict, sorted, err) : fg_verdict_allow(verdict, err))) {
        return false;
    }
    for (size_t i = 0; i < ruling->findings.n; i++) {
        bool told = refuse && sorted[i]->severity == CRD_ERROR;
        if (!told && !warn(sorted[i], verdict, err)) {
            return false;
        }
    }
    return true;
}
