/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deployment options: merged as Fleet merges them, written as Go writes them, and the IDs that are
 * made of that text. The order of Go's fields stands in one table a line (go_latest.def,
 * go_0_12.def).
 * Source of the behaviour: rancher/fleet internal/cmd/controller/options, both lines.
 */
#ifndef FG_TARGET_OPTIONS_H
#define FG_TARGET_OPTIONS_H

#include "base/buf.h"
#include "fleet/fleet.h"
#include "fleet/line.h"

/*
 * base with custom laid over it. *ret shares what did not change with both. Fails for memory alone
 * (and for values nested past CRD_NESTING_MAX, which no reader lets in).
 */
bool fg_options_merge(crd_arena *arena, enum fg_line line, const fleet_options *base,
                      const fleet_options *custom, fleet_options *ret, crd_err *err);

/* Appends what Go's json.Marshal writes for the options, without a newline. Maps are sorted on
 * arena. */
bool fg_options_write(crd_arena *arena, crd_buf *buf, enum fg_line line,
                      const fleet_options *options, crd_err *err);

/* The same as a tree, for printing as YAML; ret borrows from options and the arena. */
bool fg_options_value(crd_arena *arena, enum fg_line line, const fleet_options *options,
                      crd_value *ret, crd_err *err);

/* "<manifest id>:<64 hex>", on the arena. */
bool fg_deployment_id(crd_arena *arena, enum fg_line line, crd_str manifest_id,
                      const fleet_options *options, crd_str *ret, crd_err *err);

/* "s-<61 hex>" of a Bundle's resources, on the arena. */
bool fg_manifest_id(crd_arena *arena, const fleet_bundle_resource *resources, size_t n,
                    crd_str *ret, crd_err *err);

#endif
