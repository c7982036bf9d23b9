/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys: new ones, and their PEM forms as Sprig prints and takes them. */
#include "crypto_pem.h"

#include "base/base64.h"

#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

bool fg_crypto_refused(crd_arena *arena, const char *what, crd_err *err)
{
    ERR_clear_error();
    return CRD_FAIL(err, arena, CRD_E_IO, CRD_S("OpenSSL refused "), crd_str_c(what));
}

static void free_context(EVP_PKEY_CTX **context)
{
    EVP_PKEY_CTX_free(*context);
}
#define AUTO_CONTEXT __attribute__((cleanup(free_context))) EVP_PKEY_CTX *

static bool new_real(int kind, int bits, EVP_PKEY **ret_key)
{
    if (kind == EVP_PKEY_DSA) {
        FG_AUTO_KEY parameters = NULL;
        AUTO_CONTEXT first = EVP_PKEY_CTX_new_id(kind, NULL);
        if (!first || EVP_PKEY_paramgen_init(first) != 1 ||
            EVP_PKEY_CTX_set_dsa_paramgen_bits(first, 2048) != 1 ||
            EVP_PKEY_CTX_set_dsa_paramgen_q_bits(first, 256) != 1 ||
            EVP_PKEY_paramgen(first, &parameters) != 1) {
            return false;
        }
        AUTO_CONTEXT second = EVP_PKEY_CTX_new(parameters, NULL);
        return second && EVP_PKEY_keygen_init(second) == 1 && EVP_PKEY_keygen(second, ret_key) == 1;
    }
    AUTO_CONTEXT context = EVP_PKEY_CTX_new_id(kind, NULL);
    if (!context || EVP_PKEY_keygen_init(context) != 1 ||
        (kind == EVP_PKEY_RSA && EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) != 1) ||
        (kind == EVP_PKEY_EC &&
         EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) != 1)) {
        return false;
    }
    return EVP_PKEY_keygen(context, ret_key) == 1;
}

static EVP_PKEY *from_der(int kind, crd_str der)
{
    const unsigned char *at = (const unsigned char *)der.ptr;
    EVP_PKEY *key = NULL;
    if (der.len <= INT32_MAX) {
        key = kind == EVP_PKEY_NONE ? d2i_AutoPrivateKey(NULL, &at, (long)der.len)
                                    : d2i_PrivateKey(kind, NULL, &at, (long)der.len);
    }
    ERR_clear_error();
    return key;
}

bool fg_key_new(bool real, int kind, int bits, crd_arena *arena, EVP_PKEY **ret_key, crd_err *err)
{
    if (real) {
        return new_real(kind, bits, ret_key) || fg_crypto_refused(arena, "to make a key", err);
    }
    crd_buf der;
    size_t bad = 0;
    crd_buf_on(&der, arena, SIZE_MAX);
    if (!crd_base64_decode(&der, fg_key_canned(kind, bits), &bad) || crd_buf_failed(&der)) {
        return crd_err_memory(err, arena);
    }
    *ret_key = from_der(kind == EVP_PKEY_ED25519 ? EVP_PKEY_NONE : kind, crd_buf_str(&der));
    return *ret_key || fg_crypto_refused(arena, "a canned key", err);
}

static void free_bytes(unsigned char **bytes)
{
    OPENSSL_free(*bytes);
}

bool fg_key_write(crd_arena *arena, const EVP_PKEY *key, crd_str *ret_pem, crd_err *err)
{
    crd_str type = CRD_S("PRIVATE KEY");
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        type = CRD_S("RSA PRIVATE KEY");
        break;
    case EVP_PKEY_DSA:
        type = CRD_S("DSA PRIVATE KEY");
        break;
    case EVP_PKEY_EC:
        type = CRD_S("EC PRIVATE KEY");
        break;
    default:
        break;
    }
    __attribute__((cleanup(free_bytes))) unsigned char *der = NULL;
    int n = i2d_PrivateKey(key, &der);
    if (n <= 0) {
        return fg_crypto_refused(arena, "to write a key", err);
    }
    return fg_pem_write(arena, type, crd_str_of((const char *)der, (size_t)n), ret_pem, err);
}

bool fg_crypto_key(fg_random *random, crd_arena *arena, crd_str kind, crd_str *ret_pem,
                   crd_err *err)
{
    int id = EVP_PKEY_NONE;
    if (kind.len == 0 || crd_str_eq(kind, CRD_S("rsa"))) {
        id = EVP_PKEY_RSA;
    } else if (crd_str_eq(kind, CRD_S("dsa"))) {
        id = EVP_PKEY_DSA;
    } else if (crd_str_eq(kind, CRD_S("ecdsa"))) {
        id = EVP_PKEY_EC;
    } else if (crd_str_eq(kind, CRD_S("ed25519"))) {
        id = EVP_PKEY_ED25519;
    } else {
        *ret_pem = CRD_CAT(arena, CRD_S("Unknown type "), kind);
        return ret_pem->ptr || crd_err_memory(err, arena);
    }
    FG_AUTO_KEY key = NULL;
    return fg_key_new(random->real, id, 4096, arena, &key, err) &&
           fg_key_write(arena, key, ret_pem, err);
}

static bool has_base(const EVP_PKEY *key, int kind)
{
    return key && (kind == EVP_PKEY_NONE || EVP_PKEY_get_base_id(key) == kind);
}

/* Why DER is no key of that form, as far as Go's hints go: it may be another form. */
static crd_str hint(crd_str der, int kind)
{
    FG_AUTO_KEY other = from_der(EVP_PKEY_NONE, der);
    if (der.len == 0) {
        return CRD_S("asn1: syntax error: sequence truncated");
    }
    if (has_base(other, EVP_PKEY_EC) && kind != EVP_PKEY_EC) {
        return CRD_S("x509: failed to parse private key (use ParseECPrivateKey instead for this "
                     "key format)");
    }
    if (has_base(other, EVP_PKEY_RSA) && kind != EVP_PKEY_RSA) {
        return CRD_S("x509: failed to parse private key (use ParsePKCS1PrivateKey instead for this "
                     "key format)");
    }
    if (other && kind != EVP_PKEY_NONE) {
        return CRD_S("x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this "
                     "key format)");
    }
    return CRD_S("asn1: structure error: not a private key");
}

/* DER of PKCS#8 begins with a version and an algorithm, the other forms with two integers or with
 * an integer and octets. */
static bool is_pkcs8(crd_str der)
{
    const unsigned char *at = (const unsigned char *)der.ptr;
    PKCS8_PRIV_KEY_INFO *info =
        der.len <= INT32_MAX ? d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, (long)der.len) : NULL;
    ERR_clear_error();
    bool is = info != NULL;
    PKCS8_PRIV_KEY_INFO_free(info);
    return is;
}

bool fg_key_read(crd_arena *arena, crd_str pem, EVP_PKEY **ret_key, crd_err *err)
{
    crd_str type;
    crd_str der;
    bool memory = true;
    if (!fg_pem_read(arena, pem, &type, &der, &memory)) {
        return memory ? CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("no PEM data in input"))
                      : crd_err_memory(err, arena);
    }
    int kind = EVP_PKEY_NONE;
    crd_str what = CRD_S("decoding PEM as PKCS#8: ");
    if (!crd_str_eq(type, CRD_S("PRIVATE KEY"))) {
        if (!crd_str_ends(type, CRD_S(" PRIVATE KEY"))) {
            return CRD_FAIL(err, arena, CRD_E_VALUE,
                            CRD_S("no private key data in PEM block of type "), type);
        }
        crd_str name = crd_str_sub(type, 0, type.len - 12);
        kind = crd_str_eq(name, CRD_S("RSA"))   ? EVP_PKEY_RSA
               : crd_str_eq(name, CRD_S("EC"))  ? EVP_PKEY_EC
               : crd_str_eq(name, CRD_S("DSA")) ? EVP_PKEY_DSA
                                                : EVP_PKEY_NONE;
        if (kind == EVP_PKEY_NONE) {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("invalid private key type "), type);
        }
        what = CRD_CAT(arena, CRD_S("parsing "), name, CRD_S(" private key from PEM: "));
    }
    bool form = is_pkcs8(der) == (kind == EVP_PKEY_NONE);
    FG_AUTO_KEY key = form ? from_der(kind, der) : NULL;
    if (!has_base(key, kind)) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, what, hint(der, kind));
    }
    *ret_key = key;
    key = NULL;
    return true;
}
