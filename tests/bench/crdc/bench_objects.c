/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads and prints full sample objects of every kind that it is linked with (a table as hack/corpus makes
 * it) and prints the CPU time of one pass, and what the objects take in memory. tests/bench/crdc/run
 * links it. Run: bench-objects MILLISECONDS, or --print for the samples, one a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <crd/value/json.h>

#include "../../corpus/sample.h"

extern const crd_struct *const corpus_kinds[]; /* ends with NULL */

#define MEMORY_BYTES ((size_t)4 * 1024 * 1024 * 1024)

struct totals {
    size_t text_bytes;
    size_t arena_bytes;
};

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* The sample's text in the order of the CRD, as programs write objects. */
static crd_str sample_text(crd_arena *arena, const crd_struct *type)
{
    crd_value document;
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, MEMORY_BYTES);
    if (!sample_make(arena, type, SAMPLE_FULL, &document) ||
        !crd_json_write(&buf, &document, &(crd_json_style){ .keep_order = true }, NULL)) {
        return crd_str_of(NULL, 0);
    }
    return crd_arena_str(arena, crd_buf_str(&buf));
}

static bool read_all(const crd_str *texts, size_t n, struct totals *totals)
{
    for (size_t i = 0; i < n; i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
        if (!arena || !crd_decode_json(arena, corpus_kinds[i], texts[i], NULL, NULL)) {
            return false;
        }
        totals->text_bytes += texts[i].len;
        totals->arena_bytes += crd_arena_used(arena);
    }
    return true;
}

static bool write_all(void *const *objects, size_t n, crd_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        crd_buf_clear(out);
        if (!crd_encode_json(out, corpus_kinds[i], objects[i], NULL)) {
            return false;
        }
    }
    return true;
}

static bool measure(crd_arena *arena, const crd_str *texts, size_t n, double limit)
{
    struct totals totals = { 0 };
    CRD_AUTO_BUF out;
    size_t passes = 0;
    void **objects = CRD_NEW_N(arena, void *, n);
    crd_buf_init(&out, MEMORY_BYTES);
    double start = cpu_ns();
    do {
        totals = (struct totals){ 0 };
        if (!read_all(texts, n, &totals)) {
            return false;
        }
        passes++;
    } while (cpu_ns() - start < limit);
    printf("objects %zu\nbytes %zu\nmemory %zu\nread_ns %.0f\n", n, totals.text_bytes,
           totals.arena_bytes, (cpu_ns() - start) / (double)passes);
    for (size_t i = 0; objects && i < n; i++) {
        objects[i] = crd_decode_json(arena, corpus_kinds[i], texts[i], NULL, NULL);
        if (!objects[i]) {
            return false;
        }
    }
    start = cpu_ns();
    passes = 0;
    do {
        if (!objects || !write_all(objects, n, &out)) {
            return false;
        }
        passes++;
    } while (cpu_ns() - start < limit);
    printf("write_ns %.0f\n", (cpu_ns() - start) / (double)passes);
    return true;
}

int main(int argc, char **argv)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
    size_t n = 0;
    while (corpus_kinds[n]) {
        n++;
    }
    crd_str *texts = arena ? CRD_NEW_N(arena, crd_str, n) : NULL;
    if (argc != 2 || !texts) {
        fputs("bench-objects MILLISECONDS or --print\n", stderr);
        return 2;
    }
    bool prints = strcmp(argv[1], "--print") == 0;
    for (size_t i = 0; i < n; i++) {
        texts[i] = sample_text(arena, corpus_kinds[i]);
        if (!texts[i].ptr) {
            fputs("bench-objects: no sample\n", stderr);
            return 1;
        }
        if (prints) {
            printf("%.*s\n", CRD_FMT(texts[i]));
        }
    }
    return prints || measure(arena, texts, n, (double)strtol(argv[1], NULL, 10) * 1e6) ? 0 : 1;
}
