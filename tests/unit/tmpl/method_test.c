/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structs, pointers, methods, named maps and errors, as Helm's objects and Sprig's results need
 * them. Expected texts: Go 1.26.8 text/template on the same types.
 */
#include "tests.h"
#include "tmpl/fmt.h"

struct point {
    crd_str name;
    const struct point *next;
};

static const fg_type point_type;
static const fg_type point_pointer_type;

static const struct point *point_of(fg_val self)
{
    return self.as.ref;
}

static bool get_name(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(point_of(self)->name);
    return true;
}

static bool get_hidden(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(3);
    return true;
}

static bool get_any(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_nil();
    return true;
}

static bool get_next(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_ref(&point_pointer_type, point_of(self)->next);
    return true;
}

static const fg_field point_fields[] = {
    { CRD_STR_INIT("Name"), &fg_type_string, false, get_name },
    { CRD_STR_INIT("hidden"), &fg_type_int, true, get_hidden },
    { CRD_STR_INIT("Any"), &fg_type_any, false, get_any },
    { CRD_STR_INIT("Next"), &point_pointer_type, false, get_next },
};

static bool hello(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    crd_buf_add_lit(&buf, "hi ");
    crd_buf_add(&buf, fg_text(args[1]));
    crd_buf_add_byte(&buf, '[');
    for (size_t i = 2; i < n; i++) {
        if (i > 2) {
            crd_buf_add_byte(&buf, ' ');
        }
        crd_buf_add_int(&buf, args[i].as.i);
    }
    crd_buf_add_byte(&buf, ']');
    return fg_buf_value(run, &buf, ret, err);
}

static bool two(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    if (args[2].as.f < 0) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("negative"));
    }
    fg_val printed[] = { args[1], args[2] };
    fg_buf_open(run, &buf);
    return fg_fmt_sprint(run, &buf, printed, 2, err) && fg_buf_value(run, &buf, ret, err);
}

static bool ver(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("v1"));
    return true;
}

static const fg_func point_methods[] = {
    FG_ROW("Hello", hello, FG_STRING_T, 1, FG_FUNC_VARIADIC, FG_STRING_T, FG_INT_T),
    FG_ROW("Two", two, FG_STRING_T, 1, 0, FG_ANY_T, FG_FLOAT_T),
    FG_ROW0("Ver", ver, FG_STRING_T, 1, 0),
};

static const fg_type point_type = {
    .name = CRD_STR_INIT("main.Pt"),
    .kind = FG_STRUCT,
    .fields = point_fields,
    .n_fields = T_COUNT(point_fields),
};
static const fg_type point_pointer_type = {
    .name = CRD_STR_INIT("*main.Pt"),
    .kind = FG_POINTER,
    .elem = &point_type,
    .methods = point_methods,
    .n_methods = T_COUNT(point_methods),
};

static bool get_a(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("x"));
    return true;
}

static bool get_b(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_float(1.5);
    return true;
}

static bool get_c(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(2);
    return true;
}

static bool up(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("X"));
    return true;
}

static const fg_field struct_fields[] = {
    { CRD_STR_INIT("A"), &fg_type_string, false, get_a },
    { CRD_STR_INIT("B"), &fg_type_any, false, get_b },
    { CRD_STR_INIT("c"), &fg_type_int, true, get_c },
};
static const fg_func struct_methods[] = { FG_ROW0("Up", up, FG_STRING_T, 1, 0) };
static const fg_type struct_type = {
    .name = CRD_STR_INIT("main.St"),
    .kind = FG_STRUCT,
    .fields = struct_fields,
    .n_fields = T_COUNT(struct_fields),
    .methods = struct_methods,
    .n_methods = T_COUNT(struct_methods),
};

static bool get_one(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(1);
    return true;
}

static bool string_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_lit(buf, "<str>");
    return true;
}

static const fg_field string_fields[] = { { CRD_STR_INIT("a"), &fg_type_int, true, get_one } };
static const fg_type string_type = {
    .name = CRD_STR_INIT("main.Str"),
    .kind = FG_STRUCT,
    .fields = string_fields,
    .n_fields = 1,
    .text = string_text,
};

static bool get_key(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_map_get(run, args[0], fg_text(args[1]), ret)) {
        *ret = fg_val_string(CRD_S(""));
    }
    return true;
}

static const fg_func map_methods[] = { FG_ROW("Get", get_key, FG_STRING_T, 1, 0, FG_STRING_T) };
static const fg_type map_type = {
    .name = CRD_STR_INIT("main.M"),
    .kind = FG_MAP,
    .elem = &fg_type_string,
    .underlying = &fg_type_map_text,
    .methods = map_methods,
    .n_methods = 1,
};

/* The data that every row sees. */
static bool build(fg_run *run, const struct point *point, fg_val *ret, crd_err *err)
{
    fg_val named;
    fg_val error;
    return fg_map_new(run, &map_type, 1, &named, err) &&
           fg_map_set(run, named, CRD_S("k"), fg_val_string(CRD_S("v")), err) &&
           fg_val_error(run, CRD_S("bad"), &error, err) &&
           fg_map_new(run, &fg_type_map, 8, ret, err) &&
           fg_map_set(run, *ret, CRD_S("p"), fg_val_ref(&point_pointer_type, point), err) &&
           fg_map_set(run, *ret, CRD_S("s"), fg_val_ref(&struct_type, point), err) &&
           fg_map_set(run, *ret, CRD_S("m"), named, err) &&
           fg_map_set(run, *ret, CRD_S("str"), fg_val_ref(&string_type, point), err) &&
           fg_map_set(run, *ret, CRD_S("nilp"), fg_val_ref(&point_pointer_type, NULL), err) &&
           fg_map_set(run, *ret, CRD_S("err"), error, err) &&
           fg_map_set(run, *ret, CRD_S("n"), fg_val_float(2), err) &&
           fg_map_set(run, *ret, CRD_S("w"), fg_val_string(CRD_S("world")), err);
}

/* template, missingkey=error, what it prints or "ERR " and the error */
static const struct {
    const char *text;
    bool missing_error;
    const char *want;
} rows[] = {
    { "{{.p.Hello \"a\"}}", false, "hi a[]" },
    { "{{.p.Hello \"a\" 1 2}}", false, "hi a[1 2]" },
    { "{{.p.Hello}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Hello>: wrong number of args for Hello: want at "
      "least 1 got 0" },
    { "{{.w | .p.Hello}}", false, "hi world[]" },
    { "{{.n | .p.Hello \"a\"}}", false,
      "ERR template: t:1:16: executing \"t\" at <\"a\">: wrong type for value; expected int; got "
      "float64" },
    { "{{1 | .p.Hello \"a\" 2}}", false, "hi a[2 1]" },
    { "{{.p.Two nil 2}}", false, "<nil> 2" },
    { "{{.p.Two .w -1}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Two>: error calling Two: negative" },
    { "{{.p.Two .missing 1}}", false, "<nil> 1" },
    { "{{.p.Two 1 \"x\"}}", false,
      "ERR template: t:1:11: executing \"t\" at <\"x\">: expected float; found \"x\"" },
    { "{{.p.Two 1}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Two>: wrong number of args for Two: want 2 got "
      "1" },
    { "{{.p.Name}}", false, "pt" },
    { "{{.p.hidden}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.hidden>: hidden is an unexported field of "
      "struct type interface {}" },
    { "{{.p.nope}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.nope>: can't evaluate field nope in type "
      "interface {}" },
    { "{{.p.Name 1}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Name>: Name has arguments but cannot be invoked "
      "as function" },
    { "{{.p.Any}}", false, "<no value>" },
    { "{{.p.Any.x}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Any.x>: nil pointer evaluating interface {}.x" },
    { "{{.p.Next}}", false, "<nil>" },
    { "{{.p.Next.Name}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Next.Name>: nil pointer evaluating "
      "*main.Pt.Name" },
    { "{{.p.Next.zip}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Next.zip>: can't evaluate field zip in type "
      "*main.Pt" },
    { "{{.p.Ver.x}}", false,
      "ERR template: t:1:4: executing \"t\" at <.p.Ver.x>: can't evaluate field x in type string" },
    { "{{(.p.Ver) | len}}", false, "2" },
    { "{{.nilp.Name}}", false,
      "ERR template: t:1:7: executing \"t\" at <.nilp.Name>: nil pointer evaluating interface "
      "{}.Name" },
    { "{{.nilp.Ver}}", false, "v1" },
    { "{{.nilp}}", false, "<nil>" },
    { "{{if .nilp}}a{{else}}b{{end}}", false, "b" },
    { "{{.s}}", false, "{x 1.5 2}" },
    { "{{.s.A}} {{.s.Up}}", false, "x X" },
    { "{{.s.c}}", false,
      "ERR template: t:1:4: executing \"t\" at <.s.c>: c is an unexported field of struct type "
      "interface {}" },
    { "{{.s.Up 1}}", false,
      "ERR template: t:1:4: executing \"t\" at <.s.Up>: wrong number of args for Up: want 0 got "
      "1" },
    { "{{.m.k}} {{.m.Get \"k\"}} {{.m.zz}}", false, "v v <no value>" },
    { "{{.m.k 1}}", false,
      "ERR template: t:1:4: executing \"t\" at <.m.k>: k is not a method but has arguments" },
    { "{{.str}} {{printf \"%d %s %v %+v\" .str .str .str .str}}", false,
      "<str> {1} <str> <str> <str>" },
    { "{{.err}} {{printf \"%s %v %d\" .err .err 1}}", false, "bad bad bad 1" },
    { "{{printf \"%v %+v %#v\" .s .s .s}}", false,
      "{x 1.5 2} {A:x B:1.5 c:2} main.St{A:\"x\", B:1.5, c:2}" },
    { "{{printf \"%T %T\" .p .s}}", false, "*main.Pt main.St" },
    { "{{eq .s .s}}", false, "true" },
    { "{{eq .p .p}}", false, "true" },
    { "{{len .m}} {{range $k,$v := .m}}{{$k}}={{$v}}{{end}}", false, "1 k=v" },
    { "{{index .m \"k\"}}{{index .m \"z\"}}", false, "v" },
    { "{{.missing.Hello 1}}", false, "<no value>" },
    { "{{.missing.Hello ($x := 1)}}{{$x}}", false,
      "ERR template: t:1:30: executing \"t\" at <$x>: undefined variable: $x" },
    { "{{with .p}}{{.Name}}{{end}}", false, "pt" },
    { "{{$.p.Hello $.w}}", false, "hi world[]" },
    { "{{$p := .p}}{{$p.Hello \"z\" 3}}", false, "hi z[3]" },
    { "{{(.p).Hello \"q\"}}", false, "hi q[]" },
    { "{{call .p.Ver}}", false,
      "ERR template: t:1:2: executing \"t\" at <call .p.Ver>: error calling call: non-function "
      ".p.Ver of type string" },
    { "{{call .w}}", false,
      "ERR template: t:1:2: executing \"t\" at <call .w>: error calling call: non-function .w of "
      "type string" },
    { "{{.w | call}}", false,
      "ERR template: t:1:7: executing \"t\" at <call>: error calling call: non-function world of "
      "type string" },
    { "{{call .missing}}", false,
      "ERR template: t:1:2: executing \"t\" at <call .missing>: error calling call: call of nil" },
    { "{{call nil}}", false,
      "ERR template: t:1:2: executing \"t\" at <call nil>: error calling call: call of nil" },
    { "{{print .str .err}}", false, "<str> bad" },
    { "{{html .str .err .missing}}", false, "&lt;str&gt; bad&lt;no value&gt;" },
    { "{{range .p}}{{end}}", false,
      "ERR template: t:1:8: executing \"t\" at <.p>: range can't iterate over {pt 3 <nil> <nil>}" },
    { "{{.p.Hello .n}}", false,
      "ERR template: t:1:11: executing \"t\" at <.n>: wrong type for value; expected string; got "
      "float64" },
    { "{{.p.Hello \"a\" \"b\"}}", false,
      "ERR template: t:1:15: executing \"t\" at <\"b\">: expected integer; found \"b\"" },
    { "{{.p.Hello nil}}", false,
      "ERR template: t:1:11: executing \"t\" at <nil>: cannot assign nil to string" },
    { "{{.p.Two 1 1e3}}", false, "1 1000" },
    { "{{len .p}}", false,
      "ERR template: t:1:2: executing \"t\" at <len .p>: error calling len: len of type main.Pt" },
    { "{{index .p 1}}", false,
      "ERR template: t:1:2: executing \"t\" at <index .p 1>: error calling index: can't index item "
      "of type main.Pt" },
    { "{{.s.B}} {{.s.B.x}}", false,
      "ERR template: t:1:13: executing \"t\" at <.s.B.x>: can't evaluate field x in type interface "
      "{}" },
    { "{{printf \"%s\" .p.Next}}", false, "%!s(*main.Pt=<nil>)" },
    { "{{printf \"%d\" .s}}", false, "{%!d(string=x) %!d(float64=1.5) 2}" },
    { "{{printf \"%q\" .m}}", false, "map[\"k\":\"v\"]" },
    { "{{and .nilp 1}}", false, "<nil>" },
    { "{{slice .p 1}}", false,
      "ERR template: t:1:2: executing \"t\" at <slice .p 1>: error calling slice: can't slice item "
      "of type main.Pt" },
    { "{{.p.Two .missing 1}}", true,
      "ERR template: t:1:9: executing \"t\" at <.missing>: map has no entry for key \"missing\"" },
    { "{{.m.k}} {{.m.Get \"k\"}} {{.m.zz}}", true,
      "ERR template: t:1:28: executing \"t\" at <.m.zz>: map has no entry for key \"zz\"" },
    { "{{.missing.Hello 1}}", true,
      "ERR template: t:1:10: executing \"t\" at <.missing.Hello>: map has no entry for key "
      "\"missing\"" },
    { "{{.missing.Hello ($x := 1)}}{{$x}}", true,
      "ERR template: t:1:10: executing \"t\" at <.missing.Hello>: map has no entry for key "
      "\"missing\"" },
    { "{{call .missing}}", true,
      "ERR template: t:1:7: executing \"t\" at <.missing>: map has no entry for key \"missing\"" },
    { "{{html .str .err .missing}}", true,
      "ERR template: t:1:17: executing \"t\" at <.missing>: map has no entry for key \"missing\"" },
};

void test_methods(void)
{
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        struct point point = { CRD_S("pt"), NULL };
        fg_tmpl_options options = {
            .funcs = r.funcs,
            .missing = rows[i].missing_error ? FG_MISSING_ERROR : FG_MISSING_DEFAULT,
        };
        crd_err err = { 0 };
        fg_run run;
        fg_val data;
        crd_arena_reset(r.arena);
        crd_buf_clear(&r.out);
        fg_tmpl_run_init(&run, r.arena, NULL);
        const fg_tmpl *set =
            fg_tmpl_single(r.parsed, CRD_S("t"), crd_str_c(rows[i].text), &options, &err);
        bool ok = set && build(&run, &point, &data, &err) &&
                  fg_tmpl_run(set, CRD_S("t"), data, &run, &r.out, &err);
        crd_str got = ok ? crd_buf_str(&r.out) : CRD_CAT(r.arena, CRD_S("ERR "), err.message);
        CHECK_STR(got, crd_str_c(rows[i].want));
    }
    t_render_done(&r);
}
