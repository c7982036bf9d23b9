/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prometheus' text format (version 0.0.4), piece by piece, for those who write families of metrics.
 * Knows no metric.
 */
#ifndef FG_SERVER_METRICS_TEXT_H
#define FG_SERVER_METRICS_TEXT_H

#include "base/buf.h"

/* The two lines in front of a family. type: counter, gauge or histogram. */
void fg_metrics_add_family(crd_buf *buf, const char *name, const char *type, const char *help);

/* name="value" behind { or a comma; *any says which, and is true afterwards. */
void fg_metrics_add_label(crd_buf *buf, bool *any, crd_str name, crd_str value);

/* A number and the line's end. */
void fg_metrics_add_number(crd_buf *buf, double number);

#endif
