/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds about Fleet have in common. */
#ifndef FG_TESTS_RUNNER_FLEET_CASE_H
#define FG_TESTS_RUNNER_FLEET_CASE_H

#include "kind.h"
#include "target/match.h"
#include "target/target.h"

/* The snapshot of a list of objects, Owned; NULL after v_fail. */
const fg_snapshot *v_snapshot(struct v_run *run, const crd_value *objects);

/* Real random numbers, keys and salts, as the recorded answers had. Static. */
const fg_render_options *v_render_options(void);

#endif
