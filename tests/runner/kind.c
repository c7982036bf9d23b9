/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds share: see kind.h. */
#include "kind.h"

#include "base/base64.h"
#include "base/num.h"
#include "failing.h"
#include "value/json.h"

#define NOTE_BYTES_MAX ((size_t)64 * 1024 * 1024)

static bool text_of(struct v_run *run, const crd_value *test, const char *name, crd_str *ret)
{
    const crd_value *plain = crd_map_get(test, crd_str_c(name));
    if (crd_is_string(plain)) {
        *ret = crd_text_of(plain);
        return true;
    }
    crd_str key = CRD_CAT(run->arena, crd_str_c(name), CRD_S("_b64"));
    const crd_value *coded = key.ptr ? crd_map_get(test, key) : NULL;
    if (!crd_is_string(coded)) {
        return false;
    }
    crd_buf bytes;
    size_t bad;
    crd_buf_on(&bytes, run->arena, NOTE_BYTES_MAX);
    if (!crd_base64_decode(&bytes, crd_text_of(coded), &bad) || crd_buf_failed(&bytes)) {
        return false;
    }
    *ret = crd_buf_str(&bytes);
    return true;
}

bool v_text(struct v_run *run, const crd_value *test, const char *name, crd_str *ret)
{
    v_failing_pause();
    bool found = text_of(run, test, name, ret);
    v_failing_resume();
    return found;
}

static void note(crd_buf *buf, const char *label, crd_str text)
{
    v_failing_pause();
    if (buf->len) {
        crd_buf_add_lit(buf, "\n");
    }
    crd_buf_add(buf, crd_str_c(label));
    crd_buf_add_lit(buf, ": ");
    crd_buf_add(buf, text);
    v_failing_resume();
}

bool v_same(struct v_run *run, const char *label, crd_str got, crd_str want)
{
    if (crd_str_eq(got, want)) {
        return true;
    }
    note(run->got, label, got);
    note(run->want, label, want);
    return false;
}

bool v_same_bool(struct v_run *run, const char *label, bool got, bool want)
{
    return v_same(run, label, got ? CRD_S("true") : CRD_S("false"),
                  want ? CRD_S("true") : CRD_S("false"));
}

bool v_same_int(struct v_run *run, const char *label, int64_t got, int64_t want)
{
    char a[CRD_INT_TEXT_MAX];
    char b[CRD_INT_TEXT_MAX];
    return v_same(run, label, crd_int_text(got, a), crd_int_text(want, b));
}

static void note_value(crd_buf *buf, const char *label, const crd_value *value)
{
    note(buf, label, value ? CRD_S("") : CRD_S("(absent)"));
    if (value) {
        v_failing_pause();
        crd_json_write(buf, value, &(crd_json_style){ .keep_html = true }, NULL);
        v_failing_resume();
    }
}

bool v_same_value(struct v_run *run, const char *label, const crd_value *got,
                  const crd_value *want)
{
    if (!got == !want && crd_value_equal(got, want)) {
        return true;
    }
    note_value(run->got, label, got);
    note_value(run->want, label, want);
    return false;
}

bool v_fail(struct v_run *run, crd_str why)
{
    note(run->want, "case", CRD_S("can be run"));
    note(run->got, "case", why.len ? why : CRD_S("out of memory"));
    return false;
}

bool v_same_outcome(struct v_run *run, const crd_value *test, crd_str out, crd_str error)
{
    crd_str want;
    const char *got_label = error.ptr ? "err" : "out";
    crd_str got = error.ptr ? error : out;
    if (v_text(run, test, got_label, &want)) {
        return v_same(run, got_label, got, want);
    }
    const char *want_label = error.ptr ? "out" : "err";
    if (!v_text(run, test, want_label, &want)) {
        return v_fail(run, CRD_S("has neither out nor err"));
    }
    note(run->got, got_label, got);
    note(run->want, want_label, want);
    return false;
}
