/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spec.conversion, of which the server's internal form is flatter than what people write: faults name
 * spec.conversion.webhookClientConfig for spec.conversion.webhook.clientConfig.
 * Source of the behaviour: validateCustomResourceConversion in
 * k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation, k8s.io/apiserver/pkg/util/webhook.
 */
#include "base/limits.h"
#include "base/num.h"
#include "base/url.h"
#include "check_inside.h"
#include "schema/schema_names.h"

#define URL_FORM "; desired format: https://host[/path]"

static bool is(crd_str text, const char *word)
{
    return crd_str_eq(text, crd_str_c(word));
}

static void check_versions(crdc_checking *c, const crd_path *path)
{
    const crdc_conversion *conversion = &c->crd->conversion;
    crdc_texts versions = conversion->review_versions;
    const crd_value *raw = CRD_GET(CRD_GET(conversion->raw, "webhook"), "conversionReviewVersions");
    bool accepted = false;
    if (!versions.n) {
        crdc_required(c, path, CRD_S(""), conversion->raw);
        return;
    }
    for (size_t i = 0; i < versions.n; i++) {
        crd_str text = versions.items[i];
        const crdc_texts before = { versions.items, i };
        crd_path here = crd_path_index(path, i);
        if (crdc_texts_have(before, text)) {
            crdc_invalid(c, &here, text, CRD_S("duplicate version"), crd_item(raw, i));
            continue;
        }
        crd_complaints wrong = crd_name_check(CRD_NAME_DNS1035_LABEL, text);
        for (size_t j = 0; j < wrong.n; j++) {
            crdc_invalid(c, &here, text, wrong.items[j], crd_item(raw, i));
        }
        accepted = accepted || is(text, "v1") || is(text, "v1beta1");
    }
    if (!accepted) {
        crdc_invalid_json(c, path, raw, CRD_S("must include at least one of v1, v1beta1"), raw);
    }
}

static void check_url(crdc_checking *c, const crd_path *path, const crd_value *value)
{
    crd_err found = { .code = CRD_OK };
    crd_url url;
    crd_buf user;
    if (!crd_url_read(c->arena, crd_text_of(value), &url, &found)) {
        c->faults->failed = c->faults->failed || crd_code_is_ours(found.code);
        crdc_required(c, path,
                      CRD_CAT(c->arena, CRD_S("url must be a valid URL: "), found.message,
                              CRD_S(URL_FORM)),
                      value);
        return;
    }
    if (!is(url.scheme, "https")) {
        crdc_invalid(c, path, url.scheme,
                     CRD_S("'https' is the only allowed URL scheme" URL_FORM), value);
    }
    if (!url.host.len) {
        crdc_invalid(c, path, url.host, CRD_S("host must be specified" URL_FORM), value);
    }
    if (url.has_user) {
        crd_buf_on(&user, c->arena, CRD_TEXT_BYTES_MAX);
        crd_url_write_user(&user, &url);
        c->faults->failed = c->faults->failed || crd_buf_failed(&user);
        crdc_invalid(c, path, crd_buf_whole(&user),
                     CRD_S("user information is not permitted in the URL"), value);
    }
    if (url.fragment.len) {
        crdc_invalid(c, path, url.fragment, CRD_S("fragments are not permitted in the URL"), value);
    }
    if (url.query.len) {
        crdc_invalid(c, path, url.query, CRD_S("query parameters are not permitted in the URL"),
                     value);
    }
}

static crd_str segment(crdc_checking *c, size_t i, crd_str colon, crd_str detail)
{
    char digits[CRD_INT_TEXT_MAX];
    return CRD_CAT(c->arena, CRD_S("segment["), crd_uint_text(i, digits), CRD_S("]"), colon,
                   detail);
}

static void check_url_path(crdc_checking *c, const crd_path *path, const crd_value *value)
{
    crd_str text = crd_text_of(value);
    if (is(text, "/") || !text.len) {
        return;
    }
    if (is(text, "//")) {
        crdc_invalid(c, path, text, segment(c, 0, CRD_S(" "), CRD_S("may not be empty")), value);
        return;
    }
    if (text.ptr[0] != '/') {
        crdc_invalid(c, path, text, CRD_S("must start with a '/'"), value);
    }
    crd_str rest = crd_str_from(text, 1);
    if (crd_str_ends(rest, CRD_S("/"))) {
        rest = crd_str_sub(rest, 0, rest.len - 1);
    }
    bool more = true;
    for (size_t i = 0; more; i++) {
        crd_str step = rest;
        more = crd_str_cut(rest, CRD_S("/"), &step, &rest);
        if (!step.len) {
            crdc_invalid(c, path, text, segment(c, i, CRD_S(" "), CRD_S("may not be empty")),
                         value);
            continue;
        }
        crd_complaints wrong = crd_name_check(CRD_NAME_DNS1123_SUBDOMAIN, step);
        for (size_t j = 0; j < wrong.n; j++) {
            crdc_invalid(c, path, text, segment(c, i, CRD_S(": "), wrong.items[j]), value);
        }
    }
}

/* The server hands name and namespace over in the wrong order: a missing one is told as the other. */
static void check_service(crdc_checking *c, const crd_path *path, const crd_value *service)
{
    crd_path name = crd_path_child(path, CRD_S("name"));
    crd_path namespace_path = crd_path_child(path, CRD_S("namespace"));
    crd_path port = crd_path_child(path, CRD_S("port"));
    crd_path url_path = crd_path_child(path, CRD_S("path"));
    const crd_value *number = CRD_GET(service, "port");
    int64_t value = 443;
    if (!crd_text_of(CRD_GET(service, "namespace")).len) {
        crdc_required(c, &name, CRD_S(""), service);
    }
    if (!crd_text_of(CRD_GET(service, "name")).len) {
        crdc_required(c, &namespace_path, CRD_S(""), service);
    }
    if (!crd_is_null(number) && crd_number_int(number, &value) && (value < 1 || value > 65535)) {
        crdc_invalid_json(c, &port, number,
                          CRD_S("port is not valid: must be between 1 and 65535, inclusive"),
                          number);
    }
    if (!crd_is_null(CRD_GET(service, "path"))) {
        check_url_path(c, &url_path, CRD_GET(service, "path"));
    }
}

static void check_client(crdc_checking *c, const crd_path *path, const crd_value *client)
{
    const crd_value *url = CRD_GET(client, "url");
    const crd_value *service = CRD_GET(client, "service");
    crd_path url_path = crd_path_child(path, CRD_S("url"));
    crd_path service_path = crd_path_child(path, CRD_S("service"));
    if (crd_is_null(client)) {
        crdc_required(c, path, CRD_S("required when strategy is set to Webhook"),
                      c->crd->conversion.raw);
    } else if (crd_is_null(url) == crd_is_null(service)) {
        crdc_required(c, path, CRD_S("exactly one of url or service is required"), client);
    } else if (!crd_is_null(url)) {
        check_url(c, &url_path, url);
    } else {
        check_service(c, &service_path, service);
    }
}

void crdc_check_conversion(crdc_checking *c, const crd_path *path)
{
    static const crd_str strategies[] = { CRD_STR_INIT("None"), CRD_STR_INIT("Webhook") };
    const crdc_conversion *conversion = &c->crd->conversion;
    crd_path strategy = crd_path_child(path, CRD_S("strategy"));
    crd_path client = crd_path_child(path, CRD_S("webhookClientConfig"));
    crd_path versions = crd_path_child(path, CRD_S("conversionReviewVersions"));
    const crd_value *at = crdc_field_at(conversion->raw, strategy.name);
    if (!conversion->has) {
        return;
    }
    if (!conversion->strategy.len) {
        crdc_required(c, &strategy, CRD_S(""), at);
    } else if (!is(conversion->strategy, "None") && !is(conversion->strategy, "Webhook")) {
        crdc_unsupported(c, &strategy, conversion->strategy, strategies, 2, at);
    }
    if (is(conversion->strategy, "Webhook")) {
        check_client(c, &client, conversion->client_config);
        check_versions(c, &versions);
        return;
    }
    if (conversion->client_config) {
        crdc_forbidden(c, &client, CRD_S("should not be set when strategy is not set to Webhook"),
                       conversion->client_config);
    }
    if (conversion->review_versions.n) {
        crdc_forbidden(c, &versions, CRD_S("should not be set when strategy is not set to Webhook"),
                       conversion->raw);
    }
}
