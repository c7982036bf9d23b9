/* SPDX-License-Identifier: Apache-2.0 */
/* Equality of objects as documents, by their tables: see object.h. The recursion follows tables. */
#include "inside.h"

/* Two objects' unknown fields and notes. */
struct extras {
    const crd_unknown *a;
    const crd_unknown *b;
};

static bool equal_object(const crd_struct *type, const char *a, const char *b);

static bool equal_text(const void *a, const void *b)
{
    crd_str x;
    crd_str y;
    memcpy(&x, a, sizeof(x));
    memcpy(&y, b, sizeof(y));
    return crd_str_eq(x, y);
}

static bool equal_value(const crd_type *type, const char *a, const char *b,
                        const struct extras *extras);

static bool equal_item(const crd_type *type, const char *a, const char *b,
                       const struct extras *extras)
{
    return crd_extra_is_null(extras->a, a) == crd_extra_is_null(extras->b, b) &&
           equal_value(type, a, b, extras);
}

static bool equal_list(const crd_type *type, struct crd_span a, struct crd_span b,
                       const struct extras *extras)
{
    for (size_t i = 0; i < a.n; i++) {
        size_t at = i * type->stride;
        if (!equal_item(type->item, (const char *)a.items + at, (const char *)b.items + at,
                        extras)) {
            return false;
        }
    }
    return true;
}

/* Entries mostly stand in the same order; each is looked for from where the last one was. */
static bool equal_map(const crd_type *type, struct crd_span a, struct crd_span b,
                      const struct extras *extras)
{
    size_t next = 0;
    for (size_t i = 0; i < a.n; i++) {
        const char *x = (const char *)a.items + i * type->stride;
        const char *y = NULL;
        for (size_t tried = 0; tried < b.n && !y; tried++) {
            const char *entry = (const char *)b.items + next * type->stride;
            next = next + 1 == b.n ? 0 : next + 1;
            y = equal_text(x, entry) ? entry : NULL;
        }
        if (!y || !equal_item(type->item, x + type->value_at, y + type->value_at, extras)) {
            return false;
        }
    }
    return true;
}

static bool equal_int_or_string(const void *a, const void *b)
{
    const crd_int_or_string *x = a;
    const crd_int_or_string *y = b;
    return x->is_string == y->is_string &&
           (x->is_string ? crd_str_eq(x->text, y->text) : x->number == y->number);
}

static bool equal_double(const void *a, const void *b)
{
    double x;
    double y;
    memcpy(&x, a, sizeof(x));
    memcpy(&y, b, sizeof(y));
    return x == y;
}

static bool equal_items(const crd_type *type, const char *a, const char *b,
                        const struct extras *extras)
{
    struct crd_span x = crd_span_at(a);
    struct crd_span y = crd_span_at(b);
    return x.n == y.n && (type->kind == CRD_TYPE_LIST ? equal_list(type, x, y, extras)
                                                      : equal_map(type, x, y, extras));
}

static bool equal_value(const crd_type *type, const char *a, const char *b,
                        const struct extras *extras)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
        return equal_text(a, b);
    case CRD_TYPE_DOUBLE:
        return equal_double(a, b);
    case CRD_TYPE_INT:
    case CRD_TYPE_BOOL:
    case CRD_TYPE_ENUM:
        return memcmp(a, b, type->size) == 0;
    case CRD_TYPE_INT_OR_STRING:
        return equal_int_or_string(a, b);
    case CRD_TYPE_ANY:
        return crd_value_equal((const crd_value *)(const void *)a,
                               (const crd_value *)(const void *)b);
    case CRD_TYPE_OBJECT:
        return equal_object(type->object, a, b);
    case CRD_TYPE_REF: {
        const char *x;
        const char *y;
        memcpy(&x, a, sizeof(x));
        memcpy(&y, b, sizeof(y));
        return crd_equal(type->object, x, y);
    }
    case CRD_TYPE_LIST:
    case CRD_TYPE_MAP:
        return equal_items(type, a, b, extras);
    }
    return false;
}

static bool equal_unknown(const struct extras *extras)
{
    size_t na = 0;
    size_t nb = 0;
    CRD_FOREACH_EXTRA (it, extras->b) {
        nb++;
    }
    const crd_unknown *next = crd_extra_next(extras->b);
    CRD_FOREACH_EXTRA (it, extras->a) {
        const crd_value *other = next && crd_str_eq(next->key, it->key)
                                     ? &next->value
                                     : crd_extra_get(extras->b, it->key);
        if (!other || !crd_value_equal(&it->value, other)) {
            return false;
        }
        next = next ? crd_extra_next(next->next) : NULL;
        na++;
    }
    return na == nb;
}

static bool equal_object(const crd_struct *type, const char *a, const char *b)
{
    struct extras extras = { .a = crd_extra_of(type, a), .b = crd_extra_of(type, b) };
    for (size_t i = 0; i < type->n; i++) {
        const crd_field *field = &type->fields[i];
        bool has = crd_bit_get(a, type->has_at, i);
        bool null = crd_bit_get(a, type->null_at, i);
        if (has != crd_bit_get(b, type->has_at, i) ||
            (!has && null != crd_bit_get(b, type->null_at, i))) {
            return false;
        }
        if (has && (!equal_value(field->type, a + field->at, b + field->at, &extras) ||
                    (field->type->kind == CRD_TYPE_ENUM && crd_enum_at(a + field->at) == 1 &&
                     !equal_text(a + field->other_at, b + field->other_at)))) {
            return false;
        }
    }
    return equal_unknown(&extras);
}

bool crd_equal(const crd_struct *type, const void *a, const void *b)
{
    return a == b || (a && b && equal_object(type, a, b));
}
