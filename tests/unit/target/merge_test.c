/* SPDX-License-Identifier: Apache-2.0 */
/* Options merged, written and hashed. Answers of rancher/fleet 3b2c622ce and 510a4d254. */
#include "target/options.h"

#include "base/limits.h"
#include "tests.h"

static fleet_options read_options(crd_arena *arena, const char *text)
{
    crd_err err = { .code = CRD_OK };
    crd_value *value = CRD_NEW(arena, crd_value); /* the options borrow from it */
    *value = t_json(arena, text);
    const fleet_options *options =
        crd_decode_value(arena, &fleet_options_type, value, NULL, NULL, &err);
    return CHECK(options) ? *options : (fleet_options) { .extra = NULL };
}

static crd_str merged(crd_arena *arena, enum fg_line line, const char *base, const char *custom)
{
    crd_err err = { .code = CRD_OK };
    fleet_options options[3] = { read_options(arena, base), read_options(arena, custom) };
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    CHECK(fg_options_merge(arena, line, &options[0], &options[1], &options[2], &err));
    CHECK(fg_options_write(arena, &buf, line, &options[2], &err));
    return crd_buf_str(&buf);
}

static void check_merged(enum fg_line line, const char *base, const char *custom, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    CHECK_STR(merged(arena, line, base, custom), want);
}

void test_merge_texts_and_flags(void)
{
    check_merged(
        FG_LINE_LATEST, "{\"namespace\":\"a\",\"serviceAccount\":\"s\"}",
        "{\"namespace\":\"b\",\"serviceAccount\":\"\",\"defaultNamespace\":\"-\"}",
        CRD_S("{\"defaultNamespace\":\"-\",\"namespace\":\"b\",\"serviceAccount\":\"s\"}"));
    check_merged(FG_LINE_LATEST, "{\"forceSyncGeneration\":3,\"keepResources\":true}",
                 "{\"forceSyncGeneration\":-1,\"keepResources\":false}",
                 CRD_S("{\"forceSyncGeneration\":3,\"keepResources\":true}"));
    /* not merged at all */
    check_merged(
        FG_LINE_LATEST, "{}",
        "{\"deleteNamespace\":true,\"deleteCRDResources\":true,\"createNamespace\":false,"
        "\"ignore\":{},\"overwrites\":[{\"name\":\"n\"}],\"namespaceLabels\":{\"a\":\"b\"},"
        "\"helm\":{\"maxHistory\":1,\"valuesFiles\":[\"f\"],\"skipSchemaValidation\":true,"
        "\"disableDependencyUpdate\":true}}",
        CRD_S("{\"helm\":{}}"));
    check_merged(FG_LINE_LATEST, "{\"correctDrift\":{\"enabled\":true,\"force\":true}}",
                 "{\"correctDrift\":{\"enabled\":false}}", CRD_S("{\"correctDrift\":{}}"));
    check_merged(FG_LINE_LATEST, "{\"helm\":{\"timeoutSeconds\":30,\"force\":true}}",
                 "{\"helm\":{\"timeoutSeconds\":-1,\"force\":false,\"chart\":\"c\"}}",
                 CRD_S("{\"helm\":{\"chart\":\"c\",\"force\":true}}"));
    check_merged(FG_LINE_LATEST, "{}", "{\"kustomize\":{},\"yaml\":{},\"diff\":{}}",
                 CRD_S("{\"yaml\":{},\"kustomize\":{},\"diff\":{}}"));
}

void test_merge_values(void)
{
    check_merged(FG_LINE_LATEST,
                 "{\"helm\":{\"values\":{\"a\":{\"x\":1,\"y\":[1]},\"b\":{\"z\":1},\"c\":1}}}",
                 "{\"helm\":{\"values\":{\"a\":{\"y\":[2],\"w\":null},\"b\":7,\"c\":{\"d\":1}}}}",
                 CRD_S("{\"helm\":{\"values\":{\"a\":{\"w\":null,\"x\":1,\"y\":[2]},\"b\":7,"
                       "\"c\":{\"d\":1}}}}"));
    check_merged(FG_LINE_LATEST, "{\"helm\":{\"templateValues\":{\"b\":\"1\",\"a\":\"2\"}}}",
                 "{\"helm\":{\"templateValues\":{\"b\":\"3\",\"c\":\"4\"},\"values\":{}}}",
                 CRD_S("{\"helm\":{\"values\":{},\"templateValues\":{\"a\":\"2\",\"b\":\"3\","
                       "\"c\":\"4\"}}}"));
}

#define REF(kind, name) "{\"" kind "\":{\"name\":\"" name "\"}}"

void test_merge_lists_0_12(void)
{
    check_merged(FG_LINE_0_12, "{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef", "a") "]}}",
                 "{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef", "a") "]}}",
                 CRD_S("{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef", "a") "," REF(
                     "secretKeyRef", "a") "]},\"ignore\":{}}"));
    check_merged(FG_LINE_0_12, "{\"diff\":{\"comparePatches\":[{\"kind\":\"k\"}]}}",
                 "{\"diff\":{\"comparePatches\":[{\"kind\":\"k\"}]}}",
                 CRD_S("{\"diff\":{\"comparePatches\":[{\"kind\":\"k\"},{\"kind\":\"k\"}]},"
                       "\"ignore\":{}}"));
}

void test_merge_lists_latest(void)
{
    check_merged(FG_LINE_LATEST,
                 "{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef",
                                                   "a") ",{}," REF("configMapKeyRef", "a") "]}}",
                 "{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef", "b") "," REF(
                     "secretKeyRef", "a") "," REF("secretKeyRef", "b") ",{}]}}",
                 CRD_S("{\"helm\":{\"valuesFrom\":[" REF("secretKeyRef", "a") ",{}," REF(
                     "configMapKeyRef", "a") "," REF("secretKeyRef", "b") ",{}]}}"));
    /* of a key the custom entry stands whole, in the place of the Bundle's */
    check_merged(FG_LINE_LATEST,
                 "{\"diff\":{\"comparePatches\":[{\"kind\":\"k\",\"name\":\"n\",\"jsonPointers\":"
                 "[\"/a\"]},{\"kind\":\"l\"}]}}",
                 "{\"diff\":{\"comparePatches\":[{\"kind\":\"k\",\"name\":\"n\",\"operations\":"
                 "[{\"op\":\"remove\"}]}]}}",
                 CRD_S("{\"diff\":{\"comparePatches\":[{\"kind\":\"k\",\"name\":\"n\","
                       "\"operations\":[{\"op\":\"remove\"}]},{\"kind\":\"l\"}]}}"));
    check_merged(FG_LINE_LATEST, "{\"downstreamResources\":[{\"kind\":\"Secret\",\"name\":\"s\"}]}",
                 "{\"downstreamResources\":[{\"kind\":\"secret\",\"name\":\"s\"},{\"kind\":"
                 "\"secret\",\"name\":\"S\"}]}",
                 CRD_S("{\"downstreamResources\":[{\"kind\":\"secret\",\"name\":\"s\"},{\"kind\":"
                       "\"secret\",\"name\":\"S\"}]}"));
    check_merged(FG_LINE_LATEST, "{\"yaml\":{\"overlays\":[\"a\"]}}",
                 "{\"yaml\":{\"overlays\":[\"a\",\"b\"]}}",
                 CRD_S("{\"yaml\":{\"overlays\":[\"a\",\"a\",\"b\"]}}"));
}

void test_merge_leaves_inputs(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fleet_options options[3] = {
        read_options(arena, "{\"helm\":{\"values\":{\"a\":{\"b\":1}},"
                            "\"templateValues\":{\"k\":\"v\"}}}"),
        read_options(arena, "{\"helm\":{\"values\":{\"a\":{\"c\":2}},"
                            "\"templateValues\":{\"k\":\"w\"}}}"),
    };
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    CHECK(fg_options_merge(arena, FG_LINE_LATEST, &options[0], &options[1], &options[2], &err));
    CHECK(fg_options_write(arena, &buf, FG_LINE_LATEST, &options[0], &err));
    crd_buf_add_lit(&buf, " ");
    CHECK(fg_options_write(arena, &buf, FG_LINE_LATEST, &options[1], &err));
    CHECK_STR(crd_buf_str(&buf),
              CRD_S("{\"helm\":{\"values\":{\"a\":{\"b\":1}},\"templateValues\":{\"k\":\"v\"}}} "
                    "{\"helm\":{\"values\":{\"a\":{\"c\":2}},\"templateValues\":{\"k\":\"w\"}}}"));
}

void test_write_order(void)
{
    const char *all =
        "{\"correctDrift\":{\"keepFailHistory\":true,\"force\":true},\"yaml\":{},"
        "\"kustomize\":{\"dir\":\"<&>\"},\"helm\":{\"valuesFiles\":[\"v\"],\"chart\":"
        "\"c\",\"valuesFrom\":[{\"secretKeyRef\":{}}],\"values\":{\"n\":1.50}},"
        "\"namespace\":\"n\",\"ignore\":{\"conditions\":[{\"b\":\"1\",\"a\":\"2\"}]}}";
    check_merged(
        FG_LINE_LATEST, all, "{}",
        CRD_S("{\"yaml\":{},\"kustomize\":{\"dir\":\"\\u003c\\u0026\\u003e\"},"
              "\"namespace\":\"n\",\"helm\":{\"valuesFiles\":[\"v\"],\"chart\":\"c\","
              "\"values\":{\"n\":1.5},\"valuesFrom\":[{\"secretKeyRef\":{\"name\":\"\"}}]},"
              "\"ignore\":{\"conditions\":[{\"a\":\"2\",\"b\":\"1\"}]},\"correctDrift\":"
              "{\"force\":true,\"keepFailHistory\":true}}"));
    check_merged(FG_LINE_0_12, all, "{}",
                 CRD_S("{\"namespace\":\"n\",\"kustomize\":{\"dir\":\"\\u003c\\u0026\\u003e\"},"
                       "\"helm\":{\"chart\":\"c\",\"values\":{\"n\":1.5},\"valuesFrom\":"
                       "[{\"secretKeyRef\":{\"name\":\"\"}}],\"valuesFiles\":[\"v\"]},\"yaml\":{},"
                       "\"ignore\":{\"conditions\":[{\"a\":\"2\",\"b\":\"1\"}]},\"correctDrift\":"
                       "{\"force\":true,\"keepFailHistory\":true}}"));
}

void test_ids(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fleet_options with_diff =
        read_options(arena, "{\"namespace\":\"n\",\"diff\":{},\"correctDrift\":{}}");
    fleet_options without = read_options(arena, "{\"namespace\":\"n\"}");
    crd_str ids[4];
    CHECK(fg_deployment_id(arena, FG_LINE_LATEST, CRD_S("m"), &with_diff, &ids[0], &err));
    CHECK(fg_deployment_id(arena, FG_LINE_LATEST, CRD_S("m"), &without, &ids[1], &err));
    CHECK(fg_deployment_id(arena, FG_LINE_0_12, CRD_S(""), &with_diff, &ids[2], &err));
    CHECK(fg_deployment_id(arena, FG_LINE_0_12, CRD_S(""), &without, &ids[3], &err));
    CHECK_STR(ids[0], ids[1]); /* latest leaves both out, 0.12 does not */
    CHECK(!crd_str_eq(ids[2], ids[3]));
    /* printf '{"namespace":"n"}\n' | sha256sum */
    CHECK_STR(ids[1], CRD_S("m:f0f7eccb2155d1fb0b4ea2459c2feedfdff3d2d6472cc60b8451c69ac8a56b2f"));
    CHECK(crd_str_starts(ids[3], CRD_S(":")));
    crd_str manifest;
    CHECK(fg_manifest_id(arena, NULL, 0, &manifest, &err));
    /* printf '{}\n' | sha256sum, after "s-" and cut to 63 characters */
    CHECK_STR(manifest, CRD_S("s-ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442"));
}

static bool merge_once(void *context)
{
    (void)context;
    crd_string_entry pair = { CRD_STR_INIT("k"), CRD_STR_INIT("v") };
    static const crd_member member = { CRD_STR_INIT("a"), { .kind = CRD_BOOL } };
    const crd_value map = { .kind = CRD_MAP, .len = 1, .u = { .members = &member } };
    fleet_key_ref ref = { .name = CRD_STR_INIT("n") };
    fleet_values_from from = { .secret_key_ref = &ref };
    fleet_helm helm = {
        .values = map,
        .template_values = { .items = &pair, .n = 1 },
        .values_from = { .items = &from, .n = 1 },
        .has = { .values = 1, .template_values = 1 },
    };
    fleet_options options = { .helm = &helm };
    fleet_options ret;
    crd_str id;
    crd_err err = { .code = CRD_OK };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    return arena && fg_options_merge(arena, FG_LINE_LATEST, &options, &options, &ret, &err) &&
           fg_deployment_id(arena, FG_LINE_LATEST, CRD_S(""), &ret, &id, &err);
}

void test_merge_each_failure(void)
{
    CHECK_FAIL_EACH(merge_once, NULL);
}
