/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decoder: walks a source beside a table. Its recursion follows tables, which are constant and
 * as deep as the CRD nests; any-value subtrees are built without recursion.
 *
 * How many items a list has is known at its end: they wait in chunks on a scratch arena, which is
 * rewound when they move to their place, so that what they point to is never copied.
 *
 *   scratch:  [4 items]──►[8 items]──►[16 items]        arena:  [28 items]
 *
 * Knows tables and sources, not which document or text they come from. Faults, notes and keys that
 * stand twice are in decode_fault.c, decode_note.c and decode_twins.c.
 */
#include <stdalign.h>

#include "../base/num.h"
#include "decode_inside.h"

/* ---- scalars ---- */

static enum outcome decode_int(struct decoder *d, const crd_type *type, enum crd_token token,
                               int64_t *ret, const struct place *place, struct holder *holder)
{
    int64_t number;
    if (token != CRD_TOKEN_NUMBER || !crd_literal_int(d->source->text, &number)) {
        return crd_decode_mismatch(d, type, token, place);
    }
    *ret = number;
    return !crd_literal_is_odd_int(d->source->text, number) ||
                   crd_decode_note_literal(d, holder, ret)
               ? DONE
               : STOP;
}

static enum outcome decode_double(struct decoder *d, const crd_type *type, enum crd_token token,
                                  double *ret, const struct place *place, struct holder *holder)
{
    if (token != CRD_TOKEN_NUMBER) {
        return crd_decode_mismatch(d, type, token, place);
    }
    double number = 0;
    crd_float_parse(d->source->text, &number); /* an infinity when out of range: the note has it */
    *ret = number;
    return !crd_literal_is_odd_double(d->source->text, number) ||
                   crd_decode_note_literal(d, holder, ret)
               ? DONE
               : STOP;
}

static enum outcome decode_int_or_string(struct decoder *d, const crd_type *type,
                                         enum crd_token token, crd_int_or_string *ret,
                                         const struct place *place, struct holder *holder)
{
    if (token == CRD_TOKEN_STRING) {
        ret->is_string = true;
        return crd_decode_keep(d, &ret->text) ? DONE : STOP;
    }
    ret->is_string = false;
    return decode_int(d, type, token, &ret->number, place, holder);
}

/* ---- lists and maps ---- */

static enum outcome decode_value(struct decoder *d, const crd_type *type, enum crd_token token,
                                 void *ret, const struct place *place, struct holder *holder);

struct chunk {
    struct chunk *next;
    size_t n;
    size_t room;
    alignas(8) char items[];
};

struct pile {
    struct chunk *first;
    struct chunk *last;
    size_t n;
    size_t stride;
};

#define CHUNK_FIRST 4
#define CHUNK_MAX 4096

/* Room for one more, zeroed. */
static void *pile_add(struct decoder *d, struct pile *pile)
{
    if (!pile->last || pile->last->n == pile->last->room) {
        size_t room = pile->last ? pile->last->room * 2 : CHUNK_FIRST;
        room = room > CHUNK_MAX ? CHUNK_MAX : room;
        struct chunk *chunk = crd_arena_alloc(d->scratch, sizeof(*chunk) + room * pile->stride);
        if (!chunk) {
            crd_err_memory(d->err, d->scratch);
            return NULL;
        }
        chunk->next = NULL;
        chunk->n = 0;
        chunk->room = room;
        if (pile->last) {
            pile->last->next = chunk;
        } else {
            pile->first = chunk;
        }
        pile->last = chunk;
    }
    void *item = pile->last->items + pile->last->n++ * pile->stride;
    memset(item, 0, pile->stride);
    pile->n++;
    return item;
}

/* Notes within structs that lie in the list itself go with them. */
static void move_inner_notes(const crd_type *item, const char *from, char *to, size_t n,
                             size_t stride, size_t value_at)
{
    if (item->kind != CRD_TYPE_OBJECT) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        char *object = to + i * stride + value_at;
        crd_decode_move_notes(crd_extra_of(item->object, object), from + i * stride + value_at,
                              item->object->size, object);
    }
}

/* Moves the items to their place. */
static bool pile_move(struct decoder *d, const crd_type *type, const struct pile *pile,
                      crd_unknown *notes, struct crd_span *ret)
{
    char *items = crd_arena_alloc(d->arena, pile->n * pile->stride);
    if (!items || pile->n > UINT32_MAX) {
        return crd_err_memory(d->err, d->arena);
    }
    char *to = items;
    for (const struct chunk *chunk = pile->first; chunk; chunk = chunk->next) {
        size_t size = chunk->n * pile->stride;
        memcpy(to, chunk->items, size);
        crd_decode_move_notes(notes, chunk->items, size, to);
        move_inner_notes(type->item, chunk->items, to, chunk->n, pile->stride, type->value_at);
        to += size;
    }
    *ret = (struct crd_span) { .items = items, .n = pile->n };
    return true;
}

static enum outcome decode_list(struct decoder *d, const crd_type *type, void *ret,
                                const struct place *place, struct holder *holder)
{
    struct pile pile = { .stride = type->stride };
    struct place here = { .up = place, .is_index = true };
    crd_arena_mark mark = crd_arena_save(d->scratch);
    crd_unknown **notes = holder->tail;
    for (;; here.index++) {
        enum crd_token token = crd_source_next(d->source);
        if (token == CRD_TOKEN_LIST_END) {
            break;
        }
        void *item = token ? pile_add(d, &pile) : NULL;
        if (!item) {
            return STOP;
        }
        if (token == CRD_TOKEN_NULL && type->item->is_nullable) {
            if (type->item->kind != CRD_TYPE_ANY &&
                !crd_decode_note(d, holder, item, crd_value_null())) {
                return STOP;
            }
            continue;
        }
        if (!decode_value(d, type->item, token, item, &here, holder)) {
            return STOP;
        }
    }
    struct crd_span span;
    if (!pile_move(d, type, &pile, holder->has_notes ? *notes : NULL, &span)) {
        return STOP;
    }
    crd_arena_rewind(d->scratch, mark);
    memcpy(ret, &span, sizeof(span));
    return DONE;
}

/* The entry whose key is the newest token. */
static bool decode_entry(struct decoder *d, const crd_type *type, struct pile *pile,
                         const struct place *place, struct holder *holder)
{
    struct place here = { .up = place };
    char *entry = pile_add(d, pile);
    if (!entry || !crd_decode_keep(d, &here.key)) {
        return false;
    }
    memcpy(entry, &here.key, sizeof(here.key));
    enum crd_token token = crd_source_next(d->source);
    char *value = entry + type->value_at;
    if (token == CRD_TOKEN_NULL) {
        return type->item->kind == CRD_TYPE_ANY ||
               crd_decode_note(d, holder, value, crd_value_null());
    }
    return decode_value(d, type->item, token, value, &here, holder) != STOP;
}

static enum outcome decode_map(struct decoder *d, const crd_type *type, void *ret,
                               const struct place *place, struct holder *holder)
{
    struct pile pile = { .stride = type->stride };
    crd_arena_mark mark = crd_arena_save(d->scratch);
    struct entries entries = { .type = type, .notes = holder->tail };
    enum crd_token token;
    while ((token = crd_source_next(d->source)) != CRD_TOKEN_MAP_END) {
        crd_unknown **notes = holder->tail;
        struct fault *before = d->last_fault;
        if (!token || !decode_entry(d, type, &pile, place, holder) ||
            (d->last_fault != before &&
             !crd_decode_trace(d, holder, &entries.traces, pile.n - 1, notes, before))) {
            return STOP;
        }
    }
    struct crd_span span;
    if (!pile_move(d, type, &pile, holder->has_notes ? *entries.notes : NULL, &span)) {
        return STOP;
    }
    entries.items = span.items;
    entries.n = span.n;
    if (!crd_decode_settle_entries(d, holder, &entries)) {
        return STOP;
    }
    span.n = entries.n;
    crd_arena_rewind(d->scratch, mark);
    memcpy(ret, &span, sizeof(span));
    return DONE;
}

/* ---- objects ---- */

static bool key_is(const crd_field *field, crd_str key)
{
    return field->key_len == key.len && memcmp(field->key, key.ptr, key.len) == 0;
}

static size_t find_sorted(const crd_struct *type, crd_str key)
{
    size_t low = 0;
    size_t high = type->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        size_t at = type->by_key ? type->by_key[middle] : middle;
        int order = crd_str_cmp(crd_str_of(type->fields[at].key, type->fields[at].key_len), key);
        if (order == 0) {
            return at;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return CRD_NPOS;
}

const crd_field *crd_field_find(const crd_struct *type, crd_str key)
{
    size_t at = find_sorted(type, key);
    return at == CRD_NPOS ? NULL : &type->fields[at];
}

/* Keys mostly come in the order of the table: the next ones are tried first. */
static size_t find_field(const crd_struct *type, crd_str key, size_t hint)
{
    size_t end = hint + 3 < type->n ? hint + 3 : type->n;
    for (size_t i = hint; i < end; i++) {
        if (key_is(&type->fields[i], key)) {
            return i;
        }
    }
    return find_sorted(type, key);
}

int crd_enum_of(const crd_type *type, crd_str text)
{
    for (uint32_t i = 0; i < type->n_texts; i++) {
        if (crd_str_eq(type->texts[i], text)) {
            return (int)i + 2;
        }
    }
    return 1;
}

crd_str crd_enum_text(const crd_type *type, int constant)
{
    bool known = constant >= 2 && (uint32_t)constant - 2 < type->n_texts;
    return known ? type->texts[constant - 2] : CRD_S("");
}

static enum outcome decode_enum(struct decoder *d, const crd_field *field, enum crd_token token,
                                char *object, const struct place *place)
{
    if (token != CRD_TOKEN_STRING) {
        return crd_decode_mismatch(d, field->type, token, place);
    }
    int constant = crd_enum_of(field->type, d->source->text);
    memcpy(object + field->at, &constant, sizeof(constant));
    crd_str other = { 0 };
    if (constant == 1 && !crd_decode_keep(d, &other)) {
        return STOP;
    }
    memcpy(object + field->other_at, &other, sizeof(other));
    return DONE;
}

static bool decode_field(struct decoder *d, const crd_struct *type, size_t i, char *object,
                         const struct place *place, struct holder *holder)
{
    const crd_field *field = &type->fields[i];
    enum crd_token token = crd_source_next(d->source);
    if (!token) {
        return false;
    }
    if (holder->traces) {
        crd_decode_forget(d, holder, i);
    }
    crd_unknown **notes = holder->tail;
    struct fault *before = d->last_fault;
    bool again = crd_bit_get(object, type->has_at, i);
    crd_bit_set(object, type->has_at, i, false);
    crd_bit_set(object, type->null_at, i, token == CRD_TOKEN_NULL);
    if (again) {
        memset(object + field->at, 0, field->type->size);
    }
    if (token == CRD_TOKEN_NULL) {
        return true;
    }
    struct place here = { .up = place, .key = { field->key, field->key_len } };
    enum outcome outcome =
        field->type->kind == CRD_TYPE_ENUM
            ? decode_enum(d, field, token, object, &here)
            : decode_value(d, field->type, token, object + field->at, &here, holder);
    if (outcome == DONE) {
        crd_bit_set(object, type->has_at, i, true);
    }
    return outcome != STOP && crd_decode_trace(d, holder, &holder->traces, i, notes, before);
}

static bool drop_unknown(struct decoder *d)
{
    enum crd_token token = crd_source_next(d->source);
    bool opened = token == CRD_TOKEN_LIST || token == CRD_TOKEN_MAP;
    return token && (!opened || crd_source_skip(d->source));
}

static bool decode_unknown(struct decoder *d, struct holder *holder)
{
    if (holder->drops) {
        return drop_unknown(d);
    }
    crd_unknown *unknown = CRD_NEW(d->arena, crd_unknown);
    if (!unknown) {
        return crd_err_memory(d->err, d->arena);
    }
    if (!crd_decode_keep(d, &unknown->key)) {
        return false;
    }
    enum crd_token token = crd_source_next(d->source);
    if (!token || !crd_source_value(d->source, d->arena, token, &unknown->value, d->err)) {
        return false;
    }
    *holder->tail = unknown;
    holder->tail = &unknown->next;
    holder->n_unknown++;
    return true;
}

static enum outcome decode_object(struct decoder *d, const crd_struct *type, char *object,
                                  const struct place *place)
{
    struct holder holder = { .drops = type->extra_at == CRD_NO_EXTRA, .tail = &holder.first };
    size_t hint = 0;
    for (;;) {
        enum crd_token token = crd_source_next(d->source);
        if (token != CRD_TOKEN_KEY) {
            if (token != CRD_TOKEN_MAP_END) {
                return STOP;
            }
            break;
        }
        size_t i = find_field(type, d->source->text, hint);
        bool ok = i == CRD_NPOS ? decode_unknown(d, &holder)
                                : decode_field(d, type, i, object, place, &holder);
        if (!ok) {
            return STOP;
        }
        hint = i == CRD_NPOS ? hint : i + 1;
    }
    if (!crd_decode_settle_unknown(d, &holder)) {
        return STOP;
    }
    crd_extra_set(type, object, holder.first);
    return DONE;
}

static enum outcome decode_ref(struct decoder *d, const crd_struct *type, void *ret,
                               const struct place *place)
{
    char *object = crd_arena_zalloc(d->arena, 1, type->size);
    if (!object) {
        crd_err_memory(d->err, d->arena);
        return STOP;
    }
    memcpy(ret, &object, sizeof(object));
    return decode_object(d, type, object, place);
}

static enum outcome decode_value(struct decoder *d, const crd_type *type, enum crd_token token,
                                 void *ret, const struct place *place, struct holder *holder)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
        if (token == CRD_TOKEN_STRING) {
            return crd_decode_keep(d, ret) ? DONE : STOP;
        }
        break;
    case CRD_TYPE_INT:
        return decode_int(d, type, token, ret, place, holder);
    case CRD_TYPE_DOUBLE:
        return decode_double(d, type, token, ret, place, holder);
    case CRD_TYPE_BOOL:
        if (token == CRD_TOKEN_TRUE || token == CRD_TOKEN_FALSE) {
            *(bool *)ret = token == CRD_TOKEN_TRUE;
            return DONE;
        }
        break;
    case CRD_TYPE_INT_OR_STRING:
        return decode_int_or_string(d, type, token, ret, place, holder);
    case CRD_TYPE_ANY:
        if (!type->format || token == CRD_TOKEN_MAP) {
            return crd_source_value(d->source, d->arena, token, ret, d->err) ? DONE : STOP;
        }
        break;
    case CRD_TYPE_OBJECT:
        if (token == CRD_TOKEN_MAP) {
            return decode_object(d, type->object, ret, place);
        }
        break;
    case CRD_TYPE_REF:
        if (token == CRD_TOKEN_MAP) {
            return decode_ref(d, type->object, ret, place);
        }
        break;
    case CRD_TYPE_LIST:
        if (token == CRD_TOKEN_LIST) {
            return decode_list(d, type, ret, place, holder);
        }
        break;
    case CRD_TYPE_MAP:
        if (token == CRD_TOKEN_MAP) {
            return decode_map(d, type, ret, place, holder);
        }
        break;
    case CRD_TYPE_ENUM:
        break; /* only fields are enums: decode_field */
    }
    return crd_decode_mismatch(d, type, token, place);
}

/* ---- the whole ---- */

void *crd_decode(crd_arena *arena, const crd_struct *type, crd_source *source, crd_diags *faults,
                 crd_err *err)
{
    size_t left = crd_arena_limit(arena) - crd_arena_used(arena); /* all of it is to end there */
    CRD_AUTO_ARENA scratch =
        crd_arena_new(left < CRD_DECODE_SCRATCH_BYTES_MAX ? left : CRD_DECODE_SCRATCH_BYTES_MAX);
    void *object = scratch ? crd_arena_zalloc(arena, 1, type->size) : NULL;
    if (!object) {
        crd_err_memory(err, scratch ? arena : NULL);
        return NULL;
    }
    struct decoder d = { .arena = arena, .scratch = scratch, .source = source, .err = err };
    const struct place root = { 0 };
    const crd_type whole = { .kind = CRD_TYPE_OBJECT, .object = type };
    struct holder none = { .tail = &none.first };
    enum crd_token token = crd_source_next(source);
    if (!token || !decode_value(&d, &whole, token, object, &root, &none) ||
        crd_source_next(source) != CRD_TOKEN_END) {
        return NULL;
    }
    return crd_decode_tell_faults(&d, faults) ? NULL : object;
}
