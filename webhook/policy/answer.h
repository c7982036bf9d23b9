/* SPDX-License-Identifier: Apache-2.0 */
/* From a ruling to a verdict: which findings refuse, how many are shown, in which words. */
#ifndef FG_POLICY_ANSWER_H
#define FG_POLICY_ANSWER_H

#include "review/verdict.h"
#include "run.h"

enum fg_enforce {
    FG_ENFORCE_DENY = 0,
    FG_ENFORCE_WARN, /* errors become warnings */
    FG_ENFORCE_OFF,  /* no rule runs */
};

/*
 * Decides verdict: denied with 422 Invalid when there is an error and enforce is deny, else allowed;
 * warnings are added either way. At most FG_ANSWER_CLUSTERS_MAX clusters are named, then "and N more
 * of M clusters". verdict borrows from ruling.
 */
bool fg_answer(const fg_review *review, const fg_ruling *ruling, enum fg_enforce enforce,
               fg_verdict *verdict, crd_err *err);

#endif
