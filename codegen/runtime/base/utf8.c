/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: see utf8.h. */
#include "utf8.h"

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Width that the first byte asks for and the range its second byte must lie in; 0: never first. */
static size_t lead(unsigned char c, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
        return 2;
    }
    if (c >= 0xE0 && c <= 0xEF) {
        *low = c == 0xE0 ? 0xA0 : 0x80;
        *high = c == 0xED ? 0x9F : 0xBF;
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        *low = c == 0xF0 ? 0x90 : 0x80;
        *high = c == 0xF4 ? 0x8F : 0xBF;
        return 4;
    }
    return 0;
}

uint32_t crd_rune_decode(crd_str s, size_t *ret_width)
{
    if (s.len == 0) {
        *ret_width = 0;
        return CRD_RUNE_ERROR;
    }
    const unsigned char *p = (const unsigned char *)s.ptr;
    *ret_width = 1;
    if (p[0] < 0x80) {
        return p[0];
    }
    unsigned char low;
    unsigned char high;
    size_t width = lead(p[0], &low, &high);
    if (width == 0 || s.len < width || p[1] < low || p[1] > high) {
        return CRD_RUNE_ERROR;
    }
    uint32_t rune = (uint32_t)p[0] & (0x7Fu >> width);
    for (size_t i = 1; i < width; i++) {
        if (!is_tail(p[i])) {
            return CRD_RUNE_ERROR;
        }
        rune = rune << 6 | (p[i] & 0x3Fu);
    }
    *ret_width = width;
    return rune;
}

uint32_t crd_rune_decode_last(crd_str s, size_t *ret_width)
{
    size_t back = 1;
    while (back < 4 && back < s.len && is_tail((unsigned char)s.ptr[s.len - back])) {
        back++;
    }
    if (s.len) {
        uint32_t rune = crd_rune_decode(crd_str_from(s, s.len - back), ret_width);
        if (*ret_width == back) {
            return rune;
        }
    }
    *ret_width = s.len ? 1 : 0;
    return CRD_RUNE_ERROR;
}

size_t crd_rune_encode(uint32_t rune, char out[4])
{
    if (rune > CRD_RUNE_MAX || (rune >= 0xD800 && rune <= 0xDFFF)) {
        rune = CRD_RUNE_ERROR;
    }
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    size_t width = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    for (size_t i = width; i-- > 1;) {
        out[i] = (char)(0x80 | (rune & 0x3F));
        rune >>= 6;
    }
    out[0] = (char)((0xF00u >> width & 0xF0u) | rune);
    return width;
}

bool crd_utf8_valid(crd_str s)
{
    while (s.len) {
        if ((unsigned char)s.ptr[0] < 0x80) {
            s.ptr++;
            s.len--;
            continue;
        }
        size_t width;
        uint32_t rune = crd_rune_decode(s, &width);
        if (rune == CRD_RUNE_ERROR && width == 1) {
            return false;
        }
        s = crd_str_from(s, width);
    }
    return true;
}

size_t crd_utf8_count(crd_str s)
{
    size_t n = 0;
    while (s.len) {
        size_t width;
        crd_rune_decode(s, &width);
        s = crd_str_from(s, width);
        n++;
    }
    return n;
}
