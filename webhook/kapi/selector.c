/* SPDX-License-Identifier: Apache-2.0 */
/* Label selectors: see selector.h. */
#include "selector.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "meta.h"
#include "value/json.h"

enum operation {
    OP_IN,
    OP_NOT_IN,
    OP_EXISTS,
    OP_DOES_NOT_EXIST,
};

struct requirement {
    crd_str key;
    enum operation operation;
    crd_strings values; /* sorted bytewise */
};

struct fg_selector {
    bool nothing;
    const struct requirement *requirements; /* all must hold; none: everything */
    size_t n;
};

static const struct fg_selector selects_nothing = { .nothing = true };
static const struct fg_selector selects_everything = { .nothing = false };

/* The complaints about one requirement, in Go's order; several stand in brackets. */
struct complaints {
    crd_arena *arena;
    enum crd_wording words;
    crd_buf buf;
    size_t n;
};

static void next_complaint(struct complaints *to)
{
    if (to->n++) {
        crd_buf_add_lit(&to->buf, ", ");
    }
}

/* The list as Go prints it: 0.31 with %#v, 0.36 as JSON. */
static void add_values(struct complaints *to, const crd_strings *values)
{
    bool json = to->words == CRD_WORDS_0_36;
    if (!values->n) {
        crd_buf_add(&to->buf, json ? CRD_S("null") : CRD_S("[]string(nil)"));
        return;
    }
    crd_buf_add(&to->buf, json ? CRD_S("[") : CRD_S("[]string{"));
    for (size_t i = 0; i < values->n; i++) {
        if (i) {
            crd_buf_add(&to->buf, json ? CRD_S(",") : CRD_S(", "));
        }
        if (json) {
            crd_json_write_string(&to->buf, values->items[i], false);
        } else {
            crd_quote(&to->buf, values->items[i]);
        }
    }
    crd_buf_add(&to->buf, json ? CRD_S("]") : CRD_S("}"));
}

static void complain_values(struct complaints *to, const crd_strings *values, crd_str detail)
{
    next_complaint(to);
    crd_buf_add_lit(&to->buf, "values: Invalid value: ");
    add_values(to, values);
    crd_buf_add_lit(&to->buf, ": ");
    crd_buf_add(&to->buf, detail);
}

/* "<where>: Invalid value: "<text>": <what is wrong with it as a name of that kind>" */
static void complain_name(struct complaints *to, crd_str where, crd_str text,
                          enum crd_name_kind kind)
{
    crd_complaints wrong = crd_name_check_of(to->words, kind, text);
    if (!wrong.n) {
        return;
    }
    next_complaint(to);
    crd_buf_add(&to->buf, where);
    crd_buf_add_lit(&to->buf, ": Invalid value: ");
    crd_quote(&to->buf, text);
    crd_buf_add_lit(&to->buf, ": ");
    for (size_t i = 0; i < wrong.n; i++) {
        crd_buf_add(&to->buf, i ? CRD_S("; ") : CRD_S(""));
        crd_buf_add(&to->buf, wrong.items[i]);
    }
}

static void complain_value_items(struct complaints *to, crd_str key, const crd_strings *values)
{
    for (size_t i = 0; i < values->n; i++) {
        if (crd_name_ok(CRD_NAME_LABEL_VALUE, values->items[i])) {
            continue;
        }
        crd_buf where;
        crd_buf_on(&where, to->arena, CRD_TEXT_BYTES_MAX);
        crd_buf_add_lit(&where, "values[");
        crd_buf_add_uint(&where, i);
        crd_buf_add_lit(&where, "][");
        crd_buf_add(&where, key);
        crd_buf_add_lit(&where, "]");
        if (crd_buf_failed(&where)) {
            to->buf.failure = where.failure;
            return;
        }
        complain_name(to, crd_buf_str(&where), values->items[i], CRD_NAME_LABEL_VALUE);
    }
}

/* True when apimachinery takes the requirement; otherwise err has its words (or ours). */
static bool check(crd_arena *arena, enum crd_wording words, crd_str key, enum operation operation,
                  const crd_strings *values, crd_err *err)
{
    struct complaints to = { .arena = arena, .words = words };
    crd_buf_init(&to.buf, CRD_TEXT_BYTES_MAX);
    bool wants_values = operation == OP_IN || operation == OP_NOT_IN;
    complain_name(&to, CRD_S("key"), key, CRD_NAME_LABEL_KEY);
    if (wants_values && !values->n) {
        complain_values(&to, values,
                        CRD_S("for 'in', 'notin' operators, values set can't be empty"));
    } else if (!wants_values && values->n) {
        complain_values(&to, values,
                        CRD_S("values set must be empty for exists and does not exist"));
    }
    complain_value_items(&to, key, values);
    bool fine = to.n == 0;
    if (crd_buf_failed(&to.buf)) {
        fine = crd_err_memory(err, arena);
    } else if (!fine) {
        bool many = to.n > 1;
        CRD_FAIL(err, arena, CRD_E_VALUE, many ? CRD_S("[") : CRD_S(""), crd_buf_str(&to.buf),
                 many ? CRD_S("]") : CRD_S(""));
    }
    crd_buf_done(&to.buf);
    return fine;
}

static int by_text(const void *a, const void *b)
{
    return crd_str_cmp(*(const crd_str *)a, *(const crd_str *)b);
}

static bool sort_values(crd_arena *arena, crd_strings *values, crd_err *err)
{
    if (values->n < 2) {
        return true;
    }
    crd_str *items = CRD_NEW_N(arena, crd_str, values->n);
    if (!items) {
        return crd_err_memory(err, arena);
    }
    memcpy(items, values->items, values->n * sizeof(*items));
    qsort(items, values->n, sizeof(*items), by_text);
    values->items = items;
    return true;
}

static bool add(crd_arena *arena, enum crd_wording words, crd_str key, enum operation operation,
                crd_strings values, struct requirement *ret, crd_err *err)
{
    if (!check(arena, words, key, operation, &values, err) || !sort_values(arena, &values, err)) {
        return false;
    }
    *ret = (struct requirement) { .key = key, .operation = operation, .values = values };
    return true;
}

static bool read_operator(crd_arena *arena, crd_str text, enum operation *ret, crd_err *err)
{
    static const struct {
        crd_str text;
        enum operation operation;
    } operators[] = {
        { CRD_STR_INIT("In"), OP_IN },
        { CRD_STR_INIT("NotIn"), OP_NOT_IN },
        { CRD_STR_INIT("Exists"), OP_EXISTS },
        { CRD_STR_INIT("DoesNotExist"), OP_DOES_NOT_EXIST },
    };
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (crd_str_eq(text, operators[i].text)) {
            *ret = operators[i].operation;
            return true;
        }
    }
    crd_buf quoted;
    crd_buf_on(&quoted, arena, CRD_TEXT_BYTES_MAX);
    crd_quote(&quoted, text);
    if (crd_buf_failed(&quoted)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&quoted),
                    CRD_S(" is not a valid label selector operator"));
}

static bool compile_all(crd_arena *arena, const fg_label_selector *source, enum crd_wording words,
                        struct requirement *requirements, crd_err *err)
{
    crd_string_map labels = fg_string_map_sorted(arena, &source->match_labels);
    if (!labels.items) {
        return crd_err_memory(err, arena);
    }
    struct requirement *next = requirements;
    for (size_t i = 0; i < labels.n; i++) {
        crd_strings value = { .items = &labels.items[i].value, .n = 1 };
        if (!add(arena, words, labels.items[i].key, OP_IN, value, next++, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < source->n_match_expressions; i++) {
        const fg_label_requirement *from = &source->match_expressions[i];
        enum operation operation = (enum operation)0;
        if (!read_operator(arena, from->operator_, &operation, err) ||
            !add(arena, words, from->key, operation, from->values, next++, err)) {
            return false;
        }
    }
    return true;
}

bool fg_selector_compile(crd_arena *arena, const fg_label_selector *source, enum crd_wording words,
                         const fg_selector **ret_selector, crd_err *err)
{
    if (!source) {
        *ret_selector = &selects_nothing;
        return true;
    }
    size_t n = source->match_labels.n + source->n_match_expressions;
    if (!n) {
        *ret_selector = &selects_everything;
        return true;
    }
    struct requirement *requirements = CRD_NEW_N(arena, struct requirement, n);
    fg_selector *selector = CRD_NEW(arena, fg_selector);
    if (!requirements || !selector) {
        return crd_err_memory(err, arena);
    }
    if (!compile_all(arena, source, words, requirements, err)) {
        return false;
    }
    *selector = (fg_selector) { .requirements = requirements, .n = n };
    *ret_selector = selector;
    return true;
}

static bool has_value(const crd_strings *values, crd_str value)
{
    if (values->n == 1) {
        return crd_str_eq(values->items[0], value);
    }
    return bsearch(&value, values->items, values->n, sizeof(value), by_text) != NULL;
}

static bool holds(const struct requirement *requirement, const crd_value *labels)
{
    crd_str value;
    bool exists = fg_label_get(labels, requirement->key, &value);
    switch (requirement->operation) {
    case OP_IN:
        return exists && has_value(&requirement->values, value);
    case OP_NOT_IN:
        return !exists || !has_value(&requirement->values, value);
    case OP_EXISTS:
        return exists;
    case OP_DOES_NOT_EXIST:
        return !exists;
    }
    return false;
}

bool fg_selector_matches(const fg_selector *selector, const crd_value *labels)
{
    if (selector->nothing) {
        return false;
    }
    for (size_t i = 0; i < selector->n; i++) {
        if (!holds(&selector->requirements[i], labels)) {
            return false;
        }
    }
    return true;
}
