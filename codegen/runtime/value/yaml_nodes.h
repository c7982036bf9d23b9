/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One YAML document as a flat list of nodes in document order, a container before what is in it:
 *
 *   a: [1, *x]     MAP end 5 | "a" | LIST end 5 | "1" | ALIAS of x
 *                      0        1       2          3       4
 *
 * Made by yaml_parse.c, turned into a tree by yaml_decode.c. Inside the room only.
 */
#ifndef CRD_VALUE_YAML_NODES_H
#define CRD_VALUE_YAML_NODES_H

#include "yaml.h"

enum crd_yaml_node_kind {
    CRD_YAML_NODE_SCALAR = 0,
    CRD_YAML_NODE_LIST,
    CRD_YAML_NODE_MAP,
    CRD_YAML_NODE_ALIAS,
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

struct crd_yaml_node {
    uint8_t kind;     /* enum crd_yaml_node_kind */
    uint8_t tag;      /* enum crd_yaml_node_tag; scalars only */
    bool is_implicit; /* scalar: go-yaml's implicit, true for plain text without a tag */
    bool is_anchored; /* something may refer to it */
    uint32_t end;     /* index behind the node and all in it; alias: index of its target */
    crd_str text;     /* scalar: the value; alias: the anchor's name. On the arena */
    uint32_t line;    /* from 1 */
    uint32_t column;  /* from 1, in bytes */
    size_t offset;    /* in bytes; line, column and offset only when places are wanted */
};

/* Reads documents one after the other. */
struct crd_yaml_parse;

/* Zero means default. */
struct crd_yaml_parse_options {
    size_t depth_max;  /* 0: CRD_NESTING_MAX */
    bool wants_places; /* places are computed */
};

/* Owned; text is Borrowed until crd_yaml_parse_free. NULL with err set when memory is out. */
struct crd_yaml_parse *crd_yaml_parse_new(crd_arena *arena, crd_str text,
                                          const struct crd_yaml_parse_options *options,
                                          crd_err *err);
void crd_yaml_parse_free(struct crd_yaml_parse *parse);

static inline void crd_yaml_parse_cleanup(struct crd_yaml_parse **parse)
{
    crd_yaml_parse_free(*parse);
}

/* A document's nodes; ret->n 0: the stream has ended. Borrowed until the next call. */
struct crd_yaml_nodes {
    struct crd_yaml_node *nodes;
    size_t n;
    crd_place place;   /* of the content; line 0 when there is none */
    size_t end_offset; /* behind it */
};

/* The next document. On failure err has go-yaml's text from "yaml: " on. */
bool crd_yaml_parse_next(struct crd_yaml_parse *parse, struct crd_yaml_nodes *ret, crd_err *err);

struct crd_yaml_decode_options {
    size_t depth_max;
    size_t nodes_max;
    crd_places *places;
    crd_duplicate **duplicates;
};

/* The tree of a document. On failure err has the text of go-yaml, or of sigs.k8s.io/yaml's way to
 * JSON. */
bool crd_yaml_decode(crd_arena *arena, const struct crd_yaml_nodes *nodes,
                     const struct crd_yaml_decode_options *options, crd_value *ret_value,
                     crd_err *err);

#endif
