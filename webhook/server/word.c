/* SPDX-License-Identifier: Apache-2.0 */
/* Words of HTTP fields: see word.h. */
#include "word.h"

#define DAY_MS (UINT64_C(24) * 3600 * 1000)

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

crd_str fg_word_trim(crd_str text)
{
    while (text.len && is_blank(text.ptr[0])) {
        text = crd_str_from(text, 1);
    }
    while (text.len && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

bool fg_word_is(crd_str text, const char *word)
{
    if (text.len != strlen(word)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((crd_is_upper(c) ? c + 32 : c) != (unsigned char)word[i]) {
            return false;
        }
    }
    return true;
}

bool fg_word_next(crd_str *list, crd_str *ret_word)
{
    if (!list->ptr) {
        return false;
    }
    crd_str word = *list;
    crd_str rest = crd_str_of(NULL, 0);
    crd_str_cut(*list, CRD_S(","), &word, &rest);
    *list = rest;
    *ret_word = fg_word_trim(word);
    return true;
}

bool fg_word_is_json(crd_str content_type)
{
    crd_str type = content_type;
    crd_str_cut(content_type, CRD_S(";"), &type, NULL);
    return fg_word_is(fg_word_trim(type), "application/json");
}

static bool take_unit(crd_str *text, uint64_t *ret_ms)
{
    static const struct {
        crd_str name;
        uint64_t ms;
    } units[] = { /* "ms" before "m" */
                  { CRD_STR_INIT("ms"), 1 },
                  { CRD_STR_INIT("s"), 1000 },
                  { CRD_STR_INIT("m"), 60000 },
                  { CRD_STR_INIT("h"), 3600000 } };
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (crd_str_starts(*text, units[i].name)) {
            *text = crd_str_from(*text, units[i].name.len);
            *ret_ms = units[i].ms;
            return true;
        }
    }
    return false;
}

/* Digits as thousandths: "1.5" is 1500. False: none, or more than a day of the largest unit. */
static bool take_number(crd_str *text, uint64_t *ret_thousandths)
{
    uint64_t n = 0;
    uint64_t scale = 1000;
    bool point = false;
    size_t digits = 0;
    while (text->len && (crd_is_digit((unsigned char)text->ptr[0]) || (text->ptr[0] == '.' && !point))) {
        if (text->ptr[0] == '.') {
            point = true;
        } else {
            digits++;
            scale = point ? scale / 10 : scale;
            n = point ? n + (uint64_t)(text->ptr[0] - '0') * scale
                      : n * 10 + (uint64_t)(text->ptr[0] - '0') * 1000;
        }
        if (n > DAY_MS * 1000) {
            return false;
        }
        *text = crd_str_from(*text, 1);
    }
    *ret_thousandths = n;
    return digits > 0;
}

bool fg_word_duration(crd_str text, uint64_t *ret_ms)
{
    uint64_t sum = 0;
    while (text.len) {
        uint64_t thousandths;
        uint64_t unit;
        if (!take_number(&text, &thousandths) || !take_unit(&text, &unit)) {
            return false;
        }
        sum += thousandths * unit / 1000;
        if (sum > DAY_MS) {
            return false;
        }
    }
    *ret_ms = sum;
    return sum > 0;
}

bool fg_word_query(crd_str query, crd_str name, crd_str *ret_value)
{
    while (query.len) {
        crd_str pair = query;
        crd_str rest = crd_str_from(query, query.len);
        crd_str_cut(query, CRD_S("&"), &pair, &rest);
        query = rest;
        if (crd_str_starts(pair, name) && pair.len > name.len && pair.ptr[name.len] == '=') {
            *ret_value = crd_str_from(pair, name.len + 1);
            return true;
        }
    }
    return false;
}
