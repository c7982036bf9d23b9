/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions from text to tree: operators, groups and flags. Knows nothing of matching.
 * Source of the behaviour: Go 1.26 regexp/syntax with the Perl flags.
 */
#include "limits.h"
#include "regex_tree.h"
#include "utf8.h"

static crd_str up_to(crd_str whole, crd_str rest)
{
    return crd_str_of(whole.ptr, whole.len - rest.len);
}

/* A decimal number without leading zeros; -1 past a hundred million. */
static bool read_int(crd_str *rest, int32_t *ret_number)
{
    size_t n = 0;
    while (n < rest->len && crd_is_digit((unsigned char)rest->ptr[n])) {
        n++;
    }
    if (n == 0 || (n > 1 && rest->ptr[0] == '0')) {
        return false;
    }
    int32_t number = 0;
    for (size_t i = 0; i < n && number >= 0; i++) {
        number = number >= 100000000 ? -1 : number * 10 + (rest->ptr[i] - '0');
    }
    *rest = crd_str_from(*rest, n);
    *ret_number = number;
    return true;
}

/* {n} {n,} {n,m}; false: the brace is a literal. A number too big gives min -1. */
static bool read_counts(crd_str *rest, int32_t *ret_min, int32_t *ret_max)
{
    crd_str at = crd_str_from(*rest, 1);
    if (!read_int(&at, ret_min)) {
        return false;
    }
    *ret_max = *ret_min;
    if (crd_str_starts(at, CRD_S(","))) {
        at = crd_str_from(at, 1);
        if (crd_str_starts(at, CRD_S("}"))) {
            *ret_max = -1;
        } else if (!read_int(&at, ret_max)) {
            return false;
        } else if (*ret_max < 0) {
            *ret_min = -1;
        }
    }
    if (!crd_str_starts(at, CRD_S("}"))) {
        return false;
    }
    *rest = crd_str_from(at, 1);
    return true;
}

/* False when counted repeats inside each other make more than left copies of something. */
static bool repeats_fit(const rx_node *node, int32_t left, uint32_t depth)
{
    if (node->op == RX_REPEAT) {
        int32_t copies = node->max < 0 ? node->min : node->max;
        if (node->max == 0) {
            return true;
        }
        if (copies > left) {
            return false;
        }
        left = copies > 0 ? left / copies : left;
    }
    if (node->op < RX_CAPTURE || depth > 2 * CRD_REGEX_HEIGHT_MAX) {
        return true;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (!repeats_fit(node->subs[i], left, depth + 1)) {
            return false;
        }
    }
    return true;
}

/* The topmost node becomes op over it. *rest stands behind the operator that starts at before;
 * last is where an operator directly before it started, empty when there is none. */
static bool apply_repeat(rx_parser *parser, enum rx_op op, int32_t min, int32_t max, crd_str before,
                         crd_str *rest, crd_str last)
{
    uint16_t flags = parser->flags;
    if (crd_str_starts(*rest, CRD_S("?"))) {
        *rest = crd_str_from(*rest, 1);
        flags ^= RX_LAZY;
    }
    if (last.len) {
        return crd_rx_fail(parser, RX_BAD_REPEAT_OP, up_to(last, *rest));
    }
    rx_node *sub = parser->depth ? parser->stack[parser->depth - 1] : NULL;
    if (!sub || sub->op >= RX_MARK) {
        return crd_rx_fail(parser, RX_NO_ARGUMENT, up_to(before, *rest));
    }
    rx_node *node = crd_rx_node(parser, op);
    if (!node) {
        return false;
    }
    node->flags = flags;
    node->min = min;
    node->max = max;
    node->sub = sub;
    node->subs = &node->sub;
    node->n = 1;
    parser->stack[parser->depth - 1] = node;
    if (!crd_rx_check_limits(parser, node)) {
        return false;
    }
    if (op == RX_REPEAT && (min >= 2 || max >= 2) && !repeats_fit(node, CRD_REGEX_REPEAT_MAX, 0)) {
        return crd_rx_fail(parser, RX_BAD_REPEAT_SIZE, up_to(before, *rest));
    }
    return true;
}

static bool open_group(rx_parser *parser, uint32_t group)
{
    if (!crd_rx_push_op(parser, RX_PAREN, 0)) {
        return false;
    }
    parser->stack[parser->depth - 1]->group = group;
    return true;
}

static bool is_group_name(crd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] != '_' && !crd_is_alnum((unsigned char)name.ptr[i])) {
            return false;
        }
    }
    return name.len > 0;
}

/* (?P<name> or (?<name>, whose name starts at byte start. */
static bool open_named_group(rx_parser *parser, crd_str *rest, size_t start)
{
    size_t end = crd_str_find_byte(*rest, '>');
    if (end == CRD_NPOS) {
        return crd_rx_check_utf8(parser, *rest) && crd_rx_fail(parser, RX_BAD_GROUP_NAME, *rest);
    }
    crd_str name = crd_str_sub(*rest, start, end);
    if (!crd_rx_check_utf8(parser, name)) {
        return false;
    }
    if (!is_group_name(name)) {
        return crd_rx_fail(parser, RX_BAD_GROUP_NAME, crd_str_sub(*rest, 0, end + 1));
    }
    rx_group_name *named = CRD_NEW(parser->arena, rx_group_name);
    if (!named) {
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
    }
    *named = (rx_group_name){ .next = parser->names, .group = ++parser->n_groups, .name = name };
    parser->names = named;
    *rest = crd_str_from(*rest, end + 1);
    return open_group(parser, named->group);
}

/* Sets or clears the flag that letter stands for; false when it stands for none. */
static bool change_flag(uint16_t *flags, uint32_t letter, bool clear)
{
    uint16_t flag;
    switch (letter) {
    case 'i':
        flag = RX_FOLD;
        break;
    case 'm':
        flag = RX_ONE_LINE;
        clear = !clear;
        break;
    case 's':
        flag = RX_DOT_NL;
        break;
    case 'U':
        flag = RX_LAZY;
        break;
    default:
        return false;
    }
    *flags = clear ? *flags & (uint16_t)~flag : *flags | flag;
    return true;
}

/* (?flags) or (?flags: or a named group, from the parenthesis on. */
static bool read_perl_group(rx_parser *parser, crd_str *rest)
{
    if (rest->len > 4 && rest->ptr[2] == 'P' && rest->ptr[3] == '<') {
        return open_named_group(parser, rest, 4);
    }
    if (rest->len > 3 && rest->ptr[2] == '<') {
        return open_named_group(parser, rest, 3);
    }
    crd_str whole = *rest;
    crd_str at = crd_str_from(*rest, 2);
    uint16_t flags = parser->flags;
    bool clear = false;
    bool any = false; /* a flag since the last sign */
    while (at.len) {
        uint32_t rune = 0;
        if (!crd_rx_next_rune(parser, &at, &rune)) {
            return false;
        }
        if (rune == '-' && !clear) {
            clear = true;
            any = false;
        } else if ((rune == ':' || rune == ')') && (any || !clear)) {
            *rest = at;
            bool ok = rune == ')' || open_group(parser, 0);
            parser->flags = flags;
            return ok;
        } else if (change_flag(&flags, rune, clear)) {
            any = true;
        } else {
            break;
        }
    }
    return crd_rx_fail(parser, RX_BAD_PERL_OP, up_to(whole, at));
}

static bool read_open(rx_parser *parser, crd_str *rest)
{
    if (rest->len >= 2 && rest->ptr[1] == '?') {
        return read_perl_group(parser, rest);
    }
    *rest = crd_str_from(*rest, 1);
    return open_group(parser, ++parser->n_groups);
}

static bool read_bar(rx_parser *parser)
{
    bool swapped;
    return crd_rx_concat(parser) && crd_rx_swap_bar(parser, &swapped) &&
           (swapped || crd_rx_push_op(parser, RX_BAR, 0));
}

/* Ends the alternation on top of the stack: one node is left of it. */
static bool finish_alternation(rx_parser *parser)
{
    bool swapped;
    if (!crd_rx_concat(parser) || !crd_rx_swap_bar(parser, &swapped)) {
        return false;
    }
    parser->depth -= swapped ? 1 : 0;
    return crd_rx_alternate(parser);
}

static bool read_close(rx_parser *parser)
{
    if (!finish_alternation(parser)) {
        return false;
    }
    size_t n = parser->depth;
    if (n < 2 || parser->stack[n - 2]->op != RX_PAREN) {
        return crd_rx_fail(parser, RX_ODD_PAREN, parser->pattern);
    }
    rx_node *inner = parser->stack[n - 1];
    rx_node *paren = parser->stack[n - 2];
    parser->depth -= 2;
    parser->flags = paren->flags;
    if (paren->group == 0) {
        return crd_rx_push(parser, inner);
    }
    paren->op = RX_CAPTURE;
    paren->sub = inner;
    paren->subs = &paren->sub;
    paren->n = 1;
    return crd_rx_push(parser, paren);
}

/* \Q...\E: everything in between is literal; without \E to the end. */
static bool read_quoted(rx_parser *parser, crd_str *rest)
{
    crd_str literal = crd_str_from(*rest, 2);
    crd_str after = CRD_S("");
    crd_str_cut(literal, CRD_S("\\E"), &literal, &after);
    while (literal.len) {
        uint32_t rune = 0;
        if (!crd_rx_next_rune(parser, &literal, &rune) || !crd_rx_push_literal(parser, rune)) {
            return false;
        }
    }
    *rest = after;
    return true;
}

/* A class or a rune. The node for a class is made first and given back, as Go counts nodes. */
static bool read_escaped(rx_parser *parser, crd_str *rest)
{
    rx_node *node = crd_rx_node(parser, RX_CLASS);
    const rx_known_set *set;
    if (!node || !crd_rx_unicode_class(parser, rest, &set)) {
        return false;
    }
    if (set) {
        return crd_rx_push_class(parser, node, set->ranges, set->n, true);
    }
    parser->class_.n = 0;
    if (crd_rx_perl_class(parser, rest, &parser->class_)) {
        if (parser->class_.failed) {
            return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
        }
        return crd_rx_push_class(parser, node, parser->class_.ranges, parser->class_.n, false);
    }
    crd_rx_node_free(parser, node);
    uint32_t rune = 0;
    return crd_rx_escape(parser, rest, &rune) && crd_rx_push_literal(parser, rune);
}

static bool read_backslash(rx_parser *parser, crd_str *rest)
{
    enum rx_op op;
    switch (rest->len >= 2 ? rest->ptr[1] : 0) {
    case 'A':
        op = RX_BEGIN_TEXT;
        break;
    case 'b':
        op = RX_WORD_BOUNDARY;
        break;
    case 'B':
        op = RX_NO_WORD_BOUNDARY;
        break;
    case 'z':
        op = RX_END_TEXT;
        break;
    case 'C':
        return crd_rx_fail(parser, RX_BAD_ESCAPE, crd_str_sub(*rest, 0, 2));
    case 'Q':
        return read_quoted(parser, rest);
    default:
        return read_escaped(parser, rest);
    }
    *rest = crd_str_from(*rest, 2);
    return crd_rx_push_op(parser, op, 0);
}

/* One byte of syntax that needs no more than the flags. */
static bool read_simple(rx_parser *parser, crd_str *rest)
{
    char c = rest->ptr[0];
    *rest = crd_str_from(*rest, 1);
    bool one_line = parser->flags & RX_ONE_LINE;
    switch (c) {
    case '|':
        return read_bar(parser);
    case ')':
        return read_close(parser);
    case '^':
        return crd_rx_push_op(parser, one_line ? RX_BEGIN_TEXT : RX_BEGIN_LINE, 0);
    case '$':
        return one_line ? crd_rx_push_op(parser, RX_END_TEXT, RX_WAS_DOLLAR)
                        : crd_rx_push_op(parser, RX_END_LINE, 0);
    default:
        return crd_rx_push_op(parser, parser->flags & RX_DOT_NL ? RX_ANY : RX_ANY_NOT_NL, 0);
    }
}

/* * + ? {n,m} at *rest; *last is set to where it started when it was one. */
static bool read_repeat(rx_parser *parser, crd_str *rest, crd_str *last)
{
    crd_str before = *rest;
    crd_str previous = *last;
    *last = CRD_S("");
    int32_t min = 0;
    int32_t max = 0;
    enum rx_op op = RX_REPEAT;
    if (before.ptr[0] != '{') {
        op = before.ptr[0] == '*' ? RX_STAR : before.ptr[0] == '+' ? RX_PLUS : RX_QUEST;
        *rest = crd_str_from(*rest, 1);
    } else if (!read_counts(rest, &min, &max)) {
        *rest = crd_str_from(*rest, 1);
        return crd_rx_push_literal(parser, '{');
    } else if (min < 0 || min > CRD_REGEX_REPEAT_MAX || max > CRD_REGEX_REPEAT_MAX ||
               (max >= 0 && min > max)) {
        return crd_rx_fail(parser, RX_BAD_REPEAT_SIZE, up_to(before, *rest));
    }
    *last = before;
    return apply_repeat(parser, op, min, max, before, rest, previous);
}

static bool read_one(rx_parser *parser, crd_str *rest, crd_str *last)
{
    char c = rest->ptr[0];
    if (c == '*' || c == '+' || c == '?' || c == '{') {
        return read_repeat(parser, rest, last);
    }
    *last = CRD_S("");
    switch (c) {
    case '(':
        return read_open(parser, rest);
    case '[':
        return crd_rx_bracket(parser, rest);
    case '\\':
        return read_backslash(parser, rest);
    case '|':
    case ')':
    case '^':
    case '$':
    case '.':
        return read_simple(parser, rest);
    default: {
        uint32_t rune = 0;
        return crd_rx_next_rune(parser, rest, &rune) && crd_rx_push_literal(parser, rune);
    }
    }
}

rx_node *crd_rx_parse(rx_parser *parser)
{
    parser->flags = RX_ONE_LINE;
    parser->repeats = 1;
    parser->class_.arena = parser->arena;
    parser->folds.arena = parser->arena;
    parser->group.arena = parser->arena;
    parser->scratch.arena = parser->arena;
    crd_str rest = parser->pattern;
    crd_str last = CRD_S("");
    while (rest.len) {
        if (!read_one(parser, &rest, &last)) {
            return NULL;
        }
    }
    if (!finish_alternation(parser)) {
        return NULL;
    }
    if (parser->depth != 1) {
        crd_rx_fail(parser, RX_NO_PAREN, parser->pattern);
        return NULL;
    }
    return parser->stack[0];
}
