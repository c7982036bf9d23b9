/* Made by `crdc c` of other.example.com/v1alpha1; change its CRDs instead. */
#include "other_example_com_v1alpha1.h"

static const crd_type o2 = CRD_TYPE_OBJECT_OF(store_blank, false, &store_blank_type);
static const crd_type t3 =
    CRD_TYPE_LIST_OF(store_blank_items, store_blank, false, &o2);
static const crd_type r7 = CRD_TYPE_REF_OF(&store_part_type);
static const crd_type o8 = CRD_TYPE_OBJECT_OF(store_list, false, &store_list_type);
static const crd_type t9 =
    CRD_TYPE_LIST_OF(store_list_items, store_list, false, &o8);

static const crd_field f2[] = {
    CRD_FIELD(store_blank, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_blank, kind, "kind", &crd_type_string),
    CRD_FIELD(store_blank, metadata, "metadata", &crd_type_object_meta),
};
const crd_struct store_blank_type =
    CRD_STRUCT_CLOSED(store_blank, 0xf3b824e5dd326af2u, f2, NULL);

static const crd_field f5[] = {
    CRD_FIELD(store_blank_list, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_blank_list, kind, "kind", &crd_type_string),
    CRD_FIELD(store_blank_list, metadata, "metadata", &crd_type_list_meta),
    CRD_FIELD(store_blank_list, items, "items", &t3),
};
static const uint16_t k5[] = {
    0, 3, 1, 2,
};
const crd_struct store_blank_list_type =
    CRD_STRUCT_CLOSED(store_blank_list, 0xae51626730bfe1dbu, f5, k5);

static const crd_field f7[] = {
    CRD_FIELD(store_part, name, "name", &crd_type_string),
    CRD_FIELD(store_part, count, "count", &crd_type_int64),
};
static const uint16_t k7[] = {
    1, 0,
};
const crd_struct store_part_type =
    CRD_STRUCT_CLOSED(store_part, 0x227366a47ce90cfbu, f7, k7);

static const crd_field f8[] = {
    CRD_FIELD(store_list, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_list, kind, "kind", &crd_type_string),
    CRD_FIELD(store_list, text, "text", &crd_type_string),
    CRD_FIELD(store_list, part, "part", &r7),
    CRD_FIELD(store_list, metadata, "metadata", &crd_type_object_meta),
};
static const uint16_t k8[] = {
    0, 1, 4, 3, 2,
};
const crd_struct store_list_type =
    CRD_STRUCT_LAID(store_list, 0xca04ff536f1daf2cu, f8, k8);

static const crd_field f10[] = {
    CRD_FIELD(store_list_list, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_list_list, kind, "kind", &crd_type_string),
    CRD_FIELD(store_list_list, metadata, "metadata", &crd_type_list_meta),
    CRD_FIELD(store_list_list, items, "items", &t9),
};
static const uint16_t k10[] = {
    0, 3, 1, 2,
};
const crd_struct store_list_list_type =
    CRD_STRUCT_CLOSED(store_list_list, 0xe260370d891e918cu, f10, k10);

store_blank *store_blank_new(crd_arena *arena)
{
    return crd_new(arena, &store_blank_type);
}

store_blank *store_blank_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_blank_type, text, faults, err);
}

store_blank *store_blank_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_blank_type, text, faults, err);
}

store_blank *store_blank_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_blank_type, value, NULL, faults, err);
}

bool store_blank_write_json(crd_buf *buf, const store_blank *object, crd_err *err)
{
    return crd_encode_json(buf, &store_blank_type, object, err);
}

bool store_blank_write_yaml(crd_buf *buf, const store_blank *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_blank_type, object, err);
}

store_blank *store_blank_copy(crd_arena *arena, const store_blank *object, crd_err *err)
{
    return crd_copy(arena, &store_blank_type, object, err);
}

bool store_blank_equal(const store_blank *a, const store_blank *b)
{
    return crd_equal(&store_blank_type, a, b);
}

store_blank_list *store_blank_list_new(crd_arena *arena)
{
    return crd_new(arena, &store_blank_list_type);
}

store_blank_list *store_blank_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_blank_list_type, text, faults, err);
}

store_blank_list *store_blank_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_blank_list_type, text, faults, err);
}

store_blank_list *store_blank_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_blank_list_type, value, NULL, faults, err);
}

bool store_blank_list_write_json(crd_buf *buf, const store_blank_list *object, crd_err *err)
{
    return crd_encode_json(buf, &store_blank_list_type, object, err);
}

bool store_blank_list_write_yaml(crd_buf *buf, const store_blank_list *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_blank_list_type, object, err);
}

store_blank_list *store_blank_list_copy(crd_arena *arena, const store_blank_list *object, crd_err *err)
{
    return crd_copy(arena, &store_blank_list_type, object, err);
}

bool store_blank_list_equal(const store_blank_list *a, const store_blank_list *b)
{
    return crd_equal(&store_blank_list_type, a, b);
}

store_list *store_list_new(crd_arena *arena)
{
    return crd_new(arena, &store_list_type);
}

store_list *store_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_list_type, text, faults, err);
}

store_list *store_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_list_type, text, faults, err);
}

store_list *store_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_list_type, value, NULL, faults, err);
}

bool store_list_write_json(crd_buf *buf, const store_list *object, crd_err *err)
{
    return crd_encode_json(buf, &store_list_type, object, err);
}

bool store_list_write_yaml(crd_buf *buf, const store_list *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_list_type, object, err);
}

store_list *store_list_copy(crd_arena *arena, const store_list *object, crd_err *err)
{
    return crd_copy(arena, &store_list_type, object, err);
}

bool store_list_equal(const store_list *a, const store_list *b)
{
    return crd_equal(&store_list_type, a, b);
}

store_list_list *store_list_list_new(crd_arena *arena)
{
    return crd_new(arena, &store_list_list_type);
}

store_list_list *store_list_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_list_list_type, text, faults, err);
}

store_list_list *store_list_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_list_list_type, text, faults, err);
}

store_list_list *store_list_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_list_list_type, value, NULL, faults, err);
}

bool store_list_list_write_json(crd_buf *buf, const store_list_list *object, crd_err *err)
{
    return crd_encode_json(buf, &store_list_list_type, object, err);
}

bool store_list_list_write_yaml(crd_buf *buf, const store_list_list *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_list_list_type, object, err);
}

store_list_list *store_list_list_copy(crd_arena *arena, const store_list_list *object, crd_err *err)
{
    return crd_copy(arena, &store_list_list_type, object, err);
}

bool store_list_list_equal(const store_list_list *a, const store_list_list *b)
{
    return crd_equal(&store_list_list_type, a, b);
}
