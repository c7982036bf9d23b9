/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of the server: see thread.h. */
#include "thread.h"

#include <signal.h>

#include "base/limits.h"

bool fg_thread_start(pthread_t *ret_thread, void *(*run)(void *), void *context)
{
    sigset_t all;
    sigset_t before;
    pthread_attr_t attributes;
    sigfillset(&all);
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    pthread_attr_setstacksize(&attributes, FG_THREAD_STACK_BYTES);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failure = pthread_create(ret_thread, &attributes, run, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return failure == 0;
}
