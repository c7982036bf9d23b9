/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of kapi, by name; main.c lists them. */
#ifndef TESTS_KAPI_H
#define TESTS_KAPI_H

#include "../harness.h"
#include "value/value.h"

/* The JSON text as a tree on the arena; null after a failed check. */
crd_value t_json(crd_arena *arena, const char *text);

void test_names(void);
void test_names_lengths(void);
void test_selector_nil_and_empty(void);
void test_selector_operators(void);
void test_selector_many_values(void);
void test_selector_texts(void);
void test_selector_join(void);
void test_selector_each_failure(void);
void test_shape_members(void);
void test_shape_presence_bits(void);
void test_shape_mismatch(void);
void test_shape_findings(void);
void test_shape_each_failure(void);
void test_meta(void);
void test_view(void);
void test_snapshot_order(void);
void test_snapshot_shares(void);
void test_object_without_managed_fields(void);
void test_snapshot_each_failure(void);

#endif
