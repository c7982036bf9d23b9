/* SPDX-License-Identifier: Apache-2.0 */
/* Names and labels: see name.h. */
#include "name.h"

#include "base/dns.h"

#define LABEL_BYTES_MAX 63
#define SUBDOMAIN_BYTES_MAX 253

/* Complaints so far; the texts are joined by sep. */
struct complaints {
    crd_buf *buf;
    crd_str sep;
    crd_str prefix; /* in front of each: "name part " */
    enum fg_wording words;
    bool bytes; /* lengths are counted in bytes, not "characters": newer texts, same count */
    size_t n;
};

static void complain(struct complaints *to, crd_str text)
{
    if (to->buf) {
        if (to->n) {
            crd_buf_add(to->buf, to->sep);
        }
        crd_buf_add(to->buf, to->prefix);
        crd_buf_add(to->buf, text);
    }
    to->n++;
}

static void complain_length(struct complaints *to, uint64_t max)
{
    if (!to->buf) {
        to->n++;
        return;
    }
    complain(to, CRD_S("must be no more than "));
    crd_buf_add_uint(to->buf, max);
    crd_buf_add(to->buf, to->bytes ? CRD_S(" bytes") : CRD_S(" characters"));
}

static void check_subdomain(struct complaints *to, crd_str text)
{
    if (text.len > SUBDOMAIN_BYTES_MAX) {
        complain_length(to, SUBDOMAIN_BYTES_MAX);
    }
    if (!crd_is_dns_subdomain(text)) {
        complain(to, CRD_S("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                           "characters, '-' or '.', and must start and end with an alphanumeric "
                           "character (e.g. 'example.com', regex used for validation is "
                           "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }
}

static void check_dns_label(struct complaints *to, crd_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        complain_length(to, LABEL_BYTES_MAX);
    }
    if (crd_is_dns_label(text)) {
        return;
    }
    if (crd_is_dns_subdomain(text)) {
        complain(to, CRD_S("must not contain dots"));
        return;
    }
    complain(to, CRD_S("a lowercase RFC 1123 label must consist of lower case alphanumeric "
                       "characters or '-', and must start and end with an alphanumeric character "
                       "(e.g. 'my-name',  or '123-abc', regex used for validation is "
                       "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
}

static void check_label_value(struct complaints *to, crd_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        complain_length(to, LABEL_BYTES_MAX);
    }
    if (text.len && !crd_is_label_text(text)) {
        complain(to, CRD_S("a valid label must be an empty string or consist of alphanumeric "
                           "characters, '-', '_' or '.', and must start and end with an "
                           "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', "
                           "regex used for validation is "
                           "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
    }
}

#define QUALIFIED_PATTERN                                                                          \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "    \
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "         \
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

static void check_qualified(struct complaints *to, crd_str text)
{
    crd_str prefix;
    crd_str name = text;
    if (crd_str_cut(text, CRD_S("/"), &prefix, &name)) {
        if (crd_str_find_byte(name, '/') != CRD_NPOS) {
            to->prefix = to->words == FG_WORDS_0_31 ? CRD_S("a qualified name ")
                                                    : CRD_S("a valid label key ");
            complain(to, CRD_S(QUALIFIED_PATTERN " with an optional DNS subdomain prefix and '/' "
                                                 "(e.g. 'example.com/MyName')"));
            return;
        }
        to->prefix = CRD_S("prefix part ");
        if (!prefix.len) {
            complain(to, CRD_S("must be non-empty"));
        } else {
            check_subdomain(to, prefix);
        }
    }
    to->prefix = CRD_S("name part ");
    if (!name.len) {
        complain(to, CRD_S("must be non-empty"));
    } else if (name.len > LABEL_BYTES_MAX) {
        complain_length(to, LABEL_BYTES_MAX);
    }
    if (!crd_is_label_text(name)) {
        complain(to, CRD_S(QUALIFIED_PATTERN));
    }
}

bool fg_name_check(enum fg_name_kind kind, crd_str text, enum fg_wording words, crd_str sep,
                   crd_buf *complaints)
{
    struct complaints to = {
        .buf = complaints,
        .sep = sep,
        .prefix = CRD_S(""),
        .words = words,
        /* 0.36.3 rewrote the checks of labels; those of names of their own kept the old words */
        .bytes =
            words == FG_WORDS_0_36 && (kind == FG_NAME_QUALIFIED || kind == FG_NAME_LABEL_VALUE),
    };
    switch (kind) {
    case FG_NAME_DNS1123_LABEL:
        check_dns_label(&to, text);
        break;
    case FG_NAME_DNS1123_SUBDOMAIN:
        check_subdomain(&to, text);
        break;
    case FG_NAME_QUALIFIED:
        check_qualified(&to, text);
        break;
    case FG_NAME_LABEL_VALUE:
        check_label_value(&to, text);
        break;
    }
    return to.n == 0;
}

bool fg_name_is_valid(enum fg_name_kind kind, crd_str text)
{
    return fg_name_check(kind, text, FG_WORDS_0_36, CRD_S(""), NULL);
}
