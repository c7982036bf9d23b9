/* SPDX-License-Identifier: Apache-2.0 */
/* What Sprig's chapters share: see common.h. */
#include "common.h"

#include <math.h>

#include "base/num.h"

bool fg_sprig_strval(fg_run *run, fg_val v, crd_str *ret, crd_err *err)
{
    if (v.kind == FG_STRING || (v.kind == FG_SLICE && v.type == &fg_type_bytes)) {
        *ret = fg_text(v);
        return true;
    }
    crd_buf buf;
    fg_buf_open(run, &buf);
    bool ok =
        v.type && v.type->text ? v.type->text(run, v, &buf, err) : fg_fmt_value(run, &buf, v, err);
    if (!ok || fg_buf_fails(run, &buf, err)) {
        return false;
    }
    *ret = crd_buf_str(&buf);
    return true;
}

bool fg_sprig_strslice(fg_run *run, fg_val v, fg_val *ret, crd_err *err)
{
    if (v.kind == FG_SLICE && v.type == &fg_type_strings) {
        *ret = v;
        return true;
    }
    bool list = v.kind == FG_SLICE;
    size_t n = list ? v.len : fg_is_nil(v) ? 0 : 1;
    fg_val *items = fg_sprig_items(run, n, err);
    if (!items) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        fg_val item = list ? fg_val_at(run, v, i) : v;
        crd_str text;
        if (list && fg_is_nil(item)) {
            continue;
        }
        if (!fg_sprig_strval(run, item, &text, err)) {
            return false;
        }
        items[kept++] = fg_val_string(text);
    }
    *ret = fg_val_slice(&fg_type_strings, items, kept);
    return true;
}

bool fg_sprig_empty(fg_run *run, fg_val v)
{
    return v.kind != FG_STRUCT && !fg_val_truth(run, v);
}

int64_t fg_sprig_truncate(double number)
{
    if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0)) {
        return INT64_MIN;
    }
    return (int64_t)number;
}

/* Only the plain types cast; a named one does not, but for time.Month and time.Weekday. */
static bool is_plain_number(const fg_type *type)
{
    static const fg_type *const plain[] = {
        &fg_type_int,    &fg_type_int64, &fg_type_int32,   &fg_type_int16,
        &fg_type_int8,   &fg_type_uint,  &fg_type_uint64,  &fg_type_uint32,
        &fg_type_uint16, &fg_type_uint8, &fg_type_float64, &fg_type_bool,
    };
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        if (type == plain[i]) {
            return true;
        }
    }
    return crd_str_eq(type->name, CRD_S("time.Month")) ||
           crd_str_eq(type->name, CRD_S("time.Weekday"));
}

/* "7.00" is 7 to cast: a fraction of zeros alone is cut. */
static crd_str without_zero_fraction(crd_str text)
{
    size_t end = text.len;
    while (end && text.ptr[end - 1] == '0') {
        end--;
    }
    return end && end < text.len && text.ptr[end - 1] == '.' ? crd_str_sub(text, 0, end - 1) : text;
}

int64_t fg_sprig_int64(fg_val v)
{
    int64_t number = 0;
    if (v.kind == FG_STRING && v.type == &fg_type_string) {
        crd_str text = without_zero_fraction(fg_text(v));
        return crd_int_parse(text, 0, 64, &number) == CRD_NUM_OK ? number : 0;
    }
    if (fg_is_nil(v) || !is_plain_number(v.type)) {
        return 0;
    }
    return v.kind == FG_FLOAT64 ? fg_sprig_truncate(v.as.f) : v.as.i;
}

double fg_sprig_float64(fg_val v)
{
    double number = 0;
    if (v.kind == FG_STRING && v.type == &fg_type_string) {
        return crd_float_parse(fg_text(v), &number) == CRD_NUM_OK ? number : 0;
    }
    if (fg_is_nil(v) || !is_plain_number(v.type)) {
        return 0;
    }
    if (v.kind == FG_FLOAT64) {
        return v.as.f;
    }
    return fg_is_uint(v) ? (double)v.as.u : (double)v.as.i;
}

bool fg_sprig_want_list(fg_run *run, fg_val v, const char *what, crd_err *err)
{
    if (v.kind == FG_SLICE) {
        return true;
    }
    if (fg_is_nil(v)) {
        return FG_FAIL(run, err,
                       CRD_S("runtime error: invalid memory address or nil pointer dereference"));
    }
    return FG_FAIL(run, err, crd_str_c(what), fg_kind_name((enum fg_kind)v.kind));
}

fg_val *fg_sprig_items(fg_run *run, size_t n, crd_err *err)
{
    /* room for one even of nothing: an empty list is not the nil list */
    return fg_spend(run, n, err) ? fg_alloc_n(run, n ? n : 1, sizeof(fg_val), err) : NULL;
}
