/* SPDX-License-Identifier: Apache-2.0 */
/* Versions: see semver.h. */
#include "semver.h"

#include "base/limits.h"
#include "base/num.h"

static bool is_id(unsigned char c)
{
    return crd_is_alnum(c) || c == '-';
}

/* Digits in front of *rest, moved over. */
static crd_str take_digits(crd_str *rest)
{
    size_t n = 0;
    while (n < rest->len && crd_is_digit((unsigned char)rest->ptr[n])) {
        n++;
    }
    crd_str digits = crd_str_sub(*rest, 0, n);
    *rest = crd_str_from(*rest, n);
    return digits;
}

/* lead and then identifiers joined by dots; nothing, and true, when lead is not there. */
static bool take_ids(crd_str *rest, char lead, crd_str *ret_ids)
{
    *ret_ids = CRD_S("");
    if (rest->len == 0 || rest->ptr[0] != lead) {
        return true;
    }
    size_t n = 1;
    size_t id = 0;
    for (; n < rest->len; n++) {
        unsigned char c = (unsigned char)rest->ptr[n];
        if (is_id(c)) {
            id++;
        } else if (c == '.' && id > 0) {
            id = 0;
        } else {
            break;
        }
    }
    *ret_ids = crd_str_sub(*rest, 1, n);
    *rest = crd_str_from(*rest, n);
    return id > 0;
}

/* The text up to the next dot, moved over; false when that was the last. */
static bool next_id(crd_str *rest, crd_str *ret_id)
{
    if (crd_str_cut(*rest, CRD_S("."), ret_id, rest)) {
        return true;
    }
    *ret_id = *rest;
    return false;
}

static bool take_segment(crd_arena *arena, crd_str digits, uint64_t *ret, crd_err *err)
{
    if (crd_uint_parse(digits, 10, 64, ret) == CRD_NUM_OK) {
        return true;
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE,
                    CRD_S("error parsing version segment: strconv.ParseUint: parsing \""), digits,
                    CRD_S("\": value out of range"));
}

bool fg_semver_pre_valid(crd_arena *arena, crd_str pre, crd_err *err)
{
    crd_str rest = pre;
    for (bool more = true; more;) {
        crd_str id;
        more = next_id(&rest, &id);
        size_t digits = 0;
        bool good = id.len > 0;
        for (size_t i = 0; i < id.len; i++) {
            good = good && is_id((unsigned char)id.ptr[i]);
            digits += crd_is_digit((unsigned char)id.ptr[i]);
        }
        if (!good) {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("invalid prerelease string"));
        }
        if (digits == id.len && id.len > 1 && id.ptr[0] == '0') {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("version segment starts with 0"));
        }
    }
    return true;
}

bool fg_semver_metadata_valid(crd_arena *arena, crd_str metadata, crd_err *err)
{
    crd_str rest = metadata;
    for (bool more = true; more;) {
        crd_str id;
        more = next_id(&rest, &id);
        bool good = id.len > 0;
        for (size_t i = 0; i < id.len; i++) {
            good = good && is_id((unsigned char)id.ptr[i]);
        }
        if (!good) {
            return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("invalid metadata string"));
        }
    }
    return true;
}

bool fg_semver_read(crd_arena *arena, crd_str text, fg_semver *ret_version, crd_err *err)
{
    if (text.len > FG_VERSION_BYTES_MAX) {
        return CRD_FAIL(err, arena, CRD_E_VALUE,
                        CRD_S("version string is too long (max 256 bytes)"));
    }
    crd_str rest = text.len > 0 && text.ptr[0] == 'v' ? crd_str_from(text, 1) : text;
    crd_str segments[3] = { take_digits(&rest), CRD_S(""), CRD_S("") };
    bool good = segments[0].len > 0;
    for (size_t i = 1; i < 3 && rest.len > 0 && rest.ptr[0] == '.'; i++) {
        rest = crd_str_from(rest, 1);
        segments[i] = take_digits(&rest);
        good = good && segments[i].len > 0;
    }
    fg_semver version = { .original = text };
    good = good && take_ids(&rest, '-', &version.pre) && take_ids(&rest, '+', &version.metadata);
    if (!good || rest.len > 0) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("invalid semantic version"));
    }
    uint64_t *const numbers[3] = { &version.major, &version.minor, &version.patch };
    for (size_t i = 0; i < 3; i++) {
        if (segments[i].len > 0 && !take_segment(arena, segments[i], numbers[i], err)) {
            return false;
        }
    }
    if (version.pre.len > 0 && !fg_semver_pre_valid(arena, version.pre, err)) {
        return false;
    }
    *ret_version = version;
    return true;
}

crd_str fg_semver_text(crd_arena *arena, const fg_semver *version)
{
    char digits[3][CRD_INT_TEXT_MAX];
    return CRD_CAT(arena, crd_uint_text(version->major, digits[0]), CRD_S("."),
                   crd_uint_text(version->minor, digits[1]), CRD_S("."),
                   crd_uint_text(version->patch, digits[2]),
                   version->pre.len > 0 ? CRD_S("-") : CRD_S(""), version->pre,
                   version->metadata.len > 0 ? CRD_S("+") : CRD_S(""), version->metadata);
}

static int cmp_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* One identifier of a prerelease: numbers before words, nothing before anything. */
static int cmp_ids(crd_str a, crd_str b)
{
    if (crd_str_eq(a, b)) {
        return 0;
    }
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? -1 : 1;
    }
    uint64_t number_a = 0;
    uint64_t number_b = 0;
    bool is_a = crd_uint_parse(a, 10, 64, &number_a) == CRD_NUM_OK;
    bool is_b = crd_uint_parse(b, 10, 64, &number_b) == CRD_NUM_OK;
    if (!is_a && !is_b) {
        return crd_str_cmp(a, b) > 0 ? 1 : -1;
    }
    if (is_a != is_b) {
        return is_a ? -1 : 1;
    }
    return number_a > number_b ? 1 : -1;
}

static int cmp_pre(crd_str a, crd_str b)
{
    bool more_a = true;
    bool more_b = true;
    while (more_a || more_b) {
        crd_str id_a = CRD_S("");
        crd_str id_b = CRD_S("");
        if (more_a) {
            more_a = next_id(&a, &id_a);
        }
        if (more_b) {
            more_b = next_id(&b, &id_b);
        }
        int order = cmp_ids(id_a, id_b);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

int fg_semver_cmp(const fg_semver *a, const fg_semver *b)
{
    int order = cmp_numbers(a->major, b->major);
    order = order ? order : cmp_numbers(a->minor, b->minor);
    order = order ? order : cmp_numbers(a->patch, b->patch);
    if (order != 0 || (a->pre.len == 0 && b->pre.len == 0)) {
        return order;
    }
    if (a->pre.len == 0 || b->pre.len == 0) {
        return a->pre.len == 0 ? 1 : -1;
    }
    return cmp_pre(a->pre, b->pre);
}
