/* SPDX-License-Identifier: Apache-2.0 */
/* How chapters pass on what the algorithms under them say. Inside the room only. */
#ifndef FG_SPRIG_OUTCOME_H
#define FG_SPRIG_OUTCOME_H

#include "tmpl/func.h"

#define FG_FUNCTION(name)                                                                          \
    static bool name(fg_run *run, const fg_val *args, size_t n_args, fg_val *ret, crd_err *err)

/* An algorithm's refusal is the function's error; budgets and our own failures stay what they are.
 * Always false. */
static inline bool fg_refused(crd_err *err)
{
    if (err && err->code >= CRD_E_DEPTH && !crd_code_is_ours(err->code)) {
        err->code = CRD_E_EXEC;
    }
    return false;
}

/* For a failure that the function swallows: true when it was a refusal, else *err is set to it. */
static inline bool fg_swallowed(const crd_err *inner, crd_err *err)
{
    if (!crd_code_is_ours(inner->code) && inner->code != CRD_E_BUDGET) {
        return true;
    }
    if (err) {
        *err = *inner;
    }
    return false;
}

#endif
