/* SPDX-License-Identifier: Apache-2.0 */
/* Powers of ten as 128-bit fractions. Inside the room only; hack/update-pow10 makes the table. */
#ifndef CRD_BASE_NUM_POW10_H
#define CRD_BASE_NUM_POW10_H

#include <stdint.h>

#define CRD_POW10_FIRST (-342)
#define CRD_POW10_LAST 324

/* high * 2^64 + low, highest bit set: 10^e / 2^(floor(log2(10^e)) - 127), rounded up. */
struct crd_pow10 {
    uint64_t high;
    uint64_t low;
};

extern const struct crd_pow10 crd_pow10_table[CRD_POW10_LAST - CRD_POW10_FIRST + 1];

static inline struct crd_pow10 crd_pow10_of(int e)
{
    return crd_pow10_table[e - CRD_POW10_FIRST];
}

/* floor(log2(10^e)), exact for |e| <= 350. */
static inline int crd_pow10_log2(int e)
{
    return (e * 1741647) >> 19;
}

#endif
