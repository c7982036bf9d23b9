/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP guard: whole, byte by byte and in two parts it says the same of the same bytes; what it hands
 * out holds no byte that could be read in two ways; nothing comes behind a refusal.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "server/gate.h"
#include "server/guard.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)

static bool is_clean(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte <= ' ' || byte >= 0x7f) {
            return false;
        }
    }
    return true;
}

static void check_head(const fg_guard_head *head)
{
    static const fg_wire_route routes[] = { { "/validate", "POST", 100, true },
                                            { "/", "GET, HEAD", 0, false } };
    FUZZ_LAW(head->method.len && is_clean(head->method) && is_clean(head->path));
    FUZZ_LAW(is_clean(head->query) && is_clean(head->host));
    FUZZ_LAW(head->path.len + head->query.len <= FG_WIRE_URI_BYTES_MAX);
    FUZZ_LAW(head->has_length || head->length == 0);
    fg_gate_answer answer = fg_gate_ask(routes, 2, head);
    FUZZ_LAW(answer.status || (answer.route && head->length <= answer.route->body_bytes_max));
}

static bool give(fg_guard *guard, crd_buf *out, crd_str in)
{
    for (;;) {
        crd_str piece = { "", 0 };
        switch (fg_guard_next(guard, &in, &piece)) {
        case FG_GUARD_MORE:
            FUZZ_LAW(!in.len);
            return true;
        case FG_GUARD_HEAD:
            check_head(&guard->head);
            crd_buf_add_byte(out, 'H');
            crd_buf_add(out, guard->head.path);
            crd_buf_add_uint(out, guard->head.length);
            break;
        case FG_GUARD_BODY:
            FUZZ_LAW(piece.len);
            crd_buf_add(out, piece);
            break;
        case FG_GUARD_END:
            FUZZ_LAW(!fg_guard_body_left(guard));
            crd_buf_add_byte(out, 'E');
            fg_guard_again(guard);
            break;
        case FG_GUARD_REFUSED:
            FUZZ_LAW(guard->reason && guard->status >= 400);
            crd_buf_add_byte(out, 'R');
            crd_buf_add_uint(out, guard->status);
            return false;
        }
    }
}

static void run(crd_str text, size_t first, size_t step, crd_buf *out)
{
    fg_guard guard;
    fg_guard_init(&guard);
    crd_buf_init(out, TEXT_MAX);
    bool more = give(&guard, out, crd_str_sub(text, 0, first));
    for (size_t i = first; more && i < text.len; i += step) {
        more = give(&guard, out, crd_str_sub(text, i, i + step));
    }
    FUZZ_LAW(guard.text.len <= FG_WIRE_HEAD_BYTES_MAX);
    fg_guard_done(&guard);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    crd_str text = crd_str_of((const char *)data, size);
    size_t at = size ? (size_t)data[size / 2] * size / 256 : 0;
    CRD_AUTO_BUF whole;
    CRD_AUTO_BUF bytes;
    CRD_AUTO_BUF parts;
    run(text, size, 1, &whole);
    run(text, 0, 1, &bytes);
    run(text, at, size + 1, &parts);
    FUZZ_LAW(crd_str_eq(crd_buf_str(&whole), crd_buf_str(&bytes)));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&whole), crd_buf_str(&parts)));
    return 0;
}
