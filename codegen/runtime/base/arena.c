/* SPDX-License-Identifier: Apache-2.0 */
/* Arenas: see arena.h. Blocks come from malloc and are linked newest first. */
#include "arena.h"

#include <stdalign.h>
#include <stdlib.h>

#include "limits.h"

#if defined(__SANITIZE_ADDRESS__)
#define FG_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FG_ASAN 1
#endif
#endif

#ifdef FG_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
/* A gap behind each allocation, so that a read one past the end is seen. */
#define GAP 8
#else
#define POISON(ptr, size) ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#define GAP 0
#endif

struct block {
    struct block *next; /* the block before this one */
    size_t capacity;
    size_t used;
    alignas(max_align_t) char data[];
};

struct crd_arena {
    struct block *newest;
    struct block *first; /* kept by reset */
    size_t limit;
    size_t used;
    size_t block_bytes; /* 0: the sizes of limits.h */
    enum crd_arena_failure failure;
};

crd_arena *crd_arena_new(size_t limit_bytes)
{
    crd_arena *arena = calloc(1, sizeof(*arena));
    if (arena) {
        arena->limit = limit_bytes;
    }
    return arena;
}

crd_arena *crd_arena_new_sized(size_t limit_bytes, size_t block_bytes)
{
    crd_arena *arena = crd_arena_new(limit_bytes);
    if (arena) {
        arena->block_bytes = block_bytes;
    }
    return arena;
}

static void free_until(crd_arena *arena, struct block *keep)
{
    while (arena->newest != keep) {
        struct block *old = arena->newest;
        arena->newest = old->next;
        UNPOISON(old->data, old->capacity);
        free(old);
    }
}

void crd_arena_free(crd_arena *arena)
{
    if (!arena) {
        return;
    }
    free_until(arena, NULL);
    free(arena);
}

void crd_arena_reset(crd_arena *arena)
{
    free_until(arena, arena->first);
    if (arena->first) {
        arena->first->used = 0;
        POISON(arena->first->data, arena->first->capacity);
    }
    arena->used = 0;
    arena->failure = CRD_ARENA_FINE;
}

/* A block whose data is at least need bytes; failure is noted on the arena. */
static bool add_block(crd_arena *arena, size_t need)
{
    size_t capacity = arena->newest ? CRD_ARENA_BLOCK_BYTES : CRD_ARENA_FIRST_BLOCK_BYTES;
    if (arena->block_bytes) {
        capacity = arena->block_bytes;
    }
    if (need > capacity) {
        capacity = need;
    }
    struct block *block = malloc(sizeof(*block) + capacity);
    if (!block) {
        arena->failure = CRD_ARENA_NOMEM;
        return false;
    }
    block->capacity = capacity;
    block->used = 0;
    POISON(block->data, capacity);
    block->next = arena->newest;
    arena->newest = block;
    if (!arena->first) {
        arena->first = block;
    }
    return true;
}

static void *take(crd_arena *arena, size_t size, size_t align)
{
    if (size > arena->limit - arena->used) {
        arena->failure = CRD_ARENA_LIMIT;
        return NULL;
    }
    struct block *block = arena->newest;
    size_t start = block ? (block->used + align - 1) & ~(align - 1) : 0;
    size_t padding = block ? start - block->used : 0;
    if (!block || start > block->capacity || size + GAP > block->capacity - start) {
        if (size > SIZE_MAX / 2 || !add_block(arena, size + GAP)) {
            return NULL;
        }
        block = arena->newest;
        start = 0;
        padding = 0;
    }
    size_t room = arena->limit - arena->used - size;
    arena->used += size + (padding < room ? padding : room);
    block->used = start + size + GAP;
    UNPOISON(block->data + start, size);
    return block->data + start;
}

void *crd_arena_alloc(crd_arena *arena, size_t size)
{
    return take(arena, size, alignof(max_align_t));
}

char *crd_arena_bytes(crd_arena *arena, size_t size)
{
    return take(arena, size, 1);
}

void *crd_arena_zalloc(crd_arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        arena->failure = CRD_ARENA_LIMIT;
        return NULL;
    }
    void *ptr = take(arena, total, alignof(max_align_t));
    if (ptr) {
        memset(ptr, 0, total);
    }
    return ptr;
}

bool crd_arena_extend(crd_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    struct block *block = arena->newest;
    if (!block || new_size < old_size || (char *)ptr < block->data ||
        (char *)ptr + old_size + GAP != block->data + block->used) {
        return false;
    }
    size_t start = (size_t)((char *)ptr - block->data);
    size_t more = new_size - old_size;
    if (new_size > block->capacity || start > block->capacity - new_size ||
        start + new_size + GAP > block->capacity || more > arena->limit - arena->used) {
        return false;
    }
    arena->used += more;
    block->used = start + new_size + GAP;
    UNPOISON(block->data + start, new_size);
    return true;
}

void crd_arena_trim(crd_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    struct block *block = arena->newest;
    if (!block || new_size > old_size || (char *)ptr < block->data ||
        (char *)ptr + old_size + GAP != block->data + block->used) {
        return;
    }
    arena->used -= old_size - new_size;
    block->used -= old_size - new_size;
    POISON((char *)ptr + new_size, old_size - new_size);
}

crd_str crd_arena_str(crd_arena *arena, crd_str text)
{
    return crd_str_cat(arena, &text, 1);
}

crd_str crd_str_cat(crd_arena *arena, const crd_str *parts, size_t n)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        if (__builtin_add_overflow(total, parts[i].len, &total)) {
            arena->failure = CRD_ARENA_LIMIT;
            return crd_str_of(NULL, 0);
        }
        if (!parts[i].ptr && arena->failure != CRD_ARENA_FINE) {
            return crd_str_of(NULL, 0); /* a part that could not be made */
        }
    }
    char *text = total < SIZE_MAX ? crd_arena_bytes(arena, total + 1) : NULL;
    if (!text) {
        return crd_str_of(NULL, 0);
    }
    char *at = text;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len) {
            memcpy(at, parts[i].ptr, parts[i].len);
            at += parts[i].len;
        }
    }
    *at = '\0';
    return crd_str_of(text, total);
}

size_t crd_arena_used(const crd_arena *arena)
{
    return arena->used;
}

size_t crd_arena_limit(const crd_arena *arena)
{
    return arena->limit;
}

size_t crd_arena_relimit(crd_arena *arena, size_t limit_bytes)
{
    size_t former = arena->limit;
    arena->limit = limit_bytes > arena->used ? limit_bytes : arena->used;
    arena->failure = CRD_ARENA_FINE;
    return former;
}

enum crd_arena_failure crd_arena_failed(const crd_arena *arena)
{
    return arena->failure;
}

crd_arena_mark crd_arena_save(const crd_arena *arena)
{
    return (crd_arena_mark){
        .block = arena->newest,
        .used_in_block = arena->newest ? arena->newest->used : 0,
        .used = arena->used,
    };
}

void crd_arena_rewind(crd_arena *arena, crd_arena_mark mark)
{
    struct block *keep = mark.block ? mark.block : arena->first;
    free_until(arena, keep);
    if (keep) {
        keep->used = mark.block ? mark.used_in_block : 0;
        POISON(keep->data + keep->used, keep->capacity - keep->used);
    }
    arena->used = mark.used;
    arena->failure = CRD_ARENA_FINE;
}
