/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text slices. A crd_str is a pointer and a length, passed by value; it may hold NUL bytes and is
 * not assumed to be terminated. It never owns what it points to: who made the bytes says how
 * long they live.
 */
#ifndef CRD_BASE_STR_H
#define CRD_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_str {
    const char *ptr;
    size_t len;
} crd_str;

/* A slice over a string literal; usable in static initialisers through CRD_STR_INIT. */
#define CRD_STR_INIT(literal) { (literal), sizeof(literal) - 1 }
#ifndef __cplusplus
#define CRD_S(literal) ((crd_str){ (literal), sizeof(literal) - 1 })
#endif

/* For a printf "%.*s" of short text without NUL: printf("%.*s", CRD_FMT(s)). */
#define CRD_FMT(s) (int)((s).len > 1000000 ? 1000000 : (s).len), (s).ptr

static inline crd_str crd_str_of(const char *ptr, size_t len)
{
    crd_str s;
    s.ptr = ptr;
    s.len = len;
    return s;
}

/* Borrowed view of a terminated C string (an OS or library border); NULL gives the empty text. */
static inline crd_str crd_str_c(const char *text)
{
    return crd_str_of(text ? text : "", text ? strlen(text) : 0);
}

static inline bool crd_str_eq(crd_str a, crd_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Bytewise order, as Go compares strings: negative, zero or positive. */
static inline int crd_str_cmp(crd_str a, crd_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* The bytes from start (clamped) to end (clamped; start when smaller). */
static inline crd_str crd_str_sub(crd_str s, size_t start, size_t end)
{
    if (end > s.len) {
        end = s.len;
    }
    if (start > end) {
        start = end;
    }
    return crd_str_of(s.ptr ? s.ptr + start : s.ptr, end - start);
}

static inline crd_str crd_str_from(crd_str s, size_t start)
{
    return crd_str_sub(s, start, s.len);
}

static inline bool crd_str_starts(crd_str s, crd_str prefix)
{
    return s.len >= prefix.len && (!prefix.len || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool crd_str_ends(crd_str s, crd_str suffix)
{
    return s.len >= suffix.len &&
           (!suffix.len || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

#define CRD_NPOS ((size_t)-1)

/* Offset of the first or last occurrence, CRD_NPOS when there is none. Linear in s for find. */
size_t crd_str_find(crd_str s, crd_str needle);
size_t crd_str_rfind(crd_str s, crd_str needle);
size_t crd_str_find_byte(crd_str s, char byte);

static inline bool crd_str_has(crd_str s, crd_str needle)
{
    return crd_str_find(s, needle) != CRD_NPOS;
}

/* Without the ASCII blanks (space, tab, CR, LF) at both ends. */
crd_str crd_str_trim(crd_str s);

/* Cuts s at the first sep: true, with both sides set, when there is one. Either may be NULL. */
bool crd_str_cut(crd_str s, crd_str sep, crd_str *ret_before, crd_str *ret_after);

static inline bool crd_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static inline bool crd_is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool crd_is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool crd_is_alpha(unsigned char c)
{
    return crd_is_lower(c) || crd_is_upper(c);
}

static inline bool crd_is_alnum(unsigned char c)
{
    return crd_is_alpha(c) || crd_is_digit(c);
}

/* Value of a hexadecimal digit, -1 for any other byte. */
static inline int crd_hex_value(unsigned char c)
{
    if (crd_is_digit(c)) {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

#ifdef __cplusplus
}
#endif
#endif
