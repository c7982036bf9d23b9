/* SPDX-License-Identifier: Apache-2.0 */
/* Scalars of a document as values and keys, and what of them JSON does not have. Inside the room
 * only. */
#ifndef CRD_VALUE_YAML_SCALARS_H
#define CRD_VALUE_YAML_SCALARS_H

#include "yaml_nodes.h"

/*
 * Marks in the tree for what has no JSON: a key of null or of an integer past int64, a number that
 * is not finite. No text from YAML begins like this, and the tree is looked through only when one
 * was set.
 */
#define CRD_YAML_MARK "\xFF\xFE"

struct crd_yaml_scalars {
    crd_arena *arena; /* Borrowed; as is err */
    crd_err *err;
    bool go_types;       /* for yaml_go_syntax.c, to word an error */
    bool has_bad_key;    /* a mark was set */
    bool has_bad_number; /* likewise */
};

/* False with err set, but for its place: a tag that the text does not fit, or memory. Texts are
 * those of the node, constant, or on the arena. */
bool crd_yaml_scalar_value(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                           crd_value *ret);
bool crd_yaml_scalar_key(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                         crd_str *ret);

/* Of a tag's full text; empty: none. */
enum crd_yaml_node_tag crd_yaml_tag_of(crd_str tag);

enum crd_yaml_lack {
    CRD_YAML_MARKED_KEY, /* to see whether an error is due: none is worded */
    CRD_YAML_BAD_GO_KEY, /* and in the tree with Go's types, to word it */
    CRD_YAML_MARKED_NUMBER,
};

/* Walks the tree in the order of keys, as encoding/json does. True when it has what is looked for;
 * err is then set. */
bool crd_yaml_lacks(crd_arena *arena, const crd_value *root, enum crd_yaml_lack lack, crd_err *err);

#endif
