/* SPDX-License-Identifier: Apache-2.0 */
/* Plans and runs: which clusters, which targets. Behaviour as recorded in the target vectors. */
#include "target/plan.h"

#include "base/limits.h"
#include "tests.h"

static const fg_plan *plan_of(crd_arena *arena, enum fg_line line, const char *spec)
{
    const fg_plan *plan = NULL;
    fg_target_options options = { .line = line };
    crd_err err = { .code = CRD_OK };
    CHECK(fg_plan_new(arena, t_bundle(arena, spec), &options, &plan, &err));
    return plan;
}

#define BAD "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Foo\"}]}"

void test_plan_selector_faults(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const fg_plan *plan =
        plan_of(arena, FG_LINE_LATEST,
                "{\"dependsOn\":[{\"selector\":" BAD "}],\"rolloutStrategy\":{\"partitions\":"
                "[{\"clusterSelector\":" BAD "}]},\"targets\":[{\"clusterSelector\":{}},"
                "{\"clusterGroupSelector\":" BAD
                "}],\"targetRestrictions\":[{\"clusterSelector\":" BAD "}]}");
    static const char *const paths[] = {
        "spec.targets[1].clusterGroupSelector",
        "spec.targetRestrictions[0].clusterSelector",
        "spec.rolloutStrategy.partitions[0].clusterSelector",
        "spec.dependsOn[0].selector",
    };
    CHECK_INT(plan->n_faults, 4);
    CHECK_INT(plan->n_targeting_faults, 2);
    CHECK_INT(plan->n_selector_faults, 4);
    for (size_t i = 0; i < T_COUNT(paths); i++) {
        CHECK_STR(plan->faults[i].path, crd_str_c(paths[i]));
        CHECK_STR(plan->faults[i].text, CRD_S("\"Foo\" is not a valid label selector operator"));
    }
    CHECK_STR(t_run(arena, FG_LINE_LATEST, "{\"targets\":[{\"clusterSelector\":" BAD "}]}",
                    "[{\"kind\":\"Cluster\",\"metadata\":{\"name\":\"c\",\"namespace\":\"ns\"}}]"),
              CRD_S(""));
}

void test_plan_values_faults(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const fg_plan *plan = plan_of(
        arena, FG_LINE_LATEST,
        "{\"helm\":{\"values\":{\"a\":\"x\"},\"templateValues\":{\"k\":\"${ nope }\"}},"
        "\"targets\":[{\"helm\":{\"values\":{\"b\":\"${ .a\"}}},{\"helm\":{\"templateValues\":"
        "{\"j\":\"${\"}}},{\"helm\":{\"disablePreProcess\":true,\"values\":{\"c\":\"${ no "
        "}\"}}}]}");
    CHECK_INT(plan->n_selector_faults, 0);
    CHECK_INT(plan->n_faults, 3);
    CHECK_STR(plan->faults[0].path, CRD_S("spec.helm.templateValues[k]"));
    CHECK_STR(plan->faults[0].text, CRD_S("failed to parse helm values template: template: "
                                          "values:1: function \"nope\" not defined"));
    CHECK_INT(plan->faults[0].place.line, 1);
    CHECK_STR(plan->faults[1].path, CRD_S("spec.targets[0].helm.values"));
    CHECK_STR(plan->faults[2].path, CRD_S("spec.targets[1].helm.templateValues[j]"));
    /* what is wrong in the Bundle's own values is told once, not once a target */
    plan = plan_of(arena, FG_LINE_LATEST,
                   "{\"helm\":{\"values\":{\"a\":\"${FOO}\"}},\"targets\":[{\"helm\":{\"values\":"
                   "{\"b\":1}}},{\"helm\":{\"values\":{\"a\":\"fine\"}}}]}");
    CHECK_INT(plan->n_faults, 1);
    CHECK_STR(plan->faults[0].path, CRD_S("spec.helm.values"));
    CHECK_STR(plan->faults[0].text, CRD_S("failed to parse helm values template: template: "
                                          "values:1: function \"FOO\" not defined"));
}

static void check_unstable(crd_arena *arena, const fg_unstable *call, const char *name,
                           const char *path, unsigned line, unsigned column)
{
    CHECK_STR(call->func->name, crd_str_c(name));
    CHECK_STR(call->path, crd_str_c(path));
    CHECK_INT(call->place.line, line);
    CHECK_INT(call->place.column, column);
}

void test_plan_unstable(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    /* once a field and function, also in branches that do not run; a merge repeats nothing */
    const char *spec =
        "{\"helm\":{\"values\":{\"a\":\"${ now }${ upper \\\"x\\\" }\","
        "\"b\":\"${ if false }${ uuidv4 }${ now }${ end }\"},"
        "\"templateValues\":{\"k\":\"${ now }\",\"l\":\"${ derivePassword 1 \\\"long\\\" "
        "\\\"p\\\" \\\"u\\\" \\\"s\\\" }\"}},\"targets\":[{\"helm\":{\"values\":{\"c\":"
        "\"${ uuidv4 }${ randInt 1 2 }\"}}}]}";
    const fg_plan *plan = plan_of(arena, FG_LINE_LATEST, spec);
    CHECK_INT(plan->n_faults, 0);
    if (CHECK_INT(plan->n_unstable, 4)) {
        check_unstable(arena, &plan->unstable[0], "now", "spec.helm.values", 1, 7);
        check_unstable(arena, &plan->unstable[1], "uuidv4", "spec.helm.values", 2, 20);
        check_unstable(arena, &plan->unstable[2], "now", "spec.helm.templateValues[k]", 1, 4);
        check_unstable(arena, &plan->unstable[3], "randInt", "spec.targets[0].helm.values", 3, 18);
    }
    spec = "{\"helm\":{\"templateValues\":{\"k\":\"${ getHostByName \\\"h\\\" }\"}}}";
    CHECK_INT(plan_of(arena, FG_LINE_0_12, spec)->n_unstable, 1);
    CHECK_INT(plan_of(arena, FG_LINE_LATEST, spec)->n_faults, 1);
    spec = "{\"helm\":{\"disablePreProcess\":true,\"values\":{\"a\":\"${ now }\"}}}";
    CHECK_INT(plan_of(arena, FG_LINE_LATEST, spec)->n_unstable, 0);
}

void test_plan_faults_bound(void)
{
    for (size_t more = 0; more < 2; more++) {
        CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 28);
        crd_buf buf;
        crd_buf_init(&buf, CRD_TEXT_BYTES_MAX);
        crd_buf_add_lit(&buf, "{\"targets\":[");
        for (size_t i = 0; i < CRD_FINDINGS_MAX + more; i++) {
            crd_buf_add(&buf, i ? CRD_S(",") : CRD_S(""));
            crd_buf_add_lit(&buf, "{\"clusterSelector\":" BAD "}");
        }
        crd_buf_add_lit(&buf, "]}");
        crd_buf_add_byte(&buf, '\0');
        const fg_plan *plan = plan_of(arena, FG_LINE_LATEST, buf.ptr);
        CHECK_INT(plan->n_faults, CRD_FINDINGS_MAX);
        CHECK_INT(plan->n_dropped, more);
        crd_buf_done(&buf);
    }
}

#define CLUSTER(space, name, labels)                                                               \
    "{\"kind\":\"Cluster\",\"metadata\":{\"namespace\":\"" space "\",\"name\":\"" name             \
    "\",\"labels\":{" labels "}}}"
#define GROUP(space, name, selector)                                                               \
    "{\"kind\":\"ClusterGroup\",\"metadata\":{\"namespace\":\"" space "\",\"name\":\"" name        \
    "\",\"labels\":{\"g\":\"" name "\"}},\"spec\":{\"selector\":" selector "}}"
#define NAMESPACE(name, labels)                                                                    \
    "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" name "\",\"labels\":{" labels "}}}"

void test_run_namespaces(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const char *objects =
        "[" CLUSTER("zz", "a", "") "," CLUSTER("ns", "b", "") "," CLUSTER("aa", "c", "") "," CLUSTER("other", "d", "") "," NAMESPACE("zz", "\"m\":\"1\"") "," NAMESPACE(
            "aa",
            "\"m\":\"1\"") "," NAMESPACE("ns",
                                         "\"m\":\"1\"") "," NAMESPACE("other",
                                                                      "") ",{\"kind\":"
                                                                          "\"BundleNamespaceMapping"
                                                                          "\",\"metadata\":{"
                                                                          "\"name\":\"m\","
                                                                          "\"namespace\":\"ns\"},"
                                                                          "\"bundleSelector\":{"
                                                                          "\"matchLabels\":{"
                                                                          "\"team\":\"x\"}},"
                                                                          "\"namespaceSelector\":{"
                                                                          "\"matchLabels\":{\"m\":"
                                                                          "\"1\"}}},{\"kind\":"
                                                                          "\"BundleNamespaceMapping"
                                                                          "\",\"metadata\":{"
                                                                          "\"name\":\"n\","
                                                                          "\"namespace\":\"ns\"},"
                                                                          "\"bundleSelector\":{"
                                                                          "\"matchLabels\":{"
                                                                          "\"team\":\"y\"}},"
                                                                          "\"namespaceSelector\":{}"
                                                                          "},"
                                                                          "{\"kind\":"
                                                                          "\"BundleNamespaceMapping"
                                                                          "\",\"metadata\":{"
                                                                          "\"name\":\"o\","
                                                                          "\"namespace\":\"ns\"},"
                                                                          "\"bundleSelector\":{}},{"
                                                                          "\"kind\":"
                                                                          "\"BundleNamespaceMapping"
                                                                          "\",\"metadata\":{"
                                                                          "\"name\":\"p\","
                                                                          "\"namespace\":\"zz\"},"
                                                                          "\"bundleSelector\":{},"
                                                                          "\"namespaceSelector\":{}"
                                                                          "}]";
    CHECK_STR(t_run(arena, FG_LINE_LATEST, "{\"targets\":[{\"clusterSelector\":{}}]}", objects),
              CRD_S("aa/c 0: {}\nns/b 0: {}\nzz/a 0: {}\n"));
    CHECK_STR(t_run(arena, FG_LINE_LATEST, "{}", objects), CRD_S(""));
}

void test_run_groups(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const char *objects = "[" CLUSTER("ns", "a", "\"e\":\"1\"") "," CLUSTER("ns", "b", "\"e\":\"2\"") "," GROUP(
        "ns", "one",
        "{\"matchLabels\":{\"e\":\"1\"}}") "," GROUP("ns", "none",
                                                     "null") "," GROUP("ns", "both",
                                                                       "{\"matchExpressions\":[{"
                                                                       "\"key\":\"e\",\"operator\":"
                                                                       "\"In\",\"values\":"
                                                                       "[\"1\"]}]}") "," GROUP("zz",
                                                                                               "al"
                                                                                               "l",
                                                                                               "{}") "]";
    crd_str run = t_run(arena, FG_LINE_LATEST,
                        "{\"targets\":[{\"clusterGroup\":\"one\"},"
                        "{\"clusterGroupSelector\":{\"matchExpressions\":"
                        "[{\"key\":\"g\",\"operator\":\"DoesNotExist\"}]}}]}",
                        objects);
    /* b is in no group, so a selector of absent group labels takes it */
    CHECK_STR(run, CRD_S("ns/a 0: {\"helm\":{}}\nns/b 1: {\"helm\":{}}\n"));
    /* restriction and target must hold for the same group */
    run = t_run(arena, FG_LINE_LATEST,
                "{\"targets\":[{\"clusterGroup\":\"one\"}],"
                "\"targetRestrictions\":[{\"clusterGroup\":\"both\"}]}",
                objects);
    CHECK_STR(run, CRD_S(""));
}

static const char one_cluster[] = "[" CLUSTER("ns", "a", "\"e\":\"1\"") "]";

void test_run_0_12_selection(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    /* the second is allowed, but the first matches and gives the options */
    CHECK_STR(t_run(arena, FG_LINE_0_12,
                    "{\"targets\":[{\"clusterSelector\":{\"matchLabels\":{\"e\":\"1\"}},"
                    "\"namespace\":\"first\"},{\"clusterName\":\"a\",\"namespace\":\"second\"}]}",
                    one_cluster),
              CRD_S("ns/a 0: {\"namespace\":\"first\",\"helm\":{},\"ignore\":{}}\n"));
    CHECK_STR(t_run(arena, FG_LINE_0_12,
                    "{\"targets\":[{\"clusterSelector\":{},\"doNotDeploy\":true},{\"clusterName\":"
                    "\"a\"}]}",
                    one_cluster),
              CRD_S(""));
    CHECK_STR(t_run(arena, FG_LINE_0_12,
                    "{\"targets\":[{\"clusterName\":\"a\"}],\"targetRestrictions\":"
                    "[{\"clusterName\":\"b\"}]}",
                    one_cluster),
              CRD_S(""));
}

/* Two customizations before one target that stands in the restrictions. */
#define CUSTOMIZED(mode, second)                                                                   \
    "{\"targetCustomizationMode\":\"" mode "\",\"namespace\":\"base\",\"targets\":"                \
    "[{\"clusterSelector\":{},\"namespace\":\"c0\",\"helm\":{\"chart\":\"x\"}},"                   \
    "{\"clusterSelector\":{},\"serviceAccount\":\"c1\"" second "},"                                \
    "{\"clusterName\":\"a\",\"defaultNamespace\":\"t\"}],"                                         \
    "\"targetRestrictions\":[{\"clusterName\":\"a\"}]}"

void test_run_latest_selection(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    CHECK_STR(t_run(arena, FG_LINE_LATEST, CUSTOMIZED("FirstMatch", ""), one_cluster),
              CRD_S("ns/a 2: {\"namespace\":\"c0\",\"helm\":{\"chart\":\"x\",\"values\":{}}}\n"));
    CHECK_STR(t_run(arena, FG_LINE_LATEST, CUSTOMIZED("", ""), one_cluster),
              CRD_S("ns/a 2: {\"namespace\":\"c0\",\"helm\":{\"chart\":\"x\",\"values\":{}}}\n"));
    CHECK_STR(t_run(arena, FG_LINE_LATEST, CUSTOMIZED("AllMatches", ""), one_cluster),
              CRD_S("ns/a 2: {\"defaultNamespace\":\"t\",\"namespace\":\"c0\",\"helm\":{\"chart\":"
                    "\"x\",\"values\":{}},\"serviceAccount\":\"c1\"}\n"));
    CHECK_STR(t_run(arena, FG_LINE_LATEST, CUSTOMIZED("AllMatches", ",\"doNotDeploy\":true"),
                    one_cluster),
              CRD_S(""));
    CHECK_STR(t_run(arena, FG_LINE_LATEST, CUSTOMIZED("FirstMatch", ",\"doNotDeploy\":true"),
                    one_cluster),
              CRD_S("ns/a 2: {\"namespace\":\"c0\",\"helm\":{\"chart\":\"x\",\"values\":{}}}\n"));
    /* without restrictions none of the targets is a customization */
    CHECK_STR(t_run(arena, FG_LINE_LATEST,
                    "{\"targets\":[{\"clusterName\":\"b\"},{\"clusterName\":\"a\",\"namespace\":"
                    "\"n\"},{\"clusterSelector\":{},\"namespace\":\"m\"}]}",
                    one_cluster),
              CRD_S("ns/a 1: {\"namespace\":\"n\",\"helm\":{}}\n"));
}

void test_run_policies(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const char *objects =
        "[" CLUSTER("ns", "a", "\"e\":\"1\"") ",{\"kind\":\"Policy\",\"metadata\":{\"name\":\"p\","
                                              "\"namespace\":\"ns\"},\"requireServiceAccount\":"
                                              "true},{\"kind\":\"GitRepoRestriction\","
                                              "\"metadata\":{\"name\":\"r\",\"namespace\":\"ns\"},"
                                              "\"allowedTargetNamespaceSelector\":{}}]";
    const char *spec = "{\"createNamespace\":true,\"targets\":[{\"clusterSelector\":{}}]}";
    /* the restriction counts for Bundles of a GitRepo alone */
    CHECK_STR(t_run(arena, FG_LINE_LATEST, spec, objects),
              CRD_S("ns/a 0: {\"helm\":{},\"createNamespace\":false}\n"));
    CHECK_STR(t_run(arena, FG_LINE_0_12, spec, objects),
              CRD_S("ns/a 0: {\"helm\":{},\"ignore\":{}}\n"));
}

static enum fg_next stop_at_once(void *context, const fg_placement *placement)
{
    size_t *n = context;
    (*n)++;
    CHECK(placement->object && placement->options);
    return FG_STOP;
}

void test_run_stops(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    const fg_plan *plan =
        plan_of(arena, FG_LINE_LATEST, "{\"targets\":[{\"clusterSelector\":{}}]}");
    const fg_snapshot *snapshot =
        t_snapshot(arena, "[" CLUSTER("ns", "a", "") "," CLUSTER("ns", "b", "") "]");
    crd_err err = { .code = CRD_OK };
    size_t n = 0;
    CHECK(fg_plan_run(arena, plan, snapshot, stop_at_once, &n, &err));
    CHECK_INT(n, 1);
    /* a view that does not cover the namespace: its clusters are not even looked at */
    static const crd_str other[] = { CRD_STR_INIT("other") };
    fg_view view = { .namespaces = { .items = other, .n = 1 } };
    fg_target_options options = { .view = &view };
    CHECK(fg_plan_new(arena, plan->bundle, &options, &plan, &err));
    CHECK(fg_plan_run(arena, plan, snapshot, stop_at_once, &n, &err));
    CHECK_INT(n, 1);
    fg_snapshot_unref(snapshot);
}

struct world {
    const fg_bundle *bundle;
    const fg_snapshot *snapshot;
};

static enum fg_next count(void *context, const fg_placement *placement)
{
    size_t *n = context;
    *n += placement->options != NULL;
    return FG_NEXT;
}

static bool run_once(void *context)
{
    const struct world *world = context;
    const fg_plan *plan;
    crd_err err = { .code = CRD_OK };
    size_t n = 0;
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    return arena && fg_plan_new(arena, world->bundle, NULL, &plan, &err) &&
           fg_plan_run(arena, plan, world->snapshot, count, &n, &err) && n == 2;
}

void test_run_each_failure(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    struct world world = {
        .bundle = t_bundle(arena, "{\"helm\":{\"values\":{\"a\":\"${ .ClusterName }\"}},"
                                  "\"targets\":[{\"clusterGroup\":\"g\",\"helm\":{\"values\":"
                                  "{\"b\":1}}}]}"),
        .snapshot = t_snapshot(arena, "[" CLUSTER("ns", "a", "\"e\":\"1\"") "," CLUSTER(
                                          "ns", "b", "\"e\":\"2\"") "," GROUP("ns", "g", "{}") "]"),
    };
    CHECK_FAIL_EACH(run_once, &world);
    fg_snapshot_unref(world.snapshot);
}
