/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quick way for documents of plain lines: what it takes, what it leaves, and that it says what
 * the whole reader says. The whole reader (asked for places, it is always the one that answers) is
 * held to go-yaml by the recorded vectors.
 */
#include "value/yaml_lines.h"

#include "../harness.h"
#include "base/limits.h"

static crd_str json_of(crd_arena *arena, const crd_value *value)
{
    static const crd_json_style style = { .keep_order = true };
    crd_buf buf;
    crd_err err = { .code = CRD_OK };
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    CHECK(crd_json_write(&buf, value, &style, &err));
    return crd_buf_str(&buf);
}

/* True when the quick way took the text; then it must agree with the whole reader. */
static bool taken(crd_arena *arena, crd_str text)
{
    crd_value quick;
    crd_value whole;
    crd_err err = { .code = CRD_OK };
    crd_yaml_options options = { .places = crd_places_new(arena) };
    enum crd_yaml_lines_outcome outcome = crd_yaml_read_lines(arena, text, &quick, &err);
    CHECK(outcome != CRD_YAML_LINES_FAILED && options.places);
    if (outcome != CRD_YAML_LINES_READ) {
        CHECK_INT(err.code, CRD_OK);
        return false;
    }
    if (!CHECK(crd_yaml_read(arena, text, &options, &whole, &err)) ||
        !CHECK_STR(json_of(arena, &quick), json_of(arena, &whole))) {
        CHECK_STR(text, CRD_S("(the document)"));
    }
    return true;
}

static void test_taken(void)
{
    static const char *const texts[] = {
        "a: b\n",
        "a:\nb: 1\n",
        "a:\n  b:\n    c: x\n  d: 1.50\ne: ~\n",
        "a:\n- x\n- 2\nb:\n  - y\n",
        "- a\n- b: 1\n  c: 2\n- - d\n  - e\n-  f\n",
        "'it''s': \"q\"\n\"on\": 'a: #b'\n",
        "a: |\n  x\n    y\n\n  z\n\nb: |-\n  - w\n",
        "a: some text\n  that goes on\n  - here\nb: c\n",
        "a: {}\nb: []\nc: [x\n",
        "8080: x\ny: z\n2024-01-02: d\n",
        "a: b",
        "a: 012\nb: 0x1f\nc: 1_000\nd: 1e3\ne: http://x:80/y\nf: -5\ng: -x\n",
        "a: 1\nb: 2\na: 3\n",
    };
    static const bool is_taken[T_COUNT(texts)] = {
        true, true, true, true, false, true, true, true, false, true, true, true, true,
    };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
        if (!CHECK_INT(taken(arena, crd_str_c(texts[i])), is_taken[i])) {
            CHECK_STR(crd_str_c(texts[i]), CRD_S("(the document)"));
        }
    }
}

static void test_left(void)
{
    static const char *const texts[] = {
        "",
        "\n",
        "text\n",
        " a: b\n",
        "# c\na: b\n",
        "a: b # c\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str b\n",
        "a: [1]\n",
        "a: {b: c}\n",
        "a: \"\\n\"\n",
        "a: \"b\n  c\"\n",
        "a: b\n\nc: d\n",
        "a: b\tc\n",
        "a: b\r\n",
        "a: \xc3\xa9\n",
        "a: >\n  b\n",
        "a: |+\n  b\n",
        "a: |2\n   b\n",
        "a: |\n  b",
        "--- a\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "? a\n: b\n",
        "<<: b\n",
        "~: b\n",
        "1.5: b\n",
        "012: b\n",
        "a: .inf\n",
        "a: b: c\n",
        "a: b \n",
        "a:  b\n",
        "a: b\n c: d\n",
        "a:\n  b: c\n d: e\n",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "-\n",
        "a: 'b' c\n",
    };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
        size_t before = crd_arena_used(arena);
        crd_value value;
        crd_err err = { .code = CRD_OK };
        if (!CHECK_INT(crd_yaml_read_lines(arena, crd_str_c(texts[i]), &value, &err),
                       CRD_YAML_LINES_OTHER)) {
            CHECK_STR(crd_str_c(texts[i]), CRD_S("(the document)"));
        }
        CHECK_INT(crd_arena_used(arena), before);
    }
}

/* A small generator with a fixed seed: lines that look like members and items, and some that do
 * not. */
static uint64_t state = UINT64_C(88172645463325252);

static unsigned pick(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 20) % n;
}

static const char *const pieces[] = {
    "a",      "b",       "key",       "x y",      "12",         "012",
    "0x1f",   "1.5",     "true",      "no",       "~",          "\"q\"",
    "'s'",    "'it''s'", "\"a\\n\"",  "{}",       "[]",         "|",
    "|-",     "|+",      ">",         "- ",       "-",          "---",
    "...",    ": ",      ":",         " #",       "#",          "&a",
    "*a",     "!t",      "? ",        "<<",       "2024-01-02", "1:30",
    ".inf",   "_z",      "/p/q:8080", "$(X)",     "+1",         "-x",
    "a, b",   "{a",      "[1]",       "\"open",   "'u",         "@",
    "%",      "  ",      "\t",        "\xc3\xa9", ".5",         "1_000",
    "'a': b", "y",       "a: b",      " ",        "08",         "9223372036854775808",
    "1e400",  "'",       "]",
};

static void add_line(crd_buf *buf, int indent)
{
    unsigned shape = pick(10);
    crd_buf_add_n(buf, ' ', (size_t)indent);
    if (shape >= 4 && shape < 7) {
        crd_buf_add(buf, pick(4) ? CRD_S("- ") : CRD_S("- - "));
    }
    if (shape < 8 && (shape < 4 || shape == 7 || pick(3) == 0)) {
        crd_buf_add(buf, crd_str_c(pieces[pick(3) ? pick(4) : pick(T_COUNT(pieces))]));
        crd_buf_add(buf, shape == 7 || pick(4) == 0 ? CRD_S(":") : CRD_S(": "));
    }
    for (unsigned more = shape == 7  ? 0
                         : shape < 7 ? 1 + (pick(7) == 0)
                                     : pick(4);
         more > 0; more--) {
        crd_buf_add(buf, crd_str_c(pieces[pick(T_COUNT(pieces))]));
    }
    crd_buf_add(buf, pick(25) ? CRD_S("\n") : CRD_S("\n\n"));
}

static void test_agrees(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    crd_buf buf;
    size_t n_taken = 0;
    crd_buf_init(&buf, 1 << 20);
    for (size_t i = 0; i < 30000; i++) {
        int indent = 0;
        crd_arena_reset(arena);
        crd_buf_clear(&buf);
        for (unsigned lines = 1 + pick(7); lines > 0; lines--) {
            add_line(&buf, indent);
            indent += 2 * (int)pick(3) - 2;
            indent = indent < 0 ? 0 : indent;
        }
        n_taken += taken(arena, crd_buf_str(&buf));
    }
    crd_buf_done(&buf);
    CHECK(n_taken > 1000);
}

/* Nested deeper than the quick way goes: the whole reader takes it. */
static void test_deep(void)
{
    for (size_t depth = 127; depth <= 129; depth++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
        crd_buf buf;
        crd_buf_init(&buf, 1 << 20);
        for (size_t i = 0; i < depth; i++) {
            crd_buf_add_n(&buf, ' ', 2 * i);
            crd_buf_add(&buf, i + 1 < depth ? CRD_S("a:\n") : CRD_S("a: b\n"));
        }
        CHECK_INT(taken(arena, crd_buf_str(&buf)), depth <= 128);
        crd_buf_done(&buf);
    }
}

static bool read_once(void *context)
{
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_value value;
    crd_err err = { .code = CRD_OK };
    return arena &&
           crd_yaml_read_lines(arena,
                               CRD_S("a: 'it''s'\nb: 0x1f\nc: long\n  text\nd: |\n  x\ne: [\n"),
                               &value, &err) == CRD_YAML_LINES_OTHER &&
           crd_yaml_read_lines(arena, CRD_S("a: 'it''s'\nb: 0x1f\nc: long\n  text\nd: |\n  x\n"),
                               &value, &err) == CRD_YAML_LINES_READ;
}

static void test_each_failure(void)
{
    CHECK_FAIL_EACH(read_once, NULL);
}

static const struct t_test tests[] = {
    T_TEST(test_taken), T_TEST(test_left),         T_TEST(test_agrees),
    T_TEST(test_deep),  T_TEST(test_each_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
