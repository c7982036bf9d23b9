/* SPDX-License-Identifier: Apache-2.0 */
/* Memory and budgets of a run: everything is checked before it is taken. */
#include "base/limits.h"
#include "val.h"

static const fg_env nothing; /* an outside that answers nothing */

void fg_run_init(fg_run *run, crd_arena *arena)
{
    *run = (fg_run) {
        .arena = arena,
        .env = &nothing,
        .steps_left = UINT64_MAX,
        .memory_limit = crd_arena_limit(arena),
    };
}

bool fg_spend(fg_run *run, uint64_t steps, crd_err *err)
{
    if (run->steps_left < steps) {
        run->steps_left = 0;
        return CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("step budget exceeded"));
    }
    run->steps_left -= steps;
    return true;
}

bool fg_spend_bytes(fg_run *run, size_t bytes, crd_err *err)
{
    return fg_spend(run, bytes / FG_TMPL_BYTES_PER_STEP, err);
}

bool fg_memory_fits(fg_run *run, size_t size, crd_err *err)
{
    size_t used = crd_arena_used(run->arena);
    if (used <= run->memory_limit && size <= run->memory_limit - used) {
        return true;
    }
    return CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("memory budget exceeded"));
}

void *fg_alloc(fg_run *run, size_t size, crd_err *err)
{
    if (!fg_memory_fits(run, size, err)) {
        return NULL;
    }
    void *p = crd_arena_alloc(run->arena, size);
    if (!p) {
        crd_err_memory(err, run->arena);
    }
    return p;
}

void *fg_alloc_n(fg_run *run, size_t n, size_t size, crd_err *err)
{
    if (size && n > SIZE_MAX / size) {
        fg_memory_fits(run, SIZE_MAX, err);
        return NULL;
    }
    return fg_alloc(run, n * size, err);
}

char *fg_alloc_text(fg_run *run, size_t size, crd_err *err)
{
    if (!fg_memory_fits(run, size, err)) {
        return NULL;
    }
    char *p = crd_arena_bytes(run->arena, size);
    if (!p) {
        crd_err_memory(err, run->arena);
    }
    return p;
}

void fg_buf_open(fg_run *run, crd_buf *buf)
{
    size_t used = crd_arena_used(run->arena);
    size_t left = used < run->memory_limit ? run->memory_limit - used : 0;
    /* A buffer that grows leaves its smaller selves behind: twice as much in all at the worst. */
    left = left / 3;
    crd_buf_on(buf, run->arena, left < CRD_TEXT_BYTES_MAX ? left : CRD_TEXT_BYTES_MAX);
}

bool fg_buf_fails(fg_run *run, const crd_buf *buf, crd_err *err)
{
    if (!crd_buf_failed(buf)) {
        return false;
    }
    if (buf->failure == CRD_BUF_NOMEM || crd_arena_failed(run->arena) != CRD_ARENA_FINE) {
        crd_err_memory(err, run->arena);
    } else {
        CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("memory budget exceeded"));
    }
    return true;
}

bool fg_buf_value(fg_run *run, const crd_buf *buf, fg_val *ret, crd_err *err)
{
    if (fg_buf_fails(run, buf, err)) {
        return false;
    }
    *ret = fg_val_string(crd_buf_str(buf));
    return true;
}
