/* SPDX-License-Identifier: Apache-2.0 */
/* The hostile recipes as a table, and how one becomes a template with data. Runs nothing. */
#ifndef FG_TESTS_HOSTILE_RECIPE_H
#define FG_TESTS_HOSTILE_RECIPE_H

#include "base/buf.h"
#include "base/err.h"

enum h_set { H_F, H_V, H_G, H_S, H_H };

typedef struct h_recipe {
    const char *group;
    const char *name;
    enum h_set set;
    uint64_t n;
    uint64_t growth;       /* 0: time does not follow a size */
    enum crd_code outcome; /* CRD_OK: it renders */
    const char *text;
    const char *data;
} h_recipe;

extern const h_recipe h_recipes[];
extern const size_t h_recipes_n;

/* Appends the pattern (a recipe's text or data) for that size: see recipes.def. */
void h_expand(crd_buf *buf, const char *pattern, uint64_t n);

#endif
