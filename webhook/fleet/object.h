/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fleet's objects in a snapshot: the typed form behind fg_object.typed of each kind. Selectors of
 * groups and mappings are compiled once, when the object comes in.
 */
#ifndef FG_FLEET_OBJECT_H
#define FG_FLEET_OBJECT_H

#include "fleet.h"
#include "kapi/selector.h"
#include "kapi/snapshot.h"

/* A selector that is absent or that apimachinery refuses is NULL: it never matches, as Fleet skips
 * such objects with a log line. */
typedef struct fg_cluster_group {
    const fleet_clustergroup *object;
    const fg_selector *selector;
} fg_cluster_group;

typedef struct fg_namespace_mapping {
    const fleet_bundlenamespacemapping *object;
    const fg_selector *bundle_selector;
    const fg_selector *namespace_selector;
} fg_namespace_mapping;

/* The typed form; NULL when object is of another kind. Borrowed from the object. */
const fleet_cluster *fg_object_cluster(const fg_object *object);
const fg_cluster_group *fg_object_cluster_group(const fg_object *object);
const fg_namespace_mapping *fg_object_mapping(const fg_object *object);
const fleet_gitreporestriction *fg_object_restriction(const fg_object *object);
const fleet_policy *fg_object_policy(const fg_object *object);

/*
 * A snapshot's object from what an API server or a file says; one reference, Owned. Kinds that no
 * rule reads give *ret NULL. Errors as fg_object_new, "Cluster fleet-default/lab-7: " in front.
 */
bool fg_fleet_object_new(crd_arena *err_arena, const crd_value *value, const fg_object **ret,
                         crd_err *err);

#endif
