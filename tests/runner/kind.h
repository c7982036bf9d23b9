/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds of vectors: what one line of a file asks, and whether we answer the same. A kind is one
 * function in a file kind_<name>.c and one row in kinds.def; runner.c reads the lines.
 */
#ifndef FG_TESTS_RUNNER_KIND_H
#define FG_TESTS_RUNNER_KIND_H

#include "base/buf.h"
#include "value/value.h"

/* What a kind works with. Everything in it is Borrowed and lives for one case. */
struct v_run {
    crd_arena *arena; /* empty at the start of each case */
    crd_buf *want;    /* what v_fail and v_same noted; printed when the case fails */
    crd_buf *got;
    crd_str fleet;  /* "latest" or "0.12": the case's own field, else --fleet, else latest */
    crd_str folder; /* of the file, for cases that name other files; "." for stdin */
};

/* True when we answer as the case says. On false it has noted why. */
typedef bool v_kind(struct v_run *run, const crd_value *test);

#define V_KIND(name, function, about) v_kind function;
#include "kinds.def"
#undef V_KIND

/* The text in field `name`, or the decoded one in field `name`_b64. False: neither is there. */
bool v_text(struct v_run *run, const crd_value *test, const char *name, crd_str *ret);

/* True when equal; otherwise both are noted under that label. Always call it on all parts. */
bool v_same(struct v_run *run, const char *label, crd_str got, crd_str want);
bool v_same_bool(struct v_run *run, const char *label, bool got, bool want);
bool v_same_int(struct v_run *run, const char *label, int64_t got, int64_t want);

/* Same JSON value; notes both in one line. NULL is "absent" and equals only that. */
bool v_same_value(struct v_run *run, const char *label, const crd_value *got,
                  const crd_value *want);

/* Notes that the case cannot be run as it stands (a missing field; why empty: memory ran out):
 * always false. */
bool v_fail(struct v_run *run, crd_str why);

/*
 * For cases with either `out` or `err`: compares ours, where error.ptr NULL means that we have no
 * error, with what the case expects.
 */
bool v_same_outcome(struct v_run *run, const crd_value *test, crd_str out, crd_str error);

#endif
