/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a finding to a place in the file: see lint_place.h.
 *
 *   template error at line 3, column 20 of the text that Fleet renders (diag->document)
 *     └─► which value (or key) of that text holds the place: its path below values
 *           └─► the same path in the file's values, of the target first, then of the Bundle
 *                 └─► the same byte of that scalar
 */
#include "lint_place.h"

#include "base/limits.h"
#include "base/num.h"
#include "scalar.h"

/* The next step of a field path: ".name", "[3]" or "[key]". */
static bool next_step(crd_str *path, const crd_value *at, const crd_value **ret)
{
    crd_str rest = *path;
    if (crd_str_starts(rest, CRD_S("["))) {
        size_t end = crd_str_rfind(rest, CRD_S("]"));
        size_t first = crd_str_find_byte(rest, ']');
        if (end == CRD_NPOS) {
            return false;
        }
        end = crd_is_list(at) ? first : end;
        crd_str inside = crd_str_sub(rest, 1, end);
        int64_t index = 0;
        bool is_index = crd_is_list(at) &&
                        crd_int_parse(inside, 10, 32, &index) == CRD_NUM_OK && index >= 0;
        *ret = is_index ? crd_item(at, (size_t)index) : crd_map_get(at, inside);
        *path = crd_str_from(rest, end + 1);
        return *ret != NULL;
    }
    rest = crd_str_starts(rest, CRD_S(".")) ? crd_str_from(rest, 1) : rest;
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != '.' && rest.ptr[end] != '[') {
        end++;
    }
    *ret = crd_map_get(at, crd_str_sub(rest, 0, end));
    *path = crd_str_from(rest, end);
    return *ret != NULL && end > 0;
}

/* The value at path, or the deepest one on the way that is there. */
static const crd_value *follow(const crd_value *root, crd_str path, bool *ret_whole)
{
    const crd_value *at = root;
    while (path.len) {
        const crd_value *next = NULL;
        if (!next_step(&path, at, &next)) {
            *ret_whole = false;
            return at;
        }
        at = next;
    }
    *ret_whole = true;
    return at;
}

static bool before_or_at(crd_place a, uint32_t line, uint32_t column)
{
    return a.line < line || (a.line == line && (column == 0 || a.column <= column));
}

/* One level down in a rendered text and, beside it, in the file. */
struct pair {
    const crd_value *rendered;
    const crd_value *in_file;
    bool is_key; /* the place is in the key of this value, not in the value */
};

static size_t children(const crd_value *value)
{
    return crd_len_of(value);
}

static const crd_value *child(const crd_value *value, size_t i)
{
    return crd_is_map(value) ? &crd_member_at(value, i)->value : crd_item(value, i);
}

static const crd_value *twin(const crd_value *rendered, size_t i, const crd_value *in_file)
{
    return crd_is_map(rendered) ? crd_map_get(in_file, crd_member_at(rendered, i)->key)
                                : crd_item(in_file, i);
}

/* Place where child i of value begins: its key's if it has one. */
static crd_place begin_of(const crd_places *places, const crd_value *value)
{
    crd_place place = { 0 };
    crd_place key = { 0 };
    crd_places_find(places, value, &place, &key);
    return key.line ? key : place;
}

/* Goes down to the value of the rendered text that holds the place. False: not in the file. */
static bool descend(const crd_places *places, uint32_t line, uint32_t column, struct pair *pair)
{
    for (size_t depth = 0; depth <= CRD_NESTING_MAX; depth++) {
        size_t n = children(pair->rendered);
        size_t chosen = n;
        for (size_t i = 0; i < n; i++) {
            if (before_or_at(begin_of(places, child(pair->rendered, i)), line, column)) {
                chosen = i;
            }
        }
        if (chosen == n) {
            return true;
        }
        const crd_value *rendered = child(pair->rendered, chosen);
        const crd_value *in_file = twin(pair->rendered, chosen, pair->in_file);
        if (!in_file) {
            return false;
        }
        crd_place value_place = { 0 };
        crd_place key_place = { 0 };
        crd_places_find(places, rendered, &value_place, &key_place);
        *pair = (struct pair){
            .rendered = rendered,
            .in_file = in_file,
            .is_key = key_place.line && column && !before_or_at(value_place, line, column),
        };
        if (pair->is_key) {
            return true;
        }
    }
    return true;
}

/* What a line and column of the rendered text means in the scalar that the file has. */
static crd_place place_in_scalar(const fg_document *document, const crd_diag *diag,
                                 const crd_places *rendered_places, const struct pair *pair,
                                 crd_place fallback)
{
    crd_place start = { 0 };
    crd_place key = { 0 };
    size_t offset = 0;
    if (!crd_places_find(rendered_places, pair->rendered, &start, &key)) {
        return fallback;
    }
    const fg_scalar from = {
        .source = diag->document, .start = start, .text = crd_text_of(pair->rendered),
        .indent_from = key.column,
    };
    if (!fg_scalar_offset(&from, diag->place.line, diag->place.column, &offset)) {
        return fallback;
    }
    const fg_scalar to = {
        .source = document->file_text, .start = fallback, .text = crd_text_of(pair->in_file)
    };
    crd_place found;
    return fg_scalar_place(&to, offset, &found) ? found : fallback;
}

/* The place inside values (a map of the file). False: that place of the text is not from there. */
static bool place_in_values(crd_arena *arena, const fg_document *document, const crd_diag *diag,
                            const crd_value *values, crd_place *ret)
{
    crd_places *places = crd_places_new(arena);
    const crd_yaml_options options = { .places = places };
    crd_value rendered;
    if (!places || !crd_yaml_read(arena, diag->document, &options, &rendered, NULL)) {
        return false;
    }
    struct pair pair = { .rendered = &rendered, .in_file = values };
    if (!descend(places, diag->place.line, diag->place.column, &pair)) {
        return false;
    }
    crd_place value_place = { 0 };
    crd_place key_place = { 0 };
    if (!crd_places_find(document->places, pair.in_file, &value_place, &key_place)) {
        return false;
    }
    if (pair.is_key) {
        *ret = key_place;
        return true;
    }
    bool scalar = crd_is_string(pair.in_file) && diag->place.column;
    *ret = scalar ? place_in_scalar(document, diag, places, &pair, value_place) : value_place;
    return true;
}

/* A template that is one scalar of the file: an entry of templateValues. */
static crd_place place_in_template(const fg_document *document, const crd_diag *diag,
                                   const crd_value *value, crd_place start)
{
    size_t offset = 0;
    crd_place found;
    const fg_scalar scalar = {
        .source = document->file_text, .start = start, .text = crd_text_of(value)
    };
    if (diag->place.line &&
        fg_text_offset(scalar.text, diag->place.line, diag->place.column, &offset) &&
        fg_scalar_place(&scalar, offset, &found)) {
        return found;
    }
    return start;
}

crd_place fg_lint_place(crd_arena *arena, const fg_document *document, const crd_diag *diag)
{
    bool whole = false;
    crd_place place = { 0 };
    crd_place key = { 0 };
    const crd_value *value = follow(document->value, diag->path, &whole);
    if (!document->places || !crd_places_find(document->places, value, &place, &key)) {
        return document->place;
    }
    if (!diag->document.len || !diag->place.line) {
        return place;
    }
    if (crd_is_string(value)) {
        return place_in_template(document, diag, value, place);
    }
    const crd_value *own = follow(document->value, CRD_S("spec.helm.values"), &whole);
    crd_place found;
    if (place_in_values(arena, document, diag, value, &found) ||
        (whole && place_in_values(arena, document, diag, own, &found))) {
        return found;
    }
    return place;
}
