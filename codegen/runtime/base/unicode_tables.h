/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables behind unicode.h, for unicode.c alone. unicode_tables.c is written by
 * hack/update-unicode.
 *
 * A table of runs covers all code points in order: each word is start << 8 | value, and the value
 * holds up to the next word's start.
 */
#ifndef CRD_BASE_UNICODE_TABLES_H
#define CRD_BASE_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct crd_uc_name {
    const char *name;
    uint32_t mask; /* bits by enum crd_category */
};

/* first to last: add the differences. pairs: upper and lower case alternate, upper first. */
struct crd_uc_case {
    uint32_t first;
    uint32_t last;
    int32_t pairs;
    int32_t upper;
    int32_t lower;
    int32_t title;
};

/* first to last: add the difference for the next rune of the folding orbit. pairs: each two runes
 * fold to each other. */
struct crd_uc_fold {
    uint32_t first;
    uint32_t last;
    int32_t pairs;
    int32_t difference;
};

extern const uint8_t crd_uc_latin1[256]; /* category of the first 256 */
extern const uint32_t crd_uc_category_runs[];
extern const size_t crd_uc_category_runs_n;
extern const uint32_t crd_uc_script_runs[]; /* 0: no script; else 1 + index into the names */
extern const size_t crd_uc_script_runs_n;
extern const uint32_t crd_uc_space_runs[]; /* White_Space */
extern const size_t crd_uc_space_runs_n;
extern const char *const crd_uc_script_names[]; /* sorted */
extern const size_t crd_uc_script_names_n;
extern const struct crd_uc_name crd_uc_category_names[]; /* sorted */
extern const size_t crd_uc_category_names_n;
extern const struct crd_uc_name crd_uc_category_aliases[]; /* sorted */
extern const size_t crd_uc_category_aliases_n;
extern const struct crd_uc_case crd_uc_case_runs[]; /* sorted */
extern const size_t crd_uc_case_runs_n;
extern const struct crd_uc_fold crd_uc_fold_runs[]; /* sorted */
extern const size_t crd_uc_fold_runs_n;

#ifdef __cplusplus
}
#endif
#endif
