/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts: finding the elements of the reference time in a text, and printing a time by them. */
#include "time_layout.h"

#include "gotime.h"

enum { NOT_IN_WORD = 16, KEEP_FIRST = 32 }; /* more flags, of the table alone */

typedef struct element {
    const char *text;
    enum fg_layout kind;
    unsigned flags;
} element;

/* In the order in which they are tried at one place: where one begins another, the longer first. */
static const element elements[] = {
    { "January", FG_LAYOUT_MONTH_LONG, 0 },
    { "Jan", FG_LAYOUT_MONTH, NOT_IN_WORD },
    { "Monday", FG_LAYOUT_WEEKDAY_LONG, 0 },
    { "Mon", FG_LAYOUT_WEEKDAY, NOT_IN_WORD },
    { "MST", FG_LAYOUT_ZONE_NAME, 0 },
    { "01", FG_LAYOUT_MONTH_ZERO, 0 },
    { "02", FG_LAYOUT_DAY_ZERO, 0 },
    { "03", FG_LAYOUT_HOUR12_ZERO, 0 },
    { "04", FG_LAYOUT_MINUTE_ZERO, 0 },
    { "05", FG_LAYOUT_SECOND_ZERO, 0 },
    { "06", FG_LAYOUT_YEAR, 0 },
    { "002", FG_LAYOUT_YDAY_ZERO, 0 },
    { "15", FG_LAYOUT_HOUR, 0 },
    { "1", FG_LAYOUT_MONTH_NUM, 0 },
    { "2006", FG_LAYOUT_YEAR_LONG, 0 },
    { "2", FG_LAYOUT_DAY, 0 },
    { "_2006", FG_LAYOUT_YEAR_LONG, KEEP_FIRST },
    { "_2", FG_LAYOUT_DAY_UNDER, 0 },
    { "__2", FG_LAYOUT_YDAY_UNDER, 0 },
    { "3", FG_LAYOUT_HOUR12, 0 },
    { "4", FG_LAYOUT_MINUTE, 0 },
    { "5", FG_LAYOUT_SECOND, 0 },
    { "PM", FG_LAYOUT_PM, 0 },
    { "pm", FG_LAYOUT_PM_LOWER, 0 },
    { "-070000", FG_LAYOUT_ZONE, FG_LAYOUT_MINUTES | FG_LAYOUT_SECONDS },
    { "-07:00:00", FG_LAYOUT_ZONE, FG_LAYOUT_COLON | FG_LAYOUT_MINUTES | FG_LAYOUT_SECONDS },
    { "-0700", FG_LAYOUT_ZONE, FG_LAYOUT_MINUTES },
    { "-07:00", FG_LAYOUT_ZONE, FG_LAYOUT_COLON | FG_LAYOUT_MINUTES },
    { "-07", FG_LAYOUT_ZONE, 0 },
    { "Z070000", FG_LAYOUT_ZONE, FG_LAYOUT_ISO | FG_LAYOUT_MINUTES | FG_LAYOUT_SECONDS },
    { "Z07:00:00", FG_LAYOUT_ZONE,
      FG_LAYOUT_ISO | FG_LAYOUT_COLON | FG_LAYOUT_MINUTES | FG_LAYOUT_SECONDS },
    { "Z0700", FG_LAYOUT_ZONE, FG_LAYOUT_ISO | FG_LAYOUT_MINUTES },
    { "Z07:00", FG_LAYOUT_ZONE, FG_LAYOUT_ISO | FG_LAYOUT_COLON | FG_LAYOUT_MINUTES },
    { "Z07", FG_LAYOUT_ZONE, FG_LAYOUT_ISO },
};

static fg_chunk cut(crd_str layout, size_t start, size_t end, enum fg_layout kind, unsigned flags)
{
    return (fg_chunk) { crd_str_sub(layout, 0, start), crd_str_sub(layout, start, end),
                        crd_str_from(layout, end), kind, flags };
}

/* Length of a fraction (".000", ",99") at the start of rest; 0 when there is none. */
static size_t fraction_length(crd_str rest)
{
    if (rest.len < 2 || (rest.ptr[1] != '0' && rest.ptr[1] != '9')) {
        return 0;
    }
    size_t n = 1;
    while (n < rest.len && rest.ptr[n] == rest.ptr[1]) {
        n++;
    }
    /* Other digits behind it: no fraction. */
    return n < rest.len && crd_is_digit((unsigned char)rest.ptr[n]) ? 0 : n;
}

fg_chunk fg_layout_next(crd_str layout)
{
    for (size_t i = 0; i < layout.len; i++) {
        crd_str rest = crd_str_from(layout, i);
        char c = rest.ptr[0];
        if (c == '.' || c == ',') {
            size_t n = fraction_length(rest);
            if (n > 0) {
                return cut(layout, i, i + n,
                           rest.ptr[1] == '0' ? FG_LAYOUT_FRACTION : FG_LAYOUT_FRACTION_TRIM, 0);
            }
            continue;
        }
        for (size_t e = 0; e < sizeof(elements) / sizeof(elements[0]); e++) {
            const element *it = &elements[e];
            if (it->text[0] != c || !crd_str_starts(rest, crd_str_c(it->text))) {
                continue;
            }
            size_t n = strlen(it->text);
            if ((it->flags & NOT_IN_WORD) && n < rest.len &&
                crd_is_lower((unsigned char)rest.ptr[n])) {
                continue;
            }
            return cut(layout, i + ((it->flags & KEEP_FIRST) != 0), i + n, it->kind, it->flags);
        }
    }
    return (fg_chunk) { layout, crd_str_from(layout, layout.len), crd_str_from(layout, layout.len),
                        FG_LAYOUT_END, 0 };
}

size_t fg_layout_digits(const fg_chunk *chunk)
{
    return (chunk->text.len - 1) & 0xFFF;
}

/* Decimal digits with at least width of them behind the sign. */
static void put_int(crd_buf *buf, int64_t number, size_t width)
{
    char digits[24];
    size_t n = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (number < 0) {
        crd_buf_add_byte(buf, '-');
    }
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (n < width) {
        crd_buf_add_n(buf, '0', width - n);
    }
    while (n > 0) {
        crd_buf_add_byte(buf, digits[--n]);
    }
}

static void put_fraction(crd_buf *buf, int32_t nsec, const fg_chunk *chunk)
{
    size_t digits = fg_layout_digits(chunk);
    char text[9];
    for (size_t i = 9; i > 0; i--) {
        text[i - 1] = (char)('0' + nsec % 10);
        nsec /= 10;
    }
    size_t kept = digits < 9 ? digits : 9;
    if (chunk->kind == FG_LAYOUT_FRACTION_TRIM) {
        while (kept > 0 && text[kept - 1] == '0') {
            kept--;
        }
        if (kept == 0) {
            return;
        }
    }
    crd_buf_add_byte(buf, chunk->text.ptr[0]);
    crd_buf_add(buf, crd_str_of(text, kept));
}

static void put_offset(crd_buf *buf, int offset_s, unsigned flags)
{
    if (offset_s == 0 && (flags & FG_LAYOUT_ISO)) {
        crd_buf_add_byte(buf, 'Z');
        return;
    }
    int minutes = offset_s / 60; /* the sign is that of the whole minutes */
    int seconds = minutes < 0 ? -offset_s % 60 : offset_s % 60;
    crd_buf_add_byte(buf, minutes < 0 ? '-' : '+');
    minutes = minutes < 0 ? -minutes : minutes;
    put_int(buf, minutes / 60, 2);
    if (flags & FG_LAYOUT_COLON) {
        crd_buf_add_byte(buf, ':');
    }
    if (flags & FG_LAYOUT_MINUTES) {
        put_int(buf, minutes % 60, 2);
    }
    if (flags & FG_LAYOUT_SECONDS) {
        if (flags & FG_LAYOUT_COLON) {
            crd_buf_add_byte(buf, ':');
        }
        put_int(buf, seconds, 2);
    }
}

static int hour12(const fg_civil *civil)
{
    return civil->hour % 12 == 0 ? 12 : civil->hour % 12;
}

static void put_padded(crd_buf *buf, int number, int width)
{
    for (int bound = width == 3 ? 100 : 10; bound >= 10; bound /= 10) {
        if (number < bound) {
            crd_buf_add_byte(buf, ' ');
        }
    }
    put_int(buf, number, 0);
}

static void put_date(crd_buf *buf, const fg_civil *civil, enum fg_layout kind)
{
    switch (kind) {
    case FG_LAYOUT_YEAR:
        put_int(buf, (civil->year < 0 ? -civil->year : civil->year) % 100, 2);
        break;
    case FG_LAYOUT_YEAR_LONG:
        put_int(buf, civil->year, 4);
        break;
    case FG_LAYOUT_MONTH_LONG:
        crd_buf_add(buf, fg_month_name(civil->month));
        break;
    case FG_LAYOUT_MONTH:
        crd_buf_add(buf, crd_str_sub(fg_month_name(civil->month), 0, 3));
        break;
    case FG_LAYOUT_MONTH_NUM:
        put_int(buf, civil->month, 0);
        break;
    case FG_LAYOUT_MONTH_ZERO:
        put_int(buf, civil->month, 2);
        break;
    case FG_LAYOUT_WEEKDAY_LONG:
        crd_buf_add(buf, fg_weekday_name(civil->weekday));
        break;
    case FG_LAYOUT_WEEKDAY:
        crd_buf_add(buf, crd_str_sub(fg_weekday_name(civil->weekday), 0, 3));
        break;
    case FG_LAYOUT_DAY:
        put_int(buf, civil->day, 0);
        break;
    case FG_LAYOUT_DAY_UNDER:
        put_padded(buf, civil->day, 2);
        break;
    case FG_LAYOUT_DAY_ZERO:
        put_int(buf, civil->day, 2);
        break;
    case FG_LAYOUT_YDAY_UNDER:
        put_padded(buf, civil->yday, 3);
        break;
    default:
        put_int(buf, civil->yday, 3);
        break;
    }
}

static void put_clock(crd_buf *buf, const fg_civil *civil, enum fg_layout kind)
{
    switch (kind) {
    case FG_LAYOUT_HOUR:
        put_int(buf, civil->hour, 2);
        break;
    case FG_LAYOUT_HOUR12:
        put_int(buf, hour12(civil), 0);
        break;
    case FG_LAYOUT_HOUR12_ZERO:
        put_int(buf, hour12(civil), 2);
        break;
    case FG_LAYOUT_MINUTE:
        put_int(buf, civil->minute, 0);
        break;
    case FG_LAYOUT_MINUTE_ZERO:
        put_int(buf, civil->minute, 2);
        break;
    case FG_LAYOUT_SECOND:
        put_int(buf, civil->second, 0);
        break;
    case FG_LAYOUT_SECOND_ZERO:
        put_int(buf, civil->second, 2);
        break;
    case FG_LAYOUT_PM:
        crd_buf_add(buf, civil->hour >= 12 ? CRD_S("PM") : CRD_S("AM"));
        break;
    default:
        crd_buf_add(buf, civil->hour >= 12 ? CRD_S("pm") : CRD_S("am"));
        break;
    }
}

void fg_time_format(crd_buf *buf, const fg_time *time, crd_str layout)
{
    fg_civil civil = fg_time_civil(time);
    for (fg_chunk chunk = fg_layout_next(layout);; chunk = fg_layout_next(chunk.after)) {
        crd_buf_add(buf, chunk.before);
        switch (chunk.kind) {
        case FG_LAYOUT_END:
            return;
        case FG_LAYOUT_ZONE_NAME:
            if (civil.zone.len > 0) {
                crd_buf_add(buf, civil.zone);
            } else {
                put_offset(buf, civil.offset_s, FG_LAYOUT_MINUTES);
            }
            break;
        case FG_LAYOUT_ZONE:
            put_offset(buf, civil.offset_s, chunk.flags);
            break;
        case FG_LAYOUT_FRACTION:
        case FG_LAYOUT_FRACTION_TRIM:
            put_fraction(buf, time->nsec, &chunk);
            break;
        default:
            if (chunk.kind >= FG_LAYOUT_HOUR && chunk.kind <= FG_LAYOUT_SECOND_ZERO) {
                put_clock(buf, &civil, chunk.kind);
            } else if (chunk.kind == FG_LAYOUT_PM || chunk.kind == FG_LAYOUT_PM_LOWER) {
                put_clock(buf, &civil, chunk.kind);
            } else {
                put_date(buf, &civil, chunk.kind);
            }
            break;
        }
    }
}

void fg_time_string(crd_buf *buf, const fg_time *time)
{
    fg_time_format(buf, time, CRD_S("2006-01-02 15:04:05.999999999 -0700 MST"));
}
