/* SPDX-License-Identifier: Apache-2.0 */
/* Deep copies of objects, by their tables: see object.h. The recursion follows tables. */
#include "inside.h"

struct copier {
    crd_arena *arena;
    crd_err *err;
};

/* Notes of the object that is copied, and where the copies go. */
struct notes {
    const crd_unknown *from;
    crd_unknown **tail;
};

static bool copy_object(struct copier *c, const crd_struct *type, const char *from, char *to);
static bool copy_value(struct copier *c, const crd_type *type, const char *from, char *to,
                       struct notes *notes);

static bool copy_text(struct copier *c, const void *from, void *to)
{
    crd_str text;
    memcpy(&text, from, sizeof(text));
    if (text.ptr) {
        text = crd_arena_str(c->arena, text);
        if (!text.ptr) {
            return crd_err_memory(c->err, c->arena);
        }
    }
    memcpy(to, &text, sizeof(text));
    return true;
}

static bool add(struct copier *c, const crd_unknown *from, const void *at, crd_unknown ***tail)
{
    crd_unknown *unknown = CRD_NEW(c->arena, crd_unknown);
    if (!unknown) {
        return crd_err_memory(c->err, c->arena);
    }
    unknown->at = at;
    **tail = unknown;
    *tail = &unknown->next;
    return copy_text(c, &from->key, &unknown->key) &&
           crd_value_copy(c->arena, &from->value, &unknown->value, c->err);
}

/* What is noted about the value at from holds for the one at to. */
static bool copy_note(struct copier *c, const void *from, const void *to, struct notes *notes)
{
    const crd_unknown *note = notes->from ? crd_note_find(notes->from, from) : NULL;
    return !note || add(c, note, to, &notes->tail);
}

static bool copy_items(struct copier *c, const crd_type *type, const void *from, void *to,
                       struct notes *notes)
{
    struct crd_span span = crd_span_at(from);
    const char *items = span.items;
    char *copies = span.items ? crd_arena_zalloc(c->arena, span.n, type->stride) : NULL;
    if (span.items && !copies) {
        return crd_err_memory(c->err, c->arena);
    }
    for (size_t i = 0; copies && i < span.n; i++) {
        const char *item = items + i * type->stride;
        char *copy = copies + i * type->stride;
        if (type->kind == CRD_TYPE_MAP && !copy_text(c, item, copy)) {
            return false;
        }
        item += type->value_at;
        copy += type->value_at;
        bool is_number = type->item->kind == CRD_TYPE_INT || type->item->kind == CRD_TYPE_DOUBLE;
        if (!copy_value(c, type->item, item, copy, notes) ||
            (!is_number && !copy_note(c, item, copy, notes))) {
            return false;
        }
    }
    span.items = copies;
    memcpy(to, &span, sizeof(span));
    return true;
}

static bool copy_ref(struct copier *c, const crd_struct *type, const void *from, void *to)
{
    const char *object;
    char *copy = NULL;
    memcpy(&object, from, sizeof(object));
    if (object) {
        copy = crd_arena_zalloc(c->arena, 1, type->size);
        if (!copy) {
            return crd_err_memory(c->err, c->arena);
        }
        if (!copy_object(c, type, object, copy)) {
            return false;
        }
    }
    memcpy(to, &copy, sizeof(copy));
    return true;
}

static bool copy_value(struct copier *c, const crd_type *type, const char *from, char *to,
                       struct notes *notes)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
        return copy_text(c, from, to);
    case CRD_TYPE_INT:
    case CRD_TYPE_DOUBLE:
        memcpy(to, from, type->size);
        return copy_note(c, from, to, notes);
    case CRD_TYPE_BOOL:
    case CRD_TYPE_ENUM:
        memcpy(to, from, type->size);
        return true;
    case CRD_TYPE_INT_OR_STRING:
        memcpy(to, from, type->size);
        return copy_text(c, from + offsetof(crd_int_or_string, text),
                         to + offsetof(crd_int_or_string, text)) &&
               copy_note(c, from + offsetof(crd_int_or_string, number),
                         to + offsetof(crd_int_or_string, number), notes);
    case CRD_TYPE_ANY: {
        crd_value copy;
        if (!crd_value_copy(c->arena, (const crd_value *)(const void *)from, &copy, c->err)) {
            return false;
        }
        memcpy(to, &copy, sizeof(copy));
        return true;
    }
    case CRD_TYPE_OBJECT:
        return copy_object(c, type->object, from, to);
    case CRD_TYPE_REF:
        return copy_ref(c, type->object, from, to);
    case CRD_TYPE_LIST:
    case CRD_TYPE_MAP:
        return copy_items(c, type, from, to, notes);
    }
    return true;
}

static bool copy_object(struct copier *c, const crd_struct *type, const char *from, char *to)
{
    crd_unknown *extra = NULL;
    struct notes notes = { .from = crd_extra_of(type, from), .tail = &extra };
    for (size_t i = 0; i < type->n; i++) {
        const crd_field *field = &type->fields[i];
        crd_bit_set(to, type->null_at, i, crd_bit_get(from, type->null_at, i));
        if (!crd_bit_get(from, type->has_at, i)) {
            continue;
        }
        crd_bit_set(to, type->has_at, i, true);
        if (!copy_value(c, field->type, from + field->at, to + field->at, &notes) ||
            (field->type->kind == CRD_TYPE_ENUM &&
             !copy_text(c, from + field->other_at, to + field->other_at))) {
            return false;
        }
    }
    CRD_FOREACH_EXTRA (it, crd_extra_of(type, from)) {
        if (!add(c, it, NULL, &notes.tail)) {
            return false;
        }
    }
    crd_extra_set(type, to, extra);
    return true;
}

void *crd_copy(crd_arena *arena, const crd_struct *type, const void *object, crd_err *err)
{
    struct copier c = { .arena = arena, .err = err };
    char *copy = crd_arena_zalloc(arena, 1, type->size);
    if (!copy) {
        crd_err_memory(err, arena);
        return NULL;
    }
    return copy_object(&c, type, object, copy) ? copy : NULL;
}

void *crd_new(crd_arena *arena, const crd_struct *type)
{
    return crd_arena_zalloc(arena, 1, type->size);
}
