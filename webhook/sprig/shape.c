/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes of text: see shape.h. This file: cases by rune, wrapping, shortening. */
#include "shape.h"

#include "base/unicode.h"
#include "base/utf8.h"

static void put_rune(crd_buf *buf, uint32_t rune)
{
    char bytes[4];
    crd_buf_add(buf, crd_str_of(bytes, crd_rune_encode(rune, bytes)));
}

static uint32_t take_rune(crd_str *rest)
{
    size_t width = 0;
    uint32_t rune = crd_rune_decode(*rest, &width);
    *rest = crd_str_from(*rest, width);
    return rune;
}

static bool is_connector(uint32_t rune)
{
    return rune == '-' || rune == '_' || crd_rune_is_space(rune);
}

/*
 * One rune is held back: it is written when the next is known, or dropped when it is a connector
 * between words.
 */
void fg_shape_pascal(crd_buf *buf, crd_str text)
{
    uint32_t held = 0;
    bool has_held = false;
    while (text.len > 0 && !has_held) {
        uint32_t rune = take_rune(&text);
        if (is_connector(rune)) {
            if (text.len == 0) {
                /* Nothing but connectors: the library writes the last one twice. */
                put_rune(buf, rune);
            }
            put_rune(buf, rune);
            continue;
        }
        has_held = true;
        held = rune;
    }
    if (!has_held) {
        return;
    }
    bool word_is_upper = crd_rune_is_upper(held);
    held = crd_rune_to_upper(held);
    while (text.len > 0) {
        uint32_t rune = take_rune(&text);
        if (is_connector(rune) && is_connector(held)) {
            put_rune(buf, held);
        } else if (is_connector(held)) {
            word_is_upper = crd_rune_is_upper(rune);
            rune = crd_rune_to_upper(rune);
        } else {
            if (word_is_upper && crd_rune_is_upper(rune)) {
                rune = crd_rune_to_lower(rune);
            } else {
                word_is_upper = false;
            }
            put_rune(buf, held);
        }
        held = rune;
    }
    put_rune(buf, held);
}

void fg_shape_swap(crd_buf *buf, crd_str text)
{
    bool after_space = true;
    while (text.len > 0) {
        uint32_t rune = take_rune(&text);
        if (crd_rune_is_upper(rune) || crd_rune_is_title(rune)) {
            put_rune(buf, crd_rune_to_lower(rune));
            after_space = false;
        } else if (crd_rune_is_lower(rune)) {
            put_rune(buf, after_space ? crd_rune_to_title(rune) : crd_rune_to_upper(rune));
            after_space = false;
        } else {
            put_rune(buf, rune);
            after_space = crd_rune_is_space(rune);
        }
    }
}

static bool is_separator(uint32_t rune)
{
    if (rune < 0x80) {
        return !crd_is_alnum((unsigned char)rune) && rune != '_';
    }
    return !crd_rune_is_letter(rune) && !crd_rune_is_digit(rune) && crd_rune_is_space(rune);
}

void fg_shape_title(crd_buf *buf, crd_str text)
{
    uint32_t before = ' ';
    while (text.len > 0) {
        uint32_t rune = take_rune(&text);
        put_rune(buf, is_separator(before) ? crd_rune_to_title(rune) : rune);
        before = rune;
    }
}

void fg_shape_untitle(crd_buf *buf, crd_str text)
{
    bool at_start = true;
    while (text.len > 0) {
        uint32_t rune = take_rune(&text);
        bool space = crd_rune_is_space(rune);
        put_rune(buf, at_start && !space ? crd_rune_to_lower(rune) : rune);
        at_start = space;
    }
}

void fg_shape_initials(crd_buf *buf, crd_str text)
{
    bool after_space = true;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        bool space = crd_rune_is_space(byte);
        if (!space && after_space) {
            put_rune(buf, byte);
        }
        after_space = space;
    }
}

void fg_shape_no_space(crd_buf *buf, crd_str text)
{
    size_t spaces = 0;
    for (size_t i = 0; i < text.len; i++) {
        spaces += crd_rune_is_space((unsigned char)text.ptr[i]);
    }
    if (spaces == 0) {
        crd_buf_add(buf, text);
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (!crd_rune_is_space(byte)) {
            put_rune(buf, byte);
        }
    }
}

void fg_shape_wrap(crd_buf *buf, crd_str text, int64_t width, crd_str joint, bool long_words)
{
    size_t room = width < 1 ? 1 : (size_t)width;
    if (joint.len == 0) {
        joint = CRD_S("\n");
    }
    while (text.len > room) {
        if (text.ptr[0] == ' ') {
            text = crd_str_from(text, 1);
            continue;
        }
        size_t line = crd_str_rfind(crd_str_sub(text, 0, room + 1), CRD_S(" "));
        size_t skipped = 1;
        if (line == CRD_NPOS && long_words) {
            line = room;
            skipped = 0;
        } else if (line == CRD_NPOS) {
            size_t blank = crd_str_find_byte(crd_str_from(text, room), ' ');
            if (blank == CRD_NPOS) {
                break;
            }
            line = room + blank;
        }
        crd_buf_add(buf, crd_str_sub(text, 0, line));
        crd_buf_add(buf, joint);
        text = crd_str_from(text, line + skipped);
    }
    crd_buf_add(buf, text);
}

/* goutils.AbbreviateFull; width is at least 4. */
static void abbreviate(crd_buf *buf, crd_str text, int64_t offset, int64_t width)
{
    int64_t len = (int64_t)text.len;
    if (len <= width) {
        crd_buf_add(buf, text);
        return;
    }
    offset = offset > len ? len : offset;
    if ((int64_t)((uint64_t)len - (uint64_t)offset) < width - 3) { /* wraps as Go's does */
        offset = len - (width - 3);
    }
    if (offset <= 4) {
        crd_buf_add(buf, crd_str_sub(text, 0, (size_t)(width - 3)));
        crd_buf_add_lit(buf, "...");
        return;
    }
    if (width < 7) {
        return; /* the library's error, which Sprig drops */
    }
    crd_buf_add_lit(buf, "...");
    if (offset + width - 3 < len) {
        crd_str rest = crd_str_from(text, (size_t)offset);
        size_t kept = (size_t)(width - 6);
        crd_buf_add(buf, crd_str_sub(rest, 0, (int64_t)rest.len <= width - 3 ? rest.len : kept));
        if ((int64_t)rest.len > width - 3) {
            crd_buf_add_lit(buf, "...");
        }
    } else {
        crd_buf_add(buf, crd_str_from(text, (size_t)(len - (width - 3))));
    }
}

void fg_shape_abbrev(crd_buf *buf, crd_str text, int64_t width)
{
    if (width < 4) {
        crd_buf_add(buf, text);
    } else {
        abbreviate(buf, text, 0, width);
    }
}

void fg_shape_abbrev_both(crd_buf *buf, crd_str text, int64_t left, int64_t right)
{
    if (right < 4 || (left > 0 && right < 7)) {
        crd_buf_add(buf, text);
    } else {
        abbreviate(buf, text, left, right);
    }
}
