/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of the server: all signals blocked, a stack of known size. */
#ifndef FG_SERVER_THREAD_H
#define FG_SERVER_THREAD_H

#include <pthread.h>
#include <stdbool.h>

bool fg_thread_start(pthread_t *ret_thread, void *(*run)(void *), void *context);

#endif
