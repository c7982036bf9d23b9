/* SPDX-License-Identifier: Apache-2.0 */
/* Bundles as typed structs. */
#include "fleet/fleet.h"

#include <stdio.h>

#include "fleet/line.h"
#include "tests.h"

void test_lines(void)
{
    enum fg_line line;
    CHECK(fg_line_read(CRD_S("0.12"), &line) && line == FG_LINE_0_12);
    CHECK(fg_line_read(CRD_S("v0.12.0-alpha.10"), &line) && line == FG_LINE_0_12);
    CHECK(fg_line_read(CRD_S("latest"), &line) && line == FG_LINE_LATEST);
    CHECK(fg_line_read(CRD_S("3b2c622ce"), &line) && line == FG_LINE_LATEST);
    CHECK(!fg_line_read(CRD_S("0.13"), &line));
    CHECK_STR(fg_line_name(FG_LINE_0_12), CRD_S("0.12"));
    CHECK(crd_str_has(fg_line_version(FG_LINE_0_12), CRD_S("510a4d254")));
    CHECK_INT(fg_line_words(FG_LINE_0_12), CRD_WORDS_0_31);
    CHECK_INT(fg_line_words(FG_LINE_LATEST), CRD_WORDS_0_36);
}

static const char bundle_text[] =
    "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Bundle\",\"metadata\":{\"name\":\"b\","
    "\"namespace\":\"fleet-default\",\"labels\":{\"a\":\"b\"}},\"spec\":{\"defaultNamespace\":"
    "\"d\","
    "\"helm\":{\"releaseName\":\"r\",\"values\":{\"k\":[1.50]},\"templateValues\":{\"t\":\"u\"},"
    "\"valuesFrom\":[{\"secretKeyRef\":{\"name\":\"s\"}}],\"disablePreProcess\":true},"
    "\"helmAppOptions\":{\"helmAppSecretName\":\"x\"},\"ignore\":{\"conditions\":[{\"type\":\"t\"}]"
    "},"
    "\"dependsOn\":[{\"name\":\"o\",\"selector\":null}],\"rolloutStrategy\":{\"maxUnavailable\":"
    "\"10%\",\"autoPartitionThreshold\":0,\"partitions\":[{\"maxUnavailable\":2}]},"
    "\"resources\":[{\"name\":\"a.yaml\",\"content\":\"x\"}],\"targets\":[{\"name\":\"t0\","
    "\"clusterSelector\":{},\"namespace\":\"n\",\"doNotDeploy\":true,\"helm\":{\"values\":{}}}],"
    "\"targetRestrictions\":[{\"clusterName\":\"c\"}],\"targetCustomizationMode\":\"AllMatches\"}}";

void test_bundle(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_bundle *bundle = NULL;
    crd_value value = t_json(arena, bundle_text);
    CHECK(fg_bundle_read(arena, &value, NULL, &bundle, &err));
    const fleet_bundle_spec *spec = bundle->spec;
    CHECK_STR(bundle->meta.name, CRD_S("b"));
    CHECK_STR(spec->default_namespace, CRD_S("d"));
    CHECK_STR(spec->helm->release_name, CRD_S("r"));
    CHECK_STR(crd_text_of(crd_item(CRD_GET(&spec->helm->values, "k"), 0)), CRD_S("1.50"));
    CHECK_STR(spec->helm->template_values.items[0].value, CRD_S("u"));
    CHECK(!spec->helm->values_from.items[0].config_map_key_ref);
    CHECK_STR(spec->helm->values_from.items[0].secret_key_ref->name, CRD_S("s"));
    CHECK(spec->helm->disable_pre_process);
    CHECK_INT(spec->ignore->conditions.n, 1);
    CHECK(!spec->depends_on.items[0].selector && spec->depends_on.items[0].null.selector);
    CHECK_STR(spec->rollout_strategy->max_unavailable.text, CRD_S("10%"));
    CHECK(spec->rollout_strategy->has.auto_partition_threshold);
    CHECK(!spec->rollout_strategy->has.max_new);
    CHECK_INT(spec->rollout_strategy->partitions.items[0].max_unavailable.number, 2);
    CHECK_STR(spec->resources.items[0].content, CRD_S("x"));
    CHECK(spec->targets.items[0].do_not_deploy && spec->targets.items[0].cluster_selector);
    CHECK_STR(spec->target_restrictions.items[0].cluster_name, CRD_S("c"));
    CHECK_INT(spec->target_customization_mode, FLEET_TARGET_CUSTOMIZATION_MODE_ALL_MATCHES);
    /* what only 0.12 knows is kept aside */
    CHECK(crd_extra_get(spec->extra, CRD_S("helmAppOptions")));
    CHECK(!crd_extra_next(spec->extra)->next);
}

void test_bundle_mismatch(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_bundle *bundle = NULL;
    crd_value value = t_json(arena, "{\"spec\":{\"targets\":[{},{\"helm\":{\"values\":[]}}]}}");
    CHECK(fg_bundle_read(arena, &value, NULL, &bundle, &err));
    CHECK(!bundle);
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_STR(err.message,
              CRD_S("spec.targets[1].helm.values: Invalid value: \"array\": "
                    "spec.targets[1].helm.values in body must be of type object: \"array\""));
}

void test_options_taken_out(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_bundle *bundle = NULL;
    crd_value value = t_json(arena, bundle_text);
    CHECK(fg_bundle_read(arena, &value, NULL, &bundle, &err));
    fleet_options options = fg_bundle_spec_options(bundle->spec);
    CHECK_STR(options.default_namespace, CRD_S("d"));
    CHECK(options.has.default_namespace && options.has.helm && !options.has.namespace_);
    CHECK(options.helm == bundle->spec->helm && !options.extra);
    options = fg_bundle_target_options(&bundle->spec->targets.items[0]);
    CHECK_STR(options.namespace_, CRD_S("n"));
    CHECK(options.has.namespace_ && !options.has.default_namespace);
    fleet_target_restriction match = fg_bundle_target_match(&bundle->spec->targets.items[0]);
    CHECK_STR(match.name, CRD_S("t0"));
    CHECK(match.cluster_selector && !match.cluster_group_selector);
    match = fg_partition_match(&bundle->spec->rollout_strategy->partitions.items[0]);
    CHECK(!match.has.name);
}

/* Each field of the one stands in the other, and has the same type. */
static void check_part(const crd_struct *part, const crd_struct *whole)
{
    for (size_t i = 0; i < part->n; i++) {
        const crd_field *field = &part->fields[i];
        const crd_field *same = crd_field_find(whole, crd_str_of(field->key, field->key_len));
        if (!CHECK(same && same->type == field->type)) {
            fprintf(stderr, "%s.%s is not that of %s\n", part->name, field->key, whole->name);
        }
    }
}

void test_parts(void)
{
    check_part(&fleet_options_type, &fleet_bundle_spec_type);
    check_part(&fleet_options_type, &fleet_bundle_target_type);
    check_part(&fleet_target_restriction_type, &fleet_bundle_target_type);
    check_part(&fleet_target_restriction_type, &fleet_partition_type);
}

/* status is the controllers' own: another line's has other types. */
void test_status_is_not_read(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_bundle *bundle = NULL;
    crd_value value = t_json(arena, "{\"status\":[1],\"metadata\":{\"name\":\"x\"},"
                                    "\"spec\":{\"paused\":true}}");
    CHECK(fg_bundle_read(arena, &value, NULL, &bundle, &err));
    CHECK(bundle && bundle->spec->paused);
    CHECK_STR(bundle->meta.name, CRD_S("x"));
    value = t_json(arena, "{\"status\":null}");
    CHECK(fg_bundle_read(arena, &value, NULL, &bundle, &err));
    CHECK(bundle && !bundle->spec->has.paused);
    /* all faults are told, metadata's too, and of the rest nothing */
    crd_diags diags;
    crd_diags_init(&diags, arena);
    value = t_json(arena, "{\"metadata\":{\"name\":1},\"spec\":{\"paused\":\"x\",\"helm\":[]}}");
    CHECK(fg_bundle_read(arena, &value, &diags, &bundle, &err));
    CHECK(!bundle);
    CHECK_INT(diags.n_errors, 3);
}
