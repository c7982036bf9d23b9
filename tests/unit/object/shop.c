/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of shop.h. */
#include "shop.h"

static const crd_str mode_texts[] = { CRD_STR_INIT("Auto"), CRD_STR_INIT("") };
static const crd_type mode_type = CRD_TYPE_ENUM_OF(shop_mode, mode_texts);
static const crd_type null_int = CRD_TYPE_SCALAR(CRD_TYPE_INT, true, int64_t, NULL);
static const crd_type sizes_type = CRD_TYPE_LIST_OF(crd_ints, int64_t, false, &null_int);
static const crd_type counts_type =
    CRD_TYPE_MAP_OF(shop_int_map, shop_int_entry, false, &crd_type_int);
static const crd_type part_item = CRD_TYPE_OBJECT_OF(shop_part, false, &shop_part_type);
static const crd_type part_ref = CRD_TYPE_REF_OF(&shop_part_type);
static const crd_type parts_type = CRD_TYPE_LIST_OF(shop_part_items, shop_part, false, &part_item);

static const crd_field part_fields[] = {
    CRD_FIELD(shop_part, name, "name", &crd_type_string),
    CRD_FIELD(shop_part, count, "count", &crd_type_int),
};
static const uint16_t part_order[] = { 1, 0 };
const crd_struct shop_part_type = CRD_STRUCT(shop_part, part_fields, part_order);

static const crd_field widget_fields[] = {
    CRD_FIELD(shop_widget, metadata, "metadata", &crd_type_object_meta),
    CRD_FIELD(shop_widget, size, "size", &crd_type_int32),
    CRD_FIELD_ENUM(shop_widget, mode, mode_other, "mode", &mode_type),
    CRD_FIELD(shop_widget, port, "port", &crd_type_int_or_string),
    CRD_FIELD(shop_widget, weight, "weight", &crd_type_double),
    CRD_FIELD(shop_widget, paused, "paused", &crd_type_bool),
    CRD_FIELD(shop_widget, labels, "labels", &crd_type_string_map),
    CRD_FIELD(shop_widget, counts, "counts", &counts_type),
    CRD_FIELD(shop_widget, sizes, "sizes", &sizes_type),
    CRD_FIELD(shop_widget, parts, "parts", &parts_type),
    CRD_FIELD(shop_widget, values, "values", &crd_type_any_object),
    CRD_FIELD(shop_widget, main_part, "mainPart", &part_ref),
};
static const uint16_t widget_order[] = { 7, 6, 11, 0, 2, 9, 5, 3, 1, 8, 10, 4 };
const crd_struct shop_widget_type = CRD_STRUCT(shop_widget, widget_fields, widget_order);
