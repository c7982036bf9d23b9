/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's random text and numbers. Where the run has no real chance they are fixed stand-ins of the
 * same form. Source of the behaviour: sprig v3.3.0, goutils v1.1.1, xstrings v1.5.0, google/uuid.
 */
#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "chapters.h"
#include "common.h"
#include "crypto.h"
#include "outcome.h"

/* count characters, each from the alphabet; below 0 nothing, as the library drops that error. */
static bool random_text(fg_run *run, int64_t count, const char *alphabet, fg_val *ret, crd_err *err)
{
    fg_random random = fg_random_new(run->env->real_random);
    size_t n = count < 0 ? 0 : (size_t)count;
    size_t letters = strlen(alphabet);
    char *text = fg_spend(run, n, err) ? fg_alloc_text(run, n, err) : NULL;
    if (!text) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t which = 0;
        if (!fg_random_below(&random, letters, &which, run->arena, err)) {
            return false;
        }
        text[i] = alphabet[which];
    }
    *ret = fg_val_string(crd_str_of(text, n));
    return true;
}

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

FG_FUNCTION(rand_alpha_num)
{
    return random_text(run, args[0].as.i, DIGITS LETTERS, ret, err);
}

FG_FUNCTION(rand_alpha)
{
    return random_text(run, args[0].as.i, LETTERS, ret, err);
}

FG_FUNCTION(rand_numeric)
{
    return random_text(run, args[0].as.i, DIGITS, ret, err);
}

FG_FUNCTION(rand_ascii)
{
    return random_text(run, args[0].as.i,
                       " !\"#$%&'()*+,-./" DIGITS ":;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                       "abcdefghijklmnopqrstuvwxyz{|}~",
                       ret, err);
}

FG_FUNCTION(rand_bytes)
{
    fg_random random = fg_random_new(run->env->real_random);
    crd_buf buf;
    if (args[0].as.i < 0) {
        return FG_FAIL(run, err, CRD_S("runtime error: makeslice: len out of range"));
    }
    size_t n = (size_t)args[0].as.i;
    char *bytes = fg_spend(run, n / 16, err) ? fg_alloc_text(run, n, err) : NULL;
    if (!bytes || !fg_random_bytes(&random, (unsigned char *)bytes, n, run->arena, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    crd_base64_encode(&buf, crd_str_of(bytes, n));
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(rand_int)
{
    fg_random random = fg_random_new(run->env->real_random);
    uint64_t above = 0;
    int64_t span = (int64_t)((uint64_t)args[1].as.i - (uint64_t)args[0].as.i);
    if (span <= 0) {
        return FG_FAIL(run, err, CRD_S("invalid argument to Intn"));
    }
    if (!fg_random_below(&random, (uint64_t)span, &above, run->arena, err)) {
        return false;
    }
    *ret = fg_val_int((int64_t)((uint64_t)args[0].as.i + above));
    return true;
}

FG_FUNCTION(uuid_v4)
{
    static const char hex[] = "0123456789abcdef";
    fg_random random = fg_random_new(run->env->real_random);
    unsigned char bytes[16];
    char text[36];
    size_t at = 0;
    if (!fg_random_bytes(&random, bytes, sizeof(bytes), run->arena, err)) {
        return false;
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0F) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text[at++] = '-';
        }
        text[at++] = hex[bytes[i] >> 4];
        text[at++] = hex[bytes[i] & 15];
    }
    return fg_val_text(run, crd_str_of(text, sizeof(text)), ret, err);
}

/* Fisher-Yates over the runes, an invalid byte counting as U+FFFD. */
FG_FUNCTION(shuffle)
{
    fg_random random = fg_random_new(run->env->real_random);
    crd_str text = fg_text(args[0]);
    size_t n = crd_utf8_count(text);
    crd_buf buf;
    uint32_t *runes =
        fg_spend(run, text.len, err) ? fg_alloc_n(run, n + 1, sizeof(uint32_t), err) : NULL;
    if (!runes) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        size_t width = 0;
        runes[i] = crd_rune_decode(text, &width);
        text = crd_str_from(text, width);
    }
    for (size_t i = n; i > 1; i--) {
        uint64_t other = 0;
        if (!fg_random_below(&random, i, &other, run->arena, err)) {
            return false;
        }
        uint32_t swap = runes[i - 1];
        runes[i - 1] = runes[other];
        runes[other] = swap;
    }
    fg_buf_open(run, &buf);
    for (size_t i = 0; i < n; i++) {
        char bytes[4];
        crd_buf_add(&buf, crd_str_of(bytes, crd_rune_encode(runes[i], bytes)));
    }
    return fg_buf_value(run, &buf, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("randAlphaNum", rand_alpha_num, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_INT_T),
    FG_ROW("randAlpha", rand_alpha, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_INT_T),
    FG_ROW("randAscii", rand_ascii, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_INT_T),
    FG_ROW("randNumeric", rand_numeric, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_INT_T),
    FG_ROW("randBytes", rand_bytes, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_INT_T),
    FG_ROW("randInt", rand_int, FG_INT_T, 1, FG_FUNC_UNSTABLE, FG_INT_T, FG_INT_T),
    FG_ROW0("uuidv4", uuid_v4, FG_STRING_T, 1, FG_FUNC_UNSTABLE),
    FG_ROW("shuffle", shuffle, FG_STRING_T, 1, FG_FUNC_UNSTABLE, FG_STRING_T),
};
const fg_func_table fg_sprig_random = FG_TABLE(rows);
