/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The snapshot in use: many readers take a reference, one writer puts another in its place. Readers
 * do two atomic additions and never wait. The writer waits for readers that are between reading the
 * pointer and counting their reference, some nanoseconds each.
 */
#ifndef FG_SERVER_CURRENT_H
#define FG_SERVER_CURRENT_H

#include <stdatomic.h>

#include "kapi/snapshot.h"

typedef struct fg_current {
    _Atomic(const fg_snapshot *) snapshot;
    atomic_size_t entering; /* readers that may hold the pointer without a reference */
} fg_current;

void fg_current_init(fg_current *current);

/* A reference of the caller's own (fg_snapshot_unref it); NULL while there is none. Any thread. */
const fg_snapshot *fg_current_get(fg_current *current);

/* Puts snapshot in place, taking over one reference; NULL is allowed. One thread at a time. */
void fg_current_set(fg_current *current, const fg_snapshot *snapshot);

#endif
