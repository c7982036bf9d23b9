/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON in and out. The reader is as strict as Go's encoding/json and words its errors as Go does;
 * the writer writes what encoding/json writes. Source of the behaviour: Go 1.26 encoding/json.
 */
#ifndef CRD_VALUE_JSON_H
#define CRD_VALUE_JSON_H

#include "../base/buf.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means default. */
typedef struct crd_json_options {
    size_t depth_max;           /* 0: CRD_NESTING_MAX */
    crd_places *places;         /* NULL: no positions are kept */
    crd_duplicate **duplicates; /* NULL: duplicate keys are merged without a word */
    bool in_place;              /* strings without escapes point into the text, which then must
                                   outlive the tree; otherwise they are copied to the arena */
} crd_json_options;

/*
 * Reads exactly one JSON document. ret_value lives on the arena. Keys and strings keep NUL; invalid
 * UTF-8 and lone surrogates become U+FFFD; of duplicate keys the last wins. On failure err has
 * code SYNTAX, DEPTH or a memory code, the place, and Go's text ("invalid character ..."). No
 * recursion: depth costs heap, not stack. err.place.offset is that of the byte that may not stand
 * there, the text's length at its end (Go's SyntaxError.Offset counts that byte in).
 */
bool crd_json_read(crd_arena *arena, crd_str text, const crd_json_options *options,
                   crd_value *ret_value, crd_err *err);

/* Zero means json.Marshal: HTML characters escaped, one line. */
typedef struct crd_json_style {
    bool keep_html;   /* as SetEscapeHTML(false) */
    bool keep_order;  /* members in document order instead of sorted by key */
    bool go_numbers;  /* numbers rewritten as encoding/json prints the float64; else the literal */
    crd_str indent;   /* empty: one line; otherwise as MarshalIndent with an empty prefix */
} crd_json_style;

/*
 * Appends the document, without a newline; NULL is null. Fails with NOMEM or MEMORY as the buffer
 * does, with DEPTH past CRD_NESTING_MAX levels, with VALUE for a number that go_numbers cannot
 * write; what was written before stays in the buffer. No recursion.
 */
bool crd_json_write(crd_buf *buf, const crd_value *value, const crd_json_style *style, crd_err *err);

/* Appends text as a JSON string with its quotes, as encoding/json escapes it. */
void crd_json_write_string(crd_buf *buf, crd_str text, bool keep_html);

#ifdef __cplusplus
}
#endif
#endif
