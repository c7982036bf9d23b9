/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A YAML document as nodes in document order, a container before what is in it, each given once:
 *
 *   a: [1, *x]     MAP | "a" | LIST | "1" | ALIAS of x | END | END | OVER
 *
 * Only what may be referred to stays, as a flat list:
 *
 *   &x {b: [c]}    MAP end 4 | "b" | LIST end 4 | "c"
 *                      0        1       2          3
 *
 * Made by yaml_parse.c, made into tokens by yaml_walk.c. Inside the room only.
 */
#ifndef CRD_VALUE_YAML_NODES_H
#define CRD_VALUE_YAML_NODES_H

#include "yaml.h"

enum crd_yaml_node_kind {
    CRD_YAML_NODE_SCALAR = 0,
    CRD_YAML_NODE_LIST,
    CRD_YAML_NODE_MAP,
    CRD_YAML_NODE_ALIAS,
    CRD_YAML_NODE_END,  /* of a list or map; is not kept */
    CRD_YAML_NODE_OVER, /* the document, or the stream when nothing came before; is not kept */
};

/* Tags that change what a scalar means; go-yaml takes the text as it is under any other. */
enum crd_yaml_node_tag {
    CRD_YAML_TAG_NONE = 0,
    CRD_YAML_TAG_STR,
    CRD_YAML_TAG_BOOL,
    CRD_YAML_TAG_INT,
    CRD_YAML_TAG_FLOAT,
    CRD_YAML_TAG_NULL,
    CRD_YAML_TAG_TIMESTAMP,
    CRD_YAML_TAG_BINARY,
    CRD_YAML_TAG_MERGE,
    CRD_YAML_TAG_OTHER,
};

#define CRD_YAML_NODE_NONE UINT32_MAX

struct crd_yaml_node {
    uint8_t kind;     /* enum crd_yaml_node_kind */
    uint8_t tag;      /* enum crd_yaml_node_tag; scalars only */
    bool is_implicit; /* scalar: go-yaml's implicit, true for plain text without a tag */
    bool is_anchored; /* something may refer to it */
    bool is_followed; /* alias that is kept: for yaml_walk.c */
    uint32_t end;     /* kept: index behind the node and all in it, CRD_YAML_NODE_NONE while it is
                         open; alias: index of its target */
    crd_str text;     /* scalar: the value; alias: the anchor's name. Kept: on the arena; else of a
                         scalar good until the next node */
    crd_place place;  /* kept ones only: see crd_yaml_parse_place */
};

/* Reads documents one after the other. */
struct crd_yaml_parse;

/* Owned; text is Borrowed until crd_yaml_parse_free. NULL with err set when memory is out.
 * depth_max 0: CRD_NESTING_MAX. */
struct crd_yaml_parse *crd_yaml_parse_new(crd_arena *arena, crd_str text, size_t depth_max,
                                          crd_err *err);
void crd_yaml_parse_free(struct crd_yaml_parse *parse);

static inline void crd_yaml_parse_cleanup(struct crd_yaml_parse **parse)
{
    crd_yaml_parse_free(*parse);
}

#define CRD_YAML_AUTO_PARSE __attribute__((cleanup(crd_yaml_parse_cleanup))) struct crd_yaml_parse *

/*
 * The next node, Borrowed until the one after it. ret_index: where it is kept, or
 * CRD_YAML_NODE_NONE. NULL on failure: err has go-yaml's text from "yaml: " on.
 */
const struct crd_yaml_node *crd_yaml_parse_next(struct crd_yaml_parse *parse, uint32_t *ret_index,
                                                crd_err *err);

/* What is kept of the document: Borrowed until the next call. */
const struct crd_yaml_node *crd_yaml_parse_kept(const struct crd_yaml_parse *parse);
void crd_yaml_parse_follow(struct crd_yaml_parse *parse, uint32_t alias, bool is_followed);

/* Reads the list that the newest node opened to its end and keeps it: *ret_index. */
bool crd_yaml_parse_keep(struct crd_yaml_parse *parse, uint32_t *ret_index, crd_err *err);

/* Reads the document to its end, to see whether it has an error of syntax. */
bool crd_yaml_parse_drain(struct crd_yaml_parse *parse, crd_err *err);

/* Where the newest node begins: computed when asked for. */
crd_place crd_yaml_parse_place(struct crd_yaml_parse *parse);

/* Offset behind the newest node. */
size_t crd_yaml_parse_end_offset(struct crd_yaml_parse *parse);

#endif
