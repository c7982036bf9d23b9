/* Made by `crdc c` of store.example.com/v1beta1; change its CRDs instead. */
#include "store_example_com_v1beta1.h"

static const crd_type r7 = CRD_TYPE_REF_OF(&store_part_type);
static const crd_type r49 = CRD_TYPE_REF_OF(&store_v1beta1_shelf_spec_type);
static const crd_type o50 = CRD_TYPE_OBJECT_OF(store_v1beta1_shelf, false, &store_v1beta1_shelf_type);
static const crd_type t51 =
    CRD_TYPE_LIST_OF(store_v1beta1_shelf_items, store_v1beta1_shelf, false, &o50);

static const crd_field f49[] = {
    CRD_FIELD(store_v1beta1_shelf_spec, size, "size", &crd_type_string),
    CRD_FIELD(store_v1beta1_shelf_spec, main, "main", &r7),
};
static const uint16_t k49[] = {
    1, 0,
};
const crd_struct store_v1beta1_shelf_spec_type =
    CRD_STRUCT_CLOSED(store_v1beta1_shelf_spec, 0xe574564a38ee1fd4u, f49, k49);

static const crd_field f50[] = {
    CRD_FIELD(store_v1beta1_shelf, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_v1beta1_shelf, kind, "kind", &crd_type_string),
    CRD_FIELD(store_v1beta1_shelf, metadata, "metadata", &crd_type_object_meta),
    CRD_FIELD(store_v1beta1_shelf, spec, "spec", &r49),
};
const crd_struct store_v1beta1_shelf_type =
    CRD_STRUCT_CLOSED(store_v1beta1_shelf, 0x7c5ab84f73332e16u, f50, NULL);

static const crd_field f52[] = {
    CRD_FIELD(store_v1beta1_shelf_list, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_v1beta1_shelf_list, kind, "kind", &crd_type_string),
    CRD_FIELD(store_v1beta1_shelf_list, metadata, "metadata", &crd_type_list_meta),
    CRD_FIELD(store_v1beta1_shelf_list, items, "items", &t51),
};
static const uint16_t k52[] = {
    0, 3, 1, 2,
};
const crd_struct store_v1beta1_shelf_list_type =
    CRD_STRUCT_CLOSED(store_v1beta1_shelf_list, 0x1e7f423ef0111b73u, f52, k52);

store_v1beta1_shelf *store_v1beta1_shelf_new(crd_arena *arena)
{
    return crd_new(arena, &store_v1beta1_shelf_type);
}

store_v1beta1_shelf *store_v1beta1_shelf_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_v1beta1_shelf_type, text, faults, err);
}

store_v1beta1_shelf *store_v1beta1_shelf_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_v1beta1_shelf_type, text, faults, err);
}

store_v1beta1_shelf *store_v1beta1_shelf_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_v1beta1_shelf_type, value, NULL, faults, err);
}

bool store_v1beta1_shelf_write_json(crd_buf *buf, const store_v1beta1_shelf *object, crd_err *err)
{
    return crd_encode_json(buf, &store_v1beta1_shelf_type, object, err);
}

bool store_v1beta1_shelf_write_yaml(crd_buf *buf, const store_v1beta1_shelf *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_v1beta1_shelf_type, object, err);
}

store_v1beta1_shelf *store_v1beta1_shelf_copy(crd_arena *arena, const store_v1beta1_shelf *object, crd_err *err)
{
    return crd_copy(arena, &store_v1beta1_shelf_type, object, err);
}

bool store_v1beta1_shelf_equal(const store_v1beta1_shelf *a, const store_v1beta1_shelf *b)
{
    return crd_equal(&store_v1beta1_shelf_type, a, b);
}

store_v1beta1_shelf_list *store_v1beta1_shelf_list_new(crd_arena *arena)
{
    return crd_new(arena, &store_v1beta1_shelf_list_type);
}

store_v1beta1_shelf_list *store_v1beta1_shelf_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_v1beta1_shelf_list_type, text, faults, err);
}

store_v1beta1_shelf_list *store_v1beta1_shelf_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_v1beta1_shelf_list_type, text, faults, err);
}

store_v1beta1_shelf_list *store_v1beta1_shelf_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_v1beta1_shelf_list_type, value, NULL, faults, err);
}

bool store_v1beta1_shelf_list_write_json(crd_buf *buf, const store_v1beta1_shelf_list *object, crd_err *err)
{
    return crd_encode_json(buf, &store_v1beta1_shelf_list_type, object, err);
}

bool store_v1beta1_shelf_list_write_yaml(crd_buf *buf, const store_v1beta1_shelf_list *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_v1beta1_shelf_list_type, object, err);
}

store_v1beta1_shelf_list *store_v1beta1_shelf_list_copy(crd_arena *arena, const store_v1beta1_shelf_list *object, crd_err *err)
{
    return crd_copy(arena, &store_v1beta1_shelf_list_type, object, err);
}

bool store_v1beta1_shelf_list_equal(const store_v1beta1_shelf_list *a, const store_v1beta1_shelf_list *b)
{
    return crd_equal(&store_v1beta1_shelf_list_type, a, b);
}
