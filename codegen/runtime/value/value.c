/* SPDX-License-Identifier: Apache-2.0 */
/* The immutable value tree: see value.h. Knows no text format. */
#include "value.h"

#include "../base/limits.h"
#include "../base/num.h"
#include "value_order.h"

/* Up to here a walk over the members is quicker than halving. */
#define LINEAR_MAX 8

static const uint32_t *order_of(const crd_value *map)
{
    return (const uint32_t *)(const void *)(map->u.members + map->len);
}

const crd_member *crd_member_sorted(const crd_value *map, size_t i)
{
    if (!crd_is_map(map) || i >= map->len) {
        return NULL;
    }
    return &map->u.members[map->flags & CRD_VALUE_INDEXED ? order_of(map)[i] : i];
}

static const crd_member *find_linear(const crd_value *map, crd_str key)
{
    for (size_t i = 0; i < map->len; i++) {
        if (crd_str_eq(map->u.members[i].key, key)) {
            return &map->u.members[i];
        }
    }
    return NULL;
}

const crd_member *crd_map_find(const crd_value *map, crd_str key)
{
    if (!crd_is_map(map)) {
        return NULL;
    }
    if (map->len <= LINEAR_MAX || !(map->flags & (CRD_VALUE_INDEXED | CRD_VALUE_SORTED))) {
        return find_linear(map, key);
    }
    size_t low = 0;
    size_t high = map->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const crd_member *member = crd_member_sorted(map, middle);
        int c = crd_str_cmp(member->key, key);
        if (c == 0) {
            return member;
        }
        if (c < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

bool crd_number_float(const crd_value *value, double *ret)
{
    double number;
    if (crd_kind_of(value) != CRD_NUMBER) {
        return false;
    }
    enum crd_num_result result = crd_float_parse(crd_text_of(value), &number);
    if (result != CRD_NUM_SYNTAX) {
        *ret = number;
    }
    return result == CRD_NUM_OK;
}

bool crd_number_int(const crd_value *value, int64_t *ret)
{
    int64_t number;
    if (crd_kind_of(value) != CRD_NUMBER ||
        crd_int_parse(crd_text_of(value), 10, 64, &number) != CRD_NUM_OK) {
        return false;
    }
    *ret = number;
    return true;
}

static bool equal_numbers(const crd_value *a, const crd_value *b)
{
    if (crd_str_eq(crd_text_of(a), crd_text_of(b))) {
        return true;
    }
    double x = 0;
    double y = 0;
    crd_number_float(a, &x);
    crd_number_float(b, &y);
    return x == y;
}

static bool equal_to(const crd_value *a, const crd_value *b, size_t depth);

static bool equal_maps(const crd_value *a, const crd_value *b, size_t depth)
{
    for (size_t i = 0; i < a->len; i++) {
        const crd_member *left = &a->u.members[i];
        const crd_member *right = &b->u.members[i];
        if (!crd_str_eq(left->key, right->key)) {
            right = crd_map_find(b, left->key);
        }
        if (!right || !equal_to(&left->value, &right->value, depth)) {
            return false;
        }
    }
    return true;
}

/* depth: lists and maps around a. Recursion ends at CRD_NESTING_MAX. */
static bool equal_to(const crd_value *a, const crd_value *b, size_t depth)
{
    enum crd_kind kind = crd_kind_of(a);
    if (kind != crd_kind_of(b)) {
        return false;
    }
    switch (kind) {
    case CRD_NULL:
        return true;
    case CRD_BOOL:
        return crd_is_true(a) == crd_is_true(b);
    case CRD_NUMBER:
        return equal_numbers(a, b);
    case CRD_STRING:
        return crd_str_eq(crd_text_of(a), crd_text_of(b));
    case CRD_LIST:
    case CRD_MAP:
        break;
    }
    if (a->len != b->len || depth >= CRD_NESTING_MAX) {
        return false;
    }
    if (a->u.raw == b->u.raw) {
        return true;
    }
    if (kind == CRD_MAP) {
        return equal_maps(a, b, depth + 1);
    }
    for (size_t i = 0; i < a->len; i++) {
        if (!equal_to(&a->u.items[i], &b->u.items[i], depth + 1)) {
            return false;
        }
    }
    return true;
}

bool crd_value_equal(const crd_value *a, const crd_value *b)
{
    return equal_to(a, b, 0);
}

crd_value crd_value_null(void)
{
    return (crd_value){ .kind = CRD_NULL };
}

crd_value crd_value_bool(bool truth)
{
    return (crd_value){ .kind = CRD_BOOL, .flags = truth ? CRD_VALUE_TRUE : 0 };
}

crd_value crd_value_string(crd_str text)
{
    return (crd_value){ .kind = CRD_STRING, .len = (uint32_t)text.len, .u.text = text.ptr };
}

crd_value crd_value_number(crd_str literal)
{
    return (crd_value){ .kind = CRD_NUMBER, .len = (uint32_t)literal.len, .u.text = literal.ptr };
}

static bool number_on(crd_arena *arena, crd_str literal, crd_value *ret, crd_err *err)
{
    crd_str kept = crd_arena_str(arena, literal);
    if (!kept.ptr) {
        return crd_err_memory(err, arena);
    }
    *ret = crd_value_number(kept);
    return true;
}

bool crd_value_float(crd_arena *arena, double number, crd_value *ret, crd_err *err)
{
    char text[CRD_FLOAT_TEXT_MAX];
    crd_str literal = crd_float_text_json(number, text);
    if (!literal.len) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("number is not finite"));
    }
    return number_on(arena, literal, ret, err);
}

bool crd_value_int(crd_arena *arena, int64_t number, crd_value *ret, crd_err *err)
{
    char text[CRD_INT_TEXT_MAX];
    return number_on(arena, crd_int_text(number, text), ret, err);
}

crd_value crd_value_list(const crd_value *items, size_t n)
{
    return (crd_value){ .kind = CRD_LIST, .len = (uint32_t)n, .u.items = items };
}

static crd_value map_of(const crd_member *members, size_t n, unsigned flag)
{
    return (crd_value){
        .kind = CRD_MAP, .flags = (uint8_t)flag, .len = (uint32_t)n, .u.members = members
    };
}

static crd_member *with_room_for_order(crd_arena *arena, crd_member *members, size_t n)
{
    size_t size = n * sizeof(*members);
    if (crd_arena_extend(arena, members, size, size + n * sizeof(uint32_t))) {
        return members;
    }
    crd_member *moved = crd_arena_alloc(arena, size + n * sizeof(uint32_t));
    if (moved) {
        memcpy(moved, members, size);
    }
    return moved;
}

bool crd_value_map(crd_arena *arena, crd_member *members, size_t n, crd_value *ret, crd_err *err)
{
    if (crd_members_ascend(members, n)) {
        *ret = map_of(members, n, CRD_VALUE_SORTED);
        return true;
    }
    crd_member *kept = with_room_for_order(arena, members, n);
    if (!kept) {
        return crd_err_memory(err, arena);
    }
    uint32_t *order = (uint32_t *)(void *)(kept + n);
    if (!crd_members_order(kept, n, order)) {
        return crd_err_memory(err, NULL);
    }
    for (size_t i = 1; i < n; i++) {
        if (crd_str_eq(kept[order[i - 1]].key, kept[order[i]].key)) {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("key stands twice in a map"));
        }
    }
    *ret = map_of(kept, n, CRD_VALUE_INDEXED);
    return true;
}

static bool copy_to(crd_arena *arena, const crd_value *value, size_t depth, crd_value *ret,
                    crd_err *err);

static bool copy_text(crd_arena *arena, crd_str text, crd_str *ret, crd_err *err)
{
    char *bytes = crd_arena_bytes(arena, text.len);
    if (!bytes) {
        return crd_err_memory(err, arena);
    }
    if (text.len) {
        memcpy(bytes, text.ptr, text.len);
    }
    *ret = crd_str_of(bytes, text.len);
    return true;
}

static bool copy_list(crd_arena *arena, const crd_value *list, size_t depth, crd_value *ret,
                      crd_err *err)
{
    crd_value *items = crd_arena_alloc(arena, list->len * sizeof(*items));
    if (!items) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < list->len; i++) {
        if (!copy_to(arena, &list->u.items[i], depth, &items[i], err)) {
            return false;
        }
    }
    *ret = crd_value_list(items, list->len);
    return true;
}

static bool copy_map(crd_arena *arena, const crd_value *map, size_t depth, crd_value *ret,
                     crd_err *err)
{
    bool indexed = map->flags & CRD_VALUE_INDEXED;
    size_t order_size = indexed ? map->len * sizeof(uint32_t) : 0;
    crd_member *members = crd_arena_alloc(arena, map->len * sizeof(*members) + order_size);
    if (!members) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < map->len; i++) {
        const crd_member *from = &map->u.members[i];
        if (!copy_text(arena, from->key, &members[i].key, err) ||
            !copy_to(arena, &from->value, depth, &members[i].value, err)) {
            return false;
        }
    }
    if (indexed) {
        memcpy(members + map->len, order_of(map), order_size);
    }
    *ret = map_of(members, map->len, map->flags);
    return true;
}

/* depth: lists and maps around value. Recursion ends at CRD_NESTING_MAX. */
static bool copy_to(crd_arena *arena, const crd_value *value, size_t depth, crd_value *ret,
                    crd_err *err)
{
    enum crd_kind kind = crd_kind_of(value);
    if (kind == CRD_STRING || kind == CRD_NUMBER) {
        crd_str text = { 0 };
        if (!copy_text(arena, crd_text_of(value), &text, err)) {
            return false;
        }
        *ret = kind == CRD_STRING ? crd_value_string(text) : crd_value_number(text);
        return true;
    }
    if (kind == CRD_NULL || kind == CRD_BOOL) {
        *ret = kind == CRD_NULL ? crd_value_null() : crd_value_bool(crd_is_true(value));
        return true;
    }
    if (depth >= CRD_NESTING_MAX) {
        return CRD_FAIL(err, arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    return kind == CRD_LIST ? copy_list(arena, value, depth + 1, ret, err)
                            : copy_map(arena, value, depth + 1, ret, err);
}

bool crd_value_copy(crd_arena *arena, const crd_value *value, crd_value *ret, crd_err *err)
{
    crd_value copy;
    if (!copy_to(arena, value, 0, &copy, err)) {
        return false;
    }
    *ret = copy;
    return true;
}
