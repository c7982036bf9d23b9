/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON reader: see json.h. One loop over the text; nesting lives in the builder's frames.
 * Knows the text and the builder, not what the document is for.
 */
#include <string.h>

#include "../base/limits.h"
#include "../base/utf8.h"
#include "json.h"
#include "json_scan.h"

struct reader {
    crd_arena *arena;
    crd_builder *builder;
    const char *start;
    const char *at;
    const char *end;
    bool in_place;
    bool places;
    const char *line_start; /* of the line that counted is on */
    const char *counted;    /* newlines before it are in line */
    uint32_t line;
    crd_err *err;
};

/* Places are asked for in ascending order, so that each byte is looked at once. */
static crd_place place_of(struct reader *r, const char *at)
{
    while (r->counted < at) {
        const char *newline = memchr(r->counted, '\n', (size_t)(at - r->counted));
        if (!newline) {
            r->counted = at;
            break;
        }
        r->line++;
        r->counted = newline + 1;
        r->line_start = r->counted;
    }
    return (crd_place){
        .line = r->line,
        .column = (uint32_t)(at - r->line_start) + 1,
        .offset = (size_t)(at - r->start),
    };
}

static crd_place place_here(struct reader *r)
{
    return r->places ? place_of(r, r->at) : (crd_place){ 0 };
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

/* Puts the place of r->at on the error. Always false. */
static bool stop_here(struct reader *r)
{
    r->counted = r->line_start = r->start;
    r->line = 1;
    return crd_err_at(r->err, place_of(r, r->at));
}

/* Fails at r->at because of the byte c. Always false. */
static bool refuse_byte(struct reader *r, enum crd_code code, char c, crd_str where)
{
    char quoted[12];
    CRD_FAIL(r->err, r->arena, code, CRD_S("invalid character "),
             quote_byte((unsigned char)c, quoted), CRD_S(" "), where);
    return stop_here(r);
}

/* Fails at r->at: the end of the text, or a byte that may not stand there. Always false. */
static bool refuse(struct reader *r, crd_str where)
{
    if (r->at < r->end) {
        return refuse_byte(r, CRD_E_SYNTAX, *r->at, where);
    }
    CRD_FAIL(r->err, r->arena, CRD_E_SYNTAX, CRD_S("unexpected end of JSON input"));
    return stop_here(r);
}

/* The same inside of a number, word or escape: there Go ends the text with a blank, and that is
 * what it cannot take. */
static bool refuse_inside(struct reader *r, crd_str where)
{
    return refuse_byte(r, CRD_E_SYNTAX, r->at < r->end ? *r->at : ' ', where);
}

/* Hands on the builder's failure. Always false. */
static bool builder_failed(struct reader *r)
{
    const crd_err *why = crd_builder_error(r->builder);
    if (why->code == CRD_E_DEPTH) {
        return refuse_byte(r, CRD_E_DEPTH, *r->at, why->message);
    }
    if (r->err) {
        *r->err = *why;
    }
    return stop_here(r);
}

static inline void skip_space(struct reader *r)
{
    const char *at = r->at;
    while (at < r->end && (unsigned char)*at <= ' ' &&
           (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    r->at = at;
}

/* Text that is kept: in place or copied. */
static bool keep(struct reader *r, const char *from, size_t len, crd_str *ret)
{
    if (len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(r->err, r->arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    if (!r->in_place) {
        char *copy = crd_arena_bytes(r->arena, len);
        if (!copy) {
            return crd_err_memory(r->err, r->arena);
        }
        memcpy(copy, from, len);
        from = copy;
    }
    *ret = crd_str_of(from, len);
    return true;
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
        } else if ((unsigned char)*at < 0x80) {
            bytes[0] = *at++;
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

static bool decode_string(struct reader *r, const char *from, const char *to, crd_str *ret)
{
    if ((size_t)(to - from) > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(r->err, r->arena, CRD_E_VALUE, CRD_S("text is too long"));
    }
    size_t size = decode(from, to, NULL);
    char *out = crd_arena_bytes(r->arena, size);
    if (!out) {
        return crd_err_memory(r->err, r->arena);
    }
    decode(from, to, out);
    *ret = crd_str_of(out, size);
    return true;
}

/* r->at stands on a backslash; moves behind the escape. */
static bool check_escape(struct reader *r)
{
    r->at++;
    if (r->at < r->end && *r->at == 'u') {
        r->at++;
        for (int i = 0; i < 4; i++, r->at++) {
            if (r->at >= r->end || crd_hex_value((unsigned char)*r->at) < 0) {
                return refuse_inside(r, CRD_S("in \\u hexadecimal character escape"));
            }
        }
        return true;
    }
    if (r->at >= r->end || *r->at == '\0' || !strchr("bfnrt\\/\"", *r->at)) {
        return refuse_inside(r, CRD_S("in string escape code"));
    }
    r->at++;
    return true;
}

/* r->at stands behind the opening quote; moves behind the closing one. */
static bool read_string(struct reader *r, crd_str *ret)
{
    const char *from = r->at;
    uint64_t high = 0;
    bool escapes = false;
    for (;;) {
        r->at = plain_end(r->at, r->end, &high);
        if (r->at < r->end && *r->at == '"') {
            break;
        }
        if (r->at >= r->end || *r->at != '\\') {
            return refuse(r, CRD_S("in string literal"));
        }
        escapes = true;
        if (!check_escape(r)) {
            return false;
        }
    }
    const char *to = r->at++;
    size_t len = (size_t)(to - from);
    if (escapes || (high & CRD_SCAN_HIGHS && !crd_utf8_valid(crd_str_of(from, len)))) {
        return decode_string(r, from, to, ret);
    }
    return keep(r, from, len, ret);
}

static bool digit_here(const struct reader *r)
{
    return r->at < r->end && crd_is_digit((unsigned char)*r->at);
}

static void skip_digits(struct reader *r)
{
    while (digit_here(r)) {
        r->at++;
    }
}

static bool check_number(struct reader *r)
{
    if (*r->at == '-') {
        r->at++;
        if (!digit_here(r)) {
            return refuse_inside(r, CRD_S("in numeric literal"));
        }
    }
    if (*r->at == '0') {
        r->at++;
    } else {
        skip_digits(r);
    }
    if (r->at < r->end && *r->at == '.') {
        r->at++;
        if (!digit_here(r)) {
            return refuse_inside(r, CRD_S("after decimal point in numeric literal"));
        }
        skip_digits(r);
    }
    if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
        r->at++;
        if (r->at < r->end && (*r->at == '+' || *r->at == '-')) {
            r->at++;
        }
        if (!digit_here(r)) {
            return refuse_inside(r, CRD_S("in exponent of numeric literal"));
        }
        skip_digits(r);
    }
    return true;
}

/* r->at stands on the first letter of true, false or null, which is right. */
static bool check_word(struct reader *r, crd_str word)
{
    for (size_t i = 1; i < word.len; i++) {
        r->at++;
        if (r->at >= r->end || *r->at != word.ptr[i]) {
            char where[48] = "in literal ";
            size_t n = strlen(where);
            memcpy(where + n, word.ptr, word.len);
            n += word.len;
            memcpy(where + n, " (expecting ' ')", 16);
            where[n + 13] = word.ptr[i];
            return refuse_inside(r, crd_str_of(where, n + 16));
        }
    }
    r->at++;
    return true;
}

static bool read_scalar(struct reader *r, crd_value *ret)
{
    crd_str text;
    const char *from = r->at;
    switch (r->at < r->end ? *r->at : '\0') {
    case '"':
        r->at++;
        if (!read_string(r, &text)) {
            return false;
        }
        *ret = crd_value_string(text);
        return true;
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        if (!check_number(r) || !keep(r, from, (size_t)(r->at - from), &text)) {
            return false;
        }
        *ret = crd_value_number(text);
        return true;
    case 't':
        *ret = crd_value_bool(true);
        return check_word(r, CRD_S("true"));
    case 'f':
        *ret = crd_value_bool(false);
        return check_word(r, CRD_S("false"));
    case 'n':
        *ret = crd_value_null();
        return check_word(r, CRD_S("null"));
    default:
        return refuse(r, CRD_S("looking for beginning of value"));
    }
}

/* r->at stands before a key; moves behind its colon. */
static bool read_key(struct reader *r)
{
    skip_space(r);
    if (r->at >= r->end || *r->at != '"') {
        return refuse(r, CRD_S("looking for beginning of object key string"));
    }
    crd_place place = place_here(r);
    crd_str key;
    r->at++;
    if (!read_string(r, &key)) {
        return false;
    }
    if (!crd_builder_key(r->builder, key, place)) {
        return builder_failed(r);
    }
    skip_space(r);
    if (r->at >= r->end || *r->at != ':') {
        return refuse(r, CRD_S("after object key"));
    }
    r->at++;
    return true;
}

static bool close_here(struct reader *r)
{
    r->at++;
    return crd_builder_close(r->builder) || builder_failed(r);
}

/* r->at stands on a bracket. *ret_inside: a value must follow. */
static bool open_here(struct reader *r, bool *ret_inside)
{
    bool list = *r->at == '[';
    if (!crd_builder_open(r->builder, list ? CRD_LIST : CRD_MAP, place_here(r))) {
        return builder_failed(r);
    }
    r->at++;
    skip_space(r);
    *ret_inside = false;
    if (r->at < r->end && *r->at == (list ? ']' : '}')) {
        return close_here(r);
    }
    *ret_inside = true;
    return list || read_key(r);
}

/* Reads up to where a scalar or an empty container ends, which may lie several levels inside. */
static bool read_value(struct reader *r)
{
    for (;;) {
        skip_space(r);
        if (r->at < r->end && (*r->at == '{' || *r->at == '[')) {
            bool inside = false;
            if (!open_here(r, &inside)) {
                return false;
            }
            if (inside) {
                continue;
            }
            return true;
        }
        crd_place place = place_here(r);
        crd_value value;
        if (!read_scalar(r, &value)) {
            return false;
        }
        return crd_builder_value(r->builder, value, place) || builder_failed(r);
    }
}

/* Behind a value: closes what ends here. *ret_more: another value follows in the innermost one. */
static bool read_behind(struct reader *r, bool *ret_more)
{
    for (;;) {
        enum crd_kind kind = crd_builder_inside(r->builder);
        skip_space(r);
        char c = r->at < r->end ? *r->at : '\0';
        if (kind == CRD_NULL) {
            *ret_more = false;
            return r->at == r->end || refuse(r, CRD_S("after top-level value"));
        }
        if (c == ',' && r->at < r->end) {
            r->at++;
            *ret_more = true;
            return kind == CRD_LIST || read_key(r);
        }
        if (c != (kind == CRD_LIST ? ']' : '}')) {
            return refuse(r, kind == CRD_LIST ? CRD_S("after array element")
                                                     : CRD_S("after object key:value pair"));
        }
        if (!close_here(r)) {
            return false;
        }
    }
}

bool crd_json_read(crd_arena *arena, crd_str text, const crd_json_options *options,
                   crd_value *ret_value, crd_err *err)
{
    crd_json_options o = options ? *options : (crd_json_options){ 0 };
    CRD_AUTO_BUILDER builder =
        crd_builder_new(arena,
                        &(crd_builder_options){ .depth_max = o.depth_max,
                                                .places = o.places,
                                                .duplicates = o.duplicates },
                        err);
    if (!builder) {
        return false;
    }
    const char *start = text.ptr ? text.ptr : "";
    struct reader r = {
        .arena = arena,
        .builder = builder,
        .start = start,
        .at = start,
        .end = start + text.len,
        .in_place = o.in_place,
        .places = o.places != NULL,
        .line_start = start,
        .counted = start,
        .line = 1,
        .err = err,
    };
    bool more = true;
    while (more) {
        if (!read_value(&r) || !read_behind(&r, &more)) {
            return false;
        }
    }
    return crd_builder_finish(builder, ret_value, err);
}
