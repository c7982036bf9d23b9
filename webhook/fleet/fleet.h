/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fleet's kinds as typed structs. Structs, tables and readers are made of crds/ when fleetgate is
 * built (`crdc c`, names.txt has the names that were chosen); here stands what no CRD says: a
 * Bundle with its metadata, and the options and criteria that stand inline in larger structs.
 *
 * One set for both lines, that of August 2026; what 0.12 has besides stays in `extra`. All that is
 * read borrows from the value it was read from and lives on the arena.
 */
#ifndef FG_FLEET_FLEET_H
#define FG_FLEET_FLEET_H

#include "fleet_cattle_io_v1alpha1.h"
#include "kapi/meta.h"

enum fg_fleet_part {
    FG_WITH_METADATA = 0,
    FG_WITHOUT_METADATA, /* for who has read it already */
};

/*
 * Reads an object of a kind of Fleet by the table of its struct. status is not read: it is the
 * controllers' own, no rule asks for it, and of another line's objects it may have other types.
 * *ret is NULL when something else has a wrong type: err then has code TYPE and the first fault's
 * text, diags (may be NULL) all of them (rule "decode"). False for our failures alone.
 */
bool fg_fleet_read(crd_arena *arena, const crd_struct *type, const crd_value *value,
                   enum fg_fleet_part part, crd_diags *diags, const void **ret, crd_err *err);

typedef struct fg_bundle {
    fg_object_meta meta;
    const fleet_bundle_spec *spec; /* never NULL */
} fg_bundle;

/* Reads a Bundle, its metadata included; as fg_fleet_read. */
bool fg_bundle_read(crd_arena *arena, const crd_value *value, crd_diags *diags,
                    const fg_bundle **ret, crd_err *err);

/* The options that stand inline in a Bundle's spec or target, as a struct of their own. */
fleet_options fg_bundle_spec_options(const fleet_bundle_spec *spec);
fleet_options fg_bundle_target_options(const fleet_bundle_target *target);

/* Whom a target or partition matches: the members that it has in common with a restriction. */
fleet_target_restriction fg_bundle_target_match(const fleet_bundle_target *target);
fleet_target_restriction fg_partition_match(const fleet_partition *partition);

#endif
