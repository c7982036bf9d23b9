/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values as Go's fmt prints them. A value that contains itself fails with DEPTH past
 * FG_VALUE_DEPTH_MAX levels. Source of the behaviour: Go 1.26 fmt.
 */
#ifndef FG_TMPL_FMT_H
#define FG_TMPL_FMT_H

#include "val.h"

#ifdef __cplusplus
extern "C" {
#endif

/* fmt.Sprint(v), that is %v; both nils give "<nil>". Appends. */
bool fg_fmt_value(fg_run *run, crd_buf *buf, fg_val v, crd_err *err);

/* What an action prints: as fg_fmt_value, but "<no value>" for FG_INVALID and FG_NIL. */
bool fg_fmt_print(fg_run *run, crd_buf *buf, fg_val v, crd_err *err);

/* fmt.Sprint, Sprintln and Sprintf of n values. */
bool fg_fmt_sprint(fg_run *run, crd_buf *buf, const fg_val *args, size_t n, crd_err *err);
bool fg_fmt_sprintln(fg_run *run, crd_buf *buf, const fg_val *args, size_t n, crd_err *err);
bool fg_fmt_sprintf(fg_run *run, crd_buf *buf, crd_str format, const fg_val *args, size_t n,
                    crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
