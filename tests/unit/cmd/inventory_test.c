/* SPDX-License-Identifier: Apache-2.0 */
/* The inventory from files. */
#include "cmd/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests.h"

struct fixture {
    char folder[32];
    crd_arena *arena;
    fg_inventory inventory;
    crd_err err;
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){ .arena = crd_arena_new(FG_INVENTORY_BYTES_MAX) };
    memcpy(f->folder, "/tmp/fg-inventory-XXXXXX", 25);
    CHECK(mkdtemp(f->folder) != NULL);
}

static void put(const struct fixture *f, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", f->folder, name);
    FILE *file = fopen(path, "w");
    if (CHECK(file != NULL)) {
        fputs(text, file);
        fclose(file);
    }
}

static bool load(struct fixture *f, const char *path)
{
    AUTO_ARGS_TEXTS paths = { .items = NULL };
    fg_inventory_done(&f->inventory);
    f->inventory = (fg_inventory){ .snapshot = NULL };
    f->err = (crd_err){ .code = CRD_OK };
    return args_texts_add(&paths, path) &&
           fg_inventory_load(f->arena, &paths, &f->inventory, &f->err);
}

static void tear_down(struct fixture *f)
{
    char command[64];
    fg_inventory_done(&f->inventory);
    crd_arena_free(f->arena);
    snprintf(command, sizeof(command), "rm -rf %s", f->folder);
    CHECK_INT(system(command), 0);
}

#define CLUSTER(name) "kind: Cluster\napiVersion: fleet.cattle.io/v1alpha1\nmetadata: {name: " name \
                      ", namespace: fleet-default, labels: {a: b}}\n"

/* Documents, Lists and JSON; other kinds are counted and passed over; hidden names are not read. */
void test_inventory_files(void)
{
    struct fixture f;
    char hidden[64];
    set_up(&f);
    put(&f, "a.yaml", CLUSTER("one") "---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n");
    put(&f, "b.json", "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[{\"kind\":\"Cluster\","
                      "\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"metadata\":{\"name\":\"two\","
                      "\"namespace\":\"fleet-default\"}}]}");
    put(&f, "notes.txt", "not: [read");
    snprintf(hidden, sizeof(hidden), "%s/..2026", f.folder);
    CHECK_INT(mkdir(hidden, 0700), 0); /* as kubelet mounts a ConfigMap */
    put(&f, "..2026/c.yaml", "not: [read");
    if (CHECK(load(&f, f.folder))) {
        CHECK_INT(f.inventory.objects, 2);
        CHECK_INT(f.inventory.skipped, 1);
        CHECK_INT(fg_snapshot_count(f.inventory.snapshot, FG_IN_CLUSTERS), 2);
        const fg_object *two = fg_snapshot_get(f.inventory.snapshot, FG_IN_CLUSTERS,
                                               CRD_S("fleet-default"), CRD_S("two"));
        CHECK(two && two->typed);
    }
    tear_down(&f);
}

/* A namespace that is used but not listed has the one label that the API server gives it. */
void test_inventory_namespaces(void)
{
    struct fixture f;
    set_up(&f);
    put(&f, "a.yaml", CLUSTER("one") "---\nkind: Namespace\napiVersion: v1\nmetadata: {name: other, "
                                     "labels: {x: \"y\"}}\n");
    if (CHECK(load(&f, f.folder))) {
        crd_str label;
        const fg_object *used = fg_snapshot_get(f.inventory.snapshot, FG_IN_NAMESPACES, CRD_S(""),
                                                CRD_S("fleet-default"));
        const fg_object *listed =
            fg_snapshot_get(f.inventory.snapshot, FG_IN_NAMESPACES, CRD_S(""), CRD_S("other"));
        CHECK_INT(fg_snapshot_count(f.inventory.snapshot, FG_IN_NAMESPACES), 2);
        CHECK(used && fg_label_get(used->meta.labels, CRD_S("kubernetes.io/metadata.name"), &label));
        CHECK_STR(label, CRD_S("fleet-default"));
        CHECK(listed &&
              !fg_label_get(listed->meta.labels, CRD_S("kubernetes.io/metadata.name"), &label));
        CHECK_INT(f.inventory.objects, 2); /* the one that was made does not count */
    }
    tear_down(&f);
}

/* Anything that cannot be read is an error that says where; nothing half read is handed on. */
void test_inventory_refuses(void)
{
    struct fixture f;
    char path[64];
    set_up(&f);
    put(&f, "a.yaml", CLUSTER("one"));
    put(&f, "b.yaml", "kind: Cluster\nmetadata: [\n");
    snprintf(path, sizeof(path), "%s/b.yaml:", f.folder);
    CHECK(!load(&f, f.folder));
    CHECK(crd_str_starts(f.err.message, crd_str_c(path)));
    CHECK(f.inventory.snapshot == NULL);
    put(&f, "b.yaml", "\n\nkind: Cluster\napiVersion: fleet.cattle.io/v1alpha1\n"
                      "metadata: {name: x, labels: {a: [1]}}\n");
    snprintf(path, sizeof(path), "%s/b.yaml:3: ", f.folder);
    CHECK(!load(&f, f.folder));
    CHECK(crd_str_starts(f.err.message, crd_str_c(path)));
    CHECK(!load(&f, "/nonexistent/inventory.yaml"));
    CHECK_INT(f.err.code, CRD_E_IO);
    put(&f, "b.yaml", "");
    CHECK(load(&f, f.folder));
    CHECK_INT(f.inventory.objects, 1);
    tear_down(&f);
}

static bool load_once(void *context)
{
    struct fixture *f = context;
    AUTO_ARGS_TEXTS paths = { .items = NULL };
    FG_AUTO_INVENTORY inventory = { .snapshot = NULL };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 24);
    crd_err err = { .code = CRD_OK };
    return arena && args_texts_add(&paths, f->folder) &&
           fg_inventory_load(arena, &paths, &inventory, &err);
}

void test_inventory_memory(void)
{
    struct fixture f;
    set_up(&f);
    put(&f, "a.yaml", CLUSTER("one"));
    CHECK_FAIL_EACH(load_once, &f);
    tear_down(&f);
}
