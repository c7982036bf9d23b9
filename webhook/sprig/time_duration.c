/* SPDX-License-Identifier: Apache-2.0 */
/* Durations: nanoseconds in an int64, written "1h2m3.5s". */
#include "gotime.h"

typedef struct unit {
    const char *name;
    uint64_t ns;
} unit;

static const unit units[] = {
    { "ns", 1 },
    { "us", 1000 },
    { "\xC2\xB5s", 1000 }, /* micro sign */
    { "\xCE\xBCs", 1000 }, /* Greek mu */
    { "ms", 1000000 },
    { "s", UINT64_C(1000000000) },
    { "m", UINT64_C(60000000000) },
    { "h", UINT64_C(3600000000000) },
};

#define TOP (UINT64_C(1) << 63)

static bool fault(crd_arena *arena, crd_str what, crd_str text, crd_err *err)
{
    crd_buf message;
    crd_buf_on(&message, arena, SIZE_MAX);
    crd_buf_add_lit(&message, "time: ");
    crd_buf_add(&message, what);
    crd_buf_add_byte(&message, ' ');
    fg_time_quote(&message, text);
    if (crd_buf_failed(&message)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&message));
}

static bool fault_unit(crd_arena *arena, crd_str name, crd_str text, crd_err *err)
{
    crd_buf what;
    crd_buf_on(&what, arena, SIZE_MAX);
    crd_buf_add_lit(&what, "unknown unit ");
    fg_time_quote(&what, name);
    crd_buf_add_lit(&what, " in duration");
    if (crd_buf_failed(&what)) {
        return crd_err_memory(err, arena);
    }
    return fault(arena, crd_buf_str(&what), text, err);
}

static bool next_is_digit(crd_str text)
{
    return text.len > 0 && crd_is_digit((unsigned char)text.ptr[0]);
}

/* Digits in front; false past 2^63. */
static bool take_whole(crd_str *text, uint64_t *ret)
{
    uint64_t number = 0;
    while (next_is_digit(*text)) {
        if (number > TOP / 10) {
            return false;
        }
        number = number * 10 + (uint64_t)(text->ptr[0] - '0');
        if (number > TOP) {
            return false;
        }
        *text = crd_str_from(*text, 1);
    }
    *ret = number;
    return true;
}

/* Digits behind the point, as far as they fit; *scale is ten to their number. */
static uint64_t take_fraction(crd_str *text, double *scale)
{
    uint64_t number = 0;
    bool full = false;
    for (; next_is_digit(*text); *text = crd_str_from(*text, 1)) {
        full = full || number > (TOP - 1) / 10;
        if (full) {
            continue;
        }
        uint64_t more = number * 10 + (uint64_t)(text->ptr[0] - '0');
        if (more > TOP) {
            full = true;
            continue;
        }
        number = more;
        *scale *= 10;
    }
    return number;
}

static crd_str take_unit(crd_str *text)
{
    size_t n = 0;
    while (n < text->len && text->ptr[n] != '.' && !crd_is_digit((unsigned char)text->ptr[n])) {
        n++;
    }
    crd_str name = crd_str_sub(*text, 0, n);
    *text = crd_str_from(*text, n);
    return name;
}

enum part { PART_GOOD, PART_INVALID, PART_NO_UNIT, PART_BAD_UNIT };

/* One "12.5s" in front of text. */
static enum part take_part(crd_str *text, uint64_t *ret_ns, crd_str *ret_unit)
{
    crd_str before = *text;
    uint64_t whole = 0;
    if (!take_whole(text, &whole)) {
        return PART_INVALID;
    }
    size_t digits = before.len - text->len;
    uint64_t fraction = 0;
    double scale = 1;
    if (text->len > 0 && text->ptr[0] == '.') {
        *text = crd_str_from(*text, 1);
        size_t left = text->len;
        fraction = take_fraction(text, &scale);
        digits += left - text->len;
    }
    if (digits == 0) {
        return PART_INVALID;
    }
    *ret_unit = take_unit(text);
    if (ret_unit->len == 0) {
        return PART_NO_UNIT;
    }
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (!crd_str_eq(*ret_unit, crd_str_c(units[i].name))) {
            continue;
        }
        if (whole > TOP / units[i].ns) {
            return PART_INVALID;
        }
        whole *= units[i].ns;
        if (fraction > 0) {
            whole += (uint64_t)((double)fraction * ((double)units[i].ns / scale));
        }
        *ret_ns = whole;
        return whole > TOP ? PART_INVALID : PART_GOOD;
    }
    return PART_BAD_UNIT;
}

bool fg_duration_parse(crd_arena *arena, crd_str text, int64_t *ret_ns, crd_err *err)
{
    crd_str rest = text;
    bool negative = rest.len > 0 && rest.ptr[0] == '-';
    if (negative || (rest.len > 0 && rest.ptr[0] == '+')) {
        rest = crd_str_from(rest, 1);
    }
    if (crd_str_eq(rest, CRD_S("0"))) {
        *ret_ns = 0;
        return true;
    }
    uint64_t sum = 0;
    bool good = rest.len > 0;
    while (good && rest.len > 0) {
        uint64_t part = 0;
        crd_str name;
        switch (take_part(&rest, &part, &name)) {
        case PART_NO_UNIT:
            return fault(arena, CRD_S("missing unit in duration"), text, err);
        case PART_BAD_UNIT:
            return fault_unit(arena, name, text, err);
        case PART_INVALID:
            good = false;
            break;
        case PART_GOOD:
            sum += part;
            good = sum <= TOP;
            break;
        }
    }
    if (!good || (!negative && sum == TOP)) {
        return fault(arena, CRD_S("invalid duration"), text, err);
    }
    *ret_ns = (int64_t)(negative ? 0 - sum : sum);
    return true;
}

/* number / 10^digits without trailing zeros. */
static void put_scaled(crd_buf *buf, uint64_t number, uint64_t one)
{
    crd_buf_add_uint(buf, number / one);
    uint64_t fraction = number % one;
    if (fraction == 0) {
        return;
    }
    crd_buf_add_byte(buf, '.');
    for (one /= 10; fraction > 0; one /= 10) {
        crd_buf_add_byte(buf, (char)('0' + fraction / one));
        fraction %= one;
    }
}

void fg_duration_string(crd_buf *buf, int64_t duration_ns)
{
    uint64_t ns = duration_ns < 0 ? 0 - (uint64_t)duration_ns : (uint64_t)duration_ns;
    if (duration_ns < 0) {
        crd_buf_add_byte(buf, '-');
    }
    if (ns == 0) {
        crd_buf_add_lit(buf, "0s");
    } else if (ns < 1000) {
        put_scaled(buf, ns, 1);
        crd_buf_add_lit(buf, "ns");
    } else if (ns < 1000000) {
        put_scaled(buf, ns, 1000);
        crd_buf_add_lit(buf, "\xC2\xB5s");
    } else if (ns < 1000000000) {
        put_scaled(buf, ns, 1000000);
        crd_buf_add_lit(buf, "ms");
    } else {
        uint64_t minutes = ns / units[6].ns;
        if (minutes >= 60) {
            crd_buf_add_uint(buf, minutes / 60);
            crd_buf_add_byte(buf, 'h');
        }
        if (minutes > 0) {
            crd_buf_add_uint(buf, minutes % 60);
            crd_buf_add_byte(buf, 'm');
        }
        put_scaled(buf, ns % units[6].ns, 1000000000);
        crd_buf_add_byte(buf, 's');
    }
}

int64_t fg_duration_round(int64_t duration_ns, int64_t unit_ns)
{
    if (unit_ns <= 0) {
        return duration_ns;
    }
    int64_t over = duration_ns % unit_ns;
    uint64_t size = over < 0 ? 0 - (uint64_t)over : (uint64_t)over;
    int64_t down = duration_ns - over; /* towards zero */
    if (size < (uint64_t)unit_ns - size) {
        return down;
    }
    int64_t up;
    if (__builtin_add_overflow(down, duration_ns < 0 ? -unit_ns : unit_ns, &up)) {
        return duration_ns < 0 ? INT64_MIN : INT64_MAX;
    }
    return up;
}
