/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values for one cluster. Expected values are those of rancher/fleet's own tests and of the
 * recorded vectors (fleet-values, targets).
 */
#include "target/values.h"

#include <stdio.h>

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

static const char cluster_text[] =
    "{\"labels\":{\"name\":\"local\",\"envType\":\"dev\",\"x.cattle.io/y\":\"hidden\","
    "\"management.cattle.io/cluster-display-name\":\"Shown\"},\"annotations\":{\"note\":\"test\","
    "\"fleet.cattle.io/z\":\"hidden\"},\"values\":{\"topLevel\":\"foo\",\"big\":1000000,"
    "\"items\":[\"one\",\"two\"]}}";

static crd_str text_of(crd_arena *arena, const fleet_helm *helm, const fg_fault *fault)
{
    crd_buf buf;
    crd_err err = { .code = CRD_OK };
    static const crd_json_style style = { .keep_html = true, .go_numbers = true };
    if (fault) {
        return fault->text;
    }
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    CHECK(crd_json_write(&buf, helm && helm->has.values ? &helm->values : NULL, &style, &err));
    return crd_buf_str(&buf);
}

/* The values (as JSON) or the fault's text. */
static crd_str render_with(crd_arena *arena, const char *helm_text, const char *facts_text,
                           const fg_render_options *options, const fg_fault **ret_fault)
{
    crd_err err = { .code = CRD_OK };
    crd_value *facts = CRD_NEW(arena, crd_value);
    crd_value value = t_json(arena, helm_text);
    fleet_helm *helm = crd_decode_value(arena, &fleet_helm_type, &value, NULL, NULL, &err);
    const fg_values *values = NULL;
    fleet_helm *rendered = NULL;
    const fg_fault *fault = NULL;
    *facts = t_json(arena, facts_text);
    fg_helm_source source = { .path = CRD_S("spec.helm"), .helm = helm };
    fg_cluster_facts cluster = {
        .namespace_name = CRD_S("dev-clusters"),
        .name = CRD_S("my-cluster"),
        .labels = CRD_GET(facts, "labels"),
        .annotations = CRD_GET(facts, "annotations"),
        .template_values = CRD_GET(facts, "values"),
    };
    CHECK(helm);
    CHECK(fg_values_compile(arena, FG_LINE_LATEST, options, helm, &source, 1, &values, &err));
    CHECK(fg_values_render(arena, values, helm, &cluster, &rendered, &fault, &err));
    if (ret_fault) {
        *ret_fault = fault;
    }
    return text_of(arena, rendered, fault);
}

static void check_render(const char *helm, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    CHECK_STR(render_with(arena, helm, cluster_text, NULL, NULL), want);
}

void test_render_untouched(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    const char *helm = "{\"values\":{\"a\":\"${ .ClusterName }\",\"b\":"
                       "\"global.fleet.clusterLabels.name\"},\"templateValues\":{\"k\":\"v\"}}";
    const char *as_it_stands =
        "{\"a\":\"${ .ClusterName }\",\"b\":\"global.fleet.clusterLabels.name\"}";
    /* without labels nothing is done at all, and hidden labels are none */
    CHECK_STR(render_with(arena, helm, "{}", NULL, NULL), crd_str_c(as_it_stands));
    CHECK_STR(render_with(arena, helm, "{\"labels\":{\"x.cattle.io/y\":\"1\"}}", NULL, NULL),
              crd_str_c(as_it_stands));
    check_render("{}", CRD_S("{}"));
    check_render("{\"values\":{\"a\":\"${ .Values.x }${ no_such }\",\"b\":"
                 "\"global.fleet.clusterLabels.name\"},\"disablePreProcess\":true}",
                 CRD_S("{\"a\":\"${ .Values.x }${ no_such }\",\"b\":\"local\"}"));
}

void test_render_templates(void)
{
    check_render(
        "{\"values\":{\"a\":\"${ .ClusterLabels.name }\",\"b\":\"${ .ClusterNamespace }\","
        "\"c\":\"${ .ClusterName }\",\"d\":\"${ .ClusterAnnotations.note }\",\"e\":"
        "\"${ .ClusterValues.topLevel | upper }_test\"}}",
        CRD_S("{\"a\":\"local\",\"b\":\"dev-clusters\",\"c\":\"my-cluster\",\"d\":\"test\","
              "\"e\":\"FOO_test\"}"));
    check_render("{\"values\":{\"a\":\"${ list 1 2 3 | toJson }\",\"b\":"
                 "\"${ .ClusterValues.items | join \\\",\\\" }\"}}",
                 CRD_S("{\"a\":[1,2,3],\"b\":\"one,two\"}"));
    check_render("{\"values\":{\"k_${ .ClusterLabels.envType }\":\"${`${FOO}`}\"}}",
                 CRD_S("{\"k_dev\":\"${FOO}\"}"));
    check_render("{\"values\":{\"a\":\"${ .ClusterValues.big }\",\"b\":\"$${ .ClusterName }\","
                 "\"c\":\"${ get .ClusterLabels \\\"missing\\\" }\"}}",
                 CRD_S("{\"a\":1000000,\"b\":\"$my-cluster\",\"c\":null}"));
    check_render("{\"values\":{\"a\":\"${ index .ClusterLabels "
                 "\\\"management.cattle.io/cluster-display-name\\\" }\"}}",
                 CRD_S("{\"a\":\"Shown\"}"));
    check_render("{\"values\":{\"a\":\"${ hasKey .ClusterLabels \\\"x.cattle.io/y\\\" }\",\"b\":"
                 "\"${ len .ClusterAnnotations }\"}}",
                 CRD_S("{\"a\":false,\"b\":1}"));
}

void test_render_entries(void)
{
    check_render("{\"values\":{\"k\":\"\",\"z\":1},\"templateValues\":{\"k\":\"templated\","
                 "\"m\":\"${- range $k := .ClusterValues.items }\\n\\\"${ $k }\\\":\\n  nested: "
                 "\\\"true\\\"${- end }\",\"empty\":\"\"}}",
                 CRD_S("{\"empty\":null,\"k\":\"templated\",\"m\":{\"one\":{\"nested\":\"true\"},"
                       "\"two\":{\"nested\":\"true\"}},\"z\":1}"));
    check_render("{\"templateValues\":{\"n\":\"012\"}}", CRD_S("{\"n\":10}"));
    check_render("{\"templateValues\":{}}", CRD_S("{}"));
}

void test_render_prefixes(void)
{
    check_render(
        "{\"values\":{\"a\":\"global.fleet.clusterLabels.name\",\"b\":[{\"c\":"
        "\"global.fleet.clusterLabels.envType\"},\"global.fleet.clusterLabels.name\",[{\"d\":"
        "\"global.fleet.clusterLabels.name\"}]],\"e\":\"pre global.fleet.clusterLabels.name\","
        "\"f\":\"global.fleet.clusterLabels.unknown\",\"g\":{\"h\":"
        "\"global.fleet.clusterLabels.management.cattle.io/cluster-display-name\"},\"i\":"
        "\"global.fleet.clusterLabels.x.cattle.io/y\"}}",
        CRD_S(
            "{\"a\":\"local\",\"b\":[{\"c\":\"dev\"},\"global.fleet.clusterLabels.name\",[{\"d\":"
            "\"global.fleet.clusterLabels.name\"}]],\"e\":\"pre global.fleet.clusterLabels.name\","
            "\"f\":\"\",\"g\":{\"h\":\"Shown\"},\"i\":\"\"}"));
}

/* {"m":{"m":...{}}} with so many maps below the root */
static const char *nested(char *text, size_t maps)
{
    char *at = text;
    at += snprintf(at, 32, "{\"values\":{");
    for (size_t i = 0; i < maps; i++) {
        at += snprintf(at, 32, "\"m\":{");
    }
    for (size_t i = 0; i < maps + 2; i++) {
        *at++ = '}';
    }
    *at = '\0';
    return text;
}

void test_render_prefix_depth(void)
{
    char text[1024];
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    const fg_fault *fault = NULL;
    for (size_t maps = FG_LABEL_PREFIX_DEPTH_MAX - 1; maps <= FG_LABEL_PREFIX_DEPTH_MAX; maps++) {
        render_with(arena, nested(text, maps), cluster_text, NULL, &fault);
        CHECK(!fault);
    }
    CHECK_STR(
        render_with(arena, nested(text, FG_LABEL_PREFIX_DEPTH_MAX + 1), cluster_text, NULL, &fault),
        CRD_S("maximum recursion depth of 50 exceeded for cluster label prefix processing, "
              "too many nested values"));
    CHECK(fault && fault->kind == FG_FAULT_DEPTH);
}

void test_render_faults(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    const fg_fault *fault = NULL;
    check_render("{\"values\":{\"a\":\"${ .ClusterLabels.missing }\"}}",
                 CRD_S("failed to render helm values template: template: values:1:20: executing "
                       "\"values\" at <.ClusterLabels.missing>: map has no entry for key "
                       "\"missing\""));
    /* sigs.k8s.io/yaml 1.6.0 of "a: \"my-cluster\"-x" and of a list */
    check_render("{\"values\":{\"a\":\"${ quote .ClusterName }-x\"}}",
                 CRD_S("failed to interpret rendered template as helm values: map[string]interface "
                       "{}(nil), error converting YAML to JSON: yaml: did not find expected key"));
    check_render("{\"values\":{\"${/*\":\"*/}- 1\"}}",
                 CRD_S("failed to interpret rendered template as helm values: map[string]interface "
                       "{}(nil), error unmarshaling JSON: while decoding JSON: json: cannot "
                       "unmarshal array into Go value of type map[string]interface {}"));
    render_with(arena,
                "{\"values\":{},\"templateValues\":{\"b\":\"${ fail \\\"x\\\" }\",\"a\":"
                "\"a: b: ${ .ClusterName }\"}}",
                cluster_text, NULL, &fault);
    CHECK_INT(fault->kind, FG_FAULT_INTERPRET);
    CHECK_STR(fault->path, CRD_S("spec.helm.templateValues[a]"));
    CHECK_STR(fault->text, CRD_S("failed to interpret rendered template as helm values: a: b: "
                                 "my-cluster, error converting YAML to JSON: yaml: mapping values "
                                 "are not allowed in this context"));
    CHECK_STR(fault->rendered, CRD_S("a: b: my-cluster"));
    CHECK_STR(fg_fault_without_rendered(arena, fault),
              CRD_S("failed to interpret rendered template as helm values: <rendered text, 16 "
                    "bytes>, error converting YAML to JSON: yaml: mapping values are not allowed "
                    "in this context"));
    render_with(arena,
                "{\"values\":{\"${ if false }a\":\"b\",\"zz\":\"${ end }\"},"
                "\"templateValues\":{\"t\":\"x\"}}",
                cluster_text, NULL, &fault);
    CHECK(fault && fault->kind == FG_FAULT_NO_VALUES);
    check_render("{\"values\":{\"${ if false }a\":\"b\",\"zz\":\"${ end }\"}}", CRD_S("null"));
}

/* One context for all templates of a cluster: what one sets, the next sees. */
void test_render_shared_context(void)
{
    check_render(
        "{\"values\":{\"a\":\"${ $_ := set .ClusterLabels \\\"name\\\" \\\"changed\\\" }x\"},"
        "\"templateValues\":{\"t\":\"${ .ClusterLabels.name }\"}}",
        CRD_S("{\"a\":\"x\",\"t\":\"changed\"}"));
}

void test_render_budget(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    const fg_fault *fault = NULL;
    fg_render_options options = { .budget = { .steps = 50 } };
    render_with(arena, "{\"values\":{\"a\":\"${ range until 1000 }x${ end }\"}}", cluster_text,
                &options, &fault);
    CHECK(fault && fault->kind == FG_FAULT_BUDGET);
    render_with(arena, "{\"values\":{\"a\":\"b\"}}", cluster_text, &options, &fault);
    CHECK(!fault);
}

static bool render_once(void *context)
{
    static const crd_member label = { CRD_STR_INIT("l"), { .kind = CRD_STRING } };
    static const crd_value labels = { .kind = CRD_MAP, .len = 1, .u = { .members = &label } };
    crd_string_entry entry = { CRD_STR_INIT("t"), CRD_STR_INIT("${ .ClusterName }: 1") };
    static const char text[] = "global.fleet.clusterLabels.l";
    crd_member value = { CRD_S("a"), crd_value_string(crd_str_c(text)) };
    crd_value map = { .kind = CRD_MAP, .len = 1, .u = { .members = &value } };
    fleet_helm helm = {
        .values = map,
        .template_values = { .items = &entry, .n = 1 },
        .has = { .template_values = 1, .values = 1 },
    };
    fg_helm_source source = { .path = CRD_S("spec.helm"), .helm = &helm };
    fg_cluster_facts cluster = { .name = CRD_S("c"),
                                 .namespace_name = CRD_S("n"),
                                 .labels = &labels };
    const fg_values *values;
    fleet_helm *rendered = NULL;
    const fg_fault *fault = NULL;
    crd_err err = { .code = CRD_OK };
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 26);
    (void)context;
    return arena &&
           fg_values_compile(arena, FG_LINE_LATEST, NULL, &helm, &source, 1, &values, &err) &&
           fg_values_render(arena, values, &helm, &cluster, &rendered, &fault, &err) && rendered &&
           crd_len_of(&rendered->values) == 2;
}

void test_render_each_failure(void)
{
    CHECK_FAIL_EACH(render_once, NULL);
}

void test_fault_texts(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_fault fault = { .text = CRD_S("it fails"), .rendered = CRD_S("") };
    CHECK_STR(fg_fault_for_cluster(arena, &fault, CRD_S("ns"), CRD_S("c")),
              CRD_S("cluster c in namespace ns: it fails"));
    CHECK_STR(fg_fault_without_rendered(arena, &fault), CRD_S("it fails"));
}
