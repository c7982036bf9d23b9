/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: see gate.h. */
#include "gate.h"

#include "word.h"

static bool takes(const char *methods, crd_str method)
{
    crd_str list = crd_str_c(methods);
    crd_str word;
    while (fg_word_next(&list, &word)) {
        if (crd_str_eq(word, method)) {
            return true;
        }
    }
    return false;
}

static const fg_wire_route *find(const fg_wire_route *routes, size_t n, crd_str path)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(crd_str_c(routes[i].path), path)) {
            return &routes[i];
        }
    }
    return NULL;
}

static fg_gate_answer no(unsigned status, const char *reason, const fg_wire_route *route)
{
    return (fg_gate_answer){ status, reason, status == 405 ? route->methods : NULL, route };
}

fg_gate_answer fg_gate_ask(const fg_wire_route *routes, size_t n, const fg_guard_head *head)
{
    const fg_wire_route *route = find(routes, n, head->path);
    if (!route) {
        return no(404, "nothing is served under this path", NULL);
    }
    if (!takes(route->methods, head->method)) {
        return no(405, "this path does not take this method", route);
    }
    if (head->content_encoding.len) {
        return no(415, "Content-Encoding other than identity is not taken", route);
    }
    if (route->json && !fg_word_is_json(head->content_type)) {
        return no(415, "Content-Type is not application/json", route);
    }
    if (head->length > route->body_bytes_max) {
        return no(413, "the body is larger than this path takes", route);
    }
    return (fg_gate_answer){ .route = route };
}

const char *fg_status_text(unsigned status)
{
    static const struct {
        unsigned status;
        const char *text;
    } texts[] = {
        { 400, "Bad Request" },        { 404, "Not Found" },
        { 405, "Method Not Allowed" }, { 413, "Content Too Large" },  { 414, "URI Too Long" },
        { 415, "Unsupported Media Type" },
        { 417, "Expectation Failed" }, { 429, "Too Many Requests" },
        { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" },
        { 503, "Service Unavailable" },
        { 505, "HTTP Version Not Supported" },
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i].status == status) {
            return texts[i].text;
        }
    }
    return "Error";
}
