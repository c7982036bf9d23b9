/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The guard: a table of heads, each given whole, byte by byte and split in two at every offset; bounds
 * just below, at and above.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "server/guard.h"
#include "wire_tests.h"

#define TEXT_MAX ((size_t)256 * 1024)

/* What came out, as a text: "POST /x?q [3 bytes] abc" or "400 reason", pieces joined. */
static void note(crd_buf *out, const fg_guard *guard, enum fg_guard_event event, crd_str piece)
{
    const fg_guard_head *head = &guard->head;
    if (event == FG_GUARD_HEAD) {
        crd_buf_add(out, head->method);
        crd_buf_add_byte(out, ' ');
        crd_buf_add(out, head->path);
        crd_buf_add_byte(out, '?');
        crd_buf_add(out, head->query);
        crd_buf_add_byte(out, ' ');
        crd_buf_add(out, head->host);
        crd_buf_add_byte(out, ' ');
        crd_buf_add_uint(out, head->length);
        crd_buf_add(out, head->closes ? CRD_S(" closes") : CRD_S(""));
        crd_buf_add(out, head->expects_continue ? CRD_S(" expects") : CRD_S(""));
        crd_buf_add_byte(out, ':');
    } else if (event == FG_GUARD_BODY) {
        crd_buf_add(out, piece);
    } else if (event == FG_GUARD_END) {
        crd_buf_add_byte(out, ';');
    } else if (event == FG_GUARD_REFUSED) {
        crd_buf_add_uint(out, guard->status);
    }
}

/* False after a refusal. */
static bool give(fg_guard *guard, crd_buf *out, crd_str in)
{
    for (;;) {
        crd_str piece = { "", 0 };
        enum fg_guard_event event = fg_guard_next(guard, &in, &piece);
        if (event == FG_GUARD_MORE) {
            return true;
        }
        note(out, guard, event, piece);
        if (event == FG_GUARD_REFUSED) {
            return false;
        }
        if (event == FG_GUARD_END) {
            fg_guard_again(guard);
        }
    }
}

/* Two pieces, [0, at) and [at, len); step != 0: pieces of that size. */
static void check_split(crd_str text, size_t at, size_t step, crd_str want)
{
    fg_guard guard;
    CRD_AUTO_BUF out;
    crd_buf_init(&out, TEXT_MAX);
    fg_guard_init(&guard);
    bool more = step || give(&guard, &out, crd_str_sub(text, 0, at));
    if (!step && more) {
        give(&guard, &out, crd_str_from(text, at));
    }
    for (size_t i = 0; step && more && i < text.len; i += step) {
        more = give(&guard, &out, crd_str_sub(text, i, i + step));
    }
    CHECK_STR(crd_buf_str(&out), want);
    fg_guard_done(&guard);
}

static void check_text(crd_str text, crd_str want)
{
    check_split(text, text.len, 0, want);
    check_split(text, 0, 1, want);
    for (size_t at = 0; at <= text.len && text.len <= 512; at++) {
        check_split(text, at, 0, want);
    }
}

void test_guard_table(void)
{
    static const struct {
        crd_str text;
        crd_str want;
    } rows[] = {
#define ROW(text, want) { CRD_STR_INIT(text), CRD_STR_INIT(want) }
#define H "Host: a\r\n"
        ROW("POST /v?timeout=3s HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc",
            "POST /v?timeout=3s a 3:abc;"),
        ROW("GET / HTTP/1.1\r\n" H "\r\nGET /2 HTTP/1.1\r\nhost:b\r\n\r\n", "GET /? a 0:;GET /2? b 0:;"),
        ROW("GET / HTTP/1.0\r\n\r\n", "GET /?  0 closes:;"),
        ROW("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET /?  0 closes:;"),
        ROW("GET / HTTP/1.1\r\n" H "Connection: foo , Close\r\n\r\n", "GET /? a 0 closes:;"),
        ROW("GET / HTTP/1.1\r\n" H "Expect: 100-Continue\r\n\r\n", "GET /? a 0 expects:;"),
        ROW("GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET /?  0:;"),
        ROW("GET / HTTP/1.1\r\n" H "X: \t a\tb\xc3\xa9 \r\n\r\n", "GET /? a 0:;"),
        ROW("OPTIONS * HTTP/1.1\r\n" H "\r\n", "OPTIONS *? a 0:;"),
        ROW("GET /a%2e//b HTTP/1.1\r\n" H "\r\n", "GET /a%2e//b? a 0:;"),
        ROW("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /? [::1]:80 0:;"),
        /* framing */
        ROW("POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n", "400"),
        ROW("POST / HTTP/1.1\r\n" H "tRansfer-encoding: identity\r\n\r\n", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Transfer-Encoding:\r\nContent-Length: 3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 3, 3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: +3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: -3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 03\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 0x3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 3 3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\n", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length: 18446744073709551619\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length : 3\r\n\r\nabc", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Content-Length\r\n\r\n", "400"),
        ROW("POST / HTTP/1.1\r\n" H "Connection: content-length\r\nContent-Length: 3\r\n\r\n", "400"),
        /* lines */
        ROW("GET / HTTP/1.1\n" H "\r\n", "400"),
        ROW("GET / HTTP/1.1\r\nHost: a\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H " folded: x\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X: a\r\n\tb\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n X: a\r\n" H "\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X: a\0b\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X\0: b\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X: a\rb\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X: a\x7f\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H ": x\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X\xc3\xa9: x\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "X(: x\r\n\r\n", "400"),
        /* the request line */
        ROW("\r\nGET / HTTP/1.1\r\n" H "\r\n", "400"),
        ROW(" GET / HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET  / HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET /  HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET / HTTP/1.1 \r\n" H "\r\n", "400"),
        ROW("GET /\tHTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET /\r\n" H "\r\n", "400"),
        ROW("GET\r\n" H "\r\n", "400"),
        ROW("GET / http/1.1\r\n" H "\r\n", "400"),
        ROW("GET / HTTP/1.10\r\n" H "\r\n", "400"),
        ROW("GET / HTTP/2.0\r\n" H "\r\n", "505"),
        ROW("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400"),
        ROW("G(T / HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET http://a/ HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET a HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET /#x HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("GET /\x80 HTTP/1.1\r\n" H "\r\n", "400"),
        ROW("\x16\x03\x01\x02\x00", "400"),
        /* once, and well */
        ROW("GET / HTTP/1.1\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H H "\r\n", "400"),
        ROW("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "Content-Type: a\r\nContent-Type: a\r\n\r\n", "400"),
        ROW("GET / HTTP/1.1\r\n" H "Expect: 200-ok\r\n\r\n", "417"),
        /* nothing is read behind a refusal; what came before it stands */
        ROW("GET / HTTP/1.1\r\n" H "\r\nGET / HTTP/9\r\n" H "\r\nGET / HTTP/1.1\r\n" H "\r\n",
            "GET /? a 0:;400"),
#undef H
#undef ROW
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        check_text(rows[i].text, rows[i].want);
    }
}

static void check_sized(size_t uri, size_t fields, size_t field_bytes, size_t method, crd_str want)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, TEXT_MAX);
    crd_buf_add_n(&text, 'G', method);
    crd_buf_add_lit(&text, " /");
    crd_buf_add_n(&text, 'u', uri - 1);
    crd_buf_add_lit(&text, " HTTP/1.1\r\nHost: a\r\n");
    for (size_t i = 1; i < fields; i++) {
        crd_buf_add_lit(&text, "X: ");
        crd_buf_add_n(&text, 'f', field_bytes);
        crd_buf_add_lit(&text, "\r\n");
    }
    crd_buf_add_lit(&text, "\r\n");
    fg_guard guard;
    for (size_t step = 1; step < TEXT_MAX; step = step * 7 + 1) {
        CRD_AUTO_BUF out;
        crd_buf_init(&out, TEXT_MAX);
        fg_guard_init(&guard);
        bool more = true;
        for (size_t i = 0; more && i < text.len; i += step) {
            more = give(&guard, &out, crd_str_sub(crd_buf_str(&text), i, i + step));
        }
        crd_str got = crd_buf_str(&out);
        CHECK_STR(want.len == 3 ? got : crd_str_sub(got, 0, 1), want);
        fg_guard_done(&guard);
    }
}

void test_guard_bounds(void)
{
    size_t frame = sizeof("G / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n") - 1;
    check_sized(FG_WIRE_URI_BYTES_MAX, 1, 0, 1, CRD_S("G"));
    check_sized(FG_WIRE_URI_BYTES_MAX + 1, 1, 0, 1, CRD_S("414"));
    check_sized(FG_WIRE_URI_BYTES_MAX * 4, 1, 0, 1, CRD_S("414"));
    check_sized(1, FG_WIRE_FIELDS_MAX, 1, 1, CRD_S("G"));
    check_sized(1, FG_WIRE_FIELDS_MAX + 1, 1, 1, CRD_S("431"));
    check_sized(1, 2, FG_WIRE_HEAD_BYTES_MAX - frame, 1, CRD_S("G"));
    check_sized(1, 2, FG_WIRE_HEAD_BYTES_MAX - frame + 1, 1, CRD_S("431"));
    check_sized(1, 2, FG_WIRE_HEAD_BYTES_MAX * 3, 1, CRD_S("431"));
    check_sized(1, 1, 0, FG_WIRE_METHOD_BYTES_MAX, CRD_S("G"));
    check_sized(1, 1, 0, FG_WIRE_METHOD_BYTES_MAX + 1, CRD_S("400"));
    check_sized(1, 1, 0, FG_WIRE_URI_BYTES_MAX * 2, CRD_S("400"));
}

void test_guard_pipeline(void)
{
    CRD_AUTO_BUF text;
    CRD_AUTO_BUF want;
    crd_buf_init(&text, TEXT_MAX);
    crd_buf_init(&want, TEXT_MAX);
    for (int i = 0; i < 100; i++) {
        crd_buf_add_lit(&text, "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 27\r\n\r\n"
                               "GET /in HTTP/1.1\r\nHost: a\r\n");
        crd_buf_add_lit(&want, "POST /p? a 27:GET /in HTTP/1.1\r\nHost: a\r\n;");
    }
    check_text(crd_buf_str(&text), crd_buf_str(&want));
}

void test_guard_body_bypass(void)
{
    fg_guard guard;
    crd_str piece;
    crd_str in = CRD_S("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    fg_guard_init(&guard);
    CHECK(fg_guard_is_idle(&guard));
    CHECK_INT(fg_guard_next(&guard, &in, &piece), FG_GUARD_HEAD);
    CHECK(!fg_guard_is_idle(&guard));
    CHECK_INT(fg_guard_next(&guard, &in, &piece), FG_GUARD_BODY);
    CHECK_STR(piece, CRD_S("ab"));
    CHECK_INT(fg_guard_body_left(&guard), 3);
    fg_guard_body_took(&guard, 2);
    CHECK_INT(fg_guard_next(&guard, &in, &piece), FG_GUARD_MORE);
    fg_guard_body_took(&guard, 1);
    CHECK_INT(fg_guard_next(&guard, &in, &piece), FG_GUARD_END);
    CHECK_INT(fg_guard_next(&guard, &in, &piece), FG_GUARD_END);
    fg_guard_again(&guard);
    CHECK(fg_guard_is_idle(&guard));
    fg_guard_done(&guard);
}

static bool read_one(void *context)
{
    fg_guard guard;
    crd_str piece;
    crd_str in = CRD_S("GET /a HTTP/1.1\r\nHost: a\r\nUser-Agent: something longer than sixty-four bytes "
                       "of a head, so that memory is taken twice\r\n\r\n");
    fg_guard_init(&guard);
    enum fg_guard_event event = fg_guard_next(&guard, &in, &piece);
    CHECK(event == FG_GUARD_HEAD || guard.status == 503);
    fg_guard_done(&guard);
    return event == FG_GUARD_HEAD;
}

void test_guard_each_failure(void)
{
    CHECK_FAIL_EACH(read_one, NULL);
}
