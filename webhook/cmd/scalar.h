/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a byte of a scalar's text to the place in its source, and back, for every style in which
 * YAML and JSON write a scalar. Used to carry a template error from the text that was rendered to
 * the file that a person wrote.
 */
#ifndef FG_CMD_SCALAR_H
#define FG_CMD_SCALAR_H

#include "base/err.h"

/* A scalar as it stands in its source: start is its first byte (quote, "|", or first character). */
typedef struct fg_scalar {
    crd_str source; /* the whole source text */
    crd_place start;
    crd_str text;       /* what it means */
    size_t indent_from; /* column (from 1) of the block that holds a block scalar; 0: unknown */
} fg_scalar;

/* Place of text[offset] in the source. False: the style does not allow it (or offset is past the
 * end); then the scalar's start is the best that can be said. */
bool fg_scalar_place(const fg_scalar *scalar, size_t offset, crd_place *ret);

/* Offset in text of the last byte that stands at or before that line and column (0: end of line). */
bool fg_scalar_offset(const fg_scalar *scalar, uint32_t line, uint32_t column, size_t *ret);

/* Offset in a text of a line and column (both from 1; column 0: first of the line). */
bool fg_text_offset(crd_str text, uint32_t line, uint32_t column, size_t *ret);

#endif
