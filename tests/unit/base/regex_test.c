/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions: errors, matches and what is done with them. Expected: Go 1.26.8 regexp. */
#include "base/regex.h"

#include "base/limits.h"
#include "tests.h"

#define ARENA_BYTES ((size_t)256 << 20)

static const crd_regex *compiled(crd_arena *arena, const char *pattern)
{
    const crd_regex *regex = NULL;
    crd_err err = { 0 };
    if (!crd_regex_compile(arena, crd_str_c(pattern), &regex, &err)) {
        CHECK_STR(err.message, CRD_S(""));
        t_check(false, __FILE__, __LINE__, pattern);
    }
    return regex;
}

void test_regex_errors(void)
{
    static const struct {
        const char *pattern;
        const char *error; /* behind "error parsing regexp: " */
    } rows[] = {
        { "(", "missing closing ): `(`" },
        { "a)", "unexpected ): `a)`" },
        { "(?P<n", "invalid named capture: `(?P<n`" },
        { "(?P<a-b>x)", "invalid named capture: `(?P<a-b>`" },
        { "(?<>a)", "invalid named capture: `(?<>`" },
        { "(?=a)", "invalid or unsupported Perl syntax: `(?=`" },
        { "(?<=a)", "invalid named capture: `(?<=a)`" },
        { "(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`" },
        { "(?", "invalid or unsupported Perl syntax: `(?`" },
        { "(?z:a)", "invalid or unsupported Perl syntax: `(?z`" },
        { "*", "missing argument to repetition operator: `*`" },
        { "a|{2}", "missing argument to repetition operator: `{2}`" },
        { "(*)", "missing argument to repetition operator: `*`" },
        { "a**", "invalid nested repetition operator: `**`" },
        { "a{2}*?", "invalid nested repetition operator: `{2}*?`" },
        { "a++", "invalid nested repetition operator: `++`" },
        { "a{1001}", "invalid repeat count: `{1001}`" },
        { "a{2,1}", "invalid repeat count: `{2,1}`" },
        { "a{999999999999}", "invalid repeat count: `{999999999999}`" },
        { "(a{100}){11}", "invalid repeat count: `{11}`" },
        { "a{1000}{1000}", "invalid nested repetition operator: `{1000}{1000}`" },
        { "(?:a{1000}){1000}", "invalid repeat count: `{1000}`" },
        { "[", "missing closing ]: `[`" },
        { "[a", "missing closing ]: `[a`" },
        { "[a-", "missing closing ]: `[a-`" },
        { "[]a", "missing closing ]: `[]a`" },
        { "[b-a]", "invalid character class range: `b-a`" },
        { "[a-\\d]", "invalid escape sequence: `\\d`" },
        { "[[:foo:]]", "invalid character class range: `[:foo:]`" },
        { "\\p{Foo}", "invalid character class range: `\\p{Foo}`" },
        { "\\pX", "invalid character class range: `\\pX`" },
        { "\\p", "invalid character class range: `\\p`" },
        { "\\p{", "invalid character class range: `\\p{`" },
        { "\\p{Old_Italic}", "invalid character class range: `\\p{Old_Italic}`" },
        { "\\8", "invalid escape sequence: `\\8`" },
        { "\\1", "invalid escape sequence: `\\1`" },
        { "\\C", "invalid escape sequence: `\\C`" },
        { "\\Z", "invalid escape sequence: `\\Z`" },
        { "\\x{110000}", "invalid escape sequence: `\\x{110000`" },
        { "\\xg1", "invalid escape sequence: `\\xg1`" },
        { "\\x1", "invalid escape sequence: `\\x1`" },
        { "\\\303\251", "invalid escape sequence: `\\\303\251`" },
        { "\\", "trailing backslash at end of expression: ``" },
        { "a\377b", "invalid UTF-8: `\377b`" },
        { "[\377]", "invalid UTF-8: `\377]`" },
        { "\\p{\377}", "invalid UTF-8: `\377`" },
        { "\\Qa\377", "invalid UTF-8: `\377`" },
        { "(?P<\377>a)", "invalid UTF-8: `\377`" },
        { "(?\377", "invalid UTF-8: `\377`" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = NULL;
        crd_err err = { 0 };
        CHECK(!crd_regex_compile(arena, crd_str_c(rows[i].pattern), &regex, &err));
        CHECK(regex == NULL);
        CHECK_INT(err.code, CRD_E_SYNTAX);
        CHECK(err.place.offset <= strlen(rows[i].pattern));
        CHECK_STR(err.message, CRD_CAT(arena, CRD_S("error parsing regexp: "),
                                       crd_str_c(rows[i].error)));
        CHECK(!crd_regex_compile(arena, crd_str_c(rows[i].pattern), &regex, NULL));
    }
}

static void note(crd_buf *buf, const ptrdiff_t *slots, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) {
            crd_buf_add_byte(buf, ' ');
        }
        crd_buf_add_int(buf, slots[i]);
    }
}

void test_regex_find(void)
{
    static const struct {
        const char *pattern;
        const char *text;
        const char *slots; /* empty: no match */
    } rows[] = {
        { "(a|ab)(c|bcd)(d*)", "xabcd", "1 5 1 2 2 5 5 5" },
        { "(a+)(b+)?", "caab", "1 4 1 3 3 4" },
        { "(a*)+", "b", "0 0 0 0" },
        { "(|a)*", "aa", "0 0 0 0" },
        { "(|a)+", "aa", "0 0 0 0" },
        { "(a*?)*", "aa", "0 0 0 0" },
        { "(?:(a)|b)*", "ab", "0 2 0 1" },
        { "(a){0}b(c)?", "b", "0 1 -1 -1 -1 -1" },
        { "(?i:a(?-i:b))c", "AbcABc", "0 3" },
        { "(?i)k", "\342\204\252", "0 3" },
        { "(?i)[^k]", "kK\342\204\252x", "5 6" },
        { "(?i)\\p{Lu}+", "1aB", "1 3" },
        { "\\pN+", "a\331\2431", "1 4" },
        { "\\p{Greek}", "a\317\203", "1 3" },
        { "\\P{Greek}", "\317\203.", "2 3" },
        { "\\p{lowercase letter}+", "ABc", "2 3" },
        { "[[:word:]]+", "-a_1-", "1 4" },
        { "[^\\x00-\\x{10FFFF}]|b", "ab", "1 2" },
        { "\\Qa.b\\E+", "a.bb", "0 4" },
        { "a{,2}", "a{,2}", "0 5" },
        { "x{2}{", "xx{", "0 3" },
        { "(?U)a+", "aa", "0 1" },
        { "(?U)a+?", "aa", "0 2" },
        { "(?m)^b$", "a\nb\nc", "2 3" },
        { "^b$", "a\nb", "" },
        { "(?s)a.b", "a\nb", "0 3" },
        { "a.b", "a\nb", "" },
        { "\\bb", "ab \303\251b", "5 6" },
        { "\\B.\\B", "abcd", "1 2" },
        { "a\\z", "a\n", "" },
        { "\\x{FFFD}", "a\377", "1 2" },
        { ".", "\346\227", "0 1" },
        { "[^a]", "a\377b", "1 2" },
        { "\\xff", "\303\277", "0 2" },
        { "(?:abc|abd|ab)", "abe", "0 2" },
        { "[ab]c|[ab]d", "bd", "0 2" },
        { "(?:[ab]{2}c|[ab]{2}d)(e)?", "abd", "0 3 -1 -1" },
        { "\\01\\x41\\x{42}\\t", "\001AB\011", "0 4" },
        { "(?P<n>a)(?<m>b)", "ab", "0 2 0 1 1 2" },
        { "", "", "0 0" },
        { "$^", "", "0 0" },
        { "a||b", "b", "0 0" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        crd_str text = crd_str_c(rows[i].text);
        size_t n = 2 * (crd_regex_n_groups(regex) + 1);
        ptrdiff_t slots[16];
        bool found;
        bool matched;
        size_t used = crd_arena_used(arena);
        CHECK(crd_regex_find(regex, arena, text, 0, slots, n, &found, NULL));
        CHECK(crd_regex_match(regex, arena, text, &matched, NULL));
        CHECK_INT(crd_arena_used(arena), used);
        CHECK(found == matched);
        crd_buf buf;
        crd_buf_on(&buf, arena, 1000);
        note(&buf, slots, found ? n : 0);
        if (!CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].slots))) {
            t_check(false, __FILE__, __LINE__, rows[i].pattern);
        }
    }
}

/* More slots than groups, fewer, none; from the middle, from the end and from behind it. */
void test_regex_find_from(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_regex *regex = compiled(arena, "(a)(b)?");
    crd_str text = CRD_S("aba");
    ptrdiff_t slots[8] = { 9, 9, 9, 9, 9, 9, 9, 9 };
    bool found;
    CHECK(crd_regex_find(regex, arena, text, 1, slots, 8, &found, NULL) && found);
    CHECK(slots[0] == 2 && slots[1] == 3 && slots[3] == 3 && slots[4] == -1 && slots[7] == -1);
    CHECK(crd_regex_find(regex, arena, text, 0, slots, 3, &found, NULL) && found);
    CHECK(slots[0] == 0 && slots[1] == 2 && slots[2] == -1 && slots[3] == 3);
    CHECK(crd_regex_find(regex, arena, text, 3, slots, 8, &found, NULL) && !found);
    CHECK_INT(slots[0], 0);
    CHECK(crd_regex_find(regex, arena, text, 4, slots, 8, &found, NULL) && !found);
    CHECK(crd_regex_find(regex, arena, text, 0, NULL, 0, &found, NULL) && found);
    regex = compiled(arena, "\\bb|^b");
    CHECK(crd_regex_find(regex, arena, CRD_S("ab b"), 1, slots, 2, &found, NULL) && found);
    CHECK_INT(slots[0], 3);
}

void test_regex_scan(void)
{
    static const struct {
        const char *pattern;
        const char *text;
        const char *all;
    } rows[] = {
        { "a*", "baac", "0 0; 1 3; 4 4" },
        { "a*?", "aa", "0 0; 1 1; 2 2" },
        { "\\b", "ab c", "0 0; 2 2; 3 3; 4 4" },
        { "(?m)^", "a\n\nb", "0 0; 2 2; 3 3" },
        { "(?m)$", "a\n\nb", "1 1; 2 2; 4 4" },
        { "", "\303\251\377", "0 0; 2 2; 3 3" },
        { "a|", "aba", "0 1; 2 3" },
        { "\\B", "ab", "1 1" },
        { "^a", "aaa", "0 1" },
        { "ab", "ababxab", "0 2; 2 4; 5 7" },
        { "\\bfoo", "foofoo foo", "0 3; 7 10" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 1000);
        crd_regex_scan *scan;
        const ptrdiff_t *slots;
        CHECK(crd_regex_scan_new(arena, regex, crd_str_c(rows[i].text), 0, &scan, NULL));
        while (crd_regex_scan_next(scan, &slots, NULL) && slots) {
            crd_buf_add(&buf, buf.len ? CRD_S("; ") : CRD_S(""));
            note(&buf, slots, 2);
        }
        CHECK(crd_regex_scan_next(scan, &slots, NULL) && !slots);
        CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].all));
    }
}

/* Alternatives are joined where they begin alike; what they match and prefer stays the same. */
void test_regex_alternatives(void)
{
    static const crd_str text = CRD_STR_INIT("abcabd aABk1\n\303\251.");
    static const struct {
        const char *pattern;
        const char *all;
    } rows[] = {
        { "[ab]c|[ab]d|[ab]", "0 1; 1 3; 3 4; 4 6; 7 8" },
        { "[ab]{2}c|[ab]{2}d", "0 3; 3 6" },
        { "[ab]{2,3}c|[ab]{2,3}d", "0 3; 3 6" },
        { "(?:ab)c|(?:ab)d", "0 3; 3 6" },
        { ".a|.b", "0 2; 2 4; 6 8" },
        { "(?s:.)a|.b", "0 2; 2 4; 6 8" },
        { "a.|b.|c.", "0 2; 2 4; 4 6; 7 9" },
        { "a|b|(c)|d|e",
          "0 1 -1 -1; 1 2 -1 -1; 2 3 2 3; 3 4 -1 -1; 4 5 -1 -1; 5 6 -1 -1; 7 8 -1 -1" },
        { "a|.|b",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 13 15; 15 16" },
        { ".|\\n",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 12 13; 13 15; "
          "15 16" },
        { "\\n|.",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 12 13; 13 15; "
          "15 16" },
        { "[^\\n]|\\n",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 12 13; 13 15; "
          "15 16" },
        { "a|[^a]",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 12 13; 13 15; "
          "15 16" },
        { "[^k]|(?i)k",
          "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9; 9 10; 10 11; 11 12; 12 13; 13 15; "
          "15 16" },
        { "(?i)k|s", "10 11" },
        { "k|(?i)k", "10 11" },
        { "(?i)k|k", "10 11" },
        { "a|a|a", "0 1; 3 4; 7 8" },
        { "\\pL|\\pN|1", "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 7 8; 8 9; 9 10; 10 11; 11 12; 13 15" },
        { "\\pLc|\\pLd", "1 3; 4 6" },
        { "1|\\pN|\\pL", "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 7 8; 8 9; 9 10; 10 11; 11 12; 13 15" },
        { "(?i:ab)c|abd", "0 3; 3 6" },
        { "a||||b",
          "0 1; 2 2; 3 4; 5 5; 6 6; 7 8; 9 9; 10 10; 11 11; 12 12; 13 13; 15 15; 16 16" },
        { "(?:)|(?:)|a",
          "0 0; 1 1; 2 2; 3 3; 4 4; 5 5; 6 6; 7 7; 8 8; 9 9; 10 10; 11 11; 12 12; 13 13; "
          "15 15; 16 16" },
        { "abc|abd|ab|a", "0 3; 3 6; 7 8" },
        { "abc|ab|abd", "0 3; 3 5" },
        { "a*b|a*c", "0 2; 2 3; 3 5" },
        { "^a|^b", "0 1" },
        { "x+|[^\\s\\S]|b", "1 2; 4 5" },
        { "[ab]|[ab]c|[^\\s\\S]", "0 1; 1 2; 3 4; 4 5; 7 8" },
        { "(?s:.)b|(?s:.)c", "0 2; 3 5" },
        { "\\d{2}|\\d{2}a|[a]{1}b|[a]{1}c", "0 2; 3 5" },
        { "(?U:[ab]{2})c|[ab]{2}d", "0 3; 3 6" },
        { "a\\pL|a\\pLd", "0 2; 3 5; 7 9" },
        { "(a|b|ab)(c|bcd|\\b)", "0 3 0 2 2 3" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        size_t n = 2 * (crd_regex_n_groups(regex) + 1);
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 1000);
        crd_regex_scan *scan;
        const ptrdiff_t *slots;
        CHECK(crd_regex_scan_new(arena, regex, text, n, &scan, NULL));
        while (crd_regex_scan_next(scan, &slots, NULL) && slots) {
            crd_buf_add(&buf, buf.len ? CRD_S("; ") : CRD_S(""));
            note(&buf, slots, n);
        }
        if (!CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].all))) {
            t_check(false, __FILE__, __LINE__, rows[i].pattern);
        }
    }
}

void test_regex_replace(void)
{
    static const struct {
        const char *pattern;
        const char *text;
        const char *template_;
        const char *expanded;
        const char *literal;
    } rows[] = {
        { "a(x*)b", "-ab-axxb-", "$1W", "---", "-$1W-$1W-" },
        { "a(x*)b", "-ab-axxb-", "${1}W", "-W-xxW-", "-${1}W-${1}W-" },
        { "a(?P<n>x*)b", "axb", "<$n$$$n_>", "<x$>", "<$n$$$n_>" },
        { "a*", "baac", "-", "-b-c-", "-b-c-" },
        { "a*", "", "-", "-", "-" },
        { "(?P<n>a)|(?P<n>b)", "ab", "[$n]", "[a][b]", "[$n][$n]" },
        { "b", "abc", "$", "a$c", "a$c" },
        { "b", "abc", "${0}${1}$x${", "ab${c", "a${0}${1}$x${c" },
        { "b", "abc", "$01$00$100000000000", "ac", "a$01$00$100000000000c" },
        { "(\303\251)", "\303\251", "$\303\251${1}", "\303\251", "$\303\251${1}" },
        { "\\b", "ab", "|", "|ab|", "|ab|" },
        { "x", "abc", "y", "abc", "abc" },
        { "(a)(b)?", "aab", "$2$1,", "a,ba,", "$2$1,$2$1," },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        crd_str text = crd_str_c(rows[i].text);
        crd_str template_ = crd_str_c(rows[i].template_);
        CRD_AUTO_BUF heap;
        crd_buf same;
        crd_buf_init(&heap, 1000);
        crd_buf_on(&same, arena, 1000);
        size_t used = crd_arena_used(arena);
        CHECK(crd_regex_replace(regex, arena, text, template_, &heap, NULL));
        CHECK_STR(crd_buf_str(&heap), crd_str_c(rows[i].expanded));
        CHECK_INT(crd_arena_used(arena), used);
        CHECK(crd_regex_replace_literal(regex, arena, text, template_, &same, NULL));
        CHECK_STR(crd_buf_str(&same), crd_str_c(rows[i].literal));
    }
}

/* The ceiling of the result at its size less one, and at its size. */
void test_regex_replace_limit(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_regex *regex = compiled(arena, "a");
    for (size_t limit = 5; limit <= 7; limit++) {
        CRD_AUTO_BUF out;
        crd_err err = { 0 };
        crd_buf_init(&out, limit);
        bool ok = crd_regex_replace_literal(regex, arena, CRD_S("aaa"), CRD_S("xy"), &out, &err);
        CHECK_INT(ok, limit >= 6);
        CHECK_INT(err.code, limit >= 6 ? CRD_OK : CRD_E_MEMORY);
    }
}

void test_regex_split(void)
{
    static const struct {
        const char *pattern;
        const char *text;
        int limit;
        const char *parts;
    } rows[] = {
        { "a", "banana", -1, "4:b/n/n/" },
        { "a", "banana", 0, "0:" },
        { "a", "banana", 1, "1:banana" },
        { "a", "banana", 2, "2:b/nana" },
        { "z+", "pizza", -1, "2:pi/a" },
        { "", "abc", -1, "3:a/b/c" },
        { "", "", -1, "0:" },
        { ",", "", -1, "1:" },
        { ",", ",a,", -1, "3:/a/" },
        { "a*", "baac", -1, "2:b/c" },
        { "a*", "baac", 2, "2:b/c" },
        { "\\b", "ab cd", -1, "3:ab/ /cd" },
        { "x*", "\303\251", -1, "1:\303\251" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        const crd_str *parts;
        size_t n;
        CHECK(crd_regex_split(regex, arena, crd_str_c(rows[i].text), rows[i].limit, &parts, &n,
                              NULL));
        crd_buf buf;
        crd_buf_on(&buf, arena, 1000);
        crd_buf_add_uint(&buf, n);
        crd_buf_add_byte(&buf, ':');
        for (size_t k = 0; k < n; k++) {
            crd_buf_add(&buf, k ? CRD_S("/") : CRD_S(""));
            crd_buf_add(&buf, parts[k]);
        }
        CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].parts));
    }
}

/* More parts than fit one chunk of the list. */
void test_regex_split_many(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF text;
    crd_buf_init(&text, 10000);
    for (int i = 0; i < 1000; i++) {
        crd_buf_add_lit(&text, "ab,");
    }
    const crd_str *parts;
    size_t n;
    CHECK(crd_regex_split(compiled(arena, ","), arena, crd_buf_str(&text), -1, &parts, &n, NULL));
    CHECK_INT(n, 1001);
    CHECK_STR(parts[999], CRD_S("ab"));
    CHECK_STR(parts[1000], CRD_S(""));
}

void test_regex_about(void)
{
    static const struct {
        const char *pattern;
        const char *prefix;
        bool complete;
    } rows[] = {
        { "abc", "abc", true },
        { "abc+", "abc", false },
        { "(ab)c", "abc", true },
        { "a|b", "", false },
        { "(?i)abc", "", false },
        { "a\\x{FFFD}b", "a", false },
        { "", "", true },
        { "ab|ac", "a", false },
        { "\346\227\245\346\234\254.", "\346\227\245\346\234\254", false },
        { "(a)", "a", true },
        { "[a]b*", "a", false },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        bool complete;
        const crd_regex *regex = compiled(arena, rows[i].pattern);
        CHECK_STR(crd_regex_literal_prefix(regex, &complete), crd_str_c(rows[i].prefix));
        CHECK(complete == rows[i].complete);
        CHECK_STR(crd_regex_pattern(regex), crd_str_c(rows[i].pattern));
        CHECK(crd_regex_size(regex) > 0);
    }
    const crd_regex *regex = compiled(arena, "(a)(?P<x>b)(?<y1>c)(?P<x>d)");
    CHECK_INT(crd_regex_n_groups(regex), 4);
    CHECK_STR(crd_regex_group_name(regex, 0), CRD_S(""));
    CHECK_STR(crd_regex_group_name(regex, 1), CRD_S(""));
    CHECK_STR(crd_regex_group_name(regex, 3), CRD_S("y1"));
    CHECK_STR(crd_regex_group_name(regex, 5), CRD_S(""));
    CHECK_INT(crd_regex_group_index(regex, CRD_S("x")), 2);
    CHECK_INT(crd_regex_group_index(regex, CRD_S("")), -1);
    CHECK_INT(crd_regex_group_index(regex, CRD_S("z")), -1);
    crd_buf quoted;
    crd_buf_on(&quoted, arena, 1000);
    crd_regex_quote(&quoted, CRD_S("a\\.+*?()|[]{}^$-\377\0"));
    CHECK_STR(crd_buf_str(&quoted),
              CRD_S("a\\\\\\.\\+\\*\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$-\377\0"));
}
