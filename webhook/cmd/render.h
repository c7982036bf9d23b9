/* SPDX-License-Identifier: Apache-2.0 */
/* --real-crypto and --now: how the commands that render templates treat chance and the clock. */
#ifndef FG_CMD_RENDER_H
#define FG_CMD_RENDER_H

#include "target/values.h"

typedef struct fg_rendering {
    bool real_crypto; /* filled by the options */
    const char *now;  /* RFC 3339; NULL: the stand-in time */
    fg_env env;       /* filled by fg_rendering_ready */
    fg_render_options options;
} fg_rendering;

/* The two options, for a command's table. */
#define FG_RENDERING_OPTIONS(rendering)                                                            \
    { .name = "real-crypto", .type = ARGS_FLAG, .target = &(rendering)->real_crypto },        \
    {                                                                                              \
        .name = "now", .type = ARGS_TEXT, .target = &(rendering)->now                         \
    }

/* Their lines of --help. */
#define FG_RENDERING_HELP                                                                          \
    "  --real-crypto      random text, keys and salts are real; otherwise fixed stand-ins\n"       \
    "  --now TIME         what `now` gives (RFC 3339); otherwise 2026-01-01T00:00:00Z\n"

/* Fills env and options, which point into rendering. False after a line on standard error. */
bool fg_rendering_ready(const char *command, fg_rendering *rendering);

#endif
