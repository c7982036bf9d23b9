/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and text under the flags of a directive: width, precision, sign, padding. */
#include "base/num.h"
#include "base/utf8.h"
#include "fmt_state.h"

static void fill(fg_fmt *f, char byte, int64_t n)
{
    if (n > 0) {
        crd_buf_add_n(f->buf, byte, (size_t)n);
    }
}

/* Text of that many runes, padded with byte to the width. */
static void pad_with(fg_fmt *f, crd_str text, char byte)
{
    if (!f->flags.has_width || !f->flags.width) {
        crd_buf_add(f->buf, text);
        return;
    }
    int64_t missing = f->flags.width - (int64_t)crd_utf8_count(text);
    if (f->flags.minus) {
        crd_buf_add(f->buf, text);
        fill(f, ' ', missing);
    } else {
        fill(f, byte, missing);
        crd_buf_add(f->buf, text);
    }
}

void fg_fmt_pad(fg_fmt *f, crd_str text)
{
    pad_with(f, text, f->flags.zero ? '0' : ' ');
}

void fg_fmt_bool(fg_fmt *f, bool truth)
{
    fg_fmt_pad(f, truth ? CRD_S("true") : CRD_S("false"));
}

/* The runes that the precision leaves. */
static crd_str cut(const fg_fmt *f, crd_str text)
{
    if (!f->flags.has_precision || text.len <= (size_t)f->flags.precision) {
        return text;
    }
    size_t at = 0;
    for (int n = f->flags.precision; n > 0 && at < text.len; n--) {
        size_t width;
        crd_rune_decode(crd_str_from(text, at), &width);
        at += width;
    }
    return crd_str_sub(text, 0, at);
}

void fg_fmt_text(fg_fmt *f, crd_str text)
{
    fg_fmt_pad(f, cut(f, text));
}

void fg_fmt_hex(fg_fmt *f, crd_str bytes, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    const fg_fmt_flags *flags = &f->flags;
    crd_str prefix = !flags->sharp ? CRD_S("") : upper ? CRD_S("0X") : CRD_S("0x");
    size_t n = bytes.len;
    if (flags->has_precision && (size_t)flags->precision < n) {
        n = (size_t)flags->precision;
    }
    size_t written = 2 * n;
    if (n && flags->space) {
        written += n * prefix.len + n - 1;
    } else if (n) {
        written += prefix.len;
    }
    int64_t missing = flags->has_width ? flags->width - (int64_t)written : 0;
    char byte = flags->zero && !flags->minus ? '0' : ' ';
    if (!n || !flags->minus) {
        fill(f, byte, missing);
        missing = 0;
    }
    char *to = n ? crd_buf_reserve(f->buf, written) : NULL;
    for (size_t i = 0; to && i < n; i++) {
        if (i && flags->space) {
            *to++ = ' ';
        }
        if (prefix.len && (!i || flags->space)) {
            *to++ = prefix.ptr[0];
            *to++ = prefix.ptr[1];
        }
        unsigned char c = (unsigned char)bytes.ptr[i];
        *to++ = digits[c >> 4];
        *to++ = digits[c & 15];
    }
    f->buf->len += to ? written : 0;
    fill(f, ' ', missing);
}

/* strconv.CanBackquote. */
static bool can_backquote(crd_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t width;
        uint32_t rune = crd_rune_decode(crd_str_from(text, at), &width);
        at += width;
        if (rune == 0xFEFF || (rune == CRD_RUNE_ERROR && width == 1) || rune == '`' ||
            rune == 0x7F || (rune < ' ' && rune != '\t')) {
            return false;
        }
    }
    return true;
}

/* Pads what was written to a scratch buffer. */
static void pad_scratch(fg_fmt *f, const crd_buf *scratch)
{
    if (fg_buf_fails(f->run, scratch, f->err)) {
        f->failed = true;
        return;
    }
    fg_fmt_pad(f, crd_buf_str(scratch));
}

/* Printable ASCII without anything to escape: what most texts are. */
static bool is_plain(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
            return false;
        }
    }
    return true;
}

void fg_fmt_quoted(fg_fmt *f, crd_str text)
{
    crd_buf scratch;
    text = cut(f, text);
    if (!f->flags.has_width && !f->flags.sharp && is_plain(text)) {
        crd_buf_add_byte(f->buf, '"');
        crd_buf_add(f->buf, text);
        crd_buf_add_byte(f->buf, '"');
        return;
    }
    fg_buf_open(f->run, &scratch);
    if (f->flags.sharp && can_backquote(text)) {
        crd_buf_add_byte(&scratch, '`');
        crd_buf_add(&scratch, text);
        crd_buf_add_byte(&scratch, '`');
    } else if (f->flags.plus) {
        crd_quote_ascii(&scratch, text);
    } else {
        crd_quote(&scratch, text);
    }
    pad_scratch(f, &scratch);
}

/* Digits of u in base, written so that they end at end; where they begin. */
static char *digits_before(char *end, uint64_t u, unsigned base, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    do {
        *--end = digits[u % base];
        u /= base;
    } while (u);
    return end;
}

void fg_fmt_integer(fg_fmt *f, uint64_t u, bool is_signed, int base, uint32_t verb)
{
    const fg_fmt_flags *flags = &f->flags;
    bool negative = is_signed && (int64_t)u < 0;
    if (base == 10 && verb != 'O' && !flags->has_width && !flags->has_precision && !flags->plus &&
        !flags->space) {
        if (negative) {
            crd_buf_add_int(f->buf, (int64_t)u);
        } else {
            crd_buf_add_uint(f->buf, u);
        }
        return;
    }
    if (negative) {
        u = 0 - u;
    }
    char sign = negative ? '-' : flags->plus ? '+' : flags->space ? ' ' : 0;
    int64_t precision = 0;
    if (flags->has_precision) {
        precision = flags->precision;
        if (!precision && !u) {
            fill(f, ' ', flags->has_width ? flags->width : 0);
            return;
        }
    } else if (flags->zero && !flags->minus && flags->has_width) {
        precision = flags->width - (sign != 0);
    }
    char text[64];
    char *start = digits_before(text + sizeof(text), u, (unsigned)base, verb == 'X');
    int64_t n_digits = text + sizeof(text) - start;
    int64_t n_zeros = precision > n_digits ? precision - n_digits : 0;
    char prefix[5];
    size_t n_prefix = 0;
    if (sign) {
        prefix[n_prefix++] = sign;
    }
    if (verb == 'O') {
        prefix[n_prefix++] = '0';
        prefix[n_prefix++] = 'o';
    }
    if (flags->sharp && base != 10 && (base != 8 || (!n_zeros && *start != '0'))) {
        prefix[n_prefix++] = '0';
        if (base != 8) {
            prefix[n_prefix++] = base == 2 ? 'b' : verb == 'X' ? 'X' : 'x';
        }
    }
    int64_t missing = flags->has_width ? flags->width - (int64_t)n_prefix - n_zeros - n_digits : 0;
    if (!flags->minus) {
        fill(f, ' ', missing);
    }
    crd_buf_add(f->buf, crd_str_of(prefix, n_prefix));
    fill(f, '0', n_zeros);
    crd_buf_add(f->buf, crd_str_of(start, (size_t)n_digits));
    if (flags->minus) {
        fill(f, ' ', missing);
    }
}

/* The rune that Go makes of an integer. */
static uint32_t rune_of(uint64_t u)
{
    return u > CRD_RUNE_MAX ? CRD_RUNE_ERROR : (uint32_t)u;
}

void fg_fmt_rune(fg_fmt *f, uint64_t u)
{
    char text[4];
    fg_fmt_pad(f, crd_str_of(text, crd_rune_encode(rune_of(u), text)));
}

void fg_fmt_quoted_rune(fg_fmt *f, uint64_t u)
{
    crd_buf scratch;
    fg_buf_open(f->run, &scratch);
    uint32_t rune = rune_of(u);
    if (f->flags.plus && rune >= 0x80) {
        if (rune >= 0xD800 && rune <= 0xDFFF) {
            rune = CRD_RUNE_ERROR;
        }
        char text[8];
        char *start = digits_before(text + sizeof(text), rune, 16, false);
        size_t n = (size_t)(text + sizeof(text) - start);
        size_t wide = rune > 0xFFFF ? 8 : 4;
        crd_buf_add(&scratch, wide == 8 ? CRD_S("'\\U") : CRD_S("'\\u"));
        crd_buf_add_n(&scratch, '0', wide - n);
        crd_buf_add(&scratch, crd_str_of(start, n));
        crd_buf_add_byte(&scratch, '\'');
    } else {
        crd_quote_rune(&scratch, rune);
    }
    pad_scratch(f, &scratch);
}

void fg_fmt_unicode(fg_fmt *f, uint64_t u)
{
    char text[16];
    char *start = digits_before(text + sizeof(text), u, 16, true);
    size_t n = (size_t)(text + sizeof(text) - start);
    size_t precision =
        f->flags.has_precision && f->flags.precision > 4 ? (size_t)f->flags.precision : 4;
    crd_buf scratch;
    fg_buf_open(f->run, &scratch);
    crd_buf_add_lit(&scratch, "U+");
    if (precision > n) {
        crd_buf_add_n(&scratch, '0', precision - n);
    }
    crd_buf_add(&scratch, crd_str_of(start, n));
    if (f->flags.sharp && u <= CRD_RUNE_MAX && crd_rune_is_print((uint32_t)u)) {
        char rune[4];
        crd_buf_add_lit(&scratch, " '");
        crd_buf_add(&scratch, crd_str_of(rune, crd_rune_encode((uint32_t)u, rune)));
        crd_buf_add_byte(&scratch, '\'');
    }
    bool zero = f->flags.zero;
    f->flags.zero = false;
    pad_scratch(f, &scratch);
    f->flags.zero = zero;
}

/* What # asks of a float: a decimal point, and as many digits as the precision says. number is
 * without its sign; appended to out. */
static void sharpen(crd_buf *out, crd_str number, char format, int precision)
{
    bool counts = format == 'g' || format == 'G' || format == 'x';
    bool hex = format == 'x' || format == 'X';
    int64_t missing = !counts ? 0 : precision == -1 ? 6 : precision;
    size_t tail = 0;
    bool point = false;
    bool nonzero = false;
    for (; tail < number.len; tail++) {
        char c = number.ptr[tail];
        if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
            break;
        }
        if (c == '.') {
            point = true;
            continue;
        }
        nonzero = nonzero || c != '0';
        missing -= nonzero;
    }
    crd_buf_add(out, crd_str_sub(number, 0, tail));
    if (!point) {
        if (tail == 1 && number.ptr[0] == '0') {
            missing--;
        }
        crd_buf_add_byte(out, '.');
    }
    if (missing > 0) {
        crd_buf_add_n(out, '0', (size_t)missing);
    }
    crd_buf_add(out, crd_str_from(number, tail));
}

/* Writes sign and number, zeros between them when the flags ask for that. */
static void signed_number(fg_fmt *f, char sign, crd_str number)
{
    const fg_fmt_flags *flags = &f->flags;
    int64_t missing = flags->has_width ? flags->width - (int64_t)number.len - (sign != 0) : 0;
    bool zeros = flags->zero && !flags->minus;
    if (!zeros && !flags->minus) {
        fill(f, ' ', missing);
    }
    if (sign && zeros) {
        crd_buf_add_byte(f->buf, sign);
        fill(f, '0', missing);
    } else if (zeros) {
        fill(f, '0', missing);
    } else if (sign) {
        crd_buf_add_byte(f->buf, sign);
    }
    crd_buf_add(f->buf, number);
    if (flags->minus) {
        fill(f, ' ', missing);
    }
}

void fg_fmt_float(fg_fmt *f, double x, char format, int precision)
{
    fg_fmt_flags *flags = &f->flags;
    if (flags->has_precision) {
        precision = flags->precision;
    }
    bool bare = !flags->has_width && !flags->plus && !flags->space && !flags->sharp;
    if (bare && x - x == 0) { /* finite: nothing to add to what strconv writes */
        crd_float_format(f->buf, x, format, precision);
        return;
    }
    crd_buf plain;
    fg_buf_open(f->run, &plain);
    crd_float_format(&plain, x, format, precision);
    if (fg_buf_fails(f->run, &plain, f->err)) {
        f->failed = true;
        return;
    }
    crd_str number = crd_buf_str(&plain);
    char sign = number.ptr[0] == '-' ? '-' : '+';
    if (number.ptr[0] == '-' || number.ptr[0] == '+') {
        number = crd_str_from(number, 1);
    }
    if (sign == '+' && !flags->plus) {
        sign = flags->space ? ' ' : 0;
    }
    bool finite = number.ptr[0] != 'I' && number.ptr[0] != 'N';
    if (!finite) {
        /* Infinities always show their sign, and zeros never stand before them. */
        if (number.ptr[0] == 'I' && !sign) {
            sign = '+';
        }
        bool zero = flags->zero;
        flags->zero = false;
        signed_number(f, sign, number);
        flags->zero = zero;
        return;
    }
    crd_buf sharp;
    if (flags->sharp && format != 'b') {
        fg_buf_open(f->run, &sharp);
        sharpen(&sharp, number, format, precision);
        if (fg_buf_fails(f->run, &sharp, f->err)) {
            f->failed = true;
            return;
        }
        number = crd_buf_str(&sharp);
    }
    signed_number(f, sign, number);
}
