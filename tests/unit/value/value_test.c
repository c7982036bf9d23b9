/* SPDX-License-Identifier: Apache-2.0 */
/* The tree itself: maps, equality, makers, copies, places. */
#include "value/value.h"

#include <math.h>
#include <stdio.h>

#include "base/limits.h"
#include "tests.h"

#define MIB ((size_t)1 << 20)

/* A map of n members "k<i * step mod n>" with the position as value. */
static bool make_map(crd_arena *arena, size_t n, size_t step, crd_value *ret, crd_err *err)
{
    crd_member *members = CRD_NEW_N(arena, crd_member, n);
    if (!members) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < n; i++) {
        char key[32];
        int size = snprintf(key, sizeof(key), "k%06zu", i * step % n);
        members[i].key = crd_arena_str(arena, crd_str_of(key, (size_t)size));
        if (!members[i].key.ptr ||
            !crd_value_int(arena, (int64_t)i, &members[i].value, err)) {
            return crd_err_memory(err, arena);
        }
    }
    return crd_value_map(arena, members, n, ret, err);
}

void test_map_find(void)
{
    static const size_t sizes[] = { 1, 2, 7, 8, 9, 31, 32, 33, 64, 1000 };
    for (size_t s = 0; s < T_COUNT(sizes); s++) {
        for (size_t step = 1; step <= 7; step += 6) { /* in order, and not (no size is 7 * x) */
            size_t n = sizes[s];
            if (n == 7) {
                continue;
            }
            CRD_AUTO_ARENA arena = crd_arena_new(MIB);
            crd_value map;
            CHECK(make_map(arena, n, step, &map, NULL));
            for (size_t i = 0; i < n; i++) {
                const crd_member *member = crd_member_at(&map, i);
                CHECK(crd_map_find(&map, member->key) == member);
            }
            CHECK(crd_map_find(&map, CRD_S("k")) == NULL);
            CHECK(crd_map_find(&map, CRD_S("")) == NULL);
            CHECK(crd_map_find(&map, CRD_S("z")) == NULL);
            CHECK(crd_map_find(&map, CRD_S("k000000\0")) == NULL);
        }
    }
    CHECK(crd_map_find(NULL, CRD_S("a")) == NULL);
    CHECK(CRD_GET(&(crd_value){ .kind = CRD_LIST }, "a") == NULL);
    CHECK(crd_member_at(NULL, 0) == NULL);
}

void test_map_order(void)
{
    static const size_t sizes[] = { 2, 9, 32, 33, 500 };
    for (size_t s = 0; s < T_COUNT(sizes); s++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_value map;
        CHECK(make_map(arena, sizes[s], 1 + 2 * (sizes[s] / 3), &map, NULL) || sizes[s] == 9);
        if (sizes[s] == 9) {
            CHECK(make_map(arena, 9, 5, &map, NULL));
        }
        for (size_t i = 1; i < sizes[s]; i++) {
            CHECK(crd_str_cmp(crd_member_sorted(&map, i - 1)->key,
                              crd_member_sorted(&map, i)->key) < 0);
        }
        CHECK(crd_member_sorted(&map, sizes[s]) == NULL);
    }
    CHECK(crd_member_sorted(NULL, 0) == NULL);
}

void test_map_duplicate(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_member members[2] = { { .key = CRD_S("a") }, { .key = CRD_S("a") } };
    crd_value map = crd_value_bool(true);
    crd_err err = { 0 };
    CHECK(!crd_value_map(arena, members, 2, &map, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK(crd_is_true(&map)); /* untouched */
}

void test_equal(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value a;
    crd_value b;
    crd_value one = crd_value_number(CRD_S("1"));
    crd_value also_one = crd_value_number(CRD_S("1.0e0"));
    crd_value text = crd_value_string(CRD_S("1"));
    CHECK(make_map(arena, 100, 1, &a, NULL) && make_map(arena, 100, 7, &b, NULL));
    CHECK(crd_value_equal(&a, &a));
    CHECK(!crd_value_equal(&a, &b)); /* other values */
    crd_member forth[2] = { { CRD_S("x"), one }, { CRD_S("y"), text } };
    crd_member back[2] = { { CRD_S("y"), text }, { CRD_S("x"), also_one } };
    CHECK(crd_value_map(arena, forth, 2, &a, NULL) && crd_value_map(arena, back, 2, &b, NULL));
    CHECK(crd_value_equal(&a, &b)); /* other order, other spelling of the number */
    CHECK(!crd_value_equal(&one, &text));
    CHECK(crd_value_equal(NULL, &(crd_value){ 0 }));
    CHECK(!crd_value_equal(NULL, &one));
    crd_value items[2] = { one, text };
    crd_value list = crd_value_list(items, 2);
    crd_value shorter = crd_value_list(items, 1);
    CHECK(!crd_value_equal(&list, &shorter));
    CHECK(!crd_value_equal(&(crd_value){ .kind = CRD_BOOL }, &(crd_value){ .kind = CRD_BOOL, .flags = CRD_VALUE_TRUE }));
}

void test_makers(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    double number = 5;
    int64_t integer = 5;
    crd_err err = { 0 };
    CHECK(crd_value_float(arena, 1e21, &value, NULL));
    CHECK_STR(crd_text_of(&value), CRD_S("1e+21"));
    CHECK(!crd_number_int(&value, &integer) && integer == 5);
    CHECK(crd_number_float(&value, &number) && number == 1e21);
    CHECK(!crd_value_float(arena, NAN, &value, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK(crd_value_int(arena, INT64_MIN, &value, NULL));
    CHECK(crd_number_int(&value, &integer) && integer == INT64_MIN);
    value = crd_value_number(CRD_S("1e999"));
    CHECK(!crd_number_float(&value, &number) && isinf(number));
    value = crd_value_string(CRD_S("a\0b"));
    CHECK_INT(crd_text_of(&value).len, 3);
    CHECK(!crd_number_float(&value, &number) && !crd_number_int(&value, &integer));
    value = crd_value_bool(false);
    CHECK(!crd_is_true(&value) && crd_kind_of(&value) == CRD_BOOL);
    CHECK_INT(crd_len_of(&value), 0);
    CHECK(crd_item(&value, 0) == NULL && crd_is_null(NULL));
}

static bool copy_each(void *context)
{
    CRD_AUTO_ARENA from = crd_arena_new(MIB);
    CRD_AUTO_ARENA to = crd_arena_new(MIB);
    crd_value map;
    crd_value copy;
    if (!from || !to || !make_map(from, 200, 7, &map, NULL) ||
        !crd_value_copy(to, &map, &copy, NULL)) {
        return false;
    }
    return crd_value_equal(&map, &copy);
}

void test_copy(void)
{
    CRD_AUTO_ARENA to = crd_arena_new(MIB);
    crd_arena *from = crd_arena_new(MIB);
    crd_value map;
    crd_value copy;
    CHECK(make_map(from, 50, 7, &map, NULL) && crd_value_copy(to, &map, &copy, NULL));
    CHECK(crd_value_equal(&map, &copy));
    crd_arena_free(from); /* nothing of the copy may point there */
    CHECK_STR(crd_text_of(CRD_GET(&copy, "k000007")), CRD_S("1"));
    CHECK_STR(crd_member_sorted(&copy, 49)->key, CRD_S("k000049"));
    CHECK_FAIL_EACH(copy_each, NULL);
}

/* n lists inside of each other. */
static crd_value nested(crd_value *lists, size_t n)
{
    crd_value inner = crd_value_list(NULL, 0);
    for (size_t i = 1; i < n; i++) {
        lists[i - 1] = inner;
        inner = crd_value_list(&lists[i - 1], 1);
    }
    return inner;
}

void test_copy_depth(void)
{
    static crd_value lists[CRD_NESTING_MAX + 2];
    for (int over = -1; over <= 1; over++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_value deep = nested(lists, (size_t)(CRD_NESTING_MAX + over));
        crd_value copy;
        crd_err err = { 0 };
        CHECK(crd_value_copy(arena, &deep, &copy, &err) == (over <= 0));
        if (over <= 0) {
            CHECK(crd_value_equal(&deep, &copy));
        } else {
            CHECK_INT(err.code, CRD_E_DEPTH);
        }
    }
}

void test_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_places *places = crd_places_new(arena);
    static crd_value values[1000];
    crd_place place;
    crd_place key;
    CHECK(!crd_places_find(places, &values[0], &place, &key));
    for (uint32_t i = 0; i < T_COUNT(values); i++) {
        CHECK(crd_places_add(places, &values[i], (crd_place){ i + 1, 2, i },
                             (crd_place){ i, 1, i }, NULL));
    }
    for (uint32_t i = 0; i < T_COUNT(values); i++) {
        CHECK(crd_places_find(places, &values[i], &place, &key));
        CHECK(place.line == i + 1 && key.line == i && place.offset == i);
    }
    CHECK(crd_places_add(places, &values[3], (crd_place){ 9, 9, 9 }, (crd_place){ 0 }, NULL));
    CHECK(crd_places_find(places, &values[3], &place, NULL) && place.line == 9);
    crd_value root = crd_value_list(values, 2);
    CHECK(crd_places_add_root(places, &root, root, (crd_place){ 7, 7, 7 }, NULL));
    crd_value copy = root;
    CHECK(crd_places_find(places, &copy, &place, NULL) && place.line == 7);
    CHECK(crd_places_find(places, &values[0], &place, NULL) && place.line == 1);
    CHECK(!crd_places_find(NULL, &root, &place, NULL));
    CHECK(!crd_places_find(places, NULL, &place, NULL));
}
