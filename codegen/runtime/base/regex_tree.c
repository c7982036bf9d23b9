/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stack on which a regular expression's tree grows: see regex_tree.h. Nodes and the bounds on
 * their number are in regex_node.c, factoring of alternatives is in regex_factor.c.
 *
 * Source of the behaviour: Go 1.26 regexp/syntax.
 */
#include "regex_tree.h"

#include "limits.h"
#include "utf8.h"

#define NO_RUNE UINT32_MAX

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
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
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
            return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
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
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
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
