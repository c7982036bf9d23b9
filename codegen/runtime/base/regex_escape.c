/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands for one rune or a set of runes in a regular expression: escapes, \d, \p{...},
 * [[:alpha:]] and brackets. Source of the behaviour: Go 1.26 regexp/syntax.
 */
#include "regex_tree.h"

#include "utf8.h"

/* Longer names of sets do not exist. */
#define SET_NAME_MAX 64

static crd_str up_to(crd_str whole, crd_str rest)
{
    return crd_str_of(whole.ptr, whole.len - rest.len);
}

bool crd_rx_next_rune(rx_parser *parser, crd_str *rest, uint32_t *ret_rune)
{
    size_t width;
    uint32_t rune = crd_rune_decode(*rest, &width);
    if (rune == CRD_RUNE_ERROR && width == 1) {
        return crd_rx_fail(parser, RX_BAD_UTF8, *rest);
    }
    *rest = crd_str_from(*rest, width);
    *ret_rune = rune;
    return true;
}

bool crd_rx_check_utf8(rx_parser *parser, crd_str text)
{
    uint32_t rune = 0;
    while (text.len) {
        if (!crd_rx_next_rune(parser, &text, &rune)) {
            return false;
        }
    }
    return true;
}

/* \x{...}: any number of digits; what is read so far is cut off *rest in any case. */
static bool read_braced_hex(rx_parser *parser, crd_str *rest, uint32_t *ret_rune, bool *ret_ok)
{
    uint32_t value = 0;
    size_t digits = 0;
    *ret_ok = false;
    while (rest->len) {
        uint32_t rune = 0;
        if (!crd_rx_next_rune(parser, rest, &rune)) {
            return false;
        }
        if (rune == '}') {
            *ret_ok = digits > 0;
            *ret_rune = value;
            return true;
        }
        int digit = rune < 128 ? crd_hex_value((unsigned char)rune) : -1;
        if (digit < 0) {
            return true;
        }
        value = value * 16 + (uint32_t)digit;
        if (value > CRD_RUNE_MAX) {
            return true;
        }
        digits++;
    }
    return true;
}

static bool read_hex(rx_parser *parser, crd_str *rest, uint32_t *ret_rune, bool *ret_ok)
{
    *ret_ok = false;
    if (rest->len == 0) {
        return true;
    }
    uint32_t high = 0;
    uint32_t low = 0;
    if (!crd_rx_next_rune(parser, rest, &high)) {
        return false;
    }
    if (high == '{') {
        return read_braced_hex(parser, rest, ret_rune, ret_ok);
    }
    if (!crd_rx_next_rune(parser, rest, &low)) {
        return false;
    }
    int x = high < 128 ? crd_hex_value((unsigned char)high) : -1;
    int y = low < 128 ? crd_hex_value((unsigned char)low) : -1;
    *ret_ok = x >= 0 && y >= 0;
    *ret_rune = (uint32_t)(x * 16 + y);
    return true;
}

static bool is_octal(crd_str rest)
{
    return rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '7';
}

/* Up to two more octal digits. */
static uint32_t read_octal(crd_str *rest, uint32_t first)
{
    uint32_t value = first - '0';
    for (int i = 1; i < 3 && is_octal(*rest); i++) {
        value = value * 8 + (uint32_t)(rest->ptr[0] - '0');
        *rest = crd_str_from(*rest, 1);
    }
    return value;
}

bool crd_rx_escape(rx_parser *parser, crd_str *rest, uint32_t *ret_rune)
{
    static const char letters[] = "afnrtv";
    static const char meanings[] = "\a\f\n\r\t\v";
    crd_str whole = *rest;
    crd_str after = crd_str_from(*rest, 1);
    if (after.len == 0) {
        return crd_rx_fail(parser, RX_TRAILING_BACKSLASH, CRD_S(""));
    }
    uint32_t rune = 0;
    if (!crd_rx_next_rune(parser, &after, &rune)) {
        return false;
    }
    bool ok = false;
    const char *letter = rune && rune < 128 ? strchr(letters, (int)rune) : NULL;
    if (rune == '0' || (rune >= '1' && rune <= '7' && is_octal(after))) {
        *ret_rune = read_octal(&after, rune);
        ok = true;
    } else if (rune == 'x') {
        if (!read_hex(parser, &after, ret_rune, &ok)) {
            return false;
        }
    } else if (letter) {
        *ret_rune = (unsigned char)meanings[letter - letters];
        ok = true;
    } else if (rune < 128 && !crd_is_alnum((unsigned char)rune)) {
        *ret_rune = rune;
        ok = true;
    }
    if (!ok) {
        return crd_rx_fail(parser, RX_BAD_ESCAPE, up_to(whole, after));
    }
    *rest = after;
    return true;
}

/* "lower-CASE letter" -> "Lowercaseletter"; empty when it is too long for any set. */
static crd_str canonical_name(crd_str name, char out[SET_NAME_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '_' || c == '-' || c == ' ') {
            continue;
        }
        if (n == SET_NAME_MAX) {
            return CRD_S("");
        }
        if (n == 0 && crd_is_lower((unsigned char)c)) {
            c = (char)(c - 32);
        } else if (n > 0 && crd_is_upper((unsigned char)c)) {
            c = (char)(c + 32);
        }
        out[n++] = c;
    }
    return crd_str_of(out, n);
}

struct named_set {
    crd_rune_set set;
    bool ascii;   /* U+0000 to U+007F instead of set */
    bool negated; /* the set's others are meant */
    bool folds;
};

/* What \p{name} means. Any is the others of nothing. */
static bool find_set(crd_str name, struct named_set *ret_set)
{
    char buffer[SET_NAME_MAX];
    char alias_buffer[SET_NAME_MAX];
    crd_str wanted = canonical_name(name, buffer);
    *ret_set = (struct named_set){ .folds = true };
    if (crd_str_eq(wanted, CRD_S("Any"))) {
        ret_set->negated = true;
        return true;
    }
    if (crd_str_eq(wanted, CRD_S("Ascii"))) {
        ret_set->ascii = true;
        return true;
    }
    if (crd_str_eq(wanted, CRD_S("Assigned"))) {
        ret_set->negated = true;
        return crd_rune_set_category(CRD_S("Cn"), &ret_set->set);
    }
    if (crd_str_eq(wanted, CRD_S("Lc"))) {
        ret_set->folds = false; /* Go keeps no folding table for it */
        return crd_rune_set_category(CRD_S("LC"), &ret_set->set);
    }
    if (crd_rune_set_category(wanted, &ret_set->set) ||
        crd_rune_set_script(wanted, &ret_set->set)) {
        return true;
    }
    crd_str alias;
    for (size_t i = 0; crd_rune_set_alias(i, &alias, &ret_set->set); i++) {
        if (crd_str_eq(canonical_name(alias, alias_buffer), wanted)) {
            ret_set->folds = !crd_str_eq(alias, CRD_S("Cased_Letter"));
            return true;
        }
    }
    return false;
}

static void list_set(const struct named_set *named, rx_class *class_)
{
    class_->n = 0;
    if (named->ascii) {
        crd_rx_class_add(class_, 0, 127);
        return;
    }
    size_t cursor = 0;
    uint32_t first = 0;
    uint32_t last;
    while (crd_rune_set_next(named->set, &cursor, &first, &last)) {
        crd_rx_class_add(class_, first, last);
    }
}

/* The ranges of a set as asked for, from the list of those known or added to it. */
static const rx_known_set *know_set(rx_parser *parser, struct named_set named, bool folded)
{
    for (const rx_known_set *known = parser->known; known; known = known->next) {
        if (known->set.categories == named.set.categories &&
            known->set.script == named.set.script && known->folded == folded &&
            known->negated == named.negated && known->ascii == named.ascii) {
            return known;
        }
    }
    rx_known_set *known = CRD_NEW(parser->arena, rx_known_set);
    rx_class listed = { .arena = parser->arena };
    list_set(&named, &listed);
    if (folded) {
        crd_rx_class_fold(&listed, &parser->scratch);
    }
    rx_class result = { .arena = parser->arena };
    if (named.negated) {
        crd_rx_class_add_others(&result, listed.ranges, listed.n);
    } else {
        result = listed;
    }
    if (!known || listed.failed || result.failed) {
        crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
        return NULL;
    }
    *known = (rx_known_set){ .next = parser->known,
                             .set = named.set,
                             .ascii = named.ascii,
                             .folded = folded,
                             .negated = named.negated,
                             .ranges = result.ranges,
                             .n = result.n };
    parser->known = known;
    return known;
}

/* \pL, \p{Greek}, \P{...}, \p{^...} */
bool crd_rx_unicode_class(rx_parser *parser, crd_str *rest, const rx_known_set **ret_set)
{
    *ret_set = NULL;
    if (rest->len < 2 || rest->ptr[0] != '\\' || (rest->ptr[1] != 'p' && rest->ptr[1] != 'P')) {
        return true;
    }
    bool negated = rest->ptr[1] == 'P';
    crd_str after = crd_str_from(*rest, 2);
    uint32_t rune = 0;
    if (!crd_rx_next_rune(parser, &after, &rune)) {
        return false;
    }
    crd_str name;
    if (rune == '{') {
        size_t end = crd_str_find_byte(*rest, '}');
        if (end == CRD_NPOS) {
            return crd_rx_check_utf8(parser, *rest) &&
                   crd_rx_fail(parser, RX_BAD_CLASS_RANGE, *rest);
        }
        after = crd_str_from(*rest, end + 1);
        name = crd_str_sub(*rest, 3, end);
        if (!crd_rx_check_utf8(parser, name)) {
            return false;
        }
    } else {
        name = crd_str_from(up_to(*rest, after), 2);
    }
    if (crd_str_starts(name, CRD_S("^"))) {
        negated = !negated;
        name = crd_str_from(name, 1);
    }
    struct named_set named;
    if (!find_set(name, &named)) {
        return crd_rx_fail(parser, RX_BAD_CLASS_RANGE, up_to(*rest, after));
    }
    named.negated ^= negated;
    *ret_set = know_set(parser, named, (parser->flags & RX_FOLD) && named.folds);
    *rest = after;
    return *ret_set != NULL;
}

/* A named set of ASCII runes. */
struct group {
    crd_str name;
    rx_range ranges[4];
    size_t n;
};

static const struct group perl_groups[] = {
    { CRD_STR_INIT("d"), { { '0', '9' } }, 1 },
    { CRD_STR_INIT("s"), { { '\t', '\n' }, { '\f', '\r' }, { ' ', ' ' } }, 3 },
    { CRD_STR_INIT("w"), { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } }, 4 },
};

static const struct group posix_groups[] = {
    { CRD_STR_INIT("alnum"), { { '0', '9' }, { 'A', 'Z' }, { 'a', 'z' } }, 3 },
    { CRD_STR_INIT("alpha"), { { 'A', 'Z' }, { 'a', 'z' } }, 2 },
    { CRD_STR_INIT("ascii"), { { 0, 127 } }, 1 },
    { CRD_STR_INIT("blank"), { { '\t', '\t' }, { ' ', ' ' } }, 2 },
    { CRD_STR_INIT("cntrl"), { { 0, 31 }, { 127, 127 } }, 2 },
    { CRD_STR_INIT("digit"), { { '0', '9' } }, 1 },
    { CRD_STR_INIT("graph"), { { '!', '~' } }, 1 },
    { CRD_STR_INIT("lower"), { { 'a', 'z' } }, 1 },
    { CRD_STR_INIT("print"), { { ' ', '~' } }, 1 },
    { CRD_STR_INIT("punct"), { { '!', '/' }, { ':', '@' }, { '[', '`' }, { '{', '~' } }, 4 },
    { CRD_STR_INIT("space"), { { '\t', '\r' }, { ' ', ' ' } }, 2 },
    { CRD_STR_INIT("upper"), { { 'A', 'Z' } }, 1 },
    { CRD_STR_INIT("word"), { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } }, 4 },
    { CRD_STR_INIT("xdigit"), { { '0', '9' }, { 'A', 'F' }, { 'a', 'f' } }, 3 },
};

static const struct group *group_named(const struct group *groups, size_t n, crd_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(groups[i].name, name)) {
            return &groups[i];
        }
    }
    return NULL;
}

/* Folded first and negated then: (?i)[^[:upper:]] has no letter at all that folds to A to Z. */
static void add_group(rx_parser *parser, rx_class *into, const struct group *group, bool negated)
{
    const rx_range *ranges = group->ranges;
    size_t n = group->n;
    if (parser->flags & RX_FOLD) {
        rx_class *folded = &parser->group;
        folded->n = 0;
        crd_rx_class_add_all(folded, ranges, n);
        crd_rx_class_fold(folded, &parser->scratch);
        into->failed |= folded->failed;
        ranges = folded->ranges;
        n = folded->failed ? 0 : folded->n;
    }
    if (negated) {
        crd_rx_class_add_others(into, ranges, n);
    } else {
        crd_rx_class_add_all(into, ranges, n);
    }
}

bool crd_rx_perl_class(rx_parser *parser, crd_str *rest, rx_class *into)
{
    if (rest->len < 2 || rest->ptr[0] != '\\') {
        return false;
    }
    char letter = rest->ptr[1];
    bool negated = crd_is_upper((unsigned char)letter);
    letter = negated ? (char)(letter + 32) : letter;
    const struct group *group = group_named(
        perl_groups, sizeof(perl_groups) / sizeof(perl_groups[0]), crd_str_of(&letter, 1));
    if (!group) {
        return false;
    }
    add_group(parser, into, group, negated);
    *rest = crd_str_from(*rest, 2);
    return true;
}

/* [:alpha:] inside a bracket; without ":]" anywhere behind it is not one. */
static bool read_posix_class(rx_parser *parser, crd_str *rest, bool *ret_found)
{
    *ret_found = false;
    if (rest->len <= 2 || rest->ptr[0] != '[' || rest->ptr[1] != ':') {
        return true;
    }
    crd_str inner = crd_str_from(*rest, 2);
    size_t end = crd_str_find(inner, CRD_S(":]"));
    if (end == CRD_NPOS) {
        return true;
    }
    crd_str name = crd_str_sub(inner, 0, end);
    bool negated = crd_str_starts(name, CRD_S("^"));
    const struct group *group =
        group_named(posix_groups, sizeof(posix_groups) / sizeof(posix_groups[0]),
                    negated ? crd_str_from(name, 1) : name);
    if (!group) {
        return crd_rx_fail(parser, RX_BAD_CLASS_RANGE, crd_str_sub(*rest, 0, end + 4));
    }
    add_group(parser, &parser->class_, group, negated);
    *rest = crd_str_from(inner, end + 2);
    *ret_found = true;
    return true;
}

static bool read_class_rune(rx_parser *parser, crd_str *rest, crd_str bracket, uint32_t *ret_rune)
{
    if (rest->len == 0) {
        return crd_rx_fail(parser, RX_NO_BRACKET, bracket);
    }
    return rest->ptr[0] == '\\' ? crd_rx_escape(parser, rest, ret_rune)
                                : crd_rx_next_rune(parser, rest, ret_rune);
}

/* One rune, or first-last. */
static bool read_class_range(rx_parser *parser, crd_str *rest, crd_str bracket)
{
    crd_str whole = *rest;
    uint32_t first = 0;
    if (!read_class_rune(parser, rest, bracket, &first)) {
        return false;
    }
    uint32_t last = first;
    if (rest->len >= 2 && rest->ptr[0] == '-' && rest->ptr[1] != ']') {
        *rest = crd_str_from(*rest, 1);
        if (!read_class_rune(parser, rest, bracket, &last)) {
            return false;
        }
        if (last < first) {
            return crd_rx_fail(parser, RX_BAD_CLASS_RANGE, up_to(whole, *rest));
        }
    }
    crd_rx_class_add(parser->flags & RX_FOLD ? &parser->folds : &parser->class_, first, last);
    return true;
}

static bool read_class_item(rx_parser *parser, crd_str *rest, crd_str bracket)
{
    bool found;
    const rx_known_set *set;
    if (!read_posix_class(parser, rest, &found) || found) {
        return found;
    }
    if (!crd_rx_unicode_class(parser, rest, &set)) {
        return false;
    }
    if (set) {
        crd_rx_class_add_all(&parser->class_, set->ranges, set->n);
        return true;
    }
    return crd_rx_perl_class(parser, rest, &parser->class_) ||
           read_class_range(parser, rest, bracket);
}

bool crd_rx_bracket(rx_parser *parser, crd_str *rest)
{
    crd_str bracket = *rest;
    rx_node *node = crd_rx_node(parser, RX_CLASS);
    if (!node) {
        return false;
    }
    rx_class *class_ = &parser->class_;
    class_->n = 0;
    parser->folds.n = 0;
    crd_str at = crd_str_from(*rest, 1);
    bool negated = crd_str_starts(at, CRD_S("^"));
    at = crd_str_from(at, negated ? 1 : 0);
    for (bool first = true; first || at.len == 0 || at.ptr[0] != ']'; first = false) {
        if (!read_class_item(parser, &at, bracket)) {
            return false;
        }
    }
    *rest = crd_str_from(at, 1);
    if (parser->folds.n) {
        crd_rx_class_fold(&parser->folds, &parser->scratch);
        crd_rx_class_add_all(class_, parser->folds.ranges, parser->folds.n);
    }
    crd_rx_class_clean(class_);
    rx_class *result = class_;
    if (negated) {
        result = &parser->scratch;
        result->n = 0;
        crd_rx_class_add_others(result, class_->ranges, class_->n);
    }
    if (class_->failed || parser->folds.failed || parser->scratch.failed) {
        return crd_rx_fail(parser, RX_NO_MEMORY, parser->pattern);
    }
    return crd_rx_push_class(parser, node, result->ranges, result->n, false);
}
