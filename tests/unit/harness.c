/* SPDX-License-Identifier: Apache-2.0 */
/* The unit test harness: see harness.h. Linked with --wrap for malloc, calloc, realloc and free. */
#include "harness.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
void __real_free(void *ptr);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void __wrap_free(void *ptr);

static struct {
    atomic_size_t live; /* atomic: tests may have threads */
    atomic_size_t made;
    size_t fail_at; /* 0: never */
    _Atomic bool failed_one;
    _Atomic bool test_failed;
} state;

static bool must_fail(void)
{
    size_t made = atomic_fetch_add(&state.made, 1) + 1;
    if (state.fail_at && made == state.fail_at) {
        state.failed_one = true;
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *__wrap_malloc(size_t size)
{
    void *ptr = must_fail() ? NULL : __real_malloc(size);
    state.live += ptr != NULL;
    return ptr;
}

void *__wrap_calloc(size_t n, size_t size)
{
    void *ptr = must_fail() ? NULL : __real_calloc(n, size);
    state.live += ptr != NULL;
    return ptr;
}

void *__wrap_realloc(void *ptr, size_t size)
{
    if (must_fail()) {
        return NULL;
    }
    void *moved = __real_realloc(ptr, size);
    state.live += !ptr && moved;
    return moved;
}

void __wrap_free(void *ptr)
{
    state.live -= ptr != NULL;
    __real_free(ptr);
}

size_t t_allocations(void)
{
    return state.made;
}

size_t t_live_allocations(void)
{
    return state.live;
}

bool t_check(bool ok, const char *file, int line, const char *what)
{
    if (!ok) {
        state.test_failed = true;
        printf("%s:%d: check failed: %s\n", file, line, what);
    }
    return ok;
}

bool t_check_str(crd_str got, crd_str want, const char *file, int line, const char *what)
{
    if (crd_str_eq(got, want)) {
        return true;
    }
    state.test_failed = true;
    printf("%s:%d: %s\n  got:  %.*s\n  want: %.*s\n", file, line, what, CRD_FMT(got),
           CRD_FMT(want));
    return false;
}

bool t_check_int(long long got, long long want, const char *file, int line, const char *what)
{
    if (got == want) {
        return true;
    }
    state.test_failed = true;
    printf("%s:%d: %s is %lld, not %lld\n", file, line, what, got, want);
    return false;
}

void t_fail_each(bool (*run)(void *context), void *context, const char *file, int line)
{
    for (size_t n = 1;; n++) {
        size_t live = state.live;
        state.made = 0;
        state.fail_at = n;
        state.failed_one = false;
        bool ok = run(context);
        state.fail_at = 0;
        if (state.live != live) {
            state.test_failed = true;
            printf("%s:%d: allocation %zu failing leaves %zd allocations behind\n", file, line, n,
                   (ssize_t)(state.live - live));
            return;
        }
        if (!state.failed_one) {
            t_check(ok, file, line, "undisturbed call succeeds");
            return;
        }
    }
}

char *t_read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (!t_check(file != NULL, path, 0, "file can be opened")) {
        return NULL;
    }
    char *text = NULL;
    size_t size = 0;
    size_t capacity = 0;
    for (;;) {
        if (size + 65536 > capacity) {
            capacity = capacity ? capacity * 2 : 131072;
            text = realloc(text, capacity);
            if (!text) {
                abort();
            }
        }
        size_t got = fread(text + size, 1, 65535, file);
        size += got;
        if (got == 0) {
            break;
        }
    }
    fclose(file);
    text[size] = '\0';
    *ret_size = size;
    return text;
}

char *t_shared(const char *name)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", FG_SHARED_DIR, name);
    if (access(path, R_OK) == 0) {
        size_t size = strlen(path) + 1;
        char *copy = malloc(size);
        if (!copy) {
            abort();
        }
        memcpy(copy, path, size);
        return copy;
    }
    printf("skipped: ../shared/%s is not there\n", name);
    return NULL;
}

static bool wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strstr(name, argv[i])) {
            return true;
        }
    }
    return argc <= 1;
}

int t_main(int argc, char **argv, const struct t_test *tests, size_t n)
{
    size_t passed = 0;
    size_t failed = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < n; i++) {
        if (!wanted(tests[i].name, argc, argv)) {
            continue;
        }
        size_t live = state.live;
        state.test_failed = false;
        state.made = 0;
        tests[i].run();
        if (state.live != live) {
            state.test_failed = true;
            printf("%s leaves %zd allocations behind\n", tests[i].name,
                   (ssize_t)(state.live - live));
        }
        if (state.test_failed) {
            printf("FAIL %s\n", tests[i].name);
        }
        *(state.test_failed ? &failed : &passed) += 1;
    }
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed || passed == 0;
}
