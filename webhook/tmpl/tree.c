/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the caller's tree, and telling the trace of it. Nothing else in the room looks into a
 * crd_value that the caller gave.
 */
#include "tree.h"

fg_val fg_val_tree(fg_run *run, const crd_value *node)
{
    if (run->trace && run->trace->value && node) {
        run->trace->value(run->trace->context, node);
    }
    fg_val v = { .kind = FG_NIL };
    switch (crd_kind_of(node)) {
    case CRD_NULL:
        v.flags = FG_VAL_IFACE;
        break;
    case CRD_BOOL:
        v = fg_val_bool(crd_is_true(node));
        break;
    case CRD_NUMBER: {
        double number = 0;
        crd_number_float(node, &number);
        v = fg_val_float(number);
        break;
    }
    case CRD_STRING:
        v = fg_val_string(crd_text_of(node));
        break;
    case CRD_LIST:
        v.type = &fg_type_list;
        v.kind = FG_SLICE;
        v.flags = FG_VAL_TREE;
        v.as.tree = node->u.items;
        v.len = node->len;
        break;
    case CRD_MAP:
        v.type = &fg_type_map;
        v.kind = FG_MAP;
        v.flags = FG_VAL_TREE;
        v.as.tree = node;
        break;
    }
    return v;
}

const crd_value *fg_tree_member(fg_run *run, const crd_value *map, crd_str key)
{
    const crd_value *found = crd_map_get(map, key);
    if (run->trace && run->trace->member) {
        run->trace->member(run->trace->context, map, key, found);
    }
    return found;
}

size_t fg_tree_len(fg_run *run, const crd_value *map)
{
    if (run->trace && run->trace->shape) {
        run->trace->shape(run->trace->context, map);
    }
    return crd_len_of(map);
}
