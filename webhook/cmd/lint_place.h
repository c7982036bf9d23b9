/* SPDX-License-Identifier: Apache-2.0 */
/* Where in the file a finding stands: the value, key, or byte of a value that it is about. */
#ifndef FG_CMD_LINT_PLACE_H
#define FG_CMD_LINT_PLACE_H

#include "base/diag.h"
#include "files.h"

/* The place in document->file; the document's own when nothing better is known. arena is used for
 * scratch only. */
crd_place fg_lint_place(crd_arena *arena, const fg_document *document, const crd_diag *diag);

#endif
