/* SPDX-License-Identifier: Apache-2.0 */
/* --fail-each: see failing.h. Linked with --wrap for each function that has a __wrap_ here. */
#include "failing.h"

#include <errno.h>
#include <execinfo.h>
#include <stdlib.h>

#include "tmpl/tmpl.h"

#define FRAMES 8                     /* of a call stack that tell it from others */
#define STACKS_MAX ((size_t)1 << 20) /* a power of two */
#define POINTS_MAX ((size_t)1 << 14) /* new ones in one case */

enum mode { CALM = 0, RECORDING, FAILING };

static struct {
    enum mode mode;
    int paused;
    size_t asked;   /* things taken since the mode was set */
    size_t fail_at; /* FAILING: the thing that fails, from 1 */
    size_t live;    /* allocations of the heap that were not given back */
    size_t n_points;
    size_t n_stacks;
    size_t points[POINTS_MAX];   /* RECORDING: the things whose stack is new */
    uint64_t stacks[STACKS_MAX]; /* hash table of those seen; 0 is free */
} state;

/* True when the stack that leads here was not seen before. */
static bool is_new(void)
{
    void *frames[FRAMES + 2];
    int n = backtrace(frames, FRAMES + 2);
    uint64_t hash = 14695981039346656037u;
    for (int i = 2; i < n; i++) { /* without this function and its caller */
        hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211u;
        hash ^= hash >> 29;
    }
    hash |= hash == 0;
    size_t at = hash & (STACKS_MAX - 1);
    while (state.stacks[at] && state.stacks[at] != hash) {
        at = (at + 1) & (STACKS_MAX - 1);
    }
    if (state.stacks[at] || state.n_stacks == STACKS_MAX / 2) {
        return false;
    }
    state.stacks[at] = hash;
    state.n_stacks++;
    return true;
}

/* Called by everything that may fail: whether it must now. */
static __attribute__((noinline)) bool must_fail(void)
{
    if (state.mode == CALM || state.paused) {
        return false;
    }
    state.asked++;
    if (state.mode == RECORDING) {
        if (state.n_points < POINTS_MAX) {
            enum mode mode = state.mode;
            state.mode = CALM; /* what backtrace takes is not counted */
            if (is_new()) {
                state.points[state.n_points++] = state.asked;
            }
            state.mode = mode;
        }
        return false;
    }
    return state.asked == state.fail_at;
}

void v_failing_pause(void)
{
    state.paused++;
}

void v_failing_resume(void)
{
    state.paused--;
}

static bool run_once(struct v_run *run, v_kind *kind, const crd_value *test, enum mode mode,
                     size_t fail_at)
{
    crd_arena_mark mark = crd_arena_save(run->arena);
    crd_buf_clear(run->want);
    crd_buf_clear(run->got);
    state.asked = 0;
    state.live = 0;
    state.fail_at = fail_at;
    state.mode = mode;
    bool same = kind(run, test);
    crd_arena_rewind(run->arena, mark);
    state.mode = CALM;
    return same;
}

static bool says_so(crd_str text)
{
    static const crd_str words[] = {
        CRD_STR_INIT("out of memory"),        CRD_STR_INIT("no memory"),
        CRD_STR_INIT("memory limit reached"), CRD_STR_INIT("memory budget exceeded"),
        CRD_STR_INIT("step budget exceeded"),
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (crd_str_has(text, words[i])) {
            return true;
        }
    }
    return false;
}

bool v_fail_each(struct v_run *run, v_kind *kind, const crd_value *test, size_t *inout_failed)
{
    crd_buf_reserve(run->want, 64); /* so that the notes are not taken for the case's own */
    crd_buf_reserve(run->got, 64);
    state.n_points = 0;
    if (!run_once(run, kind, test, RECORDING, 0)) {
        return false;
    }
    for (size_t i = 0; i < state.n_points; i++) {
        bool same = run_once(run, kind, test, FAILING, state.points[i]);
        (*inout_failed)++;
        if ((!same && !says_so(crd_buf_str(run->got))) || state.live) {
            crd_buf_add_lit(run->got, " [failure ");
            crd_buf_add_uint(run->got, state.points[i]);
            crd_buf_add_lit(run->got, " was made; left on the heap: ");
            crd_buf_add_uint(run->got, state.live);
            crd_buf_add_lit(run->got, "]");
            return false;
        }
    }
    return true;
}

/* ---- What can fail ---- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
void __real_free(void *ptr);
void *__real_crd_arena_alloc(crd_arena *arena, size_t size);
char *__real_crd_arena_bytes(crd_arena *arena, size_t size);
void *__real_crd_arena_zalloc(crd_arena *arena, size_t count, size_t size);
bool __real_crd_arena_extend(crd_arena *arena, void *ptr, size_t old_size, size_t new_size);
crd_str __real_crd_arena_str(crd_arena *arena, crd_str text);
crd_str __real_crd_str_cat(crd_arena *arena, const crd_str *parts, size_t n);
bool __real_fg_spend(fg_run *run, uint64_t steps, crd_err *err);
bool __real_fg_spend_bytes(fg_run *run, size_t bytes, crd_err *err);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void __wrap_free(void *ptr);
void *__wrap_crd_arena_alloc(crd_arena *arena, size_t size);
char *__wrap_crd_arena_bytes(crd_arena *arena, size_t size);
void *__wrap_crd_arena_zalloc(crd_arena *arena, size_t count, size_t size);
bool __wrap_crd_arena_extend(crd_arena *arena, void *ptr, size_t old_size, size_t new_size);
crd_str __wrap_crd_arena_str(crd_arena *arena, crd_str text);
crd_str __wrap_crd_str_cat(crd_arena *arena, const crd_str *parts, size_t n);
bool __wrap_fg_spend(fg_run *run, uint64_t steps, crd_err *err);
bool __wrap_fg_spend_bytes(fg_run *run, size_t bytes, crd_err *err);

void *__wrap_malloc(size_t size)
{
    if (must_fail()) {
        errno = ENOMEM;
        return NULL;
    }
    state.live += state.mode != CALM;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (must_fail()) {
        errno = ENOMEM;
        return NULL;
    }
    state.live += state.mode != CALM;
    return __real_calloc(n, size);
}

void *__wrap_realloc(void *ptr, size_t size)
{
    if (must_fail()) {
        errno = ENOMEM;
        return NULL;
    }
    state.live += !ptr && state.mode != CALM;
    return __real_realloc(ptr, size);
}

void __wrap_free(void *ptr)
{
    state.live -= ptr && state.mode != CALM;
    __real_free(ptr);
}

/* An arena fails as it does at its ceiling: asked for more than there can be. */
#define TOO_MUCH (SIZE_MAX / 2 + 1)

void *__wrap_crd_arena_alloc(crd_arena *arena, size_t size)
{
    return __real_crd_arena_alloc(arena, must_fail() ? TOO_MUCH : size);
}

char *__wrap_crd_arena_bytes(crd_arena *arena, size_t size)
{
    return __real_crd_arena_bytes(arena, must_fail() ? TOO_MUCH : size);
}

void *__wrap_crd_arena_zalloc(crd_arena *arena, size_t count, size_t size)
{
    return must_fail() ? __real_crd_arena_alloc(arena, TOO_MUCH)
                       : __real_crd_arena_zalloc(arena, count, size);
}

bool __wrap_crd_arena_extend(crd_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    return !must_fail() && __real_crd_arena_extend(arena, ptr, old_size, new_size);
}

crd_str __wrap_crd_arena_str(crd_arena *arena, crd_str text)
{
    if (must_fail()) {
        return crd_str_of(__real_crd_arena_bytes(arena, TOO_MUCH), 0);
    }
    return __real_crd_arena_str(arena, text);
}

crd_str __wrap_crd_str_cat(crd_arena *arena, const crd_str *parts, size_t n)
{
    if (must_fail()) {
        return crd_str_of(__real_crd_arena_bytes(arena, TOO_MUCH), 0);
    }
    return __real_crd_str_cat(arena, parts, n);
}

bool __wrap_fg_spend(fg_run *run, uint64_t steps, crd_err *err)
{
    if (must_fail()) {
        run->steps_left = 0;
        return __real_fg_spend(run, 1, err);
    }
    return __real_fg_spend(run, steps, err);
}

bool __wrap_fg_spend_bytes(fg_run *run, size_t bytes, crd_err *err)
{
    if (must_fail()) {
        run->steps_left = 0;
        return __real_fg_spend(run, 1, err);
    }
    return __real_fg_spend_bytes(run, bytes, err);
}
