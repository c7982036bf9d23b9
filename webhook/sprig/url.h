/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses in certificates; URLs are base/url.h. */
#ifndef FG_SPRIG_URL_H
#define FG_SPRIG_URL_H

#include "base/url.h"

static inline bool fg_ip_read(crd_arena *arena, crd_str text, unsigned char ret_bytes[16],
                              size_t *ret_size, bool *ret_has_zone, crd_err *err)
{
    return crd_ip_read(arena, text, ret_bytes, ret_size, ret_has_zone, err);
}

#endif
