/* SPDX-License-Identifier: Apache-2.0 */
/* YAML as go-yaml v3 writes Go values with an indent of two: Helm's toYamlPretty. */
#ifndef FG_SPRIG_YAML_PRETTY_H
#define FG_SPRIG_YAML_PRETTY_H

#include "tmpl/val.h"

/*
 * Appends the document, line end included. Numbers are Go's (1e+06), lists stand indented under
 * their keys, nothing is folded. Fails with EXEC for what makes the library panic, DEPTH past
 * FG_VALUE_DEPTH_MAX levels. Source of the behaviour: go.yaml.in/yaml/v3 v3.0.4.
 */
bool fg_yaml_pretty(fg_run *run, crd_buf *buf, fg_val v, crd_err *err);

#endif
