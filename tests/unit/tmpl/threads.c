/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One compiled set and one tree of data, run by several threads at once: each gets what a single
 * one got. Meant for the thread sanitizer; passes everywhere.
 */
#include <pthread.h>
#include <stdio.h>

#include "tmpl/tmpl.h"
#include "value/json.h"

#define N_THREADS 4
#define N_RUNS 200
#define BYTES ((size_t)1 << 22)

static const char text[] =
    "{{define \"T\"}}{{range $k, $v := .m}}{{$k}}={{printf \"%v|%q\" $v $k}}{{end}}{{end}}"
    "{{if and .a .l}}{{template \"T\" .}}{{end}}{{range .l}}{{.}}{{else}}none{{end}}"
    "{{with .m}}{{.x}}{{end}}{{index .l 1}}{{len .l}}{{html .a}}{{.m.missing}}";
static const char json[] =
    "{\"a\":\"<a>\",\"l\":[1,2,3],\"m\":{\"x\":1.5,\"b\":[true],\"c\":null}}";

struct shared {
    const fg_tmpl *set;
    const crd_value *data;
    crd_str want;
};

static bool render(const struct shared *shared, crd_buf *out)
{
    CRD_AUTO_ARENA arena = crd_arena_new(BYTES);
    return arena && fg_tmpl_render(shared->set, CRD_S("t"), shared->data, arena, NULL, out, NULL);
}

static void *work(void *argument)
{
    const struct shared *shared = argument;
    for (int i = 0; i < N_RUNS; i++) {
        CRD_AUTO_BUF out;
        crd_buf_init(&out, BYTES);
        if (!render(shared, &out) || !crd_str_eq(crd_buf_str(&out), shared->want)) {
            return argument;
        }
    }
    return NULL;
}

int main(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(BYTES);
    CRD_AUTO_BUF want;
    crd_value data;
    pthread_t threads[N_THREADS];
    int failed = 0;
    crd_buf_init(&want, BYTES);
    fg_tmpl_options options = { .funcs = fg_funcs_new(arena, NULL, 0, NULL, 0, NULL) };
    struct shared shared = {
        .set = fg_tmpl_single(arena, CRD_S("t"), crd_str_c(text), &options, NULL),
        .data = &data,
    };
    if (!shared.set || !crd_json_read(arena, crd_str_c(json), NULL, &data, NULL) ||
        !render(&shared, &want)) {
        fprintf(stderr, "threads-tmpl: cannot begin\n");
        return 1;
    }
    shared.want = crd_buf_str(&want);
    for (int i = 0; i < N_THREADS; i++) {
        failed += pthread_create(&threads[i], NULL, work, &shared) != 0;
    }
    for (int i = 0; i < N_THREADS && !failed; i++) {
        void *result;
        failed += pthread_join(threads[i], &result) != 0 || result;
    }
    printf("threads-tmpl: %d threads, %d runs each: %s\n", N_THREADS, N_RUNS,
           failed ? "failed" : "passed");
    return failed != 0;
}
