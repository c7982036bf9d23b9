/* SPDX-License-Identifier: Apache-2.0 */
/* Templates as a whole: what they print or say. Expected texts: Go 1.26.8 and 1.23.5. */
#include "tests.h"

static const char data[] =
    "{\"a\":1,\"s\":\"str\",\"l\":[\"x\",null,{\"k\":1}],\"m\":{\"b\":2,\"a\":\"<\"},"
    "\"nul\":null,\"em\":{},\"n\":2.5,\"t\":true}";

static const struct {
    const char *text;
    int missing;
    const char *want;
} rows[] = {
    { "text only", 0, "text only" },
    { "{{.a}} {{.s}} {{.l}} {{.m}} {{.nul}} {{.missing}}", 0,
      "1 str [x <nil> map[k:1]] map[a:< b:2] <no value> <no value>" },
    { "{{/* c */}}a{{- /* c\n*/ -}} b", 0, "ab" },
    { "a {{- .s -}} \n b", 0, "astrb" },
    { "{{`raw }}`}}{{\"q\\t\\u00e9\"}}{{'a'}}{{0x1F}}{{1e3}}{{1.5}}{{2i}}{{1+2i}}{{true}}", 0,
      "raw }}q\t\303\251973110001.5(0+2i)(1+2i)true" },
    { "{{if .a}}yes{{else}}no{{end}}{{if .em}}yes{{else if .t}}elif{{else}}no{{end}}", 0,
      "yeselif" },
    { "{{with .m}}{{.b}}{{else}}none{{end}}{{with .em}}x{{else with .s}}{{.}}{{end}}", 0, "2str" },
    { "{{range $i, $e := .l}}{{$i}}={{$e}};{{end}}", 0, "0=x;1=<no value>;2=map[k:1];" },
    { "{{range $k, $v := .m}}{{$k}}={{$v}};{{else}}empty{{end}}{{range .em}}x{{else}}empty{{end}}",
      0, "a=<;b=2;empty" },
    { "{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}{{range -1}}x{{else}}none{{end}}", 0,
      "01201none" },
    { "{{range .l}}{{if eq . nil}}{{continue}}{{end}}{{break}}{{end}}", 0, "" },
    { "{{range $i, $e := .l}}{{if $i}}{{break}}{{end}}{{$e}}{{end}}", 0, "x" },
    { "{{$x := 1}}{{if .t}}{{$x = 2}}{{$y := 3}}{{$x}}{{$y}}{{end}}{{$x}}", 0, "232" },
    { "{{$x := 1}}{{range $x = .l}}{{end}}{{$x}}", 0, "map[k:1]" },
    { "{{$x := 1}}{{and false ($x := 5)}}{{$x}}{{and true ($x := 7)}}{{$x}}", 0, "false177" },
    { "{{define \"T\"}}<{{.}}>{{end}}{{template \"T\" .a}}{{template \"T\"}}", 0,
      "<1><<no value>>" },
    { "{{block \"B\" .s}}[{{.}}]{{end}}{{template \"B\" 1}}", 0, "[str][1]" },
    { "{{.s | printf \"%s-%v\" \"p\" | len}}", 0, "5" },
    { "{{and .t .s}} {{or .em .s}} {{not .t}} {{and .nul .missing}} {{or false 0 \"\"}}", 0,
      "str str false <no value> " },
    { "{{eq .a 1.0}} {{eq .s \"a\" \"str\"}} {{ne .s \"a\"}} {{lt 1 2}} {{le 2 2}} {{gt \"b\" "
      "\"a\"}} {{ge 1.5 2.0}}",
      0, "true true true true true true false" },
    { "{{eq .a 1}}", 0,
      "ERR template: t:1:2: executing \"t\" at <eq .a 1>: error calling eq: incompatible types for "
      "comparison: float64 and int" },
    { "{{lt .t .t}}", 0,
      "ERR template: t:1:2: executing \"t\" at <lt .t .t>: error calling lt: invalid type for "
      "comparison" },
    { "{{eq .l .l}}", 0,
      "ERR template: t:1:2: executing \"t\" at <eq .l .l>: error calling eq: non-comparable type "
      "[x <nil> map[k:%!s(float64=1)]]: []interface {}" },
    { "{{len .s}} {{len .l}} {{len .m}} {{index .l 0}} {{index .m \"a\"}} {{index .s 0}} {{index "
      ".m \"zz\"}}",
      0, "3 3 2 x < 115 <no value>" },
    { "{{len .nul}}", 0,
      "ERR template: t:1:2: executing \"t\" at <len .nul>: error calling len: len of nil pointer" },
    { "{{len nil}}", 0,
      "ERR template: t:1:2: executing \"t\" at <len nil>: error calling len: reflect: call of "
      "reflect.Value.Type on zero Value" },
    { "{{len 3}}", 0,
      "ERR template: t:1:2: executing \"t\" at <len 3>: error calling len: len of type int" },
    { "{{index .l 3}}", 0,
      "ERR template: t:1:2: executing \"t\" at <index .l 3>: error calling index: reflect: slice "
      "index out of range" },
    { "{{index .l 9}}", 0,
      "ERR template: t:1:2: executing \"t\" at <index .l 9>: error calling index: index out of "
      "range: 9" },
    { "{{index .l 1.5}}", 0,
      "ERR template: t:1:2: executing \"t\" at <index .l 1.5>: error calling index: cannot index "
      "slice/array with type float64" },
    { "{{index .m 1}}", 0,
      "ERR template: t:1:2: executing \"t\" at <index .m 1>: error calling index: value has type "
      "int; should be string" },
    { "{{slice .s 1 2}} {{slice .l 1}} {{slice .l 0 4}}", 0,
      "t [<nil> map[k:1]] [x <nil> map[k:1] <nil>]" },
    { "{{slice .s 2 1}}", 0,
      "ERR template: t:1:2: executing \"t\" at <slice .s 2 1>: error calling slice: invalid slice "
      "index: 2 > 1" },
    { "{{slice .s 1 2 3}}", 0,
      "ERR template: t:1:2: executing \"t\" at <slice .s 1 2 3>: error calling slice: cannot "
      "3-index slice a string" },
    { "{{slice .s .a}}", 0,
      "ERR template: t:1:2: executing \"t\" at <slice .s .a>: error calling slice: cannot index "
      "slice/array with type interface {}" },
    { "{{html \"<a&'\\\">\"}} {{js \"it's <x>\\n\"}} {{urlquery \"a b&c~\"}} {{html .nul}}", 0,
      "&lt;a&amp;&#39;&#34;&gt; it\\'s \\u003Cx\\u003E\\u000A a+b%26c~ &lt;no value&gt;" },
    { "{{print 1 2 \"x\" 3 nil}}{{println \"a\" 1}}", 0, "1 2x3 <nil>a 1\n" },
    { "{{printf \"%d %s %q %v %T %x\" 1 \"s\" \"q\" .l .m \"hi\"}}", 0,
      "1 s \"q\" [x <nil> map[k:1]] map[string]interface {} 6869" },
    { "{{printf \"%d\" .s}} {{printf \"%!\"}} {{printf \"%d\"}} {{printf \"x\" 1}} {{printf "
      "\"%[3]d\" 1}} {{printf \"%*d\" .a 1}}",
      0, "%!d(string=str) %!!(MISSING) %!d(MISSING) x%!(EXTRA int=1) %!d(BADINDEX) %!(BADWIDTH)1" },
    { "{{.a.b}}", 0,
      "ERR template: t:1:4: executing \"t\" at <.a.b>: can't evaluate field b in type interface "
      "{}" },
    { "{{.l.x}}", 0,
      "ERR template: t:1:4: executing \"t\" at <.l.x>: can't evaluate field x in type interface "
      "{}" },
    { "{{.nul.x}}", 0,
      "ERR template: t:1:6: executing \"t\" at <.nul.x>: nil pointer evaluating interface {}.x" },
    { "{{.missing.x.y}}", 0, "<no value>" },
    { "{{(.missing).x}}", 0, "<no value>" },
    { "{{range .l}}{{.k}}{{end}}", 0,
      "ERR template: t:1:14: executing \"t\" at <.k>: can't evaluate field k in type interface "
      "{}" },
    { "{{nofunc .a}}", 0, "ERR template: t:1: function \"nofunc\" not defined" },
    { "{{.a | nofunc}}", 0, "ERR template: t:1: function \"nofunc\" not defined" },
    { "{{$y}}", 0, "ERR template: t:1: undefined variable \"$y\"" },
    { "{{$x = 1}}", 0, "ERR template: t:1:7: executing \"t\" at <1>: undefined variable: $x" },
    { "{{.a b}}", 0, "ERR template: t:1: function \"b\" not defined" },
    { "{{1 | 2}}", 0, "ERR template: t:1: non executable command in pipeline stage 2" },
    { "{{nil}}", 0, "ERR template: t:1:2: executing \"t\" at <nil>: nil is not a command" },
    { "{{.a 1}}", 0,
      "ERR template: t:1:2: executing \"t\" at <.a>: a is not a method but has arguments" },
    { "{{\"s\" 1}}", 0,
      "ERR template: t:1:2: executing \"t\" at <\"s\">: can't give argument to non-function "
      "\"s\"" },
    { "{{$x := 1}}{{$x 1}}", 0,
      "ERR template: t:1:13: executing \"t\" at <$x>: can't give argument to non-function $x" },
    { "{{(1) 2}}", 0,
      "ERR template: t:1:2: executing \"t\" at <(1) 2>: can't give argument to non-function 1" },
    { "{{len}}", 0,
      "ERR template: t:1:2: executing \"t\" at <len>: wrong number of args for len: want 1 got 0" },
    { "{{len 1 2}}", 0,
      "ERR template: t:1:2: executing \"t\" at <len>: wrong number of args for len: want 1 got 2" },
    { "{{printf}}", 0,
      "ERR template: t:1:2: executing \"t\" at <printf>: wrong number of args for printf: want at "
      "least 1 got 0" },
    { "{{printf 1}}", 0, "ERR template: t:1:9: executing \"t\" at <1>: expected string; found 1" },
    { "{{not}}", 0,
      "ERR template: t:1:2: executing \"t\" at <not>: wrong number of args for not: want 1 got 0" },
    { "{{template \"nope\"}}", 0,
      "ERR template: t:1:11: executing \"t\" at <{{template \"nope\"}}>: template \"nope\" not "
      "defined" },
    { "{{template nope}}", 0, "ERR template: t:1: unexpected \"nope\" in template clause" },
    { "{{break}}", 0, "ERR template: t:1: {{break}} outside {{range}}" },
    { "{{end}}", 0, "ERR template: t:1: unexpected {{end}}" },
    { "{{else}}", 0, "ERR template: t:1: unexpected {{else}}" },
    { "{{if}}x{{end}}", 0, "ERR template: t:1: missing value for if" },
    { "{{if .a}}x", 0, "ERR template: t:1: unexpected EOF" },
    { "{{range $a, $b, $c := .l}}{{end}}", 0, "ERR template: t:1: too many declarations in range" },
    { "{{range $i, $e := 3}}{{end}}", 0,
      "ERR template: t:1:18: executing \"t\" at <3>: can't use 3 to iterate over more than one "
      "variable" },
    { "{{range .s}}{{end}}", 0,
      "ERR template: t:1:8: executing \"t\" at <.s>: range can't iterate over str" },
    { "{{define \"x\"}}{{else}}{{end}}", 0,
      "ERR template: t:1: unexpected {{else}} in define clause" },
    { "{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}", 0,
      "ERR template: t:1: template: multiple definition of template \"x\"" },
    { "{{.a", 0, "ERR template: t:1: unclosed action" },
    { "{{.a }", 0, "ERR template: t:1: unexpected \"}\" in operand" },
    { "{{\"abc", 0, "ERR template: t:1: unterminated quoted string" },
    { "{{`abc", 0, "ERR template: t:1: unterminated raw quoted string" },
    { "{{/* abc", 0, "ERR template: t:1: unclosed comment" },
    { "{{/* a */ x}}", 0, "ERR template: t:1: comment ends before closing delimiter" },
    { "{{(.a}}", 0, "ERR template: t:1: unclosed left paren" },
    { "{{.a)}}", 0, "ERR template: t:1: unexpected right paren" },
    { "{{.a | }}", 0, "1" },
    { "{{ | .a}}", 0, "ERR template: t:1: unexpected \"|\" in command" },
    { "{{.a..b}}", 0, "ERR template: t:1: unexpected <.> in operand" },
    { "{{.a+1}}", 0, "ERR template: t:1: bad character U+002B '+'" },
    { "{{1a}}", 0, "ERR template: t:1: bad number syntax: \"1a\"" },
    { "{{1e400}}", 0, "ERR template: t:1: illegal number syntax: \"1e400\"" },
    { "{{18446744073709551616}}", 0,
      "ERR template: t:1: integer overflow: \"18446744073709551616\"" },
    { "{{9223372036854775808}}", 0,
      "ERR template: t:1:2: executing \"t\" at <9223372036854775808>: 9223372036854775808 "
      "overflows int" },
    { "{{print 9223372036854775808}}", 0,
      "ERR template: t:1:8: executing \"t\" at <9223372036854775808>: 9223372036854775808 "
      "overflows int" },
    { "{{'ab'}}", 0, "ERR template: t:1: malformed character constant: 'ab'" },
    { "{{\"\\q\"}}", 0, "ERR template: t:1: invalid syntax" },
    { "{{()}}", 0, "ERR template: t:1: missing value for parenthesized pipeline" },
    { "{{@}}", 0, "ERR template: t:1: unexpected \"@\" in command" },
    { "{{true.x}}", 0, "ERR template: t:1: unexpected . after term \"true\"" },
    { "{{range}}{{end}}", 0, "ERR template: t:1: missing value for range" },
    { "{{with $x := .m}}{{$x.b}}{{end}}{{$x}}", 0, "ERR template: t:1: undefined variable \"$x\"" },
    { "{{1+2}}", 0, "ERR template: t:1: bad number syntax: \"1+2\"" },
    { "{{-3}}{{- 3}}", 0, "-33" },
    { "{{index (index .l 2) \"k\"}}", 0, "1" },
    { "{{((((.a))))}}", 0, "1" },
    { "{{call .a}}", 0,
      "ERR template: t:1:2: executing \"t\" at <call .a>: error calling call: non-function .a of "
      "type float64" },
    { "{{.m | call}}", 0,
      "ERR template: t:1:7: executing \"t\" at <call>: error calling call: non-function "
      "<map[string]interface {} Value> of type map[string]interface {}" },
    { "{{if true}}{{else if}}{{end}}", 0, "ERR template: t:1: missing value for if" },
    { "{{with .m}}{{else if .a}}{{end}}", 0, "ERR template: t:1: unexpected <if> in input" },
    { "{{block \"x\"}}{{end}}", 0, "ERR template: t:1: missing value for block clause" },
    { "{{define \"a\" .}}{{end}}", 0, "ERR template: t:1: unexpected <.> in define clause" },
    { "{{template \"x\" . .}}", 0,
      "ERR template: t:1:11: executing \"t\" at <{{template \"x\" . .}}>: template \"x\" not "
      "defined" },
    { "{{ .a | len | print }}", 0,
      "ERR template: t:1:8: executing \"t\" at <len>: error calling len: len of type float64" },
    { "{{ if (and .t (eq .s \"str\")) }}ok{{ end }}", 0, "ok" },
    { "{{define \"r\"}}{{if .}}{{template \"r\"}}{{end}}.{{end}}{{template \"r\" 1}}", 0, ".." },
    { "{{.nul.x}}", FG_MISSING_ZERO,
      "ERR template: t:1:6: executing \"t\" at <.nul.x>: nil pointer evaluating interface {}.x" },
    { "{{.missing.x}}", FG_MISSING_ZERO,
      "ERR template: t:1:10: executing \"t\" at <.missing.x>: nil pointer evaluating interface "
      "{}.x" },
    { "{{.missing}}", FG_MISSING_ZERO, "<no value>" },
    { "{{.missing}}", FG_MISSING_ERROR,
      "ERR template: t:1:2: executing \"t\" at <.missing>: map has no entry for key \"missing\"" },
    { "{{.a}}{{.zz.y}}", FG_MISSING_ERROR,
      "ERR template: t:1:11: executing \"t\" at <.zz.y>: map has no entry for key \"zz\"" },
    { "{{or .s .missing}}", FG_MISSING_ERROR, "str" },
    { "{{index .m \"zz\"}}", FG_MISSING_ERROR, "<no value>" },
    { "{{(index .m \"zz\").x}}", FG_MISSING_ERROR,
      "ERR template: t:1:12: executing \"t\" at <\"zz\">: nil data; no entry for key \"x\"" },
    { "{{if .missing}}{{end}}", FG_MISSING_ERROR,
      "ERR template: t:1:5: executing \"t\" at <.missing>: map has no entry for key \"missing\"" },
};

void test_tmpl_rows(void)
{
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        fg_tmpl_options options = { .missing = (enum fg_missing)rows[i].missing };
        CHECK_STR(t_render(&r, rows[i].text, data, &options, NULL), crd_str_c(rows[i].want));
    }
    t_render_done(&r);
}

void test_tmpl_go_1_23(void)
{
    static const struct {
        const char *text;
        const char *want;
    } old[] = {
        { "{{range 3}}x{{end}}",
          "ERR template: t:1:8: executing \"t\" at <3>: range can't iterate over 3" },
        { "{{eq .a 1}}", "ERR template: t:1:2: executing \"t\" at <eq .a 1>: error calling eq: "
                         "incompatible types for comparison" },
        { "{{lt .a \"x\"}}", "ERR template: t:1:2: executing \"t\" at <lt .a \"x\">: error calling "
                             "lt: incompatible types for comparison" },
        { "{{/* a\nb */}}\n{{nofunc}}", "ERR template: t:2: function \"nofunc\" not defined" },
    };
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(old); i++) {
        fg_tmpl_options options = { .go = FG_GO_1_23 };
        CHECK_STR(t_render(&r, old[i].text, data, &options, NULL), crd_str_c(old[i].want));
    }
    CHECK_STR(t_render(&r, old[3].text, data, NULL, NULL),
              CRD_S("ERR template: t:3: function \"nofunc\" not defined"));
    t_render_done(&r);
}

void test_tmpl_places(void)
{
    static const struct {
        const char *text;
        enum crd_code code;
        uint32_t line;
        uint32_t column;
        size_t offset;
    } places[] = {
        { "ab\ncd {{.m.b.c}}", CRD_E_EXEC, 2, 8, 10 },
        { "{{.a}}\n{{ index .l 9 }}", CRD_E_EXEC, 2, 4, 10 },
        { "x\n{{ nofunc }}", CRD_E_SYNTAX, 2, 4, 5 },
        { "x{{if .a}}", CRD_E_SYNTAX, 1, 11, 10 },
    };
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(places); i++) {
        t_render(&r, places[i].text, data, NULL, NULL);
        CHECK_INT(r.err.code, places[i].code);
        CHECK_INT(r.err.place.line, places[i].line);
        CHECK_INT(r.err.place.column, places[i].column);
        CHECK_INT(r.err.place.offset, places[i].offset);
    }
    t_render_done(&r);
}
