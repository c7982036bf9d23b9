/* SPDX-License-Identifier: Apache-2.0 */
/* The signals of a program that serves, and its standard descriptors. Main thread only. */
#ifndef FG_CMD_SIGNALS_H
#define FG_CMD_SIGNALS_H

#include <signal.h>

/*
 * Before any thread starts: SIGTERM, SIGINT and SIGHUP are blocked, so that none is lost and no thread is
 * interrupted; SIGPIPE, SIGUSR1 and SIGUSR2 are ignored. Standard descriptors that the caller
 * closed are opened on /dev/null: the first sockets would become them, and get the log.
 */
void fg_signals_take(void);

/* Waits for SIGTERM, SIGINT or SIGHUP and returns which. */
int fg_signals_wait(void);

/* From now on SIGTERM and SIGINT end the program wherever it is, with exit code 1; SIGHUP is ignored.
 * One that came in between counts. */
void fg_signals_exit_at_once(void);

#endif
