/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/scalar.h"

#include "tests.h"

/* The scalar begins at offset start of source, which stands on line 1 unless source has breaks. */
static fg_scalar scalar_at(const char *source, size_t start, const char *text)
{
    fg_scalar scalar = {
        .source = crd_str_c(source), .start = { 1, 1, start }, .text = crd_str_c(text)
    };
    for (size_t i = 0; i < start; i++) {
        bool line_end = source[i] == '\n';
        scalar.start.line += line_end;
        scalar.start.column = line_end ? 1 : scalar.start.column + 1;
    }
    return scalar;
}

void test_scalar_styles(void)
{
    static const struct {
        const char *source;
        size_t start;
        const char *text;
        size_t offset;
        uint32_t line;
        uint32_t column;
    } rows[] = {
        { "a: plain text", 3, "plain text", 6, 1, 10 },
        { "a: 'it''s X'", 3, "it's X", 5, 1, 11 },
        { "a: \"t\\tn\\u00e9X\"", 3, "t\tn\xc3\xa9X", 5, 1, 15 },
        { "a: \"\\x41\\\"X\"", 3, "A\"X", 2, 1, 11 },
        { "a: one\n  two X", 3, "one two X", 8, 2, 7 },
        { "a: one\n\n  X", 3, "one\nX", 4, 3, 3 },
        { "a: \"x \\\n   X\"", 3, "x X", 2, 2, 4 },
        { "a: |\n  l1\n  l2 X\n", 3, "l1\nl2 X\n", 6, 3, 6 },
        { "a: |-  # note\n    l1\n\n    X", 3, "l1\n\nX", 4, 4, 5 },
        { "a: |2\n    l1\n  X\n", 3, "  l1\nX\n", 5, 3, 3 },
        { "a: >\n  f1\n  f2 X\n", 3, "f1 f2 X\n", 6, 3, 6 },
        { "a: >\n  f1\n\n  X\n", 3, "f1\nX\n", 3, 4, 3 },
        { "a: |\r\n  l1\r\n  X\r\n", 3, "l1\nX\n", 3, 3, 3 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_scalar scalar = scalar_at(rows[i].source, rows[i].start, rows[i].text);
        scalar.indent_from = 1;
        crd_place place = { 0 };
        bool ok = CHECK(fg_scalar_place(&scalar, rows[i].offset, &place));
        ok = CHECK_INT(place.line, rows[i].line) && ok;
        ok = CHECK_INT(place.column, rows[i].column) && ok;
        size_t back = 99;
        ok = CHECK(fg_scalar_offset(&scalar, place.line, place.column, &back)) && ok;
        ok = CHECK_INT(back, rows[i].offset) && ok;
        if (!ok) {
            t_check(false, __FILE__, __LINE__, rows[i].source);
        }
    }
}

void test_scalar_refuses(void)
{
    crd_place place = { 7, 7, 7 };
    fg_scalar other = scalar_at("a: plain", 3, "something else");
    CHECK(!fg_scalar_place(&other, 4, &place));
    fg_scalar past = scalar_at("a: plain", 3, "plain");
    CHECK(!fg_scalar_place(&past, 6, &place));
    CHECK_INT(place.line, 7);
    CHECK(fg_scalar_place(&past, 5, &place));
    CHECK_INT(place.column, 9);
}

void test_text_offset(void)
{
    size_t offset = 0;
    CHECK(fg_text_offset(CRD_S("ab\ncd\n"), 2, 2, &offset));
    CHECK_INT(offset, 4);
    CHECK(fg_text_offset(CRD_S("ab\ncd\n"), 2, 0, &offset));
    CHECK_INT(offset, 3);
    CHECK(!fg_text_offset(CRD_S("ab"), 2, 1, &offset));
    CHECK(!fg_text_offset(CRD_S("ab"), 1, 4, &offset));
}
