/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of templates: redefinition, clones, what is called, functions that run templates. */
#include <stdio.h>

#include "tests.h"

static fg_tmpl *new_set(struct t_render *r)
{
    fg_tmpl_options options = { .funcs = r->funcs };
    return fg_tmpl_new(r->parsed, &options, &r->err);
}

/* What the set's template prints for no data. */
static crd_str run(struct t_render *r, const fg_tmpl *set, const char *name)
{
    crd_buf_clear(&r->out);
    crd_arena_reset(r->arena);
    bool ok =
        fg_tmpl_execute(set, crd_str_c(name), fg_val_invalid(), r->arena, NULL, &r->out, &r->err);
    return ok ? crd_buf_str(&r->out) : CRD_CAT(r->arena, CRD_S("ERR "), r->err.message);
}

void test_tmpl_sets(void)
{
    struct t_render r;
    t_render_init(&r);
    fg_tmpl *set = new_set(&r);
    CHECK(fg_tmpl_parse(set, CRD_S("a"), CRD_S("A{{define \"x\"}}1{{end}}{{template \"x\"}}"),
                        &r.err));
    CHECK_STR(run(&r, set, "a"), CRD_S("A1"));
    /* a later text replaces, unless what it brings is empty */
    CHECK(fg_tmpl_parse(set, CRD_S("b"), CRD_S("{{define \"x\"}}2{{end}}B"), &r.err));
    CHECK_STR(run(&r, set, "a"), CRD_S("A2"));
    CHECK(fg_tmpl_parse(set, CRD_S("c"), CRD_S("{{define \"x\"}} {{/* */}} {{end}}"), &r.err));
    CHECK_STR(run(&r, set, "a"), CRD_S("A2"));
    CHECK_STR(run(&r, set, "c"), CRD_S(""));
    /* a text with a fault changes nothing */
    CHECK(!fg_tmpl_parse(set, CRD_S("d"), CRD_S("{{define \"x\"}}3{{end}}{{"), &r.err));
    CHECK_STR(run(&r, set, "a"), CRD_S("A2"));
    CHECK(fg_tmpl_has(set, CRD_S("x")));
    CHECK(!fg_tmpl_has(set, CRD_S("c")));
    CHECK(!fg_tmpl_has(set, CRD_S("d")));
    CHECK(fg_tmpl_is_active(set, CRD_S("a")));
    CHECK(!fg_tmpl_is_active(set, CRD_S("b")));
    CHECK_STR(run(&r, set, "nope"),
              CRD_S("ERR template: no template \"nope\" associated with template \"a\""));
    t_render_done(&r);
}

void test_tmpl_clone(void)
{
    struct t_render r;
    t_render_init(&r);
    fg_tmpl *base = new_set(&r);
    CHECK(fg_tmpl_parse(base, CRD_S("a"), CRD_S("{{define \"x\"}}1{{end}}<{{template \"x\"}}>"),
                        &r.err));
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_tmpl *clone = fg_tmpl_clone(arena, base, &r.err);
    CHECK(clone && fg_tmpl_parse(clone, CRD_S("b"),
                                 CRD_S("{{define \"x\"}}2{{end}}{{template \"a\"}}"), &r.err));
    /* what was compiled before sees the new definition in the clone, and there alone */
    CHECK_STR(run(&r, clone, "b"), CRD_S("<2>"));
    CHECK_STR(run(&r, clone, "a"), CRD_S("<2>"));
    CHECK_STR(run(&r, base, "a"), CRD_S("<1>"));
    CHECK(!fg_tmpl_has(base, CRD_S("b")));
    /* many names: the table of names grows in the clone alone */
    for (int i = 0; i < 100; i++) {
        char text[64];
        snprintf(text, sizeof(text), "{{define \"n%d\"}}%d{{end}}", i, i);
        crd_str kept = crd_arena_str(arena, crd_str_c(text));
        CHECK(fg_tmpl_parse(clone, CRD_S("m"), kept, &r.err));
    }
    CHECK_STR(run(&r, clone, "n99"), CRD_S("99"));
    CHECK_STR(run(&r, clone, "b"), CRD_S("<2>"));
    t_render_done(&r);
}

void test_tmpl_calls(void)
{
    struct t_render r;
    t_render_init(&r);
    fg_tmpl *set = new_set(&r);
    CHECK(fg_tmpl_parse(set, CRD_S("a"),
                        CRD_S("{{if false}}{{len \"\"}}{{end}}{{printf \"%d\" (len .)}}{{not 1}}"),
                        &r.err));
    CHECK_STR(fg_tmpl_calls(set, 0)->name, CRD_S("len"));
    CHECK_STR(fg_tmpl_calls(set, 1)->name, CRD_S("printf"));
    CHECK_STR(fg_tmpl_calls(set, 2)->name, CRD_S("not"));
    CHECK(!fg_tmpl_calls(set, 3));
    CHECK_INT(fg_tmpl_call_place(set, 0).column, 15);
    CHECK_INT(fg_tmpl_call_place(set, 2).offset, 54);
    CHECK_INT(fg_tmpl_call_place(set, 3).line, 0);
    t_render_done(&r);
}

/* include "name" data, as Helm has it. */
static bool include(fg_run *run_, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    CRD_AUTO_BUF out;
    crd_buf_init(&out, 1 << 20);
    return fg_tmpl_call(run_, fg_tmpl_running(run_), fg_text(args[0]), args[1], &out, err) &&
           fg_val_text(run_, crd_buf_str(&out), ret, err);
}

void test_tmpl_nested_calls(void)
{
    static const fg_func rows[] = {
        FG_ROW("include", include, FG_STRING_T, 1, 0, FG_STRING_T, FG_ANY_T),
    };
    static const fg_func_table table = FG_TABLE(rows);
    struct t_render r;
    t_render_init(&r);
    fg_tmpl_options options = { .funcs = fg_funcs_new(r.parsed, &table, 1, NULL, 0, &r.err) };
    CHECK_STR(t_render(&r,
                       "{{define \"x\"}}[{{.}}{{.y}}]{{end}}"
                       "{{printf \"%s%s%v\" (print 1 2) (include \"x\" .) (print 3 4)}}",
                       "{}", &options, NULL),
              CRD_S("1 2[map[]<no value>]3 4"));
    CHECK_STR(t_render(&r, "{{define \"x\"}}{{.a.b}}{{end}}{{include \"x\" .}}", "{\"a\":1}",
                       &options, NULL),
              CRD_S("ERR template: t:1:31: executing \"t\" at <include \"x\" .>: error calling "
                    "include: template: t:1:18: executing \"x\" at <.a.b>: can't evaluate field b "
                    "in type interface {}"));
    /* a template that includes itself ends before the C stack does */
    crd_str got = t_render(&r, "{{define \"x\"}}{{include \"x\" .}}{{end}}{{include \"x\" .}}",
                           "{}", &options, NULL);
    CHECK(crd_str_ends(got, CRD_S("too many templates within templates")));
    CHECK_INT(r.err.code, CRD_E_BUDGET);
    t_render_done(&r);
}
