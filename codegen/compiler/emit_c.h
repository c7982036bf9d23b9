/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of `crdc c` share. */
#ifndef CRD_COMPILER_EMIT_C_H
#define CRD_COMPILER_EMIT_C_H

#include "base/buf.h"

/* Bytes of one file: the largest CRD known gives two megabytes. */
#define CRDC_C_BYTES_MAX ((size_t)1024 * 1024 * 1024)

/* Appends text as a string literal of C, quotes included; as an array of char past 4095 bytes. */
void crdc_c_literal(crd_buf *buf, crd_str text);

/* Appends a layout as an integer literal of C and C++. */
void crdc_c_layout(crd_buf *buf, uint64_t layout);

#endif
