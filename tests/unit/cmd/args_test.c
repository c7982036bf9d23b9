/* SPDX-License-Identifier: Apache-2.0 */
#include "args/args.h"

#include <stdio.h>

#include "tests.h"

static const char *const choices[] = { "red", "green", NULL };

struct parsed {
    bool flag;
    const char *text;
    int choice;
    int64_t number;
    args_texts list;
    args_texts operands;
    bool help;
};

static bool parse(int argc, const char **argv, struct parsed *parsed)
{
    const args_option options[] = {
        { .name = "flag", .type = ARGS_FLAG, .target = &parsed->flag },
        { .name = "text", .type = ARGS_TEXT, .target = &parsed->text },
        { .name = "choice",
          .type = ARGS_CHOICE,
          .target = &parsed->choice,
          .choices = choices },
        { .name = "list", .type = ARGS_LIST, .target = &parsed->list },
        { .name = "number",
          .type = ARGS_NUMBER,
          .target = &parsed->number,
          .min = 1,
          .max = 10 },
    };
    return args_parse((args_who){ "fleetgate", "test" }, argc, (char **)(uintptr_t)argv, options, T_COUNT(options),
                         &parsed->operands, &parsed->help);
}

void test_args_kinds(void)
{
    struct parsed parsed = { .number = 5 };
    const char *argv[] = { "test",   "--flag", "--text=t=1", "--choice", "green", "--list", "a",
                           "--list", "b",      "-",          "--number", "10",    "--",     "--x" };
    CHECK(parse(T_COUNT(argv), argv, &parsed));
    CHECK(parsed.flag && !parsed.help);
    CHECK_STR(crd_str_c(parsed.text), CRD_S("t=1"));
    CHECK_INT(parsed.choice, 1);
    CHECK_INT(parsed.list.n, 2);
    CHECK_INT(parsed.number, 10);
    CHECK_INT(parsed.operands.n, 2);
    CHECK_STR(crd_str_c(parsed.operands.items[1]), CRD_S("--x"));
    args_texts_done(&parsed.list);
    args_texts_done(&parsed.operands);
}

void test_args_wrong(void)
{
    static const char *const wrong[] = { "--nope",     "-x",         "--choice=blue", "--number=0",
                                         "--number=11", "--number=x", "--text",        "--flag=1" };
    for (size_t i = 0; i < T_COUNT(wrong); i++) {
        struct parsed parsed = { .number = 5 };
        const char *argv[] = { "test", wrong[i] };
        CHECK(!parse(2, argv, &parsed));
        args_texts_done(&parsed.operands);
    }
    struct parsed parsed = { .number = 5 };
    const char *argv[] = { "test", "--help", "--nope" };
    CHECK(parse(3, argv, &parsed));
    CHECK(parsed.help);
}
