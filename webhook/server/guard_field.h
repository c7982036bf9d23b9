/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the guard: one line of a head. Nothing but guard.c includes this. */
#ifndef FG_SERVER_GUARD_FIELD_H
#define FG_SERVER_GUARD_FIELD_H

#include "guard.h"

/* fg_guard.state */
enum fg_guard_state { START, LINES, HEAD_READY, BODY, END, REFUSED };

/* Bits of fg_guard.seen. */
enum {
    FG_FIELD_HOST = 1 << 0,
    FG_FIELD_CONTENT_LENGTH = 1 << 1,
    FG_FIELD_CONTENT_TYPE = 1 << 2,
    FG_FIELD_CONTENT_ENCODING = 1 << 3,
    FG_FIELD_EXPECT = 1 << 4,
    FG_SEEN_HTTP_1_0 = 1 << 5,
};

/* What RFC 9110 calls tchar. */
bool fg_is_token_byte(unsigned char byte);

/* Each takes a line without its CRLF that begins at offset start of guard->text. False: refused. */
bool fg_guard_request_line(fg_guard *guard, crd_str line, size_t start);
bool fg_guard_field(fg_guard *guard, crd_str line, size_t start);

/* Always false. reason: static text. */
bool fg_guard_refuse(fg_guard *guard, unsigned status, const char *reason);

#endif
