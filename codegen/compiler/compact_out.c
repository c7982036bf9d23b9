/* SPDX-License-Identifier: Apache-2.0 */
/* What the compact form is resolved into, member by member, and faults at the present place. */
#include "compact_inside.h"

/* A refusal of the builder: past its bounds the document is at fault. */
static bool check_out(crdc_compact *compact, bool ok)
{
    if (ok || compact->failed) {
        return ok;
    }
    const crd_err *found = crd_builder_error(compact->out);
    if (crd_code_is_ours(found->code)) {
        compact->failed = true;
        *compact->err = *found;
    } else {
        CRDC_FAULT(compact, found->message);
    }
    return false;
}

static bool put_key(crdc_compact *compact, crd_str key)
{
    if (compact->failed || compact->faulty) {
        return false;
    }
    return !key.ptr || check_out(compact, crd_builder_key(compact->out, key, compact->place));
}

void crdc_put(crdc_compact *compact, crd_str key, const crd_value *value)
{
    if (put_key(compact, key)) {
        check_out(compact, crd_builder_value(compact->out, *value, compact->place));
    }
}

static crd_str key_of(const char *key)
{
    return key ? crd_str_c(key) : crd_str_of(NULL, 0);
}

void crdc_put_text(crdc_compact *compact, const char *key, crd_str text)
{
    crd_value value = crd_value_string(text);
    crdc_put(compact, key_of(key), &value);
}

void crdc_put_bool(crdc_compact *compact, const char *key, bool truth)
{
    crd_value value = crd_value_bool(truth);
    crdc_put(compact, key_of(key), &value);
}

void crdc_put_open_at(crdc_compact *compact, crd_str key, enum crd_kind kind)
{
    if (put_key(compact, key)) {
        check_out(compact, crd_builder_open(compact->out, kind, compact->place));
    }
}

void crdc_put_open(crdc_compact *compact, const char *key, enum crd_kind kind)
{
    crdc_put_open_at(compact, key_of(key), kind);
}

void crdc_put_close(crdc_compact *compact)
{
    if (!compact->failed && !compact->faulty) {
        check_out(compact, crd_builder_close(compact->out));
    }
}

void crdc_compact_fault(crdc_compact *compact, const crd_str *words, size_t n)
{
    crd_str message = crd_str_cat(compact->arena, words, n);
    if (compact->failed || compact->faulty) {
        return; /* what is written behind the first fault makes no sense */
    }
    compact->faulty = true;
    if (!message.ptr) {
        compact->failed = true;
        crd_err_memory(compact->err, compact->arena);
        return;
    }
    const crd_diag diag = {
        .rule = CRD_S("compact"),
        .severity = CRD_ERROR,
        .path = compact->path,
        .message = message,
        .subject = compact->file,
        .place = compact->place,
    };
    compact->failed = !crd_diags_add(&compact->loading->diags, &diag, compact->err);
}
