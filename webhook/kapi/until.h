/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An end of time, asked for and never read: rules know no clock, so whoever calls them gives a
 * function that says when to stop. Borrowed where it is passed; asked by one thread at a time.
 */
#ifndef FG_KAPI_UNTIL_H
#define FG_KAPI_UNTIL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct fg_until {
    bool (*is_over)(void *context); /* once true it stays true */
    void *context;
} fg_until;

/* False for NULL: no end. */
static inline bool fg_until_is_over(const fg_until *until)
{
    return until && until->is_over(until->context);
}

#endif
