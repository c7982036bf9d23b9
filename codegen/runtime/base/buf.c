/* SPDX-License-Identifier: Apache-2.0 */
/* Growing text buffers: see buf.h. */
#include "buf.h"

#include <stdlib.h>

#include "num.h"

void crd_buf_init(crd_buf *buf, size_t limit_bytes)
{
    *buf = (crd_buf){ .limit = limit_bytes };
}

void crd_buf_on(crd_buf *buf, crd_arena *arena, size_t limit_bytes)
{
    *buf = (crd_buf){ .limit = limit_bytes, .arena = arena };
}

void crd_buf_done(crd_buf *buf)
{
    if (!buf->arena) {
        free(buf->ptr);
    }
    *buf = (crd_buf){ .limit = buf->limit };
}

static bool grow_on_arena(crd_buf *buf, size_t capacity)
{
    if (buf->ptr && crd_arena_extend(buf->arena, buf->ptr, buf->capacity, capacity)) {
        return true;
    }
    char *ptr = crd_arena_bytes(buf->arena, capacity);
    if (!ptr) {
        buf->failure = crd_arena_failed(buf->arena) == CRD_ARENA_NOMEM ? CRD_BUF_NOMEM
                                                                       : CRD_BUF_LIMIT;
        return false;
    }
    if (buf->len) {
        memcpy(ptr, buf->ptr, buf->len);
    }
    buf->ptr = ptr;
    return true;
}

static bool grow_on_heap(crd_buf *buf, size_t capacity)
{
    char *ptr = realloc(buf->ptr, capacity);
    if (!ptr) {
        buf->failure = CRD_BUF_NOMEM;
        return false;
    }
    buf->ptr = ptr;
    return true;
}

static bool grow(crd_buf *buf, size_t more)
{
    if (more > buf->limit || buf->len > buf->limit - more) {
        buf->failure = CRD_BUF_LIMIT;
        return false;
    }
    size_t need = buf->len + more;
    size_t capacity = buf->capacity < 64 ? 64 : buf->capacity * 2;
    if (capacity < need) {
        capacity = need;
    }
    if (capacity > buf->limit) {
        capacity = buf->limit;
    }
    bool ok = buf->arena ? grow_on_arena(buf, capacity) : grow_on_heap(buf, capacity);
    if (ok) {
        buf->capacity = capacity;
    }
    return ok;
}

char *crd_buf_reserve(crd_buf *buf, size_t more)
{
    if (crd_buf_failed(buf)) {
        return NULL;
    }
    if (more > buf->capacity - buf->len || !buf->ptr) {
        if (!grow(buf, more)) {
            return NULL;
        }
    }
    return buf->ptr + buf->len;
}

void crd_buf_add(crd_buf *buf, crd_str text)
{
    char *at = text.len ? crd_buf_reserve(buf, text.len) : NULL;
    if (at) {
        memcpy(at, text.ptr, text.len);
        buf->len += text.len;
    }
}

void crd_buf_add_byte(crd_buf *buf, char byte)
{
    char *at = crd_buf_reserve(buf, 1);
    if (at) {
        *at = byte;
        buf->len++;
    }
}

void crd_buf_add_n(crd_buf *buf, char byte, size_t count)
{
    char *at = count ? crd_buf_reserve(buf, count) : NULL;
    if (at) {
        memset(at, byte, count);
        buf->len += count;
    }
}

void crd_buf_add_int(crd_buf *buf, int64_t number)
{
    char text[CRD_INT_TEXT_MAX];
    crd_buf_add(buf, crd_int_text(number, text));
}

void crd_buf_add_uint(crd_buf *buf, uint64_t number)
{
    char text[CRD_INT_TEXT_MAX];
    crd_buf_add(buf, crd_uint_text(number, text));
}
