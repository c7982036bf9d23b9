/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree that a template's text parses into. Every node knows its place and can print itself, as
 * errors show it. Nodes know their parents, so that walking needs no stack. Inside the room only.
 */
#ifndef FG_TMPL_NODE_H
#define FG_TMPL_NODE_H

#include "tmpl.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Children, in order:
 *   LIST      statements
 *   ACTION    PIPE
 *   TEMPLATE  PIPE or none
 *   IF, WITH, RANGE   PIPE, LIST, and a LIST for else or none
 *   PIPE      n_decls VARIABLEs, then COMMANDs
 *   COMMAND   operands
 *   CHAIN     PIPE or IDENTIFIER
 */
enum fg_node_kind {
    FG_NODE_LIST,
    FG_NODE_ACTION,
    FG_NODE_IF,
    FG_NODE_WITH,
    FG_NODE_RANGE,
    FG_NODE_BREAK,
    FG_NODE_CONTINUE,
    FG_NODE_PIPE,
    FG_NODE_COMMAND,
    FG_NODE_DOT,
    FG_NODE_NIL,
    FG_NODE_BOOL,
    /* those that carry text: fg_word */
    FG_NODE_TEXT,
    FG_NODE_TEMPLATE,
    FG_NODE_IDENTIFIER,
    FG_NODE_VARIABLE,
    FG_NODE_FIELD,
    FG_NODE_CHAIN,
    FG_NODE_NUMBER,
    FG_NODE_STRING,
};

typedef struct fg_node {
    uint8_t kind;
    bool truth;       /* BOOL: itself; PIPE: it assigns, it does not declare; COMMAND: a variable is
                         declared or assigned in its parentheses */
    uint16_t n_decls; /* PIPE */
    uint32_t offset;
    struct fg_node *parent;
    struct fg_node *next;
    struct fg_node *first;
} fg_node;

/* A number constant: what it may be. */
typedef struct fg_number {
    bool is_int;
    bool is_uint;
    bool is_float;
    bool is_complex;
    int64_t i;
    uint64_t u;
    double f;
    double complex[2];
} fg_number;

typedef struct fg_word {
    fg_node node;
    crd_str text; /* TEXT: itself; TEMPLATE: its name; others as written ("$x.a", ".a.b", "0x1F") */
    union {
        crd_str string;      /* STRING: without quotes */
        const fg_func *func; /* IDENTIFIER */
        const fg_number *number;
        uint32_t symbol; /* VARIABLE: number of its name in the tree */
    } u;
    bool is_builtin; /* IDENTIFIER */
} fg_word;

static inline const fg_word *fg_word_of(const fg_node *node)
{
    return (const fg_word *)node;
}

/* The text that is parsed, and what its errors call it. */
typedef struct fg_source {
    crd_str name;
    crd_str text;
} fg_source;

/* Line and column (both from 1) of an offset. Linear in the text. */
crd_place fg_source_place(const fg_source *source, size_t offset);

/* Appends the node as Go prints it: "index .list 99", "{{template "x" .}}". */
void fg_node_print(crd_buf *buf, const fg_node *node);

/*
 * Reads a number constant: a literal of Go ('a' too), or a complex pair. False with *ret_message
 * set (on the arena; NULL ptr: memory is out) when it is none.
 */
bool fg_number_read(crd_arena *arena, crd_str text, bool is_char, bool is_complex, fg_number *ret,
                    crd_str *ret_message);

#ifdef __cplusplus
}
#endif
#endif
