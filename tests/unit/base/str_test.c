/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include "tests.h"

void test_str_find(void)
{
    crd_str s = CRD_S("a\0b ab ab");
    CHECK_INT(crd_str_find(s, CRD_S("ab")), 4);
    CHECK_INT(crd_str_rfind(s, CRD_S("ab")), 7);
    CHECK_INT(crd_str_find(s, CRD_S("\0b")), 1);
    CHECK_INT(crd_str_find(s, CRD_S("")), 0);
    CHECK_INT(crd_str_rfind(s, CRD_S("")), 9);
    CHECK(crd_str_find(s, CRD_S("abc")) == CRD_NPOS);
    CHECK(crd_str_rfind(CRD_S("a"), CRD_S("ab")) == CRD_NPOS);
    CHECK_INT(crd_str_find_byte(s, '\0'), 1);
    CHECK(crd_str_find_byte(CRD_S(""), 'a') == CRD_NPOS);
    CHECK(crd_str_cmp(CRD_S("a"), CRD_S("a\0")) < 0);
    CHECK(crd_str_cmp(CRD_S("\xff"), CRD_S("a")) > 0);
    CHECK(crd_str_cmp(CRD_S(""), CRD_S("")) == 0);
}

void test_str_trim_cut(void)
{
    CHECK_STR(crd_str_trim(CRD_S(" \t\r\na b\n")), CRD_S("a b"));
    CHECK_STR(crd_str_trim(CRD_S(" \n")), CRD_S(""));
    crd_str before;
    crd_str after;
    CHECK(crd_str_cut(CRD_S("k=v=w"), CRD_S("="), &before, &after));
    CHECK_STR(before, CRD_S("k"));
    CHECK_STR(after, CRD_S("v=w"));
    CHECK(!crd_str_cut(CRD_S("k"), CRD_S("="), &before, &after));
    CHECK_STR(crd_str_sub(CRD_S("abc"), 2, 9), CRD_S("c"));
    CHECK_STR(crd_str_sub(CRD_S("abc"), 5, 2), CRD_S(""));
    CHECK(crd_str_starts(CRD_S("abc"), CRD_S("ab")) && !crd_str_starts(CRD_S("a"), CRD_S("ab")));
    CHECK(crd_str_ends(CRD_S("abc"), CRD_S("bc")) && !crd_str_ends(CRD_S("c"), CRD_S("bc")));
}
