/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way into the caller's tree: each function here reads it and tells the run's trace first.
 * Inside the room only; fg_val_tree (val.h) belongs to it.
 */
#ifndef FG_TMPL_TREE_H
#define FG_TMPL_TREE_H

#include "val.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The value of a node (not NULL) into *ret. */
void fg_tree_read(fg_run *run, const crd_value *node, fg_val *ret);

/* The member's value, NULL when there is none. */
const crd_value *fg_tree_member(fg_run *run, const crd_value *map, crd_str key);

/* Number of members. */
size_t fg_tree_len(fg_run *run, const crd_value *map);

#ifdef __cplusplus
}
#endif
#endif
