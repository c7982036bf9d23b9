/* SPDX-License-Identifier: Apache-2.0 */
/* PEM as Go's encoding/pem reads and writes it. */
#include "crypto_pem.h"

#include "base/base64.h"

#define BEGIN "-----BEGIN "
#define END "\n-----END "
#define RULE "-----"

/* The line from at on without its end and trailing blanks; *ret_next is where the next begins. */
static crd_str line_at(crd_str text, size_t at, size_t *ret_next)
{
    size_t end = crd_str_find_byte(crd_str_from(text, at), '\n');
    end = end == CRD_NPOS ? text.len : at + end;
    *ret_next = end == text.len ? end : end + 1;
    if (end < text.len && end > at && text.ptr[end - 1] == '\r') {
        end--;
    }
    while (end > at && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t')) {
        end--;
    }
    return crd_str_sub(text, at, end);
}

/* The base64 text between from and end without blanks, decoded. */
static bool decode(crd_arena *arena, crd_str text, crd_str *ret_der, bool *ret_memory)
{
    char *kept = crd_arena_bytes(arena, text.len);
    if (!kept) {
        *ret_memory = false;
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ' && text.ptr[i] != '\t') {
            kept[n++] = text.ptr[i];
        }
    }
    crd_buf bytes;
    size_t bad = 0;
    crd_buf_on(&bytes, arena, SIZE_MAX);
    bool good = crd_base64_decode(&bytes, crd_str_of(kept, n), &bad);
    *ret_memory = *ret_memory && !crd_buf_failed(&bytes);
    *ret_der = crd_buf_str(&bytes);
    return good && !crd_buf_failed(&bytes);
}

/* The block that begins at begin and ends with the END line at end; false when it is not one. */
static bool read_block(crd_arena *arena, crd_str text, size_t begin, size_t end, crd_str *ret_type,
                       crd_str *ret_der, bool *ret_memory)
{
    size_t at = 0;
    crd_str type = line_at(text, begin + sizeof(BEGIN) - 1, &at);
    if (!crd_str_ends(type, CRD_S(RULE))) {
        return false;
    }
    type.len -= sizeof(RULE) - 1;
    bool has_headers = false;
    size_t next = 0;
    while (at < text.len && crd_str_find_byte(line_at(text, at, &next), ':') != CRD_NPOS) {
        has_headers = true;
        at = next;
    }
    if (at >= text.len || (has_headers && at > end)) {
        return false;
    }
    crd_str trailer = crd_str_from(text, end + sizeof(END) - 1);
    crd_str behind = crd_str_from(trailer, type.len + sizeof(RULE) - 1);
    if (!crd_str_starts(trailer, type) ||
        !crd_str_starts(crd_str_from(trailer, type.len), CRD_S(RULE)) ||
        line_at(behind, 0, &next).len > 0) {
        return false;
    }
    *ret_type = type;
    *ret_der = CRD_S("");
    return end <= at || decode(arena, crd_str_sub(text, at, end), ret_der, ret_memory);
}

bool fg_pem_read(crd_arena *arena, crd_str text, crd_str *ret_type, crd_str *ret_der,
                 bool *ret_memory)
{
    while (*ret_memory) {
        size_t end = crd_str_find(text, CRD_S(END));
        if (end == CRD_NPOS) {
            return false;
        }
        size_t begin = crd_str_rfind(crd_str_sub(text, 0, end), CRD_S(BEGIN));
        if (begin != CRD_NPOS && (begin == 0 || text.ptr[begin - 1] == '\n') &&
            read_block(arena, text, begin, end, ret_type, ret_der, ret_memory)) {
            return true;
        }
        text = crd_str_from(text, end + sizeof(END) - 1);
    }
    return false;
}

bool fg_pem_write(crd_arena *arena, crd_str type, crd_str der, crd_str *ret_pem, crd_err *err)
{
    crd_buf body;
    crd_buf pem;
    crd_buf_on(&body, arena, SIZE_MAX);
    crd_base64_encode(&body, der);
    crd_buf_on(&pem, arena, SIZE_MAX);
    crd_buf_add_lit(&pem, BEGIN);
    crd_buf_add(&pem, type);
    crd_buf_add_lit(&pem, RULE "\n");
    crd_str rest = crd_buf_str(&body);
    for (; rest.len > 0; rest = crd_str_from(rest, 64)) {
        crd_buf_add(&pem, crd_str_sub(rest, 0, 64));
        crd_buf_add_byte(&pem, '\n');
    }
    crd_buf_add(&pem, crd_str_from(CRD_S(END), 1));
    crd_buf_add(&pem, type);
    crd_buf_add_lit(&pem, RULE "\n");
    if (crd_buf_failed(&body) || crd_buf_failed(&pem)) {
        return crd_err_memory(err, arena);
    }
    *ret_pem = crd_buf_str(&pem);
    return true;
}
