/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sinks: a document as a stream of events that the writer pushes, whatever it shall be written in.
 * JSON and YAML text are appended to a buffer as the events come; a json-c tree grows likewise
 * (json_c_stream.h). The encoder of typed structs knows sinks only.
 *
 *   open(MAP) key("a") open(LIST) number("1") null() close() close() finish()
 *
 * Fails stickily: every function answers false from the first failure on, and err has it.
 */
#ifndef CRD_VALUE_SINK_H
#define CRD_VALUE_SINK_H

#include "../base/buf.h"
#include "../base/limits.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_sink crd_sink;

struct crd_sink {
    bool (*open)(crd_sink *sink, enum crd_kind kind); /* CRD_LIST or CRD_MAP */
    bool (*close)(crd_sink *sink);
    bool (*key)(crd_sink *sink, crd_str key);
    /* null, a bool, a number by its literal or a string. */
    bool (*scalar)(crd_sink *sink, const crd_value *value);
    /* NULL: members are pushed in any order; else in this one. */
    bool (*less)(crd_str a, crd_str b);
    crd_err *err; /* Borrowed */
};

/* A whole tree, its maps in the sink's order. Recursion stops at CRD_NESTING_MAX levels (DEPTH). */
bool crd_sink_value(crd_sink *sink, const crd_value *value);

/* One of the things that go by a key; for putting them in a sink's order. */
typedef struct crd_keyed {
    crd_str key;
    const void *item;
    size_t at;
} crd_keyed;

/* Sorts by less (a merge sort: the relation need not be total); false when memory is out. */
bool crd_keyed_sort(crd_keyed *keyed, size_t n, bool (*less)(crd_str a, crd_str b), crd_err *err);

/* ---- JSON text ---- */

typedef struct crd_json_sink {
    crd_sink sink; /* first */
    crd_buf *buf;
    uint32_t depth;
    bool keep_html;
    bool at_first; /* nothing stands in the innermost list or map yet */
    bool is_map[CRD_NESTING_MAX];
} crd_json_sink;

/* One line, escaped as encoding/json does (keep_html: as SetEscapeHTML(false)), numbers by their
 * literals. sorted: members by key, as encoding/json writes maps. */
void crd_json_sink_init(crd_json_sink *sink, crd_buf *buf, bool keep_html, bool sorted,
                        crd_err *err);

/* Whether all was written: the buffer's failure is only looked at here. */
bool crd_json_sink_finish(crd_json_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
