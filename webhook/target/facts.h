/* SPDX-License-Identifier: Apache-2.0 */
/* What templates see of a cluster. Inside the room. */
#ifndef FG_TARGET_FACTS_H
#define FG_TARGET_FACTS_H

#include "values.h"

/* Labels without Kubernetes' and Rancher's own, but with those of Fleet and of Rancher's cluster
 * management; ret is a map on the arena that borrows from labels. */
bool fg_facts_labels(crd_arena *arena, const crd_value *labels, crd_value *ret, crd_err *err);

/* The context that templates run in; labels are the filtered ones. */
bool fg_facts_context(crd_arena *arena, const fg_cluster_facts *cluster, const crd_value *labels,
                      crd_value *ret, crd_err *err);

#endif
