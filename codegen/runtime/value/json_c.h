/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trees of json-c given and taken at public borders. Both directions keep everything or fail and
 * say where. The room json_c links json-c; nobody else has to.
 */
#ifndef CRD_VALUE_JSON_C_H
#define CRD_VALUE_JSON_C_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

struct json_object;

/*
 * Makes a json-c tree of a value. *ret is Owned: give it back with json_object_put (json null is
 * NULL). Integers in the range of int64 or uint64 become such; every other number a double that
 * keeps its literal, so that json-c writes it as it was. Members stay in order.
 * Fails with VALUE where json-c cannot hold the value (a key with NUL), DEPTH past CRD_NESTING_MAX
 * levels, NOMEM. The text of err is on the arena. No recursion.
 */
bool crd_json_c_make(crd_arena *arena, const crd_value *value, struct json_object **ret,
                     crd_err *err);

/*
 * Copies a json-c tree (Borrowed, NULL is null) into a value on the arena. Doubles that know their
 * literal keep it when it is one of JSON, others get encoding/json's text. Fails with VALUE for what
 * is no JSON (NaN, infinities, text that is not UTF-8), DEPTH past CRD_NESTING_MAX levels, NOMEM or
 * MEMORY. json-c caches a double's text in its object: one thread at a time. No recursion.
 */
bool crd_json_c_read(crd_arena *arena, struct json_object *object, crd_value *ret, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
