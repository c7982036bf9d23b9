/* SPDX-License-Identifier: Apache-2.0 */
/* Password hashes: bcrypt through libcrypt, derivePassword with OpenSSL's scrypt. */
#include "base/digest.h"
#include "crypto.h"

#include <crypt.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

#define BCRYPT_PASSWORD_MAX 72
#define BCRYPT_SALT_BYTES 16

/* The hash of the empty password under an all-zero salt. */
static const crd_str fixed_hash =
    CRD_STR_INIT("$2a$10$......................F5mzCEQ5E01or2Zs1UUMeqS/7rfVb16");

/* bcrypt's own base64: another alphabet, no padding. 16 bytes give 22 characters. */
static void salt_text(const unsigned char salt[BCRYPT_SALT_BYTES], char out[22])
{
    static const char alphabet[] =
        "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    uint32_t bits = 0;
    int have = 0;
    size_t n = 0;
    for (size_t i = 0; i < BCRYPT_SALT_BYTES; i++) {
        bits = bits << 8 | salt[i];
        have += 8;
        while (have >= 6) {
            have -= 6;
            out[n++] = alphabet[bits >> have & 63];
        }
    }
    out[n] = alphabet[bits << (6 - have) & 63];
}

static void free_data(struct crypt_data **data)
{
    free(*data);
}

bool fg_crypto_bcrypt(fg_random *random, crd_arena *arena, crd_str password, crd_str *ret_text,
                      crd_err *err)
{
    if (password.len > BCRYPT_PASSWORD_MAX) {
        *ret_text = CRD_S("failed to encrypt string with bcrypt: bcrypt: password length exceeds "
                          "72 bytes");
        return true;
    }
    if (!random->real) {
        *ret_text = fixed_hash;
        return true;
    }
    if (crd_str_find_byte(password, '\0') != CRD_NPOS) {
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        CRD_S("bcrypt of a password that holds a NUL byte"));
    }
    unsigned char salt[BCRYPT_SALT_BYTES];
    char setting[] = "$2b$10$......................";
    char phrase[BCRYPT_PASSWORD_MAX + 1] = { 0 };
    if (!fg_random_bytes(random, salt, sizeof(salt), arena, err)) {
        return false;
    }
    salt_text(salt, setting + 7);
    memcpy(phrase, password.ptr ? password.ptr : "", password.len);
    __attribute__((cleanup(free_data))) struct crypt_data *data = calloc(1, sizeof(*data));
    if (!data) {
        return CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory"));
    }
    const char *hash = crypt_r(phrase, setting, data);
    OPENSSL_cleanse(phrase, sizeof(phrase));
    if (!hash || hash[0] == '*') {
        return CRD_FAIL(err, arena, CRD_E_IO, CRD_S("libcrypt has no bcrypt"));
    }
    /* libcrypt's $2a$ guards against an old bug; Go's $2a$ is what libcrypt calls $2b$. */
    *ret_text = CRD_CAT(arena, CRD_S("$2a"), crd_str_c(hash + 3));
    return ret_text->ptr || crd_err_memory(err, arena);
}

/* The templates of each kind of password, each letter a class of characters. */
typedef struct kind {
    const char *name;
    const char *templates[21];
} kind;

static const kind kinds[] = {
    { "maximum", { "anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno" } },
    { "long",
      { "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv",
        "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc",
        "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno",
        "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
        "CvccCvcvCvccno" } },
    { "medium", { "CvcnoCvc", "CvcCvcno" } },
    { "short", { "Cvcn" } },
    { "basic", { "aaanaaan", "aannaaan", "aaannaaa" } },
    { "pin", { "nnnn" } },
};

static const char *class_of(char letter)
{
    switch (letter) {
    case 'C':
        return "BCDFGHJKLMNPQRSTVWXYZ";
    case 'v':
        return "aeiou";
    case 'c':
        return "bcdfghjklmnpqrstvwxyz";
    case 'a':
        return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    case 'n':
        return "0123456789";
    case 'o':
        return "@&%?,=[]_:-+*$#!'^~;()/.";
    default: /* x */
        return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()";
    }
}

static crd_str big_endian(uint32_t number, char bytes[4])
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (char)(number >> (24 - 8 * i));
    }
    return crd_str_of(bytes, 4);
}

/* 32 bytes that decide template and characters. */
static bool make_seed(const fg_derive *derive, bool cheap, crd_arena *arena, unsigned char seed[64],
                      crd_err *err)
{
    static const crd_str scope = CRD_STR_INIT("com.lyndir.masterpassword");
    char user_len[4];
    char site_len[4];
    char counter[4];
    crd_str salt =
        CRD_CAT(arena, scope, big_endian((uint32_t)derive->user.len, user_len), derive->user);
    crd_str message = CRD_CAT(arena, scope, big_endian((uint32_t)derive->site.len, site_len),
                              derive->site, big_endian(derive->counter, counter));
    if (!salt.ptr || !message.ptr) {
        return crd_err_memory(err, arena);
    }
    if (cheap) {
        crd_str all = CRD_CAT(arena, salt, message, derive->password);
        if (!all.ptr) {
            return crd_err_memory(err, arena);
        }
        return crd_digest(CRD_SHA256, all, seed) != 0 ||
               CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory"));
    }
    unsigned char key[64];
    unsigned size = 0;
    bool good = EVP_PBE_scrypt(derive->password.ptr ? derive->password.ptr : "",
                               derive->password.len, (const unsigned char *)salt.ptr, salt.len,
                               32768, 8, 2, (uint64_t)64 << 20, key, sizeof(key)) == 1 &&
                HMAC(EVP_sha256(), key, sizeof(key), (const unsigned char *)message.ptr,
                     message.len, seed, &size) != NULL;
    OPENSSL_cleanse(key, sizeof(key));
    return good || CRD_FAIL(err, arena, CRD_E_NOMEM, CRD_S("no memory for scrypt"));
}

bool fg_crypto_derive(const fg_derive *derive, bool cheap, crd_arena *arena, crd_str *ret_text,
                      crd_err *err)
{
    const kind *it = NULL;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        it = crd_str_eq(derive->kind, crd_str_c(kinds[i].name)) ? &kinds[i] : it;
    }
    if (!it) {
        *ret_text = CRD_CAT(arena, CRD_S("cannot find password template "), derive->kind);
        return ret_text->ptr || crd_err_memory(err, arena);
    }
    unsigned char seed[CRD_DIGEST_BYTES_MAX];
    if (!make_seed(derive, cheap, arena, seed, err)) {
        return false;
    }
    size_t n = 0;
    while (n < sizeof(it->templates) / sizeof(it->templates[0]) && it->templates[n]) {
        n++;
    }
    const char *template = it->templates[seed[0] % n];
    size_t len = strlen(template);
    char *out = crd_arena_bytes(arena, len);
    if (!out) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < len; i++) {
        const char *class = class_of(template[i]);
        out[i] = class[seed[i + 1] % strlen(class)];
    }
    *ret_text = crd_str_of(out, len);
    return true;
}
