/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The encoder: walks an object beside its table and pushes what it finds. Its recursion follows
 * tables. Knows tables and sinks, not what is written.
 */
#include <stdlib.h>

#include "../base/num.h"
#include "inside.h"

static bool encode_value(crd_sink *sink, const crd_type *type, const void *at,
                         const crd_unknown *extra);
static bool encode_object(crd_sink *sink, const crd_struct *type, const char *object);

static bool push(crd_sink *sink, crd_value value)
{
    return sink->scalar(sink, &value);
}

/* ---- numbers ---- */

static bool encode_int(crd_sink *sink, const void *at, const crd_unknown *extra)
{
    int64_t number;
    int64_t noted;
    char text[CRD_INT_TEXT_MAX];
    memcpy(&number, at, sizeof(number));
    const crd_unknown *note = extra ? crd_note_find(extra, at) : NULL;
    if (note && crd_literal_int(crd_text_of(&note->value), &noted) && noted == number) {
        return push(sink, note->value);
    }
    return push(sink, crd_value_number(crd_int_text(number, text)));
}

static bool encode_double(crd_sink *sink, const void *at, const crd_unknown *extra)
{
    double number;
    double noted = 0;
    char text[CRD_FLOAT_TEXT_MAX];
    memcpy(&number, at, sizeof(number));
    const crd_unknown *note = extra ? crd_note_find(extra, at) : NULL;
    if (note && crd_kind_of(&note->value) == CRD_NUMBER) {
        crd_float_parse(crd_text_of(&note->value), &noted);
        if (noted == number) {
            return push(sink, note->value);
        }
    }
    crd_str literal = crd_float_text_json(number, text);
    if (!literal.len && sink->err) {
        *sink->err = (crd_err) { .code = CRD_E_VALUE, .message = CRD_S("number is not finite") };
    }
    return literal.len && push(sink, crd_value_number(literal));
}

/* ---- lists and maps ---- */

static bool is_zero(const void *at, size_t size)
{
    const char *bytes = at;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i]) {
            return false;
        }
    }
    return true;
}

/* An item or map value, which may have been null. */
static bool encode_item(crd_sink *sink, const crd_type *type, const void *at,
                        const crd_unknown *extra)
{
    if (extra && is_zero(at, type->size) && crd_extra_is_null(extra, at)) {
        return push(sink, crd_value_null());
    }
    return encode_value(sink, type, at, extra);
}

static bool encode_list(crd_sink *sink, const crd_type *type, const void *at,
                        const crd_unknown *extra)
{
    struct crd_span span = crd_span_at(at);
    if (!sink->open(sink, CRD_LIST)) {
        return false;
    }
    for (size_t i = 0; i < span.n; i++) {
        if (!encode_item(sink, type->item, (const char *)span.items + i * type->stride, extra)) {
            return false;
        }
    }
    return sink->close(sink);
}

static crd_str entry_key(const char *entry)
{
    crd_str key;
    memcpy(&key, entry, sizeof(key));
    return key;
}

static bool encode_entry(crd_sink *sink, const crd_type *type, const char *entry,
                         const crd_unknown *extra)
{
    return sink->key(sink, entry_key(entry)) &&
           encode_item(sink, type->item, entry + type->value_at, extra);
}

static bool encode_entries_sorted(crd_sink *sink, const crd_type *type, struct crd_span span,
                                  const crd_unknown *extra)
{
    crd_keyed *keyed = calloc(span.n, sizeof(*keyed));
    if (!keyed) {
        return crd_err_memory(sink->err, NULL);
    }
    for (size_t i = 0; i < span.n; i++) {
        const char *entry = (const char *)span.items + i * type->stride;
        keyed[i] = (crd_keyed) { .key = entry_key(entry), .item = entry };
    }
    bool ok = crd_keyed_sort(keyed, span.n, sink->less, sink->err);
    for (size_t i = 0; i < span.n && ok; i++) {
        ok = encode_entry(sink, type, keyed[i].item, extra);
    }
    free(keyed);
    return ok;
}

static bool encode_map(crd_sink *sink, const crd_type *type, const void *at,
                       const crd_unknown *extra)
{
    struct crd_span span = crd_span_at(at);
    if (!sink->open(sink, CRD_MAP)) {
        return false;
    }
    if (sink->less && span.n > 1) {
        return encode_entries_sorted(sink, type, span, extra) && sink->close(sink);
    }
    for (size_t i = 0; i < span.n; i++) {
        if (!encode_entry(sink, type, (const char *)span.items + i * type->stride, extra)) {
            return false;
        }
    }
    return sink->close(sink);
}

/* ---- values ---- */

static bool encode_int_or_string(crd_sink *sink, const void *at, const crd_unknown *extra)
{
    const crd_int_or_string *value = at;
    return value->is_string ? push(sink, crd_value_string(value->text))
                            : encode_int(sink, &value->number, extra);
}

static bool encode_value(crd_sink *sink, const crd_type *type, const void *at,
                         const crd_unknown *extra)
{
    const void *object;
    switch (type->kind) {
    case CRD_TYPE_STRING:
        return push(sink, crd_value_string(*(const crd_str *)at));
    case CRD_TYPE_INT:
        return encode_int(sink, at, extra);
    case CRD_TYPE_DOUBLE:
        return encode_double(sink, at, extra);
    case CRD_TYPE_BOOL:
        return push(sink, crd_value_bool(*(const bool *)at));
    case CRD_TYPE_INT_OR_STRING:
        return encode_int_or_string(sink, at, extra);
    case CRD_TYPE_ANY:
        return crd_sink_value(sink, at);
    case CRD_TYPE_OBJECT:
        return encode_object(sink, type->object, at);
    case CRD_TYPE_REF:
        memcpy(&object, at, sizeof(object));
        return encode_object(sink, type->object, object);
    case CRD_TYPE_LIST:
        return encode_list(sink, type, at, extra);
    case CRD_TYPE_MAP:
        return encode_map(sink, type, at, extra);
    case CRD_TYPE_ENUM:
        break; /* only fields are enums: encode_field */
    }
    return push(sink, crd_value_null());
}

/* ---- objects ---- */

static bool encode_enum(crd_sink *sink, const crd_field *field, const char *object)
{
    int constant = crd_enum_at(object + field->at);
    crd_str text = crd_enum_text(field->type, constant);
    if (constant == 1) {
        memcpy(&text, object + field->other_at, sizeof(text));
    }
    return push(sink, crd_value_string(text));
}

static bool encode_field(crd_sink *sink, const crd_struct *type, size_t i, const char *object,
                         const crd_unknown *extra)
{
    const crd_field *field = &type->fields[i];
    if (!sink->key(sink, crd_str_of(field->key, field->key_len))) {
        return false;
    }
    if (!crd_bit_get(object, type->has_at, i)) {
        return push(sink, crd_value_null());
    }
    return field->type->kind == CRD_TYPE_ENUM
               ? encode_enum(sink, field, object)
               : encode_value(sink, field->type, object + field->at, extra);
}

static bool is_there(const crd_struct *type, const char *object, size_t i)
{
    return crd_bit_get(object, type->has_at, i) || crd_bit_get(object, type->null_at, i);
}

static bool encode_unknown(crd_sink *sink, const crd_unknown *unknown)
{
    return sink->key(sink, unknown->key) && crd_sink_value(sink, &unknown->value);
}

static bool encode_fields(crd_sink *sink, const crd_struct *type, const char *object,
                          const crd_unknown *extra)
{
    for (size_t i = 0; i < type->n; i++) {
        if (is_there(type, object, i) && !encode_field(sink, type, i, object, extra)) {
            return false;
        }
    }
    CRD_FOREACH_EXTRA (it, extra) {
        if (!encode_unknown(sink, it)) {
            return false;
        }
    }
    return true;
}

static bool encode_fields_sorted(crd_sink *sink, const crd_struct *type, const char *object,
                                 const crd_unknown *extra)
{
    size_t n = 0;
    for (size_t i = 0; i < type->n; i++) {
        n += is_there(type, object, i);
    }
    CRD_FOREACH_EXTRA (it, extra) {
        n++;
    }
    crd_keyed few[32];
    crd_keyed *keyed = n <= 32 ? few : calloc(n, sizeof(*keyed));
    if (!keyed) {
        return crd_err_memory(sink->err, NULL);
    }
    n = 0;
    for (size_t i = 0; i < type->n; i++) {
        if (is_there(type, object, i)) {
            const crd_field *field = &type->fields[i];
            keyed[n++] = (crd_keyed) { .key = { field->key, field->key_len }, .at = i };
        }
    }
    CRD_FOREACH_EXTRA (it, extra) {
        keyed[n++] = (crd_keyed) { .key = it->key, .item = it };
    }
    bool ok = crd_keyed_sort(keyed, n, sink->less, sink->err);
    for (size_t i = 0; i < n && ok; i++) {
        ok = keyed[i].item ? encode_unknown(sink, keyed[i].item)
                           : encode_field(sink, type, keyed[i].at, object, extra);
    }
    if (keyed != few) {
        free(keyed);
    }
    return ok;
}

/* NULL is the empty object. */
static bool encode_object(crd_sink *sink, const crd_struct *type, const char *object)
{
    if (!sink->open(sink, CRD_MAP)) {
        return false;
    }
    if (object) {
        const crd_unknown *extra = crd_extra_of(type, object);
        bool ok = sink->less ? encode_fields_sorted(sink, type, object, extra)
                             : encode_fields(sink, type, object, extra);
        if (!ok) {
            return false;
        }
    }
    return sink->close(sink);
}

bool crd_encode(crd_sink *sink, const crd_struct *type, const void *object)
{
    return encode_object(sink, type, object);
}
