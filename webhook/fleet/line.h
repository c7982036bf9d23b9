/* SPDX-License-Identifier: Apache-2.0 */
/* The two lines of Fleet whose behaviour is reproduced, and what follows from each. */
#ifndef FG_FLEET_LINE_H
#define FG_FLEET_LINE_H

#include "schema/schema_names.h"

enum fg_line {
    FG_LINE_LATEST = 0, /* rancher/fleet main of August 2026, 3b2c622ce */
    FG_LINE_0_12,       /* v0.12.0-alpha.10, 510a4d254 */
};

/* "latest" or "0.12", a release ("v0.12.0-alpha.10", "main") or commit ("510a4d254"); false for
 * others. */
bool fg_line_read(crd_str text, enum fg_line *ret);

/* "latest" or "0.12". */
crd_str fg_line_name(enum fg_line line);

/* The exact version: "rancher/fleet main 3b2c622ce (August 2026)" and so on, for people. */
crd_str fg_line_version(enum fg_line line);

/* The words that this line's apimachinery uses. */
enum crd_wording fg_line_words(enum fg_line line);

#endif
