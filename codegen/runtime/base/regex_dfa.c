/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lazy automaton. A state is the list of instructions that threads wait at, best first, before
 * anything that takes no rune is followed; with what stands before the position, so that
 * assertions are decided when the next rune is known. A match is thereby noticed on the
 * transition behind its end.
 *
 *     state ──class of the next rune──► pointer to state | 1 when a match ended before that rune
 *
 * States are made when first needed, in one piece of memory of fixed size. When it is full it is
 * emptied; when that happens too often the search gives up.
 */
#include <stdalign.h>

#include "hash.h"
#include "limits.h"
#include "regex_exec.h"
#include "utf8.h"

#define DEAD ((uintptr_t)2)
#define MATCHED ((uintptr_t)1)

/* Emptying the table must have been worth it: this many runes for each state. */
#define RUNES_PER_STATE_MIN 10

struct state {
    struct state *chain; /* next with the same hash */
    uint32_t n;
    uint8_t kind;     /* enum rx_kind of what stands before */
    bool searching;   /* a match may still start here */
    uint32_t *kernel; /* n instructions */
    uintptr_t to[];   /* by class, then for the end of the text; 0: not known yet */
};

struct rx_dfa {
    const struct crd_regex *re;
    const rx_prog *prog;
    bool backward;
    bool asks_lines; /* whether the kind of what stands before is told apart */
    bool asks_words;
    char *memory;
    size_t size;
    size_t used;
    struct state **buckets;
    size_t n_buckets; /* a power of two */
    size_t n_states;
    uint64_t runes; /* read since the table was emptied */
    bool emptied;   /* by the last transition */
    bool gave_up;
    uint32_t *marks;  /* by instruction: round in which it was followed */
    uint32_t *joined; /* ... in which it became part of the next kernel */
    uint32_t round;
    uint32_t *todo;
    uint32_t *list;
    uint32_t *kernel;
    uint64_t steps;
};

static struct rx_dfa *dfa_new(rx_search *search, bool backward, size_t text_len)
{
    const struct crd_regex *re = search->re;
    struct rx_dfa *dfa = CRD_NEW(search->arena, struct rx_dfa);
    if (!dfa) {
        return NULL;
    }
    dfa->re = re;
    dfa->prog = backward ? &re->backward : &re->forward;
    dfa->backward = backward;
    dfa->asks_lines = re->asserts & (RX_AT_BEGIN_LINE | RX_AT_END_LINE);
    dfa->asks_words = re->asserts & (RX_AT_WORD_BOUNDARY | RX_AT_NO_WORD_BOUNDARY);
    size_t size = text_len < CRD_REGEX_DFA_BYTES_MAX / 16 ? text_len * 16 : CRD_REGEX_DFA_BYTES_MAX;
    dfa->size = size < CRD_REGEX_DFA_BYTES_MIN ? CRD_REGEX_DFA_BYTES_MIN : size;
    dfa->n_buckets = 16;
    while (dfa->n_buckets < dfa->size / 1024) {
        dfa->n_buckets *= 2;
    }
    uint32_t n = dfa->prog->n;
    dfa->memory = crd_arena_alloc(search->arena, dfa->size);
    dfa->buckets = CRD_NEW_N(search->arena, struct state *, dfa->n_buckets);
    dfa->marks = CRD_NEW_N(search->arena, uint32_t, n);
    dfa->joined = CRD_NEW_N(search->arena, uint32_t, n);
    dfa->todo = CRD_NEW_N(search->arena, uint32_t, (size_t)n + 1);
    dfa->list = CRD_NEW_N(search->arena, uint32_t, n);
    dfa->kernel = CRD_NEW_N(search->arena, uint32_t, n);
    if (!dfa->memory || !dfa->buckets || !dfa->marks || !dfa->joined || !dfa->todo || !dfa->list ||
        !dfa->kernel) {
        return NULL;
    }
    return dfa;
}

static uint64_t hash_of(const uint32_t *kernel, uint32_t n, uint8_t kind, bool searching)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ (uint64_t)kind << 1 ^ (uint64_t)searching;
    for (uint32_t i = 0; i < n; i++) {
        hash = (hash ^ kernel[i]) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Room for a state, NULL when the memory is used up. */
static struct state *take_state(struct rx_dfa *dfa, uint32_t n)
{
    size_t columns = dfa->re->classes.n + 1;
    size_t size = sizeof(struct state) + columns * sizeof(uintptr_t);
    size_t whole =
        (size + n * sizeof(uint32_t) + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (whole > dfa->size - dfa->used) {
        return NULL;
    }
    struct state *state = (struct state *)(void *)(dfa->memory + dfa->used);
    dfa->used += whole;
    memset(state, 0, size);
    state->kernel = (uint32_t *)(void *)((char *)state + size);
    return state;
}

static void empty_table(struct rx_dfa *dfa)
{
    if (dfa->runes < RUNES_PER_STATE_MIN * (uint64_t)dfa->n_states) {
        dfa->gave_up = true;
    }
    dfa->used = 0;
    dfa->runes = 0;
    dfa->n_states = 0;
    dfa->emptied = true;
    memset(dfa->buckets, 0, dfa->n_buckets * sizeof(*dfa->buckets));
}

/* The state, found or made; NULL after giving up. */
static struct state *state_for(struct rx_dfa *dfa, const uint32_t *kernel, uint32_t n, uint8_t kind,
                               bool searching)
{
    uint64_t hash = hash_of(kernel, n, kind, searching);
    struct state **bucket = &dfa->buckets[hash & (dfa->n_buckets - 1)];
    for (struct state *state = *bucket; state; state = state->chain) {
        if (state->n == n && state->kind == kind && state->searching == searching &&
            (n == 0 || memcmp(state->kernel, kernel, n * sizeof(*kernel)) == 0)) {
            return state;
        }
    }
    struct state *state = take_state(dfa, n);
    if (!state) {
        empty_table(dfa);
        state = dfa->gave_up ? NULL : take_state(dfa, n);
        if (!state) {
            dfa->gave_up = true;
            return NULL;
        }
    }
    state->n = n;
    state->kind = kind;
    state->searching = searching;
    if (n) {
        memcpy(state->kernel, kernel, n * sizeof(*kernel));
    }
    state->chain = *bucket;
    *bucket = state;
    dfa->n_states++;
    return state;
}

/* Kinds that no assertion of the program tells apart are one. */
static uint8_t kept_kind(const struct rx_dfa *dfa, enum rx_kind kind)
{
    if ((kind == RX_KIND_WORD && !dfa->asks_words) ||
        (kind == RX_KIND_NEWLINE && !dfa->asks_lines) || dfa->re->asserts == 0) {
        return RX_KIND_OTHER;
    }
    return (uint8_t)kind;
}

/* Follows what takes no rune from at on; true when a match ends the search for lesser ones. */
static bool follow(struct rx_dfa *dfa, uint32_t at, uint32_t holds, uint32_t *n, bool *matched)
{
    uint32_t left = 0;
    dfa->todo[left++] = at;
    while (left) {
        at = dfa->todo[--left];
        if (dfa->marks[at] == dfa->round) {
            continue;
        }
        dfa->marks[at] = dfa->round;
        dfa->steps++;
        const rx_inst *inst = &dfa->prog->insts[at];
        switch (inst->op) {
        case RX_I_MATCH:
            *matched = true;
            if (!dfa->backward) {
                return true;
            }
            break;
        case RX_I_ALT:
            if (dfa->marks[inst->arg] != dfa->round) {
                dfa->todo[left++] = inst->arg;
            }
            dfa->todo[left++] = inst->out;
            break;
        case RX_I_CAPTURE:
            dfa->todo[left++] = inst->out;
            break;
        case RX_I_ASSERT:
            if (holds & inst->arg) {
                dfa->todo[left++] = inst->out;
            }
            break;
        default:
            dfa->list[(*n)++] = at;
            break;
        }
    }
    return false;
}

/* Works out where state goes on a class of runes, or at the end of the text (class n). */
static uintptr_t advance(struct rx_dfa *dfa, struct state *state, size_t column)
{
    const rx_classes *classes = &dfa->re->classes;
    bool at_edge = column == classes->n;
    uint32_t rune = at_edge ? 0 : classes->samples[column];
    uint8_t kind = kept_kind(dfa, at_edge ? RX_KIND_EDGE : crd_rx_kind(rune));
    uint32_t holds = dfa->re->asserts ? crd_rx_holds(state->kind, kind) : 0;
    uint32_t n = 0;
    bool matched = false;
    bool done = false;
    if (++dfa->round == 0) {
        memset(dfa->marks, 0, dfa->prog->n * sizeof(*dfa->marks));
        memset(dfa->joined, 0, dfa->prog->n * sizeof(*dfa->joined));
        dfa->round = 1;
    }
    for (uint32_t i = 0; i < state->n && !done; i++) {
        done = follow(dfa, state->kernel[i], holds, &n, &matched);
    }
    if (!done && state->searching) {
        follow(dfa, dfa->prog->start, holds, &n, &matched);
    }
    uintptr_t mark = matched ? MATCHED : 0;
    uint32_t n_kernel = 0;
    for (uint32_t i = 0; i < n && !at_edge; i++) {
        const rx_inst *inst = &dfa->prog->insts[dfa->list[i]];
        if (dfa->joined[inst->out] != dfa->round && crd_rx_takes(dfa->re, inst, rune)) {
            dfa->joined[inst->out] = dfa->round;
            dfa->kernel[n_kernel++] = inst->out;
        }
    }
    dfa->steps += n;
    bool searching = state->searching && !matched;
    uintptr_t to = DEAD | mark;
    dfa->emptied = false;
    if (!at_edge && (n_kernel || searching)) {
        struct state *next = state_for(dfa, dfa->kernel, n_kernel, kind, searching);
        if (!next) {
            return 0;
        }
        to = (uintptr_t)next | mark;
    }
    if (!dfa->emptied) { /* else state is gone */
        state->to[column] = to;
    }
    return to;
}

static size_t class_of(const rx_classes *classes, uint32_t rune)
{
    if (rune < 128) {
        return classes->ascii[rune];
    }
    size_t low = 0;
    size_t high = classes->n_starts;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (classes->starts[middle] <= rune) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return classes->ids[low];
}

/* The class of the rune at pos and its width; at the end of the text the column for that. */
static size_t column_at(const rx_classes *classes, crd_str text, size_t pos, size_t *ret_width)
{
    *ret_width = 1;
    if (pos >= text.len) {
        return classes->n;
    }
    unsigned char byte = (unsigned char)text.ptr[pos];
    return byte < 128 ? classes->ascii[byte]
                      : class_of(classes, crd_rune_decode(crd_str_from(text, pos), ret_width));
}

enum rx_answer crd_rx_dfa_end(rx_search *search, size_t from, bool any, size_t *ret_end)
{
    const struct crd_regex *re = search->re;
    if (!search->forward) {
        search->forward = dfa_new(search, false, search->text.len - from);
        if (!search->forward) {
            return RX_FAILED;
        }
    }
    struct rx_dfa *dfa = search->forward;
    crd_str text = search->text;
    uint8_t kind = kept_kind(dfa, crd_rx_kind_before(text, from));
    struct state *state = re->anchored ? state_for(dfa, &re->forward.start, 1, kind, false)
                                       : state_for(dfa, NULL, 0, kind, true);
    bool skips = !re->anchored && re->starts_known && re->asserts == 0;
    bool found = false;
    size_t pos = from;
    size_t last_pos = from;
    while (state) {
        if (skips && state->n == 0 && state->searching) {
            size_t next = crd_rx_skip(re, text, pos);
            if (next == CRD_NPOS) {
                break;
            }
            pos = next;
        }
        size_t width;
        size_t column = column_at(&re->classes, text, pos, &width);
        uintptr_t to = state->to[column];
        if (to == 0) {
            dfa->runes += pos - last_pos;
            last_pos = pos;
            to = advance(dfa, state, column);
            if (to == 0) {
                break;
            }
        }
        if (to & MATCHED) {
            found = true;
            *ret_end = pos;
            if (any) {
                break;
            }
        }
        if ((to & ~MATCHED) == DEAD) {
            break;
        }
        state = (struct state *)(to & ~MATCHED);
        pos += width;
    }
    dfa->runes += pos - last_pos;
    search->steps += pos - from + dfa->steps;
    dfa->steps = 0;
    if (dfa->gave_up) {
        return RX_GAVE_UP;
    }
    return found ? RX_YES : RX_NO;
}

/* The class of the rune that ends at pos, which may not reach below low. */
static size_t column_before(const rx_classes *classes, crd_str text, size_t low, size_t pos,
                            size_t *ret_width)
{
    *ret_width = 1;
    if (pos == 0) {
        return classes->n;
    }
    return class_of(classes, crd_rune_decode_last(crd_str_sub(text, low, pos), ret_width));
}

enum rx_answer crd_rx_dfa_start(rx_search *search, size_t from, size_t end, size_t *ret_start)
{
    const struct crd_regex *re = search->re;
    if (!search->backward) {
        search->backward = dfa_new(search, true, search->text.len - from);
        if (!search->backward) {
            return RX_FAILED;
        }
    }
    struct rx_dfa *dfa = search->backward;
    crd_str text = search->text;
    uint8_t kind = kept_kind(dfa, crd_rx_kind_after(text, end));
    struct state *state = state_for(dfa, &re->backward.start, 1, kind, false);
    bool found = false;
    size_t pos = end;
    size_t last_pos = end;
    while (state) {
        size_t width;
        size_t low = pos > from ? from : 0; /* what is before from only decides assertions */
        size_t column = column_before(&re->classes, text, low, pos, &width);
        uintptr_t to = state->to[column];
        if (to == 0) {
            dfa->runes += last_pos - pos;
            last_pos = pos;
            to = advance(dfa, state, column);
            if (to == 0) {
                break;
            }
        }
        if (to & MATCHED) {
            found = true;
            *ret_start = pos;
        }
        if ((to & ~MATCHED) == DEAD || pos <= from) {
            break;
        }
        state = (struct state *)(to & ~MATCHED);
        pos -= width;
    }
    dfa->runes += last_pos - pos;
    search->steps += end - pos + dfa->steps;
    dfa->steps = 0;
    /* there is a match that ends here, so a start is always found */
    return dfa->gave_up || !found ? RX_GAVE_UP : RX_YES;
}
