/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents of plain lines as tokens: see yaml_lines.h. libyaml takes a token, an event and several
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
 * tabs, other characters, anything wrong) ends it, and the whole reader takes the text from its
 * start: this file gives no error of its own. The tokens of a line are given when all of it, with
 * the lines that it goes on in, is understood; so those that were given are those that the whole
 * reader begins with. This file must know nothing that yaml_walk.c does not.
 */
#include "yaml_lines.h"

#include <assert.h>
#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_check.h"
#include "yaml_resolve.h"

/* Longer documents have nodes and texts to be counted. */
#define LINES_BYTES_MAX ((size_t)1024 * 1024)
/* libyaml takes keys of up to 1,024 characters; nobody writes them. */
#define LINES_KEY_BYTES_MAX 128

/* --- lines --- */

/* The next line without its indent, and that; it is not taken yet. False at the end. */
static bool peek(const crd_yaml_lines *l, crd_str *ret_line, size_t *ret_indent)
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

static void take(crd_yaml_lines *l)
{
    size_t end = crd_str_find_byte(l->rest, '\n');
    l->rest = crd_str_from(l->rest, end == CRD_NPOS ? l->rest.len : end + 1);
    l->lines_taken++;
}

/* Takes the line as the one that tokens begin on. */
static void take_entry(crd_yaml_lines *l)
{
    l->line_start = l->rest.ptr;
    take(l);
    l->line = l->lines_taken;
}

/* --- scalars --- */

static bool out_of_memory(crd_yaml_lines *l)
{
    l->memory = true;
    return false;
}

/* A token of the line; at: where it begins. */
static struct crd_yaml_line_token *put(crd_yaml_lines *l, enum crd_token kind, const char *at)
{
    assert(l->n < sizeof(l->tokens) / sizeof(l->tokens[0]));
    struct crd_yaml_line_token *token = &l->tokens[l->n++];
    token->kind = kind;
    token->is_kept = l->is_kept;
    token->text = crd_str_of(NULL, 0);
    token->place = (crd_place) {
        .line = l->line,
        .column = (uint32_t)(at - l->line_start) + 1,
        .offset = (size_t)(at - l->start),
    };
    return token;
}

static bool put_text(crd_yaml_lines *l, enum crd_token kind, crd_str text, const char *at)
{
    put(l, kind, at)->text = text;
    return true;
}

/* Text that was put together in l->scratch. */
static bool put_scratch(crd_yaml_lines *l, const char *at)
{
    if (crd_buf_failed(&l->scratch)) {
        return out_of_memory(l);
    }
    struct crd_yaml_line_token *token = put(l, CRD_TOKEN_STRING, at);
    token->text = crd_buf_str(&l->scratch);
    token->is_kept = false;
    return true;
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
static bool put_number(crd_yaml_lines *l, const struct crd_yaml_resolved *number, crd_str source,
                       const char *at)
{
    char text[CRD_FLOAT_TEXT_MAX > CRD_INT_TEXT_MAX ? CRD_FLOAT_TEXT_MAX : CRD_INT_TEXT_MAX];
    crd_str json = number->tag == CRD_YAML_FLOAT ? crd_float_text_json(number->number.f, text)
                   : number->is_uint64           ? crd_uint_text(number->number.u, text)
                                                 : crd_int_text(number->number.i, text);
    struct crd_yaml_line_token *token = put(l, CRD_TOKEN_NUMBER, at);
    token->text = source;
    if (crd_str_eq(json, source)) {
        return true;
    }
    token->text = crd_arena_str(l->arena, json);
    token->is_kept = true;
    return token->text.ptr || out_of_memory(l);
}

/* text: in the document, or of several lines in l->scratch. */
static bool put_plain(crd_yaml_lines *l, crd_str text, const char *at)
{
    struct crd_yaml_resolved resolved = crd_yaml_resolve_full(text, false);
    double f = resolved.number.f;
    switch (resolved.tag) {
    case CRD_YAML_NULL:
        put(l, CRD_TOKEN_NULL, at);
        return true;
    case CRD_YAML_BOOL:
        put(l, resolved.is_true ? CRD_TOKEN_TRUE : CRD_TOKEN_FALSE, at);
        return true;
    case CRD_YAML_INT:
        return put_number(l, &resolved, text, at);
    case CRD_YAML_FLOAT:
        return f - f == 0 && put_number(l, &resolved, text, at); /* finite */
    case CRD_YAML_MERGE:
        return false;
    case CRD_YAML_STR:
    case CRD_YAML_TIMESTAMP:
        break;
    }
    return text.ptr == at ? put_text(l, CRD_TOKEN_STRING, text, at) : put_scratch(l, at);
}

/* A plain scalar that may go on in lines deeper than parent, each joined with a blank. */
static bool read_plain(crd_yaml_lines *l, crd_str text, size_t parent)
{
    crd_str line;
    size_t indent;
    if (!begins_plain(text) || !stays_plain(text)) {
        return false;
    }
    if (!peek(l, &line, &indent) || (line.len && indent <= parent)) {
        return put_plain(l, text, text.ptr);
    }
    crd_buf_clear(&l->scratch);
    crd_buf_add(&l->scratch, text);
    while (peek(l, &line, &indent)) {
        if (line.len && indent <= parent) {
            break;
        }
        if (!line.len || !stays_plain(line)) {
            return false;
        }
        crd_buf_add_lit(&l->scratch, " ");
        crd_buf_add(&l->scratch, line);
        take(l);
    }
    return crd_buf_failed(&l->scratch) ? out_of_memory(l)
                                       : put_plain(l, crd_buf_str(&l->scratch), text.ptr);
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

/* The text between the quotes. *ret_kept: it is on the arena. */
static bool unquote(crd_yaml_lines *l, crd_str text, size_t end, bool doubled, bool *ret_kept,
                    crd_str *ret)
{
    *ret = crd_str_sub(text, 1, end);
    *ret_kept = doubled || l->is_kept;
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

static bool read_quoted(crd_yaml_lines *l, crd_str text, size_t parent)
{
    bool doubled;
    bool is_kept;
    crd_str inside;
    crd_str line;
    size_t indent;
    size_t end = quoted_end(text, &doubled);
    if (!end || end + 1 != text.len ||
        (peek(l, &line, &indent) && (!line.len || indent > parent)) ||
        !unquote(l, text, end, doubled, &is_kept, &inside)) {
        return false;
    }
    struct crd_yaml_line_token *token = put(l, CRD_TOKEN_STRING, text.ptr);
    token->text = inside;
    token->is_kept = is_kept;
    return true;
}

/* Literal text: lines deeper than parent, the first of which says how deep. */
static bool read_literal(crd_yaml_lines *l, crd_str text, bool strip, size_t parent)
{
    crd_str line;
    size_t indent;
    size_t depth = 0;
    size_t breaks = 0; /* at the end of what was read: kept back until text follows */
    crd_buf *out = &l->scratch;
    crd_buf_clear(out);
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
            crd_buf_add_n(out, '\n', breaks);
            crd_buf_add_n(out, ' ', indent - depth);
            crd_buf_add(out, line);
            breaks = 0;
        }
        breaks++;
        take(l);
    }
    if (!depth || (!l->rest.len && !l->ends_in_break)) {
        return false;
    }
    if (!strip) {
        crd_buf_add_lit(out, "\n");
    }
    return put_scratch(l, text.ptr);
}

static bool read_empty(crd_yaml_lines *l, crd_str text, bool is_map, size_t parent)
{
    crd_str line;
    size_t indent;
    if (peek(l, &line, &indent) && (!line.len || indent > parent)) {
        return false;
    }
    put(l, is_map ? CRD_TOKEN_MAP : CRD_TOKEN_LIST, text.ptr);
    put(l, is_map ? CRD_TOKEN_MAP_END : CRD_TOKEN_LIST_END, text.ptr);
    return true;
}

/* What stands behind "key: " or "- " on the line. parent: the depth of the map or list around. */
static bool read_scalar(crd_yaml_lines *l, crd_str text, size_t parent)
{
    if (!text.len) {
        return false;
    }
    if (text.ptr[0] == '"' || text.ptr[0] == '\'') {
        return read_quoted(l, text, parent);
    }
    if (crd_str_eq(text, CRD_S("{}"))) {
        return read_empty(l, text, true, parent);
    }
    if (crd_str_eq(text, CRD_S("[]"))) {
        return read_empty(l, text, false, parent);
    }
    if (crd_str_eq(text, CRD_S("|"))) {
        return read_literal(l, text, false, parent);
    }
    if (crd_str_eq(text, CRD_S("|-"))) {
        return read_literal(l, text, true, parent);
    }
    return read_plain(l, text, parent);
}

/* --- structure --- */

static bool push(crd_yaml_lines *l, bool is_map, size_t indent, const char *at)
{
    if (l->n_open == CRD_YAML_LINES_DEPTH_MAX) {
        return false;
    }
    put(l, is_map ? CRD_TOKEN_MAP : CRD_TOKEN_LIST, at);
    l->open[l->n_open].is_map = is_map;
    l->open[l->n_open].indent = indent;
    l->n_open++;
    return true;
}

static void pop(crd_yaml_lines *l)
{
    l->n_open--;
    put(l, l->open[l->n_open].is_map ? CRD_TOKEN_MAP_END : CRD_TOKEN_LIST_END, l->line_start);
}

static bool is_item(crd_str line)
{
    return line.len > 2 && line.ptr[0] == '-' && line.ptr[1] == ' ' && line.ptr[2] != ' ';
}

/* Where the colon of "key: value" or "key:" stands, 0: nowhere. *ret_doubled: of a key in quotes.
 */
static size_t find_colon(crd_str line, bool *ret_doubled)
{
    size_t colon = 0;
    *ret_doubled = false;
    if (line.ptr[0] == '"' || line.ptr[0] == '\'') {
        size_t end = quoted_end(line, ret_doubled);
        colon = end ? end + 1 : line.len;
    } else {
        while (colon < line.len &&
               !(line.ptr[colon] == ':' && (colon + 1 == line.len || line.ptr[colon + 1] == ' '))) {
            colon++;
        }
    }
    bool found = colon < line.len && colon <= LINES_KEY_BYTES_MAX && line.ptr[colon] == ':';
    return found ? colon : 0;
}

static bool is_plain_key(crd_str key)
{
    unsigned char c = (unsigned char)key.ptr[0];
    return (crd_is_alnum(c) || c == '_' || c == '/' || c == '$') && stays_plain(key);
}

/* The line is a member, whatever its value. */
static bool is_member(crd_str line)
{
    bool doubled;
    size_t colon = find_colon(line, &doubled);
    return colon &&
           (line.ptr[0] == '"' || line.ptr[0] == '\'' || is_plain_key(crd_str_sub(line, 0, colon)));
}

struct member {
    crd_str key;
    bool is_quoted;
    bool is_kept; /* the key is */
    crd_str value;
};

/* Splits "key: value" or "key:"; false when the line is no member, or one outside of the subset. */
static bool split_member(crd_yaml_lines *l, crd_str line, struct member *ret)
{
    bool doubled;
    size_t colon = find_colon(line, &doubled);
    ret->is_kept = l->is_kept;
    ret->is_quoted = line.ptr[0] == '"' || line.ptr[0] == '\'';
    ret->key = crd_str_sub(line, 0, colon);
    ret->value = crd_str_from(line, colon + 1);
    if (!colon ||
        (ret->is_quoted && !unquote(l, line, colon - 1, doubled, &ret->is_kept, &ret->key))) {
        return false;
    }
    if (!ret->value.len) {
        return true;
    }
    bool has_blank = ret->value.ptr[0] == ' ';
    ret->value = crd_str_from(ret->value, 1);
    return has_blank && ret->value.len && ret->value.ptr[0] != ' ';
}

/* The key as JSON has it; only kinds of keys whose text stays or is a word. */
static bool put_key(crd_yaml_lines *l, const struct member *member, const char *at)
{
    char text[CRD_INT_TEXT_MAX];
    crd_str key = member->key;
    bool is_kept = member->is_kept;
    if (!member->is_quoted) {
        if (!is_plain_key(key)) {
            return false;
        }
        struct crd_yaml_resolved resolved = crd_yaml_resolve_full(key, false);
        if (resolved.tag == CRD_YAML_BOOL) {
            key = resolved.is_true ? CRD_S("true") : CRD_S("false");
            is_kept = true;
        } else if (resolved.tag == CRD_YAML_INT) {
            if (resolved.is_uint64 || !crd_str_eq(crd_int_text(resolved.number.i, text), key)) {
                return false;
            }
        } else if (resolved.tag != CRD_YAML_STR && resolved.tag != CRD_YAML_TIMESTAMP) {
            return false;
        }
    }
    struct crd_yaml_line_token *token = put(l, CRD_TOKEN_KEY, at);
    token->text = key;
    token->is_kept = is_kept;
    return true;
}

static bool read_entry(crd_yaml_lines *l, crd_str line, size_t indent);

/* "key:" alone: the value is deeper, or a list at the same depth, or null. */
static bool read_pending(crd_yaml_lines *l, const char *end, size_t parent)
{
    crd_str line;
    size_t indent;
    if (!peek(l, &line, &indent) || (line.len && indent < parent)) {
        put(l, CRD_TOKEN_NULL, end);
        return true;
    }
    if (!line.len) {
        return false;
    }
    bool item = is_item(line);
    if (indent == parent && !item) {
        put(l, CRD_TOKEN_NULL, end);
        return is_member(line); /* anything else may be the value, even there */
    }
    take_entry(l);
    return push(l, !item, indent, line.ptr) && read_entry(l, line, indent);
}

static bool read_member(crd_yaml_lines *l, crd_str line, size_t indent)
{
    struct member member;
    if (!split_member(l, line, &member) || !put_key(l, &member, line.ptr)) {
        return false;
    }
    return member.value.len ? read_scalar(l, member.value, indent)
                            : read_pending(l, line.ptr + line.len, indent);
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
static bool read_entry(crd_yaml_lines *l, crd_str line, size_t indent)
{
    if (l->open[l->n_open - 1].is_map) {
        return read_member(l, line, indent);
    }
    crd_str item = crd_str_from(line, 2);
    if (is_item(item)) {
        return push(l, false, indent + 2, item.ptr) && read_entry(l, item, indent + 2);
    }
    if (begins_member(item)) {
        return push(l, true, indent + 2, item.ptr) && read_entry(l, item, indent + 2);
    }
    return read_scalar(l, item, indent);
}

/* Closes what ended before a line of that depth; false when the line fits nowhere. */
static bool close_to(crd_yaml_lines *l, crd_str line, size_t indent)
{
    while (l->n_open && l->open[l->n_open - 1].indent > indent) {
        pop(l);
    }
    if (!l->n_open || l->open[l->n_open - 1].indent != indent) {
        return false;
    }
    if (!l->open[l->n_open - 1].is_map && !is_item(line) && l->n_open > 1 &&
        l->open[l->n_open - 2].indent == indent) {
        pop(l); /* a list at the depth of its key ends where the next key begins */
    }
    bool wants_item = !l->open[l->n_open - 1].is_map;
    return wants_item == is_item(line) && line.ptr[0] != '#';
}

/* The tokens of the next line. False: it is outside of the subset. */
static bool read_line(crd_yaml_lines *l)
{
    crd_str line;
    size_t indent;
    if (!peek(l, &line, &indent)) {
        while (l->n_open) {
            pop(l);
        }
        put(l, CRD_TOKEN_END, l->line_start);
        return l->has_begun;
    }
    if (!line.len || (!l->has_begun && indent)) {
        return false;
    }
    if (l->has_begun && !close_to(l, line, indent)) {
        return false;
    }
    take_entry(l);
    if (!l->has_begun && !push(l, !is_item(line), 0, line.ptr)) {
        return false;
    }
    l->has_begun = true;
    return read_entry(l, line, indent);
}

bool crd_yaml_lines_take(crd_str text)
{
    return text.len && text.len <= LINES_BYTES_MAX && crd_yaml_ordinary_len(text) == text.len;
}

crd_yaml_lines *crd_yaml_lines_new(crd_arena *arena, crd_str text, bool is_kept, crd_err *err)
{
    crd_yaml_lines *l = malloc(sizeof(*l));
    if (!l) {
        crd_err_memory(err, NULL);
        return NULL;
    }
    l->arena = arena;
    l->is_kept = is_kept;
    l->start = text.ptr;
    l->line_start = text.ptr;
    l->rest = text;
    l->lines_taken = 0;
    l->line = 0;
    l->ends_in_break = text.len && text.ptr[text.len - 1] == '\n';
    l->memory = false;
    l->has_begun = false;
    l->n_open = 0;
    l->n = 0;
    l->at = 0;
    crd_buf_init(&l->scratch, CRD_TEXT_BYTES_MAX);
    return l;
}

void crd_yaml_lines_free(crd_yaml_lines *l)
{
    if (l) {
        crd_buf_done(&l->scratch);
        free(l);
    }
}

enum crd_yaml_lines_outcome crd_yaml_lines_more(crd_yaml_lines *l)
{
    l->n = 0;
    l->at = 0;
    if (read_line(l)) {
        return CRD_YAML_LINES_READ;
    }
    l->n = 0;
    return l->memory ? CRD_YAML_LINES_FAILED : CRD_YAML_LINES_OTHER;
}
