/* SPDX-License-Identifier: Apache-2.0 */
/* The faces of the YAML reader: see yaml.h. Puts yaml_parse.c and yaml_decode.c together. */
#include "yaml_read.h"

#include "../base/limits.h"
#include "yaml_lines.h"
#include "yaml_nodes.h"

#define AUTO_PARSE __attribute__((cleanup(crd_yaml_parse_cleanup))) struct crd_yaml_parse *

static struct crd_yaml_parse_options parse_options(const crd_yaml_options *options)
{
    return (struct crd_yaml_parse_options) {
        .depth_max = options->depth_max,
        .wants_places = options->places != NULL,
    };
}

static struct crd_yaml_decode_options decode_options(const crd_yaml_options *options)
{
    return (struct crd_yaml_decode_options) {
        .depth_max = options->depth_max ? options->depth_max : CRD_NESTING_MAX,
        .nodes_max = options->nodes_max,
        .places = options->places,
        .duplicates = options->duplicates,
    };
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
        enum crd_yaml_lines outcome = crd_yaml_read_lines(arena, text, ret_value, err);
        if (outcome != CRD_YAML_LINES_OTHER) {
            return outcome == CRD_YAML_LINES_READ;
        }
    }
    struct crd_yaml_parse_options for_parse = parse_options(options);
    AUTO_PARSE parse = crd_yaml_parse_new(arena, text, &for_parse, err);
    struct crd_yaml_nodes nodes;
    if (!parse || !crd_yaml_parse_next(parse, &nodes, err)) {
        return false;
    }
    if (!nodes.n) {
        *ret_value = crd_value_null();
        return true;
    }
    struct crd_yaml_decode_options for_decode = decode_options(options);
    return crd_yaml_decode(arena, &nodes, &for_decode, ret_value, err);
}

bool crd_yaml_read_bare(crd_arena *arena, crd_str text, crd_value *ret_value, crd_err *err)
{
    return read_one(arena, text, &(crd_yaml_options) { 0 }, ret_value, err);
}

static bool fail_converting(crd_arena *arena, crd_err *err)
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
           fail_converting(arena, err);
}

bool crd_yaml_read_all(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                       bool (*each)(void *context, const crd_yaml_document *document),
                       void *context, crd_err *err)
{
    crd_yaml_options all = options ? *options : (crd_yaml_options) { 0 };
    struct crd_yaml_parse_options for_parse = parse_options(&all);
    struct crd_yaml_decode_options for_decode = decode_options(&all);
    for_parse.wants_places = true;
    AUTO_PARSE parse = crd_yaml_parse_new(arena, text, &for_parse, err);
    for (;;) {
        struct crd_yaml_nodes nodes;
        if (!parse || !crd_yaml_parse_next(parse, &nodes, err)) {
            return fail_converting(arena, err);
        }
        if (!nodes.n) {
            return true;
        }
        /* on the arena: places know the root by its address */
        crd_yaml_document *document = CRD_NEW(arena, crd_yaml_document);
        if (!document) {
            return crd_err_memory(err, arena);
        }
        document->place = nodes.place;
        document->end_offset = nodes.end_offset;
        if (!crd_yaml_decode(arena, &nodes, &for_decode, &document->value, err)) {
            return fail_converting(arena, err);
        }
        if (!each(context, document)) {
            return true;
        }
    }
}
