/* SPDX-License-Identifier: Apache-2.0 */
/* The same from C++. */
#include <cerrno>
#include <cstdio>

#include "shop_example_com_v1.h"

int main()
{
    crd_arena *arena = crd_arena_new(1u << 20);
    crd_err err = {};
    shop_widget *widget = shop_widget_parse_json(
        arena, crd_str_c("{\"spec\":{\"parts\":[{\"name\":\"a\"}]}}"), nullptr, &err);
    bool ok = widget && widget->spec->parts.n == 1 && widget->spec->parts.items[0].has.name;
    if (ok) {
        CRD_SET(widget->spec, namespace_, crd_str_c("default"));
        ok = widget->spec->has.namespace_;
    }
    std::puts(ok ? "consumer: fine" : "consumer: failed");
    crd_arena_free(arena);
    return ok ? 0 : 1;
}
