/* SPDX-License-Identifier: Apache-2.0 */
/* A pool of threads with a bounded queue: see pool.h. */
#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "thread.h"

struct fg_pool {
    pthread_mutex_t lock; /* guards all below but threads */
    pthread_cond_t more;
    fg_job *first;
    fg_job **last;
    size_t waiting;
    size_t queue_max;
    bool ending;
    unsigned n;
    pthread_t threads[];
};

static fg_job *next_job(fg_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->first && !pool->ending) {
        pthread_cond_wait(&pool->more, &pool->lock);
    }
    fg_job *job = pool->first;
    if (job) {
        pool->first = job->next;
        pool->last = pool->first ? pool->last : &pool->first;
        pool->waiting--;
    }
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *work(void *context)
{
    fg_pool *pool = context;
    for (fg_job *job = next_job(pool); job; job = next_job(pool)) {
        job->run(job);
    }
    return NULL;
}

fg_pool *fg_pool_new(unsigned threads, size_t queue_max)
{
    fg_pool *pool = calloc(1, sizeof(*pool) + threads * sizeof(pthread_t));
    if (!pool) {
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->more, NULL);
    pool->last = &pool->first;
    pool->queue_max = queue_max;
    while (pool->n < threads && fg_thread_start(&pool->threads[pool->n], work, pool)) {
        pool->n++;
    }
    if (pool->n < threads) {
        fg_pool_free(pool);
        return NULL;
    }
    return pool;
}

void fg_pool_free(fg_pool *pool)
{
    if (!pool) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->more);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->n; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    pthread_cond_destroy(&pool->more);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

bool fg_pool_submit(fg_pool *pool, fg_job *job)
{
    pthread_mutex_lock(&pool->lock);
    bool ok = pool->waiting < pool->queue_max && !pool->ending;
    if (ok) {
        job->next = NULL;
        *pool->last = job;
        pool->last = &job->next;
        pool->waiting++;
        pthread_cond_signal(&pool->more);
    }
    pthread_mutex_unlock(&pool->lock);
    return ok;
}

bool fg_pool_cancel(fg_pool *pool, fg_job *job)
{
    pthread_mutex_lock(&pool->lock);
    fg_job **at = &pool->first;
    while (*at && *at != job) {
        at = &(*at)->next;
    }
    bool found = *at != NULL;
    if (found) {
        *at = job->next;
        pool->last = *at ? pool->last : at;
        pool->waiting--;
    }
    pthread_mutex_unlock(&pool->lock);
    return found;
}

size_t fg_pool_waiting(fg_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    size_t n = pool->waiting;
    pthread_mutex_unlock(&pool->lock);
    return n;
}
