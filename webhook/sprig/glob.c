/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Globs become regular expressions, which run in linear time: "*" and "?" stop at a slash, "**"
 * does not, [abc], [!abc], [a-z], {a,b} with nesting, backslash escapes.
 */
#include "glob.h"

#include "base/utf8.h"

typedef struct reader {
    crd_str rest;
    crd_buf *out;
    size_t braces; /* open ones */
    bool first;    /* nothing stands in front */
} reader;

static uint32_t take(reader *in)
{
    size_t width = 0;
    uint32_t rune = crd_rune_decode(in->rest, &width);
    in->rest = crd_str_from(in->rest, width);
    return rune;
}

static bool next_is(const reader *in, char c)
{
    return in->rest.len > 0 && in->rest.ptr[0] == c;
}

/* A rune that stands for itself in a class. */
static void put_member(crd_buf *out, uint32_t rune)
{
    static const char hex[] = "0123456789abcdef";
    crd_buf_add_lit(out, "\\x{");
    for (int shift = 20; shift >= 0; shift -= 4) {
        crd_buf_add_byte(out, hex[rune >> shift & 15]);
    }
    crd_buf_add_byte(out, '}');
}

/* "a-z]" with its first rune and the dash read. */
static bool read_span(reader *in, uint32_t low)
{
    if (in->rest.len == 0) {
        return false;
    }
    uint32_t high = take(in);
    put_member(in->out, low);
    crd_buf_add_byte(in->out, '-');
    put_member(in->out, high);
    return high >= low && next_is(in, ']');
}

/* "abc]": at least one rune, escapes taken. */
static bool read_list(reader *in)
{
    size_t n = 0;
    while (in->rest.len > 0 && !next_is(in, ']')) {
        uint32_t rune = take(in);
        if (rune == '\\') {
            if (in->rest.len == 0) {
                return false;
            }
            rune = take(in);
        }
        put_member(in->out, rune);
        n++;
    }
    return n > 0 && in->rest.len > 0;
}

/* Behind "[". */
static bool read_class(reader *in)
{
    crd_buf_add_byte(in->out, '[');
    if (next_is(in, '!')) {
        take(in);
        crd_buf_add_byte(in->out, '^');
    }
    if (in->rest.len == 0) {
        return false;
    }
    crd_str before = in->rest;
    uint32_t first = take(in);
    bool good;
    if (next_is(in, '-')) {
        take(in);
        good = read_span(in, first);
    } else {
        in->rest = before;
        good = read_list(in);
    }
    if (good) {
        take(in);
        crd_buf_add_byte(in->out, ']');
    }
    return good;
}

static void put_plain(crd_buf *out, uint32_t rune)
{
    char bytes[4];
    crd_regex_quote(out, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
}

static bool read_rune(reader *in, uint32_t rune)
{
    switch (rune) {
    case '*':
        if (next_is(in, '*')) {
            take(in);
            crd_buf_add_lit(in->out, ".*");
        } else {
            crd_buf_add_lit(in->out, "[^/]*");
        }
        return true;
    case '?':
        crd_buf_add_lit(in->out, "[^/]");
        return true;
    case '[':
        return read_class(in);
    case '{':
        if (in->rest.len == 0 && !in->first) { /* the library's tree loses such an end */
            crd_buf_add_lit(in->out, "[^\\x{0}-\\x{10FFFF}]");
            return true;
        }
        in->braces++;
        crd_buf_add_lit(in->out, "(?:");
        return true;
    case '\\':
        if (in->rest.len > 0) {
            put_plain(in->out, take(in));
        }
        return true;
    case ',':
    case '}':
        if (in->braces > 0) {
            in->braces -= rune == '}';
            crd_buf_add_byte(in->out, rune == ',' ? '|' : ')');
            return true;
        }
        break;
    default:
        break;
    }
    put_plain(in->out, rune);
    return true;
}

/*
 * Plain text, "**", plain text: the library asks for the two texts at the two ends and lets them
 * overlap. These are the alternatives of overlapping ends.
 */
static void put_overlaps(crd_str pattern, crd_buf *out)
{
    size_t at = crd_str_find(pattern, CRD_S("**"));
    if (at == CRD_NPOS) {
        return;
    }
    crd_str front = crd_str_sub(pattern, 0, at);
    crd_str back = crd_str_from(pattern, at + 2);
    for (const char *c = "*?[{\\"; *c; c++) {
        if (crd_str_find_byte(front, *c) != CRD_NPOS || crd_str_find_byte(back, *c) != CRD_NPOS) {
            return;
        }
    }
    for (size_t n = 1; n <= front.len && n <= back.len; n++) {
        if (crd_str_ends(front, crd_str_sub(back, 0, n))) {
            crd_buf_add_byte(out, '|');
            crd_regex_quote(out, front);
            crd_regex_quote(out, crd_str_from(back, n));
        }
    }
}

static bool translate(crd_str pattern, crd_buf *out)
{
    reader in = { pattern, out, 0, true };
    bool good = crd_utf8_valid(pattern) && !crd_str_has(pattern, CRD_S("\xEF\xBF\xBD"));
    crd_buf_add_lit(out, "(?s)\\A(?:");
    while (good && in.rest.len > 0) {
        uint32_t rune = take(&in);
        good = read_rune(&in, rune);
        in.first = false;
    }
    for (; in.braces > 0; in.braces--) { /* the library closes what is left open */
        crd_buf_add_byte(out, ')');
    }
    put_overlaps(pattern, out);
    crd_buf_add_lit(out, ")\\z");
    return good;
}

bool fg_glob_compile(fg_run *run, crd_str pattern, const crd_regex **ret_regex, crd_err *err)
{
    crd_buf text;
    crd_err inner = { 0 };
    if (!fg_spend(run, 1 + pattern.len / 4, err)) {
        return false;
    }
    fg_buf_open(run, &text);
    bool good = translate(pattern, &text);
    if (fg_buf_fails(run, &text, err)) {
        return false;
    }
    if (good && crd_regex_compile(run->arena, crd_buf_str(&text), ret_regex, &inner)) {
        return true;
    }
    if (good && crd_code_is_ours(inner.code)) {
        *err = inner;
        return false;
    }
    return crd_regex_compile(run->arena, CRD_S("(?s).*"), ret_regex, err);
}
