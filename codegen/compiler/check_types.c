/* SPDX-License-Identifier: Apache-2.0 */
/* The tables: see check_types.h. A pointer in Go tells absent from zero. */
#include "check_types.h"

#define LIST(variable, go_name, element)                                                           \
    static const crd_go_type variable = { .kind = CRD_GO_LIST, .name = (go_name), .of = (element) }
#define MAP(variable, go_name, element)                                                            \
    static const crd_go_type variable = { .kind = CRD_GO_MAP, .name = (go_name), .of = (element) }
#define NAMED(variable, go_name)                                                                   \
    static const crd_go_type variable = { .kind = CRD_GO_STRING, .name = (go_name) }
#define STRUCT(go_name, table)                                                                     \
    { .kind = CRD_GO_STRUCT, .name = "v1." go_name, .struct_name = go_name, .fields = (table),     \
      .n_fields = sizeof(table) / sizeof((table)[0]) }

#define TEXT(key, name) { key, name, &crd_go_string, false }
#define TEXT_POINTER(key, name) { key, name, &crd_go_string, true }
#define BOOL(key, name) { key, name, &crd_go_bool, false }
#define BOOL_POINTER(key, name) { key, name, &crd_go_bool, true }
#define INT_POINTER(key, name) { key, name, &crd_go_int64, true }
#define FLOAT_POINTER(key, name) { key, name, &crd_go_float64, true }
#define OF(key, name, type) { key, name, &(type), false }
#define POINTER(key, name, type) { key, name, &(type), true }

NAMED(schema_url, "v1.JSONSchemaURL");
NAMED(field_reason, "v1.FieldValueErrorReason");
NAMED(scope, "v1.ResourceScope");
NAMED(strategy, "v1.ConversionStrategyType");
NAMED(condition_type, "v1.CustomResourceDefinitionConditionType");
NAMED(condition_status, "v1.ConditionStatus");
LIST(json_list, "[]v1.JSON", &crd_go_any);

static const crd_go_field rule_fields[] = {
    TEXT("rule", "Rule"),
    TEXT("message", "Message"),
    TEXT("messageExpression", "MessageExpression"),
    POINTER("reason", "Reason", field_reason),
    TEXT("fieldPath", "FieldPath"),
    BOOL_POINTER("optionalOldSelf", "OptionalOldSelf"),
};
static const crd_go_type rule = STRUCT("ValidationRule", rule_fields);
LIST(rules, "v1.ValidationRules", &rule);

static const crd_go_field docs_fields[] = {
    TEXT("description", "Description"),
    TEXT("url", "URL"),
};
static const crd_go_type docs = STRUCT("ExternalDocumentation", docs_fields);

LIST(schema_list, "[]v1.JSONSchemaProps", &crdc_go_schema);
MAP(schema_map, "map[string]v1.JSONSchemaProps", &crdc_go_schema);
MAP(definitions, "v1.JSONSchemaDefinitions", &crdc_go_schema);
static const crd_go_type or_bool = { .kind = CRD_GO_OR_BOOL,
                                     .name = "v1.JSONSchemaPropsOrBool",
                                     .of = &crdc_go_schema };
static const crd_go_type or_strings = { .kind = CRD_GO_OR_STRINGS,
                                        .name = "v1.JSONSchemaPropsOrStringArray",
                                        .of = &crdc_go_schema };
MAP(dependencies, "v1.JSONSchemaDependencies", &or_strings);
const crd_go_type crdc_go_items = { .kind = CRD_GO_OR_ARRAY,
                                    .name = "v1.JSONSchemaPropsOrArray",
                                    .of = &crdc_go_schema };

static const crd_go_field schema_fields[] = {
    TEXT("id", "ID"),
    OF("$schema", "Schema", schema_url),
    TEXT_POINTER("$ref", "Ref"),
    TEXT("description", "Description"),
    TEXT("type", "Type"),
    BOOL("nullable", "Nullable"),
    TEXT("format", "Format"),
    TEXT("title", "Title"),
    POINTER("default", "Default", crd_go_any),
    FLOAT_POINTER("maximum", "Maximum"),
    BOOL("exclusiveMaximum", "ExclusiveMaximum"),
    FLOAT_POINTER("minimum", "Minimum"),
    BOOL("exclusiveMinimum", "ExclusiveMinimum"),
    INT_POINTER("maxLength", "MaxLength"),
    INT_POINTER("minLength", "MinLength"),
    TEXT("pattern", "Pattern"),
    INT_POINTER("maxItems", "MaxItems"),
    INT_POINTER("minItems", "MinItems"),
    BOOL("uniqueItems", "UniqueItems"),
    FLOAT_POINTER("multipleOf", "MultipleOf"),
    OF("enum", "Enum", json_list),
    INT_POINTER("maxProperties", "MaxProperties"),
    INT_POINTER("minProperties", "MinProperties"),
    OF("required", "Required", crd_go_strings),
    POINTER("items", "Items", crdc_go_items),
    OF("allOf", "AllOf", schema_list),
    OF("oneOf", "OneOf", schema_list),
    OF("anyOf", "AnyOf", schema_list),
    POINTER("not", "Not", crdc_go_schema),
    OF("properties", "Properties", schema_map),
    POINTER("additionalProperties", "AdditionalProperties", or_bool),
    OF("patternProperties", "PatternProperties", schema_map),
    OF("dependencies", "Dependencies", dependencies),
    POINTER("additionalItems", "AdditionalItems", or_bool),
    OF("definitions", "Definitions", definitions),
    POINTER("externalDocs", "ExternalDocs", docs),
    POINTER("example", "Example", crd_go_any),
    BOOL_POINTER("x-kubernetes-preserve-unknown-fields", "XPreserveUnknownFields"),
    BOOL("x-kubernetes-embedded-resource", "XEmbeddedResource"),
    BOOL("x-kubernetes-int-or-string", "XIntOrString"),
    OF("x-kubernetes-list-map-keys", "XListMapKeys", crd_go_strings),
    TEXT_POINTER("x-kubernetes-list-type", "XListType"),
    TEXT_POINTER("x-kubernetes-map-type", "XMapType"),
    OF("x-kubernetes-validations", "XValidations", rules),
};
const crd_go_type crdc_go_schema = STRUCT("JSONSchemaProps", schema_fields);

static const crd_go_field validation_fields[] = {
    POINTER("openAPIV3Schema", "OpenAPIV3Schema", crdc_go_schema),
};
const crd_go_type crdc_go_validation = STRUCT("CustomResourceValidation", validation_fields);

static const crd_go_type status_subresource = { .kind = CRD_GO_STRUCT,
                                                .name = "v1.CustomResourceSubresourceStatus",
                                                .struct_name = "CustomResourceSubresourceStatus" };
static const crd_go_field scale_fields[] = {
    TEXT("specReplicasPath", "SpecReplicasPath"),
    TEXT("statusReplicasPath", "StatusReplicasPath"),
    TEXT_POINTER("labelSelectorPath", "LabelSelectorPath"),
};
static const crd_go_type scale = STRUCT("CustomResourceSubresourceScale", scale_fields);
static const crd_go_field subresources_fields[] = {
    POINTER("status", "Status", status_subresource),
    POINTER("scale", "Scale", scale),
};
const crd_go_type crdc_go_subresources = STRUCT("CustomResourceSubresources", subresources_fields);

static const crd_go_field column_fields[] = {
    TEXT("name", "Name"),
    TEXT("type", "Type"),
    TEXT("format", "Format"),
    TEXT("description", "Description"),
    OF("priority", "Priority", crd_go_int32),
    TEXT("jsonPath", "JSONPath"),
};
static const crd_go_type column = STRUCT("CustomResourceColumnDefinition", column_fields);
const crd_go_type crdc_go_columns = { .kind = CRD_GO_LIST,
                                      .name = "[]v1.CustomResourceColumnDefinition",
                                      .of = &column };

static const crd_go_field selectable_fields[] = { TEXT("jsonPath", "JSONPath") };
static const crd_go_type selectable = STRUCT("SelectableField", selectable_fields);
const crd_go_type crdc_go_selectable = { .kind = CRD_GO_LIST,
                                         .name = "[]v1.SelectableField",
                                         .of = &selectable };

static const crd_go_field version_fields[] = {
    TEXT("name", "Name"),
    BOOL("served", "Served"),
    BOOL("storage", "Storage"),
    BOOL("deprecated", "Deprecated"),
    TEXT_POINTER("deprecationWarning", "DeprecationWarning"),
    POINTER("schema", "Schema", crdc_go_validation),
    POINTER("subresources", "Subresources", crdc_go_subresources),
    OF("additionalPrinterColumns", "AdditionalPrinterColumns", crdc_go_columns),
    OF("selectableFields", "SelectableFields", crdc_go_selectable),
};
static const crd_go_type version = STRUCT("CustomResourceDefinitionVersion", version_fields);
const crd_go_type crdc_go_versions = { .kind = CRD_GO_LIST,
                                       .name = "[]v1.CustomResourceDefinitionVersion",
                                       .of = &version };

static const crd_go_field names_fields[] = {
    TEXT("plural", "Plural"),
    TEXT("singular", "Singular"),
    OF("shortNames", "ShortNames", crd_go_strings),
    TEXT("kind", "Kind"),
    TEXT("listKind", "ListKind"),
    OF("categories", "Categories", crd_go_strings),
};
static const crd_go_type names = STRUCT("CustomResourceDefinitionNames", names_fields);

static const crd_go_field service_fields[] = {
    TEXT("namespace", "Namespace"),
    TEXT("name", "Name"),
    TEXT_POINTER("path", "Path"),
    POINTER("port", "Port", crd_go_int32),
};
static const crd_go_type service = STRUCT("ServiceReference", service_fields);
static const crd_go_field client_fields[] = {
    TEXT_POINTER("url", "URL"),
    POINTER("service", "Service", service),
    OF("caBundle", "CABundle", crd_go_bytes),
};
static const crd_go_type client = STRUCT("WebhookClientConfig", client_fields);
static const crd_go_field webhook_fields[] = {
    POINTER("clientConfig", "ClientConfig", client),
    OF("conversionReviewVersions", "ConversionReviewVersions", crd_go_strings),
};
static const crd_go_type webhook = STRUCT("WebhookConversion", webhook_fields);
static const crd_go_field conversion_fields[] = {
    OF("strategy", "Strategy", strategy),
    POINTER("webhook", "Webhook", webhook),
};
static const crd_go_type conversion = STRUCT("CustomResourceConversion", conversion_fields);

static const crd_go_field spec_fields[] = {
    TEXT("group", "Group"),
    OF("names", "Names", names),
    OF("scope", "Scope", scope),
    OF("versions", "Versions", crdc_go_versions),
    POINTER("conversion", "Conversion", conversion),
    BOOL("preserveUnknownFields", "PreserveUnknownFields"),
};
static const crd_go_type spec = STRUCT("CustomResourceDefinitionSpec", spec_fields);

static const crd_go_field condition_fields[] = {
    OF("type", "Type", condition_type),
    OF("status", "Status", condition_status),
    OF("lastTransitionTime", "LastTransitionTime", crd_go_time),
    TEXT("reason", "Reason"),
    TEXT("message", "Message"),
    OF("observedGeneration", "ObservedGeneration", crd_go_int64),
};
static const crd_go_type condition = STRUCT("CustomResourceDefinitionCondition", condition_fields);
LIST(conditions, "[]v1.CustomResourceDefinitionCondition", &condition);
static const crd_go_field status_fields[] = {
    OF("conditions", "Conditions", conditions),
    OF("acceptedNames", "AcceptedNames", names),
    OF("storedVersions", "StoredVersions", crd_go_strings),
    OF("observedGeneration", "ObservedGeneration", crd_go_int64),
};
static const crd_go_type status = STRUCT("CustomResourceDefinitionStatus", status_fields);

static const crd_go_field crd_fields[] = {
    TEXT("kind", "Kind"),
    TEXT("apiVersion", "APIVersion"),
    OF("metadata", "ObjectMeta", crd_go_object_meta),
    OF("spec", "Spec", spec),
    OF("status", "Status", status),
};
const crd_go_type crdc_go_crd = STRUCT("CustomResourceDefinition", crd_fields);
