/* SPDX-License-Identifier: Apache-2.0 */
/* fleetgate lint: findings in files, with their places. */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "common.h"
#include "files.h"
#include "kapi/meta.h"
#include "lint_place.h"
#include "policy/run.h"
#include "render.h"
#include "value/json.h"

static const char help[] =
    "Finds what would fail, in files, before anything reaches a cluster.\n"
    "\n"
    "Usage: fleetgate lint [OPTION...] FILE|DIR|-...\n"
    "\n"
    "  --inventory PATH   file or folder with Clusters and so on; repeatable. Without one,\n"
    "                     nothing is rendered and that is said\n"
    "  --fleet LINE       latest (default) or 0.12\n"
    "  --format FORMAT    text (default) or json\n"
    FG_RENDERING_HELP
    "  --fail-on LEVEL    error (default) or warning: what makes the exit code 1\n"
    "\n"
    "Exit: 0 clean, 1 findings, 2 not run. Linted files are no inventory unless named as such.\n"
    "\n"
    "Example:\n"
    "  fleetgate lint --inventory clusters.yaml bundles/";

enum format {
    FORMAT_TEXT = 0,
    FORMAT_JSON,
};

/* A finding and where it stands. */
struct found {
    crd_diag diag;
    crd_str file;
    size_t file_order;
    crd_place place;
};

struct lint {
    crd_arena *arena;
    enum fg_line line;
    const fg_snapshot *snapshot;
    const fg_render_options *render;
    struct found *items;
    size_t n;
    size_t capacity;
    size_t errors;
    size_t warnings;
    size_t objects;
    size_t passed_over;
    crd_str not_checked[8];
    size_t n_not_checked;
};

static void lint_done(struct lint *lint)
{
    free(lint->items);
}

static bool add(struct lint *lint, const crd_diag *diag, crd_str file, size_t file_order,
                crd_place place, crd_err *err)
{
    if (lint->n == lint->capacity) {
        size_t capacity = lint->capacity ? lint->capacity * 2 : 32;
        struct found *items = realloc(lint->items, capacity * sizeof(*items));
        if (!items) {
            return crd_err_memory(err, NULL);
        }
        lint->items = items;
        lint->capacity = capacity;
    }
    lint->items[lint->n++] = (struct found){
        .diag = *diag, .file = file, .file_order = file_order, .place = place
    };
    *(diag->severity == CRD_ERROR ? &lint->errors : &lint->warnings) += 1;
    return true;
}

static void note(struct lint *lint, crd_str text)
{
    for (size_t i = 0; i < lint->n_not_checked; i++) {
        if (crd_str_eq(lint->not_checked[i], text)) {
            return;
        }
    }
    if (lint->n_not_checked < sizeof(lint->not_checked) / sizeof(lint->not_checked[0])) {
        lint->not_checked[lint->n_not_checked++] = text;
    }
}

static bool add_duplicates(struct lint *lint, const fg_document *document, size_t order,
                           crd_err *err)
{
    for (const crd_duplicate *twice = document->duplicates; twice; twice = twice->next) {
        char line[CRD_INT_TEXT_MAX];
        crd_diag diag = {
            .rule = CRD_S("duplicate-key"),
            .severity = CRD_ERROR,
            .path = twice->path,
            .reason = CRD_S("FieldValueDuplicate"),
            .message = CRD_CAT(lint->arena, CRD_S("key \""), twice->key,
                               CRD_S("\" already set in map at line "),
                               crd_uint_text(twice->first.line, line)),
            .hint = CRD_S("the last one would win; remove one of them"),
        };
        if (!diag.message.ptr) {
            return crd_err_memory(err, lint->arena);
        }
        if (!add(lint, &diag, document->file, order, twice->again, err)) {
            return false;
        }
    }
    return true;
}

static bool add_bad_file(struct lint *lint, const fg_bad_file *bad, size_t order, crd_err *err)
{
    crd_diag diag = {
        .rule = CRD_S("syntax"),
        .severity = CRD_ERROR,
        .reason = CRD_S("FieldValueInvalid"),
        .message = bad->message,
    };
    return add(lint, &diag, bad->file, order, bad->place, err);
}

static bool lint_document(struct lint *lint, const fg_document *document, size_t order,
                          crd_err *err)
{
    static const fg_view everything = { .all = true };
    fg_gvk gvk = fg_gvk_of(document->value);
    if (!add_duplicates(lint, document, order, err)) {
        return false;
    }
    if (!fg_policy_has_rules(gvk.group, gvk.kind)) {
        lint->passed_over++;
        return true;
    }
    const fg_question question = {
        .line = lint->line,
        .operation = FG_ON_CREATE,
        .group = gvk.group,
        .kind = gvk.kind,
        .object = document->value,
        .snapshot = lint->snapshot,
        .view = &everything,
        .render = lint->render,
    };
    fg_ruling ruling;
    const crd_diag *const *sorted = NULL;
    lint->objects++;
    if (!fg_policy_run(lint->arena, &question, &ruling, err) ||
        !crd_diags_sorted(&ruling.findings, &sorted, err)) {
        return false;
    }
    for (size_t i = 0; i < ruling.findings.n; i++) {
        crd_place place = fg_lint_place(lint->arena, document, sorted[i]);
        if (!add(lint, sorted[i], document->file, order, place, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < ruling.n_unchecked; i++) {
        note(lint, ruling.unchecked[i]);
    }
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct found *a = left;
    const struct found *b = right;
    if (a->file_order != b->file_order) {
        return a->file_order < b->file_order ? -1 : 1;
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    if (a->place.column != b->place.column) {
        return a->place.column < b->place.column ? -1 : 1;
    }
    int c = crd_str_cmp(a->diag.rule, b->diag.rule);
    return c ? c : (a->diag.order > b->diag.order) - (a->diag.order < b->diag.order);
}

static const char *severity_name(const struct found *found)
{
    return found->diag.severity == CRD_ERROR ? "error" : "warning";
}

/* Control characters of a file's content must not reach a terminal. */
static void add_visible(crd_buf *out, crd_str text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n') {
            crd_buf_add_lit(out, "\\n");
        } else if (c < 0x20 || c == 0x7F) {
            char escaped[4] = { '\\', 'x', digits[c >> 4], digits[c & 15] };
            crd_buf_add(out, crd_str_of(escaped, sizeof(escaped)));
        } else {
            crd_buf_add_byte(out, (char)c);
        }
    }
}

static void print_text(crd_buf *out, const struct found *found)
{
    crd_buf_add(out, found->file);
    crd_buf_add_byte(out, ':');
    crd_buf_add_uint(out, found->place.line);
    crd_buf_add_byte(out, ':');
    crd_buf_add_uint(out, found->place.column);
    crd_buf_add_lit(out, ": ");
    crd_buf_add(out, crd_str_c(severity_name(found)));
    crd_buf_add_lit(out, ": ");
    if (found->diag.path.len) {
        add_visible(out, found->diag.path);
        crd_buf_add_lit(out, ": ");
    }
    add_visible(out, found->diag.message);
    crd_buf_add_lit(out, " [");
    crd_buf_add(out, found->diag.rule);
    crd_buf_add_lit(out, "]\n");
    if (found->diag.hint.len) {
        crd_buf_add_lit(out, "    hint: ");
        add_visible(out, found->diag.hint);
        crd_buf_add_byte(out, '\n');
    }
}

static void json_field(crd_buf *out, const char *lead, crd_str text)
{
    crd_buf_add(out, crd_str_c(lead));
    crd_json_write_string(out, text, true);
}

static void print_json(crd_buf *out, const struct lint *lint)
{
    crd_buf_add_lit(out, "{\"findings\":[");
    for (size_t i = 0; i < lint->n; i++) {
        const struct found *found = &lint->items[i];
        json_field(out, i ? ",\n {\"rule\":" : "\n {\"rule\":", found->diag.rule);
        json_field(out, ",\"severity\":", crd_str_c(severity_name(found)));
        json_field(out, ",\"file\":", found->file);
        crd_buf_add_lit(out, ",\"line\":");
        crd_buf_add_uint(out, found->place.line);
        crd_buf_add_lit(out, ",\"column\":");
        crd_buf_add_uint(out, found->place.column);
        json_field(out, ",\"path\":", found->diag.path);
        json_field(out, ",\"message\":", found->diag.message);
        json_field(out, ",\"hint\":", found->diag.hint);
        crd_buf_add_byte(out, '}');
    }
    crd_buf_add(out, lint->n ? CRD_S("\n],\"notChecked\":[") : CRD_S("],\"notChecked\":["));
    for (size_t i = 0; i < lint->n_not_checked; i++) {
        json_field(out, i ? "," : "", lint->not_checked[i]);
    }
    crd_buf_add_lit(out, "],\"summary\":{\"errors\":");
    crd_buf_add_uint(out, lint->errors);
    crd_buf_add_lit(out, ",\"warnings\":");
    crd_buf_add_uint(out, lint->warnings);
    crd_buf_add_lit(out, ",\"objects\":");
    crd_buf_add_uint(out, lint->objects);
    crd_buf_add_lit(out, ",\"passedOver\":");
    crd_buf_add_uint(out, lint->passed_over);
    crd_buf_add_lit(out, "}}\n");
}

static bool print(struct lint *lint, enum format format, crd_err *err)
{
    CRD_AUTO_BUF out;
    crd_buf_init(&out, FG_INVENTORY_BYTES_MAX);
    if (lint->n) {
        qsort(lint->items, lint->n, sizeof(*lint->items), by_place);
    }
    if (format == FORMAT_JSON) {
        print_json(&out, lint);
    } else {
        for (size_t i = 0; i < lint->n; i++) {
            print_text(&out, &lint->items[i]);
        }
    }
    if (crd_buf_failed(&out)) {
        return crd_err_memory(err, NULL);
    }
    for (size_t i = 0; i < lint->n_not_checked; i++) {
        fprintf(stderr, "fleetgate lint: not checked: %.*s\n", CRD_FMT(lint->not_checked[i]));
    }
    if (format == FORMAT_TEXT) {
        fprintf(stderr, "fleetgate lint: %zu errors, %zu warnings in %zu objects (%zu of other kinds "
                        "passed over)\n",
                lint->errors, lint->warnings, lint->objects, lint->passed_over);
    }
    return fg_print("lint", crd_buf_str(&out));
}

/* Files in the order in which they were read get their number as order. */
static bool lint_files(struct lint *lint, const fg_files *files, crd_err *err)
{
    size_t order = 0;
    crd_str last = { 0 };
    for (const fg_document *document = files->documents; document; document = document->next) {
        order += document->file.ptr != last.ptr;
        last = document->file;
        if (!lint_document(lint, document, order, err)) {
            return false;
        }
    }
    for (const fg_bad_file *bad = files->bad; bad; bad = bad->next) {
        size_t at = order + 1;
        for (size_t i = 0; i < lint->n; i++) {
            if (crd_str_eq(lint->items[i].file, bad->file)) {
                at = lint->items[i].file_order;
            }
        }
        if (!add_bad_file(lint, bad, at, err)) {
            return false;
        }
    }
    return true;
}

/* What the command line says besides paths. */
struct chosen {
    enum fg_line line;
    enum format format;
    bool fail_on_warning;
    const fg_render_options *render;
};

static int run(const args_texts *paths, const args_texts *operands, const struct chosen *chosen)
{
    CRD_AUTO_ARENA arena = crd_arena_new(FG_INVENTORY_BYTES_MAX);
    crd_err err = { .code = CRD_OK };
    FG_AUTO_INVENTORY inventory = { .snapshot = NULL };
    __attribute__((cleanup(lint_done))) struct lint lint = {
        .arena = arena, .line = chosen->line, .render = chosen->render
    };
    fg_files files;
    if (!arena) {
        crd_err_memory(&err, NULL);
        return fg_not_run("lint", &err);
    }
    if (!fg_load("lint", arena, paths, &inventory)) {
        return FG_EXIT_NOT_RUN;
    }
    lint.snapshot = inventory.snapshot;
    fg_files_init(&files, arena, true);
    for (size_t i = 0; i < operands->n; i++) {
        if (!fg_files_add(&files, operands->items[i], &err)) {
            return fg_not_run("lint", &err);
        }
    }
    if (!lint_files(&lint, &files, &err)) {
        return fg_not_run("lint", &err);
    }
    if (!print(&lint, chosen->format, &err)) {
        return err.code ? fg_not_run("lint", &err) : FG_EXIT_NOT_RUN;
    }
    bool found = lint.errors || (chosen->fail_on_warning && lint.warnings);
    return found ? FG_EXIT_FINDINGS : FG_EXIT_CLEAN;
}

int fg_cmd_lint(int argc, char **argv)
{
    static const char *const formats[] = { "text", "json", NULL };
    static const char *const levels[] = { "error", "warning", NULL };
    AUTO_ARGS_TEXTS paths = { .items = NULL };
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    int line = FG_LINE_LATEST;
    int format = FORMAT_TEXT;
    int level = 0;
    fg_rendering rendering = { .now = NULL };
    bool wants_help = false;
    const args_option options[] = {
        { .name = "inventory", .type = ARGS_LIST, .target = &paths },
        { .name = "fleet", .type = ARGS_CHOICE, .target = &line, .choices = fg_fleet_choices },
        { .name = "format", .type = ARGS_CHOICE, .target = &format, .choices = formats },
        { .name = "fail-on", .type = ARGS_CHOICE, .target = &level, .choices = levels },
        FG_RENDERING_OPTIONS(&rendering),
    };
    if (!args_parse((args_who){ "fleetgate", "lint" }, argc, argv, options, sizeof(options) / sizeof(options[0]),
                       &operands, &wants_help)) {
        return FG_EXIT_NOT_RUN;
    }
    if (wants_help) {
        puts(help);
        return FG_EXIT_CLEAN;
    }
    if (operands.n == 0) {
        fprintf(stderr, "fleetgate lint: needs a file, a folder or - for standard input; see "
                        "fleetgate lint --help\n");
        return FG_EXIT_NOT_RUN;
    }
    if (!fg_rendering_ready("lint", &rendering)) {
        return FG_EXIT_NOT_RUN;
    }
    const struct chosen chosen = {
        .line = (enum fg_line)line,
        .format = (enum format)format,
        .fail_on_warning = level == 1,
        .render = &rendering.options,
    };
    return run(&paths, &operands, &chosen);
}
