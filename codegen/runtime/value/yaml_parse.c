/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libyaml's events as nodes, one at a time. The only file that sees libyaml. It knows anchors and
 * aliases, go-yaml's error texts with their line numbers, and what libyaml 0.2.5 takes too long
 * for; what a scalar means is not its business. It keeps what has an anchor, with all inside, and
 * nothing else.
 *
 * libyaml scans ahead of its events only within a possible simple key: one line, 1,024 characters.
 * So its flow level and indents are looked at after each event, long before they cost time.
 */
#include <yaml.h>

#include "yaml_nodes.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_anchors.h"
#include "yaml_cursor.h"
#include "yaml_mend.h"
#include "yaml_scalars.h"

#define OPEN_FLOW 1u   /* in brackets or braces, or a pair within brackets */
#define OPEN_BRACES 2u /* in braces */
#define OPEN_MAP 4u
#define OPEN_KEEPS 8u /* is kept for its own sake */

struct open {
    uint32_t index; /* where it is kept */
    uint32_t style;
};

#define ROOM_MAX 0x3FFFFFFFu

/* A node with where it stands. */
struct given {
    struct crd_yaml_node node;
    uint32_t index;
    bool has_properties; /* a scalar with an anchor or tag in front */
    yaml_mark_t mark;
};

struct crd_yaml_parse {
    crd_arena *arena; /* Borrowed */
    crd_str text;     /* Borrowed */
    size_t depth_max;
    struct crd_yaml_mended mended; /* what libyaml sees */
    yaml_parser_t parser;
    yaml_event_t event; /* the newest, which holds the text of its node */
    bool has_event;
    struct given now;  /* the newest node */
    struct given next; /* the one behind it, when has_next */
    bool has_next;
    struct crd_yaml_text_facts facts;
    bool has_ended;
    bool is_draining;   /* nothing is kept any more */
    bool is_root_alone; /* the document is over when its root is: see start_key */
    size_t map_start;   /* characters before the map in block style that is the newest node */
    bool has_started;
    size_t seen;   /* events that were taken */
    size_t skip;   /* of these, were taken before all was read again */
    size_t reread; /* bytes */
    size_t given;  /* bytes that the parser has taken */
    size_t flow_work;
    struct crd_yaml_cursor cursor;
    struct crd_yaml_node *nodes; /* Owned; those that are kept */
    size_t nodes_n;
    size_t nodes_room;
    size_t keeping;    /* open lists and maps that are kept for their own sake */
    struct open *open; /* Owned */
    size_t open_n;
    size_t open_room;
    struct crd_yaml_anchors anchors;
};

static bool grow(void **array, size_t *room, size_t size, size_t first, crd_err *err)
{
    size_t more = *room ? *room * 2 : first;
    void *moved = more <= ROOM_MAX ? realloc(*array, more * size) : NULL;
    if (!moved) {
        return crd_err_memory(err, NULL);
    }
    *array = moved;
    *room = more;
    return true;
}

/* ---- input ---- */

/* go-yaml reads 512 bytes at a time. Where it stops at a bad character, and whether it comes to see
 * it at all before another error, depends on that; so it is imitated for texts that have one. */
#define GO_READ_BYTES ((size_t)512)
#define LIBYAML_READ_BYTES ((size_t)16384)

static int give(void *data, unsigned char *buffer, size_t size, size_t *ret_size)
{
    struct crd_yaml_parse *parse = data;
    size_t kept = LIBYAML_READ_BYTES - size; /* of a character that was cut */
    crd_str rest = crd_str_from(parse->mended.text, parse->given);
    size_t n = rest.len < GO_READ_BYTES - kept ? rest.len : GO_READ_BYTES - kept;
    memcpy(buffer, rest.ptr, n);
    parse->given += n;
    *ret_size = n;
    return 1;
}

static bool start_parser(struct crd_yaml_parse *parse, crd_err *err)
{
    parse->given = 0;
    parse->cursor = crd_yaml_cursor_of(parse->text, &parse->facts);
    if (!yaml_parser_initialize(&parse->parser)) {
        return crd_err_memory(err, NULL);
    }
    if (parse->facts.has_bad) {
        yaml_parser_set_input(&parse->parser, give, parse);
    } else {
        crd_str seen = parse->mended.text;
        yaml_parser_set_input_string(&parse->parser, (const unsigned char *)seen.ptr, seen.len);
    }
    return true;
}

static bool start_input(struct crd_yaml_parse *parse, crd_err *err)
{
    parse->facts = crd_yaml_text_look(parse->text);
    if (!parse->text.len) {
        parse->text = CRD_S("\n"); /* as go-yaml does */
    }
    parse->mended.text = parse->text;
    if (!parse->facts.is_utf16 && !crd_yaml_mend(parse->text, &parse->mended, err)) {
        return false;
    }
    return start_parser(parse, err);
}

static bool may_reread(const struct crd_yaml_parse *parse)
{
    return !parse->facts.is_utf16 && parse->text.len <= CRD_YAML_REREAD_BYTES_MAX - parse->reread;
}

/* Reads the mended text from its start: what was mended lies behind the events that were taken, so
 * that they come again as they were, and are passed over. */
static bool restart(struct crd_yaml_parse *parse, crd_err *err)
{
    parse->reread += parse->text.len;
    parse->skip = parse->seen;
    parse->seen = 0;
    yaml_parser_delete(&parse->parser);
    return start_parser(parse, err);
}

/* libyaml does not know "\'" in double quotes, nor commas and brackets in tags. Where it has
 * stumbled over one, that text is mended and all is read again, within a bound. */
static bool mend_and_restart(struct crd_yaml_parse *parse, crd_err *err)
{
    const yaml_parser_t *parser = &parse->parser;
    if (parser->error != YAML_SCANNER_ERROR || !may_reread(parse)) {
        return false;
    }
    crd_str problem = crd_str_c(parser->problem);
    size_t index = parser->problem_mark.index;
    bool mended = false;
    if (crd_str_eq(problem, CRD_S("found unknown escape character"))) {
        mended = crd_yaml_mend_quotes(&parse->mended, index, err);
    } else if (crd_str_eq(problem, CRD_S("did not find expected whitespace or line break"))) {
        mended = crd_yaml_mend_tag(&parse->mended, index, err);
    }
    return mended && restart(parse, err);
}

struct crd_yaml_parse *crd_yaml_parse_new(crd_arena *arena, crd_str text, size_t depth_max,
                                          crd_err *err)
{
    struct crd_yaml_parse *parse = calloc(1, sizeof(*parse));
    if (!parse) {
        crd_err_memory(err, NULL);
        return NULL;
    }
    parse->arena = arena;
    parse->text = text;
    parse->depth_max = depth_max ? depth_max : CRD_NESTING_MAX;
    parse->map_start = SIZE_MAX;
    if (!start_input(parse, err)) {
        crd_yaml_parse_free(parse);
        return NULL;
    }
    return parse;
}

static void drop_event(struct crd_yaml_parse *parse)
{
    if (parse->has_event) {
        yaml_event_delete(&parse->event);
        parse->has_event = false;
    }
}

void crd_yaml_parse_free(struct crd_yaml_parse *parse)
{
    if (parse) {
        drop_event(parse);
        yaml_parser_delete(&parse->parser);
        free(parse->nodes);
        free(parse->open);
        crd_yaml_anchors_free(&parse->anchors);
        free(parse->mended.buffer);
        free(parse);
    }
}

/* ---- errors ---- */

static crd_place place_of(struct crd_yaml_parse *parse, yaml_mark_t mark)
{
    return crd_yaml_cursor_place(&parse->cursor, mark.index, mark.line, mark.column);
}

static bool fail_with_line(struct crd_yaml_parse *parse, size_t line, enum crd_code code,
                           crd_str problem, crd_err *err)
{
    char digits[CRD_INT_TEXT_MAX];
    if (!line) {
        return CRD_FAIL(err, parse->arena, code, CRD_S("yaml: "), problem);
    }
    return CRD_FAIL(err, parse->arena, code, CRD_S("yaml: line "), crd_uint_text(line, digits),
                    CRD_S(": "), problem);
}

/* go-yaml counts the lines of problems from 0, only those of its scanner from 1, and names no line
 * 0; without a problem's line it takes the context's. */
static bool fail_as_go(struct crd_yaml_parse *parse, crd_err *err)
{
    const yaml_parser_t *parser = &parse->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return crd_err_memory(err, NULL);
    }
    size_t line = 0;
    if (parser->problem_mark.line) {
        line = parser->problem_mark.line + (parser->error == YAML_SCANNER_ERROR);
    } else if (parser->context_mark.line) {
        line = parser->context_mark.line;
    }
    crd_str problem = crd_yaml_go_problem(crd_str_c(parser->problem));
    if (line && crd_str_eq(problem, CRD_S("could not find expected ':'")) &&
        !parse->facts.is_utf16) {
        /* go-yaml sees it behind the next token */
        crd_str start = crd_str_from(parse->text, place_of(parse, parser->context_mark).offset);
        size_t next = place_of(parse, parser->problem_mark).offset;
        if (start.len && (start.ptr[0] == '[' || start.ptr[0] == '{')) {
            line += crd_yaml_lines_of_token(crd_str_from(parse->text, next));
        }
    }
    fail_with_line(parse, line, CRD_E_SYNTAX, problem, err);
    if (parser->error != YAML_READER_ERROR) {
        return crd_err_at(err, place_of(parse, parser->problem_mark));
    }
    crd_place place = { .offset = parser->problem_offset };
    return crd_err_at(err, crd_yaml_place_at(parse->text, place.offset));
}

static bool fail_at_event(struct crd_yaml_parse *parse, const yaml_event_t *event,
                          enum crd_code code, crd_str problem, bool has_line, crd_err *err)
{
    fail_with_line(parse, has_line ? event->start_mark.line : 0, code, problem, err);
    return crd_err_at(err, place_of(parse, event->start_mark));
}

static bool fail_depth(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    char digits[CRD_INT_TEXT_MAX];
    crd_str problem = CRD_CAT(parse->arena, CRD_S("exceeded max depth of "),
                              crd_uint_text(parse->depth_max, digits));
    if (!problem.ptr) {
        return crd_err_memory(err, parse->arena);
    }
    fail_with_line(parse, event->start_mark.line + 1, CRD_E_DEPTH, problem, err);
    return crd_err_at(err, place_of(parse, event->start_mark));
}

/* ---- events ---- */

static crd_place place_of_given(struct crd_yaml_parse *parse, const struct given *given)
{
    crd_place place = place_of(parse, given->mark);
    return given->has_properties && !parse->facts.is_utf16
               ? crd_yaml_skip_properties(parse->text, place)
               : place;
}

/* The node that comes next has this anchor. */
static bool set_anchor(struct crd_yaml_parse *parse, const yaml_char_t *name, crd_err *err)
{
    return crd_yaml_anchors_set(&parse->anchors, parse->arena, crd_str_c((const char *)name),
                                (uint32_t)parse->nodes_n, err);
}

static void begin_node(struct crd_yaml_parse *parse, const yaml_event_t *event,
                       enum crd_yaml_node_kind kind)
{
    struct given *now = &parse->now;
    now->node.kind = (uint8_t)kind;
    now->node.tag = CRD_YAML_TAG_NONE;
    now->node.is_implicit = false;
    now->node.is_anchored = false;
    now->node.is_followed = false;
    now->node.end = CRD_YAML_NODE_NONE;
    now->index = CRD_YAML_NODE_NONE;
    now->has_properties = false;
    now->mark = event->start_mark;
    parse->map_start = SIZE_MAX;
}

static bool is_to_keep(const struct crd_yaml_parse *parse)
{
    return (parse->keeping || parse->now.node.is_anchored) && !parse->is_draining;
}

/* Puts the newest node to those that are kept. */
static bool keep_node(struct crd_yaml_parse *parse, crd_err *err)
{
    if (parse->nodes_n == parse->nodes_room) {
        void *nodes = parse->nodes;
        if (!grow(&nodes, &parse->nodes_room, sizeof(*parse->nodes), 64, err)) {
            return false;
        }
        parse->nodes = nodes;
    }
    struct given *now = &parse->now;
    now->node.place = place_of_given(parse, now);
    now->index = (uint32_t)parse->nodes_n;
    if (now->node.kind == CRD_YAML_NODE_SCALAR) {
        now->node.end = now->index + 1;
    }
    parse->nodes[parse->nodes_n++] = now->node;
    return true;
}

/* The text of a scalar: on the arena when it is kept, else where libyaml has it. */
static bool take_text(struct crd_yaml_parse *parse, yaml_event_t *event, crd_err *err)
{
    crd_str *ret = &parse->now.node.text;
    char *text = (char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    if (len > CRD_TEXT_BYTES_MAX) {
        return CRD_FAIL(err, parse->arena, CRD_E_BUDGET, CRD_S("yaml: text is too long"));
    }
    if (is_to_keep(parse)) {
        char *kept = crd_arena_bytes(parse->arena, len);
        if (!kept) {
            return crd_err_memory(err, parse->arena);
        }
        memcpy(kept, text, len);
        text = kept;
    }
    if (parse->mended.buffer) {
        len = crd_yaml_restore(&parse->mended, text, len);
    }
    *ret = crd_str_of(text, len);
    return true;
}

/* go-yaml ends plain text in flow style at a question mark, which then stands where a comma or the
 * end should; libyaml takes it into the text. */
static bool check_question(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    if (!parse->open_n || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
        return true;
    }
    uint32_t around = parse->open[parse->open_n - 1].style;
    if (!(around & OPEN_FLOW) ||
        !memchr(event->data.scalar.value, '?', event->data.scalar.length)) {
        return true;
    }
    crd_place place = place_of(parse, event->start_mark);
    size_t at = place.offset;
    while (at < parse->text.len && parse->text.ptr[at] != '?') {
        size_t line_break = crd_yaml_break_len(crd_str_from(parse->text, at));
        place.line += line_break != 0;
        place.column = line_break ? 1 : place.column + 1;
        at += line_break ? line_break : 1;
    }
    place.offset = at;
    fail_with_line(parse, place.line - 1, CRD_E_SYNTAX,
                   around & OPEN_BRACES ? CRD_S("did not find expected ',' or '}'")
                                        : CRD_S("did not find expected ',' or ']'"),
                   err);
    return crd_err_at(err, place);
}

static bool take_scalar(struct crd_yaml_parse *parse, yaml_event_t *event, crd_err *err)
{
    if (!check_question(parse, event, err) ||
        (event->data.scalar.anchor && !set_anchor(parse, event->data.scalar.anchor, err))) {
        return false;
    }
    begin_node(parse, event, CRD_YAML_NODE_SCALAR);
    struct crd_yaml_node *node = &parse->now.node;
    node->is_implicit = event->data.scalar.plain_implicit;
    node->tag = (uint8_t)crd_yaml_tag_of(crd_str_c((const char *)event->data.scalar.tag));
    node->is_anchored = event->data.scalar.anchor != NULL;
    parse->now.has_properties = node->is_anchored || event->data.scalar.tag;
    return take_text(parse, event, err) && (!is_to_keep(parse) || keep_node(parse, err));
}

static bool take_alias(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    crd_str name = crd_str_c((const char *)event->data.alias.anchor);
    const struct crd_yaml_anchor *anchor = crd_yaml_anchors_find(&parse->anchors, name);
    if (!anchor) {
        CRD_FAIL(err, parse->arena, CRD_E_SYNTAX, CRD_S("yaml: unknown anchor '"), name,
                 CRD_S("' referenced"));
        return crd_err_at(err, place_of(parse, event->start_mark));
    }
    begin_node(parse, event, CRD_YAML_NODE_ALIAS);
    parse->now.node.text = anchor->name;
    parse->now.node.end = anchor->node;
    return !is_to_keep(parse) || keep_node(parse, err);
}

/* How an open list or map is written. */
static uint32_t open_style(struct crd_yaml_parse *parse, const yaml_event_t *event)
{
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        return event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? OPEN_FLOW : 0;
    }
    if (event->data.mapping_start.style != YAML_FLOW_MAPPING_STYLE) {
        return OPEN_MAP;
    }
    /* a single pair in a list, [a: b], has neither braces nor anchor nor tag */
    uint32_t around = parse->open_n ? parse->open[parse->open_n - 1].style : 0;
    bool has_braces = !(around & OPEN_FLOW) || (around & OPEN_MAP) ||
                      event->data.mapping_start.anchor || event->data.mapping_start.tag;
    if (!has_braces) {
        size_t offset = place_of(parse, event->start_mark).offset;
        has_braces = offset < parse->text.len && parse->text.ptr[offset] == '{';
    }
    return OPEN_MAP | OPEN_FLOW | (has_braces ? OPEN_BRACES : 0);
}

static crd_str words_for_no_key(const struct crd_yaml_parse *parse, size_t around)
{
    return parse->open[around].style & OPEN_MAP ? CRD_S("did not find expected key")
                                                : CRD_S("did not find expected '-' indicator");
}

/*
 * A list or map in flow style as the first key of a map in block style, "[]: a". Where go-yaml does
 * not take it for a key there is no such map: at the root the document is what stands in the
 * brackets, and nobody reads on; elsewhere it does not belong.
 */
static bool start_key(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    bool has_properties = is_map
                              ? event->data.mapping_start.anchor || event->data.mapping_start.tag
                              : event->data.sequence_start.anchor || event->data.sequence_start.tag;
    if (has_properties || parse->map_start != event->start_mark.index) {
        return true;
    }
    crd_str rest = crd_str_from(parse->text, place_of(parse, event->start_mark).offset);
    if (!rest.len || !strchr("[{", rest.ptr[0]) || !crd_yaml_is_no_key(rest)) {
        return true;
    }
    if (parse->open_n > 1) {
        return fail_at_event(parse, event, CRD_E_SYNTAX, words_for_no_key(parse, parse->open_n - 2),
                             true, err);
    }
    parse->open_n--;
    parse->has_next = false;
    parse->is_root_alone = true;
    return true;
}

static bool push_open(struct crd_yaml_parse *parse, uint32_t style, crd_err *err)
{
    if (parse->open_n == parse->open_room) {
        void *open = parse->open;
        if (!grow(&open, &parse->open_room, sizeof(*parse->open), 64, err)) {
            return false;
        }
        parse->open = open;
    }
    parse->keeping += (style & OPEN_KEEPS) != 0;
    parse->open[parse->open_n++] = (struct open) { parse->now.index, style };
    return true;
}

static bool take_open(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *anchor =
        is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    if (!start_key(parse, event, err)) {
        return false;
    }
    if (parse->open_n == parse->depth_max) {
        return fail_depth(parse, event, err);
    }
    if (anchor && !set_anchor(parse, anchor, err)) {
        return false;
    }
    begin_node(parse, event, is_map ? CRD_YAML_NODE_MAP : CRD_YAML_NODE_LIST);
    parse->now.node.is_anchored = anchor != NULL;
    uint32_t style = open_style(parse, event);
    if ((is_to_keep(parse) && !keep_node(parse, err)) ||
        !push_open(parse, style | (anchor ? OPEN_KEEPS : 0), err)) {
        return false;
    }
    if (is_map && !(style & OPEN_FLOW) && !anchor && !event->data.mapping_start.tag) {
        parse->map_start = event->start_mark.index;
    }
    return true;
}

static bool take_close(struct crd_yaml_parse *parse, const yaml_event_t *event)
{
    struct open open = parse->open[--parse->open_n];
    begin_node(parse, event, CRD_YAML_NODE_END);
    if (open.index != CRD_YAML_NODE_NONE && !parse->is_draining) {
        parse->nodes[open.index].end = (uint32_t)parse->nodes_n;
    }
    parse->keeping -= (open.style & OPEN_KEEPS) != 0;
    return true;
}

static bool take_start(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    const yaml_version_directive_t *version = event->data.document_start.version_directive;
    if (version && (version->major != 1 || version->minor != 1)) {
        return fail_at_event(parse, event, CRD_E_SYNTAX, CRD_S("found incompatible YAML document"),
                             true, err);
    }
    parse->nodes_n = 0;
    parse->is_draining = false;
    crd_yaml_anchors_clear(&parse->anchors);
    return true;
}

/* *ret_is_node: parse->now is a new one. */
static bool take_event(struct crd_yaml_parse *parse, yaml_event_t *event, bool *ret_is_node,
                       crd_err *err)
{
    *ret_is_node = true;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(parse, event, err);
    case YAML_ALIAS_EVENT:
        return take_alias(parse, event, err);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return take_open(parse, event, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return take_close(parse, event);
    case YAML_STREAM_END_EVENT:
        parse->has_ended = true;
        /* fall through */
    case YAML_DOCUMENT_END_EVENT:
        begin_node(parse, event, CRD_YAML_NODE_OVER);
        return true;
    case YAML_DOCUMENT_START_EVENT:
        *ret_is_node = false;
        return take_start(parse, event, err);
    default:
        *ret_is_node = false;
        return true;
    }
}

/* The bounds that keep libyaml from taking time out of proportion. */
static bool check_bounds(struct crd_yaml_parse *parse, const yaml_event_t *event, crd_err *err)
{
    const yaml_parser_t *parser = &parse->parser;
    size_t flow = (size_t)parser->flow_level;
    size_t indents = (size_t)(parser->indents.top - parser->indents.start);
    if (flow > parse->depth_max + 1 || indents > parse->depth_max + 1) {
        return fail_depth(parse, event, err);
    }
    /* each token costs libyaml a look at all open flow levels */
    parse->flow_work += flow;
    if (parse->flow_work > CRD_YAML_FLOW_WORK_MAX) {
        return fail_at_event(parse, event, CRD_E_BUDGET,
                             CRD_S("document has too much inside deep flow nesting"), true, err);
    }
    return true;
}

/* True when the event's tag ends at a comma, which libyaml does not say: then the text is mended,
 * the event is gone and the next one is the first again. False with err set when that failed. */
static bool mend_cut_tag(struct crd_yaml_parse *parse, yaml_event_t *event, crd_err *err)
{
    if (event->type != YAML_SCALAR_EVENT || !event->data.scalar.tag || !may_reread(parse)) {
        return false;
    }
    size_t start = place_of(parse, event->start_mark).offset;
    crd_str text = parse->text;
    size_t at = start;
    if (at < text.len && text.ptr[at] == '&') { /* an anchor in front, on the same line */
        while (at < text.len && text.ptr[at] != '!' && text.ptr[at] != '\n') {
            at++;
        }
    }
    crd_str tag = crd_str_from(text, at < text.len ? at : text.len);
    if (!crd_str_starts(tag, CRD_S("!")) || crd_str_starts(tag, CRD_S("!<"))) {
        return false;
    }
    at += crd_yaml_tag_len(tag);
    if (at >= text.len || text.ptr[at] != ',' ||
        !crd_yaml_mend_tag(&parse->mended, event->start_mark.index + (at - start), err)) {
        return false;
    }
    yaml_event_delete(event);
    return restart(parse, err);
}

/* A flow collection that must be a key for libyaml and is none for go-yaml: it says so in its
 * parser's words. False: it is another failure. */
static bool fail_as_no_key(struct crd_yaml_parse *parse, crd_err *err)
{
    const yaml_parser_t *parser = &parse->parser;
    if (parser->error != YAML_SCANNER_ERROR || !parse->open_n || parse->facts.is_utf16 ||
        (parse->open[parse->open_n - 1].style & OPEN_FLOW) ||
        !crd_str_eq(crd_str_c(parser->problem), CRD_S("could not find expected ':'"))) {
        return false;
    }
    crd_place place = place_of(parse, parser->context_mark);
    crd_str rest = crd_str_from(parse->text, place.offset);
    if (!rest.len || !strchr("[{", rest.ptr[0]) || !crd_yaml_is_no_key(rest)) {
        return false;
    }
    fail_with_line(parse, parser->context_mark.line, CRD_E_SYNTAX,
                   words_for_no_key(parse, parse->open_n - 1), err);
    crd_err_at(err, place);
    return true;
}

static bool next_event(struct crd_yaml_parse *parse, yaml_event_t *event, crd_err *err)
{
    for (;;) {
        crd_err failure = { 0 };
        bool good = yaml_parser_parse(&parse->parser, event);
        if (good && parse->seen < parse->skip) {
            parse->seen++;
            yaml_event_delete(event);
            continue;
        }
        bool again =
            good ? mend_cut_tag(parse, event, &failure) : mend_and_restart(parse, &failure);
        if (again) {
            continue;
        }
        if (failure.code == CRD_OK) {
            parse->seen++;
            return good || (!fail_as_no_key(parse, err) && fail_as_go(parse, err));
        }
        if (good) { /* the event stays in the failing reader's hands */
            yaml_event_delete(event);
        }
        if (err) {
            *err = failure;
        }
        return false;
    }
}

/* True when the whole text was looked through before the first event. */
static bool check_text(struct crd_yaml_parse *parse, crd_err *err)
{
    size_t line;
    if (parse->has_started || crd_yaml_directives_fit(parse->text, &line)) {
        parse->has_started = true;
        return true;
    }
    fail_with_line(parse, line, CRD_E_BUDGET, CRD_S("document has too many %TAG directives"), err);
    if (err) {
        err->place = (crd_place) { .line = (uint32_t)line, .column = 1 };
    }
    return false;
}

/* The next node into parse->now. */
static bool read_node(struct crd_yaml_parse *parse, crd_err *err)
{
    bool is_node = false;
    while (!is_node) {
        drop_event(parse);
        if (!next_event(parse, &parse->event, err)) {
            return false;
        }
        parse->has_event = true;
        if (!take_event(parse, &parse->event, &is_node, err) ||
            !check_bounds(parse, &parse->event, err)) {
            return false;
        }
    }
    return true;
}

/* A map at the root may turn out to be none when its first key is seen: see start_key. */
static bool look_behind_root(struct crd_yaml_parse *parse, crd_err *err)
{
    struct given root = parse->now;
    parse->has_next = true;
    if (!read_node(parse, err)) {
        return false;
    }
    if (parse->has_next) {
        parse->next = parse->now;
        parse->now = root;
    }
    return true;
}

const struct crd_yaml_node *crd_yaml_parse_next(struct crd_yaml_parse *parse, uint32_t *ret_index,
                                                crd_err *err)
{
    if (parse->has_next) {
        parse->has_next = false;
        parse->now = parse->next;
    } else if (parse->has_ended || (parse->is_root_alone && !parse->open_n)) {
        parse->has_ended = true;
        parse->now.node = (struct crd_yaml_node) { .kind = CRD_YAML_NODE_OVER };
        parse->now.index = CRD_YAML_NODE_NONE;
    } else if (!check_text(parse, err) || !read_node(parse, err) ||
               (parse->open_n == 1 && parse->map_start != SIZE_MAX &&
                !look_behind_root(parse, err))) {
        return NULL;
    }
    *ret_index = parse->now.index;
    return &parse->now.node;
}

const struct crd_yaml_node *crd_yaml_parse_kept(const struct crd_yaml_parse *parse)
{
    return parse->nodes;
}

void crd_yaml_parse_follow(struct crd_yaml_parse *parse, uint32_t alias, bool is_followed)
{
    parse->nodes[alias].is_followed = is_followed;
}

bool crd_yaml_parse_keep(struct crd_yaml_parse *parse, uint32_t *ret_index, crd_err *err)
{
    struct open *open = &parse->open[parse->open_n - 1];
    size_t level = parse->open_n;
    if (open->index == CRD_YAML_NODE_NONE) {
        if (!keep_node(parse, err)) {
            return false;
        }
        open->index = parse->now.index;
        open->style |= OPEN_KEEPS;
        parse->keeping++;
    }
    *ret_index = open->index;
    while (parse->open_n >= level) {
        uint32_t index;
        if (!crd_yaml_parse_next(parse, &index, err)) {
            return false;
        }
    }
    return true;
}

bool crd_yaml_parse_drain(struct crd_yaml_parse *parse, crd_err *err)
{
    const struct crd_yaml_node *node;
    uint32_t index;
    parse->is_draining = true;
    do {
        node = crd_yaml_parse_next(parse, &index, err);
    } while (node && node->kind != CRD_YAML_NODE_OVER);
    return node != NULL;
}

crd_place crd_yaml_parse_place(struct crd_yaml_parse *parse)
{
    return place_of_given(parse, &parse->now);
}

size_t crd_yaml_parse_end_offset(struct crd_yaml_parse *parse)
{
    return parse->has_event ? place_of(parse, parse->event.end_mark).offset : 0;
}
