/* SPDX-License-Identifier: Apache-2.0 */
/* The builder: shapes, duplicates, bounds, failures. */
#include <stdio.h>

#include "base/limits.h"
#include "tests.h"
#include "value/value.h"

#define MIB ((size_t)1 << 20)

static const crd_place none = { 0 };

static crd_value number(const char *literal)
{
    return crd_value_number(crd_str_c(literal));
}

void test_builder_shapes(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUILDER b = crd_builder_new(arena, NULL, NULL);
    crd_value root;
    CHECK(crd_builder_open(b, CRD_MAP, none));
    CHECK_INT(crd_builder_inside(b), CRD_MAP);
    CHECK(crd_builder_last(b) == NULL);
    CHECK(crd_builder_key(b, CRD_S("z"), none));
    CHECK(crd_builder_last(b) == NULL);
    CHECK(crd_builder_open(b, CRD_LIST, none));
    CHECK_INT(crd_builder_depth(b), 2);
    CHECK(crd_builder_value(b, number("1"), none));
    CHECK(crd_builder_value(b, number("2"), none));
    CHECK_STR(crd_text_of(crd_builder_last(b)), CRD_S("2"));
    CHECK(crd_builder_close(b));
    crd_value shared = *crd_builder_last(b);
    CHECK_INT(crd_len_of(&shared), 2);
    CHECK(crd_builder_key(b, CRD_S("a"), none));
    CHECK(crd_builder_value(b, shared, none));
    CHECK(crd_builder_member(b, CRD_S("a")) && !crd_builder_member(b, CRD_S("b")));
    CHECK(crd_builder_close(b));
    CHECK(crd_builder_finish(b, &root, NULL));
    CHECK_INT(crd_len_of(&root), 2);
    CHECK_STR(crd_member_at(&root, 0)->key, CRD_S("z"));
    CHECK_STR(crd_member_sorted(&root, 0)->key, CRD_S("a"));
    CHECK(CRD_GET(&root, "a")->u.items == CRD_GET(&root, "z")->u.items); /* shared, not copied */
}

/* {"s":[{"k":1,"b":2,"k":3,"k":4}]} with duplicate reports and places. */
void test_builder_duplicates(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_duplicate *duplicates = NULL;
    crd_places *places = crd_places_new(arena);
    CRD_AUTO_BUILDER b = crd_builder_new(
        arena, &(crd_builder_options){ .places = places, .duplicates = &duplicates }, NULL);
    static const char *const keys[] = { "k", "b", "k", "k" };
    static const char *const values[] = { "1", "2", "3", "4" };
    crd_builder_open(b, CRD_MAP, none);
    crd_builder_key(b, CRD_S("s"), none);
    crd_builder_open(b, CRD_LIST, none);
    crd_builder_value(b, crd_value_null(), none);
    crd_builder_open(b, CRD_MAP, none);
    for (uint32_t i = 0; i < 4; i++) {
        crd_builder_key(b, crd_str_c(keys[i]), (crd_place){ i + 1, 1, 0 });
        crd_builder_value(b, number(values[i]), (crd_place){ i + 1, 5, 0 });
    }
    CHECK_STR(crd_text_of(crd_builder_member(b, CRD_S("k"))), CRD_S("4"));
    crd_builder_close(b);
    crd_builder_close(b);
    crd_builder_close(b);
    crd_value root;
    CHECK(crd_builder_finish(b, &root, NULL));
    const crd_value *map = crd_item(CRD_GET(&root, "s"), 1);
    CHECK_INT(crd_len_of(map), 2);
    CHECK_STR(crd_member_at(map, 0)->key, CRD_S("k"));
    CHECK_STR(crd_text_of(CRD_GET(map, "k")), CRD_S("4"));
    CHECK_STR(crd_member_sorted(map, 0)->key, CRD_S("b"));
    crd_place place;
    crd_place key;
    CHECK(crd_places_find(places, CRD_GET(map, "k"), &place, &key));
    CHECK(place.line == 4 && place.column == 5 && key.line == 4);
    CHECK(crd_places_find(places, CRD_GET(map, "b"), &place, &key) && key.line == 2);
    CHECK(duplicates && duplicates->next && !duplicates->next->next);
    CHECK_STR(duplicates->path, CRD_S("s[1].k"));
    CHECK(duplicates->first.line == 1 && duplicates->again.line == 3);
    CHECK(duplicates->next->first.line == 1 && duplicates->next->again.line == 4);
}

static size_t reports_for(size_t repeats, size_t key_size, size_t *ret_path_size)
{
    CRD_AUTO_ARENA arena = crd_arena_new(16 * MIB);
    crd_duplicate *duplicates = NULL;
    CRD_AUTO_BUILDER b =
        crd_builder_new(arena, &(crd_builder_options){ .duplicates = &duplicates }, NULL);
    char *key = crd_arena_bytes(arena, key_size);
    memset(key, 'k', key_size);
    crd_builder_open(b, CRD_MAP, none);
    for (size_t i = 0; i <= repeats; i++) {
        crd_builder_key(b, crd_str_of(key, key_size), none);
        crd_builder_value(b, crd_value_null(), none);
    }
    crd_builder_close(b);
    crd_value root;
    CHECK(crd_builder_finish(b, &root, NULL));
    CHECK_INT(crd_len_of(&root), 1);
    size_t n = 0;
    for (const crd_duplicate *at = duplicates; at; at = at->next) {
        *ret_path_size = at->path.len;
        n++;
    }
    return n;
}

void test_builder_duplicates_bound(void)
{
    size_t path = 0;
    CHECK_INT(reports_for(CRD_DUPLICATES_MAX - 1, 1, &path), CRD_DUPLICATES_MAX - 1);
    CHECK_INT(reports_for(CRD_DUPLICATES_MAX, 1, &path), CRD_DUPLICATES_MAX);
    CHECK_INT(reports_for(CRD_DUPLICATES_MAX + 1, 1, &path), CRD_DUPLICATES_MAX);
    CHECK_INT(reports_for(1, CRD_PATH_BYTES_MAX, &path), 1);
    CHECK_INT(path, CRD_PATH_BYTES_MAX);
    CHECK_INT(reports_for(1, 100000, &path), 1);
    CHECK(path <= CRD_PATH_BYTES_MAX + 3);
}

void test_builder_nodes_bound(void)
{
    for (size_t n = 9; n <= 11; n++) { /* a list and n - 1 items against a bound of 10 */
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        CRD_AUTO_BUILDER b = crd_builder_new(arena, &(crd_builder_options){ .nodes_max = 10 }, NULL);
        bool ok = crd_builder_open(b, CRD_LIST, none);
        for (size_t i = 1; i < n; i++) {
            ok = crd_builder_value(b, crd_value_null(), none);
        }
        CHECK(ok == (n <= 10));
        crd_builder_close(b);
        crd_value root;
        crd_err err = { 0 };
        CHECK(crd_builder_finish(b, &root, &err) == (n <= 10));
        if (n > 10) {
            CHECK_INT(err.code, CRD_E_BUDGET);
            CHECK_STR(err.message, CRD_S("document has more than 10 nodes"));
            CHECK(crd_builder_last(b) == NULL);
        }
    }
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUILDER b = crd_builder_new(arena, &(crd_builder_options){ .nodes_max = 10 }, NULL);
    CHECK(crd_builder_count(b, 10));
    CHECK(!crd_builder_count(b, 1));
    CHECK(!crd_builder_count(b, SIZE_MAX));
}

void test_builder_depth_bound(void)
{
    for (size_t depth = 4; depth <= 6; depth++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        CRD_AUTO_BUILDER b = crd_builder_new(arena, &(crd_builder_options){ .depth_max = 5 }, NULL);
        bool ok = true;
        for (size_t i = 0; i < depth; i++) {
            ok = crd_builder_open(b, CRD_LIST, none);
        }
        CHECK(ok == (depth <= 5));
        CHECK_INT(crd_builder_error(b)->code, depth <= 5 ? CRD_OK : CRD_E_DEPTH);
    }
}

void test_builder_reuse(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUILDER b = crd_builder_new(arena, &(crd_builder_options){ .nodes_max = 2 }, NULL);
    for (int i = 0; i < 3; i++) {
        crd_value root;
        CHECK(crd_builder_open(b, CRD_LIST, none));
        CHECK(crd_builder_value(b, crd_value_null(), none));
        CHECK(crd_builder_close(b));
        CHECK(crd_builder_finish(b, &root, NULL));
        CHECK_INT(crd_len_of(&root), 1);
    }
}

static bool build_each(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(4 * MIB);
    if (!arena) {
        return false;
    }
    crd_duplicate *duplicates = NULL;
    crd_places *places = crd_places_new(arena);
    if (!places) {
        return false;
    }
    CRD_AUTO_BUILDER b = crd_builder_new(
        arena, &(crd_builder_options){ .places = places, .duplicates = &duplicates }, NULL);
    if (!b) {
        return false;
    }
    for (int i = 0; i < 20; i++) {
        crd_builder_open(b, CRD_LIST, none);
    }
    crd_builder_open(b, CRD_MAP, none);
    static const char keys[][4] = { "k9", "k1", "k8", "k1", "k7", "k6", "k5", "k4" };
    for (size_t i = 0; i < 400; i++) {
        crd_builder_key(b, crd_str_c(keys[i % 8]), none);
        crd_builder_value(b, number("1"), none);
    }
    crd_builder_close(b);
    for (int i = 0; i < 20; i++) {
        crd_builder_close(b);
    }
    crd_value root;
    crd_err err = { 0 };
    if (!crd_builder_finish(b, &root, &err)) {
        CHECK(err.code == CRD_E_NOMEM && err.message.len > 0);
        return false;
    }
    return true;
}

void test_builder_each_failure(void)
{
    CHECK_FAIL_EACH(build_each, NULL);
}
