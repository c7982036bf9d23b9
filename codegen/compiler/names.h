/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of C made of words of CRDs: camelCase to snake_case, enum values to constants, and what no
 * identifier may be. Knows C and C++, not types.
 */
#ifndef CRD_COMPILER_NAMES_H
#define CRD_COMPILER_NAMES_H

#include "base/buf.h"

/*
 * Appends text as lower-case words joined by single underscores: hostPath and host-path give
 * host_path, disableDNS disable_dns, HTTPRoute http_route, PVCs pvcs, 1Gi n1_gi, $ref ref. A text
 * without letters or digits gives the names of its characters; the empty text "empty".
 */
void crdc_name_snake(crd_buf *buf, crd_str text);

/* The same in capitals, for enum values; operators have names of their own (!= NE, =~ EQ_TILDE). */
void crdc_name_constant(crd_buf *buf, crd_str text);

/* Keywords of C and C++, and macros that usual headers or compilers define (errno, linux, stdin):
 * an underscore is put behind them. */
bool crdc_name_is_reserved(crd_str name);

/* Without a lower-case letter (NULL, EOF, INT_MAX), or as <inttypes.h> has them (PRId64). */
bool crdc_name_looks_like_macro(crd_str name);

/* Letters, digits and underscores, none reserved for the implementation. */
bool crdc_name_is_identifier(crd_str name);

/* Appends text in capitals. */
void crdc_name_upper(crd_buf *buf, crd_str text);

#endif
