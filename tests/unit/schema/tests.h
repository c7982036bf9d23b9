/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of schemas for values, by name; main.c lists them. */
#ifndef TESTS_SCHEMA_H
#define TESTS_SCHEMA_H

#include "../harness.h"

void test_validate_rows(void);
void test_validate_nesting_bound(void);
void test_validate_faults_bound(void);
void test_validate_each_failure(void);
void test_prune_rows(void);
void test_names(void);
void test_name_words(void);
void test_name_lengths(void);

#endif
