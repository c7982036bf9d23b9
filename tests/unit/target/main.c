/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of target: the table, and what they share. */
#include "tests.h"

#include "base/limits.h"
#include "base/num.h"
#include "value/json.h"

crd_value t_json(crd_arena *arena, const char *text)
{
    crd_value value = crd_value_null();
    crd_err err = { .code = CRD_OK };
    CHECK(crd_json_read(arena, crd_str_c(text), NULL, &value, &err));
    CHECK_STR(err.message.ptr ? err.message : CRD_S(""), CRD_S(""));
    return value;
}

const fg_bundle *t_bundle(crd_arena *arena, const char *spec)
{
    crd_err err = { .code = CRD_OK };
    crd_str text = CRD_CAT(arena,
                           CRD_S("{\"metadata\":{\"name\":\"b\",\"namespace\":\"ns\","
                                 "\"labels\":{\"team\":\"x\"}},\"spec\":"),
                           crd_str_c(spec), CRD_S("}"));
    crd_value *value = CRD_NEW(arena, crd_value);
    const fg_bundle *bundle = NULL;
    *value = t_json(arena, text.ptr);
    CHECK(fg_bundle_read(arena, value, NULL, &bundle, &err));
    return CHECK(bundle) ? bundle : NULL;
}

const fg_snapshot *t_snapshot(crd_arena *arena, const char *objects)
{
    crd_value list = t_json(arena, objects);
    const fg_object *made[16];
    const fg_snapshot *snapshot = NULL;
    crd_err err = { .code = CRD_OK };
    size_t n = crd_len_of(&list);
    for (size_t i = 0; i < n && CHECK(n <= T_COUNT(made)); i++) {
        const crd_value *from = crd_item(&list, i);
        crd_member *members = CRD_NEW_N(arena, crd_member, crd_len_of(from) + 1);
        crd_value value;
        bool core = crd_str_eq(crd_text_of(CRD_GET(from, "kind")), CRD_S("Namespace"));
        for (size_t k = 0; k < crd_len_of(from); k++) {
            members[k] = *crd_member_at(from, k);
        }
        members[crd_len_of(from)] = (crd_member){
            .key = CRD_S("apiVersion"),
            .value = crd_value_string(core ? CRD_S("v1") : CRD_S("fleet.cattle.io/v1alpha1")),
        };
        CHECK(crd_value_map(arena, members, crd_len_of(from) + 1, &value, &err));
        CHECK(fg_fleet_object_new(arena, &value, &made[i], &err) && made[i]);
    }
    CHECK(fg_snapshot_new(made, n, &snapshot, &err));
    for (size_t i = 0; i < n; i++) {
        fg_object_unref(made[i]);
    }
    return snapshot;
}

struct lines {
    crd_arena *arena;
    crd_buf buf;
    enum fg_line line;
};

static enum fg_next each(void *context, const fg_placement *placement)
{
    struct lines *lines = context;
    crd_err err = { .code = CRD_OK };
    crd_buf_add(&lines->buf, placement->object->meta.namespace_name);
    crd_buf_add_lit(&lines->buf, "/");
    crd_buf_add(&lines->buf, placement->object->meta.name);
    if (placement->fault) {
        crd_buf_add_lit(&lines->buf, ": ");
        crd_buf_add(&lines->buf, placement->fault->text);
    } else {
        crd_buf_add_lit(&lines->buf, " ");
        crd_buf_add_uint(&lines->buf, placement->target);
        crd_buf_add_lit(&lines->buf, ": ");
        CHECK(fg_options_write(lines->arena, &lines->buf, lines->line, placement->options, &err));
    }
    crd_buf_add_lit(&lines->buf, "\n");
    return FG_NEXT;
}

crd_str t_run(crd_arena *arena, enum fg_line line, const char *spec, const char *objects)
{
    const fg_bundle *bundle = t_bundle(arena, spec);
    const fg_snapshot *snapshot = t_snapshot(arena, objects);
    const fg_plan *plan = NULL;
    fg_target_options options = { .line = line };
    crd_err err = { .code = CRD_OK };
    struct lines lines = { .arena = arena, .line = line };
    crd_buf_init(&lines.buf, CRD_TEXT_BYTES_MAX);
    CHECK(fg_plan_new(arena, bundle, &options, &plan, &err));
    CHECK(plan && fg_plan_run(arena, plan, snapshot, each, &lines, &err));
    crd_str text = crd_arena_str(arena, crd_buf_str(&lines.buf));
    crd_buf_done(&lines.buf);
    fg_snapshot_unref(snapshot);
    return text;
}

static const struct t_test tests[] = {
    T_TEST(test_match_criteria),     T_TEST(test_match_names),
    T_TEST(test_match_refused),      T_TEST(test_merge_texts_and_flags),
    T_TEST(test_merge_values),       T_TEST(test_merge_lists_0_12),
    T_TEST(test_merge_lists_latest), T_TEST(test_merge_leaves_inputs),
    T_TEST(test_write_order),        T_TEST(test_ids),
    T_TEST(test_merge_each_failure), T_TEST(test_plan_selector_faults),
    T_TEST(test_plan_values_faults), T_TEST(test_plan_faults_bound),
    T_TEST(test_run_namespaces),     T_TEST(test_run_groups),
    T_TEST(test_run_0_12_selection), T_TEST(test_run_latest_selection),
    T_TEST(test_run_policies),       T_TEST(test_run_stops),
    T_TEST(test_plan_unstable),
    T_TEST(test_run_each_failure),   T_TEST(test_render_untouched),
    T_TEST(test_render_templates),   T_TEST(test_render_entries),
    T_TEST(test_render_prefixes),    T_TEST(test_render_prefix_depth),
    T_TEST(test_render_faults),      T_TEST(test_render_shared_context),
    T_TEST(test_render_budget),      T_TEST(test_render_each_failure),
    T_TEST(test_fault_texts),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
