/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of crdc docs: one schema in words, as Markdown for a cell of a table. Knows no page. */
#ifndef CRD_COMPILER_DOCS_WORDS_H
#define CRD_COMPILER_DOCS_WORDS_H

#include "base/buf.h"
#include "model.h"

typedef struct crdc_docs {
    crd_arena *arena;
    crd_buf *out;
    crd_err *err;
    bool failed; /* err has been set */
} crdc_docs;

/* Text on one line, with nothing that Markdown or HTML would take for its own. */
void crdc_docs_cell(crd_buf *out, crd_str text);

/* Text as code; a pipe is escaped even there, line breaks become blanks. */
void crdc_docs_code(crd_buf *out, crd_str text);

/* "list of map of string (byte)" */
void crdc_docs_type(crdc_docs *docs, const crdc_schema *schema);

/* The description, then every condition as a short sentence. */
void crdc_docs_words(crdc_docs *docs, const crdc_schema *schema);

#endif
