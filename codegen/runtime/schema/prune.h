/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pruning: a value without the fields that its schema does not know. apiVersion, kind and metadata of
 * the root and of embedded resources always stay.
 * Source of the behaviour: k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning v0.36.
 */
#ifndef CRD_SCHEMA_PRUNE_H
#define CRD_SCHEMA_PRUNE_H

#include "schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * *ret is value without its unknown fields, on the arena; what stays is shared with value.
 * *ret_changed says whether something went. is_root: value is a whole resource. Fails for memory and
 * depth.
 */
bool crd_prune(crd_arena *arena, const crd_schema *schema, bool is_root, const crd_value *value,
               crd_value *ret, bool *ret_changed, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
