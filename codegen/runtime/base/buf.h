/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growing text buffers with a ceiling. A buffer fails stickily: after the first failure every
 * append does nothing, so many writes need one check at the end (crd_buf_failed).
 *
 * Backed by malloc (crd_buf_init, end with crd_buf_done) or by an arena (crd_buf_on; nothing to
 * free, and while it is the arena's newest allocation it grows in place).
 */
#ifndef CRD_BASE_BUF_H
#define CRD_BASE_BUF_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_buf_failure {
    CRD_BUF_FINE = 0,
    CRD_BUF_LIMIT, /* the ceiling given at birth, or the arena's */
    CRD_BUF_NOMEM,
};

typedef struct crd_buf {
    char *ptr; /* not terminated; NULL while empty */
    size_t len;
    size_t capacity;
    size_t limit;
    crd_arena *arena; /* Borrowed; NULL: malloc */
    enum crd_buf_failure failure;
} crd_buf;

void crd_buf_init(crd_buf *buf, size_t limit_bytes);
void crd_buf_on(crd_buf *buf, crd_arena *arena, size_t limit_bytes);
void crd_buf_done(crd_buf *buf);

/* Makes room for more bytes behind len and returns where they go; NULL (and sticky) on failure. */
char *crd_buf_reserve(crd_buf *buf, size_t more);

void crd_buf_add(crd_buf *buf, crd_str text);
void crd_buf_add_byte(crd_buf *buf, char byte);
void crd_buf_add_n(crd_buf *buf, char byte, size_t count);
void crd_buf_add_int(crd_buf *buf, int64_t number);
void crd_buf_add_uint(crd_buf *buf, uint64_t number);
#define crd_buf_add_lit(buf, literal) crd_buf_add((buf), CRD_S(literal))

/* Forgets the contents, keeps memory and failure. */
static inline void crd_buf_clear(crd_buf *buf)
{
    buf->len = 0;
}

static inline bool crd_buf_failed(const crd_buf *buf)
{
    return buf->failure != CRD_BUF_FINE;
}

/* Borrowed view of what is there; good until the next append. See crd_buf_whole. */
static inline crd_str crd_buf_str(const crd_buf *buf)
{
    return crd_str_of(buf->ptr ? buf->ptr : "", buf->len);
}

/* The same, with ptr NULL when an append failed: as a part of a joined text (crd_str_cat) it makes
 * the whole fail, so that no error ever shows half of what it means. */
static inline crd_str crd_buf_whole(const crd_buf *buf)
{
    return crd_buf_failed(buf) ? crd_str_of(NULL, 0) : crd_buf_str(buf);
}

#define CRD_AUTO_BUF __attribute__((cleanup(crd_buf_done))) crd_buf

#ifdef __cplusplus
}
#endif
#endif
