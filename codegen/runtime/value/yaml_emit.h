/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the YAML emitter. Inside the room only; the public face is yaml.h. */
#ifndef CRD_VALUE_YAML_EMIT_H
#define CRD_VALUE_YAML_EMIT_H

#include "yaml.h"

/* Where the emitter stands in its output. */
struct crd_yaml_out {
    crd_buf *buf;
    size_t line_start; /* offset in buf at which the present line begins */
};

/* What go-yaml's analysis of a scalar finds out. */
enum crd_yaml_trait {
    CRD_YAML_LINES = 1,       /* holds a line break of any kind */
    CRD_YAML_LF = 2,          /* holds "\n" */
    CRD_YAML_WIDE_BREAK = 4,  /* holds U+2028 or U+2029 */
    CRD_YAML_NO_PLAIN = 8,    /* may not stand without quotes */
    CRD_YAML_NO_SINGLE = 16,  /* may not stand in single quotes */
    CRD_YAML_NO_LITERAL = 32, /* may not stand as a literal block */
    CRD_YAML_ODD = 64,        /* holds what YAML cannot read back from JSON as it is */
};

unsigned crd_yaml_analyze(crd_str text);

/* The longest key, in bytes, that may stand before its colon; longer ones need "? ". */
#define CRD_YAML_SIMPLE_KEY_BYTES_MAX 128

/* A new line unless one has just begun, then indent spaces. */
void crd_yaml_begin_line(struct crd_yaml_out *out, size_t indent);

/* A string where a value (or a complex key) may stand; indent is that of its further lines. */
void crd_yaml_write_text(struct crd_yaml_out *out, crd_str text, unsigned traits, size_t indent);

/* A string before a colon: on one line whatever its length. */
void crd_yaml_write_simple_key(struct crd_yaml_out *out, crd_str text, unsigned traits);

/* A number as decoded JSON. False: not a finite float64. */
bool crd_yaml_write_number(crd_buf *buf, const crd_value *number);

/* True when go-yaml's sorter puts a before b. */
bool crd_yaml_key_less(crd_str a, crd_str b);

/* Fills order with the positions of the members in the order in which they are printed. scratch
 * has room for n more. */
void crd_yaml_key_order(const crd_member *members, size_t n, uint32_t *order, uint32_t *scratch);

#endif
