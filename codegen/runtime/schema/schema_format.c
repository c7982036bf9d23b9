/* SPDX-License-Identifier: Apache-2.0 */
/* The table of formats, and those that a few lines check: see schema_format.h. */
#include "schema_format.h"

#include "../base/regex.h"
#include "../base/url.h"
#include "schema_names.h"

static const struct {
    const char *name;
    bool (*check)(crd_str text);
} formats[] = {
    { "", NULL },
#define CRD_FORMAT(id, name, check) { name, check },
#include "schema_format.def"
#undef CRD_FORMAT
};

/* Letters and symbols of any script; a top-level name of two letters or more, or one label. */
#define NAME_CLASS "a-zA-Z0-9\\p{S}\\p{L}"
#define HOSTNAME                                                                                   \
    "^(?:[" NAME_CLASS "](?:-?[" NAME_CLASS "]{0,62})?|"                                           \
    "(?:[" NAME_CLASS "](?:[" NAME_CLASS "-]{0,61}[" NAME_CLASS "])?\\.)+[a-zA-Z\\p{L}]{2,63})$"

static bool is_name(crd_str name, crd_str known)
{
    size_t at = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '-') {
            continue;
        }
        if (at == known.len || name.ptr[i] != known.ptr[at++]) {
            return false;
        }
    }
    return at == known.len;
}

enum crd_format crd_format_find(crd_str name)
{
    for (size_t i = 1; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (is_name(name, crd_str_c(formats[i].name))) {
            return (enum crd_format)i;
        }
    }
    return CRD_FORMAT_NONE;
}

static bool check_hostname(crd_arena *scratch, crd_str text, bool *ret_ok, crd_err *err)
{
    const crd_regex *regex = NULL;
    *ret_ok = false;
    if (!crd_regex_compile(scratch, CRD_S(HOSTNAME), &regex, err) ||
        !crd_regex_match(regex, scratch, text, ret_ok, err)) {
        return false;
    }
    crd_str part;
    crd_str rest = text;
    *ret_ok = *ret_ok && text.len <= 255;
    while (*ret_ok && crd_str_cut(rest, CRD_S("."), &part, &rest)) {
        *ret_ok = part.len <= 63;
    }
    *ret_ok = *ret_ok && rest.len <= 63;
    return true;
}

static bool check_uri(crd_arena *scratch, crd_str text, bool *ret_ok, crd_err *err)
{
    crd_url url;
    crd_err found = { .code = CRD_OK };
    *ret_ok = crd_url_read_request(scratch, text, &url, &found);
    if (!*ret_ok && crd_code_is_ours(found.code)) {
        if (err) {
            *err = found;
        }
        return false;
    }
    return true;
}

bool crd_format_check(crd_arena *scratch, enum crd_format format, crd_str text, bool *ret_ok,
                      crd_err *err)
{
    if (format == CRD_FORMAT_NONE || formats[format].check) {
        *ret_ok = format == CRD_FORMAT_NONE || formats[format].check(text);
        return true;
    }
    crd_arena_mark mark = crd_arena_save(scratch);
    bool went = format == CRD_FORMAT_URI ? check_uri(scratch, text, ret_ok, err)
                                         : check_hostname(scratch, text, ret_ok, err);
    if (went) {
        crd_arena_rewind(scratch, mark);
    }
    return went;
}

bool crd_format_is_password(crd_str text)
{
    (void)text;
    return true;
}

static bool all_hex(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (crd_hex_value((unsigned char)text.ptr[i]) < 0) {
            return false;
        }
    }
    return true;
}

static bool all_digits(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!crd_is_digit((unsigned char)text.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool crd_format_is_bsonobjectid(crd_str text)
{
    return text.len == 24 && all_hex(text);
}

/* Groups of 8, 4, 4, 4 and 12 hexadecimal digits with a dash between any two, or none. version: what
 * the third starts with; variant: the fourth starts with 8, 9, a or b. */
static bool is_uuid(crd_str text, char version, bool variant)
{
    static const size_t groups[] = { 8, 4, 4, 4, 12 };
    size_t at = 0;
    for (size_t i = 0; i < 5; i++) {
        if (i && at < text.len && text.ptr[at] == '-') {
            at++;
        }
        crd_str group = crd_str_sub(text, at, at + groups[i]);
        if (group.len != groups[i] || !all_hex(group)) {
            return false;
        }
        if (i == 2 && version && group.ptr[0] != version) {
            return false;
        }
        int first = crd_hex_value((unsigned char)group.ptr[0]);
        if (i == 3 && variant && (first < 8 || first > 11)) {
            return false;
        }
        at += groups[i];
    }
    return at == text.len;
}

bool crd_format_is_uuid(crd_str text)
{
    return is_uuid(text, '\0', false);
}

bool crd_format_is_uuid3(crd_str text)
{
    return is_uuid(text, '3', false);
}

bool crd_format_is_uuid4(crd_str text)
{
    return is_uuid(text, '4', true);
}

bool crd_format_is_uuid5(crd_str text)
{
    return is_uuid(text, '5', true);
}

/* The digits of an ISBN without blanks and dashes; 0 when there are more than fit. */
static size_t isbn_digits(crd_str text, char digits[16])
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '-' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            continue;
        }
        if (n == 13) {
            return 0;
        }
        digits[n++] = c;
    }
    return n;
}

bool crd_format_is_isbn10(crd_str text)
{
    char digits[16];
    int sum = 0;
    if (isbn_digits(text, digits) != 10 || !all_digits(crd_str_of(digits, 9)) ||
        (digits[9] != 'X' && !crd_is_digit((unsigned char)digits[9]))) {
        return false;
    }
    for (int i = 0; i < 9; i++) {
        sum += (i + 1) * (digits[i] - '0');
    }
    sum += 10 * (digits[9] == 'X' ? 10 : digits[9] - '0');
    return sum % 11 == 0;
}

bool crd_format_is_isbn13(crd_str text)
{
    char digits[16];
    int sum = 0;
    if (isbn_digits(text, digits) != 13 || !all_digits(crd_str_of(digits, 13))) {
        return false;
    }
    for (int i = 0; i < 12; i++) {
        sum += (i % 2 ? 3 : 1) * (digits[i] - '0');
    }
    return digits[12] - '0' == (10 - sum % 10) % 10;
}

bool crd_format_is_isbn(crd_str text)
{
    return crd_format_is_isbn10(text) || crd_format_is_isbn13(text);
}

static int number_at(const char *digits, size_t n)
{
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        number = number * 10 + (digits[i] - '0');
    }
    return number;
}

/* The ranges of issuers and the lengths of their numbers. */
static bool is_card_number(const char *d, size_t n)
{
    int two = n >= 2 ? number_at(d, 2) : 0;
    int three = n >= 3 ? number_at(d, 3) : 0;
    int four = n >= 4 ? number_at(d, 4) : 0;
    if (n == 13 || n == 16) {
        if (d[0] == '4') {
            return true;
        }
    }
    if (n == 16) {
        return (two >= 51 && two <= 55) || four == 6011 || two == 65 || two == 35;
    }
    if (n == 15) {
        return two == 34 || two == 37 || four == 2131 || four == 1800;
    }
    return n == 14 && ((three >= 300 && three <= 305) || two == 36 || two == 38);
}

bool crd_format_is_creditcard(crd_str text)
{
    char digits[20];
    size_t n = 0;
    int sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!crd_is_digit((unsigned char)text.ptr[i])) {
            continue;
        }
        if (n == sizeof(digits)) {
            return false;
        }
        digits[n++] = text.ptr[i];
    }
    if (!is_card_number(digits, n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int digit = digits[n - 1 - i] - '0';
        int twice = i % 2 ? digit * 2 : digit;
        sum += twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

/* 123-45-6789 with dashes or blanks. */
bool crd_format_is_ssn(crd_str text)
{
    if (text.len != 11) {
        return false;
    }
    for (size_t i = 0; i < 11; i++) {
        char c = text.ptr[i];
        bool gap = i == 3 || i == 6;
        if (gap ? c != '-' && c != ' ' : !crd_is_digit((unsigned char)c)) {
            return false;
        }
    }
    return true;
}

bool crd_format_is_hexcolor(crd_str text)
{
    crd_str digits = crd_str_starts(text, CRD_S("#")) ? crd_str_from(text, 1) : text;
    return (digits.len == 3 || digits.len == 6) && all_hex(digits);
}

static size_t skip_blanks(crd_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\n' ||
                             text.ptr[at] == '\r' || text.ptr[at] == '\f')) {
        at++;
    }
    return at;
}

/* rgb(1, 2, 255): numbers without leading zeros. */
bool crd_format_is_rgbcolor(crd_str text)
{
    if (!crd_str_starts(text, CRD_S("rgb("))) {
        return false;
    }
    size_t at = 4;
    for (int i = 0; i < 3; i++) {
        at = skip_blanks(text, at);
        size_t start = at;
        while (at < text.len && at < start + 3 && crd_is_digit((unsigned char)text.ptr[at])) {
            at++;
        }
        size_t n = at - start;
        if (!n || (n > 1 && text.ptr[start] == '0') || number_at(text.ptr + start, n) > 255) {
            return false;
        }
        at = skip_blanks(text, at);
        if (at >= text.len || text.ptr[at] != (i < 2 ? ',' : ')')) {
            return false;
        }
        at++;
    }
    return at == text.len;
}

static bool is_base64(unsigned char c)
{
    return crd_is_alnum(c) || c == '+' || c == '/';
}

/* Padded base64 of at least one byte. */
bool crd_format_is_byte(crd_str text)
{
    if (!text.len || text.len % 4) {
        return false;
    }
    size_t padding = crd_str_ends(text, CRD_S("==")) ? 2 : crd_str_ends(text, CRD_S("=")) ? 1 : 0;
    for (size_t i = 0; i < text.len - padding; i++) {
        if (!is_base64((unsigned char)text.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool crd_format_is_short_name(crd_str text)
{
    return crd_name_ok(CRD_NAME_DNS1123_LABEL, text);
}

bool crd_format_is_long_name(crd_str text)
{
    return crd_name_ok(CRD_NAME_DNS1123_SUBDOMAIN, text);
}
