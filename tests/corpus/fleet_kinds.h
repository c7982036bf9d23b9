/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet's kinds by name, with the table that crdc emits for each. */
#ifndef T_CORPUS_FLEET_KINDS_H
#define T_CORPUS_FLEET_KINDS_H

#include "fleet_cattle_io_v1alpha1.h"

/* NULL: no kind of Fleet's. */
static inline const crd_struct *fleet_kind(crd_str kind)
{
    static const struct {
        const char *kind;
        const crd_struct *type;
    } kinds[] = {
        { FLEET_BUNDLE_KIND, &fleet_bundle_type },
        { FLEET_BUNDLEDEPLOYMENT_KIND, &fleet_bundledeployment_type },
        { FLEET_BUNDLENAMESPACEMAPPING_KIND, &fleet_bundlenamespacemapping_type },
        { FLEET_CLUSTER_KIND, &fleet_cluster_type },
        { FLEET_CLUSTERGROUP_KIND, &fleet_clustergroup_type },
        { FLEET_CLUSTERREGISTRATION_KIND, &fleet_clusterregistration_type },
        { FLEET_CLUSTERREGISTRATIONTOKEN_KIND, &fleet_clusterregistrationtoken_type },
        { FLEET_CONTENT_KIND, &fleet_content_type },
        { FLEET_GITREPO_KIND, &fleet_gitrepo_type },
        { FLEET_GITREPORESTRICTION_KIND, &fleet_gitreporestriction_type },
        { FLEET_HELMOP_KIND, &fleet_helmop_type },
        { FLEET_IMAGESCAN_KIND, &fleet_imagescan_type },
        { FLEET_POLICY_KIND, &fleet_policy_type },
        { FLEET_SCHEDULE_KIND, &fleet_schedule_type },
    };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (crd_str_eq(kind, crd_str_c(kinds[i].kind))) {
            return kinds[i].type;
        }
    }
    return NULL;
}

#endif
