/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: see diag.h. Kept in chunks so that a pointer to one stays good. */
#include "diag.h"

#include <stdlib.h>

#include "limits.h"

#define CHUNK 16

struct crd_diag_chunk {
    struct crd_diag_chunk *next;
    size_t n;
    crd_diag items[CHUNK];
};

void crd_diags_init(crd_diags *diags, crd_arena *arena)
{
    *diags = (crd_diags){ .arena = arena };
}

bool crd_diags_add(crd_diags *diags, const crd_diag *diag, crd_err *err)
{
    if (diags->n >= CRD_FINDINGS_MAX) {
        diags->n_errors += diag->severity == CRD_ERROR;
        diags->dropped++;
        return true;
    }
    if (!diags->last || diags->last->n == CHUNK) {
        struct crd_diag_chunk *chunk = crd_arena_alloc(diags->arena, sizeof(*chunk));
        if (!chunk) {
            return crd_err_memory(err, diags->arena);
        }
        chunk->next = NULL;
        chunk->n = 0;
        if (diags->last) {
            diags->last->next = chunk;
        } else {
            diags->first = chunk;
        }
        diags->last = chunk;
    }
    crd_diag *item = &diags->last->items[diags->last->n++];
    *item = *diag;
    item->order = diags->n++;
    diags->n_errors += diag->severity == CRD_ERROR;
    return true;
}

static size_t digits_at(crd_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && crd_is_digit((unsigned char)s.ptr[at + n])) {
        n++;
    }
    return n;
}

int crd_path_cmp(crd_str a, crd_str b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a.len && j < b.len) {
        size_t na = digits_at(a, i);
        size_t nb = digits_at(b, j);
        if (na && nb) {
            if (na != nb) {
                return na < nb ? -1 : 1;
            }
            int c = memcmp(a.ptr + i, b.ptr + j, na);
            if (c) {
                return c;
            }
            i += na;
            j += nb;
            continue;
        }
        if (a.ptr[i] != b.ptr[j]) {
            return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[j] ? -1 : 1;
        }
        i++;
        j++;
    }
    return (i < a.len) - (j < b.len);
}

static int diag_cmp(const void *left, const void *right)
{
    const crd_diag *a = *(const crd_diag *const *)left;
    const crd_diag *b = *(const crd_diag *const *)right;
    int c = crd_path_cmp(a->path, b->path);
    if (c == 0) {
        c = crd_str_cmp(a->rule, b->rule);
    }
    return c ? c : (a->order > b->order) - (a->order < b->order);
}

bool crd_diags_sorted(const crd_diags *diags, const crd_diag *const **ret_sorted, crd_err *err)
{
    const crd_diag **sorted = CRD_NEW_N(diags->arena, const crd_diag *, diags->n + 1);
    if (!sorted) {
        return crd_err_memory(err, diags->arena);
    }
    size_t n = 0;
    for (const struct crd_diag_chunk *chunk = diags->first; chunk; chunk = chunk->next) {
        for (size_t i = 0; i < chunk->n; i++) {
            sorted[n++] = &chunk->items[i];
        }
    }
    qsort(sorted, n, sizeof(*sorted), diag_cmp);
    *ret_sorted = sorted;
    return true;
}
