/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a Bundle when Fleet targets it: in Fleet's own words, with what is needed to
 * show it to people who may not see all of it, and to find the place in their file.
 */
#ifndef FG_TARGET_FAULT_H
#define FG_TARGET_FAULT_H

#include "kapi/types.h"

enum fg_fault_kind {
    FG_FAULT_SELECTOR = 0, /* a label selector that apimachinery refuses */
    FG_FAULT_DEPTH,        /* values nested too deeply for label prefixes */
    FG_FAULT_MARSHAL,      /* values that YAML cannot hold */
    FG_FAULT_PARSE,        /* the template does not parse */
    FG_FAULT_EXEC,         /* the template fails for this cluster */
    FG_FAULT_INTERPRET,    /* what it gave is not values */
    FG_FAULT_NO_VALUES,    /* it gave nothing, and templateValues need something to stand in:
                              Fleet's controller panics */
    FG_FAULT_BUDGET,       /* it takes more steps or writes more than is allowed */
};

/*
 * All texts Borrowed from the arena of the plan or run. text is exact and may hold rendered values
 * of the cluster: `rendered` is the part of it that does (empty: none).
 */
typedef struct fg_fault {
    enum fg_fault_kind kind;
    crd_str path;     /* spec.helm.values, spec.targets[0].clusterSelector, ... */
    crd_str text;     /* as Fleet words it, without the cluster in front */
    crd_str rendered; /* a slice of text */
    crd_place place;  /* of a template: line (and column) in document; zero when not known */
    crd_str document; /* the text that was parsed as a template; empty for selectors */
} fg_fault;

/* "cluster <name> in namespace <ns>: <text>", as Fleet reports it; ptr NULL when memory is out. */
crd_str fg_fault_for_cluster(crd_arena *arena, const fg_fault *fault, crd_str namespace_name,
                             crd_str name);

/* text with `rendered` replaced by "<rendered text, 17 bytes>"; ptr NULL when memory is out. */
crd_str fg_fault_without_rendered(crd_arena *arena, const fg_fault *fault);

#endif
