/* SPDX-License-Identifier: Apache-2.0 */
/*
 * snakecase and kebabcase: the text is cut into words by kind, upper-case ones are lowered and a
 * joint goes between most of them. Which pairs get a joint, digits above all, is the library's.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "shape.h"

enum kind {
    KIND_NONE,
    KIND_NUMBER,
    KIND_UPPER,
    KIND_LETTERS,
    KIND_CONNECTOR,
    KIND_PUNCT,
    KIND_OTHER
};

typedef struct word {
    enum kind kind;
    crd_str text;
} word;

static bool is_connector(uint32_t rune)
{
    return rune == '-' || rune == '_' || crd_rune_is_space(rune);
}

/* A letter that is no Han character of the usual blocks. */
static bool is_letter(uint32_t rune)
{
    return crd_rune_is_letter(rune) && !(rune >= 0x4E00 && rune <= 0x9FCC) &&
           !(rune >= 0x3400 && rune <= 0x4D85) && !(rune >= 0x20000 && rune <= 0x2B81D);
}

static bool is_small_letter(uint32_t rune)
{
    return is_letter(rune) && !crd_rune_is_upper(rune);
}

static bool is_other(uint32_t rune)
{
    return !is_connector(rune) && !is_letter(rune) && !crd_rune_is_number(rune) &&
           !crd_rune_is_punct(rune);
}

/* The next rune that is not U+FFFD; before it, invalid ones count to its width. At the end of the
 * text the rune given. */
static uint32_t peek(crd_str rest, uint32_t before, size_t *ret_width)
{
    size_t at = 0;
    while (at < rest.len) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(crd_str_from(rest, at), &width);
        at += width;
        if (rune != CRD_RUNE_ERROR) {
            *ret_width = at;
            return rune;
        }
    }
    *ret_width = at;
    return before;
}

/* Length of what satisfies is_in from the front of rest on; *rune the last one seen. */
static size_t run_length(crd_str rest, bool (*is_in)(uint32_t), uint32_t *rune, size_t *ret_last)
{
    size_t at = 0;
    while (at < rest.len) {
        size_t width = 0;
        *rune = peek(crd_str_from(rest, at), *rune, &width);
        if (!is_in(*rune)) {
            break;
        }
        at += width;
        *ret_last = width;
    }
    return at;
}

/* An upper-case letter: with the small ones behind it, or with more of its kind, of which the last
 * belongs to the next word when small ones follow. */
static size_t upper_length(crd_str rest, uint32_t first)
{
    uint32_t rune = first;
    size_t width = 0;
    if (rest.len == 0) {
        return 0;
    }
    rune = peek(rest, rune, &width);
    if (!crd_rune_is_upper(rune)) {
        return is_letter(rune) ? run_length(rest, is_small_letter, &rune, &width) : 0;
    }
    size_t n = run_length(rest, crd_rune_is_upper, &rune, &width);
    return n < rest.len && is_letter(rune) ? n - width : n;
}

static word next_word(crd_str *rest)
{
    word it = { KIND_NONE, crd_str_sub(*rest, 0, 0) };
    if (rest->len == 0) {
        return it;
    }
    size_t first_width = 0;
    size_t ignored = 0;
    uint32_t first = peek(*rest, CRD_RUNE_ERROR, &first_width);
    crd_str behind = crd_str_from(*rest, first_width);
    uint32_t rune = first;
    size_t n = 0;
    if (first == CRD_RUNE_ERROR) {
        it.kind = KIND_NONE;
    } else if (is_connector(first)) {
        it.kind = KIND_CONNECTOR;
        n = run_length(behind, is_connector, &rune, &ignored);
    } else if (crd_rune_is_punct(first)) {
        it.kind = KIND_PUNCT;
        n = run_length(behind, crd_rune_is_punct, &rune, &ignored);
    } else if (crd_rune_is_upper(first)) {
        it.kind = KIND_UPPER;
        n = upper_length(behind, first);
    } else if (is_letter(first)) {
        it.kind = KIND_LETTERS;
        n = run_length(behind, is_small_letter, &rune, &ignored);
    } else if (crd_rune_is_number(first)) {
        it.kind = KIND_NUMBER;
        n = run_length(behind, crd_rune_is_number, &rune, &ignored);
    } else {
        it.kind = KIND_OTHER;
        n = run_length(behind, is_other, &rune, &ignored);
    }
    it.text = crd_str_sub(*rest, 0, first_width + n);
    *rest = crd_str_from(*rest, first_width + n);
    return it;
}

static void put_word(crd_buf *buf, const word *it, char joint)
{
    if (it->kind != KIND_UPPER && it->kind != KIND_CONNECTOR) {
        crd_buf_add(buf, it->text);
        return;
    }
    for (crd_str rest = it->text; rest.len > 0;) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(rest, &width);
        rest = crd_str_from(rest, width);
        if (is_connector(rune)) {
            rune = (unsigned char)joint;
        } else if (crd_rune_is_upper(rune)) {
            rune = crd_rune_to_lower(rune);
        }
        char bytes[4];
        crd_buf_add(buf, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
    }
}

/* Letters and digits stick together once digits have begun: "a1b2" stays one word. */
static void put_sticky(crd_buf *buf, word *it, crd_str *rest, char joint)
{
    while (it->kind == KIND_LETTERS || it->kind == KIND_NUMBER) {
        put_word(buf, it, joint);
        *it = next_word(rest);
    }
}

static bool wants_joint(const word *it)
{
    return it->kind != KIND_CONNECTOR && it->kind != KIND_PUNCT;
}

/* A number behind a word: alone it sticks to the word, with letters behind it it begins anew. */
static void put_number(crd_buf *buf, word *it, crd_str *rest, char joint)
{
    word number = *it;
    *it = next_word(rest);
    if (it->kind != KIND_LETTERS) {
        put_word(buf, &number, joint);
        if (wants_joint(it)) {
            crd_buf_add_byte(buf, joint);
        }
        return;
    }
    crd_buf_add_byte(buf, joint);
    put_word(buf, &number, joint);
    put_sticky(buf, it, rest, joint);
    if (it->kind != KIND_NONE && wants_joint(it)) {
        crd_buf_add_byte(buf, joint);
    }
}

void fg_shape_lower(crd_buf *buf, crd_str text, char joint)
{
    word it = next_word(&text);
    while (text.len > 0) {
        word before = it;
        if (before.kind != KIND_CONNECTOR) {
            put_word(buf, &before, joint);
        }
        it = next_word(&text);
        switch (before.kind) {
        case KIND_NUMBER:
            put_sticky(buf, &it, &text, joint);
            if (it.kind != KIND_NONE && wants_joint(&it)) {
                crd_buf_add_byte(buf, joint);
            }
            break;
        case KIND_CONNECTOR:
            put_word(buf, &before, joint);
            break;
        case KIND_PUNCT:
            break;
        default:
            if (it.kind == KIND_NUMBER) {
                if (text.len > 0) {
                    put_number(buf, &it, &text, joint);
                }
            } else if (wants_joint(&it)) {
                crd_buf_add_byte(buf, joint);
            }
            break;
        }
    }
    put_word(buf, &it, joint);
}
