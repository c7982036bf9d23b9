/* SPDX-License-Identifier: Apache-2.0 */
/* Names by number: each name gets the next number once. Inside the room only. */
#ifndef FG_TMPL_NAMES_H
#define FG_TMPL_NAMES_H

#include "base/err.h"
#include "base/hash.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fg_names {
    crd_arena *arena;
    crd_seed seed;
    crd_str *names;
    uint32_t n;
    uint32_t capacity;
    uint32_t *slots; /* number + 1; 0: free */
    uint32_t n_slots;
} fg_names;

#define FG_NO_NAME UINT32_MAX

/* The number of name, FG_NO_NAME when it has none. */
uint32_t fg_names_find(const fg_names *names, crd_str name);

/* The number of name, given now if need be (the text is Borrowed); FG_NO_NAME when memory is out.
 */
uint32_t fg_names_add(fg_names *names, crd_str name);

/* A copy that grows on its own, on another arena. False when memory is out. */
bool fg_names_copy(const fg_names *from, crd_arena *arena, fg_names *ret);

#ifdef __cplusplus
}
#endif
#endif
