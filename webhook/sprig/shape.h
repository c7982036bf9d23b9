/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shapes of text: cases, wrapping, shortening. Each appends its result to a buffer, which fails
 * stickily. Source of the behaviour: huandu/xstrings v1.5.0 (camelcase, snakecase, kebabcase),
 * Masterminds/goutils v1.1.1 (the others), Go's strings.Title. Their handling of what is not
 * ASCII is reproduced, bytes taken for runes included.
 */
#ifndef FG_SPRIG_SHAPE_H
#define FG_SPRIG_SHAPE_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

void fg_shape_pascal(crd_buf *buf, crd_str text);            /* camelcase */
void fg_shape_lower(crd_buf *buf, crd_str text, char joint); /* snakecase '_', kebabcase '-' */
void fg_shape_swap(crd_buf *buf, crd_str text);              /* swapcase */
void fg_shape_title(crd_buf *buf, crd_str text);             /* title */
void fg_shape_untitle(crd_buf *buf, crd_str text);           /* untitle */
void fg_shape_initials(crd_buf *buf, crd_str text);          /* initials */
void fg_shape_no_space(crd_buf *buf, crd_str text);          /* nospace */

/* wrap: breaks at blanks only; with long_words (wrapWith) also inside of words. An empty joint is a
 * line feed. */
void fg_shape_wrap(crd_buf *buf, crd_str text, int64_t width, crd_str joint, bool long_words);

/* abbrev (left 0) and abbrevboth with Sprig's own checks of the widths in front. */
void fg_shape_abbrev(crd_buf *buf, crd_str text, int64_t width);
void fg_shape_abbrev_both(crd_buf *buf, crd_str text, int64_t left, int64_t right);

#ifdef __cplusplus
}
#endif
#endif
