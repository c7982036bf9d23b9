/* SPDX-License-Identifier: Apache-2.0 */
/* Which rules run, and an end of time between clusters. What each rule finds is the vectors'. */
#include "policy/run.h"

#include <stdio.h>

#include "fleet/object.h"
#include "tests.h"
#include "value/json.h"

static crd_value *json(crd_arena *arena, const char *text)
{
    crd_value *value = CRD_NEW(arena, crd_value);
    crd_err err = { .code = CRD_OK };
    CHECK(crd_json_read(arena, crd_str_c(text), NULL, value, &err));
    return value;
}

void test_run_table(void)
{
    CHECK(fg_policy_has_rules(CRD_S("fleet.cattle.io"), CRD_S("Bundle")));
    CHECK(!fg_policy_has_rules(CRD_S("fleet.cattle.io"), CRD_S("bundle")));
    CHECK(!fg_policy_has_rules(CRD_S(""), CRD_S("Bundle")));
    CHECK(!fg_policy_has_rules(CRD_S("fleet.cattle.io"), CRD_S("Cluster")));
    size_t n = 0;
    bool has_render = false;
    for (const char *id; (id = fg_policy_rule_id(n)) != NULL; n++) {
        CHECK(id[0] == 'R');
        has_render = has_render || strcmp(id, "R23") == 0;
    }
    CHECK(has_render);
    CHECK(fg_policy_rule_id(n) == NULL && fg_policy_rule_id(n + 1000) == NULL);
}

#define BUNDLE(metadata, values)                                                                   \
    "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Bundle\",\"metadata\":{\"name\":"     \
    "\"b\",\"namespace\":\"a\"" metadata "},\"spec\":{\"helm\":{\"values\":{\"x\":\"" values       \
    "\"}},\"targets\":[{\"clusterSelector\":{}}]}}"
#define BAD "${ .ClusterValues.no.such }"

static fg_ruling run(crd_arena *arena, fg_question question)
{
    fg_ruling ruling = { .clusters = 0 };
    crd_err err = { .code = CRD_OK };
    question.group = CRD_S("fleet.cattle.io");
    question.kind = CRD_S("Bundle");
    CHECK(fg_policy_run(arena, &question, &ruling, &err));
    return ruling;
}

/* An object on its way out, and an update that changes nothing that a rule reads. */
void test_run_untouched(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 << 20);
    const crd_value *bad = json(arena, BUNDLE("", "${ nofunc }"));
    const crd_value *labelled = json(arena, BUNDLE(",\"labels\":{\"l\":\"1\"}", "${ nofunc }"));
    const crd_value *going =
        json(arena, BUNDLE(",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"", "${ nofunc }"));
    fg_ruling ruling = run(arena, (fg_question){ .operation = FG_ON_CREATE, .object = bad });
    CHECK(!ruling.passed_untouched);
    CHECK_INT(ruling.findings.n_errors, 1);
    ruling = run(arena, (fg_question){
                            .operation = FG_ON_UPDATE, .object = labelled, .old_object = bad });
    CHECK(ruling.passed_untouched);
    CHECK_INT(ruling.findings.n, 0);
    ruling = run(arena, (fg_question){ .operation = FG_ON_CREATE, .object = going });
    CHECK(ruling.passed_untouched);
    CHECK_INT(ruling.findings.n, 0);
}

static bool count_down(void *context)
{
    size_t *left = context;
    if (*left == 0) {
        return true;
    }
    *left -= 1;
    return false;
}

/* Five clusters, the end after each number of them: what was reached is found, the rest counted. */
void test_run_until(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 << 20);
    const fg_object *objects[5];
    const fg_snapshot *snapshot = NULL;
    const fg_view all = { .all = true };
    crd_err err = { .code = CRD_OK };
    for (size_t i = 0; i < T_COUNT(objects); i++) {
        char text[200];
        snprintf(text, sizeof(text),
                 "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Cluster\",\"metadata\":{"
                 "\"name\":\"c%zu\",\"namespace\":\"a\",\"labels\":{\"n\":\"1\"}}}",
                 i);
        CHECK(fg_fleet_object_new(arena, json(arena, text), &objects[i], &err));
    }
    CHECK(fg_snapshot_new(objects, T_COUNT(objects), &snapshot, &err));
    const crd_value *bad = json(arena, BUNDLE("", BAD));
    for (size_t reached = 0; reached <= T_COUNT(objects); reached++) {
        size_t left = reached;
        const fg_until until = { .is_over = count_down, .context = &left };
        fg_ruling ruling = run(arena, (fg_question){
                                          .operation = FG_ON_CREATE, .object = bad,
                                          .snapshot = snapshot, .view = &all, .until = &until });
        CHECK_INT(ruling.clusters, 5);
        CHECK_INT(ruling.clusters_unchecked, 5 - reached);
        CHECK_INT(ruling.clusters_failing, reached);
        CHECK(!ruling.old_unchecked);
    }
    const crd_value *changed = json(arena, BUNDLE("", BAD "y"));
    size_t left = 7; /* all five of the new object, two of the old one */
    const fg_until until = { .is_over = count_down, .context = &left };
    fg_ruling ruling = run(arena, (fg_question){ .operation = FG_ON_UPDATE, .object = changed,
                                                 .old_object = bad, .snapshot = snapshot,
                                                 .view = &all, .until = &until });
    CHECK_INT(ruling.clusters_unchecked, 0);
    CHECK(ruling.old_unchecked);
    CHECK_INT(ruling.findings.n_errors, 3);
    for (size_t i = 0; i < T_COUNT(objects); i++) {
        fg_object_unref(objects[i]);
    }
    fg_snapshot_unref(snapshot);
}
