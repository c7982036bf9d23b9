/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a TOML document rune by rune, and its scalars. Inside the room only.
 *
 * The library's scanner and its parser hand over items one by one, so the first error in order of
 * the text is the one reported; here the parser calls the scanner, and the first error sticks.
 */
#ifndef FG_SPRIG_TOML_SCAN_H
#define FG_SPRIG_TOML_SCAN_H

#include "tmpl/val.h"

#define FG_TOML_EOF 0u /* a NUL in the text is an error before anyone sees it */

typedef struct fg_toml_scan {
    fg_run *run;
    crd_err *err;
    crd_str text;
    size_t pos;
    size_t line;
    bool at_end; /* the end was read, not only looked at */
    bool failed;
    /* The key under work, for "(last key ...)": asked when an error is made. */
    bool (*last_key)(void *context, crd_buf *buf);
    void *context;
} fg_toml_scan;

/* A place to return to. */
typedef struct fg_toml_mark {
    size_t pos;
    size_t line;
    bool at_end;
} fg_toml_mark;

static inline fg_toml_mark fg_toml_save(const fg_toml_scan *in)
{
    return (fg_toml_mark) { in->pos, in->line, in->at_end };
}

static inline void fg_toml_back(fg_toml_scan *in, fg_toml_mark mark)
{
    in->pos = mark.pos;
    in->line = mark.line;
    in->at_end = mark.at_end;
}

uint32_t fg_toml_next(fg_toml_scan *in);
uint32_t fg_toml_peek(fg_toml_scan *in);
bool fg_toml_accept(fg_toml_scan *in, uint32_t rune);

static inline bool fg_toml_is_blank(uint32_t rune)
{
    return rune == ' ' || rune == '\t';
}

static inline bool fg_toml_is_break(uint32_t rune)
{
    return rune == '\n' || rune == '\r';
}

void fg_toml_skip_blanks(fg_toml_scan *in);

/* Errors; all return false. At a line; where the scanner stands (the line before, when it has read
 * the end right behind a line feed); in the line before. */
bool fg_toml_fail_at(fg_toml_scan *in, size_t line, crd_str text);
/* In the present line; middle is a text of this room: ptr NULL says that memory ran out. */
bool fg_toml_fail_joined(fg_toml_scan *in, const char *front, crd_str middle, const char *back);
bool fg_toml_fail(fg_toml_scan *in, const char *front, crd_str middle, const char *back);
bool fg_toml_fail_before(fg_toml_scan *in, const char *front, crd_str middle, const char *back);

/* A rune as %q prints it, on the run's arena; empty without memory. */
crd_str fg_toml_quote_rune(fg_toml_scan *in, uint32_t rune);
crd_str fg_toml_quote(fg_toml_scan *in, crd_str text);

/* Texts behind their opening quote, up to the closing one: basic ("), literal ('), and both over
 * several lines. *ret_line: where the library says that it stands. */
bool fg_toml_basic(fg_toml_scan *in, crd_str *ret, size_t *ret_line);
bool fg_toml_literal(fg_toml_scan *in, crd_str *ret, size_t *ret_line);
bool fg_toml_basic_lines(fg_toml_scan *in, crd_str *ret);
bool fg_toml_literal_lines(fg_toml_scan *in, crd_str *ret);

/* A number, a date or a time that begins with this digit (not yet read), or with a sign (read). */
bool fg_toml_number(fg_toml_scan *in, fg_val *ret);
bool fg_toml_signed(fg_toml_scan *in, fg_val *ret);

/* inf and nan behind their first letter, which was read; *ret_found false: it is neither. */
bool fg_toml_special(fg_toml_scan *in, uint32_t first, fg_val *ret, bool *ret_found);

/* true or false. */
bool fg_toml_bool(fg_toml_scan *in, fg_val *ret);

#endif
