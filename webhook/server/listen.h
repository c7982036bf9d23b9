/* SPDX-License-Identifier: Apache-2.0 */
/* From a text such as "[::1]:9443" to a listening socket. */
#ifndef FG_SERVER_LISTEN_H
#define FG_SERVER_LISTEN_H

#include <stdint.h>

#include "base/err.h"

/* A socket (Owned) and the port that it got. -1 with err set. No host (":9443"): all addresses. */
int fg_listen(const char *address, crd_arena *arena, uint16_t *ret_port, crd_err *err);

#endif
