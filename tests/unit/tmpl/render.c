/* SPDX-License-Identifier: Apache-2.0 */
/* One rendering, for tests. */
#include "tests.h"
#include "value/json.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

void t_render_init(struct t_render *r)
{
    *r = (struct t_render) {
        .arena = crd_arena_new(ARENA_BYTES),
        .parsed = crd_arena_new(ARENA_BYTES),
    };
    r->funcs = fg_funcs_new(r->parsed, NULL, 0, NULL, 0, &r->err);
    crd_buf_init(&r->out, ARENA_BYTES);
}

void t_render_done(struct t_render *r)
{
    crd_buf_done(&r->out);
    crd_arena_free(r->arena);
    crd_arena_free(r->parsed);
}

crd_value t_json(crd_arena *arena, const char *text)
{
    crd_value value = crd_value_null();
    CHECK(crd_json_read(arena, crd_str_c(text), NULL, &value, NULL));
    return value;
}

crd_str t_render(struct t_render *r, const char *text, const char *data_json,
                 const fg_tmpl_options *options, const fg_exec_options *exec)
{
    fg_tmpl_options chosen = options ? *options : (fg_tmpl_options) { 0 };
    if (!chosen.funcs) {
        chosen.funcs = r->funcs;
    }
    crd_arena_reset(r->arena);
    crd_buf_clear(&r->out);
    r->err = (crd_err) { 0 };
    crd_value data = t_json(r->arena, data_json);
    const fg_tmpl *set = fg_tmpl_single(r->parsed, CRD_S("t"), crd_str_c(text), &chosen, &r->err);
    fg_run run;
    fg_tmpl_run_init(&run, r->arena, exec);
    fg_val dot = fg_val_tree(&run, &data);
    bool ok = set && fg_tmpl_run(set, CRD_S("t"), fg_is_nil(dot) ? fg_val_invalid() : dot, &run,
                                 &r->out, &r->err);
    r->usage = fg_run_usage(&run);
    return ok ? crd_buf_str(&r->out) : CRD_CAT(r->arena, CRD_S("ERR "), r->err.message);
}
