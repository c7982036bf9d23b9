/* SPDX-License-Identifier: Apache-2.0 */
/* Words of HTTP fields: ASCII, without regard to case. Pure; knows no request. */
#ifndef FG_SERVER_WORD_H
#define FG_SERVER_WORD_H

#include "base/str.h"

/* Without the blanks and tabs at both ends. */
crd_str fg_word_trim(crd_str text);

/* True when text is word (which is in lower case) in any case of letters. */
bool fg_word_is(crd_str text, const char *word);

/* Cuts the next element, trimmed, off a list with commas. False: the list is used up. */
bool fg_word_next(crd_str *list, crd_str *ret_word);

/* True for the media type application/json, with or without parameters. */
bool fg_word_is_json(crd_str content_type);

/*
 * Milliseconds of a duration as Go writes them ("10s", "1m30s", "500ms", "1.5s"). False: it is none, or
 * zero, or longer than a day.
 */
bool fg_word_duration(crd_str text, uint64_t *ret_ms);

/* Value of name in a query string, as sent; false when it is not there. */
bool fg_word_query(crd_str query, crd_str name, crd_str *ret_value);

#endif
