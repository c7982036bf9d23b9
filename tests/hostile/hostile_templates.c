/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hostile-templates [--times N] [--growth] [--strict] [GROUP|NAME...]: answers the hostile
 * templates of recipes.def as admission would, each N times (default 1), and says what the worst
 * answer took.
 *
 * Fails when an answer is another than the row says, differs between two times, takes more steps or
 * prints more than the budgets, holds more than 64 MiB above what the process held before, or takes
 * more than 1,000 ms; with --strict more than 100 ms. --growth compares time at a size and at twice
 * it; with --strict more than 2.5 times as much fails. Memory and time are not judged under a
 * sanitizer. Times are CPU time of this process; wall time is printed beside it.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "recipe.h"
#include "sprig/sprig.h"
#include "tmpl/tmpl.h"
#include "value/json.h"
#include "value/yaml.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define JUDGES 0
#else
#define JUDGES 1
#endif

#define ANSWER_MS_MAX 1000
#define ANSWER_MS_STRICT 100
#define ANSWER_KIB_MAX (64 * 1024)
#define GROWTH_MAX 2.5
#define GROWTH_TIMES 7
#define ARENA_BYTES_MAX ((size_t)512 * 1024 * 1024)

struct options {
    size_t times;
    bool growth;
    bool strict;
    char **names;
    int n_names;
};

/* What one answer was and took. */
struct answer {
    enum crd_code code;
    uint64_t steps;
    size_t out_bytes;
    uint64_t digest; /* of what was printed or said */
    double cpu_ms;
    double wall_ms;
    char said[160];
};

struct worst {
    double cpu_ms;
    double wall_ms;
    uint64_t steps;
    size_t out_bytes;
    long kib;
};

static double now_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* A line of /proc/self/status in KiB; -1: not there. */
static long status_kib(const char *field)
{
    char line[256];
    long kib = -1;
    size_t n = strlen(field);
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof(line), file)) {
        if (strncmp(line, field, n) == 0) {
            kib = strtol(line + n, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return kib;
}

/* Makes VmHWM, the peak, start again from what is held now. */
static void peak_reset(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

static uint64_t digest_of(crd_str text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static fg_tmpl_options options_of(enum h_set set, const fg_funcs *const *funcs)
{
    bool fleet = set == H_F || set == H_V;
    return (fg_tmpl_options) {
        .left = fleet ? CRD_S("${") : CRD_S("{{"),
        .right = fleet ? CRD_S("}") : CRD_S("}}"),
        .funcs = funcs[set],
        .missing = fleet ? FG_MISSING_ERROR : FG_MISSING_DEFAULT,
        .name = CRD_S("values"),
    };
}

/* Parses and executes, and reads what was printed where the set asks for it. */
static void answer_on(crd_arena *arena, const fg_tmpl_options *options, bool values, crd_str text,
                      crd_str data, crd_buf *out, struct answer *ret)
{
    crd_err err = { .code = CRD_OK };
    crd_value tree;
    fg_run run;
    const fg_tmpl *set = NULL;
    fg_tmpl_run_init(&run, arena, NULL);
    bool ok = crd_json_read(arena, data, NULL, &tree, &err) &&
              (set = fg_tmpl_single(arena, options->name, text, options, &err)) != NULL;
    if (ok) {
        fg_tmpl_run_init(&run, arena, NULL);
        ok = fg_tmpl_run(set, options->name, fg_val_tree(&run, &tree), &run, out, &err);
    }
    ret->steps = fg_run_usage(&run).steps;
    ret->out_bytes = out->len;
    ok = ok && (!values || crd_yaml_read(arena, crd_buf_str(out), NULL, &tree, &err));
    ret->code = ok ? CRD_OK : err.code;
    ret->digest = digest_of(ok ? crd_buf_str(out) : err.message);
    snprintf(ret->said, sizeof(ret->said), "%.*s", (int)err.message.len, err.message.ptr);
}

static bool answer(const h_recipe *recipe, const fg_funcs *const *funcs, crd_str text, crd_str data,
                   struct answer *ret)
{
    double wall = now_ms(CLOCK_MONOTONIC);
    double cpu = now_ms(CLOCK_PROCESS_CPUTIME_ID);
    fg_tmpl_options options = options_of(recipe->set, funcs);
    crd_arena *arena = crd_arena_new(ARENA_BYTES_MAX);
    crd_buf out;
    crd_buf_init(&out, ARENA_BYTES_MAX);
    if (arena) {
        answer_on(arena, &options, recipe->set == H_V, text, data, &out, ret);
    }
    crd_buf_done(&out);
    crd_arena_free(arena);
    ret->cpu_ms = now_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    ret->wall_ms = now_ms(CLOCK_MONOTONIC) - wall;
    return arena != NULL;
}

static int breach(const h_recipe *recipe, const char *what, double got, double bound)
{
    printf("FAIL %s %s: %s %.1f, at most %.1f\n", recipe->group, recipe->name, what, got, bound);
    return 1;
}

static int judge(const struct options *options, const h_recipe *recipe, const struct worst *worst)
{
    int bad = 0;
    double ms_max = options->strict ? ANSWER_MS_STRICT : ANSWER_MS_MAX;
    /* the step that goes past the budget is counted too */
    if (worst->steps > 2 * FG_TMPL_STEPS_MAX) {
        bad += breach(recipe, "steps", (double)worst->steps, 2.0 * (double)FG_TMPL_STEPS_MAX);
    }
    if (worst->out_bytes > FG_TMPL_OUTPUT_BYTES_MAX) {
        bad += breach(recipe, "bytes", (double)worst->out_bytes, (double)FG_TMPL_OUTPUT_BYTES_MAX);
    }
    if (JUDGES && worst->kib > ANSWER_KIB_MAX) {
        bad += breach(recipe, "KiB", (double)worst->kib, ANSWER_KIB_MAX);
    }
    if (JUDGES && worst->cpu_ms > ms_max) {
        bad += breach(recipe, "ms", worst->cpu_ms, ms_max);
    }
    return bad;
}

static bool same_as_first(const h_recipe *recipe, const struct answer *first,
                          const struct answer *now)
{
    if (now->code != recipe->outcome) {
        printf("FAIL %s %s: %s, not %s: %s\n", recipe->group, recipe->name,
               crd_code_name(now->code), crd_code_name(recipe->outcome), now->said);
        return false;
    }
    if (now->digest != first->digest || now->steps != first->steps) {
        printf("FAIL %s %s: two answers differ\n", recipe->group, recipe->name);
        return false;
    }
    return true;
}

static void keep_worst(struct worst *worst, const struct answer *answer)
{
    worst->cpu_ms = answer->cpu_ms > worst->cpu_ms ? answer->cpu_ms : worst->cpu_ms;
    worst->wall_ms = answer->wall_ms > worst->wall_ms ? answer->wall_ms : worst->wall_ms;
    worst->steps = answer->steps > worst->steps ? answer->steps : worst->steps;
    worst->out_bytes = answer->out_bytes > worst->out_bytes ? answer->out_bytes : worst->out_bytes;
}

/* Makes text and data; the caller ends both. */
static bool prepare(const h_recipe *recipe, uint64_t n, crd_buf *text, crd_buf *data)
{
    crd_buf_init(text, CRD_TEXT_BYTES_MAX);
    crd_buf_init(data, CRD_TEXT_BYTES_MAX);
    h_expand(text, recipe->text, n);
    h_expand(data, recipe->data, n);
    return !crd_buf_failed(text) && !crd_buf_failed(data);
}

static int attack(const struct options *options, const h_recipe *recipe,
                  const fg_funcs *const *funcs, struct worst *overall)
{
    CRD_AUTO_BUF text;
    CRD_AUTO_BUF data;
    struct worst worst = { .kib = 0 };
    struct answer first = { .code = CRD_OK };
    if (!prepare(recipe, recipe->n, &text, &data)) {
        return breach(recipe, "memory for the text", 1, 0);
    }
    malloc_trim(0);
    peak_reset();
    long idle = status_kib("VmRSS:");
    for (size_t i = 0; i < options->times; i++) {
        struct answer now = { .code = CRD_OK };
        if (!answer(recipe, funcs, crd_buf_str(&text), crd_buf_str(&data), &now)) {
            return breach(recipe, "memory", 1, 0);
        }
        if (i == 0) {
            first = now;
        }
        if (!same_as_first(recipe, &first, &now)) {
            return 1;
        }
        keep_worst(&worst, &now);
    }
    worst.kib = status_kib("VmHWM:") - idle;
    printf("%s %-24s %-7s %9.1f %9.1f %9ld %10llu %9zu\n", recipe->group, recipe->name,
           recipe->outcome ? crd_code_name(recipe->outcome) : "fine", worst.cpu_ms, worst.wall_ms,
           worst.kib, (unsigned long long)worst.steps, worst.out_bytes);
    keep_worst(overall, &(struct answer) { .cpu_ms = worst.cpu_ms, .wall_ms = worst.wall_ms });
    overall->kib = worst.kib > overall->kib ? worst.kib : overall->kib;
    return judge(options, recipe, &worst);
}

/* The least CPU time of several answers at that size; negative when memory is out. */
static double least_ms(const h_recipe *recipe, const fg_funcs *const *funcs, uint64_t n)
{
    CRD_AUTO_BUF text;
    CRD_AUTO_BUF data;
    double least = -1;
    if (!prepare(recipe, n, &text, &data)) {
        return -1;
    }
    for (int i = 0; i < GROWTH_TIMES; i++) {
        struct answer now = { .code = CRD_OK };
        if (!answer(recipe, funcs, crd_buf_str(&text), crd_buf_str(&data), &now)) {
            return -1;
        }
        least = least < 0 || now.cpu_ms < least ? now.cpu_ms : least;
    }
    return least;
}

static int grow(const struct options *options, const h_recipe *recipe, const fg_funcs *const *funcs)
{
    if (!recipe->growth) {
        return 0;
    }
    double once = least_ms(recipe, funcs, recipe->growth);
    double twice = least_ms(recipe, funcs, 2 * recipe->growth);
    if (once < 0 || twice < 0) {
        return breach(recipe, "memory", 1, 0);
    }
    double ratio = once > 0 ? twice / once : 0;
    printf("%s %-24s %10llu %9.2f %9.2f %6.2f\n", recipe->group, recipe->name,
           (unsigned long long)recipe->growth, once, twice, ratio);
    return JUDGES && options->strict && ratio > GROWTH_MAX
               ? breach(recipe, "times as long", ratio, GROWTH_MAX)
               : 0;
}

static bool wanted(const struct options *options, const h_recipe *recipe)
{
    for (int i = 0; i < options->n_names; i++) {
        if (strcmp(options->names[i], recipe->group) == 0 ||
            strcmp(options->names[i], recipe->name) == 0) {
            return true;
        }
    }
    return options->n_names == 0;
}

static int run_all(const struct options *options, const fg_funcs *const *funcs)
{
    int bad = 0;
    size_t n = 0;
    struct worst overall = { .kib = 0 };
    printf("recipe                      outcome    cpu ms   wall ms   KiB more      steps     "
           "bytes\n");
    for (size_t i = 0; i < h_recipes_n; i++) {
        if (wanted(options, &h_recipes[i])) {
            bad += attack(options, &h_recipes[i], funcs, &overall);
            n++;
        }
    }
    printf("%zu recipes, %zu times each: worst answer %.1f ms CPU, %.1f ms wall; %.1f MiB above "
           "idle\n",
           n, options->times, overall.cpu_ms, overall.wall_ms, (double)overall.kib / 1024);
    if (options->growth) {
        printf("recipe                            size        ms  ms twice  ratio\n");
        for (size_t i = 0; i < h_recipes_n; i++) {
            bad += wanted(options, &h_recipes[i]) ? grow(options, &h_recipes[i], funcs) : 0;
        }
    }
    printf("%d failed\n", bad);
    return n && !bad ? 0 : 1;
}

static bool read_options(int argc, char **argv, struct options *ret)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--times") == 0 && i + 1 < argc) {
            ret->times = strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--growth") == 0) {
            ret->growth = true;
        } else if (strcmp(argv[i], "--strict") == 0) {
            ret->strict = true;
        } else if (argv[i][0] == '-') {
            return false;
        } else {
            ret->names = argv + i;
            ret->n_names = argc - i;
            break;
        }
    }
    return ret->times > 0;
}

int main(int argc, char **argv)
{
    struct options options = { .times = 1 };
    setvbuf(stdout, NULL, _IOLBF, 0); /* a long run shows how far it is */
    if (!read_options(argc, argv, &options)) {
        fprintf(stderr,
                "usage: hostile-templates [--times N] [--growth] [--strict] [GROUP|NAME...]\n");
        return 2;
    }
    crd_err err = { .code = CRD_OK };
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES_MAX);
    if (!arena) {
        return 2;
    }
    const fg_funcs *funcs[] = {
        [H_F] = fg_sprig_funcs(arena, FG_SPRIG_FLEET_LATEST, &err),
        [H_V] = fg_sprig_funcs(arena, FG_SPRIG_FLEET_LATEST, &err),
        [H_G] = fg_sprig_funcs(arena, FG_SPRIG_GO, &err),
        [H_S] = fg_sprig_funcs(arena, FG_SPRIG_ALL, &err),
        [H_H] = fg_sprig_funcs(arena, FG_SPRIG_HELM, &err),
    };
    return err.code == CRD_OK ? run_all(&options, funcs) : 2;
}
