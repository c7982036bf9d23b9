/* SPDX-License-Identifier: Apache-2.0 */
/* What go-yaml decoded, as Go prints it. Inside the room only. */
#ifndef CRD_VALUE_YAML_GO_SYNTAX_H
#define CRD_VALUE_YAML_GO_SYNTAX_H

#include "yaml_resolve.h"

/* The first character of a key that says its Go type; the other types need no name. */
#define CRD_YAML_GO_NIL '0'
#define CRD_YAML_GO_UINT64 '2'

/* Appends the text that stands for a number, or for a key (text: of a string), in such a tree. */
void crd_yaml_go_number(crd_buf *buf, const struct crd_yaml_resolved *resolved);
void crd_yaml_go_key(crd_buf *buf, const struct crd_yaml_resolved *resolved, crd_str text);

/* Appends them as fmt's %#v prints them: map[interface {}]interface {}{"a":1}. */
void crd_yaml_write_go_key(crd_buf *buf, crd_str key);
void crd_yaml_write_go_syntax(crd_buf *buf, const crd_value *value);

#endif
