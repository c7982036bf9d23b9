/* SPDX-License-Identifier: Apache-2.0 */
/* The framing cases as steps: see framing_case.h. */
#include "framing_case.h"

#include "base/utf8.h"
#include "value/json.h"

#define CASE_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* U+0000 to U+00FF of the text are the bytes. */
static bool to_bytes(crd_arena *arena, crd_str text, crd_str *ret_bytes, crd_err *err)
{
    crd_buf bytes;
    crd_buf_on(&bytes, arena, CASE_BYTES_MAX);
    while (text.len) {
        size_t size;
        uint32_t rune = crd_rune_decode(text, &size);
        if (rune > 0xff) {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("a character past U+00FF is no byte"));
        }
        crd_buf_add_byte(&bytes, (char)rune);
        text = crd_str_from(text, size);
    }
    *ret_bytes = crd_buf_whole(&bytes);
    return ret_bytes->ptr || crd_err_memory(err, arena);
}

static bool repeat(crd_arena *arena, const crd_value *item, crd_str *ret_bytes, crd_err *err)
{
    int64_t times;
    crd_str unit;
    crd_buf bytes;
    if (!crd_number_int(CRD_GET(item, "times"), &times) ||
        !to_bytes(arena, crd_text_of(CRD_GET(item, "repeat")), &unit, err)) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("repeat wants times"));
    }
    crd_buf_on(&bytes, arena, CASE_BYTES_MAX);
    for (int64_t i = 0; i < times && !crd_buf_failed(&bytes); i++) {
        crd_buf_add(&bytes, unit);
    }
    *ret_bytes = crd_buf_whole(&bytes);
    return ret_bytes->ptr || crd_err_memory(err, arena);
}

static bool read_step(crd_arena *arena, const crd_value *item, framing_step *ret_step, crd_err *err)
{
    ret_step->type = FRAMING_SEND;
    if (crd_is_string(item)) {
        return to_bytes(arena, crd_text_of(item), &ret_step->bytes, err);
    }
    if (CRD_GET(item, "repeat")) {
        return repeat(arena, item, &ret_step->bytes, err);
    }
    if (CRD_GET(item, "wait")) {
        ret_step->type = FRAMING_WAIT;
        return to_bytes(arena, crd_text_of(CRD_GET(item, "wait")), &ret_step->bytes, err);
    }
    crd_str end = crd_text_of(CRD_GET(item, "end"));
    if (crd_str_eq(end, CRD_S("half-close"))) {
        ret_step->type = FRAMING_HALF_CLOSE;
    } else if (crd_str_eq(end, CRD_S("reset"))) {
        ret_step->type = FRAMING_RESET;
    } else {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("a step that is not known"));
    }
    return true;
}

bool framing_case_read(crd_arena *arena, crd_str line, framing_case *ret_case, crd_err *err)
{
    crd_value row;
    if (!crd_json_read(arena, line, NULL, &row, err)) {
        return false;
    }
    const crd_value *send = CRD_GET(&row, "send");
    size_t n = crd_len_of(send);
    framing_step *steps = CRD_NEW_N(arena, framing_step, n + 1);
    if (!steps) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < n; i++) {
        if (!read_step(arena, crd_item(send, i), &steps[i], err)) {
            return false;
        }
    }
    *ret_case = (framing_case) {
        .name = crd_text_of(CRD_GET(&row, "name")),
        .area = crd_text_of(CRD_GET(&row, "area")),
        .want = crd_text_of(CRD_GET(&row, "want")),
        .go = crd_text_of(CRD_GET(&row, "go")),
        .steps = steps,
        .step_count = n,
        .alone = crd_is_true(CRD_GET(&row, "alone")),
        .bodyless = crd_is_true(CRD_GET(&row, "bodyless")),
    };
    if (!ret_case->name.len || !n) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("a case wants name and send"));
    }
    return true;
}
