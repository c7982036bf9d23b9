/* Made by `crdc c` of store.example.com/v1; change its CRDs instead. */
#include "store_example_com_v1.h"

static const crd_type n0 = CRD_TYPE_SCALAR(CRD_TYPE_STRING, true, crd_str, NULL);
static const crd_type o7 = CRD_TYPE_OBJECT_OF(store_part, false, &store_part_type);
static const crd_type r7 = CRD_TYPE_REF_OF(&store_part_type);
static const crd_type n18 = CRD_TYPE_OBJECT_OF(store_shelf_never, true, &store_shelf_never_type);
static const crd_type r18 = CRD_TYPE_REF_OF(&store_shelf_never_type);
static const crd_type t23 =
    CRD_TYPE_LIST_OF(crd_ints, int64_t, false, &crd_type_int32);
static const crd_type t25 =
    CRD_TYPE_LIST_OF(store_ints_items, crd_ints, false, &crd_type_ints);
static const crd_type t26 =
    CRD_TYPE_LIST_OF(crd_strings, crd_str, false, &n0);
static const crd_type t27 =
    CRD_TYPE_LIST_OF(store_shelf_never_items, store_shelf_never, false, &n18);
static const crd_type t29 =
    CRD_TYPE_MAP_OF(store_bool_map, store_bool_entry, false, &crd_type_bool);
static const crd_type t31 =
    CRD_TYPE_MAP_OF(store_strings_map, store_strings_entry, false, &crd_type_strings);
static const crd_type t32 =
    CRD_TYPE_MAP_OF(store_double_map, store_double_entry, false, &crd_type_double);
static const crd_type t33 =
    CRD_TYPE_LIST_OF(store_double_map_items, store_double_map, false, &t32);
static const crd_type t34 =
    CRD_TYPE_MAP_OF(store_double_map_items_map, store_double_map_items_entry, false, &t33);
static const crd_type t35 =
    CRD_TYPE_LIST_OF(store_part_items, store_part, false, &o7);
static const crd_type t36 =
    CRD_TYPE_MAP_OF(store_part_map, store_part_entry, false, &o7);
static const crd_type r39 = CRD_TYPE_REF_OF(&store_shelf_wide_type);
static const crd_type r43 = CRD_TYPE_REF_OF(&store_shelf_spec_type);
static const crd_type r45 = CRD_TYPE_REF_OF(&store_shelf_status_type);
static const crd_type o46 = CRD_TYPE_OBJECT_OF(store_shelf, false, &store_shelf_type);
static const crd_type t47 =
    CRD_TYPE_LIST_OF(store_shelf_items, store_shelf, false, &o46);

static const crd_field f18[] = {
    CRD_FIELD(store_shelf_never, a, "a", &crd_type_string),
};
const crd_struct store_shelf_never_type =
    CRD_STRUCT_CLOSED(store_shelf_never, 0xb42dd4b59efcf874u, f18, NULL);

static const crd_str e19[] = {
    CRD_STR_INIT("Auto"),
    CRD_STR_INIT("auto"),
    CRD_STR_INIT(""),
    CRD_STR_INIT("!="),
    CRD_STR_INIT("=~"),
    CRD_STR_INIT("*"),
    CRD_STR_INIT("4Ki"),
    CRD_STR_INIT("other"),
    CRD_STR_INIT("digital signature"),
    CRD_STR_INIT("a.b"),
    CRD_STR_INIT("-"),
};
const crd_type store_shelf_mode_type = CRD_TYPE_ENUM_OF(store_shelf_mode, e19);

static const crd_str e20[] = {
    CRD_STR_INIT("yes-please"),
};
const crd_type store_shelf_perhaps_type = CRD_TYPE_ENUM_OF(store_shelf_perhaps, e20);

static const crd_field f39[] = {
    CRD_FIELD(store_shelf_wide, known, "known", &crd_type_string),
};
const crd_struct store_shelf_wide_type =
    CRD_STRUCT_LAID(store_shelf_wide, 0x37b285909abcb372u, f39, NULL);

static const crd_field f43[] = {
    CRD_FIELD(store_shelf_spec, name, "name", &crd_type_string),
    CRD_FIELD(store_shelf_spec, size, "size", &crd_type_int),
    CRD_FIELD(store_shelf_spec, small_, "small", &crd_type_int32),
    CRD_FIELD(store_shelf_spec, large, "large", &crd_type_int64),
    CRD_FIELD(store_shelf_spec, ratio, "ratio", &crd_type_double_format),
    CRD_FIELD(store_shelf_spec, rough, "rough", &crd_type_float_format),
    CRD_FIELD(store_shelf_spec, weight, "weight", &crd_type_double),
    CRD_FIELD(store_shelf_spec, open, "open", &crd_type_bool),
    CRD_FIELD(store_shelf_spec, when, "when", &crd_type_string),
    CRD_FIELD(store_shelf_spec, port, "port", &crd_type_int_or_string),
    CRD_FIELD(store_shelf_spec, maybe, "maybe", &crd_type_string),
    CRD_FIELD(store_shelf_spec, never, "never", &r18),
    CRD_FIELD_ENUM(store_shelf_spec, mode, mode_other_2, "mode", &store_shelf_mode_type),
    CRD_FIELD_ENUM(store_shelf_spec, perhaps, perhaps_other, "perhaps", &store_shelf_perhaps_type),
    CRD_FIELD(store_shelf_spec, level, "level", &crd_type_int),
    CRD_FIELD(store_shelf_spec, modes, "modes", &crd_type_strings),
    CRD_FIELD(store_shelf_spec, hostPath, "hostPath", &crd_type_string),
    CRD_FIELD(store_shelf_spec, host_path, "host_path", &crd_type_string),
    CRD_FIELD(store_shelf_spec, ref_2, "$ref", &crd_type_string),
    CRD_FIELD(store_shelf_spec, ref, "ref", &crd_type_string),
    CRD_FIELD(store_shelf_spec, n3d, "3d", &crd_type_bool),
    CRD_FIELD(store_shelf_spec, a_b_c_d, "a.b/c-d", &crd_type_string),
    CRD_FIELD(store_shelf_spec, u00e9tu00e9, "\303\251t\303\251", &crd_type_string),
    CRD_FIELD(store_shelf_spec, class_, "class", &crd_type_string),
    CRD_FIELD(store_shelf_spec, default_, "default", &crd_type_string),
    CRD_FIELD(store_shelf_spec, errno_, "errno", &crd_type_int),
    CRD_FIELD(store_shelf_spec, has_, "has", &crd_type_string),
    CRD_FIELD(store_shelf_spec, null_, "null", &crd_type_string),
    CRD_FIELD(store_shelf_spec, extra_, "extra", &crd_type_string),
    CRD_FIELD(store_shelf_spec, items, "items", &crd_type_string),
    CRD_FIELD(store_shelf_spec, n, "n", &crd_type_string),
    CRD_FIELD(store_shelf_spec, mode_other, "modeOther", &crd_type_string),
    CRD_FIELD(store_shelf_spec, tags, "tags", &crd_type_strings),
    CRD_FIELD(store_shelf_spec, counts, "counts", &crd_type_ints),
    CRD_FIELD(store_shelf_spec, bounds, "bounds", &t23),
    CRD_FIELD(store_shelf_spec, ports, "ports", &crd_type_ints_or_strings),
    CRD_FIELD(store_shelf_spec, matrix, "matrix", &t25),
    CRD_FIELD(store_shelf_spec, holes, "holes", &t26),
    CRD_FIELD(store_shelf_spec, gaps, "gaps", &t27),
    CRD_FIELD(store_shelf_spec, labels, "labels", &crd_type_string_map),
    CRD_FIELD(store_shelf_spec, flags, "flags", &t29),
    CRD_FIELD(store_shelf_spec, limits, "limits", &crd_type_int_or_string_map),
    CRD_FIELD(store_shelf_spec, lists, "lists", &t31),
    CRD_FIELD(store_shelf_spec, nested, "nested", &t34),
    CRD_FIELD(store_shelf_spec, parts, "parts", &t35),
    CRD_FIELD(store_shelf_spec, by_name, "byName", &t36),
    CRD_FIELD(store_shelf_spec, main, "main", &r7),
    CRD_FIELD(store_shelf_spec, free, "free", &crd_type_any),
    CRD_FIELD(store_shelf_spec, values, "values", &crd_type_any_object),
    CRD_FIELD(store_shelf_spec, resource, "resource", &crd_type_any_object),
    CRD_FIELD(store_shelf_spec, template_, "template", &crd_type_any_object),
    CRD_FIELD(store_shelf_spec, wide, "wide", &r39),
    CRD_FIELD(store_shelf_spec, marker, "marker", &crd_type_empty),
    CRD_FIELD(store_shelf_spec, anything, "anything", &crd_type_any_map),
    CRD_FIELD(store_shelf_spec, untyped, "untyped", &crd_type_any_list),
};
static const uint16_t k43[] = {
    18, 20, 21, 53, 34, 45, 23, 33, 24, 25, 28, 40, 47, 38, 26, 37,
    16, 17, 29, 39, 3, 14, 41, 42, 46, 52, 36, 10, 12, 31, 15, 30,
    0, 43, 11, 27, 7, 44, 13, 9, 35, 4, 19, 49, 5, 1, 2, 32,
    50, 54, 48, 6, 8, 51, 22,
};
const crd_struct store_shelf_spec_type =
    CRD_STRUCT_CLOSED(store_shelf_spec, 0xbd51fbf5c3593c81u, f43, k43);

static const crd_str e44[] = {
    CRD_STR_INIT("Auto"),
    CRD_STR_INIT("Off"),
};
const crd_type store_shelf_status_mode_type = CRD_TYPE_ENUM_OF(store_shelf_status_mode, e44);

static const crd_field f45[] = {
    CRD_FIELD(store_shelf_status, ready, "ready", &crd_type_bool),
    CRD_FIELD_ENUM(store_shelf_status, mode, mode_other, "mode", &store_shelf_status_mode_type),
    CRD_FIELD(store_shelf_status, parts, "parts", &t35),
};
static const uint16_t k45[] = {
    1, 2, 0,
};
const crd_struct store_shelf_status_type =
    CRD_STRUCT_CLOSED(store_shelf_status, 0xe28f007ec56eb35au, f45, k45);

static const crd_field f46[] = {
    CRD_FIELD(store_shelf, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_shelf, kind, "kind", &crd_type_string),
    CRD_FIELD(store_shelf, metadata, "metadata", &crd_type_object_meta),
    CRD_FIELD(store_shelf, spec, "spec", &r43),
    CRD_FIELD(store_shelf, status, "status", &r45),
};
const crd_struct store_shelf_type =
    CRD_STRUCT_CLOSED(store_shelf, 0x0ac2cc1128f6dbd9u, f46, NULL);

static const crd_field f48[] = {
    CRD_FIELD(store_shelf_list, api_version, "apiVersion", &crd_type_string),
    CRD_FIELD(store_shelf_list, kind, "kind", &crd_type_string),
    CRD_FIELD(store_shelf_list, metadata, "metadata", &crd_type_list_meta),
    CRD_FIELD(store_shelf_list, items, "items", &t47),
};
static const uint16_t k48[] = {
    0, 3, 1, 2,
};
const crd_struct store_shelf_list_type =
    CRD_STRUCT_CLOSED(store_shelf_list, 0xfe4d706ec0baf425u, f48, k48);

store_shelf *store_shelf_new(crd_arena *arena)
{
    return crd_new(arena, &store_shelf_type);
}

store_shelf *store_shelf_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_shelf_type, text, faults, err);
}

store_shelf *store_shelf_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_shelf_type, text, faults, err);
}

store_shelf *store_shelf_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_shelf_type, value, NULL, faults, err);
}

bool store_shelf_write_json(crd_buf *buf, const store_shelf *object, crd_err *err)
{
    return crd_encode_json(buf, &store_shelf_type, object, err);
}

bool store_shelf_write_yaml(crd_buf *buf, const store_shelf *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_shelf_type, object, err);
}

store_shelf *store_shelf_copy(crd_arena *arena, const store_shelf *object, crd_err *err)
{
    return crd_copy(arena, &store_shelf_type, object, err);
}

bool store_shelf_equal(const store_shelf *a, const store_shelf *b)
{
    return crd_equal(&store_shelf_type, a, b);
}

store_shelf_list *store_shelf_list_new(crd_arena *arena)
{
    return crd_new(arena, &store_shelf_list_type);
}

store_shelf_list *store_shelf_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_json(arena, &store_shelf_list_type, text, faults, err);
}

store_shelf_list *store_shelf_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err)
{
    return crd_decode_yaml(arena, &store_shelf_list_type, text, faults, err);
}

store_shelf_list *store_shelf_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err)
{
    return crd_decode_value(arena, &store_shelf_list_type, value, NULL, faults, err);
}

bool store_shelf_list_write_json(crd_buf *buf, const store_shelf_list *object, crd_err *err)
{
    return crd_encode_json(buf, &store_shelf_list_type, object, err);
}

bool store_shelf_list_write_yaml(crd_buf *buf, const store_shelf_list *object, crd_err *err)
{
    return crd_encode_yaml(buf, &store_shelf_list_type, object, err);
}

store_shelf_list *store_shelf_list_copy(crd_arena *arena, const store_shelf_list *object, crd_err *err)
{
    return crd_copy(arena, &store_shelf_list_type, object, err);
}

bool store_shelf_list_equal(const store_shelf_list *a, const store_shelf_list *b)
{
    return crd_equal(&store_shelf_list_type, a, b);
}
