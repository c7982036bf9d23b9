/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Validation of a value against a compiled schema, with the API server's faults in its words.
 * Where the server goes through a Go map, whose order is random, we take the order of the text.
 * CEL rules and what lists of type set and map demand are not asked here.
 * Source of the behaviour: k8s.io/kube-openapi/pkg/validation/validate as apiextensions-apiserver
 * v0.36 uses it, and its translation to field errors.
 */
#ifndef CRD_SCHEMA_VALIDATE_H
#define CRD_SCHEMA_VALIDATE_H

#include "schema.h"
#include "schema_fault.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Appends to faults what is wrong with value; path is where value stands (NULL for the object
 * itself, as the server has it). At most CRD_SCHEMA_FAULTS_MAX faults are told. Each fault's `at`
 * points into value. False only for memory and depth.
 */
bool crd_validate(crd_faults *faults, const crd_schema *schema, const crd_path *path,
                  const crd_value *value, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
