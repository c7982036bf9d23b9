/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The corridor: a body comes in, an answer goes out. Decode, admit, encode; no socket, so that
 * `fleetgate review` gives byte for byte what the server gives.
 */
#ifndef FG_SERVER_HANDLE_H
#define FG_SERVER_HANDLE_H

#include "base/buf.h"
#include "base/limits.h"
#include "kapi/snapshot.h"
#include "kapi/view.h"
#include "policy/answer.h"

/* What a review gets for which time ran out before every cluster was checked. A fault that was found
 * before refuses all the same. */
enum fg_on_deadline {
    FG_DEADLINE_FAIL = 0, /* no answer: code TIME, HTTP 500, failurePolicy decides */
    FG_DEADLINE_ALLOW,    /* allowed, with a warning that gives the counts */
};

/* All Borrowed. */
typedef struct fg_handle_options {
    enum fg_line line;
    enum fg_enforce enforce;
    bool mutate;                 /* the mutating call: never denied for a rule */
    const fg_snapshot *snapshot; /* NULL: no clusters are known */
    const fg_view *view;
    bool view_own;         /* the view is the namespace of the object alone; view is not read */
    const fg_until *until; /* NULL: no end */
    enum fg_on_deadline on_deadline;
    const struct fg_render_options *render; /* NULL: stand-ins for what is random */
} fg_handle_options;

/* What was decided, for a log line; never any content. */
typedef struct fg_handled {
    fg_review review; /* uid, kind, name and so on; Borrowed from the arena */
    enum fg_decision decision;
    uint32_t code;
    size_t findings;
    size_t clusters;
    size_t clusters_unchecked;
    const char *rules[FG_HANDLED_RULES_MAX]; /* ids of the rules that found errors; static texts */
    size_t n_rules;
} fg_handled;

/*
 * Answers body into out. False: there is no answer. err->code then says whose fault it is:
 * crd_code_is_ours (HTTP 500, exit 2) or the body is no review (HTTP 400, exit 2). ret_handled may
 * be NULL; on failure it is filled as far as the review was read. body must outlive the arena's use.
 */
bool fg_handle(crd_arena *arena, crd_str body, const fg_handle_options *options, crd_buf *out,
               fg_handled *ret_handled, crd_err *err);

#endif
