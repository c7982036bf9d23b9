/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's face towards the emitter and the source. Inside the room only; the public face is
 * yaml.h. */
#ifndef CRD_VALUE_YAML_READ_H
#define CRD_VALUE_YAML_READ_H

#include "yaml.h"

/* As crd_yaml_read without options, but errors are go-yaml's own ("yaml: ..."), not in the words
 * of sigs.k8s.io/yaml. */
bool crd_yaml_read_bare(crd_arena *arena, crd_str text, crd_value *ret_value, crd_err *err);

/* Puts the words of sigs.k8s.io/yaml in front of such an error. False. */
bool crd_yaml_fail_converting(crd_arena *arena, crd_err *err);

#endif
