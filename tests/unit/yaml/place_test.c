/* SPDX-License-Identifier: Apache-2.0 */
/* Places, duplicates and streams of documents. */
#include "tests.h"

struct want {
    uint32_t line;
    uint32_t column;
    size_t offset;
};

static void check_place(crd_place got, struct want want)
{
    CHECK_INT(got.line, want.line);
    CHECK_INT(got.column, want.column);
    CHECK_INT(got.offset, want.offset);
}

/* The value at key, with its place and its key's. */
static void check_member(const crd_places *places, const crd_value *map, const char *key,
                         struct want value, struct want at_key)
{
    crd_place place;
    crd_place key_place;
    if (CHECK(crd_places_find(places, crd_map_get(map, crd_str_c(key)), &place, &key_place))) {
        check_place(place, value);
        check_place(key_place, at_key);
    }
}

void test_places_ascii(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_value value;
    crd_place place;
    crd_str text = CRD_S("a: 1\nb:\n  - x\n  - {c: 'd'}\ne: |\n  text\nf:\n");
    CHECK(crd_yaml_read(arena, text, &options, &value, NULL));
    CHECK(crd_places_find(options.places, &value, &place, NULL));
    check_place(place, (struct want) { 1, 1, 0 });
    check_member(options.places, &value, "a", (struct want) { 1, 4, 3 }, (struct want) { 1, 1, 0 });
    check_member(options.places, &value, "b", (struct want) { 3, 3, 10 },
                 (struct want) { 2, 1, 5 });
    check_member(options.places, &value, "e", (struct want) { 5, 4, 30 },
                 (struct want) { 5, 1, 27 });
    const crd_value *list = CRD_GET(&value, "b");
    CHECK(crd_places_find(options.places, crd_item(list, 0), &place, NULL));
    check_place(place, (struct want) { 3, 5, 12 });
    check_member(options.places, crd_item(list, 1), "c", (struct want) { 4, 9, 22 },
                 (struct want) { 4, 6, 19 });
}

/* Columns and offsets are in bytes, whatever the line breaks are. */
void test_places_wide(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_value value;
    crd_str text =
        CRD_S("\xEF\xBB\xBF\xC3\xA9: \xC3\xA9\xC3\xA9\r\n\xE6\x97\xA5: {x: \"\xC3\xA9\", z: 1}\n");
    CHECK(crd_yaml_read(arena, text, &options, &value, NULL));
    check_member(options.places, &value, "\xC3\xA9", (struct want) { 1, 5, 7 },
                 (struct want) { 1, 1, 3 });
    check_member(options.places, &value, "\xE6\x97\xA5", (struct want) { 2, 6, 18 },
                 (struct want) { 2, 1, 13 });
    const crd_value *map = CRD_GET(&value, "\xE6\x97\xA5");
    check_member(options.places, map, "z", (struct want) { 2, 19, 31 },
                 (struct want) { 2, 16, 28 });
}

void test_places_properties(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_value value;
    crd_str text = CRD_S("a: &x !!str v\nb: !foo\n  w\n&k c: *x\nd: &y # note\n  z\n");
    CHECK(crd_yaml_read(arena, text, &options, &value, NULL));
    check_member(options.places, &value, "a", (struct want) { 1, 13, 12 },
                 (struct want) { 1, 1, 0 });
    check_member(options.places, &value, "b", (struct want) { 3, 3, 24 },
                 (struct want) { 2, 1, 14 });
    check_member(options.places, &value, "c", (struct want) { 4, 7, 32 },
                 (struct want) { 4, 4, 29 });
    check_member(options.places, &value, "d", (struct want) { 6, 3, 50 },
                 (struct want) { 5, 1, 35 });
}

void test_duplicates(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_duplicate *duplicates = NULL;
    crd_yaml_options options = { .places = crd_places_new(arena), .duplicates = &duplicates };
    crd_value value;
    CHECK(crd_yaml_read(arena, CRD_S("x:\n- a: 1\n  b: 2\n  a: 3\ny: 0\ntrue: 1\n"), &options,
                        &value, NULL));
    const crd_duplicate *first = duplicates;
    if (CHECK(first && first->next && !first->next->next)) {
        CHECK_STR(first->key, CRD_S("a"));
        CHECK_STR(first->path, CRD_S("x[0].a"));
        check_place(first->first, (struct want) { 2, 3, 5 });
        check_place(first->again, (struct want) { 4, 3, 19 });
        CHECK_STR(first->next->key, CRD_S("true"));
    }
}

/* What overrides a merged key is meant to; what stands twice beside it is not. */
void test_duplicates_and_merges(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_duplicate *duplicates = NULL;
    crd_yaml_options options = { .places = crd_places_new(arena), .duplicates = &duplicates };
    crd_value value;
    crd_str text =
        CRD_S("m: &m {a: 1, b: 2}\nx:\n  <<: *m\n  a: 3\n  b: 4\n  b: 5\nz: {q: 1, q: 2}\n");
    CHECK(crd_yaml_read(arena, text, &options, &value, NULL));
    const crd_duplicate *first = duplicates;
    if (CHECK(first && first->next && !first->next->next)) {
        CHECK_STR(first->path, CRD_S("x.b"));
        CHECK_INT(first->first.line, 5);
        CHECK_INT(first->again.line, 6);
        CHECK_STR(first->next->path, CRD_S("z.q"));
    }
    CHECK_STR(crd_text_of(CRD_GET(CRD_GET(&value, "x"), "b")), CRD_S("5"));
}

struct stream {
    crd_buf out;
    size_t n;
    size_t stop_at;
};

static bool note_document(void *context, const crd_yaml_document *document)
{
    struct stream *stream = context;
    crd_buf *out = &stream->out;
    crd_buf_add_byte(out, '<');
    crd_json_write(out, &document->value, NULL, NULL);
    crd_buf_add_lit(out, " at ");
    crd_buf_add_uint(out, document->place.line);
    crd_buf_add_byte(out, ':');
    crd_buf_add_uint(out, document->place.column);
    crd_buf_add_byte(out, '+');
    crd_buf_add_uint(out, document->place.offset);
    crd_buf_add_lit(out, " to ");
    crd_buf_add_uint(out, document->end_offset);
    crd_buf_add_byte(out, '>');
    return ++stream->n != stream->stop_at;
}

static void check_stream(crd_str text, const char *want, size_t stop_at, const char *error)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    struct stream stream = { .stop_at = stop_at };
    crd_err err = { 0 };
    crd_buf_on(&stream.out, arena, ARENA_BYTES);
    bool ok = crd_yaml_read_all(arena, text, NULL, note_document, &stream, &err);
    CHECK_STR(crd_buf_str(&stream.out), crd_str_c(want));
    CHECK_INT(ok, error == NULL);
    if (error) {
        CHECK_STR(err.message, crd_str_c(error));
    }
}

void test_documents(void)
{
    check_stream(CRD_S("a: 1\n---\nb: 2\n---\n- c\n"),
                 "<{\"a\":1} at 1:1+0 to 5><{\"b\":2} at 3:1+9 to 14><[\"c\"] at 5:1+18 to 22>", 0,
                 NULL);
    check_stream(CRD_S(""), "", 0, NULL);
    check_stream(CRD_S("# nothing\n"), "", 0, NULL);
    check_stream(CRD_S("---\n---\na\n"), "<null at 0:0+0 to 4><\"a\" at 3:1+8 to 10>", 0, NULL);
    check_stream(CRD_S("- &a x\n- *a\n---\n*a"), "<[\"x\",\"x\"] at 1:1+0 to 12>", 0,
                 "error converting YAML to JSON: yaml: unknown anchor 'a' referenced");
}

void test_documents_stop(void)
{
    check_stream(CRD_S("a\n---\nb\n---\n["), "<\"a\" at 1:1+0 to 2><\"b\" at 3:1+6 to 8>", 2, NULL);
}

void test_documents_error(void)
{
    check_stream(CRD_S("a\n---\n[\n---\nc"), "<\"a\" at 1:1+0 to 2>", 0,
                 "error converting YAML to JSON: yaml: line 3: did not find expected node content");
    check_stream(CRD_S("a\n---\n~: 1\n---\nc"), "<\"a\" at 1:1+0 to 2>", 0,
                 "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: "
                 "<nil>, value: 1");
}

/* A text that is read again from its start gives each document once. */
void test_documents_read_again(void)
{
    check_stream(CRD_S("a\n---\n\"\\'\"\n---\n'\xC3\xA9'\n---\n\"b\\'\"\n"),
                 "<\"a\" at 1:1+0 to 2><\"'\" at 3:1+6 to 11><\"\xC3\xA9\" at 5:1+15 to "
                 "20><\"b'\" at 7:1+24 to 30>",
                 0, NULL);
}
