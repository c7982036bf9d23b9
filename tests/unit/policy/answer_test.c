/* SPDX-License-Identifier: Apache-2.0 */
/* From rulings made by hand to answers. */
#include "policy/answer.h"

#include <stdio.h>

#include "base/limits.h"
#include "tests.h"

static const fg_review review = {
    .api_version = CRD_STR_INIT("admission.k8s.io/v1"),
    .uid = CRD_STR_INIT("u"),
    .kind = { CRD_STR_INIT("fleet.cattle.io"), CRD_STR_INIT("v1alpha1"), CRD_STR_INIT("Bundle") },
    .name = CRD_STR_INIT("web"),
};

struct fixture {
    crd_arena *arena;
    fg_ruling ruling;
    fg_verdict verdict;
    crd_err err;
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){ .arena = crd_arena_new(16 << 20) };
    crd_diags_init(&f->ruling.findings, f->arena);
    fg_verdict_init(&f->verdict, f->arena);
}

static void tear_down(struct fixture *f)
{
    crd_arena_free(f->arena);
}

static void find(struct fixture *f, enum crd_severity severity, const char *path,
                 const char *message, const char *subject)
{
    const crd_diag diag = {
        .rule = CRD_S("R23"), .severity = severity, .path = crd_str_c(path),
        .reason = CRD_S("FieldValueInvalid"), .message = crd_str_c(message),
        .subject = crd_str_c(subject),
    };
    CHECK(crd_diags_add(&f->ruling.findings, &diag, &f->err));
}

/* n findings of clusters "c000", ... with messages to match. */
static void find_clusters(struct fixture *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *text = crd_arena_bytes(f->arena, 24);
        snprintf(text, 24, "c%03zu", i);
        find(f, CRD_ERROR, "spec.helm.values", text, text);
    }
}

static bool answer(struct fixture *f, enum fg_enforce enforce)
{
    return CHECK(fg_answer(&review, &f->ruling, enforce, &f->verdict, &f->err));
}

static crd_str written(struct fixture *f)
{
    crd_buf buf;
    crd_buf_on(&buf, f->arena, 1 << 20);
    CHECK(fg_verdict_write(&buf, &review, &f->verdict, &f->err));
    return crd_buf_str(&buf);
}

void test_answer_allows(void)
{
    struct fixture f;
    set_up(&f);
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_INT(f.verdict.decision, FG_ALLOWED);
        CHECK_STR(written(&f), CRD_S("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s."
                                     "io/v1\",\"response\":{\"uid\":\"u\",\"allowed\":true}}"));
    }
    tear_down(&f);
}

void test_answer_denies(void)
{
    struct fixture f;
    set_up(&f);
    find(&f, CRD_ERROR, "spec.targets[10]", "ten", "");
    find(&f, CRD_WARNING, "spec.a", "only told", "");
    find(&f, CRD_ERROR, "spec.targets[2]", "two", "");
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_INT(f.verdict.decision, FG_DENIED);
        CHECK_INT(f.verdict.code, 422);
        CHECK_STR(f.verdict.reason, CRD_S("Invalid"));
        CHECK_STR(f.verdict.message, CRD_S("Bundle.fleet.cattle.io \"web\" is invalid: "
                                           "[spec.targets[2]: two, spec.targets[10]: ten]"));
        CHECK_INT(f.verdict.n_causes, 2);
        CHECK_STR(f.verdict.causes[0].field, CRD_S("spec.targets[2]"));
        CHECK(crd_str_has(written(&f), CRD_S("\"warnings\":[\"spec.a: only told\"]")));
    }
    tear_down(&f);
    set_up(&f);
    find(&f, CRD_ERROR, "spec.x", "one", "");
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_STR(f.verdict.message,
                  CRD_S("Bundle.fleet.cattle.io \"web\" is invalid: spec.x: one"));
    }
    tear_down(&f);
}

/* enforce warn: everything is told, nothing refuses. */
void test_answer_warns(void)
{
    struct fixture f;
    set_up(&f);
    find(&f, CRD_ERROR, "spec.b", "error", "");
    find(&f, CRD_WARNING, "spec.a", "warning", "");
    if (answer(&f, FG_ENFORCE_WARN)) {
        CHECK_INT(f.verdict.decision, FG_ALLOWED);
        CHECK(crd_str_has(written(&f),
                          CRD_S("\"warnings\":[\"spec.a: warning\",\"spec.b: error\"]")));
    }
    tear_down(&f);
}

static void clusters_named(size_t n, size_t targeted, size_t want, const char *rest)
{
    struct fixture f;
    set_up(&f);
    f.ruling.clusters = targeted;
    find_clusters(&f, n);
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_INT(f.verdict.n_causes, want);
        CHECK_STR(f.verdict.causes[want - 1].message, crd_str_c(rest));
    }
    tear_down(&f);
}

/* FG_ANSWER_CLUSTERS_MAX - 1, exactly, and one more. */
void test_answer_clusters(void)
{
    clusters_named(4, 9, 4, "c003");
    clusters_named(5, 9, 5, "c004");
    clusters_named(6, 9, 6, "and 1 more of 9 clusters");
    clusters_named(900, 5000, 6, "and 895 more of 5000 clusters");
}

/* Faults of the Bundle's own: FG_ANSWER_CAUSES_MAX of them, then a count that is not of clusters. */
void test_answer_causes(void)
{
    for (size_t n = FG_ANSWER_CAUSES_MAX - 1; n <= FG_ANSWER_CAUSES_MAX + 1; n++) {
        struct fixture f;
        set_up(&f);
        f.ruling.clusters = 3;
        for (size_t i = 0; i < n; i++) {
            find(&f, CRD_ERROR, "spec.x", "own", "");
        }
        if (answer(&f, FG_ENFORCE_DENY)) {
            CHECK_INT(f.verdict.n_causes, n);
            CHECK_STR(f.verdict.causes[n - 1].message,
                      n > FG_ANSWER_CAUSES_MAX ? CRD_S("and 1 more") : CRD_S("own"));
        }
        tear_down(&f);
    }
}

/* Past CRD_FINDINGS_MAX findings are counted without being kept; the count is right all the same. */
void test_answer_dropped(void)
{
    struct fixture f;
    set_up(&f);
    f.ruling.clusters = 2000;
    find_clusters(&f, CRD_FINDINGS_MAX + 500);
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_STR(f.verdict.causes[5].message, CRD_S("and 1495 more of 2000 clusters"));
    }
    tear_down(&f);
}

/* A hint is the last cause, once, on the field that it is about. */
void test_answer_hint(void)
{
    struct fixture f;
    set_up(&f);
    for (int i = 0; i < 2; i++) {
        const crd_diag diag = {
            .rule = CRD_S("R24"), .path = CRD_S("spec.helm.values"),
            .reason = CRD_S("FieldValueInvalid"), .message = CRD_S("m"), .hint = CRD_S("escape it"),
        };
        CHECK(crd_diags_add(&f.ruling.findings, &diag, &f.err));
    }
    if (answer(&f, FG_ENFORCE_DENY)) {
        CHECK_INT(f.verdict.n_causes, 3);
        CHECK_STR(f.verdict.causes[2].message, CRD_S("escape it"));
        CHECK_STR(f.verdict.causes[2].field, CRD_S("spec.helm.values"));
    }
    tear_down(&f);
}

static bool answer_small(void *context)
{
    size_t *limit = context;
    struct fixture f;
    CRD_AUTO_ARENA findings = crd_arena_new(1 << 20);
    CRD_AUTO_ARENA arena = crd_arena_new(*limit);
    if (!findings || !arena) {
        return false;
    }
    f = (struct fixture){ .arena = findings };
    crd_diags_init(&f.ruling.findings, findings);
    fg_verdict_init(&f.verdict, arena);
    const crd_diag diag = {
        .rule = CRD_S("R23"), .path = CRD_S("spec.x"), .message = CRD_S("m")
    };
    if (!crd_diags_add(&f.ruling.findings, &diag, &f.err)) {
        return false;
    }
    bool ok = fg_answer(&review, &f.ruling, FG_ENFORCE_DENY, &f.verdict, &f.err);
    CHECK(ok || crd_code_is_ours(f.err.code));
    CHECK_INT(f.verdict.decision, ok ? FG_DENIED : FG_UNDECIDED);
    return ok;
}

void test_answer_memory(void)
{
    size_t enough = 1 << 20;
    size_t little = 64;
    CHECK_FAIL_EACH(answer_small, &enough);
    CHECK(!answer_small(&little));
}
