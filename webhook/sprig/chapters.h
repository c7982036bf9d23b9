/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of all chapters. Inside the room only. */
#ifndef FG_SPRIG_CHAPTERS_H
#define FG_SPRIG_CHAPTERS_H

#include "tmpl/func.h"

#define FG_CHAPTER(name) extern const fg_func_table fg_sprig_##name;
#include "sprig.def"
#undef FG_CHAPTER

/* What Helm adds and replaces: helm.c. */
extern const fg_func_table fg_sprig_helm;

#endif
