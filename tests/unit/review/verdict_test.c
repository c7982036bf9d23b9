/* SPDX-License-Identifier: Apache-2.0 */
#include "review/verdict.h"

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

static const fg_review question = {
    .api_version = CRD_STR_INIT("admission.k8s.io/v1beta1"),
    .uid = CRD_STR_INIT("u-1"),
    .kind = { CRD_STR_INIT("fleet.cattle.io"), CRD_STR_INIT("v1alpha1"), CRD_STR_INIT("Bundle") },
    .name = CRD_STR_INIT("web"),
};

void test_verdict_undecided(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_verdict verdict;
    fg_verdict_init(&verdict, arena);
    crd_buf buf;
    crd_buf_on(&buf, arena, 1000);
    crd_err err = { 0 };
    CHECK(!fg_verdict_write(&buf, &question, &verdict, &err));
    CHECK_INT(err.code, CRD_E_USAGE);
    CHECK_INT(buf.len, 0);
}

void test_verdict_decides_once(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_verdict verdict;
    crd_err err = { 0 };
    fg_verdict_init(&verdict, arena);
    CHECK(!fg_verdict_deny(&verdict, 200, CRD_S("Invalid"), CRD_S("m"), NULL, 0, &err));
    CHECK(!fg_verdict_deny(&verdict, 422, CRD_S("Invalid"), CRD_S(""), NULL, 0, &err));
    CHECK_INT(verdict.decision, FG_UNDECIDED);
    CHECK(fg_verdict_deny(&verdict, 422, CRD_S("Invalid"), CRD_S("m"), NULL, 0, &err));
    CHECK(!fg_verdict_allow(&verdict, &err));
    CHECK_INT(verdict.decision, FG_DENIED);
}

void test_verdict_deny_text(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_verdict verdict;
    crd_err err = { 0 };
    crd_buf buf;
    fg_verdict_init(&verdict, arena);
    const fg_cause causes[] = {
        { CRD_S("FieldValueInvalid"), CRD_S("spec.helm.values"), CRD_S("a <b>") },
        { CRD_S("FieldValueInvalid"), CRD_S("spec.targets[0]"), CRD_S("c") },
    };
    CHECK(fg_verdict_deny(&verdict, 422, CRD_S("Invalid"), CRD_S("m"), causes, 2, &err));
    CHECK(fg_verdict_warn(&verdict, CRD_S("w1"), &err));
    crd_buf_on(&buf, arena, 4096);
    CHECK(fg_verdict_write(&buf, &question, &verdict, &err));
    CHECK_STR(crd_buf_str(&buf),
              CRD_S("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\","
                    "\"response\":{\"uid\":\"u-1\",\"allowed\":false,\"status\":{\"metadata\":{},"
                    "\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"Invalid\",\"details\":{"
                    "\"name\":\"web\",\"group\":\"fleet.cattle.io\",\"kind\":\"Bundle\",\"causes\":"
                    "[{\"reason\":\"FieldValueInvalid\",\"message\":\"a \\u003cb\\u003e\","
                    "\"field\":\"spec.helm.values\"},{\"reason\":\"FieldValueInvalid\",\"message\":"
                    "\"c\",\"field\":\"spec.targets[0]\"}]},\"code\":422},\"warnings\":[\"w1\"]}}"));
    crd_buf_on(&buf, arena, 100);
    CHECK(!fg_verdict_write(&buf, &question, &verdict, &err));
    CHECK_INT(err.code, CRD_E_MEMORY);
}

void test_verdict_warnings(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_verdict verdict;
    crd_err err = { 0 };
    crd_buf buf;
    fg_verdict_init(&verdict, arena);
    CHECK(fg_verdict_allow(&verdict, &err));
    CHECK(fg_verdict_warn(&verdict, CRD_S("two\nlines\t\x7f\xc2\x85\xff."), &err));
    CHECK(fg_verdict_warn(&verdict, CRD_S("two\nlines\t\x7f\xc2\x85\xff."), &err));
    crd_buf_on(&buf, arena, 4096);
    CHECK(fg_verdict_write(&buf, &question, &verdict, &err));
    CHECK_STR(crd_buf_str(&buf),
              CRD_S("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\","
                    "\"response\":{\"uid\":\"u-1\",\"allowed\":true,\"warnings\":"
                    "[\"two lines   \xef\xbf\xbd.\"]}}"));
}

void test_verdict_warning_bounds(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_verdict verdict;
    crd_err err = { 0 };
    fg_verdict_init(&verdict, arena);
    crd_buf text;
    crd_buf_on(&text, arena, 1 << 16);
    size_t sum = FG_WARNING_RUNES_SUM_MAX / FG_WARNING_RUNES_MAX;
    for (size_t i = 0; i < sum; i++) {
        crd_buf_clear(&text);
        crd_buf_add_int(&text, (int64_t)i);
        crd_buf_add_n(&text, 'x', FG_WARNING_RUNES_MAX + 1);
        CHECK(fg_verdict_warn(&verdict, crd_buf_str(&text), &err));
    }
    CHECK_INT(verdict.warning_runes, FG_WARNING_RUNES_SUM_MAX);
    CHECK_INT(verdict.warnings_dropped, 0);
    CHECK(fg_verdict_warn(&verdict, CRD_S("one more"), &err));
    CHECK_INT(verdict.warnings_dropped, 1);
}

static bool answer(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    if (!arena) {
        return false;
    }
    fg_verdict verdict;
    crd_err err = { 0 };
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 10000);
    fg_verdict_init(&verdict, arena);
    return fg_verdict_deny(&verdict, 422, CRD_S("Invalid"), CRD_S("m"), NULL, 0, &err) &&
           fg_verdict_warn(&verdict, CRD_S("w"), &err) &&
           fg_verdict_write(&buf, &question, &verdict, &err);
}

void test_verdict_each_failure(void)
{
    CHECK_FAIL_EACH(answer, NULL);
}

void test_conversion_failure(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    const fg_review review = {
        .type = FG_REVIEW_CONVERSION,
        .api_version = CRD_S("apiextensions.k8s.io/v1"),
        .uid = CRD_S("c-1"),
    };
    crd_buf buf;
    crd_buf_on(&buf, arena, 1000);
    CHECK(fg_conversion_write_failure(&buf, &review, CRD_S("why"), NULL));
    CHECK_STR(crd_buf_str(&buf),
              CRD_S("{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
                    "\"response\":{\"uid\":\"c-1\",\"convertedObjects\":[],\"result\":{"
                    "\"metadata\":{},\"status\":\"Failure\",\"message\":\"why\"}}}"));
}
