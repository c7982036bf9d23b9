/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking: what the API server says to a CustomResourceDefinition that is to be created, in its
 * words and its order. Where the server goes through a Go map, whose order is random, we take the
 * order of the file.
 *
 * CEL expressions (x-kubernetes-validations) are not compiled: of a rule everything else is checked,
 * and each expression that was left out is a note.
 * Source of the behaviour: k8s.io/apiextensions-apiserver v0.36: pkg/apis/apiextensions/validation,
 * pkg/apiserver/schema, pkg/registry/customresourcedefinition.
 */
#ifndef CRD_COMPILER_CHECK_H
#define CRD_COMPILER_CHECK_H

#include "model.h"
#include "schema/schema_fault.h"
#include "schema/schema_gotype.h"

/* Something told besides the faults. */
typedef struct crdc_remark {
    struct crdc_remark *next;
    crd_str rule; /* "unrecognized-format", "pruned-metadata", "cel-not-checked" */
    crd_str path;
    crd_str text;
    const crd_value *at;
} crdc_remark;

/* All on the arena of the check. */
typedef struct crdc_verdict {
    crd_str decode_error; /* the document does not decode: nothing else was checked; else empty */
    const crd_value *decode_at;
    const crd_go_unknown *unknown; /* fields that strict decoding refuses */
    crd_faults faults;             /* what the server refuses it for; none: it is accepted */
    const crdc_remark *warnings;   /* as the server warns */
    const crdc_remark *notes;      /* what we have to say besides */
} crdc_verdict;

/* Only whether the document decodes and what strict decoding says: needs crd->raw alone. */
bool crdc_check_decodes(crd_arena *arena, const crdc_crd *crd, crdc_verdict *ret, crd_err *err);

/* The whole check. Fails only for memory and depth. */
bool crdc_check(crd_arena *arena, const crdc_crd *crd, crdc_verdict *ret, crd_err *err);

#endif
