/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ObjectMeta as the API server validates it on create: names, labels, annotations, owners,
 * finalizers, managed fields. The metadata must decode into ObjectMeta (schema_gotype.h).
 * Source of the behaviour: k8s.io/apimachinery/pkg/api/validation v0.36.
 */
#ifndef CRD_SCHEMA_META_H
#define CRD_SCHEMA_META_H

#include "schema_fault.h"
#include "schema_names.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_meta_rules {
    enum crd_name_kind name_kind;
    crd_str name; /* what the name has to be; ptr NULL: any of its kind */
    crd_str name_detail; /* said when it is not */
    bool namespaced;
    bool fresh;         /* the server sets the generation itself: a new object */
    bool name_optional; /* an empty name is fine (embedded resources) */
} crd_meta_rules;

/* metadata may be NULL (absent). Labels and annotations are visited in the order of the text. */
void crd_meta_validate(crd_faults *faults, const crd_meta_rules *rules, const crd_path *path,
                       const crd_value *metadata);

#ifdef __cplusplus
}
#endif
#endif
