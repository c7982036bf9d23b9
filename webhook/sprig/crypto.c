/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's cryptography for templates: what the algorithms in crypto_*.c do, with Sprig's arguments,
 * and sprig.certificate. Each costs what it takes, charged by its row before it runs. Where the run
 * has no real chance the answers are stand-ins of the same form, and cheap.
 */
#include "crypto.h"

#include "chapters.h"
#include "common.h"
#include "outcome.h"
#include "time_type.h"

/* Steps: hardening's figures for a password hash and a new key. */
#define HASH_COST 100000
#define KEY_COST 200000

/* ---- sprig.certificate ---- */

static const fg_certificate *certificate_of(fg_val v)
{
    return (const fg_certificate *)v.as.ref;
}

static bool get_cert(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(certificate_of(self)->cert);
    return true;
}

static bool get_key(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(certificate_of(self)->key);
    return true;
}

static const fg_field certificate_fields[] = {
    { .name = CRD_STR_INIT("Cert"), .type = &fg_type_string, .get = get_cert },
    { .name = CRD_STR_INIT("Key"), .type = &fg_type_string, .get = get_key },
};

static const fg_type certificate_type = {
    .name = CRD_STR_INIT("sprig.certificate"),
    .kind = FG_STRUCT,
    .fields = certificate_fields,
    .n_fields = sizeof(certificate_fields) / sizeof(certificate_fields[0]),
};

static bool give(fg_run *run, fg_certificate certificate, fg_val *ret, crd_err *err)
{
    fg_certificate *kept = fg_alloc(run, sizeof(fg_certificate), err);
    if (!kept) {
        return false;
    }
    *kept = certificate;
    *ret = fg_val_ref(&certificate_type, kept);
    return true;
}

/* ---- Passwords and AES ---- */

/* Real work is charged; a stand-in costs what its row says. */
static bool charge(fg_run *run, uint64_t steps, crd_err *err)
{
    return !run->env->real_random || fg_spend(run, steps, err);
}

FG_FUNCTION(bcrypt)
{
    fg_random random = fg_random_new(run->env->real_random);
    crd_str text;
    if (!charge(run, HASH_COST, err)) {
        return false;
    }
    if (!fg_crypto_bcrypt(&random, run->arena, fg_text(args[0]), &text, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_string(text);
    return true;
}

FG_FUNCTION(htpasswd)
{
    crd_str user = fg_text(args[0]);
    crd_buf buf;
    fg_val hash;
    bool bad = crd_str_find_byte(user, ':') != CRD_NPOS;
    if (!bad && !bcrypt(run, args + 1, 1, &hash, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    if (bad) {
        crd_buf_add_lit(&buf, "invalid username: ");
        crd_buf_add(&buf, user);
    } else {
        crd_buf_add(&buf, user);
        crd_buf_add_byte(&buf, ':');
        crd_buf_add(&buf, fg_text(hash));
    }
    return fg_spend_bytes(run, user.len, err) && fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(derive_password)
{
    fg_derive derive = { (uint32_t)args[0].as.u, fg_text(args[1]), fg_text(args[2]),
                         fg_text(args[3]), fg_text(args[4]) };
    crd_str text;
    if (!charge(run, HASH_COST, err) ||
        !fg_spend_bytes(run, derive.password.len + derive.user.len + derive.site.len, err)) {
        return false;
    }
    if (!fg_crypto_derive(&derive, !run->env->real_random, run->arena, &text, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_string(text);
    return true;
}

FG_FUNCTION(encrypt_aes)
{
    fg_random random = fg_random_new(run->env->real_random);
    crd_str text;
    if (!fg_spend_bytes(run, args[1].len * 4, err) ||
        !fg_memory_fits(run, args[1].len * 4, err)) {
        return false;
    }
    if (!fg_crypto_encrypt(&random, run->arena, fg_text(args[0]), fg_text(args[1]), &text, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_string(text);
    return true;
}

FG_FUNCTION(decrypt_aes)
{
    crd_str text;
    if (!fg_spend_bytes(run, args[1].len * 4, err) ||
        !fg_memory_fits(run, args[1].len * 4, err)) {
        return false;
    }
    if (!fg_crypto_decrypt(run->arena, fg_text(args[0]), fg_text(args[1]), &text, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_string(text);
    return true;
}

/* ---- Keys and certificates ---- */

FG_FUNCTION(gen_private_key)
{
    fg_random random = fg_random_new(run->env->real_random);
    crd_str pem;
    crd_str kind = fg_text(args[0]);
    static const char *const known[] = { "", "rsa", "dsa", "ecdsa", "ed25519" };
    bool is_known = false;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        is_known = is_known || crd_str_eq(kind, crd_str_c(known[i]));
    }
    if (is_known && !charge(run, KEY_COST, err)) {
        return false;
    }
    if (!fg_crypto_key(&random, run->arena, kind, &pem, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_string(pem);
    return true;
}

FG_FUNCTION(build_custom_cert)
{
    fg_certificate certificate;
    if (!fg_spend_bytes(run, (args[0].len + args[1].len) * 4, err)) {
        return false;
    }
    if (!fg_crypto_custom(run->arena, fg_text(args[0]), fg_text(args[1]), &certificate, err)) {
        return fg_refused(err);
    }
    return give(run, certificate, ret, err);
}

/* The texts of a list up to the first element that is none; *ret_fault says which that is. */
static bool take_texts(fg_run *run, fg_val list, const char *what, const crd_str **ret,
                       size_t *ret_n, crd_str *ret_fault, crd_err *err)
{
    size_t n = fg_val_len(run, list);
    crd_str *texts = fg_spend(run, n, err) ? fg_alloc_n(run, n + 1, sizeof(crd_str), err) : NULL;
    if (!texts) {
        return false;
    }
    size_t taken = 0;
    for (; taken < n; taken++) {
        fg_val item = fg_val_at(run, list, taken);
        if (item.type == &fg_type_string) {
            texts[taken] = fg_text(item);
            continue;
        }
        crd_buf buf;
        fg_buf_open(run, &buf);
        crd_buf_add(&buf, crd_str_c(what));
        if (!fg_fmt_value(run, &buf, item, err)) {
            return false;
        }
        crd_buf_add_lit(&buf, " is not a string");
        if (fg_buf_fails(run, &buf, err)) {
            return false;
        }
        *ret_fault = crd_buf_str(&buf);
        break;
    }
    *ret = texts;
    *ret_n = taken;
    return true;
}

static bool certify(fg_run *run, fg_cert_plan *plan, fg_val *ret, crd_err *err)
{
    fg_random random = fg_random_new(run->env->real_random);
    fg_certificate certificate;
    /* Chance is needed for a new key; the signature alone costs a hundredth. */
    if (!charge(run, plan->has_key ? KEY_COST / 100 : KEY_COST / 4, err) ||
        !fg_time_now(run, &plan->now, err)) {
        return false;
    }
    if (!fg_crypto_certify(&random, run->arena, plan, &certificate, err)) {
        return fg_refused(err);
    }
    return give(run, certificate, ret, err);
}

FG_FUNCTION(gen_ca)
{
    fg_cert_plan plan = { .common_name = fg_text(args[0]), .days = args[1].as.i, .is_ca = true };
    if (n_args > 2) {
        plan.has_key = true;
        plan.key_pem = fg_text(args[2]);
    }
    return certify(run, &plan, ret, err);
}

/* Name, addresses, alternative names, days; then a CA for signed ones; then perhaps a key. */
static bool gen_cert(fg_run *run, const fg_val *args, size_t n, bool is_signed, fg_val *ret,
                     crd_err *err)
{
    fg_cert_plan plan = { .common_name = fg_text(args[0]), .days = args[3].as.i };
    size_t key = is_signed ? 5 : 4;
    if (!take_texts(run, args[1], "error parsing ip: ", &plan.ips, &plan.n_ips, &plan.ips_fault,
                    err) ||
        !take_texts(run, args[2], "error processing alternate dns name: ", &plan.names,
                    &plan.n_names, &plan.names_fault, err)) {
        return false;
    }
    if (is_signed) {
        plan.ca = certificate_of(args[4]);
    }
    if (n > key) {
        plan.has_key = true;
        plan.key_pem = fg_text(args[key]);
    }
    return certify(run, &plan, ret, err);
}

FG_FUNCTION(gen_self_signed)
{
    return gen_cert(run, args, n_args, false, ret, err);
}

FG_FUNCTION(gen_signed)
{
    return gen_cert(run, args, n_args, true, ret, err);
}

#define CERTIFICATE &certificate_type
#define FIXED FG_FUNC_UNSTABLE

static const fg_func rows[] = {
    FG_ROW("bcrypt", bcrypt, FG_STRING_T, 10, FIXED, FG_STRING_T),
    FG_ROW("htpasswd", htpasswd, FG_STRING_T, 10, FIXED, FG_STRING_T, FG_STRING_T),
    FG_ROW("derivePassword", derive_password, FG_STRING_T, 10, 0, &fg_type_uint32, FG_STRING_T,
           FG_STRING_T, FG_STRING_T, FG_STRING_T),
    FG_ROW("genPrivateKey", gen_private_key, FG_STRING_T, 20000, FIXED, FG_STRING_T),
    FG_ROW("buildCustomCert", build_custom_cert, CERTIFICATE, 10000, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("genCA", gen_ca, CERTIFICATE, 50000, FIXED, FG_STRING_T, FG_INT_T),
    FG_ROW("genCAWithKey", gen_ca, CERTIFICATE, 50000, FIXED, FG_STRING_T, FG_INT_T, FG_STRING_T),
    FG_ROW("genSelfSignedCert", gen_self_signed, CERTIFICATE, 50000, FIXED, FG_STRING_T, FG_LIST_T,
           FG_LIST_T, FG_INT_T),
    FG_ROW("genSelfSignedCertWithKey", gen_self_signed, CERTIFICATE, 50000, FIXED, FG_STRING_T,
           FG_LIST_T, FG_LIST_T, FG_INT_T, FG_STRING_T),
    FG_ROW("genSignedCert", gen_signed, CERTIFICATE, 50000, FIXED, FG_STRING_T, FG_LIST_T,
           FG_LIST_T, FG_INT_T, CERTIFICATE),
    FG_ROW("genSignedCertWithKey", gen_signed, CERTIFICATE, 50000, FIXED, FG_STRING_T, FG_LIST_T,
           FG_LIST_T, FG_INT_T, CERTIFICATE, FG_STRING_T),
    FG_ROW("encryptAES", encrypt_aes, FG_STRING_T, 2, FIXED, FG_STRING_T, FG_STRING_T),
    FG_ROW("decryptAES", decrypt_aes, FG_STRING_T, 2, 0, FG_STRING_T, FG_STRING_T),
};
const fg_func_table fg_sprig_crypto = FG_TABLE(rows);
