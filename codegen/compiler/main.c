/* SPDX-License-Identifier: Apache-2.0 */
/* crdc: one visible table of commands (commands.def). */
#include <stdio.h>

#include "command.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
#define CRDC_COMMAND(name, function, summary) { name, function, summary },
#include "commands.def"
#undef CRDC_COMMAND
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void help(void)
{
    puts("crdc compiles Kubernetes CustomResourceDefinitions.\n"
         "\n"
         "Usage: crdc COMMAND [OPTION...] FILE...\n"
         "\n"
         "Commands:");
    for (size_t i = 0; i < COMMANDS; i++) {
        printf("  %-12s %s\n", commands[i].name, commands[i].summary);
    }
    puts("\n"
         "FILE is YAML or JSON of one or several CRDs, a folder of such, or - for standard input.\n"
         "crdc COMMAND --help tells more.\n"
         "\n"
         "Examples:\n"
         "  crdc crd --plain --out manifests/crds crds/fleet.cattle.io\n"
         "  crdc c --prefix widgets --out generated widgets-crd.yaml\n"
         "  crdc docs --out docs/crds --check crds/fleet.cattle.io\n"
         "  crdc json-schema --out schemas bundles.yaml\n"
         "\n"
         "Exit: 0 done, 1 a file is at fault or differs, 2 not run.");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help();
        return CRDC_EXIT_NOT_RUN;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        help();
        return CRDC_EXIT_CLEAN;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("crdc %s\n", CRDC_PROGRAM_VERSION);
        return CRDC_EXIT_CLEAN;
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "crdc: unknown command \"%.100s\"; see crdc --help\n", argv[1]);
    return CRDC_EXIT_NOT_RUN;
}
