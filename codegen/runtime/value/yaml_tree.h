/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of a YAML document. Inside the room only. */
#ifndef CRD_VALUE_YAML_TREE_H
#define CRD_VALUE_YAML_TREE_H

#include "yaml_nodes.h"

struct crd_yaml_tree {
    crd_place place;     /* of the content; line 0 when there is none */
    bool is_over;        /* the stream had no further document: null */
    bool needs_go_types; /* on failure: the error can only be worded with Go's types */
};

/*
 * The next document of parse. go_types: the tree is read to word an error, and there is one. On
 * failure err has the text of go-yaml, or of sigs.k8s.io/yaml's way to JSON.
 */
bool crd_yaml_tree_read(crd_arena *arena, struct crd_yaml_parse *parse,
                        const crd_yaml_options *options, bool go_types, crd_value *ret_value,
                        struct crd_yaml_tree *ret, crd_err *err);

#endif
