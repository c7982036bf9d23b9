/* SPDX-License-Identifier: Apache-2.0 */
/* What plain scalars mean, as go-yaml v2.4.4 resolves them. */
#include "tests.h"
#include "value/yaml_resolve.h"

struct row {
    const char *text;
    enum crd_yaml_tag tag;
};

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!CHECK_INT(crd_yaml_resolve(crd_str_c(rows[i].text)), rows[i].tag)) {
            CHECK_STR(crd_str_c(rows[i].text), CRD_S("(the scalar above)"));
        }
    }
}

void test_resolve(void)
{
    static const struct row rows[] = {
        { "", CRD_YAML_NULL },
        { "~", CRD_YAML_NULL },
        { "null", CRD_YAML_NULL },
        { "nULL", CRD_YAML_STR },
        { "y", CRD_YAML_BOOL },
        { "Off", CRD_YAML_BOOL },
        { "yEs", CRD_YAML_STR },
        { "<<", CRD_YAML_MERGE },
        { "0", CRD_YAML_INT },
        { "+1", CRD_YAML_INT },
        { "-0x1F", CRD_YAML_INT },
        { "0o17", CRD_YAML_INT },
        { "017", CRD_YAML_INT },
        { "08", CRD_YAML_FLOAT },
        { "0o8", CRD_YAML_STR },
        { "0b-11", CRD_YAML_INT },
        { "0b12", CRD_YAML_STR },
        { "1_000", CRD_YAML_INT },
        { "_1", CRD_YAML_STR },
        { "1_", CRD_YAML_INT },
        { "18446744073709551615", CRD_YAML_INT },
        { "18446744073709551616", CRD_YAML_FLOAT },
        { "0x1ffffffffffffffff", CRD_YAML_STR },
        { ".5", CRD_YAML_FLOAT },
        { "5.", CRD_YAML_FLOAT },
        { "1.e5", CRD_YAML_FLOAT },
        { "1e", CRD_YAML_STR },
        { "1e400", CRD_YAML_STR },
        { ".inf", CRD_YAML_FLOAT },
        { "-.INF", CRD_YAML_FLOAT },
        { ".iNF", CRD_YAML_STR },
        { "NaN", CRD_YAML_STR },
        { ".", CRD_YAML_STR },
        { "+", CRD_YAML_STR },
        { "1:30", CRD_YAML_STR },
        { "=", CRD_YAML_STR },
        { "true x", CRD_YAML_STR },
    };
    check_rows(rows, T_COUNT(rows));
    CHECK(crd_yaml_is_base60(CRD_S("1:30")));
    CHECK(crd_yaml_is_base60(CRD_S("-190:20:30.15")));
    CHECK(crd_yaml_is_base60(CRD_S("1_0:5.")));
    CHECK(!crd_yaml_is_base60(CRD_S("1:60")));
    CHECK(!crd_yaml_is_base60(CRD_S("1:")));
    CHECK(!crd_yaml_is_base60(CRD_S("1")));
    CHECK(!crd_yaml_is_base60(CRD_S("")));
}

void test_resolve_timestamps(void)
{
    static const struct row rows[] = {
        { "2024-01-01", CRD_YAML_TIMESTAMP },
        { "2024-1-1", CRD_YAML_TIMESTAMP },
        { "2024-02-29", CRD_YAML_TIMESTAMP },
        { "2023-02-29", CRD_YAML_STR },
        { "1900-02-29", CRD_YAML_STR },
        { "2024-13-01", CRD_YAML_STR },
        { "2024-01-32", CRD_YAML_STR },
        { "24-01-01", CRD_YAML_STR },
        { "2024-01-01T12:00:00Z", CRD_YAML_TIMESTAMP },
        { "2024-01-01t1:2:3.123456789012+02:00", CRD_YAML_TIMESTAMP },
        { "2024-01-01T12:00:00", CRD_YAML_STR },
        { "2024-01-01T24:00:00Z", CRD_YAML_STR },
        { "2024-01-01T12:00:00+2:00", CRD_YAML_STR },
        { "2024-01-01 12:00:00", CRD_YAML_TIMESTAMP },
        { "2024-01-01  12:00:00,5", CRD_YAML_TIMESTAMP },
        { "2024-01-01 12:00:00Z", CRD_YAML_STR },
        { "2024-01-01 ", CRD_YAML_STR },
        { "2001-12-14 21:59:43.10 -5", CRD_YAML_STR },
    };
    check_rows(rows, T_COUNT(rows));
}
