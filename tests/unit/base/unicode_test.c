/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unicode over all code points. The digests were computed by Go 1.26.8 from its unicode and
 * strconv packages, over the same bytes that are built here.
 */
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/num.h"
#include "base/unicode_tables.h"
#include "base/utf8.h"
#include "tests.h"

static void put(crd_buf *buf, uint32_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        crd_buf_add_byte(buf, (char)(value >> (8 * i)));
    }
}

/* Each code point: thirteen predicates as bits of 16, then its three cases and its fold. */
void test_unicode_runes(void)
{
    static bool (*const is[])(uint32_t) = {
        crd_rune_is_letter, crd_rune_is_mark,    crd_rune_is_number,  crd_rune_is_digit,
        crd_rune_is_punct,  crd_rune_is_symbol,  crd_rune_is_upper,   crd_rune_is_lower,
        crd_rune_is_title,  crd_rune_is_space,   crd_rune_is_control, crd_rune_is_graphic,
        crd_rune_is_print,
    };
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, (size_t)64 << 20);
    for (uint32_t rune = 0; rune <= CRD_RUNE_MAX; rune++) {
        uint32_t bits = 0;
        for (size_t i = 0; i < T_COUNT(is); i++) {
            bits |= (uint32_t)is[i](rune) << i;
        }
        put(&buf, bits, 2);
        put(&buf, crd_rune_to_upper(rune), 4);
        put(&buf, crd_rune_to_lower(rune), 4);
        put(&buf, crd_rune_to_title(rune), 4);
        put(&buf, crd_rune_fold(rune), 4);
    }
    CHECK(!crd_buf_failed(&buf));
    char out[CRD_DIGEST_HEX_MAX];
    CHECK_STR(crd_digest_hex(CRD_SHA256, crd_buf_str(&buf), out),
              CRD_S("46892032b0cab662e981a8922634324237b05dcfceab19c06cecda5ea72dbd38"));
    for (size_t i = 0; i < T_COUNT(is); i++) {
        CHECK(!is[i](CRD_RUNE_MAX + 1) && !is[i](UINT32_MAX));
    }
    CHECK_INT(crd_rune_category(CRD_RUNE_MAX + 1), CRD_CATEGORY_CN);
    CHECK_INT(crd_rune_fold(UINT32_MAX), UINT32_MAX);
}

static void put_set(crd_buf *buf, const char *name, crd_rune_set set)
{
    crd_buf_add(buf, crd_str_c(name));
    crd_buf_add_byte(buf, '\n');
    size_t cursor = 0;
    uint32_t first;
    uint32_t last;
    while (crd_rune_set_next(set, &cursor, &first, &last)) {
        char line[32];
        int n = snprintf(line, sizeof(line), "%x-%x\n", (unsigned)first, (unsigned)last);
        crd_buf_add(buf, crd_str_of(line, (size_t)n));
        CHECK(crd_rune_set_has(set, first) && crd_rune_set_has(set, last));
        CHECK(first == 0 || !crd_rune_set_has(set, first - 1));
        CHECK(!crd_rune_set_has(set, last + 1));
    }
}

/* The ranges of each set with a name, and for each alias the categories that it stands for. */
void test_unicode_sets(void)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, (size_t)16 << 20);
    crd_rune_set set;
    for (size_t i = 0; i < crd_uc_category_names_n; i++) {
        const char *name = crd_uc_category_names[i].name;
        CHECK(crd_rune_set_category(crd_str_c(name), &set));
        put_set(&buf, name, set);
    }
    for (size_t i = 0; i < crd_uc_script_names_n; i++) {
        CHECK(crd_rune_set_script(crd_str_c(crd_uc_script_names[i]), &set));
        put_set(&buf, crd_uc_script_names[i], set);
    }
    crd_str alias;
    for (size_t i = 0; crd_rune_set_alias(i, &alias, &set); i++) {
        crd_buf_add(&buf, alias);
        crd_buf_add_byte(&buf, '=');
        for (size_t k = 0; k < crd_uc_category_names_n; k++) {
            uint32_t mask = crd_uc_category_names[k].mask;
            if ((mask & (mask - 1)) == 0 && (mask & set.categories)) {
                crd_buf_add(&buf, crd_str_c(crd_uc_category_names[k].name));
            }
        }
        crd_buf_add_byte(&buf, '\n');
    }
    char out[CRD_DIGEST_HEX_MAX];
    CHECK_STR(crd_digest_hex(CRD_SHA256, crd_buf_str(&buf), out),
              CRD_S("b90c5e46cd35563b41803dd930c4610d4d208c6378484b36185676efa1b2fece"));
    CHECK(!crd_rune_set_category(CRD_S("lu"), &set));
    CHECK(!crd_rune_set_category(CRD_S("Greek"), &set));
    CHECK(!crd_rune_set_script(CRD_S("Lu"), &set));
    CHECK(!crd_rune_set_script(CRD_S(""), &set));
}
