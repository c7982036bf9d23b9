/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fleetgate target: which clusters a Bundle reaches, through which of its targets, and with which
 * final options and values: one YAML document a Bundle.
 */
#include <stdio.h>

#include "base/limits.h"
#include "base/num.h"
#include "common.h"
#include "files.h"
#include "fleet/fleet.h"
#include "render.h"
#include "target/target.h"
#include "value/json.h"
#include "value/yaml.h"

static const char help[] =
    "Shows what each cluster would get of the Bundles in a file, as a YAML stream.\n"
    "\n"
    "Usage: fleetgate target --inventory PATH [OPTION...] FILE\n"
    "\n"
    "  --inventory PATH   file or folder with Clusters and so on; repeatable, needed once\n"
    "  --fleet LINE       latest (default) or 0.12\n"
    FG_RENDERING_HELP
    "\n"
    "FILE is a file, a folder or - for standard input; other kinds in it are passed over.\n"
    "Exit: 0 all Bundles rendered, 1 some failed (the reasons on standard error), 2 not run.\n"
    "\n"
    "Example:\n"
    "  fleetgate target --inventory clusters.yaml bundle.yaml";

/* One Bundle while its clusters are gathered. */
struct listing {
    crd_arena *arena;
    enum fg_line line;
    const fg_render_options *render;
    const fg_document *document;
    const fg_bundle *bundle; /* NULL when it cannot be read */
    crd_str manifest_id;
    crd_value *items;
    size_t n;
    size_t capacity;
    size_t failed;
    crd_err *err;
    bool broken;
};

/* Whatever else cannot be read of it. */
static crd_str meta_text(const struct listing *listing, const char *key)
{
    return crd_text_of(crd_map_get(CRD_GET(listing->document->value, "metadata"), crd_str_c(key)));
}

static void complain(const struct listing *listing, crd_str text)
{
    fprintf(stderr, "%.*s:%u: Bundle %.*s/%.*s: %.*s\n", CRD_FMT(listing->document->file),
            listing->document->place.line, CRD_FMT(meta_text(listing, "namespace")),
            CRD_FMT(meta_text(listing, "name")), CRD_FMT(text));
}

/* The name of spec.targets[i]; an unnamed one is called as Fleet's command line calls it. */
static crd_str target_name(crd_arena *arena, const fg_bundle *bundle, size_t i)
{
    crd_str name = bundle->spec->targets.items[i].name;
    if (name.len) {
        return name;
    }
    char digits[CRD_INT_TEXT_MAX];
    crd_str number = crd_uint_text(i, digits);
    crd_str zeros = crd_str_sub(CRD_S("000"), 0, number.len < 3 ? 3 - number.len : 0);
    return CRD_CAT(arena, CRD_S("target"), zeros, number);
}

static bool push(struct listing *listing, crd_value value)
{
    if (listing->n == listing->capacity) {
        size_t capacity = listing->capacity ? listing->capacity * 2 : 16;
        crd_value *items = CRD_NEW_N(listing->arena, crd_value, capacity);
        if (!items) {
            return false;
        }
        if (listing->n) {
            memcpy(items, listing->items, listing->n * sizeof(*items));
        }
        listing->items = items;
        listing->capacity = capacity;
    }
    listing->items[listing->n++] = value;
    return true;
}

static bool add_placement(struct listing *listing, const fg_placement *placement)
{
    crd_arena *arena = listing->arena;
    const fg_object_meta *meta = &placement->object->meta;
    crd_member *members = CRD_NEW_N(arena, crd_member, 5);
    crd_value options;
    crd_value copy;
    crd_value item;
    crd_str id;
    if (!members || !fg_options_value(arena, listing->line, placement->options, &options,
                                      listing->err) ||
        !crd_value_copy(arena, &options, &copy, listing->err) ||
        !fg_deployment_id(arena, listing->line, listing->manifest_id, placement->options, &id,
                          listing->err)) {
        return false;
    }
    crd_str target = target_name(arena, listing->bundle, placement->target);
    if (!target.ptr) {
        return crd_err_memory(listing->err, arena);
    }
    members[0] = (crd_member){ CRD_S("namespace"), crd_value_string(meta->namespace_name) };
    members[1] = (crd_member){ CRD_S("name"), crd_value_string(meta->name) };
    members[2] = (crd_member){ CRD_S("target"), crd_value_string(target) };
    members[3] = (crd_member){ CRD_S("options"), copy };
    members[4] = (crd_member){ CRD_S("deploymentID"), crd_value_string(id) };
    return crd_value_map(arena, members, 5, &item, listing->err) &&
           (push(listing, item) || crd_err_memory(listing->err, arena));
}

static enum fg_next each_cluster(void *context, const fg_placement *placement)
{
    struct listing *listing = context;
    if (placement->fault) {
        const fg_object_meta *meta = &placement->object->meta;
        crd_str text = fg_fault_for_cluster(listing->arena, placement->fault, meta->namespace_name,
                                            meta->name);
        complain(listing, text.ptr ? text : CRD_S("out of memory"));
        listing->failed++;
        return FG_NEXT;
    }
    if (!add_placement(listing, placement)) {
        listing->broken = true;
        return FG_STOP;
    }
    return FG_NEXT;
}

static bool write_listing(struct listing *listing, crd_buf *out)
{
    crd_arena *arena = listing->arena;
    const fg_object_meta *meta = &listing->bundle->meta;
    crd_member *members = CRD_NEW_N(arena, crd_member, 2);
    crd_str name = meta->namespace_name.len
                       ? CRD_CAT(arena, meta->namespace_name, CRD_S("/"), meta->name)
                       : meta->name;
    crd_value document;
    if (!members || !name.ptr) {
        return crd_err_memory(listing->err, arena);
    }
    members[0] = (crd_member){ CRD_S("bundle"), crd_value_string(name) };
    members[1] = (crd_member){ CRD_S("targets"), crd_value_list(listing->items, listing->n) };
    crd_buf_add(out, out->len ? CRD_S("---\n") : CRD_S(""));
    return crd_value_map(arena, members, 2, &document, listing->err) &&
           crd_yaml_write(out, &document, listing->err);
}

static bool list_bundle(struct listing *listing, const fg_snapshot *snapshot, crd_buf *out)
{
    const fg_target_options options = { .line = listing->line, .render = listing->render };
    const fg_plan *plan = NULL;
    if (!fg_plan_new(listing->arena, listing->bundle, &options, &plan, listing->err) ||
        !fg_manifest_id(listing->arena, listing->bundle->spec->resources.items,
                        listing->bundle->spec->resources.n, &listing->manifest_id, listing->err)) {
        return false;
    }
    for (size_t i = 0; i < plan->n_faults; i++) {
        crd_str text = CRD_CAT(listing->arena, plan->faults[i].path, CRD_S(": "),
                               plan->faults[i].text);
        complain(listing, text.ptr ? text : CRD_S("out of memory"));
        listing->failed++;
    }
    return fg_plan_run(listing->arena, plan, snapshot, each_cluster, listing, listing->err) &&
           !listing->broken && write_listing(listing, out);
}

static void complain_all(const struct listing *listing, const crd_diags *diags)
{
    const crd_diag *const *sorted = NULL;
    if (!crd_diags_sorted(diags, &sorted, NULL)) {
        return;
    }
    for (size_t i = 0; i < diags->n; i++) {
        fprintf(stderr, "%.*s:%u: %.*s: %.*s\n", CRD_FMT(listing->document->file),
                listing->document->place.line, CRD_FMT(sorted[i]->path),
                CRD_FMT(sorted[i]->message));
    }
}

static bool is_bundle(const crd_value *value)
{
    fg_gvk gvk = fg_gvk_of(value);
    return crd_str_eq(gvk.group, CRD_S("fleet.cattle.io")) &&
           crd_str_eq(gvk.kind, CRD_S("Bundle"));
}

/* How Bundles are read and rendered. */
struct chosen {
    enum fg_line line;
    const fg_render_options *render;
};

static bool list_document(crd_arena *arena, const fg_document *document,
                          const struct chosen *chosen, const fg_snapshot *snapshot, crd_buf *out,
                          size_t *failed, crd_err *err)
{
    crd_diags diags;
    struct listing listing = {
        .arena = arena,
        .line = chosen->line,
        .render = chosen->render,
        .document = document,
        .err = err,
    };
    crd_diags_init(&diags, arena);
    if (!fg_bundle_read(arena, document->value, &diags, &listing.bundle, err)) {
        return false;
    }
    bool ok = true;
    if (!listing.bundle) {
        complain_all(&listing, &diags);
        listing.failed += diags.n_errors;
    } else {
        ok = list_bundle(&listing, snapshot, out);
    }
    *failed += listing.failed;
    return ok;
}

static int run(const args_texts *paths, const char *path, const struct chosen *chosen)
{
    CRD_AUTO_ARENA arena = crd_arena_new(FG_INVENTORY_BYTES_MAX);
    crd_err err = { .code = CRD_OK };
    FG_AUTO_INVENTORY inventory = { .snapshot = NULL };
    CRD_AUTO_BUF out;
    crd_buf_init(&out, FG_INVENTORY_BYTES_MAX);
    fg_files files;
    if (!arena) {
        crd_err_memory(&err, NULL);
        return fg_not_run("target", &err);
    }
    fg_files_init(&files, arena, false);
    if (!fg_load("target", arena, paths, &inventory)) {
        return FG_EXIT_NOT_RUN;
    }
    if (!fg_files_add(&files, path, &err)) {
        return fg_not_run("target", &err);
    }
    size_t failed = 0;
    size_t bundles = 0;
    for (const fg_bad_file *bad = files.bad; bad; bad = bad->next) {
        fprintf(stderr, "%.*s:%u:%u: %.*s\n", CRD_FMT(bad->file), bad->place.line,
                bad->place.column, CRD_FMT(bad->message));
        failed++;
    }
    for (const fg_document *document = files.documents; document; document = document->next) {
        if (is_bundle(document->value)) {
            bundles++;
            if (!list_document(arena, document, chosen, inventory.snapshot, &out, &failed, &err)) {
                return fg_not_run("target", &err);
            }
        }
    }
    if (bundles == 0 && failed == 0) {
        fprintf(stderr, "fleetgate target: %s holds no Bundle\n", path);
        return FG_EXIT_NOT_RUN;
    }
    if (!fg_print("target", crd_buf_str(&out))) {
        return FG_EXIT_NOT_RUN;
    }
    return failed ? FG_EXIT_FINDINGS : FG_EXIT_CLEAN;
}

int fg_cmd_target(int argc, char **argv)
{
    AUTO_ARGS_TEXTS paths = { .items = NULL };
    AUTO_ARGS_TEXTS operands = { .items = NULL };
    int line = FG_LINE_LATEST;
    fg_rendering rendering = { .now = NULL };
    bool wants_help = false;
    const args_option options[] = {
        { .name = "inventory", .type = ARGS_LIST, .target = &paths },
        { .name = "fleet", .type = ARGS_CHOICE, .target = &line, .choices = fg_fleet_choices },
        FG_RENDERING_OPTIONS(&rendering),
    };
    if (!args_parse((args_who){ "fleetgate", "target" }, argc, argv, options, sizeof(options) / sizeof(options[0]),
                       &operands, &wants_help)) {
        return FG_EXIT_NOT_RUN;
    }
    if (wants_help) {
        puts(help);
        return FG_EXIT_CLEAN;
    }
    if (operands.n != 1 || paths.n == 0) {
        fprintf(stderr, "fleetgate target: needs --inventory PATH and one FILE; see fleetgate "
                        "target --help\n");
        return FG_EXIT_NOT_RUN;
    }
    if (!fg_rendering_ready("target", &rendering)) {
        return FG_EXIT_NOT_RUN;
    }
    const struct chosen chosen = { .line = (enum fg_line)line, .render = &rendering.options };
    return run(&paths, operands.items[0], &chosen);
}
