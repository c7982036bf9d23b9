/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unicode 15.0 as Go's unicode package has it: what a rune is, its other cases, the runes that
 * fold alike, and the sets that \p{...} names. Values past CRD_RUNE_MAX are unassigned.
 * Source of the behaviour: Go 1.26 unicode, strconv.IsPrint. All of it is immutable.
 */
#ifndef CRD_BASE_UNICODE_H
#define CRD_BASE_UNICODE_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* General categories, in the order of their two letters. */
enum crd_category {
    CRD_CATEGORY_CC = 0,
    CRD_CATEGORY_CF,
    CRD_CATEGORY_CN, /* unassigned */
    CRD_CATEGORY_CO,
    CRD_CATEGORY_CS,
    CRD_CATEGORY_LL,
    CRD_CATEGORY_LM,
    CRD_CATEGORY_LO,
    CRD_CATEGORY_LT,
    CRD_CATEGORY_LU,
    CRD_CATEGORY_MC,
    CRD_CATEGORY_ME,
    CRD_CATEGORY_MN,
    CRD_CATEGORY_ND,
    CRD_CATEGORY_NL,
    CRD_CATEGORY_NO,
    CRD_CATEGORY_PC,
    CRD_CATEGORY_PD,
    CRD_CATEGORY_PE,
    CRD_CATEGORY_PF,
    CRD_CATEGORY_PI,
    CRD_CATEGORY_PO,
    CRD_CATEGORY_PS,
    CRD_CATEGORY_SC,
    CRD_CATEGORY_SK,
    CRD_CATEGORY_SM,
    CRD_CATEGORY_SO,
    CRD_CATEGORY_ZL,
    CRD_CATEGORY_ZP,
    CRD_CATEGORY_ZS,
};

enum crd_category crd_rune_category(uint32_t rune);

/* unicode.IsLetter, IsMark, ... of the same name. */
bool crd_rune_is_letter(uint32_t rune);
bool crd_rune_is_mark(uint32_t rune);
bool crd_rune_is_number(uint32_t rune);
bool crd_rune_is_digit(uint32_t rune); /* Nd alone */
bool crd_rune_is_punct(uint32_t rune);
bool crd_rune_is_symbol(uint32_t rune);
bool crd_rune_is_upper(uint32_t rune);
bool crd_rune_is_lower(uint32_t rune);
bool crd_rune_is_title(uint32_t rune);
bool crd_rune_is_space(uint32_t rune); /* White_Space: with U+0085 and U+00A0 */
bool crd_rune_is_control(uint32_t rune);
bool crd_rune_is_graphic(uint32_t rune);
/* unicode.IsPrint equals strconv.IsPrint: crd_rune_is_print in num.h. */

/* unicode.ToUpper, ToLower, ToTitle: one rune for one rune. */
uint32_t crd_rune_to_upper(uint32_t rune);
uint32_t crd_rune_to_lower(uint32_t rune);
uint32_t crd_rune_to_title(uint32_t rune);

/* unicode.SimpleFold: the next larger rune that folds alike, the smallest after the largest, the
 * rune itself when it stands alone. K -> k -> U+212A (kelvin) -> K. */
uint32_t crd_rune_fold(uint32_t rune);

/* The ranges that crd_rune_fold gives for the runes first..last, those that stand alone left out;
 * where neighbours fold to each other whole pairs are given. Start with *cursor 0; false at the
 * end. */
bool crd_rune_fold_next(uint32_t first, uint32_t last, size_t *cursor, uint32_t *ret_first,
                        uint32_t *ret_last);

/* A set with a name: categories as bits by enum crd_category, or one script. */
typedef struct crd_rune_set {
    uint32_t categories;
    uint32_t script; /* 0: none */
} crd_rune_set;

/* By the keys of Go's unicode.Categories ("Lu", "L", "LC") and unicode.Scripts ("Greek"). */
bool crd_rune_set_category(crd_str name, crd_rune_set *ret_set);
bool crd_rune_set_script(crd_str name, crd_rune_set *ret_set);

/* unicode.CategoryAliases by position ("Letter", "Lowercase_Letter", "digit", ...); false past the
 * end. */
bool crd_rune_set_alias(size_t index, crd_str *ret_name, crd_rune_set *ret_set);

bool crd_rune_set_has(crd_rune_set set, uint32_t rune);

/* The set's ranges in order, none touching the next: start with *cursor 0; false at the end. */
bool crd_rune_set_next(crd_rune_set set, size_t *cursor, uint32_t *ret_first, uint32_t *ret_last);

#ifdef __cplusplus
}
#endif
#endif
