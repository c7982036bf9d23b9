/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alternatives that begin alike share their beginning, and single runes become a class:
 *
 *     abcd|abef|x|y   ->   ab(?:cd|ef)|[xy]
 *
 * Source of the behaviour: Go 1.26 regexp/syntax. Four passes over the list: common literals,
 * common classes, runs of single runes, runs of empty alternatives.
 */
#include "limits.h"
#include "regex_tree.h"
#include "utf8.h"

bool crd_rx_is_class(const rx_node *node)
{
    return (node->op == RX_LITERAL && node->n == 1) || node->op == RX_CLASS ||
           node->op == RX_ANY_NOT_NL || node->op == RX_ANY;
}

/* The node's ranges as a class that can grow, and back. */
static rx_class class_of(rx_parser *parser, const rx_node *node)
{
    return (rx_class){
        .ranges = node->ranges, .n = node->n, .capacity = node->capacity, .arena = parser->arena
    };
}

static bool set_class(rx_parser *parser, rx_node *node, const rx_class *class_)
{
    if (class_->failed) {
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
    }
    node->op = RX_CLASS;
    node->ranges = class_->ranges;
    node->n = (uint32_t)class_->n;
    node->capacity = (uint32_t)class_->capacity;
    return true;
}

static void add_rune(rx_class *class_, uint32_t rune, uint16_t flags)
{
    crd_rx_class_add(class_, rune, rune);
    if (flags & RX_FOLD) {
        for (uint32_t next = crd_rune_fold(rune); next != rune; next = crd_rune_fold(next)) {
            crd_rx_class_add(class_, next, next);
        }
    }
}

static bool has_newline(const rx_node *node)
{
    if (node->op == RX_LITERAL) {
        return node->runes[0] == '\n';
    }
    if (node->op != RX_CLASS) {
        return node->op == RX_ANY;
    }
    for (uint32_t i = 0; i < node->n; i++) { /* perhaps not in order */
        if (node->ranges[i].first <= '\n' && '\n' <= node->ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* into is the more general of the two. */
bool crd_rx_merge_class(rx_parser *parser, rx_node *into, const rx_node *from)
{
    if (into->op == RX_ANY) {
        return true;
    }
    if (into->op == RX_ANY_NOT_NL) {
        into->op = has_newline(from) ? RX_ANY : RX_ANY_NOT_NL;
        return true;
    }
    if (into->op == RX_LITERAL) {
        if (into->runes[0] == from->runes[0] && into->flags == from->flags) {
            return true;
        }
        rx_class class_ = { .arena = parser->arena };
        add_rune(&class_, into->runes[0], into->flags);
        add_rune(&class_, from->runes[0], from->flags);
        return set_class(parser, into, &class_);
    }
    rx_class class_ = class_of(parser, into);
    if (into->capacity == 0) { /* borrowed: others read these ranges */
        class_.ranges = NULL;
        class_.n = 0;
        crd_rx_class_add_all(&class_, into->ranges, into->n);
    }
    if (from->op == RX_LITERAL) {
        add_rune(&class_, from->runes[0], from->flags);
    } else {
        crd_rx_class_add_all(&class_, from->ranges, from->n);
    }
    return set_class(parser, into, &class_);
}

/* Puts a class in order once it is complete, and gives the two commonest their own op. */
void crd_rx_clean_alternative(rx_node *node)
{
    if (node->op != RX_CLASS) {
        return;
    }
    if (node->capacity) { /* a borrowed one is in order */
        rx_class class_ = { .ranges = node->ranges, .n = node->n };
        crd_rx_class_clean(&class_);
        node->n = (uint32_t)class_.n;
    }
    const rx_range *ranges = node->ranges;
    if (node->n == 1 && ranges[0].first == 0 && ranges[0].last == CRD_RUNE_MAX) {
        node->op = RX_ANY;
    } else if (node->n == 2 && ranges[0].first == 0 && ranges[0].last == '\n' - 1 &&
               ranges[1].first == '\n' + 1 && ranges[1].last == CRD_RUNE_MAX) {
        node->op = RX_ANY_NOT_NL;
    }
    if (node->op != RX_CLASS) {
        node->n = 0;
    }
}

static bool new_concat(rx_parser *parser, rx_node *prefix, rx_node *rest, rx_node **ret_node)
{
    rx_node *node = crd_rx_node(parser, RX_CONCAT);
    rx_node **subs = node ? CRD_NEW_N(parser->arena, rx_node *, 2) : NULL;
    if (!subs) {
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
    }
    subs[0] = prefix;
    subs[1] = rest;
    node->subs = subs;
    node->n = 2;
    *ret_node = node;
    return true;
}

/* The literal that node begins with; NULL when it begins with something else. */
static const rx_node *leading_literal(const rx_node *node)
{
    if (node->op == RX_CONCAT && node->n) {
        node = node->subs[0];
    }
    return node->op == RX_LITERAL && node->n ? node : NULL;
}

/* Takes the first of a concatenation's subs away; a concatenation of one is that one. */
static rx_node *drop_first(rx_parser *parser, rx_node *node)
{
    node->subs++;
    node->n--;
    if (node->n != 1) {
        return node;
    }
    rx_node *only = node->subs[0];
    crd_rx_node_free(parser, node);
    return only;
}

static void cut_literal(rx_node *node, uint32_t n)
{
    if (node->op != RX_LITERAL) {
        return;
    }
    node->runes += n;
    node->n -= n;
    node->capacity = node->capacity > n ? node->capacity - n : 0;
    if (node->n == 0) {
        node->op = RX_EMPTY;
    }
}

static rx_node *drop_runes(rx_parser *parser, rx_node *node, uint32_t n)
{
    if (node->op != RX_CONCAT || node->n == 0) {
        cut_literal(node, n);
        return node;
    }
    rx_node *first = node->subs[0];
    cut_literal(first, n);
    if (first->op != RX_EMPTY) {
        return node;
    }
    crd_rx_node_free(parser, first);
    return drop_first(parser, node);
}

/* subs[0..n] all begin with the first shared runes of lead: one concatenation of these and the
 * alternatives that remain. */
static bool share_literal(rx_parser *parser, rx_node **subs, size_t n, const uint32_t *runes,
                          uint32_t shared, uint16_t flags, uint32_t depth, rx_node **ret_node)
{
    rx_node *prefix = crd_rx_node(parser, RX_LITERAL);
    if (!prefix) {
        return false;
    }
    prefix->flags = flags;
    prefix->n = shared;
    prefix->rune = runes[0];
    if (shared == 1) {
        prefix->runes = &prefix->rune;
        prefix->capacity = 1;
    } else {
        prefix->runes = (uint32_t *)(uintptr_t)runes; /* borrowed: stays on the arena */
        prefix->capacity = 0;
    }
    for (size_t i = 0; i < n; i++) {
        subs[i] = drop_runes(parser, subs[i], shared);
        if (!crd_rx_check_limits(parser, subs[i])) {
            return false;
        }
    }
    rx_node *rest;
    return crd_rx_collapse(parser, subs, n, RX_ALTERNATE, depth + 1, &rest) &&
           new_concat(parser, prefix, rest, ret_node);
}

static uint32_t shared_runes(const uint32_t *a, uint32_t a_n, const rx_node *b)
{
    uint32_t same = 0;
    while (b && same < a_n && same < b->n && a[same] == b->runes[same]) {
        same++;
    }
    return same;
}

static bool share_literals(rx_parser *parser, rx_node **subs, size_t *n, uint32_t depth)
{
    size_t kept = 0;
    size_t start = 0;
    const uint32_t *runes = NULL;
    uint32_t shared = 0;
    uint16_t flags = 0;
    for (size_t i = 0; i <= *n; i++) {
        const rx_node *lead = i < *n ? leading_literal(subs[i]) : NULL;
        uint16_t lead_flags = lead ? lead->flags & RX_FOLD : 0;
        if (i < *n && lead_flags == flags) {
            uint32_t same = shared_runes(runes, shared, lead);
            if (same) {
                shared = same;
                continue;
            }
        }
        if (i == start + 1) {
            subs[kept++] = subs[start];
        } else if (i > start) {
            rx_node *node = NULL;
            if (!share_literal(parser, subs + start, i - start, runes, shared, flags, depth,
                               &node)) {
                return false;
            }
            subs[kept++] = node;
        }
        start = i;
        runes = lead ? lead->runes : NULL;
        shared = lead ? lead->n : 0;
        flags = lead_flags;
    }
    *n = kept;
    return true;
}

static rx_node *leading_node(rx_node *node)
{
    if (node->op == RX_EMPTY) {
        return NULL;
    }
    if (node->op == RX_CONCAT && node->n) {
        return node->subs[0]->op == RX_EMPTY ? NULL : node->subs[0];
    }
    return node;
}

static bool same_class(const rx_node *a, const rx_node *b)
{
    if (a->op != b->op) {
        return false;
    }
    if (a->op == RX_ANY || a->op == RX_ANY_NOT_NL) {
        return true;
    }
    if (((a->flags ^ b->flags) & RX_FOLD) || a->n != b->n) {
        return false;
    }
    if (a->op == RX_LITERAL) {
        return memcmp(a->runes, b->runes, a->n * sizeof(*a->runes)) == 0;
    }
    return a->ranges == b->ranges || a->n == 0 ||
           memcmp(a->ranges, b->ranges, a->n * sizeof(*a->ranges)) == 0;
}

/* Only a class, or a class repeated a fixed number of times, may be shared: sharing anything with
 * a choice in it would change which match is preferred. */
static bool may_share(const rx_node *a, const rx_node *b)
{
    if (!a || !b || a->op != b->op) {
        return false;
    }
    if (a->op == RX_REPEAT) {
        return a->min == a->max && a->min == b->min && a->max == b->max &&
               !((a->flags ^ b->flags) & RX_LAZY) && crd_rx_is_class(a->subs[0]) &&
               crd_rx_is_class(b->subs[0]) && same_class(a->subs[0], b->subs[0]);
    }
    return crd_rx_is_class(a) && crd_rx_is_class(b) && same_class(a, b);
}

/* Takes the leading node away; the first of a run keeps it, as the shared one. */
static rx_node *drop_leading(rx_parser *parser, rx_node *node, bool keep)
{
    if (node->op == RX_CONCAT && node->n) {
        if (!keep) {
            crd_rx_node_free(parser, node->subs[0]);
        }
        return drop_first(parser, node);
    }
    if (!keep) {
        crd_rx_node_free(parser, node);
    }
    return crd_rx_node(parser, RX_EMPTY);
}

static bool share_class(rx_parser *parser, rx_node **subs, size_t n, rx_node *first, uint32_t depth,
                        rx_node **ret_node)
{
    for (size_t i = 0; i < n; i++) {
        subs[i] = drop_leading(parser, subs[i], i == 0);
        if (!subs[i] || !crd_rx_check_limits(parser, subs[i])) {
            return false;
        }
    }
    rx_node *rest;
    return crd_rx_collapse(parser, subs, n, RX_ALTERNATE, depth + 1, &rest) &&
           new_concat(parser, first, rest, ret_node);
}

static bool share_classes(rx_parser *parser, rx_node **subs, size_t *n, uint32_t depth)
{
    size_t kept = 0;
    size_t start = 0;
    rx_node *first = NULL;
    for (size_t i = 0; i <= *n; i++) {
        rx_node *lead = i < *n ? leading_node(subs[i]) : NULL;
        if (i < *n && may_share(first, lead)) {
            continue;
        }
        if (i == start + 1) {
            subs[kept++] = subs[start];
        } else if (i > start) {
            rx_node *node = NULL;
            if (!share_class(parser, subs + start, i - start, first, depth, &node)) {
                return false;
            }
            subs[kept++] = node;
        }
        start = i;
        first = lead;
    }
    *n = kept;
    return true;
}

/* subs[0..n] are single runes and classes: subs[0] becomes all of them. */
static bool join_run(rx_parser *parser, rx_node **subs, size_t n)
{
    size_t widest = 0;
    for (size_t i = 1; i < n; i++) {
        const rx_node *a = subs[widest];
        const rx_node *b = subs[i];
        if (a->op < b->op || (a->op == b->op && a->n < b->n)) {
            widest = i;
        }
    }
    rx_node *into = subs[widest];
    subs[widest] = subs[0];
    subs[0] = into;
    for (size_t i = 1; i < n; i++) {
        if (!crd_rx_merge_class(parser, into, subs[i])) {
            return false;
        }
        crd_rx_node_free(parser, subs[i]);
    }
    crd_rx_clean_alternative(into);
    return true;
}

static bool join_runs(rx_parser *parser, rx_node **subs, size_t *n)
{
    size_t kept = 0;
    size_t start = 0;
    for (size_t i = 0; i <= *n; i++) {
        if (i < *n && crd_rx_is_class(subs[i])) {
            continue;
        }
        if (i > start + 1 && !join_run(parser, subs + start, i - start)) {
            return false;
        }
        if (i > start) {
            subs[kept++] = subs[start];
        }
        if (i < *n) {
            subs[kept++] = subs[i];
        }
        start = i + 1;
    }
    *n = kept;
    return true;
}

bool crd_rx_factor(rx_parser *parser, rx_node **subs, size_t *n, uint32_t depth)
{
    if (*n < 2) {
        return true;
    }
    /* each level here is at least one in the tree, which would be refused */
    if (depth > CRD_REGEX_HEIGHT_MAX) {
        return crd_rx_fail(parser, RX_TOO_DEEP, parser->pattern);
    }
    if (!share_literals(parser, subs, n, depth) || !share_classes(parser, subs, n, depth) ||
        !join_runs(parser, subs, n)) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        if (i + 1 == *n || subs[i]->op != RX_EMPTY || subs[i + 1]->op != RX_EMPTY) {
            subs[kept++] = subs[i];
        }
    }
    *n = kept;
    return true;
}

/* One node of op over subs; an op directly under itself is lifted. */
bool crd_rx_collapse(rx_parser *parser, rx_node **subs, size_t n, enum rx_op op, uint32_t depth,
                     rx_node **ret_node)
{
    if (n == 1) {
        *ret_node = subs[0];
        return true;
    }
    rx_node *node = crd_rx_node(parser, op);
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += subs[i]->op == op ? subs[i]->n : 1;
    }
    rx_node **all = node ? CRD_NEW_N(parser->arena, rx_node *, total) : NULL;
    if (!all) {
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
    }
    size_t filled = 0;
    for (size_t i = 0; i < n; i++) {
        rx_node *sub = subs[i];
        if (sub->op == op) {
            memcpy(all + filled, sub->subs, sub->n * sizeof(*all));
            filled += sub->n;
            crd_rx_node_free(parser, sub);
        } else {
            all[filled++] = sub;
        }
    }
    if (op == RX_ALTERNATE && !crd_rx_factor(parser, all, &filled, depth)) {
        return false;
    }
    node->subs = all;
    node->n = (uint32_t)filled;
    if (op == RX_ALTERNATE && filled == 1) {
        *ret_node = all[0];
        crd_rx_node_free(parser, node);
        return true;
    }
    *ret_node = node;
    return true;
}
