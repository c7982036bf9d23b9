/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "base/buf.h"
#include "base/limits.h"
#include "tests.h"

void test_arena_limit(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1000);
    CHECK(crd_arena_bytes(arena, 999) != NULL);
    CHECK(crd_arena_bytes(arena, 1) != NULL);
    CHECK_INT(crd_arena_used(arena), 1000);
    CHECK_INT(crd_arena_failed(arena), CRD_ARENA_FINE);
    CHECK(crd_arena_bytes(arena, 1) == NULL);
    CHECK_INT(crd_arena_failed(arena), CRD_ARENA_LIMIT);
    crd_arena_reset(arena);
    CHECK_INT(crd_arena_failed(arena), CRD_ARENA_FINE);
    CHECK(crd_arena_bytes(arena, 1001) == NULL);
    CHECK(crd_arena_zalloc(arena, SIZE_MAX / 2, 4) == NULL);
    crd_arena_reset(arena);
    CHECK(crd_arena_bytes(arena, 1000) != NULL);
    CHECK(crd_arena_alloc(arena, 0) != NULL);
}

void test_arena_extend(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    char *a = crd_arena_bytes(arena, 10);
    CHECK(crd_arena_extend(arena, a, 10, 20));
    a[19] = 'x';
    char *b = crd_arena_bytes(arena, 1);
    CHECK(b != NULL);
    CHECK(!crd_arena_extend(arena, a, 20, 30));
    CHECK(!crd_arena_extend(arena, b, 1, 1 << 19));
    CHECK(crd_arena_extend(arena, b, 1, 100));
}

void test_arena_rewind(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 24);
    crd_arena_mark empty = crd_arena_save(arena);
    char *a = crd_arena_bytes(arena, 100);
    memset(a, 'a', 100);
    crd_arena_mark mark = crd_arena_save(arena);
    for (int i = 0; i < 100; i++) {
        CHECK(crd_arena_alloc(arena, 10000) != NULL);
    }
    crd_arena_rewind(arena, mark);
    CHECK_INT(crd_arena_used(arena), 100);
    CHECK(a[99] == 'a');
    crd_arena_rewind(arena, empty);
    CHECK_INT(crd_arena_used(arena), 0);
}

static bool fill(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    if (!arena) {
        return false;
    }
    for (int i = 0; i < 10; i++) {
        if (!crd_arena_alloc(arena, 20000)) {
            return crd_arena_failed(arena) != CRD_ARENA_NOMEM;
        }
    }
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1000);
    crd_buf_add_n(&buf, 'x', 900);
    return !crd_buf_failed(&buf);
}

void test_arena_each_failure(void)
{
    CHECK_FAIL_EACH(fill, NULL);
}

void test_buf_limit(void)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 100);
    crd_buf_add_n(&buf, 'a', 99);
    crd_buf_add_byte(&buf, 'b');
    CHECK(!crd_buf_failed(&buf));
    CHECK_INT(buf.len, 100);
    crd_buf_add_byte(&buf, 'c');
    CHECK_INT(buf.failure, CRD_BUF_LIMIT);
    crd_buf_clear(&buf);
    crd_buf_add_lit(&buf, "still failed");
    CHECK_INT(buf.len, 0);
}

void test_buf_on_arena(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_buf buf;
    crd_buf_on(&buf, arena, 1 << 19);
    for (int i = 0; i < 1000; i++) {
        crd_buf_add_lit(&buf, "0123456789");
        if (i % 100 == 0) {
            CHECK(crd_arena_bytes(arena, 3) != NULL);
        }
    }
    CHECK_INT(buf.len, 10000);
    CHECK_STR(crd_str_from(crd_buf_str(&buf), 9990), CRD_S("0123456789"));
}
