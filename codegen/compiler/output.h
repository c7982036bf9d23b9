/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that make files of CRDs: crd, docs, json-schema. An artefact says how a file is called and
 * what stands in it; the driver does the rest: --out, --check, --list-outputs.
 */
#ifndef CRD_COMPILER_OUTPUT_H
#define CRD_COMPILER_OUTPUT_H

#include "base/buf.h"
#include "command.h"

/* Options that only some artefacts have. */
typedef struct crdc_output_options {
    bool plain;  /* crd: without older versions and conversion of the compact form */
    bool strict; /* json-schema: no fields besides those named */
} crdc_output_options;

typedef struct crdc_artefact {
    const char *help;     /* printed for --help */
    const char *flag;     /* the name of the artefact's own flag; NULL: none */
    size_t flag_offset;   /* in crdc_output_options */
    const char *between;  /* written between two files on standard output */
    bool each_version;    /* a file a version; else one a CRD, and version is NULL */
    /* Appends the file's name, relative to --out. */
    void (*name)(crd_buf *buf, const crdc_crd *crd, const crdc_version *version);
    /* Appends the file's text; working memory from the arena. */
    bool (*emit)(crd_arena *arena, crd_buf *buf, const crdc_crd *crd, const crdc_version *version,
                 const crdc_output_options *options, crd_err *err);
} crdc_artefact;

/* Runs the command that makes the artefact; the exit code. */
int crdc_output_run(const crdc_artefact *artefact, int argc, char **argv);

/* The artefacts, for the commands and for tests. */
extern const crdc_artefact crdc_artefact_crd;
extern const crdc_artefact crdc_artefact_docs;
extern const crdc_artefact crdc_artefact_json_schema;

/* Bytes of one file: a hundred times the largest CRD's documentation. */
#define CRDC_OUTPUT_BYTES_MAX ((size_t)512 * 1024 * 1024)

#endif
