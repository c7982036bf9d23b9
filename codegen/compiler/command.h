/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the commands of crdc share: the table of commands (commands.def), their options, loading of
 * the files they are given, findings on stderr, exit codes.
 */
#ifndef CRD_COMPILER_COMMAND_H
#define CRD_COMPILER_COMMAND_H

#include "args/args.h"
#include "load.h"

/* Exit codes of every command. */
enum crdc_exit {
    CRDC_EXIT_CLEAN = 0,
    CRDC_EXIT_FINDINGS = 1, /* a file is at fault, or differs (--check, diff) */
    CRDC_EXIT_NOT_RUN = 2,  /* bad usage, files that cannot be read or written, no memory */
};

/* Memory for one run: the arena of all that is loaded and printed. */
#define CRDC_RUN_BYTES_MAX ((size_t)8 * 1024 * 1024 * 1024)

/* Entry points; argv[0] is the command's own name. */
#define CRDC_COMMAND(name, function, summary) int function(int argc, char **argv);
#include "commands.def"
#undef CRDC_COMMAND

/*
 * args_parse for a command of crdc. With --help among the options, help is printed and *ret_done set;
 * the caller then exits CRDC_EXIT_CLEAN.
 */
bool crdc_args_parse(int argc, char **argv, const args_option *options, size_t n, const char *help,
                     args_texts *ret_operands, bool *ret_done);

/*
 * Loads every operand and prints the findings on stderr, "FILE:LINE:COLUMN: error: PATH: MESSAGE"
 * each, errors first made sure of: *ret_ok is false when one was an error, so that the command shall
 * exit CRDC_EXIT_FINDINGS. False (exit CRDC_EXIT_NOT_RUN) after a line on stderr, also when the
 * operands hold no CRD at all. plain: see crdc_loading.
 */
bool crdc_command_load(const char *command, crd_arena *arena, const args_texts *operands,
                       bool plain, crdc_set *ret_set, bool *ret_ok);

/* Prints the findings sorted by file, place and path; false only when memory is out. */
bool crdc_findings_print(const crd_diags *diags, crd_err *err);

/* Prints "crdc COMMAND: MESSAGE" on stderr and returns CRDC_EXIT_NOT_RUN. */
int crdc_not_run(const char *command, const crd_err *err);

/* Writes all of text to standard output; false after a line on stderr. */
bool crdc_print(const char *command, crd_str text);

#endif
