/* SPDX-License-Identifier: Apache-2.0 */
/* Any value under a verb: methods first, then by kind, elements as their containers. */
#include "base/limits.h"
#include "base/num.h"
#include "base/utf8.h"
#include "fmt_state.h"

static void print_at(fg_fmt *f, fg_val v, uint32_t verb, int depth);

static void add(fg_fmt *f, crd_str text)
{
    crd_buf_add(f->buf, text);
}

/* What a bad verb will name. */
static void at_value(fg_fmt *f, fg_val v, bool is_arg)
{
    f->current = v;
    f->current_is_arg = is_arg;
    f->has_current = v.kind != FG_INVALID && !(is_arg && v.kind == FG_NIL);
}

/* %!verb(type=value) */
static void bad_verb(fg_fmt *f, uint32_t verb)
{
    char text[4];
    f->bad_verb = true;
    add(f, CRD_S("%!"));
    add(f, crd_str_of(text, crd_rune_encode(verb, text)));
    crd_buf_add_byte(f->buf, '(');
    if (f->has_current) {
        fg_val v = f->current;
        add(f, v.kind == FG_NIL ? fg_type_any.name : fg_type_name(v));
        crd_buf_add_byte(f->buf, '=');
        if (f->current_is_arg) {
            fg_fmt_arg(f, v, 'v');
        } else {
            print_at(f, v, 'v', 0);
        }
    } else {
        add(f, CRD_S("<nil>"));
    }
    crd_buf_add_byte(f->buf, ')');
    f->bad_verb = false;
}

static void hex_of(fg_fmt *f, uint64_t u, bool prefix)
{
    bool sharp = f->flags.sharp;
    f->flags.sharp = prefix;
    fg_fmt_integer(f, u, false, 16, 'v');
    f->flags.sharp = sharp;
}

static void integer(fg_fmt *f, uint64_t u, bool is_signed, uint32_t verb)
{
    switch (verb) {
    case 'v':
        if (f->flags.sharp_v && !is_signed) {
            hex_of(f, u, true);
            return;
        }
        fg_fmt_integer(f, u, is_signed, 10, verb);
        return;
    case 'd':
        fg_fmt_integer(f, u, is_signed, 10, verb);
        return;
    case 'b':
        fg_fmt_integer(f, u, is_signed, 2, verb);
        return;
    case 'o':
    case 'O':
        fg_fmt_integer(f, u, is_signed, 8, verb);
        return;
    case 'x':
    case 'X':
        fg_fmt_integer(f, u, is_signed, 16, verb);
        return;
    case 'c':
        fg_fmt_rune(f, u);
        return;
    case 'q':
        fg_fmt_quoted_rune(f, u);
        return;
    case 'U':
        fg_fmt_unicode(f, u);
        return;
    default:
        bad_verb(f, verb);
    }
}

/* False when the verb is none for floats. */
static bool floating(fg_fmt *f, double x, uint32_t verb)
{
    switch (verb) {
    case 'v':
        fg_fmt_float(f, x, 'g', -1);
        return true;
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
        fg_fmt_float(f, x, (char)verb, -1);
        return true;
    case 'f':
    case 'e':
    case 'E':
        fg_fmt_float(f, x, (char)verb, 6);
        return true;
    case 'F':
        fg_fmt_float(f, x, 'f', 6);
        return true;
    default:
        return false;
    }
}

static void complex_number(fg_fmt *f, const double parts[2], uint32_t verb)
{
    if (verb > 'z' || !strchr("vbgGxXfFeE", (int)verb)) {
        bad_verb(f, verb);
        return;
    }
    bool plus = f->flags.plus;
    crd_buf_add_byte(f->buf, '(');
    floating(f, parts[0], verb);
    f->flags.plus = true;
    floating(f, parts[1], verb);
    add(f, CRD_S("i)"));
    f->flags.plus = plus;
}

static void text(fg_fmt *f, crd_str s, uint32_t verb)
{
    switch (verb) {
    case 'v':
        if (f->flags.sharp_v) {
            fg_fmt_quoted(f, s);
            return;
        }
        fg_fmt_text(f, s);
        return;
    case 's':
        fg_fmt_text(f, s);
        return;
    case 'x':
    case 'X':
        fg_fmt_hex(f, s, verb == 'X');
        return;
    case 'q':
        fg_fmt_quoted(f, s);
        return;
    default:
        bad_verb(f, verb);
    }
}

/* Numbers of a []byte between brackets. */
static void byte_list(fg_fmt *f, fg_val v, uint32_t verb, crd_str type_name)
{
    crd_str bytes = fg_text(v);
    bool sharp = f->flags.sharp_v;
    if (sharp) {
        add(f, type_name);
        if (!bytes.ptr) {
            add(f, CRD_S("(nil)"));
            return;
        }
    }
    crd_buf_add_byte(f->buf, sharp ? '{' : '[');
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (i) {
            add(f, sharp ? CRD_S(", ") : CRD_S(" "));
        }
        if (sharp) {
            hex_of(f, c, true);
        } else {
            fg_fmt_integer(f, c, false, 10, verb);
        }
    }
    crd_buf_add_byte(f->buf, sharp ? '}' : ']');
}

/* True when the verb takes the bytes as text. */
static bool bytes_as_text(fg_fmt *f, fg_val v, uint32_t verb)
{
    switch (verb) {
    case 's':
        fg_fmt_text(f, fg_text(v));
        return true;
    case 'x':
    case 'X':
        fg_fmt_hex(f, fg_text(v), verb == 'X');
        return true;
    case 'q':
        fg_fmt_quoted(f, fg_text(v));
        return true;
    default:
        return false;
    }
}

static void pointer(fg_fmt *f, fg_val v, uint32_t verb)
{
    bool has_address =
        v.kind == FG_MAP || v.kind == FG_POINTER || v.kind == FG_SLICE || v.kind == FG_FUNC;
    if (!has_address) {
        bad_verb(f, verb);
        return;
    }
    /* Go's differ from run to run; ours must not, and say nothing about this process */
    uint64_t address = v.as.ref ? UINT64_C(0x8c000010000) : 0;
    switch (verb) {
    case 'v':
        if (f->flags.sharp_v) {
            crd_buf_add_byte(f->buf, '(');
            add(f, fg_type_name(v));
            add(f, CRD_S(")("));
            if (address) {
                hex_of(f, address, true);
            } else {
                add(f, CRD_S("nil"));
            }
            crd_buf_add_byte(f->buf, ')');
        } else if (address) {
            hex_of(f, address, !f->flags.sharp);
        } else {
            fg_fmt_pad(f, CRD_S("<nil>"));
        }
        return;
    case 'p':
        hex_of(f, address, !f->flags.sharp);
        return;
    case 'b':
    case 'o':
    case 'd':
    case 'x':
    case 'X':
        integer(f, address, false, verb);
        return;
    default:
        bad_verb(f, verb);
    }
}

/* Error() or String(), where the verb asks for text. True when that was all. */
static bool by_method(fg_fmt *f, fg_val v, uint32_t verb)
{
    if (f->bad_verb) {
        return false;
    }
    if (verb == 'w') { /* only Errorf knows it */
        bad_verb(f, verb);
        return true;
    }
    if (v.type && v.type->go_text && f->flags.sharp_v) {
        crd_buf own;
        fg_buf_open(f->run, &own);
        if (!v.type->go_text(f->run, v, &own, f->err) || fg_buf_fails(f->run, &own, f->err)) {
            f->failed = true;
        } else {
            fg_fmt_text(f, crd_buf_str(&own));
        }
        return true;
    }
    if (!v.type || !v.type->text || f->flags.sharp_v) {
        return false;
    }
    if (verb != 'v' && verb != 's' && verb != 'x' && verb != 'X' && verb != 'q') {
        return false;
    }
    if (v.kind == FG_POINTER && !v.as.ref) {
        add(f, CRD_S("<nil>"));
        return true;
    }
    crd_buf scratch;
    fg_buf_open(f->run, &scratch);
    if (!v.type->text(f->run, v, &scratch, f->err) || fg_buf_fails(f->run, &scratch, f->err)) {
        f->failed = true;
        return true;
    }
    text(f, crd_buf_str(&scratch), verb);
    return true;
}

static void print_map(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    bool sharp = f->flags.sharp_v;
    if (sharp) {
        add(f, v.type->name);
        if (!v.as.ref) {
            add(f, CRD_S("(nil)"));
            return;
        }
    }
    add(f, sharp ? CRD_S("{") : CRD_S("map["));
    fg_map_iter iter;
    if (!fg_map_iter_init(f->run, v, &iter, f->err) ||
        !fg_spend(f->run, iter.n * FG_TMPL_PRINT_STEPS, f->err)) {
        f->failed = true;
        return;
    }
    crd_str key;
    fg_val value;
    for (size_t i = 0; !f->failed && fg_map_iter_next(&iter, &key, &value); i++) {
        if (i) {
            add(f, sharp ? CRD_S(", ") : CRD_S(" "));
        }
        print_at(f, fg_val_string(key), verb, depth + 1);
        crd_buf_add_byte(f->buf, ':');
        print_at(f, value, verb, depth + 1);
    }
    crd_buf_add_byte(f->buf, sharp ? '}' : ']');
}

static void print_struct(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    bool sharp = f->flags.sharp_v;
    if (sharp) {
        add(f, v.type->name);
    }
    crd_buf_add_byte(f->buf, '{');
    for (size_t i = 0; i < v.type->n_fields && !f->failed; i++) {
        const fg_field *field = &v.type->fields[i];
        fg_val value;
        if (i) {
            add(f, sharp ? CRD_S(", ") : CRD_S(" "));
        }
        if (f->flags.plus_v || sharp) {
            add(f, field->name);
            crd_buf_add_byte(f->buf, ':');
        }
        if (!field->get(f->run, v, &value, f->err)) {
            f->failed = true;
            return;
        }
        print_at(f, value, verb, depth + 1);
    }
    crd_buf_add_byte(f->buf, '}');
}

static void print_slice(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    if (v.type->elem == &fg_type_uint8 && bytes_as_text(f, v, verb)) {
        return;
    }
    bool sharp = f->flags.sharp_v;
    if (sharp) {
        add(f, v.type->name);
        if (!v.as.ref && !(v.flags & FG_VAL_TREE)) {
            add(f, CRD_S("(nil)"));
            return;
        }
    }
    if (!fg_spend(f->run, (uint64_t)v.len * FG_TMPL_PRINT_STEPS, f->err)) {
        f->failed = true;
        return;
    }
    crd_buf_add_byte(f->buf, sharp ? '{' : '[');
    for (size_t i = 0; i < v.len && !f->failed; i++) {
        if (i) {
            add(f, sharp ? CRD_S(", ") : CRD_S(" "));
        }
        print_at(f, fg_val_at(f->run, v, i), verb, depth + 1);
    }
    crd_buf_add_byte(f->buf, sharp ? '}' : ']');
}

/* A value that stands in a place of type interface {}: what it holds. */
static void print_iface(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    if (v.kind != FG_NIL) {
        v.flags &= (uint8_t)~FG_VAL_IFACE;
        print_at(f, v, verb, depth + 1);
    } else if (f->flags.sharp_v) {
        add(f, CRD_S("interface {}(nil)"));
    } else {
        add(f, CRD_S("<nil>"));
    }
}

static void print_pointer(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    if (depth == 0 && v.as.ref && v.type->elem && v.type->elem->kind == FG_STRUCT) {
        crd_buf_add_byte(f->buf, '&');
        print_at(f, fg_val_ref(v.type->elem, v.as.ref), verb, depth + 1);
        return;
    }
    pointer(f, v, verb);
}

static void by_kind(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    switch (v.kind) {
    case FG_INVALID:
        add(f, CRD_S("<invalid reflect.Value>"));
        return;
    case FG_BOOL:
        if (verb == 't' || verb == 'v') {
            fg_fmt_bool(f, v.as.i != 0);
        } else {
            bad_verb(f, verb);
        }
        return;
    case FG_FLOAT64:
        if (!floating(f, v.as.f, verb)) {
            bad_verb(f, verb);
        }
        return;
    case FG_COMPLEX128:
        complex_number(f, v.as.complex, verb);
        return;
    case FG_STRING:
        text(f, fg_text(v), verb);
        return;
    case FG_SLICE:
        print_slice(f, v, verb, depth);
        return;
    case FG_MAP:
        print_map(f, v, verb, depth);
        return;
    case FG_STRUCT:
        print_struct(f, v, verb, depth);
        return;
    case FG_POINTER:
        print_pointer(f, v, verb, depth);
        return;
    case FG_FUNC:
        pointer(f, v, verb);
        return;
    default:
        integer(f, v.as.u, fg_is_int(v), verb);
    }
}

/* A part of an argument, depth levels below it. */
static void print_at(fg_fmt *f, fg_val v, uint32_t verb, int depth)
{
    if (f->failed) {
        return;
    }
    if (depth > 2 * FG_VALUE_DEPTH_MAX) { /* an interface and what it holds are two levels */
        f->failed = true;
        CRD_FAIL(f->err, f->run->arena, CRD_E_DEPTH,
                 CRD_S("value nested too deeply, or it contains itself"));
        return;
    }
    if (depth > 0) {
        if (v.kind != FG_NIL) {
            at_value(f, v, true);
        }
        if (by_method(f, v, verb)) {
            return;
        }
    }
    at_value(f, v, false);
    if (v.flags & FG_VAL_IFACE) {
        print_iface(f, v, verb, depth);
        return;
    }
    by_kind(f, v, verb, depth);
}

void fg_fmt_arg(fg_fmt *f, fg_val v, uint32_t verb)
{
    if (f->failed) {
        return;
    }
    v.flags &= (uint8_t)~FG_VAL_IFACE;
    at_value(f, v, true);
    if (fg_is_nil(v)) {
        if (verb == 'T' || verb == 'v') {
            fg_fmt_pad(f, CRD_S("<nil>"));
        } else {
            bad_verb(f, verb);
        }
        return;
    }
    if (verb == 'T') {
        fg_fmt_text(f, v.type->name);
        return;
    }
    if (verb == 'p') {
        pointer(f, v, 'p');
        return;
    }
    if (v.type == &fg_type_bytes) {
        if (verb == 'v' || verb == 'd') {
            byte_list(f, v, verb, CRD_S("[]byte"));
        } else if (!bytes_as_text(f, v, verb)) {
            print_at(f, v, verb, 0);
        }
        return;
    }
    bool basic = v.kind <= FG_STRING && v.type->text == NULL;
    if (!basic && by_method(f, v, verb)) {
        return;
    }
    if (basic) {
        by_kind(f, v, verb, 0);
    } else {
        print_at(f, v, verb, 0);
    }
}

/* ---- Whole values ---- */

static bool done(const fg_fmt *f)
{
    return !f->failed;
}

bool fg_fmt_value(fg_run *run, crd_buf *buf, fg_val v, crd_err *err)
{
    switch (v.kind) {
    case FG_STRING:
        if (!v.type->text) {
            crd_buf_add(buf, fg_text(v));
            return true;
        }
        break;
    case FG_FLOAT64:
        if (!v.type->text) {
            crd_float_format(buf, v.as.f, 'g', -1);
            return true;
        }
        break;
    case FG_INT:
        if (!v.type->text) {
            crd_buf_add_int(buf, v.as.i);
            return true;
        }
        break;
    default:
        break;
    }
    fg_fmt f = { .run = run, .buf = buf, .err = err };
    fg_fmt_arg(&f, v, 'v');
    return done(&f);
}

bool fg_fmt_print(fg_run *run, crd_buf *buf, fg_val v, crd_err *err)
{
    if (fg_is_nil(v)) {
        crd_buf_add_lit(buf, "<no value>");
        return true;
    }
    return fg_fmt_value(run, buf, v, err);
}

bool fg_fmt_sprint(fg_run *run, crd_buf *buf, const fg_val *args, size_t n, crd_err *err)
{
    bool before = true;
    for (size_t i = 0; i < n; i++) {
        bool is_string = args[i].kind == FG_STRING;
        if (i && !is_string && !before) {
            crd_buf_add_byte(buf, ' ');
        }
        if (!fg_fmt_value(run, buf, args[i], err)) {
            return false;
        }
        before = is_string;
    }
    return true;
}

bool fg_fmt_sprintln(fg_run *run, crd_buf *buf, const fg_val *args, size_t n, crd_err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (i) {
            crd_buf_add_byte(buf, ' ');
        }
        if (!fg_fmt_value(run, buf, args[i], err)) {
            return false;
        }
    }
    crd_buf_add_byte(buf, '\n');
    return true;
}
