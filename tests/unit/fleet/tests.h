/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of fleet, by name; main.c lists them. */
#ifndef TESTS_FLEET_H
#define TESTS_FLEET_H

#include "../harness.h"
#include "value/value.h"

/* The JSON text as a tree on the arena; null after a failed check. */
crd_value t_json(crd_arena *arena, const char *text);

void test_lines(void);
void test_bundle(void);
void test_bundle_mismatch(void);
void test_options_taken_out(void);
void test_parts(void);
void test_status_is_not_read(void);
void test_selector_nil_and_empty(void);
void test_selector_operators(void);
void test_selector_many_values(void);
void test_selector_texts(void);
void test_selector_join(void);
void test_selector_each_failure(void);
void test_cluster(void);
void test_groups_and_mappings(void);
void test_restriction_and_policy(void);
void test_object_errors(void);
void test_object_each_failure(void);

#endif
