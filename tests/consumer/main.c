/* SPDX-License-Identifier: Apache-2.0 */
/* A program that uses generated code as somebody else would. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "shop_example_com_v1.h"

static int fail(const char *what)
{
    fprintf(stderr, "consumer: %s\n", what);
    return 1;
}

int main(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)1 << 20);
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    crd_buf_init(&out, (size_t)1 << 20);
    shop_widget *widget = shop_widget_new(arena);
    if (!widget) {
        return fail("no memory");
    }
    CRD_SET(widget, kind, CRD_S(SHOP_WIDGET_KIND));
    CRD_SET(widget, spec, CRD_NEW(arena, shop_widget_spec));
    CRD_SET(widget->spec, size, 0);
    CRD_SET(widget->spec, mode, SHOP_WIDGET_MODE_NE);
    CRD_SET(widget->spec, host_path, CRD_S("/b"));
    CRD_SET(widget->spec, hostPath, CRD_S("/a"));
    if (!shop_widget_write_json(&out, widget, &err)) {
        return fail("cannot write");
    }
    const char *want = "{\"kind\":\"Widget\",\"spec\":{\"hostPath\":\"/a\",\"host_path\":\"/b\","
                       "\"size\":0,\"mode\":\"!=\"}}";
    if (out.len != strlen(want) || memcmp(out.ptr, want, out.len) != 0) {
        return fail("another text");
    }
    shop_widget *back = shop_widget_parse_json(arena, crd_buf_str(&out), NULL, &err);
    if (!back || !shop_widget_equal(widget, back) || !back->spec->has.size ||
        back->spec->has.port || back->spec->mode != SHOP_WIDGET_MODE_NE) {
        return fail("another object");
    }
    if (shop_widget_parse_yaml(arena, CRD_S("spec: {size: x}"), NULL, &err) ||
        err.code != CRD_E_TYPE || err.place.line != 1) {
        return fail("no error with a place");
    }
    puts("consumer: fine");
    return 0;
}
