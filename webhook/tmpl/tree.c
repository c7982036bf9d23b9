/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the caller's tree, and telling the trace of it. Nothing else in the room looks into a
 * crd_value that the caller gave.
 */
#include "tree.h"

/* Numbers are mostly short integers: those need no general reader. */
static double number_of(const crd_value *node)
{
    const char *p = node->u.text;
    double number = 0;
    if (node->len > 0 && node->len <= 9) {
        uint32_t i = 0;
        uint32_t n = 0;
        while (i < node->len && crd_is_digit((unsigned char)p[i])) {
            n = n * 10 + (uint32_t)(p[i++] - '0');
        }
        if (i == node->len) {
            return n;
        }
    }
    crd_number_float(node, &number);
    return number;
}

void fg_tree_read(fg_run *run, const crd_value *node, fg_val *ret)
{
    if (run->trace && run->trace->value) {
        run->trace->value(run->trace->context, node);
    }
    switch ((enum crd_kind)node->kind) {
    case CRD_BOOL:
        *ret = fg_val_bool(node->flags & CRD_VALUE_TRUE);
        return;
    case CRD_NUMBER:
        *ret = fg_val_float(number_of(node));
        return;
    case CRD_STRING:
        *ret = fg_val_string(crd_str_of(node->u.text, node->len));
        return;
    case CRD_LIST:
        *ret = fg_val_of(&fg_type_list, FG_SLICE);
        ret->flags = FG_VAL_TREE;
        ret->as.tree = node->u.items;
        ret->len = node->len;
        return;
    case CRD_MAP:
        *ret = fg_val_of(&fg_type_map, FG_MAP);
        ret->flags = FG_VAL_TREE;
        ret->as.tree = node;
        return;
    case CRD_NULL:
        break;
    }
    *ret = fg_val_nil();
}

fg_val fg_val_tree(fg_run *run, const crd_value *node)
{
    fg_val v = fg_val_nil();
    if (node) {
        fg_tree_read(run, node, &v);
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
