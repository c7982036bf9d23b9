/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-templates DIR [CPU_MS]: what the template engine needs, in CPU time of this process, for
 * the documents that go/ has written to DIR (SIZE.tmpl with the data in context.json). Writes what
 * it renders to DIR/SIZE.ours and prints lines "SIZE.parse_ns N", "SIZE.execute_ns N" and
 * "SIZE.unmarshal_ns N", each measured for at least CPU_MS milliseconds (50). Compares nothing: run
 * does that.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/num.h"
#include "sprig/sprig.h"
#include "tmpl/tmpl.h"
#include "value/json.h"
#include "value/yaml.h"

#define CPU_MS_DEFAULT 50
#define CALLS_MAX ((size_t)1 << 24)

static const char *const sizes[] = { "small", "medium", "large" };

/* One size's document and what is measured on it. */
struct bench {
    crd_arena *arena; /* emptied before each call */
    fg_tmpl_options options;
    crd_str text;
    crd_value data;
    const fg_tmpl *set; /* compiled once, for execute */
    crd_buf out;
    crd_err err;
};

typedef bool (*bench_call)(struct bench *bench);

static bool call_parse(struct bench *bench)
{
    crd_arena_reset(bench->arena);
    return fg_tmpl_single(bench->arena, bench->options.name, bench->text, &bench->options,
                          &bench->err) != NULL;
}

static bool call_execute(struct bench *bench)
{
    crd_arena_reset(bench->arena);
    crd_buf_clear(&bench->out);
    return fg_tmpl_render(bench->set, bench->options.name, &bench->data, bench->arena, NULL,
                          &bench->out, &bench->err);
}

static bool call_unmarshal(struct bench *bench)
{
    crd_value values;
    crd_arena_reset(bench->arena);
    return crd_yaml_read(bench->arena, crd_buf_str(&bench->out), NULL, &values, &bench->err);
}

static int64_t cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* CPU time of n calls; negative when one fails. */
static int64_t time_of(struct bench *bench, bench_call call, size_t n)
{
    int64_t start = cpu_ns();
    for (size_t i = 0; i < n; i++) {
        if (!call(bench)) {
            return -1;
        }
    }
    return cpu_ns() - start;
}

/* Doubles the number of calls until they fill the time, then prints what one took. */
static bool measure(struct bench *bench, const char *size, const char *what, bench_call call,
                    int64_t cpu_ms)
{
    size_t n = 1;
    int64_t spent = time_of(bench, call, n);
    while (spent >= 0 && spent < cpu_ms * 1000000 && n < CALLS_MAX) {
        n *= 2;
        spent = time_of(bench, call, n);
    }
    if (spent < 0) {
        fprintf(stderr, "bench-templates: %s %s: %.*s\n", size, what, (int)bench->err.message.len,
                bench->err.message.ptr);
        return false;
    }
    printf("%s.%s_ns %.0f\n", size, what, (double)spent / (double)n);
    return true;
}

static bool read_file(const char *folder, const char *name, const char *suffix, crd_buf *ret)
{
    char path[4096];
    int n = snprintf(path, sizeof(path), "%s/%s%s", folder, name, suffix);
    FILE *file = n > 0 && (size_t)n < sizeof(path) ? fopen(path, "rb") : NULL;
    if (!file) {
        return false;
    }
    size_t got = 1;
    while (got) {
        char *to = crd_buf_reserve(ret, 65536);
        got = to ? fread(to, 1, 65536, file) : 0;
        ret->len += got;
    }
    bool ok = !ferror(file) && !crd_buf_failed(ret);
    fclose(file);
    return ok;
}

static bool write_file(const char *folder, const char *name, const char *suffix, crd_str text)
{
    char path[4096];
    int n = snprintf(path, sizeof(path), "%s/%s%s", folder, name, suffix);
    FILE *file = n > 0 && (size_t)n < sizeof(path) ? fopen(path, "wb") : NULL;
    if (!file) {
        return false;
    }
    bool ok = fwrite(text.ptr, 1, text.len, file) == text.len;
    return fclose(file) == 0 && ok;
}

static int fail(const char *what, const char *name, crd_str why)
{
    fprintf(stderr, "bench-templates: %s %s%s%.*s\n", what, name, why.len ? ": " : "", (int)why.len,
            why.ptr);
    return 1;
}

static int bench_size(struct bench *bench, crd_arena *kept, const char *folder, const char *size,
                      int64_t cpu_ms)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRD_TEXT_BYTES_MAX);
    if (!read_file(folder, size, ".tmpl", &text)) {
        return fail("cannot read the document", size, CRD_S(""));
    }
    bench->text = crd_buf_str(&text);
    bench->set =
        fg_tmpl_single(kept, bench->options.name, bench->text, &bench->options, &bench->err);
    if (!bench->set || !call_execute(bench)) {
        return fail("cannot render", size, bench->err.message);
    }
    if (!write_file(folder, size, ".ours", crd_buf_str(&bench->out))) {
        return fail("cannot write", size, CRD_S(""));
    }
    return measure(bench, size, "parse", call_parse, cpu_ms) &&
                   measure(bench, size, "execute", call_execute, cpu_ms) &&
                   measure(bench, size, "unmarshal", call_unmarshal, cpu_ms)
               ? 0
               : 1;
}

int main(int argc, char **argv)
{
    int64_t cpu_ms = CPU_MS_DEFAULT;
    if (argc < 2 || argc > 3 || (argc == 3 && (cpu_ms = strtoll(argv[2], NULL, 10)) < 1)) {
        fprintf(stderr, "usage: bench-templates DIR [CPU_MS]\n");
        return 2;
    }
    CRD_AUTO_ARENA kept = crd_arena_new(CRD_TEXT_BYTES_MAX);
    CRD_AUTO_ARENA arena = crd_arena_new(CRD_TEXT_BYTES_MAX);
    CRD_AUTO_BUF data;
    struct bench bench = { .arena = arena };
    crd_buf_init(&data, CRD_TEXT_BYTES_MAX);
    crd_buf_init(&bench.out, CRD_TEXT_BYTES_MAX);
    if (!kept || !arena || !read_file(argv[1], "context", ".json", &data) ||
        !crd_json_read(kept, crd_buf_str(&data), NULL, &bench.data, &bench.err)) {
        crd_buf_done(&bench.out);
        return fail("cannot read", "context.json", bench.err.message);
    }
    bench.options = (fg_tmpl_options) {
        .left = CRD_S("${"),
        .right = CRD_S("}"),
        .funcs = fg_sprig_funcs(kept, FG_SPRIG_FLEET_LATEST, &bench.err),
        .missing = FG_MISSING_ERROR,
        .name = CRD_S("values"),
    };
    int code = bench.options.funcs ? 0 : fail("out of memory", "", CRD_S(""));
    for (size_t i = 0; code == 0 && i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        code = bench_size(&bench, kept, argv[1], sizes[i], cpu_ms);
    }
    crd_buf_done(&bench.out);
    return code;
}
