/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP answers as an exact client reads them, and files for tests. It must not know a socket.
 */
#ifndef FG_TEST_HTTP_ANSWER_H
#define FG_TEST_HTTP_ANSWER_H

#include "base/buf.h"

typedef struct http_answer {
    unsigned status;
    crd_str body; /* Borrowed from the text */
    bool closes;  /* Connection: close */
} http_answer;

/* Takes one whole answer off the front of *text (which advances); false: there is none, or it could
 * be read in two ways. bodyless: it answers a HEAD. One without a length that closes takes all that
 * is left. */
bool http_answer_take(crd_str *text, bool bodyless, http_answer *ret_answer);

/* Appends a file; false: the reason is on standard error. */
bool read_whole_file(const char *path, crd_buf *ret_text);

#endif
