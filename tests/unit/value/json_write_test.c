/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer; expected texts are those of Go 1.26's encoding/json. */
#include <stdlib.h>

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

#define MIB ((size_t)1 << 20)

static void check_written(crd_str text, const crd_json_style *style, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF out;
    crd_value value;
    crd_buf_init(&out, MIB);
    CHECK(crd_json_read(arena, text, NULL, &value, NULL));
    CHECK(crd_json_write(&out, &value, style, NULL));
    CHECK_STR(crd_buf_str(&out), want);
}

void test_json_write_strings(void)
{
    crd_str text = CRD_S("\"<a href='x'>&\\u0000\\u001f\\b\\f\\n\\r\\t\\u000b\\\"\\\\/\\u2028\\u2029\x7f\xff\xc3\xa9 0123456789\"");
    check_written(text, NULL,
                  CRD_S("\"\\u003ca href='x'\\u003e\\u0026\\u0000\\u001f\\b\\f\\n\\r\\t\\u000b\\\"\\\\/"
                        "\\u2028\\u2029\x7f\xef\xbf\xbd\xc3\xa9 0123456789\""));
    check_written(text, &(crd_json_style){ .keep_html = true },
                  CRD_S("\"<a href='x'>&\\u0000\\u001f\\b\\f\\n\\r\\t\\u000b\\\"\\\\/"
                        "\\u2028\\u2029\x7f\xef\xbf\xbd\xc3\xa9 0123456789\""));
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    crd_json_write_string(&out, CRD_S("bad \xff byte"), false);
    CHECK_STR(crd_buf_str(&out), CRD_S("\"bad \\ufffd byte\""));
}

void test_json_write_orders(void)
{
    crd_str text = CRD_S("{\"b\":1,\"a\":{\"d\":[],\"c\":{}},\"B\":null,\"\":true,\"aa\":false}");
    check_written(text, NULL, CRD_S("{\"\":true,\"B\":null,\"a\":{\"c\":{},\"d\":[]},\"aa\":false,\"b\":1}"));
    check_written(text, &(crd_json_style){ .keep_order = true }, text);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    CHECK(crd_json_write(&out, NULL, NULL, NULL));
    CHECK_STR(crd_buf_str(&out), CRD_S("null"));
}

void test_json_write_indent(void)
{
    check_written(CRD_S("{\"a\":[1,[],{\"b\":{}}],\"c\":\"x\"}"),
                  &(crd_json_style){ .indent = CRD_S("  ") },
                  CRD_S("{\n  \"a\": [\n    1,\n    [],\n    {\n      \"b\": {}\n    }\n  ],\n"
                        "  \"c\": \"x\"\n}"));
    check_written(CRD_S("[]"), &(crd_json_style){ .indent = CRD_S("\t") }, CRD_S("[]"));
}

void test_json_write_numbers(void)
{
    crd_str text = CRD_S("[1.0,1e3,-0,0.0000001,12345678901234567890,1E21]");
    check_written(text, NULL, text);
    check_written(text, &(crd_json_style){ .go_numbers = true },
                  CRD_S("[1,1000,-0,1e-7,12345678901234567000,1e+21]"));
    CRD_AUTO_BUF out;
    crd_value big = crd_value_number(CRD_S("1e400"));
    crd_err err = { 0 };
    crd_buf_init(&out, MIB);
    CHECK(!crd_json_write(&out, &big, &(crd_json_style){ .go_numbers = true }, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
}

void test_json_write_depth(void)
{
    static crd_value lists[CRD_NESTING_MAX + 2];
    for (int over = -1; over <= 1; over++) {
        size_t depth = (size_t)(CRD_NESTING_MAX + over);
        crd_value inner = crd_value_null();
        for (size_t i = 0; i < depth; i++) {
            lists[i] = inner;
            inner = crd_value_list(&lists[i], 1);
        }
        CRD_AUTO_BUF out;
        crd_err err = { 0 };
        crd_buf_init(&out, MIB);
        CHECK(crd_json_write(&out, &inner, NULL, &err) == (over <= 0));
        CHECK_INT(err.code, over <= 0 ? CRD_OK : CRD_E_DEPTH);
        if (over <= 0) {
            CHECK_INT(out.len, 2 * depth + 4);
        }
    }
}

static bool write_each(void *context)
{
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    crd_buf_init(&out, MIB);
    bool ok = crd_json_write(&out, context, NULL, &err);
    CHECK(ok || err.code == CRD_E_NOMEM);
    return ok;
}

void test_json_write_limit(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    CHECK(crd_json_read(arena, CRD_S("{\"a\":[1,2,3,\"text\"]}"), NULL, &value, NULL));
    for (size_t limit = 20; limit <= 22; limit++) { /* 21 bytes are written */
        CRD_AUTO_BUF out;
        crd_err err = { 0 };
        crd_buf_init(&out, limit);
        CHECK(crd_json_write(&out, &value, NULL, &err) == (limit >= 20));
        crd_buf_done(&out);
        crd_buf_init(&out, 19);
        CHECK(!crd_json_write(&out, &value, NULL, &err));
        CHECK_INT(err.code, CRD_E_MEMORY);
    }
    CHECK_FAIL_EACH(write_each, &value);
}

/* Every line of the reference vectors read, written, read again: equal, and the same text. */
void test_json_corpus_round_trip(void)
{
    char *path = t_shared("vectors/fleet-values.jsonl");
    if (!path) {
        return;
    }
    size_t size = 0;
    char *text = t_read_file(path, &size);
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    size_t lines = 0;
    crd_str rest = crd_str_of(text, size);
    crd_str line;
    while (crd_str_cut(rest, CRD_S("\n"), &line, &rest)) {
        crd_value first;
        crd_value second;
        CRD_AUTO_BUF once;
        CRD_AUTO_BUF twice;
        crd_buf_init(&once, MIB);
        crd_buf_init(&twice, MIB);
        crd_arena_reset(arena);
        CHECK(crd_json_read(arena, line, NULL, &first, NULL));
        CHECK(crd_json_write(&once, &first, NULL, NULL));
        CHECK(crd_json_read(arena, crd_buf_str(&once), NULL, &second, NULL));
        CHECK(crd_value_equal(&first, &second));
        CHECK(crd_json_write(&twice, &second, NULL, NULL));
        CHECK_STR(crd_buf_str(&twice), crd_buf_str(&once));
        lines++;
    }
    CHECK(lines > 50);
    free(text);
    free(path);
}
