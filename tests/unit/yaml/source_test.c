/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The source over YAML text: what it gives is the tree that crd_yaml_read reads, and its errors are
 * the same, with their places. The reader is held to go-yaml by the recorded vectors; these go
 * through here as well.
 */
#include <stdio.h>

#include "base/limits.h"
#include "tests.h"
#include "value/source_yaml.h"
#include "value/yaml_walk.h"

static crd_str json_of(crd_arena *arena, const crd_value *value)
{
    static const crd_json_style style = { .keep_order = true };
    crd_buf buf;
    crd_buf_on(&buf, arena, ARENA_BYTES);
    CHECK(crd_json_write(&buf, value, &style, NULL));
    return crd_buf_str(&buf);
}

/* The whole document out of the source as a tree. */
static bool read_source(crd_arena *arena, crd_str text, bool in_place, crd_value *ret,
                        crd_err *err)
{
    CRD_AUTO_YAML_SOURCE source;
    crd_yaml_source_init(&source, arena, text, in_place, err);
    enum crd_token token = crd_source_next(&source.source);
    bool ok = token && crd_source_value(&source.source, arena, token, ret, err) &&
              crd_source_next(&source.source) == CRD_TOKEN_END;
    if (!ok && !crd_code_is_ours(err->code)) {
        CHECK_INT(crd_source_next(&source.source), CRD_TOKEN_FAILED);
    }
    return ok;
}

static bool check_same(crd_str text, bool in_place)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value want;
    crd_value got;
    crd_err want_err = { 0 };
    crd_err err = { 0 };
    bool ok = crd_yaml_read(arena, text, NULL, &want, &want_err);
    bool same = CHECK_INT(read_source(arena, text, in_place, &got, &err), ok);
    if (same && ok) {
        same = CHECK_STR(json_of(arena, &got), json_of(arena, &want));
    } else if (same) {
        same = CHECK_STR(err.message, want_err.message) && CHECK_INT(err.code, want_err.code) &&
               CHECK_INT(err.place.line, want_err.place.line) &&
               CHECK_INT(err.place.column, want_err.place.column) &&
               CHECK_INT(err.place.offset, want_err.place.offset);
    }
    if (!same) {
        CHECK_STR(text, CRD_S("(the document)"));
    }
    return ok;
}

static const char *const documents[] = {
    "", "\n", "# nothing\n", "---\n", "a", "~", "- 1\n- [x, {y: z}]\n",
    "a: b\nc:\n  d: 1\n",
    /* lines, then something else: the whole reader goes on behind them */
    "a: 1\nb:\n- x\n- y: 0x1f\n  z: |\n    t\nc: [1, {d: \"\\n\"}]\ne: ~\n",
    "a:\n  b: c\n  # d\n  e: f\n", "a:\n  some text\n  more\n", "a:\n|\n x\n", "a:\n\"b\"\n",
    "a:\n[b: c]\n", "a:\nb # : c\n", "a: b\n---\nc: d\n", "a: b\n...\nc: [\n", "a: 1\n? b\n: c\n",
    "a: 1\na: 2\nb: {c: 1, c: 2}\n", "a: x\nb: 'y\n", "a: 1\nb: c: d\n", "a:\n- b\nc: d\n e: f\n",
    /* aliases and merges */
    "a: &x [1, {b: c}]\nd: [*x, *x]\ne: &y *x\n", "a: &x b\n*x : c\nd: *x\n",
    "a: &x {b: 1, c: 2}\nd:\n  c: 0\n  <<: *x\n  b: 3\n",
    "a: &x {b: 1}\nd: &y {b: 2, c: 3}\ne:\n  <<: [*x, {c: 4, f: &z [g]}, *y]\n  h: *z\n",
    "a: &x {<<: {b: &y [1]}, c: *y}\nd: {<<: *x}\n", "<<: {a: {<<: {b: c}}}\n",
    "<<: []\na: b\n", "? <<\n: {a: 1}\n", "\"<<\": {a: 1}\n", "!!merge <<: {a: 1}\n",
    "<<: x\n", "<<: [x]\n", "a: &x [1]\n<<: *x\n", "<<: [[a]]\nb: [\n",
    "&x a: *x\nb: &x c\nd: *x\n", "&x [1, *x]\n", "&x {a: *x}\n", "&x {a: {b: [*x]}}\n",
    "&x {<<: *x}\n", "&x {a: &y {<<: [*x]}}\n", "a: *x\n", "&x [!!int y, *x]\n",
    /* what JSON does not have, and what stands in for it in the end */
    "~: a\n", "18446744073709551615: a\n", "a: .nan\n", "a: [-.inf, .inf]\n", "a: .nan\na: 1\n",
    "a: {~: b}\na: c\n", "? [a]\n: b\n", "? {a: [1, ~]}\n: b\n", "a: &x [1]\n? *x\n: b\n",
    "? [!!int x]\n: b\n", "? [a]\n: b\nc: [\n", "b: .nan\n? [a]\n: c\n", "b: .nan\nc: ]\n",
    /* a fault of the content, and an error of syntax behind it */
    "a: !!int x\nb: 1\n", "a: !!int x\nb: [\n", "a: !!int x\n---\nb: [\n", "a: !!binary '*'\n",
    "a: !!binary aGk=\nb: !!float 1\nc: !!str 1\nd: !x {e: f}\n", "!!int x\n",
    /* where libyaml has to read again */
    "a: 1\nb: \"\\'\"\nc: \"x\\'y\"\nd: !e,f g\n", "a: &x \"\\'\"\nb: [*x, \"\\'\"]\nc: {d:}\n",
    "[]: a\n", "a:\n  {}: b\n", "[a]: b\n",
    "\xEF\xBB\xBF" "a: b\n", "a: \xC3\xA9\nb: &x {\xC3\xA9: [*x]}\n", "a: \xFF\n", "a: b\r\nc: d\r\n",
};

void test_source_equals_tree(void)
{
    for (size_t i = 0; i < T_COUNT(documents); i++) {
        check_same(crd_str_c(documents[i]), false);
        check_same(crd_str_c(documents[i]), true);
    }
}

/* One line of a vectors file. */
static bool check_vector(crd_str line)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value test;
    if (!CHECK(crd_json_read(arena, line, NULL, &test, NULL))) {
        return false;
    }
    const crd_value *in = CRD_GET(&test, "in");
    const crd_value *encoded = CRD_GET(&test, "in_b64");
    return !encoded && in && (check_same(crd_text_of(in), false), true);
}

static size_t check_vectors(const char *name)
{
    char path[4096];
    char block[4096];
    CRD_AUTO_BUF text;
    size_t n = 0;
    crd_buf_init(&text, ARENA_BYTES);
    snprintf(path, sizeof(path), "%s/tests/vectors/%s", FG_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    if (!CHECK(file)) {
        return 0;
    }
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;) {
        crd_buf_add(&text, crd_str_of(block, len));
    }
    fclose(file);
    crd_str rest = crd_buf_str(&text);
    while (rest.len) {
        size_t end = crd_str_find_byte(rest, '\n');
        n += check_vector(crd_str_sub(rest, 0, end));
        rest = crd_str_from(rest, end == CRD_NPOS ? rest.len : end + 1);
    }
    return n;
}

void test_source_vectors(void)
{
    CHECK(check_vectors("yaml.jsonl") >= 350);
    CHECK(check_vectors("yaml.odd.jsonl") >= 30);
}

static bool is_end(enum crd_token token)
{
    return token == CRD_TOKEN_LIST_END || token == CRD_TOKEN_MAP_END || token == CRD_TOKEN_END;
}

/* Lines give the places that the whole reader gives. */
void test_source_places(void)
{
    crd_str text = CRD_S("a: b\nlong:\n  nothing:\n  'k''y': \"v\"\n  list:\n  - 1\n  - x: y\n    z: |\n"
                         "      t\n  - - n\n    - folded\n      text\n  e: {}\n  f: []\nlast:\n");
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_YAML_SOURCE source;
    CRD_YAML_AUTO_PARSE parse = crd_yaml_parse_new(arena, text, 0, NULL);
    struct crd_yaml_walk walk;
    crd_err err = { 0 };
    crd_yaml_source_init(&source, arena, text, false, &err);
    crd_yaml_walk_init(&walk, arena, parse, false, &err);
    enum crd_token token;
    size_t n = 0;
    do {
        token = crd_source_next(&source.source);
        CHECK_INT(token, crd_yaml_walk_next(&walk));
        if (!is_end(token)) {
            crd_place got = crd_source_place(&source.source);
            crd_place want = crd_yaml_walk_place(&walk);
            CHECK_INT(got.line, want.line);
            CHECK_INT(got.column, want.column);
            CHECK_INT(got.offset, want.offset);
        }
        n++;
    } while (token && token != CRD_TOKEN_END);
    CHECK(!source.whole);
    CHECK_INT(n, 34);
    crd_yaml_walk_done(&walk);
}

static void check_place(crd_source *source, enum crd_token want, uint32_t line, uint32_t column)
{
    CHECK_INT(crd_source_next(source), want);
    CHECK_INT(crd_source_place(source).line, line);
    CHECK_INT(crd_source_place(source).column, column);
}

/* Of what an alias stands for: the alias, and inside of it where it stands. */
void test_source_alias_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_YAML_SOURCE source;
    crd_err err = { 0 };
    crd_yaml_source_init(&source, arena, CRD_S("- &a [&b 1]\n- *a\n- *b\n"), false, &err);
    check_place(&source.source, CRD_TOKEN_LIST, 1, 1);
    check_place(&source.source, CRD_TOKEN_LIST, 1, 3);
    check_place(&source.source, CRD_TOKEN_NUMBER, 1, 10);
    CHECK_INT(crd_source_next(&source.source), CRD_TOKEN_LIST_END);
    check_place(&source.source, CRD_TOKEN_LIST, 2, 3);
    check_place(&source.source, CRD_TOKEN_NUMBER, 1, 10);
    CHECK_INT(crd_source_next(&source.source), CRD_TOKEN_LIST_END);
    check_place(&source.source, CRD_TOKEN_NUMBER, 3, 3);
}

/* Passes over the whole document; the arena's bytes that it took. */
static size_t bytes_for(crd_str text)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_YAML_SOURCE source;
    crd_err err = { 0 };
    crd_yaml_source_init(&source, arena, text, false, &err);
    CHECK(crd_source_next(&source.source) && crd_source_skip(&source.source));
    CHECK_INT(crd_source_next(&source.source), CRD_TOKEN_END);
    return crd_arena_used(arena);
}

/* Nothing of a document stays, but what has an anchor. */
void test_source_holds_nothing(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    add_times(&text, "- {name: some text, more: [1, 2]}\n", 10000);
    CHECK_INT(bytes_for(crd_buf_str(&text)), 0);
    add_times(&text, "- name: some text\n", 10000);
    CHECK_INT(bytes_for(crd_buf_str(&text)), 0);
    crd_buf_add_lit(&text, "- &a {name: some text}\n- *a\n");
    CHECK(bytes_for(crd_buf_str(&text)) <= 64);
    crd_buf_clear(&text);
    add_times(&text, "- name: some text\n", 10000);
    CHECK_INT(bytes_for(crd_buf_str(&text)), 0);
}

/* The bounds are those of the tree, at which the tree shares what the source walks again. */
void test_source_bounds(void)
{
    for (size_t n = CRD_NESTING_MAX - 1; n <= CRD_NESTING_MAX + 1; n++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        add_times(&text, "[", n);
        add_times(&text, "]", n);
        CHECK_INT(check_same(crd_buf_str(&text), false), n <= CRD_NESTING_MAX);
        crd_buf_clear(&text);
        crd_buf_add_lit(&text, "- &a ");
        add_times(&text, "[", n - 2);
        add_times(&text, "]", n - 2);
        crd_buf_add_lit(&text, "\n- [*a]\n");
        CHECK_INT(check_same(crd_buf_str(&text), false), n <= CRD_NESTING_MAX);
        crd_buf_clear(&text);
        crd_buf_add_lit(&text, "- &a ");
        add_times(&text, "[", n - 4);
        crd_buf_add_lit(&text, "&b [x]");
        add_times(&text, "]", n - 4);
        crd_buf_add_lit(&text, "\n- &c [[*a]]\n- [*b]\n- *c\n- {d: *c}\n");
        CHECK_INT(check_same(crd_buf_str(&text), false), n <= CRD_NESTING_MAX - 1);
    }
    for (size_t n = 198; n <= 201; n++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "a: &a [");
        add_times(&text, "x,", 200);
        crd_buf_add_lit(&text, "]\nb: [");
        add_times(&text, "*a,", n);
        crd_buf_add_lit(&text, "]\n");
        CHECK_INT(check_same(crd_buf_str(&text), false), n < 200);
    }
}

static bool run_source(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 20);
    crd_value value;
    crd_err err = { 0 };
    bool ok = arena && read_source(arena, crd_str_c(context), false, &value, &err);
    return ok || (CHECK(!arena || err.code == CRD_E_NOMEM), false);
}

static bool run_error(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 20);
    crd_value value;
    crd_err err = { 0 };
    if (!arena) {
        return false;
    }
    CHECK(!read_source(arena, crd_str_c(context), false, &value, &err));
    CHECK(err.code == CRD_E_NOMEM || err.code == CRD_E_SYNTAX);
    return err.code == CRD_E_SYNTAX;
}

void test_source_each_failure(void)
{
    static char whole[] = "a: 'it''s'\nb: long\n  text\nc: 0x1f\nd: &x {e: [1, \"\\'\"], f: !!binary aGk=}\n"
                          "g: {<<: [*x, {h: 1.50}], a: *x}\ni: .nan\ni: 1\n";
    static char lines[] = "a: 'it''s'\nb: long\n  text\nc: 0x1f\nd: |\n  x\n";
    static char bad_key[] = "a: &x [1, {b: 2}]\n? *x\n: c\n";
    static char bad_number[] = "a: b\nc: [.nan]\n";
    static char tag[] = "a: [!!int x, y]\n";
    CHECK_FAIL_EACH(run_source, whole);
    CHECK_FAIL_EACH(run_source, lines);
    CHECK_FAIL_EACH(run_error, bad_key);
    CHECK_FAIL_EACH(run_error, bad_number);
    CHECK_FAIL_EACH(run_error, tag);
}
