/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of policy, by name; main.c lists them. */
#ifndef TESTS_POLICY_H
#define TESTS_POLICY_H

#include "../harness.h"

void test_answer_allows(void);
void test_answer_denies(void);
void test_answer_warns(void);
void test_answer_clusters(void);
void test_answer_causes(void);
void test_answer_dropped(void);
void test_answer_hint(void);
void test_answer_memory(void);
void test_run_table(void);
void test_run_untouched(void);
void test_run_until(void);

#endif
