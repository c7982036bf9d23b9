/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of JSON: see json_lex.h. As strict as Go's encoding/json, with its error texts. Knows
 * text, not what is made of it.
 */
#include "json_lex.h"

#include "../base/limits.h"
#include "../base/utf8.h"
#include "json_scan.h"

/* Places are asked for in ascending order, so that each byte is looked at once. */
crd_place crd_json_lex_place(struct crd_json_lex *x, const char *at)
{
    while (x->counted < at) {
        const char *newline = memchr(x->counted, '\n', (size_t)(at - x->counted));
        if (!newline) {
            x->counted = at;
            break;
        }
        x->line++;
        x->counted = newline + 1;
        x->line_start = x->counted;
    }
    return (crd_place){
        .line = x->line,
        .column = (uint32_t)(at - x->line_start) + 1,
        .offset = (size_t)(at - x->start),
    };
}

/* A byte between single quotes, taken as a rune, as Go's encoding/json quotes it. */
static crd_str quote_byte(unsigned char c, char out[12])
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    size_t n = 0;
    out[n++] = '\'';
    if (c == '\'' || c == '\\') {
        out[n++] = '\\';
        out[n++] = (char)c;
    } else if (c >= 7 && c <= 13) {
        out[n++] = '\\';
        out[n++] = letters[c - 7];
    } else if (c < 0x20 || c == 0x7F) {
        out[n++] = '\\';
        out[n++] = 'x';
        out[n++] = hex[c >> 4];
        out[n++] = hex[c & 15];
    } else if (c < 0x7F || (c > 0xA0 && c != 0xAD)) {
        n += crd_rune_encode(c, out + n);
    } else {
        memcpy(out + n, "\\u00", 4);
        n += 4;
        out[n++] = hex[c >> 4];
        out[n++] = hex[c & 15];
    }
    out[n++] = '\'';
    return crd_str_of(out, n);
}

/* Puts the place of x->at on the error. Always false. */
bool crd_json_lex_stop(struct crd_json_lex *x)
{
    x->counted = x->line_start = x->start;
    x->line = 1;
    return crd_err_at(x->err, crd_json_lex_place(x, x->at));
}

/* Fails at x->at because of the byte c. Always false. */
bool crd_json_lex_refuse_byte(struct crd_json_lex *x, enum crd_code code, char c, crd_str where)
{
    char quoted[12];
    CRD_FAIL(x->err, x->arena, code, CRD_S("invalid character "),
             quote_byte((unsigned char)c, quoted), CRD_S(" "), where);
    return crd_json_lex_stop(x);
}

/* Fails at x->at: the end of the text, or a byte that may not stand there. Always false. */
bool crd_json_lex_refuse(struct crd_json_lex *x, crd_str where)
{
    if (x->at < x->end) {
        return crd_json_lex_refuse_byte(x, CRD_E_SYNTAX, *x->at, where);
    }
    CRD_FAIL(x->err, x->arena, CRD_E_SYNTAX, CRD_S("unexpected end of JSON input"));
    return crd_json_lex_stop(x);
}

/* The same inside of a number, word or escape: there Go ends the text with a blank, and that is
 * what it cannot take. */
static bool refuse_inside(struct crd_json_lex *x, crd_str where)
{
    return crd_json_lex_refuse_byte(x, CRD_E_SYNTAX, x->at < x->end ? *x->at : ' ', where);
}

/* The first byte from at on that is a quote, a backslash or a control character; or end. *high
 * collects the high bits of what was passed. */
static inline const char *plain_end(const char *at, const char *end, uint64_t *high)
{
    while (end - at >= 8) {
        uint64_t x = crd_scan_load(at);
        uint64_t hits = crd_scan_control(x) | crd_scan_equal(x, '"') | crd_scan_equal(x, '\\');
        if (hits) {
            *high |= x & (hits - 1) & ~hits; /* the bits below the first hit */
            return at + crd_scan_first(hits);
        }
        *high |= x;
        at += 8;
    }
    while (at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\') {
        *high |= (unsigned char)*at;
        at++;
    }
    return at;
}

static uint32_t hex4(const char *at)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        value = value << 4 | (uint32_t)crd_hex_value((unsigned char)at[i]);
    }
    return value;
}

/* Rune of a checked \u escape at *inout_at, which moves behind it; takes the second half of a
 * surrogate pair along, a half alone is U+FFFD. */
static uint32_t escaped_rune(const char **inout_at, const char *end)
{
    const char *at = *inout_at;
    uint32_t rune = hex4(at + 2);
    at += 6;
    if (rune >= 0xD800 && rune < 0xE000) {
        uint32_t low = rune < 0xDC00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u' ? hex4(at + 2)
                                                                                     : 0;
        if (low >= 0xDC00 && low < 0xE000) {
            rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
            at += 6;
        } else {
            rune = CRD_RUNE_ERROR;
        }
    }
    *inout_at = at;
    return rune;
}

static char simple_escape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c; /* quote, backslash, slash */
    }
}

/* Decodes the checked inside of a string; returns its size. With out NULL it only counts. */
static size_t decode(const char *at, const char *end, char *out)
{
    size_t n = 0;
    while (at < end) {
        char bytes[4];
        size_t width = 1;
        if (*at == '\\' && at[1] == 'u') {
            width = crd_rune_encode(escaped_rune(&at, end), bytes);
        } else if (*at == '\\') {
            bytes[0] = simple_escape(at[1]);
            at += 2;
        } else {
            size_t taken;
            uint32_t rune = crd_rune_decode(crd_str_of(at, (size_t)(end - at)), &taken);
            width = crd_rune_encode(rune, bytes);
            at += taken;
        }
        if (out) {
            memcpy(out + n, bytes, width);
        }
        n += width;
    }
    return n;
}

/* Decodes the escape at *inout_at, which moves behind it; returns where the next byte goes. */
static inline char *decode_escape(const char **inout_at, const char *end, char *to)
{
    if ((*inout_at)[1] == 'u') {
        char bytes[4];
        size_t width = crd_rune_encode(escaped_rune(inout_at, end), bytes);
        memcpy(to, bytes, width);
        return to + width;
    }
    *to = simple_escape((*inout_at)[1]);
    *inout_at += 2;
    return to + 1;
}

/* The same when all of it is UTF-8, which is copied as it is: never longer than it was, and out has
 * room for that. */
static size_t decode_valid(const char *at, const char *end, char *out)
{
    char *to = out;
    while (end - at >= 8) {
        uint64_t hits = crd_scan_equal(crd_scan_load(at), '\\');
        memcpy(to, at, 8); /* what is too much is written over */
        int plain = hits ? crd_scan_first(hits) : 8;
        at += plain;
        to += plain;
        if (hits) {
            to = decode_escape(&at, end, to);
        }
    }
    while (at < end) {
        if (*at == '\\') {
            to = decode_escape(&at, end, to);
        } else {
            *to++ = *at++;
        }
    }
    return (size_t)(to - out);
}

/* Texts with bytes that are not UTF-8 may grow. */
static bool decode_invalid(struct crd_json_lex *x, const char *from, const char *to, crd_str *ret)
{
    size_t size = decode(from, to, NULL);
    char *out = crd_arena_bytes(x->arena, size);
    if (!out) {
        return crd_err_memory(x->err, x->arena);
    }
    decode(from, to, out);
    *ret = crd_str_of(out, size);
    return true;
}

static bool decode_string(struct crd_json_lex *x, const char *from, const char *to, bool is_valid,
                          crd_str *ret)
{
    size_t room = (size_t)(to - from);
    if (room > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(x->err, x->arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    if (!is_valid) {
        return decode_invalid(x, from, to, ret);
    }
    char *out = crd_arena_bytes(x->arena, room);
    if (!out) {
        return crd_err_memory(x->err, x->arena);
    }
    size_t size = decode_valid(from, to, out);
    crd_arena_trim(x->arena, out, room, size);
    *ret = crd_str_of(out, size);
    return true;
}

static bool is_escape(char c)
{
    switch (c) {
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
    case '\\':
    case '/':
    case '"':
        return true;
    default:
        return false;
    }
}

/* x->at stands on a backslash; moves behind the escape. */
static bool check_escape(struct crd_json_lex *x)
{
    x->at++;
    if (x->at < x->end && *x->at == 'u') {
        x->at++;
        for (int i = 0; i < 4; i++, x->at++) {
            if (x->at >= x->end || crd_hex_value((unsigned char)*x->at) < 0) {
                return refuse_inside(x, CRD_S("in \\u hexadecimal character escape"));
            }
        }
        return true;
    }
    if (x->at >= x->end || !is_escape(*x->at)) {
        return refuse_inside(x, CRD_S("in string escape code"));
    }
    x->at++;
    return true;
}

/* x->at stands behind the opening quote; moves behind the closing one. */
bool crd_json_lex_string(struct crd_json_lex *x, crd_str *ret, bool *ret_decoded)
{
    const char *from = x->at;
    uint64_t high = 0;
    bool escapes = false;
    for (;;) {
        x->at = plain_end(x->at, x->end, &high);
        if (x->at < x->end && *x->at == '"') {
            break;
        }
        if (x->at >= x->end || *x->at != '\\') {
            return crd_json_lex_refuse(x, CRD_S("in string literal"));
        }
        escapes = true;
        if (!check_escape(x)) {
            return false;
        }
    }
    const char *to = x->at++;
    size_t len = (size_t)(to - from);
    bool is_valid = !(high & CRD_SCAN_HIGHS) || crd_utf8_valid(crd_str_of(from, len));
    *ret_decoded = escapes || !is_valid;
    if (*ret_decoded) {
        return decode_string(x, from, to, is_valid, ret);
    }
    if (len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(x->err, x->arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    *ret = crd_str_of(from, len);
    return true;
}

static bool digit_here(const struct crd_json_lex *x)
{
    return x->at < x->end && crd_is_digit((unsigned char)*x->at);
}

static void skip_digits(struct crd_json_lex *x)
{
    while (digit_here(x)) {
        x->at++;
    }
}

bool crd_json_lex_number(struct crd_json_lex *x)
{
    if (*x->at == '-') {
        x->at++;
        if (!digit_here(x)) {
            return refuse_inside(x, CRD_S("in numeric literal"));
        }
    }
    if (*x->at == '0') {
        x->at++;
    } else {
        skip_digits(x);
    }
    if (x->at < x->end && *x->at == '.') {
        x->at++;
        if (!digit_here(x)) {
            return refuse_inside(x, CRD_S("after decimal point in numeric literal"));
        }
        skip_digits(x);
    }
    if (x->at < x->end && (*x->at == 'e' || *x->at == 'E')) {
        x->at++;
        if (x->at < x->end && (*x->at == '+' || *x->at == '-')) {
            x->at++;
        }
        if (!digit_here(x)) {
            return refuse_inside(x, CRD_S("in exponent of numeric literal"));
        }
        skip_digits(x);
    }
    return true;
}

/* x->at stands on the first letter of true, false or null, which is right. */
bool crd_json_lex_word(struct crd_json_lex *x, crd_str word)
{
    for (size_t i = 1; i < word.len; i++) {
        x->at++;
        if (x->at >= x->end || *x->at != word.ptr[i]) {
            char where[48] = "in literal ";
            size_t n = strlen(where);
            memcpy(where + n, word.ptr, word.len);
            n += word.len;
            memcpy(where + n, " (expecting ' ')", 16);
            where[n + 13] = word.ptr[i];
            return refuse_inside(x, crd_str_of(where, n + 16));
        }
    }
    x->at++;
    return true;
}
