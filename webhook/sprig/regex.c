/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's regular expressions on base/regex.h. A pattern is compiled on each call, as the library
 * does; a search is charged by program and text before it is made.
 */
#include "base/num.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "chapters.h"
#include "common.h"
#include "outcome.h"

/* In back quotes where Go's strconv.CanBackquote allows them, else in double quotes. */
static void put_quoted(crd_buf *buf, crd_str text)
{
    bool raw = true;
    for (crd_str rest = text; raw && rest.len > 0;) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(rest, &width);
        rest = crd_str_from(rest, width);
        raw = width > 1 ? rune != 0xFEFF
                        : rune != CRD_RUNE_ERROR && rune != '`' && rune != 0x7F &&
                              (rune >= ' ' || rune == '\t');
    }
    if (!raw) {
        crd_quote(buf, text);
        return;
    }
    crd_buf_add_byte(buf, '`');
    crd_buf_add(buf, text);
    crd_buf_add_byte(buf, '`');
}

#define COMPILE_STEPS 200 /* of the shortest pattern */
#define SET_STEPS 6000    /* \p{L}: some six hundred ranges, negated or with all that folds alike */

/* Large classes that a pattern names; what makes a short pattern slow to compile. */
static uint64_t work_of_classes(crd_str pattern)
{
    bool folds = false;
    uint64_t sets = 0;
    uint64_t ranges = 0;
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        unsigned char c = (unsigned char)pattern.ptr[i];
        unsigned char next = (unsigned char)pattern.ptr[i + 1];
        sets += c == '\\' && (next == 'p' || next == 'P');
        ranges += c == '-' && (next == '\\' || next >= 0x80);
        if (c == '(' && next == '?') { /* flags up to : or ) */
            for (size_t j = i + 2; j < pattern.len && j < i + 12; j++) {
                folds |= pattern.ptr[j] == 'i';
            }
        }
    }
    return (sets + (folds ? ranges : 0)) * SET_STEPS;
}

/* Compiles args[0]. must: the error itself; else that of MustCompile's panic. */
static bool compile(fg_run *run, fg_val pattern, bool must, const crd_regex **ret, crd_err *err)
{
    crd_str text = fg_text(pattern);
    if (!fg_spend(run, COMPILE_STEPS + text.len / 4 + work_of_classes(text), err) ||
        !fg_memory_fits(run, text.len, err)) {
        return false;
    }
    /* A short pattern can be a large program: it may take what the budget leaves. */
    size_t ceiling = crd_arena_relimit(run->arena, run->memory_limit);
    bool compiled = crd_regex_compile(run->arena, text, ret, err);
    crd_arena_relimit(run->arena, ceiling);
    if (compiled) {
        size_t size = crd_regex_size(*ret); /* what repeats make of a short pattern */
        return fg_spend(run, size > text.len ? size - text.len : 0, err);
    }
    if (err && err->code == CRD_E_MEMORY && ceiling > run->memory_limit) {
        return CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("memory budget exceeded"));
    }
    if (!err || err->code != CRD_E_SYNTAX) {
        return false;
    }
    if (must) {
        return fg_refused(err);
    }
    crd_buf quoted;
    fg_buf_open(run, &quoted);
    crd_buf_add_lit(&quoted, "regexp: Compile(");
    put_quoted(&quoted, text);
    crd_buf_add_lit(&quoted, ")");
    if (fg_buf_fails(run, &quoted, err)) {
        return false;
    }
    crd_err_wrap(err, run->arena, crd_buf_str(&quoted));
    return fg_refused(err);
}

/* A search visits each instruction at most once a byte; eleven visits are a step. */
static bool charge(fg_run *run, const crd_regex *regex, crd_str text, crd_err *err)
{
    return fg_spend(run, 1 + (uint64_t)crd_regex_size(regex) * (text.len + 1) / 11, err);
}

static bool match(fg_run *run, const fg_val *args, bool must, fg_val *ret, crd_err *err)
{
    const crd_regex *regex = NULL;
    bool matched = false;
    crd_err inner = { 0 };
    if (!compile(run, args[0], true, &regex, &inner)) {
        *ret = fg_val_bool(false);
        if (!must && inner.code == CRD_E_EXEC) {
            return true;
        }
        *err = inner;
        return false;
    }
    if (!charge(run, regex, fg_text(args[1]), err) ||
        !crd_regex_match(regex, run->arena, fg_text(args[1]), &matched, err)) {
        return false;
    }
    *ret = fg_val_bool(matched);
    return true;
}

static bool find(fg_run *run, const fg_val *args, bool must, fg_val *ret, crd_err *err)
{
    const crd_regex *regex = NULL;
    crd_str text = fg_text(args[1]);
    ptrdiff_t slots[2] = { 0, 0 };
    bool found = false;
    if (!compile(run, args[0], must, &regex, err) || !charge(run, regex, text, err) ||
        !crd_regex_find(regex, run->arena, text, 0, slots, 2, &found, err)) {
        return false;
    }
    *ret = fg_val_string(found ? crd_str_sub(text, (size_t)slots[0], (size_t)slots[1]) : CRD_S(""));
    return true;
}

/* At most limit matches (below 0: all) as a []string; none at all is the nil slice. */
static bool find_all(fg_run *run, const fg_val *args, bool must, fg_val *ret, crd_err *err)
{
    const crd_regex *regex = NULL;
    crd_regex_scan *scan = NULL;
    crd_str text = fg_text(args[1]);
    int64_t limit = args[2].as.i;
    if (!compile(run, args[0], must, &regex, err) || !charge(run, regex, text, err)) {
        return false;
    }
    size_t most = limit < 0 || (uint64_t)limit > text.len + 1 ? text.len + 1 : (size_t)limit;
    *ret = fg_val_slice(&fg_type_strings, NULL, 0);
    if (most == 0) {
        return true;
    }
    fg_val *items = NULL;
    size_t n = 0;
    size_t room = 0;
    if (!crd_regex_scan_new(run->arena, regex, text, 2, &scan, err)) {
        return false;
    }
    while (n < most) {
        const ptrdiff_t *slots = NULL;
        if (!crd_regex_scan_next(scan, &slots, err)) {
            return false;
        }
        if (!slots) {
            break;
        }
        if (n == room) {
            size_t more = room < 8 ? 8 : room * 2;
            fg_val *grown =
                fg_spend(run, more, err) ? fg_alloc_n(run, more, sizeof(fg_val), err) : NULL;
            if (!grown) {
                return false;
            }
            if (n > 0) {
                memcpy(grown, items, n * sizeof(fg_val));
            }
            items = grown;
            room = more;
        }
        items[n++] = fg_val_string(crd_str_sub(text, (size_t)slots[0], (size_t)slots[1]));
    }
    *ret = fg_val_slice(&fg_type_strings, items, n);
    return true;
}

static bool replace(fg_run *run, const fg_val *args, bool must, bool literal, fg_val *ret,
                    crd_err *err)
{
    const crd_regex *regex = NULL;
    crd_str text = fg_text(args[1]);
    crd_buf buf;
    if (!compile(run, args[0], must, &regex, err) || !charge(run, regex, text, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    bool good =
        literal ? crd_regex_replace_literal(regex, run->arena, text, fg_text(args[2]), &buf, err)
                : crd_regex_replace(regex, run->arena, text, fg_text(args[2]), &buf, err);
    if (!good) {
        fg_buf_fails(run, &buf, err);
        return false;
    }
    return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
}

static bool split(fg_run *run, const fg_val *args, bool must, fg_val *ret, crd_err *err)
{
    const crd_regex *regex = NULL;
    crd_str text = fg_text(args[1]);
    const crd_str *parts = NULL;
    size_t n = 0;
    if (!compile(run, args[0], must, &regex, err) || !charge(run, regex, text, err) ||
        !crd_regex_split(regex, run->arena, text, args[2].as.i, &parts, &n, err)) {
        return false;
    }
    if (args[2].as.i == 0) {
        *ret = fg_val_slice(&fg_type_strings, NULL, 0);
        return true;
    }
    fg_val *items = fg_sprig_items(run, n, err);
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        items[i] = fg_val_string(parts[i]);
    }
    *ret = fg_val_slice(&fg_type_strings, items, n);
    return true;
}

/* Each function with and without must. */
#define PAIR(name, call)                                                                           \
    FG_FUNCTION(name)                                                                              \
    {                                                                                              \
        const bool must = false;                                                                   \
        return call;                                                                               \
    }                                                                                              \
    FG_FUNCTION(must_##name)                                                                       \
    {                                                                                              \
        const bool must = true;                                                                    \
        return call;                                                                               \
    }

PAIR(regex_match, match(run, args, must, ret, err))
PAIR(regex_find, find(run, args, must, ret, err))
PAIR(regex_find_all, find_all(run, args, must, ret, err))
PAIR(regex_replace_all, replace(run, args, must, false, ret, err))
PAIR(regex_replace_literal, replace(run, args, must, true, ret, err))
PAIR(regex_split, split(run, args, must, ret, err))

FG_FUNCTION(regex_quote_meta)
{
    crd_buf buf;
    if (!fg_spend_bytes(run, args[0].len * 2, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    crd_regex_quote(&buf, fg_text(args[0]));
    return fg_buf_value(run, &buf, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("regexMatch", regex_match, FG_BOOL_T, 4, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("mustRegexMatch", must_regex_match, FG_BOOL_T, 4, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("regexFind", regex_find, FG_STRING_T, 4, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("mustRegexFind", must_regex_find, FG_STRING_T, 4, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("regexFindAll", regex_find_all, FG_STRINGS_T, 4, 0, FG_STRING_T, FG_STRING_T, FG_INT_T),
    FG_ROW("mustRegexFindAll", must_regex_find_all, FG_STRINGS_T, 4, 0, FG_STRING_T, FG_STRING_T,
           FG_INT_T),
    FG_ROW("regexReplaceAll", regex_replace_all, FG_STRING_T, 4, 0, FG_STRING_T, FG_STRING_T,
           FG_STRING_T),
    FG_ROW("mustRegexReplaceAll", must_regex_replace_all, FG_STRING_T, 4, 0, FG_STRING_T,
           FG_STRING_T, FG_STRING_T),
    FG_ROW("regexReplaceAllLiteral", regex_replace_literal, FG_STRING_T, 4, 0, FG_STRING_T,
           FG_STRING_T, FG_STRING_T),
    FG_ROW("mustRegexReplaceAllLiteral", must_regex_replace_literal, FG_STRING_T, 4, 0, FG_STRING_T,
           FG_STRING_T, FG_STRING_T),
    FG_ROW("regexSplit", regex_split, FG_STRINGS_T, 4, 0, FG_STRING_T, FG_STRING_T, FG_INT_T),
    FG_ROW("mustRegexSplit", must_regex_split, FG_STRINGS_T, 4, 0, FG_STRING_T, FG_STRING_T,
           FG_INT_T),
    FG_ROW("regexQuoteMeta", regex_quote_meta, FG_STRING_T, 1, 0, FG_STRING_T),
};
const fg_func_table fg_sprig_regex = FG_TABLE(rows);
