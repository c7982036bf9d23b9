/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Running the rules. A rule is a pure function of (object, old object, snapshot, view): no I/O, no
 * clock, no globals. The same question always gives the same ruling.
 */
#ifndef FG_POLICY_RUN_H
#define FG_POLICY_RUN_H

#include "base/diag.h"
#include "fleet/line.h"
#include "kapi/snapshot.h"
#include "kapi/until.h"
#include "kapi/view.h"
#include "value/value.h"

enum fg_on {
    FG_ON_CREATE = 1,
    FG_ON_UPDATE = 2,
};

/* All Borrowed. */
typedef struct fg_question {
    enum fg_line line;
    enum fg_on operation;
    crd_str group;
    crd_str kind;
    const crd_value *object;     /* a map */
    const crd_value *old_object; /* NULL on CREATE */
    const fg_snapshot *snapshot; /* NULL: no clusters are known, only context-free checks run */
    const fg_view *view;         /* namespaces that the requester may read */
    const fg_until *until;       /* asked between clusters; NULL: no end */
    const struct fg_render_options *render; /* of target/values.h; NULL: stand-ins, as admission */
} fg_question;

/* What the rules found. Findings about clusters are kept in the order in which they were met, by
 * namespace and name; each carries the cluster as subject. */
typedef struct fg_ruling {
    crd_diags findings;
    size_t clusters;         /* targeted, in namespaces that the view covers */
    size_t clusters_failing; /* of them, with an error */
    size_t clusters_unchecked; /* of them, not rendered because time was over */
    bool old_unchecked; /* time was over before all was known that the old object broke already */
    bool passed_untouched;   /* deletion or metadata only: no rule ran */
    crd_str unchecked[4];    /* what could not be checked, one line each */
    size_t n_unchecked;
} fg_ruling;

/* True when some rule reads objects of that group and kind. */
bool fg_policy_has_rules(crd_str group, crd_str kind);

/* Id of the i-th rule in the order of rules.def, NULL past the last. Static text. */
const char *fg_policy_rule_id(size_t i);

/* Runs every rule that fits. Fails for memory alone; time that ran out shows in the ruling. */
bool fg_policy_run(crd_arena *arena, const fg_question *question, fg_ruling *ret, crd_err *err);

#endif
