/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a template's text, as Go's text/template/parse finds them: text up to a delimiter,
 * inside of delimiters tokens with the spaces between them (they tell `.a .b` from `.a.b`).
 */
#include "lex.h"

#include "base/num.h"
#include "base/unicode.h"
#include "base/utf8.h"

#define NO_RUNE UINT32_MAX /* the end of the text */

void fg_lex_init(fg_lexer *lexer, crd_arena *arena, crd_str text, crd_str left, crd_str right)
{
    *lexer = (fg_lexer) {
        .arena = arena,
        .input = text,
        .left = left.len ? left : CRD_S("{{"),
        .right = right.len ? right : CRD_S("}}"),
        .line = 1,
    };
}

/* ---- Characters ---- */

static crd_str rest(const fg_lexer *lexer, size_t from)
{
    return crd_str_from(lexer->input, from);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_word(uint32_t rune)
{
    if (rune < 0x80) {
        return rune == '_' || crd_is_alnum((unsigned char)rune);
    }
    return rune != NO_RUNE && (crd_rune_is_letter(rune) || crd_rune_is_digit(rune));
}

static uint32_t peek(const fg_lexer *lexer, size_t *ret_width)
{
    *ret_width = 0;
    if (lexer->at >= lexer->input.len) {
        return NO_RUNE;
    }
    unsigned char c = (unsigned char)lexer->input.ptr[lexer->at];
    if (c < 0x80) {
        *ret_width = 1;
        return c;
    }
    return crd_rune_decode(rest(lexer, lexer->at), ret_width);
}

static uint32_t next(fg_lexer *lexer)
{
    size_t width;
    uint32_t rune = peek(lexer, &width);
    lexer->at += width;
    return rune;
}

static bool accept(fg_lexer *lexer, const char *set)
{
    size_t width;
    uint32_t rune = peek(lexer, &width);
    if (!rune || rune >= 0x80 || !strchr(set, (int)rune)) {
        return false;
    }
    lexer->at++;
    return true;
}

static uint32_t newlines(crd_str s)
{
    uint32_t n = 0;
    for (const char *p = s.ptr; s.len && (p = memchr(p, '\n', (size_t)(s.ptr + s.len - p))); p++) {
        n++;
    }
    return n;
}

/* ---- Tokens ---- */

/* Forgets what stands between start and at. */
static void skip(fg_lexer *lexer)
{
    lexer->line += newlines(crd_str_sub(lexer->input, lexer->start, lexer->at));
    lexer->start = lexer->at;
}

static fg_token take(fg_lexer *lexer, enum fg_token_kind kind)
{
    fg_token token = {
        .kind = kind,
        .offset = (uint32_t)lexer->start,
        .line = lexer->line,
        .text = crd_str_sub(lexer->input, lexer->start, lexer->at),
    };
    skip(lexer);
    return token;
}

static fg_token fail_parts(fg_lexer *lexer, const crd_str *parts, size_t n)
{
    crd_str text = crd_str_cat(lexer->arena, parts, n);
    if (!text.ptr) {
        lexer->out_of_memory = true;
        text = CRD_S("out of memory");
    }
    return (fg_token) {
        .kind = FG_TOKEN_ERROR,
        .offset = (uint32_t)lexer->start,
        .line = lexer->line,
        .text = text,
    };
}

static fg_token fail(fg_lexer *lexer, crd_str text)
{
    return fail_parts(lexer, &text, 1);
}

/* "what U+0040 '@'" */
static fg_token fail_rune(fg_lexer *lexer, crd_str what, uint32_t rune)
{
    char hex[8];
    size_t at = sizeof(hex);
    uint32_t left = rune;
    do {
        hex[--at] = "0123456789ABCDEF"[left & 15];
        left >>= 4;
    } while (left || sizeof(hex) - at < 4);
    char shown[8] = " '";
    size_t n = 0;
    if (crd_rune_is_print(rune)) {
        n = 2 + crd_rune_encode(rune, shown + 2);
        shown[n++] = '\'';
    }
    crd_str parts[] = { what, CRD_S("U+"), crd_str_of(hex + at, sizeof(hex) - at),
                        crd_str_of(shown, n) };
    return fail_parts(lexer, parts, 4);
}

/* ---- Delimiters and text ---- */

/* A trim marker behind a left delimiter: "-" and a blank. */
static bool trims_left(crd_str s)
{
    return s.len >= 2 && s.ptr[0] == '-' && is_space((unsigned char)s.ptr[1]);
}

/* A trim marker before a right delimiter: a blank and "-". */
static bool trims_right(crd_str s)
{
    return s.len >= 2 && is_space((unsigned char)s.ptr[0]) && s.ptr[1] == '-';
}

static bool at_right_delim(const fg_lexer *lexer, bool *ret_trim)
{
    crd_str s = rest(lexer, lexer->at);
    *ret_trim = trims_right(s) && crd_str_starts(crd_str_from(s, 2), lexer->right);
    return *ret_trim || crd_str_starts(s, lexer->right);
}

static void skip_blanks(fg_lexer *lexer)
{
    while (lexer->at < lexer->input.len && is_space((unsigned char)lexer->input.ptr[lexer->at])) {
        lexer->at++;
    }
}

/* Over a comment, which begins here. False: *ret is an error. */
static bool read_comment(fg_lexer *lexer, fg_token *ret)
{
    skip(lexer);
    size_t end = crd_str_find(rest(lexer, lexer->at + 2), CRD_S("*/"));
    if (end == CRD_NPOS) {
        *ret = fail(lexer, CRD_S("unclosed comment"));
        return false;
    }
    lexer->at += 2 + end + 2;
    bool trim;
    if (!at_right_delim(lexer, &trim)) {
        *ret = fail(lexer, CRD_S("comment ends before closing delimiter"));
        return false;
    }
    if (lexer->go == FG_GO_1_23) {
        lexer->start = lexer->at; /* it forgot to count the lines of comments */
    }
    lexer->at += (trim ? 2 : 0) + lexer->right.len;
    if (trim) {
        skip_blanks(lexer);
    }
    skip(lexer);
    return true;
}

/* Text up to the next action, comments left out. */
static fg_token read_text(fg_lexer *lexer)
{
    for (;;) {
        size_t found = crd_str_find(rest(lexer, lexer->at), lexer->left);
        if (found == CRD_NPOS) {
            lexer->at = lexer->input.len;
            return take(lexer, lexer->at > lexer->start ? FG_TOKEN_TEXT : FG_TOKEN_EOF);
        }
        size_t delim = lexer->at + found;
        bool trim = trims_left(rest(lexer, delim + lexer->left.len));
        if (found) {
            lexer->at = delim;
            while (trim && lexer->at > lexer->start &&
                   is_space((unsigned char)lexer->input.ptr[lexer->at - 1])) {
                lexer->at--;
            }
            fg_token token = take(lexer, FG_TOKEN_TEXT);
            lexer->at = delim;
            skip(lexer);
            if (token.text.len) {
                return token;
            }
        }
        size_t marker = trim ? 2 : 0;
        lexer->at = delim + lexer->left.len;
        if (!crd_str_starts(rest(lexer, lexer->at + marker), CRD_S("/*"))) {
            fg_token token = take(lexer, FG_TOKEN_LEFT_DELIM);
            lexer->inside_action = true;
            lexer->paren_depth = 0;
            lexer->at += marker;
            skip(lexer);
            return token;
        }
        lexer->at += marker;
        fg_token error;
        if (!read_comment(lexer, &error)) {
            return error;
        }
    }
}

static fg_token read_right_delim(fg_lexer *lexer)
{
    bool trim;
    at_right_delim(lexer, &trim);
    if (trim) {
        lexer->at += 2;
        skip(lexer);
    }
    lexer->at += lexer->right.len;
    fg_token token = take(lexer, FG_TOKEN_RIGHT_DELIM);
    if (trim) {
        skip_blanks(lexer);
        skip(lexer);
    }
    lexer->inside_action = false;
    return token;
}

/* ---- Inside an action ---- */

static fg_token read_space(fg_lexer *lexer)
{
    skip_blanks(lexer);
    bool trim;
    lexer->at--; /* the last blank may belong to the right delimiter */
    at_right_delim(lexer, &trim);
    if (!trim) {
        lexer->at++;
    } else if (lexer->at == lexer->start) {
        return read_right_delim(lexer);
    }
    return take(lexer, FG_TOKEN_SPACE);
}

/* True when a name may end here. */
static bool at_terminator(const fg_lexer *lexer, uint32_t *ret_rune)
{
    size_t width;
    *ret_rune = peek(lexer, &width);
    switch (*ret_rune) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case NO_RUNE:
    case '.':
    case ',':
    case '|':
    case ':':
    case ')':
    case '(':
        return true;
    default:
        return crd_str_starts(rest(lexer, lexer->at), lexer->right);
    }
}

static void skip_word(fg_lexer *lexer)
{
    size_t width;
    while (is_word(peek(lexer, &width))) {
        lexer->at += width;
    }
}

static const struct {
    crd_str word;
    enum fg_token_kind kind;
} keywords[] = {
    { CRD_STR_INIT("block"), FG_TOKEN_BLOCK },
    { CRD_STR_INIT("break"), FG_TOKEN_BREAK },
    { CRD_STR_INIT("continue"), FG_TOKEN_CONTINUE },
    { CRD_STR_INIT("define"), FG_TOKEN_DEFINE },
    { CRD_STR_INIT("else"), FG_TOKEN_ELSE },
    { CRD_STR_INIT("end"), FG_TOKEN_END },
    { CRD_STR_INIT("if"), FG_TOKEN_IF },
    { CRD_STR_INIT("nil"), FG_TOKEN_NIL },
    { CRD_STR_INIT("range"), FG_TOKEN_RANGE },
    { CRD_STR_INIT("template"), FG_TOKEN_TEMPLATE },
    { CRD_STR_INIT("with"), FG_TOKEN_WITH },
    { CRD_STR_INIT("true"), FG_TOKEN_BOOL },
    { CRD_STR_INIT("false"), FG_TOKEN_BOOL },
};

static enum fg_token_kind kind_of_word(const fg_lexer *lexer, crd_str word)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (!crd_str_eq(keywords[i].word, word)) {
            continue;
        }
        enum fg_token_kind kind = keywords[i].kind;
        bool is_function = (kind == FG_TOKEN_BREAK && lexer->break_is_function) ||
                           (kind == FG_TOKEN_CONTINUE && lexer->continue_is_function);
        return is_function ? FG_TOKEN_IDENTIFIER : kind;
    }
    return FG_TOKEN_IDENTIFIER;
}

static fg_token read_identifier(fg_lexer *lexer)
{
    uint32_t rune;
    skip_word(lexer);
    if (!at_terminator(lexer, &rune)) {
        return fail_rune(lexer, CRD_S("bad character "), rune);
    }
    crd_str word = crd_str_sub(lexer->input, lexer->start, lexer->at);
    return take(lexer, kind_of_word(lexer, word));
}

/* Behind a . or $: a name, or nothing. */
static fg_token read_name(fg_lexer *lexer, enum fg_token_kind named, enum fg_token_kind bare)
{
    uint32_t rune;
    if (at_terminator(lexer, &rune)) {
        return take(lexer, bare);
    }
    skip_word(lexer);
    if (!at_terminator(lexer, &rune)) {
        return fail_rune(lexer, CRD_S("bad character "), rune);
    }
    return take(lexer, named);
}

/* Up to the closing quote on the same line. */
static bool skip_quoted(fg_lexer *lexer, uint32_t quote)
{
    for (;;) {
        uint32_t rune = next(lexer);
        if (rune == '\\') {
            rune = next(lexer);
            if (rune != NO_RUNE && rune != '\n') {
                continue;
            }
        }
        if (rune == NO_RUNE || rune == '\n') {
            return false;
        }
        if (rune == quote) {
            return true;
        }
    }
}

static fg_token read_quoted(fg_lexer *lexer)
{
    return skip_quoted(lexer, '"') ? take(lexer, FG_TOKEN_STRING)
                                   : fail(lexer, CRD_S("unterminated quoted string"));
}

static fg_token read_char_constant(fg_lexer *lexer)
{
    return skip_quoted(lexer, '\'') ? take(lexer, FG_TOKEN_CHAR_CONSTANT)
                                    : fail(lexer, CRD_S("unterminated character constant"));
}

static fg_token read_raw(fg_lexer *lexer)
{
    size_t end = crd_str_find_byte(rest(lexer, lexer->at), '`');
    if (end == CRD_NPOS) {
        return fail(lexer, CRD_S("unterminated raw quoted string"));
    }
    lexer->at += end + 1;
    return take(lexer, FG_TOKEN_RAW_STRING);
}

static void accept_run(fg_lexer *lexer, const char *set)
{
    while (accept(lexer, set)) {
    }
}

/* What looks like a number; whether it is one shows when it is converted. */
static bool scan_number(fg_lexer *lexer)
{
    const char *decimal = "0123456789_";
    const char *hex = "0123456789abcdefABCDEF_";
    const char *digits = decimal;
    accept(lexer, "+-");
    if (accept(lexer, "0")) {
        if (accept(lexer, "xX")) {
            digits = hex;
        } else if (accept(lexer, "oO")) {
            digits = "01234567_";
        } else if (accept(lexer, "bB")) {
            digits = "01_";
        }
    }
    accept_run(lexer, digits);
    if (accept(lexer, ".")) {
        accept_run(lexer, digits);
    }
    if ((digits == decimal && accept(lexer, "eE")) || (digits == hex && accept(lexer, "pP"))) {
        accept(lexer, "+-");
        accept_run(lexer, decimal);
    }
    accept(lexer, "i");
    size_t width;
    if (is_word(peek(lexer, &width))) {
        lexer->at += width;
        return false;
    }
    return true;
}

static fg_token bad_number(fg_lexer *lexer)
{
    crd_buf quoted;
    crd_buf_on(&quoted, lexer->arena, SIZE_MAX);
    crd_quote(&quoted, crd_str_sub(lexer->input, lexer->start, lexer->at));
    crd_str parts[] = { CRD_S("bad number syntax: "), crd_buf_whole(&quoted) };
    return fail_parts(lexer, parts, 2);
}

static fg_token read_number(fg_lexer *lexer)
{
    if (!scan_number(lexer)) {
        return bad_number(lexer);
    }
    size_t width;
    uint32_t sign = peek(lexer, &width);
    if (sign != '+' && sign != '-') {
        return take(lexer, FG_TOKEN_NUMBER);
    }
    if (!scan_number(lexer) || lexer->input.ptr[lexer->at - 1] != 'i') {
        return bad_number(lexer);
    }
    return take(lexer, FG_TOKEN_COMPLEX);
}

static fg_token read_declare(fg_lexer *lexer)
{
    return next(lexer) == '=' ? take(lexer, FG_TOKEN_DECLARE) : fail(lexer, CRD_S("expected :="));
}

static fg_token read_paren(fg_lexer *lexer, bool open)
{
    lexer->paren_depth += open ? 1 : -1;
    if (lexer->paren_depth < 0) {
        return fail(lexer, CRD_S("unexpected right paren"));
    }
    return take(lexer, open ? FG_TOKEN_LEFT_PAREN : FG_TOKEN_RIGHT_PAREN);
}

/* A token that no single character tells: number, word or something that may not stand here. */
static fg_token read_other(fg_lexer *lexer, uint32_t rune)
{
    if (rune == '+' || rune == '-' || rune == '.' || (rune >= '0' && rune <= '9')) {
        lexer->at = lexer->start;
        return read_number(lexer);
    }
    if (is_word(rune)) {
        return read_identifier(lexer);
    }
    if (rune >= ' ' && rune < 0x7F) {
        return take(lexer, FG_TOKEN_CHAR);
    }
    return fail_rune(lexer, CRD_S("unrecognized character in action: "), rune);
}

static fg_token read_action(fg_lexer *lexer)
{
    bool trim;
    if (at_right_delim(lexer, &trim)) {
        return lexer->paren_depth ? fail(lexer, CRD_S("unclosed left paren"))
                                  : read_right_delim(lexer);
    }
    uint32_t rune = next(lexer);
    switch (rune) {
    case NO_RUNE:
        return fail(lexer, CRD_S("unclosed action"));
    case ' ':
    case '\t':
    case '\r':
    case '\n':
        return read_space(lexer);
    case '=':
        return take(lexer, FG_TOKEN_ASSIGN);
    case ':':
        return read_declare(lexer);
    case '|':
        return take(lexer, FG_TOKEN_PIPE);
    case '"':
        return read_quoted(lexer);
    case '`':
        return read_raw(lexer);
    case '$':
        return read_name(lexer, FG_TOKEN_VARIABLE, FG_TOKEN_VARIABLE);
    case '\'':
        return read_char_constant(lexer);
    case '(':
    case ')':
        return read_paren(lexer, rune == '(');
    case '.':
        if (lexer->at < lexer->input.len &&
            !crd_is_digit((unsigned char)lexer->input.ptr[lexer->at])) {
            return read_name(lexer, FG_TOKEN_FIELD, FG_TOKEN_DOT);
        }
        return read_other(lexer, rune);
    default:
        return read_other(lexer, rune);
    }
}

fg_token fg_lex_next(fg_lexer *lexer)
{
    return lexer->inside_action ? read_action(lexer) : read_text(lexer);
}
