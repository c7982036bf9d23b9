/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of cmd, by name; main.c lists them. */
#ifndef TESTS_CMD_H
#define TESTS_CMD_H

#include "../harness.h"

void test_scalar_styles(void);
void test_scalar_refuses(void);
void test_text_offset(void);
void test_args_kinds(void);
void test_args_wrong(void);
void test_inventory_files(void);
void test_inventory_namespaces(void);
void test_inventory_refuses(void);
void test_inventory_memory(void);

#endif
