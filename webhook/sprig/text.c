/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's letters and words: cases, wrapping, shortening. The algorithms are in shape.c. */
#include "base/limits.h"
#include "chapters.h"
#include "outcome.h"
#include "shape.h"

/* A function of one text whose result is at most some times as long. */
#define SHAPE(name, call)                                                                          \
    FG_FUNCTION(name)                                                                              \
    {                                                                                              \
        crd_buf buf;                                                                               \
        crd_str text = fg_text(args[0]);                                                           \
        if (!fg_spend_bytes(run, text.len * 8, err)) {                                             \
            return false;                                                                          \
        }                                                                                          \
        fg_buf_open(run, &buf);                                                                    \
        call;                                                                                      \
        return fg_buf_value(run, &buf, ret, err);                                                  \
    }

SHAPE(camel_case, fg_shape_pascal(&buf, text))
SHAPE(snake_case, fg_shape_lower(&buf, text, '_'))
SHAPE(kebab_case, fg_shape_lower(&buf, text, '-'))
SHAPE(swap_case, fg_shape_swap(&buf, text))
SHAPE(title, fg_shape_title(&buf, text))
SHAPE(untitle, fg_shape_untitle(&buf, text))
SHAPE(initials, fg_shape_initials(&buf, text))
SHAPE(no_space, fg_shape_no_space(&buf, text))

/* Each blank, or with long words each width bytes, may become a joint: charged before. */
static bool wrap_text(fg_run *run, int64_t width, crd_str joint, bool long_words, crd_str text,
                      fg_val *ret, crd_err *err)
{
    size_t lines = width < 1 ? text.len : text.len / (size_t)width;
    size_t joint_bytes = joint.len ? joint.len : 1;
    if (lines > CRD_TEXT_BYTES_MAX / joint_bytes) {
        lines = CRD_TEXT_BYTES_MAX / joint_bytes;
    }
    crd_buf buf;
    if (!fg_spend_bytes(run, 2 * text.len + lines * joint_bytes, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    fg_shape_wrap(&buf, text, width, joint, long_words);
    return fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(wrap)
{
    return wrap_text(run, args[0].as.i, CRD_S(""), false, fg_text(args[1]), ret, err);
}

FG_FUNCTION(wrap_with)
{
    return wrap_text(run, args[0].as.i, fg_text(args[1]), true, fg_text(args[2]), ret, err);
}

FG_FUNCTION(abbrev)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_shape_abbrev(&buf, fg_text(args[1]), args[0].as.i);
    return fg_spend_bytes(run, args[1].len, err) && fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(abbrev_both)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    fg_shape_abbrev_both(&buf, fg_text(args[2]), args[0].as.i, args[1].as.i);
    return fg_spend_bytes(run, args[2].len, err) && fg_buf_value(run, &buf, ret, err);
}

FG_FUNCTION(plural)
{
    *ret = args[2].as.i == 1 ? args[0] : args[1];
    return true;
}

static const fg_func rows[] = {
    FG_ROW("camelcase", camel_case, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("snakecase", snake_case, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("kebabcase", kebab_case, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("swapcase", swap_case, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("title", title, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("untitle", untitle, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("initials", initials, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("nospace", no_space, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("plural", plural, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T, FG_INT_T),
    FG_ROW("wrap", wrap, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("wrapWith", wrap_with, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T, FG_STRING_T),
    FG_ROW("abbrev", abbrev, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("abbrevboth", abbrev_both, FG_STRING_T, 1, 0, FG_INT_T, FG_INT_T, FG_STRING_T),
};
const fg_func_table fg_sprig_text = FG_TABLE(rows);
