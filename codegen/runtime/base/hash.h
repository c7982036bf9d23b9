/* SPDX-License-Identifier: Apache-2.0 */
/* Seeded hashing of keys (SipHash-1-3), so that nobody outside can choose keys that collide. */
#ifndef CRD_BASE_HASH_H
#define CRD_BASE_HASH_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_seed {
    uint64_t a;
    uint64_t b;
} crd_seed;

/* A fresh random seed from the system; never fails (falls back to addresses and a counter-free
 * clock when the system gives no random bytes). */
crd_seed crd_seed_new(void);

uint64_t crd_hash(crd_seed seed, crd_str text);

#ifdef __cplusplus
}
#endif
#endif
