/* SPDX-License-Identifier: Apache-2.0 */
/* Which functions are in which set. */
#include "sprig.h"

#include "chapters.h"

#define ENTRIES(list) (sizeof(list) / sizeof((list)[0]))

/* What Fleet and Helm take away from Sprig. */
static const crd_str fleet_latest_lacks[] = {
    CRD_STR_INIT("env"),
    CRD_STR_INIT("expandenv"),
    CRD_STR_INIT("getHostByName"),
};
static const crd_str fleet_0_12_lacks[] = { CRD_STR_INIT("env"), CRD_STR_INIT("expandenv") };
static const crd_str helm_lacks[] = { CRD_STR_INIT("env"), CRD_STR_INIT("expandenv") };

const fg_funcs *fg_sprig_funcs(crd_arena *arena, enum fg_sprig_set set, crd_err *err)
{
    const fg_func_table tables[] = {
#define FG_CHAPTER(name) fg_sprig_##name,
#include "sprig.def"
#undef FG_CHAPTER
        fg_sprig_helm,
    };
    size_t n_sprig = ENTRIES(tables) - 1;
    switch (set) {
    case FG_SPRIG_GO:
        break;
    case FG_SPRIG_ALL:
        return fg_funcs_new(arena, tables, n_sprig, NULL, 0, err);
    case FG_SPRIG_FLEET_LATEST:
        return fg_funcs_new(arena, tables, n_sprig, fleet_latest_lacks, ENTRIES(fleet_latest_lacks),
                            err);
    case FG_SPRIG_FLEET_0_12:
        return fg_funcs_new(arena, tables, n_sprig, fleet_0_12_lacks, ENTRIES(fleet_0_12_lacks),
                            err);
    case FG_SPRIG_HELM:
        return fg_funcs_new(arena, tables, n_sprig + 1, helm_lacks, ENTRIES(helm_lacks), err);
    }
    return fg_funcs_new(arena, NULL, 0, NULL, 0, err);
}
