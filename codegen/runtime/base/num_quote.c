/* SPDX-License-Identifier: Apache-2.0 */
/* Go's quoted literals: see num.h. Which runes are printed as they are says unicode.c. */
#include "num.h"
#include "utf8.h"

static const char hex_digits[] = "0123456789abcdef";

static void add_hex(crd_buf *buf, char letter, uint32_t value, int digits)
{
    crd_buf_add_byte(buf, '\\');
    crd_buf_add_byte(buf, letter);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        crd_buf_add_byte(buf, hex_digits[value >> shift & 15]);
    }
}

static void add_rune(crd_buf *buf, uint32_t rune)
{
    char bytes[4];
    crd_buf_add(buf, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
}

static void add_escaped(crd_buf *buf, uint32_t rune, char quote, bool ascii)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    if (rune == (unsigned char)quote || rune == '\\') {
        crd_buf_add_byte(buf, '\\');
        crd_buf_add_byte(buf, (char)rune);
    } else if (crd_rune_is_print(rune) && (!ascii || rune < 0x80)) {
        add_rune(buf, rune);
    } else if (rune >= 7 && rune <= 13) {
        crd_buf_add_byte(buf, '\\');
        crd_buf_add_byte(buf, letters[rune - 7]);
    } else if (rune < 0x20 || rune == 0x7F) {
        add_hex(buf, 'x', rune, 2);
    } else if (rune < 0x10000) {
        add_hex(buf, 'u', rune, 4);
    } else {
        add_hex(buf, 'U', rune, 8);
    }
}

static void quote_text(crd_buf *buf, crd_str text, bool ascii)
{
    crd_buf_add_byte(buf, '"');
    while (text.len) {
        size_t width;
        uint32_t rune = crd_rune_decode(text, &width);
        if (rune == CRD_RUNE_ERROR && width == 1) {
            add_hex(buf, 'x', (unsigned char)text.ptr[0], 2);
        } else {
            add_escaped(buf, rune, '"', ascii);
        }
        text = crd_str_from(text, width);
    }
    crd_buf_add_byte(buf, '"');
}

void crd_quote(crd_buf *buf, crd_str text)
{
    quote_text(buf, text, false);
}

void crd_quote_ascii(crd_buf *buf, crd_str text)
{
    quote_text(buf, text, true);
}

void crd_quote_rune(crd_buf *buf, uint32_t rune)
{
    bool valid = rune <= CRD_RUNE_MAX && (rune < 0xD800 || rune > 0xDFFF);
    crd_buf_add_byte(buf, '\'');
    add_escaped(buf, valid ? rune : CRD_RUNE_ERROR, '\'', false);
    crd_buf_add_byte(buf, '\'');
}

/* n digits of that base at the start of text; false when one is missing. */
static bool read_digits(crd_str text, size_t n, unsigned base, uint32_t *ret)
{
    uint32_t value = 0;
    if (text.len < n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int digit = crd_hex_value((unsigned char)text.ptr[i]);
        if (digit < 0 || (unsigned)digit >= base) {
            return false;
        }
        value = value * base + (unsigned)digit;
    }
    *ret = value;
    return true;
}

/* The escape at the start of text (a backslash): appended; moves text behind it. */
static bool unquote_escape(crd_buf *buf, crd_str *inout_text, char quote)
{
    static const char letters[] = "abtnvfr";
    crd_str text = *inout_text;
    char c = text.len > 1 ? text.ptr[1] : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t value;
    if (letter || c == '\\' || (c == quote && c)) {
        crd_buf_add_byte(buf, letter ? (char)(7 + (letter - letters)) : c);
        *inout_text = crd_str_from(text, 2);
        return true;
    }
    if (c >= '0' && c <= '7') {
        if (!read_digits(crd_str_from(text, 1), 3, 8, &value) || value > 255) {
            return false;
        }
        crd_buf_add_byte(buf, (char)value);
        *inout_text = crd_str_from(text, 4);
        return true;
    }
    if (!digits || !read_digits(crd_str_from(text, 2), digits, 16, &value)) {
        return false;
    }
    if (c == 'x') {
        crd_buf_add_byte(buf, (char)value);
    } else if (value > CRD_RUNE_MAX || (value >= 0xD800 && value <= 0xDFFF)) {
        return false;
    } else {
        add_rune(buf, value);
    }
    *inout_text = crd_str_from(text, 2 + digits);
    return true;
}

/* One rune or escape. An invalid byte stands for U+FFFD. */
static bool unquote_one(crd_buf *buf, crd_str *inout_text, char quote)
{
    crd_str text = *inout_text;
    if (text.ptr[0] == '\\') {
        return unquote_escape(buf, inout_text, quote);
    }
    if (text.ptr[0] == quote || text.ptr[0] == '\n') {
        return false;
    }
    size_t width;
    add_rune(buf, crd_rune_decode(text, &width));
    *inout_text = crd_str_from(text, width);
    return true;
}

/* Between backquotes nothing is escaped; carriage returns are left out. */
static bool unquote_raw(crd_buf *buf, crd_str inside)
{
    for (size_t i = 0; i < inside.len; i++) {
        if (inside.ptr[i] == '`') {
            return false;
        }
        if (inside.ptr[i] != '\r') {
            crd_buf_add_byte(buf, inside.ptr[i]);
        }
    }
    return true;
}

bool crd_unquote(crd_buf *buf, crd_str literal)
{
    if (literal.len < 2 || literal.ptr[0] != literal.ptr[literal.len - 1]) {
        return false;
    }
    char quote = literal.ptr[0];
    crd_str inside = crd_str_sub(literal, 1, literal.len - 1);
    if (quote == '`') {
        return unquote_raw(buf, inside);
    }
    if (quote == '\'') {
        return !inside.len || (unquote_one(buf, &inside, quote) && !inside.len);
    }
    if (quote != '"') {
        return false;
    }
    while (inside.len) {
        if (!unquote_one(buf, &inside, quote)) {
            return false;
        }
    }
    return true;
}
