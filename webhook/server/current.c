/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The snapshot in use: see current.h. All of it is sequentially consistent: a reader that counts
 * itself in after the writer saw nobody inside also reads the pointer after the writer changed it,
 * and so finds the new snapshot.
 */
#include "current.h"

#include <sched.h>

void fg_current_init(fg_current *current)
{
    atomic_init(&current->snapshot, NULL);
    atomic_init(&current->entering, 0);
}

const fg_snapshot *fg_current_get(fg_current *current)
{
    atomic_fetch_add(&current->entering, 1);
    const fg_snapshot *snapshot = atomic_load(&current->snapshot);
    if (snapshot) {
        snapshot = fg_snapshot_ref(snapshot);
    }
    atomic_fetch_sub(&current->entering, 1);
    return snapshot;
}

void fg_current_set(fg_current *current, const fg_snapshot *snapshot)
{
    const fg_snapshot *old = atomic_exchange(&current->snapshot, snapshot);
    while (atomic_load(&current->entering) != 0) {
        sched_yield();
    }
    fg_snapshot_unref(old);
}
