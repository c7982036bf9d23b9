/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The unit test harness. A room's main.c lists its tests in one visible table:
 *
 *     static const struct t_test tests[] = { T_TEST(test_str_find), ... };
 *     int main(int argc, char **argv) { return t_main(argc, argv, tests, T_COUNT(tests)); }
 *
 * A test fails on a failed check and on any allocation it leaves behind. malloc and its kin are
 * wrapped at link time, so t_fail_each() can make the first, second, ... allocation of a call fail
 * in turn. Arguments: names of tests to run (substrings); none runs all.
 */
#ifndef T_HARNESS_H
#define T_HARNESS_H

#include "base/str.h"

struct t_test {
    const char *name;
    void (*run)(void);
};

#define T_TEST(function) { #function, function }
#define T_COUNT(table) (sizeof(table) / sizeof((table)[0]))

int t_main(int argc, char **argv, const struct t_test *tests, size_t n);

/* Each reports file and line and marks the running test failed; returns the condition. */
bool t_check(bool ok, const char *file, int line, const char *what);
bool t_check_str(crd_str got, crd_str want, const char *file, int line, const char *what);
bool t_check_int(long long got, long long want, const char *file, int line, const char *what);

#define CHECK(condition) t_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_STR(got, want) t_check_str((got), (want), __FILE__, __LINE__, #got)
#define CHECK_INT(got, want) t_check_int((long long)(got), (long long)(want), __FILE__, __LINE__, #got)

/*
 * Calls run(context) again and again, the n-th allocation failing in the n-th call, until a call
 * makes fewer allocations than n. run must report an ordinary failure (false) or succeed (true),
 * and must leave nothing behind. Checks that an undisturbed call succeeds.
 */
void t_fail_each(bool (*run)(void *context), void *context, const char *file, int line);
#define CHECK_FAIL_EACH(run, context) t_fail_each((run), (context), __FILE__, __LINE__)

/* Allocations made since the start of the running test; bytes that are allocated now. */
size_t t_allocations(void);
size_t t_live_allocations(void);

/* Whole file on the heap (Owned, free it), terminated; NULL and a failed check when unreadable. */
char *t_read_file(const char *path, size_t *ret_size);

/* "<repository>/../shared/<name>" when that exists, else NULL after a line that says what is
 * skipped. Owned, free it. */
char *t_shared(const char *name);

#endif
