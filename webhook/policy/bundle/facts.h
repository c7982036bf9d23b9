/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rules of a Bundle have in common: the decoded Bundle, its plan, and every fault on every
 * cluster it targets, worked out once. A fault that the old object had already, on the same field
 * and the same cluster, is marked.
 */
#ifndef FG_POLICY_BUNDLE_FACTS_H
#define FG_POLICY_BUNDLE_FACTS_H

#include "../rule.h"
#include "target/target.h"

/* One fault, of the Bundle as a whole or of one cluster. */
typedef struct fg_bundle_fault {
    struct fg_bundle_fault *next;
    const char *rule;         /* id of the rule that owns faults of this sort */
    const fg_object *cluster; /* Borrowed from the snapshot; NULL: the Bundle's own */
    crd_str path;
    crd_str message; /* what may be shown: no rendered document in it */
    crd_place place; /* in document */
    crd_str document;
    bool old; /* the old object had it, too */
} fg_bundle_fault;

typedef struct fg_bundle_facts {
    bool readable;          /* false: findings of rule "decode" say why; nothing else is known */
    bool values_in_secret;  /* spec.valuesHash is set */
    fg_bundle_fault *first; /* in the order in which Fleet would meet them */
    const fg_unstable *unstable; /* calls whose results change: see target/values.h */
    size_t n_unstable;
} fg_bundle_facts;

/* Worked out on the first call, then the same. Adds "decode" findings then. */
bool fg_bundle_facts_get(fg_rule_context *context, const fg_bundle_facts **ret, crd_err *err);

#endif
