/* SPDX-License-Identifier: Apache-2.0 */
/* Random numbers, real or standing in. */
#include "crypto.h"

#include <openssl/rand.h>

fg_random fg_random_new(bool real)
{
    return (fg_random) { real, UINT64_C(0x66) };
}

/* splitmix64: any fixed stream that looks like chance will do. */
static uint64_t next_fixed(fg_random *random)
{
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = random->state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

bool fg_random_bytes(fg_random *random, unsigned char *out, size_t n, crd_arena *arena,
                     crd_err *err)
{
    if (!random->real) {
        for (size_t i = 0; i < n; i++) {
            out[i] = (unsigned char)next_fixed(random);
        }
        return true;
    }
    while (n > 0) {
        int part = n > 65536 ? 65536 : (int)n;
        if (RAND_bytes(out, part) != 1) {
            return CRD_FAIL(err, arena, CRD_E_IO, CRD_S("the system gives no random bytes"));
        }
        out += part;
        n -= (size_t)part;
    }
    return true;
}

bool fg_random_below(fg_random *random, uint64_t bound, uint64_t *ret, crd_arena *arena,
                     crd_err *err)
{
    uint64_t whole = UINT64_MAX - UINT64_MAX % bound; /* a multiple of bound: no number favoured */
    uint64_t number = 0;
    do {
        if (!fg_random_bytes(random, (unsigned char *)&number, sizeof(number), arena, err)) {
            return false;
        }
    } while (number >= whole);
    *ret = number % bound;
    return true;
}
