/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions at their bounds: what is refused as too large, that work grows with the text
 * alone, that both engines agree, that failing allocations are survived. What is accepted or
 * refused: Go 1.26.8 regexp.
 */
#include "base/limits.h"
#include "base/regex.h"
#include "base/regex_exec.h"
#include "base/utf8.h"
#include "tests.h"

#include <stdlib.h>

#define ARENA_BYTES ((size_t)512 << 20)

static void repeat(crd_buf *buf, crd_str text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, text);
    }
}

/* "" when pattern compiles, else the error without the pattern. */
static crd_str refusal(crd_arena *arena, crd_str pattern)
{
    const crd_regex *regex = NULL;
    crd_err err = { 0 };
    if (crd_regex_compile(arena, pattern, &regex, &err)) {
        return CRD_S("");
    }
    crd_str before;
    crd_str after;
    CHECK(crd_str_cut(err.message, CRD_S(": `"), &before, &after));
    return before;
}

static crd_str refusal_of(const crd_buf *pattern)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CHECK(!crd_buf_failed(pattern));
    crd_str text = refusal(arena, crd_buf_str(pattern));
    return text.len == 0                              ? CRD_S("")
           : crd_str_has(text, CRD_S("too large"))    ? CRD_S("large")
           : crd_str_has(text, CRD_S("too deeply"))   ? CRD_S("deep")
           : crd_str_has(text, CRD_S("repeat count")) ? CRD_S("count")
                                                      : CRD_S("other");
}

void test_regex_height(void)
{
    /* the innermost literal is a level too */
    for (size_t n = CRD_REGEX_HEIGHT_MAX - 2; n <= CRD_REGEX_HEIGHT_MAX; n++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 100000);
        repeat(&buf, CRD_S("("), n);
        crd_buf_add_byte(&buf, 'a');
        repeat(&buf, CRD_S(")"), n);
        CHECK_STR(refusal_of(&buf), n < CRD_REGEX_HEIGHT_MAX ? CRD_S("") : CRD_S("deep"));
    }
    /* alternatives that share their beginnings nest as deep as they are long */
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, (size_t)4 << 20);
    for (size_t n = 1; n <= 1200; n++) {
        repeat(&buf, CRD_S("a"), n);
        crd_buf_add_byte(&buf, '|');
    }
    CHECK_STR(refusal_of(&buf), CRD_S("deep"));
}

void test_regex_repeat_max(void)
{
    for (int n = CRD_REGEX_REPEAT_MAX - 1; n <= CRD_REGEX_REPEAT_MAX + 1; n++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 100);
        crd_buf_add_lit(&buf, "a{");
        crd_buf_add_int(&buf, n);
        crd_buf_add_lit(&buf, "}");
        CHECK_STR(refusal_of(&buf), n <= CRD_REGEX_REPEAT_MAX ? CRD_S("") : CRD_S("count"));
    }
}

void test_regex_insts_max(void)
{
    /* 3,355 classes a thousand times, and what is left of the bound */
    for (size_t n = 442; n <= 444; n++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 100000);
        crd_buf_add_lit(&buf, "(?:");
        repeat(&buf, CRD_S("[ab]"), 3355);
        crd_buf_add_lit(&buf, "){1000}");
        repeat(&buf, CRD_S("[ab]"), n);
        bool fits = 3355000 + (int64_t)n <= CRD_REGEX_INSTS_MAX;
        CHECK_STR(refusal_of(&buf), fits ? CRD_S("") : CRD_S("large"));
    }
}

void test_regex_runes_max(void)
{
    crd_rune_set letters;
    size_t cursor = 0;
    uint32_t first;
    uint32_t last;
    uint64_t ends = 0;
    CHECK(crd_rune_set_category(CRD_S("L"), &letters));
    while (crd_rune_set_next(letters, &cursor, &first, &last)) {
        ends += 2;
    }
    uint64_t sets = CRD_REGEX_RUNES_MAX / ends;
    uint64_t rest = CRD_REGEX_RUNES_MAX % ends; /* even, as all of it */
    for (int more = -1; more <= 1; more++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, (size_t)1 << 20);
        repeat(&buf, CRD_S("\\pL"), sets);
        repeat(&buf, CRD_S("[ab]"), more < 0 ? rest / 2 - 1 : rest / 2);
        repeat(&buf, CRD_S("x"), more == 0 ? 0 : 1);
        CHECK_STR(refusal_of(&buf), more <= 0 ? CRD_S("") : CRD_S("large"));
    }
}

void test_regex_text_max(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, CRD_S("^a"), &regex, NULL));
    char *text = calloc(1, CRD_TEXT_BYTES_MAX + 1);
    if (!CHECK(text != NULL)) {
        return;
    }
    for (size_t n = CRD_TEXT_BYTES_MAX - 1; n <= CRD_TEXT_BYTES_MAX + 1; n++) {
        bool matched = true;
        crd_err err = { 0 };
        bool ok = crd_regex_match(regex, arena, crd_str_of(text, n), &matched, &err);
        CHECK_INT(ok, n <= CRD_TEXT_BYTES_MAX);
        CHECK_INT(err.code, ok ? CRD_OK : CRD_E_BUDGET);
        CHECK(matched != ok);
    }
    free(text);
}

/* Steps of all matches of pattern in text. */
static uint64_t steps(const char *pattern, crd_str text, size_t n_slots, bool dfa)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, crd_str_c(pattern), &regex, NULL));
    rx_search search = {
        .re = regex, .arena = arena, .text = text, .n_slots = n_slots, .no_dfa = !dfa
    };
    ptrdiff_t slots[8];
    CHECK(crd_rx_find(&search, 0, slots) != RX_FAILED);
    return search.steps;
}

/* Twice the text takes twice the steps, and a small number of them a byte. */
void test_regex_linear(void)
{
    static const char *const patterns[] = {
        "(a+)+$", "(a|aa)*b", "(?:a?){20}a{20}$", "(.*)(.*)(.*)x", "(?i)(\\pL+|[^k])*z$",
    };
    CRD_AUTO_BUF text;
    crd_buf_init(&text, (size_t)1 << 21);
    repeat(&text, CRD_S("a"), (size_t)1 << 14);
    crd_buf_add_byte(&text, '!');
    crd_str whole = crd_buf_str(&text);
    crd_str half = crd_str_from(whole, whole.len / 2);
    for (size_t i = 0; i < T_COUNT(patterns); i++) {
        for (int dfa = 0; dfa < 2; dfa++) {
            for (size_t slots = 0; slots <= 4; slots += 2) {
                uint64_t all = steps(patterns[i], whole, slots, dfa);
                uint64_t less = steps(patterns[i], half, slots, dfa);
                CHECK(all <= less * 21 / 10);
                CHECK(all <= whole.len * (dfa ? 2 : 200));
            }
        }
    }
}

void test_regex_alternations(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF pattern;
    CRD_AUTO_BUF text;
    crd_buf_init(&pattern, (size_t)1 << 20);
    crd_buf_init(&text, (size_t)1 << 20);
    for (unsigned i = 0; i < 10000; i++) {
        crd_buf_add_lit(&pattern, "w");
        crd_buf_add_uint(&pattern, i * 7919 % 10007);
        crd_buf_add_lit(&pattern, "x|");
    }
    crd_buf_add_lit(&pattern, "end");
    repeat(&text, CRD_S("w12 w123 w1234 w99999x "), 20000);
    crd_buf_add_lit(&text, "end");
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, crd_buf_str(&pattern), &regex, NULL));
    CHECK(crd_arena_used(arena) < (size_t)8 << 20);
    crd_regex_scan *scan;
    const ptrdiff_t *slots;
    CHECK(crd_regex_scan_new(arena, regex, crd_buf_str(&text), 2, &scan, NULL));
    CHECK(crd_regex_scan_next(scan, &slots, NULL) && slots);
    CHECK_INT(slots[1], text.len);
    CHECK(crd_regex_scan_steps(scan) < 4 * text.len);
}

/* Patterns of 1 MiB (and a quarter of it): memory in proportion, and no more. */
void test_regex_long_pattern(void)
{
    static const char *const pieces[] = {
        "a", "a*", "a|", "(?i)k", "[a-c]", "\\d?", "(a)", "\\x41"
    };
    for (size_t i = 0; i < T_COUNT(pieces); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CRD_AUTO_BUF pattern;
        crd_buf_init(&pattern, (size_t)2 << 20);
        size_t size = i < 3 ? (size_t)1 << 20 : (size_t)1 << 18;
        repeat(&pattern, crd_str_c(pieces[i]), size / strlen(pieces[i]));
        const crd_regex *regex = NULL;
        CHECK(crd_regex_compile(arena, crd_buf_str(&pattern), &regex, NULL));
        CHECK(crd_arena_used(arena) < (size_t)64 << 20);
        bool matched;
        CHECK(crd_regex_match(regex, arena, CRD_S("aAk1"), &matched, NULL));
    }
}

/* Whether a literal of n different runes has classes, and whether 255 and 256 bytes use them. */
static const crd_regex *with_runes(crd_arena *arena, size_t n)
{
    CRD_AUTO_BUF pattern;
    crd_buf_init(&pattern, 10000);
    for (size_t i = 0; i < n; i++) {
        char out[4];
        crd_buf_add(&pattern, crd_str_of(out, crd_rune_encode(0x4E00 + (uint32_t)i, out)));
    }
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, crd_buf_str(&pattern), &regex, NULL));
    return regex;
}

void test_regex_dfa_bounds(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    /* and one class each for the newline and for all others */
    size_t most = CRD_REGEX_DFA_CLASSES_MAX - 2;
    CHECK_INT(with_runes(arena, most - 1)->classes.n, most + 1);
    CHECK_INT(with_runes(arena, most)->classes.n, most + 2);
    CHECK_INT(with_runes(arena, most + 1)->classes.n, 0);
    for (size_t n = CRD_REGEX_DFA_INSTS_MAX - 2; n <= CRD_REGEX_DFA_INSTS_MAX; n++) {
        CRD_AUTO_BUF pattern;
        crd_buf_init(&pattern, (size_t)1 << 20);
        repeat(&pattern, CRD_S("a"), n); /* and the match */
        const crd_regex *regex = NULL;
        CHECK(crd_regex_compile(arena, crd_buf_str(&pattern), &regex, NULL));
        CHECK_INT(regex->classes.n > 0, n + 1 <= CRD_REGEX_DFA_INSTS_MAX);
    }
    char text[CRD_REGEX_DFA_TEXT_MIN + 1];
    memset(text, 'a', sizeof(text));
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, CRD_S("a+b?$"), &regex, NULL));
    for (size_t n = CRD_REGEX_DFA_TEXT_MIN - 1; n <= CRD_REGEX_DFA_TEXT_MIN + 1; n++) {
        rx_search search = { .re = regex, .arena = arena, .text = { text, n }, .n_slots = 2 };
        ptrdiff_t slots[2];
        CHECK_INT(crd_rx_find(&search, 0, slots), RX_YES);
        CHECK_INT(slots[1], n);
        CHECK_INT(search.forward != NULL, n >= CRD_REGEX_DFA_TEXT_MIN);
    }
}

/* Sets that take too much work to tell apart leave the machine alone, which still answers. */
void test_regex_class_work(void)
{
    for (unsigned n = 50; n <= 1050; n += 1000) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CRD_AUTO_BUF pattern;
        crd_buf_init(&pattern, (size_t)1 << 20);
        for (unsigned i = 0; i < n; i++) {
            char out[4];
            crd_buf_add_lit(&pattern, "[\\pL");
            crd_buf_add(&pattern, crd_str_of(out, crd_rune_encode(0xE000 + 2 * i, out)));
            crd_buf_add_lit(&pattern, "]?");
        }
        crd_buf_add_lit(&pattern, "!");
        const crd_regex *regex = NULL;
        CHECK(crd_regex_compile(arena, crd_buf_str(&pattern), &regex, NULL));
        CHECK_INT(regex->classes.n > 0, n == 50);
        bool matched;
        CHECK(crd_regex_match(regex, arena, CRD_S("\xc3\xa9!"), &matched, NULL) && matched);
    }
}

/* An automaton whose states do not fit its memory gives up, and the machine answers. */
void test_regex_dfa_gives_up(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF text;
    crd_buf_init(&text, 100000);
    uint32_t random = 1;
    for (int i = 0; i < 3000; i++) {
        random = random * 1103515245u + 12345u;
        crd_buf_add_byte(&text, random >> 16 & 1 ? 'a' : 'b');
    }
    crd_buf_add_lit(&text, "c");
    const crd_regex *regex = NULL;
    CHECK(crd_regex_compile(arena, CRD_S("(a)[ab]{25}(.{0,30}){0,5}c"), &regex, NULL));
    rx_search search = { .re = regex, .arena = arena, .text = crd_buf_str(&text), .n_slots = 6 };
    rx_search plain = search;
    plain.no_dfa = true;
    ptrdiff_t slots[6];
    ptrdiff_t want[6];
    CHECK_INT(crd_rx_find(&search, 0, slots), RX_YES);
    CHECK_INT(crd_rx_find(&plain, 0, want), RX_YES);
    CHECK(search.no_dfa);
    CHECK(memcmp(slots, want, sizeof(want)) == 0);
    /* one that only has to be emptied now and then does not give up */
    CHECK(crd_regex_compile(arena, CRD_S("a[ab]{8}c|[ab]c"), &regex, NULL));
    rx_search small = { .re = regex, .arena = arena, .text = crd_buf_str(&text), .n_slots = 2 };
    CHECK_INT(crd_rx_find(&small, 0, slots), RX_YES);
    CHECK_INT(slots[1], text.len);
}

/* The automaton, both ways, against the machine, on texts too short for it to be used. */
void test_regex_engines_agree(void)
{
    static const char *const patterns[] = {
        "a*",     "(a|ab)(c|bcd)?", "\\bab?\\b",      "^a|b$",     "(?m)^b?$",
        "\\B.",   "(?s).+?b",       "[^a]\\z",        "(?i)K+",    "a*?b|a",
        "(?:)|a", "\\Aa",           "[\\x80-\\xff]b", "\\x{FFFD}", "a\\b|\\bb",
        "x|a+$",
    };
    static const char *const texts[] = { "",
                                         "a",
                                         "ab",
                                         "xab b",
                                         "a\nb\n",
                                         "kK\xe2\x84\xaa",
                                         "\xff"
                                         "ab\xc3",
                                         "\xc3\xa9"
                                         "b",
                                         "aaabaa",
                                         "\n\n" };
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    for (size_t i = 0; i < T_COUNT(patterns); i++) {
        const crd_regex *regex = NULL;
        CHECK(crd_regex_compile(arena, crd_str_c(patterns[i]), &regex, NULL));
        for (size_t k = 0; k < T_COUNT(texts); k++) {
            rx_search search = {
                .re = regex, .arena = arena, .text = crd_str_c(texts[k]), .n_slots = 2
            };
            for (size_t from = 0; from <= search.text.len && !(from && regex->anchored); from++) {
                ptrdiff_t want[2];
                size_t start = 0;
                size_t end = 0;
                enum rx_answer found = crd_rx_pike(&search, from, false, search.text.len, want);
                CHECK_INT(crd_rx_dfa_end(&search, from, true, &end), found);
                CHECK_INT(crd_rx_dfa_end(&search, from, false, &end), found);
                if (found != RX_YES) {
                    continue;
                }
                CHECK_INT(end, want[1]);
                CHECK_INT(crd_rx_dfa_start(&search, from, end, &start), RX_YES);
                if (!CHECK_INT(start, want[0])) {
                    t_check(false, __FILE__, __LINE__, patterns[i]);
                }
            }
        }
    }
}

struct work {
    const char *pattern;
    size_t text_len;
};

static bool all_of_it(void *context)
{
    const struct work *work = context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF text;
    CRD_AUTO_BUF out;
    crd_buf_init(&text, 100000);
    crd_buf_init(&out, 100000);
    repeat(&text, CRD_S("ab "), work->text_len / 3);
    const crd_regex *regex = NULL;
    crd_regex_scan *scan;
    const ptrdiff_t *slots = NULL;
    const crd_str *parts;
    size_t n;
    bool found;
    crd_err err = { 0 };
    bool ok = arena && !crd_buf_failed(&text) &&
              crd_regex_compile(arena, crd_str_c(work->pattern), &regex, &err) &&
              crd_regex_match(regex, arena, crd_buf_str(&text), &found, &err) &&
              crd_regex_scan_new(arena, regex, crd_buf_str(&text), 8, &scan, &err);
    do {
        ok = ok && crd_regex_scan_next(scan, &slots, &err);
    } while (ok && slots);
    ok = ok && crd_regex_replace(regex, arena, crd_buf_str(&text), CRD_S("<$1>"), &out, &err) &&
         crd_regex_split(regex, arena, crd_buf_str(&text), -1, &parts, &n, &err);
    if (arena && text.failure == CRD_BUF_FINE) {
        CHECK_INT(err.code, ok ? CRD_OK : CRD_E_NOMEM);
    }
    return ok;
}

void test_regex_each_failure(void)
{
    CHECK_FAIL_EACH(all_of_it, &((struct work){ "(a)(?P<n>\\pL|[0-9é])*", 30 }));
    CHECK_FAIL_EACH(all_of_it, &((struct work){ "(?i)(a|b+)(?:x|\\b)", 3000 }));
}

/* Every ceiling of the arena up to what it takes gives an ordinary error. */
void test_regex_each_ceiling(void)
{
    static const char *const patterns[] = {
        "(?i)(a|bc)*[x-z](\xc3\xa9{2,5})$",
        "abc|abd|[ab]c|[ab]d|\\pL|\\d|.|(?:[^x]|(?P<n>k)|)+?\\Qa.\\E",
        "(?i)k|[k-s\\W]|[[:^alpha:]]{3}\\p{^Greek}|\\b(?:ab|cd|ef|(gh)*(ij)*(kl)*(mn)*)+",
    };
    for (size_t i = 0; i < T_COUNT(patterns); i++) {
        bool done = false;
        for (size_t limit = 0; limit < 300000 && !done; limit += 61) {
            CRD_AUTO_ARENA arena = crd_arena_new(limit);
            const crd_regex *regex = NULL;
            bool matched;
            crd_err err = { 0 };
            done = crd_regex_compile(arena, crd_str_c(patterns[i]), &regex, &err) &&
                   crd_regex_match(regex, arena, CRD_S("abcx"), &matched, &err);
            CHECK_INT(err.code, done ? CRD_OK : CRD_E_MEMORY);
        }
        CHECK(done);
    }
}
