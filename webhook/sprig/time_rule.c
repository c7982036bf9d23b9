/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX TZ rules: see time_rule.h. The grammar and its bounds are those of Go's tzset. */
#include "time_rule.h"

#define DAY_S 86400

enum moment_kind { JULIAN, DAY_OF_YEAR, MONTH_WEEK_DAY };

/* When a change falls within a year. */
typedef struct moment {
    enum moment_kind kind;
    int day;
    int week;
    int month;
    int time_s;
} moment;

static bool starts(crd_str text, char c)
{
    return text.len > 0 && text.ptr[0] == c;
}

/* Letters up to a digit, comma or sign, at least three; or anything between < and >. */
static bool take_name(crd_str *text, crd_str *ret_name)
{
    if (starts(*text, '<')) {
        size_t end = crd_str_find_byte(*text, '>');
        if (end == CRD_NPOS) {
            return false;
        }
        *ret_name = crd_str_sub(*text, 1, end);
        *text = crd_str_from(*text, end + 1);
        return true;
    }
    size_t n = 0;
    while (n < text->len && !crd_is_digit((unsigned char)text->ptr[n]) && text->ptr[n] != ',' &&
           text->ptr[n] != '-' && text->ptr[n] != '+') {
        n++;
    }
    *ret_name = crd_str_sub(*text, 0, n);
    *text = crd_str_from(*text, n);
    return n >= 3;
}

static bool take_number(crd_str *text, int min, int max, int *ret)
{
    int number = 0;
    size_t n = 0;
    for (; n < text->len && crd_is_digit((unsigned char)text->ptr[n]); n++) {
        number = number * 10 + (text->ptr[n] - '0');
        if (number > max) {
            return false;
        }
    }
    *text = crd_str_from(*text, n);
    *ret = number;
    return n > 0 && number >= min;
}

/* [+-]h[:mm[:ss]] in seconds. */
static bool take_offset(crd_str *text, int *ret_s)
{
    bool negative = starts(*text, '-');
    if (negative || starts(*text, '+')) {
        *text = crd_str_from(*text, 1);
    }
    int seconds = 0;
    int part = 0;
    if (!take_number(text, 0, 24 * 7, &part)) {
        return false;
    }
    seconds = part * 3600;
    for (int unit = 60; unit >= 1 && starts(*text, ':'); unit /= 60) {
        *text = crd_str_from(*text, 1);
        if (!take_number(text, 0, 59, &part)) {
            return false;
        }
        seconds += part * unit;
    }
    *ret_s = negative ? -seconds : seconds;
    return true;
}

static bool take_dot_number(crd_str *text, int min, int max, int *ret)
{
    if (!starts(*text, '.')) {
        return false;
    }
    *text = crd_str_from(*text, 1);
    return take_number(text, min, max, ret);
}

static bool take_moment(crd_str *text, moment *ret)
{
    bool good;
    if (starts(*text, 'J')) {
        *text = crd_str_from(*text, 1);
        ret->kind = JULIAN;
        good = take_number(text, 1, 365, &ret->day);
    } else if (starts(*text, 'M')) {
        *text = crd_str_from(*text, 1);
        ret->kind = MONTH_WEEK_DAY;
        good = take_number(text, 1, 12, &ret->month) && take_dot_number(text, 1, 5, &ret->week) &&
               take_dot_number(text, 0, 6, &ret->day);
    } else {
        ret->kind = DAY_OF_YEAR;
        good = take_number(text, 0, 365, &ret->day);
    }
    ret->time_s = 2 * 3600;
    if (good && starts(*text, '/')) {
        *text = crd_str_from(*text, 1);
        good = take_offset(text, &ret->time_s);
    }
    return good;
}

/* Weekday of the first of a month, 0: Sunday. */
static int first_weekday(int month, int64_t year)
{
    fg_civil civil = { .year = year, .month = month, .day = 1 };
    fg_time time = fg_time_date(&civil, 0, NULL);
    return fg_time_civil(&time).weekday;
}

/* Seconds from the start of the year to the moment, at that offset from UTC. */
static int64_t moment_in_year(const moment *it, int64_t year, int offset_s)
{
    int days = it->day;
    switch (it->kind) {
    case JULIAN:
        days = it->day - 1 + (it->day >= 60 && fg_is_leap(year));
        break;
    case DAY_OF_YEAR:
        break;
    case MONTH_WEEK_DAY:
        days = it->day - first_weekday(it->month, year);
        days += days < 0 ? 7 : 0;
        for (int week = 1; week < it->week && days + 7 < fg_days_in(it->month, year); week++) {
            days += 7;
        }
        days += fg_days_before(it->month) + (it->month > 2 && fg_is_leap(year));
        break;
    }
    return (int64_t)days * DAY_S + it->time_s - offset_s;
}

typedef struct rule {
    crd_str names[2]; /* standard, summer */
    int offsets_s[2];
    bool has_summer;
    moment start; /* of summer time */
    moment end;
} rule;

static bool read_rule(crd_str text, rule *ret)
{
    if (!take_name(&text, &ret->names[0]) || !take_offset(&text, &ret->offsets_s[0])) {
        return false;
    }
    ret->offsets_s[0] = -ret->offsets_s[0]; /* the text counts westwards */
    ret->has_summer = text.len > 0 && text.ptr[0] != ',';
    if (!ret->has_summer) {
        return true;
    }
    if (!take_name(&text, &ret->names[1])) {
        return false;
    }
    ret->offsets_s[1] = ret->offsets_s[0] + 3600;
    if (text.len > 0 && text.ptr[0] != ',') {
        if (!take_offset(&text, &ret->offsets_s[1])) {
            return false;
        }
        ret->offsets_s[1] = -ret->offsets_s[1];
    }
    if (text.len == 0) {
        text = CRD_S(",M3.2.0,M11.1.0");
    }
    if (text.ptr[0] != ',' && text.ptr[0] != ';') {
        return false;
    }
    text = crd_str_from(text, 1);
    if (!take_moment(&text, &ret->start) || !starts(text, ',')) {
        return false;
    }
    text = crd_str_from(text, 1);
    return take_moment(&text, &ret->end) && text.len == 0;
}

bool fg_rule_at(crd_str text, int64_t last_change_s, int64_t unix_s, fg_zone_span *span)
{
    rule it = { .has_summer = false };
    if (!read_rule(text, &it)) {
        return false;
    }
    if (!it.has_summer) {
        *span = (fg_zone_span) { it.names[0], it.offsets_s[0], false, last_change_s, INT64_MAX };
        return true;
    }
    fg_time time = fg_time_unix(unix_s, 0, NULL);
    fg_civil civil = fg_time_civil(&time);
    int64_t in_year = (int64_t)(civil.yday - 1) * DAY_S + unix_s % DAY_S;
    int64_t year_start = (int64_t)((uint64_t)unix_s - (uint64_t)in_year);
    int64_t start = moment_in_year(&it.start, civil.year, it.offsets_s[0]);
    int64_t end = moment_in_year(&it.end, civil.year, it.offsets_s[1]);
    int inside = 1; /* which of the two lies between start and end */
    if (end < start) {
        int64_t swap = start;
        start = end;
        end = swap;
        inside = 0;
    }
    int which = inside;
    int64_t from = start;
    int64_t to = end;
    if (in_year < start) {
        which = 1 - inside;
        from = 0;
        to = start;
    } else if (in_year >= end) {
        which = 1 - inside;
        from = end;
        to = INT64_C(365) * DAY_S;
    }
    *span = (fg_zone_span) { it.names[which], it.offsets_s[which], which == 1,
                             (int64_t)((uint64_t)year_start + (uint64_t)from),
                             (int64_t)((uint64_t)year_start + (uint64_t)to) };
    return true;
}
