/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of value, by name; main.c lists them. */
#ifndef TESTS_VALUE_H
#define TESTS_VALUE_H

#include "../harness.h"

void test_map_find(void);
void test_map_order(void);
void test_map_duplicate(void);
void test_equal(void);
void test_makers(void);
void test_copy(void);
void test_copy_depth(void);
void test_places(void);
void test_builder_shapes(void);
void test_builder_duplicates(void);
void test_builder_duplicates_bound(void);
void test_builder_nodes_bound(void);
void test_builder_depth_bound(void);
void test_builder_reuse(void);
void test_builder_each_failure(void);
void test_json_errors(void);
void test_json_strings(void);
void test_json_numbers(void);
void test_json_keys(void);
void test_json_places(void);
void test_json_error_place(void);
void test_json_in_place(void);
void test_json_depth(void);
void test_json_each_failure(void);
void test_json_arena_limit(void);
void test_json_limit_shapes(void);
void test_json_three_mib_of_maps(void);
void test_json_many_keys(void);
void test_json_text_bound(void);
void test_json_write_strings(void);
void test_json_write_orders(void);
void test_json_write_indent(void);
void test_json_write_numbers(void);
void test_json_write_depth(void);
void test_json_write_limit(void);
void test_json_corpus_round_trip(void);

#endif
