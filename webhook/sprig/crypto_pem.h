/* SPDX-License-Identifier: Apache-2.0 */
/* PEM and private keys between the crypto files. Inside the room only; with OpenSSL's types. */
#ifndef FG_SPRIG_CRYPTO_PEM_H
#define FG_SPRIG_CRYPTO_PEM_H

#include "crypto.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

/* pem.Decode: the first block. False when there is none; memory that runs out is reported in
 * *ret_memory. */
bool fg_pem_read(crd_arena *arena, crd_str text, crd_str *ret_type, crd_str *ret_der,
                 bool *ret_memory);

/* pem.EncodeToMemory. */
bool fg_pem_write(crd_arena *arena, crd_str type, crd_str der, crd_str *ret_pem, crd_err *err);

/* Sprig's parsePrivateKeyPEM. The key is Owned. */
bool fg_key_read(crd_arena *arena, crd_str pem, EVP_PKEY **ret_key, crd_err *err);

/* Sprig's pemBlockForKey: PKCS#1, SEC 1, DSA's own form, else PKCS#8. */
bool fg_key_write(crd_arena *arena, const EVP_PKEY *key, crd_str *ret_pem, crd_err *err);

/* A new key of kind NID (EVP_PKEY_RSA with bits, EVP_PKEY_DSA, EVP_PKEY_EC, EVP_PKEY_ED25519), or
 * the canned one. Owned. */
bool fg_key_new(bool real, int kind, int bits, crd_arena *arena, EVP_PKEY **ret_key, crd_err *err);

/* The canned key of that kind, DER in base64. */
crd_str fg_key_canned(int kind, int bits);

/* Fails with IO: OpenSSL refused what should work. */
bool fg_crypto_refused(crd_arena *arena, const char *what, crd_err *err);

static inline void fg_key_cleanup(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}
#define FG_AUTO_KEY __attribute__((cleanup(fg_key_cleanup))) EVP_PKEY *

#endif
