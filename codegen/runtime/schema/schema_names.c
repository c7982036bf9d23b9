/* SPDX-License-Identifier: Apache-2.0 */
/* Names: see schema_names.h. */
#include "schema_names.h"

#include "../base/dns.h"

#define LABEL_BYTES_MAX 63
#define SUBDOMAIN_BYTES_MAX 253

#define DNS1123 "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
#define SUBDOMAIN_RULE                                                                             \
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "   \
    "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used "  \
    "for validation is '" DNS1123 "(\\." DNS1123 ")*')"
#define SUBDOMAIN_LENGTH "must be no more than 253 "
#define LABEL_LENGTH "must be no more than 63 "
#define OPTIONAL_PREFIX " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
#define KEY_RULE                                                                                   \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "    \
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "         \
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

static void complain(crd_complaints *to, crd_str text)
{
    if (to->n < CRD_NAME_COMPLAINTS_MAX) {
        to->items[to->n++] = text;
    }
}

static void check_dns1035(crd_complaints *to, crd_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        complain(to, CRD_S(LABEL_LENGTH "characters"));
    }
    if (!crd_is_dns_label(text) || !crd_is_lower((unsigned char)text.ptr[0])) {
        complain(to, CRD_S("a DNS-1035 label must consist of lower case alphanumeric characters or "
                           "'-', start with an alphabetic character, and end with an alphanumeric "
                           "character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
                           "'[a-z]([-a-z0-9]*[a-z0-9])?')"));
    }
}

static void check_dns1123(crd_complaints *to, crd_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        complain(to, CRD_S(LABEL_LENGTH "characters"));
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
                       "'" DNS1123 "')"));
}

/* 0.36 rewrote the checks of labels; those of names of their own kept the old words. */
static void check_label_key(crd_complaints *to, enum crd_wording words, crd_str text)
{
    bool old = words == CRD_WORDS_0_31;
    crd_str prefix;
    crd_str name = text;
    if (crd_str_cut(text, CRD_S("/"), &prefix, &name)) {
        if (crd_str_find_byte(name, '/') != CRD_NPOS) {
            complain(to, old ? CRD_S("a qualified name " KEY_RULE OPTIONAL_PREFIX)
                             : CRD_S("a valid label key " KEY_RULE OPTIONAL_PREFIX));
            return;
        }
        if (!prefix.len) {
            complain(to, CRD_S("prefix part must be non-empty"));
        }
        if (prefix.len > SUBDOMAIN_BYTES_MAX) {
            complain(to, old ? CRD_S("prefix part " SUBDOMAIN_LENGTH "characters")
                             : CRD_S("prefix part " SUBDOMAIN_LENGTH "bytes"));
        }
        if (prefix.len && !crd_is_dns_subdomain(prefix)) {
            complain(to, CRD_S("prefix part " SUBDOMAIN_RULE));
        }
    }
    if (!name.len) {
        complain(to, CRD_S("name part must be non-empty"));
    } else if (name.len > LABEL_BYTES_MAX) {
        complain(to, old ? CRD_S("name part " LABEL_LENGTH "characters")
                         : CRD_S("name part " LABEL_LENGTH "bytes"));
    }
    if (!crd_is_label_text(name)) {
        complain(to, CRD_S("name part " KEY_RULE));
    }
}

static void check_label_value(crd_complaints *to, enum crd_wording words, crd_str text)
{
    if (text.len > LABEL_BYTES_MAX) {
        complain(to, words == CRD_WORDS_0_31 ? CRD_S(LABEL_LENGTH "characters")
                                             : CRD_S(LABEL_LENGTH "bytes"));
    }
    if (text.len && !crd_is_label_text(text)) {
        complain(to, CRD_S("a valid label must be an empty string or consist of alphanumeric "
                           "characters, '-', '_' or '.', and must start and end with an "
                           "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', "
                           "regex used for validation is "
                           "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
    }
}

static void check_path_segment(crd_complaints *to, crd_str text)
{
    if (crd_str_eq(text, CRD_S("."))) {
        complain(to, CRD_S("may not be '.'"));
        return;
    }
    if (crd_str_eq(text, CRD_S(".."))) {
        complain(to, CRD_S("may not be '..'"));
        return;
    }
    if (crd_str_find_byte(text, '/') != CRD_NPOS) {
        complain(to, CRD_S("may not contain '/'"));
    }
    if (crd_str_find_byte(text, '%') != CRD_NPOS) {
        complain(to, CRD_S("may not contain '%'"));
    }
}

crd_complaints crd_name_check(enum crd_name_kind kind, crd_str text)
{
    return crd_name_check_of(CRD_WORDS_0_36, kind, text);
}

crd_complaints crd_name_check_of(enum crd_wording words, enum crd_name_kind kind, crd_str text)
{
    crd_complaints complaints = { .n = 0 };
    switch (kind) {
    case CRD_NAME_DNS1035_LABEL:
        check_dns1035(&complaints, text);
        break;
    case CRD_NAME_DNS1123_LABEL:
        check_dns1123(&complaints, text);
        break;
    case CRD_NAME_DNS1123_SUBDOMAIN:
        if (text.len > SUBDOMAIN_BYTES_MAX) {
            complain(&complaints, CRD_S(SUBDOMAIN_LENGTH "characters"));
        }
        if (!crd_is_dns_subdomain(text)) {
            complain(&complaints, CRD_S(SUBDOMAIN_RULE));
        }
        break;
    case CRD_NAME_LABEL_KEY:
        check_label_key(&complaints, words, text);
        break;
    case CRD_NAME_LABEL_VALUE:
        check_label_value(&complaints, words, text);
        break;
    case CRD_NAME_PATH_SEGMENT:
        check_path_segment(&complaints, text);
        break;
    }
    return complaints;
}

crd_str crd_name_words(crd_arena *arena, enum crd_name_kind kind, crd_str text)
{
    crd_complaints wrong = crd_name_check(kind, text);
    crd_str words = CRD_S("");
    for (size_t i = 0; i < wrong.n; i++) {
        words = i ? CRD_CAT(arena, words, CRD_S(","), wrong.items[i]) : wrong.items[i];
        if (!words.ptr) {
            return crd_str_of(NULL, 1);
        }
    }
    return words;
}

crd_str crd_name_kind_words(crd_arena *arena, crd_str kind)
{
    char *lower = crd_arena_bytes(arena, kind.len + 1);
    if (!lower) {
        return crd_str_of(NULL, 1);
    }
    for (size_t i = 0; i < kind.len; i++) {
        char c = kind.ptr[i];
        lower[i] = crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c;
    }
    crd_str words = crd_name_words(arena, CRD_NAME_DNS1035_LABEL, crd_str_of(lower, kind.len));
    if (!words.len) {
        return words;
    }
    words = CRD_CAT(arena, CRD_S("may have mixed case, but should otherwise match: "), words);
    return words.ptr ? words : crd_str_of(NULL, 1);
}
