/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moments and the calendar. All sums wrap as Go's int64 does, hence the unsigned arithmetic.
 *
 * Days are counted from 1 March of a year that is a multiple of 400, far enough back for every
 * int64 second: a year then ends with its leap day, and no case distinction is needed.
 */
#include "gotime.h"

#define DAY_S 86400
#define ERA_DAYS 146097u              /* 400 years */
#define ERAS_BACK UINT64_C(730692556) /* eras between the count's start and year 0 */
#define MARCH_TO_DECEMBER 306

/* Seconds from 1 January of year 1 to 1970. */
#define YEAR1_TO_1970_S (INT64_C(719162) * DAY_S)
/* Seconds from the start of the count (1 March, 400 * ERAS_BACK years before year 0) to year 1. */
#define START_TO_YEAR1_S ((ERAS_BACK * ERA_DAYS + MARCH_TO_DECEMBER) * DAY_S)

static const crd_str month_names[] = {
    CRD_STR_INIT("January"), CRD_STR_INIT("February"), CRD_STR_INIT("March"),
    CRD_STR_INIT("April"),   CRD_STR_INIT("May"),      CRD_STR_INIT("June"),
    CRD_STR_INIT("July"),    CRD_STR_INIT("August"),   CRD_STR_INIT("September"),
    CRD_STR_INIT("October"), CRD_STR_INIT("November"), CRD_STR_INIT("December"),
};

static const crd_str weekday_names[] = {
    CRD_STR_INIT("Sunday"),    CRD_STR_INIT("Monday"),   CRD_STR_INIT("Tuesday"),
    CRD_STR_INIT("Wednesday"), CRD_STR_INIT("Thursday"), CRD_STR_INIT("Friday"),
    CRD_STR_INIT("Saturday"),
};

crd_str fg_month_name(int month)
{
    return month_names[month - 1];
}

crd_str fg_weekday_name(int weekday)
{
    return weekday_names[weekday];
}

bool fg_is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int fg_days_before(int month)
{
    static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
    return before[month - 1];
}

int fg_days_in(int month, int64_t year)
{
    return fg_days_before(month + 1) - fg_days_before(month) + (month == 2 && fg_is_leap(year));
}

static int64_t add_wrapped(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

fg_time fg_time_unix(int64_t seconds, int32_t nsec, const fg_location *location)
{
    return (fg_time) { add_wrapped(seconds, YEAR1_TO_1970_S), nsec, location };
}

int64_t fg_time_unix_s(const fg_time *time)
{
    return add_wrapped(time->since_year1_s, -YEAR1_TO_1970_S);
}

/* Year, month, day and day of the year from days since the start of the count. */
static void split_days(uint64_t days, fg_civil *civil)
{
    uint64_t era = days / ERA_DAYS;
    uint32_t in_era = (uint32_t)(days % ERA_DAYS);
    uint32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / (ERA_DAYS - 1)) / 365;
    uint32_t in_year = in_era - (365 * year + year / 4 - year / 100); /* from 1 March */
    uint32_t month = (5 * in_year + 2) / 153;                         /* 0: March */
    bool next_year = month >= 10;
    civil->day = (int)(in_year - (153 * month + 2) / 5) + 1;
    civil->month = (int)(next_year ? month - 9 : month + 3);
    civil->year = (int64_t)(era * 400 + year) - (int64_t)(ERAS_BACK * 400) + next_year;
    civil->yday =
        fg_days_before(civil->month) + civil->day + (civil->month > 2 && fg_is_leap(civil->year));
    civil->weekday = (int)((days + 3) % 7); /* the count starts on a Wednesday */
}

/* The opposite: days since the start of the count. */
static uint64_t join_days(int64_t year, int month, int day)
{
    uint64_t years = (uint64_t)year + ERAS_BACK * 400 - (month < 3);
    uint64_t shifted = (uint64_t)(month + (month < 3 ? 9 : -3));
    uint64_t in_era = years % 400;
    return years / 400 * ERA_DAYS + 365 * in_era + in_era / 4 - in_era / 100 +
           (153 * shifted + 2) / 5 + (uint64_t)(day - 1);
}

fg_civil fg_time_civil(const fg_time *time)
{
    fg_civil civil = { .zone = CRD_S("UTC") };
    int64_t local = time->since_year1_s;
    if (time->location) {
        fg_zone_span span = fg_location_at(time->location, fg_time_unix_s(time));
        civil.zone = span.name;
        civil.offset_s = span.offset_s;
        local = add_wrapped(local, span.offset_s);
    }
    uint64_t seconds = (uint64_t)local + START_TO_YEAR1_S;
    split_days(seconds / DAY_S, &civil);
    uint32_t clock = (uint32_t)(seconds % DAY_S);
    civil.hour = (int)(clock / 3600);
    civil.minute = (int)(clock / 60 % 60);
    civil.second = (int)(clock % 60);
    return civil;
}

fg_time fg_time_date(const fg_civil *civil, int32_t nsec, const fg_location *location)
{
    uint64_t seconds = join_days(civil->year, civil->month, civil->day) * DAY_S +
                       (uint64_t)(civil->hour * 3600 + civil->minute * 60 + civil->second);
    int64_t unix_s = (int64_t)(seconds - START_TO_YEAR1_S - (uint64_t)YEAR1_TO_1970_S);
    /* The offset at the local time read as UTC is right unless a change lies between the two. */
    fg_zone_span span = fg_location_at(location, unix_s);
    if (span.offset_s != 0) {
        int64_t utc = add_wrapped(unix_s, -(int64_t)span.offset_s);
        if (utc < span.start_s || utc >= span.end_s) {
            span = fg_location_at(location, utc);
        }
        unix_s = add_wrapped(unix_s, -(int64_t)span.offset_s);
    }
    return fg_time_unix(unix_s, nsec, location);
}

static void add_seconds(fg_time *time, int64_t seconds)
{
    int64_t sum = add_wrapped(time->since_year1_s, seconds);
    if ((sum > time->since_year1_s) == (seconds > 0)) {
        time->since_year1_s = sum;
    } else {
        time->since_year1_s = seconds > 0 ? INT64_MAX : -INT64_MAX;
    }
}

fg_time fg_time_add(const fg_time *time, int64_t duration_ns)
{
    fg_time sum = *time;
    int64_t seconds = duration_ns / FG_SECOND_NS;
    sum.nsec += (int32_t)(duration_ns % FG_SECOND_NS);
    if (sum.nsec >= FG_SECOND_NS) {
        seconds++;
        sum.nsec -= (int32_t)FG_SECOND_NS;
    } else if (sum.nsec < 0) {
        seconds--;
        sum.nsec += (int32_t)FG_SECOND_NS;
    }
    add_seconds(&sum, seconds);
    return sum;
}

int fg_time_cmp(const fg_time *time, const fg_time *other)
{
    if (time->since_year1_s != other->since_year1_s) {
        return time->since_year1_s < other->since_year1_s ? -1 : 1;
    }
    return (time->nsec > other->nsec) - (time->nsec < other->nsec);
}

int64_t fg_time_sub(const fg_time *time, const fg_time *other)
{
    uint64_t seconds = (uint64_t)time->since_year1_s - (uint64_t)other->since_year1_s;
    int64_t duration =
        (int64_t)(seconds * (uint64_t)FG_SECOND_NS + (uint64_t)(int64_t)(time->nsec - other->nsec));
    fg_time back = fg_time_add(other, duration);
    if (fg_time_cmp(&back, time) == 0) {
        return duration;
    }
    return fg_time_cmp(time, other) < 0 ? INT64_MIN : INT64_MAX;
}
