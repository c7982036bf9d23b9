/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mail addresses: what net/mail.ParseAddress takes, of which only the yes or no matters here:
 * `a@b.c`, `Name <a@b.c>`, comments, quoted local parts, a group of one. Encoded words in a character
 * set that Go does not know pass (Go refuses them).
 */
#include "../base/utf8.h"
#include "schema_format.h"

/* What is left to read. */
struct mail {
    crd_str rest;
};

static bool at(const struct mail *m, char c)
{
    return m->rest.len && m->rest.ptr[0] == c;
}

static bool take(struct mail *m, char c)
{
    bool there = at(m, c);
    m->rest = crd_str_from(m->rest, there ? 1 : 0);
    return there;
}

static void skip_space(struct mail *m)
{
    while (take(m, ' ') || take(m, '\t')) {
    }
}

static bool is_visible(uint32_t rune)
{
    return (rune >= '!' && rune <= '~') || rune >= 0x80;
}

static bool is_atom_rune(uint32_t rune)
{
    return is_visible(rune) && !(rune < 0x80 && strchr("()<>[]:;@\\,\"", (int)rune));
}

/* The rune in front; false at the end and for what is no UTF-8. */
static bool peek(const struct mail *m, uint32_t *ret_rune, size_t *ret_width)
{
    *ret_rune = crd_rune_decode(m->rest, ret_width);
    return *ret_width > 1 || (*ret_width == 1 && *ret_rune != CRD_RUNE_ERROR);
}

static bool take_quoted(struct mail *m, size_t *ret_runes)
{
    uint32_t rune = 0;
    size_t width = 0;
    bool escaped = false;
    m->rest = crd_str_from(m->rest, 1);
    for (*ret_runes = 0; peek(m, &rune, &width); m->rest = crd_str_from(m->rest, width)) {
        bool text = is_visible(rune) || rune == ' ' || rune == '\t';
        if (!text) {
            return false;
        }
        if (!escaped && rune == '"') {
            m->rest = crd_str_from(m->rest, 1);
            return true;
        }
        escaped = !escaped && rune == '\\';
        *ret_runes += !escaped;
    }
    return false;
}

static bool take_atom(struct mail *m, bool permissive)
{
    uint32_t rune = 0;
    size_t width = 0;
    struct mail end = *m;
    while (end.rest.len) {
        if (!peek(&end, &rune, &width)) {
            return false;
        }
        if (!is_atom_rune(rune)) {
            break;
        }
        end.rest = crd_str_from(end.rest, width);
    }
    crd_str atom = crd_str_sub(m->rest, 0, m->rest.len - end.rest.len);
    *m = end;
    return atom.len && (permissive || (!crd_str_starts(atom, CRD_S(".")) &&
                                       !crd_str_ends(atom, CRD_S(".")) &&
                                       !crd_str_has(atom, CRD_S(".."))));
}

static bool take_domain(struct mail *m)
{
    if (!at(m, '[')) {
        return take_atom(m, false);
    }
    size_t end = crd_str_find_byte(m->rest, ']');
    crd_str text = crd_str_sub(m->rest, 1, end);
    if (end == CRD_NPOS || !(crd_format_is_ipv6(text) || crd_format_is_strict_ipv4(text))) {
        return false;
    }
    m->rest = crd_str_from(m->rest, end + 1);
    return true;
}

/* local@domain; what was read is given back when it is none. */
static bool take_spec(struct mail *m)
{
    struct mail now = *m;
    size_t runes = 1;
    skip_space(&now);
    if (!now.rest.len || !(at(&now, '"') ? take_quoted(&now, &runes) : take_atom(&now, false)) ||
        !runes || !take(&now, '@')) {
        return false;
    }
    skip_space(&now);
    if (!now.rest.len || !take_domain(&now)) {
        return false;
    }
    *m = now;
    return true;
}

/* The rest of a comment, its "(" taken already. */
static bool take_comment(struct mail *m)
{
    size_t depth = 1;
    while (m->rest.len && depth) {
        if (at(m, '\\') && m->rest.len > 1) {
            m->rest = crd_str_from(m->rest, 1);
        } else if (at(m, '(')) {
            depth++;
        } else if (at(m, ')')) {
            depth--;
        }
        m->rest = crd_str_from(m->rest, 1);
    }
    return depth == 0;
}

static bool skip_comments(struct mail *m)
{
    skip_space(m);
    while (take(m, '(')) {
        if (!take_comment(m)) {
            return false;
        }
        skip_space(m);
    }
    return true;
}

static bool take_phrase(struct mail *m)
{
    size_t words = 0;
    size_t runes = 0;
    for (;; words++) {
        if (words && !skip_comments(m)) {
            return false;
        }
        skip_space(m);
        struct mail now = *m;
        if (!m->rest.len || !(at(&now, '"') ? take_quoted(&now, &runes) : take_atom(&now, true))) {
            return words || !m->rest.len;
        }
        *m = now;
    }
}

static bool take_address(struct mail *m, bool groups, size_t *ret_n);

/* The members of a group up to its ";". */
static bool take_group(struct mail *m, size_t *ret_n)
{
    skip_space(m);
    if (take(m, ';')) {
        return skip_comments(m);
    }
    for (;;) {
        skip_space(m);
        if (!take_address(m, false, ret_n) || !skip_comments(m)) {
            return false;
        }
        if (take(m, ';')) {
            return skip_comments(m);
        }
        if (!take(m, ',')) {
            return false;
        }
    }
}

static bool take_address(struct mail *m, bool groups, size_t *ret_n)
{
    skip_space(m);
    if (!m->rest.len) {
        return false;
    }
    if (take_spec(m)) {
        skip_space(m);
        ++*ret_n;
        return !take(m, '(') || take_comment(m);
    }
    if (!at(m, '<') && !take_phrase(m)) {
        return false;
    }
    skip_space(m);
    if (groups && take(m, ':')) {
        return take_group(m, ret_n);
    }
    ++*ret_n;
    return take(m, '<') && take_spec(m) && take(m, '>');
}

bool crd_format_is_email(crd_str text)
{
    struct mail m = { text };
    size_t n = 0;
    return take_address(&m, true, &n) && skip_comments(&m) && !m.rest.len && n == 1;
}
