/* SPDX-License-Identifier: Apache-2.0 */
/* Looks at a YAML text before libyaml does: see yaml_check.h. Knows no grammar. */
#include "yaml_check.h"

#include "../base/limits.h"
#include "../base/utf8.h"

/* True when the rune may stand in a YAML text. */
static bool is_allowed(uint32_t rune)
{
    return rune == '\t' || rune == '\n' || rune == '\r' || (rune >= 0x20 && rune < 0x7F) ||
           rune == 0x85 || (rune >= 0xA0 && rune != 0xFFFE && rune != 0xFFFF);
}

static bool is_ordinary(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\n';
}

#define BLOCK_BYTES 64

size_t crd_yaml_ordinary_len(crd_str text)
{
    size_t n = 0;
    for (; text.len - n >= BLOCK_BYTES; n += BLOCK_BYTES) {
        unsigned odd = 0; /* no way out in between: compilers look at many bytes at once */
        for (size_t i = 0; i < BLOCK_BYTES; i++) {
            odd |= !is_ordinary((unsigned char)text.ptr[n + i]);
        }
        if (odd) {
            break;
        }
    }
    while (n < text.len && is_ordinary((unsigned char)text.ptr[n])) {
        n++;
    }
    return n;
}

struct crd_yaml_text_facts crd_yaml_text_look(crd_str text)
{
    struct crd_yaml_text_facts facts = { .has_bom = crd_str_starts(text, CRD_S("\xEF\xBB\xBF")) };
    if (crd_str_starts(text, CRD_S("\xFF\xFE")) || crd_str_starts(text, CRD_S("\xFE\xFF"))) {
        facts.is_utf16 = true;
        facts.is_wide = true;
        facts.has_bad = true;
        return facts;
    }
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (is_ordinary(c)) {
            i += crd_yaml_ordinary_len(crd_str_from(text, i));
            continue;
        }
        size_t width = 1;
        uint32_t rune = c;
        if (c >= 0x80) {
            facts.is_wide = true;
            rune = crd_rune_decode(crd_str_from(text, i), &width);
        }
        if (!is_allowed(rune) || (rune == CRD_RUNE_ERROR && width == 1)) {
            facts.has_bad = true;
        }
        i += width;
    }
    return facts;
}

bool crd_yaml_directives_fit(crd_str text, size_t *ret_line)
{
    size_t n = 0;
    size_t line = 0;
    for (size_t at = 0; at < text.len;) {
        line++;
        crd_str rest = crd_str_from(text, at);
        if (crd_str_starts(rest, CRD_S("%TAG"))) {
            if (++n > CRD_YAML_TAG_DIRECTIVES_MAX) {
                *ret_line = line;
                return false;
            }
        } else if (crd_str_starts(rest, CRD_S("---"))) {
            n = 0;
        }
        size_t next = crd_str_find_byte(rest, '\n');
        at = next == CRD_NPOS ? text.len : at + next + 1;
    }
    return true;
}

/* Behind the text in quotes that starts at that place. */
static size_t skip_quoted(crd_str text, size_t at)
{
    char quote = text.ptr[at++];
    while (at < text.len && text.ptr[at] != quote) {
        at += text.ptr[at] == '\\' && quote == '"' ? 2 : 1;
    }
    return at + 1;
}

static bool is_bracket(char c)
{
    return c == '[' || c == ']' || c == '{' || c == '}';
}

bool crd_yaml_is_no_key(crd_str text)
{
    size_t depth = 0;
    bool may_be_key = true; /* what comes next, directly inside */
    for (size_t at = 0; at < text.len && at <= 1024;) {
        char c = text.ptr[at];
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (depth == 1 && may_be_key && !blank && c != ',' && c != '?' && c != ':' && c != ']' &&
            c != '}') {
            return false;
        }
        if (c == '"' || c == '\'') {
            at = skip_quoted(text, at);
            continue;
        }
        if (depth == 1) {
            may_be_key = c == ',' || (may_be_key && blank);
        }
        if (is_bracket(c)) {
            depth += c == '[' || c == '{' ? 1 : (size_t)-1;
            if (depth == 0) {
                return true;
            }
        }
        at++;
    }
    return false;
}

/* Behind plain text in flow style and the blanks and breaks after it. */
static size_t skip_plain(crd_str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != ',' && text.ptr[at] != '?' &&
           !is_bracket(text.ptr[at])) {
        char next = at + 1 < text.len ? text.ptr[at + 1] : '\n';
        bool ends = text.ptr[at] == ':' && (next <= ' ' || next == ',' || is_bracket(next));
        if (ends || (text.ptr[at] == '#' && at && text.ptr[at - 1] <= ' ')) {
            break;
        }
        at++;
    }
    return at;
}

size_t crd_yaml_lines_of_token(crd_str text)
{
    size_t end = 0;
    if (text.len && (text.ptr[0] == '"' || text.ptr[0] == '\'')) {
        end = skip_quoted(text, 0);
    } else if (text.len && !strchr("[]{},?:&*!|>%@`#", text.ptr[0])) {
        end = skip_plain(text);
    }
    size_t lines = 0;
    for (size_t i = 0; i < end && i < text.len; i++) {
        bool crlf = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
        lines += text.ptr[i] == '\n' || (text.ptr[i] == '\r' && !crlf);
    }
    return lines;
}

crd_str crd_yaml_go_problem(crd_str problem)
{
    return problem.len ? problem : CRD_S("unknown problem parsing YAML content");
}

crd_place crd_yaml_place_at(crd_str text, size_t offset)
{
    crd_place place = { .line = 1, .offset = offset < text.len ? offset : text.len };
    size_t line_start = 0;
    for (size_t i = 0; i < place.offset; i++) {
        if (text.ptr[i] == '\n') {
            place.line++;
            line_start = i + 1;
        }
    }
    place.column = (uint32_t)(place.offset - line_start) + 1;
    return place;
}
