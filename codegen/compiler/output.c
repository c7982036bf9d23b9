/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that make files: see output.h. Knows no artefact. */
#include "output.h"

#include <stdio.h>

#include "input.h"

struct run {
    const crdc_artefact *artefact;
    const char *command;
    crd_arena *arena;
    const char *out; /* NULL: standard output */
    bool check;
    bool list;
    crdc_output_options options;
    size_t n_files;
    size_t n_different;
    crd_err err;
};

static bool path_of(struct run *run, const crdc_crd *crd, const crdc_version *version,
                    crd_str *ret)
{
    crd_buf name;
    crd_buf_on(&name, run->arena, CRDC_OUTPUT_BYTES_MAX);
    if (run->out) {
        crd_buf_add(&name, crd_str_c(run->out));
        if (!crd_str_ends(crd_str_c(run->out), CRD_S("/"))) {
            crd_buf_add_byte(&name, '/');
        }
    }
    run->artefact->name(&name, crd, version);
    crd_buf_add_byte(&name, '\0');
    if (crd_buf_failed(&name)) {
        return crd_err_memory(&run->err, run->arena);
    }
    *ret = crd_str_of(name.ptr, name.len - 1);
    return true;
}

static bool check_file(struct run *run, crd_str path, crd_str text)
{
    crd_str old;
    crd_err found = { .code = CRD_OK };
    bool there = crdc_file_read(run->arena, path.ptr, &old, &found);
    if (!there && found.code != CRD_E_MISSING) {
        run->err = found;
        return false;
    }
    if (!there || !crd_str_eq(old, text)) {
        run->n_different++;
        fprintf(stderr, "crdc %s: %.*s %s\n", run->command, CRD_FMT(path),
                there ? "differs from what its source gives" : "is missing");
    }
    return true;
}

static bool put_file(struct run *run, crd_str path, crd_str text)
{
    if (!run->out) {
        const char *between = run->n_files ? run->artefact->between : "";
        return crdc_print(run->command, crd_str_c(between)) && crdc_print(run->command, text);
    }
    if (run->check) {
        return check_file(run, path, text);
    }
    return crdc_file_write(run->arena, path.ptr, text, NULL, &run->err);
}

static bool make_file(struct run *run, const crdc_crd *crd, const crdc_version *version)
{
    crd_str path;
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRDC_OUTPUT_BYTES_MAX);
    crd_arena_mark mark = crd_arena_save(run->arena);
    if (!path_of(run, crd, version, &path)) {
        return false;
    }
    if (run->list) {
        bool ok = crdc_print(run->command, path) && crdc_print(run->command, CRD_S("\n"));
        crd_arena_rewind(run->arena, mark);
        return ok;
    }
    if (!run->artefact->emit(run->arena, &text, crd, version, &run->options, &run->err)) {
        return false;
    }
    if (crd_buf_failed(&text)) {
        return CRD_FAIL(&run->err, run->arena, CRD_E_MEMORY, path,
                        CRD_S(": the text does not fit in memory"));
    }
    bool ok = put_file(run, path, crd_buf_str(&text));
    run->n_files++;
    if (ok) {
        crd_arena_rewind(run->arena, mark);
    }
    return ok;
}

/* Names become parts of paths: nothing that leaves the folder, nothing that a shell would mind. */
static bool is_file_word(crd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!crd_is_alnum((unsigned char)c) && c != '-' && c != '_' && (c != '.' || i == 0)) {
            return false;
        }
    }
    return name.len > 0 && name.len <= 255;
}

static bool has_file_names(const crdc_crd *crd)
{
    bool ok = is_file_word(crd->group) && is_file_word(crd->names.plural) &&
              is_file_word(crd->names.kind);
    for (size_t i = 0; i < crd->n_versions; i++) {
        ok = ok && is_file_word(crd->versions[i].name);
    }
    return ok;
}

static bool is_same(const crdc_crd *a, const crdc_crd *b)
{
    return crd_str_eq(a->group, b->group) && (crd_str_eq(a->names.plural, b->names.plural) ||
                                              crd_str_eq(a->names.kind, b->names.kind));
}

/* Every CRD has names that a file can be named after, and no two of them have the same. */
static bool check_names(crdc_set set)
{
    bool ok = true;
    for (size_t i = 0; i < set.n; i++) {
        const crdc_crd *crd = set.crds[i];
        if (!has_file_names(crd)) {
            fprintf(stderr, "%.*s:%u:%u: error: no file can be named after the group, names and "
                            "versions of this CRD\n",
                    CRD_FMT(crd->file), crd->place.line, crd->place.column);
            ok = false;
        }
        for (size_t k = 0; k < i; k++) {
            if (is_same(crd, set.crds[k])) {
                fprintf(stderr, "%.*s:%u:%u: error: %.*s stands in %.*s as well\n",
                        CRD_FMT(crd->file), crd->place.line, crd->place.column,
                        CRD_FMT(crd->names.kind), CRD_FMT(set.crds[k]->file));
                ok = false;
            }
        }
    }
    return ok;
}

static bool make_files(struct run *run, crdc_set set)
{
    for (size_t i = 0; i < set.n; i++) {
        const crdc_crd *crd = set.crds[i];
        if (!run->artefact->each_version) {
            if (!make_file(run, crd, NULL)) {
                return false;
            }
            continue;
        }
        for (size_t v = 0; v < crd->n_versions; v++) {
            if (!make_file(run, crd, &crd->versions[v])) {
                return false;
            }
        }
    }
    return true;
}

static int run_all(struct run *run, const args_texts *operands)
{
    crdc_set set = { .n = 0 };
    bool ok = false;
    if (!crdc_command_load(run->command, run->arena, operands, run->options.plain, &set, &ok)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (!ok || !check_names(set)) {
        return CRDC_EXIT_FINDINGS;
    }
    if (!make_files(run, set)) {
        return crdc_not_run(run->command, &run->err);
    }
    if (run->n_different) {
        fprintf(stderr, "crdc %s: %zu of %zu files are not fresh; run it without --check\n",
                run->command, run->n_different, run->n_files);
        return CRDC_EXIT_FINDINGS;
    }
    return CRDC_EXIT_CLEAN;
}

int crdc_output_run(const crdc_artefact *artefact, int argc, char **argv)
{
    bool flag = false;
    bool done = false;
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    CRD_AUTO_ARENA arena = crd_arena_new(CRDC_RUN_BYTES_MAX);
    struct run run = { .artefact = artefact, .command = argv[0], .arena = arena };
    const args_option options[] = {
        { .name = "out", .type = ARGS_TEXT, .target = &run.out },
        { .name = "check", .type = ARGS_FLAG, .target = &run.check },
        { .name = "list-outputs", .type = ARGS_FLAG, .target = &run.list },
        { .name = artefact->flag, .type = ARGS_FLAG, .target = &flag },
    };
    size_t n = sizeof(options) / sizeof(options[0]) - (artefact->flag ? 0 : 1);
    if (!crdc_args_parse(argc, argv, options, n, artefact->help, &operands, &done)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (done) {
        return CRDC_EXIT_CLEAN;
    }
    if (run.out && !run.out[0]) { /* "/" is not what was meant */
        fprintf(stderr, "crdc %s: --out needs a folder\n", argv[0]);
        return CRDC_EXIT_NOT_RUN;
    }
    if (run.check && !run.out) {
        fprintf(stderr, "crdc %s: --check needs --out\n", argv[0]);
        return CRDC_EXIT_NOT_RUN;
    }
    if (artefact->flag) {
        memcpy((char *)&run.options + artefact->flag_offset, &flag, sizeof(flag));
    }
    return run_all(&run, &operands);
}
