/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: see schema_validate.h. Integers and floats are told apart as the server's decoder does. */
#include <math.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "schema_validate.h"

/* The largest magnitude that strconv.ParseFloat(text, 32) takes. */
#define FLOAT32_LIMIT 3.4028235677973366e38

typedef struct number {
    bool is_whole; /* an int64, else a float64 */
    int64_t whole;
    double real;
} number;

bool crd_is_whole(double value)
{
    const double limit = 9007199254740991.0;
    if (!isfinite(value) || value < -limit || value > limit) {
        return false;
    }
    double near = trunc(value);
    if (value == near) {
        return true;
    }
    if (near == 0) {
        return false;
    }
    /* uint64(f) of a negative number is no number near it */
    double other = value < 0 ? 18446744073709551616.0 + near : near;
    double difference = fabs(value - other);
    return difference / (fabs(value) + fabs(other)) < 1e-9;
}

/* int64(f) on amd64 */
static int64_t to_int64(double value)
{
    return value >= -9223372036854775808.0 && value < 9223372036854775808.0 ? (int64_t)value
                                                                           : INT64_MIN;
}

static crd_str real_text(crd_validation *v, double value)
{
    crd_buf buf;
    crd_buf_on(&buf, v->arena, CRD_TEXT_BYTES_MAX);
    crd_float_format(&buf, value, 'g', -1);
    return crd_buf_whole(&buf);
}

static crd_str whole_text(crd_validation *v, int64_t value)
{
    char digits[CRD_INT_TEXT_MAX];
    return crd_arena_str(v->arena, crd_int_text(value, digits));
}

/* Whether the number fits its type and format. */
static bool is_in_range(const crd_schema *schema, const number *it)
{
    if (schema->types == CRD_SCHEMA_INTEGER) {
        bool small = crd_str_eq(schema->format, CRD_S("int32"));
        if (!it->is_whole &&
            (it->real != trunc(it->real) || it->real < -9223372036854775808.0 ||
             it->real >= 9223372036854775808.0)) {
            return false;
        }
        int64_t whole = it->is_whole ? it->whole : (int64_t)it->real;
        return !small || (whole >= INT32_MIN && whole <= INT32_MAX);
    }
    if (schema->types == CRD_SCHEMA_NUMBER && crd_str_eq(schema->format, CRD_S("float"))) {
        return fabs(it->real) < FLOAT32_LIMIT;
    }
    return true;
}

static bool check_range(crd_validation *v, crd_result *result, const crd_schema *schema,
                        const crd_spot *spot, crd_str what, const number *it, const crd_value *at)
{
    if (is_in_range(schema, it)) {
        return true;
    }
    crd_str type = schema->types == CRD_SCHEMA_INTEGER ? CRD_S("integer") : CRD_S("number");
    /* of numbers only "float" can be out of range */
    bool known = schema->types == CRD_SCHEMA_NUMBER ||
                 crd_str_eq(schema->format, CRD_S("int32")) ||
                 crd_str_eq(schema->format, CRD_S("int64"));
    crd_str format = known ? CRD_CAT(v->arena, CRD_S(" with format "), schema->format)
                           : CRD_S(" (default format)");
    crd_str said = CRD_CAT(v->arena, what, CRD_S(" value must be of type "), type, format,
                           CRD_S(" in "), crd_spot_text(v, spot));
    const crd_misfit misfit = {
        .kind = CRD_FAULT_INVALID,
        .placeless = true,
        .spot = CRD_S(""),
        .said = said,
        .value = CRD_S("\"\""),
        .detail = said,
        .at = at,
    };
    crd_result_add(v, result, &misfit);
    return false;
}

static void check_multiple(crd_validation *v, crd_result *result, const crd_schema *schema,
                           const crd_spot *spot, const number *it, const crd_value *value)
{
    double factor = schema->multiple_of.value;
    const number bound = { .real = factor };
    bool native = check_range(v, result, schema, spot, CRD_S("MultipleOf"), &bound, value);
    bool by_int = native && it->is_whole;
    int64_t whole_factor = to_int64(factor);
    crd_str text = by_int ? whole_text(v, whole_factor) : real_text(v, factor);
    if (by_int ? whole_factor <= 0 : factor <= 0) {
        crd_str at = crd_spot_text(v, spot);
        crd_str said = CRD_CAT(v->arena, CRD_S("factor MultipleOf declared for "), at,
                               CRD_S(" must be positive: "), text);
        const crd_misfit misfit = {
            .kind = CRD_FAULT_INVALID, .spot = at, .said = said, .value = text,
            .detail = said, .at = value,
        };
        crd_result_add(v, result, &misfit);
        return;
    }
    bool fits = by_int ? it->whole % whole_factor == 0
                       : crd_is_whole(factor < 1 ? 1 / factor * it->real : it->real / factor);
    if (!fits) {
        crd_result_say(v, result, spot, CRD_FAULT_INVALID,
                       CRD_CAT(v->arena, CRD_S("should be a multiple of "), text),
                       native ? crd_fault_printed(v->arena, value) : real_text(v, it->real), value);
    }
}

static void check_bound(crd_validation *v, crd_result *result, const crd_schema *schema,
                        const crd_spot *spot, const number *it, bool lower, const crd_value *value)
{
    const crd_schema_bound *bound = lower ? &schema->minimum : &schema->maximum;
    const number limit = { .real = bound->value };
    bool native = check_range(v, result, schema, spot,
                              lower ? CRD_S("Minimum boundary") : CRD_S("Maximum boundary"), &limit,
                              value);
    bool by_int = native && it->is_whole;
    int64_t whole = to_int64(bound->value);
    bool beyond;
    bool same;
    if (by_int) {
        beyond = lower ? it->whole < whole : it->whole > whole;
        same = it->whole == whole;
    } else {
        beyond = lower ? it->real < bound->value : it->real > bound->value;
        same = it->real == bound->value;
    }
    if (!beyond && !(bound->exclusive && same)) {
        return;
    }
    crd_str words = lower ? bound->exclusive ? CRD_S("should be greater than ")
                                             : CRD_S("should be greater than or equal to ")
                    : bound->exclusive ? CRD_S("should be less than ")
                                       : CRD_S("should be less than or equal to ");
    crd_str text = by_int ? whole_text(v, whole) : real_text(v, bound->value);
    crd_result_say(v, result, spot, CRD_FAULT_INVALID, CRD_CAT(v->arena, words, text),
                   native ? crd_fault_printed(v->arena, value) : real_text(v, it->real), value);
}

void crd_validate_number(crd_validation *v, crd_result *result, const crd_schema *schema,
                         const crd_spot *spot, const crd_value *value)
{
    number it = { 0 };
    it.is_whole = crd_number_int(value, &it.whole);
    crd_number_float(value, &it.real);
    check_range(v, result, schema, spot, CRD_S("Checked"), &it, value);
    if (schema->multiple_of.has) {
        check_multiple(v, result, schema, spot, &it, value);
    }
    if (schema->minimum.has) {
        check_bound(v, result, schema, spot, &it, true, value);
    }
    if (schema->maximum.has) {
        check_bound(v, result, schema, spot, &it, false, value);
    }
    result->matches++;
}
