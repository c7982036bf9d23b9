/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quick way for YAML that is written as our emitter and most people write it: block maps and
 * lists, one member or item a line. Inside the room only; the public face is yaml.h.
 */
#ifndef CRD_VALUE_YAML_LINES_H
#define CRD_VALUE_YAML_LINES_H

#include "yaml.h"

enum crd_yaml_lines {
    CRD_YAML_LINES_READ,
    CRD_YAML_LINES_OTHER,  /* something else stands there: nothing was read, no error was set */
    CRD_YAML_LINES_FAILED, /* memory */
};

/*
 * Reads text when it lies wholly in the subset described in yaml_lines.c; what it then gives is
 * what the whole reader gives, which is what tests/unit/value and tests/fuzz hold it to.
 */
enum crd_yaml_lines crd_yaml_read_lines(crd_arena *arena, crd_str text, crd_value *ret_value,
                                        crd_err *err);

#endif
