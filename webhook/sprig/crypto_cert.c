/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates as Sprig makes them with Go's x509.CreateCertificate: the same extensions in the
 * same order. Their values are written as DER here, because OpenSSL's own writers would choose
 * otherwise.
 */
#include "crypto_pem.h"

#include "base/base64.h"
#include "base/digest.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/url.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

static void free_x509(X509 **cert)
{
    X509_free(*cert);
}
#define AUTO_X509 __attribute__((cleanup(free_x509))) X509 *

static bool wrong(crd_arena *arena, crd_str front, crd_str text, crd_err *err)
{
    return CRD_FAIL(err, arena, CRD_E_VALUE, front, text);
}

/* Appends tag, length and content. */
static void put_der(crd_buf *buf, unsigned char tag, crd_str content)
{
    crd_buf_add_byte(buf, (char)tag);
    if (content.len < 0x80) {
        crd_buf_add_byte(buf, (char)content.len);
    } else {
        char bytes[4];
        size_t n = 0;
        for (size_t rest = content.len; rest > 0 && n < 4; rest >>= 8) {
            bytes[n++] = (char)(rest & 0xFF);
        }
        crd_buf_add_byte(buf, (char)(0x80 | n));
        while (n > 0) {
            crd_buf_add_byte(buf, bytes[--n]);
        }
    }
    crd_buf_add(buf, content);
}

static bool add_extension(X509 *cert, int nid, bool critical, crd_str value)
{
    ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new();
    X509_EXTENSION *extension = NULL;
    bool good =
        octets && value.len <= INT32_MAX &&
        ASN1_OCTET_STRING_set(octets, (const unsigned char *)value.ptr, (int)value.len) == 1;
    if (good) {
        extension = X509_EXTENSION_create_by_NID(NULL, nid, critical, octets);
        good = extension && X509_add_ext(cert, extension, -1) == 1;
    }
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(octets);
    return good;
}

/* An address of four or sixteen bytes; of IPv4 in IPv6 the four. */
static bool put_ip(crd_arena *arena, crd_buf *names, crd_str text, crd_err *err)
{
    static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };
    unsigned char bytes[16];
    size_t size = 0;
    bool has_zone = false;
    crd_err ignored = { 0 };
    if (!crd_ip_read(arena, text, bytes, &size, &has_zone, &ignored) || has_zone) {
        return crd_code_is_ours(ignored.code)
                   ? crd_err_memory(err, arena)
                   : wrong(arena, CRD_S("error parsing ip: "), text, err);
    }
    size_t skipped = size == 16 && memcmp(bytes, mapped, 12) == 0 ? 12 : 0;
    put_der(names, 0x87, crd_str_of((const char *)bytes + skipped, size - skipped));
    return true;
}

static bool is_ascii(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* The addresses among the alternative names; checked, with all that the caller found wrong, before
 * any key is made. */
static bool make_addresses(crd_arena *arena, const fg_cert_plan *plan, crd_buf *ret, crd_err *err)
{
    crd_buf_on(ret, arena, SIZE_MAX);
    for (size_t i = 0; i < plan->n_ips; i++) {
        if (!put_ip(arena, ret, plan->ips[i], err)) {
            return false;
        }
    }
    if (plan->ips_fault.len > 0 || plan->names_fault.len > 0) {
        return wrong(arena, plan->ips_fault.len > 0 ? plan->ips_fault : plan->names_fault,
                     CRD_S(""), err);
    }
    return !crd_buf_failed(ret) || crd_err_memory(err, arena);
}

/* The alternative names: DNS names, then addresses. */
static bool make_names(crd_arena *arena, const fg_cert_plan *plan, crd_str addresses,
                       crd_buf *ret_names, crd_err *err)
{
    crd_buf_on(ret_names, arena, SIZE_MAX);
    for (size_t i = 0; i < plan->n_names; i++) {
        if (!is_ascii(plan->names[i])) {
            crd_buf quoted;
            crd_buf_on(&quoted, arena, SIZE_MAX);
            crd_quote(&quoted, plan->names[i]);
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("error creating certificate: x509: "),
                            crd_buf_whole(&quoted), CRD_S(" cannot be encoded as an IA5String"));
        }
        put_der(ret_names, 0x82, plan->names[i]);
    }
    crd_buf_add(ret_names, addresses);
    return !crd_buf_failed(ret_names) || crd_err_memory(err, arena);
}

static bool is_printable(unsigned char c)
{
    return crd_is_alnum(c) || (c && strchr("'() +,-./:=?", c));
}

/* The subject of a common name alone: PrintableString where that suffices, else UTF8String. */
static bool set_subject(crd_arena *arena, X509 *cert, crd_str name, crd_err *err)
{
    if (name.len == 0) {
        return true;
    }
    bool printable = true;
    for (size_t i = 0; i < name.len; i++) {
        printable = printable && is_printable((unsigned char)name.ptr[i]);
    }
    if (!printable && !crd_utf8_valid(name)) {
        return wrong(arena, CRD_S("error creating certificate: "),
                     CRD_S("asn1: string not valid UTF-8"), err);
    }
    return (name.len <= INT32_MAX &&
            X509_NAME_add_entry_by_NID(X509_get_subject_name(cert), NID_commonName,
                                       printable ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING,
                                       (const unsigned char *)name.ptr, (int)name.len, -1,
                                       0) == 1) ||
           fg_crypto_refused(arena, "a common name", err);
}

static bool set_serial(fg_random *random, crd_arena *arena, X509 *cert, crd_err *err)
{
    unsigned char bytes[16];
    if (!fg_random_bytes(random, bytes, sizeof(bytes), arena, err)) {
        return false;
    }
    BIGNUM *number = BN_bin2bn(bytes, sizeof(bytes), NULL);
    bool good = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
    BN_free(number);
    return good || fg_crypto_refused(arena, "a serial number", err);
}

static bool set_times(crd_arena *arena, X509 *cert, const fg_cert_plan *plan, crd_err *err)
{
    /* As Go multiplies: in nanoseconds, wrapping. */
    int64_t valid_ns = (int64_t)((uint64_t)plan->days * 86400 * (uint64_t)FG_SECOND_NS);
    fg_time end = fg_time_add(&plan->now, valid_ns);
    return (ASN1_TIME_adj(X509_getm_notBefore(cert), (time_t)fg_time_unix_s(&plan->now), 0, 0) &&
            ASN1_TIME_adj(X509_getm_notAfter(cert), (time_t)fg_time_unix_s(&end), 0, 0)) ||
           fg_crypto_refused(arena, "a validity", err);
}

/* Key usage, extended key usage, basic constraints, key identifiers, alternative names. */
static bool set_extensions(crd_arena *arena, X509 *cert, const fg_cert_plan *plan, X509 *parent,
                           crd_str names, crd_err *err)
{
    bool good = add_extension(cert, NID_key_usage, true,
                              plan->is_ca ? crd_str_of("\x03\x02\x02\xA4", 4)
                                          : crd_str_of("\x03\x02\x05\xA0", 4)) &&
                add_extension(cert, NID_ext_key_usage, false,
                              crd_str_of("\x30\x14\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01"
                                         "\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x02",
                                         22)) &&
                add_extension(cert, NID_basic_constraints, true,
                              plan->is_ca ? crd_str_of("\x30\x03\x01\x01\xFF", 5)
                                          : crd_str_of("\x30\x00", 2));
    if (good && plan->is_ca) {
        unsigned char digest[CRD_DIGEST_BYTES_MAX];
        const ASN1_BIT_STRING *bits = X509_get0_pubkey_bitstr(cert);
        crd_str key = crd_str_of((const char *)bits->data, (size_t)bits->length);
        crd_buf id;
        crd_buf_on(&id, arena, SIZE_MAX);
        good = crd_digest(CRD_SHA256, key, digest) != 0;
        put_der(&id, 0x04, crd_str_of((const char *)digest, 20));
        good = good && !crd_buf_failed(&id) &&
               add_extension(cert, NID_subject_key_identifier, false, crd_buf_str(&id));
    }
    const ASN1_OCTET_STRING *parent_id = parent ? X509_get0_subject_key_id(parent) : NULL;
    if (good && parent_id &&
        X509_NAME_cmp(X509_get_subject_name(parent), X509_get_subject_name(cert)) != 0) {
        crd_buf inner;
        crd_buf id;
        crd_buf_on(&inner, arena, SIZE_MAX);
        put_der(&inner, 0x80,
                crd_str_of((const char *)ASN1_STRING_get0_data(parent_id),
                           (size_t)ASN1_STRING_length(parent_id)));
        crd_buf_on(&id, arena, SIZE_MAX);
        put_der(&id, 0x30, crd_buf_str(&inner));
        good = !crd_buf_failed(&inner) && !crd_buf_failed(&id) &&
               add_extension(cert, NID_authority_key_identifier, false, crd_buf_str(&id));
    }
    if (good && names.len > 0) {
        crd_buf all;
        crd_buf_on(&all, arena, SIZE_MAX);
        put_der(&all, 0x30, names);
        good =
            !crd_buf_failed(&all) && add_extension(cert, NID_subject_alt_name,
                                                   plan->common_name.len == 0, crd_buf_str(&all));
    }
    if (crd_arena_failed(arena) != CRD_ARENA_FINE) {
        return crd_err_memory(err, arena);
    }
    return good || fg_crypto_refused(arena, "an extension", err);
}

/* What Go's x509 signs with a key of that kind; false when it does not sign with it. */
static bool digest_for(const EVP_PKEY *key, const EVP_MD **ret_digest)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        *ret_digest = EVP_sha256();
        return true;
    case EVP_PKEY_EC:
        *ret_digest = EVP_PKEY_get_bits(key) > 384   ? EVP_sha512()
                      : EVP_PKEY_get_bits(key) > 256 ? EVP_sha384()
                                                     : EVP_sha256();
        return true;
    case EVP_PKEY_ED25519:
        *ret_digest = NULL;
        return true;
    default:
        return false;
    }
}

static bool write_cert(crd_arena *arena, X509 *cert, crd_str *ret_pem, crd_err *err)
{
    unsigned char *der = NULL;
    int n = i2d_X509(cert, &der);
    if (n <= 0) {
        return fg_crypto_refused(arena, "to write a certificate", err);
    }
    bool good = fg_pem_write(arena, CRD_S("CERTIFICATE"), crd_str_of((const char *)der, (size_t)n),
                             ret_pem, err);
    OPENSSL_free(der);
    return good;
}

/* Steps into the sequence that stands at *at. */
static bool enter(const unsigned char **at, long *n)
{
    int tag;
    int class;
    const unsigned char *behind = *at;
    int form = ASN1_get_object(&behind, n, &tag, &class, *n);
    *at = behind;
    return !(form & 0x80) && tag == V_ASN1_SEQUENCE && class == V_ASN1_UNIVERSAL;
}

/* What stands at *at is a whole element of that class and tag. */
static bool is_element(const unsigned char *at, long n, int wanted_class, int wanted_tag)
{
    int tag = -1;
    int class = 0;
    long len = 0;
    const unsigned char *behind = at;
    int form = n > 0 ? ASN1_get_object(&behind, &len, &tag, &class, n) : 0x80;
    return !(form & 0x80) && tag == wanted_tag && class == wanted_class;
}

/* What x509.ParseCertificate says of bytes that are no certificate: how far down they look like it.
 */
static crd_str not_a_cert(crd_str der)
{
    const unsigned char *at = (const unsigned char *)der.ptr;
    long n = (long)der.len;
    bool outer = der.len <= INT32_MAX && enter(&at, &n);
    bool inner = outer && enter(&at, &n);
    bool serial = !inner || is_element(at, n, V_ASN1_CONTEXT_SPECIFIC, 0) ||
                  is_element(at, n, V_ASN1_UNIVERSAL, V_ASN1_INTEGER);
    ERR_clear_error();
    return !serial           ? CRD_S("x509: malformed serial number")
           : outer && !inner ? CRD_S("x509: malformed tbs certificate")
                             : CRD_S("x509: malformed certificate");
}

/* x509.ParseCertificate of the first PEM block; each fault with its own text. */
static bool read_cert(crd_arena *arena, crd_str pem, crd_str what, X509 **ret_cert, crd_err *err)
{
    crd_str type;
    crd_str der;
    bool memory = true;
    if (!fg_pem_read(arena, pem, &type, &der, &memory)) {
        return memory ? CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("unable to decode certificate"))
                      : crd_err_memory(err, arena);
    }
    const unsigned char *at = (const unsigned char *)der.ptr;
    X509 *cert = der.len <= INT32_MAX ? d2i_X509(NULL, &at, (long)der.len) : NULL;
    ERR_clear_error();
    if (cert && (size_t)(at - (const unsigned char *)der.ptr) == der.len) {
        *ret_cert = cert;
        return true;
    }
    crd_str why = cert ? CRD_S("x509: trailing data") : not_a_cert(der);
    X509_free(cert);
    return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("error parsing certificate: "), what,
                    CRD_S(": "), why);
}

/* Keys that Go's x509 cannot certify or sign with: DSA. */
static bool check_keys(crd_arena *arena, const EVP_PKEY *key, const EVP_PKEY *signer, crd_err *err)
{
    const EVP_MD *digest = NULL;
    if (!digest_for(signer, &digest)) {
        return wrong(arena, CRD_S("error creating certificate: x509: certificate private key "),
                     CRD_S("does not implement crypto.Signer"), err);
    }
    return digest_for(key, &digest) ||
           wrong(arena, CRD_S("error creating certificate: x509: unsupported public key type: "),
                 CRD_S("*dsa.PublicKey"), err);
}

/* Puts the certificate together and signs it. parent NULL: signed by itself. */
static bool build(fg_random *random, crd_arena *arena, const fg_cert_plan *plan, crd_str addresses,
                  EVP_PKEY *key, X509 *parent, EVP_PKEY *signer, crd_str *ret_pem, crd_err *err)
{
    const EVP_MD *digest = NULL;
    crd_buf names;
    AUTO_X509 cert = X509_new();
    if (!cert || X509_set_version(cert, X509_VERSION_3) != 1 || X509_set_pubkey(cert, key) != 1) {
        return fg_crypto_refused(arena, "a certificate", err);
    }
    if (!set_serial(random, arena, cert, err) || !set_times(arena, cert, plan, err) ||
        !set_subject(arena, cert, plan->common_name, err)) {
        return false;
    }
    if (parent && X509_check_private_key(parent, signer) != 1) {
        ERR_clear_error();
        return wrong(arena, CRD_S("error creating certificate: "),
                     CRD_S("x509: provided PrivateKey doesn't match parent's PublicKey"), err);
    }
    if (!make_names(arena, plan, addresses, &names, err) ||
        !set_extensions(arena, cert, plan, parent, crd_buf_str(&names), err)) {
        return false;
    }
    /* A signature with an EC key differs each time: standing in, the canned key signs. */
    FG_AUTO_KEY fixed = NULL;
    if (!random->real && EVP_PKEY_get_base_id(signer) == EVP_PKEY_EC) {
        if (!fg_key_new(false, EVP_PKEY_RSA, 2048, arena, &fixed, err)) {
            return false;
        }
        signer = fixed;
    }
    if (X509_set_issuer_name(cert, X509_get_subject_name(parent ? parent : cert)) != 1 ||
        !digest_for(signer, &digest) || X509_sign(cert, signer, digest) <= 0) {
        return fg_crypto_refused(arena, "to sign a certificate", err);
    }
    return write_cert(arena, cert, ret_pem, err);
}

static bool read_signer(crd_arena *arena, const fg_certificate *ca, X509 **ret_parent,
                        EVP_PKEY **ret_key, crd_err *err)
{
    if (!read_cert(arena, ca->cert, CRD_S("decodedSignerCert.Bytes"), ret_parent, err)) {
        return false;
    }
    return fg_key_read(arena, ca->key, ret_key, err) ||
           crd_err_wrap(err, arena, CRD_S("error parsing private key"));
}

bool fg_crypto_certify(fg_random *random, crd_arena *arena, const fg_cert_plan *plan,
                       fg_certificate *ret, crd_err *err)
{
    FG_AUTO_KEY key = NULL;
    FG_AUTO_KEY signer = NULL;
    AUTO_X509 parent = NULL;
    crd_buf addresses;
    if (plan->has_key && !fg_key_read(arena, plan->key_pem, &key, err)) {
        return crd_err_wrap(err, arena, CRD_S("parsing private key"));
    }
    if (plan->ca && !read_signer(arena, plan->ca, &parent, &signer, err)) {
        return false;
    }
    if (!make_addresses(arena, plan, &addresses, err) ||
        (!plan->has_key && !fg_key_new(random->real, EVP_PKEY_RSA, 2048, arena, &key, err)) ||
        !check_keys(arena, key, signer ? signer : key, err)) {
        return false;
    }
    fg_certificate made;
    if (!build(random, arena, plan, crd_buf_str(&addresses), key, parent, signer ? signer : key,
               &made.cert, err) ||
        !fg_key_write(arena, key, &made.key, err)) {
        return false;
    }
    *ret = made;
    return true;
}

static bool from_base64(crd_arena *arena, crd_str text, const char *what, crd_str *ret,
                        crd_err *err)
{
    crd_buf bytes;
    size_t bad = 0;
    crd_buf_on(&bytes, arena, SIZE_MAX);
    bool good = crd_base64_decode(&bytes, text, &bad);
    if (crd_buf_failed(&bytes)) {
        return crd_err_memory(err, arena);
    }
    *ret = crd_buf_str(&bytes);
    return good || wrong(arena, CRD_S("unable to decode base64 "), crd_str_c(what), err);
}

bool fg_crypto_custom(crd_arena *arena, crd_str cert_base64, crd_str key_base64,
                      fg_certificate *ret, crd_err *err)
{
    fg_certificate made;
    AUTO_X509 cert = NULL;
    FG_AUTO_KEY key = NULL;
    if (!from_base64(arena, cert_base64, "certificate", &made.cert, err) ||
        !from_base64(arena, key_base64, "private key", &made.key, err) ||
        !read_cert(arena, made.cert, CRD_S("decodedCert.Bytes"), &cert, err)) {
        return false;
    }
    if (!fg_key_read(arena, made.key, &key, err)) {
        return crd_err_wrap(err, arena, CRD_S("error parsing private key"));
    }
    *ret = made;
    return true;
}
