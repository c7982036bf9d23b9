/* SPDX-License-Identifier: Apache-2.0 */
/* Rendering of a chart's files: order, partials, errors, what files share. */
#include "base/limits.h"
#include "sprig/sprig.h"
#include "tests.h"

#include <stdio.h>

#define ARENA_BYTES ((size_t)64 * 1024 * 1024)

static bool collect(void *context, const fg_helm_template *file, crd_str text, crd_err *err)
{
    crd_buf *out = context;
    crd_buf_add(out, file->name);
    crd_buf_add_byte(out, '=');
    crd_buf_add(out, text);
    crd_buf_add_byte(out, ';');
    return true;
}

/* What the files give, or the error. */
static crd_str chart(crd_arena *arena, const char *const (*files)[2], size_t n, bool lint)
{
    crd_buf out;
    crd_err err = { 0 };
    fg_run run;
    fg_val data;
    fg_helm_template *list = CRD_NEW_N(arena, fg_helm_template, n);
    crd_buf_on(&out, arena, ARENA_BYTES);
    fg_tmpl_run_init(&run, arena, NULL);
    const fg_funcs *funcs = fg_sprig_funcs(arena, FG_SPRIG_HELM, &err);
    bool good = list && funcs && fg_map_new(&run, &fg_type_map, 4, &data, &err) &&
                fg_map_set(&run, data, CRD_S("a"), fg_val_int(1), &err);
    for (size_t i = 0; good && i < n; i++) {
        list[i] = (fg_helm_template) {
            .name = crd_str_c(files[i][0]),
            .text = crd_str_c(files[i][1]),
            .data = data,
            .base_path = CRD_S("c/templates"),
        };
    }
    good = good && fg_helm_render(&run, funcs, list, n, lint, collect, &out, &err);
    return good ? crd_buf_str(&out) : err.message;
}

void test_helm_render(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    static const char *const two[][2] = {
        { "c/templates/b.yaml", "b{{include \"p\" .}}{{.Template.Name}}{{.Template.BasePath}}" },
        { "c/templates/_p.tpl", "{{define \"p\"}}[{{.a}}]{{end}}" },
        { "c/templates/a.yaml", "{{$_ := set . \"a\" 2}}a{{.a}}" },
        { "c/charts/s/templates/_p.tpl", "{{define \"p\"}}deeper{{end}}" },
    };
    CHECK_STR(chart(arena, two, 4, false),
              CRD_S("c/templates/b.yaml=b[1]c/templates/b.yamlc/templates;c/templates/a.yaml=a2;"));
    static const char *const broken[][2] = { { "c/templates/x.yaml", "a\n{{ .b" } };
    CHECK_STR(chart(arena, broken, 1, false),
              CRD_S("parse error at (c/templates/x.yaml:2): unclosed action"));
    static const char *const failing[][2] = {
        { "c/templates/x.yaml", "{{include \"y\" .}}" },
        { "c/templates/_y.tpl", "{{define \"y\"}}{{required \"need it\" .none}}{{end}}" },
    };
    crd_str got = chart(arena, failing, 2, false);
    CHECK(crd_str_has(got, CRD_S("need it")) && crd_str_has(got, CRD_S("c/templates/x.yaml:1:2")));
    CHECK_STR(chart(arena, failing, 2, true), CRD_S("c/templates/x.yaml=;"));
    CHECK_STR(chart(arena, NULL, 0, true), CRD_S(""));
}

/* A template includes itself as often as Helm lets it, and no more. */
void test_helm_includes(void)
{
    for (int n = FG_HELM_INCLUDES_MAX - 1; n <= FG_HELM_INCLUDES_MAX + 2; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        char text[200];
        snprintf(
            text, sizeof(text),
            "{{define \"r\"}}{{if gt (int .n) 1}}{{include \"r\" (dict \"n\" (sub .n 1))}}{{end}}"
            "{{end}}{{include \"r\" (dict \"n\" %d)}}",
            n);
        const char *const files[][2] = { { "c/templates/x.yaml", text } };
        crd_str got = chart(arena, files, 1, false);
        if (n <= FG_HELM_INCLUDES_MAX + 1) {
            CHECK_STR(got, CRD_S("c/templates/x.yaml=;"));
        } else {
            CHECK(crd_str_has(got, CRD_S("rendering template has a nested reference name: r")));
        }
    }
}

static bool render(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    static const char *const files[][2] = {
        { "c/templates/x.yaml", "{{include \"p\" .}}{{tpl \"{{.a}}\" .}}" },
        { "c/templates/_p.tpl", "{{define \"p\"}}{{.a}}{{end}}" },
        { "c/templates/z.yaml", "{{fail \"why\"}}" },
    };
    if (!arena) {
        return false;
    }
    size_t n = context ? 3 : 2;
    crd_str got = chart(arena, files, n, false);
    return crd_str_has(got, context ? CRD_S("why") : CRD_S("c/templates/x.yaml=11;"));
}

void test_helm_each_failure(void)
{
    static char broken;
    CHECK_FAIL_EACH(render, NULL);
    CHECK_FAIL_EACH(render, &broken);
}

void test_helm_objects(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    static const fg_helm_file files[] = {
        { CRD_STR_INIT("b.txt"), CRD_STR_INIT("one\ntwo\n") },
        { CRD_STR_INIT("conf/a.yaml"), CRD_STR_INIT("x: 1\n") },
    };
    static const char text[] =
        "{{.Files.Get \"b.txt\"}}|{{.Files.Lines \"b.txt\"}}|{{.Files.Get \"none\"}}|"
        "{{(.Files.Glob \"conf/*\").AsConfig}}|{{.Files.AsSecrets}}|"
        "{{range $n, $_ := .Files.Glob \"**.txt\"}}{{$n}}{{end}}|"
        "{{.Capabilities.KubeVersion}} {{.Capabilities.KubeVersion.Minor}} "
        "{{.Capabilities.APIVersions.Has \"apps/v1\"}} {{.Capabilities.APIVersions.Has \"x/v1\"}}";
    crd_buf out;
    crd_err err = { 0 };
    fg_run run;
    fg_val data;
    fg_val object;
    crd_buf_on(&out, arena, ARENA_BYTES);
    fg_tmpl_run_init(&run, arena, NULL);
    fg_tmpl_options options = { .funcs = fg_sprig_funcs(arena, FG_SPRIG_HELM, NULL) };
    const fg_tmpl *set = fg_tmpl_single(arena, CRD_S("t"), crd_str_c(text), &options, &err);
    CHECK(set && fg_map_new(&run, &fg_type_map, 4, &data, NULL));
    CHECK(fg_helm_files(&run, files, T_COUNT(files), &object, NULL) &&
          fg_map_set(&run, data, CRD_S("Files"), object, NULL));
    CHECK(fg_helm_capabilities_value(&run, &fg_helm_default_capabilities, &object, NULL) &&
          fg_map_set(&run, data, CRD_S("Capabilities"), object, NULL));
    CHECK(fg_tmpl_run(set, CRD_S("t"), data, &run, &out, &err));
    CHECK_STR(crd_buf_str(&out),
              CRD_S("one\ntwo\n|[one two]||a.yaml: |\n  x: 1|a.yaml: eDogMQo=\nb.txt: "
                    "b25lCnR3bwo=|b.txt|v1.36.0 36 true false"));
}
