/* SPDX-License-Identifier: Apache-2.0 */
/* Go's scalar types and metav1.ObjectMeta as tables: see schema_gotype.h. */
#include "schema_gotype.h"

const crd_go_type crd_go_string = { .kind = CRD_GO_STRING, .name = "string" };
const crd_go_type crd_go_strings = { .kind = CRD_GO_LIST, .name = "[]string", .of = &crd_go_string };
const crd_go_type crd_go_bool = { .kind = CRD_GO_BOOL, .name = "bool" };
const crd_go_type crd_go_int32 = { .kind = CRD_GO_INT32, .name = "int32" };
const crd_go_type crd_go_int64 = { .kind = CRD_GO_INT64, .name = "int64" };
const crd_go_type crd_go_float64 = { .kind = CRD_GO_FLOAT64, .name = "float64" };
const crd_go_type crd_go_bytes = { .kind = CRD_GO_BYTES, .name = "[]uint8" };
const crd_go_type crd_go_time = { .kind = CRD_GO_TIME, .name = "v1.Time" };
const crd_go_type crd_go_any = { .kind = CRD_GO_ANY, .name = "interface {}" };

static const crd_go_type uid = { .kind = CRD_GO_STRING, .name = "types.UID" };
static const crd_go_type operation = { .kind = CRD_GO_STRING,
                                       .name = "v1.ManagedFieldsOperationType" };
static const crd_go_type text_map = { .kind = CRD_GO_MAP,
                                      .name = "map[string]string",
                                      .of = &crd_go_string };

#define STRUCT(go_name, table)                                                                     \
    { .kind = CRD_GO_STRUCT, .name = "v1." go_name, .struct_name = go_name, .fields = (table),     \
      .n_fields = sizeof(table) / sizeof((table)[0]) }

static const crd_go_field owner_fields[] = {
    { "apiVersion", "APIVersion", &crd_go_string, false },
    { "kind", "Kind", &crd_go_string, false },
    { "name", "Name", &crd_go_string, false },
    { "uid", "UID", &uid, false },
    { "controller", "Controller", &crd_go_bool, true },
    { "blockOwnerDeletion", "BlockOwnerDeletion", &crd_go_bool, true },
};
static const crd_go_type owner = STRUCT("OwnerReference", owner_fields);
static const crd_go_type owners = { .kind = CRD_GO_LIST,
                                    .name = "[]v1.OwnerReference",
                                    .of = &owner };

static const crd_go_field managed_fields[] = {
    { "manager", "Manager", &crd_go_string, false },
    { "operation", "Operation", &operation, false },
    { "apiVersion", "APIVersion", &crd_go_string, false },
    { "time", "Time", &crd_go_time, true },
    { "fieldsType", "FieldsType", &crd_go_string, false },
    { "fieldsV1", "FieldsV1", &crd_go_any, true },
    { "subresource", "Subresource", &crd_go_string, false },
};
static const crd_go_type managed = STRUCT("ManagedFieldsEntry", managed_fields);
static const crd_go_type managed_list = { .kind = CRD_GO_LIST,
                                          .name = "[]v1.ManagedFieldsEntry",
                                          .of = &managed };

static const crd_go_field meta_fields[] = {
    { "name", "Name", &crd_go_string, false },
    { "generateName", "GenerateName", &crd_go_string, false },
    { "namespace", "Namespace", &crd_go_string, false },
    { "selfLink", "SelfLink", &crd_go_string, false },
    { "uid", "UID", &uid, false },
    { "resourceVersion", "ResourceVersion", &crd_go_string, false },
    { "generation", "Generation", &crd_go_int64, false },
    { "creationTimestamp", "CreationTimestamp", &crd_go_time, false },
    { "deletionTimestamp", "DeletionTimestamp", &crd_go_time, true },
    { "deletionGracePeriodSeconds", "DeletionGracePeriodSeconds", &crd_go_int64, true },
    { "labels", "Labels", &text_map, false },
    { "annotations", "Annotations", &text_map, false },
    { "ownerReferences", "OwnerReferences", &owners, false },
    { "finalizers", "Finalizers", &crd_go_strings, false },
    { "managedFields", "ManagedFields", &managed_list, false },
};
const crd_go_type crd_go_object_meta = STRUCT("ObjectMeta", meta_fields);
