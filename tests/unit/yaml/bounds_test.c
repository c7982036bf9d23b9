/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's bounds, just below, at and above; and inputs that are made to take long. */
#include <stdio.h>

#include "base/limits.h"
#include "base/num.h"
#include "tests.h"

/* Reads what the buffer holds; the code of the outcome. */
static enum crd_code code_of(const crd_buf *text, const crd_yaml_options *options)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options with_places = options ? *options : (crd_yaml_options) { 0 };
    crd_value value;
    crd_err err = { 0 };
    bool ok = crd_yaml_read(arena, crd_buf_str(text), options, &value, &err);
    CHECK_INT(ok, err.code == CRD_OK);
    if (!ok) {
        with_places.places = crd_places_new(arena);
        enum crd_code code = err.code;
        CHECK(!crd_yaml_read(arena, crd_buf_str(text), &with_places, &value, &err));
        CHECK_INT(err.code, code);
        CHECK(err.place.line > 0 || code == CRD_E_BUDGET);
    }
    return err.code;
}

static void check_depth(const char *open, const char *inside, const char *close, size_t levels,
                        enum crd_code want)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    add_times(&text, open, levels);
    crd_buf_add(&text, crd_str_c(inside));
    add_times(&text, close, levels);
    CHECK_INT(code_of(&text, NULL), want);
}

void test_depth_bound(void)
{
    for (size_t n = CRD_NESTING_MAX - 1; n <= CRD_NESTING_MAX + 1; n++) {
        enum crd_code want = n <= CRD_NESTING_MAX ? CRD_OK : CRD_E_DEPTH;
        check_depth("[", "", "]", n, want);
        check_depth("{a: ", "1", "}", n, want);
        check_depth("- ", "x", "", n, want);
        /* an alias one level down to a list of n - 1 levels */
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "- &a ");
        add_times(&text, "[", n - 2);
        add_times(&text, "]", n - 2);
        crd_buf_add_lit(&text, "\n- [*a]\n");
        CHECK_INT(code_of(&text, NULL), want);
    }
    /* keys in block style: one map a level, each on its line */
    for (size_t n = CRD_NESTING_MAX - 1; n <= CRD_NESTING_MAX + 1; n++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        for (size_t i = 0; i < n; i++) {
            crd_buf_add_n(&text, ' ', i);
            crd_buf_add_lit(&text, "a:\n");
        }
        CHECK_INT(code_of(&text, NULL), n <= CRD_NESTING_MAX ? CRD_OK : CRD_E_DEPTH);
    }
    crd_yaml_options options = { .depth_max = 3 };
    CRD_AUTO_BUF text;
    crd_buf_init(&text, 100);
    crd_buf_add_lit(&text, "a: [{b: c}]");
    CHECK_INT(code_of(&text, &options), CRD_OK);
    crd_buf_add_lit(&text, "\nd: [{b: [c]}]");
    CHECK_INT(code_of(&text, &options), CRD_E_DEPTH);
}

/* go-yaml v2.4.4: 199 aliases of 200 items are 0.98998 of all steps, 200 are 0.990001. */
void test_alias_share_bound(void)
{
    for (size_t n = 198; n <= 201; n++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        crd_buf_add_lit(&text, "a: &a [");
        add_times(&text, "x,", 200);
        crd_buf_add_lit(&text, "]\nb: [");
        add_times(&text, "*a,", n);
        crd_buf_add_lit(&text, "]\n");
        CHECK_INT(code_of(&text, NULL), n < 200 ? CRD_OK : CRD_E_BUDGET);
    }
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value value;
    crd_err err = { 0 };
    crd_str bomb = CRD_S("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                         "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                         "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n");
    CHECK(!crd_yaml_read(arena, bomb, NULL, &value, &err));
    CHECK_STR(err.message, CRD_S("error converting YAML to JSON: yaml: document contains excessive "
                                 "aliasing"));
    CHECK_INT(err.code, CRD_E_BUDGET);
}

/* 2 + 1 + n items, and as many again behind an alias */
void test_nodes_bound(void)
{
    for (size_t bound = 11; bound <= 13; bound++) {
        CRD_AUTO_BUF text;
        crd_yaml_options options = { .nodes_max = bound };
        crd_buf_init(&text, 100);
        crd_buf_add_lit(&text, "a: &a [1, 2, 3]\nb: [*a, *a]\n");
        /* the map, a and its 3 items, b, and twice 4 */
        CHECK_INT(code_of(&text, &(crd_yaml_options) { .nodes_max = bound + 1 }),
                  bound + 1 >= 14 ? CRD_OK : CRD_E_BUDGET);
        crd_buf_clear(&text);
        crd_buf_add_lit(&text, "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]");
        CHECK_INT(code_of(&text, &options), bound >= 12 ? CRD_OK : CRD_E_BUDGET);
    }
}

/* A bound on what aliases add: a large document without any is no bomb. */
void test_shared_aliases(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_buf text;
    crd_value value;
    crd_buf_on(&text, arena, ARENA_BYTES);
    crd_buf_add_lit(&text, "a: &a [");
    add_times(&text, "xxxxxxxx,", 1000);
    crd_buf_add_lit(&text, "]\nb: [");
    add_times(&text, "*a,", 90);
    crd_buf_add_lit(&text, "]\nc: [");
    add_times(&text, "z,", 1000);
    crd_buf_add_lit(&text, "]\n");
    size_t before = crd_arena_used(arena);
    CHECK(crd_yaml_read(arena, crd_buf_str(&text), NULL, &value, NULL));
    /* 3,095 nodes that are there, not 92,000 */
    CHECK(crd_arena_used(arena) - before < (size_t)120 * 1024);
    const crd_value *b = CRD_GET(&value, "b");
    CHECK_INT(crd_len_of(b), 90);
    CHECK(crd_item(b, 0)->u.items == crd_item(b, 89)->u.items);

    CRD_AUTO_BUF large;
    crd_buf_init(&large, ARENA_BYTES);
    crd_buf_add_byte(&large, '[');
    add_times(&large, "1,", CRD_YAML_NODES_MAX + 10);
    crd_buf_add_byte(&large, ']');
    CHECK_INT(code_of(&large, NULL), CRD_OK);
}

void test_tag_directives_bound(void)
{
    for (size_t n = CRD_YAML_TAG_DIRECTIVES_MAX - 1; n <= CRD_YAML_TAG_DIRECTIVES_MAX + 1; n++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        for (size_t i = 0; i < n; i++) {
            crd_buf_add_lit(&text, "%TAG !a");
            crd_buf_add_uint(&text, i);
            crd_buf_add_lit(&text, "! x\n");
        }
        crd_buf_add_lit(&text, "---\n!a1!b x\n");
        CHECK_INT(code_of(&text, NULL), n <= CRD_YAML_TAG_DIRECTIVES_MAX ? CRD_OK : CRD_E_BUDGET);
    }
}

/* Each scalar costs its flow level, and each list once more at its start and end. */
void test_flow_work_bound(void)
{
    const size_t depth = CRD_NESTING_MAX;
    for (int over = 0; over <= 1; over++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        add_times(&text, "[", depth);
        add_times(&text, "a,",
                  CRD_YAML_FLOW_WORK_MAX / depth + (over ? 10 : 0) - (over ? 0 : 1600));
        add_times(&text, "]", depth);
        CHECK_INT(code_of(&text, NULL), over ? CRD_E_BUDGET : CRD_OK);
    }
}

void test_reread_bound(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    add_times(&text, "# padding to have few readings within the bound of bytes\n", 4000);
    size_t readings = CRD_YAML_REREAD_BYTES_MAX / (text.len + 100);
    for (size_t i = 0; i <= readings + 2; i++) {
        crd_buf_add_lit(&text, "- \"\\'\"\n");
        if (i + 3 == readings) {
            CHECK_INT(code_of(&text, NULL), CRD_OK);
        }
    }
    CHECK_INT(code_of(&text, NULL), CRD_E_SYNTAX);
}

/* Shapes that libyaml 0.2.5 alone takes seconds or minutes for: the time limit of the test is the
 * judge, and memory. */
void test_hostile(void)
{
    static const struct {
        const char *part;
        size_t times;
        enum crd_code want;
    } shapes[] = {
        { "[", 64 * 1024, CRD_E_DEPTH },     { "[", 1024 * 1024, CRD_E_DEPTH },
        { "{", 64 * 1024, CRD_E_DEPTH },     { "[{", 32 * 1024, CRD_E_DEPTH },
        { "[a,", 64 * 1024, CRD_E_DEPTH },   { "[\n", 64 * 1024, CRD_E_DEPTH },
        { "{a: ", 64 * 1024, CRD_E_DEPTH },  { "- ", 512 * 1024, CRD_E_DEPTH },
        { "? ", 64 * 1024, CRD_E_DEPTH },    { "? - ", 64 * 1024, CRD_E_DEPTH },
        { "\t", 1024 * 1024, CRD_E_SYNTAX }, { "---\n", 100 * 1024, CRD_OK },
        { "# x\n", 1024 * 1024, CRD_OK },    { "%TAG !a! b\n", 16000, CRD_E_BUDGET },
    };
    for (size_t i = 0; i < T_COUNT(shapes); i++) {
        CRD_AUTO_BUF text;
        crd_buf_init(&text, ARENA_BYTES);
        add_times(&text, shapes[i].part, shapes[i].times);
        CHECK_INT(code_of(&text, NULL), shapes[i].want);
    }
}

/* One line of very many scalars with tags and anchors: the time for their places is in proportion. */
void test_long_line(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, ARENA_BYTES);
    crd_buf_add_lit(&text, "[");
    add_times(&text, "!!str x,", 50000);
    add_times(&text, "&a \xC3\xA9,", 50000);
    crd_buf_add_lit(&text, "{a: &b !!str c}]");
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_value value;
    crd_place place = { 0 };
    CHECK(crd_yaml_read(arena, crd_buf_str(&text), &options, &value, NULL));
    CHECK(crd_places_find(options.places, CRD_GET(crd_item(&value, 100000), "a"), &place, NULL));
    CHECK_INT(place.column, text.len - 2);
}

void test_arena_limit(void)
{
    crd_str text = CRD_S("a: [some text, more text, {b: c}]\nd: &x {e: f}\ng: *x\n");
    for (size_t limit = 0; limit < 4096; limit += 8) {
        CRD_AUTO_ARENA arena = crd_arena_new(limit);
        crd_value value;
        crd_err err = { 0 };
        bool ok = crd_yaml_read(arena, text, NULL, &value, &err);
        CHECK(ok || err.code == CRD_E_MEMORY);
    }
}
