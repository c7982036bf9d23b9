/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document's nodes as a tree: what go-yaml decodes and sigs.k8s.io/yaml turns into JSON. It knows
 * merge keys, aliases with their budget, tags, and which keys and numbers JSON does not have. No
 * recursion: open lists and maps are frames on the heap.
 *
 * What an alias stands for is decoded once and shared; the counters go on as if it were decoded
 * again. Faults that Go finds after decoding (a key of null, a number that is not finite) are
 * marked in the tree and looked for at the end, for a later duplicate may have replaced them. Where
 * an error's text shows what was decoded in Go's syntax, all is decoded once more with Go's types.
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4 decode.go, sigs.k8s.io/yaml v1.6.0.
 */
#include "yaml_nodes.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "yaml_go_syntax.h"
#include "yaml_scalars.h"

enum frame_kind {
    FRAME_LIST,
    FRAME_MAP,
    FRAME_MERGE_MAP,  /* a map whose members go into the one around */
    FRAME_MERGE_NEXT, /* one map or alias of a list behind "<<", not begun yet */
};

struct frame {
    uint32_t node; /* what is decoded */
    uint32_t at;   /* the node that comes */
    uint32_t end;
    uint32_t alias;      /* the alias that led here, plus 1; 0: none */
    uint8_t kind;        /* enum frame_kind */
    bool is_key;         /* the list or map stands as a key, which fails when it is complete */
    bool has_merge;      /* a map that had "<<" */
    uint32_t height;     /* levels inside so far */
    size_t steps_before; /* counters at the start */
    size_t nodes_before;
};

/* A list or map with an anchor, once it is complete. */
struct shared {
    crd_value value;
    uint32_t node;
    uint32_t height;
    size_t steps;
    size_t nodes;
};

struct decode {
    crd_arena *arena; /* Borrowed */
    const struct crd_yaml_nodes *doc;
    const struct crd_yaml_node *nodes;
    struct crd_yaml_decode_options options;
    crd_builder *builder;
    struct frame *frames; /* Owned */
    size_t frames_n;
    size_t frames_room;
    struct shared *shared; /* Owned; ascending by node */
    size_t shared_n;
    size_t shared_room;
    uint8_t *active; /* Owned; a bit a node: the alias is being followed; NULL before the first */
    size_t steps;
    size_t alias_steps;
    size_t alias_depth;
    size_t nodes_n;
    struct crd_yaml_scalars scalars;
    bool needs_go_types; /* the error can only be worded with Go's types */
    crd_duplicate **report_tail;
    crd_err *err;
};

#define FAIL(d, code, ...) CRD_FAIL((d)->err, (d)->arena, (code), __VA_ARGS__)

static crd_place place_of(const struct crd_yaml_node *node)
{
    return (crd_place) { .line = node->line, .column = node->column, .offset = node->offset };
}

static bool fail_at(struct decode *d, uint32_t node)
{
    return crd_err_at(d->err, place_of(&d->nodes[node]));
}

/* ---- the budget of aliases ---- */

#define ALIAS_STEPS_FREE 100
#define STEPS_FREE 1000
#define STEPS_LOW 400000.0
#define STEPS_HIGH 4000000.0

static double allowed_share(size_t steps)
{
    if ((double)steps <= STEPS_LOW) {
        return 0.99;
    }
    if ((double)steps >= STEPS_HIGH) {
        return 0.10;
    }
    return 0.99 - 0.89 * (((double)steps - STEPS_LOW) / (STEPS_HIGH - STEPS_LOW));
}

/* Counts decode steps; the share only grows within an alias, so that one look at the end is
 * enough for several steps at once. */
static bool step(struct decode *d, size_t steps, bool in_alias, uint32_t node)
{
    d->steps += steps;
    if (in_alias) {
        d->alias_steps += steps;
    }
    if (d->alias_steps > ALIAS_STEPS_FREE && d->steps > STEPS_FREE &&
        (double)d->alias_steps / (double)d->steps > allowed_share(d->steps)) {
        FAIL(d, CRD_E_BUDGET, CRD_S("yaml: document contains excessive aliasing"));
        return fail_at(d, node);
    }
    return true;
}

static bool is_merge(const struct crd_yaml_node *node)
{
    return node->kind == CRD_YAML_NODE_SCALAR && crd_str_eq(node->text, CRD_S("<<")) &&
           (node->is_implicit || node->tag == CRD_YAML_TAG_MERGE);
}

/* ---- frames ---- */

static uint32_t after(const struct decode *d, uint32_t node)
{
    const struct crd_yaml_node *n = &d->nodes[node];
    return n->kind == CRD_YAML_NODE_LIST || n->kind == CRD_YAML_NODE_MAP ? n->end : node + 1;
}

static struct frame *push_frame(struct decode *d, uint32_t node, enum frame_kind kind)
{
    if (d->frames_n == d->frames_room) {
        size_t room = d->frames_room ? d->frames_room * 2 : 32;
        struct frame *frames = realloc(d->frames, room * sizeof(*frames));
        if (!frames) {
            crd_err_memory(d->err, NULL);
            return NULL;
        }
        d->frames = frames;
        d->frames_room = room;
    }
    struct frame *frame = &d->frames[d->frames_n++];
    *frame = (struct frame) {
        .node = node,
        .at = node + 1,
        .end = d->nodes[node].end,
        .kind = (uint8_t)kind,
        .steps_before = d->steps,
        .nodes_before = d->nodes_n,
    };
    return frame;
}

static bool builder_failed(struct decode *d)
{
    const crd_err *failure = crd_builder_error(d->builder);
    if (d->err) {
        *d->err = *failure;
        if (!crd_code_is_ours(failure->code)) {
            crd_err_wrap(d->err, d->arena, CRD_S("yaml"));
        }
    }
    return false;
}

static bool push_value(struct decode *d, crd_value value, uint32_t node)
{
    d->nodes_n++;
    return crd_builder_value(d->builder, value, place_of(&d->nodes[node])) || builder_failed(d);
}

/* ---- aliases ---- */

static struct shared *find_shared(const struct decode *d, uint32_t node)
{
    size_t low = 0;
    size_t high = d->shared_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->shared[middle].node == node) {
            return &d->shared[middle];
        }
        if (d->shared[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* Lists and maps are complete from the inside out, so that a node may belong before the last. */
static bool add_shared(struct decode *d, struct shared shared)
{
    if (d->shared_n == d->shared_room) {
        size_t room = d->shared_room ? d->shared_room * 2 : 16;
        struct shared *moved = realloc(d->shared, room * sizeof(*moved));
        if (!moved) {
            return crd_err_memory(d->err, NULL);
        }
        d->shared = moved;
        d->shared_room = room;
    }
    size_t at = d->shared_n++;
    while (at && d->shared[at - 1].node > shared.node) {
        d->shared[at] = d->shared[at - 1];
        at--;
    }
    d->shared[at] = shared;
    return true;
}

static bool flip_active(struct decode *d, uint32_t alias)
{
    if (!d->active) {
        d->active = calloc(d->doc->n / 8 + 1, 1);
        if (!d->active) {
            return crd_err_memory(d->err, NULL);
        }
    }
    d->active[alias / 8] ^= (uint8_t)(1u << alias % 8);
    return true;
}

static bool is_active(const struct decode *d, uint32_t alias)
{
    return d->active && d->active[alias / 8] & 1u << alias % 8;
}

/* The alias's own step, and the check for what contains itself. */
static bool enter_alias(struct decode *d, uint32_t alias)
{
    if (is_active(d, alias)) {
        FAIL(d, CRD_E_SYNTAX, CRD_S("yaml: anchor '"), d->nodes[alias].text,
             CRD_S("' value contains itself"));
        return fail_at(d, alias);
    }
    return true;
}

static bool begin(struct decode *d, uint32_t node, uint32_t alias, bool is_key);

static bool take_shared(struct decode *d, const struct shared *shared, uint32_t alias)
{
    if (!step(d, shared->steps, true, alias)) {
        return false;
    }
    if (crd_builder_depth(d->builder) + shared->height > d->options.depth_max) {
        char digits[CRD_INT_TEXT_MAX];
        FAIL(d, CRD_E_DEPTH, CRD_S("yaml: exceeded max depth of "),
             crd_uint_text(d->options.depth_max, digits));
        return fail_at(d, alias);
    }
    d->nodes_n += shared->nodes - 1;
    if (!crd_builder_count(d->builder, shared->nodes - 1)) {
        return builder_failed(d);
    }
    struct frame *frame = d->frames_n ? &d->frames[d->frames_n - 1] : NULL;
    if (frame && frame->height < shared->height) {
        frame->height = shared->height;
    }
    return push_value(d, shared->value, alias);
}

/* A value behind an alias. */
static bool begin_alias(struct decode *d, uint32_t alias, bool is_key)
{
    if (!step(d, 1, d->alias_depth > 0, alias) || !enter_alias(d, alias)) {
        return false;
    }
    uint32_t target = d->nodes[alias].end;
    if (d->nodes[target].kind == CRD_YAML_NODE_SCALAR) {
        crd_value value;
        return step(d, 1, true, alias) &&
               crd_yaml_scalar_value(&d->scalars, &d->nodes[target], &value) &&
               push_value(d, value, alias);
    }
    const struct shared *shared = is_key ? NULL : find_shared(d, target);
    if (shared) {
        return take_shared(d, shared, alias);
    }
    d->alias_depth++;
    return flip_active(d, alias) && begin(d, target, alias + 1, is_key);
}

static bool end_alias(struct decode *d, uint32_t alias)
{
    if (alias) {
        d->alias_depth--;
        return flip_active(d, alias - 1);
    }
    return true;
}

/* ---- values ---- */

/* Begins a value: a scalar is pushed, a list or map gets a frame. */
static bool begin(struct decode *d, uint32_t node, uint32_t alias, bool is_key)
{
    const struct crd_yaml_node *n = &d->nodes[node];
    if (n->kind == CRD_YAML_NODE_ALIAS) {
        return begin_alias(d, node, is_key);
    }
    size_t steps_before = d->steps;
    if (!step(d, 1, d->alias_depth > 0, node)) {
        return false;
    }
    if (n->kind == CRD_YAML_NODE_SCALAR) {
        crd_value value;
        return crd_yaml_scalar_value(&d->scalars, n, &value) && push_value(d, value, node);
    }
    bool is_map = n->kind == CRD_YAML_NODE_MAP;
    struct frame *frame = push_frame(d, node, is_map ? FRAME_MAP : FRAME_LIST);
    if (!frame) {
        return false;
    }
    frame->steps_before = steps_before;
    frame->alias = alias;
    frame->is_key = is_key;
    d->nodes_n++;
    return crd_builder_open(d->builder, is_map ? CRD_MAP : CRD_LIST, place_of(n)) ||
           builder_failed(d);
}

static bool fail_key(struct decode *d, const struct frame *frame)
{
    if (!d->scalars.go_types) {
        d->needs_go_types = true;
        return false;
    }
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRD_TEXT_BYTES_MAX);
    crd_yaml_write_go_syntax(&text, crd_builder_last(d->builder));
    if (crd_buf_failed(&text)) {
        return crd_err_memory(d->err, NULL);
    }
    FAIL(d, CRD_E_SYNTAX, CRD_S("yaml: invalid map key: "), crd_buf_str(&text));
    return fail_at(d, frame->node);
}

/* The place where a key stands in a map itself, merges apart, for the n-th time from 0. */
static bool own_key(const struct decode *d, uint32_t map, crd_str key, size_t n, crd_place *ret)
{
    struct crd_yaml_scalars quiet = d->scalars; /* keys have been read once without an error */
    quiet.err = NULL;
    for (uint32_t at = map + 1; at < d->nodes[map].end; at = after(d, after(d, at))) {
        uint32_t node = d->nodes[at].kind == CRD_YAML_NODE_ALIAS ? d->nodes[at].end : at;
        crd_str text;
        if (is_merge(&d->nodes[at]) || d->nodes[node].kind != CRD_YAML_NODE_SCALAR ||
            !crd_yaml_scalar_key(&quiet, &d->nodes[node], &text) || !crd_str_eq(text, key)) {
            continue;
        }
        if (n-- == 0) {
            *ret = place_of(&d->nodes[at]);
            return true;
        }
    }
    return false;
}

/* Reports of that key among those from first on up to end that are not dropped. */
static size_t kept_reports(const crd_duplicate *first, const crd_duplicate *end, crd_str key)
{
    size_t n = 0;
    for (; first != end; first = first->next) {
        n += first->path.ptr && crd_str_eq(first->key, key);
    }
    return n;
}

/* A key that replaces a merged one is no duplicate: of the reports of a map that had merges, drops
 * as many as its own keys do not account for. */
static void settle_reports(struct decode *d, const struct frame *frame)
{
    const crd_duplicate *first = *d->report_tail;
    for (crd_duplicate *report; (report = *d->report_tail); d->report_tail = &report->next) {
        if (!frame->has_merge) {
            continue;
        }
        crd_place place = { 0 };
        crd_place again = { 0 };
        size_t n = kept_reports(first, report, report->key);
        if (!own_key(d, frame->node, report->key, n + 1, &again)) {
            report->path.ptr = NULL; /* unlinked at the end: the builder still links to it */
        } else if (d->options.places && own_key(d, frame->node, report->key, n, &place)) {
            report->first = place;
            report->again = again;
        }
    }
}

static bool end_container(struct decode *d)
{
    struct frame frame = d->frames[d->frames_n - 1];
    if (!crd_builder_close(d->builder)) {
        return builder_failed(d);
    }
    d->frames_n--;
    if (d->report_tail) {
        settle_reports(d, &frame);
    }
    if (frame.is_key) {
        return fail_key(d, &frame);
    }
    uint32_t height = frame.height + 1;
    if (d->frames_n && d->frames[d->frames_n - 1].height < height) {
        d->frames[d->frames_n - 1].height = height;
    }
    if (d->nodes[frame.node].is_anchored && !find_shared(d, frame.node)) {
        struct shared shared = {
            .value = *crd_builder_last(d->builder),
            .node = frame.node,
            .height = height,
            .steps = d->steps - frame.steps_before,
            .nodes = d->nodes_n - frame.nodes_before,
        };
        if (!add_shared(d, shared)) {
            return false;
        }
    }
    return end_alias(d, frame.alias);
}

/* ---- merges ---- */

static bool fail_merge(struct decode *d, uint32_t node)
{
    FAIL(d, CRD_E_SYNTAX, CRD_S("yaml: map merge requires map or sequence of maps as the value"));
    return fail_at(d, node);
}

/* Begins to pour a map, or one behind an alias, into the map around. */
static bool merge_one(struct decode *d, uint32_t node)
{
    uint32_t alias = 0;
    if (d->nodes[node].kind == CRD_YAML_NODE_ALIAS) {
        if (d->nodes[d->nodes[node].end].kind != CRD_YAML_NODE_MAP) {
            return fail_merge(d, node);
        }
        if (!step(d, 1, d->alias_depth > 0, node) || !enter_alias(d, node) ||
            !flip_active(d, node)) {
            return false;
        }
        d->alias_depth++;
        alias = node + 1;
        node = d->nodes[node].end;
    } else if (d->nodes[node].kind != CRD_YAML_NODE_MAP) {
        return fail_merge(d, node);
    }
    if (!step(d, 1, d->alias_depth > 0, node)) {
        return false;
    }
    struct frame *frame = push_frame(d, node, FRAME_MERGE_MAP);
    if (frame) {
        frame->alias = alias;
    }
    return frame != NULL;
}

static bool begin_merge(struct decode *d, uint32_t node)
{
    if (d->nodes[node].kind != CRD_YAML_NODE_LIST) {
        return merge_one(d, node);
    }
    /* the last is poured first, and lies on top: earlier ones take precedence */
    for (uint32_t at = node + 1; at < d->nodes[node].end; at = after(d, at)) {
        struct frame *frame = push_frame(d, at, FRAME_MERGE_NEXT);
        if (!frame) {
            return false;
        }
    }
    return true;
}

/* ---- members ---- */

static bool push_key(struct decode *d, crd_str key, uint32_t node)
{
    return crd_builder_key(d->builder, key, place_of(&d->nodes[node])) || builder_failed(d);
}

/* Decodes the key at node. False in ret_is_done: it is a list or map and got a frame. */
static bool begin_key(struct decode *d, uint32_t node, bool *ret_is_done)
{
    uint32_t source = node;
    *ret_is_done = true;
    if (d->nodes[node].kind == CRD_YAML_NODE_ALIAS) {
        source = d->nodes[node].end;
    }
    if (d->nodes[source].kind != CRD_YAML_NODE_SCALAR) {
        *ret_is_done = false;
        return push_key(d, CRD_S(""), node) && begin(d, node, 0, true);
    }
    if (source != node && (!step(d, 1, d->alias_depth > 0, node) || !enter_alias(d, node))) {
        return false;
    }
    crd_str key;
    return step(d, 1, d->alias_depth > 0 || source != node, node) &&
           crd_yaml_scalar_key(&d->scalars, &d->nodes[source], &key) && push_key(d, key, node);
}

static bool next_member(struct decode *d)
{
    struct frame *frame = &d->frames[d->frames_n - 1];
    uint32_t key = frame->at;
    uint32_t value = after(d, key);
    frame->at = after(d, value);
    if (is_merge(&d->nodes[key])) {
        frame->has_merge = true;
        return begin_merge(d, value);
    }
    bool is_done;
    return begin_key(d, key, &is_done) && (!is_done || begin(d, value, 0, false));
}

static bool next_item(struct decode *d)
{
    struct frame *frame = &d->frames[d->frames_n - 1];
    uint32_t item = frame->at;
    frame->at = after(d, item);
    return begin(d, item, 0, false);
}

static bool advance(struct decode *d)
{
    struct frame *frame = &d->frames[d->frames_n - 1];
    if (frame->kind == FRAME_MERGE_NEXT) {
        uint32_t node = frame->node;
        d->frames_n--;
        return merge_one(d, node);
    }
    if (frame->at < frame->end) {
        return frame->kind == FRAME_LIST ? next_item(d) : next_member(d);
    }
    if (frame->kind != FRAME_MERGE_MAP) {
        return end_container(d);
    }
    struct frame ended = *frame;
    d->frames_n--;
    /* the frame below may be the next of a list of merges, which has no use for a height */
    if (d->frames_n && d->frames[d->frames_n - 1].height < ended.height) {
        d->frames[d->frames_n - 1].height = ended.height;
    }
    return end_alias(d, ended.alias);
}

/* ---- the document ---- */

static void unlink_dropped(crd_duplicate **list)
{
    while (*list) {
        if ((*list)->path.ptr) {
            list = &(*list)->next;
        } else {
            *list = (*list)->next;
        }
    }
}

static bool run(struct decode *d, crd_value *ret_value)
{
    /* the document's own step, then its content */
    if (!step(d, 1, false, 0) || !begin(d, 0, 0, false)) {
        return false;
    }
    while (d->frames_n) {
        if (!advance(d)) {
            return false;
        }
    }
    const crd_value *root = crd_builder_last(d->builder);
    if (d->scalars.has_bad_key && crd_yaml_lacks(d->arena, root, CRD_YAML_MARKED_KEY, d->err)) {
        d->needs_go_types = true;
        return false;
    }
    if ((d->scalars.go_types && crd_yaml_lacks(d->arena, root, CRD_YAML_BAD_GO_KEY, d->err)) ||
        (d->scalars.has_bad_number &&
         crd_yaml_lacks(d->arena, root, CRD_YAML_MARKED_NUMBER, d->err))) {
        return false;
    }
    return crd_builder_finish(d->builder, ret_value, d->err);
}

/* One way through the document. needs_go_types on failure: there is no error yet. */
static bool decode_once(crd_arena *arena, const struct crd_yaml_nodes *nodes,
                        const struct crd_yaml_decode_options *options, bool go_types,
                        bool *ret_needs_go_types, crd_value *ret_value, crd_err *err)
{
    struct decode d = {
        .arena = arena,
        .doc = nodes,
        .nodes = nodes->nodes,
        .options = *options,
        .scalars = { .arena = arena, .err = err, .go_types = go_types },
        .err = err,
    };
    crd_builder_options builder_options = {
        .depth_max = options->depth_max,
        .nodes_max = options->nodes_max,
        .places = options->places,
        .duplicates = options->duplicates,
    };
    if (!builder_options.nodes_max) {
        /* a bound on what aliases add: a document without any may be as large as it is */
        builder_options.nodes_max = nodes->n > CRD_YAML_NODES_MAX ? nodes->n : CRD_YAML_NODES_MAX;
    }
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, &builder_options, err);
    if (!builder) {
        return false;
    }
    d.builder = builder;
    d.report_tail = options->duplicates;
    while (d.report_tail && *d.report_tail) {
        d.report_tail = &(*d.report_tail)->next;
    }
    bool ok = run(&d, ret_value);
    if (options->duplicates) {
        unlink_dropped(options->duplicates);
    }
    *ret_needs_go_types = d.needs_go_types;
    free(d.frames);
    free(d.shared);
    free(d.active);
    return ok;
}

bool crd_yaml_decode(crd_arena *arena, const struct crd_yaml_nodes *nodes,
                     const struct crd_yaml_decode_options *options, crd_value *ret_value,
                     crd_err *err)
{
    bool needs_go_types = false;
    if (decode_once(arena, nodes, options, false, &needs_go_types, ret_value, err)) {
        return true;
    }
    if (!needs_go_types) {
        return false;
    }
    struct crd_yaml_decode_options plain = *options;
    crd_value ignored;
    plain.places = NULL;
    plain.duplicates = NULL;
    if (decode_once(arena, nodes, &plain, true, &needs_go_types, &ignored, err)) {
        return CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("unsupported map key"));
    }
    return false;
}
