/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of crdc c, by name; main.c lists them. */
#ifndef TESTS_CRDC_C_H
#define TESTS_CRDC_C_H

#include "../harness.h"

void test_emit_each_failure(void);
void test_emit_arena_limit(void);
void test_layout(void);

#endif
