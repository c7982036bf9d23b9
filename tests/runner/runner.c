/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vectors KIND FILE: runs recorded cases, one JSON object a line, and prints each that we answer
 * differently. Knows lines, filters and counts; what a case means knows its kind.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "failing.h"
#include "kind.h"
#include "value/json.h"

#define ARENA_BYTES_MAX ((size_t)2 * 1024 * 1024 * 1024)
#define NOTE_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define SHOWN_BYTES_MAX ((size_t)600)
#define FILTERS_MAX 32

enum { EXIT_PASSED = 0, EXIT_FAILED = 1, EXIT_NOT_RUN = 2 };

static const struct kind_row {
    const char *name;
    v_kind *run;
    const char *about;
} kinds[] = {
#define V_KIND(name, function, about) { name, function, about },
#include "kinds.def"
#undef V_KIND
};

struct options {
    const struct kind_row *kind;
    const char *file;
    const char *differences;      /* a file to write; NULL: not given */
    crd_str fleet;                /* empty: not given */
    crd_str filters[FILTERS_MAX]; /* field=a,b */
    size_t filters_n;
    bool fail_each;
};

struct counts {
    size_t passed;
    size_t failed;
    size_t lines;
    size_t failures; /* made on purpose by --fail-each */
};

static void print_help(FILE *to)
{
    fprintf(to,
            "usage: vectors KIND FILE [--only FIELD=VALUE[,VALUE]...]... [--fleet latest|0.12]\n"
            "Runs recorded cases (one JSON object a line; FILE - is standard input).\n"
            "  --only   keep cases whose text field has one of the values; all of several\n"
            "  --fleet  keep cases of that line of Fleet; for cases of no line, the engine\n"
            "  --fail-each  then each case with its allocations and steps failing in turn, once a\n"
            "           call stack: the same answer, or an error that says so\n"
            "  --differences FILE  write there each failed case as {id, want, got}, whole\n"
            "Exit: 0 all passed, 1 some failed, 2 not run.\n"
            "Example: vectors templates ../shared/vectors/templates.jsonl --only funcs=go,sprig\n"
            "Kinds:\n");
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        fprintf(to, "  %-16s %s\n", kinds[i].name, kinds[i].about);
    }
}

static int not_run(const char *what, const char *detail)
{
    fprintf(stderr, "vectors: %s%s%s\n", what, *detail ? ": " : "", detail);
    return EXIT_NOT_RUN;
}

static const struct kind_row *kind_named(const char *name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* The value of option `name` at argv[*inout_i], given as "--x v" or "--x=v"; NULL: another one. */
static const char *option_value(int argc, char **argv, int *inout_i, const char *name)
{
    const char *arg = argv[*inout_i];
    size_t n = strlen(name);
    if (strncmp(arg, name, n) != 0) {
        return NULL;
    }
    if (arg[n] == '=') {
        return arg + n + 1;
    }
    if (arg[n] || *inout_i + 1 >= argc) {
        return NULL;
    }
    *inout_i += 1;
    return argv[*inout_i];
}

static int parse_option(int argc, char **argv, int *inout_i, struct options *options)
{
    const char *given = argv[*inout_i];
    if (strcmp(given, "--fail-each") == 0) {
        options->fail_each = true;
        return EXIT_PASSED;
    }
    const char *value = option_value(argc, argv, inout_i, "--only");
    if (value) {
        if (!strchr(value, '=') || options->filters_n == FILTERS_MAX) {
            return not_run("--only wants FIELD=VALUE,... and at most 32 times", value);
        }
        options->filters[options->filters_n++] = crd_str_c(value);
        return EXIT_PASSED;
    }
    value = option_value(argc, argv, inout_i, "--fleet");
    if (value) {
        if (strcmp(value, "latest") != 0 && strcmp(value, "0.12") != 0) {
            return not_run("--fleet is latest or 0.12, not", value);
        }
        options->fleet = crd_str_c(value);
        return EXIT_PASSED;
    }
    value = option_value(argc, argv, inout_i, "--differences");
    if (value) {
        options->differences = value;
        return EXIT_PASSED;
    }
    return not_run("unknown or incomplete option (see --help)", given);
}

static int parse_options(int argc, char **argv, struct options *options)
{
    const char *plain[2] = { NULL, NULL };
    size_t plain_n = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1]) {
            int code = parse_option(argc, argv, &i, options);
            if (code) {
                return code;
            }
        } else if (plain_n < 2) {
            plain[plain_n++] = argv[i];
        } else {
            return not_run("one KIND and one FILE are wanted, this is too many", argv[i]);
        }
    }
    if (plain_n < 2) {
        print_help(stderr);
        return EXIT_NOT_RUN;
    }
    options->file = plain[1];
    options->kind = kind_named(plain[0]);
    return options->kind ? EXIT_PASSED : not_run("unknown kind (see --help)", plain[0]);
}

/* filter is FIELD=a,b: true when that text field of the case is one of them. */
static bool matches(const crd_value *test, crd_str filter)
{
    crd_str field;
    crd_str rest;
    crd_str_cut(filter, CRD_S("="), &field, &rest);
    const crd_value *value = crd_map_get(test, field);
    if (!crd_is_string(value)) {
        return false;
    }
    for (bool more = true; more;) {
        crd_str one = rest;
        more = crd_str_cut(rest, CRD_S(","), &one, &rest);
        if (crd_str_eq(one, crd_text_of(value))) {
            return true;
        }
    }
    return false;
}

static bool wanted(const struct options *options, const crd_value *test)
{
    const crd_value *fleet = CRD_GET(test, "fleet");
    if (options->fleet.len && crd_is_string(fleet) &&
        !crd_str_eq(crd_text_of(fleet), options->fleet)) {
        return false;
    }
    for (size_t i = 0; i < options->filters_n; i++) {
        if (!matches(test, options->filters[i])) {
            return false;
        }
    }
    return true;
}

/* Prints notes with control characters escaped; a long text from shortly before `from` on. */
static void print_note(const char *label, crd_str text, size_t from)
{
    size_t start = text.len > SHOWN_BYTES_MAX && from > 80 ? from - 80 : 0;
    crd_str shown = crd_str_sub(text, start, start + SHOWN_BYTES_MAX);
    printf("  %s ", label);
    if (start) {
        printf("[from byte %zu] ", start);
    }
    for (size_t i = 0; i < shown.len; i++) {
        unsigned char c = (unsigned char)shown.ptr[i];
        if (c == '\n') {
            fputs(start + i + 1 < text.len ? "\\n" : "", stdout);
        } else if (c < 0x20 || c == 0x7F) {
            printf("\\x%02x", c);
        } else {
            putchar(c);
        }
    }
    printf(start + shown.len < text.len ? "... (%zu bytes)\n" : "\n", text.len);
}

static void print_failure(crd_str id, const struct v_run *run)
{
    crd_str want = crd_buf_str(run->want);
    crd_str got = crd_buf_str(run->got);
    size_t same = 0;
    while (same < want.len && same < got.len && want.ptr[same] == got.ptr[same]) {
        same++;
    }
    printf("FAIL %.*s\n", CRD_FMT(id));
    print_note("want", want, same);
    print_note("got ", got, same);
}

/* One line {id, want, got}; texts that are not UTF-8 get U+FFFD. False: out of memory or disk. */
static bool write_difference(FILE *file, crd_str id, const struct v_run *run)
{
    CRD_AUTO_BUF line;
    crd_buf_init(&line, 16 * NOTE_BYTES_MAX);
    crd_buf_add_lit(&line, "{\"id\":");
    crd_json_write_string(&line, id, true);
    crd_buf_add_lit(&line, ",\"want\":");
    crd_json_write_string(&line, crd_buf_str(run->want), true);
    crd_buf_add_lit(&line, ",\"got\":");
    crd_json_write_string(&line, crd_buf_str(run->got), true);
    crd_buf_add_lit(&line, "}\n");
    return !crd_buf_failed(&line) && fwrite(line.ptr, 1, line.len, file) == line.len;
}

static int run_line(const struct options *options, struct v_run *run, crd_str line,
                    FILE *differences, struct counts *counts)
{
    crd_value test;
    crd_err err = { 0 };
    crd_json_options json = { .depth_max = CRD_NESTING_MAX + 64, .in_place = true };
    if (!crd_json_read(run->arena, line, &json, &test, &err)) {
        fprintf(stderr, "vectors: %s:%zu:%u: %.*s\n", options->file, counts->lines,
                err.place.column, CRD_FMT(err.message));
        return EXIT_NOT_RUN;
    }
    if (!wanted(options, &test)) {
        return EXIT_PASSED;
    }
    const crd_value *fleet = CRD_GET(&test, "fleet");
    run->fleet = crd_is_string(fleet) ? crd_text_of(fleet)
                 : options->fleet.len ? options->fleet
                                      : CRD_S("latest");
    char number[CRD_INT_TEXT_MAX];
    crd_str id = crd_text_of(CRD_GET(&test, "id"));
    if (!id.len) {
        id = crd_uint_text(counts->lines, number);
    }
    if (options->kind->run(run, &test) &&
        (!options->fail_each ||
         v_fail_each(run, options->kind->run, &test, &counts->failures))) {
        counts->passed++;
    } else {
        counts->failed++;
        print_failure(id, run);
        if (differences && !write_difference(differences, id, run)) {
            return not_run("cannot be written", options->differences);
        }
    }
    return EXIT_PASSED;
}

static int run_file(const struct options *options, FILE *file, FILE *differences, struct v_run *run)
{
    struct counts counts = { 0 };
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    int code = EXIT_PASSED;
    while (code == EXIT_PASSED && (size = getline(&line, &capacity, file)) >= 0) {
        counts.lines++;
        crd_str text = crd_str_trim(crd_str_of(line, (size_t)size));
        if (text.len) {
            crd_arena_reset(run->arena);
            crd_buf_clear(run->want);
            crd_buf_clear(run->got);
            code = run_line(options, run, text, differences, &counts);
        }
    }
    free(line);
    if (code != EXIT_PASSED) {
        return code;
    }
    if (ferror(file)) {
        return not_run("cannot be read", options->file);
    }
    if (counts.passed + counts.failed == 0) {
        return not_run("no case is left to run", options->file);
    }
    if (options->fail_each) {
        printf("%zu failures were made\n", counts.failures);
    }
    printf("%zu passed, %zu failed\n", counts.passed, counts.failed);
    return counts.failed ? EXIT_FAILED : EXIT_PASSED;
}

static crd_str folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? crd_str_of(file, (size_t)(slash - file)) : CRD_S(".");
}

int main(int argc, char **argv)
{
    struct options options = { 0 };
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        print_help(stdout);
        return EXIT_PASSED;
    }
    int code = parse_options(argc, argv, &options);
    if (code) {
        return code;
    }
    bool from_stdin = strcmp(options.file, "-") == 0;
    FILE *file = from_stdin ? stdin : fopen(options.file, "rb");
    if (!file) {
        fprintf(stderr, "vectors: %s: %s\n", options.file, strerror(errno));
        return EXIT_NOT_RUN;
    }
    CRD_AUTO_BUF want;
    CRD_AUTO_BUF got;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES_MAX);
    crd_buf_init(&want, NOTE_BYTES_MAX);
    crd_buf_init(&got, NOTE_BYTES_MAX);
    struct v_run run = {
        .arena = arena,
        .want = &want,
        .got = &got,
        .folder = from_stdin ? CRD_S(".") : folder_of(options.file),
    };
    FILE *differences = options.differences ? fopen(options.differences, "wb") : NULL;
    if (options.differences && !differences) {
        code = not_run("cannot be written", options.differences);
    } else {
        code = arena ? run_file(&options, file, differences, &run) : not_run("out of memory", "");
    }
    if (differences && fclose(differences) != 0) {
        code = not_run("cannot be written", options.differences);
    }
    if (!from_stdin) {
        fclose(file);
    }
    return code;
}
