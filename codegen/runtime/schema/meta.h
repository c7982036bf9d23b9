/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ObjectMeta and ListMeta, which every object and list has and no CRD describes. As of Kubernetes
 * 1.36; managedFields are kept as they are.
 */
#ifndef CRD_SCHEMA_META_H
#define CRD_SCHEMA_META_H

#include "type.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_owner_reference {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned name : 1;
        unsigned uid : 1;
        unsigned controller : 1;
        unsigned block_owner_deletion : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_str name;
    crd_str uid;
    bool controller;
    bool block_owner_deletion;
    crd_unknown *extra;
} crd_owner_reference;

typedef struct crd_owner_references {
    crd_owner_reference *items;
    size_t n;
} crd_owner_references;

typedef struct crd_object_meta {
    struct {
        unsigned name : 1;
        unsigned generate_name : 1;
        unsigned namespace_ : 1;
        unsigned self_link : 1;
        unsigned uid : 1;
        unsigned resource_version : 1;
        unsigned generation : 1;
        unsigned creation_timestamp : 1;
        unsigned deletion_timestamp : 1;
        unsigned deletion_grace_period_seconds : 1;
        unsigned labels : 1;
        unsigned annotations : 1;
        unsigned owner_references : 1;
        unsigned finalizers : 1;
        unsigned managed_fields : 1;
    } has, null;
    crd_str name;
    crd_str generate_name;
    crd_str namespace_;
    crd_str self_link;
    crd_str uid;
    crd_str resource_version;
    int64_t generation;
    crd_str creation_timestamp;
    crd_str deletion_timestamp;
    int64_t deletion_grace_period_seconds;
    crd_string_map labels;
    crd_string_map annotations;
    crd_owner_references owner_references;
    crd_strings finalizers;
    crd_any_list managed_fields;
    crd_unknown *extra;
} crd_object_meta;

typedef struct crd_list_meta {
    struct {
        unsigned self_link : 1;
        unsigned resource_version : 1;
        unsigned continue_ : 1;
        unsigned remaining_item_count : 1;
    } has, null;
    crd_str self_link;
    crd_str resource_version;
    crd_str continue_;
    int64_t remaining_item_count;
    crd_unknown *extra;
} crd_list_meta;

extern const crd_struct crd_owner_reference_type;
extern const crd_struct crd_object_meta_type;
extern const crd_struct crd_list_meta_type;
extern const crd_type crd_type_object_meta; /* REF */
extern const crd_type crd_type_list_meta;   /* REF */

#ifdef __cplusplus
}
#endif
#endif
