/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a compiled regular expression is searched for, for the files regex_*.c alone.
 *
 * The automaton (regex_dfa.c) reads each rune once and tells whether there is a match and where it
 * ends; run backward from there, where it starts. The machine (regex_pike.c) follows all threads
 * side by side with their groups; it is slower, needs no table, and knows everything. Neither goes
 * back in the text or calls itself.
 */
#ifndef CRD_BASE_REGEX_EXEC_H
#define CRD_BASE_REGEX_EXEC_H

#include "regex_prog.h"

#ifdef __cplusplus
extern "C" {
#endif

enum rx_answer {
    RX_NO = 0,
    RX_YES,
    RX_GAVE_UP, /* the automaton's table does not fit: ask the machine */
    RX_FAILED,  /* no memory: the arena knows why */
};

struct rx_dfa;
struct rx_pike;

/* What searches of one text share; on the arena. */
typedef struct rx_search {
    const struct crd_regex *re;
    crd_arena *arena;
    crd_str text;
    size_t n_slots; /* the most that will be asked for */
    uint64_t steps;
    bool no_dfa; /* it gave up */
    struct rx_dfa *forward;
    struct rx_dfa *backward;
    struct rx_pike *pike;
} rx_search;

/* Offsets are kept in 32 bits. */
bool crd_rx_check_length(crd_arena *arena, crd_str text, crd_err *err);

/* The kind of what stands before or after a position. */
enum rx_kind crd_rx_kind_before(crd_str text, size_t pos);
enum rx_kind crd_rx_kind_after(crd_str text, size_t pos);

/* The first position at pos or later where a match may start, by its first bytes; CRD_NPOS: none.
 * pos itself when nothing is known of them. */
size_t crd_rx_skip(const struct crd_regex *re, crd_str text, size_t pos);

/* The end of the first match at from or later. any: the first end that comes up will do. */
enum rx_answer crd_rx_dfa_end(rx_search *search, size_t from, bool any, size_t *ret_end);

/* The start of that match, which is not before from. */
enum rx_answer crd_rx_dfa_start(rx_search *search, size_t from, size_t end, size_t *ret_start);

/* The first match at from or later, or exactly at from when fixed; search->n_slots slots. The
 * match is known not to go past stop. */
enum rx_answer crd_rx_pike(rx_search *search, size_t from, bool fixed, size_t stop,
                           ptrdiff_t *slots);

/* All together: the first match at from or later, with search->n_slots slots. */
enum rx_answer crd_rx_find(rx_search *search, size_t from, ptrdiff_t *slots);

#ifdef __cplusplus
}
#endif
#endif
