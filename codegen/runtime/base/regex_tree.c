/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stack on which a regular expression's tree grows, and the bounds on its size: see
 * regex_tree.h. Factoring of alternatives is in regex_factor.c.
 *
 * Source of the behaviour: Go 1.26 regexp/syntax. Nodes that are taken off go to a free list and
 * come back from it without being counted again, as there.
 */
#include "regex_tree.h"

#include "limits.h"
#include "utf8.h"

#define NO_RUNE UINT32_MAX

/* Sizes and heights are measured along branches that are new; none is longer than this. */
#define MEASURE_DEPTH_MAX (4 * CRD_REGEX_HEIGHT_MAX)

bool crd_rx_fail(rx_parser *parser, enum rx_fault fault, crd_str text)
{
    if (parser->fault == RX_FINE) {
        parser->fault = fault;
        parser->fault_text = text;
    }
    return false;
}

static bool no_memory(rx_parser *parser)
{
    return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
}

rx_node *crd_rx_node(rx_parser *parser, enum rx_op op)
{
    rx_node *node = parser->free;
    if (node) {
        parser->free = node->next_free;
        *node = (rx_node){ .size = node->size };
    } else {
        node = CRD_NEW(parser->arena, rx_node);
        if (!node) {
            no_memory(parser);
            return NULL;
        }
        parser->n_nodes++;
    }
    node->op = (uint8_t)op;
    return node;
}

void crd_rx_node_free(rx_parser *parser, rx_node *node)
{
    node->height = 0;
    node->n = 0;
    node->op = RX_EMPTY;
    node->next_free = parser->free;
    parser->free = node;
}

static bool has_subs(const rx_node *node)
{
    return node->op >= RX_CAPTURE && node->op < RX_MARK;
}

static int64_t measure_size(const rx_parser *parser, rx_node *node, bool again, uint32_t depth)
{
    if (node->size && !again) {
        return node->size;
    }
    if (depth > MEASURE_DEPTH_MAX) {
        return CRD_REGEX_INSTS_MAX + 1;
    }
    int64_t subs = 0;
    if (has_subs(node)) {
        for (uint32_t i = 0; i < node->n; i++) {
            subs += measure_size(parser, node->subs[i], false, depth + 1);
        }
    }
    int64_t size = subs;
    switch (node->op) {
    case RX_LITERAL:
        size = node->n;
        break;
    case RX_CAPTURE:
    case RX_STAR:
        size = subs + 2;
        break;
    case RX_PLUS:
    case RX_QUEST:
        size = subs + 1;
        break;
    case RX_ALTERNATE:
        size = subs + (node->n > 1 ? node->n - 1 : 0);
        break;
    case RX_REPEAT:
        if (node->max >= 0) {
            size = node->max * subs + (node->max - node->min);
        } else {
            size = node->min == 0 ? subs + 2 : node->min * subs + 1;
        }
        break;
    default:
        break;
    }
    node->size = size > 1 ? size : 1;
    return node->size;
}

static uint32_t measure_height(rx_node *node, bool again, uint32_t depth)
{
    if (node->height && !again) {
        return node->height;
    }
    uint32_t height = 1;
    if (depth > MEASURE_DEPTH_MAX) {
        return MEASURE_DEPTH_MAX;
    }
    if (has_subs(node)) {
        for (uint32_t i = 0; i < node->n; i++) {
            uint32_t below = measure_height(node->subs[i], false, depth + 1);
            height = height > below ? height : below + 1;
        }
    }
    node->height = height;
    return height;
}

/* While the nodes times the repeats stay small nothing needs to be measured. True: measure. */
static bool size_matters(rx_parser *parser, const rx_node *node)
{
    if (parser->sizes) {
        return true;
    }
    if (node->op == RX_REPEAT) {
        int64_t copies = node->max < 0 ? node->min : node->max;
        copies = copies > 0 ? copies : 1;
        if (copies > CRD_REGEX_INSTS_MAX / parser->repeats) {
            parser->repeats = CRD_REGEX_INSTS_MAX;
        } else {
            parser->repeats *= copies;
        }
    }
    return (int64_t)parser->n_nodes >= CRD_REGEX_INSTS_MAX / parser->repeats;
}

static bool check_size(rx_parser *parser, rx_node *node)
{
    if (!size_matters(parser, node)) {
        return true;
    }
    if (!parser->sizes) {
        parser->sizes = true;
        for (size_t i = 0; i < parser->depth; i++) {
            if (measure_size(parser, parser->stack[i], true, 0) > CRD_REGEX_INSTS_MAX) {
                return crd_rx_fail(parser, RX_TOO_LARGE, parser->pattern);
            }
        }
    }
    if (measure_size(parser, node, true, 0) > CRD_REGEX_INSTS_MAX) {
        return crd_rx_fail(parser, RX_TOO_LARGE, parser->pattern);
    }
    return true;
}

static bool check_height(rx_parser *parser, rx_node *node)
{
    if (parser->n_nodes < CRD_REGEX_HEIGHT_MAX) {
        return true;
    }
    if (!parser->heights) {
        parser->heights = true;
        for (size_t i = 0; i < parser->depth; i++) {
            if (measure_height(parser->stack[i], true, 0) > CRD_REGEX_HEIGHT_MAX) {
                return crd_rx_fail(parser, RX_TOO_DEEP, parser->pattern);
            }
        }
    }
    if (measure_height(node, true, 0) > CRD_REGEX_HEIGHT_MAX) {
        return crd_rx_fail(parser, RX_TOO_DEEP, parser->pattern);
    }
    return true;
}

bool crd_rx_check_limits(rx_parser *parser, rx_node *node)
{
    if (parser->n_runes > CRD_REGEX_RUNES_MAX) {
        return crd_rx_fail(parser, RX_TOO_LARGE, parser->pattern);
    }
    return check_size(parser, node) && check_height(parser, node);
}

static bool reserve_runes(rx_parser *parser, rx_node *node, uint32_t more)
{
    uint32_t need = node->n + more;
    if (need <= node->capacity) {
        return true;
    }
    uint32_t capacity = node->capacity < 4 ? 8 : node->capacity * 2;
    capacity = capacity < need ? need : capacity;
    size_t old_size = node->capacity * sizeof(uint32_t);
    if (node->runes != &node->rune && node->capacity &&
        crd_arena_extend(parser->arena, node->runes, old_size, capacity * sizeof(uint32_t))) {
        node->capacity = capacity;
        return true;
    }
    uint32_t *runes = crd_arena_alloc(parser->arena, capacity * sizeof(uint32_t));
    if (!runes) {
        return no_memory(parser);
    }
    memcpy(runes, node->runes, node->n * sizeof(uint32_t));
    node->runes = runes;
    node->capacity = capacity;
    return true;
}

static void set_rune(rx_node *node, uint32_t rune, uint16_t flags)
{
    node->op = RX_LITERAL;
    node->flags = flags;
    node->rune = rune;
    node->runes = &node->rune;
    node->n = 1;
    node->capacity = 1;
}

/*
 * Joins the two topmost literals: nothing binds to the upper one any more. With a rune the node
 * that became free takes it, and *ret_taken says so.
 */
static bool join_literals(rx_parser *parser, uint32_t rune, uint16_t flags, bool *ret_taken)
{
    *ret_taken = false;
    if (parser->depth < 2) {
        return true;
    }
    rx_node *top = parser->stack[parser->depth - 1];
    rx_node *below = parser->stack[parser->depth - 2];
    if (top->op != RX_LITERAL || below->op != RX_LITERAL ||
        ((top->flags ^ below->flags) & RX_FOLD)) {
        return true;
    }
    if (!reserve_runes(parser, below, top->n)) {
        return false;
    }
    memcpy(below->runes + below->n, top->runes, top->n * sizeof(uint32_t));
    below->n += top->n;
    if (rune != NO_RUNE) {
        set_rune(top, rune, flags);
        *ret_taken = true;
        return true;
    }
    parser->depth--;
    crd_rx_node_free(parser, top);
    return true;
}

bool crd_rx_push(rx_parser *parser, rx_node *node)
{
    if (!node) {
        return false;
    }
    if (node->op == RX_LITERAL) {
        parser->n_runes += node->n;
    } else if (node->op == RX_CLASS) {
        parser->n_runes += (uint64_t)node->n * 2;
    }
    bool taken;
    if (!join_literals(parser, NO_RUNE, 0, &taken)) {
        return false;
    }
    if (parser->depth == parser->capacity) {
        size_t capacity = parser->capacity ? parser->capacity * 2 : 16;
        rx_node **stack = crd_arena_alloc(parser->arena, capacity * sizeof(*stack));
        if (!stack) {
            return no_memory(parser);
        }
        if (parser->depth) {
            memcpy(stack, parser->stack, parser->depth * sizeof(*stack));
        }
        parser->stack = stack;
        parser->capacity = capacity;
    }
    parser->stack[parser->depth++] = node;
    return crd_rx_check_limits(parser, node);
}

bool crd_rx_push_op(rx_parser *parser, enum rx_op op, uint16_t more_flags)
{
    rx_node *node = crd_rx_node(parser, op);
    if (!node) {
        return false;
    }
    node->flags = parser->flags;
    bool ok = crd_rx_push(parser, node);
    node->flags |= more_flags;
    return ok;
}

/* The smallest rune that folds like this one. */
static uint32_t smallest_fold(uint32_t rune)
{
    uint32_t smallest = rune;
    for (uint32_t next = crd_rune_fold(rune); next != rune; next = crd_rune_fold(next)) {
        smallest = next < smallest ? next : smallest;
    }
    return smallest;
}

bool crd_rx_push_literal(rx_parser *parser, uint32_t rune)
{
    rx_node *node = crd_rx_node(parser, RX_LITERAL);
    if (!node) {
        return false;
    }
    set_rune(node, parser->flags & RX_FOLD ? smallest_fold(rune) : rune, parser->flags);
    return crd_rx_push(parser, node);
}

/* A class such as [a], or [Aa] when these two fold alike, is a literal. */
static bool is_rune_class(const rx_range *ranges, size_t n, bool *ret_folds)
{
    uint32_t first = n ? ranges[0].first : 0;
    uint32_t last = n == 1 || n == 2 ? ranges[n - 1].last : 0;
    *ret_folds = false;
    if (n == 1 && first == last) {
        return true;
    }
    *ret_folds = true;
    bool pair = (n == 1 && first + 1 == last) ||
                (n == 2 && first == ranges[0].last && last == ranges[1].first);
    return pair && crd_rune_fold(first) == last && crd_rune_fold(last) == first;
}

bool crd_rx_push_class(rx_parser *parser, rx_node *node, const rx_range *ranges, size_t n,
                       bool borrowed)
{
    bool folds;
    if (is_rune_class(ranges, n, &folds)) {
        parser->n_runes += 2 * n;
        uint16_t flags = parser->flags & (uint16_t)~RX_FOLD;
        flags |= folds ? RX_FOLD : 0;
        bool taken;
        if (!join_literals(parser, ranges[0].first, flags, &taken) || taken) {
            return taken;
        }
        set_rune(node, ranges[0].first, flags);
        parser->n_runes--; /* push counts it as well */
        return crd_rx_push(parser, node);
    }
    node->flags = parser->flags;
    node->n = (uint32_t)n;
    if (borrowed) {
        node->ranges = (rx_range *)(uintptr_t)ranges;
        return crd_rx_push(parser, node);
    }
    node->ranges = crd_arena_alloc(parser->arena, n * sizeof(*ranges));
    if (!node->ranges) {
        return no_memory(parser);
    }
    if (n) {
        memcpy(node->ranges, ranges, n * sizeof(*ranges));
    }
    return crd_rx_push(parser, node);
}

/* Index of the lowest node above the topmost mark. */
static size_t above_mark(const rx_parser *parser)
{
    size_t at = parser->depth;
    while (at > 0 && parser->stack[at - 1]->op < RX_MARK) {
        at--;
    }
    return at;
}

/* Takes what is above the topmost mark off the stack and pushes it joined by op. */
static bool reduce(rx_parser *parser, enum rx_op op, enum rx_op when_none)
{
    size_t at = above_mark(parser);
    size_t n = parser->depth - at;
    parser->depth = at;
    if (n == 0) {
        return crd_rx_push(parser, crd_rx_node(parser, when_none));
    }
    rx_node *node;
    return crd_rx_collapse(parser, parser->stack + at, n, op, 0, &node) &&
           crd_rx_push(parser, node);
}

bool crd_rx_concat(rx_parser *parser)
{
    bool taken;
    return join_literals(parser, NO_RUNE, 0, &taken) && reduce(parser, RX_CONCAT, RX_EMPTY);
}

bool crd_rx_alternate(rx_parser *parser)
{
    if (above_mark(parser) < parser->depth) {
        crd_rx_clean_alternative(parser->stack[parser->depth - 1]);
    }
    return reduce(parser, RX_ALTERNATE, RX_NOTHING);
}

/*
 * The stack is ... left BAR right. Two that can be one class become one; else right goes below
 * the bar, where the alternatives wait. ret_swapped: there was a bar.
 */
bool crd_rx_swap_bar(rx_parser *parser, bool *ret_swapped)
{
    size_t n = parser->depth;
    *ret_swapped = n >= 2 && parser->stack[n - 2]->op == RX_BAR;
    if (!*ret_swapped) {
        return true;
    }
    rx_node *right = parser->stack[n - 1];
    rx_node *left = n >= 3 ? parser->stack[n - 3] : NULL;
    if (left && crd_rx_is_class(left) && crd_rx_is_class(right)) {
        if (right->op > left->op) {
            rx_node *other = left;
            left = right;
            right = other;
            parser->stack[n - 3] = left;
        }
        if (!crd_rx_merge_class(parser, left, right)) {
            return false;
        }
        crd_rx_node_free(parser, right);
        parser->depth--;
        return true;
    }
    if (left) {
        crd_rx_clean_alternative(left);
    }
    parser->stack[n - 1] = parser->stack[n - 2];
    parser->stack[n - 2] = right;
    return true;
}
