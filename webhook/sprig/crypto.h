/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Sprig does with cryptography, without a word of OpenSSL or libcrypt in this header: random
 * numbers, password hashes, keys, certificates, AES. Behaviour of Sprig v3.3.0 and of the Go 1.26
 * packages under it; error texts of malformed DER are simpler than Go's.
 *
 * Each function that needs chance takes an fg_random: real, or a fixed stand-in that gives the same
 * bytes on every call and canned keys (which are public and protect nothing).
 */
#ifndef FG_SPRIG_CRYPTO_H
#define FG_SPRIG_CRYPTO_H

#include "gotime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fg_random {
    bool real;
    uint64_t state; /* of the stand-in */
} fg_random;

fg_random fg_random_new(bool real);

/* Fails with IO when the system gives no random bytes. */
bool fg_random_bytes(fg_random *random, unsigned char *out, size_t n, crd_arena *arena,
                     crd_err *err);

/* A number from 0 to bound - 1; bound is at least 1. */
bool fg_random_below(fg_random *random, uint64_t bound, uint64_t *ret, crd_arena *arena,
                     crd_err *err);

/* bcrypt at cost 10 ("$2a$10$..."); or the text in which Sprig reports the failure. The stand-in is
 * a fixed hash. */
bool fg_crypto_bcrypt(fg_random *random, crd_arena *arena, crd_str password, crd_str *ret_text,
                      crd_err *err);

/* Master password algorithm with scrypt (32 MiB, some 100 ms); cheap: the same shape from a plain
 * digest, as a stand-in. An unknown kind is reported in the text, as Sprig does. */
typedef struct fg_derive {
    uint32_t counter;
    crd_str kind; /* "long", "pin", ... */
    crd_str password;
    crd_str user;
    crd_str site;
} fg_derive;
bool fg_crypto_derive(const fg_derive *derive, bool cheap, crd_arena *arena, crd_str *ret_text,
                      crd_err *err);

/* AES-256-CBC with the password's bytes as key; base64 of IV and text. Decrypting fails with the
 * text of Go's error or panic. */
bool fg_crypto_encrypt(fg_random *random, crd_arena *arena, crd_str password, crd_str text,
                       crd_str *ret_text, crd_err *err);
bool fg_crypto_decrypt(crd_arena *arena, crd_str password, crd_str text, crd_str *ret_text,
                       crd_err *err);

/* genPrivateKey: PEM of a new key of "rsa" (or ""), "dsa", "ecdsa" or "ed25519"; or "Unknown type
 * X" as text. */
bool fg_crypto_key(fg_random *random, crd_arena *arena, crd_str kind, crd_str *ret_pem,
                   crd_err *err);

/* sprig.certificate */
typedef struct fg_certificate {
    crd_str cert;
    crd_str key;
} fg_certificate;

/* What is to be certified. */
typedef struct fg_cert_plan {
    crd_str common_name;
    const crd_str *ips;
    size_t n_ips;
    crd_str ips_fault; /* what is wrong behind the last of ips; empty: nothing */
    const crd_str *names;
    size_t n_names;
    crd_str names_fault;
    int64_t days;
    bool is_ca;
    bool has_key; /* key_pem is given; else a new RSA key of 2,048 bits */
    crd_str key_pem;
    const fg_certificate *ca; /* NULL: signed by itself */
    fg_time now;
} fg_cert_plan;

bool fg_crypto_certify(fg_random *random, crd_arena *arena, const fg_cert_plan *plan,
                       fg_certificate *ret, crd_err *err);

/* buildCustomCert: decodes and checks the pair. */
bool fg_crypto_custom(crd_arena *arena, crd_str cert_base64, crd_str key_base64,
                      fg_certificate *ret, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
