/* SPDX-License-Identifier: Apache-2.0 */
/* TOML's numbers, dates and booleans: see toml_scan.h. */
#include "base/num.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "time_type.h"
#include "toml_scan.h"
#include "toml_text.h"

#include <math.h>

static bool is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

static bool is_hex(uint32_t rune)
{
    return rune < 0x80 && crd_hex_value((unsigned char)rune) >= 0;
}

/* Runs over what any of the texts' bytes (and digits) allow. */
static void skip_any(fg_toml_scan *in, const char *more, bool hex)
{
    for (;;) {
        uint32_t rune = fg_toml_peek(in);
        bool good = is_digit(rune) || (hex && is_hex(rune)) ||
                    (rune && rune < 0x80 && strchr(more, (int)rune));
        if (in->failed || !good) {
            return;
        }
        fg_toml_next(in);
    }
}

/* Quoted text in the middle of a fixed message, for the line of a scalar. */
static bool bad_number(fg_toml_scan *in, const char *front, crd_str text, const char *back)
{
    return fg_toml_fail_joined(in, front, fg_toml_quote(in, text), back);
}

/* Each underscore between digits, and a digit at the end. */
static bool underscores_ok(crd_str text)
{
    static const char *const names[] = { "nan", "+nan", "-nan", "inf", "-inf", "+inf" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (crd_str_eq(text, crd_str_c(names[i]))) {
            return true;
        }
    }
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '_' && !digit) {
            return false;
        }
        digit = is_hex((unsigned char)text.ptr[i]);
    }
    return digit;
}

static bool has_leading_zero(crd_str text)
{
    if (text.len > 1 && text.ptr[0] == '0' && !strchr("box", text.ptr[1])) {
        return true;
    }
    return text.len > 2 && (text.ptr[0] == '-' || text.ptr[0] == '+') && text.ptr[1] == '0';
}

static bool out_of_range(fg_toml_scan *in, crd_str text, const char *size)
{
    crd_str message =
        CRD_CAT(in->run->arena, text, CRD_S(" is out of range for "), crd_str_c(size));
    return fg_toml_fail_joined(in, "", message, "");
}

static bool give_integer(fg_toml_scan *in, crd_str text, fg_val *ret)
{
    int64_t number = 0;
    if (in->failed) {
        return false;
    }
    if (!underscores_ok(text)) {
        return bad_number(in, "Invalid integer ", text,
                          ": underscores must be surrounded by digits");
    }
    if (has_leading_zero(text)) {
        return bad_number(in, "Invalid integer ", text, ": cannot have leading zeroes");
    }
    switch (crd_int_parse(text, 0, 64, &number)) {
    case CRD_NUM_OK:
        *ret = fg_val_int64(number);
        return true;
    case CRD_NUM_RANGE:
        return out_of_range(in, text, "int64");
    default:
        return bad_number(in, "Invalid integer ", text, "");
    }
}

/* A digit behind each point. */
static bool points_ok(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' &&
            (i + 1 == text.len || !is_digit((unsigned char)text.ptr[i + 1]))) {
            return false;
        }
    }
    return true;
}

static bool check_float(fg_toml_scan *in, crd_str text)
{
    crd_str rest = text;
    for (size_t part = 0; rest.len > 0;) {
        size_t n = 0;
        while (n < rest.len && !strchr(".eE", rest.ptr[n])) {
            n++;
        }
        crd_str piece = crd_str_sub(rest, 0, n);
        rest = crd_str_from(rest, n + 1);
        if (piece.len == 0) {
            continue;
        }
        if (!underscores_ok(piece)) {
            return bad_number(in, "Invalid float ", text,
                              ": underscores must be surrounded by digits");
        }
        part++;
    }
    size_t n = 0;
    while (n < text.len && !strchr(".eE", text.ptr[n])) {
        n++;
    }
    if (has_leading_zero(crd_str_sub(text, 0, n))) {
        return bad_number(in, "Invalid float ", text, ": cannot have leading zeroes");
    }
    return points_ok(text) ||
           bad_number(in, "Invalid float ", text, ": '.' must be followed by one or more digits");
}

static bool give_float(fg_toml_scan *in, crd_str text, fg_val *ret)
{
    double number = 0;
    crd_buf plain;
    if (in->failed || !check_float(in, text)) {
        return false;
    }
    if (crd_str_ends(text, CRD_S("nan"))) {
        *ret = fg_val_float(text.ptr[0] == '-' ? copysign(NAN, -1.0) : (double)NAN);
        return true;
    }
    fg_buf_open(in->run, &plain);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '_') {
            crd_buf_add_byte(&plain, text.ptr[i]);
        }
    }
    if (fg_buf_fails(in->run, &plain, in->err)) {
        in->failed = true;
        return false;
    }
    switch (crd_float_parse(crd_buf_str(&plain), &number)) {
    case CRD_NUM_OK:
        *ret = fg_val_float(number);
        return true;
    case CRD_NUM_RANGE:
        return out_of_range(in, text, "float64");
    default:
        return bad_number(in, "Invalid float value: ", text, "");
    }
}

/* The forms that a date or time may have, tried in order. */
typedef struct form {
    const char *layout;
    bool zoned;
    enum fg_toml_local local;
} form;

static const form forms[] = {
    { "2006-01-02T15:04:05.999999999Z07:00", true, FG_TOML_DATETIME },
    { "2006-01-02T15:04:05.999999999", false, FG_TOML_DATETIME },
    { "2006-01-02", false, FG_TOML_DATE },
    { "15:04:05.999999999", false, FG_TOML_TIME },
    { "2006-01-02T15:04Z07:00", true, FG_TOML_DATETIME },
    { "2006-01-02T15:04", false, FG_TOML_DATETIME },
    { "15:04", false, FG_TOML_TIME },
};

/* Go's layouts take one digit where two are written: the separators then stand elsewhere. */
static bool is_shifted(crd_str text, crd_str layout)
{
    for (size_t i = 0; i < layout.len && layout.ptr[i] != '.' && layout.ptr[i] != 'Z'; i++) {
        if (!is_digit((unsigned char)layout.ptr[i]) &&
            (i >= text.len || text.ptr[i] != layout.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool give_time(fg_toml_scan *in, crd_str text, fg_val *ret)
{
    const fg_location *local = NULL;
    fg_time time;
    char *copy = in->failed ? NULL : fg_alloc_text(in->run, text.len, in->err);
    if (!copy || !fg_time_local(in->run, &local, in->err)) {
        in->failed = true;
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        copy[i] = c == 'z' ? 'Z' : c == 't' || c == ' ' ? 'T' : c;
    }
    crd_str value = crd_str_of(copy, text.len);
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        crd_err ignored = { 0 };
        crd_str layout = crd_str_c(forms[i].layout);
        const fg_location *location = forms[i].zoned ? local : fg_toml_location(forms[i].local);
        if (fg_time_parse(in->run->arena, layout, value, location, &time, &ignored)) {
            if (is_shifted(value, layout)) {
                break;
            }
            if (!fg_time_value(in->run, time, ret, in->err)) {
                in->failed = true;
                return false;
            }
            return true;
        }
        if (crd_code_is_ours(ignored.code)) {
            in->failed = true;
            return crd_err_memory(in->err, in->run->arena);
        }
    }
    return bad_number(in, "invalid datetime: ", value, "");
}

static crd_str since(const fg_toml_scan *in, size_t start)
{
    return crd_str_sub(in->text, start, in->pos);
}

/* The rest of a float, or of whole digits that may turn into one. */
static bool finish_float(fg_toml_scan *in, size_t start, fg_val *ret)
{
    skip_any(in, "_.-+eE", false);
    return give_float(in, since(in, start), ret);
}

static bool finish_decimal(fg_toml_scan *in, size_t start, fg_val *ret)
{
    skip_any(in, "_", false);
    uint32_t rune = fg_toml_peek(in);
    if (rune == '.' || rune == 'e' || rune == 'E') {
        return finish_float(in, start, ret);
    }
    return give_integer(in, since(in, start), ret);
}

/* "'so far" and the next rune, as the library shows them. */
static bool not_a(fg_toml_scan *in, size_t start, const char *front, uint32_t rune)
{
    char bytes[4];
    crd_str next = crd_str_of(bytes, crd_rune_encode(rune, bytes));
    crd_str both = CRD_CAT(in->run->arena, since(in, start), next);
    return fg_toml_fail(in, front, both, "'");
}

static bool based(fg_toml_scan *in, size_t start, uint32_t letter, fg_val *ret)
{
    fg_toml_next(in);
    uint32_t rune = fg_toml_peek(in);
    bool good = letter == 'b'   ? rune == '0' || rune == '1'
                : letter == 'o' ? rune >= '0' && rune <= '7'
                                : is_hex(rune);
    if (!good) {
        return not_a(in, start,
                     letter == 'b'   ? "not a binary number: '"
                     : letter == 'o' ? "not an octal number: '"
                                     : "not a hexadecimal number: '",
                     rune);
    }
    if (letter == 'x') {
        skip_any(in, "_", true);
    } else {
        uint32_t top = letter == 'b' ? '1' : '7';
        while (!in->failed && ((rune = fg_toml_peek(in)) == '_' || (rune >= '0' && rune <= top))) {
            fg_toml_next(in);
        }
    }
    return give_integer(in, since(in, start), ret);
}

bool fg_toml_number(fg_toml_scan *in, fg_val *ret)
{
    size_t start = in->pos;
    bool zero = fg_toml_next(in) == '0';
    uint32_t rune = fg_toml_peek(in);
    if (zero && (rune == 'b' || rune == 'o' || rune == 'x')) {
        return based(in, start, rune, ret);
    }
    if (zero && !is_digit(rune) && rune != '_' && rune != '.' && rune != 'e' && rune != 'E') {
        return give_integer(in, since(in, start), ret);
    }
    skip_any(in, "", false);
    rune = fg_toml_peek(in);
    if (rune == '-' || rune == ':') {
        skip_any(in, "-:Tt .Zz+", false);
        crd_str text = since(in, start);
        while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
            text.len--;
        }
        return give_time(in, text, ret);
    }
    return finish_decimal(in, start, ret);
}

bool fg_toml_signed(fg_toml_scan *in, fg_val *ret)
{
    size_t start = in->pos - 1;
    uint32_t rune = fg_toml_next(in);
    if (rune == 'i' || rune == 'n') {
        bool good = rune == 'i' ? fg_toml_accept(in, 'n') && fg_toml_accept(in, 'f')
                                : fg_toml_accept(in, 'a') && fg_toml_accept(in, 'n');
        return good ? give_float(in, since(in, start), ret)
                    : fg_toml_fail(in, "invalid float: '", since(in, start), "'");
    }
    if (rune == '0') {
        uint32_t base = fg_toml_peek(in);
        if (base == 'b' || base == 'o' || base == 'x') {
            return not_a(in, start, "cannot use sign with non-decimal numbers: '", base);
        }
    }
    if (rune == '.') {
        return fg_toml_fail(in, "floats must start with a digit, not '.'", CRD_S(""), "");
    }
    if (!is_digit(rune)) {
        return fg_toml_fail(in, "expected a digit but got ", fg_toml_quote_rune(in, rune), "");
    }
    return finish_decimal(in, start, ret);
}

bool fg_toml_special(fg_toml_scan *in, uint32_t first, fg_val *ret, bool *ret_found)
{
    size_t start = in->pos - 1;
    size_t step = in->pos; /* before the rune read last: the library steps back over it */
    *ret_found = true;
    static const char *const words[] = { "nf", "an" };
    for (size_t i = 0; i < 2; i++) {
        size_t before = in->pos;
        if (!fg_toml_accept(in, (uint32_t)words[i][0])) {
            continue;
        }
        step = before;
        before = in->pos;
        if (fg_toml_accept(in, (uint32_t)words[i][1])) {
            return give_float(in, since(in, start), ret);
        }
    }
    *ret_found = false;
    in->pos = in->pos == start + 1 ? start : step;
    return !in->failed;
}

bool fg_toml_bool(fg_toml_scan *in, fg_val *ret)
{
    size_t start = in->pos;
    while (!in->failed && crd_rune_is_letter(fg_toml_peek(in))) {
        fg_toml_next(in);
    }
    crd_str text = since(in, start);
    bool yes = crd_str_eq(text, CRD_S("true"));
    if (yes || crd_str_eq(text, CRD_S("false"))) {
        *ret = fg_val_bool(yes);
        return !in->failed;
    }
    return fg_toml_fail(in, "expected value but found ", fg_toml_quote(in, text), " instead");
}
