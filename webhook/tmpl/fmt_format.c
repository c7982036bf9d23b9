/* SPDX-License-Identifier: Apache-2.0 */
/* Formats: finding directives, their flags, numbers and arguments. What a value looks like under a
 * verb is fmt_value.c's. */
#include "base/limits.h"
#include "base/utf8.h"
#include "fmt_state.h"

/* Where in the format, and which argument is next. */
struct cursor {
    fg_fmt *f;
    crd_str format;
    size_t at;
    const fg_val *args;
    size_t n_args;
    size_t next;       /* argument */
    bool reordered;    /* some [n] was seen: extra arguments are not reported then */
    bool after_index;  /* the item before was [n] */
    bool index_is_bad; /* in this directive */
};

static bool at_byte(const struct cursor *c, char byte)
{
    return c->at < c->format.len && c->format.ptr[c->at] == byte;
}

static void add(struct cursor *c, crd_str text)
{
    crd_buf_add(c->f->buf, text);
}

static bool too_large(int64_t n)
{
    return n > FG_FMT_WIDTH_MAX || n < -FG_FMT_WIDTH_MAX;
}

/* Decimal digits from *at on. False when there are none; one too large takes the rest of the text
 * with it, as in Go. */
static bool read_number(crd_str s, size_t *at, size_t end, int *ret)
{
    int64_t n = 0;
    bool any = false;
    *ret = 0;
    while (*at < end && crd_is_digit((unsigned char)s.ptr[*at])) {
        if (too_large(n)) {
            *at = end;
            return false;
        }
        n = n * 10 + (s.ptr[*at] - '0');
        any = true;
        ++*at;
    }
    *ret = any ? (int)n : 0;
    return any;
}

/* An explicit argument number [n], when one stands here. */
static void read_index(struct cursor *c)
{
    c->after_index = false;
    if (!at_byte(c, '[')) {
        return;
    }
    c->reordered = true;
    crd_str rest = crd_str_from(c->format, c->at);
    size_t close = crd_str_find_byte(rest, ']');
    if (rest.len < 3 || close == CRD_NPOS) {
        c->index_is_bad = true;
        c->at++;
        return;
    }
    size_t at = 1;
    int number;
    bool ok = read_number(rest, &at, close, &number) && at == close;
    c->at += close + 1;
    c->after_index = ok;
    if (ok && number >= 1 && (size_t)number <= c->n_args) {
        c->next = (size_t)number - 1;
    } else {
        c->index_is_bad = true;
    }
}

/* The value of a *: an argument that is an integer of bearable size. */
static bool star(struct cursor *c, int *ret)
{
    *ret = 0;
    c->at++;
    if (c->next >= c->n_args) {
        return false;
    }
    fg_val v = c->args[c->next++];
    if (!(fg_is_int(v) || (fg_is_uint(v) && v.as.i >= 0)) || too_large(v.as.i)) {
        return false;
    }
    *ret = (int)v.as.i;
    return true;
}

static void read_width(struct cursor *c)
{
    fg_fmt_flags *flags = &c->f->flags;
    if (at_byte(c, '*')) {
        flags->has_width = star(c, &flags->width);
        if (!flags->has_width) {
            add(c, CRD_S("%!(BADWIDTH)"));
        }
        if (flags->width < 0) {
            flags->width = -flags->width;
            flags->minus = true;
            flags->zero = false;
        }
        c->after_index = false;
        return;
    }
    flags->has_width = read_number(c->format, &c->at, c->format.len, &flags->width);
    if (c->after_index && flags->has_width) {
        c->index_is_bad = true;
    }
}

static void read_precision(struct cursor *c)
{
    fg_fmt_flags *flags = &c->f->flags;
    if (c->at + 1 >= c->format.len || !at_byte(c, '.')) {
        return;
    }
    c->at++;
    if (c->after_index) {
        c->index_is_bad = true;
    }
    read_index(c);
    if (at_byte(c, '*')) {
        flags->has_precision = star(c, &flags->precision);
        if (flags->precision < 0) {
            flags->precision = 0;
            flags->has_precision = false;
        }
        if (!flags->has_precision) {
            add(c, CRD_S("%!(BADPREC)"));
        }
        c->after_index = false;
        return;
    }
    read_number(c->format, &c->at, c->format.len, &flags->precision);
    flags->has_precision = true;
}

static void read_flags(struct cursor *c)
{
    fg_fmt_flags *flags = &c->f->flags;
    for (; c->at < c->format.len; c->at++) {
        switch (c->format.ptr[c->at]) {
        case '#':
            flags->sharp = true;
            break;
        case '0':
            flags->zero = true;
            break;
        case '+':
            flags->plus = true;
            break;
        case '-':
            flags->minus = true;
            break;
        case ' ':
            flags->space = true;
            break;
        default:
            return;
        }
    }
}

/* %!verb(text) */
static void complain(struct cursor *c, uint32_t verb, crd_str text)
{
    char rune[4];
    add(c, CRD_S("%!"));
    add(c, crd_str_of(rune, crd_rune_encode(verb, rune)));
    add(c, text);
}

/* One directive; c->at stands behind its %. */
static void directive(struct cursor *c)
{
    fg_fmt *f = c->f;
    f->flags = (fg_fmt_flags) { 0 };
    c->index_is_bad = false;
    if (!fg_spend(f->run, FG_TMPL_PRINT_STEPS, f->err)) {
        f->failed = true;
        return;
    }
    read_flags(c);
    bool simple = c->at < c->format.len && crd_is_lower((unsigned char)c->format.ptr[c->at]) &&
                  c->next < c->n_args;
    if (!simple) {
        read_index(c);
        read_width(c);
        read_precision(c);
        if (!c->after_index) {
            read_index(c);
        }
    }
    if (c->at >= c->format.len) {
        add(c, CRD_S("%!(NOVERB)"));
        return;
    }
    size_t width;
    uint32_t verb = crd_rune_decode(crd_str_from(c->format, c->at), &width);
    c->at += width;
    if (verb == '%') {
        crd_buf_add_byte(f->buf, '%');
    } else if (c->index_is_bad) {
        complain(c, verb, CRD_S("(BADINDEX)"));
    } else if (c->next >= c->n_args) {
        complain(c, verb, CRD_S("(MISSING)"));
    } else {
        if (verb == 'v' || verb == 'w') {
            f->flags.sharp_v = f->flags.sharp;
            f->flags.sharp = false;
            f->flags.plus_v = f->flags.plus;
            f->flags.plus = false;
        }
        fg_fmt_arg(f, c->args[c->next++], verb);
    }
}

static void extra_arguments(struct cursor *c)
{
    c->f->flags = (fg_fmt_flags) { 0 };
    add(c, CRD_S("%!(EXTRA "));
    for (size_t i = c->next; i < c->n_args; i++) {
        if (i > c->next) {
            add(c, CRD_S(", "));
        }
        add(c, fg_type_name(c->args[i]));
        if (!fg_is_nil(c->args[i])) {
            crd_buf_add_byte(c->f->buf, '=');
            fg_fmt_arg(c->f, c->args[i], 'v');
        }
    }
    crd_buf_add_byte(c->f->buf, ')');
}

bool fg_fmt_sprintf(fg_run *run, crd_buf *buf, crd_str format, const fg_val *args, size_t n,
                    crd_err *err)
{
    fg_fmt f = { .run = run, .buf = buf, .err = err };
    struct cursor c = { .f = &f, .format = format, .args = args, .n_args = n };
    while (c.at < format.len && !f.failed && !crd_buf_failed(buf)) {
        size_t percent = crd_str_find_byte(crd_str_from(format, c.at), '%');
        size_t end = percent == CRD_NPOS ? format.len : c.at + percent;
        crd_buf_add(buf, crd_str_sub(format, c.at, end));
        c.at = end + 1;
        if (end < format.len) {
            directive(&c);
        }
    }
    if (!c.reordered && c.next < n && !f.failed) {
        extra_arguments(&c);
    }
    return !f.failed;
}
