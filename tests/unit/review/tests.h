/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of review, by name; main.c lists them. */
#ifndef TESTS_REVIEW_H
#define TESTS_REVIEW_H

#include "../harness.h"

void test_review_reads(void);
void test_review_refuses(void);
void test_review_too_deep(void);
void test_review_uid_bound(void);
void test_review_each_failure(void);
void test_verdict_undecided(void);
void test_verdict_decides_once(void);
void test_verdict_deny_text(void);
void test_verdict_warnings(void);
void test_verdict_warning_bounds(void);
void test_verdict_each_failure(void);
void test_conversion_failure(void);

#endif
