/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replays a fuzz target without a fuzzer: every file of the folders (or files) named goes through it
 * once, whole, cut in half and without its last byte. Options (-runs=0) are for libFuzzer.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

#define FILE_BYTES_MAX ((size_t)16 * 1024 * 1024)

static size_t replayed;

static void replay_exact(const uint8_t *bytes, size_t size)
{
    /* a copy of exactly that size, so that a read past its end is seen */
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) {
        abort();
    }
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    replayed++;
}

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(FILE_BYTES_MAX);
    if (!file || !bytes) {
        fprintf(stderr, "replay: %s cannot be read\n", path);
        free(bytes);
        return 1;
    }
    size_t size = fread(bytes, 1, FILE_BYTES_MAX, file);
    fclose(file);
    replay_exact(bytes, size);
    replay_exact(bytes, size / 2);
    replay_exact(bytes, size ? size - 1 : 0);
    free(bytes);
    return 0;
}

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    int bad = 0;
    if (!folder) {
        return 0; /* a target without crashes has no folder in regress/ */
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[4096];
        struct stat info;
        snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && stat(name, &info) == 0 && S_ISREG(info.st_mode)) {
            bad |= replay_file(name);
        }
    }
    closedir(folder);
    return bad;
}

int main(int argc, char **argv)
{
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (argv[i][0] == '-') {
            continue;
        }
        bool file = stat(argv[i], &info) == 0 && S_ISREG(info.st_mode);
        bad |= file ? replay_file(argv[i]) : replay_folder(argv[i]);
    }
    printf("%zu inputs replayed\n", replayed);
    return bad || replayed == 0;
}
