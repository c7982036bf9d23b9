/* SPDX-License-Identifier: Apache-2.0 */
/* A pool of threads with a bounded queue. It knows nothing of what the jobs do. */
#ifndef FG_SERVER_POOL_H
#define FG_SERVER_POOL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct fg_pool fg_pool;

/* Stands first in what is to be done. run is called on a thread of the pool and is the last that the
 * pool does with the job. */
typedef struct fg_job {
    struct fg_job *next;
    void (*run)(struct fg_job *job);
} fg_job;

/* Owned; NULL: no memory or no threads. Threads start with all signals blocked. */
fg_pool *fg_pool_new(unsigned threads, size_t queue_max);

/* Ends the threads when they are through with what they are at. The queue must be empty. */
void fg_pool_free(fg_pool *pool);

/* False: the queue is full. Any thread. */
bool fg_pool_submit(fg_pool *pool, fg_job *job);

/* True: job was still waiting and has been taken out; it will not run. Any thread. */
bool fg_pool_cancel(fg_pool *pool, fg_job *job);

/* Jobs that wait. */
size_t fg_pool_waiting(fg_pool *pool);

#endif
