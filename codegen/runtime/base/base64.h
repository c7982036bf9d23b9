/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Standard base64 with padding, as Go's encoding/base64 StdEncoding: CR and LF are skipped when
 * decoding; an error names the offset of the first bad byte.
 */
#ifndef CRD_BASE_BASE64_H
#define CRD_BASE_BASE64_H

#include "buf.h"

#ifdef __cplusplus
extern "C" {
#endif

void crd_base64_encode(crd_buf *buf, crd_str bytes);

/* Appends the decoded bytes. False with *ret_offset as in Go's "illegal base64 data at input byte
 * N"; what was decoded before the bad byte has been appended. */
bool crd_base64_decode(crd_buf *buf, crd_str text, size_t *ret_offset);

#ifdef __cplusplus
}
#endif
#endif
