/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Value handles: making and reading them. Knows how each kind is kept; knows nothing of templates.
 */
#include "val.h"

#include "map.h"
#include "tree.h"

fg_val fg_val_zero(const fg_type *type)
{
    switch (type->kind) {
    case FG_INTERFACE:
        return fg_val_nil();
    case FG_STRING:
        return fg_val_string(CRD_S(""));
    case FG_COMPLEX128: {
        static const double zero[2] = { 0, 0 };
        fg_val v = fg_val_of(type, FG_COMPLEX128);
        v.as.complex = zero;
        return v;
    }
    default:
        return type == &fg_type_reflect ? fg_val_invalid() : fg_val_of(type, type->kind);
    }
}

bool fg_val_text(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    char *copy = fg_alloc_text(run, text.len, err);
    if (!copy) {
        return false;
    }
    if (text.len) {
        memcpy(copy, text.ptr, text.len);
    }
    *ret = fg_val_string(crd_str_of(copy, text.len));
    return true;
}

bool fg_val_error(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    crd_str *held = fg_alloc(run, sizeof(*held), err);
    if (!held) {
        return false;
    }
    *held = text;
    *ret = fg_val_ref(&fg_type_error, held);
    return true;
}

bool fg_val_slice_new(fg_run *run, const fg_type *type, size_t n, fg_val **ret_items, fg_val *ret,
                      crd_err *err)
{
    if (n > UINT32_MAX) {
        return CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("list too long"));
    }
    fg_val *items = fg_alloc_n(run, n, sizeof(*items), err);
    if (!items) {
        return false;
    }
    *ret_items = items;
    *ret = fg_val_slice(type, items, n);
    return true;
}

/* ---- Reading ---- */

/* What stands in a place whose static type is type. */
static fg_val placed(const fg_type *type, fg_val v)
{
    if (type->kind == FG_INTERFACE) {
        v.flags |= FG_VAL_IFACE;
    }
    return v;
}

/* An item or member of the caller's tree: always of type interface {}. */
static fg_val from_tree(fg_run *run, const crd_value *node)
{
    fg_val v;
    fg_tree_read(run, node, &v);
    v.flags |= FG_VAL_IFACE;
    return v;
}

/* The map object of a handle; NULL: the nil map or a tree nobody changed. */
static fg_map *object_of(const fg_run *run, fg_val map)
{
    return map.flags & FG_VAL_TREE ? fg_overlay_find(run, map.as.tree) : map.as.map;
}

size_t fg_val_len(fg_run *run, fg_val v)
{
    if (v.kind == FG_SLICE || v.kind == FG_STRING) {
        return v.len;
    }
    if (v.kind != FG_MAP) {
        return 0;
    }
    const fg_map *map = object_of(run, v);
    if (map) {
        return map->n;
    }
    return v.flags & FG_VAL_TREE ? fg_tree_len(run, v.as.tree) : 0;
}

fg_val fg_val_at(fg_run *run, fg_val slice, size_t i)
{
    if (slice.flags & FG_VAL_TREE) {
        return from_tree(run, &slice.as.tree[i]);
    }
    if (slice.type->elem == &fg_type_uint8) {
        return fg_val_integer(&fg_type_uint8, (unsigned char)slice.as.text[i]);
    }
    return placed(slice.type->elem, slice.as.items[i]);
}

fg_val fg_val_cut(fg_val slice, size_t start, size_t end)
{
    fg_val v = slice;
    v.len = (uint32_t)(end - start);
    if (start == 0) {
        return v;
    }
    if (slice.kind == FG_STRING || slice.type->elem == &fg_type_uint8) {
        v.as.text = slice.as.text + start;
    } else if (slice.flags & FG_VAL_TREE) {
        v.as.tree = slice.as.tree + start;
    } else {
        v.as.items = slice.as.items + start;
    }
    return v;
}

bool fg_map_get(fg_run *run, fg_val map, crd_str key, fg_val *ret)
{
    const fg_map *object = object_of(run, map);
    if (object) {
        const fg_map_entry *entry = fg_map_object_find(run, object, key);
        if (!entry) {
            return false;
        }
        *ret = placed(map.type->elem, entry->value);
        return true;
    }
    if (!(map.flags & FG_VAL_TREE)) {
        return false;
    }
    const crd_value *found = fg_tree_member(run, map.as.tree, key);
    if (!found) {
        return false;
    }
    fg_tree_read(run, found, ret);
    ret->flags |= FG_VAL_IFACE;
    return true;
}

bool fg_map_iter_init(fg_run *run, fg_val map, fg_map_iter *ret, crd_err *err)
{
    fg_map *object = object_of(run, map);
    *ret = (fg_map_iter) { .run = run, .map = map };
    if (!object) {
        ret->n = map.flags & FG_VAL_TREE ? fg_tree_len(run, map.as.tree) : 0;
        return true;
    }
    if (!fg_map_object_sort(run, object, err)) {
        return false;
    }
    fg_map_entry *copy = fg_alloc_n(run, object->n, sizeof(*copy), err);
    if (!copy) {
        return false;
    }
    for (size_t i = 0; i < object->n; i++) {
        copy[i] = object->entries[object->order[i]];
    }
    ret->sorted = copy;
    ret->n = object->n;
    return true;
}

bool fg_map_iter_next(fg_map_iter *iter, crd_str *ret_key, fg_val *ret_value)
{
    if (iter->next >= iter->n) {
        return false;
    }
    size_t i = iter->next++;
    if (iter->sorted) {
        *ret_key = iter->sorted[i].key;
        *ret_value = placed(iter->map.type->elem, iter->sorted[i].value);
        return true;
    }
    const crd_member *member = crd_member_sorted(iter->map.as.tree, i);
    *ret_key = member->key;
    *ret_value = from_tree(iter->run, &member->value);
    return true;
}

/* ---- Maps ---- */

bool fg_map_new(fg_run *run, const fg_type *type, size_t n, fg_val *ret, crd_err *err)
{
    fg_map *map = fg_map_object_new(run, n, err);
    if (!map) {
        return false;
    }
    fg_val v = fg_val_of(type, FG_MAP);
    v.as.map = map;
    *ret = v;
    return true;
}

bool fg_map_set(fg_run *run, fg_val map, crd_str key, fg_val value, crd_err *err)
{
    fg_map *object = object_of(run, map);
    if (!object && map.flags & FG_VAL_TREE) {
        object = fg_overlay_make(run, map.as.tree, err);
        if (!object) {
            return false;
        }
    }
    if (!object) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("assignment to entry in nil map"));
    }
    return fg_map_object_set(run, object, key, value, err);
}

bool fg_map_unset(fg_run *run, fg_val map, crd_str key, crd_err *err)
{
    fg_map *object = object_of(run, map);
    if (!object && map.flags & FG_VAL_TREE) {
        if (!fg_tree_member(run, map.as.tree, key)) {
            return true;
        }
        object = fg_overlay_make(run, map.as.tree, err);
        if (!object) {
            return false;
        }
    }
    if (object) {
        fg_map_object_unset(run, object, key);
    }
    return true;
}

bool fg_map_same(fg_run *run, fg_val a, fg_val b)
{
    const fg_map *object_a = object_of(run, a);
    const fg_map *object_b = object_of(run, b);
    if (object_a || object_b) {
        return object_a == object_b;
    }
    return (a.flags & FG_VAL_TREE) == (b.flags & FG_VAL_TREE) && a.as.ref == b.as.ref;
}
