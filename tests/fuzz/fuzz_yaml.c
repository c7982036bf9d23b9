/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML: what is read, printed and read again is equal and prints the same text; asked for places
 * the outcome is the same, and every value's place is within the text; the first document of the
 * stream is the one that is read alone. The source gives what the tree has, or fails with the same
 * error; and its tokens and their places are the whole reader's, also where lines are read.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "value/source_yaml.h"
#include "value/yaml_walk.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

/* Breaks that are no line feeds do not come back from what go-yaml prints of them. */
static bool has_odd_break(crd_str text)
{
    return crd_str_has(text, CRD_S("\xC2\x85")) || crd_str_has(text, CRD_S("\xE2\x80\xA8")) ||
           crd_str_has(text, CRD_S("\xE2\x80\xA9"));
}

static void check_printed(crd_arena *arena, const crd_value *value)
{
    CRD_AUTO_BUF json;
    CRD_AUTO_BUF once;
    CRD_AUTO_BUF twice;
    crd_value again;
    crd_err err = { 0 };
    crd_buf_init(&json, ARENA_BYTES);
    crd_buf_init(&once, ARENA_BYTES);
    crd_buf_init(&twice, ARENA_BYTES);
    FUZZ_LAW(crd_json_write(&json, value, NULL, NULL));
    if (!crd_yaml_write(&once, value, &err)) { /* control characters, and keys past 1,024 */
        FUZZ_LAW(err.code == CRD_E_SYNTAX && err.message.len > 0);
        return;
    }
    FUZZ_LAW(once.len > 0 && (has_odd_break(crd_buf_str(&once)) || once.ptr[once.len - 1] == '\n'));
    crd_str shown = crd_buf_str(&json);
    if (has_odd_break(shown) || crd_str_has(shown, CRD_S("\\u202"))) {
        return;
    }
    if (crd_str_has(shown, CRD_S("\"\\u003c\\u003c\":"))) { /* printed without quotes: a merge */
        return;
    }
    FUZZ_LAW(crd_yaml_read(arena, crd_buf_str(&once), NULL, &again, NULL));
    FUZZ_LAW(crd_value_equal(value, &again));
    FUZZ_LAW(crd_yaml_write(&twice, &again, NULL));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
}

static bool same_place(crd_place a, crd_place b)
{
    return a.line == b.line && a.column == b.column && a.offset == b.offset;
}

static bool is_end(enum crd_token token)
{
    return token == CRD_TOKEN_LIST_END || token == CRD_TOKEN_MAP_END || token == CRD_TOKEN_END;
}

static void check_tokens(crd_arena *arena, crd_str text)
{
    crd_err err = { 0 };
    crd_err whole_err = { 0 };
    CRD_AUTO_YAML_SOURCE source;
    CRD_YAML_AUTO_PARSE parse = crd_yaml_parse_new(arena, text, 0, &whole_err);
    struct crd_yaml_walk walk;
    FUZZ_LAW(parse);
    crd_yaml_source_init(&source, arena, text, false, &err);
    crd_yaml_walk_init(&walk, arena, parse, false, &whole_err);
    enum crd_token token;
    enum crd_token whole;
    do {
        whole = crd_yaml_walk_next(&walk);
        token = crd_source_next(&source.source);
        bool has_text =
            token == CRD_TOKEN_STRING || token == CRD_TOKEN_NUMBER || token == CRD_TOKEN_KEY;
        if (!whole) { /* libyaml looks ahead, so that lines may be given before it fails */
            break;
        }
        FUZZ_LAW(token == whole || !token); /* what JSON does not have fails in place of END */
        FUZZ_LAW(!token || !has_text || crd_str_eq(source.source.text, walk.text));
        FUZZ_LAW(!token || is_end(token) ||
                 same_place(crd_source_place(&source.source), crd_yaml_walk_place(&walk)));
    } while (token && token != CRD_TOKEN_END);
    while (!whole && token) {
        FUZZ_LAW(token != CRD_TOKEN_END);
        token = crd_source_next(&source.source);
    }
    FUZZ_LAW(token || crd_source_next(&source.source) == CRD_TOKEN_FAILED);
    crd_yaml_walk_done(&walk);
}

static void check_source(crd_arena *arena, crd_str text, const crd_value *want,
                         const crd_err *want_err)
{
    CRD_AUTO_BUF got_text;
    CRD_AUTO_BUF want_text;
    CRD_AUTO_YAML_SOURCE source;
    crd_err err = { 0 };
    crd_value got;
    crd_yaml_source_init(&source, arena, text, false, &err);
    enum crd_token token = crd_source_next(&source.source);
    bool ok = token && crd_source_value(&source.source, arena, token, &got, &err) &&
              crd_source_next(&source.source) == CRD_TOKEN_END;
    if (err.code == CRD_E_MEMORY) { /* what aliases stand for is not shared in this tree */
        return;
    }
    FUZZ_LAW(ok == (want != NULL));
    FUZZ_LAW(err.code == want_err->code && crd_str_eq(err.message, want_err->message));
    FUZZ_LAW(same_place(err.place, want_err->place));
    if (ok) {
        static const crd_json_style style = { .keep_order = true };
        crd_buf_init(&got_text, ARENA_BYTES);
        crd_buf_init(&want_text, ARENA_BYTES);
        FUZZ_LAW(crd_json_write(&got_text, &got, &style, NULL));
        FUZZ_LAW(crd_json_write(&want_text, want, &style, NULL));
        FUZZ_LAW(crd_str_eq(crd_buf_str(&got_text), crd_buf_str(&want_text)));
    } else {
        crd_buf_init(&got_text, 1);
        crd_buf_init(&want_text, 1);
    }
}

struct first {
    const crd_value *want;
    size_t n;
};

static bool check_first(void *context, const crd_yaml_document *document)
{
    struct first *first = context;
    FUZZ_LAW(first->n++ > 0 || (first->want && crd_value_equal(first->want, &document->value)));
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    crd_str text = crd_str_of((const char *)data, size);
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value value;
    crd_value other;
    crd_err err = { 0 };
    if (!arena) {
        return 0;
    }
    bool ok = crd_yaml_read(arena, text, NULL, &value, &err);
    FUZZ_LAW(ok || (err.message.len > 0 && err.place.offset <= size));
    crd_duplicate *duplicates = NULL;
    crd_yaml_options options = { .places = crd_places_new(arena), .duplicates = &duplicates };
    FUZZ_LAW(crd_yaml_read(arena, text, &options, &other, NULL) == ok);
    FUZZ_LAW(ok || !duplicates);
    check_source(arena, text, ok ? &value : NULL, &err);
    check_tokens(arena, text);
    struct first first = { .want = ok ? &value : NULL };
    bool all = crd_yaml_read_all(arena, text, NULL, check_first, &first, NULL);
    FUZZ_LAW(ok || !all);
    if (ok) {
        FUZZ_LAW(crd_value_equal(&value, &other));
        check_printed(arena, &value);
    }
    return 0;
}
