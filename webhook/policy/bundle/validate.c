/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of a Bundle: R22, R23, R24, R71. Each turns its share of the facts into findings. */
#include "facts.h"

static crd_str subject_of(crd_arena *arena, const fg_object *cluster)
{
    if (!cluster) {
        return CRD_S("");
    }
    return CRD_CAT(arena, cluster->meta.namespace_name, CRD_S("/"), cluster->meta.name);
}

static bool add_finding(fg_rule_context *context, const fg_rule *rule, const fg_bundle_fault *fault,
                        crd_str hint, crd_err *err)
{
    crd_diag diag = {
        .rule = crd_str_c(rule->id),
        .severity = fault->old ? CRD_WARNING : rule->severity,
        .path = fault->path,
        .reason = CRD_S("FieldValueInvalid"),
        .message = fault->message,
        .hint = hint,
        .subject = subject_of(context->arena, fault->cluster),
        .place = fault->place,
        .document = fault->document,
    };
    if (!diag.subject.ptr) {
        return crd_err_memory(err, context->arena);
    }
    if (fault->cluster && diag.severity == CRD_ERROR) {
        context->ruling->clusters_failing++;
    }
    return crd_diags_add(&context->ruling->findings, &diag, err);
}

static bool add_all(fg_rule_context *context, const fg_rule *rule, crd_str hint, crd_err *err)
{
    const fg_bundle_facts *facts = NULL;
    if (!fg_bundle_facts_get(context, &facts, err)) {
        return false;
    }
    for (const fg_bundle_fault *fault = facts->first; fault; fault = fault->next) {
        if (strcmp(fault->rule, rule->id) == 0 && !add_finding(context, rule, fault, hint, err)) {
            return false;
        }
    }
    return true;
}

bool fg_rule_bundle_selectors(fg_rule_context *context, const fg_rule *rule, crd_err *err)
{
    return add_all(context, rule, CRD_S(""), err);
}

static void note_unchecked(fg_rule_context *context, crd_str text)
{
    fg_ruling *ruling = context->ruling;
    if (ruling->n_unchecked < sizeof(ruling->unchecked) / sizeof(ruling->unchecked[0])) {
        ruling->unchecked[ruling->n_unchecked++] = text;
    }
}

/* Values that the git job keeps in a Secret are not in the Bundle: that much is said. */
static bool warn_secret(fg_rule_context *context, const fg_rule *rule, crd_err *err)
{
    const crd_value *metadata = CRD_GET(context->question->object, "metadata");
    crd_diag diag = {
        .rule = crd_str_c(rule->id),
        .severity = CRD_WARNING,
        .path = CRD_S("spec.valuesHash"),
        .reason = CRD_S("FieldValueInvalid"),
        .message = CRD_CAT(context->arena, CRD_S("values are in Secret "),
                           crd_text_of(CRD_GET(metadata, "namespace")), CRD_S("/"),
                           crd_text_of(CRD_GET(metadata, "name")), CRD_S(": not checked")),
    };
    return diag.message.ptr ? crd_diags_add(&context->ruling->findings, &diag, err)
                            : crd_err_memory(err, context->arena);
}

bool fg_rule_bundle_render(fg_rule_context *context, const fg_rule *rule, crd_err *err)
{
    const fg_bundle_facts *facts = NULL;
    if (!fg_bundle_facts_get(context, &facts, err)) {
        return false;
    }
    if (!context->question->snapshot) {
        note_unchecked(context, CRD_S("R23: no inventory was given, so nothing was rendered"));
    }
    if (facts->values_in_secret && !warn_secret(context, rule, err)) {
        return false;
    }
    return add_all(context, rule, CRD_S(""), err);
}

bool fg_rule_bundle_literals(fg_rule_context *context, const fg_rule *rule, crd_err *err)
{
    return add_all(context, rule,
                   CRD_S("for a literal ${NAME} write ${`${NAME}`}, or set "
                         "helm.disablePreProcess: true (with a capital P; the API server drops "
                         "disablePreprocess without a word)"),
                   err);
}

static crd_str unstable_message(crd_arena *arena, const fg_func *func)
{
    if (func->flags & FG_FUNC_OUTSIDE) {
        return CRD_CAT(arena, func->name,
                       CRD_S(" asks the outside on every reconcile: when the answer changes, the "
                             "clusters are deployed again"));
    }
    return CRD_CAT(
        arena, func->name,
        CRD_S(" gives another result on every reconcile: the clusters are deployed again "
              "each time"));
}

bool fg_rule_bundle_unstable(fg_rule_context *context, const fg_rule *rule, crd_err *err)
{
    const fg_bundle_facts *facts = NULL;
    if (!fg_bundle_facts_get(context, &facts, err)) {
        return false;
    }
    for (size_t i = 0; i < facts->n_unstable; i++) {
        const fg_unstable *call = &facts->unstable[i];
        crd_diag diag = {
            .rule = crd_str_c(rule->id),
            .severity = rule->severity,
            .path = call->path,
            .reason = CRD_S("FieldValueInvalid"),
            .message = unstable_message(context->arena, call->func),
            .hint = CRD_S("take the value from a label, an annotation or templateValues of the "
                          "Cluster, or from a Secret on it (helm.valuesFrom)"),
            .place = call->place,
            .document = call->document,
        };
        if (!diag.message.ptr) {
            return crd_err_memory(err, context->arena);
        }
        if (!crd_diags_add(&context->ruling->findings, &diag, err)) {
            return false;
        }
    }
    return true;
}
