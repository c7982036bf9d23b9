/* SPDX-License-Identifier: Apache-2.0 */
/* Sample documents of a struct, made from its table: every field, and what is not in the table. */
#ifndef T_CORPUS_SAMPLE_H
#define T_CORPUS_SAMPLE_H

#include "schema/object.h"

enum sample_style {
    SAMPLE_FULL = 0, /* every field, two items and entries each, an unknown field in each object */
    SAMPLE_ODD,      /* nulls, texts no enum has, numbers written in another way, other texts */
    SAMPLE_EMPTY,    /* {} and empty lists and maps */
    SAMPLE_NULL,     /* every field null */
    SAMPLE_STYLES,
};

/* The document; false when memory is out. */
bool sample_make(crd_arena *arena, const crd_struct *type, enum sample_style style, crd_value *ret);

#endif
