/* SPDX-License-Identifier: Apache-2.0 */
/* TOML's runes, errors and texts: see toml_scan.h. */
#include "toml_scan.h"

#include "base/num.h"
#include "base/utf8.h"

bool fg_toml_fail_at(fg_toml_scan *in, size_t line, crd_str text)
{
    crd_buf key;
    crd_buf message;
    if (in->failed) {
        return false;
    }
    in->failed = true;
    fg_buf_open(in->run, &key);
    bool has_key = in->last_key && in->last_key(in->context, &key) && key.len > 0;
    fg_buf_open(in->run, &message);
    crd_buf_add_lit(&message, "toml: line ");
    crd_buf_add_uint(&message, line);
    if (has_key) {
        crd_buf_add_lit(&message, " (last key ");
        crd_quote(&message, crd_buf_str(&key));
        crd_buf_add_byte(&message, ')');
    }
    crd_buf_add_lit(&message, ": ");
    crd_buf_add(&message, text);
    if (fg_buf_fails(in->run, &key, in->err) || fg_buf_fails(in->run, &message, in->err)) {
        return false;
    }
    return CRD_FAIL(in->err, in->run->arena, CRD_E_SYNTAX, crd_buf_str(&message));
}

static bool fail_joined(fg_toml_scan *in, size_t line, const char *front, crd_str middle,
                        const char *back)
{
    crd_str text = CRD_CAT(in->run->arena, crd_str_c(front), middle, crd_str_c(back));
    if (!text.ptr && !in->failed) {
        in->failed = true;
        return crd_err_memory(in->err, in->run->arena);
    }
    return fg_toml_fail_at(in, line, text);
}

bool fg_toml_fail_joined(fg_toml_scan *in, const char *front, crd_str middle, const char *back)
{
    return fail_joined(in, in->line, front, middle, back);
}

bool fg_toml_fail(fg_toml_scan *in, const char *front, crd_str middle, const char *back)
{
    bool behind = in->at_end && in->pos > 0 && in->text.ptr[in->pos - 1] == '\n';
    return fail_joined(in, in->line - behind, front, middle, back);
}

bool fg_toml_fail_before(fg_toml_scan *in, const char *front, crd_str middle, const char *back)
{
    return fail_joined(in, in->line - 1, front, middle, back);
}

crd_str fg_toml_quote(fg_toml_scan *in, crd_str text)
{
    crd_buf buf;
    fg_buf_open(in->run, &buf);
    crd_quote(&buf, text);
    in->failed |= fg_buf_fails(in->run, &buf, in->err);
    return crd_buf_whole(&buf);
}

crd_str fg_toml_quote_rune(fg_toml_scan *in, uint32_t rune)
{
    char bytes[4];
    if (rune == '\'') {
        return CRD_S("'\\''");
    }
    if (rune == '"') {
        return CRD_S("'\"'");
    }
    crd_str quoted = fg_toml_quote(in, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
    if (quoted.len < 2) {
        return quoted;
    }
    return CRD_CAT(in->run->arena, CRD_S("'"), crd_str_sub(quoted, 1, quoted.len - 1), CRD_S("'"));
}

/* What may not stand in a document; a carriage return only before a line feed. */
static bool is_control(const fg_toml_scan *in, uint32_t rune)
{
    if (rune == '\r') {
        return in->pos + 1 >= in->text.len || in->text.ptr[in->pos + 1] != '\n';
    }
    return (rune < ' ' && rune != '\t' && rune != '\n') || rune == 0x7F;
}

static void fail_rune(fg_toml_scan *in, const char *front, uint32_t number, const char *back)
{
    static const char hex[] = "0123456789abcdef";
    char digits[2] = { hex[number >> 4 & 15], hex[number & 15] };
    fail_joined(in, in->line, front, crd_str_of(digits, 2), back);
}

uint32_t fg_toml_next(fg_toml_scan *in)
{
    if (in->failed || in->pos >= in->text.len) {
        in->at_end = true;
        return FG_TOML_EOF;
    }
    size_t width = 0;
    uint32_t rune = crd_rune_decode(crd_str_from(in->text, in->pos), &width);
    in->line += rune == '\n';
    if (rune == CRD_RUNE_ERROR && width == 1) {
        fail_rune(in, "invalid UTF-8 byte: 0x", (unsigned char)in->text.ptr[in->pos], "");
        return CRD_RUNE_ERROR;
    }
    if (is_control(in, rune)) {
        fail_rune(in, "TOML files cannot contain control characters: '0x", rune, "'");
        return CRD_RUNE_ERROR;
    }
    in->pos += width;
    return rune;
}

uint32_t fg_toml_peek(fg_toml_scan *in)
{
    fg_toml_mark mark = fg_toml_save(in);
    uint32_t rune = fg_toml_next(in);
    fg_toml_back(in, mark);
    return rune;
}

bool fg_toml_accept(fg_toml_scan *in, uint32_t rune)
{
    fg_toml_mark mark = fg_toml_save(in);
    if (fg_toml_next(in) == rune && !in->failed) {
        return true;
    }
    fg_toml_back(in, mark);
    return false;
}

void fg_toml_skip_blanks(fg_toml_scan *in)
{
    while (!in->failed && fg_toml_is_blank(fg_toml_peek(in))) {
        fg_toml_next(in);
    }
}

/* Digits of \x, \u, \U: checked here, read when the text is complete. */
static bool skip_hex(fg_toml_scan *in, size_t start, size_t digits, const char *what)
{
    for (size_t i = 0; i < digits; i++) {
        uint32_t rune = fg_toml_next(in);
        if (rune >= 0x80 || crd_hex_value((unsigned char)rune) < 0) {
            crd_str so_far = fg_toml_quote(in, crd_str_sub(in->text, start, in->pos));
            return fg_toml_fail(in, what, so_far, " instead");
        }
    }
    return !in->failed;
}

/* Behind a backslash in a text that began at start. */
static bool skip_escape(fg_toml_scan *in, size_t start)
{
    uint32_t rune = fg_toml_next(in);
    if (rune && rune < 0x80 && strchr("ebtnfr\" \t\\", (int)rune)) {
        return true;
    }
    switch (rune) {
    case 'x':
        return skip_hex(in, start, 2, "expected two hexadecimal digits after '\\x', but got ");
    case 'u':
        return skip_hex(in, start, 4, "expected four hexadecimal digits after '\\u', but got ");
    case 'U':
        return skip_hex(in, start, 8, "expected eight hexadecimal digits after '\\U', but got ");
    default: {
        char bytes[4];
        crd_str text = crd_str_of(bytes, crd_rune_encode(rune, bytes));
        return in->at_end ? fg_toml_fail_before(in, "invalid escape in string '\\", text, "'")
                          : fail_joined(in, in->line, "invalid escape in string '\\", text, "'");
    }
    }
}

static uint32_t hex_number(crd_str digits)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        number = number << 4 | (uint32_t)crd_hex_value((unsigned char)digits.ptr[i]);
    }
    return number;
}

/* One escape at the start of rest into buf; its length, 0 for a failure. */
static size_t put_escape(fg_toml_scan *in, size_t line, crd_str rest, crd_buf *buf)
{
    static const char letters[] = "btnfre\"\\";
    static const char meanings[] = "\b\t\n\f\r\x1B\"\\";
    char c = rest.ptr[1];
    if (c == ' ' || c == '\t') {
        fail_joined(in, line, "invalid escape: '\\", crd_str_of(&c, 1), "'");
        return 0;
    }
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0) {
        const char *at = strchr(letters, c);
        crd_buf_add_byte(buf, at ? meanings[at - letters] : c);
        return 2;
    }
    crd_str text = crd_str_sub(rest, 2, 2 + digits);
    uint32_t rune = hex_number(text);
    if (rune > CRD_RUNE_MAX || (rune >= 0xD800 && rune <= 0xDFFF)) {
        fail_joined(in, line, "Escaped character '\\u", text, "' is not valid UTF-8.");
        return 0;
    }
    char bytes[4];
    crd_buf_add(buf, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
    return 2 + digits;
}

/* The text with its escapes replaced. */
static bool unescape(fg_toml_scan *in, size_t line, crd_str text, crd_str *ret)
{
    crd_buf buf;
    fg_buf_open(in->run, &buf);
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] != '\\') {
            crd_buf_add_byte(&buf, text.ptr[i++]);
            continue;
        }
        size_t n = put_escape(in, line, crd_str_from(text, i), &buf);
        if (n == 0) {
            return false;
        }
        i += n;
    }
    if (fg_buf_fails(in->run, &buf, in->err)) {
        in->failed = true;
        return false;
    }
    *ret = crd_buf_str(&buf);
    return true;
}

bool fg_toml_basic(fg_toml_scan *in, crd_str *ret, size_t *ret_line)
{
    size_t start = in->pos;
    bool escaped = false;
    while (!in->failed) {
        size_t before = in->pos;
        uint32_t rune = fg_toml_next(in);
        if (rune == FG_TOML_EOF) {
            return fg_toml_fail(in, "unexpected EOF; expected '\"'", CRD_S(""), "");
        }
        if (fg_toml_is_break(rune)) {
            return fg_toml_fail_before(in, "strings cannot contain newlines", CRD_S(""), "");
        }
        if (rune == '\\') {
            escaped = true;
            if (!skip_escape(in, start)) {
                return false;
            }
        } else if (rune == '"') {
            *ret = crd_str_sub(in->text, start, before);
            *ret_line = in->line;
            return !escaped || unescape(in, in->line, *ret, ret);
        }
    }
    return false;
}

bool fg_toml_literal(fg_toml_scan *in, crd_str *ret, size_t *ret_line)
{
    size_t start = in->pos;
    while (!in->failed) {
        size_t before = in->pos;
        uint32_t rune = fg_toml_next(in);
        if (rune == FG_TOML_EOF) {
            return fg_toml_fail(in, "unexpected EOF; expected \"'\"", CRD_S(""), "");
        }
        if (fg_toml_is_break(rune)) {
            return fg_toml_fail_before(in, "strings cannot contain newlines", CRD_S(""), "");
        }
        if (rune == '\'') {
            *ret = crd_str_sub(in->text, start, before);
            *ret_line = in->line;
            return true;
        }
    }
    return false;
}

/* Behind a quote of several lines' text that began at start: whether the text ends before it. Up to
 * two more quotes may belong to the text. */
static bool closes(fg_toml_scan *in, size_t start, char quote)
{
    crd_str behind = crd_str_from(in->text, in->pos);
    if (behind.len < 2 || behind.ptr[0] != quote || behind.ptr[1] != quote) {
        return false;
    }
    fg_toml_mark mark = fg_toml_save(in);
    in->pos += 2;
    uint32_t third = fg_toml_next(in); /* looked at even where it is not to stand at all */
    fg_toml_back(in, mark);
    if (in->failed || third != (uint32_t)quote) {
        return !in->failed;
    }
    char five[7] = { '\\', quote, quote, quote, quote, quote, 0 };
    crd_str so_far = crd_str_sub(in->text, start, in->pos + 2);
    if (crd_str_ends(so_far, crd_str_of(five + 1, 5)) &&
        (quote == '\'' || !crd_str_ends(so_far, crd_str_of(five, 6)))) {
        fg_toml_fail(in, quote == '"' ? "unexpected '\"\"\"\"\"\"'" : "unexpected \"''''''\"",
                     CRD_S(""), "");
    }
    return false;
}

static crd_str without_first_break(crd_str text)
{
    if (crd_str_starts(text, CRD_S("\n"))) {
        return crd_str_from(text, 1);
    }
    return crd_str_starts(text, CRD_S("\r\n")) ? crd_str_from(text, 2) : text;
}

/* Takes out each backslash at a line's end with all white space behind it. */
static bool join_lines(fg_toml_scan *in, crd_str text, crd_str *ret)
{
    crd_buf buf;
    fg_buf_open(in->run, &buf);
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] != '\\') {
            crd_buf_add_byte(&buf, text.ptr[i++]);
            continue;
        }
        size_t end = i + 1;
        while (end < text.len && strchr(" \t\r\n", text.ptr[end]) && text.ptr[end]) {
            end++;
        }
        if (crd_str_has(crd_str_sub(text, i, end), CRD_S("\n"))) {
            i = end;
            continue;
        }
        crd_buf_add(&buf,
                    crd_str_sub(text, i, i + 2)); /* another escape, or an escaped backslash */
        i += 2;
    }
    if (fg_buf_fails(in->run, &buf, in->err)) {
        in->failed = true;
        return false;
    }
    *ret = crd_buf_str(&buf);
    return true;
}

bool fg_toml_basic_lines(fg_toml_scan *in, crd_str *ret)
{
    size_t start = in->pos;
    while (!in->failed) {
        uint32_t rune = fg_toml_next(in);
        if (rune == FG_TOML_EOF) {
            return fg_toml_fail(in, "unexpected EOF; expected '\"\"\"'", CRD_S(""), "");
        }
        if (rune == '\\') {
            fg_toml_mark mark = fg_toml_save(in);
            if (!fg_toml_is_break(fg_toml_next(in))) {
                fg_toml_back(in, mark);
                if (!skip_escape(in, start)) {
                    return false;
                }
            }
        } else if (rune == '"' && closes(in, start, '"')) {
            crd_str text = crd_str_sub(in->text, start, in->pos - 1);
            in->pos += 2;
            return join_lines(in, without_first_break(text), &text) &&
                   unescape(in, in->line, text, ret);
        }
    }
    return false;
}

bool fg_toml_literal_lines(fg_toml_scan *in, crd_str *ret)
{
    size_t start = in->pos;
    while (!in->failed) {
        uint32_t rune = fg_toml_next(in);
        if (rune == FG_TOML_EOF) {
            return fg_toml_fail(in, "unexpected EOF; expected \"'''\"", CRD_S(""), "");
        }
        if (rune == '\'' && closes(in, start, '\'')) {
            *ret = without_first_break(crd_str_sub(in->text, start, in->pos - 1));
            in->pos += 2;
            return true;
        }
    }
    return false;
}
