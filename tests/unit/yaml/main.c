/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of yaml: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_resolve),
    T_TEST(test_resolve_timestamps),
    T_TEST(test_emit_scalars),
    T_TEST(test_emit_shapes),
    T_TEST(test_emit_keys),
    T_TEST(test_emit_folds),
    T_TEST(test_emit_numbers),
    T_TEST(test_emit_read_back),
    T_TEST(test_emit_failures),
    T_TEST(test_emit_depth),
    T_TEST(test_emit_limit),
    T_TEST(test_emit_each_failure),
    T_TEST(test_read_scalars),
    T_TEST(test_read_keys),
    T_TEST(test_read_merges),
    T_TEST(test_read_aliases),
    T_TEST(test_read_tags),
    T_TEST(test_read_encodings),
    T_TEST(test_read_go_differences),
    T_TEST(test_read_round_trip),
    T_TEST(test_read_each_failure),
    T_TEST(test_errors),
    T_TEST(test_error_places),
    T_TEST(test_error_chunks),
    T_TEST(test_depth_bound),
    T_TEST(test_alias_share_bound),
    T_TEST(test_nodes_bound),
    T_TEST(test_shared_aliases),
    T_TEST(test_tag_directives_bound),
    T_TEST(test_flow_work_bound),
    T_TEST(test_reread_bound),
    T_TEST(test_hostile),
    T_TEST(test_arena_limit),
    T_TEST(test_places_ascii),
    T_TEST(test_places_wide),
    T_TEST(test_places_properties),
    T_TEST(test_duplicates),
    T_TEST(test_duplicates_and_merges),
    T_TEST(test_documents),
    T_TEST(test_documents_stop),
    T_TEST(test_documents_error),
    T_TEST(test_documents_read_again),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
