/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nodes of a regular expression's tree, and the bounds on its size: see regex_tree.h.
 *
 * Source of the behaviour: Go 1.26 regexp/syntax. Nodes that are taken off go to a free list and
 * come back from it without being counted again, as there.
 */
#include "regex_tree.h"

#include "limits.h"

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
