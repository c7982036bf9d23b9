/* SPDX-License-Identifier: Apache-2.0 */
/* Files that change: see watch.h. */
#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"

#define EVENTS                                                                                     \
    (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |            \
     IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct seen {
    fg_watch_set set;
    uint64_t fingerprint;
    int64_t next_ms; /* when it is looked at without being told to */
};

struct fg_watch {
    pthread_t thread;
    bool started;
    int inotify;
    int wake; /* eventfd: a kick or the end */
    _Atomic bool kicked;
    _Atomic bool stopping;
    size_t n;
    struct seen sets[FG_WATCH_SETS_MAX];
};

/* --- what a set looks like --- */

#define FNV_START UINT64_C(0xcbf29ce484222325)

/* FNV-1a: notices changes, promises nothing against who wants them unnoticed. */
static void mix(uint64_t *sum, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++) {
        *sum = (*sum ^ at[i]) * 0x100000001b3;
    }
}

static void mix_stat(uint64_t *sum, const struct stat *stat)
{
    const int64_t facts[] = {
        (int64_t)stat->st_dev,         (int64_t)stat->st_ino,
        (int64_t)stat->st_mode,        (int64_t)stat->st_size,
        (int64_t)stat->st_mtim.tv_sec, (int64_t)stat->st_mtim.tv_nsec,
        (int64_t)stat->st_ctim.tv_sec, (int64_t)stat->st_ctim.tv_nsec,
    };
    mix(sum, facts, sizeof(facts));
}

/* The folder tells inotify of what happens in it; adding it again is no error. */
static void listen_to(const fg_watch *watch, const char *folder)
{
    (void)inotify_add_watch(watch->inotify, folder, EVENTS);
}

static void look_at(const fg_watch *watch, uint64_t *sum, const char *path, size_t depth);

/* Entries come in any order, so their sums are added up. */
static void look_into(const fg_watch *watch, uint64_t *sum, const char *folder, size_t depth)
{
    uint64_t all = 0;
    listen_to(watch, folder);
    DIR *dir = opendir(folder);
    if (!dir) {
        return;
    }
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char path[PATH_MAX];
        int len = snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && len > 0 && (size_t)len < sizeof(path)) {
            uint64_t one = FNV_START;
            mix(&one, path, (size_t)len);
            look_at(watch, &one, path, depth + 1);
            all += one;
        }
    }
    closedir(dir);
    mix(sum, &all, sizeof(all));
}

/* Recursion is bounded by FG_FOLDER_DEPTH_MAX. */
static void look_at(const fg_watch *watch, uint64_t *sum, const char *path, size_t depth)
{
    struct stat stat_of = { .st_ino = 0 };
    if (stat(path, &stat_of) != 0) {
        mix(sum, "absent", 6);
        return;
    }
    mix_stat(sum, &stat_of);
    bool linked = depth > 0 && lstat(path, &stat_of) == 0 && S_ISLNK(stat_of.st_mode);
    if (S_ISDIR(stat_of.st_mode) && !linked && depth < FG_FOLDER_DEPTH_MAX) {
        look_into(watch, sum, path, depth);
    }
}

/* A named file is listened to by its folder, so that it may be replaced. */
static void look_at_named(const fg_watch *watch, uint64_t *sum, const char *path)
{
    char folder[PATH_MAX];
    struct stat stat_of;
    if (stat(path, &stat_of) != 0 || !S_ISDIR(stat_of.st_mode)) {
        int len = snprintf(folder, sizeof(folder), "%s", path);
        if (len > 0 && (size_t)len < sizeof(folder)) {
            listen_to(watch, dirname(folder));
        }
    }
    look_at(watch, sum, path, 0);
}

static uint64_t fingerprint(const fg_watch *watch, const fg_watch_set *set)
{
    uint64_t sum = FNV_START;
    for (size_t i = 0; i < set->n; i++) {
        look_at_named(watch, &sum, set->paths[i]);
    }
    return sum;
}

/* --- the thread --- */

static void drain_fd(int fd)
{
    char bytes[4096];
    while (read(fd, bytes, sizeof(bytes)) > 0) {
    }
}

/* Lets a burst of events end: half of it would be read otherwise. */
static void settle(fg_watch *watch)
{
    for (int i = 0; i < FG_WATCH_SETTLE_TURNS && !watch->stopping; i++) {
        struct pollfd more = { .fd = watch->inotify, .events = POLLIN };
        if (poll(&more, 1, FG_WATCH_SETTLE_MS) == 0) {
            return;
        }
        drain_fd(watch->inotify);
    }
}

static int time_to_next(const fg_watch *watch)
{
    int64_t now = crd_clock_monotonic_ms();
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < watch->n; i++) {
        next = watch->sets[i].next_ms < next ? watch->sets[i].next_ms : next;
    }
    if (next <= now) {
        return 0;
    }
    return next - now > INT_MAX ? INT_MAX : (int)(next - now);
}

static void look_again(fg_watch *watch, bool all, bool told)
{
    for (size_t i = 0; i < watch->n && !watch->stopping; i++) {
        struct seen *seen = &watch->sets[i];
        int64_t now = crd_clock_monotonic_ms();
        if (!told && !all && now < seen->next_ms) {
            continue;
        }
        seen->next_ms = now + seen->set.poll_ms;
        /* taken before the files are read: what changes meanwhile is seen the next time */
        uint64_t sum = fingerprint(watch, &seen->set);
        if (all || sum != seen->fingerprint) {
            seen->fingerprint = sum;
            seen->set.changed(seen->set.context);
        }
    }
}

static void *watch_files(void *context)
{
    fg_watch *watch = context;
    while (!watch->stopping) {
        struct pollfd fds[] = {
            { .fd = watch->wake, .events = POLLIN },
            { .fd = watch->inotify, .events = POLLIN },
        };
        if (poll(fds, 2, time_to_next(watch)) < 0 && errno != EINTR) {
            break;
        }
        bool told = (fds[1].revents & POLLIN) != 0;
        if (fds[0].revents & POLLIN) {
            drain_fd(watch->wake);
        }
        if (told) {
            drain_fd(watch->inotify);
            settle(watch);
        }
        look_again(watch, atomic_exchange(&watch->kicked, false), told);
    }
    return NULL;
}

static void close_all(fg_watch *watch)
{
    if (watch->inotify >= 0) {
        close(watch->inotify);
    }
    if (watch->wake >= 0) {
        close(watch->wake);
    }
    free(watch);
}

static bool fail(crd_arena *arena, crd_err *err, const char *what, int number)
{
    char text[128];
    return CRD_FAIL(err, arena, CRD_E_IO, CRD_S("files cannot be watched: "), crd_str_c(what),
                    CRD_S(": "), crd_str_c(strerror_r(number, text, sizeof(text))));
}

fg_watch *fg_watch_new(const fg_watch_set *sets, size_t n, crd_arena *arena, crd_err *err)
{
    fg_watch *watch = calloc(1, sizeof(*watch));
    if (!watch || n > FG_WATCH_SETS_MAX) {
        free(watch);
        crd_err_memory(err, NULL);
        return NULL;
    }
    watch->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (watch->wake < 0) {
        fail(arena, err, "eventfd", errno);
        close_all(watch);
        return NULL;
    }
    /* without inotify (its instances can run out) the clock alone does, more slowly */
    watch->n = n;
    for (size_t i = 0; i < n; i++) {
        watch->sets[i].set = sets[i];
        watch->sets[i].fingerprint = fingerprint(watch, &sets[i]);
        watch->sets[i].next_ms = crd_clock_monotonic_ms() + sets[i].poll_ms;
    }
    return watch;
}

bool fg_watch_start(fg_watch *watch, crd_arena *arena, crd_err *err)
{
    int failed = pthread_create(&watch->thread, NULL, watch_files, watch);
    watch->started = failed == 0;
    return watch->started || fail(arena, err, "thread", failed);
}

static void wake(const fg_watch *watch)
{
    const uint64_t one = 1;
    ssize_t ignored = write(watch->wake, &one, sizeof(one));
    (void)ignored;
}

void fg_watch_kick(fg_watch *watch)
{
    watch->kicked = true;
    wake(watch);
}

void fg_watch_stop(fg_watch *watch)
{
    if (!watch) {
        return;
    }
    watch->stopping = true;
    wake(watch);
    if (watch->started) {
        pthread_join(watch->thread, NULL);
    }
    close_all(watch);
}
