/* SPDX-License-Identifier: Apache-2.0 */
/* Errors, findings, UTF-8, base64, digests, numbers and shapes of names. */
#include "base/base64.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/dns.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/num.h"
#include "base/utf8.h"
#include "tests.h"

void test_err_wrap_chain(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    crd_err err = { 0 };
    CHECK(!CRD_FAIL(&err, arena, CRD_E_SYNTAX, CRD_S("line "), CRD_S("3")));
    crd_err_at(&err, (crd_place){ .line = 3, .column = 1 });
    crd_err_wrap(&err, arena, CRD_S("values.yaml"));
    CHECK_STR(err.message, CRD_S("values.yaml: line 3"));
    CHECK_INT(err.place.line, 3);
    crd_err_chain(&err, arena, CRD_E_VALUE, CRD_S("not readable"));
    CHECK_STR(err.message, CRD_S("not readable"));
    CHECK(err.cause && err.cause->code == CRD_E_SYNTAX && err.code == CRD_E_VALUE);
    CRD_AUTO_ARENA tiny = crd_arena_new(4);
    CHECK(!CRD_FAIL(&err, tiny, CRD_E_SYNTAX, CRD_S("does not fit")));
    CHECK_INT(err.code, CRD_E_MEMORY);
    CHECK(!CRD_FAIL(NULL, arena, CRD_E_SYNTAX, CRD_S("nobody asks")));
    CHECK(crd_code_is_ours(CRD_E_NOMEM) && !crd_code_is_ours(CRD_E_BUDGET));
    CHECK_STR(crd_str_c(crd_code_name(CRD_E_TIME)), CRD_S("time"));
}

void test_diag_order(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    static const char *const paths[] = { "spec.t[10].a", "spec.t[9].a", "spec.t[9]", "metadata" };
    crd_diags diags;
    crd_diags_init(&diags, arena);
    for (size_t i = 0; i < 4; i++) {
        crd_diag diag = { .rule = CRD_S("R1"), .path = crd_str_c(paths[i]) };
        CHECK(crd_diags_add(&diags, &diag, NULL));
    }
    const crd_diag *const *sorted = NULL;
    CHECK(crd_diags_sorted(&diags, &sorted, NULL));
    CHECK_STR(sorted[0]->path, CRD_S("metadata"));
    CHECK_STR(sorted[1]->path, CRD_S("spec.t[9]"));
    CHECK_STR(sorted[2]->path, CRD_S("spec.t[9].a"));
    CHECK_STR(sorted[3]->path, CRD_S("spec.t[10].a"));
    CHECK_INT(diags.n_errors, 4);
}

void test_diag_bound(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    crd_diags diags;
    crd_diags_init(&diags, arena);
    crd_diag diag = { .rule = CRD_S("R1"), .path = CRD_S("spec") };
    for (size_t i = 0; i < CRD_FINDINGS_MAX; i++) {
        CHECK(crd_diags_add(&diags, &diag, NULL));
    }
    CHECK_INT(diags.dropped, 0);
    CHECK(crd_diags_add(&diags, &diag, NULL));
    CHECK_INT(diags.dropped, 1);
    CHECK_INT(diags.n, CRD_FINDINGS_MAX);
    CHECK_INT(diags.n_errors, CRD_FINDINGS_MAX + 1);
}

void test_utf8(void)
{
    size_t width;
    CHECK_INT(crd_rune_decode(CRD_S("\xc3\xa9x"), &width), 0xE9);
    CHECK_INT(width, 2);
    /* invalid as in Go: overlong, surrogate, past the maximum, cut off, lone tail */
    static const char *const bad[] = { "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
                                       "\x80" };
    for (size_t i = 0; i < 5; i++) {
        CHECK_INT(crd_rune_decode(crd_str_c(bad[i]), &width), CRD_RUNE_ERROR);
        CHECK_INT(width, 1);
        CHECK(!crd_utf8_valid(crd_str_c(bad[i])));
    }
    CHECK_INT(crd_rune_decode_last(CRD_S("a\xf0\x9f\x98\x80"), &width), 0x1F600);
    CHECK_INT(width, 4);
    CHECK_INT(crd_rune_decode_last(CRD_S("\x80\x80"), &width), CRD_RUNE_ERROR);
    CHECK_INT(width, 1);
    CHECK_INT(crd_utf8_count(CRD_S("a\xe2\x82\xac\xff")), 3);
    for (uint32_t rune = 0; rune <= CRD_RUNE_MAX; rune += 7) {
        if (rune >= 0xD800 && rune <= 0xDFFF) {
            continue;
        }
        char out[4];
        crd_str s = crd_str_of(out, crd_rune_encode(rune, out));
        if (!CHECK_INT(crd_rune_decode(s, &width), rune) || !CHECK_INT(width, s.len)) {
            break;
        }
    }
    char out[4];
    CHECK_INT(crd_rune_encode(0xD800, out), 3);
    CHECK_INT(crd_rune_encode(0x110000, out), 3);
}

/* Offsets as Go 1.26 base64.StdEncoding.DecodeString reports them. */
void test_base64(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    static const struct {
        const char *text;
        const char *want; /* NULL: refused */
        size_t offset;
    } rows[] = {
        { "", "", 0 },          { "aGk=", "hi", 0 },      { "aA==", "h", 0 },
        { "aGV5", "hey", 0 },   { "aG\r\nk=\n", "hi", 0 }, { "aGk", NULL, 0 },
        { "a", NULL, 0 },       { "aGk*", NULL, 3 },      { "=", NULL, 0 },
        { "aGk=aGk=", NULL, 4 }, { "aA=x", NULL, 2 },     { "aGV5aG", NULL, 4 },
        { "aA=", NULL, 3 },     { "aA=\n", NULL, 4 },    { "aA=\nx", NULL, 3 },
        { "aGV5=aa", NULL, 4 }, { "aA==\nx", NULL, 5 },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        crd_buf buf;
        crd_buf_on(&buf, arena, 1000);
        size_t offset = 99;
        bool ok = crd_base64_decode(&buf, crd_str_c(rows[i].text), &offset);
        CHECK_INT(ok, rows[i].want != NULL);
        if (ok) {
            CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].want));
        } else if (!CHECK_INT(offset, rows[i].offset)) {
            t_check(false, __FILE__, __LINE__, rows[i].text);
        }
    }
    crd_buf buf;
    crd_buf_on(&buf, arena, 1000);
    crd_base64_encode(&buf, CRD_S("\xff\xfe"));
    crd_base64_encode(&buf, CRD_S("hey"));
    CHECK_STR(crd_buf_str(&buf), CRD_S("//4=aGV5"));
}

void test_digest(void)
{
    char out[CRD_DIGEST_HEX_MAX];
    CHECK_STR(crd_digest_hex(CRD_SHA256, CRD_S("abc"), out),
              CRD_S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK_STR(crd_digest_hex(CRD_MD5, CRD_S(""), out), CRD_S("d41d8cd98f00b204e9800998ecf8427e"));
    CHECK_STR(crd_digest_hex(CRD_SHA1, CRD_S("abc"), out),
              CRD_S("a9993e364706816aba3e25717850c26c9cd0d89d"));
    CHECK_INT(crd_digest_hex(CRD_SHA512, CRD_S("abc"), out).len, 128);
}

void test_hash(void)
{
    crd_seed seed = crd_seed_new();
    CHECK(crd_hash(seed, CRD_S("a")) == crd_hash(seed, CRD_S("a")));
    CHECK(crd_hash(seed, CRD_S("a")) != crd_hash(seed, CRD_S("b")));
    CHECK(crd_hash(seed, CRD_S("aaaaaaaa")) != crd_hash(seed, CRD_S("aaaaaaaaa")));
    crd_seed other = crd_seed_new();
    CHECK(crd_hash(seed, CRD_S("a")) != crd_hash(other, CRD_S("a")));
}

void test_int_text(void)
{
    char text[CRD_INT_TEXT_MAX];
    CHECK_STR(crd_int_text(INT64_MIN, text), CRD_S("-9223372036854775808"));
    CHECK_STR(crd_int_text(-1, text), CRD_S("-1"));
    CHECK_STR(crd_int_text(0, text), CRD_S("0"));
    CHECK_STR(crd_uint_text(UINT64_MAX, text), CRD_S("18446744073709551615"));
}

/* As IsDNS1123Label, IsDNS1123Subdomain and the pattern of label values of apimachinery v0.36.3. */
void test_dns(void)
{
    static const struct {
        const char *text;
        bool label, subdomain, text_of_label;
    } rows[] = {
        { "", false, false, false },    { "a", true, true, true },
        { "0", true, true, true },      { "a-b", true, true, true },
        { "-a", false, false, false },  { "a-", false, false, false },
        { "A", false, false, true },    { "a.b", false, true, true },
        { "a..b", false, false, true }, { ".a", false, false, false },
        { "a.", false, false, false },  { "a_b", false, false, true },
        { "a.-b", false, false, true }, { "a/b", false, false, false },
        { "a\xc3\xa9", false, false, false },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        crd_str text = crd_str_c(rows[i].text);
        CHECK_INT(crd_is_dns_label(text), rows[i].label);
        CHECK_INT(crd_is_dns_subdomain(text), rows[i].subdomain);
        CHECK_INT(crd_is_label_text(text), rows[i].text_of_label);
    }
    CHECK(!crd_is_dns_label(CRD_S("a\0b")) && !crd_is_label_text(CRD_S("a\0b")));
}
