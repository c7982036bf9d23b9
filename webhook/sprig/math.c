/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's numbers: conversions, integer arithmetic, rounding, sequences. Decimal arithmetic is in
 * decimal.c. Source of the behaviour: sprig v3.3.0 numeric.go, Go 1.26 math and strconv.
 */
#include <math.h>

#include "base/num.h"
#include "chapters.h"
#include "common.h"

/* ---- Conversions ---- */

static bool to_int(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(fg_sprig_int64(args[0]));
    return true;
}

static bool to_int64(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int64(fg_sprig_int64(args[0]));
    return true;
}

static bool to_float64(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_float(fg_sprig_float64(args[0]));
    return true;
}

/* strconv.Atoi with its error dropped: past the range the nearest number stays. */
static bool parse_int(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t number = 0;
    if (crd_int_parse(fg_text(args[0]), 10, 64, &number) == CRD_NUM_SYNTAX) {
        number = 0;
    }
    *ret = fg_val_int(number);
    return fg_spend_bytes(run, args[0].len, err);
}

static bool to_decimal(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    int64_t number = 0;
    fg_buf_open(run, &buf);
    if (!fg_fmt_sprint(run, &buf, args, n, err) || fg_buf_fails(run, &buf, err)) {
        return false;
    }
    if (crd_int_parse(crd_buf_str(&buf), 8, 64, &number) != CRD_NUM_OK) {
        number = 0;
    }
    *ret = fg_val_int64(number);
    return true;
}

/* ---- Integers, wrapping as Go's do ---- */

static int64_t wrap(uint64_t number)
{
    return (int64_t)number;
}

static bool add(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (uint64_t)fg_sprig_int64(args[i]);
    }
    *ret = fg_val_int64(wrap(sum));
    return true;
}

static bool add1(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int64(wrap((uint64_t)fg_sprig_int64(args[0]) + 1));
    return true;
}

static bool sub(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    uint64_t a = (uint64_t)fg_sprig_int64(args[0]);
    *ret = fg_val_int64(wrap(a - (uint64_t)fg_sprig_int64(args[1])));
    return true;
}

static bool mul(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    uint64_t product = 1;
    for (size_t i = 0; i < n; i++) {
        product *= (uint64_t)fg_sprig_int64(args[i]);
    }
    *ret = fg_val_int64(wrap(product));
    return true;
}

/* The smallest number by -1 is itself in Go; in C it would trap. */
static bool divide(fg_run *run, const fg_val *args, bool rest, fg_val *ret, crd_err *err)
{
    int64_t a = fg_sprig_int64(args[0]);
    int64_t b = fg_sprig_int64(args[1]);
    if (b == 0) {
        return FG_FAIL(run, err, CRD_S("runtime error: integer divide by zero"));
    }
    int64_t quotient = b == -1 ? wrap(0 - (uint64_t)a) : a / b;
    *ret = fg_val_int64(!rest ? quotient : b == -1 ? 0 : a % b);
    return true;
}

static bool divide_whole(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return divide(run, args, false, ret, err);
}

static bool modulo(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return divide(run, args, true, ret, err);
}

static bool max(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t most = fg_sprig_int64(args[0]);
    for (size_t i = 1; i < n; i++) {
        int64_t number = fg_sprig_int64(args[i]);
        most = number > most ? number : most;
    }
    *ret = fg_val_int64(most);
    return true;
}

static bool min(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t least = fg_sprig_int64(args[0]);
    for (size_t i = 1; i < n; i++) {
        int64_t number = fg_sprig_int64(args[i]);
        least = number < least ? number : least;
    }
    *ret = fg_val_int64(least);
    return true;
}

/* math.Max and math.Min: a NaN spoils all but an infinity of the wanted sign; -0 is less than 0. */
static double extreme(double a, double b, double sign)
{
    if ((isinf(a) && a * sign > 0) || (isinf(b) && b * sign > 0)) {
        return sign * INFINITY;
    }
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    if (a == 0 && b == 0) {
        return (signbit(a) != 0) == (sign > 0) ? b : a;
    }
    return (a > b) == (sign > 0) ? a : b;
}

static bool extremes(const fg_val *args, size_t n, double sign, fg_val *ret)
{
    double number = fg_sprig_float64(args[0]);
    for (size_t i = 1; i < n; i++) {
        number = extreme(number, fg_sprig_float64(args[i]), sign);
    }
    *ret = fg_val_float(number);
    return true;
}

static bool maxf(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return extremes(args, n, 1, ret);
}

static bool minf(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return extremes(args, n, -1, ret);
}

/* ---- Rounding ---- */

static bool floor_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_float(floor(fg_sprig_float64(args[0])));
    return true;
}

static bool ceil_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_float(ceil(fg_sprig_float64(args[0])));
    return true;
}

/* math.Pow(10, places): Go multiplies mantissas by repeated squaring, which differs from the C
 * library's correctly rounded result in the last bit for larger powers. */
static double power_of_ten(int64_t places)
{
    double mantissa = 1;
    int exponent = 0;
    int x_exponent;
    double x = frexp(10, &x_exponent);
    uint64_t left = places < 0 ? 0 - (uint64_t)places : (uint64_t)places;
    for (; left; left >>= 1) {
        if (x_exponent > 1 << 12) {
            exponent += x_exponent; /* beyond any float64 */
            break;
        }
        if (left & 1) {
            mantissa *= x;
            exponent += x_exponent;
        }
        x *= x;
        x_exponent *= 2;
        if (x < 0.5) {
            x += x;
            x_exponent--;
        }
    }
    return places < 0 ? ldexp(1 / mantissa, -exponent) : ldexp(mantissa, exponent);
}

static bool round_to(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    double on = n > 2 ? args[2].as.f : 0.5;
    double power = power_of_ten(args[1].as.i);
    double digit = power * fg_sprig_float64(args[0]);
    double whole;
    double part = isinf(digit) ? NAN : modf(digit, &whole);
    *ret = fg_val_float((part >= on ? ceil(digit) : floor(digit)) / power);
    return true;
}

/* ---- Sequences ---- */

/* How many numbers start, start + step, ... lie before stop, in the direction of step. */
static uint64_t count_steps(int64_t start, int64_t stop, int64_t step)
{
    bool down = stop < start;
    if (start == stop || (down ? step >= 0 : step <= 0)) {
        return 0;
    }
    uint64_t way = down ? (uint64_t)start - (uint64_t)stop : (uint64_t)stop - (uint64_t)start;
    uint64_t stride = down ? 0 - (uint64_t)step : (uint64_t)step;
    return (way - 1) / stride + 1;
}

static bool make_steps(fg_run *run, int64_t start, int64_t stop, int64_t step, fg_val *ret,
                       crd_err *err)
{
    uint64_t count = count_steps(start, stop, step);
    if (count > UINT32_MAX) {
        return fg_spend(run, count, err) &&
               CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("sequence is too long"));
    }
    fg_val *items = fg_sprig_items(run, (size_t)count, err);
    if (!items) {
        return false;
    }
    uint64_t number = (uint64_t)start;
    for (uint64_t i = 0; i < count; i++) {
        items[i] = fg_val_int(wrap(number));
        number += (uint64_t)step;
    }
    *ret = fg_val_slice(&fg_type_ints, items, (size_t)count);
    return true;
}

static bool until(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return make_steps(run, 0, args[0].as.i, args[0].as.i < 0 ? -1 : 1, ret, err);
}

static bool until_step(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return make_steps(run, args[0].as.i, args[1].as.i, args[2].as.i, ret, err);
}

static bool seq(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val list;
    crd_buf buf;
    if (n == 0 || n > 3) {
        *ret = fg_val_string(CRD_S(""));
        return true;
    }
    int64_t start = n == 1 ? 1 : args[0].as.i;
    int64_t end = args[n - 1].as.i;
    int64_t toward = end < start ? -1 : 1;
    int64_t step = n == 3 ? args[1].as.i : toward;
    if (n == 3 && toward < 0 && step > 0) {
        *ret = fg_val_string(CRD_S(""));
        return true;
    }
    if (!make_steps(run, start, wrap((uint64_t)end + (uint64_t)toward), step, &list, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    for (size_t i = 0; i < list.len; i++) {
        crd_buf_add(&buf, i ? CRD_S(" ") : CRD_S(""));
        crd_buf_add_int(&buf, fg_val_at(run, list, i).as.i);
    }
    return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("int", to_int, FG_INT_T, 1, 0, FG_ANY_T),
    FG_ROW("int64", to_int64, FG_INT64_T, 1, 0, FG_ANY_T),
    FG_ROW("float64", to_float64, FG_FLOAT_T, 1, 0, FG_ANY_T),
    FG_ROW("atoi", parse_int, FG_INT_T, 1, 0, FG_STRING_T),
    FG_ROW("toDecimal", to_decimal, FG_INT64_T, 1, 0, FG_ANY_T),
    FG_ROW("add", add, FG_INT64_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("add1", add1, FG_INT64_T, 1, 0, FG_ANY_T),
    FG_ROW("sub", sub, FG_INT64_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mul", mul, FG_INT64_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("div", divide_whole, FG_INT64_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mod", modulo, FG_INT64_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("max", max, FG_INT64_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("biggest", max, FG_INT64_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("min", min, FG_INT64_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("maxf", maxf, FG_FLOAT_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("minf", minf, FG_FLOAT_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("floor", floor_of, FG_FLOAT_T, 1, 0, FG_ANY_T),
    FG_ROW("ceil", ceil_of, FG_FLOAT_T, 1, 0, FG_ANY_T),
    FG_ROW("round", round_to, FG_FLOAT_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_INT_T, FG_FLOAT_T),
    FG_ROW("until", until, FG_INTS_T, 1, 0, FG_INT_T),
    FG_ROW("untilStep", until_step, FG_INTS_T, 1, 0, FG_INT_T, FG_INT_T, FG_INT_T),
    FG_ROW("seq", seq, FG_STRING_T, 1, FG_FUNC_VARIADIC, FG_INT_T),
};
const fg_func_table fg_sprig_math = FG_TABLE(rows);
