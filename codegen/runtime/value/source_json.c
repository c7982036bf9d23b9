/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The source over JSON text: see source.h. A state and one bit a level; words are json_lex.c's
 * work. Nothing is copied but strings with escapes.
 */
#include "json_lex.h"
#include "source.h"

enum state {
    AT_VALUE = 0, /* a value must come */
    AT_FIRST,     /* behind an opening bracket */
    BEHIND,       /* behind a value */
    FAILED,
};

static enum crd_token fail(crd_json_source *s)
{
    s->state = FAILED;
    return CRD_TOKEN_FAILED;
}

/* The lexer's view of the source: only on the way to what is not a plain byte. */
static struct crd_json_lex lex_of(crd_json_source *s)
{
    return (struct crd_json_lex){
        .arena = s->arena,
        .start = s->start,
        .at = s->at,
        .end = s->end,
        .line_start = s->line_start,
        .counted = s->counted,
        .line = s->line,
        .err = s->source.err,
    };
}

static enum crd_token refuse(crd_json_source *s, crd_str where)
{
    struct crd_json_lex lex = lex_of(s);
    crd_json_lex_refuse(&lex, where);
    return fail(s);
}

static inline void skip_space(crd_json_source *s)
{
    const char *at = s->at;
    while (at < s->end && (unsigned char)*at <= ' ' &&
           (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    s->at = at;
}

static inline bool read_string(crd_json_source *s)
{
    struct crd_json_lex lex = lex_of(s);
    bool decoded = false;
    lex.at++;
    if (!crd_json_lex_string(&lex, &s->source.text, &decoded)) {
        return false;
    }
    s->at = lex.at;
    s->source.is_kept = decoded || s->in_place;
    return true;
}

static enum crd_token read_number(crd_json_source *s)
{
    struct crd_json_lex lex = lex_of(s);
    if (!crd_json_lex_number(&lex)) {
        return fail(s);
    }
    s->source.text = crd_str_of(s->at, (size_t)(lex.at - s->at));
    s->source.is_kept = s->in_place;
    s->at = lex.at;
    return CRD_TOKEN_NUMBER;
}

static enum crd_token read_word(crd_json_source *s, crd_str word, enum crd_token token)
{
    struct crd_json_lex lex = lex_of(s);
    if (!crd_json_lex_word(&lex, word)) {
        return fail(s);
    }
    s->at = lex.at;
    return token;
}

static enum crd_token open_here(crd_json_source *s, bool is_map)
{
    if (s->depth == CRD_NESTING_MAX) {
        struct crd_json_lex lex = lex_of(s);
        crd_json_lex_refuse_byte(&lex, CRD_E_DEPTH, *s->at, CRD_S("exceeded max depth"));
        return fail(s);
    }
    s->is_map[s->depth++] = is_map;
    s->at++;
    s->state = AT_FIRST;
    return is_map ? CRD_TOKEN_MAP : CRD_TOKEN_LIST;
}

static enum crd_token close_here(crd_json_source *s)
{
    s->at++;
    s->depth--;
    s->state = BEHIND;
    return s->is_map[s->depth] ? CRD_TOKEN_MAP_END : CRD_TOKEN_LIST_END;
}

static enum crd_token read_key(crd_json_source *s)
{
    s->token = s->at;
    if (s->at >= s->end || *s->at != '"') {
        return refuse(s, CRD_S("looking for beginning of object key string"));
    }
    if (!read_string(s)) {
        return fail(s);
    }
    if (s->at >= s->end || *s->at != ':') {
        skip_space(s);
        if (s->at >= s->end || *s->at != ':') {
            return refuse(s, CRD_S("after object key"));
        }
    }
    s->at++;
    s->state = AT_VALUE;
    return CRD_TOKEN_KEY;
}

static enum crd_token read_value(crd_json_source *s)
{
    s->token = s->at;
    s->state = BEHIND;
    switch (s->at < s->end ? *s->at : '\0') {
    case '"':
        return read_string(s) ? CRD_TOKEN_STRING : fail(s);
    case '{':
        return open_here(s, true);
    case '[':
        return open_here(s, false);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(s);
    case 't':
        return read_word(s, CRD_S("true"), CRD_TOKEN_TRUE);
    case 'f':
        return read_word(s, CRD_S("false"), CRD_TOKEN_FALSE);
    case 'n':
        return read_word(s, CRD_S("null"), CRD_TOKEN_NULL);
    default:
        return refuse(s, CRD_S("looking for beginning of value"));
    }
}

static enum crd_token read_behind(crd_json_source *s)
{
    s->token = s->at;
    if (!s->depth) {
        return s->at == s->end ? CRD_TOKEN_END : refuse(s, CRD_S("after top-level value"));
    }
    bool is_map = s->is_map[s->depth - 1];
    char c = s->at < s->end ? *s->at : '\0';
    if (c == ',') {
        s->at++;
        skip_space(s);
        return is_map ? read_key(s) : read_value(s);
    }
    if (c != (is_map ? '}' : ']')) {
        return refuse(s, is_map ? CRD_S("after object key:value pair")
                                : CRD_S("after array element"));
    }
    return close_here(s);
}

static enum crd_token json_next(crd_source *source)
{
    crd_json_source *s = (crd_json_source *)source;
    skip_space(s);
    switch ((enum state)s->state) {
    case AT_VALUE:
        return read_value(s);
    case AT_FIRST: {
        bool is_map = s->is_map[s->depth - 1];
        s->token = s->at;
        if (s->at < s->end && *s->at == (is_map ? '}' : ']')) {
            return close_here(s);
        }
        return is_map ? read_key(s) : read_value(s);
    }
    case BEHIND:
        return read_behind(s);
    case FAILED:
        break;
    }
    return CRD_TOKEN_FAILED;
}

static crd_place json_place(crd_source *source)
{
    crd_json_source *s = (crd_json_source *)source;
    struct crd_json_lex lex = lex_of(s);
    crd_place place = crd_json_lex_place(&lex, s->token);
    s->line = lex.line;
    s->counted = lex.counted;
    s->line_start = lex.line_start;
    return place;
}

void crd_json_source_init(crd_json_source *source, crd_arena *arena, crd_str text, bool in_place,
                          crd_err *err)
{
    source->source = (crd_source){ .next = json_next, .place = json_place, .err = err };
    source->arena = arena;
    source->start = text.ptr ? text.ptr : "";
    source->at = source->start;
    source->end = source->start + text.len;
    source->token = source->start;
    source->line_start = source->start;
    source->counted = source->start;
    source->line = 1;
    source->depth = 0;
    source->state = AT_VALUE;
    source->in_place = in_place;
}
