/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Versions and constraints as Masterminds/semver v3.5.0 reads and compares them.
 */
#ifndef FG_SPRIG_SEMVER_H
#define FG_SPRIG_SEMVER_H

#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Texts are Borrowed from what was parsed. */
typedef struct fg_semver {
    uint64_t major;
    uint64_t minor;
    uint64_t patch;
    crd_str pre;      /* without the dash; empty: none */
    crd_str metadata; /* without the plus; empty: none */
    crd_str original;
} fg_semver;

/* semver.NewVersion: coerces "v1", "1.2". Fails with VALUE and the library's text. */
bool fg_semver_read(crd_arena *arena, crd_str text, fg_semver *ret_version, crd_err *err);

/* Version.String: "1.2.3-pre+meta" on the arena; ptr NULL without memory. */
crd_str fg_semver_text(crd_arena *arena, const fg_semver *version);

/* Version.Compare: -1, 0 or 1; metadata does not count. */
int fg_semver_cmp(const fg_semver *a, const fg_semver *b);

/* Checks of a prerelease or metadata that is set by hand (SetPrerelease, SetMetadata). */
bool fg_semver_pre_valid(crd_arena *arena, crd_str pre, crd_err *err);
bool fg_semver_metadata_valid(crd_arena *arena, crd_str metadata, crd_err *err);

/* NewConstraint and Check. Fails with VALUE and the library's text when it is no constraint. */
typedef struct fg_constraint fg_constraint;
bool fg_constraint_read(crd_arena *arena, crd_str text, const fg_constraint **ret_constraint,
                        crd_err *err);
bool fg_constraint_check(const fg_constraint *constraint, const fg_semver *version);

#ifdef __cplusplus
}
#endif
#endif
