/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of a snapshot and their typed forms. */
#include "fleet/object.h"

#include "tests.h"
#include "value/json.h"

static const fg_object *make(crd_arena *arena, const char *kind, const char *rest)
{
    const fg_object *object = NULL;
    crd_err err = { .code = CRD_OK };
    crd_str text =
        CRD_CAT(arena, CRD_S("{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\""),
                crd_str_c(kind), CRD_S("\",\"metadata\":{\"name\":\"n\",\"namespace\":\"s\"},"),
                crd_str_c(rest), CRD_S("}"));
    crd_value value = t_json(arena, text.ptr);
    CHECK(fg_fleet_object_new(arena, &value, &object, &err));
    return object;
}

void test_cluster(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_object *object = make(arena, "Cluster",
                                   "\"spec\":{\"paused\":true,\"templateValues\":{\"a\":1}},"
                                   "\"status\":{\"namespace\":\"cluster-x\",\"agent\":{}}");
    const fleet_cluster *cluster = fg_object_cluster(object);
    CHECK(cluster->spec->paused);
    CHECK_STR(crd_text_of(CRD_GET(&cluster->spec->template_values, "a")), CRD_S("1"));
    CHECK(!cluster->status);
    CHECK(!fg_object_policy(object));
    fg_object_unref(object);
    CHECK(!make(arena, "GitRepo", "\"spec\":{}")); /* no rule reads it */
}

void test_groups_and_mappings(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const char *bad = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Foo\"}]}";
    crd_str spec = CRD_CAT(arena, CRD_S("\"spec\":{\"selector\":"), crd_str_c(bad), CRD_S("}"));
    const fg_object *none = make(arena, "ClusterGroup", "\"spec\":{}");
    const fg_object *every = make(arena, "ClusterGroup", "\"spec\":{\"selector\":{}}");
    const fg_object *broken = make(arena, "ClusterGroup", spec.ptr);
    const fg_object *mapping =
        make(arena, "BundleNamespaceMapping",
             "\"bundleSelector\":{\"matchLabels\":{\"a\":\"b\"}},\"namespaceSelector\":null");
    CHECK(!fg_object_cluster_group(none)->selector);
    CHECK(fg_object_cluster_group(every)->selector);
    CHECK(!fg_object_cluster_group(broken)->selector);
    CHECK(fg_object_cluster_group(broken)->object->spec->selector);
    CHECK(fg_object_mapping(mapping)->bundle_selector);
    CHECK(!fg_object_mapping(mapping)->namespace_selector);
    fg_object_unref(none);
    fg_object_unref(every);
    fg_object_unref(broken);
    fg_object_unref(mapping);
}

void test_restriction_and_policy(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_object *restriction = make(arena, "GitRepoRestriction",
                                        "\"allowedTargetNamespaces\":[\"a\"],"
                                        "\"allowedTargetNamespaceSelector\":{}");
    const fg_object *policy = make(arena, "Policy",
                                   "\"requireServiceAccount\":true,"
                                   "\"gitRepo\":{\"allowedRepoPatterns\":[\"x\"]}");
    CHECK_INT(fg_object_restriction(restriction)->allowed_target_namespaces.n, 1);
    CHECK(fg_object_restriction(restriction)->allowed_target_namespace_selector);
    CHECK(fg_object_policy(policy)->require_service_account);
    CHECK_STR(fg_object_policy(policy)->git_repo->allowed_repo_patterns.items[0], CRD_S("x"));
    fg_object_unref(restriction);
    fg_object_unref(policy);
}

void test_object_errors(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_object *object = NULL;
    crd_err err = { .code = CRD_OK };
    crd_value value = t_json(arena, "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":"
                                    "\"Cluster\",\"metadata\":{\"name\":\"n\",\"namespace\":\"s\"},"
                                    "\"spec\":{\"paused\":1}}");
    CHECK(!fg_fleet_object_new(arena, &value, &object, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_STR(err.message,
              CRD_S("Cluster s/n: spec.paused: Invalid value: \"integer\": spec.paused "
                    "in body must be of type boolean: \"integer\""));
    value = t_json(arena, "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{}}");
    CHECK(!fg_fleet_object_new(arena, &value, &object, &err));
    CHECK_STR(err.message, CRD_S("Namespace : metadata.name: Required value"));
    CHECK(!object);
}

static bool make_once(void *context)
{
    (void)context;
    const fg_object *object = NULL;
    crd_err err = { .code = CRD_OK };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_value value;
    if (!arena ||
        !crd_json_read(
            arena,
            CRD_S("{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"ClusterGroup\","
                  "\"metadata\":{\"name\":\"n\"},\"spec\":{\"selector\":{\"matchLabels\":"
                  "{\"a\":\"b\"}}}}"),
            NULL, &value, &err)) {
        return false;
    }
    bool ok = fg_fleet_object_new(arena, &value, &object, &err);
    ok = ok && fg_object_cluster_group(object)->selector;
    fg_object_unref(object);
    return ok;
}

void test_object_each_failure(void)
{
    CHECK_FAIL_EACH(make_once, NULL);
}
