/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What large documents cost: the shapes of apimachinery's json_limit_test, made here, at 3 MiB.
 * Bytes on the arena and the process's peak are bounded; times are not looked at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

#define MIB ((size_t)1 << 20)
#ifdef __SANITIZE_ADDRESS__
#define UNDER_ASAN true
#else
#define UNDER_ASAN false
#endif

#define TEXT_BYTES (3 * MIB)

struct shape {
    const char *name;
    const char *head;
    const char *part; /* repeated */
    const char *last;
    const char *tail;
    bool valid;
    unsigned arena_per_byte; /* at most this many bytes of tree for one byte of text */
};

/* In a list every item is 16 bytes; in a map a member is 32 and its place in the order 4. */
static const struct shape shapes[] = {
    { "unbalanced slices", "", "[", "", "", false, 1 },
    { "unbalanced maps", "", "{\"\":", "", "", false, 1 },
    { "nested slices", "[", "[[[[[]]]]],", "[]", "]", true, 8 },
    { "nested maps", "[", "{\"a\":{\"a\":{}}},", "{}", "]", true, 8 },
    { "empty slices", "[", "[],", "[]", "]", true, 6 },
    { "empty maps", "[", "{},", "{}", "]", true, 6 },
    { "integers", "[", "0,", "0", "]", true, 9 },
    { "floats", "[", "0.0,", "0.0", "]", true, 6 },
    { "strings", "[", "\"\",", "\"\"", "]", true, 6 },
    { "booleans", "[", "true,", "true", "]", true, 5 },
    { "nulls", "[", "null,", "null", "]", true, 5 },
    { "one key again and again", "{", "\"\":0,", "\"\":0", "}", true, 1 },
    { "one string", "\"", "x", "", "\"", true, 2 },
    { "one number", "", "1", "", "", true, 2 },
    { "escapes", "\"", "\\u0001", "", "\"", true, 1 },
    { "invalid bytes", "\"", "\xff", "", "\"", true, 4 },
    { "blanks", "", " ", "", "1", true, 1 },
};

static void write_shape(const struct shape *shape, crd_buf *text)
{
    crd_buf_clear(text);
    crd_buf_add(text, crd_str_c(shape->head));
    while (text->len < TEXT_BYTES) {
        crd_buf_add(text, crd_str_c(shape->part));
    }
    crd_buf_add(text, crd_str_c(shape->last));
    crd_buf_add(text, crd_str_c(shape->tail));
}

void test_json_limit_shapes(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, 4 * MIB);
    for (size_t i = 0; i < T_COUNT(shapes); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(256 * MIB);
        crd_value value;
        crd_err err = { 0 };
        write_shape(&shapes[i], &text);
        bool ok = crd_json_read(arena, crd_buf_str(&text), NULL, &value, &err);
        t_check(ok == shapes[i].valid, __FILE__, __LINE__, shapes[i].name);
        if (!ok) {
            CHECK_INT(err.code, CRD_E_DEPTH);
        }
        size_t bound = shapes[i].arena_per_byte * text.len + 64 * 1024;
        bound *= UNDER_ASAN ? 2 : 1; /* there a gap stands behind each allocation */
        if (!t_check(crd_arena_used(arena) <= bound, __FILE__, __LINE__, shapes[i].name)) {
            printf("  %zu bytes of tree, bound %zu\n", crd_arena_used(arena), bound);
        }
    }
}

/* Peak of a process that reads text, in KiB; run apart, so that only this read counts. */
static long peak_of_reading(crd_str text)
{
    int fds[2];
    long peak = -1;
    if (pipe(fds) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        crd_arena *arena = crd_arena_new(256 * MIB);
        crd_value value;
        struct rusage usage;
        bool ok = arena && crd_json_read(arena, text, NULL, &value, NULL);
        getrusage(RUSAGE_SELF, &usage);
        long answer = ok ? usage.ru_maxrss : -1;
        _exit(write(fds[1], &answer, sizeof(answer)) != (ssize_t)sizeof(answer));
    }
    close(fds[1]);
    if (child < 0 || read(fds[0], &peak, sizeof(peak)) != (ssize_t)sizeof(peak)) {
        peak = -1;
    }
    close(fds[0]);
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
    return peak;
}

void test_json_three_mib_of_maps(void)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, 4 * MIB);
    const struct shape maps = { "", "[", "{},", "{}", "]", true, 0 };
    write_shape(&maps, &text);
    CRD_AUTO_ARENA arena = crd_arena_new(256 * MIB);
    crd_value value;
    CHECK(crd_json_read(arena, crd_buf_str(&text), NULL, &value, NULL));
    CHECK(crd_len_of(&value) >= MIB);
    CHECK(crd_arena_used(arena) <= 17 * MIB);
    if (UNDER_ASAN) {
        printf("skipped: the process's peak says nothing under AddressSanitizer\n");
        return;
    }
    crd_arena_reset(arena);
    long empty = peak_of_reading(CRD_S("{}"));
    long full = peak_of_reading(crd_buf_str(&text));
    CHECK(empty > 0 && full > empty);
    CHECK(full - empty <= 64 * 1024);
}

/* 200,000 keys that end alike or begin alike, forwards and backwards: comparisons, not collisions,
 * order them, so that nothing depends on which keys they are. */
void test_json_many_keys(void)
{
    for (int form = 0; form < 3; form++) {
        CRD_AUTO_ARENA arena = crd_arena_new(256 * MIB);
        CRD_AUTO_BUF text;
        crd_duplicate *duplicates = NULL;
        crd_json_options options = { .duplicates = &duplicates };
        crd_value value;
        crd_buf_init(&text, 64 * MIB);
        crd_buf_add_byte(&text, '{');
        for (int i = 200000; i > 0; i--) {
            char key[64];
            const char *head = form == 1 ? "a-prefix-that-all-keys-have-" : "";
            const char *tail = form == 2 ? "-suffix" : "";
            int size = snprintf(key, sizeof(key), "\"%s%d%s\":1,", head, i, tail);
            crd_buf_add(&text, crd_str_of(key, (size_t)size));
        }
        crd_buf_add_lit(&text, "\"last\":{}}");
        CHECK(crd_json_read(arena, crd_buf_str(&text), &options, &value, NULL));
        CHECK_INT(crd_len_of(&value), 200001);
        CHECK(duplicates == NULL);
        CHECK(crd_is_map(CRD_GET(&value, "last")));
        CHECK(crd_map_find(&value, crd_member_at(&value, 777)->key) ==
              crd_member_at(&value, 777));
        bool ascending = true;
        for (size_t i = 1; i < crd_len_of(&value); i++) {
            ascending &= crd_str_cmp(crd_member_sorted(&value, i - 1)->key,
                                     crd_member_sorted(&value, i)->key) < 0;
        }
        CHECK(ascending);
    }
}

/* One text as long as a text may be; read in place, so that it stands in memory once. */
void test_json_text_bound(void)
{
    size_t size = CRD_TEXT_BYTES_MAX + 3;
    char *text = malloc(size);
    if (!CHECK(text != NULL)) {
        return;
    }
    memset(text, 'x', size);
    for (int over = -1; over <= 1; over++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_json_options options = { .in_place = true };
        crd_value value;
        crd_err err = { 0 };
        size_t n = CRD_TEXT_BYTES_MAX + (size_t)(over + 1) - 1;
        text[0] = '"';
        text[n + 1] = '"';
        CHECK(crd_json_read(arena, crd_str_of(text, n + 2), &options, &value, &err) == (over <= 0));
        if (over <= 0) {
            CHECK_INT(crd_text_of(&value).len, n);
        } else {
            CHECK_INT(err.code, CRD_E_VALUE);
        }
        text[n + 1] = 'x';
    }
    free(text);
}
