/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Embedded resources (x-kubernetes-embedded-resource) inside a value: apiVersion, kind and metadata
 * as the API server checks them, in its words.
 * Source of the behaviour: k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta v0.36.
 */
#ifndef CRD_SCHEMA_EMBEDDED_H
#define CRD_SCHEMA_EMBEDDED_H

#include "schema.h"
#include "schema_fault.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Coerce: appends the first misfit of types in the order of the text, if any (the server's own order
 * is random). is_root: value itself counts as an embedded resource. False only for memory and depth.
 */
bool crd_embedded_coerce(crd_faults *faults, const crd_schema *schema, bool is_root,
                         const crd_path *path, const crd_value *value, crd_err *err);

/* Validate: appends everything that is wrong with the embedded resources. False as above. */
bool crd_embedded_validate(crd_faults *faults, const crd_schema *schema, bool is_root,
                           const crd_path *path, const crd_value *value, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
