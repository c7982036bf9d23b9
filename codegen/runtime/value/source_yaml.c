/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The source over YAML text: see source_yaml.h. Lines as long as they are plain, and from the first
 * one on that is not, the whole reader, which passes over the tokens that were given. Neither holds
 * the document: see yaml_walk.c for what is kept of it.
 */
#include "source_yaml.h"

#include <stdlib.h>

#include "yaml_lines.h"
#include "yaml_read.h"
#include "yaml_walk.h"

struct crd_yaml_source_whole {
    struct crd_yaml_parse *parse; /* Owned */
    struct crd_yaml_walk walk;
};

void crd_yaml_source_done(crd_yaml_source *s)
{
    crd_yaml_lines_free(s->lines);
    s->lines = NULL;
    if (s->whole) {
        crd_yaml_walk_done(&s->whole->walk);
        crd_yaml_parse_free(s->whole->parse);
        free(s->whole);
        s->whole = NULL;
    }
}

static enum crd_token fail(crd_yaml_source *s)
{
    s->has_failed = true;
    crd_yaml_fail_converting(s->arena, s->source.err);
    return CRD_TOKEN_FAILED;
}

/* ---- the whole reader ---- */

/* What was read has to be read once more as a tree, to say what is wrong with it. False: nothing.
 */
static bool is_wrong(crd_yaml_source *s)
{
    crd_arena_mark mark = crd_arena_save(s->arena);
    crd_value ignored;
    if (!crd_yaml_read_bare(s->arena, s->text, &ignored, s->source.err)) {
        return true;
    }
    crd_arena_rewind(s->arena, mark);
    return false;
}

static bool has_marks(const struct crd_yaml_walk *walk)
{
    return walk->scalars.has_bad_key || walk->scalars.has_bad_number;
}

static enum crd_token whole_next(crd_yaml_source *s)
{
    struct crd_yaml_walk *walk = &s->whole->walk;
    enum crd_token token = crd_yaml_walk_next(walk);
    s->source.text = walk->text;
    s->source.is_kept = walk->is_kept;
    bool wrong = token == CRD_TOKEN_FAILED ? walk->needs_go_types
                                           : token == CRD_TOKEN_END && has_marks(walk);
    if (token == CRD_TOKEN_FAILED || wrong) {
        return !wrong || is_wrong(s) || token == CRD_TOKEN_FAILED ? fail(s) : token;
    }
    return token;
}

/* Begins it, behind the tokens that were given. */
static bool begin_whole(crd_yaml_source *s)
{
    s->whole = calloc(1, sizeof(*s->whole));
    if (!s->whole) {
        return crd_err_memory(s->source.err, NULL);
    }
    struct crd_yaml_parse *parse = crd_yaml_parse_new(s->arena, s->text, 0, s->source.err);
    s->whole->parse = parse;
    if (!parse) {
        return false;
    }
    crd_yaml_walk_init(&s->whole->walk, s->arena, parse, false, s->source.err);
    for (size_t i = 0; i < s->given; i++) {
        if (!whole_next(s)) {
            return false;
        }
    }
    return true;
}

/* ---- lines ---- */

static enum crd_token line_next(crd_yaml_source *s)
{
    struct crd_yaml_lines *lines = s->lines;
    if (lines->at == lines->n) {
        enum crd_yaml_lines_outcome outcome = crd_yaml_lines_more(lines);
        if (outcome == CRD_YAML_LINES_FAILED) {
            crd_err_memory(s->source.err, s->arena);
            return fail(s);
        }
        if (outcome == CRD_YAML_LINES_OTHER) {
            crd_yaml_lines_free(lines);
            s->lines = NULL;
            return begin_whole(s) ? whole_next(s) : s->has_failed ? CRD_TOKEN_FAILED : fail(s);
        }
    }
    const struct crd_yaml_line_token *token = &lines->tokens[lines->at++];
    s->source.text = token->text;
    s->source.is_kept = token->is_kept;
    s->place = token->place;
    s->given++;
    return token->kind;
}

/* ---- the source ---- */

static enum crd_token yaml_next(crd_source *source)
{
    crd_yaml_source *s = (crd_yaml_source *)source;
    if (s->has_failed) {
        return CRD_TOKEN_FAILED;
    }
    if (s->lines) {
        return line_next(s);
    }
    if (s->whole) {
        return whole_next(s);
    }
    if (!crd_yaml_lines_take(s->text)) {
        return begin_whole(s) ? whole_next(s) : fail(s);
    }
    s->lines = crd_yaml_lines_new(s->arena, s->text, s->in_place, source->err);
    return s->lines ? line_next(s) : fail(s);
}

static crd_place yaml_place(crd_source *source)
{
    crd_yaml_source *s = (crd_yaml_source *)source;
    return s->whole && s->whole->parse ? crd_yaml_walk_place(&s->whole->walk) : s->place;
}

void crd_yaml_source_init(crd_yaml_source *source, crd_arena *arena, crd_str text, bool in_place,
                          crd_err *err)
{
    *source = (crd_yaml_source) {
        .source = { .next = yaml_next, .place = yaml_place, .err = err },
        .arena = arena,
        .text = text,
        .in_place = in_place,
    };
}
