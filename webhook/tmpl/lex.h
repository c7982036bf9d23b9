/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a template's text. Knows delimiters and tokens, no grammar. Inside the room only. */
#ifndef FG_TMPL_LEX_H
#define FG_TMPL_LEX_H

#include "base/err.h"
#include "tmpl.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fg_token_kind {
    FG_TOKEN_EOF = 0,
    FG_TOKEN_ERROR, /* text is the message */
    FG_TOKEN_TEXT,
    FG_TOKEN_LEFT_DELIM,
    FG_TOKEN_RIGHT_DELIM,
    FG_TOKEN_SPACE,
    FG_TOKEN_ASSIGN,  /* = */
    FG_TOKEN_DECLARE, /* := */
    FG_TOKEN_PIPE,
    FG_TOKEN_LEFT_PAREN,
    FG_TOKEN_RIGHT_PAREN,
    FG_TOKEN_CHAR, /* any other printable ASCII character */
    FG_TOKEN_BOOL,
    FG_TOKEN_CHAR_CONSTANT,
    FG_TOKEN_COMPLEX,
    FG_TOKEN_NUMBER,
    FG_TOKEN_STRING,
    FG_TOKEN_RAW_STRING,
    FG_TOKEN_FIELD,    /* .name */
    FG_TOKEN_VARIABLE, /* $ or $name */
    FG_TOKEN_IDENTIFIER,
    FG_TOKEN_KEYWORD, /* keywords stand behind this one */
    FG_TOKEN_DOT,
    FG_TOKEN_BLOCK,
    FG_TOKEN_BREAK,
    FG_TOKEN_CONTINUE,
    FG_TOKEN_DEFINE,
    FG_TOKEN_ELSE,
    FG_TOKEN_END,
    FG_TOKEN_IF,
    FG_TOKEN_NIL,
    FG_TOKEN_RANGE,
    FG_TOKEN_TEMPLATE,
    FG_TOKEN_WITH,
};

typedef struct fg_token {
    enum fg_token_kind kind;
    uint32_t offset; /* in the text */
    uint32_t line;   /* from 1 */
    crd_str text;
} fg_token;

typedef struct fg_lexer {
    crd_arena *arena; /* of messages */
    crd_str input;
    crd_str left;
    crd_str right;
    enum fg_go go;
    bool break_is_function;
    bool continue_is_function;
    bool inside_action;
    bool out_of_memory;
    int paren_depth;
    size_t at;
    size_t start;  /* of the token that is being read */
    uint32_t line; /* at start */
} fg_lexer;

/* Starts reading; an empty delimiter stands for the usual one. text is shorter than 4 GiB. */
void fg_lex_init(fg_lexer *lexer, crd_arena *arena, crd_str text, crd_str left, crd_str right);

/* The next token. After FG_TOKEN_ERROR there is no point in asking again. */
fg_token fg_lex_next(fg_lexer *lexer);

#ifdef __cplusplus
}
#endif
#endif
