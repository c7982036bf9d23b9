/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks. Rules and templates never read them: who calls gives them a time. */
#ifndef CRD_BASE_CLOCK_H
#define CRD_BASE_CLOCK_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Milliseconds on a clock that never jumps: for deadlines. */
int64_t crd_clock_monotonic_ms(void);

/* Nanoseconds since 1970 in UTC: for certificates and log lines. */
int64_t crd_clock_wall_ns(void);

#ifdef __cplusplus
}
#endif
#endif
