/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The structs that crdc emits for Fleet's kinds: the first byte chooses the kind and whether the rest
 * is JSON or YAML. Every source says the same of the same document: JSON text, JSON in place, tree,
 * json-c tree; YAML text and its tree. Nothing is lost: what is read comes back literal by literal, is
 * written as the tree itself is, and read again equal.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include <crd/value/json.h>
#include <crd/value/json_c.h>
#include <crd/value/yaml.h>

#include "fleet_cattle_io_v1alpha0.h"
#include "fleet_cattle_io_v1alpha1.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

static const crd_struct *const types[] = {
    &fleet_bundle_type,           &fleet_gitrepo_type,        &fleet_cluster_type,
    &fleet_helmop_type,           &fleet_bundledeployment_type, &fleet_clustergroup_type,
    &fleet_bundlenamespacemapping_type, &fleet_clusterregistration_type,
    &fleet_clusterregistrationtoken_type, &fleet_content_type, &fleet_gitreporestriction_type,
    &fleet_imagescan_type,        &fleet_policy_type,         &fleet_schedule_type,
    &fleet_bundle_list_type,      &fleet_v1alpha0_gitrepo_type,
};
#define N_TYPES (sizeof(types) / sizeof(types[0]))

/* What a source makes of a document. */
struct outcome {
    void *object;
    crd_diags faults;
    crd_err err;
};

static void check_outcome(const struct outcome *o)
{
    FUZZ_LAW(o->object ? !o->faults.n_errors : o->err.message.len > 0);
    FUZZ_LAW(o->err.code != CRD_E_TYPE || o->faults.n_errors > 0);
}

static void check_faults(const crd_diags *a, const crd_diags *b)
{
    const crd_diag *const *left;
    const crd_diag *const *right;
    FUZZ_LAW(a->n_errors == b->n_errors);
    if (a->dropped || !crd_diags_sorted(a, &left, NULL) || !crd_diags_sorted(b, &right, NULL)) {
        return;
    }
    for (size_t i = 0; i < a->n; i++) {
        FUZZ_LAW(crd_str_eq(left[i]->path, right[i]->path));
        FUZZ_LAW(crd_str_eq(left[i]->pointer, right[i]->pointer));
        FUZZ_LAW(crd_str_eq(left[i]->message, right[i]->message));
    }
}

/* Two sources of one document. */
static void check_alike(const crd_struct *type, const struct outcome *a, const struct outcome *b)
{
    check_outcome(b);
    if (a->err.code == CRD_E_MEMORY || b->err.code == CRD_E_MEMORY) {
        return;
    }
    FUZZ_LAW(a->err.code == b->err.code && !a->object == !b->object);
    check_faults(&a->faults, &b->faults);
    FUZZ_LAW(!a->object || crd_equal(type, a->object, b->object));
}

static void check_json_c(crd_arena *arena, const crd_struct *type, const crd_value *document,
                         const struct outcome *first)
{
    struct json_object *tree = NULL;
    struct outcome other = { 0 };
    crd_diags_init(&other.faults, arena);
    if (!crd_json_c_make(arena, document, &tree, &other.err)) {
        FUZZ_LAW(other.err.code == CRD_E_VALUE || crd_code_is_ours(other.err.code));
        return;
    }
    other.object = crd_decode_json_c(arena, type, tree, &other.faults, &other.err);
    check_alike(type, first, &other);
    json_object_put(tree);
}

static crd_str canonical(crd_arena *arena, const crd_value *value)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, ARENA_BYTES);
    return crd_json_write(&buf, value, &(crd_json_style){ 0 }, NULL) ? crd_buf_str(&buf)
                                                                     : crd_str_of(NULL, 0);
}

/* The object is the document: nothing lost, nothing new. */
static void check_kept(crd_arena *arena, const crd_struct *type, const crd_value *document,
                       const void *object)
{
    crd_err err = { 0 };
    crd_value back;
    if (!crd_encode_value(arena, type, object, &back, &err)) {
        FUZZ_LAW(crd_code_is_ours(err.code));
        return;
    }
    crd_str want = canonical(arena, document);
    crd_str got = canonical(arena, &back);
    FUZZ_LAW(!want.ptr || !got.ptr || crd_str_eq(got, want));
}

/* YAML as the tree itself is written; read again it gives the same text. "<<" is printed without
 * quotes, as sigs.k8s.io/yaml does, and then read as a merge. */
static void check_yaml(crd_arena *arena, const crd_struct *type, const crd_value *document,
                       const void *object)
{
    CRD_AUTO_BUF want;
    CRD_AUTO_BUF got;
    CRD_AUTO_BUF again;
    crd_err want_err = { 0 };
    crd_err err = { 0 };
    crd_buf_init(&want, ARENA_BYTES);
    crd_buf_init(&got, ARENA_BYTES);
    crd_buf_init(&again, ARENA_BYTES);
    bool ok = crd_yaml_write_go(&want, document, &want_err);
    FUZZ_LAW(crd_encode_yaml(&got, type, object, &err) == ok);
    if (!ok) {
        FUZZ_LAW(err.code == want_err.code && err.message.len);
        return;
    }
    crd_str text = crd_buf_str(&got);
    FUZZ_LAW(crd_str_eq(text, crd_buf_str(&want)));
    void *back = crd_decode_yaml(arena, type, text, NULL, &err);
    if (crd_str_has(text, CRD_S("<<:"))) {
        return;
    }
    FUZZ_LAW(back || err.code == CRD_E_DEPTH || crd_code_is_ours(err.code));
    if (back) {
        FUZZ_LAW(crd_encode_yaml(&again, type, back, &err));
        FUZZ_LAW(crd_str_eq(crd_buf_str(&again), text));
    }
}

static void check_json(crd_arena *arena, const crd_struct *type, const void *object)
{
    CRD_AUTO_BUF once;
    CRD_AUTO_BUF twice;
    crd_err err = { 0 };
    crd_buf_init(&once, ARENA_BYTES);
    crd_buf_init(&twice, ARENA_BYTES);
    FUZZ_LAW(crd_encode_json(&once, type, object, &err));
    void *back = crd_decode_json_in_place(arena, type, crd_buf_str(&once), NULL, &err);
    FUZZ_LAW(back && crd_equal(type, object, back));
    void *copy = crd_copy(arena, type, back, &err);
    FUZZ_LAW(copy && crd_equal(type, copy, object));
    FUZZ_LAW(crd_encode_json(&twice, type, copy, &err));
    FUZZ_LAW(crd_str_eq(crd_buf_str(&once), crd_buf_str(&twice)));
}

/* The document by the text's own source against all that start from its tree. */
static void check_document(crd_arena *arena, const crd_struct *type, const crd_value *document,
                           const crd_places *places, const struct outcome *first)
{
    struct outcome other = { 0 };
    crd_diags_init(&other.faults, arena);
    other.object =
        crd_decode_value(arena, type, document, places, &other.faults, &other.err);
    check_alike(type, first, &other);
    check_json_c(arena, type, document, first);
    if (first->object) {
        check_kept(arena, type, document, first->object);
        check_yaml(arena, type, document, first->object);
        check_json(arena, type, first->object);
    }
}

static void try_json(crd_arena *arena, const crd_struct *type, crd_str text)
{
    struct outcome first = { 0 };
    struct outcome in_place = { 0 };
    crd_err err = { 0 };
    crd_value document;
    crd_places *places = crd_places_new(arena);
    const crd_json_options options = { .places = places };
    crd_diags_init(&first.faults, arena);
    crd_diags_init(&in_place.faults, arena);
    first.object = crd_decode_json(arena, type, text, &first.faults, &first.err);
    check_outcome(&first);
    in_place.object =
        crd_decode_json_in_place(arena, type, text, &in_place.faults, &in_place.err);
    check_alike(type, &first, &in_place);
    FUZZ_LAW(first.err.place.offset == in_place.err.place.offset);
    if (crd_json_read(arena, text, &options, &document, &err)) {
        check_document(arena, type, &document, places, &first);
    } else if (err.code != CRD_E_MEMORY && first.err.code != CRD_E_MEMORY) {
        FUZZ_LAW(first.err.code == err.code && crd_str_eq(first.err.message, err.message));
        FUZZ_LAW(first.err.place.offset == err.place.offset);
    }
}

static void try_yaml(crd_arena *arena, const crd_struct *type, crd_str text)
{
    struct outcome first = { 0 };
    crd_err err = { 0 };
    crd_value document;
    const crd_yaml_options options = { .places = crd_places_new(arena) };
    crd_diags_init(&first.faults, arena);
    first.object = crd_decode_yaml(arena, type, text, &first.faults, &first.err);
    check_outcome(&first);
    if (crd_yaml_read(arena, text, &options, &document, &err)) {
        check_document(arena, type, &document, options.places, &first);
    } else if (err.code != CRD_E_MEMORY && first.err.code != CRD_E_MEMORY) {
        FUZZ_LAW(first.err.code == err.code && crd_str_eq(first.err.message, err.message));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    if (!arena || !size) {
        return 0;
    }
    const crd_struct *type = types[data[0] % N_TYPES];
    crd_str text = crd_str_of((const char *)data + 1, size - 1);
    if (data[0] / N_TYPES % 2) {
        try_yaml(arena, type, text);
    } else {
        try_json(arena, type, text);
    }
    return 0;
}
