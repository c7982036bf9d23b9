/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compiled form of a regular expression, for the files regex_*.c alone. Immutable once made.
 *
 *   (a|b)+c     0 MATCH
 *               1 RUNE c -> 0
 *               2 ALT -> 5, 1          the loop: another round first, then on
 *               3 CAPTURE 3 -> 2
 *               4 SET [ab] -> 3
 *               5 CAPTURE 2 -> 4       <- start
 *
 * Where the preference matters ALT's out comes before its arg.
 */
#ifndef CRD_BASE_REGEX_PROG_H
#define CRD_BASE_REGEX_PROG_H

#include "regex.h"
#include "regex_class.h"
#include "regex_tree.h"

#ifdef __cplusplus
extern "C" {
#endif

enum rx_inst_op {
    RX_I_MATCH = 0,
    RX_I_ALT,     /* out, else arg */
    RX_I_CAPTURE, /* arg: slot */
    RX_I_ASSERT,  /* arg: one of RX_AT_... */
    /* from here on: instructions that take a rune */
    RX_I_RUNE, /* arg: the rune */
    RX_I_SET,  /* arg: index of the set */
    RX_I_ANY,
    RX_I_ANY_NOT_NL,
};

enum {
    RX_AT_BEGIN_LINE = 1,
    RX_AT_END_LINE = 2,
    RX_AT_BEGIN_TEXT = 4,
    RX_AT_END_TEXT = 8,
    RX_AT_WORD_BOUNDARY = 16,
    RX_AT_NO_WORD_BOUNDARY = 32,
};

/* What stands beside a position, as far as assertions can tell. */
enum rx_kind {
    RX_KIND_OTHER = 0,
    RX_KIND_EDGE, /* the end or the start of the text */
    RX_KIND_NEWLINE,
    RX_KIND_WORD,
};

typedef struct rx_inst {
    uint32_t op;
    uint32_t out;
    uint32_t arg;
} rx_inst;

typedef struct rx_set {
    uint64_t ascii[2]; /* the first 128 runes as bits */
    uint32_t at;       /* first range, in crd_regex.ranges */
    uint32_t n;
} rx_set;

typedef struct rx_prog {
    const rx_inst *insts;
    uint32_t n;
    uint32_t start;
} rx_prog;

/* Runes that no instruction tells apart share a class. n 0: not worked out. */
typedef struct rx_classes {
    const uint32_t *starts; /* where each interval starts; the first at 0 */
    const uint16_t *ids;    /* its class */
    size_t n_starts;
    const uint32_t *samples; /* one rune of each class */
    size_t n;
    uint16_t ascii[128];
} rx_classes;

struct crd_regex {
    crd_str pattern;
    rx_prog forward;
    rx_prog backward; /* for the same text read from its end; n 0: none */
    const rx_set *sets;
    size_t n_sets;
    const rx_range *ranges;
    uint32_t n_groups;    /* without the whole match */
    const crd_str *names; /* n_groups + 1 */
    uint32_t asserts;     /* all that the program asks for */
    bool anchored;        /* only matches at the start of the text */
    bool starts_known;    /* first_bytes tells where a match may start */
    bool prefix_complete;
    crd_str prefix;
    uint64_t first_bytes[4];
    rx_classes classes;
};

static inline bool crd_rx_set_has(const struct crd_regex *re, const rx_set *set, uint32_t rune)
{
    if (rune < 128) {
        return set->ascii[rune >> 6] >> (rune & 63) & 1;
    }
    return crd_rx_ranges_have(re->ranges + set->at, set->n, rune);
}

/* True when the instruction, one that takes a rune, takes this one. */
static inline bool crd_rx_takes(const struct crd_regex *re, const rx_inst *inst, uint32_t rune)
{
    switch (inst->op) {
    case RX_I_RUNE:
        return inst->arg == rune;
    case RX_I_SET:
        return crd_rx_set_has(re, &re->sets[inst->arg], rune);
    case RX_I_ANY_NOT_NL:
        return rune != '\n';
    default:
        return true;
    }
}

static inline bool crd_rx_is_word(uint32_t rune)
{
    return rune < 128 && (crd_is_alnum((unsigned char)rune) || rune == '_');
}

static inline enum rx_kind crd_rx_kind(uint32_t rune)
{
    return crd_rx_is_word(rune) ? RX_KIND_WORD : rune == '\n' ? RX_KIND_NEWLINE : RX_KIND_OTHER;
}

/* The assertions that hold between two kinds. */
static inline uint32_t crd_rx_holds(enum rx_kind before, enum rx_kind after)
{
    uint32_t holds = 0;
    if (before == RX_KIND_EDGE) {
        holds |= RX_AT_BEGIN_TEXT | RX_AT_BEGIN_LINE;
    } else if (before == RX_KIND_NEWLINE) {
        holds |= RX_AT_BEGIN_LINE;
    }
    if (after == RX_KIND_EDGE) {
        holds |= RX_AT_END_TEXT | RX_AT_END_LINE;
    } else if (after == RX_KIND_NEWLINE) {
        holds |= RX_AT_END_LINE;
    }
    bool boundary = (before == RX_KIND_WORD) != (after == RX_KIND_WORD);
    return holds | (boundary ? RX_AT_WORD_BOUNDARY : RX_AT_NO_WORD_BOUNDARY);
}

/* regex_classes.c: works out re->classes; leaves n at 0 when that is too much work. False: no
 * memory. */
bool crd_rx_classes_build(crd_arena *arena, struct crd_regex *re);

#ifdef __cplusplus
}
#endif
#endif
