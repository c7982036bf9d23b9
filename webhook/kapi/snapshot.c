/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snapshots: see snapshot.h. Building sorts once by kind, namespace, name and the order given, then
 * cuts the sorted run into pages.
 */
#include "snapshot.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/limits.h"

struct object {
    fg_object face; /* first: an fg_object is one of these */
    atomic_size_t refs;
    crd_arena *arena; /* holds this very struct */
};

struct page {
    atomic_size_t refs;
    crd_str namespace_name; /* Borrowed from the first object */
    size_t n;
    const fg_object *items[];
};

struct kind_pages {
    struct page **pages; /* sorted by namespace */
    size_t n;
    size_t n_objects;
};

struct fg_snapshot {
    atomic_size_t refs;
    struct kind_pages kinds[FG_IN_COUNT];
};

bool fg_snapshot_kind_of(crd_str group, crd_str kind, enum fg_snapshot_kind *ret)
{
    static const struct {
        crd_str group;
        crd_str kind;
    } kinds[] = {
#define FG_SNAPSHOT_KIND(id, group_text, kind_text)                                                \
    { CRD_STR_INIT(group_text), CRD_STR_INIT(kind_text) },
#include "snapshot.def"
#undef FG_SNAPSHOT_KIND
    };
    for (size_t i = 0; i < FG_IN_COUNT; i++) {
        if (crd_str_eq(kinds[i].group, group) && crd_str_eq(kinds[i].kind, kind)) {
            *ret = (enum fg_snapshot_kind)i;
            return true;
        }
    }
    return false;
}

/* --- objects --- */

/* A copy of the map without one member; the member's subtree is not copied. */
static bool copy_without(crd_arena *arena, const crd_value *map, crd_str key, crd_value *ret,
                         crd_err *err)
{
    crd_member *members = CRD_NEW_N(arena, crd_member, crd_len_of(map));
    if (!members) {
        return crd_err_memory(err, arena);
    }
    size_t n = 0;
    for (size_t i = 0; i < crd_len_of(map); i++) {
        const crd_member *member = crd_member_at(map, i);
        if (crd_str_eq(member->key, key)) {
            continue;
        }
        members[n].key = crd_arena_str(arena, member->key);
        if (!members[n].key.ptr) {
            return crd_err_memory(err, arena);
        }
        if (!crd_value_copy(arena, &member->value, &members[n].value, err)) {
            return false;
        }
        n++;
    }
    return crd_value_map(arena, members, n, ret, err);
}

static bool copy_object(crd_arena *arena, const crd_value *value, crd_value *ret, crd_err *err)
{
    crd_member *members = CRD_NEW_N(arena, crd_member, crd_len_of(value));
    if (!members) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < crd_len_of(value); i++) {
        const crd_member *member = crd_member_at(value, i);
        bool metadata = crd_str_eq(member->key, CRD_S("metadata")) && crd_is_map(&member->value);
        members[i].key = crd_arena_str(arena, member->key);
        if (!members[i].key.ptr) {
            return crd_err_memory(err, arena);
        }
        if (metadata ? !copy_without(arena, &member->value, CRD_S("managedFields"),
                                     &members[i].value, err)
                     : !crd_value_copy(arena, &member->value, &members[i].value, err)) {
            return false;
        }
    }
    return crd_value_map(arena, members, crd_len_of(value), ret, err);
}

/* Everything that the object consists of, on one arena. */
static bool make_object(crd_arena *arena, enum fg_snapshot_kind kind, const crd_value *value,
                        fg_object_reader *reader, struct object **ret, crd_err *err)
{
    struct object *object = CRD_NEW(arena, struct object);
    crd_value *copy = CRD_NEW(arena, crd_value);
    if (!object || !copy) {
        return crd_err_memory(err, arena);
    }
    if (!copy_object(arena, value, copy, err) ||
        !fg_object_meta_read(arena, copy, NULL, &object->face.meta, err)) {
        return false;
    }
    if (!object->face.meta.name.len) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("metadata.name: Required value"));
    }
    if (reader && !reader(arena, copy, &object->face.typed, err)) {
        return false;
    }
    object->face.kind = kind;
    object->arena = arena;
    atomic_init(&object->refs, 1);
    *ret = object;
    return true;
}

/* Moves an error whose texts live on a dying arena to one that stays. */
static bool keep_error(crd_arena *err_arena, const crd_err *from, crd_err *err)
{
    if (from->code == CRD_E_NOMEM || from->code == CRD_E_MEMORY) {
        if (err) {
            *err = *from; /* constant texts */
        }
        return false;
    }
    crd_place place = from->place;
    CRD_FAIL(err, err_arena, from->code, from->message);
    return crd_err_at(err, place);
}

/* What a second run of the same allocations needs in one block: padding that the scratch arena
 * saved where it began a block anew is at most 16 bytes a block. */
static size_t block_bytes(const crd_arena *scratch)
{
    size_t used = crd_arena_used(scratch);
    return used + (used / CRD_ARENA_FIRST_BLOCK_BYTES + 2) * 16;
}

bool fg_object_new(crd_arena *err_arena, enum fg_snapshot_kind kind, const crd_value *value,
                   fg_object_reader *reader, const fg_object **ret, crd_err *err)
{
    crd_err inner = { .code = CRD_OK };
    /* Once to learn the size, once into a block of exactly that size: objects live long. */
    CRD_AUTO_ARENA scratch = crd_arena_new(FG_OBJECT_BYTES_MAX);
    struct object *object;
    if (!scratch) {
        return crd_err_memory(err, NULL);
    }
    if (!make_object(scratch, kind, value, reader, &object, &inner)) {
        return keep_error(err_arena, &inner, err);
    }
    crd_arena *arena = crd_arena_new_sized(FG_OBJECT_BYTES_MAX, block_bytes(scratch));
    if (!arena) {
        return crd_err_memory(err, NULL);
    }
    if (!make_object(arena, kind, value, reader, &object, &inner)) {
        keep_error(err_arena, &inner, err);
        crd_arena_free(arena);
        return false;
    }
    *ret = &object->face;
    return true;
}

/* The counted struct behind the face. Counting is the one thing that changes in a shared object. */
static struct object *counted(const fg_object *object)
{
    return (struct object *)(uintptr_t)object;
}

const fg_object *fg_object_ref(const fg_object *object)
{
    atomic_fetch_add_explicit(&counted(object)->refs, 1, memory_order_relaxed);
    return object;
}

void fg_object_unref(const fg_object *object)
{
    if (object && atomic_fetch_sub_explicit(&counted(object)->refs, 1, memory_order_acq_rel) == 1) {
        crd_arena_free(counted(object)->arena);
    }
}

/* --- snapshots --- */

struct entry {
    const fg_object *object;
    size_t order;
};

static int compare_names(const fg_object *a, const fg_object *b)
{
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    int order = crd_str_cmp(a->meta.namespace_name, b->meta.namespace_name);
    return order ? order : crd_str_cmp(a->meta.name, b->meta.name);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = compare_names(x->object, y->object);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The same name again: the later one counts. Returns how many stay. */
static size_t drop_duplicates(struct entry *entries, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && compare_names(entries[i].object, entries[i + 1].object) == 0) {
            continue;
        }
        entries[kept++] = entries[i];
    }
    return kept;
}

static bool same_page(const fg_object *a, const fg_object *b)
{
    return a->kind == b->kind && crd_str_eq(a->meta.namespace_name, b->meta.namespace_name);
}

static struct page *page_new(const struct entry *entries, size_t n)
{
    struct page *page = malloc(sizeof(*page) + n * sizeof(page->items[0]));
    if (!page) {
        return NULL;
    }
    atomic_init(&page->refs, 1);
    page->namespace_name = entries[0].object->meta.namespace_name;
    page->n = n;
    for (size_t i = 0; i < n; i++) {
        page->items[i] = fg_object_ref(entries[i].object);
    }
    return page;
}

static void page_unref(struct page *page)
{
    if (atomic_fetch_sub_explicit(&page->refs, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < page->n; i++) {
        fg_object_unref(page->items[i]);
    }
    free(page);
}

/* Room for the pages of one kind, whose entries are the run [start, end). */
static bool add_kind(struct kind_pages *kind, const struct entry *entries, size_t n)
{
    size_t n_pages = 0;
    for (size_t i = 0; i < n; i++) {
        n_pages += i == 0 || !same_page(entries[i - 1].object, entries[i].object);
    }
    kind->pages = calloc(n_pages, sizeof(struct page *));
    if (!kind->pages) {
        return false;
    }
    for (size_t start = 0; start < n;) {
        size_t end = start + 1;
        while (end < n && same_page(entries[start].object, entries[end].object)) {
            end++;
        }
        struct page *page = page_new(entries + start, end - start);
        if (!page) {
            return false;
        }
        kind->pages[kind->n++] = page;
        start = end;
    }
    kind->n_objects = n;
    return true;
}

static bool add_kinds(fg_snapshot *snapshot, const struct entry *entries, size_t n)
{
    for (size_t start = 0; start < n;) {
        enum fg_snapshot_kind kind = entries[start].object->kind;
        size_t end = start + 1;
        while (end < n && entries[end].object->kind == kind) {
            end++;
        }
        if (!add_kind(&snapshot->kinds[kind], entries + start, end - start)) {
            return false;
        }
        start = end;
    }
    return true;
}

bool fg_snapshot_new(const fg_object *const *objects, size_t n, const fg_snapshot **ret,
                     crd_err *err)
{
    fg_snapshot *snapshot = calloc(1, sizeof(*snapshot));
    struct entry *entries = calloc(n ? n : 1, sizeof(*entries));
    bool ok = snapshot && entries;
    if (ok) {
        atomic_init(&snapshot->refs, 1);
        for (size_t i = 0; i < n; i++) {
            entries[i] = (struct entry){ .object = objects[i], .order = i };
        }
        qsort(entries, n, sizeof(*entries), compare_entries);
        ok = add_kinds(snapshot, entries, drop_duplicates(entries, n));
    }
    free(entries);
    if (!ok) {
        fg_snapshot_unref(snapshot);
        return crd_err_memory(err, NULL);
    }
    *ret = snapshot;
    return true;
}

static fg_snapshot *counted_snapshot(const fg_snapshot *snapshot)
{
    return (fg_snapshot *)(uintptr_t)snapshot;
}

const fg_snapshot *fg_snapshot_ref(const fg_snapshot *snapshot)
{
    atomic_fetch_add_explicit(&counted_snapshot(snapshot)->refs, 1, memory_order_relaxed);
    return snapshot;
}

void fg_snapshot_unref(const fg_snapshot *shared)
{
    fg_snapshot *snapshot = counted_snapshot(shared);
    if (!snapshot || atomic_fetch_sub_explicit(&snapshot->refs, 1, memory_order_acq_rel) > 1) {
        return;
    }
    for (size_t k = 0; k < FG_IN_COUNT; k++) {
        for (size_t i = 0; i < snapshot->kinds[k].n; i++) {
            page_unref(snapshot->kinds[k].pages[i]);
        }
        free(snapshot->kinds[k].pages);
    }
    free(snapshot);
}

static fg_objects objects_of(const struct page *page)
{
    return (fg_objects){ .items = page->items, .n = page->n };
}

fg_objects fg_snapshot_list(const fg_snapshot *snapshot, enum fg_snapshot_kind kind,
                            crd_str namespace_name)
{
    const struct kind_pages *pages = &snapshot->kinds[kind];
    size_t low = 0;
    size_t high = pages->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = crd_str_cmp(pages->pages[middle]->namespace_name, namespace_name);
        if (order == 0) {
            return objects_of(pages->pages[middle]);
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (fg_objects){ .items = NULL, .n = 0 };
}

const fg_object *fg_snapshot_get(const fg_snapshot *snapshot, enum fg_snapshot_kind kind,
                                 crd_str namespace_name, crd_str name)
{
    fg_objects objects = fg_snapshot_list(snapshot, kind, namespace_name);
    size_t low = 0;
    size_t high = objects.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = crd_str_cmp(objects.items[middle]->meta.name, name);
        if (order == 0) {
            return objects.items[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

size_t fg_snapshot_count(const fg_snapshot *snapshot, enum fg_snapshot_kind kind)
{
    return snapshot->kinds[kind].n_objects;
}

size_t fg_snapshot_namespaces(const fg_snapshot *snapshot, enum fg_snapshot_kind kind)
{
    return snapshot->kinds[kind].n;
}

fg_objects fg_snapshot_page(const fg_snapshot *snapshot, enum fg_snapshot_kind kind, size_t i)
{
    if (i >= snapshot->kinds[kind].n) {
        return (fg_objects){ .items = NULL, .n = 0 };
    }
    return objects_of(snapshot->kinds[kind].pages[i]);
}
