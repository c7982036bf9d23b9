/* SPDX-License-Identifier: Apache-2.0 */
/* Times as values of templates: see time_type.h. */
#include "time_type.h"

#include "common.h"
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
    FG_FUNCTION(name)                                                                              \
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
    return fg_val_int64(
        (int64_t)(whole + (uint64_t)time->nsec / ((uint64_t)FG_SECOND_NS / factor)));
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
    *ret =
        fg_val_integer(&fg_type_duration, fg_time_sub(fg_val_time(args[0]), fg_val_time(args[1])));
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
        noon.since_year1_s =
            (int64_t)((uint64_t)noon.since_year1_s + (uint64_t)args[3].as.i * 86400);
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
    return fg_time_value(run, fg_time_add(time, rest < unit - rest ? -rest : unit - rest), ret,
                         err);
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

/* ---- *time.Location ---- */

static const fg_location utc = { .name = CRD_STR_INIT("UTC") };

static bool location_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add(buf, ((const fg_location *)self.as.ref)->name);
    return true;
}

FG_FUNCTION(location_string)
{
    *ret = fg_val_string(((const fg_location *)args[0].as.ref)->name);
    return true;
}

static const fg_func location_methods[] = {
    FG_ROW0("String", location_string, FG_STRING_T, 1, 0),
};

static const fg_type location_type = { .name = CRD_STR_INIT("time.Location"), .kind = FG_STRUCT };
static const fg_type location_pointer = {
    .name = CRD_STR_INIT("*time.Location"),
    .kind = FG_POINTER,
    .elem = &location_type,
    .methods = location_methods,
    .n_methods = 1,
    .text = location_text,
};

/* RFC 3339; what that cannot say is refused as Go refuses it, behind the words in front. */
static bool put_rfc3339(fg_run *run, const fg_time *time, const char *front, crd_buf *buf,
                        crd_err *err)
{
    fg_civil civil = fg_time_civil(time);
    int offset = civil.offset_s < 0 ? -civil.offset_s : civil.offset_s;
    const char *wrong = civil.year < 0 || civil.year > 9999 ? "year outside of range [0,9999]"
                        : offset >= 24 * 3600 ? "timezone hour outside of range [0,23]"
                                              : NULL;
    if (wrong) {
        return CRD_FAIL(err, run->arena, CRD_E_VALUE, crd_str_c(front), crd_str_c(wrong));
    }
    fg_time_format(buf, time, CRD_S("2006-01-02T15:04:05.999999999Z07:00"));
    return true;
}

static bool time_json(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_byte(buf, '"');
    bool good = put_rfc3339(
        run, fg_val_time(self),
        "json: error calling MarshalJSON for type time.Time: Time.MarshalJSON: ", buf, err);
    crd_buf_add_byte(buf, '"');
    return good;
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

FG_FUNCTION(get_location)
{
    const fg_location *location = fg_val_time(args[0])->location;
    *ret = fg_val_ref(&location_pointer, location ? location : &utc);
    return true;
}

FG_FUNCTION(to_location)
{
    fg_time time = *fg_val_time(args[0]);
    if (!args[1].as.ref) {
        return FG_FAIL(run, err, CRD_S("time: missing Location in call to Time.In"));
    }
    time.location = args[1].as.ref == &utc ? NULL : (const fg_location *)args[1].as.ref;
    return fg_time_value(run, time, ret, err);
}

/* ---- Methods that give text ---- */

FG_FUNCTION(go_string)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return time_go_text(run, args[0], &buf, err) && fg_buf_value(run, &buf, ret, err);
}

/* What buf holds as a []uint8. */
static bool bytes_value(fg_run *run, crd_buf *buf, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bytes(crd_buf_str(buf));
    return !fg_buf_fails(run, buf, err);
}

FG_FUNCTION(marshal_text)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return put_rfc3339(run, fg_val_time(args[0]), "Time.MarshalText: ", &buf, err) &&
           bytes_value(run, &buf, ret, err);
}

FG_FUNCTION(marshal_json)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    crd_buf_add_byte(&buf, '"');
    bool good = put_rfc3339(run, fg_val_time(args[0]), "Time.MarshalJSON: ", &buf, err);
    crd_buf_add_byte(&buf, '"');
    return good && bytes_value(run, &buf, ret, err);
}

/* ---- Methods with more results than a template can take ---- */

#define MISSHAPEN(name, text)                                                                      \
    FG_FUNCTION(name)                                                                              \
    {                                                                                              \
        return FG_FAIL(run, err, CRD_S(text));                                                     \
    }

#define SECOND_IS(name, type)                                                                      \
    "invalid function signature for " name ": second return value should be error; is " type

MISSHAPEN(get_clock, "function Clock has 3 return values; should be 1 or 2")
MISSHAPEN(get_date, "function Date has 3 return values; should be 1 or 2")
MISSHAPEN(get_iso_week, SECOND_IS("ISOWeek", "int"))
MISSHAPEN(get_zone, SECOND_IS("Zone", "int"))
MISSHAPEN(get_zone_bounds, SECOND_IS("ZoneBounds", "time.Time"))

#define TIME &fg_type_time
#define DURATION &fg_type_duration

static const fg_func time_methods[] = {
    FG_ROW("Add", add, TIME, 1, 0, DURATION),
    FG_ROW("AddDate", add_date, TIME, 1, 0, FG_INT_T, FG_INT_T, FG_INT_T),
    FG_ROW("After", is_after, FG_BOOL_T, 1, 0, TIME),
    FG_ROW("Before", is_before, FG_BOOL_T, 1, 0, TIME),
    FG_ROW0("Clock", get_clock, FG_ANY_T, 1, FG_FUNC_MISSHAPEN),
    FG_ROW("Compare", compare, FG_INT_T, 1, 0, TIME),
    FG_ROW0("Date", get_date, FG_ANY_T, 1, FG_FUNC_MISSHAPEN),
    FG_ROW0("Day", get_day, FG_INT_T, 1, 0),
    FG_ROW("Equal", is_equal, FG_BOOL_T, 1, 0, TIME),
    FG_ROW("Format", format, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW0("GoString", go_string, FG_STRING_T, 1, 0),
    FG_ROW0("Hour", get_hour, FG_INT_T, 1, 0),
    FG_ROW0("ISOWeek", get_iso_week, FG_ANY_T, 1, FG_FUNC_MISSHAPEN),
    FG_ROW("In", to_location, TIME, 1, 0, &location_pointer),
    FG_ROW0("IsDST", is_dst, FG_BOOL_T, 1, 0),
    FG_ROW0("IsZero", is_zero, FG_BOOL_T, 1, 0),
    FG_ROW0("Local", to_local, TIME, 1, 0),
    FG_ROW0("Location", get_location, &location_pointer, 1, 0),
    FG_ROW0("MarshalJSON", marshal_json, FG_BYTES_T, 1, 0),
    FG_ROW0("MarshalText", marshal_text, FG_BYTES_T, 1, 0),
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
    FG_ROW0("Zone", get_zone, FG_ANY_T, 1, FG_FUNC_MISSHAPEN),
    FG_ROW0("ZoneBounds", get_zone_bounds, FG_ANY_T, 1, FG_FUNC_MISSHAPEN),
};

static bool time_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    fg_time_string(buf, fg_val_time(self));
    return true;
}

/* The fields of the struct, which fmt prints for verbs that are not for text. */
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
