/* SPDX-License-Identifier: Apache-2.0 */
/* Unicode: see unicode.h. Look-ups are binary searches in sorted tables; ASCII goes first. */
#include "unicode.h"

#include "num.h"
#include "unicode_tables.h"
#include "utf8.h"

#define BIT(category) (1u << (category))

enum {
    MASK_L = BIT(CRD_CATEGORY_LL) | BIT(CRD_CATEGORY_LM) | BIT(CRD_CATEGORY_LO) |
             BIT(CRD_CATEGORY_LT) | BIT(CRD_CATEGORY_LU),
    MASK_M = BIT(CRD_CATEGORY_MC) | BIT(CRD_CATEGORY_ME) | BIT(CRD_CATEGORY_MN),
    MASK_N = BIT(CRD_CATEGORY_ND) | BIT(CRD_CATEGORY_NL) | BIT(CRD_CATEGORY_NO),
    MASK_P = BIT(CRD_CATEGORY_PC) | BIT(CRD_CATEGORY_PD) | BIT(CRD_CATEGORY_PE) |
             BIT(CRD_CATEGORY_PF) | BIT(CRD_CATEGORY_PI) | BIT(CRD_CATEGORY_PO) |
             BIT(CRD_CATEGORY_PS),
    MASK_S =
        BIT(CRD_CATEGORY_SC) | BIT(CRD_CATEGORY_SK) | BIT(CRD_CATEGORY_SM) | BIT(CRD_CATEGORY_SO),
    MASK_SHOWN = MASK_L | MASK_M | MASK_N | MASK_P | MASK_S,
};

/* Index of the run that holds rune. */
static size_t run_of(const uint32_t *runs, size_t n, uint32_t rune)
{
    size_t low = 0;
    size_t high = n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle] >> 8 <= rune) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

enum crd_category crd_rune_category(uint32_t rune)
{
    if (rune < 256) {
        return (enum crd_category)crd_uc_latin1[rune];
    }
    if (rune > CRD_RUNE_MAX) {
        return CRD_CATEGORY_CN;
    }
    size_t at = run_of(crd_uc_category_runs, crd_uc_category_runs_n, rune);
    return (enum crd_category)(crd_uc_category_runs[at] & 0xFF);
}

static bool is_in(uint32_t rune, uint32_t mask)
{
    return (BIT(crd_rune_category(rune)) & mask) != 0;
}

bool crd_rune_is_letter(uint32_t rune)
{
    return is_in(rune, MASK_L);
}

bool crd_rune_is_mark(uint32_t rune)
{
    return is_in(rune, MASK_M);
}

bool crd_rune_is_number(uint32_t rune)
{
    return is_in(rune, MASK_N);
}

bool crd_rune_is_digit(uint32_t rune)
{
    return is_in(rune, BIT(CRD_CATEGORY_ND));
}

bool crd_rune_is_punct(uint32_t rune)
{
    return is_in(rune, MASK_P);
}

bool crd_rune_is_symbol(uint32_t rune)
{
    return is_in(rune, MASK_S);
}

bool crd_rune_is_upper(uint32_t rune)
{
    return is_in(rune, BIT(CRD_CATEGORY_LU));
}

bool crd_rune_is_lower(uint32_t rune)
{
    return is_in(rune, BIT(CRD_CATEGORY_LL));
}

bool crd_rune_is_title(uint32_t rune)
{
    return is_in(rune, BIT(CRD_CATEGORY_LT));
}

bool crd_rune_is_space(uint32_t rune)
{
    if (rune < 128) {
        return rune == ' ' || (rune >= '\t' && rune <= '\r');
    }
    if (rune > CRD_RUNE_MAX) {
        return false;
    }
    size_t at = run_of(crd_uc_space_runs, crd_uc_space_runs_n, rune);
    return (crd_uc_space_runs[at] & 0xFF) != 0;
}

bool crd_rune_is_control(uint32_t rune)
{
    return is_in(rune, BIT(CRD_CATEGORY_CC));
}

bool crd_rune_is_graphic(uint32_t rune)
{
    return is_in(rune, MASK_SHOWN | BIT(CRD_CATEGORY_ZS));
}

bool crd_rune_is_print(uint32_t rune)
{
    return rune == ' ' || is_in(rune, MASK_SHOWN);
}

/* The run of cases that holds rune; NULL when it has no other case. */
static const struct crd_uc_case *case_of(uint32_t rune)
{
    size_t low = 0;
    size_t high = crd_uc_case_runs_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct crd_uc_case *run = &crd_uc_case_runs[middle];
        if (rune < run->first) {
            high = middle;
        } else if (rune > run->last) {
            low = middle + 1;
        } else {
            return run;
        }
    }
    return NULL;
}

static uint32_t shifted(uint32_t rune, int32_t difference)
{
    return (uint32_t)((int32_t)rune + difference);
}

/* In a run of pairs the even places are upper case. */
static uint32_t paired(const struct crd_uc_case *run, uint32_t rune, uint32_t place)
{
    return run->first + (((rune - run->first) & ~1u) | place);
}

uint32_t crd_rune_to_upper(uint32_t rune)
{
    if (rune < 128) {
        return crd_is_lower((unsigned char)rune) ? rune - 32 : rune;
    }
    const struct crd_uc_case *run = case_of(rune);
    if (!run) {
        return rune;
    }
    return run->pairs ? paired(run, rune, 0) : shifted(rune, run->upper);
}

uint32_t crd_rune_to_lower(uint32_t rune)
{
    if (rune < 128) {
        return crd_is_upper((unsigned char)rune) ? rune + 32 : rune;
    }
    const struct crd_uc_case *run = case_of(rune);
    if (!run) {
        return rune;
    }
    return run->pairs ? paired(run, rune, 1) : shifted(rune, run->lower);
}

uint32_t crd_rune_to_title(uint32_t rune)
{
    if (rune < 128) {
        return crd_rune_to_upper(rune);
    }
    const struct crd_uc_case *run = case_of(rune);
    if (!run) {
        return rune;
    }
    return run->pairs ? paired(run, rune, 0) : shifted(rune, run->title);
}

/* Index of the first folding run that ends at rune or later. */
static size_t fold_run_of(uint32_t rune)
{
    size_t low = 0;
    size_t high = crd_uc_fold_runs_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crd_uc_fold_runs[middle].last < rune) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t crd_rune_fold(uint32_t rune)
{
    size_t at = fold_run_of(rune);
    if (at >= crd_uc_fold_runs_n || rune < crd_uc_fold_runs[at].first) {
        return rune;
    }
    const struct crd_uc_fold *run = &crd_uc_fold_runs[at];
    if (run->pairs) {
        return run->first + ((rune - run->first) ^ 1u);
    }
    return shifted(rune, run->difference);
}

bool crd_rune_fold_next(uint32_t first, uint32_t last, size_t *cursor, uint32_t *ret_first,
                        uint32_t *ret_last)
{
    size_t at = *cursor ? *cursor : fold_run_of(first);
    *cursor = at + 1;
    if (at >= crd_uc_fold_runs_n || crd_uc_fold_runs[at].first > last) {
        return false;
    }
    const struct crd_uc_fold *run = &crd_uc_fold_runs[at];
    uint32_t low = first > run->first ? first : run->first;
    uint32_t high = last < run->last ? last : run->last;
    if (run->pairs) {
        *ret_first = run->first + ((low - run->first) & ~1u);
        *ret_last = run->first + ((high - run->first) | 1u);
    } else {
        *ret_first = shifted(low, run->difference);
        *ret_last = shifted(high, run->difference);
    }
    return true;
}

bool crd_rune_set_category(crd_str name, crd_rune_set *ret_set)
{
    for (size_t i = 0; i < crd_uc_category_names_n; i++) {
        if (crd_str_eq(name, crd_str_c(crd_uc_category_names[i].name))) {
            *ret_set = (crd_rune_set){ .categories = crd_uc_category_names[i].mask };
            return true;
        }
    }
    return false;
}

bool crd_rune_set_script(crd_str name, crd_rune_set *ret_set)
{
    size_t low = 0;
    size_t high = crd_uc_script_names_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = crd_str_cmp(name, crd_str_c(crd_uc_script_names[middle]));
        if (order == 0) {
            *ret_set = (crd_rune_set){ .script = (uint32_t)middle + 1 };
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

bool crd_rune_set_alias(size_t index, crd_str *ret_name, crd_rune_set *ret_set)
{
    if (index >= crd_uc_category_aliases_n) {
        return false;
    }
    *ret_name = crd_str_c(crd_uc_category_aliases[index].name);
    *ret_set = (crd_rune_set){ .categories = crd_uc_category_aliases[index].mask };
    return true;
}

bool crd_rune_set_has(crd_rune_set set, uint32_t rune)
{
    if (rune > CRD_RUNE_MAX) {
        return false;
    }
    if (set.script) {
        size_t at = run_of(crd_uc_script_runs, crd_uc_script_runs_n, rune);
        return (crd_uc_script_runs[at] & 0xFF) == set.script;
    }
    return is_in(rune, set.categories);
}

static bool run_is_in(crd_rune_set set, uint32_t run)
{
    return set.script ? (run & 0xFF) == set.script : (BIT(run & 0xFF) & set.categories) != 0;
}

bool crd_rune_set_next(crd_rune_set set, size_t *cursor, uint32_t *ret_first, uint32_t *ret_last)
{
    const uint32_t *runs = set.script ? crd_uc_script_runs : crd_uc_category_runs;
    size_t n = set.script ? crd_uc_script_runs_n : crd_uc_category_runs_n;
    size_t at = *cursor;
    while (at < n && !run_is_in(set, runs[at])) {
        at++;
    }
    if (at >= n) {
        *cursor = n;
        return false;
    }
    *ret_first = runs[at] >> 8;
    while (at < n && run_is_in(set, runs[at])) {
        at++;
    }
    *ret_last = at < n ? (runs[at] >> 8) - 1 : CRD_RUNE_MAX;
    *cursor = at;
    return true;
}
