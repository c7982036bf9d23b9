/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of this room share. Inside the room only. */
#ifndef CRD_SCHEMA_INSIDE_H
#define CRD_SCHEMA_INSIDE_H

#include "object.h"

/* Every list and every map in memory, as bytes: copied in and out, since their item types differ. */
struct crd_span {
    void *items;
    size_t n;
};

static inline struct crd_span crd_span_at(const void *at)
{
    struct crd_span span;
    memcpy(&span, at, sizeof(span));
    return span;
}

static inline crd_unknown *crd_extra_of(const crd_struct *type, const void *object)
{
    crd_unknown *extra = NULL;
    if (type->extra_at != CRD_NO_EXTRA) {
        memcpy(&extra, (const char *)object + type->extra_at, sizeof(extra));
    }
    return extra;
}

/* What a struct without `extra` would keep there is dropped. */
static inline void crd_extra_set(const crd_struct *type, void *object, crd_unknown *extra)
{
    if (type->extra_at != CRD_NO_EXTRA) {
        memcpy((char *)object + type->extra_at, &extra, sizeof(extra));
    }
}

/* An enum's constant in memory. */
static inline int crd_enum_at(const void *at)
{
    int constant;
    memcpy(&constant, at, sizeof(constant));
    return constant;
}

/* The note about the value at that address; NULL: none. */
static inline const crd_unknown *crd_note_find(const crd_unknown *extra, const void *at)
{
    for (; extra; extra = extra->next) {
        if (extra->at == at) {
            return extra;
        }
    }
    return NULL;
}

/* An integer by a JSON number, 1.0 and 1e3 included; false: it is none, or past int64, or written
 * with a point or exponent and past 2^53 - 1, where the server does not take it for one. */
bool crd_literal_int(crd_str literal, int64_t *ret);

/* Whether crd_int_text or crd_float_text_json would print the number otherwise. */
bool crd_literal_is_odd_int(crd_str literal, int64_t number);
bool crd_literal_is_odd_double(crd_str literal, double number);

#endif
