/* SPDX-License-Identifier: Apache-2.0 */
/* The set helm of kind templates: a chart's file instead of a template alone. */
#ifndef FG_TESTS_RUNNER_KIND_TEMPLATES_H
#define FG_TESTS_RUNNER_KIND_TEMPLATES_H

#include "kind.h"

bool v_templates_helm(struct v_run *run, const crd_value *test);

#endif
