/* SPDX-License-Identifier: Apache-2.0 */
/* text/template's own functions, in three files. Inside the room only. */
#ifndef FG_TMPL_BUILTIN_H
#define FG_TMPL_BUILTIN_H

#include "func.h"

#ifdef __cplusplus
extern "C" {
#endif

#define FG_BUILTIN(name)                                                                           \
    bool fg_builtin_##name(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)

FG_BUILTIN(and);
FG_BUILTIN(call);
FG_BUILTIN(index);
FG_BUILTIN(len);
FG_BUILTIN(not );
FG_BUILTIN(or);
FG_BUILTIN(print);
FG_BUILTIN(printf);
FG_BUILTIN(println);
FG_BUILTIN(slice);
FG_BUILTIN(eq);
FG_BUILTIN(ge);
FG_BUILTIN(gt);
FG_BUILTIN(le);
FG_BUILTIN(lt);
FG_BUILTIN(ne);
FG_BUILTIN(html);
FG_BUILTIN(js);
FG_BUILTIN(urlquery);

#ifdef __cplusplus
}
#endif
#endif
