/* SPDX-License-Identifier: Apache-2.0 */
/* From the words of a text to trees: one for the text, one for each definition in it. Inside the
 * room only; the grammar is shared by parse.c (blocks) and parse_pipe.c (pipelines). */
#ifndef FG_TMPL_PARSE_H
#define FG_TMPL_PARSE_H

#include "lex.h"
#include "names.h"
#include "node.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One template of the text. */
typedef struct fg_tree {
    crd_str name;
    fg_node *root;      /* LIST */
    uint32_t n_symbols; /* names of variables in it; "$" has number 0 */
    const crd_str *symbols;
    bool is_empty; /* nothing but blanks and comments */
} fg_tree;

/* What a text defines: no name twice. */
typedef struct fg_forest {
    fg_source *source;
    fg_tree **trees;
    size_t n;
} fg_forest;

/* Parses text; everything on the arena. Errors as fg_tmpl_parse. */
bool fg_parse(crd_arena *arena, crd_str name, crd_str text, const fg_tmpl_options *options,
              fg_forest *ret, crd_err *err);

/* ---- Shared by the two halves of the grammar ---- */

/* What Go keeps for each tree while it is parsed: its own look-ahead, its own variables. */
struct fg_parse_tree {
    struct fg_parse_tree *outer;
    fg_tree *tree;
    fg_token token[3];
    int n_peeked;
    uint32_t action_line; /* of the action that is read; 0: none */
    uint32_t range_depth;
    size_t paren_depth;
    fg_names symbols;
    uint32_t *seen;    /* by symbol: how many visible declarations */
    uint32_t n_seen;   /* room in seen */
    uint32_t *visible; /* declared symbols, innermost last */
    uint32_t n_visible;
    uint32_t visible_room;
};

struct fg_parser {
    crd_arena *arena;
    const fg_tmpl_options *options;
    fg_lexer lexer;
    fg_source *source;
    struct fg_parse_tree *tree; /* the one that is read */
    size_t n_nodes;
    crd_err *err;
};

fg_token fg_parse_next(struct fg_parser *p);
fg_token fg_parse_peek(struct fg_parser *p);
fg_token fg_parse_next_non_space(struct fg_parser *p);
fg_token fg_parse_peek_non_space(struct fg_parser *p);
void fg_parse_backup(struct fg_parser *p);
void fg_parse_backup2(struct fg_parser *p, fg_token first);
void fg_parse_backup3(struct fg_parser *p, fg_token first, fg_token second);

/* Set err to "template: NAME:LINE: " and the parts; always false. */
bool fg_parse_fail(struct fg_parser *p, const crd_str *parts, size_t n);
#define FG_PARSE_FAIL(p, ...)                                                                      \
    fg_parse_fail((p), (const crd_str[]) { __VA_ARGS__ },                                          \
                  sizeof((const crd_str[]) { __VA_ARGS__ }) / sizeof(crd_str))

/* "unexpected TOKEN in CONTEXT"; for a token that is an error, that. Always false. */
bool fg_parse_unexpected(struct fg_parser *p, fg_token token, crd_str context);

/* A new node; NULL with err set. fg_parse_word for those that carry text. */
fg_node *fg_parse_node(struct fg_parser *p, enum fg_node_kind kind, uint32_t offset);
fg_word *fg_parse_word(struct fg_parser *p, enum fg_node_kind kind, uint32_t offset, crd_str text);

/* The value of a quoted literal, with its quotes. */
bool fg_parse_unquote(struct fg_parser *p, crd_str literal, crd_str *ret);

/* Makes a variable visible in the present tree; drops all but the first n visible ones. */
bool fg_parse_declare(struct fg_parser *p, crd_str name, uint32_t *ret_symbol);
void fg_parse_drop(struct fg_parser *p, uint32_t n);

/* text as %q in *ret. */
bool fg_parse_quote(struct fg_parser *p, crd_str text, crd_str *ret);

/* Reads a pipeline up to and with the right delimiter. */
bool fg_parse_pipeline(struct fg_parser *p, crd_str context, fg_node **ret);

#ifdef __cplusplus
}
#endif
#endif
