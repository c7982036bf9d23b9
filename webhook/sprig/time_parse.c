/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a time by a layout. A reader per kind of element takes its text from the front of what is
 * left; what does not fit is either "bad" (the element cannot be there) or out of range (named).
 */
#include "gotime.h"
#include "time_layout.h"

typedef struct reading {
    crd_str rest;
    const char *out_of_range; /* what is; NULL: nothing */
    int year;
    int month; /* -1: not seen; the same for day, yday */
    int day;
    int yday;
    int hour;
    int minute;
    int second;
    int32_t nsec;
    bool am;
    bool pm;
    bool utc;
    bool has_offset;
    int offset_s;
    crd_str zone; /* empty: none named */
} reading;

void fg_time_quote(crd_buf *buf, crd_str text)
{
    static const char hex[] = "0123456789abcdef";
    crd_buf_add_byte(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c >= 0x80) {
            char escaped[4] = { '\\', 'x', hex[c >> 4], hex[c & 15] };
            crd_buf_add(buf, crd_str_of(escaped, 4));
        } else {
            if (c == '"' || c == '\\') {
                crd_buf_add_byte(buf, '\\');
            }
            crd_buf_add_byte(buf, (char)c);
        }
    }
    crd_buf_add_byte(buf, '"');
}

static bool digit_at(crd_str text, size_t i)
{
    return i < text.len && crd_is_digit((unsigned char)text.ptr[i]);
}

static void skip_bytes(reading *in, size_t n)
{
    in->rest = crd_str_from(in->rest, n);
}

/* One to max digits, exactly max when fixed. */
static bool take_number(reading *in, size_t max, bool fixed, int *ret)
{
    int number = 0;
    size_t n = 0;
    while (n < max && digit_at(in->rest, n)) {
        number = number * 10 + (in->rest.ptr[n++] - '0');
    }
    if (n == 0 || (fixed && n < max)) {
        return false;
    }
    skip_bytes(in, n);
    *ret = number;
    return true;
}

/* A decimal number with an optional sign that fills the whole of a short text. */
static bool whole_number(crd_str text, int *ret)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t i = negative || (text.len > 0 && text.ptr[0] == '+') ? 1 : 0;
    int number = 0;
    for (; i < text.len; i++) {
        if (!digit_at(text, i)) {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    *ret = negative ? -number : number;
    return true;
}

static bool take_name(reading *in, crd_str (*name_of)(int), int first, int last, bool whole,
                      int *ret)
{
    for (int i = first; i <= last; i++) {
        crd_str name = name_of(i);
        size_t n = whole ? name.len : 3;
        if (in->rest.len < n) {
            continue;
        }
        size_t same = 0;
        while (same < n && (in->rest.ptr[same] | 32) == (name.ptr[same] | 32) &&
               crd_is_alpha((unsigned char)in->rest.ptr[same])) {
            same++;
        }
        if (same == n) {
            skip_bytes(in, n);
            *ret = i;
            return true;
        }
    }
    return false;
}

/* A separator and digits, n bytes together. */
static bool take_fraction(reading *in, size_t n)
{
    crd_str text = crd_str_sub(in->rest, 0, n);
    if (text.ptr[0] != '.' && text.ptr[0] != ',') {
        return false;
    }
    crd_str digits = crd_str_sub(text, 1, 10);
    int number = 0;
    if (!whole_number(digits, &number)) {
        return false;
    }
    if (number < 0) {
        in->out_of_range = "fractional second";
    }
    for (size_t i = digits.len; i < 9; i++) {
        number = number < 0 ? number : number * 10;
    }
    in->nsec = number;
    skip_bytes(in, n);
    return true;
}

static size_t digits_behind(crd_str text)
{
    size_t n = 1;
    while (digit_at(text, n)) {
        n++;
    }
    return n;
}

static bool starts_fraction(crd_str text)
{
    return text.len >= 2 && (text.ptr[0] == '.' || text.ptr[0] == ',') && digit_at(text, 1);
}

static bool take_year(reading *in, bool is_long)
{
    size_t n = is_long ? 4 : 2;
    if (in->rest.len < n || (is_long && !digit_at(in->rest, 0))) {
        return false;
    }
    int year = 0;
    if (!whole_number(crd_str_sub(in->rest, 0, n), &year)) {
        return false;
    }
    skip_bytes(in, n);
    in->year = is_long ? year : year >= 69 ? year + 1900 : year + 2000;
    return true;
}

static void take_blanks(reading *in, size_t max)
{
    while (max > 0 && in->rest.len > 0 && in->rest.ptr[0] == ' ') {
        skip_bytes(in, 1);
        max--;
    }
}

static bool take_date(reading *in, enum fg_layout kind)
{
    int ignored;
    switch (kind) {
    case FG_LAYOUT_YEAR:
    case FG_LAYOUT_YEAR_LONG:
        return take_year(in, kind == FG_LAYOUT_YEAR_LONG);
    case FG_LAYOUT_MONTH_LONG:
    case FG_LAYOUT_MONTH:
        return take_name(in, fg_month_name, 1, 12, kind == FG_LAYOUT_MONTH_LONG, &in->month);
    case FG_LAYOUT_MONTH_NUM:
    case FG_LAYOUT_MONTH_ZERO:
        if (!take_number(in, 2, kind == FG_LAYOUT_MONTH_ZERO, &in->month)) {
            return false;
        }
        if (in->month < 1 || in->month > 12) {
            in->out_of_range = "month";
        }
        return true;
    case FG_LAYOUT_WEEKDAY_LONG:
    case FG_LAYOUT_WEEKDAY:
        return take_name(in, fg_weekday_name, 0, 6, kind == FG_LAYOUT_WEEKDAY_LONG, &ignored);
    case FG_LAYOUT_YDAY_UNDER:
    case FG_LAYOUT_YDAY_ZERO:
        take_blanks(in, kind == FG_LAYOUT_YDAY_UNDER ? 2 : 0);
        return take_number(in, 3, kind == FG_LAYOUT_YDAY_ZERO, &in->yday);
    default:
        take_blanks(in, kind == FG_LAYOUT_DAY_UNDER ? 1 : 0);
        return take_number(in, 2, kind == FG_LAYOUT_DAY_ZERO, &in->day);
    }
}

static bool take_second(reading *in, const fg_chunk *chunk)
{
    if (!take_number(in, 2, chunk->kind == FG_LAYOUT_SECOND_ZERO, &in->second)) {
        return false;
    }
    if (in->second >= 60) {
        in->out_of_range = "second";
        return true;
    }
    /* A fraction may follow even where the layout has none. */
    if (starts_fraction(in->rest)) {
        enum fg_layout next = fg_layout_next(chunk->after).kind;
        if (next != FG_LAYOUT_FRACTION && next != FG_LAYOUT_FRACTION_TRIM) {
            return take_fraction(in, digits_behind(in->rest));
        }
    }
    return true;
}

static bool take_clock(reading *in, const fg_chunk *chunk)
{
    switch (chunk->kind) {
    case FG_LAYOUT_HOUR:
    case FG_LAYOUT_HOUR12:
    case FG_LAYOUT_HOUR12_ZERO:
        if (!take_number(in, 2, chunk->kind == FG_LAYOUT_HOUR12_ZERO, &in->hour)) {
            return false;
        }
        if (in->hour > (chunk->kind == FG_LAYOUT_HOUR ? 23 : 12)) {
            in->out_of_range = "hour";
        }
        return true;
    case FG_LAYOUT_MINUTE:
    case FG_LAYOUT_MINUTE_ZERO:
        if (!take_number(in, 2, chunk->kind == FG_LAYOUT_MINUTE_ZERO, &in->minute)) {
            return false;
        }
        if (in->minute >= 60) {
            in->out_of_range = "minute";
        }
        return true;
    case FG_LAYOUT_SECOND:
    case FG_LAYOUT_SECOND_ZERO:
        return take_second(in, chunk);
    case FG_LAYOUT_FRACTION: {
        size_t n = 1 + fg_layout_digits(chunk);
        return in->rest.len >= n && take_fraction(in, n);
    }
    case FG_LAYOUT_FRACTION_TRIM:
        return !starts_fraction(in->rest) || take_fraction(in, digits_behind(in->rest));
    default: {
        bool upper = chunk->kind == FG_LAYOUT_PM;
        bool am = crd_str_starts(in->rest, upper ? CRD_S("AM") : CRD_S("am"));
        bool pm = crd_str_starts(in->rest, upper ? CRD_S("PM") : CRD_S("pm"));
        if (!am && !pm) {
            return false;
        }
        in->am = in->am || am;
        in->pm = in->pm || pm;
        skip_bytes(in, 2);
        return true;
    }
    }
}

static bool take_offset(reading *in, unsigned flags)
{
    if ((flags & FG_LAYOUT_ISO) && in->rest.len > 0 && in->rest.ptr[0] == 'Z') {
        skip_bytes(in, 1);
        in->utc = true;
        return true;
    }
    size_t colon = (flags & FG_LAYOUT_COLON) != 0;
    size_t parts = 1 + ((flags & FG_LAYOUT_MINUTES) != 0) + ((flags & FG_LAYOUT_SECONDS) != 0);
    size_t n = 1 + 2 * parts + colon * (parts - 1);
    crd_str text = crd_str_sub(in->rest, 0, n);
    if (text.len < n) {
        return false;
    }
    for (size_t i = 1; colon && i < parts; i++) {
        if (text.ptr[3 * i] != ':') {
            return false;
        }
    }
    static const char *const names[] = { "time zone offset hour", "time zone offset minute",
                                         "time zone offset second" };
    static const int bounds[] = { 24, 60, 60 };
    int offset = 0;
    bool good = true;
    for (size_t i = 0; i < 3; i++) {
        size_t at = 1 + i * (2 + colon);
        int number = 0;
        if (good && i < parts) {
            good = digit_at(text, at) && digit_at(text, at + 1);
            number = good ? (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0') : 0;
        }
        if (number > bounds[i]) {
            in->out_of_range = names[i];
        }
        offset = offset * 60 + number;
    }
    skip_bytes(in, n);
    in->has_offset = true;
    in->offset_s = text.ptr[0] == '-' ? -offset : offset;
    return good && (text.ptr[0] == '-' || text.ptr[0] == '+');
}

/* Length of "+3", "-11", ...: a sign and a number up to 23; 0 when there is none. */
static size_t signed_hours_length(crd_str text)
{
    if (text.len == 0 || (text.ptr[0] != '+' && text.ptr[0] != '-')) {
        return 0;
    }
    int hours = 0;
    size_t n = 1;
    for (; digit_at(text, n); n++) {
        hours = hours * 10 + (text.ptr[n] - '0');
        if (hours > 23) {
            return 0;
        }
    }
    return n > 1 ? n : 0;
}

/* Length of what looks like a zone's abbreviation; 0 when nothing does. */
static size_t zone_name_length(crd_str text)
{
    if (text.len < 3) {
        return 0;
    }
    if (crd_str_starts(text, CRD_S("ChST")) || crd_str_starts(text, CRD_S("MeST"))) {
        return 4;
    }
    if (crd_str_starts(text, CRD_S("GMT"))) {
        return 3 + signed_hours_length(crd_str_from(text, 3));
    }
    if (text.ptr[0] == '+' || text.ptr[0] == '-') {
        return signed_hours_length(text);
    }
    size_t upper = 0;
    while (upper < 6 && upper < text.len && crd_is_upper((unsigned char)text.ptr[upper])) {
        upper++;
    }
    switch (upper) {
    case 3:
        return 3;
    case 4:
        return text.ptr[3] == 'T' || crd_str_starts(text, CRD_S("WITA")) ? 4 : 0;
    case 5:
        return text.ptr[4] == 'T' ? 5 : 0;
    default:
        return 0;
    }
}

static bool take_zone_name(reading *in)
{
    if (crd_str_starts(in->rest, CRD_S("UTC"))) {
        skip_bytes(in, 3);
        in->utc = true;
        return true;
    }
    size_t n = zone_name_length(in->rest);
    if (n == 0) {
        return false;
    }
    in->zone = crd_str_sub(in->rest, 0, n);
    skip_bytes(in, n);
    return true;
}

/* Plain text of the layout: runs of blanks match runs of blanks. */
static bool take_plain(reading *in, crd_str plain)
{
    while (plain.len > 0) {
        if (plain.ptr[0] == ' ') {
            if (in->rest.len > 0 && in->rest.ptr[0] != ' ') {
                return false;
            }
            while (plain.len > 0 && plain.ptr[0] == ' ') {
                plain = crd_str_from(plain, 1);
            }
            take_blanks(in, SIZE_MAX);
            continue;
        }
        if (in->rest.len == 0 || in->rest.ptr[0] != plain.ptr[0]) {
            return false;
        }
        plain = crd_str_from(plain, 1);
        skip_bytes(in, 1);
    }
    return true;
}

static bool take_element(reading *in, const fg_chunk *chunk)
{
    switch (chunk->kind) {
    case FG_LAYOUT_ZONE:
        return take_offset(in, chunk->flags);
    case FG_LAYOUT_ZONE_NAME:
        return take_zone_name(in);
    default:
        if (chunk->kind >= FG_LAYOUT_HOUR && chunk->kind <= FG_LAYOUT_SECOND_ZERO) {
            return take_clock(in, chunk);
        }
        if (chunk->kind >= FG_LAYOUT_YEAR_LONG && chunk->kind <= FG_LAYOUT_YEAR) {
            return take_date(in, chunk->kind);
        }
        return chunk->kind < FG_LAYOUT_HOUR ? take_date(in, chunk->kind) : take_clock(in, chunk);
    }
}

static bool fault(crd_arena *arena, crd_str layout, crd_str value, crd_str element, crd_str found,
                  crd_err *err)
{
    crd_buf text;
    crd_buf_on(&text, arena, SIZE_MAX);
    crd_buf_add_lit(&text, "parsing time ");
    fg_time_quote(&text, value);
    crd_buf_add_lit(&text, " as ");
    fg_time_quote(&text, layout);
    crd_buf_add_lit(&text, ": cannot parse ");
    fg_time_quote(&text, found);
    crd_buf_add_lit(&text, " as ");
    fg_time_quote(&text, element);
    if (crd_buf_failed(&text)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&text));
}

static bool fault_text(crd_arena *arena, crd_str value, crd_str what, crd_str end, crd_err *err)
{
    crd_buf text;
    crd_buf_on(&text, arena, SIZE_MAX);
    crd_buf_add_lit(&text, "parsing time ");
    fg_time_quote(&text, value);
    crd_buf_add_lit(&text, ": ");
    crd_buf_add(&text, what);
    crd_buf_add(&text, end);
    if (crd_buf_failed(&text)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&text));
}

static bool fault_extra(crd_arena *arena, crd_str value, crd_str extra, crd_err *err)
{
    crd_buf text;
    crd_buf_on(&text, arena, SIZE_MAX);
    fg_time_quote(&text, extra);
    if (crd_buf_failed(&text)) {
        return crd_err_memory(err, arena);
    }
    return fault_text(arena, value, CRD_S("extra text: "), crd_buf_str(&text), err);
}

/* Month and day from the day of the year. NULL, or what is wrong with it. */
static const char *apply_yday(reading *in)
{
    int yday = in->yday;
    int month = 0;
    int day = 0;
    if (fg_is_leap(in->year) && yday == 31 + 29) {
        month = 2;
        day = 29;
    } else if (fg_is_leap(in->year) && yday > 31 + 29) {
        yday--;
    }
    if (yday < 1 || yday > 365) {
        return "day-of-year out of range";
    }
    if (month == 0) {
        month = 1;
        while (fg_days_before(month + 1) < yday) {
            month++;
        }
        day = yday - fg_days_before(month);
    }
    if (in->month >= 0 && in->month != month) {
        return "day-of-year does not match month";
    }
    if (in->day >= 0 && in->day != day) {
        return "day-of-year does not match day";
    }
    in->month = month;
    in->day = day;
    return NULL;
}

/* Fills what the layout left open and checks the day. NULL, or what is wrong. */
static const char *complete(reading *in)
{
    if (in->pm && in->hour < 12) {
        in->hour += 12;
    } else if (in->am && in->hour == 12) {
        in->hour = 0;
    }
    if (in->yday >= 0) {
        const char *wrong = apply_yday(in);
        if (wrong) {
            return wrong;
        }
    }
    in->month = in->month < 0 ? 1 : in->month;
    in->day = in->day < 0 ? 1 : in->day;
    return in->day < 1 || in->day > fg_days_in(in->month, in->year) ? "day out of range" : NULL;
}

/* A location made for this one time. */
static bool set_fixed(crd_arena *arena, crd_str name, int offset_s, fg_time *time, crd_err *err)
{
    time->location = fg_location_fixed(arena, name, offset_s);
    return time->location || crd_err_memory(err, arena);
}

static bool place(crd_arena *arena, const reading *in, const fg_location *location,
                  fg_time *ret_time, crd_err *err)
{
    fg_civil civil = { .year = in->year,
                       .month = in->month,
                       .day = in->day,
                       .hour = in->hour,
                       .minute = in->minute,
                       .second = in->second };
    if (in->utc) {
        *ret_time = fg_time_date(&civil, in->nsec, NULL);
        return true;
    }
    /* Go marks "no offset" by -1, which -00:00:01 is too. */
    bool has_offset = in->has_offset && in->offset_s != -1;
    if (!has_offset && in->zone.len == 0) {
        *ret_time = fg_time_date(&civil, in->nsec, location);
        return true;
    }
    fg_time time = fg_time_date(&civil, in->nsec, NULL);
    int64_t unix_s = fg_time_unix_s(&time);
    if (has_offset) {
        unix_s -= in->offset_s;
        time = fg_time_unix(unix_s, in->nsec, location);
        fg_zone_span span = fg_location_at(location, unix_s);
        if ((span.offset_s != in->offset_s ||
             (in->zone.len > 0 && !crd_str_eq(span.name, in->zone))) &&
            !set_fixed(arena, in->zone, in->offset_s, &time, err)) {
            return false;
        }
        *ret_time = time;
        return true;
    }
    int32_t offset = 0;
    if (fg_location_named(location, in->zone, unix_s, &offset)) {
        *ret_time = fg_time_unix(unix_s - offset, in->nsec, location);
        return true;
    }
    int hours = 0;
    if (in->zone.len > 3 && crd_str_starts(in->zone, CRD_S("GMT"))) {
        whole_number(crd_str_from(in->zone, 3), &hours);
    }
    if (!set_fixed(arena, in->zone, hours * 3600, &time, err)) {
        return false;
    }
    *ret_time = time;
    return true;
}

bool fg_time_parse(crd_arena *arena, crd_str layout, crd_str value, const fg_location *location,
                   fg_time *ret_time, crd_err *err)
{
    reading in = { .rest = value, .month = -1, .day = -1, .yday = -1 };
    fg_chunk chunk = fg_layout_next(layout);
    for (;; chunk = fg_layout_next(chunk.after)) {
        if (!take_plain(&in, chunk.before)) {
            return fault(arena, layout, value, chunk.before, in.rest, err);
        }
        if (chunk.kind == FG_LAYOUT_END) {
            break;
        }
        crd_str found = in.rest;
        bool good = take_element(&in, &chunk);
        if (in.out_of_range) {
            return fault_text(arena, value, crd_str_c(in.out_of_range), CRD_S(" out of range"),
                              err);
        }
        if (!good) {
            return fault(arena, layout, value, chunk.text, found, err);
        }
    }
    if (in.rest.len != 0) {
        return fault_extra(arena, value, in.rest, err);
    }
    const char *wrong = complete(&in);
    if (wrong) {
        return fault_text(arena, value, crd_str_c(wrong), CRD_S(""), err);
    }
    return place(arena, &in, location, ret_time, err);
}
