/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind numbers: {id, op, ...}. format-float has bits (16 hexadecimal digits) and out, a map from
 * form to text; parse-float, parse-int (with base), quote, quote-to-ascii and unquote have in, out
 * and err where strconv gives one.
 */
#include "base/num.h"
#include "kind.h"

#define OUT_BYTES_MAX ((size_t)1024 * 1024)

struct form {
    const char *name;
    char format;
    int precision;
};

static const struct form forms[] = {
    { "v", 'v', -1 },  { "g", 'g', -1 },   { "e", 'e', -1 },   { "f", 'f', -1 },
    { "g0", 'g', 0 },  { "g3", 'g', 3 },   { "g6", 'g', 6 },   { "g17", 'g', 17 },
    { "g20", 'g', 20 }, { "e0", 'e', 0 },  { "e6", 'e', 6 },   { "e17", 'e', 17 },
    { "f0", 'f', 0 },  { "f2", 'f', 2 },   { "f6", 'f', 6 },   { "f20", 'f', 20 },
    { "b", 'b', -1 },  { "x", 'x', -1 },   { "x0", 'x', 0 },   { "x3", 'x', 3 },
    { "x20", 'x', 20 }, { "X", 'X', -1 },  { "E6", 'E', 6 },   { "G", 'G', -1 },
};

static const struct form *form_named(crd_str name)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (crd_str_eq(name, crd_str_c(forms[i].name))) {
            return &forms[i];
        }
    }
    return NULL;
}

/* One form of a number; false: a form that we do not know. */
static bool add_form(crd_buf *out, double number, crd_str name)
{
    const struct form *form = form_named(name);
    if (crd_str_eq(name, CRD_S("json"))) {
        crd_float_format_json(out, number);
        return true;
    }
    if (crd_str_eq(name, CRD_S("json_err"))) {
        crd_buf probe = { 0 };
        crd_float_format_json(&probe, number); /* writes nothing for what JSON cannot say */
        crd_buf_add_lit(out, "json: unsupported value: ");
        crd_float_format(out, number, 'g', -1);
        return !crd_buf_failed(&probe);
    }
    if (!form) {
        return false;
    }
    crd_float_format(out, number, form->format == 'v' ? 'g' : form->format, form->precision);
    return true;
}

/* fmt prints %v of a float64 with the exponent from 21 on; everything else as 'g'. */
static bool format_float(struct v_run *run, const crd_value *test)
{
    uint64_t bits;
    double number;
    const crd_value *out = CRD_GET(test, "out");
    if (crd_uint_parse(crd_text_of(CRD_GET(test, "bits")), 16, 64, &bits) != CRD_NUM_OK ||
        !crd_len_of(out)) {
        return v_fail(run, CRD_S("format-float without bits or out"));
    }
    memcpy(&number, &bits, sizeof(number));
    bool same = true;
    for (size_t i = 0; i < crd_len_of(out); i++) {
        const crd_member *want = crd_member_at(out, i);
        crd_buf text;
        crd_buf_on(&text, run->arena, OUT_BYTES_MAX);
        if (!add_form(&text, number, want->key)) {
            return v_fail(run, CRD_S("unknown form of a number"));
        }
        crd_str label = crd_arena_str(run->arena, want->key);
        if (crd_buf_failed(&text) || !label.ptr) {
            return v_fail(run, CRD_S("out of memory"));
        }
        same &= v_same(run, label.ptr, crd_buf_str(&text), crd_text_of(&want->value));
    }
    return same;
}

/* strconv.NumError's text; empty when the result is fine. */
static crd_str error_text(struct v_run *run, const char *function, crd_str in,
                          enum crd_num_result result)
{
    crd_buf text;
    crd_buf_on(&text, run->arena, OUT_BYTES_MAX);
    if (result == CRD_NUM_OK) {
        return CRD_S("");
    }
    crd_buf_add_lit(&text, "strconv.");
    crd_buf_add(&text, crd_str_c(function));
    crd_buf_add_lit(&text, ": parsing ");
    crd_quote(&text, in);
    crd_buf_add(&text, result == CRD_NUM_RANGE ? CRD_S(": value out of range")
                                               : CRD_S(": invalid syntax"));
    return crd_buf_failed(&text) ? CRD_S("out of memory") : crd_buf_str(&text);
}

static bool same_out_and_error(struct v_run *run, const crd_value *test, crd_str out, crd_str error)
{
    crd_str want_out = CRD_S("");
    crd_str want_error = CRD_S("");
    v_text(run, test, "out", &want_out);
    v_text(run, test, "err", &want_error);
    bool same = v_same(run, "out", out, want_out);
    return v_same(run, "err", error, want_error) && same;
}

static bool parse_float(struct v_run *run, const crd_value *test, crd_str in)
{
    double number;
    uint64_t bits;
    char hex[16];
    enum crd_num_result result = crd_float_parse(in, &number);
    memcpy(&bits, &number, sizeof(bits));
    for (int i = 0; i < 16; i++) {
        hex[i] = "0123456789abcdef"[bits >> (60 - 4 * i) & 15];
    }
    return same_out_and_error(run, test, crd_str_of(hex, sizeof(hex)),
                              error_text(run, "ParseFloat", in, result));
}

static bool parse_int(struct v_run *run, const crd_value *test, crd_str in)
{
    int64_t base;
    int64_t number;
    char text[CRD_INT_TEXT_MAX];
    if (!crd_number_int(CRD_GET(test, "base"), &base)) {
        return v_fail(run, CRD_S("parse-int without base"));
    }
    enum crd_num_result result = crd_int_parse(in, (int)base, 64, &number);
    return same_out_and_error(run, test, crd_int_text(number, text),
                              error_text(run, "ParseInt", in, result));
}

static bool unquote(struct v_run *run, const crd_value *test, crd_str in)
{
    crd_buf text;
    crd_buf_on(&text, run->arena, OUT_BYTES_MAX);
    bool ok = crd_unquote(&text, in);
    if (crd_buf_failed(&text)) {
        return v_fail(run, CRD_S("out of memory"));
    }
    return same_out_and_error(run, test, ok ? crd_buf_str(&text) : CRD_S(""),
                              ok ? CRD_S("") : CRD_S("invalid syntax"));
}

bool v_numbers(struct v_run *run, const crd_value *test)
{
    crd_str op = crd_text_of(CRD_GET(test, "op"));
    crd_str in;
    if (crd_str_eq(op, CRD_S("format-float"))) {
        return format_float(run, test);
    }
    if (!v_text(run, test, "in", &in)) {
        return v_fail(run, CRD_S("has no in"));
    }
    if (crd_str_eq(op, CRD_S("parse-float"))) {
        return parse_float(run, test, in);
    }
    if (crd_str_eq(op, CRD_S("parse-int"))) {
        return parse_int(run, test, in);
    }
    if (crd_str_eq(op, CRD_S("unquote"))) {
        return unquote(run, test, in);
    }
    crd_buf text;
    crd_buf_on(&text, run->arena, OUT_BYTES_MAX);
    if (crd_str_eq(op, CRD_S("quote"))) {
        crd_quote(&text, in);
    } else if (crd_str_eq(op, CRD_S("quote-to-ascii"))) {
        crd_quote_ascii(&text, in);
    } else {
        return v_fail(run, CRD_S("unknown op"));
    }
    if (crd_buf_failed(&text)) {
        return v_fail(run, CRD_S("out of memory"));
    }
    return same_out_and_error(run, test, crd_buf_str(&text), CRD_S(""));
}
