/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slash-separated paths as Go's package path has them; path/filepath is the same on Unix.
 * Results are Borrowed from the path or constants, except where an arena is taken.
 */
#ifndef FG_SPRIG_PATH_H
#define FG_SPRIG_PATH_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

crd_str fg_path_base(crd_str path);
crd_str fg_path_ext(crd_str path);
bool fg_path_is_abs(crd_str path);

/* path.Clean, path.Dir. ptr NULL when the arena has no memory. */
crd_str fg_path_clean(crd_arena *arena, crd_str path);
crd_str fg_path_dir(crd_arena *arena, crd_str path);

#ifdef __cplusplus
}
#endif
#endif
