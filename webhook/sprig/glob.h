/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of file names as gobwas/glob v0.2.3 takes them, with '/' as separator. Inside the room
 * only. */
#ifndef FG_SPRIG_GLOB_H
#define FG_SPRIG_GLOB_H

#include "base/regex.h"
#include "tmpl/val.h"

/* The regular expression that matches what the pattern matches; everything, when it is no pattern.
 */
bool fg_glob_compile(fg_run *run, crd_str pattern, const crd_regex **ret_regex, crd_err *err);

#endif
