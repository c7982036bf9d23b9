/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a plain scalar means in YAML 1.1 as go-yaml v2 resolves it: the words of its table, integers
 * in Go's bases, decimal floats, and the timestamps that Go's time.Parse takes in four layouts.
 * Reader and emitter share it; it knows nothing of either.
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4 (resolve, isBase60Float), Go 1.26 strconv,
 * time.
 */
#include "yaml_resolve.h"

#include <math.h>

#include "../base/limits.h"
#include "../base/num.h"

/* ---- words ---- */

struct word {
    crd_str text;
    enum crd_yaml_tag tag;
    signed char value; /* bool: 0 or 1; float: -1, 1 an infinity, 0 not a number */
};

#define WORD(text, tag, value)                                                                     \
    {                                                                                              \
        CRD_STR_INIT(text), tag, value                                                             \
    }

static const struct word words[] = {
    WORD("y", CRD_YAML_BOOL, 1),       WORD("Y", CRD_YAML_BOOL, 1),
    WORD("yes", CRD_YAML_BOOL, 1),     WORD("Yes", CRD_YAML_BOOL, 1),
    WORD("YES", CRD_YAML_BOOL, 1),     WORD("true", CRD_YAML_BOOL, 1),
    WORD("True", CRD_YAML_BOOL, 1),    WORD("TRUE", CRD_YAML_BOOL, 1),
    WORD("on", CRD_YAML_BOOL, 1),      WORD("On", CRD_YAML_BOOL, 1),
    WORD("ON", CRD_YAML_BOOL, 1),      WORD("n", CRD_YAML_BOOL, 0),
    WORD("N", CRD_YAML_BOOL, 0),       WORD("no", CRD_YAML_BOOL, 0),
    WORD("No", CRD_YAML_BOOL, 0),      WORD("NO", CRD_YAML_BOOL, 0),
    WORD("false", CRD_YAML_BOOL, 0),   WORD("False", CRD_YAML_BOOL, 0),
    WORD("FALSE", CRD_YAML_BOOL, 0),   WORD("off", CRD_YAML_BOOL, 0),
    WORD("Off", CRD_YAML_BOOL, 0),     WORD("OFF", CRD_YAML_BOOL, 0),
    WORD("~", CRD_YAML_NULL, 0),       WORD("null", CRD_YAML_NULL, 0),
    WORD("Null", CRD_YAML_NULL, 0),    WORD("NULL", CRD_YAML_NULL, 0),
    WORD(".nan", CRD_YAML_FLOAT, 0),   WORD(".NaN", CRD_YAML_FLOAT, 0),
    WORD(".NAN", CRD_YAML_FLOAT, 0),   WORD(".inf", CRD_YAML_FLOAT, 1),
    WORD(".Inf", CRD_YAML_FLOAT, 1),   WORD(".INF", CRD_YAML_FLOAT, 1),
    WORD("+.inf", CRD_YAML_FLOAT, 1),  WORD("+.Inf", CRD_YAML_FLOAT, 1),
    WORD("+.INF", CRD_YAML_FLOAT, 1),  WORD("-.inf", CRD_YAML_FLOAT, -1),
    WORD("-.Inf", CRD_YAML_FLOAT, -1), WORD("-.INF", CRD_YAML_FLOAT, -1),
};

#define WORD_LEN_MAX 5

static bool resolve_word(crd_str plain, struct crd_yaml_resolved *ret)
{
    if (plain.len > WORD_LEN_MAX) {
        return false;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const struct word *word = &words[i];
        if (word->text.ptr[0] != plain.ptr[0] || !crd_str_eq(word->text, plain)) {
            continue;
        }
        ret->tag = word->tag;
        ret->is_true = word->tag == CRD_YAML_BOOL && word->value == 1;
        if (word->tag == CRD_YAML_FLOAT) {
            ret->number.f = word->value == 0 ? (double)NAN : word->value * (double)INFINITY;
        }
        return true;
    }
    return false;
}

/* ---- timestamps ---- */

/* Go's getnum: one digit, or two where two stand; want_two asks for two. -1: no digit. */
static int take_number(crd_str *s, bool want_two)
{
    if (!s->len || !crd_is_digit((unsigned char)s->ptr[0])) {
        return -1;
    }
    bool two = s->len > 1 && crd_is_digit((unsigned char)s->ptr[1]);
    if (want_two && !two) {
        return -1;
    }
    int number = s->ptr[0] - '0';
    if (two) {
        number = number * 10 + (s->ptr[1] - '0');
    }
    *s = crd_str_from(*s, two ? 2 : 1);
    return number;
}

static bool take_byte(crd_str *s, char byte)
{
    if (!s->len || s->ptr[0] != byte) {
        return false;
    }
    *s = crd_str_from(*s, 1);
    return true;
}

static bool day_exists(int year, int month, int day)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= days[month - 1] + (month == 2 && leap);
}

/* h:m:s with an optional fraction behind a dot or a comma */
static bool take_clock(crd_str *s)
{
    int hour = take_number(s, false);
    if (hour < 0 || hour > 23 || !take_byte(s, ':')) {
        return false;
    }
    int minute = take_number(s, false);
    if (minute < 0 || minute > 59 || !take_byte(s, ':')) {
        return false;
    }
    int second = take_number(s, false);
    if (second < 0 || second > 59) {
        return false;
    }
    if (s->len > 1 && (s->ptr[0] == '.' || s->ptr[0] == ',') &&
        crd_is_digit((unsigned char)s->ptr[1])) {
        size_t n = 1;
        while (n < s->len && crd_is_digit((unsigned char)s->ptr[n])) {
            n++;
        }
        *s = crd_str_from(*s, n);
    }
    return true;
}

/* Z or an offset of the form +hh:mm */
static bool take_zone(crd_str *s)
{
    if (take_byte(s, 'Z')) {
        return true;
    }
    if (!take_byte(s, '+') && !take_byte(s, '-')) {
        return false;
    }
    int hours = take_number(s, true);
    if (hours < 0 || hours > 24 || !take_byte(s, ':')) {
        return false;
    }
    int minutes = take_number(s, true);
    return minutes >= 0 && minutes <= 60;
}

static bool is_timestamp(crd_str s)
{
    int year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (i >= s.len || !crd_is_digit((unsigned char)s.ptr[i])) {
            return false;
        }
        year = year * 10 + (s.ptr[i] - '0');
    }
    s = crd_str_from(s, 4);
    if (!take_byte(&s, '-')) {
        return false;
    }
    int month = take_number(&s, false);
    if (!take_byte(&s, '-')) {
        return false;
    }
    int day = take_number(&s, false);
    if (!day_exists(year, month, day)) {
        return false;
    }
    if (!s.len) {
        return true;
    }
    if (take_byte(&s, 'T') || take_byte(&s, 't')) {
        return take_clock(&s) && take_zone(&s) && !s.len;
    }
    bool spaced = false;
    while (take_byte(&s, ' ')) {
        spaced = true;
    }
    return spaced && take_clock(&s) && !s.len;
}

/* ---- numbers ---- */

static size_t digits_at(crd_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && crd_is_digit((unsigned char)s.ptr[at + n])) {
        n++;
    }
    return n;
}

/* [-+]? ( .digits | digits [. digits?] ) ( [eE] [-+]? digits )? */
static bool is_decimal_float(crd_str s)
{
    size_t at = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    size_t whole = digits_at(s, at);
    at += whole;
    if (at < s.len && s.ptr[at] == '.') {
        size_t part = digits_at(s, at + 1);
        if (!whole && !part) {
            return false;
        }
        at += 1 + part;
    } else if (!whole) {
        return false;
    }
    if (at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        at++;
        at += at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+');
        size_t exponent = digits_at(s, at);
        if (!exponent) {
            return false;
        }
        at += exponent;
    }
    return at == s.len;
}

static bool resolve_integer(crd_str text, int base, struct crd_yaml_resolved *ret)
{
    if (crd_int_parse(text, base, 64, &ret->number.i) == CRD_NUM_OK) {
        ret->tag = CRD_YAML_INT;
        return true;
    }
    if (crd_uint_parse(text, base, 64, &ret->number.u) == CRD_NUM_OK) {
        ret->tag = CRD_YAML_INT;
        ret->is_uint64 = true;
        return true;
    }
    return false;
}

/* text is without underscores */
static bool resolve_number(crd_str text, struct crd_yaml_resolved *ret)
{
    if (resolve_integer(text, 0, ret)) {
        return true;
    }
    if (is_decimal_float(text)) {
        if (crd_float_parse(text, &ret->number.f) == CRD_NUM_OK) {
            ret->tag = CRD_YAML_FLOAT;
            return true;
        }
        return false;
    }
    /* a sign behind 0b, which Go's base prefix does not take but this path of go-yaml does */
    return crd_str_starts(text, CRD_S("0b")) && resolve_integer(crd_str_from(text, 2), 2, ret);
}

/* Room for a number without its underscores. Go has no such bound: one that has underscores and
 * more characters than this stays a string here. */
#define NUMBER_TEXT_MAX 1100

static bool is_number_byte(unsigned char c)
{
    return crd_hex_value(c) >= 0 || c == '.' || c == '+' || c == '-' || c == 'x' || c == 'X' ||
           c == 'o' || c == 'O';
}

static bool resolve_signed_or_digit(crd_str plain, struct crd_yaml_resolved *ret)
{
    char text[NUMBER_TEXT_MAX];
    size_t n = 0;
    bool underscores = false;
    for (size_t i = 0; i < plain.len; i++) {
        unsigned char c = (unsigned char)plain.ptr[i];
        if (c == '_') {
            underscores = true;
        } else if (!is_number_byte(c)) {
            return false;
        } else if (n < NUMBER_TEXT_MAX) {
            text[n++] = (char)c;
        }
    }
    if (!underscores) {
        return resolve_number(plain, ret);
    }
    return n < NUMBER_TEXT_MAX && resolve_number(crd_str_of(text, n), ret);
}

struct crd_yaml_resolved crd_yaml_resolve_full(crd_str plain, bool is_tagged)
{
    struct crd_yaml_resolved resolved = { .tag = CRD_YAML_STR };
    if (!plain.len) {
        resolved.tag = CRD_YAML_NULL;
        return resolved;
    }
    switch (plain.ptr[0]) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
        resolve_word(plain, &resolved);
        break;
    case '.':
        if (!resolve_word(plain, &resolved) &&
            crd_float_parse(plain, &resolved.number.f) == CRD_NUM_OK) {
            resolved.tag = CRD_YAML_FLOAT;
        }
        break;
    case '+':
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        if (resolve_word(plain, &resolved)) {
            break;
        }
        if (!is_tagged && is_timestamp(plain)) {
            resolved.tag = CRD_YAML_TIMESTAMP;
        } else {
            resolve_signed_or_digit(plain, &resolved);
        }
        break;
    default:
        break;
    }
    return resolved;
}

enum crd_yaml_tag crd_yaml_resolve(crd_str plain)
{
    if (plain.len == 2 && plain.ptr[0] == '<' && plain.ptr[1] == '<') {
        return CRD_YAML_MERGE;
    }
    return crd_yaml_resolve_full(plain, false).tag;
}

bool crd_yaml_is_base60(crd_str s)
{
    size_t at = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    if (at >= s.len || !crd_is_digit((unsigned char)s.ptr[at])) {
        return false;
    }
    while (at < s.len && (crd_is_digit((unsigned char)s.ptr[at]) || s.ptr[at] == '_')) {
        at++;
    }
    size_t parts = 0;
    while (at < s.len && s.ptr[at] == ':') {
        size_t n = digits_at(s, at + 1);
        if (n == 0 || n > 2 || (n == 2 && s.ptr[at + 1] > '5')) {
            return false;
        }
        at += 1 + n;
        parts++;
    }
    if (at < s.len && s.ptr[at] == '.') {
        at++;
        while (at < s.len && (crd_is_digit((unsigned char)s.ptr[at]) || s.ptr[at] == '_')) {
            at++;
        }
    }
    return parts && at == s.len;
}
