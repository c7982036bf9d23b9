/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files in and out, for the commands of crdc. Folders are walked in the order of names; of their
 * files only *.yaml, *.yml and *.json count; links to folders are not followed.
 */
#ifndef CRD_COMPILER_INPUT_H
#define CRD_COMPILER_INPUT_H

#include "base/err.h"

/* Called with each file of a path; false stops the walk (err has been set by the callee). */
typedef bool crdc_each_file(void *context, crd_str file, crd_str text, crd_err *err);

/* Reads path ("-": standard input) and calls each for it, or for every file below a folder. Texts
 * live on the arena. Fails with IO when something cannot be read. */
bool crdc_input_each(crd_arena *arena, const char *path, crdc_each_file *each, void *context,
                     crd_err *err);

/* One whole file on the arena. Fails with MISSING when there is none, with IO otherwise. */
bool crdc_file_read(crd_arena *arena, const char *path, crd_str *ret, crd_err *err);

/* Writes the file, by a temporary one beside it and a rename, and makes its folder if need be; a file
 * that already holds that text is not touched (ret_changed false). ret_changed may be NULL. */
bool crdc_file_write(crd_arena *arena, const char *path, crd_str text, bool *ret_changed,
                     crd_err *err);

#endif
