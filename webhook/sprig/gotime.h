/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times, layouts, durations and time zones as Go's package time has them. Pure: no clock is read
 * and nothing global is touched; a zone is read from tzdata's files when it is asked for by name.
 * Source of the behaviour: Go 1.26 time (Format, ParseInLocation, ParseDuration, Duration.String,
 * LoadLocation).
 */
#ifndef FG_SPRIG_GOTIME_H
#define FG_SPRIG_GOTIME_H

#include "base/buf.h"
#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One kind of time that is kept in a place: "CET", 3600 s east of Greenwich. */
typedef struct fg_zone {
    crd_str name;
    int32_t offset_s;
    bool is_dst;
} fg_zone;

/* From this moment (seconds since 1970) the zone of that index is in force. */
typedef struct fg_zone_change {
    int64_t when_s;
    uint8_t zone;
} fg_zone_change;

/* A place's zones over time. NULL stands for UTC everywhere. */
typedef struct fg_location {
    crd_str name;
    const fg_zone *zones; /* at least one */
    size_t n_zones;
    const fg_zone_change *changes; /* ascending, at least one */
    size_t n_changes;
    crd_str rule; /* POSIX TZ text for the time behind the last change; may be empty */
} fg_location;

/* A moment as time.Time keeps it: seconds since year 1 of UTC, so that overflow falls where Go's
 * falls. The zero value is Go's zero time. */
typedef struct fg_time {
    int64_t since_year1_s;
    int32_t nsec;
    const fg_location *location; /* Borrowed; NULL: UTC */
} fg_time;

/* Its calendar in its own location. */
typedef struct fg_civil {
    int64_t year;
    int month; /* 1 to 12 */
    int day;
    int yday;    /* 1 to 366 */
    int weekday; /* 0: Sunday */
    int hour;
    int minute;
    int second;
    crd_str zone;
    int offset_s;
} fg_civil;

#define FG_SECOND_NS INT64_C(1000000000)

fg_time fg_time_unix(int64_t seconds, int32_t nsec, const fg_location *location);
int64_t fg_time_unix_s(const fg_time *time);
fg_civil fg_time_civil(const fg_time *time);

/* time.Date with a month from 1 to 12 and a second of at most 60 in every field's own range. */
fg_time fg_time_date(const fg_civil *civil, int32_t nsec, const fg_location *location);

/* Time.Add, Time.Sub (saturating), Time.Compare. */
fg_time fg_time_add(const fg_time *time, int64_t duration_ns);
int64_t fg_time_sub(const fg_time *time, const fg_time *other);
int fg_time_cmp(const fg_time *time, const fg_time *other);

/* Appends Time.Format(layout), and Time.String (without a monotonic reading). */
void fg_time_format(crd_buf *buf, const fg_time *time, crd_str layout);
void fg_time_string(crd_buf *buf, const fg_time *time);

/*
 * time.ParseInLocation. A zone made up for the text (a numeric offset, an unknown name) lives on
 * the arena. Fails with VALUE and the text of Go's ParseError.
 */
bool fg_time_parse(crd_arena *arena, crd_str layout, crd_str value, const fg_location *location,
                   fg_time *ret_time, crd_err *err);

/* time.ParseDuration; fails with VALUE and Go's text. */
bool fg_duration_parse(crd_arena *arena, crd_str text, int64_t *ret_ns, crd_err *err);

/* Duration.String; Duration.Round to a multiple of unit. */
void fg_duration_string(crd_buf *buf, int64_t duration_ns);
int64_t fg_duration_round(int64_t duration_ns, int64_t unit_ns);

/*
 * time.LoadLocation from the system's tzdata: "" and "UTC" give NULL. Fails with MISSING for a name
 * that is not known or not a TZif file, or as memory fails. The location lives on the arena.
 */
bool fg_location_load(crd_arena *arena, crd_str name, const fg_location **ret_location,
                      crd_err *err);

/* The same from the bytes of a TZif file, for which the names are Borrowed. */
bool fg_location_read(crd_arena *arena, crd_str name, crd_str tzif,
                      const fg_location **ret_location, crd_err *err);

/* time.FixedZone. NULL when the arena has no memory. */
const fg_location *fg_location_fixed(crd_arena *arena, crd_str name, int32_t offset_s);

/* What is in force at a moment, and between which moments (INT64_MIN, INT64_MAX: for ever). */
typedef struct fg_zone_span {
    crd_str name;
    int32_t offset_s;
    bool is_dst;
    int64_t start_s;
    int64_t end_s;
} fg_zone_span;

fg_zone_span fg_location_at(const fg_location *location, int64_t unix_s);

/* The offset of the zone of that name, preferring one in force at that local time. */
bool fg_location_named(const fg_location *location, crd_str name, int64_t local_s,
                       int32_t *ret_offset_s);

/* Names as Go prints them. Month 1 to 12, weekday 0 (Sunday) to 6. */
crd_str fg_month_name(int month);
crd_str fg_weekday_name(int weekday);

bool fg_is_leap(int64_t year);
int fg_days_in(int month, int64_t year);
/* Days of a common year before the month (1 to 13). */
int fg_days_before(int month);

/* time's own quote(): not ASCII and controls as \xNN. */
void fg_time_quote(crd_buf *buf, crd_str text);

#ifdef __cplusplus
}
#endif
#endif
