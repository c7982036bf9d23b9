/* SPDX-License-Identifier: Apache-2.0 */
/* crdc c: a header and a source a group and version. */
#include <stdio.h>

#include "c_plan.h"
#include "command.h"
#include "emit_c.h"
#include "input.h"
#include "names.h"

static const char help[] =
    "Usage: crdc c --out DIR [OPTION...] FILE...\n"
    "\n"
    "Writes C for the custom resources: plain structs, constant tables, and functions that read, print,\n"
    "copy and compare them; GROUP_VERSION.h and .c for each group and version. Include them with\n"
    "-I <install>/include -I DIR and link libcrd. Equal structs are one. Files that would not change\n"
    "are not touched.\n"
    "\n"
    "  --out DIR             the folder for the files\n"
    "  --prefix WORD         what all names begin with (default: the first label of the group, not crd)\n"
    "  --rename FILE         names for types, fields and constants, as --write-rename writes them\n"
    "  --write-rename FILE   write all names given there, so that a later run with --rename keeps them\n"
    "  --export MACRO        a shared library shows the symbols; MACRO stands before each (default: they\n"
    "                        are hidden in what they are linked into)\n"
    "  --no-unknown          no `extra`: unknown fields are dropped, 1.0 in an integer is 1, a null item or\n"
    "                        value of a map is zero (schemas that preserve unknown fields keep them)\n"
    "  --docs none|brief|full   descriptions as comments (default: brief, the first sentence)\n"
    "  --check               write nothing; exit 1 when a file in DIR is missing or differs\n"
    "  --list-outputs        print the names of the files and do nothing else\n"
    "\n"
    "Example:\n"
    "  crdc c --out gen --prefix fleet crds/fleet.cattle.io\n";

struct run {
    crd_arena *arena;
    const char *out;
    const char *prefix;
    const char *rename;
    const char *write_rename;
    const char *export_macro;
    int docs;
    bool no_unknown;
    bool check;
    bool list;
    size_t n_files;
    size_t n_different;
    crdc_map renames;
    crd_err err;
};

/* A missing rename file is an empty one: the first run with the same name for both options. */
static bool read_renames(struct run *run)
{
    crd_str text = CRD_S("");
    if (run->rename && !crdc_file_read(run->arena, run->rename, &text, &run->err)) {
        bool is_first = run->err.code == CRD_E_MISSING && run->write_rename &&
                        crd_str_eq(crd_str_c(run->rename), crd_str_c(run->write_rename));
        if (!is_first) {
            return false;
        }
        run->err = (crd_err){ 0 };
    }
    return crdc_c_renames_read(run->arena, text, &run->renames, &run->err) ||
           crd_err_wrap(&run->err, run->arena, crd_str_c(run->rename));
}

static bool put(struct run *run, const char *path, crd_str text)
{
    crd_str old;
    crd_err found = { .code = CRD_OK };
    run->n_files++;
    if (!run->check) {
        return crdc_file_write(run->arena, path, text, NULL, &run->err);
    }
    bool there = crdc_file_read(run->arena, path, &old, &found);
    if (!there && found.code != CRD_E_MISSING) {
        run->err = found;
        return false;
    }
    if (!there || !crd_str_eq(old, text)) {
        run->n_different++;
        fprintf(stderr, "crdc c: %s %s\n", path,
                there ? "differs from what its source gives" : "is missing");
    }
    return true;
}

static bool put_file(struct run *run, const crdc_c_unit *unit, const char *ending, crd_buf *text)
{
    crd_str parts[] = { crd_str_c(run->out), CRD_S("/"), unit->file, crd_str_c(ending) };
    size_t slash = crd_str_ends(parts[0], CRD_S("/"));
    parts[1].len -= slash;
    crd_str path = crd_str_cat(run->arena, parts, 4);
    if (!path.ptr) {
        return crd_err_memory(&run->err, run->arena);
    }
    if (run->list) {
        return crdc_print("c", path) && crdc_print("c", CRD_S("\n"));
    }
    if (crd_buf_failed(text)) {
        return CRD_FAIL(&run->err, run->arena, CRD_E_MEMORY, path,
                        CRD_S(": the text does not fit in memory"));
    }
    return put(run, path.ptr, crd_buf_str(text));
}

static bool make_unit(struct run *run, const crdc_c_plan *plan, const crdc_c_unit *unit)
{
    CRD_AUTO_BUF header;
    CRD_AUTO_BUF source;
    crd_buf_init(&header, CRDC_C_BYTES_MAX);
    crd_buf_init(&source, CRDC_C_BYTES_MAX);
    if (!run->list) {
        const crdc_c_options options = { .docs = (enum crdc_c_docs)run->docs,
                                         .export_macro = crd_str_c(run->export_macro) };
        crdc_c_emit_header(&header, plan, unit, &options);
        if (!crdc_c_emit_source(&source, plan, unit, &run->err)) {
            return false;
        }
    }
    return put_file(run, unit, ".h", &header) && put_file(run, unit, ".c", &source);
}

static bool make_all(struct run *run, crdc_set set)
{
    crdc_c_plan plan;
    crd_str prefix = crd_str_c(run->prefix);
    bool keeps_places = run->rename || run->write_rename;
    if (!crdc_c_plan_make(run->arena, set, prefix, keeps_places ? &run->renames : NULL, &plan,
                          &run->err)) {
        return false;
    }
    plan.drops_unknown = run->no_unknown;
    if (!run->list && !crdc_c_plan_name(&plan, &run->err)) {
        return false;
    }
    for (size_t i = 0; i < plan.n_units; i++) {
        if (!make_unit(run, &plan, &plan.units[i])) {
            return false;
        }
    }
    if (!run->write_rename || run->list) {
        return true;
    }
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRDC_C_BYTES_MAX);
    crdc_c_renames_write(&text, &plan);
    if (crd_buf_failed(&text)) {
        return crd_err_memory(&run->err, NULL);
    }
    return put(run, run->write_rename, crd_buf_str(&text));
}

static int run_all(struct run *run, const args_texts *operands)
{
    crdc_set set = { .n = 0 };
    bool ok = false;
    if (!crdc_command_load("c", run->arena, operands, false, &set, &ok)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (!ok) {
        return CRDC_EXIT_FINDINGS;
    }
    if (!read_renames(run) || !make_all(run, set)) {
        enum crd_code code = run->err.code;
        int not_run = crdc_not_run("c", &run->err);
        bool is_at_fault = code == CRD_E_VALUE || code == CRD_E_SYNTAX || code == CRD_E_DEPTH;
        return is_at_fault ? CRDC_EXIT_FINDINGS : not_run;
    }
    if (run->n_different) {
        fprintf(stderr, "crdc c: %zu of %zu files are not fresh; run it without --check\n",
                run->n_different, run->n_files);
        return CRDC_EXIT_FINDINGS;
    }
    return CRDC_EXIT_CLEAN;
}

int crdc_cmd_c(int argc, char **argv)
{
    static const char *const docs[] = { "brief", "none", "full", NULL };
    bool done = false;
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    CRD_AUTO_ARENA arena = crd_arena_new(CRDC_RUN_BYTES_MAX);
    struct run run = { .arena = arena };
    const args_option options[] = {
        { .name = "out", .type = ARGS_TEXT, .target = &run.out },
        { .name = "prefix", .type = ARGS_TEXT, .target = &run.prefix },
        { .name = "rename", .type = ARGS_TEXT, .target = &run.rename },
        { .name = "write-rename", .type = ARGS_TEXT, .target = &run.write_rename },
        { .name = "export", .type = ARGS_TEXT, .target = &run.export_macro },
        { .name = "no-unknown", .type = ARGS_FLAG, .target = &run.no_unknown },
        { .name = "docs", .type = ARGS_CHOICE, .target = &run.docs, .choices = docs },
        { .name = "check", .type = ARGS_FLAG, .target = &run.check },
        { .name = "list-outputs", .type = ARGS_FLAG, .target = &run.list },
    };
    if (!arena) {
        crd_err_memory(&run.err, NULL);
        return crdc_not_run("c", &run.err);
    }
    if (!crdc_args_parse(argc, argv, options, sizeof(options) / sizeof(options[0]), help, &operands,
                         &done)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (done) {
        return CRDC_EXIT_CLEAN;
    }
    if (!run.out || !run.out[0] || !operands.n) {
        fputs("crdc c: --out DIR and at least one FILE are needed; see crdc c --help\n", stderr);
        return CRDC_EXIT_NOT_RUN;
    }
    if (run.prefix && !crdc_name_is_identifier(crd_str_c(run.prefix))) {
        fputs("crdc c: --prefix has to begin as a name in C does\n", stderr);
        return CRDC_EXIT_NOT_RUN;
    }
    if (run.prefix && (strcmp(run.prefix, "crd") == 0 || strncmp(run.prefix, "crd_", 4) == 0)) {
        fputs("crdc c: --prefix crd is libcrd's own; take another word\n", stderr);
        return CRDC_EXIT_NOT_RUN;
    }
    crd_str macro = crd_str_c(run.export_macro);
    if (run.export_macro && (!crdc_name_is_identifier(macro) || crdc_name_is_reserved(macro))) {
        fputs("crdc c: --export has to be a name of C\n", stderr);
        return CRDC_EXIT_NOT_RUN;
    }
    return run_all(&run, &operands);
}
