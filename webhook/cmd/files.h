/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files and the documents in them: what `lint`, `target` and the inventory read. Folders are walked
 * in the order of names; of their files only those named *.yaml, *.yml and *.json count. Links to
 * folders are not followed, so a walk always ends.
 */
#ifndef FG_CMD_FILES_H
#define FG_CMD_FILES_H

#include "value/yaml.h"

/* A document: one object of a file. A List as kubectl prints it gives one document an item. */
typedef struct fg_document {
    struct fg_document *next;
    crd_str file;      /* as named on the command line or found below it; "-" for stdin */
    crd_str file_text; /* the whole text */
    const crd_value *value;
    crd_place place;
    crd_places *places; /* NULL unless asked for */
    crd_duplicate *duplicates;
} fg_document;

/* A file that could not be read as documents: the text's fault, with its place. */
typedef struct fg_bad_file {
    struct fg_bad_file *next;
    crd_str file;
    crd_place place;
    crd_str message;
} fg_bad_file;

typedef struct fg_files {
    crd_arena *arena; /* Borrowed */
    bool keep_places;
    fg_document *documents;
    fg_document *last_document;
    fg_bad_file *bad;
    fg_bad_file *last_bad;
    size_t n_files;
    size_t n_documents;
} fg_files;

void fg_files_init(fg_files *files, crd_arena *arena, bool keep_places);

/*
 * Reads path (a file, a folder, or "-" for stdin) and adds its documents. A text that is no YAML or
 * JSON goes to bad; what cannot be opened, is too large, or does not fit in memory is an error.
 */
bool fg_files_add(fg_files *files, const char *path, crd_err *err);

/* Whole standard input or file on the arena. */
bool fg_file_read(crd_arena *arena, const char *path, size_t bytes_max, crd_str *ret, crd_err *err);

#endif
