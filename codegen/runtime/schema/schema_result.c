/* SPDX-License-Identifier: Apache-2.0 */
/* Results of validation: see schema_validate.h. */
#include "../base/limits.h"
#include "../base/num.h"
#include "schema_validate.h"

static void out_of_memory(crd_validation *v)
{
    if (!v->failed) {
        v->failed = true;
        crd_err_memory(v->err, v->arena);
    }
}

static void spot_write(crd_buf *buf, const crd_spot *spot)
{
    const crd_spot *steps[CRD_NESTING_MAX + 2];
    size_t n = 0;
    for (; spot && spot->up && n < CRD_NESTING_MAX + 2; spot = spot->up) {
        steps[n++] = spot;
    }
    while (n) {
        const crd_spot *step = steps[--n];
        if (step->is_index) {
            crd_buf_add_byte(buf, '[');
            crd_buf_add_uint(buf, step->index);
            crd_buf_add_byte(buf, ']');
        } else {
            crd_buf_add(buf, step->dotted || buf->len ? CRD_S(".") : CRD_S(""));
            crd_buf_add(buf, step->name);
        }
    }
}

crd_str crd_spot_text(crd_validation *v, const crd_spot *spot)
{
    crd_buf buf;
    crd_buf_on(&buf, v->arena, CRD_TEXT_BYTES_MAX);
    spot_write(&buf, spot);
    if (crd_buf_failed(&buf)) {
        out_of_memory(v);
    }
    return crd_buf_whole(&buf);
}

static bool is_said(const crd_result *result, crd_str said)
{
    for (const crd_misfit *misfit = result->first; misfit; misfit = misfit->next) {
        if (crd_str_eq(misfit->said, said)) {
            return true;
        }
    }
    return false;
}

static void append(crd_result *result, crd_misfit *misfit)
{
    misfit->next = NULL;
    if (result->last) {
        result->last->next = misfit;
    } else {
        result->first = misfit;
    }
    result->last = misfit;
    result->n++;
}

void crd_result_add(crd_validation *v, crd_result *result, const crd_misfit *misfit)
{
    bool valued = misfit->kind < CRD_FAULT_REQUIRED;
    if (!misfit->spot.ptr || !misfit->said.ptr || (valued && !misfit->value.ptr) ||
        !misfit->detail.ptr) {
        out_of_memory(v);
        return;
    }
    if (v->failed || result->n >= CRD_SCHEMA_FAULTS_MAX || is_said(result, misfit->said)) {
        return;
    }
    crd_misfit *copy = CRD_NEW(v->arena, crd_misfit);
    if (!copy) {
        out_of_memory(v);
        return;
    }
    *copy = *misfit;
    append(result, copy);
}

void crd_result_merge(crd_validation *v, crd_result *result, crd_result *from)
{
    (void)v;
    for (crd_misfit *misfit = from->first; misfit;) {
        crd_misfit *next = misfit->next;
        if (result->n < CRD_SCHEMA_FAULTS_MAX && !is_said(result, misfit->said)) {
            append(result, misfit);
        }
        misfit = next;
    }
    result->matches += from->matches;
    *from = (crd_result){ .n = 0 };
}

void crd_result_say(crd_validation *v, crd_result *result, const crd_spot *spot,
                    enum crd_fault_kind kind, crd_str words, crd_str value, const crd_value *at)
{
    crd_str text = crd_spot_text(v, spot);
    crd_str said = CRD_CAT(v->arena, text, CRD_S(" in body "), words);
    const crd_misfit misfit = {
        .kind = kind,
        .spot = text,
        .said = said,
        .value = value,
        .detail = kind < CRD_FAULT_NOT_SUPPORTED ? said : words,
        .at = at,
    };
    crd_result_add(v, result, &misfit);
}

void crd_result_say_whole(crd_validation *v, crd_result *result, const crd_spot *spot,
                          crd_str words, const crd_value *at)
{
    crd_str said = CRD_CAT(v->arena, crd_fault_quoted(v->arena, crd_spot_text(v, spot)), CRD_S(" "),
                           words);
    const crd_misfit misfit = {
        .kind = CRD_FAULT_INVALID,
        .placeless = true,
        .spot = CRD_S(""),
        .said = said,
        .value = CRD_S("\"\""),
        .detail = said,
        .at = at,
    };
    crd_result_add(v, result, &misfit);
}
