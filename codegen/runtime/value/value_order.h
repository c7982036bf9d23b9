/* SPDX-License-Identifier: Apache-2.0 */
/* Key order of map members. Inside the room only. */
#ifndef CRD_VALUE_ORDER_H
#define CRD_VALUE_ORDER_H

#include "value.h"

/* True when the keys ascend strictly: in order, none twice. */
bool crd_members_ascend(const crd_member *members, size_t n);

/*
 * Fills order with 0 .. n-1 sorted by key, equal keys by position. Always about n * log2(n) key
 * comparisons, whatever the keys: nothing to collide. False when there is no memory for its scratch
 * (past 32 members).
 */
bool crd_members_order(const crd_member *members, size_t n, uint32_t *order);

#endif
