/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Defaults: each must be valid by its own schema, without fields that the schema does not know, and
 * a default inside of an embedded resource's metadata must make valid metadata.
 * Source of the behaviour: k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting/validation.go.
 */
#include "base/limits.h"
#include "check_inside.h"
#include "schema/embedded.h"
#include "schema/prune.h"
#include "schema/validate.h"

/* The way from the resource that we are in to a schema: properties and items. */
struct way {
    const struct way *up;
    crd_str key;
    bool is_index;
};

struct place {
    const crdc_schema *resource; /* the root, or the embedded resource that we are in */
    const struct way *way;       /* from there */
    bool in_metadata;
};

static bool compile(crdc_checking *c, const crdc_schema *schema, const crd_schema **ret)
{
    const crd_schema_options options = { .for_defaults = true };
    if (!crd_schema_compile(c->scratch, schema->raw, &options, ret, c->err)) {
        c->failed = true;
        return false;
    }
    return true;
}

/* What the default would stand in: {"metadata":{"labels":DEFAULT}}, with a type. */
static bool surround(crdc_checking *c, const struct way *way, const crd_value *value,
                     crd_value *ret)
{
    static const struct {
        const char *key;
        const char *text;
    } type[] = { { "kind", "Validation" }, { "apiVersion", "validation/v1" } };
    crd_value inner = *value;
    for (; way; way = way->up) {
        crd_value *items = CRD_NEW(c->scratch, crd_value);
        crd_member *members = CRD_NEW_N(c->scratch, crd_member, 3);
        if (!items || !members) {
            return crd_err_memory(c->err, c->scratch);
        }
        if (way->is_index) {
            *items = inner;
            inner = crd_value_list(items, 1);
            continue;
        }
        size_t n = 0;
        members[n++] = (crd_member){ way->key, inner };
        for (size_t i = 0; !way->up && i < 2; i++) {
            if (!crd_str_eq(way->key, crd_str_c(type[i].key))) {
                members[n++] = (crd_member){ crd_str_c(type[i].key),
                                             crd_value_string(crd_str_c(type[i].text)) };
            }
        }
        if (!crd_value_map(c->scratch, members, n, &inner, c->err)) {
            return false;
        }
    }
    *ret = inner;
    return true;
}

/* errs.ToAggregate(): one as it is, several in brackets. */
static crd_str aggregate(crd_arena *arena, const crd_faults *faults)
{
    crd_str text = CRD_S("");
    for (const crd_fault *fault = faults->first; fault; fault = fault->next) {
        crd_str one = crd_fault_text(arena, fault);
        text = text.len && one.ptr ? CRD_CAT(arena, text, CRD_S(", "), one) : one;
        if (!text.ptr) {
            return text;
        }
    }
    return faults->n > 1 ? CRD_CAT(arena, CRD_S("["), text, CRD_S("]")) : text;
}

/* True when the default makes valid metadata; else a fault was added, or c->failed set. */
static bool makes_metadata(crdc_checking *c, const struct place *place, const crd_path *path,
                           const crd_value *value)
{
    const crd_schema *resource = NULL;
    crd_value object = { 0 };
    crd_faults found;
    crd_faults_init(&found, c->arena);
    if (!compile(c, place->resource, &resource) || !surround(c, place->way, value, &object) ||
        !crd_embedded_coerce(&found, resource, true, NULL, &object, c->err) ||
        (!found.n && !crd_embedded_validate(&found, resource, true, NULL, &object, c->err))) {
        c->failed = true;
        return false;
    }
    if (!found.n && !found.failed) {
        return true;
    }
    crd_fault_add(c->faults, CRD_FAULT_INVALID, path, crd_fault_printed(c->arena, value),
                  CRD_CAT(c->arena, CRD_S("must result in valid metadata: "),
                          aggregate(c->arena, &found)),
                  value);
    return false;
}

/* True when the embedded resources in the default are fine; the rest as above. */
static bool is_pruned_and_typed(crdc_checking *c, const crd_schema *schema, bool is_resource,
                                const crd_path *path, const crd_value *value)
{
    crd_value pruned = { 0 };
    bool changed = false;
    if (!crd_prune(c->scratch, schema, is_resource, value, &pruned, &changed, c->err)) {
        c->failed = true;
        return false;
    }
    if (changed) {
        crd_fault_add(c->faults, CRD_FAULT_INVALID, path, crd_fault_printed(c->arena, value),
                      CRD_S("must not have unknown fields"), value);
    }
    size_t before = c->faults->n;
    if (!crd_embedded_coerce(c->faults, schema, is_resource, path, value, c->err) ||
        (c->faults->n == before &&
         !crd_embedded_validate(c->faults, schema, is_resource, path, value, c->err))) {
        c->failed = true;
        return false;
    }
    return c->faults->n == before;
}

static void check_default(crdc_checking *c, const struct place *place, const crd_path *path,
                          const crdc_schema *schema, bool is_resource)
{
    crd_path here = crd_path_child(path, CRD_S("default"));
    const crd_value *value = schema->default_value;
    const crd_schema *compiled = NULL;
    crd_arena_mark mark = crd_arena_save(c->scratch);
    bool fine = compile(c, schema, &compiled) &&
                (place->in_metadata
                     ? makes_metadata(c, place, &here, value)
                     : is_pruned_and_typed(c, compiled, is_resource, &here, value));
    if (fine && !crd_validate(c->faults, compiled, &here, value, c->err)) {
        c->failed = true;
    }
    crd_arena_rewind(c->scratch, mark);
}

static void walk(crdc_checking *c, const struct place *at, const crd_path *path,
                 const crdc_schema *schema, bool is_root)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    struct place place = *at;
    bool is_resource = is_root || schema->embedded_resource;
    if (c->failed) {
        return;
    }
    if (is_resource) {
        place = (struct place){ .resource = schema };
    }
    if (crdc_has_default(schema)) {
        check_default(c, &place, path, schema, is_resource);
    }
    if (schema->items) {
        const struct way way = { .up = place.way, .is_index = true };
        const struct place inner = { place.resource, &way, place.in_metadata };
        walk(c, &inner, &items, schema->items, false);
    }
    for (size_t i = 0; i < schema->properties.n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_path here = crd_path_key(&properties, property->name);
        const struct way way = { .up = place.way, .key = property->name };
        bool meta = crd_str_eq(property->name, CRD_S("metadata")) ||
                    crd_str_eq(property->name, CRD_S("apiVersion")) ||
                    crd_str_eq(property->name, CRD_S("kind"));
        const struct place inner = { place.resource, &way,
                                     place.in_metadata || (is_resource && meta) };
        walk(c, &inner, &here, property->schema, false);
    }
}

void crdc_check_defaults(crdc_checking *c, const crd_path *path, const crdc_schema *root)
{
    const struct place place = { .resource = root };
    walk(c, &place, path, root, true);
}
