/* SPDX-License-Identifier: Apache-2.0 */
/* The types that every generated table shares, and what is read out of `extra`: see type.h. */
#include "type.h"

const crd_type crd_type_string = CRD_TYPE_SCALAR(CRD_TYPE_STRING, false, crd_str, NULL);
const crd_type crd_type_int = CRD_TYPE_SCALAR(CRD_TYPE_INT, false, int64_t, NULL);
const crd_type crd_type_int32 = CRD_TYPE_SCALAR(CRD_TYPE_INT, false, int64_t, "int32");
const crd_type crd_type_int64 = CRD_TYPE_SCALAR(CRD_TYPE_INT, false, int64_t, "int64");
const crd_type crd_type_double = CRD_TYPE_SCALAR(CRD_TYPE_DOUBLE, false, double, NULL);
const crd_type crd_type_float_format = CRD_TYPE_SCALAR(CRD_TYPE_DOUBLE, false, double, "float");
const crd_type crd_type_double_format = CRD_TYPE_SCALAR(CRD_TYPE_DOUBLE, false, double, "double");
const crd_type crd_type_bool = CRD_TYPE_SCALAR(CRD_TYPE_BOOL, false, bool, NULL);
const crd_type crd_type_int_or_string =
    CRD_TYPE_SCALAR(CRD_TYPE_INT_OR_STRING, false, crd_int_or_string, NULL);
const crd_type crd_type_any = CRD_TYPE_SCALAR(CRD_TYPE_ANY, true, crd_value, NULL);

const crd_type crd_type_any_object = CRD_TYPE_SCALAR(CRD_TYPE_ANY, false, crd_value, "object");
const crd_struct crd_empty_type = {
    .abi = CRD_ABI,
    .size = sizeof(crd_empty),
    .name = "crd_empty",
    .extra_at = offsetof(crd_empty, extra),
};
const crd_type crd_type_empty = CRD_TYPE_REF_OF(&crd_empty_type);

const crd_type crd_type_strings = CRD_TYPE_LIST_OF(crd_strings, crd_str, false, &crd_type_string);
const crd_type crd_type_ints = CRD_TYPE_LIST_OF(crd_ints, int64_t, false, &crd_type_int);
const crd_type crd_type_doubles = CRD_TYPE_LIST_OF(crd_doubles, double, false, &crd_type_double);
const crd_type crd_type_bools = CRD_TYPE_LIST_OF(crd_bools, bool, false, &crd_type_bool);
const crd_type crd_type_ints_or_strings =
    CRD_TYPE_LIST_OF(crd_ints_or_strings, crd_int_or_string, false, &crd_type_int_or_string);
const crd_type crd_type_any_list = CRD_TYPE_LIST_OF(crd_any_list, crd_value, false, &crd_type_any);
const crd_type crd_type_string_map =
    CRD_TYPE_MAP_OF(crd_string_map, crd_string_entry, false, &crd_type_string);
const crd_type crd_type_any_map = CRD_TYPE_MAP_OF(crd_any_map, crd_any_entry, false, &crd_type_any);
const crd_type crd_type_int_or_string_map =
    CRD_TYPE_MAP_OF(crd_int_or_string_map, crd_int_or_string_entry, false, &crd_type_int_or_string);

bool crd_abi_is(const crd_struct *table, uint32_t abi, size_t size, uint64_t layout)
{
    return abi == CRD_ABI && table->abi == CRD_ABI && table->size == size &&
           table->layout == layout;
}

const crd_value *crd_extra_get(const crd_unknown *extra, crd_str key)
{
    CRD_FOREACH_EXTRA (it, extra) {
        if (crd_str_eq(it->key, key)) {
            return &it->value;
        }
    }
    return NULL;
}

bool crd_extra_is_null(const crd_unknown *extra, const void *at)
{
    for (; extra; extra = extra->next) {
        if (extra->at == at && crd_is_null(&extra->value)) {
            return at != NULL;
        }
    }
    return false;
}

size_t crd_map_index(const void *entries, size_t n, size_t stride, crd_str key)
{
    for (size_t i = 0; i < n; i++) {
        crd_str other; /* an entry begins with its key */
        memcpy(&other, (const char *)entries + i * stride, sizeof(other));
        if (crd_str_eq(other, key)) {
            return i;
        }
    }
    return CRD_NPOS;
}

const crd_str *crd_string_map_get(const crd_string_map *map, crd_str key)
{
    size_t i = CRD_MAP_INDEX(map, key);
    return i == CRD_NPOS ? NULL : &map->items[i].value;
}
