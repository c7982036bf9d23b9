/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --fail-each: a case again and again, each time with one thing that it takes failing: an
 * allocation of an arena or of the heap, or steps of the budget. failing.c replaces these functions
 * at link time. A thing is known by the call stack that asks for it, and each is failed once in a
 * whole file, so that thousands of cases take seconds. It must not know what a case means.
 */
#ifndef FG_TESTS_RUNNER_FAILING_H
#define FG_TESTS_RUNNER_FAILING_H

#include "kind.h"

/*
 * Runs the case once more, noting what it takes, and then once for each thing whose call stack was
 * not seen before. Each time the answer is the recorded one, or the error says that memory or the
 * budget ran out. On false *run has noted what came instead. Adds to *inout_failed how many things
 * were failed.
 */
bool v_fail_each(struct v_run *run, v_kind *kind, const crd_value *test, size_t *inout_failed);

/* What the runner itself takes never fails: pairs around its own work. They nest. */
void v_failing_pause(void);
void v_failing_resume(void);

#endif
