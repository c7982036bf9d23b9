/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of tmpl: what the files share. */
#ifndef T_TMPL_TESTS_H
#define T_TMPL_TESTS_H

#include "../harness.h"
#include "tmpl/tmpl.h"

/* One rendering: everything on an arena of its own. */
struct t_render {
    crd_arena *arena;
    crd_arena *parsed;
    const fg_funcs *funcs;
    crd_buf out;
    crd_err err;
    fg_usage usage;
};

/* Renders text with JSON data; options may be NULL (plain Go, {{ }}, missingkey=default). What it
 * printed, or "ERR " and the error. Good until the next call or t_render_done. */
crd_str t_render(struct t_render *r, const char *text, const char *data_json,
                 const fg_tmpl_options *options, const fg_exec_options *exec);
void t_render_init(struct t_render *r);
void t_render_done(struct t_render *r);
crd_value t_json(crd_arena *arena, const char *text);

#define T(name) void name(void)
T(test_tmpl_rows);
T(test_tmpl_go_1_23);
T(test_tmpl_places);
T(test_tmpl_sets);
T(test_tmpl_clone);
T(test_tmpl_calls);
T(test_tmpl_nested_calls);
T(test_methods);
T(test_kinds);
T(test_parameters);
T(test_map_aliases);
T(test_map_large);
T(test_map_snapshot);
T(test_values);
T(test_equal);
T(test_to_tree);
T(test_to_tree_types);
T(test_equal_types);
T(test_runs_and_memory);
T(test_trace);
T(test_funcs);
T(test_unstable);
T(test_capacity);
T(test_overlay);
T(test_skipped_assignment);
T(test_fmt_rows);
T(test_budget_steps);
T(test_budget_output);
T(test_budget_memory);
T(test_memory_given_back);
T(test_self_containing);
T(test_depth);
T(test_parens);
T(test_blocks);
T(test_nodes);
T(test_hostile_lexing);
T(test_each_failure);
#undef T

#endif
