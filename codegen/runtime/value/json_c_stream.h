/* SPDX-License-Identifier: Apache-2.0 */
/* json-c trees as source and sink: see source.h, sink.h. What the trees hold is as in json_c.h. */
#ifndef CRD_VALUE_JSON_C_STREAM_H
#define CRD_VALUE_JSON_C_STREAM_H

#include "sink.h"
#include "source.h"

#ifdef __cplusplus
extern "C" {
#endif

struct json_object;
struct lh_entry;

typedef struct crd_json_c_source {
    crd_source source; /* first */
    crd_arena *arena;
    struct json_object *root;
    bool has_begun;
    bool has_failed;
    uint32_t depth;
    struct {
        struct json_object *container;
        struct lh_entry *entry; /* of an object: the member that comes, or whose key was given */
        size_t next;            /* of an array: the item that comes */
        bool at_value;
    } frames[CRD_NESTING_MAX];
} crd_json_c_source;

/* object is Borrowed, NULL is null; texts that are kept are copied. Fails as crd_json_c_read. */
void crd_json_c_source_init(crd_json_c_source *source, crd_arena *arena,
                            struct json_object *object, crd_err *err);

typedef struct crd_json_c_sink {
    crd_sink sink; /* first */
    crd_arena *arena; /* for terminated texts */
    struct json_object *root; /* Owned until crd_json_c_sink_take */
    char *key;                /* of the member that comes */
    uint32_t depth;
    struct json_object *frames[CRD_NESTING_MAX];
} crd_json_c_sink;

/* Working memory from the arena. Fails as crd_json_c_make. */
void crd_json_c_sink_init(crd_json_c_sink *sink, crd_arena *arena, crd_err *err);

/* The finished tree; Owned by the caller (json_object_put). The sink is empty then. */
struct json_object *crd_json_c_sink_take(crd_json_c_sink *sink);

/* Gives back what was not taken. */
void crd_json_c_sink_done(crd_json_c_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
