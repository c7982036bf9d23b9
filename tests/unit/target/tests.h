/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of target, by name; main.c lists them. */
#ifndef TESTS_TARGET_H
#define TESTS_TARGET_H

#include "../harness.h"
#include "target/target.h"

/* The JSON text as a tree on the arena; null after a failed check. */
crd_value t_json(crd_arena *arena, const char *text);

/* A Bundle "b" in "ns" with that spec; NULL after a failed check. */
const fg_bundle *t_bundle(crd_arena *arena, const char *spec);

/* A snapshot of the objects in a JSON list: kind is enough of a header. Owned. */
const fg_snapshot *t_snapshot(crd_arena *arena, const char *objects);

/* What a run gives, one line a cluster: "ns/name <target>: <options>" or "ns/name: <fault>". */
crd_str t_run(crd_arena *arena, enum fg_line line, const char *spec, const char *objects);

void test_match_criteria(void);
void test_match_names(void);
void test_match_refused(void);
void test_merge_texts_and_flags(void);
void test_merge_values(void);
void test_merge_lists_0_12(void);
void test_merge_lists_latest(void);
void test_merge_leaves_inputs(void);
void test_write_order(void);
void test_ids(void);
void test_merge_each_failure(void);
void test_plan_selector_faults(void);
void test_plan_values_faults(void);
void test_plan_unstable(void);
void test_plan_faults_bound(void);
void test_run_namespaces(void);
void test_run_groups(void);
void test_run_0_12_selection(void);
void test_run_latest_selection(void);
void test_run_policies(void);
void test_run_stops(void);
void test_run_each_failure(void);
void test_render_untouched(void);
void test_render_templates(void);
void test_render_entries(void);
void test_render_prefixes(void);
void test_render_prefix_depth(void);
void test_render_faults(void);
void test_render_shared_context(void);
void test_render_budget(void);
void test_render_each_failure(void);
void test_fault_texts(void);

#endif
