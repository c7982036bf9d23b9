/* SPDX-License-Identifier: Apache-2.0 */
/* Go's reference-time layouts cut into chunks. Inside the room only. */
#ifndef FG_SPRIG_TIME_LAYOUT_H
#define FG_SPRIG_TIME_LAYOUT_H

#include "base/str.h"

enum fg_layout {
    FG_LAYOUT_END = 0, /* text up to the end, no element */
    FG_LAYOUT_MONTH_LONG,
    FG_LAYOUT_MONTH,
    FG_LAYOUT_MONTH_NUM,
    FG_LAYOUT_MONTH_ZERO,
    FG_LAYOUT_WEEKDAY_LONG,
    FG_LAYOUT_WEEKDAY,
    FG_LAYOUT_DAY,
    FG_LAYOUT_DAY_UNDER,
    FG_LAYOUT_DAY_ZERO,
    FG_LAYOUT_YDAY_UNDER,
    FG_LAYOUT_YDAY_ZERO,
    FG_LAYOUT_HOUR,
    FG_LAYOUT_HOUR12,
    FG_LAYOUT_HOUR12_ZERO,
    FG_LAYOUT_MINUTE,
    FG_LAYOUT_MINUTE_ZERO,
    FG_LAYOUT_SECOND,
    FG_LAYOUT_SECOND_ZERO,
    FG_LAYOUT_YEAR_LONG,
    FG_LAYOUT_YEAR,
    FG_LAYOUT_PM,
    FG_LAYOUT_PM_LOWER,
    FG_LAYOUT_ZONE_NAME,
    FG_LAYOUT_ZONE,          /* -0700, Z07:00, ...: see the flags */
    FG_LAYOUT_FRACTION,      /* .000 */
    FG_LAYOUT_FRACTION_TRIM, /* .999 */
};

enum fg_layout_flag {
    FG_LAYOUT_ISO = 1,     /* Z stands for UTC */
    FG_LAYOUT_COLON = 2,   /* colons between the parts */
    FG_LAYOUT_MINUTES = 4, /* hours alone without it */
    FG_LAYOUT_SECONDS = 8,
};

/* One element of a layout: the plain text before it, its own text, what follows. */
typedef struct fg_chunk {
    crd_str before;
    crd_str text;
    crd_str after;
    enum fg_layout kind;
    unsigned flags;
} fg_chunk;

/* The first element of layout. A fraction's text is its separator and digits. */
fg_chunk fg_layout_next(crd_str layout);

/* Digits of a fraction; Go keeps 12 bits of their number. */
size_t fg_layout_digits(const fg_chunk *chunk);

#endif
