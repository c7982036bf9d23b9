/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of the compiler: the table, and what the tests share. */
#include "tests.h"

#include <stdio.h>

const crdc_crd *load_one(crd_arena *arena, const char *text)
{
    crdc_loading *loading = CRD_NEW(arena, crdc_loading);
    crd_err err = { .code = CRD_OK };
    if (!CHECK(loading)) {
        return NULL;
    }
    crdc_loading_init(loading, arena);
    loading->memory_only = true;
    CHECK(crdc_load_text(loading, CRD_S("t.yaml"), crd_str_c(text), &err));
    if (!CHECK_INT(loading->diags.n, 0) || !CHECK_INT(loading->n_crds, 1)) {
        CHECK_STR(findings_of(arena, crd_str_c(text)), CRD_S(""));
    }
    return loading->n_crds == 1 ? loading->crds[0] : NULL;
}

crd_str findings_of(crd_arena *arena, crd_str text)
{
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    const crd_diag *const *sorted = NULL;
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    crdc_loading_init(&loading, arena);
    loading.memory_only = true;
    CHECK(crdc_load_text(&loading, CRD_S("t.yaml"), text, &err));
    CHECK(crd_diags_sorted(&loading.diags, &sorted, &err));
    for (size_t i = 0; i < loading.diags.n; i++) {
        crd_buf_add_uint(&out, sorted[i]->place.line);
        crd_buf_add_byte(&out, ':');
        crd_buf_add_uint(&out, sorted[i]->place.column);
        crd_buf_add(&out, sorted[i]->severity == CRD_ERROR ? CRD_S(" E ") : CRD_S(" W "));
        crd_buf_add(&out, sorted[i]->path);
        crd_buf_add_lit(&out, ": ");
        crd_buf_add(&out, sorted[i]->message);
        crd_buf_add_byte(&out, '\n');
    }
    return crd_buf_str(&out);
}

crd_str made_of(crd_arena *arena, const crdc_artefact *artefact, const crdc_crd *crd, bool strict)
{
    crd_buf out;
    crd_err err = { .code = CRD_OK };
    const crdc_output_options options = { .strict = strict };
    crd_buf_on(&out, arena, ARENA_BYTES);
    CHECK(artefact->emit(arena, &out, crd, &crd->versions[0], &options, &err));
    CHECK(!crd_buf_failed(&out));
    return crd_buf_str(&out);
}

static const struct t_test tests[] = {
    T_TEST(test_load_crd),
    T_TEST(test_load_schema),
    T_TEST(test_load_forms),
    T_TEST(test_load_places),
    T_TEST(test_load_types),
    T_TEST(test_load_depth_bound),
    T_TEST(test_load_paths),
    T_TEST(test_load_each_failure),
    T_TEST(test_load_arena_limit),
    T_TEST(test_corpus_loads),
    T_TEST(test_text_notation),
    T_TEST(test_compact_words),
    T_TEST(test_compact_faults),
    T_TEST(test_compact_older),
    T_TEST(test_compact_shapes),
    T_TEST(test_compact_depth_bound),
    T_TEST(test_compact_nodes_bound),
    T_TEST(test_compact_each_failure),
    T_TEST(test_diff_sees),
    T_TEST(test_diff_overlooks),
    T_TEST(test_diff_each_failure),
    T_TEST(test_schema_rows),
    T_TEST(test_docs_rows),
    T_TEST(test_emit_each_failure),
    T_TEST(test_emit_depth),
    T_TEST(test_check_places),
    T_TEST(test_check_remarks),
    T_TEST(test_check_decodes),
    T_TEST(test_check_corpus),
    T_TEST(test_check_each_failure),
    T_TEST(test_file_write),
    T_TEST(test_file_bounds),
    T_TEST(test_folder_depth_bound),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
