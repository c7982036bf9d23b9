/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, times and durations as the server's formats take them: see schema_format.h. */
#include "../base/num.h"
#include "../base/utf8.h"
#include "schema_format.h"

/* The two digits at that place; -1 when there are none. */
static int two_digits(crd_str text, size_t at)
{
    if (at + 2 > text.len || !crd_is_digit((unsigned char)text.ptr[at]) ||
        !crd_is_digit((unsigned char)text.ptr[at + 1])) {
        return -1;
    }
    return (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* 2006-01-02 */
bool crd_format_is_date(crd_str text)
{
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') {
        return false;
    }
    int century = two_digits(text, 0);
    int years = two_digits(text, 2);
    int month = two_digits(text, 5);
    int day = two_digits(text, 8);
    return century >= 0 && years >= 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in(century * 100 + years, month);
}

static bool is_zone(crd_str text)
{
    if (text.len == 1) {
        return text.ptr[0] == 'z' || text.ptr[0] == 'Z';
    }
    return text.len == 6 && (text.ptr[0] == '+' || text.ptr[0] == '-') && text.ptr[3] == ':' &&
           two_digits(text, 1) >= 0 && two_digits(text, 4) >= 0;
}

/* 15:04:05, a fraction behind any one character, and a zone. */
static bool is_time(crd_str text)
{
    int hour = two_digits(text, 0);
    int minute = two_digits(text, 3);
    int second = two_digits(text, 6);
    if (hour < 0 || minute < 0 || second < 0 || text.ptr[2] != ':' || text.ptr[5] != ':' ||
        hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    crd_str rest = crd_str_from(text, 8);
    if (is_zone(rest)) {
        return true;
    }
    size_t width = 0;
    if (crd_rune_decode(rest, &width) == '\n' || !width) {
        return false;
    }
    size_t end = width;
    while (end < rest.len && crd_is_digit((unsigned char)rest.ptr[end])) {
        end++;
    }
    return end > width && is_zone(crd_str_from(rest, end));
}

static size_t find_t(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == 't' || text.ptr[i] == 'T') {
            return i;
        }
    }
    return CRD_NPOS;
}

/* A date, "t", a time; what follows another "t" is not looked at. */
bool crd_format_is_datetime(crd_str text)
{
    size_t t = find_t(text);
    if (text.len < 4 || t == CRD_NPOS || !crd_format_is_date(crd_str_sub(text, 0, t))) {
        return false;
    }
    crd_str rest = crd_str_from(text, t + 1);
    size_t next = find_t(rest);
    return is_time(next == CRD_NPOS ? rest : crd_str_sub(rest, 0, next));
}

static const struct {
    const char *unit;
    uint64_t nanoseconds;
} go_units[] = {
    { "ns", 1 },
    { "us", 1000 },
    { "\xc2\xb5s", 1000 },
    { "\xce\xbcs", 1000 },
    { "ms", 1000000 },
    { "s", 1000000000ULL },
    { "m", 60000000000ULL },
    { "h", 3600000000000ULL },
};

#define NS_MAX ((uint64_t)1 << 63)

/* Digits at *at; false when the number does not fit into 63 bits. */
static bool take_digits(crd_str text, size_t *at, uint64_t *ret)
{
    *ret = 0;
    for (; *at < text.len && crd_is_digit((unsigned char)text.ptr[*at]); ++*at) {
        if (*ret > NS_MAX / 10) {
            return false;
        }
        *ret = *ret * 10 + (uint64_t)(text.ptr[*at] - '0');
        if (*ret > NS_MAX) {
            return false;
        }
    }
    return true;
}

/* The fraction's digits, as many as count; how many tenths of the unit they are. */
static double take_fraction(crd_str text, size_t *at)
{
    double number = 0;
    double scale = 1;
    bool full = false;
    uint64_t whole = 0;
    for (; *at < text.len && crd_is_digit((unsigned char)text.ptr[*at]); ++*at) {
        uint64_t next = whole * 10 + (uint64_t)(text.ptr[*at] - '0');
        full = full || whole > (NS_MAX - 1) / 10 || next > NS_MAX;
        if (!full) {
            whole = next;
            scale *= 10;
        }
    }
    number = (double)whole / scale;
    return number;
}

/* One "12.5h" of a Go duration, added to *sum. */
static bool take_go_part(crd_str text, size_t *at, uint64_t *sum)
{
    uint64_t number = 0;
    double fraction = 0;
    size_t start = *at;
    if (!take_digits(text, at, &number)) {
        return false;
    }
    bool digits = *at > start;
    if (*at < text.len && text.ptr[*at] == '.') {
        ++*at;
        start = *at;
        fraction = take_fraction(text, at);
        digits = digits || *at > start;
    }
    start = *at;
    while (*at < text.len && text.ptr[*at] != '.' &&
           !crd_is_digit((unsigned char)text.ptr[*at])) {
        ++*at;
    }
    crd_str unit = crd_str_sub(text, start, *at);
    for (size_t i = 0; digits && i < sizeof(go_units) / sizeof(go_units[0]); i++) {
        if (!crd_str_eq(unit, crd_str_c(go_units[i].unit))) {
            continue;
        }
        if (number > NS_MAX / go_units[i].nanoseconds) {
            return false;
        }
        number = number * go_units[i].nanoseconds +
                 (uint64_t)(fraction * (double)go_units[i].nanoseconds);
        if (number > NS_MAX) {
            return false;
        }
        *sum += number;
        return *sum <= NS_MAX;
    }
    return false;
}

/* time.ParseDuration */
static bool is_go_duration(crd_str text)
{
    bool negative = crd_str_starts(text, CRD_S("-"));
    size_t at = negative || crd_str_starts(text, CRD_S("+")) ? 1 : 0;
    uint64_t sum = 0;
    if (crd_str_eq(crd_str_from(text, at), CRD_S("0"))) {
        return true;
    }
    if (at == text.len) {
        return false;
    }
    while (at < text.len) {
        if (!take_go_part(text, &at, &sum)) {
            return false;
        }
    }
    return negative || sum < NS_MAX;
}

/* A unit in words: one of the short forms in any case, or anything that begins with the long one. */
static bool is_unit(crd_str unit)
{
    static const char *const exact[] = { "ns", "us", "\xc2\xb5s", "ms", "s", "m",
                                         "h",  "hr", "d",         "w",  "wk" };
    static const char *const begins[] = { "nano", "micro", "milli", "sec",
                                          "min",  "hour",  "day",   "week" };
    char lower[16];
    size_t n = 0;
    for (; n < unit.len && n < sizeof(lower); n++) {
        char c = unit.ptr[n];
        lower[n] = crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c;
    }
    crd_str start = crd_str_of(lower, n);
    for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
        if (unit.len == n && crd_str_eq(start, crd_str_c(exact[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        if (crd_str_starts(start, crd_str_c(begins[i]))) {
            return true;
        }
    }
    return false;
}

static size_t unit_end(crd_str text, size_t at)
{
    while (at < text.len) {
        if (crd_is_alpha((unsigned char)text.ptr[at])) {
            at++;
        } else if (crd_str_starts(crd_str_from(text, at), CRD_S("\xc2\xb5"))) {
            at += 2;
        } else {
            break;
        }
    }
    return at;
}

/* Any "12 days" anywhere in the text, as Scala writes them; one known unit is enough. */
static bool is_worded_duration(crd_str text)
{
    bool found = false;
    for (size_t at = 0; at < text.len;) {
        int64_t number = 0;
        size_t start = at;
        while (at < text.len && crd_is_digit((unsigned char)text.ptr[at])) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        crd_str digits = crd_str_sub(text, start, at);
        size_t unit = at;
        while (unit < text.len && (text.ptr[unit] == ' ' || text.ptr[unit] == '\t' ||
                                   text.ptr[unit] == '\n' || text.ptr[unit] == '\r' ||
                                   text.ptr[unit] == '\f')) {
            unit++;
        }
        size_t end = unit_end(text, unit);
        if (end == unit) {
            continue;
        }
        if (crd_int_parse(digits, 10, 64, &number) != CRD_NUM_OK) {
            return false;
        }
        found = found || is_unit(crd_str_sub(text, unit, end));
        at = end;
    }
    return found;
}

bool crd_format_is_duration(crd_str text)
{
    return is_go_duration(text) || is_worded_duration(text);
}
