/* SPDX-License-Identifier: Apache-2.0 */
/* time.Duration, Month and Weekday as values of templates: see time_type.h. */
#include "outcome.h"
#include "time_type.h"

#define DURATION &fg_type_duration

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

static void put_name(crd_buf *buf, int64_t number, int64_t first, int64_t last,
                     crd_str (*name)(int), crd_str bad)
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
