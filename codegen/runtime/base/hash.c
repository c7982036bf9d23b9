/* SPDX-License-Identifier: Apache-2.0 */
/* SipHash with one round a word and three at the end; see hash.h. */
#include "hash.h"

#include <sys/random.h>
#include <time.h>

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

uint64_t crd_hash(crd_seed seed, crd_str text)
{
    uint64_t v[4] = {
        seed.a ^ 0x736f6d6570736575u,
        seed.b ^ 0x646f72616e646f6du,
        seed.a ^ 0x6c7967656e657261u,
        seed.b ^ 0x7465646279746573u,
    };
    size_t whole = text.len & ~(size_t)7;
    for (size_t i = 0; i < whole; i += 8) {
        uint64_t word;
        memcpy(&word, text.ptr + i, 8);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    uint64_t last = (uint64_t)text.len << 56;
    if (text.len > whole) {
        uint64_t rest = 0;
        memcpy(&rest, text.ptr + whole, text.len - whole);
        last |= rest;
    }
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++) {
        sip_round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

crd_seed crd_seed_new(void)
{
    crd_seed seed;
    if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != (ssize_t)sizeof(seed)) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        seed.a = (uint64_t)(uintptr_t)&seed ^ (uint64_t)now.tv_nsec << 20;
        seed.b = (uint64_t)(uintptr_t)&crd_seed_new ^ (uint64_t)now.tv_sec;
    }
    return seed;
}
