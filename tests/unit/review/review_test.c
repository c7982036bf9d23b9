/* SPDX-License-Identifier: Apache-2.0 */
#include "review/review.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "tests.h"

#define ADMISSION(request)                                                                         \
    "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":" request "}"
#define KINDS                                                                                      \
    "\"kind\":{\"group\":\"fleet.cattle.io\",\"version\":\"v1alpha1\",\"kind\":\"Bundle\"},"       \
    "\"resource\":{\"group\":\"fleet.cattle.io\",\"version\":\"v1alpha1\",\"resource\":\"bundles\"}"

static const char whole[] = ADMISSION("{\"uid\":\"u-1\"," KINDS
                                      ",\"name\":\"web\",\"namespace\":\"ns\",\"operation\":"
                                      "\"UPDATE\",\"userInfo\":{\"username\":\"admin\",\"groups\":"
                                      "[\"a\"]},\"object\":{\"spec\":{}},\"oldObject\":null,"
                                      "\"dryRun\":true}");

void test_review_reads(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_review review = { 0 };
    crd_err err = { 0 };
    if (!CHECK(fg_review_read(arena, crd_str_c(whole), &review, &err))) {
        return;
    }
    CHECK_STR(review.api_version, CRD_S("admission.k8s.io/v1"));
    CHECK_STR(review.uid, CRD_S("u-1"));
    CHECK_STR(review.kind.kind, CRD_S("Bundle"));
    CHECK_STR(review.resource.kind, CRD_S("bundles"));
    CHECK_STR(review.name, CRD_S("web"));
    CHECK_STR(review.namespace_name, CRD_S("ns"));
    CHECK_STR(review.user, CRD_S("admin"));
    CHECK_INT(review.operation, FG_UPDATE);
    CHECK(review.dry_run && review.object && !review.old_object);
    CHECK_INT(crd_len_of(review.groups), 1);
    CHECK_STR(fg_operation_name(FG_CONNECT), CRD_S("CONNECT"));
    CHECK_STR(fg_operation_name((enum fg_operation)9), CRD_S(""));
}

void test_review_refuses(void)
{
    static const struct {
        const char *body;
        const char *message;
    } rows[] = {
        { "[]", "the body must be an object, not a list" },
        { "{}", "expected an AdmissionReview of admission.k8s.io/v1 or v1beta1, or a "
                "ConversionReview of apiextensions.k8s.io/v1, not kind \"\" of apiVersion \"\"" },
        { "{\"kind\":1}", "kind must be a string, not a number" },
        { ADMISSION("null"), "request must be an object, not null" },
        { ADMISSION("[]"), "request must be an object, not a list" },
        { ADMISSION("{}"), "request.uid must not be empty" },
        { ADMISSION("{\"uid\":true}"), "request.uid must be a string, not a boolean" },
        { ADMISSION("{\"uid\":\"u\"}"), "request.kind must be an object, not null" },
        { ADMISSION("{\"uid\":\"u\"," KINDS "}"),
          "request.operation must be one of CREATE, UPDATE, DELETE and CONNECT, not \"\"" },
        { ADMISSION("{\"uid\":\"u\"," KINDS ",\"operation\":\"create\"}"),
          "request.operation must be one of CREATE, UPDATE, DELETE and CONNECT, not \"create\"" },
        { ADMISSION("{\"uid\":\"u\"," KINDS ",\"operation\":\"CREATE\",\"object\":3}"),
          "request.object must be an object, not a number" },
        { ADMISSION("{\"uid\":\"u\"," KINDS ",\"operation\":\"CREATE\",\"dryRun\":\"no\"}"),
          "request.dryRun must be a boolean, not a string" },
        { "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
          "\"request\":{\"uid\":\"u\"}}",
          "request.objects must be a list, not null" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
        fg_review review = { 0 };
        crd_err err = { 0 };
        CHECK(!fg_review_read(arena, crd_str_c(rows[i].body), &review, &err));
        CHECK_STR(err.message, crd_str_c(rows[i].message));
        CHECK(review.uid.ptr == NULL);
    }
}

/* A review whose object is nested so that the whole document has depth levels. */
static char *nested(size_t depth, const char *head)
{
    size_t levels = depth - 2;
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    crd_buf_add(&buf, crd_str_c(head));
    for (size_t i = 0; i < levels; i++) {
        crd_buf_add_lit(&buf, "{\"a\":");
    }
    crd_buf_add_lit(&buf, "1");
    crd_buf_add_n(&buf, '}', levels + 2);
    crd_buf_add_byte(&buf, '\0');
    char *text = malloc(buf.len);
    memcpy(text, buf.ptr, buf.len);
    return text;
}

static const char deep_head[] =
    "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":"
    "\"deep-\\u0031\"," KINDS ",\"operation\":\"CREATE\",\"object\":";

void test_review_too_deep(void)
{
    static const struct {
        size_t depth;
        const char *head;
        bool reads;
        const char *uid;
    } rows[] = {
        { CRD_NESTING_MAX - 1, deep_head, true, "deep-1" },
        { CRD_NESTING_MAX, deep_head, true, "deep-1" },
        { CRD_NESTING_MAX + 1, deep_head, false, "deep-1" },
        { CRD_NESTING_MAX * 10, deep_head, false, "deep-1" },
        { CRD_NESTING_MAX + 1,
          "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"request\":{\"uid\":\"u\",\"object\":", false,
          "" },
        { CRD_NESTING_MAX + 1,
          "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"other\":{\"uid\":"
          "\"u\",\"object\":",
          false, "" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
        char *body = nested(rows[i].depth, rows[i].head);
        fg_review review = { 0 };
        crd_err err = { 0 };
        CHECK_INT(fg_review_read(arena, crd_str_c(body), &review, &err), rows[i].reads);
        CHECK_STR(review.uid, crd_str_c(rows[i].uid));
        CHECK(rows[i].reads || err.code == CRD_E_DEPTH);
        free(body);
    }
}

void test_review_uid_bound(void)
{
    for (size_t n = FG_REVIEW_UID_BYTES_MAX - 1; n <= FG_REVIEW_UID_BYTES_MAX + 1; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
        crd_buf buf;
        crd_buf_on(&buf, arena, 1 << 16);
        crd_buf_add_lit(&buf, "{\"kind\":\"ConversionReview\",\"apiVersion\":"
                              "\"apiextensions.k8s.io/v1\",\"request\":{\"objects\":[],\"uid\":\"");
        crd_buf_add_n(&buf, 'u', n);
        crd_buf_add_lit(&buf, "\"}}");
        fg_review review = { 0 };
        crd_err err = { 0 };
        CHECK_INT(fg_review_read(arena, crd_buf_str(&buf), &review, &err),
                  n <= FG_REVIEW_UID_BYTES_MAX);
    }
}

static bool read_one(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_review review = { 0 };
    crd_err err = { 0 };
    return arena && fg_review_read(arena, crd_str_c(whole), &review, &err);
}

void test_review_each_failure(void)
{
    CHECK_FAIL_EACH(read_one, NULL);
}
