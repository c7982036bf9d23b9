/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds about Fleet have in common: see fleet_case.h. */
#include "fleet_case.h"

static bool add_all(struct v_run *run, const crd_value *objects, const fg_object **items,
                    size_t *ret_n)
{
    crd_err err = { .code = CRD_OK };
    for (size_t i = 0; i < crd_len_of(objects); i++) {
        const fg_object *object;
        if (!fg_fleet_object_new(run->arena, crd_item(objects, i), &object, &err)) {
            return v_fail(run, err.message);
        }
        if (object) {
            items[(*ret_n)++] = object;
        }
    }
    return true;
}

const fg_snapshot *v_snapshot(struct v_run *run, const crd_value *objects)
{
    crd_err err = { .code = CRD_OK };
    const fg_snapshot *snapshot = NULL;
    size_t n = 0;
    const fg_object **items = CRD_NEW_N(run->arena, const fg_object *, crd_len_of(objects));
    if (!items) {
        v_fail(run, CRD_S("out of memory"));
        return NULL;
    }
    if (add_all(run, objects, items, &n) && !fg_snapshot_new(items, n, &snapshot, &err)) {
        v_fail(run, err.message);
    }
    for (size_t i = 0; i < n; i++) {
        fg_object_unref(items[i]); /* the snapshot has its own references */
    }
    return snapshot;
}

const fg_render_options *v_render_options(void)
{
    static const fg_env env = { .real_random = true };
    static const fg_render_options options = { .env = &env };
    return &options;
}
