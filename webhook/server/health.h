/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /healthz, /livez and /readyz, each also by check (/readyz/inventory), with ?verbose and
 * ?exclude=CHECK, in the words of kube-apiserver 1.36. The answer is a pure function of a state that
 * the caller gathers. A check that fails is HTTP 503.
 */
#ifndef FG_SERVER_HEALTH_H
#define FG_SERVER_HEALTH_H

#include "wire.h"

typedef struct fg_health {
    bool draining;
    bool has_certificate;
    int64_t now_s; /* seconds since 1970, as the two below */
    int64_t not_before_s;
    int64_t not_after_s;
    bool wants_inventory; /* some was named */
    bool has_inventory;   /* and has been read at least once */
} fg_health;

/* Paths of all endpoints and of each check. Static. */
const fg_wire_route *fg_health_routes(size_t *ret_n);

/* Answers when path is one of them; false otherwise. answer->body fails stickily. */
bool fg_health_answer(const fg_health *health, const fg_wire_request *request,
                      fg_wire_answer *answer);

/* NULL when all that readiness asks for is well, else why not: for the log. Static text. */
const char *fg_health_unready(const fg_health *health);

#endif
