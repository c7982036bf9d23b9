/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order in which YAML prints the keys of a map: by the first rune that differs, letters behind
 * everything else, runs of digits as numbers. The relation is go-yaml's own; on odd sets of keys it
 * is not a total order (go-yaml then prints as its map happens to lie, we by our merge sort).
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4, keyList.Less.
 */
#include "../base/unicode.h"
#include "../base/utf8.h"
#include "yaml_emit.h"

static bool is_letter(uint32_t rune)
{
    return rune < 0x80 ? crd_is_alpha((unsigned char)rune) : crd_rune_is_letter(rune);
}

static bool is_digit(uint32_t rune)
{
    return rune < 0x80 ? crd_is_digit((unsigned char)rune) : crd_rune_is_digit(rune);
}

/* Offset of the rune in which a and b, equal up to at, differ first. */
static size_t rune_start(crd_str a, size_t at)
{
    while (at && ((unsigned char)a.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

/* Whether a digit other than 0 stands in the run of digits that ends the text. */
static bool ends_in_number(crd_str before)
{
    while (before.len) {
        size_t width;
        uint32_t rune = crd_rune_decode_last(before, &width);
        if (!is_digit(rune)) {
            return false;
        }
        if (rune != '0') {
            return true;
        }
        before.len -= width;
    }
    return false;
}

struct run {
    int64_t value; /* wraps around as Go's int64 does */
    size_t runes;
};

static struct run run_of(crd_str text, int64_t start)
{
    uint64_t value = (uint64_t)start;
    struct run run = { 0 };
    size_t at = 0;
    while (at < text.len) {
        size_t width;
        uint32_t rune = crd_rune_decode(crd_str_from(text, at), &width);
        if (!is_digit(rune)) {
            break;
        }
        value = value * 10 + rune - '0';
        run.runes++;
        at += width;
    }
    run.value = (int64_t)value;
    return run;
}

bool crd_yaml_key_less(crd_str a, crd_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    size_t at = 0;
    while (at < shared && a.ptr[at] == b.ptr[at]) {
        at++;
    }
    if (at == shared) {
        return a.len < b.len;
    }
    if ((unsigned char)a.ptr[at] >= 0x80 || (unsigned char)b.ptr[at] >= 0x80) {
        at = rune_start(a, at);
    }
    size_t width;
    uint32_t ra = crd_rune_decode(crd_str_from(a, at), &width);
    uint32_t rb = crd_rune_decode(crd_str_from(b, at), &width);
    bool letter_a = is_letter(ra);
    bool letter_b = is_letter(rb);
    if (letter_a && letter_b) {
        return ra < rb;
    }
    if (letter_a || letter_b) {
        return letter_b;
    }
    int64_t start = (ra == '0' || rb == '0') && ends_in_number(crd_str_sub(a, 0, at));
    struct run run_a = run_of(crd_str_from(a, at), start);
    struct run run_b = run_of(crd_str_from(b, at), start);
    if (run_a.value != run_b.value) {
        return run_a.value < run_b.value;
    }
    if (run_a.runes != run_b.runes) {
        return run_a.runes < run_b.runes;
    }
    return ra < rb;
}

static void insert_sort(const crd_member *members, uint32_t *order, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t moving = order[i];
        size_t at = i;
        while (at && crd_yaml_key_less(members[moving].key, members[order[at - 1]].key)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = moving;
    }
}

static void merge(const crd_member *members, const uint32_t *from, size_t middle, size_t end,
                  uint32_t *to)
{
    size_t left = 0;
    size_t right = middle;
    for (size_t i = 0; i < end; i++) {
        bool take_right =
            left == middle ||
            (right < end && crd_yaml_key_less(members[from[right]].key, members[from[left]].key));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

#define RUN 12

void crd_yaml_key_order(const crd_member *members, size_t n, uint32_t *order, uint32_t *scratch)
{
    bool ascends = true;
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
        ascends = ascends && (i == 0 || crd_yaml_key_less(members[i - 1].key, members[i].key));
    }
    if (ascends) {
        return;
    }
    for (size_t i = 0; i < n; i += RUN) {
        insert_sort(members, order + i, n - i < RUN ? n - i : RUN);
    }
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t end = n - i < 2 * width ? n - i : 2 * width;
            merge(members, order + i, end < width ? end : width, end, scratch + i);
        }
        memcpy(order, scratch, n * sizeof(*order));
    }
}
