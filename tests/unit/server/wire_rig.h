/* SPDX-License-Identifier: Apache-2.0 */
/* A wire on port 0 with a certificate of its own and a handler that tells what it got. */
#ifndef TESTS_SERVER_RIG_H
#define TESTS_SERVER_RIG_H

#include <semaphore.h>

#include "peer.h"
#include "wire_tests.h"

typedef struct t_rig {
    peer_folder folder;
    crd_arena *arena;
    fg_wire *wire;
    uint16_t port;
    SSL_CTX *tls; /* the client's */
    sem_t gate;   /* waited for by requests with the query "wait" */
    sem_t waiting; /* posted by them before */
    size_t files; /* descriptors before */
} t_rig;

/* options: what differs; listen, certificate, routes and handler are set here. */
bool rig_start(t_rig *rig, fg_wire_options options, bool plain);
/* Stops it and checks that no descriptor is left. */
void rig_end(t_rig *rig);
bool rig_stop(t_rig *rig, uint32_t grace_ms); /* only the wire */

size_t rig_files(void);
/* Waits until condition holds; a failed check after 20 s. */
#define RIG_WAIT(condition)                                                                        \
    do {                                                                                           \
        for (int tries_ = 0; tries_ < 2000 && !(condition); tries_++) {                            \
            usleep(10000);                                                                         \
        }                                                                                          \
        CHECK(condition);                                                                          \
    } while (0)

fg_wire_gauges rig_gauges(const t_rig *rig);

#endif
