/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds out who asks in a body that is nested too deeply to be read: kind, apiVersion and
 * request.uid at the outer two levels, without building a tree and without recursion.
 */
#ifndef FG_REVIEW_UID_SCAN_H
#define FG_REVIEW_UID_SCAN_H

#include "review.h"

/* True with type, api_version and uid set when all three were found and mean a review. */
bool fg_uid_scan(crd_arena *arena, crd_str body, fg_review *ret_review);

#endif
