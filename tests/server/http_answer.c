/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP answers: see http_answer.h. */
#include "http_answer.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/num.h"

static bool take_head(crd_str head, http_answer *answer, uint64_t *ret_length, bool *ret_has_length)
{
    crd_str line;
    uint64_t status;
    *ret_length = 0;
    *ret_has_length = false;
    if (!crd_str_cut(head, CRD_S("\r\n"), &line, &head) || line.len < 13 ||
        (!crd_str_starts(line, CRD_S("HTTP/1.1 ")) && !crd_str_starts(line, CRD_S("HTTP/1.0 "))) ||
        crd_uint_parse(crd_str_sub(line, 9, 12), 10, 32, &status) != CRD_NUM_OK) {
        return false;
    }
    answer->status = (unsigned)status;
    while (head.len && crd_str_cut(head, CRD_S("\r\n"), &line, &head)) {
        crd_str name;
        crd_str value;
        if (!crd_str_cut(line, CRD_S(": "), &name, &value)) {
            return false;
        }
        if (crd_str_eq(name, CRD_S("Content-Length"))) {
            if (*ret_has_length || crd_uint_parse(value, 10, 64, ret_length) != CRD_NUM_OK) {
                return false;
            }
            *ret_has_length = true;
        } else if (crd_str_eq(name, CRD_S("Connection"))) {
            answer->closes = crd_str_eq(value, CRD_S("close"));
        } else if (crd_str_eq(name, CRD_S("Transfer-Encoding"))) {
            return false;
        }
    }
    return true;
}

bool http_answer_take(crd_str *text, bool bodyless, http_answer *ret_answer)
{
    size_t end = crd_str_find(*text, CRD_S("\r\n\r\n"));
    uint64_t length;
    bool has_length;
    *ret_answer = (http_answer) { .status = 0 };
    if (end == CRD_NPOS ||
        !take_head(crd_str_sub(*text, 0, end + 2), ret_answer, &length, &has_length)) {
        return false;
    }
    *text = crd_str_from(*text, end + 4);
    if (ret_answer->status / 100 == 1) {
        return !has_length;
    }
    if (bodyless) {
        return true;
    }
    if (!has_length && ret_answer->closes) {
        length = text->len; /* it ends with the connection */
        has_length = true;
    }
    if (!has_length || length > text->len) {
        return false;
    }
    ret_answer->body = crd_str_sub(*text, 0, (size_t)length);
    *text = crd_str_from(*text, (size_t)length);
    return true;
}

bool read_whole_file(const char *path, crd_buf *ret_text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = -1;
    if (fd < 0) {
        perror(path);
        return false;
    }
    for (;;) {
        char *to = crd_buf_reserve(ret_text, 65536);
        got = to ? read(fd, to, 65536) : -1;
        if (got <= 0) {
            break;
        }
        ret_text->len += (size_t)got;
    }
    close(fd);
    return got == 0;
}
