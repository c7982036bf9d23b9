/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arenas: memory that is taken piece by piece and given back at once.
 *
 *   crd_arena ──► block (64 KiB) ──► block ──► big block (one allocation larger than a quarter)
 *
 * An arena gets its ceiling at birth. Reaching it, or the system's memory running out, is an
 * ordinary error: the allocation gives NULL and the arena remembers which of the two it was.
 * Freed and not yet handed out bytes are poisoned under AddressSanitizer. An arena belongs to
 * one thread at a time.
 */
#ifndef CRD_BASE_ARENA_H
#define CRD_BASE_ARENA_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_arena crd_arena;

enum crd_arena_failure {
    CRD_ARENA_FINE = 0,
    CRD_ARENA_LIMIT, /* the ceiling given at birth */
    CRD_ARENA_NOMEM, /* the system had no memory */
};

/* A new arena that hands out at most limit_bytes in sum. Owned; NULL when there is no memory. */
crd_arena *crd_arena_new(size_t limit_bytes);

/* The same, taking memory from the system in blocks of block_bytes (or larger, for an allocation that
 * needs it): for many small arenas that live long and whose size is known. */
crd_arena *crd_arena_new_sized(size_t limit_bytes, size_t block_bytes);

/* Gives back everything. NULL is allowed. */
void crd_arena_free(crd_arena *arena);

/* Forgets every allocation but keeps the first block; the failure mark is cleared. */
void crd_arena_reset(crd_arena *arena);

/* Aligned for any type; contents undefined. Borrowed from the arena; NULL on failure. size 0 gives
 * a valid pointer. */
void *crd_arena_alloc(crd_arena *arena, size_t size);

/* The same without padding in front: for text. */
char *crd_arena_bytes(crd_arena *arena, size_t size);

/* count * size zeroed bytes; a product that overflows fails like a ceiling. */
void *crd_arena_zalloc(crd_arena *arena, size_t count, size_t size);

/* Grows the newest allocation in place when it ends at ptr + old_size and there is room. */
bool crd_arena_extend(crd_arena *arena, void *ptr, size_t old_size, size_t new_size);

/* Gives back the end of the newest allocation; of any other, nothing. */
void crd_arena_trim(crd_arena *arena, void *ptr, size_t old_size, size_t new_size);

/* Copies text and puts a NUL behind it (not counted in len). On failure ptr is NULL. */
crd_str crd_arena_str(crd_arena *arena, crd_str text);

/* Bytes handed out so far, padding included; and the ceiling. */
size_t crd_arena_used(const crd_arena *arena);
size_t crd_arena_limit(const crd_arena *arena);

/* Another ceiling, for a part of the work; the failure mark is cleared. Gives the former one. */
size_t crd_arena_relimit(crd_arena *arena, size_t limit_bytes);
enum crd_arena_failure crd_arena_failed(const crd_arena *arena);

/* A mark to return to: what was allocated after it is given back to the arena. Marks nest. */
typedef struct crd_arena_mark {
    void *block;
    size_t used_in_block;
    size_t used;
} crd_arena_mark;

crd_arena_mark crd_arena_save(const crd_arena *arena);
void crd_arena_rewind(crd_arena *arena, crd_arena_mark mark);

#define CRD_NEW(arena, type) ((type *)crd_arena_zalloc((arena), 1, sizeof(type)))
#define CRD_NEW_N(arena, type, n) ((type *)crd_arena_zalloc((arena), (n), sizeof(type)))

/* Joins the parts into one terminated text on the arena; ptr is NULL on failure. A part whose ptr is
 * NULL counts as failed when the arena has failed, so parts need no checks of their own. */
crd_str crd_str_cat(crd_arena *arena, const crd_str *parts, size_t n);
#define CRD_CAT(arena, ...)                                                                        \
    crd_str_cat((arena), (const crd_str[]){ __VA_ARGS__ },                                         \
                sizeof((const crd_str[]){ __VA_ARGS__ }) / sizeof(crd_str))

static inline void crd_arena_cleanup(crd_arena **arena)
{
    crd_arena_free(*arena);
}
#define CRD_AUTO_ARENA __attribute__((cleanup(crd_arena_cleanup))) crd_arena *

#ifdef __cplusplus
}
#endif
#endif
