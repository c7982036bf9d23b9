/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes as text, without recursion: down by first, along by next, up by parent. */
#include "node.h"

#include "base/num.h"

crd_place fg_source_place(const fg_source *source, size_t offset)
{
    crd_str before = crd_str_sub(source->text, 0, offset);
    uint32_t line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < before.len; i++) {
        if (before.ptr[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    return (crd_place) { line, (uint32_t)(before.len - line_start) + 1, before.len };
}

/* A pipeline that stands in parentheses. */
static bool in_parens(const fg_node *node, const fg_node *top)
{
    return node != top && node->kind == FG_NODE_PIPE &&
           (node->parent->kind == FG_NODE_COMMAND || node->parent->kind == FG_NODE_CHAIN);
}

static bool is_decl(const fg_node *node)
{
    if (!node->parent || node->parent->kind != FG_NODE_PIPE) {
        return false;
    }
    return node->kind == FG_NODE_VARIABLE;
}

/* What stands before a node and its children. Blocks, break and continue are never named by an
 * error. */
static void print_before(crd_buf *buf, const fg_node *node, const fg_node *top)
{
    switch (node->kind) {
    case FG_NODE_ACTION:
        crd_buf_add_lit(buf, "{{");
        break;
    case FG_NODE_TEMPLATE:
        crd_buf_add_lit(buf, "{{template ");
        crd_quote(buf, fg_word_of(node)->text);
        if (node->first) {
            crd_buf_add_byte(buf, ' ');
        }
        break;
    case FG_NODE_DOT:
        crd_buf_add_byte(buf, '.');
        break;
    case FG_NODE_NIL:
        crd_buf_add_lit(buf, "nil");
        break;
    case FG_NODE_BOOL:
        crd_buf_add(buf, node->truth ? CRD_S("true") : CRD_S("false"));
        break;
    case FG_NODE_PIPE:
        if (in_parens(node, top)) {
            crd_buf_add_byte(buf, '(');
        }
        break;
    case FG_NODE_TEXT:
    case FG_NODE_IDENTIFIER:
    case FG_NODE_VARIABLE:
    case FG_NODE_FIELD:
    case FG_NODE_NUMBER:
    case FG_NODE_STRING:
        crd_buf_add(buf, fg_word_of(node)->text);
        break;
    default:
        break;
    }
}

static void print_after(crd_buf *buf, const fg_node *node, const fg_node *top)
{
    if (node->kind == FG_NODE_ACTION || node->kind == FG_NODE_TEMPLATE) {
        crd_buf_add_lit(buf, "}}");
    } else if (in_parens(node, top)) {
        crd_buf_add_byte(buf, ')');
    } else if (node->kind == FG_NODE_CHAIN) {
        crd_buf_add(buf, fg_word_of(node)->text);
    }
}

/* What stands between a node and the one behind it. */
static void print_between(crd_buf *buf, const fg_node *node)
{
    const fg_node *parent = node->parent;
    if (parent->kind == FG_NODE_COMMAND) {
        crd_buf_add_byte(buf, ' ');
    } else if (parent->kind == FG_NODE_PIPE && is_decl(node)) {
        bool last = !is_decl(node->next);
        crd_buf_add(buf, !last ? CRD_S(", ") : parent->truth ? CRD_S(" = ") : CRD_S(" := "));
    } else if (parent->kind == FG_NODE_PIPE) {
        crd_buf_add_lit(buf, " | ");
    }
}

void fg_node_print(crd_buf *buf, const fg_node *top)
{
    const fg_node *node = top;
    for (;;) {
        print_before(buf, node, top);
        if (node->first) {
            node = node->first;
            continue;
        }
        for (;;) {
            print_after(buf, node, top);
            if (node == top) {
                return;
            }
            if (node->next) {
                print_between(buf, node);
                node = node->next;
                break;
            }
            node = node->parent;
        }
    }
}
