/* SPDX-License-Identifier: Apache-2.0 */
/* Reading objects by tables of fields: see load_read.h. Knows no field's meaning. */
#include "load_read.h"

#include "base/num.h"

void *crdc_read_alloc(crdc_reader *reader, size_t count, size_t size)
{
    void *memory = crd_arena_zalloc(reader->arena, count ? count : 1, size);
    if (!memory && !reader->failed) {
        reader->failed = true;
        crd_err_memory(reader->err, reader->arena);
    }
    return memory;
}

static size_t part_len(const crdc_at *at, char digits[CRD_INT_TEXT_MAX])
{
    if (at->is_index) {
        return crd_uint_text(at->index, digits).len + 2;
    }
    return at->key.len + (at->is_key ? 2 : at->up ? 1 : 0);
}

/* Writes the part of at so that it ends before end; returns where it begins. */
static char *part_write(const crdc_at *at, char *end)
{
    char digits[CRD_INT_TEXT_MAX];
    crd_str text = at->is_index ? crd_uint_text(at->index, digits) : at->key;
    bool brackets = at->is_index || at->is_key;
    if (brackets) {
        *--end = ']';
    }
    end -= text.len;
    if (text.len) {
        memcpy(end, text.ptr, text.len);
    }
    if (brackets) {
        *--end = '[';
    } else if (at->up) {
        *--end = '.';
    }
    return end;
}

crd_str crdc_at_text(crd_arena *arena, const crdc_at *at)
{
    char digits[CRD_INT_TEXT_MAX];
    size_t len = 0;
    for (const crdc_at *part = at; part; part = part->up) {
        len += part_len(part, digits);
    }
    char *text = crd_arena_bytes(arena, len + 1);
    if (!text) {
        return crd_str_of(NULL, 0);
    }
    text[len] = '\0';
    char *end = text + len;
    for (const crdc_at *part = at; part; part = part->up) {
        end = part_write(part, end);
    }
    return crd_str_of(text, len);
}

crd_place crdc_read_place(const crdc_reader *reader, const crd_value *value, bool key)
{
    crd_place place = { 0 };
    crd_place of_key = { 0 };
    if (reader->places && value) {
        crd_places_find(reader->places, value, &place, &of_key);
    }
    return key && of_key.line ? of_key : place;
}

void crdc_read_finding(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       enum crd_severity severity, const char *rule, crd_str message)
{
    crd_str path = crdc_at_text(reader->arena, at);
    if (!path.ptr || !message.ptr) {
        if (!reader->failed) {
            reader->failed = true;
            crd_err_memory(reader->err, reader->arena);
        }
        return;
    }
    const crd_diag diag = {
        .rule = crd_str_c(rule),
        .severity = severity,
        .path = path,
        .reason = severity == CRD_ERROR ? CRD_S("FieldValueTypeInvalid") : CRD_S(""),
        .message = message,
        .subject = reader->file,
        .place = crdc_read_place(reader, value, true),
    };
    if (!crd_diags_add(&reader->loading->diags, &diag, reader->err)) {
        reader->failed = true;
    }
}

static crd_str kind_name(enum crd_kind kind)
{
    static const crd_str names[] = {
        [CRD_NULL] = CRD_STR_INIT("null"),       [CRD_BOOL] = CRD_STR_INIT("a boolean"),
        [CRD_NUMBER] = CRD_STR_INIT("a number"), [CRD_STRING] = CRD_STR_INIT("a string"),
        [CRD_LIST] = CRD_STR_INIT("a list"),     [CRD_MAP] = CRD_STR_INIT("an object"),
    };
    return names[kind];
}

static void wrong_type(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       crd_str wanted)
{
    reader->broken = true;
    crdc_read_finding(reader, at, value, CRD_ERROR, "type",
                      CRD_CAT(reader->arena, CRD_S("must be "), wanted, CRD_S(", not "),
                              kind_name(crd_kind_of(value))));
}

bool crdc_read_is(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                  enum crd_kind kind)
{
    if (crd_kind_of(value) != kind) {
        wrong_type(reader, at, value, kind_name(kind));
        return false;
    }
    return true;
}

/* encoding/json takes 3 and refuses 3.0 and 1e1 for an int64; through YAML they come as whole
 * numbers, and the literal is then a whole one already. */
static void read_int(crdc_reader *reader, const crdc_at *at, const crd_value *value, crdc_int *ret)
{
    if (!crdc_read_is(reader, at, value, CRD_NUMBER)) {
        return;
    }
    if (!crd_number_int(value, &ret->value)) {
        reader->broken = true;
        crdc_read_finding(reader, at, value, CRD_ERROR, "type",
                          CRD_CAT(reader->arena, CRD_S("must be a whole number of 64 bits, not "),
                                  crd_text_of(value)));
        return;
    }
    ret->has = true;
}

static void read_float(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       crdc_float *ret)
{
    if (!crdc_read_is(reader, at, value, CRD_NUMBER)) {
        return;
    }
    if (!crd_number_float(value, &ret->value)) {
        reader->broken = true;
        crdc_read_finding(reader, at, value, CRD_ERROR, "type",
                          CRD_CAT(reader->arena, CRD_S("must be a number of 64 bits, not "),
                                  crd_text_of(value)));
        return;
    }
    ret->has = true;
    ret->literal = crd_text_of(value);
}

static void read_texts(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       crdc_texts *ret)
{
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    crd_str *items = crdc_read_alloc(reader, n, sizeof(*items));
    if (!items) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        crdc_at here = crdc_at_index(at, i);
        const crd_value *item = crd_item(value, i);
        items[i] = CRD_S("");
        if (!crd_is_null(item) && crdc_read_is(reader, &here, item, CRD_STRING)) {
            items[i] = crd_text_of(item);
        }
    }
    *ret = (crdc_texts){ .items = items, .n = n };
}

static void read_bool(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                      const crdc_field *field, char *target)
{
    if (!crdc_read_is(reader, at, value, CRD_BOOL)) {
        return;
    }
    bool truth = crd_is_true(value);
    if (field->kind == CRDC_F_BOOL) {
        *(bool *)(void *)target = truth;
    } else {
        *(enum crdc_or_bool *)(void *)target = truth ? CRDC_TRUE : CRDC_FALSE;
    }
}

static void read_field(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       const crdc_field *field, void *target)
{
    crdc_int number = { 0 };
    switch (field->kind) {
    case CRDC_F_TEXT:
        if (crdc_read_is(reader, at, value, CRD_STRING)) {
            *(crd_str *)target = crd_text_of(value);
        }
        return;
    case CRDC_F_BOOL:
    case CRDC_F_TRI:
        read_bool(reader, at, value, field, target);
        return;
    case CRDC_F_INT:
        read_int(reader, at, value, target);
        return;
    case CRDC_F_INT64:
        read_int(reader, at, value, &number);
        *(int64_t *)target = number.value;
        return;
    case CRDC_F_FLOAT:
        read_float(reader, at, value, target);
        return;
    case CRDC_F_TEXTS:
        read_texts(reader, at, value, target);
        return;
    case CRDC_F_VALUE:
        *(const crd_value **)target = value;
        return;
    case CRDC_F_OBJECT:
        if (crdc_read_is(reader, at, value, CRD_MAP)) {
            *(const crd_value **)target = value;
        }
        return;
    case CRDC_F_LIST:
        if (crdc_read_is(reader, at, value, CRD_LIST)) {
            *(crd_value *)target = *value;
        }
        return;
    case CRDC_F_READ:
        field->read(reader, at, value, target);
        return;
    case CRDC_F_SKIP:
        return;
    }
}

static const crdc_field *find(const crdc_field *fields, size_t n, crd_str key)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(crd_str_c(fields[i].key), key)) {
            return &fields[i];
        }
    }
    return NULL;
}

void crdc_read_fields(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                      const crdc_field *fields, size_t n_fields, void *target)
{
    if (crd_is_null(value) || !crdc_read_is(reader, at, value, CRD_MAP)) {
        return; /* null, an item of a list, is an object of which nothing is set */
    }
    for (size_t i = 0; i < crd_len_of(value) && !reader->failed; i++) {
        const crd_member *member = crd_member_at(value, i);
        const crdc_field *field = find(fields, n_fields, member->key);
        crdc_at here = crdc_at_key(at, member->key);
        if (!field) {
            crdc_read_finding(reader, &here, &member->value, CRD_WARNING, "unknown-field",
                              CRD_S("unknown field"));
        } else if (!crd_is_null(&member->value) || field->kind == CRDC_F_VALUE) {
            read_field(reader, &here, &member->value, field, (char *)target + field->offset);
        }
    }
}
