/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of recorded AdmissionReviews through Fleet's generated structs: each comes back byte by
 * byte in canonical order, through JSON and YAML, and all together take at most three times the memory
 * of their text. Arguments: review files. With --print the objects are written to standard output
 * instead, one a line, for tests/bench/crdc.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <crd/value/json.h>

#include "fleet_kinds.h"

#define MEMORY_BYTES ((size_t)256 * 1024 * 1024)

struct sums {
    size_t objects;
    size_t faults;
    size_t text_bytes;
    size_t arena_bytes;
    bool print;
};

static bool read_file(crd_arena *arena, const char *path, crd_str *ret)
{
    CRD_AUTO_BUF buf;
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    crd_buf_init(&buf, MEMORY_BYTES);
    char chunk[4096];
    size_t n;
    while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        crd_buf_add(&buf, crd_str_of(chunk, n));
    }
    fclose(file);
    *ret = crd_arena_str(arena, crd_buf_str(&buf));
    return ret->ptr && !crd_buf_failed(&buf);
}

static bool canonical(crd_buf *buf, crd_str json)
{
    crd_value value;
    CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
    return arena && crd_json_read(arena, json, NULL, &value, NULL) &&
           crd_json_write(buf, &value, NULL, NULL);
}

static bool same(crd_str a, crd_str b)
{
    CRD_AUTO_BUF x;
    CRD_AUTO_BUF y;
    crd_buf_init(&x, MEMORY_BYTES);
    crd_buf_init(&y, MEMORY_BYTES);
    return canonical(&x, a) && canonical(&y, b) && crd_str_eq(crd_buf_str(&x), crd_buf_str(&y));
}

static bool round_trip(const crd_struct *type, crd_str text, struct sums *sums)
{
    crd_err err = { 0 };
    CRD_AUTO_BUF json;
    CRD_AUTO_BUF yaml;
    CRD_AUTO_BUF again;
    CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
    crd_buf_init(&json, MEMORY_BYTES);
    crd_buf_init(&yaml, MEMORY_BYTES);
    crd_buf_init(&again, MEMORY_BYTES);
    void *object = arena ? crd_decode_json(arena, type, text, NULL, &err) : NULL;
    sums->arena_bytes += object ? crd_arena_used(arena) : 0;
    if (!object || !crd_encode_json(&json, type, object, &err) ||
        !crd_encode_yaml(&yaml, type, object, &err)) {
        fprintf(stderr, "%.*s\n", CRD_FMT(err.message));
        return false;
    }
    void *back = crd_decode_yaml(arena, type, crd_buf_str(&yaml), NULL, &err);
    return back && crd_equal(type, object, back) && crd_encode_json(&again, type, back, &err) &&
           same(text, crd_buf_str(&json)) && same(text, crd_buf_str(&again));
}

static void take(const char *path, const crd_value *object, struct sums *sums)
{
    crd_str version = crd_text_of(CRD_GET(object, "apiVersion"));
    const crd_struct *type = fleet_kind(crd_text_of(CRD_GET(object, "kind")));
    if (!type || !crd_str_eq(version, CRD_S(FLEET_BUNDLE_API_VERSION))) {
        return;
    }
    CRD_AUTO_BUF text;
    crd_buf_init(&text, MEMORY_BYTES);
    bool ok = crd_json_write(&text, object, &(crd_json_style){ .keep_order = true }, NULL);
    sums->objects++;
    sums->text_bytes += text.len;
    if (sums->print) {
        crd_buf_add_byte(&text, '\n');
        fwrite(text.ptr, 1, text.len, stdout);
        return;
    }
    if (!ok || !round_trip(type, crd_buf_str(&text), sums)) {
        fprintf(stderr, "%s: %s does not come back as it was\n", path, type->name);
        sums->faults++;
    }
}

int main(int argc, char **argv)
{
    struct sums sums = { .print = argc > 1 && strcmp(argv[1], "--print") == 0 };
    for (int i = sums.print ? 2 : 1; i < argc; i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
        crd_str text;
        crd_value review;
        if (!arena || !read_file(arena, argv[i], &text) ||
            !crd_json_read(arena, text, NULL, &review, NULL)) {
            fprintf(stderr, "%s: no review\n", argv[i]);
            return 1;
        }
        const crd_value *request = CRD_GET(&review, "request");
        take(argv[i], CRD_GET(request, "object"), &sums);
        take(argv[i], CRD_GET(request, "oldObject"), &sums);
    }
    if (sums.print) {
        return sums.objects ? 0 : 1;
    }
    printf("%zu objects, %zu bytes of text, %zu of memory (%.2f times)\n", sums.objects,
           sums.text_bytes, sums.arena_bytes, (double)sums.arena_bytes / (double)sums.text_bytes);
    printf("%zu passed, %zu failed\n", sums.objects - sums.faults, sums.faults);
    return sums.objects && !sums.faults && sums.arena_bytes <= 3 * sums.text_bytes ? 0 : 1;
}
