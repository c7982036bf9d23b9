/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share: see command.h. The only place besides them that prints. */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>

int crdc_not_run(const char *command, const crd_err *err)
{
    crd_str message = err->message.len ? err->message : CRD_S("out of memory");
    fprintf(stderr, "crdc %s: %.*s\n", command, CRD_FMT(message));
    return CRDC_EXIT_NOT_RUN;
}

bool crdc_args_parse(int argc, char **argv, const args_option *options, size_t n, const char *help,
                     args_texts *ret_operands, bool *ret_done)
{
    if (!args_parse((args_who) { "crdc", argv[0] }, argc, argv, options, n, ret_operands,
                    ret_done)) {
        return false;
    }
    if (*ret_done) {
        fputs(help, stdout);
    }
    return true;
}

bool crdc_print(const char *command, crd_str text)
{
    if (fwrite(text.ptr, 1, text.len, stdout) != text.len || fflush(stdout) != 0) {
        fprintf(stderr, "crdc %s: standard output cannot be written\n", command);
        return false;
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const crd_diag *x = *(const crd_diag *const *)a;
    const crd_diag *y = *(const crd_diag *const *)b;
    int order = crd_str_cmp(x->subject, y->subject);
    if (order) {
        return order;
    }
    if (x->place.line != y->place.line) {
        return x->place.line < y->place.line ? -1 : 1;
    }
    if (x->place.column != y->place.column) {
        return x->place.column < y->place.column ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

static void print_one(const crd_diag *diag)
{
    fprintf(stderr, "%.*s:", CRD_FMT(diag->subject));
    if (diag->place.line) {
        fprintf(stderr, "%u:%u:", diag->place.line, diag->place.column);
    }
    fprintf(stderr, " %s: ", diag->severity == CRD_ERROR ? "error" : "warning");
    if (diag->path.len) {
        fprintf(stderr, "%.*s: ", CRD_FMT(diag->path));
    }
    fprintf(stderr, "%.*s\n", CRD_FMT(diag->message));
    if (diag->hint.len) {
        fprintf(stderr, "    hint: %.*s\n", CRD_FMT(diag->hint));
    }
}

bool crdc_findings_print(const crd_diags *diags, crd_err *err)
{
    const crd_diag *const *sorted = NULL;
    if (!crd_diags_sorted(diags, &sorted, err)) {
        return false;
    }
    const crd_diag **placed = CRD_NEW_N(diags->arena, const crd_diag *, diags->n + 1);
    if (!placed) {
        return crd_err_memory(err, diags->arena);
    }
    for (size_t i = 0; i < diags->n; i++) {
        placed[i] = sorted[i];
    }
    if (diags->n) {
        qsort(placed, diags->n, sizeof(const crd_diag *), by_place);
    }
    for (size_t i = 0; i < diags->n; i++) {
        print_one(placed[i]);
    }
    if (diags->dropped) {
        fprintf(stderr, "and %zu more\n", diags->dropped);
    }
    return true;
}

bool crdc_command_load(const char *command, crd_arena *arena, const args_texts *operands,
                       bool plain, crdc_set *ret_set, bool *ret_ok)
{
    crdc_loading loading;
    crd_err err = { .code = CRD_OK };
    if (operands->n == 0) {
        fprintf(stderr, "crdc %s: needs a FILE; see crdc %s --help\n", command, command);
        return false;
    }
    if (!arena) {
        crdc_not_run(command, &err);
        return false;
    }
    crdc_loading_init(&loading, arena);
    loading.plain = plain;
    for (size_t i = 0; i < operands->n; i++) {
        if (!crdc_load_path(&loading, operands->items[i], &err)) {
            crdc_not_run(command, &err);
            return false;
        }
    }
    if (!crdc_findings_print(&loading.diags, &err)) {
        crdc_not_run(command, &err);
        return false;
    }
    *ret_set = crdc_loaded(&loading);
    *ret_ok = loading.diags.n_errors == 0;
    if (ret_set->n == 0 && *ret_ok) {
        fprintf(stderr, "crdc %s: no CustomResourceDefinition in what was given\n", command);
        return false;
    }
    return true;
}
