/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share: see common.h. */
#include "common.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

const char *const fg_fleet_choices[] = { "latest", "0.12", NULL };

int fg_not_run(const char *command, const crd_err *err)
{
    fprintf(stderr, "fleetgate %s: %.*s\n", command, CRD_FMT(err->message));
    return FG_EXIT_NOT_RUN;
}

bool fg_load(const char *command, crd_arena *arena, const args_texts *paths, fg_inventory *inventory)
{
    crd_err err = { .code = CRD_OK };
    if (paths->n == 0) {
        return true;
    }
    if (!fg_inventory_load(arena, paths, inventory, &err)) {
        fg_not_run(command, &err);
        return false;
    }
    if (inventory->skipped) {
        fprintf(stderr, "fleetgate %s: inventory: %zu objects read, %zu of other kinds skipped\n",
                command, inventory->objects, inventory->skipped);
    }
    return true;
}

bool fg_print(const char *command, crd_str text)
{
    while (text.len) {
        ssize_t n = write(STDOUT_FILENO, text.ptr, text.len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            fprintf(stderr, "fleetgate %s: standard output cannot be written\n", command);
            return false;
        }
        text = crd_str_from(text, (size_t)n);
    }
    return true;
}
