/* SPDX-License-Identifier: Apache-2.0 */
/* One rendering with a function set of sprig, for tests. */
#include "tests.h"
#include "value/json.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

void t_sprig_init(struct t_sprig *r)
{
    *r = (struct t_sprig) { .arena = crd_arena_new(ARENA_BYTES), .set = FG_SPRIG_ALL };
    crd_buf_init(&r->out, ARENA_BYTES);
}

void t_sprig_done(struct t_sprig *r)
{
    crd_buf_done(&r->out);
    crd_arena_free(r->arena);
}

crd_str t_sprig(struct t_sprig *r, const char *text)
{
    fg_helm helm = { 0 };
    fg_run run;
    crd_value data;
    crd_arena_reset(r->arena);
    crd_buf_clear(&r->out);
    r->err = (crd_err) { 0 };
    crd_str json = r->data ? crd_str_c(r->data) : CRD_S("{}");
    if (!crd_json_read(r->arena, json, NULL, &data, &r->err)) {
        return CRD_S("no data");
    }
    fg_tmpl_options options = { .funcs = fg_sprig_funcs(r->arena, r->set, &r->err) };
    const fg_tmpl *set =
        options.funcs ? fg_tmpl_single(r->arena, CRD_S("t"), crd_str_c(text), &options, &r->err)
                      : NULL;
    fg_tmpl_run_init(&run, r->arena, &r->exec);
    run.helm = &helm;
    bool ok = set && fg_tmpl_run(set, CRD_S("t"), fg_val_tree(&run, &data), &run, &r->out, &r->err);
    r->usage = fg_run_usage(&run);
    return ok ? crd_buf_str(&r->out) : CRD_CAT(r->arena, CRD_S("ERR "), r->err.message);
}

const char *t_filled(crd_arena *arena, const char *before, const char *unit, size_t n,
                     const char *after)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, SIZE_MAX);
    crd_buf_add(&buf, crd_str_c(before));
    for (size_t i = 0; i < n; i++) {
        crd_buf_add(&buf, crd_str_c(unit));
    }
    crd_buf_add(&buf, crd_str_c(after));
    crd_buf_add_byte(&buf, 0);
    return buf.ptr;
}
