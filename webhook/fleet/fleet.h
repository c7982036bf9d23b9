/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fleet's kinds as typed structs, with the face that generated code has (kapi/shape.h). One set for
 * both lines, that of August 2026; what 0.12 has besides stays in `extra`. Read on an arena with
 * fg_shape_read; kinds that are read by rules through the snapshot come from object.h.
 */
#ifndef FG_FLEET_FLEET_H
#define FG_FLEET_FLEET_H

#include "kapi/meta.h"
#include "kapi/selector.h"

#define FG_GROUP "fleet.cattle.io"
#define FG_VERSION "v1alpha1"

/* --- Deployment options: inline in Bundle.spec and targets[], nested in a BundleDeployment --- */

#define FG_KUSTOMIZE_FIELDS(X, S) X(S, STRING, dir, "dir", void)
FG_SHAPE(fg_kustomize, FG_KUSTOMIZE_FIELDS)

#define FG_YAML_OVERLAYS_FIELDS(X, S) X(S, STRINGS, overlays, "overlays", void)
FG_SHAPE(fg_yaml_overlays, FG_YAML_OVERLAYS_FIELDS)

#define FG_KEY_REF_FIELDS(X, S)                                                                    \
    X(S, STRING, name, "name", void)                                                               \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, STRING, key, "key", void)
FG_SHAPE(fg_key_ref, FG_KEY_REF_FIELDS)

#define FG_VALUES_FROM_FIELDS(X, S)                                                                \
    X(S, OBJECT, config_map_key_ref, "configMapKeyRef", fg_key_ref)                                \
    X(S, OBJECT, secret_key_ref, "secretKeyRef", fg_key_ref)
FG_SHAPE(fg_values_from, FG_VALUES_FROM_FIELDS)

#define FG_HELM_FIELDS(X, S)                                                                       \
    X(S, STRING, chart, "chart", void)                                                             \
    X(S, STRING, repo, "repo", void)                                                               \
    X(S, STRING, release_name, "releaseName", void)                                                \
    X(S, STRING, version, "version", void)                                                         \
    X(S, INT, timeout_seconds, "timeoutSeconds", void)                                             \
    X(S, MAP, values, "values", void)                                                              \
    X(S, STRING_MAP, template_values, "templateValues", void)                                      \
    X(S, OBJECTS, values_from, "valuesFrom", fg_values_from)                                       \
    X(S, STRINGS, values_files, "valuesFiles", void)                                               \
    X(S, BOOL, force, "force", void)                                                               \
    X(S, BOOL, take_ownership, "takeOwnership", void)                                              \
    X(S, INT, max_history, "maxHistory", void)                                                     \
    X(S, BOOL, wait_for_jobs, "waitForJobs", void)                                                 \
    X(S, BOOL, atomic, "atomic", void)                                                             \
    X(S, BOOL, disable_pre_process, "disablePreProcess", void)                                     \
    X(S, BOOL, disable_dns, "disableDNS", void)                                                    \
    X(S, BOOL, skip_schema_validation, "skipSchemaValidation", void)                               \
    X(S, BOOL, disable_dependency_update, "disableDependencyUpdate", void)
FG_SHAPE(fg_helm, FG_HELM_FIELDS)

#define FG_OPERATION_FIELDS(X, S)                                                                  \
    X(S, STRING, op, "op", void)                                                                   \
    X(S, STRING, path, "path", void)                                                               \
    X(S, STRING, value, "value", void)
FG_SHAPE(fg_patch_operation, FG_OPERATION_FIELDS)

#define FG_COMPARE_PATCH_FIELDS(X, S)                                                              \
    X(S, STRING, kind, "kind", void)                                                               \
    X(S, STRING, api_version, "apiVersion", void)                                                  \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, STRING, name, "name", void)                                                               \
    X(S, OBJECTS, operations, "operations", fg_patch_operation)                                    \
    X(S, STRINGS, json_pointers, "jsonPointers", void)
FG_SHAPE(fg_compare_patch, FG_COMPARE_PATCH_FIELDS)

#define FG_DIFF_FIELDS(X, S) X(S, OBJECTS, compare_patches, "comparePatches", fg_compare_patch)
FG_SHAPE(fg_diff, FG_DIFF_FIELDS)

#define FG_IGNORE_FIELDS(X, S) X(S, STRING_MAPS, conditions, "conditions", void)
FG_SHAPE(fg_ignore, FG_IGNORE_FIELDS)

#define FG_CORRECT_DRIFT_FIELDS(X, S)                                                              \
    X(S, BOOL, enabled, "enabled", void)                                                           \
    X(S, BOOL, force, "force", void)                                                               \
    X(S, BOOL, keep_fail_history, "keepFailHistory", void)
FG_SHAPE(fg_correct_drift, FG_CORRECT_DRIFT_FIELDS)

#define FG_DOWNSTREAM_RESOURCE_FIELDS(X, S)                                                        \
    X(S, STRING, kind, "kind", void)                                                               \
    X(S, STRING, name, "name", void)
FG_SHAPE(fg_downstream_resource, FG_DOWNSTREAM_RESOURCE_FIELDS)

#define FG_OVERWRITE_FIELDS(X, S)                                                                  \
    X(S, STRING, name, "name", void)                                                               \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, STRING, kind, "kind", void)
FG_SHAPE(fg_overwrite, FG_OVERWRITE_FIELDS)

#define FG_OPTIONS_FIELDS(X, S)                                                                    \
    X(S, STRING, default_namespace, "defaultNamespace", void)                                      \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, OBJECT, kustomize, "kustomize", fg_kustomize)                                             \
    X(S, OBJECT, helm, "helm", fg_helm)                                                            \
    X(S, STRING, service_account, "serviceAccount", void)                                          \
    X(S, BOOL, create_namespace, "createNamespace", void)                                          \
    X(S, INT, force_sync_generation, "forceSyncGeneration", void)                                  \
    X(S, OBJECT, yaml, "yaml", fg_yaml_overlays)                                                   \
    X(S, OBJECT, diff, "diff", fg_diff)                                                            \
    X(S, BOOL, keep_resources, "keepResources", void)                                              \
    X(S, BOOL, delete_namespace, "deleteNamespace", void)                                          \
    X(S, OBJECT, ignore, "ignore", fg_ignore)                                                      \
    X(S, OBJECT, correct_drift, "correctDrift", fg_correct_drift)                                  \
    X(S, STRING_MAP, namespace_labels, "namespaceLabels", void)                                    \
    X(S, STRING_MAP, namespace_annotations, "namespaceAnnotations", void)                          \
    X(S, BOOL, delete_crd_resources, "deleteCRDResources", void)                                   \
    X(S, OBJECTS, downstream_resources, "downstreamResources", fg_downstream_resource)             \
    X(S, OBJECTS, overwrites, "overwrites", fg_overwrite)                                          \
    X(S, OBJECT, allowed_target_namespace_selector, "allowedTargetNamespaceSelector",              \
      fg_label_selector)
FG_SHAPE(fg_options, FG_OPTIONS_FIELDS)

/* --- Bundle --- */

#define FG_MATCH_FIELDS(X, S)                                                                      \
    X(S, STRING, name, "name", void)                                                               \
    X(S, STRING, cluster_name, "clusterName", void)                                                \
    X(S, OBJECT, cluster_selector, "clusterSelector", fg_label_selector)                           \
    X(S, STRING, cluster_group, "clusterGroup", void)                                              \
    X(S, OBJECT, cluster_group_selector, "clusterGroupSelector", fg_label_selector)

/* Whom it matches: the members that targets, restrictions and partitions have in common. */
FG_SHAPE(fg_target_match, FG_MATCH_FIELDS)

#define FG_TARGET_FIELDS(X, S)                                                                     \
    FG_OPTIONS_FIELDS(X, S)                                                                        \
    FG_MATCH_FIELDS(X, S)                                                                          \
    X(S, BOOL, do_not_deploy, "doNotDeploy", void)
FG_SHAPE(fg_bundle_target, FG_TARGET_FIELDS)

#define FG_RESOURCE_FIELDS(X, S)                                                                   \
    X(S, STRING, name, "name", void)                                                               \
    X(S, STRING, content, "content", void)                                                         \
    X(S, STRING, encoding, "encoding", void)
FG_SHAPE(fg_bundle_resource, FG_RESOURCE_FIELDS)

#define FG_DEPENDS_ON_FIELDS(X, S)                                                                 \
    X(S, STRING, name, "name", void)                                                               \
    X(S, OBJECT, selector, "selector", fg_label_selector)                                          \
    X(S, STRINGS, accepted_states, "acceptedStates", void)
FG_SHAPE(fg_depends_on, FG_DEPENDS_ON_FIELDS)

#define FG_PARTITION_FIELDS(X, S)                                                                  \
    FG_MATCH_FIELDS(X, S)                                                                          \
    X(S, INT_OR_STRING, max_unavailable, "maxUnavailable", void)
FG_SHAPE(fg_partition, FG_PARTITION_FIELDS)

#define FG_ROLLOUT_FIELDS(X, S)                                                                    \
    X(S, INT_OR_STRING, max_unavailable, "maxUnavailable", void)                                   \
    X(S, INT_OR_STRING, max_unavailable_partitions, "maxUnavailablePartitions", void)              \
    X(S, INT_OR_STRING, auto_partition_size, "autoPartitionSize", void)                            \
    X(S, INT, auto_partition_threshold, "autoPartitionThreshold", void)                            \
    X(S, INT, max_new, "maxNew", void)                                                             \
    X(S, OBJECTS, partitions, "partitions", fg_partition)
FG_SHAPE(fg_rollout, FG_ROLLOUT_FIELDS)

#define FG_HELM_OP_OPTIONS_FIELDS(X, S)                                                            \
    X(S, STRING, secret_name, "helmOpSecretName", void)                                            \
    X(S, BOOL, insecure_skip_tls_verify, "helmOpInsecureSkipTLSVerify", void)                      \
    X(S, STRING, ca_bundle, "helmOpCABundle", void)
FG_SHAPE(fg_helm_op_options, FG_HELM_OP_OPTIONS_FIELDS)

#define FG_BUNDLE_SPEC_FIELDS(X, S)                                                                \
    FG_OPTIONS_FIELDS(X, S)                                                                        \
    X(S, BOOL, paused, "paused", void)                                                             \
    X(S, OBJECT, rollout_strategy, "rolloutStrategy", fg_rollout)                                  \
    X(S, OBJECTS, resources, "resources", fg_bundle_resource)                                      \
    X(S, OBJECTS, targets, "targets", fg_bundle_target)                                            \
    X(S, OBJECTS, target_restrictions, "targetRestrictions", fg_target_match)                      \
    X(S, OBJECTS, depends_on, "dependsOn", fg_depends_on)                                          \
    X(S, STRING, contents_id, "contentsId", void)                                                  \
    X(S, OBJECT, helm_op_options, "helmOpOptions", fg_helm_op_options)                             \
    X(S, STRING, values_hash, "valuesHash", void)                                                  \
    X(S, STRING, target_customization_mode, "targetCustomizationMode", void)
FG_SHAPE(fg_bundle_spec, FG_BUNDLE_SPEC_FIELDS)

typedef struct fg_bundle {
    fg_object_meta meta;
    fg_bundle_spec spec;
} fg_bundle;

/* --- Cluster, ClusterGroup, BundleNamespaceMapping, GitRepoRestriction, Policy --- */

#define FG_CLUSTER_SPEC_FIELDS(X, S)                                                               \
    X(S, BOOL, paused, "paused", void)                                                             \
    X(S, STRING, client_id, "clientID", void)                                                      \
    X(S, STRING, kube_config_secret, "kubeConfigSecret", void)                                     \
    X(S, STRING, kube_config_secret_namespace, "kubeConfigSecretNamespace", void)                  \
    X(S, STRING, agent_namespace, "agentNamespace", void)                                          \
    X(S, STRING, private_repo_url, "privateRepoURL", void)                                         \
    X(S, MAP, template_values, "templateValues", void)
FG_SHAPE(fg_cluster_spec, FG_CLUSTER_SPEC_FIELDS)

#define FG_CLUSTER_STATUS_FIELDS(X, S)                                                             \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, BOOL, scheduled, "scheduled", void)                                                       \
    X(S, BOOL, active_schedule, "activeSchedule", void)
FG_SHAPE(fg_cluster_status, FG_CLUSTER_STATUS_FIELDS)

#define FG_CLUSTER_GROUP_SPEC_FIELDS(X, S) X(S, OBJECT, selector, "selector", fg_label_selector)
FG_SHAPE(fg_cluster_group_spec, FG_CLUSTER_GROUP_SPEC_FIELDS)

#define FG_MAPPING_FIELDS(X, S)                                                                    \
    X(S, OBJECT, bundle_selector, "bundleSelector", fg_label_selector)                             \
    X(S, OBJECT, namespace_selector, "namespaceSelector", fg_label_selector)
FG_SHAPE(fg_mapping, FG_MAPPING_FIELDS)

#define FG_RESTRICTION_FIELDS(X, S)                                                                \
    X(S, STRING, default_service_account, "defaultServiceAccount", void)                           \
    X(S, STRINGS, allowed_service_accounts, "allowedServiceAccounts", void)                        \
    X(S, STRINGS, allowed_repo_patterns, "allowedRepoPatterns", void)                              \
    X(S, STRING, default_client_secret_name, "defaultClientSecretName", void)                      \
    X(S, STRINGS, allowed_client_secret_names, "allowedClientSecretNames", void)                   \
    X(S, STRINGS, allowed_target_namespaces, "allowedTargetNamespaces", void)                      \
    X(S, OBJECT, allowed_target_namespace_selector, "allowedTargetNamespaceSelector",              \
      fg_label_selector)
FG_SHAPE(fg_restriction, FG_RESTRICTION_FIELDS)

#define FG_POLICY_GIT_REPO_FIELDS(X, S)                                                            \
    X(S, STRING, default_service_account, "defaultServiceAccount", void)                           \
    X(S, STRING, default_client_secret_name, "defaultClientSecretName", void)                      \
    X(S, STRINGS, allowed_client_secret_names, "allowedClientSecretNames", void)                   \
    X(S, STRINGS, allowed_repo_patterns, "allowedRepoPatterns", void)
FG_SHAPE(fg_policy_git_repo, FG_POLICY_GIT_REPO_FIELDS)

#define FG_POLICY_HELM_OP_FIELDS(X, S)                                                             \
    X(S, STRING, default_service_account, "defaultServiceAccount", void)                           \
    X(S, STRING, default_helm_secret_name, "defaultHelmSecretName", void)                          \
    X(S, STRINGS, allowed_helm_secret_names, "allowedHelmSecretNames", void)                       \
    X(S, STRINGS, allowed_helm_repo_patterns, "allowedHelmRepoPatterns", void)                     \
    X(S, STRINGS, allowed_chart_patterns, "allowedChartPatterns", void)
FG_SHAPE(fg_policy_helm_op, FG_POLICY_HELM_OP_FIELDS)

#define FG_POLICY_FIELDS(X, S)                                                                     \
    X(S, BOOL, require_service_account, "requireServiceAccount", void)                             \
    X(S, STRINGS, allowed_service_accounts, "allowedServiceAccounts", void)                        \
    X(S, BOOL, allow_namespace_creation, "allowNamespaceCreation", void)                           \
    X(S, OBJECT, git_repo, "gitRepo", fg_policy_git_repo)                                          \
    X(S, OBJECT, helm_op, "helmOp", fg_policy_helm_op)
FG_SHAPE(fg_policy, FG_POLICY_FIELDS)

/*
 * Reads a Bundle; wrong types as in fg_shape_read, metadata included. Status is not looked at.
 * *ret borrows from value and the arena.
 */
bool fg_bundle_read(crd_arena *arena, const crd_value *value, crd_diags *diags, fg_bundle *ret,
                    crd_err *err);

/* The options of a BundleDeployment (spec.options), or of any place that holds them. */
bool fg_options_read(crd_arena *arena, const crd_value *value, crd_str path, crd_diags *diags,
                     fg_options *ret, crd_err *err);

/* The options that stand inline in a Bundle's spec or target, as a struct of their own. */
fg_options fg_bundle_spec_options(const fg_bundle_spec *spec);
fg_options fg_bundle_target_options(const fg_bundle_target *target);

/* Whom a target or partition matches, as a struct of its own. */
fg_target_match fg_bundle_target_match(const fg_bundle_target *target);
fg_target_match fg_partition_match(const fg_partition *partition);

#endif
