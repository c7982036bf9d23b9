/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loading: files, folders or a text into the model of model.h. YAML and JSON are read as the API
 * server reads them (sigs.k8s.io/yaml: anchors, aliases and merge keys; YAML 1.1 scalars); a file
 * may hold several documents, a List, and the compact form (compact.h), which is resolved on the
 * way. What does not belong in a CRD is a finding that names its place:
 *
 *   rule "syntax"         the file is no YAML or JSON (an error)
 *   rule "type"           a value of another JSON type than apiextensions v1 has there (an error)
 *   rule "unknown-field"  a field that apiextensions v1 does not know (a warning; with
 *                         fieldValidation Strict, kubectl's default, the server refuses it)
 *   rule "duplicate"      a key that stands twice in one map (a warning; Strict refuses it)
 *   rule "compact"        a fault of the compact form (an error)
 *
 * Paths are written as the server's validation writes them:
 * spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[replicas].minimum
 */
#ifndef CRD_COMPILER_LOAD_H
#define CRD_COMPILER_LOAD_H

#include "base/diag.h"
#include "model.h"

typedef struct crdc_shape_file crdc_shape_file; /* compact_inside.h */

/* A CRD that cannot be modelled: of crd only file, raw and places can be relied on. */
typedef struct crdc_broken {
    struct crdc_broken *next;
    const crdc_crd *crd;
} crdc_broken;

/* Findings of one run. Each diag's `document` is empty; its file stands in `subject`. */
typedef struct crdc_loading {
    crd_arena *arena;       /* Borrowed: everything loaded lives there */
    crd_diags diags;        /* what is wrong with the files */
    const crdc_crd **crds;  /* grows; on the arena */
    size_t n_crds;
    size_t capacity;
    crdc_broken *broken; /* newest first */
    size_t n_others; /* documents that are no CustomResourceDefinition: skipped */
    size_t n_files;
    bool plain;       /* set after init: of the compact form only the newest version, no conversion */
    bool as_server;   /* set after init: items that are neither object nor list count as nothing */
    bool memory_only; /* set after init: open no files of shapes */
    crdc_shape_file *shape_files; /* read so far */
} crdc_loading;

void crdc_loading_init(crdc_loading *loading, crd_arena *arena);

/*
 * Reads path (a file, a folder whose *.yaml, *.yml and *.json files are read in the order of their
 * names, or "-" for standard input) and adds its CRDs. A text that is no YAML, or a CRD that cannot
 * be modelled, is a finding and no failure. False: ours (IO, memory), or the path does not exist.
 */
bool crdc_load_path(crdc_loading *loading, const char *path, crd_err *err);

/* The same for a text in memory, Borrowed for as long as the model lives. file is what findings name. */
bool crdc_load_text(crdc_loading *loading, crd_str file, crd_str text, crd_err *err);

/* What has been loaded so far. Borrowed from the arena. */
crdc_set crdc_loaded(const crdc_loading *loading);

#endif
