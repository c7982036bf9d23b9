/* SPDX-License-Identifier: Apache-2.0 */
/* Go types that templates meet without anybody's doing, and what is asked of types. */
#include "val.h"

static bool error_text(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    (void)run;
    (void)err;
    if (self.as.ref) {
        crd_buf_add(buf, *(const crd_str *)self.as.ref);
    }
    return true;
}

#define BASIC(symbol, text, kind_)                                                                 \
    const fg_type symbol = { .name = CRD_STR_INIT(text), .kind = (kind_) }
#define HOLDER(symbol, text, kind_, elem_)                                                         \
    const fg_type symbol = { .name = CRD_STR_INIT(text), .kind = (kind_), .elem = &(elem_) }

BASIC(fg_type_any, "interface {}", FG_INTERFACE);
BASIC(fg_type_bool, "bool", FG_BOOL);
BASIC(fg_type_int, "int", FG_INT);
BASIC(fg_type_int8, "int8", FG_INT8);
BASIC(fg_type_int16, "int16", FG_INT16);
BASIC(fg_type_int32, "int32", FG_INT32);
BASIC(fg_type_int64, "int64", FG_INT64);
BASIC(fg_type_uint, "uint", FG_UINT);
BASIC(fg_type_uint8, "uint8", FG_UINT8);
BASIC(fg_type_uint16, "uint16", FG_UINT16);
BASIC(fg_type_uint32, "uint32", FG_UINT32);
BASIC(fg_type_uint64, "uint64", FG_UINT64);
BASIC(fg_type_float64, "float64", FG_FLOAT64);
BASIC(fg_type_complex128, "complex128", FG_COMPLEX128);
BASIC(fg_type_string, "string", FG_STRING);
BASIC(fg_type_reflect, "reflect.Value", FG_STRUCT);
HOLDER(fg_type_bytes, "[]uint8", FG_SLICE, fg_type_uint8);
HOLDER(fg_type_list, "[]interface {}", FG_SLICE, fg_type_any);
HOLDER(fg_type_strings, "[]string", FG_SLICE, fg_type_string);
HOLDER(fg_type_ints, "[]int", FG_SLICE, fg_type_int);
HOLDER(fg_type_lists, "[][]interface {}", FG_SLICE, fg_type_list);
HOLDER(fg_type_map, "map[string]interface {}", FG_MAP, fg_type_any);
HOLDER(fg_type_map_text, "map[string]string", FG_MAP, fg_type_string);
HOLDER(fg_type_map_bytes, "map[string][]uint8", FG_MAP, fg_type_bytes);
const fg_type fg_type_error = {
    .name = CRD_STR_INIT("*errors.errorString"),
    .kind = FG_POINTER,
    .text = error_text,
    .is_error = true,
};

crd_str fg_type_name(fg_val v)
{
    return v.type ? v.type->name : CRD_S("<nil>");
}

crd_str fg_kind_name(enum fg_kind kind)
{
    static const crd_str names[] = {
        [FG_INVALID] = CRD_STR_INIT("invalid"),
        [FG_NIL] = CRD_STR_INIT("invalid"),
        [FG_BOOL] = CRD_STR_INIT("bool"),
        [FG_INT] = CRD_STR_INIT("int"),
        [FG_INT8] = CRD_STR_INIT("int8"),
        [FG_INT16] = CRD_STR_INIT("int16"),
        [FG_INT32] = CRD_STR_INIT("int32"),
        [FG_INT64] = CRD_STR_INIT("int64"),
        [FG_UINT] = CRD_STR_INIT("uint"),
        [FG_UINT8] = CRD_STR_INIT("uint8"),
        [FG_UINT16] = CRD_STR_INIT("uint16"),
        [FG_UINT32] = CRD_STR_INIT("uint32"),
        [FG_UINT64] = CRD_STR_INIT("uint64"),
        [FG_FLOAT64] = CRD_STR_INIT("float64"),
        [FG_COMPLEX128] = CRD_STR_INIT("complex128"),
        [FG_STRING] = CRD_STR_INIT("string"),
        [FG_SLICE] = CRD_STR_INIT("slice"),
        [FG_MAP] = CRD_STR_INIT("map"),
        [FG_STRUCT] = CRD_STR_INIT("struct"),
        [FG_POINTER] = CRD_STR_INIT("ptr"),
        [FG_FUNC] = CRD_STR_INIT("func"),
        [FG_INTERFACE] = CRD_STR_INIT("interface"),
    };
    return names[kind];
}

bool fg_type_assignable(const fg_type *from, const fg_type *to)
{
    if (from == to || to->kind == FG_INTERFACE) {
        return true;
    }
    /* Identical underlying types, and one of the two has no name: int64 is a name, []string none. */
    bool is_literal = to->kind == FG_MAP || to->kind == FG_SLICE;
    return is_literal && ((from->underlying == to && !to->underlying) ||
                          (to->underlying == from && !from->underlying));
}
