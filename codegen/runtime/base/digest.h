/* SPDX-License-Identifier: Apache-2.0 */
/* Message digests through OpenSSL, as lower-case hexadecimal text. */
#ifndef CRD_BASE_DIGEST_H
#define CRD_BASE_DIGEST_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_digest {
    CRD_MD5,
    CRD_SHA1,
    CRD_SHA256,
    CRD_SHA512,
};

#define CRD_DIGEST_BYTES_MAX 64
#define CRD_DIGEST_HEX_MAX 128

/* Raw digest; returns its size in bytes, 0 when OpenSSL has no memory or refuses the algorithm. */
size_t crd_digest(enum crd_digest kind, crd_str text, unsigned char out[CRD_DIGEST_BYTES_MAX]);

/* The same in hexadecimal, in the caller's buffer; empty text on failure. */
crd_str crd_digest_hex(enum crd_digest kind, crd_str text, char out[CRD_DIGEST_HEX_MAX]);

#ifdef __cplusplus
}
#endif
#endif
