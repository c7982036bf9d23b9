/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Key order: insertion sort for few members, else a bottom-up merge sort of records that carry the
 * first eight bytes behind the prefix that all keys share, so that most comparisons touch no text.
 */
#include "value_order.h"

#include <stdlib.h>

#define FEW 32

struct record {
    uint64_t head; /* big-endian, zero padded */
    uint32_t position;
};

bool crd_members_ascend(const crd_member *members, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (crd_str_cmp(members[i - 1].key, members[i].key) >= 0) {
            return false;
        }
    }
    return true;
}

static void order_few(const crd_member *members, size_t n, uint32_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        while (at > 0 && crd_str_cmp(members[order[at - 1]].key, members[i].key) > 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = (uint32_t)i;
    }
}

static size_t shared_prefix(const crd_member *members, size_t n)
{
    crd_str first = members[0].key;
    size_t shared = first.len;
    for (size_t i = 1; i < n && shared > 0; i++) {
        crd_str key = members[i].key;
        if (shared > key.len) {
            shared = key.len;
        }
        if (shared && memcmp(first.ptr, key.ptr, shared) != 0) {
            size_t same = 0;
            while (first.ptr[same] == key.ptr[same]) {
                same++;
            }
            shared = same;
        }
    }
    return shared;
}

static uint64_t head_of(crd_str key, size_t from)
{
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++) {
        head = head << 8 | (from + i < key.len ? (unsigned char)key.ptr[from + i] : 0u);
    }
    return head;
}

/* True when a may stand before b; equal keys keep their order. */
static bool before(const crd_member *members, struct record a, struct record b)
{
    if (a.head != b.head) {
        return a.head < b.head;
    }
    return crd_str_cmp(members[a.position].key, members[b.position].key) <= 0;
}

static void merge(const crd_member *members, const struct record *from, struct record *to,
                  size_t start, size_t middle, size_t end)
{
    size_t left = start;
    size_t right = middle;
    for (size_t i = start; i < end; i++) {
        bool take_left =
            left < middle && (right >= end || before(members, from[left], from[right]));
        to[i] = take_left ? from[left++] : from[right++];
    }
}

bool crd_members_order(const crd_member *members, size_t n, uint32_t *order)
{
    if (n <= FEW) {
        order_few(members, n, order);
        return true;
    }
    struct record *records = calloc(n, 2 * sizeof(*records));
    if (!records) {
        return false;
    }
    struct record *from = records;
    struct record *to = records + n;
    size_t shared = shared_prefix(members, n);
    for (size_t i = 0; i < n; i++) {
        from[i] = (struct record){ head_of(members[i].key, shared), (uint32_t)i };
    }
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t start = 0; start < n; start += 2 * width) {
            size_t middle = start + width < n ? start + width : n;
            size_t end = middle + width < n ? middle + width : n;
            merge(members, from, to, start, middle, end);
        }
        struct record *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = from[i].position;
    }
    free(records);
    return true;
}
