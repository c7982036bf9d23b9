/* SPDX-License-Identifier: Apache-2.0 */
/* Budgets and bounds: just below, at and above; hostile input ends early and in order. */
#include "base/limits.h"
#include "tests.h"

/* s repeated n times between before and after; on the arena. */
static char *repeated(crd_arena *arena, const char *before, const char *s, size_t n,
                      const char *after)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, SIZE_MAX);
    crd_buf_add(&buf, crd_str_c(before));
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(&buf, crd_str_c(s));
    }
    crd_buf_add(&buf, crd_str_c(after));
    crd_buf_add_byte(&buf, 0);
    return buf.ptr;
}

/* Renders under a budget; the code of the error. */
static enum crd_code code_of(struct t_render *r, const char *text, const char *data,
                             fg_budget budget)
{
    fg_exec_options exec = { .budget = budget };
    t_render(r, text, data, NULL, &exec);
    return r->err.code;
}

void test_budget_steps(void)
{
    struct t_render r;
    t_render_init(&r);
    const char *text = "{{range 10}}{{.}}{{end}}{{printf \"%s\" .s}}";
    const char *data = "{\"s\":\"x\"}";
    CHECK_INT(code_of(&r, text, data, (fg_budget) { 0 }), CRD_OK);
    uint64_t steps = r.usage.steps;
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .steps = steps - 1 }), CRD_E_BUDGET);
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .steps = steps }), CRD_OK);
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .steps = steps + 1 }), CRD_OK);
    CHECK_INT(code_of(&r, "{{range 1000000000}}{{end}}", "{}", (fg_budget) { 0 }), CRD_E_BUDGET);
    CHECK(crd_str_ends(r.err.message, CRD_S("step budget exceeded")));
    CHECK(r.usage.steps <= FG_TMPL_STEPS_MAX);
    CHECK_INT(code_of(&r, "{{range 1000}}{{range 1000}}{{range 1000}}{{end}}{{end}}{{end}}", "{}",
                      (fg_budget) { 0 }),
              CRD_E_BUDGET);
    CHECK_INT(r.err.place.line, 1);
    t_render_done(&r);
}

void test_budget_output(void)
{
    struct t_render r;
    t_render_init(&r);
    const char *text = "12345{{.s}}{{.s}}";
    const char *data = "{\"s\":\"1234567890\"}";
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .output_bytes = 25 }), CRD_OK);
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .output_bytes = 24 }), CRD_E_BUDGET);
    CHECK_STR(r.err.message, CRD_S("template: t:1:13: executing \"t\" at <{{.s}}>: output budget "
                                   "exceeded"));
    CHECK_INT(code_of(&r, text, data, (fg_budget) { .output_bytes = 4 }), CRD_E_BUDGET);
    CHECK_INT(code_of(&r, "{{range 1000000}}0123456789{{end}}", "{}", (fg_budget) { 0 }),
              CRD_E_BUDGET);
    CHECK(r.out.len <= FG_TMPL_OUTPUT_BYTES_MAX);
    t_render_done(&r);
}

void test_budget_memory(void)
{
    struct t_render r;
    t_render_init(&r);
    CHECK_INT(code_of(&r, "{{len (printf \"%999999d\" 1)}}", "{}",
                      (fg_budget) { .memory_bytes = 900000 }),
              CRD_E_BUDGET);
    CHECK(r.usage.memory_bytes <= 910000);
    CHECK_INT(code_of(&r, "{{len (printf \"%999999d\" 1)}}", "{}", (fg_budget) { 0 }), CRD_OK);
    /* doubling: stopped before it is taken */
    CHECK_INT(code_of(&r, "{{$s := \"0123456789\"}}{{range 64}}{{$s = print $s $s}}{{end}}", "{}",
                      (fg_budget) { 0 }),
              CRD_E_BUDGET);
    CHECK(r.usage.memory_bytes <= FG_TMPL_MEMORY_BYTES_MAX + 65536);
    CHECK_INT(code_of(&r, "{{printf \"%1000000d%1000000d%1000000d%1000000d%1000000d\" 1 2 3 4 5}}",
                      "{}", (fg_budget) { 0 }),
              CRD_E_BUDGET);
    t_render_done(&r);
}

void test_memory_given_back(void)
{
    struct t_render r;
    t_render_init(&r);
    /* what an action takes is given back behind it */
    CHECK_INT(
        code_of(&r, "{{range 1000}}{{len (printf \"%9999d\" .)}}{{end}}", "{}", (fg_budget) { 0 }),
        CRD_OK);
    CHECK(r.usage.memory_bytes < 100000);
    /* but not what a variable holds */
    crd_str got = t_render(&r,
                           "{{$s := print .a 1}}{{range 100}}{{len (print . . .)}}{{end}}{{$s}}"
                           "{{with print .a 2}}{{print 3 4}}{{.}}{{end}}{{$s}}",
                           "{\"a\":\"x\"}", NULL, NULL);
    CHECK_STR(crd_str_from(got, 100), CRD_S("x13 4x2x1"));
    t_render_done(&r);
}

static bool set(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_set(run, args[0], fg_text(args[1]), args[2], err);
}

static bool same(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool equal;
    if (!fg_val_equal(run, args[0], args[1], &equal, err)) {
        return false;
    }
    *ret = fg_val_bool(equal);
    return true;
}

static bool tree(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_value value;
    *ret = fg_val_int(1);
    return fg_val_to_tree(run, args[0], &value, err);
}

void test_self_containing(void)
{
    static const fg_func rows[] = {
        FG_ROW("set", set, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T, FG_ANY_T),
        FG_ROW("same", same, FG_BOOL_T, 1, 0, FG_ANY_T, FG_ANY_T),
        FG_ROW("tree", tree, FG_INT_T, 1, 0, FG_ANY_T),
    };
    static const char *const texts[] = {
        "{{$_ := set .a \"x\" .a}}{{.a}}",
        "{{$_ := set .a \"x\" .a}}{{printf \"%d\" .a}}",
        "{{$_ := set .a \"x\" .a}}{{printf \"%#v\" .}}",
        "{{$_ := set .a \"x\" .a}}{{$_ = set .b \"x\" .b}}{{same .a .b}}",
        "{{$_ := set .a \"x\" .a}}{{tree .}}",
        "{{$_ := set .a \"x\" .b}}{{$_ = set .b \"x\" .a}}{{html .a}}",
    };
    static const fg_func_table table = FG_TABLE(rows);
    struct t_render r;
    t_render_init(&r);
    fg_tmpl_options options = { .funcs = fg_funcs_new(r.parsed, &table, 1, NULL, 0, &r.err) };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        crd_str got = t_render(&r, texts[i], "{\"a\":{},\"b\":{}}", &options, NULL);
        CHECK(crd_str_starts(got, CRD_S("ERR template: t:1:")));
        CHECK(crd_str_ends(got, CRD_S("value nested too deeply, or it contains itself")));
        CHECK_INT(r.err.code, CRD_E_DEPTH);
    }
    /* the levels themselves */
    for (int levels = FG_VALUE_DEPTH_MAX - 1; levels <= FG_VALUE_DEPTH_MAX + 1; levels++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
        crd_err err = { 0 };
        fg_run run;
        fg_run_init(&run, arena);
        fg_val v = fg_val_int(1);
        for (int i = 0; i < levels; i++) {
            fg_val inner = v;
            fg_val *items;
            CHECK(fg_val_slice_new(&run, &fg_type_list, 1, &items, &v, &err));
            items[0] = inner;
        }
        crd_value value;
        CHECK(fg_val_to_tree(&run, v, &value, &err) == (levels <= FG_VALUE_DEPTH_MAX));
    }
    t_render_done(&r);
}

void test_depth(void)
{
    struct t_render r;
    t_render_init(&r);
    /* Go's own bound, with memory and steps for it; at most 256 bytes a template */
    fg_budget budget = { .steps = 100000000, .memory_bytes = (size_t)100000 * 256 };
    CHECK_INT(
        code_of(&r, "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}", "{}", budget),
        CRD_E_EXEC);
    CHECK(crd_str_ends(r.err.message, CRD_S("exceeded maximum template depth (100000)")));
    /* by default the steps end it */
    CHECK_INT(code_of(&r,
                      "{{define \"x\"}}{{range 99}}{{template \"y\" .}}{{end}}{{end}}"
                      "{{define \"y\"}}{{template \"x\"}}{{end}}{{template \"x\"}}",
                      "{}", (fg_budget) { 0 }) != CRD_OK,
              true);
    t_render_done(&r);
}

void test_parens(void)
{
    struct t_render r;
    t_render_init(&r);
    for (size_t n = FG_TMPL_PARENS_MAX - 1; n <= FG_TMPL_PARENS_MAX + 1; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new((size_t)8 << 20);
        char *inner = repeated(arena, "{{", "(", n, "1");
        char *text = repeated(arena, inner, ")", n, "}}");
        crd_str got = t_render(&r, text, "{}", NULL, NULL);
        CHECK_STR(got, n <= FG_TMPL_PARENS_MAX
                           ? CRD_S("1")
                           : CRD_S("ERR template: t:1: max expression depth exceeded"));
        inner = repeated(arena, "{{", "(not ", n, "1");
        text = repeated(arena, inner, ")", n, "}}");
        got = t_render(&r, text, "{}", NULL, NULL);
        CHECK_STR(got, n > FG_TMPL_PARENS_MAX
                           ? CRD_S("ERR template: t:1: max expression depth exceeded")
                       : n % 2 ? CRD_S("false")
                               : CRD_S("true"));
        crd_arena_reset(r.parsed);
        r.funcs = fg_funcs_new(r.parsed, NULL, 0, NULL, 0, &r.err);
    }
    t_render_done(&r);
}

void test_blocks(void)
{
    struct t_render r;
    t_render_init(&r);
    for (size_t n = FG_TMPL_BLOCKS_MAX - 1; n <= FG_TMPL_BLOCKS_MAX + 1; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new((size_t)8 << 20);
        char *inner = repeated(arena, "", "{{with 1}}", n, "x{{.}}");
        char *text = repeated(arena, inner, "{{end}}", n, "y");
        crd_str got = t_render(&r, text, "{}", NULL, NULL);
        CHECK_STR(got, n <= FG_TMPL_BLOCKS_MAX
                           ? CRD_S("x1y")
                           : CRD_S("ERR template: t:1: max block depth exceeded"));
        crd_arena_reset(r.parsed);
        r.funcs = fg_funcs_new(r.parsed, NULL, 0, NULL, 0, &r.err);
    }
    /* a chain of else-ifs is no nesting */
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)8 << 20);
    char *text = repeated(arena, "{{if 0}}", "{{else if 0}}", 25000, "{{else}}z{{end}}");
    CHECK_STR(t_render(&r, text, "{}", NULL, NULL), CRD_S("z"));
    t_render_done(&r);
}

void test_nodes(void)
{
    struct t_render r;
    t_render_init(&r);
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)64 << 20);
    /* an action of one dot is four nodes; text and list are one each */
    size_t n = (FG_TMPL_NODES_MAX - 2) / 4;
    char *text = repeated(arena, "", "{{.}}", n, "x");
    t_render(&r, text, "{}", NULL, NULL);
    CHECK_INT(r.err.code, CRD_OK);
    crd_arena_reset(r.parsed);
    r.funcs = fg_funcs_new(r.parsed, NULL, 0, NULL, 0, &r.err);
    text = repeated(arena, "", "{{.}}", n + 1, "x");
    CHECK_STR(t_render(&r, text, "{}", NULL, NULL), CRD_S("ERR template: t: template too large"));
    CHECK_INT(r.err.code, CRD_E_BUDGET);
    t_render_done(&r);
}

void test_hostile_lexing(void)
{
    static const struct {
        const char *before;
        const char *part;
        const char *after;
        const char *want;
    } cases[] = {
        { "", "{{ }}", "", "ERR template: t:1: missing value for command" },
        { "{{", " ", "", "ERR template: t:1: unclosed action" },
        { "{{`", "x", "", "ERR template: t:1: unterminated raw quoted string" },
        { "{{\"", "\\\"", "", "ERR template: t:1: unterminated quoted string" },
        { "", "{{/*x*/}}", "y", "y" },
        { "{{/*", "{{", "", "ERR template: t:1: unclosed comment" },
        { "{{.a", ".a", "}}", "<no value>" },
        { "{{", "(", "", "ERR template: t:1: max expression depth exceeded" },
        { "{{.", " | print", "}}", "map[]" },
        { "{{print .", " .", "}}{{break}}", "ERR template: t:1: {{break}} outside {{range}}" },
        { "{{", "$x:=", "1}}", "ERR template: t:1: unexpected \":=\" in operand" },
        { "", "{{$x:=1}}", "{{$x}}", "1" },
        { "{{1", "1", "}}", "ERR template: t:1: illegal number syntax: " },
    };
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(cases); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new((size_t)16 << 20);
        char *text = repeated(arena, cases[i].before, cases[i].part, 30000, cases[i].after);
        fg_exec_options exec = { .budget = { .steps = 100000000 } };
        crd_str got = t_render(&r, text, "{}", NULL, &exec);
        CHECK_STR(crd_str_sub(got, 0, strlen(cases[i].want)), crd_str_c(cases[i].want));
        crd_arena_reset(r.parsed);
        r.funcs = fg_funcs_new(r.parsed, NULL, 0, NULL, 0, &r.err);
    }
    t_render_done(&r);
}
