/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends recorded requests one after another on one kept connection, as the API server does, and
 * prints a line "status body" for each answer.
 *
 *   reviews-client PORT (HEAD BODY)...     HEAD: a file with the request line and fields, lines end
 * in LF
 */
#include <stdio.h>
#include <stdlib.h>

#include "http_answer.h"
#include "tls_client.h"

#define REQUEST_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define LIMIT_MS 300000

/* The head with CRLF, an empty line, and the body. */
static bool read_request(const char *head_path, const char *body_path, crd_buf *ret_request)
{
    CRD_AUTO_BUF head = { .ptr = NULL };
    crd_str line;
    crd_buf_init(&head, REQUEST_BYTES_MAX);
    if (!read_whole_file(head_path, &head)) {
        return false;
    }
    crd_str rest = crd_buf_str(&head);
    while (rest.len && crd_str_cut(rest, CRD_S("\n"), &line, &rest)) {
        if (crd_str_ends(line, CRD_S("\r"))) {
            line.len--;
        }
        if (line.len) {
            crd_buf_add(ret_request, line);
            crd_buf_add_lit(ret_request, "\r\n");
        }
    }
    crd_buf_add_lit(ret_request, "\r\n");
    return read_whole_file(body_path, ret_request) && !crd_buf_failed(ret_request);
}

/* The next answer, from byte *start of what was heard on. */
static bool next_answer(tls_client *client, size_t *start, http_answer *ret_answer)
{
    for (;;) {
        crd_str rest = crd_str_from(tls_client_heard(client), *start);
        size_t before = rest.len;
        if (rest.len && http_answer_take(&rest, false, ret_answer)) {
            *start += before - rest.len;
            return true;
        }
        if (!tls_client_hear(client)) {
            return false;
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc % 2) {
        fprintf(stderr, "usage: reviews-client PORT (HEAD BODY)...\n");
        return 2;
    }
    tls_client *client = tls_client_new((uint16_t)strtoul(argv[1], NULL, 10), LIMIT_MS);
    size_t start = 0;
    for (int i = 2; client && i + 1 < argc; i += 2) {
        CRD_AUTO_BUF request = { .ptr = NULL };
        http_answer answer;
        crd_buf_init(&request, REQUEST_BYTES_MAX);
        if (!read_request(argv[i], argv[i + 1], &request)) {
            break;
        }
        tls_client_send(client, crd_buf_str(&request), 0);
        if (!next_answer(client, &start, &answer)) {
            fprintf(stderr, "%s: no answer\n", argv[i]);
            break;
        }
        printf("%u %.*s\n", answer.status, (int)answer.body.len, answer.body.ptr);
        if (i + 3 >= argc) {
            tls_client_free(client);
            return 0;
        }
    }
    tls_client_free(client);
    return 1;
}
