/* SPDX-License-Identifier: Apache-2.0 */
/* Watched files. Polls are set far away, so that only inotify can bring what is waited for. */
#include "server/watch.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests.h"

struct fixture {
    char folder[32];
    const char *path; /* what is watched */
    sem_t changed;
    fg_watch *watch;
    crd_arena *arena;
};

static void on_change(void *context)
{
    struct fixture *f = context;
    sem_post(&f->changed);
}

static char *path_of(const struct fixture *f, const char *name)
{
    char *path = malloc(256);
    snprintf(path, 256, "%s/%s", f->folder, name);
    return path;
}

static void write_file(const struct fixture *f, const char *name, const char *text)
{
    char *path = path_of(f, name);
    FILE *file = fopen(path, "w");
    if (CHECK(file != NULL)) {
        fputs(text, file);
        fclose(file);
    }
    free(path);
}

static void set_up(struct fixture *f)
{
    memcpy(f->folder, "/tmp/fg-watch-XXXXXX", 21);
    CHECK(mkdtemp(f->folder) != NULL);
    sem_init(&f->changed, 0, 0);
    f->arena = crd_arena_new(1 << 20);
}

static void watch_path(struct fixture *f, const char *path, uint32_t poll_ms)
{
    crd_err err = { .code = CRD_OK };
    f->path = path;
    const fg_watch_set set = { &f->path, 1, poll_ms, on_change, f };
    f->watch = fg_watch_new(&set, 1, f->arena, &err);
    CHECK(f->watch != NULL && fg_watch_start(f->watch, f->arena, &err));
}

/* Waits up to ten seconds: far more than it takes, so that a slow machine fails nothing. */
static bool comes(struct fixture *f)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    return sem_timedwait(&f->changed, &until) == 0;
}

static void tear_down(struct fixture *f)
{
    char command[64];
    fg_watch_stop(f->watch);
    crd_arena_free(f->arena);
    sem_destroy(&f->changed);
    snprintf(command, sizeof(command), "rm -rf %s", f->folder);
    CHECK_INT(system(command), 0);
}

void test_watch_file(void)
{
    struct fixture f;
    set_up(&f);
    char *path = path_of(&f, "a.yaml");
    write_file(&f, "a.yaml", "1");
    watch_path(&f, path, 3600000);
    write_file(&f, "a.yaml", "22");
    CHECK(comes(&f));
    write_file(&f, "b.tmp", "333");
    char *other = path_of(&f, "b.tmp");
    CHECK_INT(rename(other, path), 0); /* replaced, not written */
    CHECK(comes(&f));
    CHECK_INT(unlink(path), 0);
    CHECK(comes(&f));
    write_file(&f, "a.yaml", "back");
    CHECK(comes(&f));
    tear_down(&f);
    free(path);
    free(other);
}

/* A Secret as kubelet mounts it: tls.crt -> ..data/tls.crt, ..data -> ..1; the swap is one rename. */
void test_watch_kubelet_swap(void)
{
    struct fixture f;
    set_up(&f);
    char *first = path_of(&f, "..1");
    char *second = path_of(&f, "..2");
    char *data = path_of(&f, "..data");
    char *next = path_of(&f, "..data_tmp");
    char *path = path_of(&f, "tls.crt");
    CHECK_INT(mkdir(first, 0700), 0);
    CHECK_INT(mkdir(second, 0700), 0);
    write_file(&f, "..1/tls.crt", "one");
    write_file(&f, "..2/tls.crt", "two");
    CHECK_INT(symlink("..1", data), 0);
    CHECK_INT(symlink("..data/tls.crt", path), 0);
    watch_path(&f, path, 3600000);
    CHECK_INT(symlink("..2", next), 0);
    CHECK_INT(rename(next, data), 0);
    CHECK(comes(&f));
    tear_down(&f);
    free(first);
    free(second);
    free(data);
    free(next);
    free(path);
}

void test_watch_folder(void)
{
    struct fixture f;
    set_up(&f);
    char *below = path_of(&f, "below");
    watch_path(&f, f.folder, 3600000);
    write_file(&f, "a.yaml", "1");
    CHECK(comes(&f));
    CHECK_INT(mkdir(below, 0700), 0);
    CHECK(comes(&f));
    write_file(&f, "below/b.yaml", "1");
    CHECK(comes(&f));
    tear_down(&f);
    free(below);
}

/* A kick calls though nothing changed; a poll notices what inotify was not asked for. */
void test_watch_kick(void)
{
    struct fixture f;
    set_up(&f);
    char *below = path_of(&f, "later");
    char *path = path_of(&f, "later/a.yaml");
    watch_path(&f, path, 50);
    fg_watch_kick(f.watch);
    CHECK(comes(&f));
    CHECK_INT(mkdir(below, 0700), 0);
    write_file(&f, "later/a.yaml", "1");
    CHECK(comes(&f));
    tear_down(&f);
    free(below);
    free(path);
}

/* Looked at many times, called never; and what was never started ends as well. */
void test_watch_unchanged(void)
{
    struct fixture f;
    crd_err err = { .code = CRD_OK };
    set_up(&f);
    write_file(&f, "a.yaml", "1");
    watch_path(&f, f.folder, 1);
    write_file(&f, ".hidden", "1"); /* an event, but nothing that is read */
    CHECK(comes(&f)); /* the folder itself got a new time, once */
    usleep(200000);   /* looked at a hundred times, but for a slow machine: then less is proven */
    int calls = -1;
    sem_getvalue(&f.changed, &calls);
    CHECK_INT(calls, 0);
    tear_down(&f);
    const fg_watch_set none = { NULL, 0, 1000, on_change, NULL };
    fg_watch *never = fg_watch_new(&none, 1, NULL, &err);
    CHECK(never != NULL);
    fg_watch_stop(never);
    fg_watch_stop(NULL);
}
