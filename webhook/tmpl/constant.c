/* SPDX-License-Identifier: Apache-2.0 */
/* Constants where they are used: the parameter's type decides what they are, or their looks. */
#include "base/num.h"
#include "code.h"

static bool say(crd_arena *arena, crd_str *ret, const crd_str *parts, size_t n)
{
    *ret = crd_str_cat(arena, parts, n);
    return false;
}
#define SAY(arena, ret, ...)                                                                       \
    say((arena), (ret), (const crd_str[]) { __VA_ARGS__ },                                         \
        sizeof((const crd_str[]) { __VA_ARGS__ }) / sizeof(crd_str))

static crd_str shown(crd_arena *arena, const fg_node *node)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, SIZE_MAX);
    fg_node_print(&buf, node);
    return crd_buf_whole(&buf);
}

static bool has_any(crd_str text, const char *set)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr(set, text.ptr[i])) {
            return true;
        }
    }
    return false;
}

static fg_val complex_value(const fg_number *number)
{
    fg_val v = fg_val_zero(&fg_type_complex128);
    v.as.complex = number->complex;
    return v;
}

/* A number of which only its looks are known. */
static bool ideal(crd_arena *arena, const fg_word *word, fg_val *ret, crd_str *ret_message)
{
    const fg_number *number = word->u.number;
    crd_str text = word->text;
    bool is_hex = text.len > 2 && text.ptr[0] == '0' &&
                  (text.ptr[1] == 'x' || text.ptr[1] == 'X') && !has_any(text, "pP");
    bool is_char = text.len && text.ptr[0] == '\'';
    if (number->is_complex) {
        *ret = complex_value(number);
    } else if (number->is_float && !is_hex && !is_char && has_any(text, ".eEpP")) {
        *ret = fg_val_float(number->f);
    } else if (number->is_int) {
        *ret = fg_val_int(number->i);
    } else {
        return SAY(arena, ret_message, text, CRD_S(" overflows int"));
    }
    return true;
}

static bool for_any(crd_arena *arena, const fg_node *node, fg_val *ret, crd_str *ret_message)
{
    switch (node->kind) {
    case FG_NODE_BOOL:
        *ret = fg_val_bool(node->truth);
        return true;
    case FG_NODE_STRING:
        *ret = fg_val_string(fg_word_of(node)->u.string);
        return true;
    default:
        return ideal(arena, fg_word_of(node), ret, ret_message);
    }
}

static bool is_nillable(const fg_type *type)
{
    return type == &fg_type_reflect || type->kind == FG_INTERFACE || type->kind == FG_MAP ||
           type->kind == FG_SLICE || type->kind == FG_POINTER || type->kind == FG_FUNC;
}

/* A number for a numeric parameter; false when the constant is none that fits. */
static bool for_number(const fg_node *node, const fg_type *type, fg_val *ret)
{
    if (node->kind != FG_NODE_NUMBER) {
        return false;
    }
    const fg_number *number = fg_word_of(node)->u.number;
    if (type->kind == FG_FLOAT64 && number->is_float) {
        *ret = fg_val_float(number->f);
        ret->type = type;
        return true;
    }
    if (type->kind == FG_COMPLEX128 && number->is_complex) {
        *ret = complex_value(number);
        return true;
    }
    if (type->kind >= FG_INT && type->kind <= FG_INT64 && number->is_int) {
        *ret = fg_val_integer(type, number->i);
        return true;
    }
    if (type->kind >= FG_UINT && type->kind <= FG_UINT64 && number->is_uint) {
        *ret = fg_val_integer(type, (int64_t)number->u);
        return true;
    }
    return false;
}

bool fg_constant(crd_arena *arena, const fg_node *node, const fg_type *type, fg_val *ret,
                 crd_str *ret_message)
{
    if (node->kind == FG_NODE_NIL) {
        if (!is_nillable(type)) {
            return SAY(arena, ret_message, CRD_S("cannot assign nil to "), type->name);
        }
        *ret = fg_val_zero(type);
        return true;
    }
    if (!type || type->kind == FG_INTERFACE || type == &fg_type_reflect) {
        return for_any(arena, node, ret, ret_message);
    }
    crd_str expected;
    switch (type->kind) {
    case FG_BOOL:
        if (node->kind == FG_NODE_BOOL) {
            *ret = fg_val_integer(type, node->truth);
            return true;
        }
        expected = CRD_S("bool");
        break;
    case FG_STRING:
        if (node->kind == FG_NODE_STRING) {
            *ret = fg_val_string(fg_word_of(node)->u.string);
            ret->type = type;
            return true;
        }
        expected = CRD_S("string");
        break;
    case FG_SLICE:
    case FG_MAP:
    case FG_STRUCT:
    case FG_POINTER:
    case FG_FUNC:
        return SAY(arena, ret_message, CRD_S("can't handle "), shown(arena, node),
                   CRD_S(" for arg of type "), type->name);
    default:
        if (for_number(node, type, ret)) {
            return true;
        }
        expected = type->kind == FG_FLOAT64      ? CRD_S("float")
                   : type->kind == FG_COMPLEX128 ? CRD_S("complex")
                   : type->kind >= FG_UINT       ? CRD_S("unsigned integer")
                                                 : CRD_S("integer");
        break;
    }
    return SAY(arena, ret_message, CRD_S("expected "), expected, CRD_S("; found "),
               shown(arena, node));
}

bool fg_arity(crd_arena *arena, const fg_func *func, crd_str name, size_t n_args, bool has_final,
              crd_str *ret)
{
    char want[CRD_INT_TEXT_MAX];
    char got[CRD_INT_TEXT_MAX];
    size_t n = n_args + has_final;
    *ret = crd_str_of(NULL, 0);
    bool variadic = func->flags & FG_FUNC_VARIADIC;
    if (variadic ? n + 1 >= func->n_params : n == func->n_params) {
        return true;
    }
    /* Of a variadic function Go does not count the argument from the pipeline. */
    size_t want_n = variadic ? func->n_params - 1u : func->n_params;
    *ret = CRD_CAT(arena, CRD_S("wrong number of args for "), name, CRD_S(": want "),
                   variadic ? CRD_S("at least ") : CRD_S(""), crd_uint_text(want_n, want),
                   CRD_S(" got "), crd_uint_text(variadic ? n_args : n, got));
    return ret->ptr != NULL;
}
