/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sources: a document as a stream of tokens that the reader pulls, whatever it is written in. JSON
 * text streams from its bytes, YAML text (source_yaml.h) from its lines or libyaml's events; a value
 * tree and a json-c tree (json_c_stream.h) are walked in place. The decoder of typed structs knows
 * sources only.
 *
 *   {"a":[1,null]}      MAP  KEY a  LIST  NUMBER 1  NULL  LIST_END  MAP_END  END
 *
 * A source checks its own syntax and nesting: tokens always balance. It fails stickily: once
 * CRD_TOKEN_FAILED has come, it comes for ever, and err says why.
 */
#ifndef CRD_VALUE_SOURCE_H
#define CRD_VALUE_SOURCE_H

#include "../base/limits.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_token {
    CRD_TOKEN_FAILED = 0,
    CRD_TOKEN_END, /* behind the one value of the document */
    CRD_TOKEN_NULL,
    CRD_TOKEN_FALSE,
    CRD_TOKEN_TRUE,
    CRD_TOKEN_NUMBER, /* text: its literal, as JSON writes it */
    CRD_TOKEN_STRING, /* text */
    CRD_TOKEN_KEY,    /* text; a value follows */
    CRD_TOKEN_LIST,
    CRD_TOKEN_LIST_END,
    CRD_TOKEN_MAP,
    CRD_TOKEN_MAP_END,
};

typedef struct crd_source crd_source;

struct crd_source {
    enum crd_token (*next)(crd_source *source);
    /* Where the newest token begins; zero when that is not known. */
    crd_place (*place)(crd_source *source);
    /* NULL, or: the value whose first token is the newest one as a tree that may be kept; its
     * further tokens are passed over. Never fails. */
    crd_value (*take)(crd_source *source);
    crd_str text; /* of the newest token; Borrowed until the next one, unless is_kept */
    bool is_kept; /* text lives as long as the arena that the source was made on */
    crd_err *err; /* Borrowed */
};

/* The token that a value begins with. */
enum crd_token crd_token_of(const crd_value *value);

static inline enum crd_token crd_source_next(crd_source *source)
{
    return source->next(source);
}

static inline crd_place crd_source_place(crd_source *source)
{
    return source->place(source);
}

/* Passes over what is inside of the list or map that the newest token opened, its end included. */
bool crd_source_skip(crd_source *source);

/* The value whose first token is the newest one, as a tree on the arena. False when the source
 * failed or memory is out. */
bool crd_source_value(crd_source *source, crd_arena *arena, enum crd_token token,
                      crd_value *ret_value, crd_err *err);

/* ---- JSON text ---- */

typedef struct crd_json_source {
    crd_source source; /* first */
    crd_arena *arena;
    const char *start;
    const char *at;
    const char *end;
    const char *token; /* where the newest token begins */
    const char *line_start;
    const char *counted;
    uint32_t line;
    uint32_t depth;
    uint8_t state;
    bool in_place;
    bool is_map[CRD_NESTING_MAX];
} crd_json_source;

/* Texts and Go's errors as crd_json_read. in_place: strings without escapes may be kept as slices of
 * text, which then must outlive what is made of them. source is Borrowed by its user. */
void crd_json_source_init(crd_json_source *source, crd_arena *arena, crd_str text, bool in_place,
                          crd_err *err);

/* ---- a value tree ---- */

typedef struct crd_value_source {
    crd_source source; /* first */
    const crd_value *root;
    const crd_value *token;
    const crd_places *places;
    uint32_t depth;
    bool has_ended;
    struct {
        const crd_value *container;
        uint32_t next;
        bool at_value; /* of a map: the key was given */
    } frames[CRD_NESTING_MAX];
} crd_value_source;

/* The tree is Borrowed and may be kept: it has to outlive what is made of it. places may be NULL. */
void crd_value_source_init(crd_value_source *source, const crd_value *root,
                           const crd_places *places, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
