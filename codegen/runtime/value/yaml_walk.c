/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nodes to tokens: merge keys, aliases with their budget, keys, bounds. No recursion: open lists
 * and maps are frames on the heap; those at the bottom read the document, those on top of them read
 * again what is kept of it:
 *
 *   a: &x [1, 2]           frames:  MAP of the document | LIST of the document
 *   b: *x                           MAP of the document | LIST kept at 0
 *
 * The document is not held. go-yaml parses all of it before it decodes, so that a fault of the
 * content only counts when no error of syntax follows: the rest is then read for that alone. What
 * has an anchor is kept while the document lasts, and so is a list behind "<<", for its last item
 * comes first. Faults that Go finds behind decoding (a key of null, a number that is not finite)
 * are marked in texts, for a later duplicate may replace them.
 *
 * When the user has a tree of what an alias stands for, it is given as one token, and the counters
 * go on as if it were walked again; where a bound is then passed, it is walked to find out where.
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4 decode.go, sigs.k8s.io/yaml v1.6.0.
 */
#include "yaml_walk.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"

enum frame_kind {
    FRAME_LIST,
    FRAME_MAP,
    FRAME_MERGE_MAP,  /* a map whose members go into the one around */
    FRAME_MERGE_NEXT, /* one map or alias of a list behind "<<", not begun yet */
};

#define ALIAS_NONE UINT32_MAX
#define ALIAS_NOT_KEPT (UINT32_MAX - 1)

struct crd_yaml_walk_frame {
    uint32_t node; /* where it is kept, or CRD_YAML_NODE_NONE */
    uint32_t at;   /* the node that comes; of what is kept */
    uint32_t end;
    uint32_t alias;      /* that led here: where it is kept, ALIAS_NOT_KEPT, or ALIAS_NONE */
    uint8_t kind;        /* enum frame_kind */
    bool is_live;        /* reads the document, not what is kept */
    bool is_key;         /* the list or map stands as a key, which fails when it is complete */
    bool has_merge;      /* a map that had "<<" */
    uint32_t height;     /* levels inside so far */
    size_t steps_before; /* counters at the start */
    size_t nodes_before;
};

struct crd_yaml_walk_shared {
    crd_value value;
    uint32_t node;
    uint32_t height;
    size_t steps;
    size_t nodes;
};

#define FAIL(w, code, ...) CRD_FAIL((w)->err, (w)->arena, (code), __VA_ARGS__)

static void set_spot(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    w->spot = item->is_live ? NULL : item->node;
}

crd_place crd_yaml_walk_place(struct crd_yaml_walk *w)
{
    if (w->is_empty) {
        return (crd_place) { 0 };
    }
    return w->spot ? w->spot->place : crd_yaml_parse_place(w->parse);
}

static crd_place place_of(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    return item->is_live ? crd_yaml_parse_place(w->parse) : item->node->place;
}

static bool fail_at(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    return crd_err_at(w->err, place_of(w, item));
}

static struct crd_yaml_item kept_item(const struct crd_yaml_walk *w, uint32_t index)
{
    return (struct crd_yaml_item) { .node = crd_yaml_parse_kept(w->parse) + index, .index = index };
}

/* ---- bounds ---- */

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

static bool steps_fit(size_t steps, size_t alias_steps)
{
    return alias_steps <= ALIAS_STEPS_FREE || steps <= STEPS_FREE ||
           (double)alias_steps / (double)steps <= allowed_share(steps);
}

/* Counts a decode step. */
static bool step(struct crd_yaml_walk *w, bool in_alias, const struct crd_yaml_item *item)
{
    w->steps++;
    w->alias_steps += in_alias;
    if (!steps_fit(w->steps, w->alias_steps)) {
        FAIL(w, CRD_E_BUDGET, CRD_S("yaml: document contains excessive aliasing"));
        return fail_at(w, item);
    }
    return true;
}

/* Without a bound that was asked for, a document without aliases may be as large as it is. */
static bool nodes_fit(const struct crd_yaml_walk *w, size_t nodes, size_t added)
{
    return w->nodes_max ? nodes <= w->nodes_max : added <= CRD_YAML_NODES_MAX;
}

/* Counts a value. */
static bool count(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    char digits[CRD_INT_TEXT_MAX];
    w->nodes_n++;
    w->nodes_added += w->alias_depth > 0;
    if (nodes_fit(w, w->nodes_n, w->nodes_added)) {
        return true;
    }
    FAIL(w, CRD_E_BUDGET, CRD_S("yaml: document has more than "),
         crd_uint_text(w->nodes_max ? w->nodes_max : CRD_YAML_NODES_MAX, digits), CRD_S(" nodes"));
    return fail_at(w, item);
}

static bool fail_depth(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    char digits[CRD_INT_TEXT_MAX];
    FAIL(w, CRD_E_DEPTH, CRD_S("yaml: exceeded max depth of "),
         crd_uint_text(w->depth_max, digits));
    return fail_at(w, item);
}

static bool is_merge(const struct crd_yaml_node *node)
{
    return node->kind == CRD_YAML_NODE_SCALAR && crd_str_eq(node->text, CRD_S("<<")) &&
           (node->is_implicit || node->tag == CRD_YAML_TAG_MERGE);
}

/* ---- frames ---- */

static struct crd_yaml_walk_frame *top_frame(const struct crd_yaml_walk *w)
{
    return &w->frames[w->frames_n - 1];
}

static struct crd_yaml_walk_frame *
push_frame(struct crd_yaml_walk *w, const struct crd_yaml_item *item, enum frame_kind kind)
{
    if (w->frames_n == w->frames_room) {
        size_t room = w->frames_room ? w->frames_room * 2 : 32;
        struct crd_yaml_walk_frame *frames = realloc(w->frames, room * sizeof(*frames));
        if (!frames) {
            crd_err_memory(w->err, NULL);
            return NULL;
        }
        w->frames = frames;
        w->frames_room = room;
    }
    struct crd_yaml_walk_frame *frame = &w->frames[w->frames_n++];
    *frame = (struct crd_yaml_walk_frame) {
        .node = item->index,
        .at = item->index + 1,
        .end = item->node->end,
        .alias = ALIAS_NONE,
        .kind = (uint8_t)kind,
        .is_live = item->is_live,
        .steps_before = w->steps,
        .nodes_before = w->nodes_n,
    };
    return frame;
}

static uint32_t after(const struct crd_yaml_item *item)
{
    bool has_inside =
        item->node->kind == CRD_YAML_NODE_LIST || item->node->kind == CRD_YAML_NODE_MAP;
    return has_inside ? item->node->end : item->index + 1;
}

/* The next node in the innermost frame; its kind is END when there is none. */
static bool next_item(struct crd_yaml_walk *w, struct crd_yaml_item *ret)
{
    static const struct crd_yaml_node end = { .kind = CRD_YAML_NODE_END };
    struct crd_yaml_walk_frame *frame = top_frame(w);
    if (frame->is_live) {
        ret->is_live = true;
        ret->node = crd_yaml_parse_next(w->parse, &ret->index, w->err);
        return ret->node || ((w->is_over = true), false);
    }
    if (frame->at >= frame->end) {
        *ret = (struct crd_yaml_item) { .node = &end, .index = CRD_YAML_NODE_NONE };
        return true;
    }
    *ret = kept_item(w, frame->at);
    frame->at = after(ret);
    return true;
}

/* ---- what has an anchor ---- */

static size_t find_known(const struct crd_yaml_walk *w, uint32_t node)
{
    size_t low = 0;
    size_t high = w->known_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (w->known[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const struct crd_yaml_walk_shared *find_shared(const struct crd_yaml_walk *w, uint32_t node)
{
    size_t at = find_known(w, node);
    bool found = at < w->known_n && w->known[at].node == node && w->known[at].value.kind;
    return found ? &w->known[at] : NULL;
}

/* Lists and maps are complete from the inside out, so that a node may belong before the last. */
static bool add_known(struct crd_yaml_walk *w, struct crd_yaml_walk_shared known)
{
    size_t at = find_known(w, known.node);
    if (at < w->known_n && w->known[at].node == known.node) {
        return true;
    }
    if (w->known_n == w->known_room) {
        size_t room = w->known_room ? w->known_room * 2 : 16;
        struct crd_yaml_walk_shared *moved = realloc(w->known, room * sizeof(*moved));
        if (!moved) {
            return crd_err_memory(w->err, NULL);
        }
        w->known = moved;
        w->known_room = room;
    }
    memmove(w->known + at + 1, w->known + at, (w->known_n - at) * sizeof(*w->known));
    w->known[at] = known;
    w->known_n++;
    w->shared = known.node;
    return true;
}

bool crd_yaml_walk_share(struct crd_yaml_walk *w, const crd_value *tree)
{
    w->known[find_known(w, w->shared)].value = *tree;
    return true;
}

/* ---- values ---- */

static bool begin(struct crd_yaml_walk *w, const struct crd_yaml_item *item, uint32_t alias,
                  bool is_key, enum crd_token *ret);

static void set_text(struct crd_yaml_walk *w, const struct crd_yaml_item *item, crd_str text)
{
    w->text = text;
    w->is_kept = item->index != CRD_YAML_NODE_NONE || text.ptr != item->node->text.ptr;
}

static bool fail_scalar(struct crd_yaml_walk *w, const struct crd_yaml_item *scalar)
{
    return w->err && !crd_code_is_ours(w->err->code) ? fail_at(w, scalar) : false;
}

/* The scalar itself, or one behind the alias at. */
static bool give_scalar(struct crd_yaml_walk *w, const struct crd_yaml_item *scalar,
                        const struct crd_yaml_item *at, enum crd_token *ret)
{
    if (!crd_yaml_scalar_value(&w->scalars, scalar->node, &w->value)) {
        return fail_scalar(w, scalar);
    }
    set_text(w, scalar, crd_text_of(&w->value));
    set_spot(w, at);
    *ret = crd_token_of(&w->value);
    return count(w, at);
}

static bool fail_self(struct crd_yaml_walk *w, const struct crd_yaml_item *alias)
{
    FAIL(w, CRD_E_SYNTAX, CRD_S("yaml: anchor '"), alias->node->text,
         CRD_S("' value contains itself"));
    return fail_at(w, alias);
}

/* An alias that is not kept stands in nothing that has an anchor, and so in nothing it refers to.
 */
static bool is_followed(const struct crd_yaml_walk *w, const struct crd_yaml_item *alias)
{
    return alias->index != CRD_YAML_NODE_NONE &&
           crd_yaml_parse_kept(w->parse)[alias->index].is_followed;
}

/* Until end_alias of what is returned. */
static uint32_t begin_alias(struct crd_yaml_walk *w, const struct crd_yaml_item *alias)
{
    w->alias_depth++;
    if (alias->index == CRD_YAML_NODE_NONE) {
        return ALIAS_NOT_KEPT;
    }
    crd_yaml_parse_follow(w->parse, alias->index, true);
    return alias->index;
}

static void end_alias(struct crd_yaml_walk *w, uint32_t alias)
{
    w->alias_depth -= alias != ALIAS_NONE;
    if (alias < ALIAS_NOT_KEPT) {
        crd_yaml_parse_follow(w->parse, alias, false);
    }
}

static bool give_shared(struct crd_yaml_walk *w, const struct crd_yaml_walk_shared *shared,
                        const struct crd_yaml_item *alias, enum crd_token *ret)
{
    bool fits = steps_fit(w->steps + shared->steps, w->alias_steps + shared->steps) &&
                w->depth + shared->height <= w->depth_max &&
                nodes_fit(w, w->nodes_n + shared->nodes, w->nodes_added + shared->nodes);
    if (!fits) {
        return false;
    }
    w->steps += shared->steps;
    w->alias_steps += shared->steps;
    w->nodes_n += shared->nodes;
    w->nodes_added += shared->nodes;
    if (w->frames_n && top_frame(w)->height < shared->height) {
        top_frame(w)->height = shared->height;
    }
    w->value = shared->value;
    set_spot(w, alias);
    *ret = CRD_YAML_TOKEN_SHARED;
    return true;
}

/* A value behind an alias. */
static bool follow(struct crd_yaml_walk *w, const struct crd_yaml_item *alias, bool is_key,
                   enum crd_token *ret)
{
    if (!step(w, w->alias_depth > 0, alias)) {
        return false;
    }
    if (is_followed(w, alias)) {
        return fail_self(w, alias);
    }
    struct crd_yaml_item target = kept_item(w, alias->node->end);
    if (target.node->kind == CRD_YAML_NODE_SCALAR) {
        return step(w, true, alias) && give_scalar(w, &target, alias, ret);
    }
    const struct crd_yaml_walk_shared *shared = is_key ? NULL : find_shared(w, target.index);
    if (shared && give_shared(w, shared, alias, ret)) {
        return true;
    }
    if (!begin(w, &target, begin_alias(w, alias), is_key, ret)) {
        return false;
    }
    set_spot(w, alias);
    return true;
}

/* Begins a value: a list or map gets a frame. */
static bool begin(struct crd_yaml_walk *w, const struct crd_yaml_item *item, uint32_t alias,
                  bool is_key, enum crd_token *ret)
{
    if (item->node->kind == CRD_YAML_NODE_ALIAS) {
        return follow(w, item, is_key, ret);
    }
    size_t steps_before = w->steps;
    size_t nodes_before = w->nodes_n;
    if (!step(w, w->alias_depth > 0, item)) {
        return false;
    }
    if (item->node->kind == CRD_YAML_NODE_SCALAR) {
        return give_scalar(w, item, item, ret);
    }
    bool is_map = item->node->kind == CRD_YAML_NODE_MAP;
    if (!count(w, item)) {
        return false;
    }
    if (w->depth >= w->depth_max) {
        return fail_depth(w, item);
    }
    struct crd_yaml_walk_frame *frame = push_frame(w, item, is_map ? FRAME_MAP : FRAME_LIST);
    if (!frame) {
        return false;
    }
    frame->steps_before = steps_before;
    frame->nodes_before = nodes_before;
    frame->alias = alias;
    frame->is_key = is_key;
    w->depth++;
    set_spot(w, item);
    *ret = is_map ? CRD_TOKEN_MAP : CRD_TOKEN_LIST;
    return true;
}

/* The innermost list or map is complete. */
static bool close_frame(struct crd_yaml_walk *w, enum crd_token *ret)
{
    struct crd_yaml_walk_frame frame = w->frames[--w->frames_n];
    uint32_t height = frame.height + 1;
    w->depth--;
    w->had_merge = frame.has_merge;
    w->is_key_end = frame.is_key;
    w->shared = CRD_YAML_NODE_NONE;
    if (w->frames_n && top_frame(w)->height < height) {
        top_frame(w)->height = height;
    }
    end_alias(w, frame.alias);
    *ret = frame.kind == FRAME_MAP ? CRD_TOKEN_MAP_END : CRD_TOKEN_LIST_END;
    if (!w->shares || frame.node == CRD_YAML_NODE_NONE || frame.is_key ||
        !crd_yaml_parse_kept(w->parse)[frame.node].is_anchored) {
        return true;
    }
    struct crd_yaml_walk_shared known = {
        .node = frame.node,
        .height = height,
        .steps = w->steps - frame.steps_before,
        .nodes = w->nodes_n - frame.nodes_before,
    };
    return add_known(w, known);
}

/* ---- merges ---- */

static bool fail_merge(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    FAIL(w, CRD_E_SYNTAX, CRD_S("yaml: map merge requires map or sequence of maps as the value"));
    return fail_at(w, item);
}

/* Begins to pour a map, or one behind an alias, into the map around. */
static bool merge_one(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    uint32_t alias = ALIAS_NONE;
    struct crd_yaml_item map = *item;
    if (item->node->kind == CRD_YAML_NODE_ALIAS) {
        map = kept_item(w, item->node->end);
        if (map.node->kind != CRD_YAML_NODE_MAP) {
            return fail_merge(w, item);
        }
        if (!step(w, w->alias_depth > 0, item)) {
            return false;
        }
        if (is_followed(w, item)) {
            return fail_self(w, item);
        }
        alias = begin_alias(w, item);
    } else if (item->node->kind != CRD_YAML_NODE_MAP) {
        return fail_merge(w, item);
    }
    if (!step(w, w->alias_depth > 0, &map)) {
        return false;
    }
    struct crd_yaml_walk_frame *frame = push_frame(w, &map, FRAME_MERGE_MAP);
    if (frame) {
        frame->alias = alias;
    }
    return frame != NULL;
}

static bool begin_merge(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    if (item->node->kind != CRD_YAML_NODE_LIST) {
        return merge_one(w, item);
    }
    struct crd_yaml_item list = *item;
    if (item->is_live) {
        if (!crd_yaml_parse_keep(w->parse, &list.index, w->err)) {
            return (w->is_over = true), false;
        }
        list = kept_item(w, list.index);
    }
    /* the last is poured first, and lies on top: earlier ones take precedence */
    for (uint32_t at = list.index + 1; at < list.node->end;) {
        struct crd_yaml_item next = kept_item(w, at);
        if (!push_frame(w, &next, FRAME_MERGE_NEXT)) {
            return false;
        }
        at = after(&next);
    }
    return true;
}

static bool merge_next(struct crd_yaml_walk *w)
{
    struct crd_yaml_item item = kept_item(w, w->frames[--w->frames_n].node);
    return merge_one(w, &item);
}

static void end_merge(struct crd_yaml_walk *w)
{
    struct crd_yaml_walk_frame ended = w->frames[--w->frames_n];
    /* the frame below may be the next of a list of merges, which has no use for a height */
    if (w->frames_n && top_frame(w)->height < ended.height) {
        top_frame(w)->height = ended.height;
    }
    end_alias(w, ended.alias);
}

/* ---- members and items ---- */

/* A list or map as a key: an error, which shows what was decoded as Go prints it. */
static bool give_complex_key(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    if (!w->scalars.go_types) {
        w->needs_go_types = true;
        return false;
    }
    w->text = CRD_S("");
    w->is_kept = true;
    w->has_complex_key = true;
    w->complex_key = *item;
    w->key_place = place_of(w, item);
    set_spot(w, item);
    return true;
}

static bool give_key(struct crd_yaml_walk *w, const struct crd_yaml_item *item)
{
    struct crd_yaml_item source = *item;
    if (item->node->kind == CRD_YAML_NODE_ALIAS) {
        source = kept_item(w, item->node->end);
        if (source.node->kind == CRD_YAML_NODE_SCALAR && !step(w, w->alias_depth > 0, item)) {
            return false;
        }
    }
    if (source.node->kind != CRD_YAML_NODE_SCALAR) {
        return give_complex_key(w, item);
    }
    if (!step(w, w->alias_depth > 0 || source.node != item->node, item)) {
        return false;
    }
    crd_str key;
    if (!crd_yaml_scalar_key(&w->scalars, source.node, &key)) {
        return fail_scalar(w, &source);
    }
    set_text(w, &source, key);
    set_spot(w, item);
    return true;
}

/* The value behind a key that was given. */
static bool give_value(struct crd_yaml_walk *w, enum crd_token *ret)
{
    w->at_value = false;
    if (w->has_complex_key) {
        w->has_complex_key = false;
        return begin(w, &w->complex_key, ALIAS_NONE, true, ret);
    }
    struct crd_yaml_item item;
    return next_item(w, &item) && begin(w, &item, ALIAS_NONE, false, ret);
}

static bool give_member(struct crd_yaml_walk *w, const struct crd_yaml_item *key,
                        enum crd_token *ret)
{
    w->is_merged = top_frame(w)->kind == FRAME_MERGE_MAP;
    w->at_value = true;
    *ret = CRD_TOKEN_KEY;
    return give_key(w, key);
}

/* The next token in the innermost frame; none: the frames have changed. */
static bool advance(struct crd_yaml_walk *w, bool *ret_has_token, enum crd_token *ret)
{
    struct crd_yaml_item item;
    enum frame_kind kind = (enum frame_kind)top_frame(w)->kind;
    *ret_has_token = false;
    if (kind == FRAME_MERGE_NEXT) {
        return merge_next(w);
    }
    if (!next_item(w, &item)) {
        return false;
    }
    if (item.node->kind == CRD_YAML_NODE_END && kind == FRAME_MERGE_MAP) {
        end_merge(w);
        return true;
    }
    if (kind != FRAME_LIST && is_merge(item.node)) {
        top_frame(w)->has_merge = true;
        return next_item(w, &item) && begin_merge(w, &item);
    }
    *ret_has_token = true;
    if (item.node->kind == CRD_YAML_NODE_END) {
        return close_frame(w, ret);
    }
    return kind == FRAME_LIST ? begin(w, &item, ALIAS_NONE, false, ret)
                              : give_member(w, &item, ret);
}

/* ---- the document ---- */

static bool read_live(struct crd_yaml_walk *w, struct crd_yaml_item *ret)
{
    ret->is_live = true;
    ret->node = crd_yaml_parse_next(w->parse, &ret->index, w->err);
    w->is_over = !ret->node || ret->node->kind == CRD_YAML_NODE_OVER;
    return ret->node != NULL;
}

static bool give_root(struct crd_yaml_walk *w, enum crd_token *ret)
{
    struct crd_yaml_item item;
    w->has_root = true;
    if (!read_live(w, &item)) {
        return false;
    }
    if (w->is_over) {
        w->is_empty = true;
        w->value = crd_value_null();
        *ret = CRD_TOKEN_NULL;
        return true;
    }
    w->is_root_empty =
        item.node->kind == CRD_YAML_NODE_SCALAR && item.node->is_implicit && !item.node->text.len;
    /* the document's own step, then its content */
    return step(w, false, &item) && begin(w, &item, ALIAS_NONE, false, ret);
}

static bool give_next(struct crd_yaml_walk *w, enum crd_token *ret)
{
    if (!w->has_root) {
        return give_root(w, ret);
    }
    if (w->at_value) {
        return give_value(w, ret);
    }
    for (bool has_token = false; w->frames_n;) {
        if (!advance(w, &has_token, ret)) {
            return false;
        }
        if (has_token) {
            return true;
        }
    }
    struct crd_yaml_item item;
    *ret = CRD_TOKEN_END;
    return w->is_over || read_live(w, &item);
}

/* An error of syntax further on goes before the one that was found. */
static void settle_error(struct crd_yaml_walk *w)
{
    crd_err syntax = { 0 };
    bool is_ours = w->err && crd_code_is_ours(w->err->code);
    if (w->is_over || is_ours || (!w->err && !w->needs_go_types) ||
        crd_yaml_parse_drain(w->parse, &syntax)) {
        return;
    }
    w->needs_go_types = false;
    if (w->err) {
        *w->err = syntax;
    }
}

enum crd_token crd_yaml_walk_next(struct crd_yaml_walk *w)
{
    enum crd_token token = CRD_TOKEN_FAILED;
    if (w->has_failed || give_next(w, &token)) {
        return token;
    }
    w->has_failed = true;
    settle_error(w);
    return CRD_TOKEN_FAILED;
}

void crd_yaml_walk_init(struct crd_yaml_walk *w, crd_arena *arena, struct crd_yaml_parse *parse,
                        bool go_types, crd_err *err)
{
    *w = (struct crd_yaml_walk) {
        .arena = arena,
        .parse = parse,
        .err = err,
        .depth_max = CRD_NESTING_MAX,
        .scalars = { .arena = arena, .err = err, .go_types = go_types },
    };
}

void crd_yaml_walk_done(struct crd_yaml_walk *w)
{
    free(w->frames);
    free(w->known);
    w->frames = NULL;
    w->known = NULL;
}
