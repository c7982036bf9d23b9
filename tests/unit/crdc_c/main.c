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

#define MODE "{type: string, enum: ['On', 'on']}"

/* What several places have keeps its names when the first of them goes, or becomes another one. */
static void test_plan_given_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    static const char part[] = "{type: object, properties: {hostPath: {type: string}, mode: " MODE "}}";
    static const char other[] = "{type: object, properties: {host_path: {type: string}, hostPath: {type: string}, mode: " MODE "}}";
    crd_str a = CRD_CAT(arena, CRD_S("              a: "), crd_str_c(part), CRD_S("\n"));
    crd_str b = CRD_CAT(arena, CRD_S("              b: "), crd_str_c(part), CRD_S("\n"));
    crd_str wide = CRD_CAT(arena, CRD_S("              a: "), crd_str_c(other), CRD_S("\n"));
    crd_str before = names_of(arena, CRD_CAT(arena, a, b, CRD_S("\0")).ptr, CRD_S(""));
    check_has(before, "type " SPEC ".a = shop_widget_a\n");
    check_has(before, "same " SPEC ".b = " SPEC ".a\n");
    check_has(before, "value " SPEC ".a.mode \"on\" = SHOP_WIDGET_MODE_ON_2\n");
    /* gone */
    crd_str kept = names_of(arena, CRD_CAT(arena, b, CRD_S("\0")).ptr, before);
    check_has(kept, "type " SPEC ".b = shop_widget_a\n");
    check_has(kept, "field " SPEC ".b.hostPath = host_path\n");
    check_has(kept, "enum " SPEC ".b.mode = shop_widget_mode\n");
    check_has(kept, "value " SPEC ".b.mode \"on\" = SHOP_WIDGET_MODE_ON_2\n");
    /* another one: it has the name, since the file says so of it; fields keep theirs in both */
    kept = names_of(arena, CRD_CAT(arena, wide, b, CRD_S("\0")).ptr, before);
    check_has(kept, "type " SPEC ".a = shop_widget_a\n");
    check_has(kept, "field " SPEC ".a.hostPath = host_path\n");
    check_has(kept, "field " SPEC ".a.host_path = host_path_2\n");
    check_has(kept, "type " SPEC ".b = shop_widget_b\n");
    check_has(kept, "field " SPEC ".b.hostPath = host_path\n");
    check_has(kept, "same " SPEC ".b.mode = " SPEC ".a.mode\n");
}

static void test_renames_refused(void)
{
    static const char *const texts[] = { "typo a = b\n", "type a\n", "type a = 1b\n",
                                         "type a = int\n", "type a = b__c\n",
                                         "type a = crd_x\n" };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crdc_map map;
        crd_err err = { 0 };
        CHECK(!crdc_c_renames_read(arena, crd_str_c(texts[i]), &map, &err));
        CHECK_INT(err.code, CRD_E_SYNTAX);
        CHECK(crd_str_starts(err.message, CRD_S("line 1: ")));
    }
}

#define EMPTY_CRD(group, kind, singular)                                                           \
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"                        \
    "metadata: {name: x}\nspec: {group: '" group "', scope: Cluster, names: {plural: x, singular: " \
    singular ", kind: '" kind "'}, versions: [{name: v1, served: true, storage: true, schema: "    \
    "{openAPIV3Schema: {type: object}}}]}\n"

/* A plan of several CRDs, with the names of their groups. */
static bool plan_of(crd_arena *arena, const char *text, const char *renames, crdc_c_plan *ret,
                    crd_err *err)
{
    crdc_loading loading;
    crdc_map *map = CRD_NEW(arena, crdc_map);
    crdc_loading_init(&loading, arena);
    return CHECK(map && crdc_load_text(&loading, CRD_S("x.yaml"), crd_str_c(text), err)) &&
           CHECK(crdc_c_renames_read(arena, crd_str_c(renames), map, err)) &&
           crdc_c_plan_make(arena, crdc_loaded(&loading), CRD_S(""), map, ret, err) &&
           crdc_c_plan_name(ret, err);
}

/* C++ forbids members with the name of a type that the class uses; macros are no members. */
static void test_plan_types_and_macros(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    crd_str names = names_of(arena,
                             "              part: " PART "\n"
                             "              shopWidgetPart: " PART "\n"
                             "              shop_widget_spec: {type: string}\n"
                             "              shop_other: {type: string}\n"
                             "              crd_str: {type: string}\n"
                             "              int64_t: {type: integer}\n"
                             "              'null': {type: string}\n"
                             "              'NULL': {type: string}\n"
                             "              eof: {type: string}\n"
                             "              EOF: {type: string}\n"
                             "              pr_id64: {type: string}\n"
                             "              PRId64: {type: string}\n",
                             CRD_S(""));
    check_has(names, "type " SPEC ".part = shop_widget_part\n");
    check_has(names, "field " SPEC ".shopWidgetPart = shop_widget_part_\n");
    check_has(names, "field " SPEC ".shop_widget_spec = shop_widget_spec_\n");
    check_has(names, "field " SPEC ".shop_other = shop_other\n");
    check_has(names, "field " SPEC ".crd_str = crd_str_\n");
    check_has(names, "field " SPEC ".int64_t = int64_t_\n");
    check_has(names, "field " SPEC ".null = null_\n");
    check_has(names, "field " SPEC ".NULL = null_2\n");
    check_has(names, "field " SPEC ".EOF = eof_2\n");
    check_has(names, "field " SPEC ".PRId64 = pr_id64_2\n");
}

/* The constants that each enum has are nobody's value. */
static void test_plan_constants(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    crd_str names = names_of(arena,
                             "              a: {type: string, enum: [b_unset, b_x]}\n"
                             "              a_b: {type: string, enum: [x]}\n",
                             CRD_S(""));
    check_has(names, "value " SPEC ".a \"b_unset\" = SHOP_WIDGET_A_B_UNSET_2\n");
    check_has(names, "value " SPEC ".a \"b_x\" = SHOP_WIDGET_A_B_X\n");
    check_has(names, "value " SPEC ".a_b \"x\" = SHOP_WIDGET_A_B_X_2\n");
}

/* A place says one thing only, whatever stands in the keys. */
static void test_plan_places(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    static const char *const properties =
        "              a: {type: object, properties: {b: {type: string}}}\n"
        "              a.b: {type: integer}\n"
        "              'a = b': {type: integer}\n"
        "              \"a\\nfield x\": {type: integer}\n"
        "              'a[]': {type: integer}\n"
        "              ' a ': {type: integer}\n"
        "              '': {type: object, properties: {'\"': {type: boolean}}}\n";
    crd_str names = names_of(arena, properties, CRD_S(""));
    check_has(names, "field " SPEC ".a.b = b\n");
    check_has(names, "field " SPEC "[\"a.b\"] = a_b\n");
    check_has(names, "field " SPEC "[\"a = b\"] = a_b_2\n");
    check_has(names, "field " SPEC "[\"a\\nfield x\"] = a_field_x\n");
    check_has(names, "field " SPEC "[\"\"][\"\\\"\"] = quote\n");
    CHECK_STR(names_of(arena, properties, names), names);
}

/* libcrd's crd_ is no prefix; a-b and a.b are two files; long groups are files, too. */
static void test_plan_groups(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(64 * MIB);
    crdc_c_plan plan;
    crd_err err = { 0 };
#define LABEL "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx."
    CHECK(plan_of(arena,
                  EMPTY_CRD("a-b.io", "W", "w") "---\n" EMPTY_CRD("a.b.io", "W", "w") "---\n"
                  EMPTY_CRD("crd.crd-x.b.io", "Str", "str") "---\n" EMPTY_CRD("crd", "Str", "str")
                  "---\n" EMPTY_CRD("json.io", "Object", "object") "---\n"
                  EMPTY_CRD("z." LABEL LABEL LABEL LABEL "io", "W", "w"),
                  "", &plan, &err));
    static const char *const files[] = { "a_b_io_v1", "a_b_io_v1_2", "crd_v1", "crd_crd_x_b_io_v1",
                                         "json_io_v1" };
    static const char *const types[] = { "a_b_w", "a_w", "group_str", "b_str", "json_object_2" };
    CHECK_INT(plan.n_units, 6);
    for (size_t i = 0; i < T_COUNT(files) && i < plan.n_units; i++) {
        CHECK_STR(plan.units[i].file, crd_str_c(files[i]));
        CHECK_STR(plan.units[i].roots[0].object->c_name, crd_str_c(types[i]));
    }
    CHECK(plan.n_units == 6 && plan.units[5].file.len == 200);
}

static void test_plan_refused(void)
{
    static const struct {
        const char *text;
        const char *renames;
        const char *want;
    } rows[] = {
        { EMPTY_CRD("*/ int x; /*", "W", "w"), "",
          "x.yaml: spec.group: letters, digits, - and . make a name, see crdc check" },
        { EMPTY_CRD("a.io", "W\"", "w"), "",
          "x.yaml: spec.names.kind: letters, digits, - and . make a name, see crdc check" },
        { "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n", "",
          "x.yaml: spec.group: letters, digits, - and . make a name, see crdc check" },
        { "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
          "spec: {group: a.io, names: {kind: W, plural: w}}\n", "",
          "no version of a CustomResourceDefinition in what was given" },
        { EMPTY_CRD("a.io", "W", "w") "---\n" EMPTY_CRD("a.io", "U", "u"),
          "type a.io/v1/W = a_x\ntype a.io/v1/U = a_x\n",
          "the rename file gives the name a_x, which something else has" },
        { EMPTY_CRD("a.io", "W", "w"), "field a.io/v1/W.kind = has\n",
          "the rename file gives the name has to a field of a_w, which cannot be" },
        { EMPTY_CRD("a.io", "W", "w"), "field a.io/v1/W.kind = k\nfield a.io/v1/W.metadata = k\n",
          "the rename file gives the name k to a field of a_w, which cannot be" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crdc_c_plan plan;
        crd_err err = { 0 };
        CHECK(!plan_of(arena, rows[i].text, rows[i].renames, &plan, &err));
        CHECK_STR(err.message, crd_str_c(rows[i].want));
    }
}

/* JSON that YAML cannot read is read as JSON. */
static void test_load_json(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crdc_loading loading;
    crd_err err = { 0 };
    crdc_loading_init(&loading, arena);
    CHECK(crdc_load_text(&loading, CRD_S("x.json"),
                         CRD_S(" {\"kind\": \"CustomResourceDefinition\", \"a\": \"\x7f\"}"), &err));
    CHECK_INT(loading.n_crds, 1);
    CHECK(crdc_load_text(&loading, CRD_S("x.json"), CRD_S("{\"a\": \"\x7f\"} x"), &err));
    CHECK_INT(loading.n_crds, 1);
    CHECK_INT(loading.diags.n_errors, 1);
}

static const struct t_test tests[] = {
    T_TEST(test_name_snake),      T_TEST(test_name_constant), T_TEST(test_name_reserved),
    T_TEST(test_plan_collisions), T_TEST(test_plan_shared),   T_TEST(test_plan_renames),
    T_TEST(test_plan_given_places),
    T_TEST(test_plan_constants),  T_TEST(test_plan_places),   T_TEST(test_plan_groups),
    T_TEST(test_plan_refused),    T_TEST(test_load_json),     T_TEST(test_plan_types_and_macros),
    T_TEST(test_renames_refused), T_TEST(test_emit_each_failure),
    T_TEST(test_emit_arena_limit), T_TEST(test_layout),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
