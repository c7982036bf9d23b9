/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with matches: replacing, expanding templates, splitting, quoting; and what a
 * compiled expression tells about itself. Source of the behaviour: Go 1.26 regexp.
 */
#include "regex_exec.h"
#include "utf8.h"

crd_str crd_regex_pattern(const crd_regex *regex)
{
    return regex->pattern;
}

size_t crd_regex_n_groups(const crd_regex *regex)
{
    return regex->n_groups;
}

crd_str crd_regex_group_name(const crd_regex *regex, size_t group)
{
    bool named = group <= regex->n_groups && regex->names[group].ptr;
    return named ? regex->names[group] : CRD_S("");
}

ptrdiff_t crd_regex_group_index(const crd_regex *regex, crd_str name)
{
    for (size_t i = 1; name.len && i <= regex->n_groups; i++) {
        if (crd_str_eq(regex->names[i], name)) {
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

crd_str crd_regex_literal_prefix(const crd_regex *regex, bool *ret_complete)
{
    *ret_complete = regex->prefix_complete;
    return regex->prefix;
}

size_t crd_regex_size(const crd_regex *regex)
{
    return regex->forward.n;
}

/* name or {name} behind a dollar; false: the dollar stands for itself. */
static bool read_reference(crd_str *rest, crd_str *ret_name)
{
    bool braced = crd_str_starts(*rest, CRD_S("{"));
    crd_str at = crd_str_from(*rest, braced ? 1 : 0);
    size_t n = 0;
    while (n < at.len) {
        size_t width;
        uint32_t rune = crd_rune_decode(crd_str_from(at, n), &width);
        if (rune != '_' && !crd_rune_is_letter(rune) && !crd_rune_is_digit(rune)) {
            break;
        }
        n += width;
    }
    *ret_name = crd_str_sub(at, 0, n);
    at = crd_str_from(at, n);
    if (n == 0 || (braced && !crd_str_starts(at, CRD_S("}")))) {
        return false;
    }
    *rest = crd_str_from(at, braced ? 1 : 0);
    return true;
}

/* The number that a name is; -1 when it is none. */
static int64_t number_of(crd_str name)
{
    int64_t number = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (!crd_is_digit((unsigned char)name.ptr[i]) || number >= 100000000) {
            return -1;
        }
        number = number * 10 + (name.ptr[i] - '0');
    }
    return name.len > 1 && name.ptr[0] == '0' ? -1 : number;
}

static void add_group(crd_str text, const ptrdiff_t *slots, size_t n_slots, size_t group,
                      crd_buf *out)
{
    if (2 * group + 1 < n_slots && slots[2 * group] >= 0) {
        crd_buf_add(out, crd_str_sub(text, (size_t)slots[2 * group], (size_t)slots[2 * group + 1]));
    }
}

/* Of several groups with the name the first that took part. */
static void add_named(const crd_regex *regex, crd_str name, crd_str text, const ptrdiff_t *slots,
                      size_t n_slots, crd_buf *out)
{
    for (size_t i = 1; i <= regex->n_groups && 2 * i + 1 < n_slots; i++) {
        if (slots[2 * i] >= 0 && crd_str_eq(regex->names[i], name)) {
            add_group(text, slots, n_slots, i, out);
            return;
        }
    }
}

void crd_regex_expand(const crd_regex *regex, crd_str template_, crd_str text,
                      const ptrdiff_t *slots, size_t n_slots, crd_buf *out)
{
    crd_str before;
    crd_str rest = template_;
    while (!crd_buf_failed(out) && crd_str_cut(rest, CRD_S("$"), &before, &rest)) {
        crd_buf_add(out, before);
        crd_str name;
        if (crd_str_starts(rest, CRD_S("$"))) {
            crd_buf_add_byte(out, '$');
            rest = crd_str_from(rest, 1);
        } else if (!read_reference(&rest, &name)) {
            crd_buf_add_byte(out, '$');
        } else {
            int64_t number = number_of(name);
            if (number >= 0) {
                add_group(text, slots, n_slots, (size_t)number, out);
            } else {
                add_named(regex, name, text, slots, n_slots, out);
            }
        }
    }
    crd_buf_add(out, rest);
}

/* Where the search goes on after a match that ends at end: past it, and on by at least a rune. */
static size_t after_match(crd_str text, size_t pos, size_t end)
{
    size_t width;
    crd_rune_decode(crd_str_from(text, pos), &width);
    if (pos + width > end) {
        return pos + width;
    }
    return pos + 1 > end ? pos + 1 : end;
}

static enum rx_answer replace_all(rx_search *search, crd_str template_, bool literal,
                                  ptrdiff_t *slots, crd_buf *out)
{
    crd_str text = search->text;
    size_t copied = 0; /* the end of the last match */
    enum rx_answer answer = RX_YES;
    for (size_t pos = 0; pos <= text.len && !crd_buf_failed(out);) {
        answer = crd_rx_find(search, pos, slots);
        if (answer != RX_YES) {
            break;
        }
        size_t start = (size_t)slots[0];
        size_t end = (size_t)slots[1];
        crd_buf_add(out, crd_str_sub(text, copied, start));
        if (end > copied || start == 0) { /* an empty one right behind another does not count */
            if (literal) {
                crd_buf_add(out, template_);
            } else {
                crd_regex_expand(search->re, template_, text, slots, search->n_slots, out);
            }
        }
        copied = end;
        pos = after_match(text, pos, end);
    }
    crd_buf_add(out, crd_str_from(text, copied));
    return answer;
}

static bool replace(const crd_regex *regex, crd_arena *scratch, crd_str text, crd_str template_,
                    bool literal, crd_buf *out, crd_err *err)
{
    crd_arena_mark mark = crd_arena_save(scratch);
    rx_search search = { .re = regex, .arena = scratch, .text = text, .n_slots = 2 };
    if (!literal && crd_str_find_byte(template_, '$') != CRD_NPOS) {
        search.n_slots = 2 * ((size_t)regex->n_groups + 1);
    }
    if (!crd_rx_check_length(scratch, text, err)) {
        return false;
    }
    ptrdiff_t *slots = CRD_NEW_N(scratch, ptrdiff_t, search.n_slots);
    enum rx_answer answer = RX_FAILED;
    if (slots) {
        answer = replace_all(&search, template_, literal, slots, out);
    }
    bool ok = answer != RX_FAILED && !crd_buf_failed(out);
    if (answer == RX_FAILED) {
        crd_err_memory(err, scratch);
    } else if (!ok && err) {
        *err = out->failure == CRD_BUF_LIMIT
                   ? (crd_err){ .code = CRD_E_MEMORY, .message = CRD_S("memory limit reached") }
                   : (crd_err){ .code = CRD_E_NOMEM, .message = CRD_S("out of memory") };
    }
    if (out->arena != scratch) {
        crd_arena_rewind(scratch, mark);
    }
    return ok;
}

bool crd_regex_replace(const crd_regex *regex, crd_arena *scratch, crd_str text, crd_str template_,
                       crd_buf *out, crd_err *err)
{
    return replace(regex, scratch, text, template_, false, out, err);
}

bool crd_regex_replace_literal(const crd_regex *regex, crd_arena *scratch, crd_str text,
                               crd_str replacement, crd_buf *out, crd_err *err)
{
    return replace(regex, scratch, text, replacement, true, out, err);
}

/* A list of texts that grows in chunks and is joined at the end. */
#define CHUNK_PARTS 256

struct chunk {
    struct chunk *next;
    size_t n;
    crd_str parts[CHUNK_PARTS];
};

struct parts {
    crd_arena *arena;
    struct chunk *first;
    struct chunk *last;
    size_t n;
};

static bool add_part(struct parts *parts, crd_str part)
{
    if (!parts->last || parts->last->n == CHUNK_PARTS) {
        struct chunk *chunk = crd_arena_alloc(parts->arena, sizeof(*chunk));
        if (!chunk) {
            return false;
        }
        chunk->next = NULL;
        chunk->n = 0;
        *(parts->last ? &parts->last->next : &parts->first) = chunk;
        parts->last = chunk;
    }
    parts->last->parts[parts->last->n++] = part;
    parts->n++;
    return true;
}

static bool split_all(crd_regex_scan *scan, crd_str text, int64_t limit, struct parts *parts,
                      crd_err *err)
{
    size_t start = 0;
    size_t end = 0;
    for (int64_t found = 0; limit < 0 || found < limit; found++) {
        const ptrdiff_t *slots;
        if (!crd_regex_scan_next(scan, &slots, err)) {
            return false;
        }
        if (!slots || (limit > 0 && parts->n >= (size_t)limit - 1)) {
            break;
        }
        end = (size_t)slots[0];
        if (slots[1] != 0 && !add_part(parts, crd_str_sub(text, start, end))) {
            return crd_err_memory(err, parts->arena);
        }
        start = (size_t)slots[1];
    }
    if (end != text.len && !add_part(parts, crd_str_from(text, start))) {
        return crd_err_memory(err, parts->arena);
    }
    return true;
}

bool crd_regex_split(const crd_regex *regex, crd_arena *arena, crd_str text, int64_t limit,
                     const crd_str **ret_parts, size_t *ret_n, crd_err *err)
{
    struct parts parts = { .arena = arena };
    crd_regex_scan *scan;
    if (limit == 0) {
        *ret_parts = NULL;
        *ret_n = 0;
        return true;
    }
    if (regex->pattern.len && text.len == 0) {
        if (!add_part(&parts, text)) {
            return crd_err_memory(err, arena);
        }
    } else if (!crd_regex_scan_new(arena, regex, text, 2, &scan, err) ||
               !split_all(scan, text, limit, &parts, err)) {
        return false;
    }
    crd_str *list = CRD_NEW_N(arena, crd_str, parts.n);
    if (!list) {
        return crd_err_memory(err, arena);
    }
    size_t n = 0;
    for (const struct chunk *chunk = parts.first; chunk; chunk = chunk->next) {
        memcpy(list + n, chunk->parts, chunk->n * sizeof(*list));
        n += chunk->n;
    }
    *ret_parts = list;
    *ret_n = n;
    return true;
}

void crd_regex_quote(crd_buf *out, crd_str text)
{
    static const char special[] = "\\.+*?()|[]{}^$";
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(special, text.ptr[i], sizeof(special) - 1)) {
            crd_buf_add_byte(out, '\\');
        }
        crd_buf_add_byte(out, text.ptr[i]);
    }
}
