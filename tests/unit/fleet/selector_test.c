/* SPDX-License-Identifier: Apache-2.0 */
/* Selectors: meaning and texts of LabelSelectorAsSelector, apimachinery v0.36.3 and v0.31.3. */
#include "fleet/selector.h"

#include "tests.h"

static bool compile(crd_arena *arena, const char *text, enum crd_wording words,
                    const fg_selector **ret, crd_err *err)
{
    crd_value value = t_json(arena, text);
    const fleet_label_selector *source =
        crd_decode_value(arena, &fleet_label_selector_type, &value, NULL, NULL, err);
    return CHECK(source) && fg_fleet_selector_compile(arena, source, words, ret, err);
}

static bool selects(const char *selector, const char *labels)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_selector *compiled = NULL;
    crd_err err = { .code = CRD_OK };
    crd_value value = t_json(arena, labels);
    return CHECK(compile(arena, selector, CRD_WORDS_0_36, &compiled, &err)) &&
           fg_selector_matches(compiled, &value);
}

void test_selector_nil_and_empty(void)
{
    const fg_selector *nothing = NULL;
    CHECK(fg_fleet_selector_compile(NULL, NULL, CRD_WORDS_0_36, &nothing, NULL));
    CHECK(!fg_selector_matches(nothing, NULL));
    CHECK(selects("{}", "{}"));
    CHECK(selects("{\"matchLabels\":{},\"matchExpressions\":[]}", "{\"a\":\"b\"}"));
}

void test_selector_operators(void)
{
    CHECK(selects("{\"matchLabels\":{\"a\":\"\"}}", "{\"a\":\"\"}"));
    CHECK(!selects("{\"matchLabels\":{\"a\":\"\"}}", "{}"));
    const char *in =
        "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\",\"values\":[\"x\",\"y\"]}]}";
    CHECK(selects(in, "{\"a\":\"y\"}"));
    CHECK(!selects(in, "{\"a\":\"z\"}"));
    CHECK(!selects(in, "{}"));
    const char *not_in =
        "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"NotIn\",\"values\":[\"x\"]}]}";
    CHECK(selects(not_in, "{}"));
    CHECK(selects(not_in, "{\"a\":\"y\"}"));
    CHECK(!selects(not_in, "{\"a\":\"x\"}"));
    const char *exists = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\"}]}";
    CHECK(selects(exists, "{\"a\":\"\"}") && !selects(exists, "{\"b\":\"\"}"));
    const char *absent = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"DoesNotExist\"}]}";
    CHECK(!selects(absent, "{\"a\":\"\"}") && selects(absent, "{\"b\":\"\"}"));
}

void test_selector_many_values(void)
{
    const char *many = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\",\"values\":"
                       "[\"q\",\"b\",\"z\",\"b\",\"a\",\"m\",\"0\"]}]}";
    CHECK(selects(many, "{\"a\":\"b\"}") && selects(many, "{\"a\":\"0\"}"));
    CHECK(selects(many, "{\"a\":\"z\"}") && !selects(many, "{\"a\":\"c\"}"));
}

static void check_text(const char *selector, enum crd_wording words, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_selector *compiled = NULL;
    crd_err err = { .code = CRD_OK };
    CHECK(!compile(arena, selector, words, &compiled, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK_STR(err.message, want);
    CHECK(!compiled);
}

void test_selector_texts(void)
{
    const char *empty_in = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\"}]}";
    check_text(empty_in, CRD_WORDS_0_36,
               CRD_S("values: Invalid value: null: for 'in', 'notin' operators, values set can't "
                     "be empty"));
    check_text(empty_in, CRD_WORDS_0_31,
               CRD_S("values: Invalid value: []string(nil): for 'in', 'notin' operators, values "
                     "set can't be empty"));
    const char *exists = "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\",\"values\":"
                         "[\"<\",\"x\"]}]}";
    check_text(exists, CRD_WORDS_0_36,
               CRD_S("[values: Invalid value: [\"\\u003c\",\"x\"]: values set must be empty for "
                     "exists and does not exist, values[0][a]: Invalid value: \"<\": a valid label "
                     "must be an empty string or consist of alphanumeric characters, '-', '_' or "
                     "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  "
                     "or 'my_value',  or '12345', regex used for validation is "
                     "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]"));
    check_text("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\",\"values\":[\"x\","
               "\"y\"]}]}",
               CRD_WORDS_0_31,
               CRD_S("values: Invalid value: []string{\"x\", \"y\"}: values set must be empty for "
                     "exists and does not exist"));
    check_text("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"in\"}]}", CRD_WORDS_0_36,
               CRD_S("\"in\" is not a valid label selector operator"));
    /* two bad labels: the first in bytewise order is told */
    check_text("{\"matchLabels\":{\"b b\":\"\",\"a/\":\"\"}}", CRD_WORDS_0_36,
               CRD_S("key: Invalid value: \"a/\": name part must be non-empty; name part must "
                     "consist of alphanumeric characters, '-', '_' or '.', and must start and end "
                     "with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', "
                     "regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"));
}

void test_selector_join(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    crd_value a = t_json(arena, "{\"matchLabels\":{\"x\":\"1\",\"y\":\"2\"}}");
    crd_value b = t_json(arena, "{\"matchLabels\":{\"x\":\"3\"},\"matchExpressions\":"
                                "[{\"key\":\"k\",\"operator\":\"Exists\"}]}");
    const fleet_label_selector *list[] = {
        NULL,
        crd_decode_value(arena, &fleet_label_selector_type, &a, NULL, NULL, &err),
        NULL,
        crd_decode_value(arena, &fleet_label_selector_type, &b, NULL, NULL, &err),
    };
    fleet_label_selector *joined = NULL;
    CHECK(list[1] && list[3]);
    CHECK(fg_fleet_selector_join(arena, list, 4, &joined, &err));
    CHECK_INT(joined->match_labels.n, 2);
    CHECK_STR(joined->match_labels.items[0].value, CRD_S("3"));
    CHECK_STR(joined->match_labels.items[1].key, CRD_S("y"));
    CHECK_INT(joined->match_expressions.n, 1);
    CHECK(fg_fleet_selector_join(arena, list, 1, &joined, &err));
    CHECK(!joined);
}

static bool compile_once(void *context)
{
    (void)context;
    crd_string_entry labels[] = {
        { CRD_STR_INIT("a"), CRD_STR_INIT("b") },
        { CRD_STR_INIT("c"), CRD_STR_INIT("d") },
    };
    crd_str values[] = { CRD_STR_INIT("y"), CRD_STR_INIT("x y") };
    fleet_label_requirement in = {
        .key = CRD_S("k"),
        .operator_ = CRD_S("NotIn"),
        .values = { .items = values, .n = 2 },
    };
    fleet_label_selector source = {
        .match_labels = { .items = labels, .n = 2 },
        .match_expressions = { .items = &in, .n = 1 },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    const fg_selector *selector;
    crd_err err = { .code = CRD_OK };
    bool ok = arena && !fg_fleet_selector_compile(arena, &source, CRD_WORDS_0_36, &selector, &err);
    return ok && err.code == CRD_E_VALUE;
}

void test_selector_each_failure(void)
{
    CHECK_FAIL_EACH(compile_once, NULL);
}
