/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of the compiler, by name; main.c lists them. */
#ifndef TESTS_COMPILER_H
#define TESTS_COMPILER_H

#include "../harness.h"
#include "compiler/load.h"
#include "compiler/output.h"

#define ARENA_BYTES ((size_t)1024 * 1024 * 1024)

/* Loads the text; the only CRD, or NULL after a failed check. */
const crdc_crd *load_one(crd_arena *arena, const char *text);

/* Findings of the text, one line each: "LINE:COLUMN SEVERITY PATH: MESSAGE". */
crd_str findings_of(crd_arena *arena, crd_str text);

/* What the artefact writes of the CRD's first version. */
crd_str made_of(crd_arena *arena, const crdc_artefact *artefact, const crdc_crd *crd, bool strict);

void test_load_crd(void);
void test_load_schema(void);
void test_load_forms(void);
void test_load_places(void);
void test_load_types(void);
void test_load_depth_bound(void);
void test_load_paths(void);
void test_load_each_failure(void);
void test_load_arena_limit(void);
void test_corpus_loads(void);

void test_text_notation(void);
void test_compact_words(void);
void test_compact_faults(void);
void test_compact_older(void);
void test_compact_shapes(void);
void test_compact_depth_bound(void);
void test_compact_nodes_bound(void);
void test_compact_each_failure(void);

void test_diff_sees(void);
void test_diff_overlooks(void);
void test_diff_each_failure(void);

void test_schema_rows(void);
void test_docs_rows(void);
void test_emit_each_failure(void);
void test_emit_depth(void);

void test_check_places(void);
void test_check_remarks(void);
void test_check_decodes(void);
void test_check_corpus(void);
void test_check_each_failure(void);

void test_file_write(void);
void test_file_bounds(void);
void test_folder_depth_bound(void);

#endif
