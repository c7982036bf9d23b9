/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of meta.h. */
#include "meta.h"

static const crd_field owner_reference_fields[] = {
    CRD_FIELD(crd_owner_reference, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(crd_owner_reference, kind, "kind", &crd_type_string),
    CRD_FIELD(crd_owner_reference, name, "name", &crd_type_string),
    CRD_FIELD(crd_owner_reference, uid, "uid", &crd_type_string),
    CRD_FIELD(crd_owner_reference, controller, "controller", &crd_type_bool),
    CRD_FIELD(crd_owner_reference, block_owner_deletion, "blockOwnerDeletion", &crd_type_bool),
};
static const uint16_t owner_reference_order[] = { 0, 5, 4, 1, 2, 3 };
const crd_struct crd_owner_reference_type =
    CRD_STRUCT(crd_owner_reference, owner_reference_fields, owner_reference_order);

static const crd_type owner_reference =
    CRD_TYPE_OBJECT_OF(crd_owner_reference, false, &crd_owner_reference_type);
static const crd_type owner_references =
    CRD_TYPE_LIST_OF(crd_owner_references, crd_owner_reference, false, &owner_reference);

static const crd_field object_meta_fields[] = {
    CRD_FIELD(crd_object_meta, name, "name", &crd_type_string),
    CRD_FIELD(crd_object_meta, generate_name, "generateName", &crd_type_string),
    CRD_FIELD(crd_object_meta, namespace_, "namespace", &crd_type_string),
    CRD_FIELD(crd_object_meta, self_link, "selfLink", &crd_type_string),
    CRD_FIELD(crd_object_meta, uid, "uid", &crd_type_string),
    CRD_FIELD(crd_object_meta, resource_version, "resourceVersion", &crd_type_string),
    CRD_FIELD(crd_object_meta, generation, "generation", &crd_type_int64),
    CRD_FIELD(crd_object_meta, creation_timestamp, "creationTimestamp", &crd_type_string),
    CRD_FIELD(crd_object_meta, deletion_timestamp, "deletionTimestamp", &crd_type_string),
    CRD_FIELD(crd_object_meta, deletion_grace_period_seconds, "deletionGracePeriodSeconds", &crd_type_int64),
    CRD_FIELD(crd_object_meta, labels, "labels", &crd_type_string_map),
    CRD_FIELD(crd_object_meta, annotations, "annotations", &crd_type_string_map),
    CRD_FIELD(crd_object_meta, owner_references, "ownerReferences", &owner_references),
    CRD_FIELD(crd_object_meta, finalizers, "finalizers", &crd_type_strings),
    CRD_FIELD(crd_object_meta, managed_fields, "managedFields", &crd_type_any_list),
};
static const uint16_t object_meta_order[] = { 11, 7, 9, 8, 13, 1, 6, 10, 14, 0, 2, 12, 5, 3, 4 };
const crd_struct crd_object_meta_type =
    CRD_STRUCT(crd_object_meta, object_meta_fields, object_meta_order);

static const crd_field list_meta_fields[] = {
    CRD_FIELD(crd_list_meta, self_link, "selfLink", &crd_type_string),
    CRD_FIELD(crd_list_meta, resource_version, "resourceVersion", &crd_type_string),
    CRD_FIELD(crd_list_meta, continue_, "continue", &crd_type_string),
    CRD_FIELD(crd_list_meta, remaining_item_count, "remainingItemCount", &crd_type_int64),
};
static const uint16_t list_meta_order[] = { 2, 3, 1, 0 };
const crd_struct crd_list_meta_type =
    CRD_STRUCT(crd_list_meta, list_meta_fields, list_meta_order);

const crd_type crd_type_object_meta = CRD_TYPE_REF_OF(&crd_object_meta_type);
const crd_type crd_type_list_meta = CRD_TYPE_REF_OF(&crd_list_meta_type);
