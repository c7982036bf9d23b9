/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share: their entry points, and the options that several of them take. */
#ifndef FG_CMD_COMMON_H
#define FG_CMD_COMMON_H

#include "args/args.h"
#include "fleet/line.h"
#include "inventory.h"

/* Exit codes of every command. */
enum fg_exit {
    FG_EXIT_CLEAN = 0,
    FG_EXIT_FINDINGS = 1,
    FG_EXIT_NOT_RUN = 2,
};

/* Entry points; argv[0] is the command's own name. */
int fg_cmd_lint(int argc, char **argv);
int fg_cmd_target(int argc, char **argv);
int fg_cmd_review(int argc, char **argv);
int fg_cmd_serve(int argc, char **argv);

/* --fleet: the choices in the order of enum fg_line. */
extern const char *const fg_fleet_choices[];

/* Prints "fleetgate COMMAND: MESSAGE" on stderr and returns FG_EXIT_NOT_RUN. */
int fg_not_run(const char *command, const crd_err *err);

/* Loads the inventory when paths has any, and says on stderr how much was skipped. With none,
 * inventory->snapshot stays NULL. */
bool fg_load(const char *command, crd_arena *arena, const args_texts *paths, fg_inventory *inventory);

/* Writes all of text to standard output; false after a line on stderr. */
bool fg_print(const char *command, crd_str text);

#endif
