/* SPDX-License-Identifier: Apache-2.0 */
/* The notation of one field as text: TYPE WORD... - DESCRIPTION. Knows no keyword. */
#include "compact_inside.h"

/* The length of what stands between the parentheses that begin text; CRD_NPOS: not closed. */
static size_t group_len(crd_str text)
{
    size_t open = 0;
    for (size_t i = 0; i < text.len; i++) {
        open += text.ptr[i] == '(';
        open -= text.ptr[i] == ')';
        if (open == 0) {
            return i - 1;
        }
    }
    return CRD_NPOS;
}

/* The suffixes at the end of word: ?, [] and {}. */
static size_t suffixes_len(crd_str word)
{
    size_t end = word.len;
    for (;;) {
        crd_str before = crd_str_sub(word, 0, end);
        if (crd_str_ends(before, CRD_S("?"))) {
            end -= 1;
        } else if (crd_str_ends(before, CRD_S("[]")) || crd_str_ends(before, CRD_S("{}"))) {
            end -= 2;
        } else {
            return word.len - end;
        }
    }
}

crd_str crdc_next_word(crd_str *words)
{
    crd_str rest = crd_str_trim(*words);
    size_t end = 0;
    size_t open = 0; /* map(a, b) is one word */
    while (end < rest.len && (rest.ptr[end] != ' ' || open)) {
        open += rest.ptr[end] == '(';
        open -= rest.ptr[end] == ')' && open;
        end++;
    }
    *words = crd_str_from(rest, end);
    return crd_str_sub(rest, 0, end);
}

bool crdc_field_text_parse(crd_str text, crdc_field_text *ret)
{
    crdc_field_text field = { .is_group = false };
    crd_str before = text;
    if (crd_str_cut(text, CRD_S(" - "), &before, &field.description)) {
        field.description = crd_str_trim(field.description);
    }
    before = crd_str_trim(before);
    if (before.len && before.ptr[0] == '(') {
        size_t len = group_len(before);
        if (len == CRD_NPOS) {
            return false;
        }
        field.is_group = true;
        field.base = crd_str_sub(before, 1, len + 1);
        before = crd_str_from(before, len + 2);
        crd_str word = crd_str_of(before.ptr, 0);
        if (before.len && before.ptr[0] != ' ') {
            word = crdc_next_word(&before);
        }
        field.suffixes = word;
        if (suffixes_len(word) != word.len) {
            return false;
        }
    } else {
        crd_str word = crdc_next_word(&before);
        size_t len = suffixes_len(word);
        field.base = crd_str_sub(word, 0, word.len - len);
        field.suffixes = crd_str_from(word, word.len - len);
    }
    field.words = before;
    *ret = field;
    return field.base.len > 0;
}
