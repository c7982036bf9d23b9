/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that stand twice in a map or among unknown fields: the last one counts, at the first's
 * place. */
#include <stdlib.h>

#include "decode_inside.h"

struct named {
    crd_str key;
    size_t at;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    int order = crd_str_cmp(x->key, y->key);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Of equal keys among n the last one's number is put at the first one's place: replaced_by[first];
 * later ones get CRD_NPOS. True: there were some. */
static bool find_twins(struct named *named, size_t n, size_t *replaced_by)
{
    bool any = false;
    qsort(named, n, sizeof(*named), compare_named);
    for (size_t i = 0; i < n; i++) {
        replaced_by[named[i].at] = named[i].at;
    }
    for (size_t i = 1, first = 0; i < n; i++) {
        if (!crd_str_eq(named[first].key, named[i].key)) {
            first = i;
            continue;
        }
        any = true;
        replaced_by[named[first].at] = named[i].at;
        replaced_by[named[i].at] = CRD_NPOS;
    }
    return any;
}

struct twins {
    struct named *named; /* Owned */
    size_t *replaced_by; /* Owned */
};

static void twins_done(struct twins *twins)
{
    free(twins->named);
    free(twins->replaced_by);
}
#define AUTO_TWINS __attribute__((cleanup(twins_done))) struct twins

static bool twins_new(struct decoder *d, size_t n, struct twins *ret)
{
    ret->named = calloc(n, sizeof(*ret->named));
    ret->replaced_by = calloc(n, sizeof(*ret->replaced_by));
    return (ret->named && ret->replaced_by) || crd_err_memory(d->err, NULL);
}

static crd_str key_at(const crd_type *type, const char *items, size_t i)
{
    crd_str key;
    memcpy(&key, items + i * type->stride, sizeof(key));
    return key;
}

static bool ascend(const struct entries *e)
{
    size_t i = 1;
    while (i < e->n &&
           crd_str_cmp(key_at(e->type, e->items, i - 1), key_at(e->type, e->items, i)) < 0) {
        i++;
    }
    return i >= e->n;
}

/* Notes about entries go with them: to[i] is where the i-th one lies now, CRD_NPOS: nowhere. */
static void move_entry_notes(const struct entries *e, struct holder *holder, const size_t *to)
{
    size_t stride = e->type->stride;
    crd_unknown **at = e->notes;
    while (*at) {
        const char *address = (*at)->at;
        if (!address || address < e->items || address >= e->items + e->n * stride) {
            at = &(*at)->next;
            continue;
        }
        size_t offset = (size_t)(address - e->items);
        size_t now = to[offset / stride];
        if (now == CRD_NPOS) {
            *at = (*at)->next;
            continue;
        }
        (*at)->at = e->items + now * stride + offset % stride;
        at = &(*at)->next;
    }
    holder->tail = at;
}

static void move_entry(const struct entries *e, size_t from, size_t to)
{
    const crd_type *item = e->type->item;
    char *source = e->items + from * e->type->stride;
    char *target = e->items + to * e->type->stride;
    if (from == to) {
        return;
    }
    memmove(target, source, e->type->stride);
    if (item->kind == CRD_TYPE_OBJECT) {
        target += e->type->value_at;
        crd_decode_move_notes(crd_extra_of(item->object, target), source + e->type->value_at,
                              item->object->size, target);
    }
}

/* The last of equal keys takes the first one's place. */
bool crd_decode_settle_entries(struct decoder *d, struct holder *holder, struct entries *e)
{
    if (ascend(e)) {
        return true;
    }
    AUTO_TWINS twins = { 0 };
    if (!twins_new(d, e->n, &twins)) {
        return false;
    }
    for (size_t i = 0; i < e->n; i++) {
        twins.named[i] = (struct named) { .key = key_at(e->type, e->items, i), .at = i };
    }
    if (!find_twins(twins.named, e->n, twins.replaced_by)) {
        return true;
    }
    size_t *to = calloc(e->n, sizeof(*to));
    if (!to) {
        return crd_err_memory(d->err, NULL);
    }
    for (size_t i = 0; i < e->n; i++) {
        to[i] = CRD_NPOS;
    }
    size_t kept = 0;
    for (size_t i = 0; i < e->n; i++) {
        if (twins.replaced_by[i] != CRD_NPOS) {
            to[twins.replaced_by[i]] = kept;
            move_entry(e, twins.replaced_by[i], kept++);
        }
    }
    move_entry_notes(e, holder, to);
    for (const struct trace *trace = e->traces; trace; trace = trace->next) {
        if (to[trace->key] == CRD_NPOS) {
            crd_decode_void_faults(d, trace);
        }
    }
    free(to);
    e->n = kept;
    return true;
}

/* The same for the unknown fields of an object. */
bool crd_decode_settle_unknown(struct decoder *d, struct holder *holder)
{
    size_t n = holder->n_unknown;
    if (n < 2) {
        return true;
    }
    AUTO_TWINS twins = { 0 };
    crd_unknown **all = calloc(n, sizeof(crd_unknown *));
    if (!all || !twins_new(d, n, &twins)) {
        free(all);
        return crd_err_memory(d->err, NULL);
    }
    size_t i = 0;
    for (crd_unknown *it = holder->first; it; it = it->next) {
        if (!it->at) {
            twins.named[i] = (struct named) { .key = it->key, .at = i };
            all[i++] = it;
        }
    }
    bool any = find_twins(twins.named, n, twins.replaced_by);
    for (i = 0; any && i < n; i++) {
        if (twins.replaced_by[i] != CRD_NPOS) {
            all[i]->value = all[twins.replaced_by[i]]->value;
        }
    }
    if (any) {
        i = 0;
        for (crd_unknown **at = &holder->first; *at;) {
            if (!(*at)->at && twins.replaced_by[i++] == CRD_NPOS) {
                *at = (*at)->next;
            } else {
                at = &(*at)->next;
            }
        }
    }
    free(all);
    return true;
}
