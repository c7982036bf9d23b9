/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that change: one thread looks after sets of files and folders and calls a function when
 * something about a set has changed. inotify tells it when to look, and it looks every poll_ms
 * anyway, since inotify knows nothing of network file systems and of folders that come back.
 *
 *   inotify or clock or kick ──► fingerprint of the set (names, inodes, sizes, times) ──► changed?
 *
 * Kubelet mounts a Secret or ConfigMap as links through a link ..data, which it swaps: the folder sees
 * the swap, and the fingerprint follows the links. This file knows not what is in the files.
 */
#ifndef FG_SERVER_WATCH_H
#define FG_SERVER_WATCH_H

#include "base/err.h"

/* Runs on the watching thread. Any failure is its own to report. */
typedef void fg_watch_changed(void *context);

/* All Borrowed until fg_watch_stop. Paths are files or folders; folders are looked at as deep as the
 * inventory reads them, hidden names left out. */
typedef struct fg_watch_set {
    const char *const *paths;
    size_t n;
    uint32_t poll_ms;
    fg_watch_changed *changed;
    void *context;
} fg_watch_set;

typedef struct fg_watch fg_watch;

/* What is there now counts as seen: make it before the files are first read. At most FG_WATCH_SETS_MAX
 * sets. Owned; NULL with err set when the system does not allow it. */
fg_watch *fg_watch_new(const fg_watch_set *sets, size_t n, crd_arena *arena, crd_err *err);

/* Starts the thread, once. False with err set when the system has none. */
bool fg_watch_start(fg_watch *watch, crd_arena *arena, crd_err *err);

/* Calls changed of every set, changed or not: for SIGHUP. Any thread; does not wait. */
void fg_watch_kick(fg_watch *watch);

/* Ends the thread, waiting for a call that runs, and frees watch. NULL is allowed. */
void fg_watch_stop(fg_watch *watch);

#endif
