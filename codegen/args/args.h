/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Command lines of both programs. A command declares its options in a table; parsing fills the
 * places the table names. "--name value" and "--name=value" are the same; "--" ends the options;
 * "-" is an operand. Knows no command.
 */
#ifndef ARGS_ARGS_H
#define ARGS_ARGS_H

#include "base/str.h"

typedef struct args_texts {
    const char **items; /* the array Owned (args_texts_done), the texts Borrowed from argv */
    size_t n;
} args_texts;

enum args_type {
    ARGS_FLAG = 0, /* bool */
    ARGS_TEXT,     /* const char * */
    ARGS_CHOICE,   /* int: index into choices */
    ARGS_LIST,     /* args_texts: repeatable */
    ARGS_NUMBER,   /* int64_t: digits, within min and max */
};

typedef struct args_option {
    const char *name; /* without the dashes */
    enum args_type type;
    void *target;               /* Borrowed */
    const char *const *choices; /* NULL-terminated, for ARGS_CHOICE */
    int64_t min;
    int64_t max;
} args_option;

/* Who is called, for messages: "fleetgate lint: ...". */
typedef struct args_who {
    const char *program;
    const char *command;
} args_who;

/*
 * Parses argv[1..]. Operands go to ret_operands. False after one line on stderr that says what is
 * wrong and what is allowed; *ret_help is set instead when --help stands among the options.
 */
bool args_parse(args_who who, int argc, char **argv, const args_option *options, size_t n,
                args_texts *ret_operands, bool *ret_help);

/* False when memory is out. */
bool args_texts_add(args_texts *texts, const char *text);
void args_texts_done(args_texts *texts);
#define AUTO_ARGS_TEXTS __attribute__((cleanup(args_texts_done))) args_texts

#endif
