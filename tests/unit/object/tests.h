/* SPDX-License-Identifier: Apache-2.0 */
/* The tests of this room. */
#ifndef T_OBJECT_TESTS_H
#define T_OBJECT_TESTS_H

void test_object_presence(void);
void test_object_kept_literals(void);
void test_object_unknown(void);
void test_object_twice(void);
void test_object_twice_notes(void);
void test_object_yaml(void);
void test_object_yaml_odd(void);
void test_object_in_place(void);
void test_object_not_finite(void);
void test_object_long_lists(void);
void test_fault_json(void);
void test_fault_yaml(void);
void test_fault_json_c(void);
void test_fault_integers(void);
void test_fault_root(void);
void test_fault_syntax(void);
void test_fault_depth(void);
void test_fault_replaced(void);
void test_fault_order(void);
void test_failure_each(void);
void test_failure_arena(void);
void test_failure_buffer(void);

#endif
