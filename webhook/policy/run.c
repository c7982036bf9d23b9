/* SPDX-License-Identifier: Apache-2.0 */
/* Running the rules: see run.h. Knows the table, not what a rule means. */
#include "run.h"

#include "rule.h"

static const fg_rule rules[] = {
#define FG_RULE(rule_id, rule_kind, rule_operations, rule_severity, function, text)                \
    { .id = #rule_id,                                                                              \
      .kind = rule_kind,                                                                           \
      .operations = rule_operations,                                                               \
      .severity = rule_severity,                                                                   \
      .check = function,                                                                           \
      .summary = text },
#include "rules.def"
#undef FG_RULE
};
#define RULES (sizeof(rules) / sizeof(rules[0]))

static bool fits(const fg_rule *rule, crd_str group, crd_str kind)
{
    return crd_str_eq(group, CRD_S("fleet.cattle.io")) && crd_str_eq(kind, crd_str_c(rule->kind));
}

bool fg_policy_has_rules(crd_str group, crd_str kind)
{
    for (size_t i = 0; i < RULES; i++) {
        if (fits(&rules[i], group, kind)) {
            return true;
        }
    }
    return false;
}

const char *fg_policy_rule_id(size_t i)
{
    return i < RULES ? rules[i].id : NULL;
}

static bool is_outside_spec(crd_str key)
{
    return crd_str_eq(key, CRD_S("metadata")) || crd_str_eq(key, CRD_S("status")) ||
           crd_str_eq(key, CRD_S("apiVersion")) || crd_str_eq(key, CRD_S("kind"));
}

/* Every member of a besides metadata and status stands in b with an equal value. */
static bool spec_within(const crd_value *a, const crd_value *b)
{
    for (size_t i = 0; i < crd_len_of(a); i++) {
        const crd_member *member = crd_member_at(a, i);
        if (is_outside_spec(member->key)) {
            continue;
        }
        const crd_value *other = crd_map_get(b, member->key);
        if (!other || !crd_value_equal(&member->value, other)) {
            return false;
        }
    }
    return true;
}

/* An object on its way out, or an update that leaves all but metadata and status as it was: neither
 * is ever held up, so that finalizers can go and controllers can write. */
static bool passes_untouched(const fg_question *question)
{
    const crd_value *metadata = CRD_GET(question->object, "metadata");
    if (crd_text_of(CRD_GET(metadata, "deletionTimestamp")).len) {
        return true;
    }
    return question->old_object && spec_within(question->object, question->old_object) &&
           spec_within(question->old_object, question->object);
}

bool fg_policy_run(crd_arena *arena, const fg_question *question, fg_ruling *ret, crd_err *err)
{
    fg_ruling ruling = { .clusters = 0 };
    crd_diags_init(&ruling.findings, arena);
    fg_rule_context context = { .arena = arena, .question = question, .ruling = &ruling };
    ruling.passed_untouched = passes_untouched(question);
    for (size_t i = 0; i < RULES && !ruling.passed_untouched; i++) {
        const fg_rule *rule = &rules[i];
        if (fits(rule, question->group, question->kind) &&
            (rule->operations & (unsigned)question->operation) &&
            !rule->check(&context, rule, err)) {
            return false;
        }
    }
    *ret = ruling;
    return true;
}
