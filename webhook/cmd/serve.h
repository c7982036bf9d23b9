/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server put together: wire, handler, health port, inventory, watched files, signals. Everything
 * that is shared lives here, from start to end.
 */
#ifndef FG_CMD_SERVE_H
#define FG_CMD_SERVE_H

#include "args/args.h"
#include "server/log.h"
#include "server/route.h"

/* What the command line says. Texts Borrowed from it. */
typedef struct fg_serve_options {
    const char *listen;
    const char *health_listen;
    const char *tls_cert;
    const char *tls_key;
    const char *client_ca;
    args_texts client_names;
    args_texts inventory;
    int line;        /* enum fg_line */
    int enforce;     /* enum fg_enforce */
    int view;        /* 0 all, 1 own */
    int on_deadline; /* enum fg_on_deadline */
    int log_format;  /* enum fg_log_format */
    int64_t shutdown_delay_ms;
    int64_t workers; /* 0: one a CPU */
} fg_serve_options;

/* Serves until a signal says otherwise; returns the exit code. SIGTERM and SIGINT drain, the second
 * one exits at once with 1; SIGHUP reads certificate and inventory again. */
int fg_serve(const fg_serve_options *options);

#endif
