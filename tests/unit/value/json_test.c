/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON reader. Error texts and offsets are those of Go 1.26's encoding/json. */
#include "value/json.h"

#include <stdlib.h>

#include "base/limits.h"
#include "tests.h"

#define MIB ((size_t)1 << 20)

struct error_row {
    crd_str text;
    size_t offset; /* of the byte that may not stand there */
    const char *want;
};

void test_json_errors(void)
{
    static const struct error_row rows[] = {
        { CRD_STR_INIT(""), 0, "unexpected end of JSON input" },
        { CRD_STR_INIT(" \n"), 2, "unexpected end of JSON input" },
        { CRD_STR_INIT("x"), 0, "invalid character 'x' looking for beginning of value" },
        { CRD_STR_INIT("{"), 1, "unexpected end of JSON input" },
        { CRD_STR_INIT("[1"), 2, "unexpected end of JSON input" },
        { CRD_STR_INIT("[1,]"), 3, "invalid character ']' looking for beginning of value" },
        { CRD_STR_INIT("[1 2]"), 3, "invalid character '2' after array element" },
        { CRD_STR_INIT("{1:2}"), 1, "invalid character '1' looking for beginning of object key string" },
        { CRD_STR_INIT("{\"a\":1,}"), 7, "invalid character '}' looking for beginning of object key string" },
        { CRD_STR_INIT("{\"a\" 1}"), 5, "invalid character '1' after object key" },
        { CRD_STR_INIT("{\"a\":1 \"b\":2}"), 7, "invalid character '\"' after object key:value pair" },
        { CRD_STR_INIT("{} {}"), 3, "invalid character '{' after top-level value" },
        { CRD_STR_INIT("1\0"), 1, "invalid character '\\x00' after top-level value" },
        { CRD_STR_INIT("\"a\nb\""), 2, "invalid character '\\n' in string literal" },
        { CRD_STR_INIT("\"a\tb\""), 2, "invalid character '\\t' in string literal" },
        { CRD_STR_INIT("\"a\0b\""), 2, "invalid character '\\x00' in string literal" },
        { CRD_STR_INIT("\"\\x\""), 2, "invalid character 'x' in string escape code" },
        { CRD_STR_INIT("\"\\\0\""), 2, "invalid character '\\x00' in string escape code" },
        { CRD_STR_INIT("\"\\u12g4\""), 5, "invalid character 'g' in \\u hexadecimal character escape" },
        { CRD_STR_INIT("\"\\"), 2, "invalid character ' ' in string escape code" },
        { CRD_STR_INIT("\"abc"), 4, "unexpected end of JSON input" },
        { CRD_STR_INIT("01"), 1, "invalid character '1' after top-level value" },
        { CRD_STR_INIT("-"), 1, "invalid character ' ' in numeric literal" },
        { CRD_STR_INIT("-x"), 1, "invalid character 'x' in numeric literal" },
        { CRD_STR_INIT("1."), 2, "invalid character ' ' after decimal point in numeric literal" },
        { CRD_STR_INIT(".5"), 0, "invalid character '.' looking for beginning of value" },
        { CRD_STR_INIT("+1"), 0, "invalid character '+' looking for beginning of value" },
        { CRD_STR_INIT("1e+"), 3, "invalid character ' ' in exponent of numeric literal" },
        { CRD_STR_INIT("0x10"), 1, "invalid character 'x' after top-level value" },
        { CRD_STR_INIT("NaN"), 0, "invalid character 'N' looking for beginning of value" },
        { CRD_STR_INIT("Infinity"), 0, "invalid character 'I' looking for beginning of value" },
        { CRD_STR_INIT("tRUE"), 1, "invalid character 'R' in literal true (expecting 'r')" },
        { CRD_STR_INIT("fals"), 4, "invalid character ' ' in literal false (expecting 'e')" },
        { CRD_STR_INIT("nulL"), 3, "invalid character 'L' in literal null (expecting 'l')" },
        { CRD_STR_INIT("'a'"), 0, "invalid character '\\'' looking for beginning of value" },
        { CRD_STR_INIT("\\"), 0, "invalid character '\\\\' looking for beginning of value" },
        { CRD_STR_INIT("[1]//"), 3, "invalid character '/' after top-level value" },
        { CRD_STR_INIT("\xef\xbb\xbf{}"), 0, "invalid character '\xc3\xaf' looking for beginning of value" },
        { CRD_STR_INIT("\x80"), 0, "invalid character '\\u0080' looking for beginning of value" },
        { CRD_STR_INIT("\x7f"), 0, "invalid character '\\x7f' looking for beginning of value" },
        { CRD_STR_INIT("\v1"), 0, "invalid character '\\v' looking for beginning of value" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_value value = crd_value_bool(true);
        crd_err err = { 0 };
        CHECK(!crd_json_read(arena, rows[i].text, NULL, &value, &err));
        CHECK_STR(err.message, crd_str_c(rows[i].want));
        CHECK_INT(err.code, CRD_E_SYNTAX);
        t_check_int((long long)err.place.offset, (long long)rows[i].offset, __FILE__, __LINE__,
                    rows[i].want);
        CHECK(crd_is_true(&value)); /* untouched */
        CHECK(!crd_json_read(arena, rows[i].text, NULL, &value, NULL));
    }
}

struct text_row {
    crd_str text;
    crd_str want;
};

void test_json_strings(void)
{
    static const struct text_row rows[] = {
        { CRD_STR_INIT("\"\""), CRD_STR_INIT("") },
        { CRD_STR_INIT("\"plain and longer than eight\""), CRD_STR_INIT("plain and longer than eight") },
        { CRD_STR_INIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), CRD_STR_INIT("\"\\/\b\f\n\r\t") },
        { CRD_STR_INIT("\"\\u0000a\""), CRD_STR_INIT("\0a") },
        { CRD_STR_INIT("\"\\u00e9\\u65E5\""), CRD_STR_INIT("\xc3\xa9\xe6\x97\xa5") },
        { CRD_STR_INIT("\"\\ud83d\\ude00\""), CRD_STR_INIT("\xf0\x9f\x98\x80") },
        { CRD_STR_INIT("\"\\ud83d\""), CRD_STR_INIT("\xef\xbf\xbd") },
        { CRD_STR_INIT("\"\\ude00x\""), CRD_STR_INIT("\xef\xbf\xbdx") },
        { CRD_STR_INIT("\"\\ud83d\\u0041\""), CRD_STR_INIT("\xef\xbf\xbd" "A") },
        { CRD_STR_INIT("\"\\ud83d\\n\""), CRD_STR_INIT("\xef\xbf\xbd\n") },
        { CRD_STR_INIT("\"\\ud83d\\ud83d\\ude00\""), CRD_STR_INIT("\xef\xbf\xbd\xf0\x9f\x98\x80") },
        /* runes that lie across the eight bytes that are decoded at a time */
        { CRD_STR_INIT("\"\\naaaaaaa\xc3\xa9z\""), CRD_STR_INIT("\naaaaaaa\xc3\xa9z") },
        { CRD_STR_INIT("\"\\taaaaaa\xe6\x97\xa5\""), CRD_STR_INIT("\taaaaaa\xe6\x97\xa5") },
        { CRD_STR_INIT("\"aaaaa\xf0\x9f\x98\x80\\u0041\\u00e9\""),
          CRD_STR_INIT("aaaaa\xf0\x9f\x98\x80" "A\xc3\xa9") },
        { CRD_STR_INIT("\"\xff\""), CRD_STR_INIT("\xef\xbf\xbd") },
        { CRD_STR_INIT("\"aaaaaaa\xc0\x80z\""), CRD_STR_INIT("aaaaaaa\xef\xbf\xbd\xef\xbf\xbdz") },
        { CRD_STR_INIT("\"\xed\xa0\x80\""), CRD_STR_INIT("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") },
        { CRD_STR_INIT("\"\xf4\x90\x80\x80\""), CRD_STR_INIT("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") },
        { CRD_STR_INIT("\"\xe6\x97\""), CRD_STR_INIT("\xef\xbf\xbd\xef\xbf\xbd") },
        { CRD_STR_INIT("\"\x7f\xc2\x85\""), CRD_STR_INIT("\x7f\xc2\x85") },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        for (int in_place = 0; in_place < 2; in_place++) {
            CRD_AUTO_ARENA arena = crd_arena_new(MIB);
            crd_value value;
            CHECK(crd_json_read(arena, rows[i].text, &(crd_json_options){ .in_place = in_place },
                                &value, NULL));
            CHECK_INT(crd_kind_of(&value), CRD_STRING);
            CHECK_STR(crd_text_of(&value), rows[i].want);
        }
    }
    /* what is special at each of 20 positions, past the ends of eight-byte steps */
    for (size_t at = 0; at < 20; at++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        char text[] = "\"01234567890123456789\"";
        crd_value value;
        crd_err err = { 0 };
        text[1 + at] = '\x1f';
        CHECK(!crd_json_read(arena, crd_str_c(text), NULL, &value, &err));
        CHECK_INT(err.place.offset, 1 + at);
        text[1 + at] = '\xfe';
        CHECK(crd_json_read(arena, crd_str_c(text), NULL, &value, &err));
        CHECK_INT(crd_text_of(&value).len, 22);
        text[1 + at] = '"';
        CHECK(!crd_json_read(arena, crd_str_c(text), NULL, &value, &err));
        CHECK_INT(err.place.offset, 2 + at);
    }
}

void test_json_numbers(void)
{
    static const char *const literals[] = {
        "0", "-0", "1.0", "1E+2", "1e-7", "9007199254740993", "18446744073709551616",
        "-9223372036854775809", "1e999", "0.0000000000000000000000000001",
    };
    for (size_t i = 0; i < T_COUNT(literals); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_value value;
        CHECK(crd_json_read(arena, crd_str_c(literals[i]), NULL, &value, NULL));
        CHECK_INT(crd_kind_of(&value), CRD_NUMBER);
        CHECK_STR(crd_text_of(&value), crd_str_c(literals[i]));
    }
}

void test_json_keys(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_duplicate *duplicates = NULL;
    crd_json_options options = { .duplicates = &duplicates };
    crd_value value;
    CHECK(crd_json_read(arena,
                        CRD_S("{\"a\\u0000b\":1,\"a\\u0000c\":2,\"x\":3,\"\\u0078\":{\"y\":[{\"k\":1,"
                              "\"k\":2}]},\"\":4}"),
                        &options, &value, NULL));
    CHECK_INT(crd_len_of(&value), 4);
    CHECK_STR(crd_text_of(CRD_GET(&value, "a\0b")), CRD_S("1"));
    CHECK_STR(crd_text_of(CRD_GET(&value, "a\0c")), CRD_S("2"));
    CHECK(crd_is_map(CRD_GET(&value, "x")));
    CHECK_STR(crd_member_at(&value, 2)->key, CRD_S("x")); /* the first one's position */
    CHECK(duplicates && duplicates->next && !duplicates->next->next);
    CHECK_STR(duplicates->path, CRD_S("x.y[0].k"));
    CHECK_STR(duplicates->next->path, CRD_S("x"));
    CHECK_STR(duplicates->next->key, CRD_S("x"));
}

void test_json_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_places *places = crd_places_new(arena);
    crd_duplicate *duplicates = NULL;
    crd_json_options options = { .places = places, .duplicates = &duplicates };
    crd_value root;
    crd_place place;
    crd_place key;
    CHECK(crd_json_read(arena, CRD_S("\n {\"a\": [1,\n  {}],\n\"b\"\n:\n\"x\", \"b\": 7}"), &options,
                        &root, NULL));
    CHECK(crd_places_find(places, &root, &place, &key));
    CHECK(place.line == 2 && place.column == 2 && place.offset == 2 && key.line == 0);
    CHECK(crd_places_find(places, CRD_GET(&root, "a"), &place, &key));
    CHECK(place.line == 2 && place.column == 8 && key.line == 2 && key.column == 3);
    CHECK(crd_places_find(places, crd_item(CRD_GET(&root, "a"), 1), &place, &key));
    CHECK(place.line == 3 && place.column == 3 && key.line == 0);
    CHECK(crd_places_find(places, CRD_GET(&root, "b"), &place, &key));
    CHECK(place.line == 6 && place.column == 11 && key.line == 6 && key.column == 6);
    CHECK(duplicates && duplicates->first.line == 4 && duplicates->again.line == 6);
    crd_value copy = root;
    CHECK(crd_places_find(places, &copy, &place, NULL) && place.line == 2);
}

void test_json_error_place(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    crd_err err = { 0 };
    CHECK(!crd_json_read(arena, CRD_S("{\n \"a\": 1,\n   x}"), NULL, &value, &err));
    CHECK(err.place.line == 3 && err.place.column == 4 && err.place.offset == 14);
}

void test_json_in_place(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_str text = CRD_S("[\"plain\", \"esc\\n\", 12]");
    crd_value value;
    CHECK(crd_json_read(arena, text, &(crd_json_options){ .in_place = true }, &value, NULL));
    CHECK(crd_text_of(crd_item(&value, 0)).ptr == text.ptr + 2);
    CHECK(crd_text_of(crd_item(&value, 1)).ptr < text.ptr ||
          crd_text_of(crd_item(&value, 1)).ptr > text.ptr + text.len);
    CHECK(crd_text_of(crd_item(&value, 2)).ptr == text.ptr + 19);
}

static void check_depth(size_t depth, const char *open, const char *close, bool want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(16 * MIB);
    CRD_AUTO_BUF text;
    crd_value value;
    crd_err err = { 0 };
    crd_buf_init(&text, 64 * MIB);
    for (size_t i = 0; i < depth; i++) {
        crd_buf_add(&text, crd_str_c(i + 1 < depth ? open : open[0] == '[' ? "[" : "{"));
    }
    for (size_t i = 0; i < depth; i++) {
        crd_buf_add(&text, crd_str_c(close));
    }
    CHECK(crd_json_read(arena, crd_buf_str(&text), NULL, &value, &err) == want);
    if (!want) {
        CHECK_INT(err.code, CRD_E_DEPTH);
        CHECK_STR(err.message, open[0] == '['
                                   ? CRD_S("invalid character '[' exceeded max depth")
                                   : CRD_S("invalid character '{' exceeded max depth"));
        CHECK_INT(err.place.offset, CRD_NESTING_MAX * strlen(open));
    }
}

void test_json_depth(void)
{
    static const size_t depths[] = { 32, 33, 999, 1000, 1001, 9999, 10000, 10001, 1500000 };
    for (size_t i = 0; i < T_COUNT(depths); i++) {
        check_depth(depths[i], "[", "]", depths[i] <= CRD_NESTING_MAX);
        check_depth(depths[i], "{\"\":", "}", depths[i] <= CRD_NESTING_MAX);
    }
}

static bool read_each(void *context)
{
    const crd_str *text = context;
    CRD_AUTO_ARENA arena = crd_arena_new(16 * MIB);
    if (!arena) {
        return false;
    }
    crd_duplicate *duplicates = NULL;
    crd_places *places = crd_places_new(arena);
    crd_value value;
    crd_err err = { 0 };
    if (!places) {
        return false;
    }
    crd_json_options options = { .places = places, .duplicates = &duplicates };
    if (!crd_json_read(arena, *text, &options, &value, &err)) {
        CHECK(err.code == CRD_E_NOMEM && err.message.len > 0);
        return false;
    }
    return true;
}

void test_json_each_failure(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, MIB);
    crd_buf_add_lit(&text, "{\"list\":[");
    for (int i = 0; i < 1200; i++) {
        crd_buf_add_lit(&text, "\"some text that fills blocks\\n\",");
    }
    crd_buf_add_lit(&text, "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],1e5],\"map\":{");
    for (int i = 100; i > 0; i--) {
        crd_buf_add_byte(&text, '"');
        crd_buf_add_int(&text, i);
        crd_buf_add_lit(&text, "\":null,");
    }
    crd_buf_add_lit(&text, "\"7\":true}}");
    crd_str whole = crd_buf_str(&text);
    CHECK_FAIL_EACH(read_each, &whole);
}

void test_json_arena_limit(void)
{
    crd_str text = CRD_S("{\"a\":[\"0123456789\",\"0123456789\",{\"b\":1.25}]}");
    size_t refused = 0;
    for (size_t limit = 0;; limit++) {
        CRD_AUTO_ARENA arena = crd_arena_new(limit);
        crd_value value;
        crd_err err = { 0 };
        if (crd_json_read(arena, text, NULL, &value, &err)) {
            break;
        }
        CHECK_INT(err.code, CRD_E_MEMORY);
        refused++;
    }
    CHECK(refused > 100 && refused < 1000);
}
