/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of yaml, by name; main.c lists them. Expected texts are what sigs.k8s.io/yaml
 * v1.6.0 with go.yaml.in/yaml/v2 v2.4.4 says, but where a bound is ours. */
#ifndef TESTS_YAML_H
#define TESTS_YAML_H

#include "../harness.h"
#include "value/yaml.h"

#define ARENA_BYTES ((size_t)256 << 20)

/* Appends text n times. */
static inline void add_times(crd_buf *buf, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(buf, crd_str_c(text));
    }
}

void test_resolve(void);
void test_resolve_timestamps(void);
void test_emit_scalars(void);
void test_emit_shapes(void);
void test_emit_keys(void);
void test_emit_folds(void);
void test_emit_numbers(void);
void test_emit_read_back(void);
void test_emit_failures(void);
void test_emit_depth(void);
void test_emit_limit(void);
void test_emit_each_failure(void);
void test_read_scalars(void);
void test_read_keys(void);
void test_read_merges(void);
void test_read_aliases(void);
void test_read_tags(void);
void test_read_encodings(void);
void test_read_go_differences(void);
void test_read_round_trip(void);
void test_read_each_failure(void);
void test_errors(void);
void test_error_places(void);
void test_error_chunks(void);
void test_depth_bound(void);
void test_alias_share_bound(void);
void test_nodes_bound(void);
void test_shared_aliases(void);
void test_tag_directives_bound(void);
void test_flow_work_bound(void);
void test_reread_bound(void);
void test_hostile(void);
void test_long_line(void);
void test_arena_limit(void);
void test_places_ascii(void);
void test_places_wide(void);
void test_places_properties(void);
void test_duplicates(void);
void test_duplicates_and_merges(void);
void test_documents(void);
void test_documents_stop(void);
void test_documents_error(void);
void test_documents_read_again(void);
void test_source_equals_tree(void);
void test_source_vectors(void);
void test_source_places(void);
void test_source_alias_places(void);
void test_source_holds_nothing(void);
void test_source_bounds(void);
void test_source_each_failure(void);

#endif
