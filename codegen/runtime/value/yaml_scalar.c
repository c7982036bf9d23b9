/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the YAML emitter prints one scalar: which style it may have, and the text in that style.
 * Knows nothing of maps and lists but the indent that it is given.
 *
 *   style     taken when                                        breaks lines
 *   literal   holds "\n" and nothing that only quotes can say    where the text does
 *   plain     means itself and no indicator is in the way        at a space past column 80
 *   single    as plain, but an indicator is in the way           at a space past column 80
 *   double    everything else, and what would not be a string    at a space past column 80
 *
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4 (stringv, analyze_scalar, the scalar writers).
 */
#include "../base/num.h"
#include "../base/utf8.h"
#include "yaml_emit.h"
#include "yaml_resolve.h"

#define WIDTH 80

/* ---- analysis ---- */

/* What a byte asks for beyond being copied. */
enum byte_class {
    ORDINARY = 0,
    SPACE,
    LINE_FEED,
    COLON,
    HASH,
    CARRIAGE_RETURN,
    SPECIAL, /* a control character that JSON escapes */
    DELETE,
    WIDE, /* begins a rune past U+007F, or is no UTF-8 */
};

static enum byte_class class_of(unsigned char c)
{
    static const unsigned char classes[128] = {
        SPECIAL, SPECIAL,         SPECIAL,       SPECIAL,      SPECIAL,       SPECIAL,
        SPECIAL, SPECIAL,         SPECIAL,       SPECIAL,      LINE_FEED,     SPECIAL,
        SPECIAL, CARRIAGE_RETURN, SPECIAL,       SPECIAL,      SPECIAL,       SPECIAL,
        SPECIAL, SPECIAL,         SPECIAL,       SPECIAL,      SPECIAL,       SPECIAL,
        SPECIAL, SPECIAL,         SPECIAL,       SPECIAL,      SPECIAL,       SPECIAL,
        SPECIAL, SPECIAL,         [' '] = SPACE, ['#'] = HASH, [':'] = COLON, [0x7F] = DELETE,
    };
    return c < 0x80 ? (enum byte_class)classes[c] : WIDE;
}

#define NEVER_PLAIN (CRD_YAML_NO_PLAIN | CRD_YAML_NO_SINGLE | CRD_YAML_NO_LITERAL)

enum previous { OTHER, AFTER_SPACE, AFTER_BREAK };

static unsigned first_byte_traits(crd_str text)
{
    unsigned char c = (unsigned char)text.ptr[0];
    if (c == '-' || c == '?' || c == ':') {
        bool alone = text.len == 1 || text.ptr[1] == ' ' || text.ptr[1] == '\t';
        bool marker = c == '-' && crd_str_starts(text, CRD_S("---"));
        return alone || marker ? CRD_YAML_NO_PLAIN : 0;
    }
    if (c == '.' && crd_str_starts(text, CRD_S("..."))) {
        return CRD_YAML_NO_PLAIN;
    }
    static const char indicators[] = "#,[]{}&*!|>'\"%@`";
    return c && strchr(indicators, c) ? CRD_YAML_NO_PLAIN : 0;
}

static unsigned space_traits(crd_str text, size_t at, enum previous previous)
{
    unsigned traits = 0;
    if (at == 0) {
        traits |= CRD_YAML_NO_PLAIN;
    }
    if (at + 1 == text.len) {
        traits |= CRD_YAML_NO_PLAIN | CRD_YAML_NO_LITERAL;
    }
    if (previous == AFTER_BREAK) {
        traits |= CRD_YAML_NO_PLAIN | CRD_YAML_NO_SINGLE;
    }
    return traits;
}

/* A rune past U+007F at the start of text. */
static unsigned wide_traits(crd_str text, size_t *ret_width, bool *ret_is_break)
{
    uint32_t rune = crd_rune_decode(text, ret_width);
    *ret_is_break = false;
    if (rune == CRD_RUNE_ERROR && *ret_width == 1) {
        return CRD_YAML_ODD;
    }
    if (rune == 0x2028 || rune == 0x2029) {
        *ret_is_break = true;
        return CRD_YAML_WIDE_BREAK;
    }
    if (rune < 0xA0 || rune == 0xFFFE || rune == 0xFFFF) {
        return CRD_YAML_ODD | NEVER_PLAIN;
    }
    return rune == 0xFEFF || rune > 0xFFFF ? NEVER_PLAIN : 0;
}

unsigned crd_yaml_analyze(crd_str text)
{
    if (!text.len) {
        return CRD_YAML_NO_LITERAL;
    }
    unsigned traits = first_byte_traits(text);
    enum previous previous = OTHER;
    for (size_t i = 0; i < text.len;) {
        size_t width = 1;
        bool is_break = false;
        enum previous now = OTHER;
        switch (class_of((unsigned char)text.ptr[i])) {
        case ORDINARY:
            break;
        case SPACE:
            traits |= space_traits(text, i, previous);
            now = AFTER_SPACE;
            break;
        case LINE_FEED:
            traits |= CRD_YAML_LF;
            is_break = true;
            break;
        case COLON:
            if (i + 1 == text.len || text.ptr[i + 1] == ' ') {
                traits |= CRD_YAML_NO_PLAIN;
            }
            break;
        case HASH:
            if (previous == AFTER_SPACE) {
                traits |= CRD_YAML_NO_PLAIN;
            }
            break;
        case CARRIAGE_RETURN:
            traits |= NEVER_PLAIN;
            is_break = true;
            break;
        case SPECIAL:
            traits |= NEVER_PLAIN;
            break;
        case DELETE:
            traits |= NEVER_PLAIN | CRD_YAML_ODD;
            break;
        case WIDE:
            traits |= wide_traits(crd_str_from(text, i), &width, &is_break);
            break;
        }
        if (is_break) {
            traits |= CRD_YAML_LINES | CRD_YAML_NO_PLAIN;
            traits |= previous == AFTER_SPACE ? NEVER_PLAIN : 0;
            now = AFTER_BREAK;
        }
        previous = now;
        i += width;
    }
    return traits;
}

/* ---- columns and lines ---- */

static size_t columns_of(crd_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

static size_t column_of(const struct crd_yaml_out *out)
{
    return columns_of(crd_str_from(crd_buf_str(out->buf), out->line_start));
}

static void break_line(struct crd_yaml_out *out, size_t indent)
{
    crd_buf_add_byte(out->buf, '\n');
    out->line_start = out->buf->len;
    crd_buf_add_n(out->buf, ' ', indent);
}

void crd_yaml_begin_line(struct crd_yaml_out *out, size_t indent)
{
    if (out->buf->len != out->line_start) {
        break_line(out, indent);
    } else {
        crd_buf_add_n(out->buf, ' ', indent);
    }
}

/* False when the text, whatever its style does to it, cannot pass the width. */
static bool may_fold(const struct crd_yaml_out *out, crd_str text)
{
    return out->buf->len - out->line_start + 2 * text.len > WIDTH;
}

static bool is_space_at(crd_str text, size_t at)
{
    return at < text.len && text.ptr[at] == ' ';
}

/* Length of the break at the start of text, 0 when there is none: LF, U+2028, U+2029. */
static size_t break_width(crd_str text, size_t at)
{
    if (text.ptr[at] == '\n') {
        return 1;
    }
    bool wide = text.len - at >= 3 && text.ptr[at] == '\xE2' && text.ptr[at + 1] == '\x80' &&
                (text.ptr[at + 2] == '\xA8' || text.ptr[at + 2] == '\xA9');
    return wide ? 3 : 0;
}

/* ---- styles ---- */

/* Plain text, and single quoted text without breaks, that may have to be folded. A word is copied
 * at once. is_quoted: a quote is doubled, and a space at an end stays. */
static void write_folded(struct crd_yaml_out *out, crd_str text, bool is_quoted, size_t indent)
{
    size_t column = column_of(out);
    bool after_space = false;
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] == ' ') {
            bool inside = !is_quoted || (i > 0 && i + 1 < text.len);
            if (!after_space && column > WIDTH && inside && !is_space_at(text, i + 1)) {
                break_line(out, indent);
                column = indent;
            } else {
                crd_buf_add_byte(out->buf, ' ');
                column++;
            }
            after_space = true;
            i++;
            continue;
        }
        size_t end = i;
        while (end < text.len && text.ptr[end] != ' ' && !(is_quoted && text.ptr[end] == '\'')) {
            end++;
        }
        if (end == i) {
            crd_buf_add_lit(out->buf, "''");
            column += 2;
            end++;
        } else {
            crd_str word = crd_str_sub(text, i, end);
            crd_buf_add(out->buf, word);
            column += columns_of(word);
        }
        after_space = false;
        i = end;
    }
}

static void write_plain(struct crd_yaml_out *out, crd_str text, bool folds, size_t indent)
{
    if (folds && may_fold(out, text)) {
        write_folded(out, text, false, indent);
    } else {
        crd_buf_add(out->buf, text);
    }
}

/* Single quoted text with U+2028 or U+2029 in it: behind each the line begins anew. */
static void write_single_lines(struct crd_yaml_out *out, crd_str text, size_t indent)
{
    bool after_break = false;
    size_t start = 0;
    while (start < text.len) {
        size_t end = start;
        size_t width = 0;
        while (end < text.len && !(width = break_width(text, end))) {
            end++;
        }
        if (end > start) {
            if (after_break) {
                crd_buf_add_n(out->buf, ' ', indent);
            }
            write_folded(out, crd_str_sub(text, start, end), true, indent);
        }
        if (width) {
            crd_buf_add(out->buf, crd_str_sub(text, end, end + width));
            out->line_start = out->buf->len;
        }
        after_break = true;
        start = end + width;
    }
}

static void write_single(struct crd_yaml_out *out, crd_str text, unsigned traits, bool folds,
                         size_t indent)
{
    crd_buf_add_byte(out->buf, '\'');
    if (traits & CRD_YAML_WIDE_BREAK) {
        write_single_lines(out, text, indent);
    } else if (folds && may_fold(out, text)) {
        write_folded(out, text, true, indent);
    } else {
        size_t quote;
        while ((quote = crd_str_find_byte(text, '\'')) != CRD_NPOS) {
            crd_buf_add(out->buf, crd_str_sub(text, 0, quote + 1));
            crd_buf_add_byte(out->buf, '\'');
            text = crd_str_from(text, quote + 1);
        }
        crd_buf_add(out->buf, text);
    }
    crd_buf_add_byte(out->buf, '\'');
}

/* The letter behind the backslash for runes that have one; 0: none. */
static char escape_letter(uint32_t rune)
{
    switch (rune) {
    case 0x00:
        return '0';
    case 0x07:
        return 'a';
    case 0x08:
        return 'b';
    case 0x09:
        return 't';
    case 0x0A:
        return 'n';
    case 0x0B:
        return 'v';
    case 0x0C:
        return 'f';
    case 0x0D:
        return 'r';
    case 0x1B:
        return 'e';
    case 0x22:
        return '"';
    case 0x5C:
        return '\\';
    case 0x85:
        return 'N';
    case 0xA0:
        return '_';
    case 0x2028:
        return 'L';
    case 0x2029:
        return 'P';
    default:
        return 0;
    }
}

/* Returns the columns that it took. */
static size_t write_escape(crd_buf *buf, uint32_t rune)
{
    static const char hex[] = "0123456789ABCDEF";
    char text[10] = { '\\' };
    size_t len = 2;
    text[1] = escape_letter(rune);
    if (!text[1]) {
        size_t digits = rune <= 0xFF ? 2 : rune <= 0xFFFF ? 4 : 8;
        text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
        for (size_t i = digits; i-- > 0;) {
            text[len++] = hex[rune >> (4 * i) & 15];
        }
    }
    crd_buf_add(buf, crd_str_of(text, len));
    return len;
}

static bool needs_escape(uint32_t rune)
{
    return rune < 0x20 || rune == '"' || rune == '\\' || (rune >= 0x7F && rune < 0xA0) ||
           rune == 0x2028 || rune == 0x2029 || rune == 0xFEFF || rune == 0xFFFE || rune == 0xFFFF ||
           rune > 0xFFFF;
}

static void write_double(struct crd_yaml_out *out, crd_str text, bool folds, size_t indent)
{
    crd_buf_add_byte(out->buf, '"');
    size_t column = column_of(out);
    bool after_space = false;
    /* go-yaml looks for the byte order mark at the start of the text, wherever it stands in it */
    bool all = crd_str_starts(text, CRD_S("\xEF\xBB\xBF"));
    for (size_t i = 0; i < text.len;) {
        size_t width;
        uint32_t rune = crd_rune_decode(crd_str_from(text, i), &width);
        if (all || needs_escape(rune)) {
            column += write_escape(out->buf, rune);
            after_space = false;
        } else if (rune == ' ' && folds && !after_space && column > WIDTH && i > 0 &&
                   i + 1 < text.len) {
            break_line(out, indent);
            column = indent;
            if (is_space_at(text, i + 1)) {
                crd_buf_add_byte(out->buf, '\\');
                column++;
            }
            after_space = true;
        } else {
            crd_buf_add(out->buf, crd_str_sub(text, i, i + width));
            column++;
            after_space = rune == ' ';
        }
        i += width;
    }
    crd_buf_add_byte(out->buf, '"');
}

/* Width of the break that ends text, 0 when none does. */
static size_t last_break_width(crd_str text)
{
    if (text.len && text.ptr[text.len - 1] == '\n') {
        return 1;
    }
    return text.len >= 3 ? break_width(text, text.len - 3) == 3 ? 3 : 0 : 0;
}

static void write_literal(struct crd_yaml_out *out, crd_str text, size_t indent)
{
    crd_buf_add_byte(out->buf, '|');
    if (text.ptr[0] == ' ' || break_width(text, 0)) {
        crd_buf_add_byte(out->buf, '2');
    }
    size_t last = last_break_width(text);
    if (!last) {
        crd_buf_add_byte(out->buf, '-');
    } else if (last == text.len || last_break_width(crd_str_sub(text, 0, text.len - last))) {
        crd_buf_add_byte(out->buf, '+');
    }
    crd_buf_add_byte(out->buf, '\n');
    out->line_start = out->buf->len;
    for (size_t start = 0; start < text.len;) {
        size_t end = start;
        size_t width = 0;
        while (end < text.len && !(width = break_width(text, end))) {
            end++;
        }
        if (end > start) {
            crd_buf_add_n(out->buf, ' ', indent);
        }
        crd_buf_add(out->buf, crd_str_sub(text, start, end + width));
        if (width) {
            out->line_start = out->buf->len;
        }
        start = end + width;
    }
}

static bool stays_string(crd_str text)
{
    return crd_yaml_resolve_full(text, false).tag == CRD_YAML_STR && !crd_yaml_is_base60(text);
}

void crd_yaml_write_text(struct crd_yaml_out *out, crd_str text, unsigned traits, size_t indent)
{
    if ((traits & CRD_YAML_LF) && !(traits & CRD_YAML_NO_LITERAL)) {
        write_literal(out, text, indent);
    } else if ((traits & CRD_YAML_LF) || !stays_string(text)) {
        write_double(out, text, true, indent);
    } else if (!(traits & CRD_YAML_NO_PLAIN)) {
        write_plain(out, text, true, indent);
    } else if (!(traits & CRD_YAML_NO_SINGLE)) {
        write_single(out, text, traits, true, indent);
    } else {
        write_double(out, text, true, indent);
    }
}

void crd_yaml_write_simple_key(struct crd_yaml_out *out, crd_str text, unsigned traits)
{
    if (!stays_string(text)) {
        write_double(out, text, false, 0);
    } else if (!(traits & CRD_YAML_NO_PLAIN)) {
        write_plain(out, text, false, 0);
    } else if (!(traits & CRD_YAML_NO_SINGLE)) {
        write_single(out, text, traits, false, 0);
    } else {
        write_double(out, text, false, 0);
    }
}

/* ---- numbers ---- */

/* A literal of at most 15 digits is the float64's own text. */
static bool is_short_integer(crd_str literal)
{
    size_t at = literal.len && literal.ptr[0] == '-';
    if (literal.len - at == 0 || literal.len - at > 15) {
        return false;
    }
    for (; at < literal.len; at++) {
        if (!crd_is_digit((unsigned char)literal.ptr[at])) {
            return false;
        }
    }
    return true;
}

bool crd_yaml_write_number(crd_buf *buf, const crd_value *number)
{
    crd_str literal = crd_text_of(number);
    if (is_short_integer(literal)) {
        crd_buf_add(buf, crd_str_eq(literal, CRD_S("-0")) ? CRD_S("0") : literal);
        return true;
    }
    double value;
    if (!crd_number_float(number, &value)) {
        return false;
    }
    /* encoding/json prints the float64, and go-yaml resolves that text */
    char text[CRD_FLOAT_TEXT_MAX];
    crd_str json = crd_float_text_json(value, text);
    struct crd_yaml_resolved resolved = crd_yaml_resolve_full(json, false);
    if (!json.len) {
        return false;
    }
    if (resolved.tag == CRD_YAML_INT && resolved.is_uint64) {
        crd_buf_add_uint(buf, resolved.number.u);
    } else if (resolved.tag == CRD_YAML_INT) {
        crd_buf_add_int(buf, resolved.number.i);
    } else {
        crd_float_format(buf, value, 'g', -1);
    }
    return true;
}
