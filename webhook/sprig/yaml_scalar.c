/* SPDX-License-Identifier: Apache-2.0 */
/* Strings as go-yaml v3 writes them: see yaml_scalar.h. */
#include "yaml_scalar.h"

#include "base/num.h"
#include "base/utf8.h"
#include "gotime.h"

/* ---- What a text would be read as ---- */

static bool is_one_of(crd_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(text, crd_str_c(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Words with a meaning; those of YAML 1.1 alone are quoted as well. */
static bool is_word(crd_str text)
{
    static const char *const words[] = {
        "",      "~",     "null",  "Null", "NULL", "true", "True", "TRUE",  "false", "False",
        "FALSE", ".nan",  ".NaN",  ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
        "-.inf", "-.Inf", "-.INF", "y",    "Y",    "yes",  "Yes",  "YES",   "on",    "On",
        "ON",    "n",     "N",     "no",   "No",   "NO",   "off",  "Off",   "OFF",
    };
    return is_one_of(text, words, sizeof(words) / sizeof(words[0]));
}

/* [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)? */
static bool is_base60(crd_str text)
{
    size_t i = text.len > 0 && (text.ptr[0] == '+' || text.ptr[0] == '-');
    if (i >= text.len || !crd_is_digit((unsigned char)text.ptr[i])) {
        return false;
    }
    while (i < text.len && (crd_is_digit((unsigned char)text.ptr[i]) || text.ptr[i] == '_')) {
        i++;
    }
    size_t parts = 0;
    while (i < text.len && text.ptr[i] == ':') {
        size_t digits = 0;
        while (i + 1 + digits < text.len && crd_is_digit((unsigned char)text.ptr[i + 1 + digits])) {
            digits++;
        }
        if (digits == 0 || digits > 2 || (digits == 2 && text.ptr[i + 1] > '5')) {
            return false;
        }
        i += 1 + digits;
        parts++;
    }
    if (i < text.len && text.ptr[i] == '.') {
        i++;
        while (i < text.len && (crd_is_digit((unsigned char)text.ptr[i]) || text.ptr[i] == '_')) {
            i++;
        }
    }
    return parts > 0 && i == text.len;
}

static bool is_time(fg_run *run, crd_str text)
{
    static const char *const layouts[] = {
        "2006-1-2T15:4:5.999999999Z07:00",
        "2006-1-2t15:4:5.999999999Z07:00",
        "2006-1-2 15:4:5.999999999",
        "2006-1-2",
    };
    size_t digits = 0;
    while (digits < text.len && crd_is_digit((unsigned char)text.ptr[digits])) {
        digits++;
    }
    if (digits != 4 || digits == text.len || text.ptr[digits] != '-' || text.len > 64) {
        return false;
    }
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        fg_time time;
        crd_err ignored = { 0 };
        if (fg_time_parse(run->arena, crd_str_c(layouts[i]), text, NULL, &time, &ignored)) {
            return true;
        }
    }
    return false;
}

static bool is_integer(crd_str text, int base)
{
    int64_t number = 0;
    uint64_t large = 0;
    return crd_int_parse(text, base, 64, &number) == CRD_NUM_OK ||
           crd_uint_parse(text, base, 64, &large) == CRD_NUM_OK;
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool is_float_form(crd_str text)
{
    size_t i = text.len > 0 && (text.ptr[0] == '+' || text.ptr[0] == '-');
    size_t before = 0;
    size_t behind = 0;
    for (; i < text.len && crd_is_digit((unsigned char)text.ptr[i]); i++) {
        before++;
    }
    if (i < text.len && text.ptr[i] == '.') {
        for (i++; i < text.len && crd_is_digit((unsigned char)text.ptr[i]); i++) {
            behind++;
        }
    }
    if (before == 0 && behind == 0) {
        return false;
    }
    if (i < text.len && (text.ptr[i] == 'e' || text.ptr[i] == 'E')) {
        i++;
        i += i < text.len && (text.ptr[i] == '+' || text.ptr[i] == '-');
        size_t digits = i;
        while (i < text.len && crd_is_digit((unsigned char)text.ptr[i])) {
            i++;
        }
        if (i == digits) {
            return false;
        }
    }
    return i == text.len;
}

/* A number that begins with a sign or a digit; text is without underscores. */
static bool is_number(crd_str text)
{
    double number = 0;
    if (is_integer(text, 0) ||
        (is_float_form(text) && crd_float_parse(text, &number) == CRD_NUM_OK)) {
        return true;
    }
    bool negative = text.len > 0 && text.ptr[0] == '-';
    crd_str rest = crd_str_from(text, negative);
    int base = crd_str_starts(rest, CRD_S("0b")) ? 2 : crd_str_starts(rest, CRD_S("0o")) ? 8 : 0;
    if (base == 0) {
        return false;
    }
    crd_str digits = crd_str_from(rest, 2);
    bool has_sign = digits.len > 0 && (digits.ptr[0] == '-' || digits.ptr[0] == '+');
    return is_integer(digits, base) && !(negative && has_sign);
}

bool fg_yaml_is_other(fg_run *run, crd_str text)
{
    char plain[80];
    double number = 0;
    if (is_word(text) || is_base60(text)) {
        return true;
    }
    char c = text.ptr[0];
    if (c == '.') {
        return crd_float_parse(text, &number) == CRD_NUM_OK;
    }
    if (!crd_is_digit((unsigned char)c) && c != '+' && c != '-') {
        return false;
    }
    if (is_time(run, text)) {
        return true;
    }
    /* Without underscores; longer texts are looked at in memory of the run. */
    char *out = text.len <= sizeof(plain) ? plain : crd_arena_bytes(run->arena, text.len);
    size_t n = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        if (text.ptr[i] != '_') {
            out[n++] = text.ptr[i];
        }
    }
    return !out || is_number(crd_str_of(out, n));
}

/* ---- How it is written ---- */

/* Bytes of a line break in front; 0: none. CR, LF, NEL, LS, PS. */
static size_t break_width(crd_str rest)
{
    if (rest.len == 0) {
        return 0;
    }
    if (rest.ptr[0] == '\n' || rest.ptr[0] == '\r') {
        return 1;
    }
    if (crd_str_starts(rest, CRD_S("\xC2\x85"))) {
        return 2;
    }
    return crd_str_starts(rest, CRD_S("\xE2\x80\xA8")) ||
                   crd_str_starts(rest, CRD_S("\xE2\x80\xA9"))
               ? 3
               : 0;
}

bool fg_yaml_has_break(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (break_width(crd_str_from(text, i)) > 0) {
            return true;
        }
    }
    return false;
}

/* What the library takes for printable: nothing past U+FFFF, no BOM, no tab. */
static bool is_printable(uint32_t rune)
{
    return rune == '\n' || (rune >= ' ' && rune <= '~') || (rune >= 0xA0 && rune <= 0xD7FF) ||
           (rune >= 0xE000 && rune <= 0xFFFD && rune != 0xFEFF);
}

/* What may be done with a text. */
typedef struct traits {
    bool breaks;
    bool no_plain;
    bool no_single;
    bool no_literal;
} traits;

static bool begins_special(crd_str text, bool followed_by_blank)
{
    char c = text.ptr[0];
    if (c && strchr("#,[]{}&*!|>'\"%@`", c)) {
        return true;
    }
    return (c == '?' || c == ':' || c == '-') && followed_by_blank;
}

static bool is_blank_at(crd_str text, size_t i)
{
    return i >= text.len || text.ptr[i] == ' ' || text.ptr[i] == '\t' ||
           break_width(crd_str_from(text, i)) > 0;
}

static traits analyze(crd_str text)
{
    traits it = { false, false, false, false };
    bool before_blank = true;
    bool after_space = false;
    bool after_break = false;
    if (text.len == 0) {
        it.no_literal = true;
        return it;
    }
    it.no_plain = crd_str_starts(text, CRD_S("---")) || crd_str_starts(text, CRD_S("...")) ||
                  text.ptr[0] == ' ' || break_width(text) > 0;
    for (size_t i = 0; i < text.len;) {
        size_t width = 0;
        crd_str rest = crd_str_from(text, i);
        uint32_t rune = crd_rune_decode(rest, &width);
        bool last = i + width == text.len;
        bool is_break = break_width(rest) > 0;
        bool followed = is_blank_at(text, i + width);
        if (i == 0) {
            it.no_plain = it.no_plain || begins_special(text, followed);
        } else {
            it.no_plain = it.no_plain || (rune == ':' && followed) || (rune == '#' && before_blank);
        }
        if (rune == '\t') {
            it.no_plain = it.no_single = true;
        } else if (!is_printable(rune)) {
            it.no_plain = it.no_single = it.no_literal = true;
        }
        if (rune == ' ') {
            it.no_plain = it.no_plain || last || after_break;
            it.no_single = it.no_single || after_break;
            it.no_literal = it.no_literal || last;
        } else if (is_break) {
            it.breaks = it.no_plain = true;
            it.no_single = it.no_single || after_space;
            it.no_literal = it.no_literal || after_space;
        }
        after_space = rune == ' ';
        after_break = is_break;
        before_blank = rune == ' ' || rune == '\t' || is_break;
        i += width;
    }
    return it;
}

static void put_indent(crd_buf *buf, size_t indent)
{
    crd_buf_add_n(buf, ' ', indent);
}

static void put_hex(crd_buf *buf, uint32_t rune)
{
    static const char hex[] = "0123456789ABCDEF";
    int digits = rune <= 0xFF ? 2 : rune <= 0xFFFF ? 4 : 8;
    crd_buf_add_byte(buf, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        crd_buf_add_byte(buf, hex[rune >> shift & 15]);
    }
}

static void put_escaped(crd_buf *buf, uint32_t rune)
{
    static const struct {
        uint32_t rune;
        char letter;
    } letters[] = {
        { 0, '0' },     { 7, 'a' },    { 8, 'b' },    { 9, 't' },      { 10, 'n' },
        { 11, 'v' },    { 12, 'f' },   { 13, 'r' },   { 27, 'e' },     { '"', '"' },
        { '\\', '\\' }, { 0x85, 'N' }, { 0xA0, '_' }, { 0x2028, 'L' }, { 0x2029, 'P' }
    };
    crd_buf_add_byte(buf, '\\');
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (letters[i].rune == rune) {
            crd_buf_add_byte(buf, letters[i].letter);
            return;
        }
    }
    put_hex(buf, rune);
}

static void put_double(crd_buf *buf, crd_str text)
{
    /* the library looks for the mark at the start of the whole text, whatever it is writing */
    bool marked = crd_str_starts(text, CRD_S("\xEF\xBB\xBF"));
    crd_buf_add_byte(buf, '"');
    while (text.len > 0) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(text, &width);
        if (marked || !is_printable(rune) || break_width(text) > 0 || rune == '"' || rune == '\\') {
            put_escaped(buf, rune);
        } else {
            crd_buf_add(buf, crd_str_sub(text, 0, width));
        }
        text = crd_str_from(text, width);
    }
    crd_buf_add_byte(buf, '"');
}

/* Only breaks of the wide kind come here: each is written as it is, the next line indented. */
static void put_single(crd_buf *buf, crd_str text, size_t indent)
{
    bool fresh = false;
    crd_buf_add_byte(buf, '\'');
    while (text.len > 0) {
        size_t width = break_width(text);
        if (width > 0) {
            crd_buf_add(buf, crd_str_sub(text, 0, width));
            fresh = true;
        } else {
            width = 1;
            if (fresh) {
                put_indent(buf, indent);
            }
            crd_buf_add(buf, text.ptr[0] == '\'' ? CRD_S("''") : crd_str_sub(text, 0, 1));
            fresh = false;
        }
        text = crd_str_from(text, width);
    }
    crd_buf_add_byte(buf, '\'');
}

/* Offset of the last break, if the text ends with one; CRD_NPOS otherwise. */
static size_t last_break(crd_str text)
{
    for (size_t width = 1; width <= 3 && width <= text.len; width++) {
        if (break_width(crd_str_from(text, text.len - width)) == width) {
            return text.len - width;
        }
    }
    return CRD_NPOS;
}

static void put_literal(crd_buf *buf, crd_str text, size_t indent, bool *ret_fresh)
{
    crd_buf_add_byte(buf, '|');
    if (text.ptr[0] == ' ' || break_width(text) > 0) {
        crd_buf_add_byte(buf, '2');
    }
    size_t last = last_break(text);
    if (last == CRD_NPOS) {
        crd_buf_add_byte(buf, '-');
    } else if (last == 0 || last_break(crd_str_sub(text, 0, last)) != CRD_NPOS) {
        crd_buf_add_byte(buf, '+');
    }
    crd_buf_add_byte(buf, '\n');
    bool fresh = true;
    while (text.len > 0) {
        size_t width = break_width(text);
        if (width > 0) {
            fresh = true;
        } else {
            width = 1;
            if (fresh) {
                put_indent(buf, indent);
            }
            fresh = false;
        }
        crd_buf_add(buf, crd_str_sub(text, 0, width));
        text = crd_str_from(text, width);
    }
    *ret_fresh = fresh;
}

void fg_yaml_put_string(fg_run *run, crd_buf *buf, crd_str text, size_t indent, bool is_key,
                        bool binary, bool *ret_fresh)
{
    traits it = analyze(text);
    bool literal = crd_str_find_byte(text, '\n') != CRD_NPOS;
    bool plain = !literal && (binary || !fg_yaml_is_other(run, text)) && !it.no_plain;
    bool quoted = !literal && !binary && fg_yaml_is_other(run, text);
    *ret_fresh = false;
    if (literal && !it.no_literal && !is_key) {
        put_literal(buf, text, indent, ret_fresh);
    } else if (plain && !(is_key && text.len == 0)) {
        crd_buf_add(buf, text);
    } else if (!literal && !quoted && !it.no_single && !(is_key && it.breaks)) {
        put_single(buf, text, indent);
    } else {
        put_double(buf, text);
    }
}
