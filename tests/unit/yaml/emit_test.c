/* SPDX-License-Identifier: Apache-2.0 */
/* The emitter: JSON in, the text of sigs.k8s.io/yaml v1.6.0 out. */
#include <stdlib.h>

#include "base/limits.h"
#include "tests.h"

struct row {
    const char *json;
    const char *yaml;
};

static void check_row(const char *json, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF out;
    crd_value value;
    crd_err err = { 0 };
    crd_buf_init(&out, ARENA_BYTES);
    if (!CHECK(crd_json_read(arena, crd_str_c(json), NULL, &value, &err))) {
        CHECK_STR(err.message, crd_str_c(json));
        return;
    }
    bool ok = crd_yaml_write(&out, &value, &err);
    CHECK_STR(ok ? crd_buf_str(&out) : err.message, want);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_row(rows[i].json, crd_str_c(rows[i].yaml));
    }
}

void test_emit_scalars(void)
{
    static const struct row rows[] = {
        { "null", "null\n" },
        { "true", "true\n" },
        { "\"\"", "\"\"\n" },
        { "\"a\"", "a\n" },
        { "\"true\"", "\"true\"\n" },
        { "\"yEs\"", "yEs\n" },
        { "\"1:30\"", "\"1:30\"\n" },
        { "\"1:60\"", "1:60\n" },
        { "\"2024-01-01\"", "\"2024-01-01\"\n" },
        { "\"<<\"", "<<\n" },
        { "\"a: b\"", "'a: b'\n" },
        { "\"a:\"", "'a:'\n" },
        { "\"a:b\"", "a:b\n" },
        { "\"a #b\"", "'a #b'\n" },
        { "\"a#b\"", "a#b\n" },
        { "\"it's\"", "it's\n" },
        { "\"'x\"", "'''x'\n" },
        { "\" x\"", "' x'\n" },
        { "\"- x\"", "'- x'\n" },
        { "\"-x\"", "-x\n" },
        { "\"---\"", "'---'\n" },
        { "\"a\\tb\"", "\"a\\tb\"\n" },
        { "\"\\u0000\\u0007\\u001b\\u000b\"", "\"\\0\\a\\e\\v\"\n" },
        { "\"\xC2\xA0\"", "\xC2\xA0\n" },
        { "\"\xF0\x9F\x98\x80\"", "\"\\U0001F600\"\n" },
        { "\"\xEF\xBB\xBF\x61 b\"", "\"\\uFEFF\\x61\\x20\\x62\"\n" },
        { "\"a\xEF\xBB\xBF b\"", "\"a\\uFEFF b\"\n" },
        { "\"a\\nb\"", "|-\n  a\n  b\n" },
        { "\"a\\n\"", "|\n  a\n" },
        { "\"a\\n\\n\"", "|+\n  a\n\n" },
        { "\" a\\nb\"", "|2-\n   a\n  b\n" },
        { "\"\\n\"", "|2+\n\n" },
        { "\"a \\nb\"", "\"a \\nb\"\n" },
        { "\"a\\r\\nb\"", "\"a\\r\\nb\"\n" },
        { "\"a\\u2028b\"", "'a\xE2\x80\xA8  b'\n" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_emit_shapes(void)
{
    static const struct row rows[] = {
        { "{}", "{}\n" },
        { "[]", "[]\n" },
        { "[[]]", "- []\n" },
        { "{\"a\":[1,2]}", "a:\n- 1\n- 2\n" },
        { "[[1,2],[3]]", "- - 1\n  - 2\n- - 3\n" },
        { "[{\"a\":1,\"b\":[2]}]", "- a: 1\n  b:\n  - 2\n" },
        { "{\"a\":{\"b\":{\"c\":null}}}", "a:\n  b:\n    c: null\n" },
        { "{\"a\":\"x\\ny\\n\",\"b\":1}", "a: |\n  x\n  y\nb: 1\n" },
        { "{\"a\":\"x\\n\\u2028\",\"b\":1}", "a: |+\n  x\n\xE2\x80\xA8\x62: 1\n" },
        { "[\"x\\n\",[\"y\"]]", "- |\n  x\n- - \"y\"\n" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_emit_keys(void)
{
    static const struct row rows[] = {
        { "{\"a10\":1,\"a2\":2,\"a1\":3,\"A\":4,\"_\":5,\"1\":6,\"\":7,\"a-b\":8,\"\xC3\xA9\":9}",
          "\"\": 7\n_: 5\n\"1\": 6\nA: 4\na-b: 8\na1: 3\na2: 2\na10: 1\n\xC3\xA9: 9\n" },
        { "{\"x010\":1,\"x10\":2,\"x9\":3,\"x09\":4}", "x9: 3\nx09: 4\nx10: 2\nx010: 1\n" },
        { "{\"a: b\":1,\"it's\":2,\"a\\tb\":3}", "\"a\\tb\": 3\n'a: b': 1\nit's: 2\n" },
        { "{\"a\\nb\":[1,{\"c\":2}]}", "? |-\n  a\n  b\n: - 1\n  - c: 2\n" },
        { "{\"a\\nb\":{\"c\":1,\"d\":2}}", "? |-\n  a\n  b\n: c: 1\n  d: 2\n" },
        { "{\"a\\nb\":\"c\"}", "? |-\n  a\n  b\n: c\n" },
    };
    check_rows(rows, T_COUNT(rows));
    for (size_t n = 127; n <= 129; n++) {
        char json[160];
        CRD_AUTO_BUF want;
        crd_buf_init(&want, 1000);
        crd_buf_add(&want, n > 128 ? CRD_S("? ") : CRD_S(""));
        crd_buf_add_n(&want, 'k', n);
        crd_buf_add(&want, n > 128 ? CRD_S("\n: 1\n") : CRD_S(": 1\n"));
        memset(json, 'k', sizeof(json));
        memcpy(json, "{\"", 2);
        memcpy(json + 2 + n, "\":1}", 5);
        check_row(json, crd_buf_str(&want));
    }
}

#define W10 "wwwwwwwwww"
#define WIDE W10 W10 W10 W10 W10 W10 W10 W10 W10

void test_emit_folds(void)
{
    static const struct row rows[] = {
        { "{\"a\":\"" WIDE " b\"}", "a: " WIDE "\n  b\n" },
        { "{\"a\":\"" WIDE "  b\"}", "a: " WIDE "  b\n" },
        { "{\"a\":\"'" WIDE " b\"}", "a: '''" WIDE "\n  b'\n" },
        { "{\"a\":\"\\t" WIDE " b\"}", "a: \"\\t" WIDE "\n  b\"\n" },
        { "{\"a\":\"\\t" WIDE "  b\"}", "a: \"\\t" WIDE "\n  \\ b\"\n" },
        { "[\"" WIDE " b\"]", "- " WIDE "\n  b\n" },
        /* a space breaks once the column is past 80: at 81, not at 80 */
        { "\"" W10 W10 W10 W10 W10 W10 W10 W10 " bb cc\"",
          W10 W10 W10 W10 W10 W10 W10 W10 " bb\n  cc\n" },
        { "\"" W10 W10 W10 W10 W10 W10 W10 W10 "w bb cc\"",
          W10 W10 W10 W10 W10 W10 W10 W10 "w\n  bb cc\n" },
        { "\"" WIDE " b c\"", WIDE "\n  b c\n" },
        { "\"" WIDE " b\\n\"", "|\n  " WIDE " b\n" },
        { "{\"" WIDE " b\":1}", WIDE " b: 1\n" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_emit_numbers(void)
{
    static const struct row rows[] = {
        { "0", "0\n" },
        { "-0", "0\n" },
        { "-0.0", "0\n" },
        { "1.0", "1\n" },
        { "1e3", "1000\n" },
        { "1000000.5", "1.0000005e+06\n" },
        { "9007199254740993", "9007199254740992\n" },
        { "12345678901234567890", "12345678901234567000\n" },
        { "1e20", "1e+20\n" },
        { "1e21", "1e+21\n" },
        { "1e-7", "1e-07\n" },
        { "0.000001", "1e-06\n" },
        { "-9223372036854775808", "-9.223372036854776e+18\n" },
        { "123456789012345", "123456789012345\n" },
    };
    check_rows(rows, T_COUNT(rows));
}

/* What does not survive the way through JSON. */
void test_emit_read_back(void)
{
    static const struct row rows[] = {
        { "\"a\xC2\x85 b\"", "a b\n" },
        { "\"a\xC2\x85\xC2\x85\x62\"", "|-\n  a\n  b\n" },
        { "[1e21,\"x\xC2\x85y\",1.5,{\"b\":\"\",\"a\":true}]",
          "- 1e+21\n- x y\n- 1.5\n- a: true\n  b: \"\"\n" },
        { "\"a\x7f\"", "yaml: control characters are not allowed" },
        { "[\"\xC2\x80\"]", "yaml: control characters are not allowed" },
        { "{\"\xEF\xBF\xBF\":1}", "yaml: control characters are not allowed" },
    };
    check_rows(rows, T_COUNT(rows));
    CRD_AUTO_BUF out;
    crd_buf_init(&out, 1000);
    crd_value raw = crd_value_string(CRD_S("a\xff\xfe z"));
    CHECK(crd_yaml_write(&out, &raw, NULL));
    CHECK_STR(crd_buf_str(&out), CRD_S("a\xEF\xBF\xBD\xEF\xBF\xBD z\n"));
}

void test_emit_failures(void)
{
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    crd_buf_init(&out, 1000);
    crd_buf_add_lit(&out, "before");
    crd_value large = crd_value_number(CRD_S("1e999"));
    CHECK(!crd_yaml_write(&out, &large, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    crd_value bad = crd_value_string(CRD_S("a\x7f"));
    out.len = 6;
    CHECK(!crd_yaml_write(&out, &bad, &err));
    CHECK_STR(err.message, CRD_S("yaml: control characters are not allowed"));
    CHECK_INT(err.code, CRD_E_SYNTAX);
    CHECK_STR(crd_buf_str(&out), CRD_S("before"));
}

void test_emit_depth(void)
{
    static crd_value nest[CRD_NESTING_MAX + 1];
    CRD_AUTO_BUF out;
    crd_buf_init(&out, ARENA_BYTES);
    nest[0] = crd_value_list((crd_value[]) { crd_value_null() }, 1);
    crd_value leaf = crd_value_null();
    nest[0] = crd_value_list(&leaf, 1);
    for (size_t i = 1; i <= CRD_NESTING_MAX; i++) {
        nest[i] = crd_value_list(&nest[i - 1], 1);
    }
    crd_err err = { 0 };
    CHECK(crd_yaml_write(&out, &nest[CRD_NESTING_MAX - 2], &err));
    CHECK(crd_yaml_write(&out, &nest[CRD_NESTING_MAX - 1], &err));
    CHECK(!crd_yaml_write(&out, &nest[CRD_NESTING_MAX], &err));
    CHECK_INT(err.code, CRD_E_DEPTH);
}

void test_emit_limit(void)
{
    crd_value value = crd_value_string(CRD_S("some text of twenty-six"));
    for (size_t limit = 23; limit <= 25; limit++) {
        CRD_AUTO_BUF out;
        crd_err err = { 0 };
        crd_buf_init(&out, limit);
        CHECK_INT(crd_yaml_write(&out, &value, &err), limit >= 24);
        CHECK_INT(err.code, limit >= 24 ? CRD_OK : CRD_E_MEMORY);
    }
}

static bool emit_once(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_BUF out;
    crd_value value;
    crd_err err = { 0 };
    crd_buf_init(&out, ARENA_BYTES);
    bool ok = arena && crd_json_read(arena, crd_str_c(context), NULL, &value, &err) &&
              crd_yaml_write(&out, &value, &err);
    return ok;
}

void test_emit_each_failure(void)
{
    static char plain[] = "{\"z\":{\"b\":[1,{\"y\":1,\"x\":2}],\"a\":\"x\\ny\"},\"c\":\"d\"}";
    static char odd[] = "{\"z\":{\"b\":[1,{\"y\":1,\"x\":2}],\"a\":\"x\xC2\x85y\"},\"c\":\"d\"}";
    CHECK_FAIL_EACH(emit_once, plain);
    CHECK_FAIL_EACH(emit_once, odd);
}
