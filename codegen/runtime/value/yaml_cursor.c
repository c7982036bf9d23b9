/* SPDX-License-Identifier: Apache-2.0 */
/* Places in a YAML text: see yaml_cursor.h. Knows line breaks, and no other grammar. */
#include "yaml_cursor.h"

#include "../base/utf8.h"

size_t crd_yaml_break_len(crd_str s)
{
    if (crd_str_starts(s, CRD_S("\r\n"))) {
        return 2;
    }
    if (s.len && (s.ptr[0] == '\n' || s.ptr[0] == '\r')) {
        return 1;
    }
    if (crd_str_starts(s, CRD_S("\xC2\x85"))) {
        return 2;
    }
    bool wide =
        crd_str_starts(s, CRD_S("\xE2\x80\xA8")) || crd_str_starts(s, CRD_S("\xE2\x80\xA9"));
    return wide ? 3 : 0;
}

struct crd_yaml_cursor crd_yaml_cursor_of(crd_str text, const struct crd_yaml_text_facts *facts)
{
    size_t start = facts->has_bom ? 3 : 0;
    return (struct crd_yaml_cursor) {
        .text = text,
        .is_wide = facts->is_wide,
        .is_utf16 = facts->is_utf16,
        .offset = start,
        .line_start = start,
    };
}

static void rewind_cursor(struct crd_yaml_cursor *cursor, size_t index)
{
    while (cursor->index > index && cursor->offset) {
        do {
            cursor->offset--;
        } while (cursor->offset &&
                 ((unsigned char)cursor->text.ptr[cursor->offset] & 0xC0) == 0x80);
        cursor->index--;
    }
    cursor->line_start = cursor->offset;
    while (cursor->line_start &&
           !crd_yaml_break_len(crd_str_from(cursor->text, cursor->line_start - 1))) {
        cursor->line_start--;
    }
}

static void move_cursor(struct crd_yaml_cursor *cursor, size_t index)
{
    if (index < cursor->index) {
        rewind_cursor(cursor, index);
    }
    while (cursor->index < index && cursor->offset < cursor->text.len) {
        crd_str rest = crd_str_from(cursor->text, cursor->offset);
        size_t line_break = crd_yaml_break_len(rest);
        size_t width = line_break;
        if (!line_break) {
            crd_rune_decode(rest, &width);
        }
        cursor->offset += width;
        cursor->index += crd_str_starts(rest, CRD_S("\r\n")) ? 2 : 1;
        if (line_break) {
            cursor->line_start = cursor->offset;
        }
    }
}

crd_place crd_yaml_cursor_place(struct crd_yaml_cursor *cursor, size_t index, size_t line,
                                size_t column)
{
    crd_place place = { .line = (uint32_t)line + 1, .column = (uint32_t)column + 1 };
    if (cursor->is_utf16) {
        place.offset = index * 2 + 2; /* as if no character took two units */
    } else if (!cursor->is_wide) {
        place.offset = index;
    } else {
        move_cursor(cursor, index);
        place.offset = cursor->offset;
        if (cursor->index == index) {
            place.column = (uint32_t)(place.offset - cursor->line_start) + 1;
        }
    }
    if (place.offset > cursor->text.len) {
        place.offset = cursor->text.len;
    }
    return place;
}

crd_place crd_yaml_skip_properties(crd_str text, crd_place place)
{
    size_t at = place.offset;
    size_t line_start = 0; /* of the newest line that began on the way */
    while (at < text.len && (text.ptr[at] == '&' || text.ptr[at] == '!')) {
        while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\t' &&
               !crd_yaml_break_len(crd_str_from(text, at))) {
            at++;
        }
        for (; at < text.len; at++) {
            bool breaks = text.ptr[at] == '\n' || text.ptr[at] == '\r';
            if (breaks) {
                place.line +=
                    !(text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n');
                line_start = at + 1;
            }
            if (text.ptr[at] == '#') {
                while (at + 1 < text.len && text.ptr[at + 1] != '\n') {
                    at++;
                }
            } else if (!breaks && text.ptr[at] != ' ' && text.ptr[at] != '\t') {
                break;
            }
        }
    }
    place.column =
        line_start ? (uint32_t)(at - line_start) + 1 : place.column + (uint32_t)(at - place.offset);
    place.offset = at;
    return place;
}
