/* SPDX-License-Identifier: Apache-2.0 */
/* Objects from and to json-c trees: see object.h, value/json_c.h. Only its users link json-c. */
#ifndef CRD_SCHEMA_OBJECT_JSON_C_H
#define CRD_SCHEMA_OBJECT_JSON_C_H

#include "object.h"

#ifdef __cplusplus
extern "C" {
#endif

struct json_object;

/* As crd_decode_json. The tree (Borrowed, NULL is null) may go afterwards. Faults have no place. */
void *crd_decode_json_c(crd_arena *arena, const crd_struct *type, struct json_object *tree,
                        crd_diags *faults, crd_err *err);

/* *ret is Owned: json_object_put. Working memory and the text of err are on the arena. */
bool crd_encode_json_c(crd_arena *arena, const crd_struct *type, const void *object,
                       struct json_object **ret, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
