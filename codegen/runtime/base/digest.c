/* SPDX-License-Identifier: Apache-2.0 */
/* Message digests: the only file of base that knows OpenSSL. */
#include "digest.h"

#include <openssl/evp.h>

size_t crd_digest(enum crd_digest kind, crd_str text, unsigned char out[CRD_DIGEST_BYTES_MAX])
{
    const EVP_MD *md = NULL;
    switch (kind) {
    case CRD_MD5:
        md = EVP_md5();
        break;
    case CRD_SHA1:
        md = EVP_sha1();
        break;
    case CRD_SHA256:
        md = EVP_sha256();
        break;
    case CRD_SHA512:
        md = EVP_sha512();
        break;
    }
    unsigned int size = 0;
    if (!md || EVP_Digest(text.ptr ? text.ptr : "", text.len, out, &size, md, NULL) != 1) {
        return 0;
    }
    return size;
}

crd_str crd_digest_hex(enum crd_digest kind, crd_str text, char out[CRD_DIGEST_HEX_MAX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char raw[CRD_DIGEST_BYTES_MAX];
    size_t n = crd_digest(kind, text, raw);
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[raw[i] >> 4];
        out[2 * i + 1] = digits[raw[i] & 15];
    }
    return crd_str_of(out, 2 * n);
}
