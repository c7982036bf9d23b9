/* SPDX-License-Identifier: Apache-2.0 */
/* Files in and out: written once, kept when the same, bounded. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "compiler/input.h"
#include "tests.h"

/* A folder of this test alone; remove it with remove_tree. */
static crd_str new_folder(crd_arena *arena)
{
    crd_str name = crd_arena_str(arena, CRD_S("/tmp/crdc-unit-XXXXXX"));
    char *path = crd_arena_bytes(arena, name.len + 1);
    memcpy(path, name.ptr, name.len + 1);
    CHECK(mkdtemp(path) != NULL);
    return crd_str_of(path, name.len);
}

static const char *below(crd_arena *arena, crd_str folder, const char *name)
{
    return CRD_CAT(arena, folder, CRD_S("/"), crd_str_c(name)).ptr;
}

void test_file_write(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_err err = { .code = CRD_OK };
    crd_str folder = new_folder(arena);
    const char *path = below(arena, folder, "a/b/c.txt");
    bool changed = false;
    crd_str text = { 0 };
    CHECK(crdc_file_write(arena, path, CRD_S("one"), &changed, &err) && changed);
    CHECK(crdc_file_write(arena, path, CRD_S("one"), &changed, &err) && !changed);
    CHECK(crdc_file_write(arena, path, CRD_S("two"), &changed, &err) && changed);
    CHECK(crdc_file_read(arena, path, &text, &err));
    CHECK_STR(text, CRD_S("two"));
    CHECK(!crdc_file_read(arena, below(arena, folder, "none"), &text, &err));
    CHECK_INT(err.code, CRD_E_MISSING);
    CHECK(!crdc_file_read(arena, folder.ptr, &text, &err));
    CHECK_INT(err.code, CRD_E_IO);
    CHECK(!crdc_file_write(arena, below(arena, folder, "a/b/c.txt/d"), CRD_S(""), NULL, &err));
    CHECK(err.message.len > 0);
    unlink(path);
    rmdir(below(arena, folder, "a/b"));
    rmdir(below(arena, folder, "a"));
    CHECK(rmdir(folder.ptr) == 0); /* nothing is left behind */
}

void test_file_bounds(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_str folder = new_folder(arena);
    const char *path = below(arena, folder, "large");
    for (size_t n = CRDC_FILE_BYTES_MAX - 1; n <= CRDC_FILE_BYTES_MAX + 1; n++) {
        crd_err err = { .code = CRD_OK };
        crd_str text = { 0 };
        CRD_AUTO_ARENA own = crd_arena_new(ARENA_BYTES);
        FILE *file = fopen(path, "w");
        if (!CHECK(file) || !CHECK(ftruncate(fileno(file), (off_t)n) == 0)) {
            return;
        }
        fclose(file);
        bool ok = crdc_file_read(own, path, &text, &err);
        CHECK_INT(ok, n <= CRDC_FILE_BYTES_MAX);
        CHECK(!ok || text.len == n);
        CHECK(ok || crd_str_has(err.message, CRD_S("is larger than")));
    }
    unlink(path);
    rmdir(folder.ptr);
}

static bool count(void *context, crd_str file, crd_str text, crd_err *err)
{
    (void)file;
    (void)text;
    (void)err;
    *(size_t *)context += 1;
    return true;
}

void test_folder_depth_bound(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_str folder = new_folder(arena);
    crd_str paths[CRDC_FOLDER_DEPTH_MAX + 2] = { folder };
    crd_err err = { .code = CRD_OK };
    size_t n = 0;
    for (size_t depth = 1; depth <= CRDC_FOLDER_DEPTH_MAX; depth++) {
        paths[depth] = CRD_CAT(arena, paths[depth - 1], CRD_S("/d"));
        CHECK(depth == CRDC_FOLDER_DEPTH_MAX || mkdir(paths[depth].ptr, 0777) == 0);
    }
    const char *file = below(arena, paths[CRDC_FOLDER_DEPTH_MAX - 1], "a.yaml");
    CHECK(crdc_file_write(arena, file, CRD_S("x"), NULL, &err));
    CHECK(crdc_input_each(arena, folder.ptr, count, &n, &err));
    CHECK_INT(n, 1);
    CHECK(mkdir(paths[CRDC_FOLDER_DEPTH_MAX].ptr, 0777) == 0);
    CHECK(!crdc_input_each(arena, folder.ptr, count, &n, &err));
    CHECK(crd_str_has(err.message, CRD_S("nested too deeply")));
    unlink(file);
    for (size_t depth = CRDC_FOLDER_DEPTH_MAX + 1; depth-- > 0;) {
        CHECK(rmdir(paths[depth].ptr) == 0);
    }
}
