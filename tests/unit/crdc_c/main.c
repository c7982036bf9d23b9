/* SPDX-License-Identifier: Apache-2.0 */
/* Names in C: words, collisions, shared structs, and names that a rename file keeps. */
#include "compiler/c_plan.h"
#include "compiler/load.h"
#include "compiler/names.h"
#include "tests.h"

#define MIB ((size_t)1 << 20)

static void test_name_snake(void)
{
    static const struct {
        const char *text;
        const char *want;
    } rows[] = {
        { "hostPath", "host_path" },   { "host_path", "host_path" },   { "disableDNS", "disable_dns" },
        { "HTTPRoute", "http_route" }, { "PVCs", "pvcs" },             { "3scale", "n3scale" },
        { "$ref", "ref" },             { "ca.crt", "ca_crt" },         { "-Xmx", "xmx" },
        { "k8sProbe/inputs", "k8s_probe_inputs" },                     { "hugepages-1Gi", "hugepages_1_gi" },
        { "a__b", "a_b" },             { "", "empty" },                { "*", "star" },
        { "\xc3\xa9t\xc3\xa9", "u00e9tu00e9" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, MIB);
        crdc_name_snake(&buf, crd_str_c(rows[i].text));
        CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].want));
    }
}

static void test_name_constant(void)
{
    static const struct {
        const char *text;
        const char *want;
    } rows[] = {
        { "IfNotPresent", "IF_NOT_PRESENT" }, { "!=", "NE" },  { "=~", "EQ_TILDE" }, { "", "EMPTY" },
        { "digital signature", "DIGITAL_SIGNATURE" },          { "4Ki", "4_KI" },     { "*", "STAR" },
        { "tcp", "TCP" },                                      { "9p.x", "9P_X" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, MIB);
        crdc_name_constant(&buf, crd_str_c(rows[i].text));
        CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].want));
    }
}

static void test_name_reserved(void)
{
    static const char *const words[] = { "default", "namespace", "operator", "errno", "stdin", "linux",
                                         "unix",    "asm",       "xor_eq",   "wchar_t", "vax" };
    static const char *const others[] = { "name", "names", "defaul", "", "std", "in t", "fo" };
    for (size_t i = 0; i < T_COUNT(words); i++) {
        CHECK(crdc_name_is_reserved(crd_str_c(words[i])));
    }
    for (size_t i = 0; i < T_COUNT(others); i++) {
        CHECK(!crdc_name_is_reserved(crd_str_c(others[i])));
    }
}

static const char head[] =
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
    "metadata: {name: widgets.shop.example.com}\n"
    "spec:\n  group: shop.example.com\n  scope: Namespaced\n"
    "  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}\n"
    "  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n"
    "      openAPIV3Schema:\n        type: object\n        properties:\n"
    "          spec:\n            type: object\n            properties:\n";

/* The names of a CRD whose spec has these properties, as a rename file says them. */
static crd_str names_of(crd_arena *arena, const char *properties, crd_str renames)
{
    crdc_loading loading;
    crdc_c_plan plan;
    crdc_map map;
    crd_err err = { 0 };
    crd_str parts[] = { crd_str_c(head), crd_str_c(properties) };
    crdc_loading_init(&loading, arena);
    CHECK(crdc_load_text(&loading, CRD_S("x.yaml"), crd_str_cat(arena, parts, 2), &err));
    CHECK_INT(loading.n_crds, 1);
    CHECK(crdc_c_renames_read(arena, renames, &map, &err));
    CHECK(crdc_c_plan_make(arena, crdc_loaded(&loading), CRD_S("shop"), &map, &plan, &err));
    CHECK(crdc_c_plan_name(&plan, &err));
    crd_buf buf;
    crd_buf_on(&buf, arena, MIB);
    crdc_c_renames_write(&buf, &plan);
    CHECK_STR(err.message, CRD_S(""));
    return crd_buf_str(&buf);
}

#define SPEC "shop.example.com/v1/Widget.spec"

static void check_has(crd_str names, const char *line)
{
    bool has = crd_str_has(names, crd_str_c(line));
    CHECK_STR(has ? crd_str_c(line) : crd_str_of(NULL, 0), crd_str_c(line));
}

static void test_plan_collisions(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    crd_str names = names_of(arena,
                             "              hostPath: {type: string}\n"
                             "              host_path: {type: string}\n"
                             "              $action: {type: string}\n"
                             "              action: {type: string}\n"
                             "              has: {type: string}\n"
                             "              default: {type: string, enum: [tcp, TCP, '', other]}\n"
                             "              defaultOther: {type: string}\n",
                             CRD_S(""));
    check_has(names, "field " SPEC ".hostPath = hostPath\n");
    check_has(names, "field " SPEC ".host_path = host_path\n");
    check_has(names, "field " SPEC ".$action = action_2\n");
    check_has(names, "field " SPEC ".action = action\n");
    check_has(names, "field " SPEC ".has = has_\n");
    check_has(names, "field " SPEC ".default = default_\n");
    check_has(names, "value " SPEC ".default \"tcp\" = SHOP_WIDGET_DEFAULT_TCP\n");
    check_has(names, "value " SPEC ".default \"TCP\" = SHOP_WIDGET_DEFAULT_TCP_2\n");
    check_has(names, "value " SPEC ".default \"\" = SHOP_WIDGET_DEFAULT_EMPTY\n");
    check_has(names, "value " SPEC ".default \"other\" = SHOP_WIDGET_DEFAULT_OTHER_2\n");
}

#define PART "{type: object, properties: {name: {type: string}}}"

/* Equal structs are one, named by the place nearest to the kind. */
static void test_plan_shared(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    crd_str names = names_of(arena,
                             "              a: {type: object, properties: {inner: " PART "}}\n"
                             "              part: " PART "\n"
                             "              parts: {type: array, items: " PART "}\n",
                             CRD_S(""));
    check_has(names, " = shop_widget_part\n");
    CHECK(!crd_str_has(names, CRD_S("shop_widget_parts")));
    CHECK(!crd_str_has(names, CRD_S("shop_widget_inner")));
}

/* A new release puts a field in front whose struct would take the name. */
static void test_plan_renames(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    static const char *const old =
        "              z: {type: object, properties: {part: {type: object, properties: "
        "{size: {type: integer}}}}}\n"
        "              hostPath: {type: string}\n";
    static const char *const new_release =
        "              a: {type: object, properties: {part: " PART "}}\n"
        "              host_path: {type: string}\n"
        "              z: {type: object, properties: {part: {type: object, properties: "
        "{size: {type: integer}}}}}\n"
        "              hostPath: {type: string}\n";
    crd_str before = names_of(arena, old, CRD_S(""));
    check_has(before, "type " SPEC ".z.part = shop_widget_part\n");
    check_has(before, "field " SPEC ".hostPath = host_path\n");
    crd_str renamed = names_of(arena, new_release, CRD_S(""));
    check_has(renamed, "type " SPEC ".a.part = shop_widget_part\n");
    crd_str kept = names_of(arena, new_release, before);
    check_has(kept, "type " SPEC ".z.part = shop_widget_part\n");
    check_has(kept, "type " SPEC ".a.part = shop_widget_a_part\n");
    check_has(kept, "field " SPEC ".hostPath = host_path\n");
    check_has(kept, "field " SPEC ".host_path = host_path_2\n");
}

static void test_renames_refused(void)
{
    static const char *const texts[] = { "typo a = b\n", "type a\n", "type a = 1b\n",
                                         "type a = int\n", "type a = b__c\n" };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crdc_map map;
        crd_err err = { 0 };
        CHECK(!crdc_c_renames_read(arena, crd_str_c(texts[i]), &map, &err));
        CHECK_INT(err.code, CRD_E_SYNTAX);
        CHECK(crd_str_starts(err.message, CRD_S("line 1: ")));
    }
}

static const struct t_test tests[] = {
    T_TEST(test_name_snake),      T_TEST(test_name_constant), T_TEST(test_name_reserved),
    T_TEST(test_plan_collisions), T_TEST(test_plan_shared),   T_TEST(test_plan_renames),
    T_TEST(test_renames_refused), T_TEST(test_emit_each_failure),
    T_TEST(test_emit_arena_limit), T_TEST(test_layout),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
