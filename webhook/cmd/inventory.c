/* SPDX-License-Identifier: Apache-2.0 */
/* The inventory: see inventory.h. */
#include "inventory.h"

#include <stdlib.h>

#include "base/num.h"
#include "files.h"
#include "fleet/object.h"

/* Objects while they are gathered; on the heap, since their number is not known. */
struct gathering {
    crd_arena *arena;
    const fg_object **items;
    size_t n;
    size_t capacity;
    size_t skipped;
};

static void gathering_done(struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->n; i++) {
        fg_object_unref(gathering->items[i]);
    }
    free(gathering->items);
}

/* Takes over the caller's reference, also on failure. */
static bool add(struct gathering *gathering, const fg_object *object, crd_err *err)
{
    if (gathering->n == gathering->capacity) {
        size_t capacity = gathering->capacity ? gathering->capacity * 2 : 64;
        const fg_object **items = realloc(gathering->items, capacity * sizeof(*items));
        if (!items) {
            fg_object_unref(object);
            return crd_err_memory(err, NULL);
        }
        gathering->items = items;
        gathering->capacity = capacity;
    }
    gathering->items[gathering->n++] = object;
    return true;
}

static bool place_error(crd_arena *arena, const fg_document *document, crd_err *err)
{
    char line[CRD_INT_TEXT_MAX];
    crd_str where = CRD_CAT(arena, document->file, CRD_S(":"),
                            crd_uint_text(document->place.line, line));
    return where.ptr ? crd_err_wrap(err, arena, where) : crd_err_memory(err, arena);
}

static bool add_document(struct gathering *gathering, const fg_document *document, crd_err *err)
{
    const fg_object *object = NULL;
    if (!fg_fleet_object_new(gathering->arena, document->value, &object, err)) {
        return crd_code_is_ours(err->code) ? false : place_error(gathering->arena, document, err);
    }
    if (!object) {
        gathering->skipped++;
        return true;
    }
    return add(gathering, object, err);
}

static bool fail_on_bad(crd_arena *arena, const fg_bad_file *bad, crd_err *err)
{
    char line[CRD_INT_TEXT_MAX];
    return CRD_FAIL(err, arena, CRD_E_SYNTAX, bad->file, CRD_S(":"),
                    crd_uint_text(bad->place.line, line), CRD_S(": "), bad->message);
}

static int by_namespace(const void *left, const void *right)
{
    const crd_str *a = left;
    const crd_str *b = right;
    return crd_str_cmp(*a, *b);
}

/* Names of one sort, sorted and unique: of namespaces that hold objects, or of those listed. */
struct names {
    crd_str *items;
    size_t n;
};

static bool collect(const struct gathering *gathering, bool listed, struct names *ret, crd_err *err)
{
    struct names names = { .items = CRD_NEW_N(gathering->arena, crd_str, gathering->n + 1) };
    if (!names.items) {
        return crd_err_memory(err, gathering->arena);
    }
    size_t n = 0;
    for (size_t i = 0; i < gathering->n; i++) {
        const fg_object *object = gathering->items[i];
        if (listed ? object->kind == FG_IN_NAMESPACES : object->meta.namespace_name.len > 0) {
            names.items[n++] = listed ? object->meta.name : object->meta.namespace_name;
        }
    }
    qsort(names.items, n, sizeof(*names.items), by_namespace);
    for (size_t i = 0; i < n; i++) {
        if (names.n == 0 || !crd_str_eq(names.items[names.n - 1], names.items[i])) {
            names.items[names.n++] = names.items[i];
        }
    }
    *ret = names;
    return true;
}

/* {"apiVersion":"v1","kind":"Namespace","metadata":{"labels":{...},"name":name}} */
static bool make_namespace(crd_arena *arena, crd_str name, crd_value *ret, crd_err *err)
{
    crd_member *labels = CRD_NEW_N(arena, crd_member, 1);
    crd_member *metadata = CRD_NEW_N(arena, crd_member, 2);
    crd_member *root = CRD_NEW_N(arena, crd_member, 3);
    if (!labels || !metadata || !root) {
        return crd_err_memory(err, arena);
    }
    labels[0] = (crd_member){ CRD_S("kubernetes.io/metadata.name"), crd_value_string(name) };
    metadata[0].key = CRD_S("labels");
    metadata[1] = (crd_member){ CRD_S("name"), crd_value_string(name) };
    root[0] = (crd_member){ CRD_S("apiVersion"), crd_value_string(CRD_S("v1")) };
    root[1] = (crd_member){ CRD_S("kind"), crd_value_string(CRD_S("Namespace")) };
    root[2].key = CRD_S("metadata");
    return crd_value_map(arena, labels, 1, &metadata[0].value, err) &&
           crd_value_map(arena, metadata, 2, &root[2].value, err) &&
           crd_value_map(arena, root, 3, ret, err);
}

static bool add_namespaces(struct gathering *gathering, crd_err *err)
{
    struct names used;
    struct names listed;
    if (!collect(gathering, false, &used, err) || !collect(gathering, true, &listed, err)) {
        return false;
    }
    for (size_t i = 0; i < used.n; i++) {
        crd_value value;
        const fg_object *object = NULL;
        if (bsearch(&used.items[i], listed.items, listed.n, sizeof(crd_str), by_namespace)) {
            continue;
        }
        if (!make_namespace(gathering->arena, used.items[i], &value, err) ||
            !fg_fleet_object_new(gathering->arena, &value, &object, err) ||
            !add(gathering, object, err)) {
            return false;
        }
    }
    return true;
}

bool fg_inventory_load(crd_arena *arena, const args_texts *paths, fg_inventory *ret, crd_err *err)
{
    __attribute__((cleanup(gathering_done))) struct gathering gathering = { .arena = arena };
    fg_files files;
    fg_files_init(&files, arena, false);
    for (size_t i = 0; i < paths->n; i++) {
        if (!fg_files_add(&files, paths->items[i], err)) {
            return false;
        }
    }
    if (files.bad) {
        return fail_on_bad(arena, files.bad, err);
    }
    for (const fg_document *document = files.documents; document; document = document->next) {
        if (!add_document(&gathering, document, err)) {
            return false;
        }
    }
    size_t objects = gathering.n;
    const fg_snapshot *snapshot = NULL;
    if (!add_namespaces(&gathering, err) ||
        !fg_snapshot_new(gathering.items, gathering.n, &snapshot, err)) {
        return false;
    }
    *ret = (fg_inventory){
        .snapshot = snapshot, .objects = objects, .skipped = gathering.skipped
    };
    return true;
}

void fg_inventory_done(fg_inventory *inventory)
{
    fg_snapshot_unref(inventory->snapshot);
    inventory->snapshot = NULL;
}
