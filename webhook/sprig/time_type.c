/* SPDX-License-Identifier: Apache-2.0 */
/* Times as values of templates: see time_type.h. */
#include "time_type.h"

#include "outcome.h"
#include "sprig.h"

bool fg_time_value(fg_run *run, fg_time time, fg_val *ret, crd_err *err)
{
    fg_time *kept = fg_alloc(run, sizeof(fg_time), err);
    if (!kept) {
        return false;
    }
    *kept = time;
    *ret = fg_val_ref(&fg_type_time, kept);
    return true;
}

bool fg_time_local(fg_run *run, const fg_location **ret, crd_err *err)
{
    crd_err ignored = { 0 };
    *ret = NULL;
    if (run->env->local_zone.len == 0 ||
        fg_location_load(run->arena, run->env->local_zone, ret, &ignored) ||
        ignored.code == CRD_E_MISSING) {
        return true;
    }
    return crd_err_memory(err, run->arena);
}

bool fg_time_now(fg_run *run, fg_time *ret, crd_err *err)
{
    const fg_location *local = NULL;
    int64_t now = run->env->has_now ? run->env->now_ns : FG_SPRIG_TIME_NS;
    if (!fg_time_local(run, &local, err)) {
        return false;
    }
    int64_t seconds = now / FG_SECOND_NS;
    int64_t nsec = now % FG_SECOND_NS;
    seconds -= nsec < 0;
    nsec += nsec < 0 ? FG_SECOND_NS : 0;
    *ret = fg_time_unix(seconds, (int32_t)nsec, local);
    return true;
}

/* ---- Methods that give parts ---- */

#define CIVIL_METHOD(name, make)                                                                   \
    FG_FUNCTION(name)                                                                                   \
    {                                                                                              \
        fg_civil civil = fg_time_civil(fg_val_time(args[0]));                                      \
        *ret = make;                                                                               \
        return true;                                                                               \
    }

CIVIL_METHOD(get_year, fg_val_int(civil.year))
CIVIL_METHOD(get_month, fg_val_integer(&fg_type_month, civil.month))
CIVIL_METHOD(get_day, fg_val_int(civil.day))
CIVIL_METHOD(get_yday, fg_val_int(civil.yday))
CIVIL_METHOD(get_weekday, fg_val_integer(&fg_type_weekday, civil.weekday))
CIVIL_METHOD(get_hour, fg_val_int(civil.hour))
CIVIL_METHOD(get_minute, fg_val_int(civil.minute))
CIVIL_METHOD(get_second, fg_val_int(civil.second))

FG_FUNCTION(get_nanosecond)
{
    *ret = fg_val_int(fg_val_time(args[0])->nsec);
    return true;
}

FG_FUNCTION(get_unix)
{
    *ret = fg_val_int64(fg_time_unix_s(fg_val_time(args[0])));
    return true;
}

/* Unix time in units of 1/factor seconds; wraps as Go's does. */
static fg_val unix_in(const fg_time *time, uint64_t factor)
{
    uint64_t whole = (uint64_t)fg_time_unix_s(time) * factor;
    return fg_val_int64((int64_t)(whole + (uint64_t)time->nsec / ((uint64_t)FG_SECOND_NS / factor)));
}

FG_FUNCTION(get_unix_milli)
{
    *ret = unix_in(fg_val_time(args[0]), 1000);
    return true;
}

FG_FUNCTION(get_unix_micro)
{
    *ret = unix_in(fg_val_time(args[0]), 1000000);
    return true;
}

FG_FUNCTION(get_unix_nano)
{
    *ret = unix_in(fg_val_time(args[0]), (uint64_t)FG_SECOND_NS);
    return true;
}

FG_FUNCTION(is_zero)
{
    const fg_time *time = fg_val_time(args[0]);
    *ret = fg_val_bool(time->since_year1_s == 0 && time->nsec == 0);
    return true;
}

FG_FUNCTION(is_dst)
{
    const fg_time *time = fg_val_time(args[0]);
    *ret = fg_val_bool(fg_location_at(time->location, fg_time_unix_s(time)).is_dst);
    return true;
}

FG_FUNCTION(format)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_time_format(&buf, fg_val_time(args[0]), fg_text(args[1]));
    return fg_spend_bytes(run, args[1].len, err) && fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(to_string)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_time_string(&buf, fg_val_time(args[0]));
    return fg_buf_value(run, &buf, ret, err);
}

/* ---- Methods that compare and compute ---- */

FG_FUNCTION(is_after)
{
    *ret = fg_val_bool(fg_time_cmp(fg_val_time(args[0]), fg_val_time(args[1])) > 0);
    return true;
}

FG_FUNCTION(is_before)
{
    *ret = fg_val_bool(fg_time_cmp(fg_val_time(args[0]), fg_val_time(args[1])) < 0);
    return true;
}

FG_FUNCTION(is_equal)
{
    *ret = fg_val_bool(fg_time_cmp(fg_val_time(args[0]), fg_val_time(args[1])) == 0);
    return true;
}

FG_FUNCTION(compare)
{
    *ret = fg_val_int(fg_time_cmp(fg_val_time(args[0]), fg_val_time(args[1])));
    return true;
}

FG_FUNCTION(add)
{
    return fg_time_value(run, fg_time_add(fg_val_time(args[0]), args[1].as.i), ret, err);
}

FG_FUNCTION(subtract)
{
    *ret = fg_val_integer(&fg_type_duration,
                          fg_time_sub(fg_val_time(args[0]), fg_val_time(args[1])));
    return true;
}

FG_FUNCTION(add_date)
{
    const fg_time *time = fg_val_time(args[0]);
    fg_civil civil = fg_time_civil(time);
    int64_t months = (int64_t)((uint64_t)args[2].as.i + (uint64_t)civil.month - 1);
    int64_t years = months / 12 - (months % 12 < 0);
    civil.month = (int)(months - years * 12) + 1;
    civil.year = (int64_t)((uint64_t)civil.year + (uint64_t)args[1].as.i + (uint64_t)years);
    fg_time moved = fg_time_date(&civil, time->nsec, time->location);
    if (args[3].as.i != 0) {
        /* Days are calendar days: from the same clock time, whatever the offsets between. */
        fg_time noon = fg_time_date(&civil, time->nsec, NULL);
        noon.since_year1_s = (int64_t)((uint64_t)noon.since_year1_s +
                                       (uint64_t)args[3].as.i * 86400);
        fg_civil day = fg_time_civil(&noon);
        moved = fg_time_date(&day, time->nsec, time->location);
    }
    return fg_time_value(run, moved, ret, err);
}

__extension__ typedef __int128 int128;

/* What is left of the time since year 1 over whole durations. */
static int64_t left_over(const fg_time *time, int64_t duration)
{
    int128 ns = (int128)time->since_year1_s * FG_SECOND_NS + time->nsec;
    int64_t rest = (int64_t)(ns % duration);
    return rest < 0 ? rest + duration : rest;
}

FG_FUNCTION(truncate_to)
{
    const fg_time *time = fg_val_time(args[0]);
    int64_t unit = args[1].as.i;
    return fg_time_value(run, unit <= 0 ? *time : fg_time_add(time, -left_over(time, unit)), ret,
                         err);
}

FG_FUNCTION(round_to)
{
    const fg_time *time = fg_val_time(args[0]);
    int64_t unit = args[1].as.i;
    if (unit <= 0) {
        return fg_time_value(run, *time, ret, err);
    }
    int64_t rest = left_over(time, unit);
    return fg_time_value(run, fg_time_add(time, rest < unit - rest ? -rest : unit - rest), ret, err);
}

FG_FUNCTION(to_utc)
{
    fg_time time = *fg_val_time(args[0]);
    time.location = NULL;
    return fg_time_value(run, time, ret, err);
}

FG_FUNCTION(to_local)
{
    fg_time time = *fg_val_time(args[0]);
    return fg_time_local(run, &time.location, err) && fg_time_value(run, time, ret, err);
}

#define TIME &fg_type_time
#define DURATION &fg_type_duration

static const fg_func time_methods[] = {
    FG_ROW("Add", add, TIME, 1, 0, DURATION),
    FG_ROW("AddDate", add_date, TIME, 1, 0, FG_INT_T, FG_INT_T, FG_INT_T),
    FG_ROW("After", is_after, FG_BOOL_T, 1, 0, TIME),
    FG_ROW("Before", is_before, FG_BOOL_T, 1, 0, TIME),
    FG_ROW("Compare", compare, FG_INT_T, 1, 0, TIME),
    FG_ROW0("Day", get_day, FG_INT_T, 1, 0),
    FG_ROW("Equal", is_equal, FG_BOOL_T, 1, 0, TIME),
    FG_ROW("Format", format, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW0("Hour", get_hour, FG_INT_T, 1, 0),
    FG_ROW0("IsDST", is_dst, FG_BOOL_T, 1, 0),
    FG_ROW0("IsZero", is_zero, FG_BOOL_T, 1, 0),
    FG_ROW0("Local", to_local, TIME, 1, 0),
    FG_ROW0("Minute", get_minute, FG_INT_T, 1, 0),
    FG_ROW0("Month", get_month, &fg_type_month, 1, 0),
    FG_ROW0("Nanosecond", get_nanosecond, FG_INT_T, 1, 0),
    FG_ROW("Round", round_to, TIME, 1, 0, DURATION),
    FG_ROW0("Second", get_second, FG_INT_T, 1, 0),
    FG_ROW0("String", to_string, FG_STRING_T, 1, 0),
    FG_ROW("Sub", subtract, DURATION, 1, 0, TIME),
    FG_ROW("Truncate", truncate_to, TIME, 1, 0, DURATION),
    FG_ROW0("UTC", to_utc, TIME, 1, 0),
    FG_ROW0("Unix", get_unix, FG_INT64_T, 1, 0),
    FG_ROW0("UnixMicro", get_unix_micro, FG_INT64_T, 1, 0),
    FG_ROW0("UnixMilli", get_unix_milli, FG_INT64_T, 1, 0),
    FG_ROW0("UnixNano", get_unix_nano, FG_INT64_T, 1, 0),
    FG_ROW0("Weekday", get_weekday, &fg_type_weekday, 1, 0),
    FG_ROW0("Year", get_year, FG_INT_T, 1, 0),
    FG_ROW0("YearDay", get_yday, FG_INT_T, 1, 0),
};

static bool time_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    fg_time_string(buf, fg_val_time(self));
    return true;
}

/* RFC 3339 in quotes; what that cannot say is refused as Go refuses it. */
static bool time_json(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    fg_civil civil = fg_time_civil(fg_val_time(self));
    int offset = civil.offset_s < 0 ? -civil.offset_s : civil.offset_s;
    const char *wrong = civil.year < 0 || civil.year > 9999 ? "year outside of range [0,9999]"
                        : offset >= 24 * 3600 ? "timezone hour outside of range [0,23]"
                                              : NULL;
    if (wrong) {
        return CRD_FAIL(err, run->arena, CRD_E_VALUE,
                        CRD_S("json: error calling MarshalJSON for type time.Time: "
                              "Time.MarshalJSON: "),
                        crd_str_c(wrong));
    }
    crd_buf_add_byte(buf, '"');
    fg_time_format(buf, fg_val_time(self), CRD_S("2006-01-02T15:04:05.999999999Z07:00"));
    crd_buf_add_byte(buf, '"');
    return true;
}

/* time.Date(2006, time.January, 2, 15, 4, 5, 0, time.UTC) */
static bool time_go_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    const fg_time *time = fg_val_time(self);
    fg_civil civil = fg_time_civil(time);
    const int rest[] = { civil.day, civil.hour, civil.minute, civil.second, time->nsec };
    crd_buf_add_lit(buf, "time.Date(");
    crd_buf_add_int(buf, civil.year);
    crd_buf_add_lit(buf, ", time.");
    crd_buf_add(buf, fg_month_name(civil.month));
    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
        crd_buf_add_lit(buf, ", ");
        crd_buf_add_int(buf, rest[i]);
    }
    if (!time->location) {
        crd_buf_add_lit(buf, ", time.UTC)");
        return true;
    }
    crd_buf_add_lit(buf, ", time.Location(");
    fg_time_quote(buf, time->location->name);
    crd_buf_add_lit(buf, "))");
    return true;
}

/* The fields of the struct, which fmt prints for verbs that are not for text. */
static const fg_type location_type = { .name = CRD_STR_INIT("time.Location"), .kind = FG_STRUCT };
static const fg_type location_pointer = {
    .name = CRD_STR_INIT("*time.Location"),
    .kind = FG_POINTER,
    .elem = &location_type,
};

static bool get_wall(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_uint64((uint64_t)fg_val_time(self)->nsec);
    return true;
}

static bool get_ext(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int64(fg_val_time(self)->since_year1_s);
    return true;
}

static bool get_loc(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_ref(&location_pointer, fg_val_time(self)->location);
    return true;
}

static const fg_field time_fields[] = {
    { .name = CRD_STR_INIT("wall"), .type = &fg_type_uint64, .unexported = true, .get = get_wall },
    { .name = CRD_STR_INIT("ext"), .type = &fg_type_int64, .unexported = true, .get = get_ext },
    { .name = CRD_STR_INIT("loc"), .type = &location_pointer, .unexported = true, .get = get_loc },
};

static bool same_location(const fg_location *a, const fg_location *b)
{
    if (!a || !b || a == b) {
        return a == b;
    }
    bool same = crd_str_eq(a->name, b->name) && crd_str_eq(a->rule, b->rule) &&
                a->n_zones == b->n_zones && a->n_changes == b->n_changes;
    for (size_t i = 0; same && i < a->n_zones; i++) {
        same = crd_str_eq(a->zones[i].name, b->zones[i].name) &&
               a->zones[i].offset_s == b->zones[i].offset_s;
    }
    return same;
}

static bool time_equal(fg_val a, fg_val b)
{
    const fg_time *x = fg_val_time(a);
    const fg_time *y = fg_val_time(b);
    return fg_time_cmp(x, y) == 0 && same_location(x->location, y->location);
}

const fg_type fg_type_time = {
    .name = CRD_STR_INIT("time.Time"),
    .kind = FG_STRUCT,
    .fields = time_fields,
    .n_fields = sizeof(time_fields) / sizeof(time_fields[0]),
    .methods = time_methods,
    .n_methods = sizeof(time_methods) / sizeof(time_methods[0]),
    .text = time_text,
    .go_text = time_go_text,
    .json = time_json,
    .equal = time_equal,
};

/* ---- time.Duration ---- */

static bool duration_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    fg_duration_string(buf, self.as.i);
    return true;
}

FG_FUNCTION(duration_string)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_duration_string(&buf, args[0].as.i);
    return fg_buf_value(run, &buf, ret, err);
}

/* Go's Hours & co: whole units and the rest as float64, added. */
static fg_val in_units(int64_t duration, int64_t unit)
{
    return fg_val_float((double)(duration / unit) + (double)(duration % unit) / (double)unit);
}

FG_FUNCTION(duration_hours)
{
    *ret = in_units(args[0].as.i, 3600 * FG_SECOND_NS);
    return true;
}

FG_FUNCTION(duration_minutes)
{
    *ret = in_units(args[0].as.i, 60 * FG_SECOND_NS);
    return true;
}

FG_FUNCTION(duration_seconds)
{
    *ret = in_units(args[0].as.i, FG_SECOND_NS);
    return true;
}

FG_FUNCTION(duration_milliseconds)
{
    *ret = fg_val_int64(args[0].as.i / 1000000);
    return true;
}

FG_FUNCTION(duration_microseconds)
{
    *ret = fg_val_int64(args[0].as.i / 1000);
    return true;
}

FG_FUNCTION(duration_nanoseconds)
{
    *ret = fg_val_int64(args[0].as.i);
    return true;
}

FG_FUNCTION(duration_abs)
{
    int64_t duration = args[0].as.i;
    *ret = fg_val_integer(&fg_type_duration, duration == INT64_MIN ? INT64_MAX
                                             : duration < 0        ? -duration
                                                                   : duration);
    return true;
}

FG_FUNCTION(duration_round)
{
    *ret = fg_val_integer(&fg_type_duration, fg_duration_round(args[0].as.i, args[1].as.i));
    return true;
}

FG_FUNCTION(duration_truncate)
{
    int64_t unit = args[1].as.i;
    *ret = fg_val_integer(&fg_type_duration,
                          unit <= 0 ? args[0].as.i : args[0].as.i - args[0].as.i % unit);
    return true;
}

static const fg_func duration_methods[] = {
    FG_ROW0("Abs", duration_abs, DURATION, 1, 0),
    FG_ROW0("Hours", duration_hours, FG_FLOAT_T, 1, 0),
    FG_ROW0("Microseconds", duration_microseconds, FG_INT64_T, 1, 0),
    FG_ROW0("Milliseconds", duration_milliseconds, FG_INT64_T, 1, 0),
    FG_ROW0("Minutes", duration_minutes, FG_FLOAT_T, 1, 0),
    FG_ROW0("Nanoseconds", duration_nanoseconds, FG_INT64_T, 1, 0),
    FG_ROW("Round", duration_round, DURATION, 1, 0, DURATION),
    FG_ROW0("Seconds", duration_seconds, FG_FLOAT_T, 1, 0),
    FG_ROW0("String", duration_string, FG_STRING_T, 1, 0),
    FG_ROW("Truncate", duration_truncate, DURATION, 1, 0, DURATION),
};

const fg_type fg_type_duration = {
    .name = CRD_STR_INIT("time.Duration"),
    .kind = FG_INT64,
    .underlying = &fg_type_int64,
    .methods = duration_methods,
    .n_methods = sizeof(duration_methods) / sizeof(duration_methods[0]),
    .text = duration_text,
};

/* ---- time.Month, time.Weekday ---- */

static void put_name(crd_buf *buf, int64_t number, int64_t first, int64_t last, crd_str (*name)(int),
                     crd_str bad)
{
    if (number >= first && number <= last) {
        crd_buf_add(buf, name((int)number));
        return;
    }
    crd_buf_add(buf, bad);
    crd_buf_add_int(buf, number);
    crd_buf_add_byte(buf, ')');
}

static bool month_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    put_name(buf, self.as.i, 1, 12, fg_month_name, CRD_S("%!Month("));
    return true;
}

static bool weekday_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    put_name(buf, self.as.i, 0, 6, fg_weekday_name, CRD_S("%!Weekday("));
    return true;
}

FG_FUNCTION(own_text)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return args[0].type->text(run, args[0], &buf, err) && fg_buf_value(run, &buf, ret, err);
}

static const fg_func month_methods[] = {
    FG_ROW0("String", own_text, FG_STRING_T, 1, 0),
};

static const fg_func weekday_methods[] = {
    FG_ROW0("String", own_text, FG_STRING_T, 1, 0),
};

const fg_type fg_type_month = {
    .name = CRD_STR_INIT("time.Month"),
    .kind = FG_INT,
    .underlying = &fg_type_int,
    .methods = month_methods,
    .n_methods = 1,
    .text = month_text,
};

const fg_type fg_type_weekday = {
    .name = CRD_STR_INIT("time.Weekday"),
    .kind = FG_INT,
    .underlying = &fg_type_int,
    .methods = weekday_methods,
    .n_methods = 1,
    .text = weekday_text,
};
