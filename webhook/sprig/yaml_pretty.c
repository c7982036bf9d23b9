/* SPDX-License-Identifier: Apache-2.0 */
/* YAML of go-yaml v3: the blocks. See yaml_pretty.h; strings are in yaml_scalar.c. */
#include "yaml_pretty.h"

#include "base/base64.h"
#include "base/limits.h"
#include "base/num.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "time_type.h"
#include "yaml_scalar.h"

#include <math.h>
#include <stdlib.h>

/* Longest key, in bytes, that stands before its colon; a longer one needs "? ". */
#define SIMPLE_KEY_BYTES_MAX 128
#define BASE64_LINE 70

/* Where a node stands: that decides whether a block begins on the same line. */
enum where {
    AT_ROOT,
    AFTER_KEY,  /* behind "key:": blocks on the next line */
    AFTER_DASH, /* behind "-", or "?" or ":" of a long key: blocks right there */
};

typedef struct writer {
    fg_run *run;
    crd_buf *buf;
    crd_err *err;
    bool fresh; /* at the start of a line */
} writer;

static bool put_node(writer *out, fg_val v, size_t indent, enum where where, size_t depth);

static void begin_line(writer *out, size_t indent)
{
    if (!out->fresh) {
        crd_buf_add_byte(out->buf, '\n');
    }
    crd_buf_add_n(out->buf, ' ', indent);
    out->fresh = false;
}

/* Lines of base64, as the library breaks them: one alone has no end. */
static bool to_base64(writer *out, crd_str bytes, crd_str *ret)
{
    crd_buf whole;
    crd_buf lines;
    fg_buf_open(out->run, &whole);
    crd_base64_encode(&whole, bytes);
    if (fg_buf_fails(out->run, &whole, out->err)) {
        return false;
    }
    crd_str rest = crd_buf_str(&whole);
    bool many = rest.len / BASE64_LINE > 0;
    fg_buf_open(out->run, &lines);
    for (; rest.len > 0; rest = crd_str_from(rest, BASE64_LINE)) {
        crd_buf_add(&lines, crd_str_sub(rest, 0, BASE64_LINE));
        if (many) {
            crd_buf_add_byte(&lines, '\n');
        }
    }
    if (fg_buf_fails(out->run, &lines, out->err)) {
        return false;
    }
    *ret = crd_buf_str(&lines);
    return true;
}

static bool put_string(writer *out, crd_str text, size_t indent, bool is_key)
{
    bool binary = !crd_utf8_valid(text);
    if (!fg_spend_bytes(out->run, text.len * 2, out->err)) {
        return false;
    }
    if (binary) {
        crd_buf_add_lit(out->buf, "!!binary ");
        if (!to_base64(out, text, &text)) {
            return false;
        }
    }
    fg_yaml_put_string(out->run, out->buf, text, indent, is_key, binary, &out->fresh);
    return crd_arena_failed(out->run->arena) == CRD_ARENA_FINE ||
           crd_err_memory(out->err, out->run->arena);
}

static bool put_number(writer *out, double number)
{
    if (isnan(number)) {
        crd_buf_add_lit(out->buf, ".nan");
    } else if (isinf(number)) {
        crd_buf_add(out->buf, number < 0 ? CRD_S("-.inf") : CRD_S(".inf"));
    } else {
        crd_float_format(out->buf, number, 'g', -1);
    }
    return true;
}

/* ---- Keys ---- */

typedef struct member {
    crd_str key;
    fg_val value;
} member;

/* The run of digits from at on as a number that begins with start; *ret_end is behind it. */
static int64_t number_at(crd_str text, size_t at, uint64_t start, size_t *ret_end,
                         size_t *ret_runes)
{
    uint64_t number = start;
    *ret_runes = 0;
    while (at < text.len) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(crd_str_from(text, at), &width);
        if (!crd_rune_is_digit(rune)) {
            break;
        }
        number = number * 10 + (uint64_t)((int64_t)rune - '0');
        at += width;
        (*ret_runes)++;
    }
    *ret_end = at;
    return (int64_t)number;
}

static bool ends_in_number(crd_str before)
{
    while (before.len > 0) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode_last(before, &width);
        if (!crd_rune_is_digit(rune)) {
            return false;
        }
        if (rune != '0') {
            return true;
        }
        before.len -= width;
    }
    return false;
}

/* The library's order of keys at the first rune that differs. */
static bool less_at(crd_str a, crd_str b, size_t at, uint32_t x, uint32_t y, bool after_digit)
{
    bool letter_x = crd_rune_is_letter(x);
    bool letter_y = crd_rune_is_letter(y);
    if (letter_x && letter_y) {
        return x < y;
    }
    if (letter_x || letter_y) {
        return after_digit ? letter_x : letter_y;
    }
    uint64_t start = (x == '0' || y == '0') && ends_in_number(crd_str_sub(a, 0, at)) ? 1 : 0;
    size_t end = 0;
    size_t runes_a = 0;
    size_t runes_b = 0;
    int64_t number_a = number_at(a, at, start, &end, &runes_a);
    int64_t number_b = number_at(b, at, start, &end, &runes_b);
    if (number_a != number_b) {
        return number_a < number_b;
    }
    return runes_a != runes_b ? runes_a < runes_b : x < y;
}

static bool is_less(crd_str a, crd_str b)
{
    bool after_digit = false;
    size_t at = 0;
    while (at < a.len && at < b.len) {
        size_t width_a = 0;
        size_t width_b = 0;
        uint32_t x = crd_rune_decode(crd_str_from(a, at), &width_a);
        uint32_t y = crd_rune_decode(crd_str_from(b, at), &width_b);
        if (x != y) {
            return less_at(a, b, at, x, y, after_digit);
        }
        after_digit = crd_rune_is_digit(x);
        at += width_a; /* equal runes: of equal width but for invalid bytes, which sort alike */
    }
    return crd_utf8_count(a) < crd_utf8_count(b);
}

/* Merge sort: the relation need not be an order, so the library's sort must not be relied on. */
static void sort_members(member *list, size_t n, member *scratch)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t at = 0; at < n; at += 2 * width) {
            size_t middle = at + width < n ? at + width : n;
            size_t end = at + 2 * width < n ? at + 2 * width : n;
            size_t left = at;
            size_t right = middle;
            for (size_t k = at; k < end; k++) {
                bool take_right =
                    right < end && (left == middle || is_less(list[right].key, list[left].key));
                scratch[k] = take_right ? list[right++] : list[left++];
            }
        }
        memcpy(list, scratch, n * sizeof(member));
    }
}

static crd_str lowered(fg_run *run, crd_str name)
{
    char *text = crd_arena_bytes(run->arena, name.len);
    for (size_t i = 0; text && i < name.len; i++) {
        text[i] = crd_is_upper((unsigned char)name.ptr[i]) ? (char)(name.ptr[i] | 32) : name.ptr[i];
    }
    return crd_str_of(text, text ? name.len : 0);
}

/* Members of a map in the library's order, or the fields of a struct with lowered names. */
static bool list_members(writer *out, fg_val v, member **ret, size_t *ret_n)
{
    size_t most = v.kind == FG_MAP ? fg_val_len(out->run, v) : v.type->n_fields;
    fg_map_iter iter;
    size_t n = 0;
    member *list = fg_spend(out->run, 4 * most, out->err)
                       ? fg_alloc_n(out->run, 2 * most + 1, sizeof(member), out->err)
                       : NULL;
    if (!list) {
        return false;
    }
    if (v.kind == FG_MAP) {
        if (!fg_map_iter_init(out->run, v, &iter, out->err)) {
            return false;
        }
        while (n < most && fg_map_iter_next(&iter, &list[n].key, &list[n].value)) {
            n++;
        }
        sort_members(list, n, list + most);
    } else {
        for (size_t i = 0; i < most; i++) {
            const fg_field *field = &v.type->fields[i];
            if (field->unexported) {
                continue;
            }
            list[n].key = lowered(out->run, field->name);
            if (!list[n].key.ptr) {
                return crd_err_memory(out->err, out->run->arena);
            }
            if (!field->get(out->run, v, &list[n].value, out->err)) {
                return false;
            }
            n++;
        }
    }
    *ret = list;
    *ret_n = n;
    return true;
}

/* ---- Blocks ---- */

/* Begins the i-th entry of a block at that indent. */
static void begin_entry(writer *out, size_t i, size_t indent, enum where where)
{
    if (i > 0 || where == AFTER_KEY) {
        begin_line(out, indent);
    } else if (where == AFTER_DASH) {
        crd_buf_add_byte(out->buf, ' ');
    }
}

/* Whether a key may stand in front of its colon, as go-yaml will write it. */
static bool is_simple(crd_str key)
{
    if (!crd_utf8_valid(key)) {
        return (key.len + 2) / 3 * 4 < BASE64_LINE;
    }
    return key.len <= SIMPLE_KEY_BYTES_MAX && !fg_yaml_has_break(key);
}

static bool put_map(writer *out, fg_val v, size_t indent, enum where where, size_t depth)
{
    member *list = NULL;
    size_t n = 0;
    if (!list_members(out, v, &list, &n)) {
        return false;
    }
    if (n == 0) {
        crd_buf_add(out->buf, where == AT_ROOT ? CRD_S("{}") : CRD_S(" {}"));
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        begin_entry(out, i, indent, where);
        if (is_simple(list[i].key)) {
            if (!put_string(out, list[i].key, indent + 2, true)) {
                return false;
            }
            crd_buf_add_byte(out->buf, ':');
            if (!put_node(out, list[i].value, indent, AFTER_KEY, depth + 1)) {
                return false;
            }
            continue;
        }
        crd_buf_add_lit(out->buf, "? ");
        if (!put_string(out, list[i].key, indent + 2, false)) {
            return false;
        }
        begin_line(out, indent);
        crd_buf_add_byte(out->buf, ':');
        if (!put_node(out, list[i].value, indent, AFTER_DASH, depth + 1)) {
            return false;
        }
    }
    return true;
}

static bool put_list(writer *out, fg_val v, size_t indent, enum where where, size_t depth)
{
    size_t n = fg_val_len(out->run, v);
    if (n == 0) {
        crd_buf_add(out->buf, where == AT_ROOT ? CRD_S("[]") : CRD_S(" []"));
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        begin_entry(out, i, indent, where);
        crd_buf_add_byte(out->buf, '-');
        if (!put_node(out, fg_val_at(out->run, v, i), indent, AFTER_DASH, depth + 1)) {
            return false;
        }
    }
    return true;
}

/* A type that marshals itself as text: a version. */
static bool is_own_text(fg_val v)
{
    return v.type && v.type->json && v.type->text;
}

static bool put_own_text(writer *out, fg_val v, size_t indent)
{
    crd_buf text;
    fg_buf_open(out->run, &text);
    return v.type->text(out->run, v, &text, out->err) && !fg_buf_fails(out->run, &text, out->err) &&
           put_string(out, crd_buf_str(&text), indent, false);
}

static bool put_scalar(writer *out, fg_val v, size_t indent)
{
    if (v.type == &fg_type_time) {
        fg_time_format(out->buf, fg_val_time(v), CRD_S("2006-01-02T15:04:05.999999999Z07:00"));
        return true;
    }
    if (v.type == &fg_type_duration || is_own_text(v)) {
        return put_own_text(out, v, indent);
    }
    switch (v.kind) {
    case FG_STRING:
        return put_string(out, fg_text(v), indent, false);
    case FG_BOOL:
        crd_buf_add(out->buf, v.as.i ? CRD_S("true") : CRD_S("false"));
        return true;
    case FG_FLOAT64:
        return put_number(out, v.as.f);
    default:
        break;
    }
    if (fg_is_int(v)) {
        crd_buf_add_int(out->buf, v.as.i);
    } else if (fg_is_uint(v)) {
        crd_buf_add_uint(out->buf, v.as.u);
    } else if (fg_is_nil(v) || (v.kind == FG_POINTER && !v.as.ref)) {
        crd_buf_add_lit(out->buf, "null");
    } else {
        return CRD_FAIL(out->err, out->run->arena, CRD_E_EXEC, CRD_S("cannot marshal type: "),
                        fg_type_name(v));
    }
    return true;
}

static bool put_node(writer *out, fg_val v, size_t indent, enum where where, size_t depth)
{
    if (depth > FG_VALUE_DEPTH_MAX) {
        return CRD_FAIL(out->err, out->run->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    if (!fg_spend(out->run, 1, out->err)) {
        return false;
    }
    bool own = v.type == &fg_type_time || is_own_text(v);
    if (v.kind == FG_POINTER && v.as.ref && !own) {
        v = fg_val_ref(v.type->elem, v.as.ref);
        own = v.type == &fg_type_time || is_own_text(v);
    }
    size_t inner = where == AT_ROOT ? 0 : indent + 2;
    if (!own && (v.kind == FG_MAP || v.kind == FG_STRUCT)) {
        return put_map(out, v, inner, where, depth);
    }
    if (v.kind == FG_SLICE) {
        return put_list(out, v, inner, where, depth);
    }
    if (where != AT_ROOT) {
        crd_buf_add_byte(out->buf, ' ');
    }
    return put_scalar(out, v, indent + 2);
}

bool fg_yaml_pretty(fg_run *run, crd_buf *buf, fg_val v, crd_err *err)
{
    writer out = { run, buf, err, false };
    if (!put_node(&out, v, 0, AT_ROOT, 0)) {
        return false;
    }
    if (!out.fresh) {
        crd_buf_add_byte(buf, '\n');
    }
    return true;
}
