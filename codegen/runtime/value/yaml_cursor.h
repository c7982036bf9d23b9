/* SPDX-License-Identifier: Apache-2.0 */
/* From libyaml's marks, which count characters, to places, which count bytes. Inside the room only.
 */
#ifndef CRD_VALUE_YAML_CURSOR_H
#define CRD_VALUE_YAML_CURSOR_H

#include "yaml_check.h"

/* Goes along with the marks, which mostly ascend. */
struct crd_yaml_cursor {
    crd_str text; /* Borrowed */
    bool is_wide;
    bool is_utf16;
    size_t index;      /* characters before it */
    size_t offset;     /* bytes before it */
    size_t line_start; /* offset of its line */
};

struct crd_yaml_cursor crd_yaml_cursor_of(crd_str text, const struct crd_yaml_text_facts *facts);

/* The place of a mark: its characters before it, its line and column, all from 0. */
crd_place crd_yaml_cursor_place(struct crd_yaml_cursor *cursor, size_t index, size_t line,
                                size_t column);

/* Where a scalar itself begins, behind an anchor and a tag. */
crd_place crd_yaml_skip_properties(crd_str text, crd_place place);

/* Length of the line break at the start of s, 0 when there is none. */
size_t crd_yaml_break_len(crd_str s);

#endif
