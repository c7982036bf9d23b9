/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Builds trees from events: see value.h. One stack of 16-byte units on the heap; a list item takes
 * one unit, a map member two, and the units of an open container lie behind those of its parent:
 *
 *   {"a": [1, 2      units:   key "a" | 1 | 2          frames: map at 0, list at 1
 *                    places:  of each unit, a second stack, only when places are kept
 */
#include <assert.h>
#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "value.h"
#include "value_order.h"

union unit {
    crd_str key;
    crd_value value;
};

_Static_assert(sizeof(crd_member) == 2 * sizeof(union unit), "a member is two units");
_Static_assert(sizeof(crd_value) == sizeof(union unit), "a value is one unit");

struct frame {
    size_t start; /* first unit inside */
    crd_place place;
    enum crd_kind kind;
};

struct crd_builder {
    crd_arena *arena; /* Borrowed */
    crd_builder_options options;
    union unit *units;
    crd_place *places; /* as many as units, or NULL */
    size_t units_n;
    size_t units_room;
    struct frame *frames;
    size_t frames_n;
    size_t frames_room;
    size_t nodes;
    size_t reported;
    crd_duplicate **report_at; /* where the next report is linked */
    crd_err err;
};

#define UNITS_FIRST 256
#define FRAMES_FIRST 16
/* Stacks double up to this many units, then grow by half: less idle memory in large documents. */
#define UNITS_DOUBLE_MAX ((size_t)65536)

crd_builder *crd_builder_new(crd_arena *arena, const crd_builder_options *options, crd_err *err)
{
    crd_builder *builder = calloc(1, sizeof(*builder));
    if (!builder) {
        crd_err_memory(err, NULL);
        return NULL;
    }
    builder->arena = arena;
    if (options) {
        builder->options = *options;
    }
    if (!builder->options.depth_max) {
        builder->options.depth_max = CRD_NESTING_MAX;
    }
    if (!builder->options.nodes_max) {
        builder->options.nodes_max = SIZE_MAX;
    }
    builder->report_at = builder->options.duplicates;
    while (builder->report_at && *builder->report_at) {
        builder->report_at = &(*builder->report_at)->next;
    }
    return builder;
}

void crd_builder_free(crd_builder *builder)
{
    if (builder) {
        free(builder->units);
        free(builder->places);
        free(builder->frames);
        free(builder);
    }
}

static inline bool failed(const crd_builder *builder)
{
    return builder->err.code != CRD_OK;
}

/* The stack may not grow past what the arena could still take: it is all to end there. */
static bool grow_units(crd_builder *builder)
{
    size_t room = builder->units_room;
    room = room == 0 ? UNITS_FIRST : room < UNITS_DOUBLE_MAX ? room * 2 : room + room / 2;
    size_t left = crd_arena_limit(builder->arena) - crd_arena_used(builder->arena);
    if (builder->units_n * sizeof(union unit) >= left) {
        builder->err = (crd_err){ .code = CRD_E_MEMORY, .message = CRD_S("memory limit reached") };
        return false;
    }
    union unit *units = realloc(builder->units, room * sizeof(*units));
    if (!units) {
        return crd_err_memory(&builder->err, NULL);
    }
    builder->units = units;
    if (builder->options.places) {
        crd_place *places = realloc(builder->places, room * sizeof(*places));
        if (!places) {
            return crd_err_memory(&builder->err, NULL);
        }
        builder->places = places;
    }
    builder->units_room = room;
    return true;
}

static inline bool push(crd_builder *builder, union unit unit, crd_place place)
{
    if (builder->units_n == builder->units_room && !grow_units(builder)) {
        return false;
    }
    builder->units[builder->units_n] = unit;
    if (builder->places) {
        builder->places[builder->units_n] = place;
    }
    builder->units_n++;
    return true;
}

static bool too_many_nodes(crd_builder *builder)
{
    char text[CRD_INT_TEXT_MAX];
    return CRD_FAIL(&builder->err, builder->arena, CRD_E_BUDGET, CRD_S("document has more than "),
                    crd_uint_text(builder->options.nodes_max, text), CRD_S(" nodes"));
}

static inline bool count(crd_builder *builder, size_t nodes)
{
    if (failed(builder)) {
        return false;
    }
    if (nodes > builder->options.nodes_max - builder->nodes) {
        return too_many_nodes(builder);
    }
    builder->nodes += nodes;
    return true;
}

bool crd_builder_count(crd_builder *builder, size_t nodes)
{
    return count(builder, nodes);
}

/* In a map a key comes first: then an odd number of units lies in the frame. */
__attribute__((unused)) /* only asserts ask */
static bool value_may_come(const crd_builder *builder)
{
    if (!builder->frames_n) {
        return builder->units_n == 0;
    }
    const struct frame *frame = &builder->frames[builder->frames_n - 1];
    return frame->kind == CRD_LIST || (builder->units_n - frame->start) % 2 == 1;
}

bool crd_builder_value(crd_builder *builder, crd_value value, crd_place place)
{
    if (!count(builder, 1)) {
        return false;
    }
    assert(value_may_come(builder));
    return push(builder, (union unit){ .value = value }, place);
}

bool crd_builder_key(crd_builder *builder, crd_str key, crd_place place)
{
    if (failed(builder)) {
        return false;
    }
    assert(builder->frames_n && builder->frames[builder->frames_n - 1].kind == CRD_MAP &&
           !value_may_come(builder));
    return push(builder, (union unit){ .key = key }, place);
}

bool crd_builder_open(crd_builder *builder, enum crd_kind kind, crd_place place)
{
    if (!count(builder, 1)) {
        return false;
    }
    assert(value_may_come(builder));
    if (builder->frames_n >= builder->options.depth_max) {
        return CRD_FAIL(&builder->err, builder->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    if (builder->frames_n == builder->frames_room) {
        size_t room = builder->frames_room ? builder->frames_room * 2 : FRAMES_FIRST;
        struct frame *frames = realloc(builder->frames, room * sizeof(*frames));
        if (!frames) {
            return crd_err_memory(&builder->err, NULL);
        }
        builder->frames = frames;
        builder->frames_room = room;
    }
    builder->frames[builder->frames_n++] =
        (struct frame){ .start = builder->units_n, .place = place, .kind = kind };
    return true;
}

/* Path of the innermost container: the frames around it say which key or index each one is at. */
static void add_path(const crd_builder *builder, crd_buf *path)
{
    for (size_t i = 0; i + 1 < builder->frames_n && path->len <= CRD_PATH_BYTES_MAX; i++) {
        const struct frame *frame = &builder->frames[i];
        size_t end = builder->frames[i + 1].start;
        if (frame->kind == CRD_LIST) {
            crd_buf_add_byte(path, '[');
            crd_buf_add_uint(path, end - frame->start);
            crd_buf_add_byte(path, ']');
            continue;
        }
        if (path->len) {
            crd_buf_add_byte(path, '.');
        }
        crd_buf_add(path, crd_str_sub(builder->units[end - 1].key, 0, CRD_PATH_BYTES_MAX));
    }
}

static bool report(crd_builder *builder, const crd_member *members, size_t start, size_t first,
                   size_t again)
{
    if (!builder->report_at || builder->reported >= CRD_DUPLICATES_MAX) {
        return true;
    }
    CRD_AUTO_BUF path;
    crd_buf_init(&path, 4 * CRD_PATH_BYTES_MAX);
    add_path(builder, &path);
    if (path.len) {
        crd_buf_add_byte(&path, '.');
    }
    crd_buf_add(&path, crd_str_sub(members[first].key, 0, CRD_PATH_BYTES_MAX));
    if (path.len > CRD_PATH_BYTES_MAX) {
        path.len = CRD_PATH_BYTES_MAX;
        crd_buf_add_lit(&path, "...");
    }
    if (crd_buf_failed(&path)) {
        return crd_err_memory(&builder->err, NULL);
    }
    crd_duplicate *duplicate = CRD_NEW(builder->arena, crd_duplicate);
    crd_str text = crd_arena_str(builder->arena, crd_buf_str(&path));
    if (!duplicate || !text.ptr) {
        return crd_err_memory(&builder->err, builder->arena);
    }
    duplicate->key = members[first].key;
    duplicate->path = text;
    if (builder->places) {
        duplicate->first = builder->places[start + 2 * first];
        duplicate->again = builder->places[start + 2 * again];
    }
    *builder->report_at = duplicate;
    builder->report_at = &duplicate->next;
    builder->reported++;
    return true;
}

/* Marks a member that a later one has replaced; no key is that long. */
#define REPLACED SIZE_MAX

/* Gives the first of equal keys the last one's value and marks the others; reports each. */
static bool replace_duplicates(crd_builder *builder, crd_member *members, size_t n, size_t start,
                               const uint32_t *order, size_t *ret_replaced)
{
    size_t replaced = 0;
    for (size_t i = 1, first = 0; i < n; i++) {
        size_t at = order[first];
        size_t again = order[i];
        if (!crd_str_eq(members[at].key, members[again].key)) {
            first = i;
            continue;
        }
        if (!report(builder, members, start, at, again)) {
            return false;
        }
        members[at].value = members[again].value;
        members[again].key.len = REPLACED;
        replaced++;
    }
    *ret_replaced = replaced;
    return true;
}

/* The places follow: order still tells which member stood last. */
static void replace_places(crd_builder *builder, const crd_member *members, size_t n, size_t start,
                           const uint32_t *order)
{
    if (!builder->places) {
        return;
    }
    crd_place *places = builder->places + start;
    for (size_t i = 1, first = 0; i < n; i++) {
        if (members[order[i]].key.len != REPLACED) {
            first = i;
            continue;
        }
        places[2 * order[first]] = places[2 * order[i]];
        places[2 * order[first] + 1] = places[2 * order[i] + 1];
    }
}

static size_t drop_replaced(crd_builder *builder, crd_member *members, size_t n, size_t start)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (members[i].key.len == REPLACED) {
            continue;
        }
        members[kept] = members[i];
        if (builder->places) {
            builder->places[start + 2 * kept] = builder->places[start + 2 * i];
            builder->places[start + 2 * kept + 1] = builder->places[start + 2 * i + 1];
        }
        kept++;
    }
    return kept;
}

/*
 * Sorts the n members that start at that unit and merges duplicates. ret_order: Owned by the
 * caller, the order of the members that are left; NULL when they ascend already.
 */
static bool settle_members(crd_builder *builder, size_t start, size_t *inout_n,
                           uint32_t **ret_order)
{
    size_t n = *inout_n;
    *ret_order = NULL;
    if (!n) {
        return true; /* perhaps nothing was ever pushed, and there are no units to point into */
    }
    crd_member *members = (crd_member *)(void *)(builder->units + start);
    if (crd_members_ascend(members, n)) {
        return true;
    }
    uint32_t *order = calloc(n, sizeof(*order));
    size_t replaced = 0;
    if (!order || !crd_members_order(members, n, order)) {
        free(order);
        return crd_err_memory(&builder->err, NULL);
    }
    if (!replace_duplicates(builder, members, n, start, order, &replaced)) {
        free(order);
        return false;
    }
    if (replaced) {
        replace_places(builder, members, n, start, order);
        *inout_n = drop_replaced(builder, members, n, start);
        free(order);
        return settle_members(builder, start, inout_n, ret_order);
    }
    *ret_order = order;
    return true;
}

static bool keep_places(crd_builder *builder, const crd_value *container, size_t start)
{
    if (!builder->places) {
        return true;
    }
    const crd_place none = { 0 };
    for (size_t i = 0; i < container->len; i++) {
        bool map = container->kind == CRD_MAP;
        const crd_place *places = builder->places + start + (map ? 2 * i : i);
        const crd_value *item = map ? &container->u.members[i].value : &container->u.items[i];
        if (!crd_places_add(builder->options.places, item, places[map], map ? places[0] : none,
                            &builder->err)) {
            return false;
        }
    }
    return true;
}

static bool close_list(crd_builder *builder, size_t start, crd_value *ret)
{
    size_t n = builder->units_n - start;
    crd_value *items = n ? crd_arena_alloc(builder->arena, n * sizeof(*items)) : NULL;
    if (n && (!items || n > UINT32_MAX)) {
        return crd_err_memory(&builder->err, builder->arena);
    }
    if (n) {
        memcpy(items, builder->units + start, n * sizeof(*items));
    }
    *ret = crd_value_list(items, n);
    return true;
}

static bool close_map(crd_builder *builder, size_t start, crd_value *ret)
{
    size_t n = (builder->units_n - start) / 2;
    uint32_t *order;
    if (n > UINT32_MAX) {
        return crd_err_memory(&builder->err, builder->arena);
    }
    if (!settle_members(builder, start, &n, &order)) {
        return false;
    }
    size_t size = n * sizeof(crd_member);
    size_t order_size = order ? n * sizeof(*order) : 0;
    crd_member *members = n ? crd_arena_alloc(builder->arena, size + order_size) : NULL;
    if (n && !members) {
        free(order);
        return crd_err_memory(&builder->err, builder->arena);
    }
    if (n) {
        memcpy(members, builder->units + start, size);
    }
    if (order) {
        memcpy(members + n, order, order_size);
        free(order);
    }
    *ret = (crd_value){
        .kind = CRD_MAP,
        .flags = order_size ? CRD_VALUE_INDEXED : CRD_VALUE_SORTED,
        .len = (uint32_t)n,
        .u.members = members,
    };
    return true;
}

bool crd_builder_close(crd_builder *builder)
{
    if (failed(builder)) {
        return false;
    }
    assert(builder->frames_n);
    struct frame frame = builder->frames[builder->frames_n - 1];
    assert(frame.kind == CRD_LIST || !value_may_come(builder));
    crd_value value;
    if (!(frame.kind == CRD_LIST ? close_list(builder, frame.start, &value)
                                 : close_map(builder, frame.start, &value)) ||
        !keep_places(builder, &value, frame.start)) {
        return false;
    }
    builder->units_n = frame.start;
    builder->frames_n--;
    return push(builder, (union unit){ .value = value }, frame.place);
}

size_t crd_builder_depth(const crd_builder *builder)
{
    return builder->frames_n;
}

enum crd_kind crd_builder_inside(const crd_builder *builder)
{
    return builder->frames_n ? builder->frames[builder->frames_n - 1].kind : CRD_NULL;
}

const crd_value *crd_builder_last(const crd_builder *builder)
{
    size_t start = builder->frames_n ? builder->frames[builder->frames_n - 1].start : 0;
    bool map = builder->frames_n && builder->frames[builder->frames_n - 1].kind == CRD_MAP;
    size_t n = builder->units_n - start;
    if (map) {
        n -= n % 2;
    }
    return failed(builder) || !n ? NULL : &builder->units[start + n - 1].value;
}

const crd_value *crd_builder_member(const crd_builder *builder, crd_str key)
{
    if (failed(builder) || !builder->frames_n ||
        builder->frames[builder->frames_n - 1].kind != CRD_MAP) {
        return NULL;
    }
    size_t start = builder->frames[builder->frames_n - 1].start;
    for (size_t i = (builder->units_n - start) / 2; i > 0; i--) {
        const union unit *member = &builder->units[start + 2 * (i - 1)];
        if (crd_str_eq(member[0].key, key)) {
            return &member[1].value;
        }
    }
    return NULL;
}

const crd_err *crd_builder_error(const crd_builder *builder)
{
    return &builder->err;
}

bool crd_builder_finish(crd_builder *builder, crd_value *ret_value, crd_err *err)
{
    if (failed(builder)) {
        if (err) {
            *err = builder->err;
        }
        return false;
    }
    assert(builder->frames_n == 0 && builder->units_n == 1);
    crd_value root = builder->units[0].value;
    crd_place place = builder->places ? builder->places[0] : (crd_place){ 0 };
    builder->units_n = 0;
    builder->nodes = 0;
    builder->reported = 0;
    if (builder->options.places &&
        !crd_places_add_root(builder->options.places, ret_value, root, place, err)) {
        return false;
    }
    *ret_value = root;
    return true;
}
