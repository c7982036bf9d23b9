/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pipelines: declarations, commands, operands, parentheses. Parentheses are kept on a stack of
 * their own (a list of frames on the arena), not on the C stack.
 */
#include "base/limits.h"
#include "parse.h"

/* A pipeline that is being read. */
struct frame {
    struct frame *outer; /* the pipeline in whose parentheses this one stands */
    crd_str context;
    enum fg_token_kind end;
    fg_node *pipe;
    fg_node *command;   /* the command that is being read */
    fg_node *last_part; /* last child of pipe */
    fg_node *last_arg;  /* last child of command */
    bool declares;      /* parentheses inside declare a variable */
};

static void append(fg_node *parent, fg_node **last, fg_node *child)
{
    child->parent = parent;
    if (*last) {
        (*last)->next = child;
    } else {
        parent->first = child;
    }
    *last = child;
}

static bool open_pipe(struct fg_parser *p, struct frame *frame, struct frame *outer,
                      crd_str context, enum fg_token_kind end)
{
    *frame = (struct frame) { .outer = outer, .context = context, .end = end };
    frame->pipe = fg_parse_node(p, FG_NODE_PIPE, fg_parse_peek_non_space(p).offset);
    return frame->pipe != NULL;
}

static bool declare(struct fg_parser *p, struct frame *frame, fg_token name)
{
    fg_word *word = fg_parse_word(p, FG_NODE_VARIABLE, name.offset, name.text);
    if (!word || !fg_parse_declare(p, name.text, &word->u.symbol)) {
        return false;
    }
    append(frame->pipe, &frame->last_part, &word->node);
    frame->pipe->n_decls++;
    return true;
}

/* Behind "$x,": only the head of a range takes a second variable. */
static bool second_declaration(struct fg_parser *p, const struct frame *frame, bool *ret_again)
{
    bool may = crd_str_eq(frame->context, CRD_S("range")) && frame->pipe->n_decls < 2;
    if (!may) {
        return FG_PARSE_FAIL(p, CRD_S("too many declarations in "), frame->context);
    }
    switch (fg_parse_peek_non_space(p).kind) {
    case FG_TOKEN_VARIABLE:
    case FG_TOKEN_RIGHT_DELIM:
    case FG_TOKEN_RIGHT_PAREN:
        *ret_again = true;
        return true;
    default:
        return FG_PARSE_FAIL(p, CRD_S("range can only initialize variables"));
    }
}

/* Declarations or assignments in front of a pipeline, if there are any. */
static bool read_declarations(struct fg_parser *p, struct frame *frame)
{
    for (;;) {
        fg_token name = fg_parse_peek_non_space(p);
        if (name.kind != FG_TOKEN_VARIABLE) {
            return true;
        }
        fg_parse_next(p);
        fg_token behind = fg_parse_peek(p);
        fg_token token = fg_parse_peek_non_space(p);
        if (token.kind == FG_TOKEN_ASSIGN || token.kind == FG_TOKEN_DECLARE) {
            frame->pipe->truth = token.kind == FG_TOKEN_ASSIGN;
            fg_parse_next_non_space(p);
            return declare(p, frame, name);
        }
        if (token.kind == FG_TOKEN_CHAR && crd_str_eq(token.text, CRD_S(","))) {
            bool again = false;
            fg_parse_next_non_space(p);
            if (!declare(p, frame, name) || !second_declaration(p, frame, &again)) {
                return false;
            }
            if (again) {
                continue;
            }
        }
        if (behind.kind == FG_TOKEN_SPACE) {
            fg_parse_backup3(p, name, behind);
        } else {
            fg_parse_backup2(p, name);
        }
        return true;
    }
}

/* Only the first command of a pipeline may be a value that takes no argument. */
static bool check_pipe(struct fg_parser *p, const struct frame *frame)
{
    const fg_node *command = frame->pipe->first;
    for (size_t i = 0; i < frame->pipe->n_decls; i++) {
        command = command->next;
    }
    if (!command) {
        return FG_PARSE_FAIL(p, CRD_S("missing value for "), frame->context);
    }
    int stage = 2;
    for (command = command->next; command; command = command->next, stage++) {
        switch (command->first->kind) {
        case FG_NODE_BOOL:
        case FG_NODE_DOT:
        case FG_NODE_NIL:
        case FG_NODE_NUMBER:
        case FG_NODE_STRING: {
            crd_buf number;
            crd_buf_on(&number, p->arena, SIZE_MAX);
            crd_buf_add_int(&number, stage);
            return FG_PARSE_FAIL(p, CRD_S("non executable command in pipeline stage "),
                                 crd_buf_whole(&number));
        }
        default:
            break;
        }
    }
    return true;
}

/* ---- Terms ---- */

static fg_node *identifier(struct fg_parser *p, fg_token token)
{
    bool is_builtin;
    const fg_func *func = fg_funcs_find(p->options->funcs, token.text, &is_builtin);
    if (!func) {
        crd_str quoted;
        if (fg_parse_quote(p, token.text, &quoted)) {
            FG_PARSE_FAIL(p, CRD_S("function "), quoted, CRD_S(" not defined"));
        }
        return NULL;
    }
    fg_word *word = fg_parse_word(p, FG_NODE_IDENTIFIER, token.offset, token.text);
    if (!word) {
        return NULL;
    }
    word->u.func = func;
    word->is_builtin = is_builtin;
    return &word->node;
}

static fg_node *variable(struct fg_parser *p, fg_token token)
{
    struct fg_parse_tree *tree = p->tree;
    uint32_t symbol = fg_names_find(&tree->symbols, token.text);
    if (symbol == FG_NO_NAME || !tree->seen[symbol]) {
        crd_str quoted;
        if (fg_parse_quote(p, token.text, &quoted)) {
            FG_PARSE_FAIL(p, CRD_S("undefined variable "), quoted);
        }
        return NULL;
    }
    fg_word *word = fg_parse_word(p, FG_NODE_VARIABLE, token.offset, token.text);
    if (!word) {
        return NULL;
    }
    word->u.symbol = symbol;
    return &word->node;
}

static fg_node *number(struct fg_parser *p, fg_token token)
{
    fg_number *number = CRD_NEW(p->arena, fg_number);
    fg_word *word = fg_parse_word(p, FG_NODE_NUMBER, token.offset, token.text);
    if (!number || !word) {
        if (word) {
            crd_err_memory(p->err, p->arena);
        }
        return NULL;
    }
    crd_str message = CRD_S("");
    if (!fg_number_read(p->arena, token.text, token.kind == FG_TOKEN_CHAR_CONSTANT,
                        token.kind == FG_TOKEN_COMPLEX, number, &message)) {
        if (message.ptr) {
            FG_PARSE_FAIL(p, message);
        } else {
            crd_err_memory(p->err, p->arena);
        }
        return NULL;
    }
    word->u.number = number;
    return &word->node;
}

static fg_node *string(struct fg_parser *p, fg_token token)
{
    crd_str value;
    if (!fg_parse_unquote(p, token.text, &value)) {
        return NULL;
    }
    fg_word *word = fg_parse_word(p, FG_NODE_STRING, token.offset, token.text);
    if (!word) {
        return NULL;
    }
    word->u.string = value;
    return &word->node;
}

/* The term that token is; *ret NULL when it is none (it is put back then). */
static bool read_term(struct fg_parser *p, fg_token token, fg_node **ret)
{
    switch (token.kind) {
    case FG_TOKEN_IDENTIFIER:
        *ret = identifier(p, token);
        break;
    case FG_TOKEN_DOT:
        *ret = fg_parse_node(p, FG_NODE_DOT, token.offset);
        break;
    case FG_TOKEN_NIL:
        *ret = fg_parse_node(p, FG_NODE_NIL, token.offset);
        break;
    case FG_TOKEN_VARIABLE:
        *ret = variable(p, token);
        break;
    case FG_TOKEN_FIELD: {
        fg_word *word = fg_parse_word(p, FG_NODE_FIELD, token.offset, token.text);
        *ret = word ? &word->node : NULL;
        break;
    }
    case FG_TOKEN_BOOL:
        *ret = fg_parse_node(p, FG_NODE_BOOL, token.offset);
        if (*ret) {
            (*ret)->truth = crd_str_eq(token.text, CRD_S("true"));
        }
        break;
    case FG_TOKEN_CHAR_CONSTANT:
    case FG_TOKEN_COMPLEX:
    case FG_TOKEN_NUMBER:
        *ret = number(p, token);
        break;
    case FG_TOKEN_STRING:
    case FG_TOKEN_RAW_STRING:
        *ret = string(p, token);
        break;
    default:
        fg_parse_backup(p);
        *ret = NULL;
        return true;
    }
    return *ret != NULL;
}

/* The node as it prints, quoted. */
static bool quote_node(struct fg_parser *p, const fg_node *node, crd_str *ret)
{
    crd_buf buf;
    crd_buf_on(&buf, p->arena, SIZE_MAX);
    fg_node_print(&buf, node);
    return crd_buf_failed(&buf) ? crd_err_memory(p->err, p->arena)
                                : fg_parse_quote(p, crd_buf_str(&buf), ret);
}

/* Fields that follow a term without a space between. */
static bool read_chain(struct fg_parser *p, fg_node **node)
{
    fg_token token = fg_parse_peek(p);
    if (token.kind != FG_TOKEN_FIELD) {
        return true;
    }
    uint32_t offset = token.offset;
    crd_str text = token.text;
    while (fg_parse_peek(p).kind == FG_TOKEN_FIELD) {
        fg_token field = fg_parse_next(p);
        text.len = field.offset + field.text.len - offset;
    }
    switch ((*node)->kind) {
    case FG_NODE_FIELD:
    case FG_NODE_VARIABLE: {
        /* Go places the joined node at its second name. */
        crd_str whole = fg_word_of(*node)->text;
        whole.len += text.len;
        ((fg_word *)*node)->text = whole;
        (*node)->offset = offset;
        return true;
    }
    case FG_NODE_BOOL:
    case FG_NODE_STRING:
    case FG_NODE_NUMBER:
    case FG_NODE_NIL:
    case FG_NODE_DOT: {
        crd_str quoted;
        return quote_node(p, *node, &quoted) &&
               FG_PARSE_FAIL(p, CRD_S("unexpected . after term "), quoted);
    }
    default: {
        fg_word *chain = fg_parse_word(p, FG_NODE_CHAIN, offset, text);
        if (!chain) {
            return false;
        }
        fg_node *last = NULL;
        append(&chain->node, &last, *node);
        *node = &chain->node;
        return true;
    }
    }
}

/* ---- Commands ---- */

enum step {
    STEP_COMMAND, /* between commands: another one, or the end of the pipeline */
    STEP_OPERAND, /* inside a command: its next operand */
    STEP_DONE,    /* the outermost pipeline has ended */
    STEP_FAILED,
};

/* Behind an operand (NULL: none was there). */
static enum step behind_operand(struct fg_parser *p, struct frame *frame, fg_node *operand)
{
    if (operand) {
        if (!read_chain(p, &operand)) {
            return STEP_FAILED;
        }
        append(frame->command, &frame->last_arg, operand);
    }
    fg_token token = fg_parse_next(p);
    switch (token.kind) {
    case FG_TOKEN_SPACE:
        return STEP_OPERAND;
    case FG_TOKEN_RIGHT_DELIM:
    case FG_TOKEN_RIGHT_PAREN:
        fg_parse_backup(p);
        break;
    case FG_TOKEN_PIPE:
        break;
    default:
        fg_parse_unexpected(p, token, CRD_S("operand"));
        return STEP_FAILED;
    }
    if (!frame->command->first) {
        FG_PARSE_FAIL(p, CRD_S("empty command"));
        return STEP_FAILED;
    }
    append(frame->pipe, &frame->last_part, frame->command);
    return STEP_COMMAND;
}

/* At the start of a command, or the end of a pipeline; that of parentheses is an operand outside.
 */
static enum step at_command(struct fg_parser *p, struct frame **frame)
{
    fg_token token = fg_parse_next_non_space(p);
    if (token.kind == (*frame)->end) {
        if (!check_pipe(p, *frame)) {
            return STEP_FAILED;
        }
        struct frame *outer = (*frame)->outer;
        if (!outer) {
            return STEP_DONE;
        }
        fg_node *pipe = (*frame)->pipe;
        outer->command->truth |= (*frame)->declares || pipe->n_decls;
        outer->declares |= outer->command->truth;
        p->tree->paren_depth--;
        *frame = outer;
        return behind_operand(p, outer, pipe);
    }
    switch (token.kind) {
    case FG_TOKEN_BOOL:
    case FG_TOKEN_CHAR_CONSTANT:
    case FG_TOKEN_COMPLEX:
    case FG_TOKEN_DOT:
    case FG_TOKEN_FIELD:
    case FG_TOKEN_IDENTIFIER:
    case FG_TOKEN_NUMBER:
    case FG_TOKEN_NIL:
    case FG_TOKEN_RAW_STRING:
    case FG_TOKEN_STRING:
    case FG_TOKEN_VARIABLE:
    case FG_TOKEN_LEFT_PAREN:
        fg_parse_backup(p);
        break;
    default:
        fg_parse_unexpected(p, token, (*frame)->context);
        return STEP_FAILED;
    }
    (*frame)->command = fg_parse_node(p, FG_NODE_COMMAND, fg_parse_peek_non_space(p).offset);
    (*frame)->last_arg = NULL;
    return (*frame)->command ? STEP_OPERAND : STEP_FAILED;
}

static enum step at_operand(struct fg_parser *p, struct frame **frame)
{
    fg_token token = fg_parse_next_non_space(p);
    if (token.kind != FG_TOKEN_LEFT_PAREN) {
        fg_node *operand;
        return read_term(p, token, &operand) ? behind_operand(p, *frame, operand) : STEP_FAILED;
    }
    if (p->tree->paren_depth >= FG_TMPL_PARENS_MAX) {
        FG_PARSE_FAIL(p, CRD_S("max expression depth exceeded"));
        return STEP_FAILED;
    }
    p->tree->paren_depth++;
    struct frame *inner = CRD_NEW(p->arena, struct frame);
    if (!inner) {
        crd_err_memory(p->err, p->arena);
        return STEP_FAILED;
    }
    if (!open_pipe(p, inner, *frame, CRD_S("parenthesized pipeline"), FG_TOKEN_RIGHT_PAREN) ||
        !read_declarations(p, inner)) {
        return STEP_FAILED;
    }
    *frame = inner;
    return STEP_COMMAND;
}

bool fg_parse_pipeline(struct fg_parser *p, crd_str context, fg_node **ret)
{
    struct frame outermost;
    struct frame *frame = &outermost;
    if (!open_pipe(p, frame, NULL, context, FG_TOKEN_RIGHT_DELIM) || !read_declarations(p, frame)) {
        return false;
    }
    fg_node *pipe = frame->pipe;
    enum step step = STEP_COMMAND;
    while (step == STEP_COMMAND || step == STEP_OPERAND) {
        step = step == STEP_COMMAND ? at_command(p, &frame) : at_operand(p, &frame);
    }
    *ret = pipe;
    return step == STEP_DONE;
}
