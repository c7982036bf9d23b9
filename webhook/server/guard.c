/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP guard: see guard.h. A head is taken line by line; each line is judged when its LF has
 * come, so that it does not matter how the bytes were split. The fields are judged in guard_field.c.
 */
#include "guard.h"

#include "base/limits.h"
#include "guard_field.h"

/* A head up to this size keeps its memory between requests. */
#define TEXT_KEPT_BYTES ((size_t)1024)

/* Longest first line that is not a URI too long: method, two blanks and the version. */
#define LINE_BYTES_MAX (FG_WIRE_METHOD_BYTES_MAX + 1 + FG_WIRE_URI_BYTES_MAX + sizeof(" HTTP/1.1\r"))

void fg_guard_init(fg_guard *guard)
{
    *guard = (fg_guard){ .state = START };
    crd_buf_init(&guard->text, FG_WIRE_HEAD_BYTES_MAX);
}

void fg_guard_done(fg_guard *guard)
{
    crd_buf_done(&guard->text);
}

void fg_guard_again(fg_guard *guard)
{
    crd_buf text = guard->text;
    if (text.capacity > TEXT_KEPT_BYTES) {
        crd_buf_done(&text);
    }
    crd_buf_clear(&text);
    *guard = (fg_guard){ .state = START, .text = text };
}

bool fg_guard_is_idle(const fg_guard *guard)
{
    return guard->state == START;
}

void fg_guard_body_took(fg_guard *guard, size_t n)
{
    guard->body_left -= n;
    if (guard->state == BODY && !guard->body_left) {
        guard->state = END;
    }
}

static crd_str text_of(const fg_guard *guard, fg_guard_slice slice)
{
    return crd_str_of(guard->text.ptr + slice.start, slice.len);
}

static bool finish_head(fg_guard *guard)
{
    fg_guard_head *head = &guard->head;
    if (!(guard->seen & FG_FIELD_HOST) && !(guard->seen & FG_SEEN_HTTP_1_0)) {
        return fg_guard_refuse(guard, 400, "the request has no Host field");
    }
    head->method = text_of(guard, guard->method);
    head->path = text_of(guard, guard->path);
    head->query = text_of(guard, guard->query);
    head->host = text_of(guard, guard->host);
    head->content_type = text_of(guard, guard->content_type);
    head->content_encoding = text_of(guard, guard->content_encoding);
    guard->body_left = head->length;
    guard->state = HEAD_READY;
    return true;
}

/* A complete line, its LF included. */
static bool take_line(fg_guard *guard, size_t start, size_t end)
{
    crd_str line = crd_str_of(guard->text.ptr + start, end - start - 1);
    if (!line.len || line.ptr[line.len - 1] != '\r') {
        return fg_guard_refuse(guard, 400, "a line of the head ends in LF without CR");
    }
    line.len--;
    if (guard->state == START) {
        guard->state = LINES;
        return fg_guard_request_line(guard, line, start);
    }
    if (!line.len) {
        return finish_head(guard);
    }
    if (++guard->fields > FG_WIRE_FIELDS_MAX) {
        return fg_guard_refuse(guard, 431, "the head has more than 100 fields");
    }
    return fg_guard_field(guard, line, start);
}

/* What can be said of a line that has not ended yet. */
static bool judge_unfinished(fg_guard *guard)
{
    crd_str line = crd_str_from(crd_buf_str(&guard->text), guard->line_start);
    if (guard->state == START && line.len && !fg_is_token_byte((unsigned char)line.ptr[0])) {
        return fg_guard_refuse(guard, 400, "the request line does not begin with a method");
    }
    if (guard->state == START && line.len > LINE_BYTES_MAX) {
        size_t blank = crd_str_find_byte(line, ' ');
        return blank > FG_WIRE_METHOD_BYTES_MAX
                   ? fg_guard_refuse(guard, 400, "the request line does not begin with a method")
                   : fg_guard_refuse(guard, 414, "the URI is longer than 8 KiB");
    }
    return true;
}

/* Takes the bytes up to the next LF, or all. */
static void take_head_bytes(fg_guard *guard, crd_str *in)
{
    size_t room = FG_WIRE_HEAD_BYTES_MAX - guard->text.len;
    if (!room) {
        fg_guard_refuse(guard, 431, "the head is larger than 64 KiB");
        return;
    }
    const char *lf = memchr(in->ptr, '\n', in->len < room ? in->len : room);
    size_t n = lf ? (size_t)(lf - in->ptr) + 1 : in->len < room ? in->len : room;
    crd_buf_add(&guard->text, crd_str_sub(*in, 0, n));
    *in = crd_str_from(*in, n);
    if (crd_buf_failed(&guard->text)) {
        fg_guard_refuse(guard, 503, "there is no memory for the head");
        return;
    }
    if (judge_unfinished(guard) && lf) {
        size_t start = guard->line_start;
        guard->line_start = guard->text.len;
        take_line(guard, start, guard->text.len);
    }
}

static enum fg_guard_event take_body(fg_guard *guard, crd_str *in, crd_str *ret_piece)
{
    size_t n = in->len < guard->body_left ? in->len : (size_t)guard->body_left;
    *ret_piece = crd_str_sub(*in, 0, n);
    *in = crd_str_from(*in, n);
    fg_guard_body_took(guard, n);
    return FG_GUARD_BODY;
}

enum fg_guard_event fg_guard_next(fg_guard *guard, crd_str *in, crd_str *ret_piece)
{
    for (;;) {
        switch ((enum fg_guard_state)guard->state) {
        case HEAD_READY:
            guard->state = guard->body_left ? BODY : END;
            return FG_GUARD_HEAD;
        case END:
            return FG_GUARD_END;
        case REFUSED:
            return FG_GUARD_REFUSED;
        case BODY:
            return in->len ? take_body(guard, in, ret_piece) : FG_GUARD_MORE;
        case START:
        case LINES:
            if (!in->len) {
                return FG_GUARD_MORE;
            }
            take_head_bytes(guard, in);
            break;
        }
    }
}
