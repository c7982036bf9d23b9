/* SPDX-License-Identifier: Apache-2.0 */
/* fleetgate review: the answer that the server would give to a body on standard input. */
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "common.h"
#include "files.h"
#include "render.h"
#include "server/handle.h"

static const char help[] =
    "Answers the AdmissionReview on standard input, byte for byte as the server does.\n"
    "\n"
    "Usage: fleetgate review [OPTION...] < review.json\n"
    "\n"
    "  --inventory PATH   file or folder with Clusters and so on; repeatable\n"
    "  --fleet LINE       latest (default) or 0.12\n"
    "  --enforce MODE     deny (default), warn or off\n"
    FG_RENDERING_HELP
    "  --mutate           answer as /mutate does\n"
    "  --view VIEW        all (default), or own: only clusters of the object's namespace\n"
    "\n"
    "Exit: 0 answered, allowed or not; 2 not answered, the reason on standard error.\n"
    "\n"
    "Example:\n"
    "  fleetgate review --inventory clusters.yaml < review.json";

static const char *const enforce_choices[] = { "deny", "warn", "off", NULL };
static const char *const view_choices[] = { "all", "own", NULL };

static int run(const args_texts *paths, const fg_handle_options *chosen)
{
    CRD_AUTO_ARENA files = crd_arena_new(FG_INVENTORY_BYTES_MAX);
    CRD_AUTO_ARENA arena = crd_arena_new(FG_REQUEST_BYTES_MAX);
    crd_err err = { .code = CRD_OK };
    FG_AUTO_INVENTORY inventory = { .snapshot = NULL };
    CRD_AUTO_BUF out;
    crd_buf_init(&out, FG_REQUEST_BYTES_MAX);
    if (!files || !arena) {
        crd_err_memory(&err, NULL);
        return fg_not_run("review", &err);
    }
    if (!fg_load("review", files, paths, &inventory)) {
        return FG_EXIT_NOT_RUN;
    }
    static const fg_view everything = { .all = true };
    fg_handle_options options = *chosen;
    options.snapshot = inventory.snapshot;
    options.view = &everything;
    crd_str body;
    if (!fg_file_read(arena, "-", FG_BODY_BYTES_MAX, &body, &err) ||
        !fg_handle(arena, body, &options, &out, NULL, &err)) {
        return fg_not_run("review", &err);
    }
    return fg_print("review", crd_buf_str(&out)) ? FG_EXIT_CLEAN : FG_EXIT_NOT_RUN;
}

int fg_cmd_review(int argc, char **argv)
{
    AUTO_ARGS_TEXTS paths = { .items = NULL };
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    int line = FG_LINE_LATEST;
    int enforce = FG_ENFORCE_DENY;
    int view = 0;
    bool mutate = false;
    fg_rendering rendering = { .now = NULL };
    bool wants_help = false;
    const args_option options[] = {
        { .name = "inventory", .type = ARGS_LIST, .target = &paths },
        { .name = "fleet", .type = ARGS_CHOICE, .target = &line, .choices = fg_fleet_choices },
        { .name = "enforce",
          .type = ARGS_CHOICE,
          .target = &enforce,
          .choices = enforce_choices },
        { .name = "mutate", .type = ARGS_FLAG, .target = &mutate },
        FG_RENDERING_OPTIONS(&rendering),
        { .name = "view", .type = ARGS_CHOICE, .target = &view, .choices = view_choices },
    };
    if (!args_parse((args_who){ "fleetgate", "review" }, argc, argv, options, sizeof(options) / sizeof(options[0]),
                       &operands, &wants_help)) {
        return FG_EXIT_NOT_RUN;
    }
    if (wants_help) {
        puts(help);
        return FG_EXIT_CLEAN;
    }
    if (operands.n) {
        fprintf(stderr,
                "fleetgate review: takes no operand but found \"%.100s\"; the review is read from "
                "standard input\n",
                operands.items[0]);
        return FG_EXIT_NOT_RUN;
    }
    if (!fg_rendering_ready("review", &rendering)) {
        return FG_EXIT_NOT_RUN;
    }
    const fg_handle_options chosen = {
        .render = &rendering.options,
        .line = (enum fg_line)line,
        .enforce = (enum fg_enforce)enforce,
        .mutate = mutate,
        .view_own = view == 1,
    };
    return run(&paths, &chosen);
}
