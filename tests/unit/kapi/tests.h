/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of kapi, by name; main.c lists them. */
#ifndef TESTS_KAPI_H
#define TESTS_KAPI_H

#include "../harness.h"
#include "value/value.h"

/* The JSON text as a tree on the arena; null after a failed check. */
crd_value t_json(crd_arena *arena, const char *text);

void test_meta(void);
void test_meta_null(void);
void test_view(void);
void test_snapshot_order(void);
void test_snapshot_shares(void);
void test_object_without_managed_fields(void);
void test_snapshot_each_failure(void);

#endif
