/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Command lines. A command declares its options in a table; parsing fills the places the table
 * names. "--name value" and "--name=value" are the same; "--" ends the options; "-" is an operand.
 */
#ifndef FG_CMD_ARGS_H
#define FG_CMD_ARGS_H

#include "base/str.h"

/* Exit codes of every command. */
enum fg_exit {
    FG_EXIT_CLEAN = 0,
    FG_EXIT_FINDINGS = 1,
    FG_EXIT_NOT_RUN = 2,
};

typedef struct fg_texts {
    const char **items; /* the array Owned (fg_args_done), the texts Borrowed from argv */
    size_t n;
} fg_texts;

enum fg_option_type {
    FG_OPTION_FLAG = 0, /* bool */
    FG_OPTION_TEXT,     /* const char * */
    FG_OPTION_CHOICE,   /* int: index into choices */
    FG_OPTION_LIST,     /* fg_texts: repeatable */
    FG_OPTION_NUMBER,   /* int64_t: digits, within min and max */
};

typedef struct fg_option {
    const char *name; /* without the dashes */
    enum fg_option_type type;
    void *target;               /* Borrowed */
    const char *const *choices; /* NULL-terminated, for FG_OPTION_CHOICE */
    int64_t min;
    int64_t max;
} fg_option;

/*
 * Parses argv[1..]. Operands go to ret_operands. False after one line on stderr that says what is
 * wrong and what is allowed; *ret_help is set instead when --help stands among the options.
 */
bool fg_args_parse(const char *command, int argc, char **argv, const fg_option *options, size_t n,
                   fg_texts *ret_operands, bool *ret_help);

bool fg_texts_add(fg_texts *texts, const char *text);
void fg_texts_done(fg_texts *texts);
#define FG_AUTO_TEXTS __attribute__((cleanup(fg_texts_done))) fg_texts

#endif
