/* SPDX-License-Identifier: Apache-2.0 */
/* What templates see of a cluster: see facts.h. */
#include "facts.h"

static bool is_foreign(crd_str key)
{
    return !crd_str_starts(key, CRD_S("kubectl.kubernetes.io/")) &&
           !crd_str_has(key, CRD_S("cattle.io/"));
}

static bool is_fleets(crd_str key)
{
    return crd_str_starts(key, CRD_S("fleet.cattle.io/")) ||
           crd_str_starts(key, CRD_S("management.cattle.io/"));
}

static bool filter(crd_arena *arena, const crd_value *map, bool with_fleets, crd_value *ret,
                   crd_err *err)
{
    crd_member *members = CRD_NEW_N(arena, crd_member, crd_len_of(map));
    if (!members) {
        return crd_err_memory(err, arena);
    }
    size_t n = 0;
    for (size_t i = 0; i < crd_len_of(map); i++) {
        const crd_member *member = crd_member_at(map, i);
        if (is_foreign(member->key) || (with_fleets && is_fleets(member->key))) {
            members[n++] = *member;
        }
    }
    return crd_value_map(arena, members, n, ret, err);
}

bool fg_facts_labels(crd_arena *arena, const crd_value *labels, crd_value *ret, crd_err *err)
{
    return filter(arena, labels, true, ret, err);
}

bool fg_facts_context(crd_arena *arena, const fg_cluster_facts *cluster, const crd_value *labels,
                      crd_value *ret, crd_err *err)
{
    static const crd_value empty_map = { .kind = CRD_MAP };
    crd_member *members = CRD_NEW_N(arena, crd_member, 5);
    if (!members) {
        return crd_err_memory(err, arena);
    }
    members[0].key = CRD_S("ClusterNamespace");
    members[0].value = crd_value_string(cluster->namespace_name);
    members[1].key = CRD_S("ClusterName");
    members[1].value = crd_value_string(cluster->name);
    members[2].key = CRD_S("ClusterLabels");
    members[2].value = *labels;
    members[3].key = CRD_S("ClusterAnnotations");
    members[4].key = CRD_S("ClusterValues");
    members[4].value = cluster->template_values ? *cluster->template_values : empty_map;
    return filter(arena, cluster->annotations, false, &members[3].value, err) &&
           crd_value_map(arena, members, 5, ret, err);
}
