/* SPDX-License-Identifier: Apache-2.0 */
/* Views: see view.h. */
#include "view.h"

bool fg_view_covers(const fg_view *view, crd_str namespace_name)
{
    if (view->all) {
        return true;
    }
    size_t low = 0;
    size_t high = view->namespaces.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = crd_str_cmp(view->namespaces.items[middle], namespace_name);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}
