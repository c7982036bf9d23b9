/* SPDX-License-Identifier: Apache-2.0 */
/* Searching in text slices. Knows bytes only; runes are utf8.h's. */
#include "str.h"

size_t crd_str_find(crd_str s, crd_str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    if (needle.len > s.len) {
        return CRD_NPOS;
    }
    const char *hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : CRD_NPOS;
}

size_t crd_str_rfind(crd_str s, crd_str needle)
{
    if (needle.len > s.len) {
        return CRD_NPOS;
    }
    for (size_t at = s.len - needle.len + 1; at-- > 0;) {
        if (needle.len == 0 || memcmp(s.ptr + at, needle.ptr, needle.len) == 0) {
            return at;
        }
    }
    return CRD_NPOS;
}

size_t crd_str_find_byte(crd_str s, char byte)
{
    const char *hit = s.len ? memchr(s.ptr, byte, s.len) : NULL;
    return hit ? (size_t)(hit - s.ptr) : CRD_NPOS;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

crd_str crd_str_trim(crd_str s)
{
    while (s.len && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_blank(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

bool crd_str_cut(crd_str s, crd_str sep, crd_str *ret_before, crd_str *ret_after)
{
    size_t at = crd_str_find(s, sep);
    if (at == CRD_NPOS) {
        return false;
    }
    if (ret_before) {
        *ret_before = crd_str_sub(s, 0, at);
    }
    if (ret_after) {
        *ret_after = crd_str_from(s, at + sep.len);
    }
    return true;
}
