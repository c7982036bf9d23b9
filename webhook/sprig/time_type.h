/* SPDX-License-Identifier: Apache-2.0 */
/* time.Time, Duration, Month and Weekday as types of templates, with their methods. Inside the room
 * only. */
#ifndef FG_SPRIG_TIME_TYPE_H
#define FG_SPRIG_TIME_TYPE_H

#include "gotime.h"
#include "tmpl/func.h"

extern const fg_type fg_type_time; /* as.ref: an fg_time */
extern const fg_type fg_type_duration;
extern const fg_type fg_type_month;
extern const fg_type fg_type_weekday;

static inline const fg_time *fg_val_time(fg_val v)
{
    return (const fg_time *)v.as.ref;
}

/* A copy of the time on the run's arena as a value. */
bool fg_time_value(fg_run *run, fg_time time, fg_val *ret, crd_err *err);

/* The run's present time; the run's own zone (time.Local). */
bool fg_time_now(fg_run *run, fg_time *ret, crd_err *err);
bool fg_time_local(fg_run *run, const fg_location **ret, crd_err *err);

#endif
