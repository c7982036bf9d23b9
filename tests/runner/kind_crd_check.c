/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind crd-check: {id, in, decode} or {id, in, strict, errors, warnings}. in is a CRD as YAML; decode
 * the error of decoding it, strict what strict decoding adds in its order; errors and warnings are
 * sorted. Whatever the model cannot hold counts as refused by the server for another reason.
 */
#include <stdlib.h>

#include "compiler/check.h"
#include "compiler/load.h"
#include "failing.h"
#include "kind.h"

#define NOTE_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define FRONT                                                                                      \
    "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: "

static int by_text(const void *a, const void *b)
{
    return crd_str_cmp(*(const crd_str *)a, *(const crd_str *)b);
}

/* The texts sorted, a line each. */
static crd_str sorted(struct v_run *run, crd_str *texts, size_t n)
{
    crd_buf buf;
    crd_buf_on(&buf, run->arena, NOTE_BYTES_MAX);
    if (n) {
        qsort(texts, n, sizeof(*texts), by_text);
    }
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(&buf, texts[i]);
        crd_buf_add_byte(&buf, '\n');
    }
    return crd_buf_whole(&buf);
}

static crd_str lines_of(struct v_run *run, const crd_value *list)
{
    crd_buf buf;
    crd_buf_on(&buf, run->arena, NOTE_BYTES_MAX);
    for (size_t i = 0; i < crd_len_of(list); i++) {
        crd_buf_add(&buf, crd_text_of(crd_item(list, i)));
        crd_buf_add_byte(&buf, '\n');
    }
    return crd_buf_whole(&buf);
}

static bool same_errors(struct v_run *run, const crd_value *test, const crdc_verdict *verdict)
{
    crd_str *texts = CRD_NEW_N(run->arena, crd_str, verdict->faults.n + 1);
    size_t n = 0;
    for (const crd_fault *fault = verdict->faults.first; texts && fault; fault = fault->next) {
        texts[n++] = crd_fault_text(run->arena, fault);
    }
    return texts ? v_same(run, "errors", sorted(run, texts, n),
                          lines_of(run, CRD_GET(test, "errors")))
                 : v_fail(run, CRD_S(""));
}

static bool same_warnings(struct v_run *run, const crd_value *test, const crdc_verdict *verdict)
{
    size_t n = 0;
    for (const crdc_remark *remark = verdict->warnings; remark; remark = remark->next) {
        n++;
    }
    crd_str *texts = CRD_NEW_N(run->arena, crd_str, n + 1);
    n = 0;
    for (const crdc_remark *remark = verdict->warnings; texts && remark; remark = remark->next) {
        texts[n++] = remark->text;
    }
    return texts ? v_same(run, "warnings", sorted(run, texts, n),
                          lines_of(run, CRD_GET(test, "warnings")))
                 : v_fail(run, CRD_S(""));
}

static bool same_strict(struct v_run *run, const crd_value *test, const crdc_verdict *verdict)
{
    crd_buf buf;
    crd_buf_on(&buf, run->arena, NOTE_BYTES_MAX);
    for (const crd_go_unknown *unknown = verdict->unknown; unknown; unknown = unknown->next) {
        crd_buf_add_lit(&buf, "unknown field ");
        crd_buf_add(&buf, crd_fault_quoted(run->arena, unknown->path));
        crd_buf_add_byte(&buf, '\n');
    }
    return v_same(run, "strict", crd_buf_whole(&buf), lines_of(run, CRD_GET(test, "strict")));
}

static bool compare(struct v_run *run, const crd_value *test, const crdc_verdict *verdict)
{
    crd_str decode = crd_text_of(CRD_GET(test, "decode"));
    crd_str got = verdict->decode_error;
    got = crd_str_starts(got, CRD_S(FRONT)) ? crd_str_from(got, sizeof(FRONT) - 1) : got;
    bool same = v_same(run, "decode", got, decode);
    if (decode.len || got.len) {
        return same;
    }
    same &= same_strict(run, test, verdict);
    same &= same_errors(run, test, verdict);
    same &= same_warnings(run, test, verdict);
    return same;
}

bool v_crd_check(struct v_run *run, const crd_value *test)
{
    crd_str in;
    crdc_loading loading;
    crdc_verdict verdict;
    crd_err err = { .code = CRD_OK };
    if (!v_text(run, test, "in", &in)) {
        return v_fail(run, CRD_S("has no in"));
    }
    crdc_loading_init(&loading, run->arena);
    loading.as_server = true;
    loading.memory_only = true;
    if (!crdc_load_text(&loading, CRD_S("in"), in, &err)) {
        return v_fail(run, err.message);
    }
    const crdc_set set = crdc_loaded(&loading);
    const crdc_crd *broken = loading.broken ? loading.broken->crd : NULL;
    if (!set.n && !broken) {
        return v_fail(run, CRD_S("holds no CRD"));
    }
    bool ok = set.n ? crdc_check(run->arena, set.crds[0], &verdict, &err)
                    : crdc_check_decodes(run->arena, broken, &verdict, &err);
    if (!ok) {
        return v_fail(run, err.message);
    }
    v_failing_pause();
    bool same = compare(run, test, &verdict);
    v_failing_resume();
    return same;
}
