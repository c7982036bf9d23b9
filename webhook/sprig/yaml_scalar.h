/* SPDX-License-Identifier: Apache-2.0 */
/* Strings as go-yaml v3 writes them. Inside the room only. */
#ifndef FG_SPRIG_YAML_SCALAR_H
#define FG_SPRIG_YAML_SCALAR_H

#include "tmpl/val.h"

/* True for text that would be read back as null, a boolean, a number or a time, or that YAML 1.1
 * takes for one: it is quoted. */
bool fg_yaml_is_other(fg_run *run, crd_str text);

/* True when the text holds a line break of any kind. */
bool fg_yaml_has_break(crd_str text);

/* Appends a string at the present column; further lines are indented. is_key: on one line.
 * *ret_fresh: the text ended with a line break. binary: the text is base64 of what is no UTF-8. */
void fg_yaml_put_string(fg_run *run, crd_buf *buf, crd_str text, size_t indent, bool is_key,
                        bool binary, bool *ret_fresh);

#endif
