/* SPDX-License-Identifier: Apache-2.0 */
/* The reader: what documents mean. Each is read the quick way and, asked for places, the whole one.
 */
#include "tests.h"

struct row {
    const char *yaml;
    const char *json; /* with sorted keys, or the error behind its prefix */
};

static crd_str outcome_of(crd_arena *arena, crd_str text, const crd_yaml_options *options)
{
    crd_value value;
    crd_err err = { 0 };
    crd_str prefix = CRD_S("error converting YAML to JSON: ");
    if (!crd_yaml_read(arena, text, options, &value, &err)) {
        CHECK(crd_str_starts(err.message, prefix));
        return crd_str_from(err.message, prefix.len);
    }
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    CHECK(crd_json_write(&out, &value, &(crd_json_style) { .keep_html = true }, &err));
    return crd_buf_str(&out);
}

static void check_text(crd_str text, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options options = { .places = crd_places_new(arena) };
    CHECK_STR(outcome_of(arena, text, NULL), want);
    CHECK_STR(outcome_of(arena, text, &options), want);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_text(crd_str_c(rows[i].yaml), crd_str_c(rows[i].json));
    }
}

void test_read_scalars(void)
{
    static const struct row rows[] = {
        { "", "null" },
        { "# only\n", "null" },
        { "---\n", "null" },
        { "a: ~\nb:\nc: ''\n", "{\"a\":null,\"b\":null,\"c\":\"\"}" },
        { "[x, y, 'y', \"on\", no]", "[\"x\",true,\"y\",\"on\",false]" },
        { "[017, 0o17, 0x1F, 0b11, 1_000, 08, -0b11, 0b-11]", "[15,15,31,3,1000,8,-3,-3]" },
        { "[1e3, .5, 5., 685_230.15, 1e400]", "[1000,0.5,5,685230.15,\"1e400\"]" },
        { "[18446744073709551615, 18446744073709551616]",
          "[18446744073709551615,18446744073709552000]" },
        { "[1:30, 2024-01-01, <<]", "[\"1:30\",\"2024-01-01\",\"<<\"]" },
        { "a: |\n  x\n   y\n\nb: >-\n  c\n  d\n\n  e\n",
          "{\"a\":\"x\\n y\\n\",\"b\":\"c d\\ne\"}" },
        { "a: \"x\\ty\\x41\\u00e9\\\n  z\"\n", "{\"a\":\"x\\tyA\xC3\xA9z\"}" },
        { "- a\n b\n-\n-\n", "[\"a b\",null,null]" },
        { "a: 1\n---\n[", "{\"a\":1}" },
        { "a: 1\n...\nb", "{\"a\":1}" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_read_keys(void)
{
    static const struct row rows[] = {
        { "y: 1\non: 2\n1.50: 3\n0x10: 4\n1e3: 5\n1e30: 6\n0.1: 7",
          "{\"0.1\":7,\"1.5\":3,\"1000\":5,\"16\":4,\"1e+30\":6,\"true\":2}" },
        { "1e300: a\n-.inf: b\n", "{\"-.inf\":\"b\",\".inf\":\"a\"}" },
        { "3.4028234663852886e38: a\n16777216.5: b\n",
          "{\"1.6777216e+07\":\"b\",\"3.4028235e+38\":\"a\"}" },
        { "2024-01-01: a\n", "{\"2024-01-01\":\"a\"}" },
        { "a: 1\nb: 2\na: 3\n", "{\"a\":3,\"b\":2}" },
        { "~: x\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\"" },
        { "18446744073709551615: ~\n",
          "unsupported map key of type: uint64, key: 0xffffffffffffffff, value: <nil>" },
        { "{~: 1}: 2\n",
          "yaml: invalid map key: map[interface {}]interface {}{interface {}(nil):1}" },
        { "a: {{ .Values.x }}\n",
          "yaml: invalid map key: map[interface {}]interface {}{\".Values.x\":interface {}(nil)}" },
        { "? [a, 1, 1.5, 1e6, .inf, true, ~, 18446744073709551615, {}]\n: x\n",
          "yaml: invalid map key: []interface {}{\"a\", 1, 1.5, 1e+06, +Inf, true, "
          "interface {}(nil), 0xffffffffffffffff, map[interface {}]interface {}{}}" },
        { "~: {b: 1, 1.5: 2, 1: 3, true: 4, -1: 5}\n",
          "unsupported map key of type: %!s(<nil>), key: <nil>, value: map[interface {}]interface "
          "{}{\"b\":1, -1:5, 1:3, 1.5:2, true:4}" },
        /* what a later duplicate has replaced is not looked at */
        { "a: {~: 1}\na: 2\n", "{\"a\":2}" },
        { "a: .inf\na: 2\n", "{\"a\":2}" },
        { "b: .nan\na: -.inf\n", "json: unsupported value: -Inf" },
        { "b: .nan\na: {~: 1}\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: 1" },
        { "&a a: 1\n*a : 2\n", "{\"a\":2}" },
        { "x: &a [1]\n*a : 2\n", "yaml: invalid map key: []interface {}{1}" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_read_merges(void)
{
    static const struct row rows[] = {
        { "<<: {a: 1, b: 3}\na: 2\n", "{\"a\":2,\"b\":3}" },
        /* go-yaml v2 merges where the key stands */
        { "a: 2\n<<: {a: 1, b: 3}\n", "{\"a\":1,\"b\":3}" },
        { "<<: [{a: 1}, {a: 2, b: 2}]\n", "{\"a\":1,\"b\":2}" },
        { "a: &b {x: 1}\nc:\n  <<: *b\n  z: 2\n", "{\"a\":{\"x\":1},\"c\":{\"x\":1,\"z\":2}}" },
        { "a: &b {x: {y1: 1}}\nc: &c {<<: [*b, {w: 0}], z: *b}\nd: {<<: *c}\n",
          "{\"a\":{\"x\":{\"y1\":1}},\"c\":{\"w\":0,\"x\":{\"y1\":1},\"z\":{\"x\":{\"y1\":1}}},"
          "\"d\":{\"w\":0,\"x\":{\"y1\":1},\"z\":{\"x\":{\"y1\":1}}}}" },
        { "<<: &m {a: 1}\nb: *m\n", "{\"a\":1,\"b\":{\"a\":1}}" },
        { "'<<': {a: 1}\n", "{\"<<\":{\"a\":1}}" },
        { "!!merge <<: {a: 1}\n", "{\"a\":1}" },
        { "<<: []\na: 1\n", "{\"a\":1}" },
        { "<<: 5\n", "yaml: map merge requires map or sequence of maps as the value" },
        { "<<: [5]\n", "yaml: map merge requires map or sequence of maps as the value" },
        { "<<: ~\n", "yaml: map merge requires map or sequence of maps as the value" },
        { "a: &x 1\n<<: *x\n", "yaml: map merge requires map or sequence of maps as the value" },
        { "a: &x {<<: *x}\n", "yaml: anchor 'x' value contains itself" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_read_aliases(void)
{
    static const struct row rows[] = {
        { "- &a x\n- *a\n- &a z\n- *a\n", "[\"x\",\"x\",\"z\",\"z\"]" },
        { "a: &a [1, &b {c: 2}]\nd: *a\ne: *b\n",
          "{\"a\":[1,{\"c\":2}],\"d\":[1,{\"c\":2}],\"e\":{\"c\":2}}" },
        { "&a [*a]", "yaml: anchor 'a' value contains itself" },
        { "a: &a {b: [*a]}\n", "yaml: anchor 'a' value contains itself" },
        { "a: *x\n", "yaml: unknown anchor 'x' referenced" },
        { "a: &x 1\n--- \n*x", "{\"a\":1}" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_read_tags(void)
{
    static const struct row rows[] = {
        { "[!!str 5, !foo 5, ! \"5\", !!int \"5\", !!float 1, !!bool \"yes\", !!null '']",
          "[\"5\",\"5\",\"5\",5,1,true,null]" },
        { "a: !!binary aGk=\nb: !!binary /w==\n", "{\"a\":\"hi\",\"b\":\"\xEF\xBF\xBD\"}" },
        { "!!set {a, b}", "{\"a\":null,\"b\":null}" },
        { "!!map [a]", "[\"a\"]" },
        { "!!timestamp 2024-01-01", "\"2024-01-01\"" },
        { "!<tag:yaml.org,2002:int> 0x10", "16" },
        { "!!binary '?'", "yaml: !!binary value contains invalid base64 data" },
        { "!!int x", "yaml: cannot decode !!str `x` as a !!int" },
        { "!!int 1.5", "yaml: cannot decode !!float `1.5` as a !!int" },
        { "!!null x", "yaml: cannot decode !!str `x` as a !!null" },
        { "!!timestamp 5", "yaml: cannot decode !!int `5` as a !!timestamp" },
        { "!!float 18446744073709551615",
          "yaml: cannot decode !!int `18446744073709551615` as a !!float" },
    };
    check_rows(rows, T_COUNT(rows));
}

void test_read_encodings(void)
{
    check_text(CRD_S("\xEF\xBB\xBF\x61: 1"), CRD_S("{\"a\":1}"));
    check_text(CRD_S("\xFF\xFE\x61\0:\0 \0\x31\0"), CRD_S("{\"a\":1}"));
    check_text(CRD_S("\xFE\xFF\0\x61\0:\0 \0\x31"), CRD_S("{\"a\":1}"));
    check_text(CRD_S("a: |\r\n  b\r\n  c\r\nd: e\r\n"), CRD_S("{\"a\":\"b\\nc\\n\",\"d\":\"e\"}"));
    check_text(CRD_S("a: 1\rb: 2\r"), CRD_S("{\"a\":1,\"b\":2}"));
    check_text(CRD_S("'\xC2\x85'"), CRD_S("\" \""));
    check_text(CRD_S("a: \0"), CRD_S("yaml: control characters are not allowed"));
    check_text(CRD_S("a: \x7f"), CRD_S("yaml: control characters are not allowed"));
    check_text(CRD_S("a: \xff"), CRD_S("yaml: invalid leading UTF-8 octet"));
    check_text(CRD_S("a: \xC3"), CRD_S("yaml: incomplete UTF-8 octet sequence"));
    check_text(CRD_S("a: \xED\xA0\x80"), CRD_S("yaml: invalid Unicode character"));
    check_text(CRD_S("\xFF\xFE\x61"), CRD_S("yaml: incomplete UTF-16 character"));
}

/* Where libyaml would say something else. */
void test_read_go_differences(void)
{
    static const struct row rows[] = {
        { "a: \"\\/\"\n", "yaml: found unknown escape character" },
        { "a: '\\/'\nb: \\/\nc: |\n  \\/\n\n",
          "{\"a\":\"\\\\/\",\"b\":\"\\\\/\",\"c\":\"\\\\/\\n\"}" },
        { "a: \"x\\'y\\'\"\nb: \"\\'\"\n", "{\"a\":\"x'y'\",\"b\":\"'\"}" },
        { "a: 'C:\\'\nb: \"\\'\"\n", "{\"a\":\"C:\\\\\",\"b\":\"'\"}" },
        { "{a:}", "{\"a:\":null}" },
        { "{a:,b: 1, \"c\":[2], 'd':{e: 3}}", "{\"a:\":null,\"b\":1,\"c\":[2],\"d\":{\"e\":3}}" },
        { "[a::]", "[\"a::\"]" },
        { "[http://x/?a=b]", "yaml: did not find expected ',' or ']'" },
        { "\n{a: b?}", "yaml: line 1: did not find expected ',' or '}'" },
        { "a:\n  - [x: y?]", "yaml: line 1: did not find expected ',' or ']'" },
        { "a: b?c\nd: [\"e?\"]\n", "{\"a\":\"b?c\",\"d\":[\"e?\"]}" },
        { "%YAML 1.2\n---\na", "yaml: found incompatible YAML document" },
        { "a: 1\n\xEF\xBB\xBF\x62: 2\n", "{\"a\":1,\"\xEF\xBB\xBF\x62\":2}" },
        { "a: \xEE\x80\x80\\/:\n", "yaml: mapping values are not allowed in this context" },
    };
    check_rows(rows, T_COUNT(rows));
}

/* What is printed is read as the same value again. */
void test_read_round_trip(void)
{
    static const char *const texts[] = {
        "a: \"y\"\nb: 1\nc:\n- x\n- - z\n- {}\nd: |\n  t\n\n   u\ne: \" x\"\n",
        "? |\n  k\n  l\n: - 1\n",
        "- \"\\0\\t\\U0001F600\"\n- 1e+21\n- '- a'\n- null\n",
    };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_value once;
        crd_value twice;
        crd_buf out;
        crd_buf_on(&out, arena, ARENA_BYTES);
        CHECK(crd_yaml_read(arena, crd_str_c(texts[i]), NULL, &once, NULL));
        CHECK(crd_yaml_write(&out, &once, NULL));
        CHECK(crd_yaml_read(arena, crd_buf_str(&out), NULL, &twice, NULL));
        CHECK(crd_value_equal(&once, &twice));
    }
}

static bool read_once(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_places *places = arena ? crd_places_new(arena) : NULL;
    crd_duplicate *duplicates = NULL;
    crd_value value;
    crd_err err = { 0 };
    crd_yaml_options options = { .places = places, .duplicates = &duplicates };
    return places && crd_yaml_read(arena, crd_str_c(context), &options, &value, &err);
}

/* Documents that must be refused: true when they are, so that only memory makes it false. */
static bool refuse_once(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value value;
    crd_err err = { 0 };
    return arena && !crd_yaml_read(arena, crd_str_c(context), NULL, &value, &err) &&
           err.code == CRD_E_SYNTAX;
}

void test_read_each_failure(void)
{
    static char rich[] =
        "a: &a {x: 1, b: [1.50, 0x10], x: 2}\nb: *a\nc: {<<: [*a, {d: !!binary aGk=}], e: 1e3}\n"
        "1.5: \"\\'\"\nf: [a:, '\\/', \xC3\xA9]\n*q0 : z\n";
    char *alias = strstr(rich, "*q0");
    memcpy(alias, "zzz", 3);
    static char key[] = "? {a: 1, 2: b}\n: x\n";
    static char null_key[] = "a: [{~: [1.5, x]}]\n";
    static char syntax[] = "a: [b\n";
    CHECK_FAIL_EACH(read_once, rich);
    CHECK_FAIL_EACH(refuse_once, key);
    CHECK_FAIL_EACH(refuse_once, null_key);
    CHECK_FAIL_EACH(refuse_once, syntax);
}
