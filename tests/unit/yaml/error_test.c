/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's errors: go-yaml's texts and line numbers, and the places that are ours. */
#include "tests.h"

struct row {
    const char *yaml;
    const char *message; /* behind the prefix */
    uint32_t line;
    uint32_t column;
};

static const struct row rows[] = {
    { "a:\n\tb: 1", "yaml: line 2: found character that cannot start any token", 2, 1 },
    { "a: 'x", "yaml: found unexpected end of stream", 1, 6 },
    { "x: 1\na: \"b\n", "yaml: line 3: found unexpected end of stream", 3, 1 },
    { "[a", "yaml: line 1: did not find expected ',' or ']'", 2, 1 },
    { "{a: b", "yaml: line 1: did not find expected ',' or '}'", 2, 1 },
    { "a: b: c", "yaml: mapping values are not allowed in this context", 1, 5 },
    { "a: 1\n b: 2\n", "yaml: line 2: mapping values are not allowed in this context", 2, 3 },
    { "a:\n  b\n c: d\n", "yaml: line 3: mapping values are not allowed in this context", 3, 3 },
    { "a: 1\n- b\n", "yaml: line 1: did not find expected key", 2, 1 },
    { "- a\nb: c\n", "yaml: line 1: did not find expected '-' indicator", 2, 1 },
    { "a: -\n- b: [\n", "yaml: block sequence entries are not allowed in this context", 1, 4 },
    { "a: *\n", "yaml: did not find expected alphabetic or numeric character", 1, 5 },
    { "a: \"\\q\"\n", "yaml: found unknown escape character", 1, 5 },
    { "a: \"\\xzz\"\n", "yaml: did not find expected hexdecimal number", 1, 7 },
    { "a: b\n%FOO x\n", "yaml: line 2: found unknown directive name", 2, 0 },
    { "\n\na: *x\n", "yaml: unknown anchor 'x' referenced", 3, 4 },
    { "a: 1\nb:\n  - !!int x\n", "yaml: cannot decode !!str `x` as a !!int", 3, 11 },
};

void test_errors(void)
{
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_value value;
        crd_err err = { 0 };
        if (!CHECK(!crd_yaml_read(arena, crd_str_c(rows[i].yaml), NULL, &value, &err))) {
            continue;
        }
        crd_str prefix = CRD_S("error converting YAML to JSON: ");
        CHECK_STR(crd_str_from(err.message, prefix.len), crd_str_c(rows[i].message));
        CHECK(crd_str_starts(err.message, prefix));
        CHECK_INT(err.code, CRD_E_SYNTAX);
    }
}

void test_error_places(void)
{
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_yaml_options options = { .places = crd_places_new(arena) };
        crd_value value;
        crd_err err = { 0 };
        CHECK(!crd_yaml_read(arena, crd_str_c(rows[i].yaml), &options, &value, &err));
        CHECK_INT(err.place.line, rows[i].line);
        if (rows[i].column) {
            CHECK_INT(err.place.column, rows[i].column);
        }
    }
}

/*
 * go-yaml reads 512 bytes at a time: a bad character is seen before an error that stands up to
 * there before it, and not at all behind the end of a document that is complete by then.
 */
void test_error_chunks(void)
{
    static const struct {
        size_t padding;
        const char *message;
    } cases[] = {
        { 400, "yaml: control characters are not allowed" },
        { 600, "yaml: line 2: mapping values are not allowed in this context" },
    };
    for (size_t i = 0; i < T_COUNT(cases); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        crd_buf text;
        crd_value value;
        crd_err err = { 0 };
        crd_buf_on(&text, arena, 10000);
        crd_buf_add_lit(&text, "a: 1\n b: 2\n");
        add_times(&text, "#", cases[i].padding);
        crd_buf_add_byte(&text, '\x01');
        CHECK(!crd_yaml_read(arena, crd_buf_str(&text), NULL, &value, &err));
        CHECK(crd_str_ends(err.message, crd_str_c(cases[i].message)));
    }
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_buf text;
    crd_value value;
    crd_buf_on(&text, arena, 10000);
    crd_buf_add_lit(&text, "a: 1\n---\n");
    add_times(&text, "# comment\n", 200);
    crd_buf_add_byte(&text, '\x01');
    CHECK(crd_yaml_read(arena, crd_buf_str(&text), NULL, &value, NULL));
}
