/* SPDX-License-Identifier: Apache-2.0 */
/* See render.h. */
#include "render.h"

#include <stdio.h>

#include "sprig/gotime.h"

/* No time zone takes more; the parse needs next to nothing. */
#define ARENA_BYTES ((size_t)64 * 1024)

/* Nanoseconds since 1970; false for a text that is no time, or one past the years 1678 to 2262. */
static bool read_time(const char *text, int64_t *ret_ns)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    fg_time time;
    int64_t ns;
    if (!arena || !fg_time_parse(arena, CRD_S("2006-01-02T15:04:05Z07:00"), crd_str_c(text), NULL,
                                 &time, NULL)) {
        return false;
    }
    if (__builtin_mul_overflow(fg_time_unix_s(&time), FG_SECOND_NS, &ns) ||
        __builtin_add_overflow(ns, (int64_t)time.nsec, &ns)) {
        return false;
    }
    *ret_ns = ns;
    return true;
}

bool fg_rendering_ready(const char *command, fg_rendering *rendering)
{
    rendering->env = (fg_env) { .real_random = rendering->real_crypto };
    if (rendering->now) {
        rendering->env.has_now = read_time(rendering->now, &rendering->env.now_ns);
        if (!rendering->env.has_now) {
            fprintf(stderr,
                    "fleetgate %s: --now takes a time as 2026-01-31T12:00:00Z, not \"%.60s\"\n",
                    command, rendering->now);
            return false;
        }
    }
    rendering->options = (fg_render_options) { .env = &rendering->env };
    return true;
}
