/* SPDX-License-Identifier: Apache-2.0 */
/* The heap of deadlines and the pool of threads. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "server/heap.h"
#include "server/pool.h"
#include "wire_tests.h"

void test_heap(void)
{
    enum { N = 500 };
    static fg_timer timers[N];
    fg_heap heap = { 0 };
    uint64_t seed = 42;
    CHECK(fg_heap_reserve(&heap, N));
    for (int round = 0; round < 3000; round++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        fg_timer *timer = &timers[(seed >> 33) % N];
        if ((seed >> 60) < 4) {
            fg_heap_remove(&heap, timer);
        } else {
            fg_heap_set(&heap, timer, (int64_t)(seed >> 20 & 0xfff));
        }
        int64_t least = INT64_MAX;
        size_t n = 0;
        for (int i = 0; i < N; i++) {
            n += timers[i].place != 0;
            least = timers[i].place && timers[i].at_ms < least ? timers[i].at_ms : least;
        }
        CHECK_INT(heap.n, n);
        CHECK(n ? fg_heap_top(&heap)->at_ms == least : !fg_heap_top(&heap));
    }
    fg_heap_done(&heap);
}

struct count {
    fg_job job;
    sem_t *done;
    sem_t *gate; /* waited for first, unless NULL */
};

static void run_count(fg_job *job)
{
    struct count *count = (struct count *)(void *)job;
    if (count->gate) {
        sem_wait(count->gate);
    }
    sem_post(count->done);
}

void test_pool(void)
{
    enum { N = 200 };
    static struct count counts[N];
    sem_t done;
    sem_init(&done, 0, 0);
    fg_pool *pool = fg_pool_new(3, N);
    CHECK(pool);
    for (int i = 0; i < N; i++) {
        counts[i] = (struct count){ { .run = run_count }, &done, NULL };
        CHECK(fg_pool_submit(pool, &counts[i].job));
    }
    for (int i = 0; i < N; i++) {
        sem_wait(&done);
    }
    CHECK_INT(fg_pool_waiting(pool), 0);
    fg_pool_free(pool);
    sem_destroy(&done);
}

void test_pool_cancel(void)
{
    struct count counts[5];
    sem_t done;
    sem_t gate;
    sem_init(&done, 0, 0);
    sem_init(&gate, 0, 0);
    fg_pool *pool = fg_pool_new(1, 3);
    CHECK(pool);
    for (int i = 0; i < 5; i++) {
        counts[i] = (struct count){ { .run = run_count }, &done, i ? NULL : &gate };
    }
    CHECK(fg_pool_submit(pool, &counts[0].job));
    while (fg_pool_waiting(pool)) { /* until it runs */
    }
    CHECK(fg_pool_submit(pool, &counts[1].job));
    CHECK(fg_pool_submit(pool, &counts[2].job));
    CHECK(fg_pool_submit(pool, &counts[3].job));
    CHECK(!fg_pool_submit(pool, &counts[4].job)); /* full */
    CHECK(!fg_pool_cancel(pool, &counts[0].job)); /* it runs */
    CHECK(fg_pool_cancel(pool, &counts[3].job));  /* the last */
    CHECK(!fg_pool_cancel(pool, &counts[3].job));
    CHECK(fg_pool_submit(pool, &counts[4].job));
    CHECK(fg_pool_cancel(pool, &counts[1].job)); /* the first */
    sem_post(&gate);
    for (int i = 0; i < 3; i++) { /* 0, 2 and 4 */
        sem_wait(&done);
    }
    CHECK_INT(fg_pool_waiting(pool), 0);
    fg_pool_free(pool);
    CHECK_INT(sem_trywait(&done), -1);
    sem_destroy(&done);
    sem_destroy(&gate);
}
