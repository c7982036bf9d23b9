/* SPDX-License-Identifier: Apache-2.0 */
/* The gate and the words of fields. */
#include "server/gate.h"
#include "server/word.h"
#include "wire_tests.h"

void test_gate(void)
{
    static const fg_wire_route routes[] = {
        { "/validate", "POST", 100, true },
        { "/healthz", "GET, HEAD", 0, false },
    };
    static const struct {
        const char *method, *path, *type, *encoding;
        uint64_t length;
        unsigned status;
    } rows[] = {
        { "POST", "/validate", "application/json", "", 100, 0 },
        { "POST", "/validate", "Application/JSON ; charset=utf-8", "", 1, 0 },
        { "POST", "/validate", "application/json", "", 101, 413 },
        { "POST", "/validate", "", "", 1, 415 },
        { "POST", "/validate", "application/jsonx", "", 1, 415 },
        { "POST", "/validate", "text/plain; application/json", "", 1, 415 },
        { "POST", "/validate", "application/json", "gzip", 1, 415 },
        { "GET", "/validate", "", "", 0, 405 },
        { "post", "/validate", "application/json", "", 1, 405 },
        { "POST", "//validate", "application/json", "", 1, 404 },
        { "POST", "/validate/", "application/json", "", 1, 404 },
        { "POST", "/%76alidate", "application/json", "", 1, 404 },
        { "HEAD", "/healthz", "", "", 0, 0 },
        { "GET", "/healthz", "", "", 1, 413 },
        { "GET,", "/healthz", "", "", 0, 405 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_guard_head head = { .method = crd_str_c(rows[i].method),
                               .path = crd_str_c(rows[i].path),
                               .content_type = crd_str_c(rows[i].type),
                               .content_encoding = crd_str_c(rows[i].encoding),
                               .length = rows[i].length };
        fg_gate_answer answer = fg_gate_ask(routes, T_COUNT(routes), &head);
        CHECK_INT(answer.status, rows[i].status);
        CHECK((answer.allow != NULL) == (rows[i].status == 405));
        CHECK(!answer.status == !answer.reason);
    }
}

void test_word_duration(void)
{
    static const struct {
        const char *text;
        uint64_t ms; /* 0: none */
    } rows[] = {
        { "10s", 10000 },  { "1m30s", 90000 }, { "500ms", 500 }, { "1.5s", 1500 },  { "0.001s", 1 },
        { "2h", 7200000 }, { "24h", 86400000 }, { "24h1ms", 0 }, { "25h", 0 },      { "", 0 },
        { "10", 0 },       { "s", 0 },          { "-1s", 0 },    { "1s ", 0 },      { ".s", 0 },
        { "1..5s", 0 },    { "0s", 0 },         { "1e3s", 0 },   { "99999999999999999999s", 0 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        uint64_t ms = 0;
        CHECK_INT(fg_word_duration(crd_str_c(rows[i].text), &ms), rows[i].ms != 0);
        CHECK(!rows[i].ms || ms == rows[i].ms);
    }
}

void test_word_query(void)
{
    static const struct {
        const char *query, *value; /* NULL: none */
    } rows[] = {
        { "timeout=1s", "1s" },      { "a=b&timeout=1s&c", "1s" }, { "timeout=", "" },
        { "timeout=1s&timeout=2s", "1s" }, { "", NULL },          { "timeout", NULL },
        { "xtimeout=1s", NULL },     { "timeouts=1s", NULL },     { "&&=&", NULL },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        crd_str value = { NULL, 0 };
        CHECK_INT(fg_word_query(crd_str_c(rows[i].query), CRD_S("timeout"), &value),
                  rows[i].value != NULL);
        CHECK(!rows[i].value || crd_str_eq(value, crd_str_c(rows[i].value)));
    }
}

void test_word_list(void)
{
    crd_str list = CRD_S(" a,\tb ,,c");
    crd_str word;
    static const char *const want[] = { "a", "b", "", "c" };
    for (size_t i = 0; i < T_COUNT(want); i++) {
        CHECK(fg_word_next(&list, &word));
        CHECK_STR(word, crd_str_c(want[i]));
    }
    CHECK(!fg_word_next(&list, &word));
    CHECK(fg_word_is(CRD_S("CloSe"), "close"));
    CHECK(!fg_word_is(CRD_S("closed"), "close"));
}
