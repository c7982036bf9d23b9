/* SPDX-License-Identifier: Apache-2.0 */
/* A flat scan over JSON text that only keeps count of the depth: see uid_scan.h. */
#include "uid_scan.h"

#include "base/limits.h"
#include "value/json.h"

struct scan {
    crd_str body;
    size_t at;
};

/* The string that starts at the quote under the cursor, quotes included; the cursor moves behind. */
static bool take_string(struct scan *scan, crd_str *ret_raw)
{
    size_t start = scan->at++;
    while (scan->at < scan->body.len) {
        char c = scan->body.ptr[scan->at++];
        if (c == '"') {
            *ret_raw = crd_str_sub(scan->body, start, scan->at);
            return true;
        }
        if (c == '\\') {
            scan->at++;
        }
    }
    return false;
}

static void skip_blanks(struct scan *scan)
{
    while (scan->at < scan->body.len) {
        char c = scan->body.ptr[scan->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            return;
        }
        scan->at++;
    }
}

static bool unquote(crd_arena *arena, crd_str raw, crd_str *ret)
{
    crd_value value;
    if (!crd_json_read(arena, raw, NULL, &value, NULL) || !crd_is_string(&value)) {
        return false;
    }
    *ret = crd_text_of(&value);
    return true;
}

/* What a member with a string value means to us, at its depth and below its parent. */
static bool note(crd_arena *arena, int depth, bool in_request, crd_str key, crd_str raw,
                 crd_str *kind, fg_review *review)
{
    if (depth == 1 && crd_str_eq(key, CRD_S("\"kind\""))) {
        return unquote(arena, raw, kind);
    }
    if (depth == 1 && crd_str_eq(key, CRD_S("\"apiVersion\""))) {
        return unquote(arena, raw, &review->api_version);
    }
    if (depth == 2 && in_request && crd_str_eq(key, CRD_S("\"uid\""))) {
        return unquote(arena, raw, &review->uid);
    }
    return true;
}

static bool is_review(crd_str kind, fg_review *review)
{
    if (review->uid.len == 0 || review->uid.len > FG_REVIEW_UID_BYTES_MAX) {
        return false;
    }
    if (crd_str_eq(kind, CRD_S("AdmissionReview"))) {
        review->type = FG_REVIEW_ADMISSION;
        return crd_str_eq(review->api_version, CRD_S("admission.k8s.io/v1")) ||
               crd_str_eq(review->api_version, CRD_S("admission.k8s.io/v1beta1"));
    }
    review->type = FG_REVIEW_CONVERSION;
    return crd_str_eq(kind, CRD_S("ConversionReview")) &&
           crd_str_eq(review->api_version, CRD_S("apiextensions.k8s.io/v1"));
}

bool fg_uid_scan(crd_arena *arena, crd_str body, fg_review *ret_review)
{
    struct scan scan = { .body = body };
    fg_review review = { .type = FG_REVIEW_ADMISSION };
    crd_str kind = CRD_S("");
    crd_str key = CRD_S("");
    size_t depth = 0;
    bool in_request = false;
    while (scan.at < body.len) {
        char c = body.ptr[scan.at];
        if (c == '{' || c == '[') {
            depth++;
            if (depth == 2) {
                in_request = c == '{' && crd_str_eq(key, CRD_S("\"request\""));
            }
            key = CRD_S("");
            scan.at++;
            continue;
        }
        if (c == '}' || c == ']') {
            depth -= depth > 0;
            in_request = in_request && depth >= 2;
            scan.at++;
            continue;
        }
        if (c != '"') {
            scan.at++;
            continue;
        }
        crd_str raw;
        if (!take_string(&scan, &raw)) {
            break;
        }
        skip_blanks(&scan);
        if (scan.at < body.len && body.ptr[scan.at] == ':') {
            key = raw;
            scan.at++;
        } else if (depth <= 2 &&
                   !note(arena, (int)depth, in_request, key, raw, &kind, &review)) {
            return false;
        }
    }
    if (!is_review(kind, &review)) {
        return false;
    }
    *ret_review = review;
    return true;
}
