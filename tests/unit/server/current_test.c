/* SPDX-License-Identifier: Apache-2.0 */
/* The snapshot in use, read by many threads while it is replaced: the thread and address sanitizers
 * are the judges. */
#include "server/current.h"

#include <pthread.h>

#include "base/arena.h"
#include "tests.h"

static _Atomic bool ended;

static void *read_often(void *context)
{
    fg_current *current = *(fg_current **)context;
    while (!ended) {
        const fg_snapshot *snapshot = fg_current_get(current);
        if (snapshot && fg_snapshot_count(snapshot, FG_IN_CLUSTERS) != 0) {
            return (void *)1;
        }
        fg_snapshot_unref(snapshot);
    }
    return NULL;
}

void test_current_threads(void)
{
    fg_current current;
    fg_current *shared = &current;
    pthread_t threads[3];
    crd_err err = { .code = CRD_OK };
    fg_current_init(&current);
    CHECK(fg_current_get(&current) == NULL);
    ended = false;
    for (int i = 0; i < 3; i++) {
        CHECK_INT(pthread_create(&threads[i], NULL, read_often, &shared), 0);
    }
    for (int i = 0; i < 2000; i++) {
        const fg_snapshot *snapshot = NULL;
        CHECK(fg_snapshot_new(NULL, 0, &snapshot, &err));
        fg_current_set(&current, snapshot);
    }
    ended = true;
    for (int i = 0; i < 3; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        CHECK(wrong == NULL);
    }
    fg_current_set(&current, NULL);
    CHECK(fg_current_get(&current) == NULL);
}
