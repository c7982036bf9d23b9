/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Constraints: groups joined by "||", each a list of comparisons that must all hold. The library
 * finds its words with regular expressions; here they are read by hand, with the same result:
 * a comparison's version ends at a blank, a comma or the end, because no other character may
 * follow it.
 */
#include "base/limits.h"
#include "base/num.h"
#include "semver.h"

enum operation {
    OP_TILDE_OR_EQUAL,
    OP_NOT_EQUAL,
    OP_GREATER,
    OP_LESS,
    OP_GREATER_EQUAL,
    OP_LESS_EQUAL,
    OP_TILDE,
    OP_CARET
};

typedef struct word {
    const char *text;
    enum operation op;
} word;

/* Longer ones first; none at all is the last. */
static const word words[] = {
    { "!=", OP_NOT_EQUAL },     { ">=", OP_GREATER_EQUAL }, { "=>", OP_GREATER_EQUAL },
    { "<=", OP_LESS_EQUAL },    { "=<", OP_LESS_EQUAL },    { "~>", OP_TILDE },
    { "=", OP_TILDE_OR_EQUAL }, { ">", OP_GREATER },        { "<", OP_LESS },
    { "~", OP_TILDE },          { "^", OP_CARET },          { "", OP_TILDE_OR_EQUAL },
};

typedef struct comparison {
    enum operation op;
    fg_semver version;
    bool dirty;       /* some segment is missing or a wildcard */
    bool minor_dirty; /* from the minor on */
    bool patch_dirty;
} comparison;

typedef struct group {
    comparison *comparisons;
    size_t n;
    bool has_pre;
} group;

struct fg_constraint {
    group *groups;
    size_t n;
};

/* A version in a constraint, in its parts; texts with their leading dot, dash or plus. */
typedef struct pieces {
    crd_str all;
    crd_str major;
    crd_str minor;
    crd_str patch;
    crd_str pre;
} pieces;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_core(char c)
{
    return crd_is_digit((unsigned char)c) || c == 'x' || c == 'X' || c == '*' || c == '|';
}

static size_t core_length(crd_str text)
{
    size_t n = 0;
    while (n < text.len && is_core(text.ptr[n])) {
        n++;
    }
    return n;
}

static crd_str take(crd_str *rest, size_t n)
{
    crd_str part = crd_str_sub(*rest, 0, n);
    *rest = crd_str_from(*rest, n);
    return part;
}

/* ".12" in front, or nothing. */
static crd_str take_segment(crd_str *rest)
{
    size_t n = rest->len > 0 && rest->ptr[0] == '.' ? core_length(crd_str_from(*rest, 1)) : 0;
    return take(rest, n > 0 ? n + 1 : 0);
}

/* lead and identifiers joined by dots as far as they go, or nothing. */
static crd_str take_ids(crd_str *rest, char lead)
{
    size_t end = 0;
    if (rest->len > 0 && rest->ptr[0] == lead) {
        for (size_t n = 1; n < rest->len; n++) {
            unsigned char c = (unsigned char)rest->ptr[n];
            if (crd_is_alnum(c) || c == '-') {
                end = n + 1;
            } else if (c != '.' || end != n) {
                break;
            }
        }
    }
    return take(rest, end);
}

/* The longest version in front of *rest, moved over. */
static bool take_version(crd_str *rest, pieces *ret)
{
    crd_str text = *rest;
    if (text.len > 0 && text.ptr[0] == 'v') {
        text = crd_str_from(text, 1);
    }
    ret->major = take(&text, core_length(text));
    if (ret->major.len == 0) {
        return false;
    }
    ret->minor = take_segment(&text);
    ret->patch = take_segment(&text);
    ret->pre = take_ids(&text, '-');
    take_ids(&text, '+');
    ret->all = take(rest, rest->len - text.len);
    return true;
}

static size_t take_blanks(crd_str *rest)
{
    size_t n = 0;
    while (n < rest->len && is_blank(rest->ptr[n])) {
        n++;
    }
    take(rest, n);
    return n;
}

static enum operation take_operation(crd_str *rest)
{
    size_t i = 0;
    while (!crd_str_starts(*rest, crd_str_c(words[i].text))) {
        i++;
    }
    take(rest, strlen(words[i].text));
    return words[i].op;
}

/*
 * "A - B" somewhere in text: the first such place, blanks around it included. A must reach to its
 * blank whole; B is as long as it can be.
 */
static bool find_range(crd_str text, size_t from, size_t *ret_start, size_t *ret_end,
                       crd_str *ret_a, crd_str *ret_b)
{
    for (size_t start = from; start < text.len; start++) {
        crd_str rest = crd_str_from(text, start);
        pieces a;
        pieces b;
        take_blanks(&rest);
        if (!take_version(&rest, &a) || take_blanks(&rest) == 0 || rest.len == 0 ||
            rest.ptr[0] != '-') {
            continue;
        }
        take(&rest, 1);
        if (take_blanks(&rest) == 0 || !take_version(&rest, &b)) {
            continue;
        }
        take_blanks(&rest);
        *ret_start = start;
        *ret_end = text.len - rest.len;
        *ret_a = a.all;
        *ret_b = b.all;
        return true;
    }
    return false;
}

/* "A - B" becomes ">= A, <= B "; each found text is replaced where it stands first. */
static bool rewrite_ranges(crd_arena *arena, crd_str text, crd_str *ret, crd_err *err)
{
    crd_str out = text;
    size_t start = 0;
    size_t end = 0;
    crd_str a;
    crd_str b;
    for (size_t from = 0; find_range(text, from, &start, &end, &a, &b); from = end) {
        crd_str found = crd_str_sub(text, start, end);
        size_t at = crd_str_find(out, found);
        if (at == CRD_NPOS) {
            continue;
        }
        out = CRD_CAT(arena, crd_str_sub(out, 0, at), CRD_S(">= "), a, CRD_S(", <= "), b,
                      CRD_S(" "), crd_str_from(out, at + found.len));
        if (!out.ptr) {
            return crd_err_memory(err, arena);
        }
    }
    *ret = out;
    return true;
}

static bool is_wild(crd_str segment)
{
    if (segment.len > 0 && segment.ptr[0] == '.') {
        segment = crd_str_from(segment, 1);
    }
    return segment.len == 0 || crd_str_eq(segment, CRD_S("x")) || crd_str_eq(segment, CRD_S("X")) ||
           crd_str_eq(segment, CRD_S("*"));
}

static bool read_comparison(crd_arena *arena, const pieces *it, comparison *ret, crd_err *err)
{
    crd_str text = it->all;
    if (is_wild(it->major)) {
        ret->dirty = true;
        text = CRD_CAT(arena, CRD_S("0.0.0"), it->pre);
    } else if (is_wild(it->minor)) {
        ret->dirty = ret->minor_dirty = true;
        text = CRD_CAT(arena, it->major, CRD_S(".0.0"), it->pre);
    } else if (is_wild(it->patch)) {
        ret->dirty = ret->patch_dirty = true;
        text = CRD_CAT(arena, it->major, it->minor, CRD_S(".0"), it->pre);
    }
    if (!text.ptr) {
        return crd_err_memory(err, arena);
    }
    crd_err ignored = { 0 };
    if (fg_semver_read(arena, text, &ret->version, &ignored)) {
        return true;
    }
    return crd_code_is_ours(ignored.code)
               ? crd_err_memory(err, arena)
               : CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("constraint parser error"));
}

static bool improper(crd_arena *arena, crd_str text, crd_err *err)
{
    crd_buf quoted;
    crd_buf_on(&quoted, arena, SIZE_MAX);
    crd_buf_add_lit(&quoted, "improper constraint: ");
    crd_quote(&quoted, text);
    if (crd_buf_failed(&quoted)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&quoted));
}

/* Comparisons of a group; with out NULL they are only counted. *ret_n 0: not well-formed. */
static bool scan_group(crd_arena *arena, crd_str text, comparison *out, size_t *ret_n, crd_err *err)
{
    crd_str rest = text;
    size_t n = 0;
    *ret_n = 0;
    take_blanks(&rest);
    for (;;) {
        comparison it = { .op = take_operation(&rest) };
        pieces version;
        take_blanks(&rest);
        if (!take_version(&rest, &version)) {
            return true;
        }
        if (out) {
            if (!read_comparison(arena, &version, &it, err)) {
                return false;
            }
            out[n] = it;
        }
        n++;
        size_t blanks = take_blanks(&rest);
        if (rest.len == 0) {
            break;
        }
        if (rest.ptr[0] == ',') {
            take(&rest, 1);
            take_blanks(&rest);
        } else if (blanks == 0) {
            return true;
        }
    }
    *ret_n = n;
    return true;
}

static bool read_group(crd_arena *arena, crd_str text, group *ret, crd_err *err)
{
    size_t n = 0;
    scan_group(arena, text, NULL, &n, NULL);
    if (n == 0) {
        return improper(arena, text, err);
    }
    ret->comparisons = CRD_NEW_N(arena, comparison, n);
    if (!ret->comparisons) {
        return crd_err_memory(err, arena);
    }
    if (!scan_group(arena, text, ret->comparisons, &ret->n, err)) {
        return false;
    }
    for (size_t i = 0; i < ret->n; i++) {
        ret->has_pre = ret->has_pre || ret->comparisons[i].version.pre.len > 0;
    }
    return true;
}

bool fg_constraint_read(crd_arena *arena, crd_str text, const fg_constraint **ret_constraint,
                        crd_err *err)
{
    if (text.len > FG_CONSTRAINT_BYTES_MAX) {
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        CRD_S("constraint string is too long (max 512 bytes)"));
    }
    if (!rewrite_ranges(arena, text, &text, err)) {
        return false;
    }
    size_t n = 1;
    for (crd_str rest = text; crd_str_cut(rest, CRD_S("||"), NULL, &rest);) {
        n++;
    }
    if (n > FG_CONSTRAINT_GROUPS_MAX) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("too many constraint groups (max 32)"));
    }
    fg_constraint *constraint = CRD_NEW(arena, fg_constraint);
    group *groups = CRD_NEW_N(arena, group, n);
    if (!constraint || !groups) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < n; i++) {
        crd_str part = text;
        crd_str_cut(text, CRD_S("||"), &part, &text);
        if (!read_group(arena, part, &groups[i], err)) {
            return false;
        }
    }
    *constraint = (fg_constraint) { groups, n };
    *ret_constraint = constraint;
    return true;
}

static bool check_not_equal(const comparison *it, const fg_semver *version)
{
    if (it->dirty) {
        if (it->version.major != version->major) {
            return true;
        }
        if (it->minor_dirty) {
            return false;
        }
        if (it->version.minor != version->minor) {
            return true;
        }
        if (it->patch_dirty) {
            return !crd_str_eq(version->pre, it->version.pre) &&
                   (version->pre.len > 0 || it->version.pre.len > 0);
        }
        if (it->version.patch != version->patch) {
            return true;
        }
    }
    return fg_semver_cmp(version, &it->version) != 0;
}

static bool check_greater(const comparison *it, const fg_semver *version)
{
    if (it->dirty) {
        if (version->major != it->version.major) {
            return version->major > it->version.major;
        }
        if (it->minor_dirty) {
            return false;
        }
        if (it->patch_dirty) {
            return version->minor > it->version.minor;
        }
    }
    return fg_semver_cmp(version, &it->version) > 0;
}

static bool check_less_equal(const comparison *it, const fg_semver *version)
{
    if (!it->dirty) {
        return fg_semver_cmp(version, &it->version) <= 0;
    }
    if (version->major != it->version.major) {
        return version->major < it->version.major;
    }
    return it->minor_dirty || version->minor <= it->version.minor;
}

static bool check_tilde(const comparison *it, const fg_semver *version)
{
    const fg_semver *own = &it->version;
    if (fg_semver_cmp(version, own) < 0) {
        return false;
    }
    if (own->major == 0 && own->minor == 0 && own->patch == 0 && !it->minor_dirty &&
        !it->patch_dirty) {
        return true; /* ~0.0.0 and ~* take everything */
    }
    return version->major == own->major && (it->minor_dirty || version->minor == own->minor);
}

static bool check_caret(const comparison *it, const fg_semver *version)
{
    const fg_semver *own = &it->version;
    if (fg_semver_cmp(version, own) < 0) {
        return false;
    }
    if (own->major > 0 || it->minor_dirty) {
        return version->major == own->major;
    }
    if (version->major > 0) {
        return false;
    }
    if (own->minor > 0 || it->patch_dirty) {
        return version->minor == own->minor;
    }
    return version->minor == 0 && version->patch == own->patch;
}

static bool check_one(const comparison *it, const fg_semver *version)
{
    switch (it->op) {
    case OP_NOT_EQUAL:
        return check_not_equal(it, version);
    case OP_GREATER:
        return check_greater(it, version);
    case OP_LESS:
        return fg_semver_cmp(version, &it->version) < 0;
    case OP_GREATER_EQUAL:
        return fg_semver_cmp(version, &it->version) >= 0;
    case OP_LESS_EQUAL:
        return check_less_equal(it, version);
    case OP_TILDE:
        return check_tilde(it, version);
    case OP_CARET:
        return check_caret(it, version);
    case OP_TILDE_OR_EQUAL:
        break;
    }
    return it->dirty ? check_tilde(it, version) : fg_semver_cmp(version, &it->version) == 0;
}

bool fg_constraint_check(const fg_constraint *constraint, const fg_semver *version)
{
    for (size_t g = 0; g < constraint->n; g++) {
        const group *it = &constraint->groups[g];
        /* A prerelease matches only a group that speaks of prereleases. */
        bool good = version->pre.len == 0 || it->has_pre;
        for (size_t i = 0; good && i < it->n; i++) {
            good = check_one(&it->comparisons[i], version);
        }
        if (good) {
            return true;
        }
    }
    return false;
}
