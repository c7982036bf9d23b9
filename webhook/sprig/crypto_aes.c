/* SPDX-License-Identifier: Apache-2.0 */
/* encryptAES and decryptAES: AES-256 in CBC mode, PKCS#7 padding, random IV in front, base64. */
#include "base/base64.h"
#include "base/num.h"
#include "crypto.h"

#include <openssl/evp.h>

#define BLOCK 16
#define KEY_BYTES 32

static void free_context(EVP_CIPHER_CTX **context)
{
    EVP_CIPHER_CTX_free(*context);
}

/* Whole blocks in place; the password's bytes are the key, cut or padded with zeros. */
static bool run_cipher(crd_str password, const unsigned char iv[BLOCK], unsigned char *bytes,
                       size_t n, bool encrypt, crd_arena *arena, crd_err *err)
{
    unsigned char key[KEY_BYTES] = { 0 };
    memcpy(key, password.ptr ? password.ptr : "",
           password.len < KEY_BYTES ? password.len : KEY_BYTES);
    __attribute__((cleanup(free_context))) EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int done = 0;
    bool good = context && n <= INT32_MAX &&
                EVP_CipherInit_ex(context, EVP_aes_256_cbc(), NULL, key, iv, encrypt) == 1 &&
                EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                EVP_CipherUpdate(context, bytes, &done, bytes, (int)n) == 1 && (size_t)done == n;
    OPENSSL_cleanse(key, sizeof(key));
    return good || CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for AES"));
}

bool fg_crypto_encrypt(fg_random *random, crd_arena *arena, crd_str password, crd_str text,
                       crd_str *ret_text, crd_err *err)
{
    if (text.len == 0) {
        *ret_text = CRD_S("");
        return true;
    }
    size_t padding = BLOCK - text.len % BLOCK;
    size_t n = text.len + padding;
    unsigned char *bytes = (unsigned char *)crd_arena_bytes(arena, BLOCK + n);
    if (!bytes) {
        return crd_err_memory(err, arena);
    }
    memcpy(bytes + BLOCK, text.ptr, text.len);
    memset(bytes + BLOCK + text.len, (int)padding, padding);
    if (!fg_random_bytes(random, bytes, BLOCK, arena, err) ||
        !run_cipher(password, bytes, bytes + BLOCK, n, true, arena, err)) {
        return false;
    }
    crd_buf out;
    crd_buf_on(&out, arena, SIZE_MAX);
    crd_base64_encode(&out, crd_str_of((const char *)bytes, BLOCK + n));
    if (crd_buf_failed(&out)) {
        return crd_err_memory(err, arena);
    }
    *ret_text = crd_buf_str(&out);
    return true;
}

bool fg_crypto_decrypt(crd_arena *arena, crd_str password, crd_str text, crd_str *ret_text,
                       crd_err *err)
{
    if (text.len == 0) {
        *ret_text = CRD_S("");
        return true;
    }
    crd_buf bytes;
    size_t bad = 0;
    crd_buf_on(&bytes, arena, SIZE_MAX);
    if (!crd_base64_decode(&bytes, text, &bad)) {
        char digits[CRD_INT_TEXT_MAX];
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("illegal base64 data at input byte "),
                        crd_uint_text(bad, digits));
    }
    if (crd_buf_failed(&bytes)) {
        return crd_err_memory(err, arena);
    }
    size_t capacity = text.len / 4 * 3; /* what Go reserves for the decoded bytes */
    if (bytes.len < BLOCK) {
        char digits[CRD_INT_TEXT_MAX];
        if (capacity < BLOCK) {
            return CRD_FAIL(err, arena, CRD_E_VALUE,
                            CRD_S("runtime error: slice bounds out of range [:16] with capacity "),
                            crd_uint_text(capacity, digits));
        }
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        CRD_S("runtime error: slice bounds out of range [16:"),
                        crd_uint_text(bytes.len, digits), CRD_S("]"));
    }
    size_t n = bytes.len - BLOCK;
    unsigned char *plain = (unsigned char *)bytes.ptr + BLOCK;
    if (n % BLOCK != 0) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("crypto/cipher: input not full blocks"));
    }
    if (n == 0) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("runtime error: index out of range [-1]"));
    }
    if (!run_cipher(password, (const unsigned char *)bytes.ptr, plain, n, false, arena, err)) {
        return false;
    }
    size_t padding = plain[n - 1];
    if (padding > n) {
        char digits[CRD_INT_TEXT_MAX];
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        CRD_S("runtime error: slice bounds out of range [:"),
                        crd_int_text((int64_t)n - (int64_t)padding, digits), CRD_S("]"));
    }
    *ret_text = crd_str_of((const char *)plain, n - padding);
    return true;
}
