/* SPDX-License-Identifier: Apache-2.0 */
/* Parses Fleet objects, one JSON text a line, into the structs that crdc emits and prints the CPU time
 * of one pass. Run: bench-crdc FILE MILLISECONDS. Each object has an arena of its own, as a review has. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <crd/value/json.h>

#include "../../corpus/fleet_kinds.h"

#define MEMORY_BYTES ((size_t)1024 * 1024 * 1024)

struct object {
    crd_str text;
    const crd_struct *type;
};

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static size_t read_objects(crd_arena *arena, FILE *file, struct object *objects, size_t room)
{
    char *line = NULL;
    size_t size = 0;
    size_t n = 0;
    ssize_t len;
    while (n < room && (len = getline(&line, &size, file)) > 0) {
        crd_value value;
        crd_str text = crd_arena_str(arena, crd_str_of(line, (size_t)len - 1));
        if (text.ptr && crd_json_read(arena, text, NULL, &value, NULL)) {
            const crd_struct *type = fleet_kind(crd_text_of(CRD_GET(&value, "kind")));
            if (type) {
                objects[n++] = (struct object){ .text = text, .type = type };
            }
        }
    }
    free(line);
    return n;
}

static bool parse_all(const struct object *objects, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
        if (!arena || !crd_decode_json(arena, objects[i].type, objects[i].text, NULL, NULL)) {
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    static struct object objects[4096];
    CRD_AUTO_ARENA arena = crd_arena_new(MEMORY_BYTES);
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (!file || !arena) {
        fputs("bench-crdc FILE MILLISECONDS\n", stderr);
        return 2;
    }
    size_t n = read_objects(arena, file, objects, sizeof(objects) / sizeof(objects[0]));
    fclose(file);
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bytes += objects[i].text.len;
    }
    printf("objects %zu\nbytes %zu\n", n, bytes);
    double limit = (double)strtol(argv[2], NULL, 10) * 1e6;
    double start = cpu_ns();
    size_t passes = 0;
    do {
        if (!parse_all(objects, n)) {
            fputs("bench-crdc: an object cannot be read\n", stderr);
            return 1;
        }
        passes++;
    } while (cpu_ns() - start < limit);
    printf("parse_ns %.0f\n", (cpu_ns() - start) / (double)passes);
    return 0;
}
