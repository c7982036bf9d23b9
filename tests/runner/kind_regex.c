/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind regex: {id, pattern, text, err} or {id, pattern, text, match, all}. match holds the offset
 * pairs of FindStringSubmatchIndex or null, all those of FindAllStringSubmatchIndex.
 */
#include "base/regex.h"
#include "failing.h"
#include "kind.h"

#define NOTE_BYTES_MAX ((size_t)16 * 1024 * 1024)

static void note_slots(crd_buf *buf, const ptrdiff_t *slots, size_t n)
{
    v_failing_pause();
    for (size_t i = 0; i < n; i++) {
        crd_buf_add_lit(buf, " ");
        crd_buf_add_int(buf, slots[i]);
    }
    crd_buf_add_lit(buf, ";");
    v_failing_resume();
}

static void note_list(crd_buf *buf, const crd_value *list)
{
    v_failing_pause();
    for (size_t i = 0; i < crd_len_of(list); i++) {
        crd_buf_add_lit(buf, " ");
        crd_buf_add(buf, crd_text_of(crd_item(list, i)));
    }
    crd_buf_add_lit(buf, ";");
    v_failing_resume();
}

static bool compare(struct v_run *run, const crd_value *test, const crd_regex *regex, crd_str text)
{
    size_t n = 2 * (crd_regex_n_groups(regex) + 1);
    v_failing_pause();
    ptrdiff_t *slots = CRD_NEW_N(run->arena, ptrdiff_t, n);
    v_failing_resume();
    crd_regex_scan *scan;
    crd_err err = { 0 };
    bool found;
    bool matched;
    if (!slots) {
        return v_fail(run, CRD_S("out of memory"));
    }
    if (!crd_regex_find(regex, run->arena, text, 0, slots, n, &found, &err) ||
        !crd_regex_match(regex, run->arena, text, &matched, &err) ||
        !crd_regex_scan_new(run->arena, regex, text, n, &scan, &err)) {
        return v_fail(run, err.message);
    }
    const crd_value *match = CRD_GET(test, "match");
    const crd_value *all = CRD_GET(test, "all");
    crd_buf got;
    crd_buf want;
    crd_buf_on(&got, run->arena, NOTE_BYTES_MAX);
    crd_buf_on(&want, run->arena, NOTE_BYTES_MAX);
    note_list(&want, match);
    if (found) {
        note_slots(&got, slots, n);
    } else {
        note_slots(&got, NULL, 0);
    }
    bool same = v_same_bool(run, "matches", matched, crd_len_of(match) > 0);
    same &= v_same(run, "match", crd_buf_str(&got), crd_buf_str(&want));
    crd_buf_clear(&got);
    crd_buf_clear(&want);
    for (size_t i = 0; i < crd_len_of(all); i++) {
        note_list(&want, crd_item(all, i));
    }
    const ptrdiff_t *each;
    bool ok = crd_regex_scan_next(scan, &each, &err);
    while (ok && each) {
        note_slots(&got, each, n);
        ok = crd_regex_scan_next(scan, &each, &err);
    }
    same &= ok || v_fail(run, err.message);
    same &= v_same(run, "all", crd_buf_str(&got), crd_buf_str(&want));
    same &= !(crd_buf_failed(&got) || crd_buf_failed(&want)) || v_fail(run, CRD_S("too long"));
    return same;
}

bool v_regex(struct v_run *run, const crd_value *test)
{
    crd_str pattern;
    crd_str text;
    crd_str want = CRD_S("");
    if (!v_text(run, test, "pattern", &pattern) || !v_text(run, test, "text", &text)) {
        return v_fail(run, CRD_S("has no pattern or no text"));
    }
    v_text(run, test, "err", &want);
    const crd_regex *regex = NULL;
    crd_err err = { 0 };
    bool ok = crd_regex_compile(run->arena, pattern, &regex, &err);
    bool same = v_same(run, "err", ok ? CRD_S("") : err.message, want);
    return ok && !want.len ? compare(run, test, regex, text) && same : same;
}
