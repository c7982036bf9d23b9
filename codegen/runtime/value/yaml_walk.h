/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A YAML document as tokens, what its aliases and merge keys stand for included. All that go-yaml
 * does in decoding is in here, once: the tree (yaml_tree.c) is built from these tokens and the
 * source (source_yaml.h) gives them on. Inside the room only.
 */
#ifndef CRD_VALUE_YAML_WALK_H
#define CRD_VALUE_YAML_WALK_H

#include "source.h"
#include "yaml_scalars.h"

/* A node as it is met: live, the newest of the document, or kept. */
struct crd_yaml_item {
    const struct crd_yaml_node *node;
    uint32_t index; /* where it is kept, or CRD_YAML_NODE_NONE */
    bool is_live;
};

struct crd_yaml_walk_frame;
struct crd_yaml_walk_shared;

/* In place of the tokens of a list or map behind an alias, when shares is set: value is what
 * crd_yaml_walk_share was given for it. */
#define CRD_YAML_TOKEN_SHARED ((enum crd_token)100)

struct crd_yaml_walk {
    crd_arena *arena;             /* Borrowed; as are parse and err */
    struct crd_yaml_parse *parse; /* stands before the document */
    crd_err *err;
    size_t depth_max;
    size_t nodes_max; /* 0: CRD_YAML_NODES_MAX, of what aliases add */
    bool shares;      /* the user has trees of what has an anchor */

    /* the newest token */
    crd_value value; /* of a scalar or SHARED */
    crd_str text;    /* of a scalar or key */
    bool is_kept;    /* text is on the arena; else good until the next token */
    bool is_merged;  /* KEY: from behind "<<" */
    bool had_merge;  /* MAP_END: of a map that had "<<" */
    bool is_key_end; /* LIST_END, MAP_END: of one that stands as a key (with Go's types only) */
    uint32_t shared; /* LIST_END, MAP_END: to be given to crd_yaml_walk_share; or
                        CRD_YAML_NODE_NONE */

    /* the outcome */
    bool is_empty;       /* END: the stream had no further document */
    bool needs_go_types; /* FAILED: the error can only be worded with Go's types: none is set */

    /* its own */
    struct crd_yaml_scalars scalars;
    struct crd_yaml_walk_frame *frames; /* Owned */
    size_t frames_n;
    size_t frames_room;
    struct crd_yaml_walk_shared *known; /* Owned; ascending by node */
    size_t known_n;
    size_t known_room;
    const struct crd_yaml_node *spot; /* of the newest token when it is a kept one */
    size_t depth;
    size_t steps;
    size_t alias_steps;
    size_t alias_depth;
    size_t nodes_n;
    size_t nodes_added; /* of these, behind aliases */
    bool is_root_empty; /* nothing stands in the document */
    bool has_root;
    bool at_value;        /* a key was given */
    bool has_complex_key; /* and is a list or map, which comes as its value */
    struct crd_yaml_item complex_key;
    crd_place key_place; /* of that key */
    bool is_over;        /* the end of the document was read */
    bool has_failed;
};

/* For one document, the next of parse. go_types: texts are those of yaml_go_syntax.c, to word an
 * error. crd_yaml_walk_done in any case. */
void crd_yaml_walk_init(struct crd_yaml_walk *walk, crd_arena *arena, struct crd_yaml_parse *parse,
                        bool go_types, crd_err *err);
void crd_yaml_walk_done(struct crd_yaml_walk *walk);

/*
 * The next token. FAILED comes for ever; err has the text of go-yaml: an error of syntax anywhere
 * in the document goes before one of its content. A null stands for a document that is not there.
 * Faults that are marked (yaml_scalars.h) are for the user to look for at the end.
 */
enum crd_token crd_yaml_walk_next(struct crd_yaml_walk *walk);

/* Where the newest token begins: for what an alias stands for, the alias; zero when there is no
 * document. */
crd_place crd_yaml_walk_place(struct crd_yaml_walk *walk);

/* The tree of the list or map that has just ended, by walk->shared. */
bool crd_yaml_walk_share(struct crd_yaml_walk *walk, const crd_value *tree);

#endif
