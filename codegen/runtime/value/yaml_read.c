/* SPDX-License-Identifier: Apache-2.0 */
/* The faces of the YAML reader: see yaml.h. Puts the quick way and the whole reader together, and
 * reads again what an error is to be worded from. */
#include "yaml_read.h"

#include "../base/limits.h"
#include "yaml_lines.h"
#include "yaml_tree.h"

/* ---- plain lines ---- */

static bool add_line_token(crd_arena *arena, crd_builder *builder,
                           const struct crd_yaml_line_token *token, crd_err *err)
{
    const crd_place nowhere = { 0 };
    crd_str text = token->text;
    if (text.len && !token->is_kept) {
        text = crd_arena_str(arena, text);
        if (!text.ptr) {
            return crd_err_memory(err, arena);
        }
    }
    switch (token->kind) {
    case CRD_TOKEN_KEY:
        return crd_builder_key(builder, text, nowhere);
    case CRD_TOKEN_LIST:
    case CRD_TOKEN_MAP:
        return crd_builder_open(builder, token->kind == CRD_TOKEN_LIST ? CRD_LIST : CRD_MAP,
                                nowhere);
    case CRD_TOKEN_LIST_END:
    case CRD_TOKEN_MAP_END:
        return crd_builder_close(builder);
    case CRD_TOKEN_STRING:
        return crd_builder_value(builder, crd_value_string(text), nowhere);
    case CRD_TOKEN_NUMBER:
        return crd_builder_value(builder, crd_value_number(text), nowhere);
    case CRD_TOKEN_TRUE:
    case CRD_TOKEN_FALSE:
        return crd_builder_value(builder, crd_value_bool(token->kind == CRD_TOKEN_TRUE), nowhere);
    case CRD_TOKEN_NULL:
        return crd_builder_value(builder, crd_value_null(), nowhere);
    default:
        return true;
    }
}

static enum crd_yaml_lines_outcome read_lines(crd_yaml_lines *lines, crd_builder *builder,
                                              crd_err *err)
{
    for (;;) {
        enum crd_yaml_lines_outcome outcome = crd_yaml_lines_more(lines);
        if (outcome == CRD_YAML_LINES_FAILED) {
            crd_err_memory(err, lines->arena);
        }
        if (outcome != CRD_YAML_LINES_READ) {
            return outcome;
        }
        for (size_t i = 0; i < lines->n; i++) {
            if (!add_line_token(lines->arena, builder, &lines->tokens[i], err)) {
                if (crd_builder_error(builder)->code != CRD_OK && err) {
                    *err = *crd_builder_error(builder);
                }
                return CRD_YAML_LINES_FAILED;
            }
        }
        if (lines->tokens[lines->n - 1].kind == CRD_TOKEN_END) {
            return CRD_YAML_LINES_READ;
        }
    }
}

enum crd_yaml_lines_outcome crd_yaml_read_lines(crd_arena *arena, crd_str text,
                                                crd_value *ret_value, crd_err *err)
{
    if (!crd_yaml_lines_take(text)) {
        return CRD_YAML_LINES_OTHER;
    }
    crd_arena_mark mark = crd_arena_save(arena);
    crd_str kept = crd_arena_str(arena, text);
    if (!kept.ptr) {
        crd_err_memory(err, arena);
        return CRD_YAML_LINES_FAILED;
    }
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, NULL, err);
    CRD_YAML_AUTO_LINES lines = builder ? crd_yaml_lines_new(arena, kept, true, err) : NULL;
    enum crd_yaml_lines_outcome outcome =
        lines ? read_lines(lines, builder, err) : CRD_YAML_LINES_FAILED;
    if (outcome == CRD_YAML_LINES_READ) {
        bool ok = crd_builder_finish(builder, ret_value, err);
        return ok ? CRD_YAML_LINES_READ : CRD_YAML_LINES_FAILED;
    }
    if (outcome == CRD_YAML_LINES_OTHER) {
        crd_arena_rewind(arena, mark);
    }
    return outcome;
}

/* ---- one document ---- */

/* Words the error of the document behind n others: all is decoded once more, with Go's types. */
static bool fail_with_go_types(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                               size_t n, crd_err *err)
{
    crd_yaml_options plain = { .depth_max = options->depth_max, .nodes_max = options->nodes_max };
    struct crd_yaml_tree tree = { 0 };
    crd_value ignored;
    CRD_YAML_AUTO_PARSE parse = crd_yaml_parse_new(arena, text, options->depth_max, err);
    bool ok = parse != NULL;
    while (ok && n--) {
        ok = crd_yaml_parse_drain(parse, err);
    }
    if (ok && crd_yaml_tree_read(arena, parse, &plain, true, &ignored, &tree, err)) {
        return CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("unsupported map key"));
    }
    return false;
}

/* Nothing is asked for that only the whole reader gives. */
static bool may_read_lines(const crd_yaml_options *options)
{
    return !options->places && !options->duplicates && !options->depth_max && !options->nodes_max;
}

static bool read_one(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                     crd_value *ret_value, crd_err *err)
{
    if (may_read_lines(options)) {
        enum crd_yaml_lines_outcome outcome = crd_yaml_read_lines(arena, text, ret_value, err);
        if (outcome != CRD_YAML_LINES_OTHER) {
            return outcome == CRD_YAML_LINES_READ;
        }
    }
    struct crd_yaml_tree tree;
    CRD_YAML_AUTO_PARSE parse = crd_yaml_parse_new(arena, text, options->depth_max, err);
    if (!parse) {
        return false;
    }
    return crd_yaml_tree_read(arena, parse, options, false, ret_value, &tree, err) ||
           (tree.needs_go_types && fail_with_go_types(arena, text, options, 0, err));
}

bool crd_yaml_read_bare(crd_arena *arena, crd_str text, crd_value *ret_value, crd_err *err)
{
    return read_one(arena, text, &(crd_yaml_options) { 0 }, ret_value, err);
}

bool crd_yaml_fail_converting(crd_arena *arena, crd_err *err)
{
    if (err && !crd_code_is_ours(err->code)) {
        crd_err_wrap(err, arena, CRD_S("error converting YAML to JSON"));
    }
    return false;
}

bool crd_yaml_read(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                   crd_value *ret_value, crd_err *err)
{
    static const crd_yaml_options plain = { 0 };
    return read_one(arena, text, options ? options : &plain, ret_value, err) ||
           crd_yaml_fail_converting(arena, err);
}

/* ---- a stream ---- */

bool crd_yaml_read_all(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                       bool (*each)(void *context, const crd_yaml_document *document),
                       void *context, crd_err *err)
{
    crd_yaml_options all = options ? *options : (crd_yaml_options) { 0 };
    CRD_YAML_AUTO_PARSE parse = crd_yaml_parse_new(arena, text, all.depth_max, err);
    if (!parse) {
        return crd_yaml_fail_converting(arena, err);
    }
    for (size_t n = 0;; n++) {
        /* on the arena: places know the root by its address */
        crd_yaml_document *document = CRD_NEW(arena, crd_yaml_document);
        struct crd_yaml_tree tree;
        if (!document) {
            return crd_err_memory(err, arena);
        }
        if (!crd_yaml_tree_read(arena, parse, &all, false, &document->value, &tree, err)) {
            if (tree.needs_go_types) {
                fail_with_go_types(arena, text, &all, n, err);
            }
            return crd_yaml_fail_converting(arena, err);
        }
        if (tree.is_over) {
            return true;
        }
        document->place = tree.place;
        document->end_offset = crd_yaml_parse_end_offset(parse);
        if (!each(context, document)) {
            return true;
        }
    }
}
