/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML in and out of template values, as BurntSushi/toml v1.6.0 does it for Helm.
 */
#ifndef FG_SPRIG_TOML_H
#define FG_SPRIG_TOML_H

#include "tmpl/val.h"

/*
 * Appends what toml.Encoder writes. Fails with VALUE and the library's text for what TOML cannot
 * say; with EXEC for what makes it panic (nil); DEPTH past FG_VALUE_DEPTH_MAX levels.
 */
bool fg_toml_write(fg_run *run, crd_buf *buf, fg_val v, crd_err *err);

/* toml.Unmarshal into a map[string]interface {}. Fails with SYNTAX and the text of its ParseError
 * ("toml: line 1: ..."); DEPTH past CRD_NESTING_MAX levels of arrays and inline tables. */
bool fg_toml_read(fg_run *run, crd_str text, fg_val *ret, crd_err *err);

#endif
