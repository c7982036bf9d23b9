/* SPDX-License-Identifier: Apache-2.0 */
/* The sink of YAML text, printed as sigs.k8s.io/yaml Marshal prints a Go value: see sink.h, yaml.h. */
#ifndef CRD_VALUE_YAML_SINK_H
#define CRD_VALUE_YAML_SINK_H

#include "sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_yaml_frame {
    bool is_map;
    bool is_begun;    /* something stands in it */
    uint8_t position; /* how it was opened */
    uint32_t indent;
} crd_yaml_frame;

typedef struct crd_yaml_sink {
    crd_sink sink; /* first; asks for members in go-yaml's order of keys */
    crd_buf *buf;
    size_t line_start;
    uint32_t depth;
    uint8_t position; /* where the next value stands */
    bool is_odd;      /* a text came that only the way through JSON prints right: the text so far
                         is void, and crd_yaml_write_go has to print the whole document */
    crd_yaml_frame frames[CRD_NESTING_MAX];
} crd_yaml_sink;

void crd_yaml_sink_init(crd_yaml_sink *sink, crd_buf *buf, crd_err *err);

/* Ends the document with its newline; false when the buffer failed. */
bool crd_yaml_sink_finish(crd_yaml_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
