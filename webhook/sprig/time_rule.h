/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX TZ rules ("CET-1CEST,M3.5.0,M10.5.0/3") as TZif files end with. Inside the room only. */
#ifndef FG_SPRIG_TIME_RULE_H
#define FG_SPRIG_TIME_RULE_H

#include "gotime.h"

/* What the rule says for that moment, the last change before it given. False, with *span
 * untouched, when the rule cannot be read. */
bool fg_rule_at(crd_str rule, int64_t last_change_s, int64_t unix_s, fg_zone_span *span);

#endif
