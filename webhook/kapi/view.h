/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the requester may read. Whoever calls the rules has asked before; a rule only looks it up.
 */
#ifndef FG_KAPI_VIEW_H
#define FG_KAPI_VIEW_H

#include "base/str.h"

/* A zeroed view covers nothing. Borrowed: the namespaces, which are sorted bytewise. */
typedef struct fg_view {
    bool all; /* offline, or an operator's --view=all */
    struct {
        const crd_str *items;
        size_t n;
    } namespaces;
} fg_view;

/* True when objects of that namespace may be shown to the requester. */
bool fg_view_covers(const fg_view *view, crd_str namespace_name);

#endif
