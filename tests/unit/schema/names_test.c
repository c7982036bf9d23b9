/* SPDX-License-Identifier: Apache-2.0 */
/* Texts recorded from k8s.io/apimachinery/pkg/util/validation v0.36.3 and v0.31.3. */
#include "base/buf.h"
#include "schema/schema_names.h"

#include "tests.h"

#define LABEL_WORDS                                                                                \
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "   \
    "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "     \
    "used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
#define KEY_WORDS                                                                                  \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "    \
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "         \
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

/* The complaints, joined by "; ". */
static void check_words(enum crd_name_kind kind, crd_str text, enum crd_wording words, crd_str want)
{
    crd_buf buf;
    crd_buf_init(&buf, 4096);
    crd_complaints wrong = crd_name_check_of(words, kind, text);
    for (size_t i = 0; i < wrong.n; i++) {
        crd_buf_add(&buf, i ? CRD_S("; ") : CRD_S(""));
        crd_buf_add(&buf, wrong.items[i]);
    }
    CHECK_STR(crd_buf_str(&buf), want);
    CHECK_INT(crd_name_ok(kind, text), want.len == 0);
    crd_buf_done(&buf);
}

void test_name_words(void)
{
    check_words(CRD_NAME_DNS1123_LABEL, CRD_S("a-1"), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_DNS1123_LABEL, CRD_S("a.b"), CRD_WORDS_0_36,
                CRD_S("must not contain dots"));
    check_words(CRD_NAME_DNS1123_LABEL, CRD_S("A"), CRD_WORDS_0_31, CRD_S(LABEL_WORDS));
    check_words(CRD_NAME_DNS1123_LABEL, CRD_S("a\n"), CRD_WORDS_0_36, CRD_S(LABEL_WORDS));
    check_words(CRD_NAME_DNS1123_SUBDOMAIN, CRD_S("a.b-c.0"), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_LABEL_KEY, CRD_S("a.b/C_d"), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_LABEL_KEY, CRD_S("x/"), CRD_WORDS_0_36,
                CRD_S("name part must be non-empty; name part " KEY_WORDS));
    check_words(CRD_NAME_LABEL_KEY, CRD_S("/x"), CRD_WORDS_0_31,
                CRD_S("prefix part must be non-empty"));
    check_words(
        CRD_NAME_LABEL_KEY, CRD_S("a/b/c"), CRD_WORDS_0_36,
        CRD_S("a valid label key " KEY_WORDS
              " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"));
    check_words(
        CRD_NAME_LABEL_KEY, CRD_S("a/b/c"), CRD_WORDS_0_31,
        CRD_S("a qualified name " KEY_WORDS
              " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"));
    check_words(CRD_NAME_LABEL_VALUE, CRD_S(""), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_LABEL_VALUE, CRD_S("A_b.c-1"), CRD_WORDS_0_36, CRD_S(""));
    CHECK(!crd_name_ok(CRD_NAME_LABEL_VALUE, CRD_S("-a")));
    CHECK(!crd_name_ok(CRD_NAME_DNS1123_SUBDOMAIN, CRD_S("a..b")));
    CHECK(!crd_name_ok(CRD_NAME_DNS1123_SUBDOMAIN, CRD_S("")));
}

void test_name_lengths(void)
{
    char text[255];
    memset(text, 'a', sizeof(text));
    check_words(CRD_NAME_LABEL_VALUE, crd_str_of(text, 63), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_LABEL_VALUE, crd_str_of(text, 64), CRD_WORDS_0_36,
                CRD_S("must be no more than 63 bytes"));
    check_words(CRD_NAME_LABEL_VALUE, crd_str_of(text, 64), CRD_WORDS_0_31,
                CRD_S("must be no more than 63 characters"));
    check_words(CRD_NAME_DNS1123_LABEL, crd_str_of(text, 64), CRD_WORDS_0_36,
                CRD_S("must be no more than 63 characters"));
    check_words(CRD_NAME_DNS1123_SUBDOMAIN, crd_str_of(text, 253), CRD_WORDS_0_36, CRD_S(""));
    check_words(CRD_NAME_DNS1123_SUBDOMAIN, crd_str_of(text, 254), CRD_WORDS_0_36,
                CRD_S("must be no more than 253 characters"));
    check_words(CRD_NAME_LABEL_KEY, crd_str_of(text, 64), CRD_WORDS_0_36,
                CRD_S("name part must be no more than 63 bytes"));
}
