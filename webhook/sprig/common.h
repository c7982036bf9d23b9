/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Sprig's chapters share: its own way from any value to text, numbers and lists. Inside the
 * room only. Source of the behaviour: sprig v3.3.0 strval, strslice, empty; spf13/cast v1.7.0.
 */
#ifndef FG_SPRIG_COMMON_H
#define FG_SPRIG_COMMON_H

#include "tmpl/fmt.h"
#include "tmpl/func.h"

/* Fails with code EXEC and the joined parts; always false. */
#define FG_FAIL(run, err, ...) CRD_FAIL((err), (run)->arena, CRD_E_EXEC, __VA_ARGS__)

/* strval: strings, bytes, errors and Stringers as they are, all else as %v. Text of the run. */
bool fg_sprig_strval(fg_run *run, fg_val v, crd_str *ret, crd_err *err);

/* strslice: what toStrings and join see. A []string, nil elements left out. */
bool fg_sprig_strslice(fg_run *run, fg_val v, fg_val *ret, crd_err *err);

/* empty: nil, false, 0, "", and whatever has no elements; structs never. */
bool fg_sprig_empty(fg_run *run, fg_val v);

/* cast.ToInt64 and cast.ToFloat64: what cannot be cast is 0. */
int64_t fg_sprig_int64(fg_val v);
double fg_sprig_float64(fg_val v);

/* A float64 as int64, as amd64 does it: out of range gives the smallest. */
int64_t fg_sprig_truncate(double number);

/* True for slices; else err is set as reflection would put it: what is "push on", "find first on",
 * the kind of v follows. Nil is a nil pointer dereference, as in Go. */
bool fg_sprig_want_list(fg_run *run, fg_val v, const char *what, crd_err *err);

/* Steps for each of n elements, and room for them; NULL with err set. */
fg_val *fg_sprig_items(fg_run *run, size_t n, crd_err *err);

#endif
