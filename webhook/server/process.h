/* SPDX-License-Identifier: Apache-2.0 */
/* What /proc says of the running process, as the process_* families of Prometheus clients. */
#ifndef FG_SERVER_PROCESS_H
#define FG_SERVER_PROCESS_H

#include "base/buf.h"

/* Appends them in the order of names. What cannot be read is left out. */
void fg_process_write(crd_buf *buf);

#endif
