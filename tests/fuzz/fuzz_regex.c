/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions: the first line is the pattern, the rest the text. Both engines find the same
 * match; offsets lie in the text and in order; replacing each match by itself changes nothing;
 * a quoted text matches itself.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/regex.h"
#include "base/regex_exec.h"
#include "base/utf8.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

/* Instructions times bytes that one input may take: larger ones only compile. */
#define WORK_MAX ((size_t)4 * 1000 * 1000)

static void check_slots(const ptrdiff_t *slots, size_t n, size_t from, size_t len)
{
    FUZZ_LAW(slots[0] >= (ptrdiff_t)from && slots[0] <= slots[1] && slots[1] <= (ptrdiff_t)len);
    for (size_t i = 2; i < n; i += 2) {
        FUZZ_LAW((slots[i] < 0) == (slots[i + 1] < 0));
        FUZZ_LAW(slots[i] < 0 || (slots[i] >= slots[0] && slots[i] <= slots[i + 1] &&
                                  slots[i + 1] <= slots[1]));
    }
}

/* The automaton, where it is there, against the machine. */
static void check_engines(crd_arena *arena, const crd_regex *regex, crd_str text, size_t n)
{
    rx_search search = { .re = regex, .arena = arena, .text = text, .n_slots = n };
    ptrdiff_t *slots = CRD_NEW_N(arena, ptrdiff_t, n);
    FUZZ_LAW(slots != NULL);
    enum rx_answer found = crd_rx_pike(&search, 0, false, text.len, slots);
    FUZZ_LAW(found == RX_YES || found == RX_NO);
    if (found == RX_YES) {
        check_slots(slots, n, 0, text.len);
    }
    if (regex->classes.n == 0) {
        return;
    }
    size_t start = 0;
    size_t end = 0;
    enum rx_answer ended = crd_rx_dfa_end(&search, 0, false, &end);
    FUZZ_LAW(ended == found || ended == RX_GAVE_UP);
    if (ended != RX_YES) {
        return;
    }
    FUZZ_LAW((ptrdiff_t)end == slots[1]);
    enum rx_answer started = crd_rx_dfa_start(&search, 0, end, &start);
    FUZZ_LAW(started == RX_GAVE_UP || (ptrdiff_t)start == slots[0]);
    ptrdiff_t *again = CRD_NEW_N(arena, ptrdiff_t, n);
    FUZZ_LAW(again && crd_rx_pike(&search, (size_t)slots[0], true, end, again) == RX_YES);
    FUZZ_LAW(memcmp(slots, again, n * sizeof(*slots)) == 0);
}

static void check_scan(crd_arena *arena, const crd_regex *regex, crd_str text, size_t n)
{
    crd_regex_scan *scan;
    const ptrdiff_t *slots;
    size_t from = 0;
    FUZZ_LAW(crd_regex_scan_new(arena, regex, text, n, &scan, NULL));
    while (crd_regex_scan_next(scan, &slots, NULL) && slots) {
        check_slots(slots, n, from, text.len);
        from = (size_t)slots[1];
    }
    const crd_str *parts;
    size_t n_parts;
    CRD_AUTO_BUF same;
    crd_buf_init(&same, 2 * text.len);
    FUZZ_LAW(crd_regex_replace(regex, arena, text, CRD_S("${0}"), &same, NULL));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&same), text));
    FUZZ_LAW(crd_regex_split(regex, arena, text, -1, &parts, &n_parts, NULL));
    FUZZ_LAW(n_parts <= text.len + 1);
}

static void check_quoted(crd_arena *arena, crd_str text)
{
    CRD_AUTO_BUF quoted;
    const crd_regex *regex;
    ptrdiff_t slots[2];
    bool found;
    crd_buf_init(&quoted, 2 * text.len + 1);
    crd_regex_quote(&quoted, text);
    bool ok = crd_regex_compile(arena, crd_buf_str(&quoted), &regex, NULL);
    FUZZ_LAW(ok == crd_utf8_valid(text));
    if (ok) {
        FUZZ_LAW(crd_regex_find(regex, arena, text, 0, slots, 2, &found, NULL) && found);
        FUZZ_LAW(slots[0] == 0 && slots[1] == (ptrdiff_t)text.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    crd_str whole = crd_str_of((const char *)data, size);
    crd_str pattern = whole;
    crd_str text = CRD_S("");
    crd_str_cut(whole, CRD_S("\n"), &pattern, &text);
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_regex *regex;
    crd_err err = { 0 };
    if (!arena) {
        return 0;
    }
    check_quoted(arena, text);
    if (!crd_regex_compile(arena, pattern, &regex, &err)) {
        FUZZ_LAW(err.code == CRD_E_MEMORY ||
                 (err.code == CRD_E_SYNTAX && err.place.offset <= pattern.len &&
                  crd_str_starts(err.message, CRD_S("error parsing regexp: "))));
        return 0;
    }
    if (crd_regex_size(regex) * (text.len + 1) <= WORK_MAX) {
        size_t n = 2 * (crd_regex_n_groups(regex) + 1);
        check_engines(arena, regex, text, n);
        check_scan(arena, regex, text, n);
    }
    return 0;
}
