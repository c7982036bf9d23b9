/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's dates. A value that is no time and no whole number counts as now, a zone that is not
 * known as UTC: the library's choice. Source of the behaviour: sprig v3.3.0 date.go.
 */
#include "base/num.h"
#include "chapters.h"
#include "common.h"
#include "outcome.h"
#include "time_type.h"

/* Reading a zone's file, in steps. */
#define ZONE_COST 200

FG_FUNCTION(now)
{
    fg_time time;
    return fg_time_now(run, &time, err) && fg_time_value(run, time, ret, err);
}

static const fg_func now_row = FG_ROW0("now", now, &fg_type_time, 1, FG_FUNC_UNSTABLE);

/* A function that is stable for what it is meant for took the present time instead. */
static void report_now(fg_run *run)
{
    if (run->env->unstable) {
        run->env->unstable(run->env->context, &now_row, (crd_place) { 0 });
    }
}

/* A time, or seconds since 1970; *ret_other when it is neither and now stands in. */
static bool take_time(fg_run *run, fg_val v, bool with_int32, fg_time *ret, crd_err *err)
{
    if (v.type == &fg_type_time) {
        *ret = *fg_val_time(v);
        return true;
    }
    if (v.type == &fg_type_int || v.type == &fg_type_int64 ||
        (with_int32 && v.type == &fg_type_int32)) {
        const fg_location *local = NULL;
        if (!fg_time_local(run, &local, err)) {
            return false;
        }
        *ret = fg_time_unix(v.as.i, 0, local);
        return true;
    }
    report_now(run);
    return fg_time_now(run, ret, err);
}

static bool in_zone(fg_run *run, crd_str layout, fg_val date, crd_str zone, fg_val *ret,
                    crd_err *err)
{
    fg_time time;
    if (!fg_spend(run, ZONE_COST + layout.len / 64, err) ||
        !take_time(run, date, true, &time, err)) {
        return false;
    }
    crd_err ignored = { 0 };
    if (crd_str_eq(zone, CRD_S("Local"))) {
        if (!fg_time_local(run, &time.location, err)) {
            return false;
        }
    } else if (!fg_location_load(run->arena, zone, &time.location, &ignored)) {
        if (ignored.code != CRD_E_MISSING) {
            return crd_err_memory(err, run->arena);
        }
        time.location = NULL;
    }
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_time_format(&buf, &time, layout);
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(date)
{
    return in_zone(run, fg_text(args[0]), args[1], CRD_S("Local"), ret, err);
}

FG_FUNCTION(date_in_zone)
{
    return in_zone(run, fg_text(args[0]), args[1], fg_text(args[2]), ret, err);
}

FG_FUNCTION(html_date)
{
    return in_zone(run, CRD_S("2006-01-02"), args[0], CRD_S("Local"), ret, err);
}

FG_FUNCTION(html_date_in_zone)
{
    return in_zone(run, CRD_S("2006-01-02"), args[0], fg_text(args[1]), ret, err);
}

FG_FUNCTION(must_date_modify)
{
    int64_t duration = 0;
    if (!fg_spend_bytes(run, args[0].len, err) ||
        !fg_duration_parse(run->arena, fg_text(args[0]), &duration, err)) {
        return fg_refused(err);
    }
    return fg_time_value(run, fg_time_add(fg_val_time(args[1]), duration), ret, err);
}

FG_FUNCTION(date_modify)
{
    int64_t duration = 0;
    crd_err ignored = { 0 };
    if (!fg_spend_bytes(run, args[0].len, err)) {
        return false;
    }
    if (!fg_duration_parse(run->arena, fg_text(args[0]), &duration, &ignored)) {
        *ret = args[1];
        return fg_swallowed(&ignored, err);
    }
    return fg_time_value(run, fg_time_add(fg_val_time(args[1]), duration), ret, err);
}

FG_FUNCTION(must_to_date)
{
    const fg_location *local = NULL;
    fg_time time;
    if (!fg_spend_bytes(run, args[0].len + args[1].len, err) || !fg_time_local(run, &local, err)) {
        return false;
    }
    if (!fg_time_parse(run->arena, fg_text(args[0]), fg_text(args[1]), local, &time, err)) {
        return fg_refused(err);
    }
    return fg_time_value(run, time, ret, err);
}

FG_FUNCTION(to_date)
{
    crd_err ignored = { 0 };
    if (must_to_date(run, args, n_args, ret, &ignored)) {
        return true;
    }
    return fg_swallowed(&ignored, err) && fg_time_value(run, (fg_time) { 0 }, ret, err);
}

FG_FUNCTION(ago)
{
    fg_time time;
    fg_time present;
    crd_buf buf;
    if (!take_time(run, args[0], false, &time, err) || !fg_time_now(run, &present, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    fg_duration_string(&buf, fg_duration_round(fg_time_sub(&present, &time), FG_SECOND_NS));
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(unix_epoch)
{
    char text[CRD_INT_TEXT_MAX];
    return fg_val_text(run, crd_int_text(fg_time_unix_s(fg_val_time(args[0])), text), ret, err);
}

/* strconv.ParseInt with its error dropped: out of range leaves the nearest. */
static int64_t whole_seconds(crd_str text)
{
    int64_t seconds = 0;
    return crd_int_parse(text, 10, 64, &seconds) == CRD_NUM_SYNTAX ? 0 : seconds;
}

FG_FUNCTION(duration)
{
    int64_t seconds = 0;
    if (args[0].type == &fg_type_string) {
        seconds = whole_seconds(fg_text(args[0]));
    } else if (args[0].type == &fg_type_int64) {
        seconds = args[0].as.i;
    }
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_duration_string(&buf, (int64_t)((uint64_t)seconds * (uint64_t)FG_SECOND_NS));
    return fg_buf_value(run, &buf, ret, err);
}

/* What durationRound takes for a duration; everything else is 0. */
static bool take_duration(fg_run *run, fg_val v, int64_t *ret, crd_err *err)
{
    *ret = 0;
    if (v.type == &fg_type_string) {
        crd_err ignored = { 0 };
        return fg_duration_parse(run->arena, fg_text(v), ret, &ignored) ||
               fg_swallowed(&ignored, err);
    }
    if (v.type == &fg_type_time) {
        fg_time present;
        report_now(run);
        if (!fg_time_now(run, &present, err)) {
            return false;
        }
        *ret = fg_time_sub(&present, fg_val_time(v));
    } else if (v.type == &fg_type_int64) {
        *ret = v.as.i;
    }
    return true;
}

FG_FUNCTION(duration_round)
{
    static const struct {
        const char *name;
        uint64_t seconds;
    } units[] = { { "y", 365 * 86400 }, { "mo", 30 * 86400 }, { "d", 86400 },
                  { "h", 3600 },        { "m", 60 },          { "s", 1 } };
    int64_t duration = 0;
    if (!take_duration(run, args[0], &duration, err)) {
        return false;
    }
    uint64_t size = duration < 0 ? 0 - (uint64_t)duration : (uint64_t)duration;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        uint64_t unit = units[i].seconds * (uint64_t)FG_SECOND_NS;
        if (size > unit) {
            crd_buf buf;
            fg_buf_open(run, &buf);
            crd_buf_add_uint(&buf, size / unit);
            crd_buf_add(&buf, crd_str_c(units[i].name));
            return fg_buf_value(run, &buf, ret, err);
        }
    }
    *ret = fg_val_string(CRD_S("0s"));
    return true;
}

#define TIME &fg_type_time

static const fg_func rows[] = {
    FG_ROW("ago", ago, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_ANY_T),
    FG_ROW("date", date, FG_STRING_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("date_in_zone", date_in_zone, FG_STRING_T, 1, 0, FG_STRING_T, FG_ANY_T, FG_STRING_T),
    FG_ROW("dateInZone", date_in_zone, FG_STRING_T, 1, 0, FG_STRING_T, FG_ANY_T, FG_STRING_T),
    FG_ROW("date_modify", date_modify, TIME, 1, 0, FG_STRING_T, TIME),
    FG_ROW("dateModify", date_modify, TIME, 1, 0, FG_STRING_T, TIME),
    FG_ROW("duration", duration, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("durationRound", duration_round, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("htmlDate", html_date, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("htmlDateInZone", html_date_in_zone, FG_STRING_T, 1, 0, FG_ANY_T, FG_STRING_T),
    FG_ROW("must_date_modify", must_date_modify, TIME, 1, 0, FG_STRING_T, TIME),
    FG_ROW("mustDateModify", must_date_modify, TIME, 1, 0, FG_STRING_T, TIME),
    FG_ROW("mustToDate", must_to_date, TIME, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW0("now", now, TIME, 1, FG_FUNC_UNSTABLE),
    FG_ROW("toDate", to_date, TIME, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("unixEpoch", unix_epoch, FG_STRING_T, 1, 0, TIME),
};
const fg_func_table fg_sprig_dates = FG_TABLE(rows);
