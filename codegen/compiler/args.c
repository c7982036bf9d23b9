/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines of crdc: see command.h. Knows no command. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"

static bool words_add(crdc_words *words, const char *text)
{
    const char **items = realloc(words->items, (words->n + 1) * sizeof(*items));
    if (!items) {
        return false;
    }
    words->items = items;
    words->items[words->n++] = text;
    return true;
}

void crdc_words_done(crdc_words *words)
{
    free(words->items);
    *words = (crdc_words){ .items = NULL };
}

static const crdc_option *find(const crdc_option *options, size_t n, crd_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(crd_str_c(options[i].name), name)) {
            return &options[i];
        }
    }
    return NULL;
}

static bool set_choice(const char *command, const crdc_option *option, const char *text)
{
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], text) == 0) {
            *(int *)option->target = i;
            return true;
        }
    }
    fprintf(stderr, "crdc %s: --%s takes ", command, option->name);
    for (int i = 0; option->choices[i]; i++) {
        const char *lead = i == 0 ? "" : option->choices[i + 1] ? ", " : " or ";
        fprintf(stderr, "%s%s", lead, option->choices[i]);
    }
    fprintf(stderr, ", not \"%.100s\"\n", text);
    return false;
}

static bool add_word(const char *command, crdc_words *words, const char *text)
{
    if (!words_add(words, text)) {
        fprintf(stderr, "crdc %s: out of memory\n", command);
        return false;
    }
    return true;
}

static bool set_value(const char *command, const crdc_option *option, const char *text)
{
    switch (option->type) {
    case CRDC_OPTION_TEXT:
        *(const char **)option->target = text;
        return true;
    case CRDC_OPTION_CHOICE:
        return set_choice(command, option, text);
    case CRDC_OPTION_LIST:
        return add_word(command, option->target, text);
    case CRDC_OPTION_FLAG:
        break;
    }
    return false;
}

/* argv[*i] is an option: sets it, taking the next argument when it needs one. */
static bool take_option(int argc, char **argv, int *i, const crdc_option *options, size_t n)
{
    const char *command = argv[0];
    crd_str name = crd_str_c(argv[*i] + 2);
    crd_str value = { 0 };
    bool inline_value = crd_str_cut(name, CRD_S("="), &name, &value);
    const crdc_option *option = find(options, n, name);
    if (!option) {
        fprintf(stderr, "crdc %s: unknown option %.100s; see crdc %s --help\n", command, argv[*i],
                command);
        return false;
    }
    if (option->type == CRDC_OPTION_FLAG) {
        if (inline_value) {
            fprintf(stderr, "crdc %s: --%s takes no value\n", command, option->name);
            return false;
        }
        *(bool *)option->target = true;
        return true;
    }
    if (inline_value) {
        return set_value(command, option, value.ptr);
    }
    if (*i + 1 >= argc) {
        fprintf(stderr, "crdc %s: --%s needs a value\n", command, option->name);
        return false;
    }
    *i += 1;
    return set_value(command, option, argv[*i]);
}

bool crdc_args_parse(int argc, char **argv, const crdc_option *options, size_t n, const char *help,
                     crdc_words *ret_operands, bool *ret_done)
{
    bool only_operands = false;
    *ret_done = false;
    for (int i = 1; i < argc; i++) {
        const char *text = argv[i];
        if (only_operands || text[0] != '-' || text[1] == '\0') {
            if (!add_word(argv[0], ret_operands, text)) {
                return false;
            }
        } else if (strcmp(text, "--") == 0) {
            only_operands = true;
        } else if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0) {
            fputs(help, stdout);
            *ret_done = true;
            return true;
        } else if (text[1] != '-') {
            fprintf(stderr, "crdc %s: unknown option %.100s; see crdc %s --help\n", argv[0], text,
                    argv[0]);
            return false;
        } else if (!take_option(argc, argv, &i, options, n)) {
            return false;
        }
    }
    return true;
}
