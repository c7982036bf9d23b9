/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's strings: trimming, cutting, searching, quoting, padding, splitting and joining. What is
 * about letters and words is in text.c. Source of the behaviour: sprig v3.3.0 strings.go, Go 1.26
 * strings.
 */
#include <stdlib.h>

#include "base/num.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "chapters.h"
#include "common.h"

/* ---- Trimming ---- */

static bool in_set(crd_str set, uint32_t rune)
{
    while (set.len) {
        size_t width;
        if (crd_rune_decode(set, &width) == rune) {
            return true;
        }
        set = crd_str_from(set, width);
    }
    return false;
}

/* set NULL: white space. */
static crd_str trim_runes(crd_str text, const crd_str *set)
{
    while (text.len) {
        size_t width;
        uint32_t rune = crd_rune_decode(text, &width);
        if (!(set ? in_set(*set, rune) : crd_rune_is_space(rune))) {
            break;
        }
        text = crd_str_from(text, width);
    }
    while (text.len) {
        size_t width;
        uint32_t rune = crd_rune_decode_last(text, &width);
        if (!(set ? in_set(*set, rune) : crd_rune_is_space(rune))) {
            break;
        }
        text = crd_str_sub(text, 0, text.len - width);
    }
    return text;
}

static bool trim(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(trim_runes(fg_text(args[0]), NULL));
    return fg_spend_bytes(run, args[0].len * 2, err);
}

static bool trim_all(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str set = fg_text(args[0]);
    size_t work;
    if (__builtin_mul_overflow((size_t)args[1].len, set.len / 64 + 1, &work) ||
        !fg_spend_bytes(run, work, err)) {
        return false;
    }
    *ret = fg_val_string(set.len ? trim_runes(fg_text(args[1]), &set) : fg_text(args[1]));
    return true;
}

static bool trim_prefix(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text = fg_text(args[1]);
    bool cut = crd_str_starts(text, fg_text(args[0]));
    *ret = fg_val_string(cut ? crd_str_from(text, args[0].len) : text);
    return fg_spend_bytes(run, args[0].len, err);
}

static bool trim_suffix(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text = fg_text(args[1]);
    bool cut = crd_str_ends(text, fg_text(args[0]));
    *ret = fg_val_string(cut ? crd_str_sub(text, 0, text.len - args[0].len) : text);
    return fg_spend_bytes(run, args[0].len, err);
}

/* ---- Cutting ---- */

static bool trunc_bytes(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text = fg_text(args[1]);
    int64_t count = args[0].as.i;
    int64_t len = (int64_t)text.len;
    if (count < 0 && count > -len) {
        text = crd_str_from(text, (size_t)(len + count));
    } else if (count >= 0 && len > count) {
        text = crd_str_sub(text, 0, (size_t)count);
    }
    *ret = fg_val_string(text);
    return true;
}

/* Go's panic of text[start:end]; end -1 of text[start:], start -1 of text[:end]. */
static bool out_of_range(fg_run *run, crd_str range, crd_err *err)
{
    return FG_FAIL(run, err, CRD_S("runtime error: slice bounds out of range ["), range);
}

static bool substr(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t start = args[0].as.i;
    int64_t end = args[1].as.i;
    crd_str text = fg_text(args[2]);
    int64_t len = (int64_t)text.len;
    char a[CRD_INT_TEXT_MAX];
    char b[CRD_INT_TEXT_MAX];
    crd_str range = CRD_S("");
    if (start < 0 && end < 0) {
        range = CRD_CAT(run->arena, CRD_S(":"), crd_int_text(end, a), CRD_S("]"));
    } else if (start < 0 && end > len) {
        range = CRD_CAT(run->arena, CRD_S(":"), crd_int_text(end, a), CRD_S("] with length "),
                        crd_int_text(len, b));
    } else if (start >= 0) {
        end = end < 0 || end > len ? len : end;
        if (start > end) {
            range = CRD_CAT(run->arena, crd_int_text(start, a), CRD_S(":"), crd_int_text(end, b),
                            CRD_S("]"));
        }
    }
    if (range.len || !range.ptr) {
        return out_of_range(run, range, err);
    }
    *ret = fg_val_string(crd_str_sub(text, start < 0 ? 0 : (size_t)start, (size_t)end));
    return true;
}

/* ---- Searching ---- */

static bool contains(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(crd_str_has(fg_text(args[1]), fg_text(args[0])));
    return fg_spend_bytes(run, args[1].len, err);
}

static bool has_prefix(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(crd_str_starts(fg_text(args[1]), fg_text(args[0])));
    return fg_spend_bytes(run, args[0].len, err);
}

static bool has_suffix(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(crd_str_ends(fg_text(args[1]), fg_text(args[0])));
    return fg_spend_bytes(run, args[0].len, err);
}

/* ---- Quoting and joining ---- */

static bool quote(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        crd_str text;
        if (fg_is_nil(args[i])) {
            continue;
        }
        if (!fg_sprig_strval(run, args[i], &text, err) || !fg_spend_bytes(run, text.len, err)) {
            return false;
        }
        crd_buf_add(&buf, some ? CRD_S(" ") : CRD_S(""));
        crd_quote(&buf, text);
        some = true;
    }
    return fg_buf_value(run, &buf, ret, err);
}

/* The values that are not nil, as %v, each between the two texts, joined by spaces. */
static bool print_all(fg_run *run, const fg_val *args, size_t n, crd_str around, fg_val *ret,
                      crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        if (fg_is_nil(args[i])) {
            continue;
        }
        crd_buf_add(&buf, some ? CRD_S(" ") : CRD_S(""));
        crd_buf_add(&buf, around);
        size_t before = buf.len;
        if (!fg_fmt_value(run, &buf, args[i], err) || fg_buf_fails(run, &buf, err) ||
            !fg_spend_bytes(run, buf.len - before, err)) {
            return false;
        }
        crd_buf_add(&buf, around);
        some = true;
    }
    return fg_buf_value(run, &buf, ret, err);
}

static bool squote(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return print_all(run, args, n, CRD_S("'"), ret, err);
}

static bool cat(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return print_all(run, args, n, CRD_S(""), ret, err);
}

static bool join(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val list;
    crd_buf buf;
    if (!fg_sprig_strslice(run, args[1], &list, err) || !fg_spend(run, list.len, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    for (size_t i = 0; i < list.len; i++) {
        if (i) {
            crd_buf_add(&buf, fg_text(args[0]));
        }
        crd_buf_add(&buf, fg_text(fg_val_at(run, list, i)));
    }
    return fg_spend_bytes(run, buf.len, err) && fg_buf_value(run, &buf, ret, err);
}

static bool to_strings(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return fg_sprig_strslice(run, args[0], ret, err);
}

static int by_bytes(const void *left, const void *right)
{
    return crd_str_cmp(fg_text(*(const fg_val *)left), fg_text(*(const fg_val *)right));
}

/* A []string is sorted where it lies, for everybody who holds it, as in Go. */
static bool sort_alpha(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val list = fg_val_invalid();
    if (args[0].kind == FG_SLICE) {
        if (!fg_sprig_strslice(run, args[0], &list, err) ||
            !fg_spend(run, (uint64_t)list.len * 8, err)) {
            return false;
        }
        if (list.len > 1) {
            qsort((fg_val *)(uintptr_t)list.as.items, list.len, sizeof(fg_val), by_bytes);
        }
        list.flags = 0;
        *ret = list;
        return true;
    }
    crd_str text;
    fg_val *items = fg_sprig_items(run, 1, err);
    if (!items || !fg_sprig_strval(run, args[0], &text, err)) {
        return false;
    }
    items[0] = fg_val_string(text);
    *ret = fg_val_slice(&fg_type_strings, items, 1);
    return true;
}

static bool to_string(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text;
    if (!fg_sprig_strval(run, args[0], &text, err)) {
        return false;
    }
    *ret = fg_val_string(text);
    return true;
}

/* ---- Growing ---- */

static bool add_padded(fg_run *run, const fg_val *args, crd_buf *buf, crd_err *err)
{
    int64_t pad = args[0].as.i;
    crd_str text = fg_text(args[1]);
    if (pad < 0) {
        return FG_FAIL(run, err, CRD_S("strings: negative Repeat count"));
    }
    for (;;) {
        size_t end = crd_str_find_byte(text, '\n');
        crd_str line = crd_str_sub(text, 0, end == CRD_NPOS ? text.len : end + 1);
        if (!fg_spend_bytes(run, (size_t)pad + line.len, err)) {
            return false;
        }
        crd_buf_add_n(buf, ' ', (size_t)pad);
        crd_buf_add(buf, line);
        if (end == CRD_NPOS || crd_buf_failed(buf)) {
            return true;
        }
        text = crd_str_from(text, end + 1);
    }
}

static bool indent(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return add_padded(run, args, &buf, err) && fg_buf_value(run, &buf, ret, err);
}

static bool nindent(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    crd_buf_add_byte(&buf, '\n');
    return add_padded(run, args, &buf, err) && fg_buf_value(run, &buf, ret, err);
}

static bool replace(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str old = fg_text(args[0]);
    crd_str new = fg_text(args[1]);
    crd_str text = fg_text(args[2]);
    crd_buf buf;
    if (crd_str_eq(old, new) || (old.len && !crd_str_has(text, old))) {
        *ret = args[2];
        return fg_spend_bytes(run, text.len, err);
    }
    fg_buf_open(run, &buf);
    size_t work = text.len;
    while (!crd_buf_failed(&buf)) {
        size_t at = old.len ? crd_str_find(text, old) : 0;
        if (at == CRD_NPOS) {
            break;
        }
        crd_buf_add(&buf, crd_str_sub(text, 0, at));
        crd_buf_add(&buf, new);
        work += new.len;
        text = crd_str_from(text, at + old.len);
        if (old.len == 0) { /* between all runes, and at both ends */
            size_t width;
            crd_rune_decode(text, &width);
            crd_buf_add(&buf, crd_str_sub(text, 0, width));
            if (width == 0) {
                break;
            }
            text = crd_str_from(text, width);
        }
    }
    crd_buf_add(&buf, text);
    return fg_spend_bytes(run, work * 2, err) && fg_buf_value(run, &buf, ret, err);
}

static bool repeat(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t count = args[0].as.i;
    crd_str text = fg_text(args[1]);
    size_t total;
    if (count < 0) {
        return FG_FAIL(run, err, CRD_S("strings: negative Repeat count"));
    }
    if (__builtin_mul_overflow(text.len, (size_t)count, &total) || total > INT64_MAX) {
        return FG_FAIL(run, err, CRD_S("strings: Repeat output length overflow"));
    }
    char *bytes = fg_spend_bytes(run, total, err) ? fg_alloc_text(run, total, err) : NULL;
    if (!bytes) {
        return false;
    }
    for (size_t at = 0; at < total; at += text.len) {
        memcpy(bytes + at, text.ptr, text.len);
    }
    *ret = fg_val_string(crd_str_of(bytes, total));
    return true;
}

static bool change_case(fg_run *run, crd_str text, bool up, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (!fg_spend_bytes(run, text.len * 4, err)) {
        return false;
    }
    while (text.len && !crd_buf_failed(&buf)) {
        size_t width;
        char bytes[4];
        uint32_t rune = crd_rune_decode(text, &width);
        uint32_t other = up ? crd_rune_to_upper(rune) : crd_rune_to_lower(rune);
        crd_buf_add(&buf, crd_str_of(bytes, crd_rune_encode(other, bytes)));
        text = crd_str_from(text, width);
    }
    return fg_buf_value(run, &buf, ret, err);
}

static bool upper(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return change_case(run, fg_text(args[0]), true, ret, err);
}

static bool lower(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return change_case(run, fg_text(args[0]), false, ret, err);
}

/* ---- Splitting ---- */

/* strings.SplitN: limit < 0 means all. The parts share the text. ret_parts is a []string. */
static bool split_text(fg_run *run, crd_str text, crd_str sep, int64_t limit, fg_val *ret_parts,
                       crd_err *err)
{
    size_t count = 1;
    crd_str rest = text;
    size_t most = limit < 0 ? SIZE_MAX : (size_t)limit;
    if (sep.len == 0) {
        count = crd_utf8_count(text);
    } else {
        for (size_t at; (at = crd_str_find(rest, sep)) != CRD_NPOS; count++) {
            rest = crd_str_from(rest, at + sep.len);
        }
    }
    count = count < most ? count : most;
    fg_val *items = fg_spend_bytes(run, text.len, err) ? fg_sprig_items(run, count, err) : NULL;
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t end = text.len;
        size_t next = text.len;
        if (i + 1 < count && sep.len) {
            end = crd_str_find(text, sep);
            next = end + sep.len;
        } else if (i + 1 < count) {
            crd_rune_decode(text, &end);
            next = end;
        }
        items[i] = fg_val_string(crd_str_sub(text, 0, end));
        text = crd_str_from(text, next);
    }
    *ret_parts = fg_val_slice(&fg_type_strings, items, count);
    return true;
}

static bool split_list(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return split_text(run, fg_text(args[1]), fg_text(args[0]), -1, ret, err);
}

/* {"_0": first, "_1": second, ...} */
static bool numbered(fg_run *run, fg_val parts, fg_val *ret, crd_err *err)
{
    fg_val map;
    if (!fg_map_new(run, &fg_type_map_text, parts.len, &map, err)) {
        return false;
    }
    for (size_t i = 0; i < parts.len; i++) {
        char digits[CRD_INT_TEXT_MAX];
        crd_str number = crd_uint_text(i, digits);
        char *key = fg_alloc_text(run, number.len + 1, err);
        if (!key) {
            return false;
        }
        key[0] = '_';
        memcpy(key + 1, number.ptr, number.len);
        if (!fg_map_set(run, map, crd_str_of(key, number.len + 1), fg_val_at(run, parts, i), err)) {
            return false;
        }
    }
    *ret = map;
    return true;
}

static bool split(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val parts;
    return split_text(run, fg_text(args[1]), fg_text(args[0]), -1, &parts, err) &&
           numbered(run, parts, ret, err);
}

static bool splitn(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val parts;
    return split_text(run, fg_text(args[2]), fg_text(args[0]), args[1].as.i, &parts, err) &&
           numbered(run, parts, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("trim", trim, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("trimAll", trim_all, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("trimall", trim_all, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("trimPrefix", trim_prefix, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("trimSuffix", trim_suffix, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("trunc", trunc_bytes, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("substr", substr, FG_STRING_T, 1, 0, FG_INT_T, FG_INT_T, FG_STRING_T),
    FG_ROW("contains", contains, FG_BOOL_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("hasPrefix", has_prefix, FG_BOOL_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("hasSuffix", has_suffix, FG_BOOL_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("quote", quote, FG_STRING_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("squote", squote, FG_STRING_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("cat", cat, FG_STRING_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("join", join, FG_STRING_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("toStrings", to_strings, FG_STRINGS_T, 1, 0, FG_ANY_T),
    FG_ROW("sortAlpha", sort_alpha, FG_STRINGS_T, 1, 0, FG_ANY_T),
    FG_ROW("toString", to_string, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("indent", indent, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("nindent", nindent, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("replace", replace, FG_STRING_T, 1, 0, FG_STRING_T, FG_STRING_T, FG_STRING_T),
    FG_ROW("repeat", repeat, FG_STRING_T, 1, 0, FG_INT_T, FG_STRING_T),
    FG_ROW("upper", upper, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("lower", lower, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("split", split, FG_MAP_TEXT_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("splitList", split_list, FG_STRINGS_T, 1, 0, FG_STRING_T, FG_STRING_T),
    FG_ROW("splitn", splitn, FG_MAP_TEXT_T, 1, 0, FG_STRING_T, FG_INT_T, FG_STRING_T),
};
const fg_func_table fg_sprig_strings = FG_TABLE(rows);
