/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks: text, actions, if, with, range, define, block, template. Open blocks are kept on a stack
 * of their own, not on the C stack. Look-ahead is kept as Go keeps it, since the line that an error
 * names is that of the last word read.
 */
#include "parse.h"

#include "base/limits.h"
#include "base/num.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum block_kind {
    BLOCK_ROOT,
    BLOCK_DEFINE,
    BLOCK_BLOCK,
    BLOCK_CONTROL, /* if, with, range */
};

struct block {
    struct block *outer;
    enum block_kind kind;
    fg_node *owner;     /* CONTROL: its node; BLOCK: the TEMPLATE node that calls it */
    fg_node *list;      /* that is being filled */
    fg_node *last;      /* of list */
    uint32_t n_visible; /* variables to return to at the end */
    size_t depth;
    bool in_else;
    bool chained; /* `else if`: its end is also that of the block around it */
};

/* ---- Words ---- */

fg_token fg_parse_next(struct fg_parser *p)
{
    struct fg_parse_tree *tree = p->tree;
    if (tree->n_peeked > 0) {
        tree->n_peeked--;
    } else {
        tree->token[0] = fg_lex_next(&p->lexer);
    }
    return tree->token[tree->n_peeked];
}

void fg_parse_backup(struct fg_parser *p)
{
    p->tree->n_peeked++;
}

void fg_parse_backup2(struct fg_parser *p, fg_token first)
{
    p->tree->token[1] = first;
    p->tree->n_peeked = 2;
}

void fg_parse_backup3(struct fg_parser *p, fg_token first, fg_token second)
{
    p->tree->token[1] = second;
    p->tree->token[2] = first;
    p->tree->n_peeked = 3;
}

fg_token fg_parse_peek(struct fg_parser *p)
{
    struct fg_parse_tree *tree = p->tree;
    if (!tree->n_peeked) {
        tree->n_peeked = 1;
        tree->token[0] = fg_lex_next(&p->lexer);
    }
    return tree->token[tree->n_peeked - 1];
}

fg_token fg_parse_next_non_space(struct fg_parser *p)
{
    fg_token token;
    do {
        token = fg_parse_next(p);
    } while (token.kind == FG_TOKEN_SPACE);
    return token;
}

fg_token fg_parse_peek_non_space(struct fg_parser *p)
{
    fg_token token = fg_parse_next_non_space(p);
    fg_parse_backup(p);
    return token;
}

/* ---- Errors ---- */

bool fg_parse_fail(struct fg_parser *p, const crd_str *parts, size_t n)
{
    char digits[CRD_INT_TEXT_MAX];
    fg_token at = p->tree->token[0];
    crd_str text = crd_str_cat(p->arena, parts, n);
    if (!text.ptr || p->lexer.out_of_memory) {
        return crd_err_memory(p->err, p->arena);
    }
    CRD_FAIL(p->err, p->arena, CRD_E_SYNTAX, CRD_S("template: "), p->source->name, CRD_S(":"),
             crd_int_text(at.line, digits), CRD_S(": "), text);
    return crd_err_at(p->err, fg_source_place(p->source, at.offset));
}

bool fg_parse_quote(struct fg_parser *p, crd_str text, crd_str *ret)
{
    crd_buf buf;
    crd_buf_on(&buf, p->arena, SIZE_MAX);
    crd_quote(&buf, text);
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(p->err, p->arena);
    }
    *ret = crd_buf_str(&buf);
    return true;
}

/* A word as errors show it: keywords in <>, others quoted and cut at ten runes. */
static bool show_token(struct fg_parser *p, fg_token token, crd_str *ret)
{
    if (token.kind == FG_TOKEN_EOF) {
        *ret = CRD_S("EOF");
        return true;
    }
    if (token.kind > FG_TOKEN_KEYWORD) {
        *ret = CRD_CAT(p->arena, CRD_S("<"), token.text, CRD_S(">"));
        return ret->ptr || crd_err_memory(p->err, p->arena);
    }
    crd_str text = token.text;
    bool cut = text.len > 10;
    if (cut) {
        size_t at = 0;
        for (int i = 0; i < 10 && at < text.len; i++) {
            size_t width;
            crd_rune_decode(crd_str_from(text, at), &width);
            at += width;
        }
        text = crd_str_sub(text, 0, at);
    }
    if (!fg_parse_quote(p, text, ret)) {
        return false;
    }
    if (cut) {
        *ret = CRD_CAT(p->arena, *ret, CRD_S("..."));
    }
    return ret->ptr || crd_err_memory(p->err, p->arena);
}

bool fg_parse_unexpected(struct fg_parser *p, fg_token token, crd_str context)
{
    uint32_t started = p->tree->action_line;
    if (token.kind != FG_TOKEN_ERROR) {
        crd_str shown;
        return show_token(p, token, &shown) &&
               FG_PARSE_FAIL(p, CRD_S("unexpected "), shown, CRD_S(" in "), context);
    }
    if (!started || started == token.line) {
        return FG_PARSE_FAIL(p, token.text);
    }
    char digits[CRD_INT_TEXT_MAX];
    bool is_action = crd_str_ends(token.text, CRD_S(" action"));
    return FG_PARSE_FAIL(p, token.text, is_action ? CRD_S("") : CRD_S(" in action"),
                         CRD_S(" started at "), p->source->name, CRD_S(":"),
                         crd_int_text(started, digits));
}

/* ---- Nodes ---- */

static void *new_node(struct fg_parser *p, size_t size, enum fg_node_kind kind, uint32_t offset)
{
    if (p->n_nodes >= FG_TMPL_NODES_MAX) {
        CRD_FAIL(p->err, p->arena, CRD_E_BUDGET, CRD_S("template: "), p->source->name,
                 CRD_S(": template too large"));
        return NULL;
    }
    fg_node *node = crd_arena_zalloc(p->arena, 1, size);
    if (!node) {
        crd_err_memory(p->err, p->arena);
        return NULL;
    }
    p->n_nodes++;
    node->kind = (uint8_t)kind;
    node->offset = offset;
    return node;
}

fg_node *fg_parse_node(struct fg_parser *p, enum fg_node_kind kind, uint32_t offset)
{
    return new_node(p, sizeof(fg_node), kind, offset);
}

fg_word *fg_parse_word(struct fg_parser *p, enum fg_node_kind kind, uint32_t offset, crd_str text)
{
    fg_word *word = new_node(p, sizeof(fg_word), kind, offset);
    if (word) {
        word->text = text;
    }
    return word;
}

bool fg_parse_unquote(struct fg_parser *p, crd_str literal, crd_str *ret)
{
    crd_buf buf;
    crd_str inside = crd_str_sub(literal, 1, literal.len - 1);
    bool plain = crd_str_find_byte(inside, '\\') == CRD_NPOS &&
                 crd_str_find_byte(inside, '\r') == CRD_NPOS && crd_utf8_valid(inside);
    if (plain) {
        *ret = inside;
        return true;
    }
    crd_buf_on(&buf, p->arena, SIZE_MAX);
    if (!crd_unquote(&buf, literal)) {
        return FG_PARSE_FAIL(p, CRD_S("invalid syntax"));
    }
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(p->err, p->arena);
    }
    *ret = crd_buf_str(&buf);
    return true;
}

/* ---- Variables ---- */

static bool make_room(struct fg_parser *p, uint32_t **array, uint32_t used, uint32_t *room)
{
    if (used < *room) {
        return true;
    }
    uint32_t more = *room ? *room * 2 : 8;
    uint32_t *copy = CRD_NEW_N(p->arena, uint32_t, more);
    if (!copy) {
        return crd_err_memory(p->err, p->arena);
    }
    if (used) {
        memcpy(copy, *array, used * sizeof(*copy));
    }
    *array = copy;
    *room = more;
    return true;
}

bool fg_parse_declare(struct fg_parser *p, crd_str name, uint32_t *ret_symbol)
{
    struct fg_parse_tree *tree = p->tree;
    uint32_t symbol = fg_names_add(&tree->symbols, name);
    if (symbol == FG_NO_NAME) {
        return crd_err_memory(p->err, p->arena);
    }
    if (!make_room(p, &tree->seen, symbol, &tree->n_seen) ||
        !make_room(p, &tree->visible, tree->n_visible, &tree->visible_room)) {
        return false;
    }
    tree->seen[symbol]++;
    tree->visible[tree->n_visible++] = symbol;
    *ret_symbol = symbol;
    return true;
}

void fg_parse_drop(struct fg_parser *p, uint32_t n)
{
    struct fg_parse_tree *tree = p->tree;
    while (tree->n_visible > n) {
        tree->seen[tree->visible[--tree->n_visible]]--;
    }
}

/* ---- Trees ---- */

struct forest {
    fg_names names;
    fg_forest *ret;
    size_t room;
};

static bool open_tree(struct fg_parser *p, crd_str name)
{
    struct fg_parse_tree *inner = CRD_NEW(p->arena, struct fg_parse_tree);
    fg_tree *tree = CRD_NEW(p->arena, fg_tree);
    if (!inner || !tree) {
        return crd_err_memory(p->err, p->arena);
    }
    uint32_t dollar;
    inner->outer = p->tree;
    inner->tree = tree;
    inner->symbols.arena = p->arena;
    tree->name = name;
    p->tree = inner;
    return fg_parse_declare(p, CRD_S("$"), &dollar);
}

static bool is_blank(crd_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t width;
        if (!crd_rune_is_space(crd_rune_decode(crd_str_from(text, at), &width))) {
            return false;
        }
        at += width;
    }
    return true;
}

static bool is_empty_list(const fg_node *list)
{
    for (const fg_node *node = list->first; node; node = node->next) {
        if (node->kind != FG_NODE_TEXT || !is_blank(fg_word_of(node)->text)) {
            return false;
        }
    }
    return true;
}

/* Adds the present tree to those of the text: of two with one name one must be empty. */
static bool add_tree(struct fg_parser *p, struct forest *forest)
{
    fg_tree *tree = p->tree->tree;
    tree->symbols = p->tree->symbols.names;
    tree->n_symbols = p->tree->symbols.n;
    tree->is_empty = is_empty_list(tree->root);
    uint32_t before = forest->names.n;
    uint32_t at = fg_names_add(&forest->names, tree->name);
    if (at == FG_NO_NAME) {
        return crd_err_memory(p->err, p->arena);
    }
    if (at < before) {
        if (forest->ret->trees[at]->is_empty) {
            forest->ret->trees[at] = tree;
        } else if (!tree->is_empty) {
            crd_str quoted;
            return fg_parse_quote(p, tree->name, &quoted) &&
                   FG_PARSE_FAIL(p, CRD_S("template: multiple definition of template "), quoted);
        }
        return true;
    }
    if (at >= forest->room) {
        size_t room = forest->room ? forest->room * 2 : 8;
        fg_tree **trees = CRD_NEW_N(p->arena, fg_tree *, room);
        if (!trees) {
            return crd_err_memory(p->err, p->arena);
        }
        if (at) {
            memcpy(trees, forest->ret->trees, at * sizeof(*trees));
        }
        forest->ret->trees = trees;
        forest->room = room;
    }
    forest->ret->trees[at] = tree;
    forest->ret->n = at + 1;
    return true;
}

/* ---- Blocks ---- */

static void append(struct block *block, fg_node *node)
{
    node->parent = block->list;
    if (block->last) {
        block->last->next = node;
    } else {
        block->list->first = node;
    }
    block->last = node;
}

/* Begins a list of statements in block. */
static bool open_list(struct fg_parser *p, struct block *block)
{
    block->list = fg_parse_node(p, FG_NODE_LIST, fg_parse_peek_non_space(p).offset);
    block->last = NULL;
    if (!block->list) {
        return false;
    }
    block->list->parent = block->owner;
    return true;
}

static struct block *open_block(struct fg_parser *p, struct block *outer, enum block_kind kind,
                                fg_node *owner, bool chained)
{
    size_t depth = outer ? outer->depth + !chained : 0;
    if (depth > FG_TMPL_BLOCKS_MAX) {
        FG_PARSE_FAIL(p, CRD_S("max block depth exceeded"));
        return NULL;
    }
    struct block *block = CRD_NEW(p->arena, struct block);
    if (!block) {
        crd_err_memory(p->err, p->arena);
        return NULL;
    }
    block->outer = outer;
    block->kind = kind;
    block->owner = owner;
    block->chained = chained;
    block->depth = depth;
    return block;
}

/* Puts the next part of a control structure behind those it has. */
static void add_part(fg_node *owner, fg_node *part)
{
    fg_node **end = &owner->first;
    while (*end) {
        end = &(*end)->next;
    }
    part->parent = owner;
    *end = part;
}

static bool open_control(struct fg_parser *p, struct block **top, enum fg_node_kind kind,
                         bool chained)
{
    static const struct {
        enum fg_node_kind kind;
        crd_str name;
    } contexts[] = {
        { FG_NODE_IF, CRD_STR_INIT("if") },
        { FG_NODE_WITH, CRD_STR_INIT("with") },
        { FG_NODE_RANGE, CRD_STR_INIT("range") },
    };
    crd_str context = contexts[kind - FG_NODE_IF].name;
    uint32_t n_visible = p->tree->n_visible;
    fg_node *pipe;
    if (!fg_parse_pipeline(p, context, &pipe)) {
        return false;
    }
    fg_node *node = fg_parse_node(p, kind, pipe->offset);
    struct block *block = node ? open_block(p, *top, BLOCK_CONTROL, node, chained) : NULL;
    if (!block) {
        return false;
    }
    append(*top, node);
    add_part(node, pipe);
    block->n_visible = n_visible;
    p->tree->range_depth += kind == FG_NODE_RANGE;
    *top = block;
    if (!open_list(p, block)) {
        return false;
    }
    add_part(node, block->list);
    return true;
}

/* The name of a template in block, define or template. */
static bool read_name(struct fg_parser *p, fg_token token, crd_str context, crd_str *ret)
{
    if (token.kind != FG_TOKEN_STRING && token.kind != FG_TOKEN_RAW_STRING) {
        return fg_parse_unexpected(p, token, context);
    }
    return fg_parse_unquote(p, token.text, ret);
}

static bool expect_right_delim(struct fg_parser *p, crd_str context)
{
    fg_token token = fg_parse_next_non_space(p);
    return token.kind == FG_TOKEN_RIGHT_DELIM || fg_parse_unexpected(p, token, context);
}

static bool open_define(struct fg_parser *p, struct block **top)
{
    crd_str context = CRD_S("define clause");
    crd_str name;
    if (!open_tree(p, CRD_S("definition")) ||
        !read_name(p, fg_parse_next_non_space(p), context, &name) ||
        !expect_right_delim(p, context)) {
        return false;
    }
    p->tree->tree->name = name;
    struct block *block = open_block(p, *top, BLOCK_DEFINE, NULL, false);
    if (!block || !open_list(p, block)) {
        return false;
    }
    p->tree->tree->root = block->list;
    *top = block;
    return true;
}

/* {{block "name" pipeline}}: a definition, and a call of it where it stands. */
static bool open_block_action(struct fg_parser *p, struct block **top)
{
    crd_str context = CRD_S("block clause");
    fg_token token = fg_parse_next_non_space(p);
    crd_str name;
    fg_node *pipe;
    if (!read_name(p, token, context, &name) || !fg_parse_pipeline(p, context, &pipe)) {
        return false;
    }
    fg_word *call = fg_parse_word(p, FG_NODE_TEMPLATE, token.offset, name);
    struct block *block = call ? open_block(p, *top, BLOCK_BLOCK, NULL, false) : NULL;
    if (!block) {
        return false;
    }
    add_part(&call->node, pipe);
    append(*top, &call->node);
    if (!open_tree(p, name) || !open_list(p, block)) {
        return false;
    }
    p->tree->tree->root = block->list;
    *top = block;
    return true;
}

static bool template_action(struct fg_parser *p, struct block *top)
{
    crd_str context = CRD_S("template clause");
    fg_token token = fg_parse_next_non_space(p);
    crd_str name;
    fg_node *pipe = NULL;
    if (!read_name(p, token, context, &name)) {
        return false;
    }
    if (fg_parse_next_non_space(p).kind != FG_TOKEN_RIGHT_DELIM) {
        fg_parse_backup(p);
        if (!fg_parse_pipeline(p, context, &pipe)) {
            return false;
        }
    }
    fg_word *call = fg_parse_word(p, FG_NODE_TEMPLATE, token.offset, name);
    if (!call) {
        return false;
    }
    if (pipe) {
        add_part(&call->node, pipe);
    }
    append(top, &call->node);
    return true;
}

static bool loop_action(struct fg_parser *p, struct block *top, fg_token keyword)
{
    bool is_break = keyword.kind == FG_TOKEN_BREAK;
    crd_str shown = is_break ? CRD_S("{{break}}") : CRD_S("{{continue}}");
    if (!expect_right_delim(p, shown)) {
        return false;
    }
    if (!p->tree->range_depth) {
        return FG_PARSE_FAIL(p, shown, CRD_S(" outside {{range}}"));
    }
    fg_node *node = fg_parse_node(p, is_break ? FG_NODE_BREAK : FG_NODE_CONTINUE, keyword.offset);
    if (!node) {
        return false;
    }
    append(top, node);
    return true;
}

static bool plain_action(struct fg_parser *p, struct block *top)
{
    fg_parse_backup(p);
    uint32_t offset = fg_parse_peek(p).offset;
    fg_node *pipe;
    if (!fg_parse_pipeline(p, CRD_S("command"), &pipe)) {
        return false;
    }
    fg_node *action = fg_parse_node(p, FG_NODE_ACTION, offset);
    if (!action) {
        return false;
    }
    add_part(action, pipe);
    append(top, action);
    return true;
}

/* ---- else and end ---- */

static bool at_else(struct fg_parser *p, struct block **top)
{
    fg_token peeked = fg_parse_peek_non_space(p);
    bool chains = peeked.kind == FG_TOKEN_IF || peeked.kind == FG_TOKEN_WITH;
    if (!chains && !expect_right_delim(p, CRD_S("else"))) {
        return false;
    }
    p->tree->action_line = 0;
    struct block *block = *top;
    switch (block->kind) {
    case BLOCK_ROOT:
        return FG_PARSE_FAIL(p, CRD_S("unexpected {{else}}"));
    case BLOCK_DEFINE:
        return FG_PARSE_FAIL(p, CRD_S("unexpected {{else}} in define clause"));
    case BLOCK_BLOCK:
        p->tree =
            p->tree->outer; /* Go has the tree around it complain, at the line where that is */
        return FG_PARSE_FAIL(p, CRD_S("unexpected {{else}} in block clause"));
    case BLOCK_CONTROL:
        break;
    }
    if (block->in_else) {
        return FG_PARSE_FAIL(p, CRD_S("expected end; found {{else}}"));
    }
    block->in_else = true;
    p->tree->range_depth -= block->owner->kind == FG_NODE_RANGE;
    bool chain_if = block->owner->kind == FG_NODE_IF && peeked.kind == FG_TOKEN_IF;
    bool chain_with = block->owner->kind == FG_NODE_WITH && peeked.kind == FG_TOKEN_WITH;
    if (chain_if || chain_with) {
        fg_parse_next_non_space(p);
    }
    block->list = fg_parse_node(p, FG_NODE_LIST, peeked.offset);
    block->last = NULL;
    if (!block->list) {
        return false;
    }
    add_part(block->owner, block->list);
    return !(chain_if || chain_with) ||
           open_control(p, top, (enum fg_node_kind)block->owner->kind, true);
}

static bool at_end(struct fg_parser *p, struct block **top, struct forest *forest)
{
    if (!expect_right_delim(p, CRD_S("end"))) {
        return false;
    }
    p->tree->action_line = 0;
    struct block *block = *top;
    if (block->kind == BLOCK_ROOT) {
        return FG_PARSE_FAIL(p, CRD_S("unexpected {{end}}"));
    }
    if (block->kind != BLOCK_CONTROL) {
        if (!add_tree(p, forest)) {
            return false;
        }
        p->tree = p->tree->outer;
        p->tree->action_line = 0;
        *top = block->outer;
        return true;
    }
    for (;;) {
        p->tree->range_depth -= block->owner->kind == FG_NODE_RANGE && !block->in_else;
        fg_parse_drop(p, block->n_visible);
        *top = block->outer;
        if (!block->chained) {
            return true;
        }
        block = block->outer;
    }
}

static bool action(struct fg_parser *p, struct block **top, struct forest *forest)
{
    fg_token token = fg_parse_next_non_space(p);
    bool ok;
    switch (token.kind) {
    case FG_TOKEN_BLOCK:
        return open_block_action(p, top);
    case FG_TOKEN_IF:
        return open_control(p, top, FG_NODE_IF, false);
    case FG_TOKEN_WITH:
        return open_control(p, top, FG_NODE_WITH, false);
    case FG_TOKEN_RANGE:
        return open_control(p, top, FG_NODE_RANGE, false);
    case FG_TOKEN_ELSE:
        return at_else(p, top);
    case FG_TOKEN_END:
        return at_end(p, top, forest);
    case FG_TOKEN_BREAK:
    case FG_TOKEN_CONTINUE:
        ok = loop_action(p, *top, token);
        break;
    case FG_TOKEN_TEMPLATE:
        ok = template_action(p, *top);
        break;
    default:
        ok = plain_action(p, *top);
        break;
    }
    p->tree->action_line = 0;
    return ok;
}

/* One text or action. */
static bool statement(struct fg_parser *p, struct block **top, struct forest *forest)
{
    fg_token token = fg_parse_next_non_space(p);
    if (token.kind == FG_TOKEN_TEXT) {
        fg_word *word = fg_parse_word(p, FG_NODE_TEXT, token.offset, token.text);
        if (!word) {
            return false;
        }
        append(*top, &word->node);
        return true;
    }
    if (token.kind != FG_TOKEN_LEFT_DELIM) {
        return fg_parse_unexpected(p, token, CRD_S("input"));
    }
    p->tree->action_line = token.line;
    return action(p, top, forest);
}

/* Everything up to the end of the text. */
static bool all_statements(struct fg_parser *p, struct block *top, struct forest *forest)
{
    for (;;) {
        if (top->kind != BLOCK_ROOT) {
            if (fg_parse_peek_non_space(p).kind == FG_TOKEN_EOF) {
                return FG_PARSE_FAIL(p, CRD_S("unexpected EOF"));
            }
        } else {
            fg_token token = fg_parse_peek(p);
            if (token.kind == FG_TOKEN_EOF) {
                return add_tree(p, forest);
            }
            if (token.kind == FG_TOKEN_LEFT_DELIM) {
                fg_parse_next(p);
                if (fg_parse_next_non_space(p).kind == FG_TOKEN_DEFINE) {
                    if (!open_define(p, &top)) {
                        return false;
                    }
                    continue;
                }
                fg_parse_backup2(p, token);
            }
        }
        if (!statement(p, &top, forest)) {
            return false;
        }
    }
}

bool fg_parse(crd_arena *arena, crd_str name, crd_str text, const fg_tmpl_options *options,
              fg_forest *ret, crd_err *err)
{
    struct fg_parser p = { .arena = arena, .options = options, .err = err };
    fg_forest result = { .source = CRD_NEW(arena, fg_source) };
    if (!result.source) {
        return crd_err_memory(err, arena);
    }
    *result.source = (fg_source) { name, text };
    p.source = result.source;
    if (text.len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(err, arena, CRD_E_BUDGET, CRD_S("template: "), name,
                        CRD_S(": template too large"));
    }
    fg_lex_init(&p.lexer, arena, text, options->left, options->right);
    p.lexer.go = options->go;
    bool is_builtin;
    p.lexer.break_is_function = fg_funcs_find(options->funcs, CRD_S("break"), &is_builtin) != NULL;
    p.lexer.continue_is_function =
        fg_funcs_find(options->funcs, CRD_S("continue"), &is_builtin) != NULL;
    struct forest forest = { .names = { .arena = arena }, .ret = &result };
    if (!open_tree(&p, name)) {
        return false;
    }
    struct block *root = open_block(&p, NULL, BLOCK_ROOT, NULL, false);
    if (!root) {
        return false;
    }
    root->list = fg_parse_node(&p, FG_NODE_LIST, fg_parse_peek(&p).offset);
    if (!root->list) {
        return false;
    }
    p.tree->tree->root = root->list;
    if (!all_statements(&p, root, &forest)) {
        return false;
    }
    *ret = result;
    return true;
}
