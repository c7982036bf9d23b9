/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's encodings: base64, base32 and digests. Decoding never fails: it gives the error's text.
 */
#include "base/base64.h"
#include "base/digest.h"
#include "base/num.h"
#include "chapters.h"
#include "outcome.h"

static const char base32_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

FG_FUNCTION(b64_enc)
{
    crd_buf buf;
    if (!fg_spend_bytes(run, args[0].len * 2, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    crd_base64_encode(&buf, fg_text(args[0]));
    return fg_buf_value(run, &buf, ret, err);
}

/* "illegal ... data at input byte N" in place of the result. */
static bool illegal(fg_run *run, const char *what, size_t offset, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    crd_buf_add_lit(&buf, "illegal ");
    crd_buf_add(&buf, crd_str_c(what));
    crd_buf_add_lit(&buf, " data at input byte ");
    crd_buf_add_uint(&buf, offset);
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(b64_dec)
{
    crd_buf buf;
    size_t bad = 0;
    if (!fg_spend_bytes(run, args[0].len, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    if (!crd_base64_decode(&buf, fg_text(args[0]), &bad) && !crd_buf_failed(&buf)) {
        return illegal(run, "base64", bad, ret, err);
    }
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(b32_enc)
{
    crd_buf buf;
    crd_str text = fg_text(args[0]);
    if (!fg_spend_bytes(run, text.len * 2, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    for (size_t i = 0; i < text.len; i += 5) {
        size_t n = text.len - i < 5 ? text.len - i : 5;
        uint64_t bits = 0;
        for (size_t k = 0; k < 5; k++) {
            bits = bits << 8 | (k < n ? (unsigned char)text.ptr[i + k] : 0);
        }
        size_t digits = (n * 8 + 4) / 5;
        for (size_t k = 0; k < 8; k++) {
            crd_buf_add_byte(&buf, k < digits ? base32_alphabet[bits >> (35 - 5 * k) & 31] : '=');
        }
    }
    return fg_buf_value(run, &buf, ret, err);
}

static int base32_value(char c)
{
    if (crd_is_upper((unsigned char)c)) {
        return c - 'A';
    }
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* The bytes of a group's digits, most significant first. */
static void put_group(crd_buf *buf, uint64_t bits, size_t digits)
{
    bits <<= 5 * (8 - digits);
    for (size_t k = 0; k < digits * 5 / 8; k++) {
        crd_buf_add_byte(buf, (char)(bits >> (32 - 8 * k)));
    }
}

/* Padding at *at behind that many digits. What is behind it is not looked at, as in Go. */
static bool check_padding(crd_str text, size_t at, size_t digits, size_t *ret_bad)
{
    size_t behind = text.len - at - 1;
    *ret_bad = text.len;
    if (behind + digits < 7) {
        return false;
    }
    for (size_t k = 0; k < 7 - digits && k < behind; k++) {
        *ret_bad = at + k; /* Go names the byte before */
        if (text.ptr[at + 1 + k] != '=') {
            return false;
        }
    }
    *ret_bad = at;
    return digits != 3 && digits != 6;
}

/* base32.StdEncoding.DecodeString of a text without line breaks. */
static bool base32_decode(crd_buf *buf, crd_str text, size_t *ret_bad)
{
    for (size_t at = 0; at < text.len;) {
        uint64_t bits = 0;
        for (size_t digits = 0; digits < 8; digits++, at++) {
            if (at == text.len) {
                *ret_bad = at - digits;
                return false;
            }
            if (text.ptr[at] == '=' && digits >= 2 && text.len - at - 1 < 8) {
                if (!check_padding(text, at, digits, ret_bad)) {
                    return false;
                }
                put_group(buf, bits, digits);
                return true;
            }
            int value = base32_value(text.ptr[at]);
            if (value < 0) {
                *ret_bad = at;
                return false;
            }
            bits = bits << 5 | (uint64_t)value;
        }
        put_group(buf, bits, 8);
    }
    return true;
}

FG_FUNCTION(b32_dec)
{
    crd_buf kept;
    crd_buf buf;
    size_t bad = 0;
    crd_str text = fg_text(args[0]);
    if (!fg_spend_bytes(run, text.len * 2, err)) {
        return false;
    }
    fg_buf_open(run, &kept);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\r' && text.ptr[i] != '\n') {
            crd_buf_add_byte(&kept, text.ptr[i]);
        }
    }
    if (fg_buf_fails(run, &kept, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    if (!base32_decode(&buf, crd_buf_str(&kept), &bad) && !crd_buf_failed(&buf)) {
        return illegal(run, "base32", bad, ret, err);
    }
    return fg_buf_value(run, &buf, ret, err);
}

static bool digest(fg_run *run, enum crd_digest kind, fg_val text, fg_val *ret, crd_err *err)
{
    char hex[CRD_DIGEST_HEX_MAX];
    if (!fg_spend_bytes(run, text.len * 2, err)) {
        return false;
    }
    crd_str sum = crd_digest_hex(kind, fg_text(text), hex);
    return sum.len > 0 ? fg_val_text(run, sum, ret, err)
                       : CRD_FAIL(err, run->arena, CRD_E_NOMEM, CRD_S("no memory for a digest"));
}

FG_FUNCTION(sha1_sum)
{
    return digest(run, CRD_SHA1, args[0], ret, err);
}

FG_FUNCTION(sha256_sum)
{
    return digest(run, CRD_SHA256, args[0], ret, err);
}

FG_FUNCTION(sha512_sum)
{
    return digest(run, CRD_SHA512, args[0], ret, err);
}

#define ADLER_RUN 5552

FG_FUNCTION(adler32_sum)
{
    crd_str text = fg_text(args[0]);
    uint32_t a = 1;
    uint32_t b = 0;
    char digits[CRD_INT_TEXT_MAX];
    if (!fg_spend_bytes(run, text.len, err)) {
        return false;
    }
    for (size_t i = 0; i < text.len;) {
        /* so many sums fit 32 bits before they must be reduced */
        size_t end = text.len - i > ADLER_RUN ? i + ADLER_RUN : text.len;
        for (; i < end; i++) {
            a += (unsigned char)text.ptr[i];
            b += a;
        }
        a %= 65521;
        b %= 65521;
    }
    return fg_val_text(run, crd_uint_text(b << 16 | a, digits), ret, err);
}

static const fg_func rows[] = {
    FG_ROW("b64enc", b64_enc, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("b64dec", b64_dec, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("b32enc", b32_enc, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("b32dec", b32_dec, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("sha1sum", sha1_sum, FG_STRING_T, 2, 0, FG_STRING_T),
    FG_ROW("sha256sum", sha256_sum, FG_STRING_T, 2, 0, FG_STRING_T),
    FG_ROW("sha512sum", sha512_sum, FG_STRING_T, 2, 0, FG_STRING_T),
    FG_ROW("adler32sum", adler32_sum, FG_STRING_T, 1, 0, FG_STRING_T),
};
const fg_func_table fg_sprig_encoding = FG_TABLE(rows);
