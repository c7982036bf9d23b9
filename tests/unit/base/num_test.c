/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and quoting; expected texts are those of Go 1.26's strconv and encoding/json. */
#include <math.h>

#include "base/num.h"
#include "tests.h"

struct format_row {
    double number;
    char format;
    int precision;
    const char *want;
};

static void check_format(double number, char format, int precision, const char *want)
{
    char text[2048];
    crd_buf buf = { .ptr = text, .capacity = sizeof(text), .limit = sizeof(text) };
    crd_float_format(&buf, number, format, precision);
    CHECK(!crd_buf_failed(&buf));
    CHECK_STR(crd_buf_str(&buf), crd_str_c(want));
}

void test_float_format(void)
{
    static const struct format_row rows[] = {
        { 0, 'g', -1, "0" },
        { -0.0, 'g', -1, "-0" },
        { 1, 'g', -1, "1" },
        { 100000, 'g', -1, "100000" },
        { 1000000, 'g', -1, "1e+06" },
        { 1234567, 'g', -1, "1.234567e+06" },
        { 123456.5, 'g', -1, "123456.5" },
        { 0.0001, 'g', -1, "0.0001" },
        { 0.00001, 'g', -1, "1e-05" },
        { 1e20, 'g', -1, "1e+20" },
        { 1e23, 'g', -1, "1e+23" },
        { 5e-324, 'g', -1, "5e-324" },
        { 1.7976931348623157e308, 'g', -1, "1.7976931348623157e+308" },
        { 2.2250738585072014e-308, 'g', -1, "2.2250738585072014e-308" },
        { 9007199254740992, 'f', -1, "9007199254740992" },
        { 18014398509481984, 'f', -1, "18014398509481984" },
        { 0.1, 'f', 20, "0.10000000000000000555" },
        { 0.5, 'f', 0, "0" },
        { 1.5, 'f', 0, "2" },
        { 2.5, 'f', 0, "2" },
        { 0.005, 'f', 2, "0.01" },
        { 0.0004, 'f', 2, "0.00" },
        { 1.45, 'f', 1, "1.4" },
        { 999999.5, 'g', 6, "1e+06" },
        { 123456789, 'g', 3, "1.23e+08" },
        { 100, 'g', 17, "100" },
        { 3, 'e', 6, "3.000000e+00" },
        { 9.5, 'e', 0, "1e+01" },
        { 0, 'e', 2, "0.00e+00" },
        { 1e21, 'e', -1, "1e+21" },
        { 1, 'E', -1, "1E+00" },
        { 1e100, 'G', -1, "1E+100" },
        { 1, 'b', -1, "4503599627370496p-52" },
        { 1, 'x', -1, "0x1p+00" },
        { 3.141592653589793, 'x', -1, "0x1.921fb54442d18p+01" },
        { 3.141592653589793, 'X', 3, "0X1.922P+01" },
        { 1.999999, 'x', 0, "0x1p+01" },
        { 1, 'x', 18, "0x1.000000000000000000p+00" },
        { 5e-324, 'x', -1, "0x1p-1074" },
        { INFINITY, 'g', -1, "+Inf" },
        { -INFINITY, 'f', 3, "-Inf" },
        { NAN, 'x', 3, "NaN" },
        { 1, 'z', 3, "%z" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        check_format(rows[i].number, rows[i].format, rows[i].precision, rows[i].want);
    }
}

void test_float_long_precision(void)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 20);
    crd_float_format(&buf, 5e-324, 'f', 1100);
    CHECK_INT(buf.len, 1102);
    CHECK_STR(crd_str_sub(crd_buf_str(&buf), 323, 336), CRD_S("0049406564584"));
    CHECK_STR(crd_str_sub(crd_buf_str(&buf), 1070, 1080), CRD_S("2656250000"));
    crd_buf_clear(&buf);
    crd_float_format(&buf, 1.7976931348623157e308, 'f', 2);
    CHECK_INT(buf.len, 312);
    crd_buf_clear(&buf);
    crd_float_format(&buf, 1.5, 'e', 100000);
    CHECK_INT(buf.len, 100006);
    crd_buf_clear(&buf);
    crd_float_format(&buf, 0.25, 'g', 2147483647);
    CHECK_STR(crd_buf_str(&buf), CRD_S("0.25"));
    CHECK(!crd_buf_failed(&buf));
    crd_buf_clear(&buf);
    crd_float_format(&buf, 0.25, 'f', 2147483647);
    CHECK_INT(buf.failure, CRD_BUF_LIMIT); /* refused by the ceiling, not computed */
}

void test_float_json(void)
{
    static const struct format_row rows[] = {
        { 0, 0, 0, "0" },          { -0.0, 0, 0, "-0" },       { 1e20, 0, 0, "100000000000000000000" },
        { 1e21, 0, 0, "1e+21" },   { 1e-6, 0, 0, "0.000001" }, { 1e-7, 0, 0, "1e-7" },
        { 1.5e-9, 0, 0, "1.5e-9" }, { 1e-10, 0, 0, "1e-10" },  { 123456789, 0, 0, "123456789" },
        { -1.2345678901234567e-6, 0, 0, "-0.0000012345678901234567" },
    };
    char text[CRD_FLOAT_TEXT_MAX];
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CHECK_STR(crd_float_text_json(rows[i].number, text), crd_str_c(rows[i].want));
    }
    CHECK_INT(crd_float_text_json(NAN, text).len, 0);
    CHECK_INT(crd_float_text_json(-INFINITY, text).len, 0);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    uint64_t x = *state;
    return (x ^ x >> 33) * 0xff51afd7ed558ccdu;
}

static double from_bits(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

static uint64_t to_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    return bits;
}

static double read_back(double number, int precision)
{
    char text[64];
    double read = -1;
    crd_buf buf = { .ptr = text, .capacity = sizeof(text), .limit = sizeof(text) };
    crd_float_format(&buf, number, 'e', precision);
    CHECK(!crd_buf_failed(&buf));
    crd_float_parse(crd_buf_str(&buf), &read);
    return read;
}

/* Digits of the shortest form, from its 'e' text. */
static int shortest_digits(double number)
{
    char text[64];
    crd_buf buf = { .ptr = text, .capacity = sizeof(text), .limit = sizeof(text) };
    crd_float_format(&buf, fabs(number), 'e', -1);
    size_t e = crd_str_find_byte(crd_buf_str(&buf), 'e');
    return e == 1 ? 1 : (int)e - 1;
}

/* Every float64 reads back from its shortest form, and no shorter form does. */
static void check_shortest(double number)
{
    CHECK_INT(to_bits(read_back(number, -1)), to_bits(number));
    int digits = shortest_digits(number);
    CHECK(digits >= 1 && digits <= 17);
    if (digits > 1) {
        CHECK(read_back(number, digits - 2) != number);
    }
}

void test_float_round_trip(void)
{
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        double number = from_bits(next_random(&state));
        if (isfinite(number)) {
            check_shortest(number);
        }
    }
    for (int exponent = 0; exponent < 2047; exponent++) { /* powers of two and their neighbours */
        uint64_t bits = (uint64_t)exponent << 52;
        check_shortest(from_bits(bits));
        check_shortest(from_bits(bits + 1));
        if (bits) {
            check_shortest(from_bits(bits - 1));
        }
    }
    for (int i = 0; i < 2000; i++) { /* subnormal */
        check_shortest(from_bits(next_random(&state) >> (12 + i % 52)));
    }
}

struct parse_row {
    const char *text;
    enum crd_num_result result;
    double want;
};

void test_float_parse(void)
{
    static const struct parse_row rows[] = {
        { "0", CRD_NUM_OK, 0 },
        { "-0", CRD_NUM_OK, -0.0 },
        { "1.", CRD_NUM_OK, 1 },
        { ".5e1", CRD_NUM_OK, 5 },
        { "+1e+2", CRD_NUM_OK, 100 },
        { "9007199254740993", CRD_NUM_OK, 9007199254740992.0 },
        { "9007199254740992.999999999999999999999999999999", CRD_NUM_OK, 9007199254740992.0 },
        { "9007199254740993.000000000000000000000000000001", CRD_NUM_OK, 9007199254740994.0 },
        { "2.4703282292062327208e-324", CRD_NUM_OK, 0 },
        { "2.4703282292062327209e-324", CRD_NUM_OK, 5e-324 },
        { "2.2250738585072011e-308", CRD_NUM_OK, 2.225073858507201e-308 },
        { "1.7976931348623158e308", CRD_NUM_OK, 1.7976931348623157e308 },
        { "1.797693134862315808e308", CRD_NUM_RANGE, INFINITY },
        { "1e309", CRD_NUM_RANGE, INFINITY },
        { "-1e999999999999999999999", CRD_NUM_RANGE, -INFINITY },
        { "1e-400", CRD_NUM_OK, 0 },
        { "0e999999999", CRD_NUM_OK, 0 },
        { "1_000", CRD_NUM_OK, 1000 },
        { "1__0", CRD_NUM_SYNTAX, 0 },
        { "_1", CRD_NUM_SYNTAX, 0 },
        { "0x1p-2", CRD_NUM_OK, 0.25 },
        { "0x.8p1", CRD_NUM_OK, 1 },
        { "0x1.00000000000008p0", CRD_NUM_OK, 1 },
        { "0x1.000000000000080000000000000000001p0", CRD_NUM_OK, 1.0000000000000002 },
        { "0x1p1024", CRD_NUM_RANGE, INFINITY },
        { "0x1p-1075", CRD_NUM_OK, 0 },
        { "0x3p-1076", CRD_NUM_OK, 5e-324 },
        { "0x1", CRD_NUM_SYNTAX, 0 },
        { "inf", CRD_NUM_OK, INFINITY },
        { "-Infinity", CRD_NUM_OK, -INFINITY },
        { "+nan", CRD_NUM_SYNTAX, 0 },
        { "", CRD_NUM_SYNTAX, 0 },
        { ".", CRD_NUM_SYNTAX, 0 },
        { "1e", CRD_NUM_SYNTAX, 0 },
        { "1 ", CRD_NUM_SYNTAX, 0 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        double got = -1;
        CHECK_INT(crd_float_parse(crd_str_c(rows[i].text), &got), rows[i].result);
        if (!t_check(to_bits(got) == to_bits(rows[i].want), __FILE__, __LINE__, rows[i].text)) {
            check_format(got, 'g', -1, "the wanted number");
        }
    }
    double got;
    CHECK_INT(crd_float_parse(CRD_S("1\0002"), &got), CRD_NUM_SYNTAX);
    CHECK_INT(crd_float_parse(CRD_S("NaN"), &got), CRD_NUM_OK);
    CHECK(isnan(got));
}

/* A million digits cost one pass; those past the 800th only say whether there was something. */
void test_float_parse_long(void)
{
    CRD_AUTO_BUF text;
    double got;
    crd_buf_init(&text, 1 << 21);
    crd_buf_add_lit(&text, "9007199254740993.");
    crd_buf_add_n(&text, '0', 1000000);
    CHECK_INT(crd_float_parse(crd_buf_str(&text), &got), CRD_NUM_OK);
    CHECK(got == 9007199254740992.0);
    crd_buf_add_lit(&text, "1");
    CHECK_INT(crd_float_parse(crd_buf_str(&text), &got), CRD_NUM_OK);
    CHECK(got == 9007199254740994.0);
    crd_buf_clear(&text);
    crd_buf_add_n(&text, '9', 1000000);
    CHECK_INT(crd_float_parse(crd_buf_str(&text), &got), CRD_NUM_RANGE);
    crd_buf_clear(&text);
    crd_buf_add_n(&text, '9', 9000); /* Go 1.26 says 0 here: it drops digits before the point */
    crd_buf_add_lit(&text, "e-9000");
    CHECK_INT(crd_float_parse(crd_buf_str(&text), &got), CRD_NUM_OK);
    CHECK(got == 1);
}

struct int_row {
    const char *text;
    int base;
    int bits;
    enum crd_num_result result;
    int64_t want;
};

void test_int_parse(void)
{
    static const struct int_row rows[] = {
        { "0", 10, 64, CRD_NUM_OK, 0 },
        { "-9223372036854775808", 10, 64, CRD_NUM_OK, INT64_MIN },
        { "-9223372036854775809", 10, 64, CRD_NUM_RANGE, INT64_MIN },
        { "9223372036854775807", 10, 64, CRD_NUM_OK, INT64_MAX },
        { "9223372036854775808", 10, 64, CRD_NUM_RANGE, INT64_MAX },
        { "99999999999999999999x", 10, 64, CRD_NUM_RANGE, INT64_MAX },
        { "127", 10, 8, CRD_NUM_OK, 127 },
        { "128", 10, 8, CRD_NUM_RANGE, 127 },
        { "-128", 10, 8, CRD_NUM_OK, -128 },
        { "-129", 10, 8, CRD_NUM_RANGE, -128 },
        { "+7", 10, 64, CRD_NUM_OK, 7 },
        { "+-7", 10, 64, CRD_NUM_SYNTAX, 0 },
        { "0x1F", 0, 64, CRD_NUM_OK, 31 },
        { "0x1F", 10, 64, CRD_NUM_SYNTAX, 0 },
        { "-0b101", 0, 64, CRD_NUM_OK, -5 },
        { "0o17", 0, 64, CRD_NUM_OK, 15 },
        { "017", 0, 64, CRD_NUM_OK, 15 },
        { "017", 10, 64, CRD_NUM_OK, 17 },
        { "08", 0, 64, CRD_NUM_SYNTAX, 0 },
        { "0x", 0, 64, CRD_NUM_SYNTAX, 0 },
        { "1_000", 0, 64, CRD_NUM_OK, 1000 },
        { "1_000", 10, 64, CRD_NUM_SYNTAX, 0 },
        { "0x_1", 0, 64, CRD_NUM_OK, 1 },
        { "0_7", 0, 64, CRD_NUM_OK, 7 },
        { "1_", 0, 64, CRD_NUM_SYNTAX, 0 },
        { "zz", 36, 64, CRD_NUM_OK, 1295 },
        { "1", 1, 64, CRD_NUM_SYNTAX, 0 },
        { "1", 37, 64, CRD_NUM_SYNTAX, 0 },
        { "", 10, 64, CRD_NUM_SYNTAX, 0 },
        { "-", 0, 64, CRD_NUM_SYNTAX, 0 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        int64_t got = -1;
        t_check_int(crd_int_parse(crd_str_c(rows[i].text), rows[i].base, rows[i].bits, &got),
                    rows[i].result, __FILE__, __LINE__, rows[i].text);
        t_check_int(got, rows[i].want, __FILE__, __LINE__, rows[i].text);
    }
    uint64_t got;
    CHECK_INT(crd_uint_parse(CRD_S("18446744073709551615"), 10, 64, &got), CRD_NUM_OK);
    CHECK(got == UINT64_MAX);
    CHECK_INT(crd_uint_parse(CRD_S("18446744073709551616"), 10, 64, &got), CRD_NUM_RANGE);
    CHECK(got == UINT64_MAX);
    CHECK_INT(crd_uint_parse(CRD_S("-1"), 10, 64, &got), CRD_NUM_SYNTAX);
}

void test_quote(void)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, 1 << 16);
    crd_quote(&buf, CRD_S("a\"\\\n\x01\x7f\0\xff\xe2\x98\xba\xef\xbf\xbd\xc2\xad"));
    CHECK_STR(crd_buf_str(&buf), CRD_S("\"a\\\"\\\\\\n\\x01\\x7f\\x00\\xff\xe2\x98\xba\xef\xbf\xbd\\u00ad\""));
    crd_buf_clear(&buf);
    crd_quote_ascii(&buf, CRD_S("\xe2\x98\xba\xf0\x9f\x98\x80"));
    CHECK_STR(crd_buf_str(&buf), CRD_S("\"\\u263a\\U0001f600\""));
    crd_buf_clear(&buf);
    crd_quote_rune(&buf, '\'');
    crd_quote_rune(&buf, '"');
    crd_quote_rune(&buf, 0xD800);
    CHECK_STR(crd_buf_str(&buf), CRD_S("'\\'''\"''\xef\xbf\xbd'"));
}

struct unquote_row {
    const char *text;
    const char *want; /* NULL: a syntax error */
};

void test_unquote(void)
{
    static const struct unquote_row rows[] = {
        { "\"a\\tb\"", "a\tb" },    { "`a\\tb`", "a\\tb" },      { "`a\rb`", "ab" },
        { "'x'", "x" },             { "''", "" },                { "'xy'", NULL },
        { "\"\\x41\\101\"", "AA" }, { "\"\\u00e9\"", "\xc3\xa9" }, { "\"\\ud800\"", NULL },
        { "\"\\400\"", NULL },      { "\"\\'\"", NULL },         { "'\\''", "'" },
        { "\"a\"b\"", NULL },       { "\"", NULL },              { "\"\\\"", NULL },
        { "\"a\nb\"", NULL },       { "`a`b`", NULL },           { "a", NULL },
        { "\"\xff\"", "\xef\xbf\xbd" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_BUF buf;
        crd_buf_init(&buf, 1 << 16);
        bool ok = crd_unquote(&buf, crd_str_c(rows[i].text));
        t_check(ok == (rows[i].want != NULL), __FILE__, __LINE__, rows[i].text);
        if (ok && rows[i].want) {
            CHECK_STR(crd_buf_str(&buf), crd_str_c(rows[i].want));
        }
    }
}
