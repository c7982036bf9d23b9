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
 * Knows tables and sources, not which document or text they come from.
 */

#include <stdalign.h>
#include <stdlib.h>

#include "../base/num.h"
#include "inside.h"

/* Where the decoder is; a path is written out only when something is wrong there. */
struct place {
    const struct place *up;
    crd_str key;
    size_t index;
    bool is_index;
};

/* Found so far; told at the end, for a key that comes again takes its faults back. */
struct fault {
    struct fault *next;
    crd_diag diag;
    bool is_void;
};

/* What a field, or an entry of a map, has left behind besides its value. */
struct trace {
    struct trace *next;
    size_t key; /* the number of the field or entry */
    crd_unknown **notes;
    crd_unknown **notes_end;
    struct fault *before; /* the one before its first; NULL: that is the first of all */
    struct fault *last;
};

/* The object whose `extra` collects notes; it has none when it drops them. */
struct holder {
    bool drops;
    crd_unknown *first;
    crd_unknown **tail;
    bool has_notes;
    size_t n_unknown;
    struct trace *traces;
};

struct decoder {
    crd_arena *arena;
    crd_arena *scratch;
    crd_source *source;
    crd_err *err;
    struct fault *first_fault;
    struct fault *last_fault;
};

enum outcome {
    STOP = 0, /* failed: ours, or the source's */
    DONE,
    ABSENT, /* a fault: the value counts as absent */
};

/* ---- faults ---- */

static void add_path(crd_buf *path, crd_buf *pointer, const struct place *place)
{
    if (!place->up) {
        return;
    }
    add_path(path, pointer, place->up);
    crd_buf_add_byte(pointer, '/');
    if (place->is_index) {
        crd_buf_add_byte(path, '[');
        crd_buf_add_uint(path, place->index);
        crd_buf_add_byte(path, ']');
        crd_buf_add_uint(pointer, place->index);
        return;
    }
    if (path->len) {
        crd_buf_add_byte(path, '.');
    }
    crd_buf_add(path, place->key);
    for (size_t i = 0; i < place->key.len; i++) {
        char c = place->key.ptr[i];
        if (c == '~' || c == '/') {
            crd_buf_add(pointer, c == '~' ? CRD_S("~0") : CRD_S("~1"));
        } else {
            crd_buf_add_byte(pointer, c);
        }
    }
}

static const char *wanted(const crd_type *type)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
    case CRD_TYPE_ENUM:
        return "string";
    case CRD_TYPE_INT:
        return "integer";
    case CRD_TYPE_DOUBLE:
        return "number";
    case CRD_TYPE_BOOL:
        return "boolean";
    case CRD_TYPE_INT_OR_STRING:
        return "integer,string";
    case CRD_TYPE_LIST:
        return "array";
    default:
        return "object";
    }
}

static const char *found(const struct decoder *d, enum crd_token token, const crd_type *type)
{
    int64_t number;
    switch (token) {
    case CRD_TOKEN_NULL:
        return "null";
    case CRD_TOKEN_TRUE:
    case CRD_TOKEN_FALSE:
        return "boolean";
    case CRD_TOKEN_NUMBER:
        if (type->kind == CRD_TYPE_INT && type->format) {
            return "float64";
        }
        return crd_int_parse(d->source->text, 10, 64, &number) == CRD_NUM_OK ? "integer" : "number";
    case CRD_TOKEN_STRING:
        return "string";
    case CRD_TOKEN_LIST:
        return "array";
    default:
        return "object";
    }
}

/* A value of the wrong type: reports it and passes over it. */
static enum outcome mismatch(struct decoder *d, const crd_type *type, enum crd_token token,
                             const struct place *place)
{
    crd_str got = crd_str_c(found(d, token, type));
    bool by_format = type->kind == CRD_TYPE_INT && type->format && token == CRD_TOKEN_NUMBER;
    crd_str want = crd_str_c(by_format ? type->format : wanted(type));
    CRD_AUTO_BUF path;
    CRD_AUTO_BUF pointer;
    crd_buf_init(&path, CRD_TEXT_BYTES_MAX);
    crd_buf_init(&pointer, CRD_TEXT_BYTES_MAX);
    add_path(&path, &pointer, place);
    if (crd_buf_failed(&path) || crd_buf_failed(&pointer)) {
        crd_err_memory(d->err, NULL);
        return STOP;
    }
    struct fault *fault = CRD_NEW(d->arena, struct fault);
    if (!fault) {
        crd_err_memory(d->err, d->arena);
        return STOP;
    }
    crd_diag diag = {
        .rule = CRD_S("decode"),
        .path = crd_arena_str(d->arena, crd_buf_str(&path)),
        .reason = CRD_S("FieldValueTypeInvalid"),
        .pointer = crd_arena_str(d->arena, crd_buf_str(&pointer)),
        .place = crd_source_place(d->source),
    };
    diag.message = CRD_CAT(d->arena, CRD_S("Invalid value: \""), got, CRD_S("\": "), diag.path,
                           CRD_S(" in body must be of type "), want, CRD_S(": \""), got,
                           CRD_S("\""));
    if (!diag.path.ptr || !diag.pointer.ptr || !diag.message.ptr) {
        crd_err_memory(d->err, d->arena);
        return STOP;
    }
    fault->diag = diag;
    if (d->last_fault) {
        d->last_fault->next = fault;
    } else {
        d->first_fault = fault;
    }
    d->last_fault = fault;
    bool opened = token == CRD_TOKEN_LIST || token == CRD_TOKEN_MAP;
    return !opened || crd_source_skip(d->source) ? ABSENT : STOP;
}

/* ---- notes and texts ---- */

static bool note(struct decoder *d, struct holder *holder, const void *at, crd_value value)
{
    if (holder->drops) {
        return true;
    }
    crd_unknown *unknown = CRD_NEW(d->arena, crd_unknown);
    if (!unknown) {
        return crd_err_memory(d->err, d->arena);
    }
    unknown->at = at;
    unknown->value = value;
    holder->has_notes = true;
    *holder->tail = unknown;
    holder->tail = &unknown->next;
    return true;
}

static bool keep(struct decoder *d, crd_str *ret)
{
    *ret = d->source->text;
    if (d->source->is_kept) {
        return true;
    }
    char *copy = crd_arena_bytes(d->arena, ret->len);
    if (!copy) {
        return crd_err_memory(d->err, d->arena);
    }
    memcpy(copy, ret->ptr, ret->len);
    ret->ptr = copy;
    return true;
}

/* The literal of a number that would not be printed again as it stands. */
static bool note_literal(struct decoder *d, struct holder *holder, const void *at)
{
    crd_str literal = { 0 };
    return (holder->drops || keep(d, &literal)) && note(d, holder, at, crd_value_number(literal));
}

/* What was noted since then about values in [from, from + size) is about those in to now. */
static void move_notes(crd_unknown *unknown, const char *from, size_t size, const char *to)
{
    for (; unknown; unknown = unknown->next) {
        const char *at = unknown->at;
        if (at && at >= from && at < from + size) {
            unknown->at = to + (at - from);
        }
    }
}

/* ---- scalars ---- */

static enum outcome decode_int(struct decoder *d, const crd_type *type, enum crd_token token,
                               int64_t *ret, const struct place *place, struct holder *holder)
{
    int64_t number;
    if (token != CRD_TOKEN_NUMBER || !crd_literal_int(d->source->text, &number)) {
        return mismatch(d, type, token, place);
    }
    *ret = number;
    return !crd_literal_is_odd_int(d->source->text, number) || note_literal(d, holder, ret) ? DONE
                                                                                            : STOP;
}

static enum outcome decode_double(struct decoder *d, const crd_type *type, enum crd_token token,
                                  double *ret, const struct place *place, struct holder *holder)
{
    if (token != CRD_TOKEN_NUMBER) {
        return mismatch(d, type, token, place);
    }
    double number = 0;
    crd_float_parse(d->source->text, &number); /* an infinity when out of range: the note has it */
    *ret = number;
    return !crd_literal_is_odd_double(d->source->text, number) || note_literal(d, holder, ret)
               ? DONE
               : STOP;
}

static enum outcome decode_int_or_string(struct decoder *d, const crd_type *type,
                                         enum crd_token token, crd_int_or_string *ret,
                                         const struct place *place, struct holder *holder)
{
    if (token == CRD_TOKEN_STRING) {
        ret->is_string = true;
        return keep(d, &ret->text) ? DONE : STOP;
    }
    ret->is_string = false;
    return decode_int(d, type, token, &ret->number, place, holder);
}

/* ---- keys that stand twice ---- */

/* Remembers what has come since then about the field or entry of that number. */
static bool trace(struct decoder *d, struct holder *holder, struct trace **list, size_t key,
                  crd_unknown **notes, struct fault *before)
{
    if (holder->tail == notes && d->last_fault == before) {
        return true;
    }
    struct trace *trace = CRD_NEW(d->scratch, struct trace);
    if (!trace) {
        return crd_err_memory(d->err, d->scratch);
    }
    *trace = (struct trace){
        .next = *list,
        .key = key,
        .notes = notes,
        .notes_end = holder->tail,
        .before = before,
        .last = d->last_fault,
    };
    *list = trace;
    return true;
}

static void void_faults(struct decoder *d, const struct trace *trace)
{
    if (trace->last == trace->before) {
        return;
    }
    struct fault *fault = trace->before ? trace->before->next : d->first_fault;
    for (; fault != trace->last; fault = fault->next) {
        fault->is_void = true;
    }
    fault->is_void = true;
}

/* The field comes again: what was found about it does not count. Later traces may begin where the
 * notes that go away end. */
static void forget(struct decoder *d, struct holder *holder, size_t field)
{
    struct trace **at = &holder->traces;
    while (*at && (*at)->key != field) {
        at = &(*at)->next;
    }
    if (!*at) {
        return;
    }
    struct trace gone = **at;
    *at = gone.next;
    void_faults(d, &gone);
    *gone.notes = *gone.notes_end;
    if (holder->tail == gone.notes_end) {
        holder->tail = gone.notes;
    }
    for (struct trace *other = holder->traces; other; other = other->next) {
        if (other->notes == gone.notes_end) {
            other->notes = gone.notes;
        }
        if (other->notes_end == gone.notes_end) {
            other->notes_end = gone.notes;
        }
    }
}

struct named {
    crd_str key;
    size_t at;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    int order = crd_str_cmp(x->key, y->key);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Of equal keys among n the last one's number is put at the first one's place: replaced_by[first];
 * later ones get CRD_NPOS. True: there were some. */
static bool find_twins(struct named *named, size_t n, size_t *replaced_by)
{
    bool any = false;
    qsort(named, n, sizeof(*named), compare_named);
    for (size_t i = 0; i < n; i++) {
        replaced_by[named[i].at] = named[i].at;
    }
    for (size_t i = 1, first = 0; i < n; i++) {
        if (!crd_str_eq(named[first].key, named[i].key)) {
            first = i;
            continue;
        }
        any = true;
        replaced_by[named[first].at] = named[i].at;
        replaced_by[named[i].at] = CRD_NPOS;
    }
    return any;
}

struct twins {
    struct named *named; /* Owned */
    size_t *replaced_by; /* Owned */
};

static void twins_done(struct twins *twins)
{
    free(twins->named);
    free(twins->replaced_by);
}
#define AUTO_TWINS __attribute__((cleanup(twins_done))) struct twins

static bool twins_new(struct decoder *d, size_t n, struct twins *ret)
{
    ret->named = calloc(n, sizeof(*ret->named));
    ret->replaced_by = calloc(n, sizeof(*ret->replaced_by));
    return (ret->named && ret->replaced_by) || crd_err_memory(d->err, NULL);
}

static crd_str key_at(const crd_type *type, const char *items, size_t i)
{
    crd_str key;
    memcpy(&key, items + i * type->stride, sizeof(key));
    return key;
}

/* A finished map that is to lose the entries that others replace. */
struct entries {
    const crd_type *type;
    char *items;
    size_t n;
    crd_unknown **notes; /* those of the map begin there */
    struct trace *traces;
};

static bool ascend(const struct entries *e)
{
    size_t i = 1;
    while (i < e->n && crd_str_cmp(key_at(e->type, e->items, i - 1),
                                   key_at(e->type, e->items, i)) < 0) {
        i++;
    }
    return i >= e->n;
}

/* Notes about entries go with them: to[i] is where the i-th one lies now, CRD_NPOS: nowhere. */
static void move_entry_notes(const struct entries *e, struct holder *holder, const size_t *to)
{
    size_t stride = e->type->stride;
    crd_unknown **at = e->notes;
    while (*at) {
        const char *address = (*at)->at;
        if (!address || address < e->items || address >= e->items + e->n * stride) {
            at = &(*at)->next;
            continue;
        }
        size_t offset = (size_t)(address - e->items);
        size_t now = to[offset / stride];
        if (now == CRD_NPOS) {
            *at = (*at)->next;
            continue;
        }
        (*at)->at = e->items + now * stride + offset % stride;
        at = &(*at)->next;
    }
    holder->tail = at;
}

static void move_entry(const struct entries *e, size_t from, size_t to)
{
    const crd_type *item = e->type->item;
    char *source = e->items + from * e->type->stride;
    char *target = e->items + to * e->type->stride;
    if (from == to) {
        return;
    }
    memmove(target, source, e->type->stride);
    if (item->kind == CRD_TYPE_OBJECT) {
        target += e->type->value_at;
        move_notes(crd_extra_of(item->object, target), source + e->type->value_at,
                   item->object->size, target);
    }
}

/* The last of equal keys takes the first one's place. */
static bool settle_entries(struct decoder *d, struct holder *holder, struct entries *e)
{
    if (ascend(e)) {
        return true;
    }
    AUTO_TWINS twins = { 0 };
    if (!twins_new(d, e->n, &twins)) {
        return false;
    }
    for (size_t i = 0; i < e->n; i++) {
        twins.named[i] = (struct named){ .key = key_at(e->type, e->items, i), .at = i };
    }
    if (!find_twins(twins.named, e->n, twins.replaced_by)) {
        return true;
    }
    size_t *to = calloc(e->n, sizeof(*to));
    if (!to) {
        return crd_err_memory(d->err, NULL);
    }
    for (size_t i = 0; i < e->n; i++) {
        to[i] = CRD_NPOS;
    }
    size_t kept = 0;
    for (size_t i = 0; i < e->n; i++) {
        if (twins.replaced_by[i] != CRD_NPOS) {
            to[twins.replaced_by[i]] = kept;
            move_entry(e, twins.replaced_by[i], kept++);
        }
    }
    move_entry_notes(e, holder, to);
    for (const struct trace *trace = e->traces; trace; trace = trace->next) {
        if (to[trace->key] == CRD_NPOS) {
            void_faults(d, trace);
        }
    }
    free(to);
    e->n = kept;
    return true;
}

/* The same for the unknown fields of an object. */
static bool settle_unknown(struct decoder *d, struct holder *holder)
{
    size_t n = holder->n_unknown;
    if (n < 2) {
        return true;
    }
    AUTO_TWINS twins = { 0 };
    crd_unknown **all = calloc(n, sizeof(crd_unknown *));
    if (!all || !twins_new(d, n, &twins)) {
        free(all);
        return crd_err_memory(d->err, NULL);
    }
    size_t i = 0;
    for (crd_unknown *it = holder->first; it; it = it->next) {
        if (!it->at) {
            twins.named[i] = (struct named){ .key = it->key, .at = i };
            all[i++] = it;
        }
    }
    bool any = find_twins(twins.named, n, twins.replaced_by);
    for (i = 0; any && i < n; i++) {
        if (twins.replaced_by[i] != CRD_NPOS) {
            all[i]->value = all[twins.replaced_by[i]]->value;
        }
    }
    if (any) {
        i = 0;
        for (crd_unknown **at = &holder->first; *at;) {
            if (!(*at)->at && twins.replaced_by[i++] == CRD_NPOS) {
                *at = (*at)->next;
            } else {
                at = &(*at)->next;
            }
        }
    }
    free(all);
    return true;
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
        struct chunk *chunk =
            crd_arena_alloc(d->scratch, sizeof(*chunk) + room * pile->stride);
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
        move_notes(crd_extra_of(item->object, object), from + i * stride + value_at,
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
        move_notes(notes, chunk->items, size, to);
        move_inner_notes(type->item, chunk->items, to, chunk->n, pile->stride, type->value_at);
        to += size;
    }
    *ret = (struct crd_span){ .items = items, .n = pile->n };
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
            if (type->item->kind != CRD_TYPE_ANY && !note(d, holder, item, crd_value_null())) {
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
    if (!entry || !keep(d, &here.key)) {
        return false;
    }
    memcpy(entry, &here.key, sizeof(here.key));
    enum crd_token token = crd_source_next(d->source);
    char *value = entry + type->value_at;
    if (token == CRD_TOKEN_NULL) {
        return type->item->kind == CRD_TYPE_ANY || note(d, holder, value, crd_value_null());
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
             !trace(d, holder, &entries.traces, pile.n - 1, notes, before))) {
            return STOP;
        }
    }
    struct crd_span span;
    if (!pile_move(d, type, &pile, holder->has_notes ? *entries.notes : NULL, &span)) {
        return STOP;
    }
    entries.items = span.items;
    entries.n = span.n;
    if (!settle_entries(d, holder, &entries)) {
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
        return mismatch(d, field->type, token, place);
    }
    int constant = crd_enum_of(field->type, d->source->text);
    memcpy(object + field->at, &constant, sizeof(constant));
    crd_str other = { 0 };
    if (constant == 1 && !keep(d, &other)) {
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
        forget(d, holder, i);
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
    enum outcome outcome = field->type->kind == CRD_TYPE_ENUM
                               ? decode_enum(d, field, token, object, &here)
                               : decode_value(d, field->type, token, object + field->at, &here,
                                              holder);
    if (outcome == DONE) {
        crd_bit_set(object, type->has_at, i, true);
    }
    return outcome != STOP && trace(d, holder, &holder->traces, i, notes, before);
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
    if (!keep(d, &unknown->key)) {
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
    if (!settle_unknown(d, &holder)) {
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
            return keep(d, ret) ? DONE : STOP;
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
    return mismatch(d, type, token, place);
}

/* ---- the whole ---- */

/* True with err set when there are faults: the first one's, or memory is out. */
static bool tell_faults(const struct decoder *d, crd_diags *faults)
{
    bool any = false;
    for (const struct fault *fault = d->first_fault; fault; fault = fault->next) {
        const crd_diag *diag = &fault->diag;
        if (fault->is_void) {
            continue;
        }
        if (faults && !crd_diags_add(faults, diag, d->err)) {
            return true;
        }
        if (!any) {
            CRD_FAIL(d->err, d->arena, CRD_E_TYPE, diag->path, CRD_S(": "), diag->message);
            crd_err_at(d->err, diag->place);
            any = true;
        }
    }
    return any;
}

void *crd_decode(crd_arena *arena, const crd_struct *type, crd_source *source, crd_diags *faults,
                 crd_err *err)
{
    size_t left = crd_arena_limit(arena) - crd_arena_used(arena); /* all of it is to end there */
    CRD_AUTO_ARENA scratch = crd_arena_new(
        left < CRD_DECODE_SCRATCH_BYTES_MAX ? left : CRD_DECODE_SCRATCH_BYTES_MAX);
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
    return tell_faults(&d, faults) ? NULL : object;
}
