/* SPDX-License-Identifier: Apache-2.0 */
/* The immutable value tree: see value.h. */
#include "value.h"

const crd_member *crd_map_find(const crd_value *map, crd_str key)
{
    for (size_t i = 0; i < crd_len_of(map) && crd_is_map(map); i++) {
        if (crd_str_eq(map->u.members[i].key, key)) {
            return &map->u.members[i];
        }
    }
    return NULL;
}
