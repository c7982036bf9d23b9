/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML out: plain members of a table first, then its sub-tables, each sorted by key; members of a
 * sub-table are indented by two blanks a level.
 */
#include "base/limits.h"
#include "base/num.h"
#include "time_type.h"
#include "toml.h"
#include "toml_text.h"

#include <math.h>

/* What a value is to TOML. */
enum class { CLASS_NONE, CLASS_SCALAR, CLASS_ARRAY, CLASS_TABLE, CLASS_TABLES };

typedef struct writer {
    fg_run *run;
    crd_buf *buf;
    size_t start;
    crd_err *err;
} writer;

/* Where a table stands: its dotted name and its levels. */
typedef struct place {
    crd_str name;
    size_t depth;
} place;

static bool refuse(const writer *out, crd_str what, crd_str kind)
{
    return CRD_FAIL(out->err, out->run->arena, CRD_E_VALUE, what, kind);
}

static bool too_deep(const writer *out)
{
    return CRD_FAIL(out->err, out->run->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
}

/* A value that marshals itself as text: a version. (A time is a scalar of TOML's own.) */
static bool is_text(fg_val v)
{
    return v.type && v.type->json && v.type->text && v.type != &fg_type_time;
}

static fg_val followed(fg_val v)
{
    if (v.kind == FG_POINTER && v.as.ref && !is_text(v)) {
        return fg_val_ref(v.type->elem, v.as.ref);
    }
    return v;
}

static bool is_nil(fg_val v)
{
    switch (v.kind) {
    case FG_INVALID:
    case FG_NIL:
        return true;
    case FG_SLICE:
        return !(v.flags & FG_VAL_TREE) && !v.as.items && v.type != &fg_type_bytes;
    case FG_MAP:
        return !(v.flags & FG_VAL_TREE) && !v.as.map;
    case FG_POINTER:
        return !v.as.ref;
    default:
        return false;
    }
}

static bool class_of(const writer *out, fg_val v, size_t depth, enum class *ret);

/* An array whose elements are all tables; an element that is nil is an error anywhere. */
static bool class_of_array(const writer *out, fg_val v, size_t depth, enum class *ret)
{
    size_t n = fg_val_len(out->run, v);
    bool tables = n > 0;
    if (!fg_spend(out->run, n, out->err)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        enum class it = CLASS_NONE;
        if (!class_of(out, followed(fg_val_at(out->run, v, i)), depth + 1, &it)) {
            return false;
        }
        if (it == CLASS_NONE) {
            return refuse(out, CRD_S("toml: cannot encode array with nil element"), CRD_S(""));
        }
        tables = tables && it == CLASS_TABLE;
    }
    *ret = tables ? CLASS_TABLES : CLASS_ARRAY;
    return true;
}

static bool class_of(const writer *out, fg_val v, size_t depth, enum class *ret)
{
    if (depth > FG_VALUE_DEPTH_MAX) {
        return too_deep(out);
    }
    if (is_nil(v)) {
        *ret = CLASS_NONE;
        return true;
    }
    switch (v.kind) {
    case FG_SLICE:
        return class_of_array(out, v, depth, ret);
    case FG_MAP:
        *ret = CLASS_TABLE;
        return true;
    case FG_STRUCT:
    case FG_POINTER:
        *ret = is_text(v) || v.type == &fg_type_time ? CLASS_SCALAR : CLASS_TABLE;
        return true;
    case FG_COMPLEX128:
    case FG_FUNC:
        return refuse(out, CRD_S("unsupported type: "), fg_kind_name((enum fg_kind)v.kind));
    default:
        *ret = CLASS_SCALAR;
        return true;
    }
}

static void put_float(crd_buf *buf, double number)
{
    if (isnan(number)) {
        crd_buf_add(buf, signbit(number) ? CRD_S("-nan") : CRD_S("nan"));
        return;
    }
    if (isinf(number)) {
        crd_buf_add(buf, number < 0 ? CRD_S("-inf") : CRD_S("inf"));
        return;
    }
    size_t start = buf->len;
    crd_float_format(buf, number, 'g', -1);
    crd_str text = crd_str_from(crd_buf_str(buf), start);
    if (crd_str_find_byte(text, 'e') == CRD_NPOS && crd_str_find_byte(text, '.') == CRD_NPOS) {
        crd_buf_add_lit(buf, ".0");
    }
}

static void put_time(crd_buf *buf, const fg_time *time)
{
    crd_str layout = fg_toml_layout(time->location);
    fg_time_format(buf, time,
                   layout.len > 0 ? layout : CRD_S("2006-01-02T15:04:05.999999999Z07:00"));
}

static bool put_text_of(const writer *out, fg_val v)
{
    crd_buf text;
    fg_buf_open(out->run, &text);
    if (!v.type->text(out->run, v, &text, out->err) || fg_buf_fails(out->run, &text, out->err)) {
        return false;
    }
    fg_toml_put_quoted(out->buf, crd_buf_str(&text));
    return true;
}

static bool put_element(const writer *out, fg_val v, size_t depth);

static bool put_array(const writer *out, fg_val v, size_t depth)
{
    size_t n = fg_val_len(out->run, v);
    crd_buf_add_byte(out->buf, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            crd_buf_add_lit(out->buf, ", ");
        }
        if (!put_element(out, followed(fg_val_at(out->run, v, i)), depth + 1)) {
            return false;
        }
    }
    crd_buf_add_byte(out->buf, ']');
    return true;
}

static bool put_table(const writer *out, const place *at, fg_val v, bool is_inline, size_t depth);

/* A value where a value may stand. */
static bool put_element(const writer *out, fg_val v, size_t depth)
{
    static const place nowhere = { CRD_STR_INIT(""), 0 };
    if (depth > FG_VALUE_DEPTH_MAX) {
        return too_deep(out);
    }
    if (!fg_spend(out->run, 1, out->err)) {
        return false;
    }
    if (v.type == &fg_type_time) {
        put_time(out->buf, fg_val_time(v));
        return true;
    }
    if (is_text(v) || v.type == &fg_type_duration) {
        return put_text_of(out, v);
    }
    switch (v.kind) {
    case FG_STRING:
        fg_toml_put_quoted(out->buf, fg_text(v));
        return fg_spend_bytes(out->run, v.len, out->err);
    case FG_BOOL:
        crd_buf_add(out->buf, v.as.i ? CRD_S("true") : CRD_S("false"));
        return true;
    case FG_FLOAT64:
        put_float(out->buf, v.as.f);
        return true;
    case FG_SLICE:
        return put_array(out, v, depth);
    case FG_MAP:
    case FG_STRUCT:
        return put_table(out, &nowhere, v, true, depth);
    default:
        if (fg_is_int(v)) {
            crd_buf_add_int(out->buf, v.as.i);
        } else if (fg_is_uint(v)) {
            crd_buf_add_uint(out->buf, v.as.u);
        } else {
            return refuse(out, CRD_S("unexpected type: "), fg_type_name(v));
        }
        return true;
    }
}

static void new_line(const writer *out)
{
    if (out->buf->len > out->start) {
        crd_buf_add_byte(out->buf, '\n');
    }
}

static void indent(const writer *out, const place *at)
{
    if (at->depth > 1) {
        crd_buf_add_n(out->buf, ' ', 2 * (at->depth - 1));
    }
}

/* [name], or [[name]] before each of several. */
static void put_header(const writer *out, const place *at, bool one_of_many)
{
    indent(out, at);
    crd_buf_add(out->buf, one_of_many ? CRD_S("[[") : CRD_S("["));
    crd_buf_add(out->buf, at->name);
    crd_buf_add(out->buf, one_of_many ? CRD_S("]]\n") : CRD_S("]\n"));
}

/* A member of a table that is not inline: a line, a sub-table, or several. */
static bool put_member(const writer *out, const place *at, crd_str key, fg_val v, size_t depth)
{
    enum class it = CLASS_NONE;
    crd_buf name;
    if (!class_of(out, v, depth, &it)) {
        return false;
    }
    fg_buf_open(out->run, &name);
    crd_buf_add(&name, at->name);
    if (at->depth > 0) {
        crd_buf_add_byte(&name, '.');
    }
    size_t own = name.len;
    fg_toml_put_key(&name, key);
    if (fg_buf_fails(out->run, &name, out->err)) {
        return false;
    }
    place inner = { crd_buf_str(&name), at->depth + 1 };
    if (it == CLASS_TABLE) {
        if (inner.depth == 1) {
            new_line(out);
        }
        put_header(out, &inner, false);
        return put_table(out, &inner, v, false, depth + 1);
    }
    if (it == CLASS_TABLES) {
        for (size_t i = 0; i < fg_val_len(out->run, v); i++) {
            new_line(out);
            put_header(out, &inner, true);
            if (!put_table(out, &inner, followed(fg_val_at(out->run, v, i)), false, depth + 1)) {
                return false;
            }
        }
        return true;
    }
    indent(out, &inner);
    crd_buf_add(out->buf, crd_str_from(inner.name, own));
    crd_buf_add_lit(out->buf, " = ");
    bool good = put_element(out, v, depth + 1);
    crd_buf_add_byte(out->buf, '\n');
    return good;
}

/* A member in the list of a table. */
typedef struct member {
    crd_str key;
    fg_val value;
    bool is_table;
} member;

/* Members of a map in key order, or of a struct in its own. */
static bool list_members(const writer *out, fg_val v, member **ret, size_t *ret_n)
{
    fg_map_iter iter;
    size_t n = 0;
    size_t most = v.kind == FG_MAP ? fg_val_len(out->run, v) : v.type->n_fields;
    member *list = fg_spend(out->run, most, out->err)
                       ? fg_alloc_n(out->run, most + 1, sizeof(member), out->err)
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
    } else {
        for (size_t i = 0; i < most; i++) {
            const fg_field *field = &v.type->fields[i];
            if (field->unexported) {
                continue;
            }
            list[n].key = field->name;
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

/* The members: plain ones first. Inline ones are separated as the library does it: behind each but
 * the last of its sort, and behind all plain ones when tables follow, nil or not. */
static bool put_table(const writer *out, const place *at, fg_val v, bool is_inline, size_t depth)
{
    member *list = NULL;
    size_t n = 0;
    size_t n_tables = 0;
    if (depth > FG_VALUE_DEPTH_MAX) {
        return too_deep(out);
    }
    if (!list_members(out, v, &list, &n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        enum class it = CLASS_NONE;
        list[i].value = followed(list[i].value);
        if (!class_of(out, list[i].value, depth, &it)) {
            return false;
        }
        list[i].is_table = it == CLASS_TABLE || it == CLASS_TABLES;
        n_tables += list[i].is_table;
    }
    if (is_inline) {
        crd_buf_add_byte(out->buf, '{');
    }
    for (int tables = 0; tables < 2; tables++) {
        size_t left = tables ? n_tables : n - n_tables;
        for (size_t i = 0; i < n; i++) {
            if (list[i].is_table != (tables == 1)) {
                continue;
            }
            left--;
            if (is_nil(list[i].value)) {
                continue;
            }
            if (!is_inline) {
                if (!put_member(out, at, list[i].key, list[i].value, depth + 1)) {
                    return false;
                }
                continue;
            }
            fg_toml_put_key(out->buf, list[i].key);
            crd_buf_add_lit(out->buf, " = ");
            if (!put_element(out, list[i].value, depth + 1)) {
                return false;
            }
            if (left > 0 || (!tables && n_tables > 0)) {
                crd_buf_add_lit(out->buf, ", ");
            }
        }
    }
    if (is_inline) {
        crd_buf_add_byte(out->buf, '}');
    }
    return true;
}

bool fg_toml_write(fg_run *run, crd_buf *buf, fg_val v, crd_err *err)
{
    const writer out = { run, buf, buf->len, err };
    static const place root = { CRD_STR_INIT(""), 0 };
    enum class it = CLASS_NONE;
    if (fg_is_nil(v)) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC,
                        CRD_S("reflect: call of reflect.Value.Type on zero Value"));
    }
    v = followed(v);
    if (v.kind == FG_COMPLEX128 || v.kind == FG_FUNC) {
        return refuse(&out, CRD_S("unsupported type for key '': "),
                      fg_kind_name((enum fg_kind)v.kind));
    }
    if (!class_of(&out, v, 0, &it)) {
        return false;
    }
    if (v.kind == FG_MAP || (v.kind == FG_STRUCT && it == CLASS_TABLE)) {
        return is_nil(v) || put_table(&out, &root, v, false, 0);
    }
    if (it == CLASS_TABLES) {
        return refuse(&out, CRD_S("toml: top-level values must be Go maps or structs"), CRD_S(""));
    }
    return v.kind == FG_POINTER && is_nil(v) ? true : put_element(&out, v, 0);
}
