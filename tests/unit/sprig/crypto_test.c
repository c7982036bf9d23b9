/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cryptography. Expected values: Sprig v3.3.0 on Go 1.26.8 where they are fixed; what chance
 * decides is checked for its form, and pairs are checked against each other.
 */
#include "sprig/crypto.h"
#include "tests.h"

#include <crypt.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

void test_random(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_random real = fg_random_new(true);
    fg_random fixed = fg_random_new(false);
    fg_random again = fg_random_new(false);
    unsigned seen = 0;
    for (size_t i = 0; i < 200; i++) {
        uint64_t a = 9;
        uint64_t b = 9;
        uint64_t c = 9;
        CHECK(fg_random_below(&real, 3, &a, arena, NULL) && a < 3);
        CHECK(fg_random_below(&fixed, 5, &b, arena, NULL) && b < 5);
        CHECK(fg_random_below(&again, 5, &c, arena, NULL) && b == c);
        seen |= 1u << a | 256u << b;
    }
    CHECK_INT(seen, 0x1F07);
}

static bool verifies(crd_arena *arena, crd_str hash, const char *password)
{
    crd_str setting = CRD_CAT(arena, CRD_S("$2b"), crd_str_from(hash, 3));
    struct crypt_data *data = calloc(1, sizeof(*data));
    const char *again = crypt_r(password, setting.ptr, data);
    bool same = again && crd_str_eq(crd_str_c(again), setting);
    free(data);
    return same;
}

void test_bcrypt(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    fg_random real = fg_random_new(true);
    fg_random fixed = fg_random_new(false);
    crd_err err = { 0 };
    crd_str one;
    crd_str two;
    CHECK(fg_crypto_bcrypt(&real, arena, CRD_S("secret"), &one, NULL));
    CHECK(fg_crypto_bcrypt(&real, arena, CRD_S("secret"), &two, NULL));
    CHECK(one.len == 60 && crd_str_starts(one, CRD_S("$2a$10$")) && !crd_str_eq(one, two));
    CHECK(verifies(arena, one, "secret") && verifies(arena, two, "secret"));
    CHECK(!verifies(arena, one, "Secret"));
    CHECK(fg_crypto_bcrypt(&fixed, arena, CRD_S("anything"), &one, NULL));
    CHECK(one.len == 60 && verifies(arena, one, ""));
    char text[73];
    memset(text, 'a', sizeof(text));
    CHECK(fg_crypto_bcrypt(&real, arena, crd_str_of(text, 72), &one, NULL) && one.len == 60);
    CHECK(fg_crypto_bcrypt(&real, arena, crd_str_of(text, 73), &one, NULL));
    CHECK_STR(one, CRD_S("failed to encrypt string with bcrypt: bcrypt: password length exceeds "
                         "72 bytes"));
    CHECK(!fg_crypto_bcrypt(&real, arena, CRD_S("a\0b"), &one, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
}

void test_derive(void)
{
    static const struct {
        const char *kind;
        const char *password;
        const char *user;
        const char *site;
        const char *want;
    } rows[] = {
        { "long", "password", "user", "example.com", "ZedaFaxcZaso9*" },
        { "medium", "a", "b", "c", "NamNij2@" },
        { "basic", "web-01", "team-a", "c", "kO33Kxz5" },
        { "nope", "a", "b", "c", "cannot find password template nope" },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_derive derive = { 1, crd_str_c(rows[i].kind), crd_str_c(rows[i].password),
                             crd_str_c(rows[i].user), crd_str_c(rows[i].site) };
        crd_str got;
        crd_str cheap;
        CHECK(fg_crypto_derive(&derive, false, arena, &got, NULL));
        CHECK_STR(got, crd_str_c(rows[i].want));
        CHECK(fg_crypto_derive(&derive, true, arena, &cheap, NULL));
        CHECK_INT(cheap.len, got.len);
    }
}

void test_aes(void)
{
    static const struct {
        const char *text;
        const char *want;
    } bad[] = {
        { "notbase64!", "illegal base64 data at input byte 9" },
        { "AAAA", "runtime error: slice bounds out of range [:16] with capacity 3" },
        { "AAAAAAAAAAAAAAAAAAAAAA==", "runtime error: index out of range [-1]" },
        { "AAAAAAAAAAAAAAAAAAAAAAA=", "crypto/cipher: input not full blocks" },
        { "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "runtime error: slice bounds out of range [:-19]" },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_random real = fg_random_new(true);
    char text[64];
    memset(text, 'x', sizeof(text));
    for (size_t n = 0; n <= sizeof(text); n++) {
        crd_str secret;
        crd_str plain;
        CHECK(fg_crypto_encrypt(&real, arena, CRD_S("key"), crd_str_of(text, n), &secret, NULL));
        CHECK(fg_crypto_decrypt(arena, CRD_S("key"), secret, &plain, NULL));
        CHECK_STR(plain, crd_str_of(text, n));
    }
    for (size_t i = 0; i < T_COUNT(bad); i++) {
        crd_err err = { 0 };
        crd_str plain;
        CHECK(!fg_crypto_decrypt(arena, CRD_S("k"), crd_str_c(bad[i].text), &plain, &err));
        CHECK_STR(err.message, crd_str_c(bad[i].want));
    }
}

static EVP_PKEY *read_key(crd_str pem)
{
    BIO *bio = BIO_new_mem_buf(pem.ptr, (int)pem.len);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    return key;
}

static X509 *read_x509(crd_str pem)
{
    BIO *bio = BIO_new_mem_buf(pem.ptr, (int)pem.len);
    X509 *cert = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    return cert;
}

void test_key(void)
{
    static const struct {
        const char *kind;
        bool real;
        const char *head;
        int id;
        int bits;
    } rows[] = {
        { "rsa", false, "-----BEGIN RSA PRIVATE KEY-----\n", EVP_PKEY_RSA, 4096 },
        { "", false, "-----BEGIN RSA PRIVATE KEY-----\n", EVP_PKEY_RSA, 4096 },
        { "dsa", false, "-----BEGIN DSA PRIVATE KEY-----\n", EVP_PKEY_DSA, 2048 },
        { "ecdsa", false, "-----BEGIN EC PRIVATE KEY-----\n", EVP_PKEY_EC, 256 },
        { "ecdsa", true, "-----BEGIN EC PRIVATE KEY-----\n", EVP_PKEY_EC, 256 },
        { "ed25519", false, "-----BEGIN PRIVATE KEY-----\n", EVP_PKEY_ED25519, 256 },
        { "ed25519", true, "-----BEGIN PRIVATE KEY-----\n", EVP_PKEY_ED25519, 256 },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_random random = fg_random_new(rows[i].real);
        crd_str pem;
        crd_str again;
        CHECK(fg_crypto_key(&random, arena, crd_str_c(rows[i].kind), &pem, NULL));
        CHECK(crd_str_starts(pem, crd_str_c(rows[i].head)));
        EVP_PKEY *key = read_key(pem);
        if (CHECK(key != NULL)) {
            CHECK_INT(EVP_PKEY_get_base_id(key), rows[i].id);
            CHECK(EVP_PKEY_get_bits(key) >= rows[i].bits - 3);
        }
        EVP_PKEY_free(key);
        CHECK(fg_crypto_key(&random, arena, crd_str_c(rows[i].kind), &again, NULL));
        CHECK(crd_str_eq(pem, again) == !rows[i].real);
    }
    fg_random random = fg_random_new(true);
    crd_str text;
    CHECK(fg_crypto_key(&random, arena, CRD_S("bad"), &text, NULL));
    CHECK_STR(text, CRD_S("Unknown type bad"));
}

void test_certificate(void)
{
    static const crd_str ips[] = { CRD_STR_INIT("10.0.0.1"), CRD_STR_INIT("::1") };
    static const crd_str names[] = { CRD_STR_INIT("a.example"), CRD_STR_INIT("b.example") };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_random fixed = fg_random_new(false);
    fg_time now = fg_time_unix(1700000000, 0, NULL);
    fg_certificate ca;
    fg_certificate leaf;
    crd_err err = { 0 };
    crd_str key;
    CHECK(fg_crypto_key(&fixed, arena, CRD_S("ecdsa"), &key, NULL));
    fg_cert_plan plan = { .common_name = CRD_S("the ca"), .days = 2, .is_ca = true, .now = now };
    if (!CHECK(fg_crypto_certify(&fixed, arena, &plan, &ca, &err))) {
        return;
    }
    plan = (fg_cert_plan) { .common_name = CRD_S("l\xC3\xA9*af"),
                            .ips = ips,
                            .n_ips = 2,
                            .names = names,
                            .n_names = 2,
                            .days = 1,
                            .ca = &ca,
                            .has_key = true,
                            .key_pem = key,
                            .now = now };
    if (!CHECK(fg_crypto_certify(&fixed, arena, &plan, &leaf, &err))) {
        CHECK_STR(err.message, CRD_S(""));
        return;
    }
    CHECK_STR(leaf.key, key);
    X509 *parent = read_x509(ca.cert);
    X509 *child = read_x509(leaf.cert);
    EVP_PKEY *parent_key = read_key(ca.key);
    if (CHECK(parent && child && parent_key)) {
        CHECK(X509_verify(parent, parent_key) == 1 && X509_verify(child, parent_key) == 1);
        CHECK_INT(X509_check_ca(parent), 1);
        CHECK_INT(X509_check_ca(child), 0);
        CHECK_INT(X509_check_host(child, "b.example", 0, 0, NULL), 1);
        CHECK_INT(X509_check_host(child, "c.example", 0, 0, NULL), 0);
        CHECK_INT(X509_check_ip_asc(child, "10.0.0.1", 0), 1);
        CHECK_INT(X509_check_ip_asc(child, "::1", 0), 1);
        CHECK_INT(X509_check_issued(parent, child), X509_V_OK);
        CHECK_INT(X509_get_key_usage(parent),
                  KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_CERT_SIGN);
        CHECK_INT(X509_get_extension_flags(child) & (EXFLAG_INVALID | EXFLAG_CRITICAL), 0);
        int days = 0;
        int seconds = 0;
        CHECK(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(child),
                             X509_get0_notAfter(child)) == 1);
        CHECK_INT(days, 1);
        CHECK_INT(seconds, 0);
    }
    X509_free(parent);
    X509_free(child);
    EVP_PKEY_free(parent_key);
}

void test_pem(void)
{
    static const struct {
        const char *cert;
        const char *key;
        const char *want;
    } rows[] = {
        { "x", "", "unable to decode certificate" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "",
          "error parsing certificate: decodedSignerCert.Bytes: x509: malformed certificate" },
        { NULL, "x", "error parsing private key: no PEM data in input" },
        { NULL, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
          "error parsing private key: no private key data in PEM block of type CERTIFICATE" },
        { NULL, "-----BEGIN X PRIVATE KEY-----\nAAAA\n-----END X PRIVATE KEY-----\n",
          "error parsing private key: invalid private key type X PRIVATE KEY" },
        { NULL, "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n",
          "error parsing private key: parsing RSA private key from PEM: asn1: syntax error: "
          "sequence truncated" },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_random fixed = fg_random_new(false);
    fg_certificate ca;
    fg_cert_plan plan = { .common_name = CRD_S("c"), .days = 1, .is_ca = true };
    CHECK(fg_crypto_certify(&fixed, arena, &plan, &ca, NULL));
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_certificate bad = { rows[i].cert ? crd_str_c(rows[i].cert) : ca.cert,
                               crd_str_c(rows[i].key) };
        fg_cert_plan leaf = { .common_name = CRD_S("c"), .days = 1, .ca = &bad };
        fg_certificate made;
        crd_err err = { 0 };
        CHECK(!fg_crypto_certify(&fixed, arena, &leaf, &made, &err));
        CHECK_STR(err.message, crd_str_c(rows[i].want));
    }
    /* Text around the block, headers in it, CRLF: all as Go's pem.Decode takes them. */
    crd_str body = crd_str_from(ca.key, strlen("-----BEGIN RSA PRIVATE KEY-----\n"));
    crd_str odd = CRD_CAT(arena, CRD_S("junk\n-----BEGIN RSA PRIVATE KEY-----  \r\nA: b\n\n"), body,
                          CRD_S("more"));
    plan.has_key = true;
    plan.key_pem = odd;
    fg_certificate made;
    CHECK(fg_crypto_certify(&fixed, arena, &plan, &made, NULL));
    CHECK_STR(made.key, ca.key);
}
