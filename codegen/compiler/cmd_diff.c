/* SPDX-License-Identifier: Apache-2.0 */
/* crdc diff: structural differences of two sets of CRDs, one line each. */
#include <stdio.h>

#include "diff.h"
#include "command.h"

static const char help[] =
    "Usage: crdc diff [OPTION...] FIRST SECOND\n"
    "\n"
    "Prints every structural difference of the CRDs in FIRST and SECOND (files or folders, either\n"
    "form): what changes the server's behaviour or kubectl's output. Descriptions do not count.\n"
    "\n"
    "  --shared-versions  compare only versions that both have; conversion does not count\n"
    "  --plain            of the compact form only the stored version, no conversion\n"
    "\n"
    "Example:\n"
    "  crdc diff --plain crds/fleet.cattle.io fleet-crd.yaml\n"
    "\n"
    "Exit: 0 no difference, 1 differences, 2 not run.\n";

static bool load(const char *command, crd_arena *arena, const char *path, bool plain, crdc_set *ret,
                 bool *ret_ok)
{
    const args_texts words = { .items = (const char *[]) { path }, .n = 1 };
    return crdc_command_load(command, arena, &words, plain, ret, ret_ok);
}

static int compare(const char *command, crd_arena *arena, const args_texts *operands, bool plain,
                   const crdc_diff_options *options)
{
    crdc_set a = { .n = 0 };
    crdc_set b = { .n = 0 };
    bool a_ok = false;
    bool b_ok = false;
    crd_err err = { .code = CRD_OK };
    const crdc_difference *first = NULL;
    size_t n = 0;
    if (!load(command, arena, operands->items[0], plain, &a, &a_ok) ||
        !load(command, arena, operands->items[1], plain, &b, &b_ok)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (!a_ok || !b_ok) {
        return CRDC_EXIT_NOT_RUN; /* what could not be loaded was not compared */
    }
    if (!crdc_diff(arena, a, b, options, &first, &n, &err)) {
        return crdc_not_run(command, &err);
    }
    for (const crdc_difference *one = first; one; one = one->next) {
        printf("%.*s: %.*s%s%.*s\n", CRD_FMT(one->crd), CRD_FMT(one->path),
               one->path.len ? ": " : "", CRD_FMT(one->detail));
    }
    printf("%zu and %zu CRDs, %zu differences\n", a.n, b.n, n);
    return n ? CRDC_EXIT_FINDINGS : CRDC_EXIT_CLEAN;
}

int crdc_cmd_diff(int argc, char **argv)
{
    bool plain = false;
    bool done = false;
    crdc_diff_options diff_options = { .shared_versions = false };
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    const args_option options[] = {
        { .name = "shared-versions", .type = ARGS_FLAG, .target = &diff_options.shared_versions },
        { .name = "plain", .type = ARGS_FLAG, .target = &plain },
    };
    if (!crdc_args_parse(argc, argv, options, 2, help, &operands, &done)) {
        return CRDC_EXIT_NOT_RUN;
    }
    if (done) {
        return CRDC_EXIT_CLEAN;
    }
    if (operands.n != 2) {
        fprintf(stderr, "crdc %s: needs FIRST and SECOND; see crdc %s --help\n", argv[0], argv[0]);
        return CRDC_EXIT_NOT_RUN;
    }
    CRD_AUTO_ARENA arena = crd_arena_new(CRDC_RUN_BYTES_MAX);
    return compare(argv[0], arena, &operands, plain, &diff_options);
}
