/* SPDX-License-Identifier: Apache-2.0 */
/* .Capabilities: what the cluster and Helm are. Source of the behaviour: helm v4.2.3
 * capabilities.go. */
#include "common.h"
#include "helm.h"
#include "outcome.h"
#include "value/json.h"

#define CAPABILITIES(self) ((const fg_helm_capabilities *)(self).as.ref)

#define TEXT_FIELD(name_, member_)                                                                 \
    static bool get_##member_(fg_run *run, fg_val self, fg_val *ret, crd_err *err)                 \
    {                                                                                              \
        *ret = fg_val_string(CAPABILITIES(self)->member_);                                         \
        return true;                                                                               \
    }

/* ---- KubeVersion ---- */

TEXT_FIELD("Version", kube_version)
TEXT_FIELD("normalizedVersion", kube_normalized)
TEXT_FIELD("Major", kube_major)
TEXT_FIELD("Minor", kube_minor)

static const fg_field kube_fields[] = {
    { .name = CRD_STR_INIT("Version"), .type = &fg_type_string, .get = get_kube_version },
    { .name = CRD_STR_INIT("normalizedVersion"),
      .type = &fg_type_string,
      .unexported = true,
      .get = get_kube_normalized },
    { .name = CRD_STR_INIT("Major"), .type = &fg_type_string, .get = get_kube_major },
    { .name = CRD_STR_INIT("Minor"), .type = &fg_type_string, .get = get_kube_minor },
};

static crd_str normalized(const fg_helm_capabilities *it)
{
    return it->kube_normalized.len > 0 ? it->kube_normalized : it->kube_version;
}

FG_FUNCTION(kube_string)
{
    *ret = fg_val_string(normalized(CAPABILITIES(args[0])));
    return true;
}

FG_FUNCTION(kube_git_version)
{
    *ret = fg_val_string(CAPABILITIES(args[0])->kube_version);
    return true;
}

static const fg_func kube_methods[] = {
    FG_ROW0("GitVersion", kube_git_version, FG_STRING_T, 1, 0),
    FG_ROW0("String", kube_string, FG_STRING_T, 1, 0),
};

static bool kube_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add(buf, normalized(CAPABILITIES(self)));
    return true;
}

/* fg_helm_capabilities_value keeps the copy behind the original. */
static const void *without_normalized(const void *self)
{
    const fg_helm_capabilities *it = self;
    return it->kube_normalized.len > 0 ? it + 1 : it;
}

#define KUBE_TYPE                                                                                  \
    .name = CRD_STR_INIT("common.KubeVersion"), .kind = FG_STRUCT, .fields = kube_fields,          \
    .n_fields = sizeof(kube_fields) / sizeof(kube_fields[0]), .methods = kube_methods,             \
    .n_methods = sizeof(kube_methods) / sizeof(kube_methods[0]), .copied = without_normalized

static const fg_type kube_addressed = { KUBE_TYPE, .text = kube_text };
static const fg_type kube_type = { KUBE_TYPE, .addressed = &kube_addressed };

/* ---- APIVersions ---- */

FG_FUNCTION(has_version)
{
    crd_str wanted = fg_text(args[1]);
    *ret = fg_val_bool(false);
    for (size_t i = 0; i < args[0].len; i++) {
        if (crd_str_eq(fg_text(fg_val_at(run, args[0], i)), wanted)) {
            *ret = fg_val_bool(true);
            break;
        }
    }
    return fg_spend(run, args[0].len / 16, err);
}

static const fg_func version_set_methods[] = {
    FG_ROW("Has", has_version, FG_BOOL_T, 1, 0, FG_STRING_T),
};

static const fg_type version_set_type = {
    .name = CRD_STR_INIT("common.VersionSet"),
    .kind = FG_SLICE,
    .elem = &fg_type_string,
    .underlying = &fg_type_strings,
    .methods = version_set_methods,
    .n_methods = 1,
};

static bool get_api_versions(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    const fg_helm_capabilities *it = CAPABILITIES(self);
    fg_val *items = NULL;
    if (!fg_val_slice_new(run, &version_set_type, it->n_api_versions, &items, ret, err)) {
        return false;
    }
    for (size_t i = 0; i < it->n_api_versions; i++) {
        items[i] = fg_val_string(it->api_versions[i]);
    }
    return true;
}

/* ---- HelmVersion ---- */

TEXT_FIELD("Version", helm_version)
TEXT_FIELD("GitCommit", git_commit)
TEXT_FIELD("GitTreeState", git_tree_state)
TEXT_FIELD("GoVersion", go_version)
TEXT_FIELD("KubeClientVersion", kube_client_version)

static const fg_field build_fields[] = {
    { .name = CRD_STR_INIT("Version"), .type = &fg_type_string, .get = get_helm_version },
    { .name = CRD_STR_INIT("GitCommit"), .type = &fg_type_string, .get = get_git_commit },
    { .name = CRD_STR_INIT("GitTreeState"), .type = &fg_type_string, .get = get_git_tree_state },
    { .name = CRD_STR_INIT("GoVersion"), .type = &fg_type_string, .get = get_go_version },
    { .name = CRD_STR_INIT("KubeClientVersion"),
      .type = &fg_type_string,
      .get = get_kube_client_version },
};

/* By its tags: empty fields but the last are left out. */
static bool build_json(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    const fg_helm_capabilities *it = CAPABILITIES(self);
    const struct {
        const char *key;
        crd_str text;
        bool always;
    } members[] = {
        { "version", it->helm_version, false },
        { "git_commit", it->git_commit, false },
        { "git_tree_state", it->git_tree_state, false },
        { "go_version", it->go_version, false },
        { "kube_client_version", it->kube_client_version, true },
    };
    char lead = '{';
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (members[i].text.len > 0 || members[i].always) {
            crd_buf_add_byte(buf, lead);
            crd_json_write_string(buf, crd_str_c(members[i].key), false);
            crd_buf_add_byte(buf, ':');
            crd_json_write_string(buf, members[i].text, false);
            lead = ',';
        }
    }
    crd_buf_add_byte(buf, '}');
    return true;
}

static const fg_type build_type = {
    .name = CRD_STR_INIT("version.BuildInfo"),
    .kind = FG_STRUCT,
    .fields = build_fields,
    .n_fields = sizeof(build_fields) / sizeof(build_fields[0]),
    .json = build_json,
};

/* ---- Capabilities ---- */

static bool get_kube(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_ref(&kube_type, self.as.ref);
    return true;
}

static bool get_helm(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_ref(&build_type, self.as.ref);
    return true;
}

static const fg_field fields[] = {
    { .name = CRD_STR_INIT("KubeVersion"), .type = &kube_type, .get = get_kube },
    { .name = CRD_STR_INIT("APIVersions"), .type = &version_set_type, .get = get_api_versions },
    { .name = CRD_STR_INIT("HelmVersion"), .type = &build_type, .get = get_helm },
};

static const fg_type struct_type = {
    .name = CRD_STR_INIT("common.Capabilities"),
    .kind = FG_STRUCT,
    .fields = fields,
    .n_fields = sizeof(fields) / sizeof(fields[0]),
    .copied = without_normalized,
};

static const fg_type pointer_type = {
    .name = CRD_STR_INIT("*common.Capabilities"),
    .kind = FG_POINTER,
    .elem = &struct_type,
    .copied = without_normalized,
};

bool fg_helm_capabilities_value(fg_run *run, const fg_helm_capabilities *capabilities, fg_val *ret,
                                crd_err *err)
{
    fg_helm_capabilities *kept = fg_alloc(run, 2 * sizeof(*kept), err);
    if (!kept) {
        return false;
    }
    kept[0] = *capabilities;
    kept[1] = *capabilities;
    kept[1].kube_normalized = CRD_S(""); /* not exported in Go: a deep copy lacks it */
    fg_run_pin(run);
    *ret = fg_val_ref(&pointer_type, kept);
    return true;
}

/* What client-go v0.36 knows, in the order of its scheme. */
static const crd_str default_versions[] = {
    CRD_STR_INIT("v1"),
    CRD_STR_INIT("admissionregistration.k8s.io/v1"),
    CRD_STR_INIT("admissionregistration.k8s.io/v1alpha1"),
    CRD_STR_INIT("admissionregistration.k8s.io/v1beta1"),
    CRD_STR_INIT("internal.apiserver.k8s.io/v1alpha1"),
    CRD_STR_INIT("apps/v1"),
    CRD_STR_INIT("apps/v1beta1"),
    CRD_STR_INIT("apps/v1beta2"),
    CRD_STR_INIT("authentication.k8s.io/v1"),
    CRD_STR_INIT("authentication.k8s.io/v1alpha1"),
    CRD_STR_INIT("authentication.k8s.io/v1beta1"),
    CRD_STR_INIT("authorization.k8s.io/v1"),
    CRD_STR_INIT("authorization.k8s.io/v1beta1"),
    CRD_STR_INIT("autoscaling/v1"),
    CRD_STR_INIT("autoscaling/v2"),
    CRD_STR_INIT("batch/v1"),
    CRD_STR_INIT("batch/v1beta1"),
    CRD_STR_INIT("certificates.k8s.io/v1"),
    CRD_STR_INIT("certificates.k8s.io/v1beta1"),
    CRD_STR_INIT("certificates.k8s.io/v1alpha1"),
    CRD_STR_INIT("coordination.k8s.io/v1alpha2"),
    CRD_STR_INIT("coordination.k8s.io/v1beta1"),
    CRD_STR_INIT("coordination.k8s.io/v1"),
    CRD_STR_INIT("discovery.k8s.io/v1"),
    CRD_STR_INIT("discovery.k8s.io/v1beta1"),
    CRD_STR_INIT("events.k8s.io/v1"),
    CRD_STR_INIT("events.k8s.io/v1beta1"),
    CRD_STR_INIT("extensions/v1beta1"),
    CRD_STR_INIT("flowcontrol.apiserver.k8s.io/v1"),
    CRD_STR_INIT("flowcontrol.apiserver.k8s.io/v1beta1"),
    CRD_STR_INIT("flowcontrol.apiserver.k8s.io/v1beta2"),
    CRD_STR_INIT("flowcontrol.apiserver.k8s.io/v1beta3"),
    CRD_STR_INIT("networking.k8s.io/v1"),
    CRD_STR_INIT("networking.k8s.io/v1beta1"),
    CRD_STR_INIT("node.k8s.io/v1"),
    CRD_STR_INIT("node.k8s.io/v1alpha1"),
    CRD_STR_INIT("node.k8s.io/v1beta1"),
    CRD_STR_INIT("policy/v1"),
    CRD_STR_INIT("policy/v1beta1"),
    CRD_STR_INIT("rbac.authorization.k8s.io/v1"),
    CRD_STR_INIT("rbac.authorization.k8s.io/v1beta1"),
    CRD_STR_INIT("rbac.authorization.k8s.io/v1alpha1"),
    CRD_STR_INIT("resource.k8s.io/v1"),
    CRD_STR_INIT("resource.k8s.io/v1beta2"),
    CRD_STR_INIT("resource.k8s.io/v1beta1"),
    CRD_STR_INIT("resource.k8s.io/v1alpha3"),
    CRD_STR_INIT("scheduling.k8s.io/v1alpha2"),
    CRD_STR_INIT("scheduling.k8s.io/v1beta1"),
    CRD_STR_INIT("scheduling.k8s.io/v1"),
    CRD_STR_INIT("storage.k8s.io/v1beta1"),
    CRD_STR_INIT("storage.k8s.io/v1"),
    CRD_STR_INIT("storage.k8s.io/v1alpha1"),
    CRD_STR_INIT("storagemigration.k8s.io/v1beta1"),
    CRD_STR_INIT("apiextensions.k8s.io/v1beta1"),
    CRD_STR_INIT("apiextensions.k8s.io/v1"),
};

const fg_helm_capabilities fg_helm_default_capabilities = {
    .kube_version = CRD_STR_INIT("v1.36.0"),
    .kube_normalized = CRD_STR_INIT("v1.36.0"),
    .kube_major = CRD_STR_INIT("1"),
    .kube_minor = CRD_STR_INIT("36"),
    .api_versions = default_versions,
    .n_api_versions = sizeof(default_versions) / sizeof(default_versions[0]),
    .helm_version = CRD_STR_INIT("v4.2"),
    .go_version = CRD_STR_INIT("go1.26.8"),
    .kube_client_version = CRD_STR_INIT("v1.36"),
};
