/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of a regular expression while it is parsed, for the files regex_*.c alone. Knows
 * nothing of matching.
 *
 * The shape of the tree, the nodes counted and the sizes estimated follow Go's regexp/syntax,
 * because what that refuses as too large or too deep depends on them.
 */
#ifndef CRD_BASE_REGEX_TREE_H
#define CRD_BASE_REGEX_TREE_H

#include "regex_class.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In Go's order: of two alternatives the later op is the more general one. */
enum rx_op {
    RX_NOTHING = 1, /* matches no text */
    RX_EMPTY,       /* matches the empty text */
    RX_LITERAL,
    RX_CLASS,
    RX_ANY_NOT_NL,
    RX_ANY,
    RX_BEGIN_LINE,
    RX_END_LINE,
    RX_BEGIN_TEXT,
    RX_END_TEXT,
    RX_WORD_BOUNDARY,
    RX_NO_WORD_BOUNDARY,
    RX_CAPTURE,
    RX_STAR,
    RX_PLUS,
    RX_QUEST,
    RX_REPEAT,
    RX_CONCAT,
    RX_ALTERNATE,
    RX_MARK, /* from here on: marks on the parser's stack */
    RX_PAREN = RX_MARK,
    RX_BAR,
};

enum {
    RX_FOLD = 1,       /* (?i) */
    RX_DOT_NL = 2,     /* (?s) */
    RX_ONE_LINE = 4,   /* not (?m) */
    RX_LAZY = 8,       /* (?U), or a trailing ? */
    RX_WAS_DOLLAR = 16 /* $ rather than \z */
};

typedef struct rx_node {
    uint8_t op;
    uint16_t flags;
    uint32_t height;   /* 0: not measured */
    int64_t size;      /* 0: not measured; survives reuse */
    uint32_t n;        /* runes, ranges or subs */
    uint32_t capacity; /* of runes or ranges; 0: borrowed */
    union {
        uint32_t *runes;  /* RX_LITERAL */
        rx_range *ranges; /* RX_CLASS */
        struct rx_node **subs;
        struct rx_node *next_free;
    };
    union {
        uint32_t rune;       /* runes of a literal of one */
        struct rx_node *sub; /* subs of what has one */
    };
    union {
        int32_t min;    /* RX_REPEAT */
        uint32_t group; /* RX_CAPTURE and RX_PAREN; 0: does not capture */
    };
    int32_t max; /* -1: no bound */
} rx_node;

enum rx_fault {
    RX_FINE = 0,
    RX_NO_MEMORY,
    RX_BAD_CLASS_RANGE,
    RX_BAD_ESCAPE,
    RX_BAD_GROUP_NAME,
    RX_BAD_PERL_OP,
    RX_BAD_REPEAT_OP,
    RX_BAD_REPEAT_SIZE,
    RX_BAD_UTF8,
    RX_NO_BRACKET,
    RX_NO_PAREN,
    RX_NO_ARGUMENT,
    RX_TRAILING_BACKSLASH,
    RX_ODD_PAREN,
    RX_TOO_DEEP,
    RX_TOO_LARGE,
};

/* What \p{...} gave before, kept because one takes hundreds of ranges. */
typedef struct rx_known_set {
    struct rx_known_set *next;
    crd_rune_set set;
    bool ascii;
    bool folded;
    bool negated;
    rx_range *ranges;
    size_t n;
} rx_known_set;

typedef struct rx_group_name {
    struct rx_group_name *next;
    uint32_t group;
    crd_str name; /* borrowed from the pattern */
} rx_group_name;

typedef struct rx_parser {
    crd_arena *arena;
    crd_str pattern;
    uint16_t flags;
    rx_node **stack;
    size_t depth;
    size_t capacity;
    rx_node *free;
    rx_group_name *names; /* newest first */
    uint32_t n_groups;
    uint64_t n_nodes; /* made anew, not taken from free */
    uint64_t n_runes;
    int64_t repeats; /* product of all counted repeats */
    bool sizes;      /* sizes are measured from now on */
    bool heights;
    rx_class class_; /* the class being read */
    rx_class folds;  /* its part that folds */
    rx_class group;  /* \d and its like, folded */
    rx_class scratch;
    rx_known_set *known;
    enum rx_fault fault;
    crd_str fault_text;
} rx_parser;

/* Notes the first fault; always false. */
bool crd_rx_fail(rx_parser *parser, enum rx_fault fault, crd_str text);

/* A zeroed node; NULL on failure, which is noted. */
rx_node *crd_rx_node(rx_parser *parser, enum rx_op op);
void crd_rx_node_free(rx_parser *parser, rx_node *node);

/* Puts a node on the stack, joins the literals below it, and checks the bounds. */
bool crd_rx_push(rx_parser *parser, rx_node *node);
bool crd_rx_push_op(rx_parser *parser, enum rx_op op, uint16_t more_flags);
bool crd_rx_push_literal(rx_parser *parser, uint32_t rune);

/* A class node of the ranges, which are copied unless borrowed says that they stay. */
bool crd_rx_push_class(rx_parser *parser, rx_node *node, const rx_range *ranges, size_t n,
                       bool borrowed);

bool crd_rx_check_limits(rx_parser *parser, rx_node *node);

/* The ends of the pieces: of a concatenation at | ) or the end, of an alternation at ). */
bool crd_rx_concat(rx_parser *parser);
bool crd_rx_alternate(rx_parser *parser);
bool crd_rx_swap_bar(rx_parser *parser, bool *ret_swapped);

/* regex_factor.c: joins the alternatives subs[0..*n] that begin alike, in place. */
bool crd_rx_factor(rx_parser *parser, rx_node **subs, size_t *n, uint32_t depth);
bool crd_rx_collapse(rx_parser *parser, rx_node **subs, size_t n, enum rx_op op, uint32_t depth,
                     rx_node **ret_node);
bool crd_rx_is_class(const rx_node *node);
bool crd_rx_merge_class(rx_parser *parser, rx_node *into, const rx_node *from);
void crd_rx_clean_alternative(rx_node *node);

/* regex_escape.c: what stands for a rune or for a class. Each cuts what it read off *rest. */
bool crd_rx_next_rune(rx_parser *parser, crd_str *rest, uint32_t *ret_rune);
bool crd_rx_check_utf8(rx_parser *parser, crd_str text);
bool crd_rx_escape(rx_parser *parser, crd_str *rest, uint32_t *ret_rune);
/* \p{...} at the start of *rest: *ret_set NULL and true when there is none. */
bool crd_rx_unicode_class(rx_parser *parser, crd_str *rest, const rx_known_set **ret_set);
/* \d and its like: false when there is none. Check into->failed. */
bool crd_rx_perl_class(rx_parser *parser, crd_str *rest, rx_class *into);
bool crd_rx_bracket(rx_parser *parser, crd_str *rest);

/* The whole pattern: the tree, or a fault in parser. */
rx_node *crd_rx_parse(rx_parser *parser);

#ifdef __cplusplus
}
#endif
#endif
