/* SPDX-License-Identifier: Apache-2.0 */
/* Criteria: see match.h. */
#include "match.h"

#include "fleet/selector.h"

/* By which Rancher shows a cluster to its users. */
static const crd_str display_name_label = CRD_STR_INIT("management.cattle.io/cluster-display-name");

/* A selector that is not there is not asked for; it is not the one that matches nothing. */
static bool compile(crd_arena *arena, enum fg_line line, const fleet_label_selector *source,
                    const fg_selector **ret, crd_err *err)
{
    *ret = NULL;
    return !source || fg_fleet_selector_compile(arena, source, fg_line_words(line), ret, err);
}

bool fg_matcher_compile(crd_arena *arena, enum fg_line line, const fleet_target_restriction *source,
                        fg_matcher *ret, crd_str *ret_field, crd_err *err)
{
    fg_matcher matcher = {
        .cluster_name = source->cluster_name,
        .cluster_group = source->cluster_group,
        .line = line,
    };
    if (!compile(arena, line, source->cluster_group_selector, &matcher.cluster_group_selector,
                 err)) {
        *ret_field = CRD_S("clusterGroupSelector");
        return false;
    }
    if (!compile(arena, line, source->cluster_selector, &matcher.cluster_selector, err)) {
        *ret_field = CRD_S("clusterSelector");
        return false;
    }
    *ret = matcher;
    return true;
}

static bool name_matches(const fg_matcher *matcher, const fg_object_meta *cluster)
{
    crd_str shown;
    if (crd_str_eq(matcher->cluster_name, cluster->name)) {
        return true;
    }
    return matcher->line == FG_LINE_LATEST &&
           fg_label_get(cluster->labels, display_name_label, &shown) &&
           crd_str_eq(matcher->cluster_name, shown);
}

bool fg_matcher_matches(const fg_matcher *matcher, const fg_object_meta *cluster, crd_str group,
                        const crd_value *group_labels)
{
    if (!matcher->cluster_name.len && !matcher->cluster_group.len && !matcher->cluster_selector &&
        !matcher->cluster_group_selector) {
        return false;
    }
    if (matcher->cluster_name.len && !name_matches(matcher, cluster)) {
        return false;
    }
    if (matcher->cluster_group.len && !crd_str_eq(matcher->cluster_group, group)) {
        return false;
    }
    if (matcher->cluster_group_selector &&
        !fg_selector_matches(matcher->cluster_group_selector, group_labels)) {
        return false;
    }
    return !matcher->cluster_selector ||
           fg_selector_matches(matcher->cluster_selector, cluster->labels);
}
