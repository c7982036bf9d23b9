/* SPDX-License-Identifier: Apache-2.0 */
/* Criteria. Behaviour of both lines as recorded in the rule vectors (cluster-match). */
#include "target/match.h"

#include "tests.h"

static bool matches(enum fg_line line, const char *criteria, const char *cluster, crd_str group,
                    const char *group_labels)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fg_matcher matcher;
    crd_str field;
    crd_value value = t_json(arena, criteria);
    crd_value labels = t_json(arena, cluster);
    crd_value of_group = group_labels ? t_json(arena, group_labels) : crd_value_null();
    fg_object_meta meta = { .name = CRD_S("c1"), .labels = &labels };
    const fleet_target_restriction *source =
        crd_decode_value(arena, &fleet_target_restriction_type, &value, NULL, NULL, &err);
    return CHECK(source) &&
           CHECK(fg_matcher_compile(arena, line, source, &matcher, &field, &err)) &&
           fg_matcher_matches(&matcher, &meta, group, group_labels ? &of_group : NULL);
}

#define MATCHES(criteria, cluster, group, labels)                                                  \
    matches(FG_LINE_LATEST, (criteria), (cluster), CRD_S(group), (labels))

void test_match_criteria(void)
{
    CHECK(!MATCHES("{}", "{}", "", NULL)); /* none: never */
    CHECK(!MATCHES("{\"name\":\"c1\"}", "{}", "", NULL));
    CHECK(MATCHES("{\"clusterSelector\":{}}", "{}", "", NULL));
    CHECK(!MATCHES("{\"clusterSelector\":null}", "{}", "", NULL));
    CHECK(MATCHES("{\"clusterGroupSelector\":{}}", "{}", "", NULL));
    CHECK(MATCHES("{\"clusterGroup\":\"g\"}", "{}", "g", "{}"));
    CHECK(!MATCHES("{\"clusterGroup\":\"g\"}", "{}", "", NULL));
    const char *both = "{\"clusterSelector\":{\"matchLabels\":{\"a\":\"1\"}},"
                       "\"clusterGroupSelector\":{\"matchLabels\":{\"b\":\"2\"}}}";
    CHECK(MATCHES(both, "{\"a\":\"1\"}", "g", "{\"b\":\"2\"}"));
    CHECK(!MATCHES(both, "{\"a\":\"1\"}", "g", "{\"b\":\"3\"}"));
    CHECK(!MATCHES(both, "{\"a\":\"2\"}", "g", "{\"b\":\"2\"}"));
}

void test_match_names(void)
{
    const char *shown = "{\"management.cattle.io/cluster-display-name\":\"Shown\"}";
    CHECK(MATCHES("{\"clusterName\":\"c1\"}", "{}", "", NULL));
    CHECK(!MATCHES("{\"clusterName\":\"c2\"}", "{}", "", NULL));
    CHECK(MATCHES("{\"clusterName\":\"Shown\"}", shown, "", NULL));
    CHECK(!matches(FG_LINE_0_12, "{\"clusterName\":\"Shown\"}", shown, CRD_S(""), NULL));
}

void test_match_refused(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fg_matcher matcher;
    crd_str field = CRD_S("");
    crd_value value = t_json(arena, "{\"clusterSelector\":{\"matchExpressions\":[{\"key\":\"a\","
                                    "\"operator\":\"Foo\"}]}}");
    const fleet_target_restriction *source =
        crd_decode_value(arena, &fleet_target_restriction_type, &value, NULL, NULL, &err);
    CHECK(source);
    CHECK(!fg_matcher_compile(arena, FG_LINE_LATEST, source, &matcher, &field, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK_STR(field, CRD_S("clusterSelector"));
    CHECK_STR(err.message, CRD_S("\"Foo\" is not a valid label selector operator"));
}
