/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates: any text parses or is refused in Go's manner, twice alike, and what parses can be
 * cloned and run. The first byte chooses delimiters and the Go to behave as.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "tmpl/tmpl.h"

#define ARENA_BYTES ((size_t)128 * 1024 * 1024)

static void check_error(const crd_err *err, size_t size)
{
    if (err->code == CRD_E_SYNTAX) {
        FUZZ_LAW(crd_str_starts(err->message, CRD_S("template: t:")));
        FUZZ_LAW(err->place.line > 0 && err->place.column > 0 && err->place.offset <= size);
    } else {
        FUZZ_LAW(err->code == CRD_E_BUDGET || err->code == CRD_E_MEMORY);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    CRD_AUTO_ARENA run = crd_arena_new(ARENA_BYTES);
    crd_err first = { 0 };
    crd_err second = { 0 };
    if (!arena || !run) {
        return 0;
    }
    crd_str text = crd_str_of((const char *)data + 1, size - 1);
    bool fleet = data[0] & 1;
    fg_tmpl_options options = {
        .left = fleet ? CRD_S("${") : CRD_S(""),
        .right = fleet ? CRD_S("}") : CRD_S(""),
        .funcs = fg_funcs_new(arena, NULL, 0, NULL, 0, NULL),
        .go = data[0] & 2 ? FG_GO_1_23 : FG_GO_1_26,
        .missing = data[0] & 4 ? FG_MISSING_ERROR : FG_MISSING_DEFAULT,
    };
    const fg_tmpl *set = fg_tmpl_single(arena, CRD_S("t"), text, &options, &first);
    const fg_tmpl *again = fg_tmpl_single(arena, CRD_S("t"), text, &options, &second);
    FUZZ_LAW(!set == !again);
    if (!set) {
        check_error(&first, text.len);
        FUZZ_LAW(crd_str_eq(first.message, second.message));
        return 0;
    }
    fg_tmpl *clone = fg_tmpl_clone(arena, set, &second);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, 1 << 20);
    fg_exec_options exec = { .budget = { .steps = 20000, .output_bytes = 1 << 16 } };
    bool ok = fg_tmpl_render(set, CRD_S("t"), NULL, run, &exec, &out, &first);
    size_t len = out.len;
    if (clone) {
        crd_buf_done(&out);
        FUZZ_LAW(fg_tmpl_render(clone, CRD_S("t"), NULL, run, &exec, &out, &second) == ok);
        FUZZ_LAW(out.len == len);
        FUZZ_LAW(ok || crd_str_eq(first.message, second.message));
    }
    return 0;
}
