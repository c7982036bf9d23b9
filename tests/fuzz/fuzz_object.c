/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed structs: the first byte chooses the source (JSON, JSON in place, YAML, json-c), the rest is the
 * document. What is read is written and read again equal, by every sink; a copy is equal. YAML text
 * gives the object and the faults that its tree gives.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/object/shop.h"
#include "fuzz.h"
#include "schema/object_json_c.h"
#include "value/json.h"
#include "value/json_c.h"
#include "value/yaml.h"

#define ARENA_BYTES ((size_t)64 * 1024 * 1024)

static void *read_json_c(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    crd_value value;
    struct json_object *tree = NULL;
    void *object = NULL;
    if (crd_json_read(arena, text, NULL, &value, err) &&
        crd_json_c_make(arena, &value, &tree, err)) {
        object = crd_decode_json_c(arena, &shop_widget_type, tree, faults, err);
        json_object_put(tree);
    }
    return object;
}

static void *read_by(unsigned source, crd_arena *arena, crd_str text, crd_diags *faults,
                     crd_err *err)
{
    switch (source % 4) {
    case 0:
        return crd_decode_json(arena, &shop_widget_type, text, faults, err);
    case 1:
        return crd_decode_json_in_place(arena, &shop_widget_type, text, faults, err);
    case 2:
        return crd_decode_yaml(arena, &shop_widget_type, text, faults, err);
    default:
        return read_json_c(arena, text, faults, err);
    }
}

/* Numbers past a float64 have no YAML: then that sink fails with VALUE. A key "<<" is printed without
 * quotes, as sigs.k8s.io/yaml does, and read as a merge. */
static void check_yaml(crd_arena *arena, const void *object)
{
    CRD_AUTO_BUF text;
    crd_err err = { 0 };
    crd_buf_init(&text, ARENA_BYTES);
    if (crd_encode_yaml(&text, &shop_widget_type, object, &err)) {
        void *back = crd_decode_yaml(arena, &shop_widget_type, crd_buf_str(&text), NULL, &err);
        FUZZ_LAW(back || err.code == CRD_E_DEPTH || crd_str_has(crd_buf_str(&text), CRD_S("<<:")));
    } else {
        FUZZ_LAW(err.code != CRD_OK && err.message.len);
    }
}

static void check_object(crd_arena *arena, const void *object)
{
    CRD_AUTO_BUF once;
    CRD_AUTO_BUF twice;
    crd_err err = { 0 };
    crd_buf_init(&once, ARENA_BYTES);
    crd_buf_init(&twice, ARENA_BYTES);
    void *copy = crd_copy(arena, &shop_widget_type, object, &err);
    FUZZ_LAW(copy && crd_equal(&shop_widget_type, object, copy));
    FUZZ_LAW(crd_encode_json(&once, &shop_widget_type, object, &err));
    FUZZ_LAW(crd_encode_json(&twice, &shop_widget_type, copy, &err));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
    void *back = crd_decode_json(arena, &shop_widget_type, crd_buf_str(&once), NULL, &err);
    FUZZ_LAW(back && crd_equal(&shop_widget_type, object, back));
    check_yaml(arena, object);
}

static void check_same_faults(const crd_diags *faults, const crd_diags *want)
{
    const crd_diag *const *got_sorted;
    const crd_diag *const *want_sorted;
    FUZZ_LAW(faults->n_errors == want->n_errors);
    if (faults->dropped) {
        return;
    }
    FUZZ_LAW(crd_diags_sorted(faults, &got_sorted, NULL));
    FUZZ_LAW(crd_diags_sorted(want, &want_sorted, NULL));
    for (size_t i = 0; i < faults->n; i++) {
        const crd_diag *a = got_sorted[i];
        const crd_diag *b = want_sorted[i];
        FUZZ_LAW(crd_str_eq(a->path, b->path) && crd_str_eq(a->pointer, b->pointer));
        FUZZ_LAW(crd_str_eq(a->message, b->message));
        FUZZ_LAW(a->place.line == b->place.line && a->place.column == b->place.column &&
                 a->place.offset == b->place.offset);
    }
}

/* What the source gave, or err and faults, against what the tree gives. */
static void check_tree(crd_arena *arena, crd_str text, const void *object, const crd_diags *faults,
                       const crd_err *err)
{
    CRD_AUTO_BUF got;
    CRD_AUTO_BUF want;
    crd_diags want_faults;
    crd_err want_err = { 0 };
    crd_value value;
    const void *from_tree = NULL;
    crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_diags_init(&want_faults, arena);
    crd_buf_init(&got, ARENA_BYTES);
    crd_buf_init(&want, ARENA_BYTES);
    bool ok = crd_yaml_read(arena, text, &options, &value, &want_err);
    if (ok) {
        from_tree = crd_decode_value(arena, &shop_widget_type, &value, options.places,
                                     &want_faults, &want_err);
    }
    if (err->code == CRD_E_MEMORY || want_err.code == CRD_E_MEMORY) {
        return;
    }
    FUZZ_LAW(err->code == want_err.code && !object == !from_tree);
    FUZZ_LAW(ok || crd_str_eq(err->message, want_err.message));
    check_same_faults(faults, &want_faults);
    if (object) {
        FUZZ_LAW(crd_equal(&shop_widget_type, object, from_tree));
        FUZZ_LAW(crd_encode_json(&got, &shop_widget_type, object, NULL));
        FUZZ_LAW(crd_encode_json(&want, &shop_widget_type, from_tree, NULL));
        FUZZ_LAW(crd_str_eq(crd_buf_str(&got), crd_buf_str(&want)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    crd_diags faults;
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    if (!arena || !size) {
        return 0;
    }
    crd_diags_init(&faults, arena);
    crd_str text = crd_str_of((const char *)data + 1, size - 1);
    void *object = read_by(data[0], arena, text, &faults, &err);
    FUZZ_LAW(object || err.message.len > 0);
    FUZZ_LAW(err.code != CRD_E_TYPE || faults.n_errors > 0);
    FUZZ_LAW(!object || faults.n_errors == 0);
    if (data[0] % 4 == 2) {
        check_tree(arena, text, object, &faults, &err);
    }
    if (object) {
        check_object(arena, object);
    }
    return 0;
}
