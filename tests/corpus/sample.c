/* SPDX-License-Identifier: Apache-2.0 */
/* See sample.h. Of two items the first is full and the second one empty, so that a sample grows with
 * the table and not with its nesting. */
#include "sample.h"

#include "base/num.h"

struct sample {
    crd_arena *arena;
    enum sample_style style;
    uint64_t turn; /* counts scalars: which of several texts comes next */
};

static bool make_object(struct sample *s, const crd_struct *type, bool full, crd_value *ret);

static crd_str pick(struct sample *s, const crd_str *texts, size_t n)
{
    return texts[s->turn++ % n];
}

static crd_value make_text(struct sample *s)
{
    static const crd_str plain[] = { CRD_STR_INIT("text"), CRD_STR_INIT("a longer text of some words"),
                                     CRD_STR_INIT("7"), CRD_STR_INIT("2025-01-01T00:00:00Z") };
    static const crd_str odd[] = {
        CRD_STR_INIT(""),       CRD_STR_INIT("true"),  CRD_STR_INIT("two\nlines\n"),
        CRD_STR_INIT("\"\\/"),  CRD_STR_INIT(" x: #y"), CRD_STR_INIT("\xc3\xa9\xe2\x82\xac"),
        CRD_STR_INIT("null"),   CRD_STR_INIT("0x1F"),  CRD_STR_INIT("<&>"),
        CRD_STR_INIT("-"),      CRD_STR_INIT("1e3"),
    };
    return crd_value_string(s->style == SAMPLE_ODD ? pick(s, odd, sizeof(odd) / sizeof(odd[0]))
                                                   : pick(s, plain, 4));
}

static crd_value make_int(struct sample *s)
{
    static const crd_str plain[] = { CRD_STR_INIT("1"), CRD_STR_INIT("0"), CRD_STR_INIT("-17"),
                                     CRD_STR_INIT("443"), CRD_STR_INIT("2147483648") };
    static const crd_str odd[] = { CRD_STR_INIT("1.0"), CRD_STR_INIT("1e3"), CRD_STR_INIT("-0"),
                                   CRD_STR_INIT("9223372036854775807"),
                                   CRD_STR_INIT("-9223372036854775808"), CRD_STR_INIT("0.0") };
    return crd_value_number(s->style == SAMPLE_ODD ? pick(s, odd, 6) : pick(s, plain, 5));
}

static crd_value make_double(struct sample *s)
{
    static const crd_str plain[] = { CRD_STR_INIT("0.5"), CRD_STR_INIT("3"), CRD_STR_INIT("-2.25") };
    static const crd_str odd[] = { CRD_STR_INIT("1.0"), CRD_STR_INIT("1e3"), CRD_STR_INIT("1E+2"),
                                   CRD_STR_INIT("18446744073709551616"), CRD_STR_INIT("0.10") };
    return crd_value_number(s->style == SAMPLE_ODD ? pick(s, odd, 5) : pick(s, plain, 3));
}

/* What no table knows. */
static bool make_unknown(struct sample *s, crd_value *ret)
{
    crd_value *items = CRD_NEW_N(s->arena, crd_value, 4);
    crd_member *members = CRD_NEW_N(s->arena, crd_member, 2);
    if (!items || !members) {
        return false;
    }
    items[0] = crd_value_number(CRD_S("1.50"));
    items[1] = crd_value_null();
    items[2] = crd_value_bool(true);
    items[3] = crd_value_string(CRD_S("x"));
    members[0] = (crd_member){ .key = CRD_S("z"), .value = crd_value_list(items, 4) };
    members[1] = (crd_member){ .key = CRD_S("a.b/c"), .value = crd_value_string(CRD_S("")) };
    return crd_value_map(s->arena, members, 2, ret, NULL);
}

static bool make_value(struct sample *s, const crd_type *type, bool full, crd_value *ret);

static bool make_item(struct sample *s, const crd_type *type, size_t i, bool takes_null,
                      crd_value *ret)
{
    if (s->style == SAMPLE_ODD && i == 1 && takes_null) {
        *ret = crd_value_null();
        return true;
    }
    return make_value(s, type, i == 0, ret);
}

static bool make_list(struct sample *s, const crd_type *type, bool full, crd_value *ret)
{
    size_t n = full && s->style != SAMPLE_EMPTY ? 2 : 0;
    crd_value *items = CRD_NEW_N(s->arena, crd_value, n);
    for (size_t i = 0; items && i < n; i++) {
        if (!make_item(s, type->item, i, type->item->is_nullable, &items[i])) {
            return false;
        }
    }
    *ret = crd_value_list(items, n);
    return items != NULL;
}

static bool make_map(struct sample *s, const crd_type *type, bool full, crd_value *ret)
{
    static const crd_str keys[] = { CRD_STR_INIT("b.example.com/key"), CRD_STR_INIT("a") };
    size_t n = full && s->style != SAMPLE_EMPTY ? 2 : 0;
    crd_member *members = CRD_NEW_N(s->arena, crd_member, n);
    for (size_t i = 0; members && i < n; i++) {
        members[i].key = keys[i];
        if (!make_item(s, type->item, i, true, &members[i].value)) {
            return false;
        }
    }
    return members && crd_value_map(s->arena, members, n, ret, NULL);
}

static bool make_value(struct sample *s, const crd_type *type, bool full, crd_value *ret)
{
    switch (type->kind) {
    case CRD_TYPE_STRING:
        *ret = make_text(s);
        return true;
    case CRD_TYPE_INT:
        *ret = make_int(s);
        return true;
    case CRD_TYPE_DOUBLE:
        *ret = make_double(s);
        return true;
    case CRD_TYPE_BOOL:
        *ret = crd_value_bool(s->turn++ % 2);
        return true;
    case CRD_TYPE_ENUM:
        *ret = crd_value_string(s->style == SAMPLE_ODD ? CRD_S("no such value")
                                                       : pick(s, type->texts, type->n_texts));
        return true;
    case CRD_TYPE_INT_OR_STRING:
        *ret = s->turn++ % 2 ? make_int(s) : make_text(s);
        return true;
    case CRD_TYPE_ANY:
        return make_unknown(s, ret);
    case CRD_TYPE_OBJECT:
    case CRD_TYPE_REF:
        return make_object(s, type->object, full, ret);
    case CRD_TYPE_LIST:
        return make_list(s, type, full, ret);
    case CRD_TYPE_MAP:
        return make_map(s, type, full, ret);
    }
    return false;
}

static bool make_object(struct sample *s, const crd_struct *type, bool full, crd_value *ret)
{
    bool fields = full;
    size_t n = fields ? type->n : 0;
    bool unknown = full && s->style != SAMPLE_EMPTY;
    crd_member *members = CRD_NEW_N(s->arena, crd_member, n + 1);
    if (!members) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const crd_field *field = &type->fields[i];
        members[i].key = crd_str_of(field->key, field->key_len);
        bool is_null = s->style == SAMPLE_NULL || (s->style == SAMPLE_ODD && i % 7 == 6);
        if (is_null) {
            members[i].value = crd_value_null();
        } else if (!make_value(s, field->type, true, &members[i].value)) {
            return false;
        }
    }
    if (unknown) {
        members[n].key = CRD_S("x-not in the table");
        if (!make_unknown(s, &members[n].value)) {
            return false;
        }
        n++;
    }
    return crd_value_map(s->arena, members, n, ret, NULL);
}

bool sample_make(crd_arena *arena, const crd_struct *type, enum sample_style style, crd_value *ret)
{
    struct sample s = { .arena = arena, .style = style };
    return make_object(&s, type, true, ret);
}
