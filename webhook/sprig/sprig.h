/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The function sets of the template engine: text/template's own functions with Sprig v3.3.0 as
 * Fleet and Helm use it. Source of the behaviour: Sprig v3.3.0, Fleet v0.12.0-alpha.10 and of
 * August 2026, Helm v4.2.3.
 */
#ifndef FG_SPRIG_SPRIG_H
#define FG_SPRIG_SPRIG_H

#include "tmpl/func.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fg_sprig_set {
    FG_SPRIG_GO = 0,       /* text/template's functions alone */
    FG_SPRIG_ALL,          /* all 211 of TxtFuncMap */
    FG_SPRIG_FLEET_LATEST, /* 208: without env, expandenv, getHostByName */
    FG_SPRIG_FLEET_0_12,   /* 209: without env, expandenv */
    FG_SPRIG_HELM,         /* without env and expandenv, with Helm's additions (helm.h) */
};

/*
 * The set, on the arena (which must outlive what is compiled with it); immutable, for any thread.
 * NULL with err set when memory is out.
 */
const fg_funcs *fg_sprig_funcs(crd_arena *arena, enum fg_sprig_set set, crd_err *err);

/* The time that a run sees when its env has none: 2026-01-01T00:00:00Z, in nanoseconds since 1970.
 */
#define FG_SPRIG_TIME_NS INT64_C(1767225600000000000)

#ifdef __cplusplus
}
#endif
#endif
