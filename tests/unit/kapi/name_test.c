/* SPDX-License-Identifier: Apache-2.0 */
/* Texts recorded from k8s.io/apimachinery/pkg/util/validation v0.36.3 and v0.31.3. */
#include "kapi/name.h"

#include "tests.h"

#define LABEL_WORDS                                                                                \
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "   \
    "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "     \
    "used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
#define KEY_WORDS                                                                                  \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "    \
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "         \
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

static void check_words(enum fg_name_kind kind, crd_str text, enum fg_wording words, crd_str want)
{
    crd_buf buf;
    crd_buf_init(&buf, 4096);
    CHECK_INT(fg_name_check(kind, text, words, CRD_S("; "), &buf), want.len == 0);
    CHECK_STR(crd_buf_str(&buf), want);
    CHECK_INT(fg_name_is_valid(kind, text), want.len == 0);
    crd_buf_done(&buf);
}

void test_names(void)
{
    check_words(FG_NAME_DNS1123_LABEL, CRD_S("a-1"), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_DNS1123_LABEL, CRD_S("a.b"), FG_WORDS_0_36, CRD_S("must not contain dots"));
    check_words(FG_NAME_DNS1123_LABEL, CRD_S("A"), FG_WORDS_0_31, CRD_S(LABEL_WORDS));
    check_words(FG_NAME_DNS1123_LABEL, CRD_S("a\n"), FG_WORDS_0_36, CRD_S(LABEL_WORDS));
    check_words(FG_NAME_DNS1123_SUBDOMAIN, CRD_S("a.b-c.0"), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_QUALIFIED, CRD_S("a.b/C_d"), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_QUALIFIED, CRD_S("x/"), FG_WORDS_0_36,
                CRD_S("name part must be non-empty; name part " KEY_WORDS));
    check_words(FG_NAME_QUALIFIED, CRD_S("/x"), FG_WORDS_0_31,
                CRD_S("prefix part must be non-empty"));
    check_words(
        FG_NAME_QUALIFIED, CRD_S("a/b/c"), FG_WORDS_0_36,
        CRD_S("a valid label key " KEY_WORDS
              " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"));
    check_words(
        FG_NAME_QUALIFIED, CRD_S("a/b/c"), FG_WORDS_0_31,
        CRD_S("a qualified name " KEY_WORDS
              " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"));
    check_words(FG_NAME_LABEL_VALUE, CRD_S(""), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_LABEL_VALUE, CRD_S("A_b.c-1"), FG_WORDS_0_36, CRD_S(""));
    CHECK(!fg_name_is_valid(FG_NAME_LABEL_VALUE, CRD_S("-a")));
    CHECK(!fg_name_is_valid(FG_NAME_DNS1123_SUBDOMAIN, CRD_S("a..b")));
    CHECK(!fg_name_is_valid(FG_NAME_DNS1123_SUBDOMAIN, CRD_S("")));
}

void test_names_lengths(void)
{
    char text[255];
    memset(text, 'a', sizeof(text));
    check_words(FG_NAME_LABEL_VALUE, crd_str_of(text, 63), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_LABEL_VALUE, crd_str_of(text, 64), FG_WORDS_0_36,
                CRD_S("must be no more than 63 bytes"));
    check_words(FG_NAME_LABEL_VALUE, crd_str_of(text, 64), FG_WORDS_0_31,
                CRD_S("must be no more than 63 characters"));
    check_words(FG_NAME_DNS1123_LABEL, crd_str_of(text, 64), FG_WORDS_0_36,
                CRD_S("must be no more than 63 characters"));
    check_words(FG_NAME_DNS1123_SUBDOMAIN, crd_str_of(text, 253), FG_WORDS_0_36, CRD_S(""));
    check_words(FG_NAME_DNS1123_SUBDOMAIN, crd_str_of(text, 254), FG_WORDS_0_36,
                CRD_S("must be no more than 253 characters"));
    check_words(FG_NAME_QUALIFIED, crd_str_of(text, 64), FG_WORDS_0_36,
                CRD_S("name part must be no more than 63 bytes"));
}
