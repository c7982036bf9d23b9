/* SPDX-License-Identifier: Apache-2.0 */
/* Field faults: see schema_fault.h. Knows no rule, only how what a rule says is printed. */
#include "schema_fault.h"

#include <stdlib.h>

#include "../base/limits.h"
#include "../base/num.h"
#include "../value/json.h"

static size_t step_len(const crd_path *path)
{
    char digits[CRD_INT_TEXT_MAX];
    switch (path->kind) {
    case CRD_PATH_INDEX:
        return crd_uint_text(path->index, digits).len + 2;
    case CRD_PATH_KEY:
        return path->name.len + 2;
    case CRD_PATH_CHILD:
        break;
    }
    return path->name.len + (path->up ? 1 : 0);
}

/* Writes the step so that it ends before end; returns where it begins. */
static char *step_write(const crd_path *path, char *end)
{
    char digits[CRD_INT_TEXT_MAX];
    bool brackets = path->kind != CRD_PATH_CHILD;
    crd_str text = path->kind == CRD_PATH_INDEX ? crd_uint_text(path->index, digits) : path->name;
    if (brackets) {
        *--end = ']';
    }
    end -= text.len;
    if (text.len) {
        memcpy(end, text.ptr, text.len);
    }
    if (brackets) {
        *--end = '[';
    } else if (path->up) {
        *--end = '.';
    }
    return end;
}

crd_str crd_path_text(crd_arena *arena, const crd_path *path)
{
    if (!path) {
        return CRD_S("<nil>");
    }
    size_t len = 0;
    for (const crd_path *step = path; step; step = step->up) {
        len += step_len(step);
    }
    char *text = crd_arena_bytes(arena, len + 1);
    if (!text) {
        return crd_str_of(NULL, 0);
    }
    text[len] = '\0';
    char *end = text + len;
    for (const crd_path *step = path; step; step = step->up) {
        end = step_write(step, end);
    }
    return crd_str_of(text, len);
}

void crd_faults_init(crd_faults *faults, crd_arena *arena)
{
    *faults = (crd_faults){ .arena = arena };
}

static const struct {
    crd_str words;
    crd_str reason;
} kinds[] = {
    [CRD_FAULT_INVALID] = { CRD_STR_INIT("Invalid value"), CRD_STR_INIT("FieldValueInvalid") },
    [CRD_FAULT_TYPE_INVALID] = { CRD_STR_INIT("Invalid value"),
                                 CRD_STR_INIT("FieldValueTypeInvalid") },
    [CRD_FAULT_NOT_SUPPORTED] = { CRD_STR_INIT("Unsupported value"),
                                  CRD_STR_INIT("FieldValueNotSupported") },
    [CRD_FAULT_DUPLICATE] = { CRD_STR_INIT("Duplicate value"),
                              CRD_STR_INIT("FieldValueDuplicate") },
    [CRD_FAULT_TOO_MANY] = { CRD_STR_INIT("Too many"), CRD_STR_INIT("FieldValueTooMany") },
    [CRD_FAULT_REQUIRED] = { CRD_STR_INIT("Required value"), CRD_STR_INIT("FieldValueRequired") },
    [CRD_FAULT_FORBIDDEN] = { CRD_STR_INIT("Forbidden"), CRD_STR_INIT("FieldValueForbidden") },
    [CRD_FAULT_TOO_LONG] = { CRD_STR_INIT("Too long"), CRD_STR_INIT("FieldValueTooLong") },
    [CRD_FAULT_INTERNAL] = { CRD_STR_INIT("Internal error"), CRD_STR_INIT("InternalError") },
};

crd_str crd_fault_reason(enum crd_fault_kind kind)
{
    return kinds[kind].reason;
}

void crd_fault_add_at(crd_faults *faults, enum crd_fault_kind kind, crd_str path, crd_str value,
                      crd_str detail, const crd_value *at)
{
    bool valued = kind < CRD_FAULT_REQUIRED;
    if (faults->failed || !path.ptr || (valued && !value.ptr) || !detail.ptr) {
        faults->failed = true;
        return;
    }
    crd_fault *fault = CRD_NEW(faults->arena, crd_fault);
    crd_str message = CRD_CAT(faults->arena, kinds[kind].words, valued ? CRD_S(": ") : CRD_S(""),
                              valued ? value : CRD_S(""), detail.len ? CRD_S(": ") : CRD_S(""),
                              detail.len ? detail : CRD_S(""));
    if (!fault || !message.ptr) {
        faults->failed = true;
        return;
    }
    *fault = (crd_fault){ .kind = kind, .path = path, .message = message, .at = at };
    if (faults->last) {
        faults->last->next = fault;
    } else {
        faults->first = fault;
    }
    faults->last = fault;
    faults->n++;
}

void crd_fault_add(crd_faults *faults, enum crd_fault_kind kind, const crd_path *path,
                   crd_str value, crd_str detail, const crd_value *at)
{
    if (!faults->failed) {
        crd_fault_add_at(faults, kind, crd_path_text(faults->arena, path), value, detail, at);
    }
}

void crd_faults_join(crd_faults *to, crd_faults *from)
{
    if (from->first) {
        if (to->last) {
            to->last->next = from->first;
        } else {
            to->first = from->first;
        }
        to->last = from->last;
        to->n += from->n;
    }
    to->failed = to->failed || from->failed;
    *from = (crd_faults){ .arena = from->arena };
}

crd_str crd_fault_text(crd_arena *arena, const crd_fault *fault)
{
    return CRD_CAT(arena, fault->path, CRD_S(": "), fault->message);
}

/* A fault beside its whole text while a list is sorted. */
struct sorted {
    crd_fault *fault;
    crd_str text;
};

static int by_text(const void *a, const void *b)
{
    return crd_str_cmp(((const struct sorted *)a)->text, ((const struct sorted *)b)->text);
}

void crd_faults_sort(crd_faults *faults, crd_fault *after)
{
    crd_fault *first = after ? after->next : faults->first;
    size_t n = 0;
    for (crd_fault *fault = first; fault; fault = fault->next) {
        n++;
    }
    if (n < 2 || faults->failed) {
        return;
    }
    struct sorted *all = CRD_NEW_N(faults->arena, struct sorted, n);
    if (!all) {
        faults->failed = true;
        return;
    }
    n = 0;
    for (crd_fault *fault = first; fault; fault = fault->next) {
        all[n] = (struct sorted){ fault, crd_fault_text(faults->arena, fault) };
        if (!all[n++].text.ptr) {
            faults->failed = true;
            return;
        }
    }
    qsort(all, n, sizeof(*all), by_text);
    for (size_t i = 0; i < n; i++) {
        all[i].fault->next = i + 1 < n ? all[i + 1].fault : NULL;
    }
    if (after) {
        after->next = all[0].fault;
    } else {
        faults->first = all[0].fault;
    }
    faults->last = all[n - 1].fault;
}

crd_str crd_fault_quoted(crd_arena *arena, crd_str text)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    crd_quote(&buf, text);
    return crd_buf_whole(&buf);
}

/* The number as encoding/json prints what it was decoded into: an int64, else a float64. */
static void number_write(crd_buf *buf, const crd_value *value)
{
    int64_t whole = 0;
    double number = 0;
    if (crd_number_int(value, &whole)) {
        crd_buf_add_int(buf, whole);
    } else if (crd_number_float(value, &number)) {
        crd_float_format_json(buf, number);
    } else {
        crd_buf_add(buf, crd_text_of(value));
    }
}

static void json_write(crd_buf *buf, const crd_value *value, size_t depth)
{
    if (depth > CRD_NESTING_MAX) {
        buf->failure = CRD_BUF_LIMIT;
        return;
    }
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        crd_buf_add_lit(buf, "null");
        return;
    case CRD_BOOL:
        crd_buf_add(buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        return;
    case CRD_NUMBER:
        number_write(buf, value);
        return;
    case CRD_STRING:
        crd_json_write_string(buf, crd_text_of(value), false);
        return;
    case CRD_LIST:
        crd_buf_add_byte(buf, '[');
        for (size_t i = 0; i < crd_len_of(value); i++) {
            crd_buf_add(buf, i ? CRD_S(",") : CRD_S(""));
            json_write(buf, crd_item(value, i), depth + 1);
        }
        crd_buf_add_byte(buf, ']');
        return;
    case CRD_MAP:
        crd_buf_add_byte(buf, '{');
        for (size_t i = 0; i < crd_len_of(value); i++) {
            const crd_member *member = crd_member_sorted(value, i);
            crd_buf_add(buf, i ? CRD_S(",") : CRD_S(""));
            crd_json_write_string(buf, member->key, false);
            crd_buf_add_byte(buf, ':');
            json_write(buf, &member->value, depth + 1);
        }
        crd_buf_add_byte(buf, '}');
        return;
    }
}

crd_str crd_fault_json(crd_arena *arena, const crd_value *value)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    json_write(&buf, value, 0);
    return crd_buf_whole(&buf);
}

crd_str crd_fault_printed(crd_arena *arena, const crd_value *value)
{
    int64_t whole = 0;
    double number = 0;
    if (crd_is_string(value)) {
        return crd_fault_quoted(arena, crd_text_of(value));
    }
    if (crd_kind_of(value) != CRD_NUMBER || crd_number_int(value, &whole) ||
        !crd_number_float(value, &number)) {
        return crd_fault_json(arena, value);
    }
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    crd_float_format(&buf, number, 'g', -1);
    return crd_buf_whole(&buf);
}

crd_str crd_fault_supported(crd_arena *arena, const crd_str *values, size_t n)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(&buf, i ? CRD_S(", ") : CRD_S("supported values: "));
        crd_quote(&buf, values[i]);
    }
    return crd_buf_whole(&buf);
}
