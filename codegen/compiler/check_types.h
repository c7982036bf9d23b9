/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apiextensions v1 as Go types (schema/schema_gotype.h): what a CustomResourceDefinition decodes into,
 * under the names and in the order of the internal types, which the server prints in its faults.
 * Source: k8s.io/apiextensions-apiserver/pkg/apis/apiextensions v0.36.
 */
#ifndef CRD_COMPILER_CHECK_TYPES_H
#define CRD_COMPILER_CHECK_TYPES_H

#include "schema/schema_gotype.h"

extern const crd_go_type crdc_go_crd;
extern const crd_go_type crdc_go_versions; /* []CustomResourceDefinitionVersion */
extern const crd_go_type crdc_go_schema;   /* JSONSchemaProps */
extern const crd_go_type crdc_go_items;    /* JSONSchemaPropsOrArray */
extern const crd_go_type crdc_go_validation;
extern const crd_go_type crdc_go_subresources;
extern const crd_go_type crdc_go_columns;
extern const crd_go_type crdc_go_selectable;

#endif
