/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions: Go's regexp, with its syntax (Perl flags), its error texts, its bounds and
 * its matches: the leftmost one, and of those the one that a backtracking search would find first.
 * Every search takes time linear in the text, times at most the size of the program.
 *
 * A compiled expression is immutable; any number of threads may use it. A search allocates from
 * the arena that it is given and gives all of that back, unless it says otherwise. A byte of the
 * text that is not UTF-8 counts as U+FFFD of width 1.
 *
 * Source of the behaviour: Go 1.26 regexp and regexp/syntax.
 */
#ifndef CRD_BASE_REGEX_H
#define CRD_BASE_REGEX_H

#include "buf.h"
#include "err.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_regex crd_regex;

/*
 * Compiles pattern, which must be UTF-8. The result lives on the arena and borrows nothing.
 * CRD_E_SYNTAX with Go's text ("error parsing regexp: missing closing ): `(`"), place.offset where
 * the part that is named starts; CRD_E_MEMORY or CRD_E_NOMEM.
 */
bool crd_regex_compile(crd_arena *arena, crd_str pattern, const crd_regex **ret_regex,
                       crd_err *err);

/* What was compiled. Borrowed. */
crd_str crd_regex_pattern(const crd_regex *regex);

/* Number of groups without the whole match; the name of a group (0: the whole), empty when it has
 * none or does not exist; the first group of that name, or -1. */
size_t crd_regex_n_groups(const crd_regex *regex);
crd_str crd_regex_group_name(const crd_regex *regex, size_t group);
ptrdiff_t crd_regex_group_index(const crd_regex *regex, crd_str name);

/* The literal text that every match starts with; *ret_complete: it is all of every match. */
crd_str crd_regex_literal_prefix(const crd_regex *regex, bool *ret_complete);

/* Instructions of the program: text bytes times this bounds the steps of a search. */
size_t crd_regex_size(const crd_regex *regex);

/* MatchString: whether the text has a match anywhere. */
bool crd_regex_match(const crd_regex *regex, crd_arena *scratch, crd_str text, bool *ret_matched,
                     crd_err *err);

/*
 * FindStringSubmatchIndex of the first match that starts at from or later; what is before from
 * still counts for ^ and \b. slots gets pairs of byte offsets (start and end of the whole match,
 * of group 1, ...), -1 for a group that took no part, as far as n_slots allows: 2 * (groups + 1)
 * for all. *ret_found false leaves slots untouched.
 */
bool crd_regex_find(const crd_regex *regex, crd_arena *scratch, crd_str text, size_t from,
                    ptrdiff_t *slots, size_t n_slots, bool *ret_found, crd_err *err);

/*
 * All matches one after the other, as FindAllStringSubmatchIndex: none overlaps, and an empty one
 * right behind another does not count. Lives on the arena until that is rewound.
 */
typedef struct crd_regex_scan crd_regex_scan;

/* n_slots as for find, at least 2. text and regex are borrowed. */
bool crd_regex_scan_new(crd_arena *arena, const crd_regex *regex, crd_str text, size_t n_slots,
                        crd_regex_scan **ret_scan, crd_err *err);

/* *ret_slots: the next match, good until the next call; NULL behind the last. */
bool crd_regex_scan_next(crd_regex_scan *scan, const ptrdiff_t **ret_slots, crd_err *err);

/* Steps made so far: instructions visited and runes read. A measure of work that is the same
 * everywhere. */
uint64_t crd_regex_scan_steps(const crd_regex_scan *scan);

/*
 * ReplaceAllString and ReplaceAllLiteralString: appends text with every match replaced to out
 * (check it: its ceiling bounds the result). In a template $1, $name and ${name} stand for groups,
 * $$ for a dollar. When out grows on scratch itself, scratch is not rewound.
 */
bool crd_regex_replace(const crd_regex *regex, crd_arena *scratch, crd_str text, crd_str template_,
                       crd_buf *out, crd_err *err);
bool crd_regex_replace_literal(const crd_regex *regex, crd_arena *scratch, crd_str text,
                               crd_str replacement, crd_buf *out, crd_err *err);

/* Expand: appends the template for one match of text. */
void crd_regex_expand(const crd_regex *regex, crd_str template_, crd_str text,
                      const ptrdiff_t *slots, size_t n_slots, crd_buf *out);

/* Split: the texts between matches, at most limit of them (below 0: all; 0: none). The list lives
 * on the arena, the texts are borrowed from text. */
bool crd_regex_split(const crd_regex *regex, crd_arena *arena, crd_str text, int64_t limit,
                     const crd_str **ret_parts, size_t *ret_n, crd_err *err);

/* QuoteMeta: appends text so that it stands for itself in a pattern. */
void crd_regex_quote(crd_buf *out, crd_str text);

#ifdef __cplusplus
}
#endif
#endif
