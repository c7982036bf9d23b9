/* SPDX-License-Identifier: Apache-2.0 */
/* fleetgate: one visible table of commands. */
#include <signal.h>
#include <stdio.h>

#include "common.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    { "lint", fg_cmd_lint, "find what would fail, in files: file:line:column" },
    { "target", fg_cmd_target, "show what each cluster would get of a Bundle" },
    { "review", fg_cmd_review, "answer a recorded AdmissionReview as the webhook would" },
    { "serve", fg_cmd_serve, "serve the admission and conversion webhooks over TLS" },
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void help(void)
{
    puts("fleetgate refuses Fleet bundles that cannot be rendered, before they reach a cluster.\n"
         "\n"
         "Usage: fleetgate COMMAND [OPTION...]\n"
         "\n"
         "Commands:");
    for (size_t i = 0; i < COMMANDS; i++) {
        printf("  %-8s %s\n", commands[i].name, commands[i].summary);
    }
    puts("\n"
         "fleetgate COMMAND --help tells more. fleetgate --version tells which Fleet is known.\n"
         "\n"
         "Example:\n"
         "  fleetgate lint --inventory clusters.yaml bundle.yaml");
}

static void version(void)
{
    printf("fleetgate %s\n", FG_PROGRAM_VERSION);
    for (int line = FG_LINE_LATEST; line <= FG_LINE_0_12; line++) {
        printf("  --fleet %-7.*s %.*s\n", CRD_FMT(fg_line_name((enum fg_line)line)),
               CRD_FMT(fg_line_version((enum fg_line)line)));
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help();
        return FG_EXIT_NOT_RUN;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        help();
        return FG_EXIT_CLEAN;
    }
    if (strcmp(argv[1], "--version") == 0) {
        version();
        return FG_EXIT_CLEAN;
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "fleetgate: unknown command \"%.100s\"; see fleetgate --help\n", argv[1]);
    return FG_EXIT_NOT_RUN;
}
