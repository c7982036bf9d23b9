/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines: see args.h. */
#include "args.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"

bool args_texts_add(args_texts *texts, const char *text)
{
    const char **items = realloc(texts->items, (texts->n + 1) * sizeof(*items));
    if (!items) {
        return false;
    }
    texts->items = items;
    texts->items[texts->n++] = text;
    return true;
}

void args_texts_done(args_texts *texts)
{
    free(texts->items);
    *texts = (args_texts) { .items = NULL };
}

static const args_option *find(const args_option *options, size_t n, crd_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(crd_str_c(options[i].name), name)) {
            return &options[i];
        }
    }
    return NULL;
}

static bool set_choice(args_who who, const args_option *option, const char *text)
{
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], text) == 0) {
            *(int *)option->target = i;
            return true;
        }
    }
    fprintf(stderr, "%s %s: --%s takes ", who.program, who.command, option->name);
    for (int i = 0; option->choices[i]; i++) {
        const char *lead = i == 0 ? "" : option->choices[i + 1] ? ", " : " or ";
        fprintf(stderr, "%s%s", lead, option->choices[i]);
    }
    fprintf(stderr, ", not \"%.100s\"\n", text);
    return false;
}

static bool set_number(args_who who, const args_option *option, const char *text)
{
    int64_t number = 0;
    if (crd_int_parse(crd_str_c(text), 10, 64, &number) == CRD_NUM_OK && number >= option->min &&
        number <= option->max) {
        *(int64_t *)option->target = number;
        return true;
    }
    fprintf(stderr, "%s %s: --%s takes a whole number from %lld to %lld, not \"%.100s\"\n",
            who.program, who.command, option->name, (long long)option->min, (long long)option->max,
            text);
    return false;
}

static bool set_value(args_who who, const args_option *option, const char *text)
{
    switch (option->type) {
    case ARGS_TEXT:
        *(const char **)option->target = text;
        return true;
    case ARGS_CHOICE:
        return set_choice(who, option, text);
    case ARGS_NUMBER:
        return set_number(who, option, text);
    case ARGS_LIST:
        if (!args_texts_add(option->target, text)) {
            fprintf(stderr, "%s %s: out of memory\n", who.program, who.command);
            return false;
        }
        return true;
    case ARGS_FLAG:
        break;
    }
    return false;
}

/* argv[*i] is an option: sets it, taking the next argument when it needs one. */
static bool take_option(args_who who, int argc, char **argv, int *i, const args_option *options,
                        size_t n)
{
    crd_str name = crd_str_c(argv[*i] + 2);
    crd_str value = { 0 };
    bool inline_value = crd_str_cut(name, CRD_S("="), &name, &value);
    const args_option *option = find(options, n, name);
    if (!option) {
        fprintf(stderr, "%s %s: unknown option %.100s; see %s %s --help\n", who.program,
                who.command, argv[*i], who.program, who.command);
        return false;
    }
    if (option->type == ARGS_FLAG) {
        if (inline_value) {
            fprintf(stderr, "%s %s: --%s takes no value\n", who.program, who.command, option->name);
            return false;
        }
        *(bool *)option->target = true;
        return true;
    }
    if (inline_value) {
        return set_value(who, option, value.ptr);
    }
    if (*i + 1 >= argc) {
        fprintf(stderr, "%s %s: --%s needs a value\n", who.program, who.command, option->name);
        return false;
    }
    *i += 1;
    return set_value(who, option, argv[*i]);
}

bool args_parse(args_who who, int argc, char **argv, const args_option *options, size_t n,
                args_texts *ret_operands, bool *ret_help)
{
    bool only_operands = false;
    *ret_help = false;
    for (int i = 1; i < argc; i++) {
        const char *text = argv[i];
        if (only_operands || text[0] != '-' || text[1] == '\0') {
            if (!args_texts_add(ret_operands, text)) {
                fprintf(stderr, "%s %s: out of memory\n", who.program, who.command);
                return false;
            }
        } else if (strcmp(text, "--") == 0) {
            only_operands = true;
        } else if (strcmp(text, "--help") == 0 || strcmp(text, "-h") == 0) {
            *ret_help = true;
            return true;
        } else if (text[1] != '-') {
            fprintf(stderr, "%s %s: unknown option %.100s; see %s %s --help\n", who.program,
                    who.command, text, who.program, who.command);
            return false;
        } else if (!take_option(who, argc, argv, &i, options, n)) {
            return false;
        }
    }
    return true;
}
