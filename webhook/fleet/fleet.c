/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of Fleet's kinds, and their readers: see fleet.h. */
#include "fleet.h"

FG_SHAPE_DEFINE(fg_kustomize, FG_KUSTOMIZE_FIELDS)
FG_SHAPE_DEFINE(fg_yaml_overlays, FG_YAML_OVERLAYS_FIELDS)
FG_SHAPE_DEFINE(fg_key_ref, FG_KEY_REF_FIELDS)
FG_SHAPE_DEFINE(fg_values_from, FG_VALUES_FROM_FIELDS)
FG_SHAPE_DEFINE(fg_helm, FG_HELM_FIELDS)
FG_SHAPE_DEFINE(fg_patch_operation, FG_OPERATION_FIELDS)
FG_SHAPE_DEFINE(fg_compare_patch, FG_COMPARE_PATCH_FIELDS)
FG_SHAPE_DEFINE(fg_diff, FG_DIFF_FIELDS)
FG_SHAPE_DEFINE(fg_ignore, FG_IGNORE_FIELDS)
FG_SHAPE_DEFINE(fg_correct_drift, FG_CORRECT_DRIFT_FIELDS)
FG_SHAPE_DEFINE(fg_downstream_resource, FG_DOWNSTREAM_RESOURCE_FIELDS)
FG_SHAPE_DEFINE(fg_overwrite, FG_OVERWRITE_FIELDS)
FG_SHAPE_DEFINE(fg_options, FG_OPTIONS_FIELDS)
FG_SHAPE_DEFINE(fg_target_match, FG_MATCH_FIELDS)
FG_SHAPE_DEFINE(fg_bundle_target, FG_TARGET_FIELDS)
FG_SHAPE_DEFINE(fg_bundle_resource, FG_RESOURCE_FIELDS)
FG_SHAPE_DEFINE(fg_depends_on, FG_DEPENDS_ON_FIELDS)
FG_SHAPE_DEFINE(fg_partition, FG_PARTITION_FIELDS)
FG_SHAPE_DEFINE(fg_rollout, FG_ROLLOUT_FIELDS)
FG_SHAPE_DEFINE(fg_helm_op_options, FG_HELM_OP_OPTIONS_FIELDS)
FG_SHAPE_DEFINE(fg_bundle_spec, FG_BUNDLE_SPEC_FIELDS)
FG_SHAPE_DEFINE(fg_cluster_spec, FG_CLUSTER_SPEC_FIELDS)
FG_SHAPE_DEFINE(fg_cluster_status, FG_CLUSTER_STATUS_FIELDS)
FG_SHAPE_DEFINE(fg_cluster_group_spec, FG_CLUSTER_GROUP_SPEC_FIELDS)
FG_SHAPE_DEFINE(fg_mapping, FG_MAPPING_FIELDS)
FG_SHAPE_DEFINE(fg_restriction, FG_RESTRICTION_FIELDS)
FG_SHAPE_DEFINE(fg_policy_git_repo, FG_POLICY_GIT_REPO_FIELDS)
FG_SHAPE_DEFINE(fg_policy_helm_op, FG_POLICY_HELM_OP_FIELDS)
FG_SHAPE_DEFINE(fg_policy, FG_POLICY_FIELDS)

bool fg_bundle_read(crd_arena *arena, const crd_value *value, crd_diags *diags, fg_bundle *ret,
                    crd_err *err)
{
    fg_bundle bundle;
    if (!fg_object_meta_read(arena, value, diags, &bundle.meta, err) ||
        !fg_shape_read(arena, &fg_bundle_spec_shape, CRD_GET(value, "spec"), CRD_S("spec"), diags,
                       &bundle.spec, err)) {
        return false;
    }
    *ret = bundle;
    return true;
}

bool fg_options_read(crd_arena *arena, const crd_value *value, crd_str path, crd_diags *diags,
                     fg_options *ret, crd_err *err)
{
    return fg_shape_read(arena, &fg_options_shape, value, path, diags, ret, err);
}

/* Takes the member of the same name out of a larger struct; list types are anonymous, so bytes. */
#define TAKE(S, type, name, key, child)                                                            \
    memcpy(&to.name, &from->name, sizeof(to.name));                                                \
    to.has.name = from->has.name;                                                                  \
    to.null.name = from->null.name;

fg_options fg_bundle_spec_options(const fg_bundle_spec *from)
{
    fg_options to = { .extra = { .n = 0 } };
    FG_OPTIONS_FIELDS(TAKE, fg_options)
    return to;
}

fg_options fg_bundle_target_options(const fg_bundle_target *from)
{
    fg_options to = { .extra = { .n = 0 } };
    FG_OPTIONS_FIELDS(TAKE, fg_options)
    return to;
}

fg_target_match fg_bundle_target_match(const fg_bundle_target *from)
{
    fg_target_match to = { .extra = { .n = 0 } };
    FG_MATCH_FIELDS(TAKE, fg_target_match)
    return to;
}

fg_target_match fg_partition_match(const fg_partition *from)
{
    fg_target_match to = { .extra = { .n = 0 } };
    FG_MATCH_FIELDS(TAKE, fg_target_match)
    return to;
}
