/* SPDX-License-Identifier: Apache-2.0 */
/* See object_json_c.h. */
#include "object_json_c.h"

#include "../value/json_c_stream.h"

void *crd_decode_json_c(crd_arena *arena, const crd_struct *type, struct json_object *tree,
                        crd_diags *faults, crd_err *err)
{
    crd_err own = { 0 };
    crd_json_c_source source;
    err = err ? err : &own;
    crd_json_c_source_init(&source, arena, tree, err);
    return crd_decode(arena, type, &source.source, faults, err);
}

bool crd_encode_json_c(crd_arena *arena, const crd_struct *type, const void *object,
                       struct json_object **ret, crd_err *err)
{
    crd_json_c_sink sink;
    crd_json_c_sink_init(&sink, arena, err);
    if (!crd_encode(&sink.sink, type, object)) {
        crd_json_c_sink_done(&sink);
        return false;
    }
    *ret = crd_json_c_sink_take(&sink);
    return true;
}
