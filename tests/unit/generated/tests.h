/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of generated code, by name; main.c lists them. */
#ifndef TESTS_GENERATED_H
#define TESTS_GENERATED_H

#include "../harness.h"

#define MIB ((size_t)1 << 20)

/* A document with a value for every construct, and an unknown field at each level. */
extern const char shelf_document[];

void test_shelf_fields(void);
void test_shelf_absent(void);
void test_shelf_sources(void);
void test_shelf_lists(void);
void test_shelf_faults(void);
void test_shelf_abi(void);

void test_closed_drops(void);
void test_closed_preserves(void);
void test_closed_refuses(void);

void test_failure_of_each_function(void);
void test_failure_of_arena(void);

#endif
