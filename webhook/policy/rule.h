/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule gets and gives. Included by the rules and by run.c alone. */
#ifndef FG_POLICY_RULE_H
#define FG_POLICY_RULE_H

#include "run.h"

/* What several rules of a kind need and what is therefore worked out once; made by the first that
 * asks. */
typedef struct fg_rule_context {
    crd_arena *arena;
    const fg_question *question;
    fg_ruling *ruling;
    struct fg_bundle_facts *bundle;
} fg_rule_context;

typedef struct fg_rule {
    const char *id;
    const char *kind;
    unsigned operations; /* a set of enum fg_on */
    enum crd_severity severity;
    bool (*check)(fg_rule_context *context, const struct fg_rule *rule, crd_err *err);
    const char *summary;
} fg_rule;

#define FG_RULE(id, kind, operations, severity, function, summary)                                 \
    bool function(fg_rule_context *context, const fg_rule *rule, crd_err *err);
#include "rules.def"
#undef FG_RULE

#endif
