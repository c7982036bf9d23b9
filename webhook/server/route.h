/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The webhooks' handler: a request of the wire goes down the corridor (handle.h), with the snapshot in
 * use and the caller's deadline, and comes back as HTTP. Counts and logs what became of it; never
 * logs content.
 *
 *   200  a review, allowed or not          400  the body is no review
 *   500  we could not answer: failurePolicy decides
 */
#ifndef FG_SERVER_ROUTE_H
#define FG_SERVER_ROUTE_H

#include "current.h"
#include "handle.h"
#include "log.h"
#include "wire.h"

/* All Borrowed; shared by all threads. */
typedef struct fg_route {
    enum fg_line line;
    enum fg_enforce enforce;
    enum fg_on_deadline on_deadline;
    bool view_own;
    bool wants_inventory; /* some was named: until it is read there is no answer */
    fg_current *current;
    fg_metrics *metrics;     /* may be NULL */
    fg_log *log;             /* may be NULL */
    int64_t (*now_ms)(void); /* monotonic, the clock of fg_wire_request.deadline_ms */
} fg_route;

/* /validate, /mutate and /convert. Static. */
const fg_wire_route *fg_route_webhooks(size_t *ret_n);

/* A fg_wire_handler; context is a fg_route. */
void fg_route_answer(void *context, crd_arena *arena, const fg_wire_request *request,
                     fg_wire_answer *answer);

#endif
