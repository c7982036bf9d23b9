/* SPDX-License-Identifier: Apache-2.0 */
/* Searches: which of the engines of regex_exec.h is asked what; matches one after the other. */
#include "limits.h"
#include "regex_exec.h"
#include "utf8.h"

struct crd_regex_scan {
    rx_search search;
    ptrdiff_t *slots;
    size_t pos;         /* where the next search starts; past the text: no more */
    ptrdiff_t last_end; /* of the match before; -1: none yet */
};

static enum rx_answer find_literal(rx_search *search, size_t from, ptrdiff_t *slots)
{
    size_t at = crd_rx_skip(search->re, search->text, from);
    search->steps += (at == CRD_NPOS ? search->text.len : at) - from;
    if (at == CRD_NPOS) {
        return RX_NO;
    }
    if (search->n_slots) {
        slots[0] = (ptrdiff_t)at;
        slots[1] = (ptrdiff_t)(at + search->re->prefix.len);
    }
    return RX_YES;
}

/* The automaton finds the ends of the match; the machine, kept between them, its groups. */
static enum rx_answer find_long(rx_search *search, size_t from, ptrdiff_t *slots)
{
    size_t start = 0;
    size_t end = 0;
    enum rx_answer answer = crd_rx_dfa_end(search, from, search->n_slots == 0, &end);
    if (answer != RX_YES || search->n_slots == 0) {
        return answer;
    }
    if (!search->re->anchored) {
        answer = crd_rx_dfa_start(search, from, end, &start);
        if (answer != RX_YES) {
            return answer;
        }
    }
    if (search->n_slots > 2) {
        return crd_rx_pike(search, start, true, end, slots);
    }
    slots[0] = (ptrdiff_t)start;
    slots[1] = (ptrdiff_t)end;
    return RX_YES;
}

enum rx_answer crd_rx_find(rx_search *search, size_t from, ptrdiff_t *slots)
{
    const struct crd_regex *re = search->re;
    if (from > search->text.len || (re->anchored && from > 0)) {
        return RX_NO;
    }
    if (re->prefix_complete && re->prefix.len && search->n_slots <= 2) {
        return find_literal(search, from, slots);
    }
    if (re->classes.n && !search->no_dfa && search->text.len - from >= CRD_REGEX_DFA_TEXT_MIN) {
        enum rx_answer answer = find_long(search, from, slots);
        if (answer != RX_GAVE_UP) {
            return answer;
        }
        search->no_dfa = true;
    }
    return crd_rx_pike(search, from, false, search->text.len, slots);
}

bool crd_rx_check_length(crd_arena *arena, crd_str text, crd_err *err)
{
    return text.len <= CRD_TEXT_BYTES_MAX ||
           CRD_FAIL(err, arena, CRD_E_BUDGET, CRD_S("text is too long for a regular expression"));
}

static size_t slots_of(const crd_regex *regex, size_t n_slots)
{
    size_t most = 2 * ((size_t)regex->n_groups + 1);
    return n_slots > most ? most : n_slots & ~(size_t)1;
}

bool crd_regex_match(const crd_regex *regex, crd_arena *scratch, crd_str text, bool *ret_matched,
                     crd_err *err)
{
    return crd_regex_find(regex, scratch, text, 0, NULL, 0, ret_matched, err);
}

bool crd_regex_find(const crd_regex *regex, crd_arena *scratch, crd_str text, size_t from,
                    ptrdiff_t *slots, size_t n_slots, bool *ret_found, crd_err *err)
{
    if (!crd_rx_check_length(scratch, text, err)) {
        return false;
    }
    crd_arena_mark mark = crd_arena_save(scratch);
    rx_search search = {
        .re = regex, .arena = scratch, .text = text, .n_slots = slots_of(regex, n_slots)
    };
    enum rx_answer answer = crd_rx_find(&search, from, slots);
    if (answer == RX_FAILED) {
        crd_err_memory(err, scratch);
    }
    crd_arena_rewind(scratch, mark);
    if (answer == RX_FAILED) {
        return false;
    }
    *ret_found = answer == RX_YES;
    for (size_t i = search.n_slots; *ret_found && i < n_slots; i++) {
        slots[i] = -1;
    }
    return true;
}

bool crd_regex_scan_new(crd_arena *arena, const crd_regex *regex, crd_str text, size_t n_slots,
                        crd_regex_scan **ret_scan, crd_err *err)
{
    if (!crd_rx_check_length(arena, text, err)) {
        return false;
    }
    size_t used = slots_of(regex, n_slots < 2 ? 2 : n_slots);
    crd_regex_scan *scan = CRD_NEW(arena, crd_regex_scan);
    ptrdiff_t *slots = CRD_NEW_N(arena, ptrdiff_t, used > n_slots ? used : n_slots);
    if (!scan || !slots) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = used; i < n_slots; i++) {
        slots[i] = -1;
    }
    *scan =
        (crd_regex_scan){ .search = { .re = regex, .arena = arena, .text = text, .n_slots = used },
                          .slots = slots,
                          .last_end = -1 };
    *ret_scan = scan;
    return true;
}

bool crd_regex_scan_next(crd_regex_scan *scan, const ptrdiff_t **ret_slots, crd_err *err)
{
    crd_str text = scan->search.text;
    while (scan->pos <= text.len) {
        enum rx_answer answer = crd_rx_find(&scan->search, scan->pos, scan->slots);
        if (answer == RX_FAILED) {
            return crd_err_memory(err, scan->search.arena);
        }
        if (answer != RX_YES) {
            break;
        }
        ptrdiff_t start = scan->slots[0];
        ptrdiff_t end = scan->slots[1];
        bool counts = true;
        if ((size_t)end == scan->pos) { /* empty: not right behind the last, and go on past it */
            size_t width;
            crd_rune_decode(crd_str_from(text, scan->pos), &width);
            counts = start != scan->last_end;
            scan->pos += width ? width : 1;
        } else {
            scan->pos = (size_t)end;
        }
        scan->last_end = end;
        if (counts) {
            *ret_slots = scan->slots;
            return true;
        }
    }
    scan->pos = text.len + 1;
    *ret_slots = NULL;
    return true;
}

uint64_t crd_regex_scan_steps(const crd_regex_scan *scan)
{
    return scan->search.steps;
}
