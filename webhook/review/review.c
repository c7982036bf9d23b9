/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the envelopes: see review.h. Knows where the object is, never what it means.
 */
#include "review.h"

#include "base/limits.h"
#include "uid_scan.h"
#include "value/json.h"

static const char *const operation_names[] = {
    [FG_CREATE] = "CREATE",
    [FG_UPDATE] = "UPDATE",
    [FG_DELETE] = "DELETE",
    [FG_CONNECT] = "CONNECT",
};
#define OPERATIONS (sizeof(operation_names) / sizeof(operation_names[0]))

crd_str fg_operation_name(enum fg_operation operation)
{
    return crd_str_c((size_t)operation < OPERATIONS ? operation_names[operation] : "");
}

static crd_str kind_name(const crd_value *value)
{
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        return CRD_S("null");
    case CRD_BOOL:
        return CRD_S("a boolean");
    case CRD_NUMBER:
        return CRD_S("a number");
    case CRD_STRING:
        return CRD_S("a string");
    case CRD_LIST:
        return CRD_S("a list");
    case CRD_MAP:
        return CRD_S("an object");
    }
    return CRD_S("unknown");
}

/* A text field; absent and null read as empty, any other type is an error naming the path. */
static bool text_field(crd_arena *arena, const crd_value *map, crd_str prefix, crd_str key,
                       crd_str *ret, crd_err *err)
{
    const crd_value *value = crd_map_get(map, key);
    if (!crd_is_null(value) && !crd_is_string(value)) {
        return CRD_FAIL(err, arena, CRD_E_TYPE, prefix, key, CRD_S(" must be a string, not "),
                        kind_name(value));
    }
    *ret = crd_text_of(value);
    return true;
}

static bool required_map(crd_arena *arena, const crd_value *value, crd_str path, crd_err *err)
{
    if (crd_is_map(value)) {
        return true;
    }
    return CRD_FAIL(err, arena, CRD_E_TYPE, path, CRD_S(" must be an object, not "),
                    kind_name(value));
}

static bool read_group_kind(crd_arena *arena, const crd_value *request, crd_str field, crd_str last,
                            fg_group_kind *ret, crd_err *err)
{
    const crd_value *value = crd_map_get(request, field);
    crd_str prefix = CRD_CAT(arena, CRD_S("request."), field, CRD_S("."));
    if (!prefix.ptr) {
        return crd_err_memory(err, arena);
    }
    if (!required_map(arena, value, crd_str_sub(prefix, 0, prefix.len - 1), err)) {
        return false;
    }
    return text_field(arena, value, prefix, CRD_S("group"), &ret->group, err) &&
           text_field(arena, value, prefix, CRD_S("version"), &ret->version, err) &&
           text_field(arena, value, prefix, last, &ret->kind, err);
}

static bool read_operation(crd_arena *arena, const crd_value *request, enum fg_operation *ret,
                           crd_err *err)
{
    crd_str text;
    if (!text_field(arena, request, CRD_S("request."), CRD_S("operation"), &text, err)) {
        return false;
    }
    for (size_t i = 0; i < OPERATIONS; i++) {
        if (crd_str_eq(text, crd_str_c(operation_names[i]))) {
            *ret = (enum fg_operation)i;
            return true;
        }
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("request.operation must be one of CREATE, UPDATE,"
                                                   " DELETE and CONNECT, not \""),
                    crd_str_sub(text, 0, 64), CRD_S("\""));
}

/* The object as a map, NULL for null and absent. */
static bool read_object(crd_arena *arena, const crd_value *request, crd_str key,
                        const crd_value **ret, crd_err *err)
{
    const crd_value *value = crd_map_get(request, key);
    if (crd_is_null(value)) {
        *ret = NULL;
        return true;
    }
    crd_str path = CRD_CAT(arena, CRD_S("request."), key);
    if (!path.ptr) {
        return crd_err_memory(err, arena);
    }
    *ret = value;
    return required_map(arena, value, path, err);
}

static bool read_admission(crd_arena *arena, const crd_value *request, fg_review *review,
                           crd_err *err)
{
    crd_str prefix = CRD_S("request.");
    const crd_value *user = CRD_GET(request, "userInfo");
    const crd_value *dry_run = CRD_GET(request, "dryRun");
    if (!crd_is_null(dry_run) && crd_kind_of(dry_run) != CRD_BOOL) {
        return CRD_FAIL(err, arena, CRD_E_TYPE, CRD_S("request.dryRun must be a boolean, not "),
                        kind_name(dry_run));
    }
    review->dry_run = crd_is_true(dry_run);
    const crd_value *groups = CRD_GET(user, "groups");
    review->groups = crd_is_list(groups) ? groups : NULL;
    return read_group_kind(arena, request, CRD_S("kind"), CRD_S("kind"), &review->kind, err) &&
           read_group_kind(arena, request, CRD_S("resource"), CRD_S("resource"), &review->resource,
                           err) &&
           text_field(arena, request, prefix, CRD_S("subResource"), &review->sub_resource, err) &&
           text_field(arena, request, prefix, CRD_S("name"), &review->name, err) &&
           text_field(arena, request, prefix, CRD_S("namespace"), &review->namespace_name, err) &&
           text_field(arena, user, CRD_S("request.userInfo."), CRD_S("username"), &review->user,
                      err) &&
           read_operation(arena, request, &review->operation, err) &&
           read_object(arena, request, CRD_S("object"), &review->object, err) &&
           read_object(arena, request, CRD_S("oldObject"), &review->old_object, err);
}

static bool read_conversion(crd_arena *arena, const crd_value *request, fg_review *review,
                            crd_err *err)
{
    const crd_value *objects = CRD_GET(request, "objects");
    if (!crd_is_list(objects)) {
        return CRD_FAIL(err, arena, CRD_E_TYPE, CRD_S("request.objects must be a list, not "),
                        kind_name(objects));
    }
    review->objects = objects;
    return text_field(arena, request, CRD_S("request."), CRD_S("desiredAPIVersion"),
                      &review->desired_api_version, err);
}

static bool read_type(crd_arena *arena, const crd_value *root, fg_review *review, crd_err *err)
{
    crd_str kind;
    if (!required_map(arena, root, CRD_S("the body"), err) ||
        !text_field(arena, root, CRD_S(""), CRD_S("kind"), &kind, err) ||
        !text_field(arena, root, CRD_S(""), CRD_S("apiVersion"), &review->api_version, err)) {
        return false;
    }
    bool v1 = crd_str_eq(review->api_version, CRD_S("admission.k8s.io/v1"));
    bool v1beta1 = crd_str_eq(review->api_version, CRD_S("admission.k8s.io/v1beta1"));
    if (crd_str_eq(kind, CRD_S("AdmissionReview")) && (v1 || v1beta1)) {
        review->type = FG_REVIEW_ADMISSION;
        return true;
    }
    if (crd_str_eq(kind, CRD_S("ConversionReview")) &&
        crd_str_eq(review->api_version, CRD_S("apiextensions.k8s.io/v1"))) {
        review->type = FG_REVIEW_CONVERSION;
        return true;
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE,
                    CRD_S("expected an AdmissionReview of admission.k8s.io/v1 or v1beta1, or a "
                          "ConversionReview of apiextensions.k8s.io/v1, not kind \""),
                    crd_str_sub(kind, 0, 64), CRD_S("\" of apiVersion \""),
                    crd_str_sub(review->api_version, 0, 64), CRD_S("\""));
}

static bool read_tree(crd_arena *arena, const crd_value *root, fg_review *ret_review, crd_err *err)
{
    fg_review review = { .type = FG_REVIEW_ADMISSION };
    const crd_value *request = CRD_GET(root, "request");
    if (!read_type(arena, root, &review, err) ||
        !required_map(arena, request, CRD_S("request"), err) ||
        !text_field(arena, request, CRD_S("request."), CRD_S("uid"), &review.uid, err)) {
        return false;
    }
    if (review.uid.len == 0 || review.uid.len > FG_REVIEW_UID_BYTES_MAX) {
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        review.uid.len ? CRD_S("request.uid is too long")
                                       : CRD_S("request.uid must not be empty"));
    }
    bool ok = review.type == FG_REVIEW_ADMISSION
                  ? read_admission(arena, request, &review, err)
                  : read_conversion(arena, request, &review, err);
    if (ok) {
        *ret_review = review;
    }
    return ok;
}

bool fg_review_read(crd_arena *arena, crd_str body, fg_review *ret_review, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    err = err ? err : &local;
    crd_value *root = CRD_NEW(arena, crd_value);
    if (!root) {
        return crd_err_memory(err, arena);
    }
    const crd_json_options options = { .in_place = true };
    if (crd_json_read(arena, body, &options, root, err)) {
        return read_tree(arena, root, ret_review, err);
    }
    if (err->code == CRD_E_DEPTH) {
        fg_review review = { .type = FG_REVIEW_ADMISSION };
        if (fg_uid_scan(arena, body, &review)) {
            *ret_review = review;
        }
    }
    return false;
}
