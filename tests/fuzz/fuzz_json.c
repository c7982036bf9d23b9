/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON: what is read, written and read again is equal and writes the same text; with places and in
 * place the tree is the same; through json-c and back nothing is lost.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "value/json.h"
#include "value/json_c.h"

#define ARENA_BYTES ((size_t)64 * 1024 * 1024)

static void check_written(crd_arena *arena, const crd_value *value, const crd_json_style *style)
{
    CRD_AUTO_BUF once;
    CRD_AUTO_BUF twice;
    crd_value again;
    crd_buf_init(&once, ARENA_BYTES);
    crd_buf_init(&twice, ARENA_BYTES);
    FUZZ_LAW(crd_json_write(&once, value, style, NULL));
    FUZZ_LAW(crd_json_read(arena, crd_buf_str(&once), NULL, &again, NULL));
    FUZZ_LAW(crd_value_equal(value, &again));
    FUZZ_LAW(crd_json_write(&twice, &again, style, NULL));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
}

static void check_json_c(crd_arena *arena, const crd_value *value)
{
    struct json_object *object = NULL;
    crd_value back;
    if (crd_json_c_make(arena, value, &object, NULL)) { /* keys with NUL are refused */
        FUZZ_LAW(crd_json_c_read(arena, object, &back, NULL));
        FUZZ_LAW(crd_value_equal(value, &back));
        json_object_put(object);
    }
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
    bool ok = crd_json_read(arena, text, NULL, &value, &err);
    FUZZ_LAW(ok || (err.message.len > 0 && err.place.line > 0 && err.place.offset <= size));
    crd_duplicate *duplicates = NULL;
    crd_json_options options = {
        .places = crd_places_new(arena), .duplicates = &duplicates, .in_place = true
    };
    FUZZ_LAW(crd_json_read(arena, text, &options, &other, NULL) == ok);
    if (ok) {
        crd_place place;
        FUZZ_LAW(crd_value_equal(&value, &other));
        FUZZ_LAW(crd_places_find(options.places, &other, &place, NULL) && place.offset < size);
        check_written(arena, &value, NULL);
        check_written(arena, &other, &(crd_json_style){ .keep_html = true, .keep_order = true, .indent = CRD_S(" ") });
        check_json_c(arena, &value);
    }
    return 0;
}
