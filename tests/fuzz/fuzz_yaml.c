/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML: what is read, printed and read again is equal and prints the same text; asked for places
 * the outcome is the same, and every value's place is within the text; the first document of the
 * stream is the one that is read alone.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "value/yaml.h"

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
    struct first first = { .want = ok ? &value : NULL };
    bool all = crd_yaml_read_all(arena, text, NULL, check_first, &first, NULL);
    FUZZ_LAW(ok || !all);
    if (ok) {
        FUZZ_LAW(crd_value_equal(&value, &other));
        check_printed(arena, &value);
    }
    return 0;
}
