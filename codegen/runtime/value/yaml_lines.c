/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents of plain lines: see yaml_lines.h. libyaml takes a token, an event and several
 * allocations for each word; most documents do not need any of that. The subset, in printable
 * ASCII:
 *
 *   key: value          a map; key and value plain, or in quotes without escapes ('' is read)
 *   key:                what follows: deeper lines, "- " at the same depth, or null
 *   - item              a list; an item may begin a map or list of its own on its line
 *   {}  []              empty
 *   | and |-            literal text
 *   plain text          goes on in deeper lines
 *
 * Whatever else stands there (comments, anchors, tags, flow collections, escapes, blank lines,
 * tabs, other characters, anything wrong) ends the attempt, and the whole reader takes the text
 * from its start: this file gives no error of its own. It must know nothing that yaml_decode.c does
 * not.
 */
#include "yaml_lines.h"

#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_resolve.h"

/* Longer documents have nodes and texts to be counted. */
#define LINES_BYTES_MAX ((size_t)1024 * 1024)
/* libyaml takes keys of up to 1,024 characters; nobody writes them. */
#define LINES_KEY_BYTES_MAX 128
#define LINES_DEPTH_MAX 128

struct open {
    enum crd_kind kind;
    size_t indent;
};

struct lines {
    crd_arena *arena;
    crd_builder *builder;
    crd_str rest;       /* lines that come */
    bool ends_in_break; /* the text's last line is complete */
    bool memory;        /* it was memory that failed */
    struct open open[LINES_DEPTH_MAX];
    size_t n_open;
};

static const crd_place nowhere;

/* --- lines --- */

/* The next line without its indent, and that; it is not taken yet. False at the end. */
static bool peek(const struct lines *l, crd_str *ret_line, size_t *ret_indent)
{
    if (!l->rest.len) {
        return false;
    }
    size_t end = crd_str_find_byte(l->rest, '\n');
    crd_str line = crd_str_sub(l->rest, 0, end);
    size_t indent = 0;
    while (indent < line.len && line.ptr[indent] == ' ') {
        indent++;
    }
    *ret_indent = indent;
    *ret_line = crd_str_from(line, indent);
    return true;
}

static void take(struct lines *l)
{
    size_t end = crd_str_find_byte(l->rest, '\n');
    l->rest = crd_str_from(l->rest, end == CRD_NPOS ? l->rest.len : end + 1);
}

static bool is_printable(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c < ' ' && c != '\n') || c > '~') {
            return false;
        }
    }
    return true;
}

/* --- scalars --- */

static bool out_of_memory(struct lines *l)
{
    l->memory = true;
    return false;
}

static bool put(struct lines *l, crd_value value)
{
    return crd_builder_value(l->builder, value, nowhere);
}

/* What may begin a plain scalar without being an indicator of something else. */
static bool begins_plain(crd_str text)
{
    unsigned char c = (unsigned char)text.ptr[0];
    if (crd_is_alnum(c) || c == '_' || c == '/' || c == '.' || c == '~' || c == '$' || c == '(' ||
        c == '+') {
        return true;
    }
    return c == '-' && text.len > 1 && text.ptr[1] != ' ';
}

/* Nothing in it ends a plain scalar: no ": ", no " #", no colon or blank at the end. */
static bool stays_plain(crd_str text)
{
    char last = text.ptr[text.len - 1];
    if (last == ' ' || last == ':' || text.ptr[0] == '#') {
        return false;
    }
    for (size_t i = 0; i + 1 < text.len; i++) {
        if ((text.ptr[i] == ':' && text.ptr[i + 1] == ' ') ||
            (text.ptr[i] == ' ' && text.ptr[i + 1] == '#')) {
            return false;
        }
    }
    return true;
}

/* The number's JSON text: the source where it is that, else on the arena. */
static bool put_number(struct lines *l, const struct crd_yaml_resolved *number, crd_str source)
{
    char text[CRD_FLOAT_TEXT_MAX > CRD_INT_TEXT_MAX ? CRD_FLOAT_TEXT_MAX : CRD_INT_TEXT_MAX];
    crd_str json = number->tag == CRD_YAML_FLOAT ? crd_float_text_json(number->number.f, text)
                   : number->is_uint64           ? crd_uint_text(number->number.u, text)
                                                 : crd_int_text(number->number.i, text);
    if (!crd_str_eq(json, source)) {
        source = crd_arena_str(l->arena, json);
        if (!source.ptr) {
            return out_of_memory(l);
        }
    }
    return put(l, crd_value_number(source));
}

static bool put_plain(struct lines *l, crd_str text)
{
    struct crd_yaml_resolved resolved = crd_yaml_resolve_full(text, false);
    double f = resolved.number.f;
    switch (resolved.tag) {
    case CRD_YAML_NULL:
        return put(l, crd_value_null());
    case CRD_YAML_BOOL:
        return put(l, crd_value_bool(resolved.is_true));
    case CRD_YAML_INT:
        return put_number(l, &resolved, text);
    case CRD_YAML_FLOAT:
        return f - f == 0 && put_number(l, &resolved, text); /* finite */
    case CRD_YAML_MERGE:
        return false;
    case CRD_YAML_STR:
    case CRD_YAML_TIMESTAMP:
        break;
    }
    return put(l, crd_value_string(text));
}

/* A plain scalar that may go on in lines deeper than parent, each joined with a blank. */
static bool read_plain(struct lines *l, crd_str text, size_t parent)
{
    crd_str line;
    size_t indent;
    crd_buf folded;
    if (!begins_plain(text) || !stays_plain(text)) {
        return false;
    }
    if (!peek(l, &line, &indent) || (line.len && indent <= parent)) {
        return put_plain(l, text);
    }
    crd_buf_on(&folded, l->arena, CRD_TEXT_BYTES_MAX);
    crd_buf_add(&folded, text);
    while (peek(l, &line, &indent)) {
        if (line.len && indent <= parent) {
            break;
        }
        if (!line.len || !stays_plain(line)) {
            return false;
        }
        crd_buf_add_lit(&folded, " ");
        crd_buf_add(&folded, line);
        take(l);
    }
    return crd_buf_failed(&folded) ? out_of_memory(l) : put_plain(l, crd_buf_str(&folded));
}

/* Where the quoted text that begins here ends: the offset of its closing quote; 0: not on this
 * line, or with escapes. ret_doubled: it holds '' for quotes. */
static size_t quoted_end(crd_str text, bool *ret_doubled)
{
    char quote = text.ptr[0];
    *ret_doubled = false;
    for (size_t i = 1; i < text.len; i++) {
        if (quote == '"' && text.ptr[i] == '\\') {
            return 0;
        }
        if (text.ptr[i] != quote) {
            continue;
        }
        if (quote == '\'' && i + 1 < text.len && text.ptr[i + 1] == '\'') {
            *ret_doubled = true;
            i++;
            continue;
        }
        return i;
    }
    return 0;
}

/* The text between the quotes. */
static bool unquote(struct lines *l, crd_str text, size_t end, bool doubled, crd_str *ret)
{
    *ret = crd_str_sub(text, 1, end);
    if (!doubled) {
        return true;
    }
    char *out = crd_arena_bytes(l->arena, ret->len);
    size_t n = 0;
    if (!out) {
        return out_of_memory(l);
    }
    for (size_t i = 0; i < ret->len; i++) {
        out[n++] = ret->ptr[i];
        i += ret->ptr[i] == '\'';
    }
    *ret = crd_str_of(out, n);
    return true;
}

static bool read_quoted(struct lines *l, crd_str text, size_t parent)
{
    bool doubled;
    crd_str inside;
    crd_str line;
    size_t indent;
    size_t end = quoted_end(text, &doubled);
    if (!end || end + 1 != text.len ||
        (peek(l, &line, &indent) && (!line.len || indent > parent)) ||
        !unquote(l, text, end, doubled, &inside)) {
        return false;
    }
    return put(l, crd_value_string(inside));
}

/* Literal text: lines deeper than parent, the first of which says how deep. */
static bool read_literal(struct lines *l, bool strip, size_t parent)
{
    crd_str line;
    size_t indent;
    size_t depth = 0;
    size_t breaks = 0; /* at the end of what was read: kept back until text follows */
    crd_buf text;
    crd_buf_on(&text, l->arena, CRD_TEXT_BYTES_MAX);
    while (peek(l, &line, &indent)) {
        if (line.len && indent <= parent) {
            break;
        }
        if (!line.len && indent) {
            return false; /* blanks alone */
        }
        if (!depth && (!line.len || !indent)) {
            return false;
        }
        depth = depth ? depth : indent;
        if (line.len && indent < depth) {
            return false;
        }
        if (line.len) {
            crd_buf_add_n(&text, '\n', breaks);
            crd_buf_add_n(&text, ' ', indent - depth);
            crd_buf_add(&text, line);
            breaks = 0;
        }
        breaks++;
        take(l);
    }
    if (!depth || (!l->rest.len && !l->ends_in_break)) {
        return false;
    }
    if (!strip) {
        crd_buf_add_lit(&text, "\n");
    }
    return crd_buf_failed(&text) ? out_of_memory(l) : put(l, crd_value_string(crd_buf_str(&text)));
}

static bool read_empty(struct lines *l, enum crd_kind kind, size_t parent)
{
    crd_str line;
    size_t indent;
    if (peek(l, &line, &indent) && (!line.len || indent > parent)) {
        return false;
    }
    return crd_builder_open(l->builder, kind, nowhere) && crd_builder_close(l->builder);
}

/* What stands behind "key: " or "- " on the line. parent: the depth of the map or list around. */
static bool read_scalar(struct lines *l, crd_str text, size_t parent)
{
    if (!text.len) {
        return false;
    }
    if (text.ptr[0] == '"' || text.ptr[0] == '\'') {
        return read_quoted(l, text, parent);
    }
    if (crd_str_eq(text, CRD_S("{}"))) {
        return read_empty(l, CRD_MAP, parent);
    }
    if (crd_str_eq(text, CRD_S("[]"))) {
        return read_empty(l, CRD_LIST, parent);
    }
    if (crd_str_eq(text, CRD_S("|"))) {
        return read_literal(l, false, parent);
    }
    if (crd_str_eq(text, CRD_S("|-"))) {
        return read_literal(l, true, parent);
    }
    return read_plain(l, text, parent);
}

/* --- structure --- */

static bool push(struct lines *l, enum crd_kind kind, size_t indent)
{
    if (l->n_open == LINES_DEPTH_MAX || !crd_builder_open(l->builder, kind, nowhere)) {
        return false;
    }
    l->open[l->n_open++] = (struct open){ .kind = kind, .indent = indent };
    return true;
}

static bool pop(struct lines *l)
{
    l->n_open--;
    return crd_builder_close(l->builder);
}

static bool is_item(crd_str line)
{
    return line.len > 2 && line.ptr[0] == '-' && line.ptr[1] == ' ' && line.ptr[2] != ' ';
}

/* Splits "key: value" or "key:"; false when the line is no member, or one outside of the subset. */
static bool split_member(struct lines *l, crd_str line, crd_str *ret_key, bool *ret_quoted,
                         crd_str *ret_value)
{
    size_t colon = 0;
    bool doubled = false;
    *ret_quoted = line.ptr[0] == '"' || line.ptr[0] == '\'';
    if (*ret_quoted) {
        size_t end = quoted_end(line, &doubled);
        colon = end ? end + 1 : line.len;
    } else {
        while (colon < line.len &&
               !(line.ptr[colon] == ':' && (colon + 1 == line.len || line.ptr[colon + 1] == ' '))) {
            colon++;
        }
    }
    if (colon == 0 || colon >= line.len || colon > LINES_KEY_BYTES_MAX || line.ptr[colon] != ':') {
        return false;
    }
    if (*ret_quoted) {
        if (!unquote(l, line, colon - 1, doubled, ret_key)) {
            return false;
        }
    } else {
        *ret_key = crd_str_sub(line, 0, colon);
    }
    *ret_value = crd_str_from(line, colon + 1);
    if (!ret_value->len) {
        return true;
    }
    *ret_value = crd_str_from(*ret_value, 1);
    return line.ptr[colon + 1] == ' ' && ret_value->len && ret_value->ptr[0] != ' ';
}

/* The key as JSON has it; only kinds of keys whose text stays or is a word. */
static bool put_key(struct lines *l, crd_str key, bool quoted)
{
    char text[CRD_INT_TEXT_MAX];
    if (!quoted) {
        unsigned char c = key.len ? (unsigned char)key.ptr[0] : 0;
        if (!(crd_is_alnum(c) || c == '_' || c == '/' || c == '$') || !stays_plain(key)) {
            return false;
        }
        struct crd_yaml_resolved resolved = crd_yaml_resolve_full(key, false);
        if (resolved.tag == CRD_YAML_BOOL) {
            key = resolved.is_true ? CRD_S("true") : CRD_S("false");
        } else if (resolved.tag == CRD_YAML_INT) {
            if (resolved.is_uint64 || !crd_str_eq(crd_int_text(resolved.number.i, text), key)) {
                return false;
            }
        } else if (resolved.tag != CRD_YAML_STR && resolved.tag != CRD_YAML_TIMESTAMP) {
            return false;
        }
    }
    return crd_builder_key(l->builder, key, nowhere);
}

static bool read_entry(struct lines *l, crd_str line, size_t indent);

/* "key:" alone: the value is deeper, or a list at the same depth, or null. */
static bool read_pending(struct lines *l, size_t parent)
{
    crd_str line;
    size_t indent;
    if (!peek(l, &line, &indent) || (line.len && indent < parent)) {
        return put(l, crd_value_null());
    }
    if (!line.len) {
        return false;
    }
    bool item = is_item(line);
    if (indent == parent && !item) {
        return line.ptr[0] != '-' && put(l, crd_value_null());
    }
    take(l);
    return push(l, item ? CRD_LIST : CRD_MAP, indent) && read_entry(l, line, indent);
}

static bool read_member(struct lines *l, crd_str line, size_t indent)
{
    crd_str key;
    crd_str value;
    bool quoted;
    if (!split_member(l, line, &key, &quoted, &value) || !put_key(l, key, quoted)) {
        return false;
    }
    return value.len ? read_scalar(l, value, indent) : read_pending(l, indent);
}

/* True when the text begins a map on an item's line: it has a colon where a key ends. */
static bool begins_member(crd_str text)
{
    if (text.ptr[0] == '"' || text.ptr[0] == '\'') {
        bool doubled;
        size_t end = quoted_end(text, &doubled);
        return end && end + 1 < text.len;
    }
    return text.ptr[text.len - 1] == ':' || crd_str_has(text, CRD_S(": "));
}

/* A member or item of the innermost map or list, which stands at that depth. Items on one line nest
 * at most LINES_DEPTH_MAX deep, as push sees to. */
static bool read_entry(struct lines *l, crd_str line, size_t indent)
{
    if (l->open[l->n_open - 1].kind == CRD_MAP) {
        return read_member(l, line, indent);
    }
    crd_str item = crd_str_from(line, 2);
    if (is_item(item)) {
        return push(l, CRD_LIST, indent + 2) && read_entry(l, item, indent + 2);
    }
    if (begins_member(item)) {
        return push(l, CRD_MAP, indent + 2) && read_entry(l, item, indent + 2);
    }
    return read_scalar(l, item, indent);
}

/* Closes what ended before a line of that depth; false when the line fits nowhere. */
static bool close_to(struct lines *l, crd_str line, size_t indent)
{
    while (l->n_open && l->open[l->n_open - 1].indent > indent) {
        if (!pop(l)) {
            return false;
        }
    }
    if (!l->n_open || l->open[l->n_open - 1].indent != indent) {
        return false;
    }
    if (l->open[l->n_open - 1].kind == CRD_LIST && !is_item(line) && l->n_open > 1 &&
        l->open[l->n_open - 2].indent == indent) {
        if (!pop(l)) { /* a list at the depth of its key ends where the next key begins */
            return false;
        }
    }
    bool wants_item = l->open[l->n_open - 1].kind == CRD_LIST;
    return wants_item == is_item(line) && line.ptr[0] != '#';
}

static bool read_lines(struct lines *l)
{
    crd_str line;
    size_t indent;
    if (!peek(l, &line, &indent) || !line.len || indent) {
        return false;
    }
    if (!push(l, is_item(line) ? CRD_LIST : CRD_MAP, 0)) {
        return false;
    }
    while (peek(l, &line, &indent)) {
        if (!line.len || !close_to(l, line, indent)) {
            return false;
        }
        take(l);
        if (!read_entry(l, line, indent)) {
            return false;
        }
    }
    while (l->n_open) {
        if (!pop(l)) {
            return false;
        }
    }
    return true;
}

enum crd_yaml_lines crd_yaml_read_lines(crd_arena *arena, crd_str text, crd_value *ret_value,
                                        crd_err *err)
{
    if (!text.len || text.len > LINES_BYTES_MAX || !is_printable(text)) {
        return CRD_YAML_LINES_OTHER;
    }
    crd_arena_mark mark = crd_arena_save(arena);
    crd_builder_options options = { 0 };
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, &options, err);
    if (!builder) {
        return CRD_YAML_LINES_FAILED;
    }
    struct lines l = {
        .arena = arena,
        .builder = builder,
        .rest = crd_arena_str(arena, text),
        .ends_in_break = text.ptr[text.len - 1] == '\n',
    };
    crd_value value;
    if (!l.rest.ptr) {
        crd_err_memory(err, arena);
        return CRD_YAML_LINES_FAILED;
    }
    if (read_lines(&l) && crd_builder_finish(builder, &value, err)) {
        *ret_value = value;
        return CRD_YAML_LINES_READ;
    }
    const crd_err *failure = crd_builder_error(builder);
    if (l.memory) {
        crd_err_memory(err, arena);
        return CRD_YAML_LINES_FAILED;
    }
    if (crd_code_is_ours(failure->code)) {
        if (err) {
            *err = *failure;
        }
        return CRD_YAML_LINES_FAILED;
    }
    crd_arena_rewind(arena, mark);
    return CRD_YAML_LINES_OTHER;
}
