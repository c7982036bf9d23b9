/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of TOML that reader and writer share. Inside the room only. */
#ifndef FG_SPRIG_TOML_TEXT_H
#define FG_SPRIG_TOML_TEXT_H

#include "gotime.h"

/* A basic string with its quotes; a key, bare where it may be. */
void fg_toml_put_quoted(crd_buf *buf, crd_str text);
void fg_toml_put_key(crd_buf *buf, crd_str key);

/* The locations of dates and times without a zone: of a date with time, a date, a time. */
enum fg_toml_local { FG_TOML_DATETIME, FG_TOML_DATE, FG_TOML_TIME };
const fg_location *fg_toml_location(enum fg_toml_local local);

/* How a time of that location is printed; empty for all others. */
crd_str fg_toml_layout(const fg_location *location);

#endif
