/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Five places where libyaml 0.2.5 and go-yaml read the same text differently, and no event tells:
 *
 *   "\/"      an escape to libyaml, "found unknown escape character" to go-yaml
 *   "\'"      an escape to go-yaml, unknown to libyaml
 *   {a:}      plain text "a:" to go-yaml, "found unexpected ':'" to libyaml
 *   U+FEFF    at the start of a later line: text to go-yaml, skipped by libyaml
 *   !a,b      one tag to go-yaml (and so with [ and ]); libyaml ends it before the comma
 *
 * There libyaml is given runes of the private area instead, that the text does not have anywhere:
 * an unknown escape, and ordinary characters. Whatever is read gets its own characters back, so
 * that nothing changes where they mean the same to both. An escaped single quote is mended only
 * once libyaml has stumbled over it, for elsewhere the quote may end something; a tag once libyaml
 * has taken it for one.
 */
#include "yaml_mend.h"

#include <stdlib.h>

#include "../base/utf8.h"

static bool is_flow_indicator(char c)
{
    return c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}';
}

static bool ends_token(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\'' || c == '"' ||
           is_flow_indicator(c);
}

/* A colon within plain text, as far as the characters before it can tell. */
static bool is_plain_colon(crd_str text, size_t at)
{
    size_t start = at;
    /* tokens of plain text are short; what is longer than this is not looked at */
    while (start && at - start < 1024 && !ends_token(text.ptr[start - 1])) {
        start--;
    }
    static const char others[] = "*&!|>%@`#";
    return start < at && text.ptr[start] && !strchr(others, text.ptr[start]);
}

static bool is_bom_at(crd_str text, size_t at)
{
    return crd_str_starts(crd_str_from(text, at), CRD_S("\xEF\xBB\xBF"));
}

/* The kind of stand-in that the character at that place needs. */
static bool needs_stand_in(crd_str text, size_t at, enum crd_yaml_stand_in *ret)
{
    if (text.ptr[at] == '/' && at && text.ptr[at - 1] == '\\') {
        *ret = CRD_YAML_FOR_SLASH;
        return true;
    }
    if (text.ptr[at] == ':' && at + 1 < text.len && is_flow_indicator(text.ptr[at + 1]) &&
        is_plain_colon(text, at)) {
        *ret = CRD_YAML_FOR_COLON;
        return true;
    }
    /* the first one is the encoding's */
    if (text.ptr[at] == '\xEF' && at > 0 && is_bom_at(text, at)) {
        *ret = CRD_YAML_FOR_BOM;
        return true;
    }
    return false;
}

static size_t next_candidate(crd_str text, size_t from)
{
    for (size_t i = from; i < text.len; i++) {
        enum crd_yaml_stand_in kind;
        bool may_need = text.ptr[i] == '/' || text.ptr[i] == ':' || text.ptr[i] == '\xEF';
        if (may_need && needs_stand_in(text, i, &kind)) {
            return i;
        }
    }
    return CRD_NPOS;
}

/* Two runes that the text does not have; of the 6,400 private ones nobody uses all. */
static void choose_runes(crd_str text, struct crd_yaml_mended *ret)
{
    size_t n = 0;
    for (uint32_t rune = 0xE000; rune < 0xF900 && n < CRD_YAML_STAND_INS; rune++) {
        char bytes[4];
        size_t width = crd_rune_encode(rune, bytes);
        if (!crd_str_has(text, crd_str_of(bytes, width))) {
            memcpy(ret->runes[n++], bytes, sizeof(ret->runes[0]));
        }
    }
    ret->has_runes = n == CRD_YAML_STAND_INS;
}

bool crd_yaml_mend(crd_str text, struct crd_yaml_mended *ret, crd_err *err)
{
    *ret = (struct crd_yaml_mended) { .text = text };
    size_t at = next_candidate(text, 0);
    if (at == CRD_NPOS) {
        return true;
    }
    choose_runes(text, ret);
    if (!ret->has_runes) {
        return true;
    }
    size_t n = 0;
    for (size_t i = at; i != CRD_NPOS; i = next_candidate(text, i + 1)) {
        n++;
    }
    char *buffer = malloc(text.len + 2 * n);
    if (!buffer) {
        return crd_err_memory(err, NULL);
    }
    size_t len = 0;
    size_t start = 0;
    for (; at != CRD_NPOS; at = next_candidate(text, start)) {
        enum crd_yaml_stand_in kind = CRD_YAML_FOR_SLASH;
        needs_stand_in(text, at, &kind);
        memcpy(buffer + len, text.ptr + start, at - start);
        len += at - start;
        memcpy(buffer + len, ret->runes[kind], 3);
        len += 3;
        start = at + (kind == CRD_YAML_FOR_BOM ? 3 : 1);
    }
    memcpy(buffer + len, text.ptr + start, text.len - start);
    ret->buffer = buffer;
    ret->text = crd_str_of(buffer, len + text.len - start);
    return true;
}

/* Offset of a character; the text is UTF-8. */
static size_t offset_of(crd_str text, size_t index)
{
    size_t at = crd_str_starts(text, CRD_S("\xEF\xBB\xBF")) ? 3 : 0;
    for (; index && at < text.len; index--) {
        size_t width;
        crd_rune_decode(crd_str_from(text, at), &width);
        at += width;
    }
    return at;
}

/* Offset behind a double quoted text in which at stands; n: its escaped single quotes from at on.
 */
static size_t quoted_end(crd_str text, size_t at, size_t *ret_n)
{
    *ret_n = 0;
    while (at < text.len && text.ptr[at] != '"') {
        if (text.ptr[at] == '\\' && at + 1 < text.len) {
            *ret_n += text.ptr[at + 1] == '\'';
            at++;
        }
        at++;
    }
    return at;
}

bool crd_yaml_mend_quotes(struct crd_yaml_mended *mended, size_t index, crd_err *err)
{
    crd_str text = mended->text;
    size_t start = offset_of(text, index);
    if (!crd_str_starts(crd_str_from(text, start), CRD_S("\\'"))) {
        return false;
    }
    if (!mended->has_runes) {
        choose_runes(text, mended);
    }
    size_t n;
    size_t end = quoted_end(text, start, &n);
    char *buffer = mended->has_runes ? malloc(text.len + 4 * n) : NULL;
    if (!buffer) {
        return mended->has_runes && crd_err_memory(err, NULL);
    }
    memcpy(buffer, text.ptr, start);
    size_t len = start;
    for (size_t i = start; i < end;) {
        if (text.ptr[i] != '\\' || i + 1 >= end) {
            buffer[len++] = text.ptr[i++];
        } else if (text.ptr[i + 1] == '\'') {
            memcpy(buffer + len, mended->runes[CRD_YAML_FOR_BACKSLASH], 3);
            memcpy(buffer + len + 3, mended->runes[CRD_YAML_FOR_QUOTE], 3);
            len += 6;
            i += 2;
        } else {
            memcpy(buffer + len, text.ptr + i, 2);
            len += 2;
            i += 2;
        }
    }
    memcpy(buffer + len, text.ptr + end, text.len - end);
    free(mended->buffer);
    mended->buffer = buffer;
    mended->text = crd_str_of(buffer, len + text.len - end);
    return true;
}

static bool is_of_tag(char c)
{
    bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return letter || (c && strchr("_-;/?:@&=+$.!~*'()%", c));
}

static bool is_only_of_go_tag(char c)
{
    return c == ',' || c == '[' || c == ']';
}

size_t crd_yaml_tag_len(crd_str text)
{
    size_t n = 0;
    while (n < text.len && is_of_tag(text.ptr[n])) {
        n++;
    }
    return n;
}

bool crd_yaml_mend_tag(struct crd_yaml_mended *mended, size_t index, crd_err *err)
{
    crd_str text = mended->text;
    size_t start = offset_of(text, index);
    if (start >= text.len || !is_only_of_go_tag(text.ptr[start])) {
        return false;
    }
    if (!mended->buffer) {
        mended->buffer = malloc(text.len);
        if (!mended->buffer) {
            return crd_err_memory(err, NULL);
        }
        memcpy(mended->buffer, text.ptr, text.len);
        mended->text.ptr = mended->buffer;
    }
    for (size_t i = start; i < text.len; i++) {
        char c = mended->buffer[i];
        if (is_only_of_go_tag(c)) {
            mended->buffer[i] = '.';
        } else if (!is_of_tag(c)) {
            break;
        }
    }
    return true;
}

size_t crd_yaml_restore(const struct crd_yaml_mended *mended, char *text, size_t len)
{
    static const crd_str characters[CRD_YAML_STAND_INS] = {
        CRD_STR_INIT("/"), CRD_STR_INIT(":"), CRD_STR_INIT("\xEF\xBB\xBF"),
        CRD_STR_INIT(""),  CRD_STR_INIT("'"),
    };
    size_t kept = 0;
    for (size_t i = 0; i < len;) {
        size_t kind = CRD_YAML_STAND_INS;
        if ((unsigned char)text[i] >= 0xEE && len - i >= 3) {
            kind = 0;
            while (kind < CRD_YAML_STAND_INS && memcmp(text + i, mended->runes[kind], 3) != 0) {
                kind++;
            }
        }
        if (kind == CRD_YAML_STAND_INS) {
            text[kept++] = text[i++];
            continue;
        }
        memcpy(text + kept, characters[kind].ptr, characters[kind].len);
        kept += characters[kind].len;
        i += 3;
    }
    return kept;
}
