/* SPDX-License-Identifier: Apache-2.0 */
/* Finding bytes eight at a time in plain C. Inside the room only. */
#ifndef CRD_VALUE_JSON_SCAN_H
#define CRD_VALUE_JSON_SCAN_H

#include <stdint.h>
#include <string.h>

#define CRD_SCAN_ONES (~(uint64_t)0 / 255)
#define CRD_SCAN_HIGHS (CRD_SCAN_ONES * 0x80)

/* Eight bytes, the first one lowest. */
static inline uint64_t crd_scan_load(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof(x));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/*
 * High bits set in the bytes that equal c, or are below 0x20. Bits above the lowest one set may be
 * wrong (the subtraction borrows): only the first hit counts.
 */
static inline uint64_t crd_scan_equal(uint64_t x, unsigned char c)
{
    uint64_t difference = x ^ CRD_SCAN_ONES * c;
    return (difference - CRD_SCAN_ONES) & ~difference & CRD_SCAN_HIGHS;
}

static inline uint64_t crd_scan_control(uint64_t x)
{
    return (x - CRD_SCAN_ONES * 0x20) & ~x & CRD_SCAN_HIGHS;
}

/* Which of the eight bytes is the first hit; hits is not 0. */
static inline int crd_scan_first(uint64_t hits)
{
    return __builtin_ctzll(hits) / 8;
}

#endif
