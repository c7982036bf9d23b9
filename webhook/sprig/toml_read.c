/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML in: tables, arrays of tables, dotted keys, inline tables. The library notes by dotted name
 * which tables it made up on the way ("implicit") and which names hold arrays; what may be defined
 * again follows from these notes, so they are kept the same way here.
 */
#include "base/limits.h"
#include "base/unicode.h"
#include "toml.h"
#include "toml_scan.h"
#include "toml_text.h"

enum note { NOTE_IMPLICIT = 1, NOTE_ARRAY = 2 };

/* A dotted name: its parts. */
typedef struct name {
    crd_str *parts;
    size_t n;
    size_t room;
} name;

typedef struct reader {
    fg_toml_scan in;
    fg_val root;
    fg_val notes;    /* map from dotted name to notes */
    name context;    /* the table under work */
    crd_str key;     /* the key under work; empty: none */
    size_t key_line; /* where its first part stands */
    size_t depth;
} reader;

/* An array of tables; apart from []interface {}, which is an array of any values. */
static const fg_type tables_type = {
    .name = CRD_STR_INIT("[]map[string]interface {}"),
    .kind = FG_SLICE,
    .elem = &fg_type_map,
};

static bool fails(reader *in)
{
    in->in.failed = true;
    return false;
}

/* ---- Names and notes ---- */

static bool push(reader *in, name *to, crd_str part)
{
    if (to->n == to->room) {
        size_t room = to->room ? to->room * 2 : 8;
        crd_str *parts = fg_alloc_n(in->in.run, room, sizeof(crd_str), in->in.err);
        if (!parts) {
            return fails(in);
        }
        if (to->n > 0) {
            memcpy(parts, to->parts, to->n * sizeof(crd_str));
        }
        to->parts = parts;
        to->room = room;
    }
    to->parts[to->n++] = part;
    return true;
}

static bool copy_name(reader *in, const name *from, size_t n, name *ret)
{
    *ret = (name) { NULL, 0, 0 };
    for (size_t i = 0; i < n; i++) {
        if (!push(in, ret, from->parts[i])) {
            return false;
        }
    }
    return fg_spend(in->in.run, n, in->in.err) || fails(in);
}

/* The name as the library prints it, which is how it tells names apart. */
static bool print_name(reader *in, const name *it, crd_str *ret)
{
    crd_buf buf;
    fg_buf_open(in->in.run, &buf);
    for (size_t i = 0; i < it->n; i++) {
        if (i > 0) {
            crd_buf_add_byte(&buf, '.');
        }
        fg_toml_put_key(&buf, it->parts[i]);
    }
    if (fg_buf_fails(in->in.run, &buf, in->in.err) ||
        !fg_spend_bytes(in->in.run, buf.len, in->in.err)) {
        return fails(in);
    }
    *ret = crd_buf_str(&buf);
    return true;
}

static bool last_key(void *context, crd_buf *buf)
{
    reader *in = context;
    for (size_t i = 0; i < in->context.n; i++) {
        if (i > 0) {
            crd_buf_add_byte(buf, '.');
        }
        fg_toml_put_key(buf, in->context.parts[i]);
    }
    if (in->key.len > 0) {
        crd_buf_add(buf, in->context.n > 0 ? CRD_S(".") : CRD_S(""));
        crd_buf_add(buf, in->key);
    }
    return true;
}

static bool get_notes(reader *in, crd_str path, int64_t *ret)
{
    fg_val notes;
    *ret = fg_map_get(in->in.run, in->notes, path, &notes) ? notes.as.i : 0;
    return true;
}

static bool change_notes(reader *in, const name *it, int64_t set, int64_t unset)
{
    crd_str path;
    int64_t notes = 0;
    if (!print_name(in, it, &path) || !get_notes(in, path, &notes)) {
        return false;
    }
    return fg_map_set(in->in.run, in->notes, path, fg_val_int((notes & ~unset) | set),
                      in->in.err) ||
           fails(in);
}

/* What the key in the present table (empty: the table itself) holds. */
static bool set_kind(reader *in, crd_str key, bool is_array)
{
    name path;
    if (!copy_name(in, &in->context, in->context.n, &path) ||
        ((key.len > 0 || path.n == 0) && !push(in, &path, key))) {
        return false;
    }
    return change_notes(in, &path, is_array ? NOTE_ARRAY : 0, is_array ? 0 : NOTE_ARRAY);
}

static bool add_implicit(reader *in, const name *it)
{
    return change_notes(in, it, NOTE_IMPLICIT, 0);
}

/* An error about a name, where the present key stands. */
static bool bad_name(reader *in, const char *front, const name *it, const char *back)
{
    crd_str path;
    if (!print_name(in, it, &path)) {
        return false;
    }
    crd_str text = CRD_CAT(in->in.run->arena, crd_str_c(front), path, crd_str_c(back));
    if (!text.ptr) {
        crd_err_memory(in->in.err, in->in.run->arena);
        return fails(in);
    }
    return fg_toml_fail_at(&in->in, in->key_line, text);
}

/* ---- The document ---- */

static bool new_map(reader *in, fg_val *ret)
{
    return fg_map_new(in->in.run, &fg_type_map, 4, ret, in->in.err) || fails(in);
}

static bool put(reader *in, fg_val map, crd_str key, fg_val value)
{
    return (fg_spend(in->in.run, 1, in->in.err) &&
            fg_map_set(in->in.run, map, key, value, in->in.err)) ||
           fails(in);
}

/* The table that a member stands for: itself, or the last of an array of tables. */
static bool table_of(reader *in, fg_val member, fg_val *ret)
{
    if (member.kind == FG_MAP) {
        *ret = member;
        return true;
    }
    if (member.type == &tables_type && member.len > 0) {
        *ret = fg_val_at(in->in.run, member, member.len - 1);
        return true;
    }
    return false;
}

/* A table behind the others; room doubles, so that n tables cost n. */
static bool append_table(reader *in, fg_val map, crd_str key, fg_val array)
{
    fg_val table;
    size_t n = array.len;
    fg_val *items = (fg_val *)(uintptr_t)array.as.items;
    if (!new_map(in, &table)) {
        return false;
    }
    if ((n & (n - 1)) == 0) { /* 0, 1, 2, 4, ...: full */
        fg_val *grown = fg_alloc_n(in->in.run, n ? 2 * n : 1, sizeof(fg_val), in->in.err);
        if (!grown) {
            return fails(in);
        }
        if (n > 0) {
            memcpy(grown, items, n * sizeof(fg_val));
        }
        items = grown;
    }
    items[n] = table;
    return put(in, map, key, fg_val_slice(&tables_type, items, n + 1));
}

/* Sets a key of the present table, if it may be set. */
static bool set_value(reader *in, crd_str key, fg_val value)
{
    fg_val table = in->root;
    name path = { NULL, 0, 0 };
    crd_str text;
    fg_val old;
    int64_t notes = 0;
    for (size_t i = 0; i < in->context.n; i++) {
        if (!push(in, &path, in->context.parts[i]) || !fg_spend(in->in.run, 1, in->in.err)) {
            return fails(in);
        }
        if (!fg_map_get(in->in.run, table, in->context.parts[i], &old) ||
            !table_of(in, old, &table)) {
            return bad_name(in, "Key '", &path, "' has already been defined.");
        }
    }
    if (!push(in, &path, key)) {
        return false;
    }
    if (!fg_map_get(in->in.run, table, key, &old)) {
        return put(in, table, key, value);
    }
    if (!print_name(in, &path, &text) || !get_notes(in, text, &notes)) {
        return false;
    }
    if (!(notes & NOTE_IMPLICIT)) {
        return bad_name(in, "Key '", &path, "' has already been defined.");
    }
    if (!change_notes(in, &path, 0, NOTE_IMPLICIT)) {
        return false;
    }
    return !(notes & NOTE_ARRAY) || put(in, table, key, value);
}

/* Goes to the table of that name, making up what is missing on the way, and makes it the context.
 */
static bool add_context(reader *in, const name *it, bool array)
{
    fg_val table = in->root;
    name path = { NULL, 0, 0 };
    fg_val member;
    for (size_t i = 0; i + 1 < it->n; i++) {
        if (!push(in, &path, it->parts[i]) || !fg_spend(in->in.run, 1, in->in.err)) {
            return fails(in);
        }
        if (!fg_map_get(in->in.run, table, it->parts[i], &member)) {
            if (!add_implicit(in, &path) || !new_map(in, &member) ||
                !put(in, table, it->parts[i], member)) {
                return false;
            }
        }
        if (!table_of(in, member, &table)) {
            return bad_name(in, "Key '", &path, "' was already created as a hash.");
        }
    }
    crd_str key = it->parts[it->n - 1];
    in->context = path;
    if (!array) {
        return new_map(in, &member) && set_value(in, key, member) && push(in, &in->context, key);
    }
    if (!fg_map_get(in->in.run, table, key, &member)) {
        member = fg_val_slice(&tables_type, NULL, 0);
    }
    if (member.type != &tables_type) {
        return bad_name(in, "Key '", it, "' was already created and cannot be used as an array.");
    }
    return append_table(in, table, key, member) && push(in, &in->context, key);
}

/* ---- The grammar ---- */

static bool read_value(reader *in, bool in_array, fg_val *ret);

/* Behind a '#', up to the line's end. */
static void skip_comment(reader *in)
{
    uint32_t rune = fg_toml_peek(&in->in);
    while (!in->in.failed && rune != FG_TOML_EOF && !fg_toml_is_break(rune)) {
        fg_toml_next(&in->in);
        rune = fg_toml_peek(&in->in);
    }
}

/* One part of a key or table name, bare (perhaps empty) or quoted. */
static bool read_part(reader *in, crd_str *ret, size_t *ret_line)
{
    uint32_t rune = fg_toml_peek(&in->in);
    if (rune == '"' || rune == '\'') {
        fg_toml_next(&in->in);
        return rune == '"' ? fg_toml_basic(&in->in, ret, ret_line)
                           : fg_toml_literal(&in->in, ret, ret_line);
    }
    size_t start = in->in.pos;
    while (!in->in.failed && rune < 0x80 &&
           (crd_is_alnum((unsigned char)rune) || rune == '_' || rune == '-')) {
        fg_toml_next(&in->in);
        rune = fg_toml_peek(&in->in);
    }
    *ret = crd_str_sub(in->in.text, start, in->in.pos);
    *ret_line = in->in.line;
    return !in->in.failed;
}

/* A part behind those that are there; the first says where the key stands. */
static bool add_part(reader *in, name *to)
{
    crd_str part;
    size_t line = 0;
    if (!read_part(in, &part, &line)) {
        return false;
    }
    if (to->n == 0) {
        in->key_line = line;
    }
    return push(in, to, part);
}

/* [name] or [[name]], behind the first bracket. */
static bool read_header(reader *in)
{
    name it = { NULL, 0, 0 };
    bool array = fg_toml_accept(&in->in, '[');
    for (bool more = true; more;) {
        fg_toml_skip_blanks(&in->in);
        uint32_t rune = fg_toml_peek(&in->in);
        if (rune == ']' || rune == FG_TOML_EOF) {
            return fg_toml_fail(&in->in,
                                "unexpected end of table name (table names cannot be empty)",
                                CRD_S(""), "");
        }
        if (rune == '.') {
            return fg_toml_fail(&in->in, "unexpected table separator (table names cannot be empty)",
                                CRD_S(""), "");
        }
        if (!add_part(in, &it)) {
            return false;
        }
        fg_toml_skip_blanks(&in->in);
        rune = fg_toml_next(&in->in);
        if (rune != '.' && rune != ']') {
            return fg_toml_fail(&in->in, "expected '.' or ']' to end table name, but got ",
                                fg_toml_quote_rune(&in->in, rune), " instead");
        }
        more = rune == '.';
    }
    uint32_t rune = array ? fg_toml_next(&in->in) : ']';
    if (rune != ']') {
        return fg_toml_fail(&in->in, "expected end of table array name delimiter ']', but got ",
                            fg_toml_quote_rune(&in->in, rune), " instead");
    }
    return !in->in.failed && add_context(in, &it, array) && set_kind(in, CRD_S(""), false);
}

/* "a.b.c =": the parts. */
static bool read_key(reader *in, name *ret)
{
    fg_toml_skip_blanks(&in->in);
    uint32_t rune = fg_toml_peek(&in->in);
    *ret = (name) { NULL, 0, 0 };
    if (rune == '=' || rune == FG_TOML_EOF) {
        return fg_toml_fail(&in->in, "unexpected '=': key name appears blank", CRD_S(""), "");
    }
    if (rune == '.') {
        return fg_toml_fail(&in->in, "unexpected '.': keys cannot start with a '.'", CRD_S(""), "");
    }
    for (;;) {
        fg_toml_skip_blanks(&in->in);
        rune = fg_toml_peek(&in->in);
        if (rune == '=' || rune == FG_TOML_EOF || rune == '.') {
            return fg_toml_fail(&in->in, rune == '.' ? "unexpected '.'" : "unexpected '='",
                                CRD_S(""), "");
        }
        if (!add_part(in, ret)) {
            return false;
        }
        fg_toml_skip_blanks(&in->in);
        rune = fg_toml_next(&in->in);
        if (rune == '=') {
            return !in->in.failed;
        }
        if (rune == FG_TOML_EOF) {
            return fg_toml_fail(&in->in, "unexpected EOF; expected key separator '='", CRD_S(""),
                                "");
        }
        if (rune != '.') {
            crd_str got = fg_toml_quote_rune(&in->in, rune);
            return rune == '\n'
                       ? fg_toml_fail_before(&in->in, "expected '.' or '=', but got ", got,
                                             " instead")
                       : fg_toml_fail(&in->in, "expected '.' or '=', but got ", got, " instead");
        }
    }
}

/* The tables that a dotted key goes through, then the key itself. */
static bool enter_key(reader *in, const name *it)
{
    in->key = it->parts[it->n - 1];
    for (size_t i = 0; i + 1 < it->n; i++) {
        name path;
        if (!copy_name(in, &in->context, in->context.n, &path) || !push(in, &path, it->parts[i]) ||
            !add_implicit(in, &path) || !add_context(in, &path, false)) {
            return false;
        }
    }
    return true;
}

/* key = value in the present table. */
static bool read_member(reader *in, name *ret_key, fg_val *ret_value)
{
    return read_key(in, ret_key) && enter_key(in, ret_key) && read_value(in, false, ret_value) &&
           set_value(in, in->key, *ret_value) &&
           set_kind(in, in->key, ret_value->type == &fg_type_list);
}

/* Blanks, line ends and comments. */
static uint32_t next_visible(reader *in)
{
    for (;;) {
        uint32_t rune = fg_toml_next(&in->in);
        if (in->in.failed) {
            return FG_TOML_EOF;
        }
        if (rune == '#') {
            skip_comment(in);
        } else if (!fg_toml_is_blank(rune) && !fg_toml_is_break(rune)) {
            return rune;
        }
    }
}

/* The library's words for a rune in these two places. */
static crd_str plain_rune(reader *in, uint32_t rune)
{
    if (rune == FG_TOML_EOF) {
        return CRD_S("end of file");
    }
    crd_str text = crd_str_sub(in->in.text, in->in.pos - 1, in->in.pos);
    for (size_t n = 1; n < 4 && n <= in->in.pos && ((unsigned char)text.ptr[0] & 0xC0) == 0x80;
         n++) {
        text = crd_str_sub(in->in.text, in->in.pos - n - 1, in->in.pos);
    }
    return CRD_CAT(in->in.run->arena, CRD_S("'"), text, CRD_S("'"));
}

static bool read_array(reader *in, fg_val *ret)
{
    fg_val *items = NULL;
    size_t n = 0;
    size_t room = 0;
    if (!set_kind(in, in->key, true)) {
        return false;
    }
    for (;;) {
        fg_toml_mark mark;
        uint32_t rune;
        do { /* the value itself skips nothing but blanks */
            mark = fg_toml_save(&in->in);
            rune = fg_toml_next(&in->in);
            if (rune == '#') {
                skip_comment(in);
            }
        } while (!in->in.failed &&
                 (rune == '#' || fg_toml_is_blank(rune) || fg_toml_is_break(rune)));
        if (rune == ',') {
            return fg_toml_fail(&in->in, "unexpected comma", CRD_S(""), "");
        }
        if (rune == ']' || in->in.failed) {
            break;
        }
        fg_toml_back(&in->in, mark);
        if (n == room) {
            room = room ? 2 * room : 4;
            fg_val *grown = fg_alloc_n(in->in.run, room, sizeof(fg_val), in->in.err);
            if (!grown) {
                return fails(in);
            }
            if (n > 0) {
                memcpy(grown, items, n * sizeof(fg_val));
            }
            items = grown;
        }
        if (!read_value(in, true, &items[n])) {
            return false;
        }
        n++;
        rune = next_visible(in);
        if (rune == ']') {
            break;
        }
        if (rune != ',') {
            return fg_toml_fail(&in->in,
                                "expected a comma (',') or array terminator (']'), but got ",
                                plain_rune(in, rune), "");
        }
    }
    static const fg_val none[1];
    *ret = fg_val_slice(&fg_type_list, items ? items : none, n);
    return !in->in.failed;
}

/* Puts a value into the table that stands for the inline table, through the parts of its key. */
static bool put_inline(reader *in, fg_val table, const name *key, fg_val value)
{
    for (size_t i = 0; i + 1 < key->n; i++) {
        fg_val member;
        if (!fg_map_get(in->in.run, table, key->parts[i], &member) &&
            (!new_map(in, &member) || !put(in, table, key->parts[i], member))) {
            return false;
        }
        if (member.kind != FG_MAP) {
            crd_str path;
            if (!print_name(in, &in->context, &path)) {
                return false;
            }
            crd_str text =
                CRD_CAT(in->in.run->arena, fg_toml_quote(&in->in, path), CRD_S(" is not a table"));
            return fg_toml_fail_at(&in->in, in->key_line, text);
        }
        table = member;
    }
    return put(in, table, key->parts[key->n - 1], value);
}

static bool read_inline(reader *in, bool in_array, fg_val *ret)
{
    name outer = in->context;
    crd_str outer_key = in->key;
    name own;
    if (!copy_name(in, &outer, outer.n, &own) || !push(in, &own, outer_key) || !new_map(in, ret)) {
        return false;
    }
    in->key = CRD_S("");
    if (!add_implicit(in, &own) || !add_context(in, &own, in_array)) {
        return false;
    }
    for (;;) {
        name key;
        fg_val value;
        fg_toml_mark mark = fg_toml_save(&in->in);
        uint32_t rune = fg_toml_next(&in->in);
        if (in->in.failed) {
            return false;
        }
        if (rune == '#') {
            skip_comment(in);
            continue;
        }
        if (fg_toml_is_blank(rune) || fg_toml_is_break(rune)) {
            continue;
        }
        if (rune == ',') {
            return fg_toml_fail(&in->in, "unexpected comma", CRD_S(""), "");
        }
        if (rune == '}') {
            break;
        }
        fg_toml_back(&in->in, mark);
        if (!copy_name(in, &own, own.n, &in->context) || !read_member(in, &key, &value) ||
            !put_inline(in, *ret, &key, value)) {
            return false;
        }
        if (!copy_name(in, &own, own.n, &in->context)) {
            return false;
        }
        rune = next_visible(in);
        if (rune == '}') {
            break;
        }
        if (rune != ',') {
            return fg_toml_fail(&in->in,
                                "expected a comma or an inline table terminator '}', but got ",
                                plain_rune(in, rune), " instead");
        }
    }
    in->context = outer;
    in->key = outer_key;
    return true;
}

/* Behind a quote of either kind: whether two more follow it, which they have then been passed. What
 * stands behind an empty text is looked at as well, and may be wrong. */
static bool opens_lines(fg_toml_scan *in, uint32_t quote)
{
    fg_toml_mark mark = fg_toml_save(in);
    if (fg_toml_accept(in, quote)) {
        if (fg_toml_accept(in, quote)) {
            return true;
        }
        fg_toml_back(in, mark);
    }
    return false;
}

/* Where a value begins: what the rune in front says. */
static bool read_begun(reader *in, uint32_t rune, bool in_array, fg_val *ret)
{
    fg_toml_scan *scan = &in->in;
    crd_str text = CRD_S("");
    size_t line = 0;
    switch (rune) {
    case '[':
        return read_array(in, ret);
    case '{':
        return read_inline(in, in_array, ret);
    case '"':
    case '\'': {
        bool basic = rune == '"';
        bool good;
        if (opens_lines(scan, rune)) {
            good = basic ? fg_toml_basic_lines(scan, &text) : fg_toml_literal_lines(scan, &text);
        } else {
            good = basic ? fg_toml_basic(scan, &text, &line) : fg_toml_literal(scan, &text, &line);
        }
        *ret = fg_val_string(text);
        return good;
    }
    case '.':
        return fg_toml_fail(scan, "floats must start with a digit, not '.'", CRD_S(""), "");
    case '-':
    case '+':
        return fg_toml_signed(scan, ret);
    default:
        break;
    }
    if (rune == FG_TOML_EOF) {
        return fg_toml_fail(scan, "unexpected EOF; expected value", CRD_S(""), "");
    }
    crd_str got = fg_toml_quote_rune(scan, rune);
    return rune == '\n' ? fg_toml_fail_before(scan, "expected value but found ", got, " instead")
                        : fg_toml_fail(scan, "expected value but found ", got, " instead");
}

static bool read_value(reader *in, bool in_array, fg_val *ret)
{
    fg_toml_scan *scan = &in->in;
    bool good;
    if (in->depth == CRD_NESTING_MAX) {
        CRD_FAIL(scan->err, scan->run->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
        return fails(in);
    }
    if (!fg_spend(scan->run, 1, scan->err)) {
        return fails(in);
    }
    in->depth++;
    fg_toml_skip_blanks(scan);
    fg_toml_mark mark = fg_toml_save(scan);
    uint32_t rune = fg_toml_next(scan);
    if (rune >= '0' && rune <= '9') {
        fg_toml_back(scan, mark);
        good = fg_toml_number(scan, ret);
    } else if (crd_is_alpha((unsigned char)rune) || rune >= 0x80) {
        bool found = false;
        good = true;
        if (rune == 'i' || rune == 'n') {
            good = fg_toml_special(scan, rune, ret, &found);
        } else if (crd_rune_is_letter(rune)) {
            fg_toml_back(scan, mark);
        } else {
            good = read_begun(in, rune, in_array, ret);
            found = true;
        }
        if (good && !found) {
            good = fg_toml_bool(scan, ret);
        }
    } else {
        good = read_begun(in, rune, in_array, ret);
    }
    in->depth--;
    return good && !scan->failed;
}

/* Behind a header or a member: nothing but a comment up to the line's end. */
static bool end_line(reader *in)
{
    for (;;) {
        uint32_t rune = fg_toml_next(&in->in);
        if (in->in.failed || rune == FG_TOML_EOF || fg_toml_is_break(rune)) {
            return !in->in.failed;
        }
        if (rune == '#') {
            skip_comment(in);
            return !in->in.failed;
        }
        if (!fg_toml_is_blank(rune)) {
            return fg_toml_fail(&in->in,
                                "expected a top-level item to end with a newline, comment, or EOF, "
                                "but got ",
                                fg_toml_quote_rune(&in->in, rune), " instead");
        }
    }
}

static bool read_document(reader *in)
{
    for (;;) {
        fg_toml_mark mark = fg_toml_save(&in->in);
        uint32_t rune = fg_toml_next(&in->in);
        if (in->in.failed) {
            return false;
        }
        if (rune == FG_TOML_EOF) {
            return true;
        }
        if (rune == '#') {
            skip_comment(in);
        } else if (rune == '[') {
            if (!read_header(in) || !end_line(in)) {
                return false;
            }
        } else if (!fg_toml_is_blank(rune) && !fg_toml_is_break(rune)) {
            name outer = in->context;
            name key;
            fg_val value;
            fg_toml_back(&in->in, mark);
            if (!read_member(in, &key, &value)) {
                return false;
            }
            in->context = outer;
            in->key = CRD_S("");
            if (!end_line(in)) {
                return false;
            }
        }
    }
}

/* Without a byte order mark; of UTF-16 text the mark alone goes, its NULs are an error. */
static crd_str without_mark(crd_str text)
{
    if (crd_str_starts(text, CRD_S("\xFF\xFE")) || crd_str_starts(text, CRD_S("\xFE\xFF"))) {
        return crd_str_from(text, 2);
    }
    return crd_str_starts(text, CRD_S("\xEF\xBB\xBF")) ? crd_str_from(text, 3) : text;
}

bool fg_toml_read(fg_run *run, crd_str text, fg_val *ret, crd_err *err)
{
    reader in = { .in = { .run = run, .err = err, .text = without_mark(text), .line = 1 } };
    in.in.last_key = last_key;
    in.in.context = &in;
    if (!fg_spend_bytes(run, text.len * 8, err) || !new_map(&in, &in.root) ||
        !new_map(&in, &in.notes)) {
        return false;
    }
    if (crd_str_find_byte(crd_str_sub(in.in.text, 0, 6), '\0') != CRD_NPOS) {
        return fg_toml_fail_at(&in.in, 1,
                               CRD_S("files cannot contain NULL bytes; probably using UTF-16; TOML "
                                     "files must be UTF-8"));
    }
    if (!read_document(&in)) {
        return false;
    }
    *ret = in.root;
    return true;
}
