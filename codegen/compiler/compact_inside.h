/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of the compact form: the writer of one document, and the notation of one field. */
#ifndef CRD_COMPILER_COMPACT_INSIDE_H
#define CRD_COMPILER_COMPACT_INSIDE_H

#include "compact.h"

/* A file under common/: a map of shapes. Kept by the loading, so each is read once. */
struct crdc_shape_file {
    crdc_shape_file *next;
    crd_str path;
    const crd_value *shapes; /* CRD_MAP */
};

/* One document while it is resolved. Fails stickily. */
typedef struct crdc_compact {
    crdc_loading *loading;
    crd_arena *arena;
    crd_str file;
    const crd_places *places; /* of the document; not of shapes */
    crd_builder *out;
    crd_place place;          /* of what is being written */
    size_t in_shape;          /* shapes that we are inside of */
    size_t depth;             /* fields and shapes that we are inside of */
    crd_str path;             /* of the field: status.resources[].name */
    const crd_value *changes; /* of an older version: path to field; else NULL */
    bool faulty;              /* a finding has been added */
    bool failed;              /* ours: err has been set */
    crd_err *err;
} crdc_compact;

/* The text of one field, "TYPE WORD... - DESCRIPTION", taken apart. Slices of the text. */
typedef struct crdc_field_text {
    crd_str base;        /* a word, a|b|c, $file.shape, or what stands between parentheses */
    bool is_group;       /* base stood between parentheses */
    crd_str suffixes;    /* of ? [] {}, in the order of the text */
    crd_str words;       /* attributes, separated by blanks */
    crd_str description; /* empty: none */
} crdc_field_text;

/* False when the text does not begin with a type, or a parenthesis is not closed. */
bool crdc_field_text_parse(crd_str text, crdc_field_text *ret);

/* The next word of *words (cut off), empty when there is none. */
crd_str crdc_next_word(crd_str *words);

/* Members of the open object, and its parts. All do nothing after a failure. */
void crdc_put_text(crdc_compact *compact, const char *key, crd_str text);
void crdc_put_bool(crdc_compact *compact, const char *key, bool truth);
void crdc_put(crdc_compact *compact, crd_str key, const crd_value *value);
void crdc_put_open(crdc_compact *compact, const char *key, enum crd_kind kind);
void crdc_put_open_at(crdc_compact *compact, crd_str key, enum crd_kind kind);
void crdc_put_close(crdc_compact *compact);

/* Adds a finding at the present place; words are joined. */
void crdc_compact_fault(crdc_compact *compact, const crd_str *words, size_t n);
#define CRDC_FAULT(compact, ...)                                                                   \
    crdc_compact_fault((compact), (const crd_str[]){ __VA_ARGS__ },                                \
                       sizeof((const crd_str[]){ __VA_ARGS__ }) / sizeof(crd_str))

/* The shape "file.name", NULL after a finding or a failure. */
const crd_value *crdc_shape_find(crdc_compact *compact, crd_str name);

/* Writes the keywords of one field (a text or an object) into the open object. */
void crdc_write_field(crdc_compact *compact, const crd_value *field);

/* The same for the root of a kind: its fields after apiVersion, kind and metadata. */
void crdc_write_root(crdc_compact *compact, const crd_value *fields, crd_str description);

#endif
