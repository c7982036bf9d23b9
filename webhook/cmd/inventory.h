/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inventory: a snapshot made from files. Kinds that no rule reads are skipped with a count; a
 * namespace that has objects but is not listed gets the one label kubernetes.io/metadata.name, as
 * the API server would give it.
 */
#ifndef FG_CMD_INVENTORY_H
#define FG_CMD_INVENTORY_H

#include "args/args.h"
#include "base/err.h"
#include "kapi/snapshot.h"

typedef struct fg_inventory {
    const fg_snapshot *snapshot; /* one reference, Owned */
    size_t objects;
    size_t skipped;
} fg_inventory;

/* Reads every path (files, folders, "-"). Any file or object that cannot be read is an error: an
 * inventory with holes would give wrong verdicts. */
bool fg_inventory_load(crd_arena *arena, const args_texts *paths, fg_inventory *ret, crd_err *err);

void fg_inventory_done(fg_inventory *inventory);
#define FG_AUTO_INVENTORY __attribute__((cleanup(fg_inventory_done))) fg_inventory

#endif
