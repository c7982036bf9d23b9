/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document's tokens as a tree: what an alias stands for is built once and shared. It knows which
 * duplicates are worth a report, and words what only shows at the end: keys and numbers that JSON
 * does not have. What YAML means is yaml_walk.c's business.
 */
#include "yaml_tree.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "yaml_go_syntax.h"
#include "yaml_walk.h"

/* A key that stands in an open map itself, merges apart. */
struct own_key {
    crd_str text;
    crd_place place;
};

struct tree {
    crd_arena *arena; /* Borrowed */
    struct crd_yaml_walk walk;
    const crd_yaml_options *options;
    crd_builder *builder;
    struct own_key *own; /* Owned; only when duplicates are reported */
    size_t own_n;
    size_t own_room;
    size_t *starts; /* Owned; of the keys of each open list or map */
    size_t starts_n;
    size_t starts_room;
    crd_duplicate **report_tail;
    crd_err *err;
};

static bool builder_failed(struct tree *t)
{
    if (t->err) {
        *t->err = *crd_builder_error(t->builder);
        if (!crd_code_is_ours(t->err->code)) {
            crd_err_wrap(t->err, t->arena, CRD_S("yaml"));
        }
    }
    return false;
}

static crd_place place_now(struct tree *t)
{
    return t->options->places ? crd_yaml_walk_place(&t->walk) : (crd_place) { 0 };
}

/* ---- duplicates ---- */

static void *room_for_one(struct tree *t, void *array, size_t n, size_t *room, size_t size)
{
    if (n < *room) {
        return array;
    }
    size_t more = *room ? *room * 2 : 32;
    void *moved = realloc(array, more * size);
    if (!moved) {
        crd_err_memory(t->err, NULL);
        return NULL;
    }
    *room = more;
    return moved;
}

static bool begin_own(struct tree *t)
{
    if (!t->options->duplicates) {
        return true;
    }
    size_t *starts = room_for_one(t, t->starts, t->starts_n, &t->starts_room, sizeof(*t->starts));
    if (!starts) {
        return false;
    }
    t->starts = starts;
    t->starts[t->starts_n++] = t->own_n;
    return true;
}

static bool add_own(struct tree *t, crd_str text, crd_place place)
{
    if (!t->options->duplicates || t->walk.is_merged) {
        return true;
    }
    struct own_key *own = room_for_one(t, t->own, t->own_n, &t->own_room, sizeof(*t->own));
    if (!own) {
        return false;
    }
    t->own = own;
    t->own[t->own_n++] = (struct own_key) { .text = text, .place = place };
    return true;
}

/* The key that stands for the n-th time, from 0, from start on. */
static const struct own_key *find_own(const struct tree *t, size_t start, crd_str key, size_t n)
{
    for (size_t i = start; i < t->own_n; i++) {
        if (crd_str_eq(t->own[i].text, key) && n-- == 0) {
            return &t->own[i];
        }
    }
    return NULL;
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
static void settle_own(struct tree *t)
{
    if (!t->options->duplicates) {
        return;
    }
    size_t start = t->starts[--t->starts_n];
    const crd_duplicate *first = *t->report_tail;
    for (crd_duplicate *report; (report = *t->report_tail); t->report_tail = &report->next) {
        if (!t->walk.had_merge) {
            continue;
        }
        size_t n = kept_reports(first, report, report->key);
        const struct own_key *again = find_own(t, start, report->key, n + 1);
        if (!again) {
            report->path.ptr = NULL; /* unlinked at the end: the builder still links to it */
        } else if (t->options->places) {
            report->first = find_own(t, start, report->key, n)->place;
            report->again = again->place;
        }
    }
    t->own_n = start;
}

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

/* ---- tokens ---- */

static bool keep_text(struct tree *t, crd_str *ret)
{
    *ret = t->walk.text;
    if (t->walk.is_kept) {
        return true;
    }
    char *kept = crd_arena_bytes(t->arena, ret->len);
    if (!kept) {
        return crd_err_memory(t->err, t->arena);
    }
    memcpy(kept, ret->ptr, ret->len);
    ret->ptr = kept;
    return true;
}

static bool put_scalar(struct tree *t, enum crd_token token)
{
    crd_value value = t->walk.value;
    if (token == CRD_TOKEN_STRING || token == CRD_TOKEN_NUMBER) {
        crd_str text;
        if (!keep_text(t, &text)) {
            return false;
        }
        value = token == CRD_TOKEN_STRING ? crd_value_string(text) : crd_value_number(text);
    }
    return crd_builder_value(t->builder, value, place_now(t)) || builder_failed(t);
}

static bool put_key(struct tree *t)
{
    crd_str text;
    crd_place place = place_now(t);
    return keep_text(t, &text) && add_own(t, text, place) &&
           (crd_builder_key(t->builder, text, place) || builder_failed(t));
}

static bool fail_complex_key(struct tree *t)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRD_TEXT_BYTES_MAX);
    crd_yaml_write_go_syntax(&text, crd_builder_last(t->builder));
    if (crd_buf_failed(&text)) {
        return crd_err_memory(t->err, NULL);
    }
    CRD_FAIL(t->err, t->arena, CRD_E_SYNTAX, CRD_S("yaml: invalid map key: "), crd_buf_str(&text));
    return crd_err_at(t->err, t->walk.key_place);
}

static bool put_end(struct tree *t)
{
    if (!crd_builder_close(t->builder)) {
        return builder_failed(t);
    }
    settle_own(t);
    if (t->walk.is_key_end) {
        return fail_complex_key(t);
    }
    return t->walk.shared == CRD_YAML_NODE_NONE ||
           crd_yaml_walk_share(&t->walk, crd_builder_last(t->builder));
}

static bool put(struct tree *t, enum crd_token token)
{
    switch (token) {
    case CRD_TOKEN_KEY:
        return put_key(t);
    case CRD_TOKEN_LIST:
    case CRD_TOKEN_MAP:
        return begin_own(t) &&
               (crd_builder_open(t->builder, token == CRD_TOKEN_LIST ? CRD_LIST : CRD_MAP,
                                 place_now(t)) ||
                builder_failed(t));
    case CRD_TOKEN_LIST_END:
    case CRD_TOKEN_MAP_END:
        return put_end(t);
    default:
        return put_scalar(t, token);
    }
}

/* ---- the document ---- */

static bool has_lacks(struct tree *t, struct crd_yaml_tree *ret)
{
    const crd_value *root = crd_builder_last(t->builder);
    const struct crd_yaml_scalars *scalars = &t->walk.scalars;
    if (scalars->has_bad_key && crd_yaml_lacks(t->arena, root, CRD_YAML_MARKED_KEY, t->err)) {
        ret->needs_go_types = true;
        return true;
    }
    return (scalars->go_types && crd_yaml_lacks(t->arena, root, CRD_YAML_BAD_GO_KEY, t->err)) ||
           (scalars->has_bad_number &&
            crd_yaml_lacks(t->arena, root, CRD_YAML_MARKED_NUMBER, t->err));
}

static bool run(struct tree *t, crd_value *ret_value, struct crd_yaml_tree *ret)
{
    enum crd_token token = crd_yaml_walk_next(&t->walk);
    if (token && !t->walk.is_root_empty) {
        ret->place = crd_yaml_walk_place(&t->walk);
    }
    ret->is_over = t->walk.is_empty;
    for (; token != CRD_TOKEN_END; token = crd_yaml_walk_next(&t->walk)) {
        if (!token) {
            ret->needs_go_types = t->walk.needs_go_types;
            return false;
        }
        if (!put(t, token)) {
            return false;
        }
    }
    return !has_lacks(t, ret) && crd_builder_finish(t->builder, ret_value, t->err);
}

bool crd_yaml_tree_read(crd_arena *arena, struct crd_yaml_parse *parse,
                        const crd_yaml_options *options, bool go_types, crd_value *ret_value,
                        struct crd_yaml_tree *ret, crd_err *err)
{
    struct tree t = { .arena = arena, .options = options, .err = err };
    size_t depth_max = options->depth_max ? options->depth_max : CRD_NESTING_MAX;
    crd_builder_options for_builder = {
        .depth_max = depth_max,
        .places = options->places,
        .duplicates = options->duplicates,
    };
    *ret = (struct crd_yaml_tree) { 0 };
    CRD_AUTO_BUILDER builder = crd_builder_new(arena, &for_builder, err);
    if (!builder) {
        return false;
    }
    t.builder = builder;
    t.report_tail = options->duplicates;
    while (t.report_tail && *t.report_tail) {
        t.report_tail = &(*t.report_tail)->next;
    }
    crd_duplicate **first_report = t.report_tail;
    crd_yaml_walk_init(&t.walk, arena, parse, go_types, err);
    t.walk.depth_max = depth_max;
    t.walk.nodes_max = options->nodes_max;
    t.walk.shares = true;
    bool ok = run(&t, ret_value, ret);
    if (options->duplicates && ok) {
        unlink_dropped(first_report);
    } else if (options->duplicates) {
        *first_report = NULL;
    }
    crd_yaml_walk_done(&t.walk);
    free(t.own);
    free(t.starts);
    return ok;
}
