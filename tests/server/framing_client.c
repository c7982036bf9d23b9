/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends the framing cases to a running `fleetgate serve`, each on a connection of its own and with
 * another request behind it, and judges what comes back: as many answers as wanted, each to the
 * request it belongs to (by the review's uid), nothing between or after them, "Connection: close"
 * on the last one, and the end of the connection.
 *
 *   framing-client PORT CASES [whole | bytes | every]
 *     whole  in records as large as TLS has them (default)
 *     bytes  one byte a record, long cases 1,021 bytes a record
 *     every  in two parts, with the border at every offset of every short case
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "framing_case.h"
#include "http_answer.h"
#include "tls_client.h"

#define CASES_MAX 1000
#define FILE_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define LIMIT_MS 60000
/* A case up to this size is sent byte by byte, or split everywhere. */
#define SHORT_BYTES_MAX ((size_t)4096)

enum split { WHOLE, BYTES, EVERY };

struct suite {
    uint16_t port;
    framing_case cases[CASES_MAX];
    size_t n;
    const framing_case *follow_up;
    size_t passed;
    size_t failed;
};

/* --- what came back ----------------------------------------------------------------------------
 */

/* "200 first, 400", as the cases say it. Answers of 1xx count only where the case names one. */
static void summarise(const framing_case *one, crd_str heard, crd_buf *ret_got, bool *ret_closes)
{
    http_answer answer = { .closes = false };
    bool wants_100 = crd_str_starts(one->want, CRD_S("100"));
    *ret_closes = false;
    while (heard.len) {
        if (!http_answer_take(&heard, one->bodyless && !ret_got->len, &answer)) {
            crd_buf_add(ret_got, ret_got->len ? CRD_S(", nonsense") : CRD_S("nonsense"));
            return;
        }
        if (answer.status / 100 == 1 && !wants_100) {
            continue;
        }
        if (ret_got->len) {
            crd_buf_add_lit(ret_got, ", ");
        }
        crd_buf_add_uint(ret_got, answer.status);
        crd_str before;
        crd_str uid;
        if (answer.status == 200 && crd_str_cut(answer.body, CRD_S("\"uid\":\""), &before, &uid)) {
            crd_str rest;
            if (crd_str_cut(uid, CRD_S("\""), &uid, &rest)) {
                crd_buf_add_lit(ret_got, " ");
                crd_buf_add(ret_got, uid);
            }
        }
        *ret_closes = answer.closes;
    }
}

/* NULL: all is well. */
static const char *judge(const framing_case *one, enum tls_end end, crd_str got, bool closes)
{
    bool reset = one->steps[one->step_count - 1].type == FRAMING_RESET;
    if (!crd_str_eq(got, one->want)) {
        return "other answers";
    }
    if (reset) {
        return NULL;
    }
    if (end != TLS_END_CLOSED && end != TLS_END_FIN) {
        return end == TLS_END_TIMEOUT ? "the connection stays open"
                                      : "the connection was torn down";
    }
    bool client_ended = one->steps[one->step_count - 1].type == FRAMING_HALF_CLOSE;
    if (!closes && got.len && !client_ended) {
        return "the last answer does not say Connection: close";
    }
    return NULL;
}

/* --- sending -------------------------------------------------------------------------------------
 */

static size_t size_of(const framing_case *one)
{
    size_t size = 0;
    for (size_t i = 0; i < one->step_count; i++) {
        size += one->steps[i].bytes.len;
    }
    return size;
}

/* border: an offset in the bytes of the case at which a pause is made; CRD_NPOS: none. */
static void play(tls_client *client, const framing_case *one, size_t record_bytes, size_t border)
{
    for (size_t i = 0; i < one->step_count; i++) {
        const framing_step *step = &one->steps[i];
        switch (step->type) {
        case FRAMING_SEND:
            if (border < step->bytes.len) {
                tls_client_send(client, crd_str_sub(step->bytes, 0, border), 0);
                usleep(500);
                tls_client_send(client, crd_str_from(step->bytes, border), 0);
                border = CRD_NPOS;
                break;
            }
            border = border == CRD_NPOS ? border : border - step->bytes.len;
            tls_client_send(client, step->bytes, record_bytes);
            break;
        case FRAMING_WAIT:
            (void)tls_client_wait(client, step->bytes);
            break;
        case FRAMING_HALF_CLOSE:
            tls_client_half_close(client);
            break;
        case FRAMING_RESET:
            tls_client_reset(client);
            return;
        }
    }
}

static void run(struct suite *suite, const framing_case *one, size_t record_bytes, size_t border,
                bool quiet)
{
    CRD_AUTO_BUF got = { .ptr = NULL };
    tls_client *client = tls_client_new(suite->port, LIMIT_MS);
    const char *fault = "no connection";
    crd_buf_init(&got, FILE_BYTES_MAX);
    if (client) {
        bool closes;
        play(client, one, record_bytes, border);
        if (!one->alone) {
            play(client, suite->follow_up, record_bytes, CRD_NPOS);
        }
        enum tls_end end = tls_client_finish(client);
        summarise(one, tls_client_heard(client), &got, &closes);
        fault = judge(one, end, crd_buf_str(&got), closes);
    }
    tls_client_free(client);
    if (fault) {
        suite->failed++;
    } else {
        suite->passed++;
    }
    if (fault || !quiet) {
        crd_str text = got.len > 120 ? crd_str_sub(crd_buf_str(&got), 0, 120) : crd_buf_str(&got);
        printf("%s %.*s %.*s: %.*s%s", fault ? "FAIL" : "ok", (int)one->area.len, one->area.ptr,
               (int)one->name.len, one->name.ptr, (int)text.len, text.ptr,
               got.len ? "" : "no answer");
        if (fault) {
            printf(" [%s; wanted %.*s]", fault, (int)one->want.len, one->want.ptr);
        }
        if (border != CRD_NPOS) {
            printf(" (split at %zu)", border);
        }
        printf(" (Go: %.*s)\n", (int)(one->go.len < 120 ? one->go.len : 120), one->go.ptr);
    }
}

static void run_case(struct suite *suite, const framing_case *one, enum split split)
{
    size_t size = size_of(one);
    if (split == WHOLE) {
        run(suite, one, 0, CRD_NPOS, false);
    } else if (split == BYTES) {
        run(suite, one, size <= SHORT_BYTES_MAX ? 1 : 1021, CRD_NPOS, true);
    } else if (size <= SHORT_BYTES_MAX) {
        for (size_t border = 1; border < size; border++) {
            run(suite, one, 0, border, true);
        }
    }
}

/* --- start ---------------------------------------------------------------------------------------
 */

static bool read_cases(crd_arena *arena, crd_str text, struct suite *suite)
{
    crd_str line;
    crd_err err = { .code = CRD_OK };
    while (text.len && crd_str_cut(text, CRD_S("\n"), &line, &text)) {
        framing_case *one = &suite->cases[suite->n];
        if (suite->n == CASES_MAX || !framing_case_read(arena, line, one, &err)) {
            fprintf(stderr, "case %zu: %.*s\n", suite->n + 1, (int)err.message.len,
                    err.message.ptr);
            return false;
        }
        suite->n++;
        if (crd_str_eq(one->name, CRD_S("follow-up"))) {
            suite->follow_up = one;
        }
    }
    return suite->n && suite->follow_up;
}

int main(int argc, char **argv)
{
    static struct suite suite;
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)512 * 1024 * 1024);
    CRD_AUTO_BUF text = { .ptr = NULL };
    crd_buf_init(&text, FILE_BYTES_MAX);
    if (argc < 3 || !arena) {
        fprintf(stderr, "usage: framing-client PORT CASES [whole | bytes | every]\n");
        return 2;
    }
    suite.port = (uint16_t)strtoul(argv[1], NULL, 10);
    enum split split = argc < 4 || strcmp(argv[3], "whole") == 0 ? WHOLE
                       : strcmp(argv[3], "bytes") == 0           ? BYTES
                                                                 : EVERY;
    if (!read_whole_file(argv[2], &text) || !read_cases(arena, crd_buf_str(&text), &suite)) {
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < suite.n; i++) {
        run_case(&suite, &suite.cases[i], split);
    }
    run(&suite, suite.follow_up, 0, CRD_NPOS, true);
    printf("%zu passed, %zu failed\n", suite.passed, suite.failed);
    return suite.failed ? 1 : 0;
}
