/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values of every kind under the builtins and verbs: functions, bytes, typed slices and maps,
 * structs, pointers, named integers, complex numbers; and every form of constant. Expected:
 * Go 1.26.8.
 */
#include "tests.h"
#include "tmpl/fmt.h"

static bool f0(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("called"));
    return true;
}

static bool f1(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    if (args[0].as.i < 0) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("neg"));
    }
    fg_buf_open(run, &buf);
    crd_buf_add_int(&buf, args[0].as.i);
    crd_buf_add(&buf, fg_text(args[1]));
    return fg_buf_value(run, &buf, ret, err);
}

static bool fv(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int((int64_t)n - 1);
    return true;
}

static const fg_func functions[] = {
    FG_ROW0("f0", f0, FG_STRING_T, 1, 0),
    FG_ROW("f1", f1, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("fv", fv, FG_INT_T, 1, FG_FUNC_VARIADIC, FG_STRING_T, FG_ANY_T),
};
static const fg_type function_types[] = {
    { .name = CRD_STR_INIT("func() string"), .kind = FG_FUNC },
    { .name = CRD_STR_INIT("func(int, string) (string, error)"), .kind = FG_FUNC },
    { .name = CRD_STR_INIT("func(string, ...interface {}) int"), .kind = FG_FUNC },
};

static bool get_n(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(1);
    return true;
}

static bool get_s(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("a"));
    return true;
}

static bool error_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_lit(buf, "perr");
    return true;
}

static bool duration_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_lit(buf, "dur");
    return true;
}

static const fg_field inner_fields[] = {
    { CRD_STR_INIT("N"), &fg_type_int, false, get_n },
    { CRD_STR_INIT("S"), &fg_type_string, false, get_s },
};
static const fg_type inner_type = { .name = CRD_STR_INIT("main.Inner"),
                                    .kind = FG_STRUCT,
                                    .fields = inner_fields,
                                    .n_fields = T_COUNT(inner_fields) };
static const fg_type inner_pointer_type = { .name = CRD_STR_INIT("*main.Inner"),
                                            .kind = FG_POINTER,
                                            .elem = &inner_type };
static const fg_type error_type = {
    .name = CRD_STR_INIT("main.P"), .kind = FG_STRUCT, .fields = inner_fields, .n_fields = 1
};
static const fg_type error_pointer_type = { .name = CRD_STR_INIT("*main.P"),
                                            .kind = FG_POINTER,
                                            .elem = &error_type,
                                            .text = error_text,
                                            .is_error = true };
static const fg_type duration_type = { .name = CRD_STR_INIT("main.D"),
                                       .kind = FG_INT64,
                                       .underlying = &fg_type_int64,
                                       .text = duration_text };

/* A slice of what is given. */
static bool slice_of(fg_run *run, const fg_type *type, fg_val a, fg_val b, fg_val *ret,
                     crd_err *err)
{
    fg_val *items;
    if (!fg_val_slice_new(run, type, 2, &items, ret, err)) {
        return false;
    }
    items[0] = a;
    items[1] = b;
    return true;
}

static fg_val function(size_t i)
{
    return (fg_val) { .type = &function_types[i], .kind = FG_FUNC, .as.func = &functions[i] };
}

static bool build(fg_run *run, fg_val *ret, crd_err *err)
{
    static const double minus_two[2] = { 1, -2 };
    static const int thing;
    fg_val complex_value = fg_val_of(&fg_type_complex128, FG_COMPLEX128);
    complex_value.as.complex = minus_two;
    fg_val ss;
    fg_val ii;
    fg_val inner;
    fg_val lol;
    if (!slice_of(run, &fg_type_strings, fg_val_string(CRD_S("a")), fg_val_string(CRD_S("b")), &ss,
                  err) ||
        !slice_of(run, &fg_type_ints, fg_val_int(1), fg_val_int(2), &ii, err) ||
        !slice_of(run, &fg_type_list, fg_val_int(1), fg_val_string(CRD_S("a")), &inner, err) ||
        !slice_of(run, &fg_type_lists, inner, fg_val_zero(&fg_type_list), &lol, err) ||
        !fg_map_new(run, &fg_type_map, 0, ret, err)) {
        return false;
    }
    const struct {
        const char *name;
        fg_val value;
    } members[] = {
        { "f0", function(0) },
        { "f1", function(1) },
        { "fv", function(2) },
        { "by", fg_val_bytes(CRD_S("hi\xff")) },
        { "nb", fg_val_zero(&fg_type_bytes) },
        { "eb", fg_val_bytes(CRD_S("")) },
        { "ns", fg_val_zero(&fg_type_strings) },
        { "ss", ss },
        { "ii", ii },
        { "nm", fg_val_zero(&fg_type_map_text) },
        { "in", fg_val_ref(&inner_type, &thing) },
        { "pin", fg_val_ref(&inner_pointer_type, &thing) },
        { "npin", fg_val_ref(&inner_pointer_type, NULL) },
        { "pe", fg_val_ref(&error_pointer_type, &thing) },
        { "d", fg_val_integer(&duration_type, 5) },
        { "u8", fg_val_integer(&fg_type_uint8, 200) },
        { "i8", fg_val_integer(&fg_type_int8, -3) },
        { "u64", fg_val_uint64(UINT64_MAX) },
        { "c", complex_value },
        { "lol", lol },
        { "nl", fg_val_zero(&fg_type_list) },
        { "n", fg_val_float(2) },
        { "u", fg_val_integer(&fg_type_uint, 3) },
        { "i64", fg_val_int64(-9) },
        { "e", fg_val_nil() },
    };
    for (size_t i = 0; i < T_COUNT(members); i++) {
        if (!fg_map_set(run, *ret, crd_str_c(members[i].name), members[i].value, err)) {
            return false;
        }
    }
    return true;
}

struct row {
    const char *text;
    const char *want;
};

static const struct row rows[] = {
    { "{{call .f0}}", "called" },
    { "{{call .f1 1 \"x\"}}", "1x" },
    { "{{call .f1 -1 \"x\"}}",
      "ERR template: t:1:2: executing \"t\" at <call .f1 -1 \"x\">: error calling call: neg" },
    { "{{call .f1 1}}", "ERR template: t:1:2: executing \"t\" at <call .f1 1>: error calling call: "
                        "wrong number of args for .f1: got 1 want 2" },
    { "{{call .f1 \"x\" \"y\"}}",
      "ERR template: t:1:2: executing \"t\" at <call .f1 \"x\" \"y\">: error calling call: arg 0: "
      "value has type string; should be int" },
    { "{{call .f1 nil \"y\"}}", "ERR template: t:1:2: executing \"t\" at <call .f1 nil \"y\">: "
                                "error calling call: arg 0: value is nil; should be of type int" },
    { "{{call .f1 .u8 \"y\"}}", "200y" },
    { "{{call .f1 .n \"y\"}}", "ERR template: t:1:2: executing \"t\" at <call .f1 .n \"y\">: error "
                               "calling call: arg 0: value has type float64; should be int" },
    { "{{call .fv \"a\" nil 2 .n}}", "3" },
    { "{{call .fv}}", "ERR template: t:1:2: executing \"t\" at <call .fv>: error calling call: "
                      "wrong number of args for .fv: got 0 want at least 1" },
    { "{{call .fv .n}}", "ERR template: t:1:2: executing \"t\" at <call .fv .n>: error calling "
                         "call: arg 0: value has type float64; should be string" },
    { "{{.f0}}", "ERR template: t:1:2: executing \"t\" at <{{.f0}}>: can't print {{.f0}} of type "
                 "func() string" },
    { "{{.f0 | call}}", "called" },
    { "{{print .f1 | len | lt 3}}", "true" },
    { "{{if .f0}}y{{end}}", "y" },
    { "{{eq .f0 nil}}", "false" },
    { "{{printf \"%v %d %s %q %x %X %T\" .by .by .by .by .by .by .by}}",
      "[104 105 255] [104 105 255] hi\377 \"hi\\xff\" 6869ff 6869FF []uint8" },
    { "{{printf \"%#v %#v %#v\" .by .nb .eb}}", "[]byte{0x68, 0x69, 0xff} []byte(nil) []byte{}" },
    { "{{printf \"%v %d %t %c %e\" .nb .eb .by .by .by}}",
      "[] [] [%!t(uint8=104) %!t(uint8=105) %!t(uint8=255)] [h i \303\277] [%!e(uint8=104) "
      "%!e(uint8=105) %!e(uint8=255)]" },
    { "{{.by}} {{len .by}} {{index .by 1}}", "[104 105 255] 3 105" },
    { "{{printf \"%#v %#v %#v %#v %#v\" .ns .ss .ii .nm .nl}}",
      "[]string(nil) []string{\"a\", \"b\"} []int{1, 2} map[string]string(nil) []interface "
      "{}(nil)" },
    { "{{printf \"%v %v %v\" .ns .nm .lol}}", "[] map[] [[1 a] []]" },
    { "{{printf \"%#v\" .lol}}",
      "[][]interface {}{[]interface {}{1, \"a\"}, []interface {}(nil)}" },
    { "{{printf \"%v %+v %#v\" .in .in .in}}", "{1 a} {N:1 S:a} main.Inner{N:1, S:\"a\"}" },
    { "{{printf \"%v %+v\" .pin .pin}}", "&{1 a} &{N:1 S:a}" },
    { "{{.pin}} {{.npin}} {{.pin.S}}", "{1 a} <nil> a" },
    { "{{printf \"%v %s %d\" .npin .npin .npin}}", "<nil> %!s(*main.Inner=<nil>) 0" },
    { "{{printf \"%v %s %q\" .pe .pe .pe}}", "perr perr \"perr\"" },
    { "{{.d}} {{printf \"%d %s %v %x %q\" .d .d .d .d .d}} {{print .d .d}}",
      "dur 5 dur dur 647572 \"dur\" dur dur" },
    { "{{printf \"%#v %T\" .d .d}}", "5 main.D" },
    { "{{.u8}} {{.i8}} {{.u64}} {{.c}} {{printf \"%#v %#v %x %v\" .u8 .i8 .i8 .u64}}",
      "200 -3 18446744073709551615 (1-2i) 0xc8 -3 -3 18446744073709551615" },
    { "{{eq .u8 200}} {{eq .i8 -3}} {{lt .i8 .u8}} {{gt .u64 .i64}} {{lt .u 4}} {{ge 3 .u}} {{eq "
      ".u64 -1}} {{lt .u64 -1}} {{lt -1 .u64}} {{eq -1 .u64}}",
      "true true true true true true false false true false" },
    { "{{eq .c .c}} {{lt .c .c}}", "ERR template: t:1:15: executing \"t\" at <lt .c .c>: error "
                                   "calling lt: invalid type for comparison" },
    { "{{eq .in .in}} {{eq .pin .pin}} {{eq .npin nil}} {{eq .pin .npin}}",
      "true true true false" },
    { "{{eq .in .pin}}", "ERR template: t:1:2: executing \"t\" at <eq .in .pin>: error calling eq: "
                         "non-comparable types {%!s(int=1) a}: main.Inner, *main.Inner: &{1 a}" },
    { "{{eq .by .by}}", "ERR template: t:1:2: executing \"t\" at <eq .by .by>: error calling eq: "
                        "non-comparable type hi\377: []uint8" },
    { "{{eq .nb nil}} {{eq .nl .nm}}",
      "ERR template: t:1:17: executing \"t\" at <eq .nl .nm>: error calling eq: non-comparable "
      "types []: []interface {}, map[string]string: map[]" },
    { "{{ne .nm nil}}", "false" },
    { "{{eq .ss .nm}}", "ERR template: t:1:2: executing \"t\" at <eq .ss .nm>: error calling eq: "
                        "non-comparable types [a b]: []string, map[string]string: map[]" },
    { "{{range .ss}}{{.}},{{end}}{{range .by}}{{.}},{{end}}{{range $i, $e := "
      ".ii}}{{$i}}{{$e}}{{end}}",
      "a,b,104,105,255,0112" },
    { "{{range .u8}}x{{break}}{{end}}{{range .i8}}x{{else}}none{{end}}", "xnone" },
    { "{{range .npin}}{{end}}",
      "ERR template: t:1:8: executing \"t\" at <.npin>: range can't iterate over <nil>" },
    { "{{range .nl}}x{{else}}e{{end}}", "e" },
    { "{{len .nm}} {{len .ns}} {{index .nm \"x\"}}|{{index .ss 1}} {{index .lol 0 1}} {{slice .ss "
      "1}} {{slice .by 1 2}}",
      "0 0 |b a [b] [105]" },
    { "{{index .lol 1 0}}", "ERR template: t:1:2: executing \"t\" at <index .lol 1 0>: error "
                            "calling index: reflect: slice index out of range" },
    { "{{index .npin 1}}", "ERR template: t:1:2: executing \"t\" at <index .npin 1>: error calling "
                           "index: index of nil pointer" },
    { "{{len .npin}}", "ERR template: t:1:2: executing \"t\" at <len .npin>: error calling len: "
                       "len of nil pointer" },
    { "{{slice .npin}}", "ERR template: t:1:2: executing \"t\" at <slice .npin>: error calling "
                         "slice: slice of nil pointer" },
    { "{{slice .n 1}}", "ERR template: t:1:2: executing \"t\" at <slice .n 1>: error calling "
                        "slice: can't slice item of type float64" },
    { "{{slice nil}}", "ERR template: t:1:2: executing \"t\" at <slice nil>: error calling slice: "
                       "slice of untyped nil" },
    { "{{slice .ss 1 2 2 2}}", "ERR template: t:1:2: executing \"t\" at <slice .ss 1 2 2 2>: error "
                               "calling slice: too many slice indexes: 4" },
    { "{{slice .ss 1 2 2}}", "[b]" },
    { "{{slice .ss 2 1 2}}", "ERR template: t:1:2: executing \"t\" at <slice .ss 2 1 2>: error "
                             "calling slice: invalid slice index: 2 > 1" },
    { "{{slice .ss 0 2 1}}", "ERR template: t:1:2: executing \"t\" at <slice .ss 0 2 1>: error "
                             "calling slice: invalid slice index: 2 > 1" },
    { "{{slice .ss nil}}", "ERR template: t:1:2: executing \"t\" at <slice .ss nil>: error calling "
                           "slice: cannot index slice/array with nil" },
    { "{{index nil 1}}", "ERR template: t:1:2: executing \"t\" at <index nil 1>: error calling "
                         "index: index of untyped nil" },
    { "{{index .ss nil}}", "ERR template: t:1:2: executing \"t\" at <index .ss nil>: error calling "
                           "index: cannot index slice/array with nil" },
    { "{{index .nm nil}}", "ERR template: t:1:2: executing \"t\" at <index .nm nil>: error calling "
                           "index: value is nil; should be of type string" },
    { "{{index .ss \"x\"}}", "ERR template: t:1:2: executing \"t\" at <index .ss \"x\">: error "
                             "calling index: cannot index slice/array with type string" },
    { "{{html .by}} {{js .ss}} {{urlquery .pin .npin nil}}",
      "[104 105 255] [a b] %7B1+a%7D+%3Cnil%3E%3Cno+value%3E" },
    { "{{and .npin 1}} {{or .nb \"x\"}} {{not .pin}} {{if .c}}t{{end}}{{if .nm}}t{{else}}f{{end}}",
      "<nil> x false tf" },
    { "{{.e}} {{.d.x}}", "ERR template: t:1:11: executing \"t\" at <.d.x>: can't evaluate field x "
                         "in type interface {}" },
    { "{{.ss.x}}", "ERR template: t:1:5: executing \"t\" at <.ss.x>: can't evaluate field x in "
                   "type interface {}" },
    { "{{.in.N}} {{.in.zz}}", "ERR template: t:1:15: executing \"t\" at <.in.zz>: can't evaluate "
                              "field zz in type interface {}" },
    { "{{lt .in 1}}", "ERR template: t:1:2: executing \"t\" at <lt .in 1>: error calling lt: "
                      "invalid type for comparison" },
    { "{{lt 1 .in}}", "ERR template: t:1:2: executing \"t\" at <lt 1 .in>: error calling lt: "
                      "invalid type for comparison" },
    { "{{eq}}", "ERR template: t:1:2: executing \"t\" at <eq>: wrong number of args for eq: want "
                "at least 1 got 0" },
    { "{{eq 1}}", "ERR template: t:1:2: executing \"t\" at <eq 1>: error calling eq: missing "
                  "argument for comparison" },
    { "{{lt .n \"x\"}}", "ERR template: t:1:2: executing \"t\" at <lt .n \"x\">: error calling lt: "
                         "incompatible types for comparison: float64 and string" },
    { "{{eq .n \"x\"}}", "ERR template: t:1:2: executing \"t\" at <eq .n \"x\">: error calling eq: "
                         "incompatible types for comparison: float64 and string" },
    { "{{printf \"%p\" 1}}", "%!p(int=1)" },
    { "{{printf \"%w\" .pe}}", "%!w(*main.P=&{1})" },
    { "{{printf \"%w\" .e}}", "%!w(<nil>)" },
    { "{{printf \"%d\" .c}} {{printf \"%.1f\" .c}}", "%!d(complex128=(1-2i)) (1.0-2.0i)" },
    { "{{printf \"%6.2v|%-6v|%+v\" .c .c .c}}", "(     1    -2i)|(1     -2    i)|(1-2i)" },
    { "{{printf \"%s\" .in}}", "{%!s(int=1) a}" },
    { "{{printf \"%x\" .in}}", "{1 61}" },
    { "{{printf \"%T %T %T\" nil .nl .c}}", "<nil> []interface {} complex128" },
    { "{{printf \"%v\" nil}} {{printf \"%s\" nil}} {{printf \"%+v\" .e}}",
      "<nil> %!s(<nil>) <nil>" },
    { "{{print .nm .nb .ns}}", "map[] [] []" },
    { "{{println .in .pe}}", "{1 a} perr\n" },
    { "{{1.5e3}} {{0x1p4}} {{1_000}} {{0b101}} {{'\\x41'}} {{'\\u00e9'}} {{'\\U0001F600'}} "
      "{{'\\''}} {{'\\101'}} {{'\\n'}}",
      "1500 16 1000 5 65 233 128512 39 65 10" },
    { "{{'\\400'}}", "ERR template: t:1: invalid syntax" },
    { "{{'\\xg'}}", "ERR template: t:1: invalid syntax" },
    { "{{'\\ud800'}}", "ERR template: t:1: invalid syntax" },
    { "{{'\\\"'}}", "ERR template: t:1: invalid syntax" },
    { "{{'\\8'}}", "ERR template: t:1: invalid syntax" },
    { "{{'\\x4'}}", "ERR template: t:1: invalid syntax" },
    { "{{1.5-2.5i}} {{1e2+1e1i}} {{0x1p2+1i}} {{1p2+1i}}",
      "ERR template: t:1: bad number syntax: \"1p\"" },
    { "{{0b1+2i}}", "ERR template: t:1: syntax error scanning complex number" },
    { "{{1+i}}", "ERR template: t:1: syntax error scanning complex number" },
    { "{{+i+2i}}", "ERR template: t:1: strconv.ParseFloat: parsing \"+i\": invalid syntax" },
    { "{{1i+2i}}", "ERR template: t:1: syntax error scanning complex number" },
    { "{{1e999+2i}}",
      "ERR template: t:1: strconv.ParseFloat: parsing \"1e999\": value out of range" },
    { "{{1_0+2i}}", "(10+2i)" },
    { "{{3i}} {{0i}} {{printf \"%d\" 0i}}", "(0+3i) (0+0i) %!d(complex128=(0+0i))" },
    { "{{printf \"%d\" 1e3}} {{slice \"abc\" 1.0}} {{index .ss 1.0}}",
      "ERR template: t:1:22: executing \"t\" at <slice \"abc\" 1.0>: error calling slice: cannot "
      "index slice/array with type float64" },
    { "{{index .ss 1e0}} {{index .ss 0x1}}",
      "ERR template: t:1:2: executing \"t\" at <index .ss 1e0>: error calling index: cannot index "
      "slice/array with type float64" },
    { "{{-0}} {{-0x10}} {{+5}} {{.5}} {{5.}}", "0 -16 5 0.5 5" },
    { "{{1__0}}", "ERR template: t:1: illegal number syntax: \"1__0\"" },
    { "{{0x_1}} {{0_7}}", "1 7" },
    { "{{089}}", "ERR template: t:1: integer overflow: \"089\"" },
    { "{{0x}}", "ERR template: t:1: illegal number syntax: \"0x\"" },
    { "{{1e}}", "ERR template: t:1: illegal number syntax: \"1e\"" },
    { "{{1e5000}}", "ERR template: t:1: illegal number syntax: \"1e5000\"" },
    { "{{18446744073709551615}}", "ERR template: t:1:2: executing \"t\" at <18446744073709551615>: "
                                  "18446744073709551615 overflows int" },
    { "{{printf \"%d\" 18446744073709551615}}",
      "ERR template: t:1:14: executing \"t\" at <18446744073709551615>: 18446744073709551615 "
      "overflows int" },
    { "{{-9223372036854775809}}", "ERR template: t:1: integer overflow: \"-9223372036854775809\"" },
    { "{{9.3e18 | printf \"%v\"}}", "9.3e+18" },
};

/* ---- Parameters ---- */

static bool number_in(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(1);
    return true;
}

static bool is_there(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(args[0].as.ref != NULL);
    return true;
}

static bool length(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int((int64_t)fg_val_len(run, args[0]));
    return true;
}

static bool shown(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return fg_fmt_value(run, &buf, args[0], err) && fg_buf_value(run, &buf, ret, err);
}

static bool as_int(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(args[0].as.i);
    return true;
}

static bool itself(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return true;
}

static const fg_func takers[] = {
    FG_ROW("inn", number_in, FG_INT_T, 1, 0, &inner_type),
    FG_ROW("pin", is_there, FG_BOOL_T, 1, 0, &inner_pointer_type),
    FG_ROW("mt", length, FG_INT_T, 1, 0, FG_MAP_TEXT_T),
    FG_ROW("dur", shown, FG_STRING_T, 1, 0, &duration_type),
    FG_ROW("cx", shown, FG_STRING_T, 1, 0, &fg_type_complex128),
    FG_ROW("u8", as_int, FG_INT_T, 1, 0, &fg_type_uint8),
    FG_ROW("bo", itself, FG_BOOL_T, 1, 0, FG_BOOL_T),
    FG_ROW("fl", itself, FG_FLOAT_T, 1, 0, FG_FLOAT_T),
    FG_ROW("in", itself, FG_INT_T, 1, 0, FG_INT_T),
    FG_ROW("st", itself, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("li", length, FG_INT_T, 1, 0, FG_LIST_T),
    FG_ROW("an", shown, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("re", itself, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("re2", itself, FG_ANY_T, 1, 0, FG_ANY_T),
};
static const fg_func_table taker_table = FG_TABLE(takers);

static const struct row taker_rows[] = {
    { "{{inn .in}}", "1" },
    { "{{inn .pin}}", "1" },
    { "{{inn .npin}}", "ERR template: t:1:6: executing \"t\" at <.npin>: dereference of nil "
                       "pointer of type main.Inner" },
    { "{{inn .missing}}",
      "ERR template: t:1:6: executing \"t\" at <.missing>: invalid value; expected main.Inner" },
    { "{{inn .e}}", "ERR template: t:1:6: executing \"t\" at <.e>: wrong type for value; expected "
                    "main.Inner; got interface {}" },
    { "{{inn .n}}", "ERR template: t:1:6: executing \"t\" at <.n>: wrong type for value; expected "
                    "main.Inner; got float64" },
    { "{{inn \"x\"}}", "ERR template: t:1:6: executing \"t\" at <\"x\">: can't handle \"x\" for "
                       "arg of type main.Inner" },
    { "{{inn nil}}",
      "ERR template: t:1:6: executing \"t\" at <nil>: cannot assign nil to main.Inner" },
    { "{{pin .pin}}", "true" },
    { "{{pin .npin}}", "false" },
    { "{{pin .in}}", "ERR template: t:1:6: executing \"t\" at <.in>: wrong type for value; "
                     "expected *main.Inner; got main.Inner" },
    { "{{pin nil}}", "false" },
    { "{{pin .missing}}", "false" },
    { "{{pin .e}}", "ERR template: t:1:6: executing \"t\" at <.e>: wrong type for value; expected "
                    "*main.Inner; got interface {}" },
    { "{{pin 1}}",
      "ERR template: t:1:6: executing \"t\" at <1>: can't handle 1 for arg of type *main.Inner" },
    { "{{mt .nm}}", "0" },
    { "{{mt nil}}", "0" },
    { "{{mt .missing}}", "0" },
    { "{{mt .n}}", "ERR template: t:1:5: executing \"t\" at <.n>: wrong type for value; expected "
                   "map[string]string; got float64" },
    { "{{mt \"x\"}}", "ERR template: t:1:5: executing \"t\" at <\"x\">: can't handle \"x\" for arg "
                      "of type map[string]string" },
    { "{{dur .d}}", "dur" },
    { "{{dur 5}}", "dur" },
    { "{{dur .i64}}", "ERR template: t:1:6: executing \"t\" at <.i64>: wrong type for value; "
                      "expected main.D; got int64" },
    { "{{dur 5.0}}", "dur" },
    { "{{cx .c}}", "(1-2i)" },
    { "{{cx 1+2i}}", "(1+2i)" },
    { "{{cx 1}}", "ERR template: t:1:5: executing \"t\" at <1>: expected complex; found 1" },
    { "{{cx \"x\"}}",
      "ERR template: t:1:5: executing \"t\" at <\"x\">: expected complex; found \"x\"" },
    { "{{cx .n}}", "ERR template: t:1:5: executing \"t\" at <.n>: wrong type for value; expected "
                   "complex128; got float64" },
    { "{{u8 200}}", "200" },
    { "{{u8 .u8}}", "200" },
    { "{{u8 -1}}",
      "ERR template: t:1:5: executing \"t\" at <-1>: expected unsigned integer; found -1" },
    { "{{u8 .n}}", "ERR template: t:1:5: executing \"t\" at <.n>: wrong type for value; expected "
                   "uint8; got float64" },
    { "{{u8 \"x\"}}",
      "ERR template: t:1:5: executing \"t\" at <\"x\">: expected unsigned integer; found \"x\"" },
    { "{{bo true}}", "true" },
    { "{{bo 1}}", "ERR template: t:1:5: executing \"t\" at <1>: expected bool; found 1" },
    { "{{bo .n}}", "ERR template: t:1:5: executing \"t\" at <.n>: wrong type for value; expected "
                   "bool; got float64" },
    { "{{bo nil}}", "ERR template: t:1:5: executing \"t\" at <nil>: cannot assign nil to bool" },
    { "{{fl 1}}", "1" },
    { "{{fl 1.5}}", "1.5" },
    { "{{fl \"x\"}}",
      "ERR template: t:1:5: executing \"t\" at <\"x\">: expected float; found \"x\"" },
    { "{{fl true}}", "ERR template: t:1:5: executing \"t\" at <true>: expected float; found true" },
    { "{{fl .u8}}", "ERR template: t:1:5: executing \"t\" at <.u8>: wrong type for value; expected "
                    "float64; got uint8" },
    { "{{fl 'a'}}", "97" },
    { "{{in 1e3}}", "1000" },
    { "{{in 1.5}}", "ERR template: t:1:5: executing \"t\" at <1.5>: expected integer; found 1.5" },
    { "{{in true}}",
      "ERR template: t:1:5: executing \"t\" at <true>: expected integer; found true" },
    { "{{in 'a'}}", "97" },
    { "{{in 2i}}", "ERR template: t:1:5: executing \"t\" at <2i>: expected integer; found 2i" },
    { "{{in 0i}}", "0" },
    { "{{st \"a\"}}", "a" },
    { "{{st 1}}", "ERR template: t:1:5: executing \"t\" at <1>: expected string; found 1" },
    { "{{st nil}}", "ERR template: t:1:5: executing \"t\" at <nil>: cannot assign nil to string" },
    { "{{st .by}}", "ERR template: t:1:5: executing \"t\" at <.by>: wrong type for value; expected "
                    "string; got []uint8" },
    { "{{li .nl}}", "0" },
    { "{{li .ss}}", "ERR template: t:1:5: executing \"t\" at <.ss>: wrong type for value; expected "
                    "[]interface {}; got []string" },
    { "{{li nil}}", "0" },
    { "{{li 1}}", "ERR template: t:1:5: executing \"t\" at <1>: can't handle 1 for arg of type "
                  "[]interface {}" },
    { "{{an nil}}", "<nil>" },
    { "{{an .e}}", "<nil>" },
    { "{{an .missing}}", "<nil>" },
    { "{{an 1}}", "1" },
    { "{{an 1 2}}",
      "ERR template: t:1:2: executing \"t\" at <an>: wrong number of args for an: want 1 got 2" },
    { "{{.n | fl}}", "2" },
    { "{{.n | in}}", "ERR template: t:1:7: executing \"t\" at <in>: wrong type for value; expected "
                     "int; got float64" },
    { "{{\"x\" | in}}", "ERR template: t:1:8: executing \"t\" at <in>: wrong type for value; "
                        "expected int; got string" },
    { "{{.missing | in}}",
      "ERR template: t:1:13: executing \"t\" at <in>: invalid value; expected int" },
    { "{{.missing | an}}", "<nil>" },
    { "{{nil | an}}", "ERR template: t:1:2: executing \"t\" at <nil>: nil is not a command" },
    { "{{fl .n | fl | fl}}", "2" },
    { "{{re .e}} {{re .in}} {{re .missing}}", "<no value> {1 a} <no value>" },
    { "{{(re .e).x}}", "<no value>" },
    { "{{printf \"%v\" (re .e)}}", "<nil>" },
    { "{{eq (re .e) nil}}", "true" },
    { "{{len (re .e)}}", "ERR template: t:1:2: executing \"t\" at <len (re .e)>: error calling "
                         "len: reflect: call of reflect.Value.Type on zero Value" },
    { "{{re2 .n | fl}}", "2" },
    { "{{in (index .ii 0)}}", "1" },
    { "{{st (index .lol 0 1)}}", "a" },
    { "{{printf \"%b %o %x %X %d\" 1 8 255 255 .npin}}", "1 10 ff FF 0" },
    { "{{lt 3 .u}}{{le .u 3}}{{lt .u .u8}}{{gt .u64 .u}}", "falsetruetruetrue" },
};

/* ---- Running ---- */

static void run_rows(struct t_render *r, const fg_funcs *funcs, const struct row *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fg_tmpl_options options = { .funcs = funcs };
        crd_err err = { 0 };
        fg_run run;
        fg_val data;
        crd_arena_reset(r->arena);
        crd_buf_clear(&r->out);
        fg_tmpl_run_init(&run, r->arena, NULL);
        const fg_tmpl *set =
            fg_tmpl_single(r->parsed, CRD_S("t"), crd_str_c(list[i].text), &options, &err);
        bool ok = set && build(&run, &data, &err) &&
                  fg_tmpl_run(set, CRD_S("t"), data, &run, &r->out, &err);
        crd_str got = ok ? crd_buf_str(&r->out) : CRD_CAT(r->arena, CRD_S("ERR "), err.message);
        CHECK_STR(got, crd_str_c(list[i].want));
    }
}

void test_kinds(void)
{
    struct t_render r;
    t_render_init(&r);
    run_rows(&r, r.funcs, rows, T_COUNT(rows));
    t_render_done(&r);
}

void test_parameters(void)
{
    struct t_render r;
    t_render_init(&r);
    run_rows(&r, fg_funcs_new(r.parsed, &taker_table, 1, NULL, 0, &r.err), taker_rows,
             T_COUNT(taker_rows));
    t_render_done(&r);
}
