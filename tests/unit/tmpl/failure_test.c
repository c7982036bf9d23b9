/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation that parsing and running make fails in turn: an ordinary error each time. */
#include "tests.h"
#include "value/json.h"

static bool set(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_set(run, args[0], fg_text(args[1]), args[2], err);
}

static bool tree(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_value value;
    *ret = fg_val_int(1);
    return fg_val_to_tree(run, args[0], &value, err);
}

static const fg_func rows[] = {
    FG_ROW("set", set, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T, FG_ANY_T),
    FG_ROW("tree", tree, FG_INT_T, 1, 0, FG_ANY_T),
};
static const fg_func_table table = FG_TABLE(rows);

static const char text[] =
    "{{define \"T\"}}{{range $k, $v := .m}}{{$k}}={{printf \"%v %q\" $v \"x\"}}{{end}}{{end}}"
    "{{$x := print .a \"\\u0041\"}}{{if and .a (or .b ($y := 1))}}{{template \"T\" .}}{{else}}"
    "{{with .m}}{{.b}}{{end}}{{end}}{{index .l 0 | html}}{{len (slice .l 0 1)}}{{$x}}{{1+2i}}"
    "{{(.m).b}}{{'a'}}{{.missing.Foo 1}}{{/* c */}}{{$_ := set .m \"k\" .l}}{{.m}}{{tree .}}"
    "{{range $i, $z := .m}}{{$_ = set $.m $i $i}}{{end}}{{printf \"%6.2f|%q|%U|%x\" 1.5 `a\"` 'x' "
    ".l}}"
    "{{js .a .l}}{{urlquery \"a b\"}}{{block \"B\" .}}{{$q := 1}}{{end}}{{range 3}}{{if "
    ".}}{{break}}"
    "{{else}}{{continue}}{{end}}{{end}}{{eq .a 1.0}}{{print .l 1 2 .m}}{{println .l}}{{slice .l 0 "
    "1}}";

/* Texts that are refused: what the refusal says takes memory too. */
static const char *const faults[] = {
    "{{nofunc}}",
    "{{$x}}",
    "{{1 | 2}}",
    "{{.a}}{{if}}",
    "{{99999999999999999999}}",
    "{{'ab'}}",
    "{{1e999+2i}}",
    "{{\"\\q\"}}",
    "{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}",
    "{{template nofunc}}",
    "{{true.x}}",
    "{{.a@}}",
    "{{\n@",
    "{{1x}}",
    "{{(.a)",
    "{{.a.b.c}}",
    "{{index .l 9}}",
    "{{template \"none\"}}",
    "{{eq .l .l}}",
    "{{eq .m .l}}",
    "{{lt .a \"x\"}}",
    "{{printf}}",
    "{{len 1}}",
    "{{range .a}}{{end}}",
    "{{and false ($q := 1)}}{{$q}}",
    "{{call .a}}",
    "{{.a | call}}",
    "{{set .l \"a\" 1}}",
    "{{1 2}}",
};

static bool parse_and_run(void *context)
{
    struct { /* the parts that must end whatever happens */
        crd_arena *parsed;
        crd_arena *arena;
        crd_buf out;
    } own = { crd_arena_new((size_t)1 << 24), crd_arena_new((size_t)1 << 24), { 0 } };
    const char *data = "{\"a\":1,\"b\":\"\",\"m\":{\"b\":[1,2],\"a\":null},\"l\":[\"<x>\"]}";
    crd_err err = { 0 };
    crd_value value;
    crd_buf_init(&own.out, 1 << 20);
    bool ok =
        own.parsed && own.arena && crd_json_read(own.parsed, crd_str_c(data), NULL, &value, &err);
    const fg_funcs *funcs = ok ? fg_funcs_new(own.parsed, &table, 1, NULL, 0, &err) : NULL;
    fg_tmpl_options options = { .funcs = funcs };
    const fg_tmpl *set =
        funcs ? fg_tmpl_single(own.parsed, CRD_S("t"), crd_str_c(context), &options, &err) : NULL;
    ok = set && fg_tmpl_render(set, CRD_S("t"), &value, own.arena, NULL, &own.out, &err);
    if (!ok && own.parsed && own.arena) {
        CHECK_INT(err.code, CRD_E_NOMEM);
    }
    crd_buf_done(&own.out);
    crd_arena_free(own.arena);
    crd_arena_free(own.parsed);
    return ok;
}

/* The same against ceilings: memory runs out at every point of the arena. fails: the text is
 * refused, or fails when it runs, once there is memory for that. */
static void ceilings(const char *source, size_t parse_step, bool fails)
{
    crd_err err = { 0 };
    bool done = false;
    for (size_t limit = 64; !done && limit < (size_t)1 << 22; limit += parse_step) {
        crd_arena *parsed = crd_arena_new(limit);
        CRD_AUTO_BUF out;
        crd_value value;
        crd_buf_init(&out, 1 << 20);
        err = (crd_err) { 0 };
        const fg_funcs *funcs = fg_funcs_new(parsed, &table, 1, NULL, 0, &err);
        fg_tmpl_options options = { .funcs = funcs };
        const fg_tmpl *set =
            funcs ? fg_tmpl_single(parsed, CRD_S("t"), crd_str_c(source), &options, &err) : NULL;
        if (set && crd_json_read(parsed, CRD_S("{\"a\":1,\"m\":{\"b\":[1,2]},\"l\":[\"x\"]}"), NULL,
                                 &value, &err)) {
            done = fg_tmpl_render(set, CRD_S("t"), &value, parsed, NULL, &out, &err);
        }
        if (fails) {
            done = err.code == CRD_E_SYNTAX || err.code == CRD_E_EXEC;
        }
        if (!done) {
            CHECK(err.code == CRD_E_MEMORY || err.code == CRD_E_NOMEM);
        }
        crd_arena_free(parsed);
    }
    CHECK(done);
}

void test_each_failure(void)
{
    char source[sizeof(text)];
    memcpy(source, text, sizeof(text));
    CHECK_FAIL_EACH(parse_and_run, source);
    ceilings(source, 16, false);
    for (size_t i = 0; i < T_COUNT(faults); i++) {
        ceilings(faults[i], 8, true);
    }
}
