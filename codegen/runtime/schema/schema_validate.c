/* SPDX-License-Identifier: Apache-2.0 */
/* Validation of values: see validate.h. What a number demands is in schema_validate_number.c. */
#include "validate.h"

#include "../base/limits.h"
#include "../base/num.h"
#include "../base/utf8.h"
#include "schema_validate.h"

static void validate(crd_validation *v, crd_result *result, const crd_schema *schema,
                     const crd_spot *spot, const crd_value *value, size_t depth);

static unsigned type_of(const crd_value *value)
{
    int64_t whole = 0;
    switch (crd_kind_of(value)) {
    case CRD_BOOL:
        return CRD_SCHEMA_BOOLEAN;
    case CRD_NUMBER:
        return crd_number_int(value, &whole) ? CRD_SCHEMA_INTEGER : CRD_SCHEMA_NUMBER;
    case CRD_STRING:
        return CRD_SCHEMA_STRING;
    case CRD_LIST:
        return CRD_SCHEMA_ARRAY;
    case CRD_MAP:
        return CRD_SCHEMA_OBJECT;
    case CRD_NULL:
        break;
    }
    return CRD_SCHEMA_NULL;
}

static crd_str type_word(unsigned type)
{
    switch (type) {
    case CRD_SCHEMA_BOOLEAN:
        return CRD_S("boolean");
    case CRD_SCHEMA_INTEGER:
        return CRD_S("integer");
    case CRD_SCHEMA_NUMBER:
        return CRD_S("number");
    case CRD_SCHEMA_STRING:
        return CRD_S("string");
    case CRD_SCHEMA_ARRAY:
        return CRD_S("array");
    case CRD_SCHEMA_OBJECT:
        return CRD_S("object");
    default:
        return CRD_S("null");
    }
}

static void wrong_type(crd_validation *v, crd_result *result, const crd_spot *spot, crd_str wanted,
                       crd_str found, const crd_value *at)
{
    crd_str quoted = crd_fault_quoted(v->arena, found);
    crd_result_say(v, result, spot, CRD_FAULT_TYPE_INVALID,
                   CRD_CAT(v->arena, CRD_S("must be of type "), wanted, CRD_S(": "), quoted),
                   quoted, at);
}

static void check_type(crd_validation *v, crd_result *result, const crd_schema *schema,
                       const crd_spot *spot, const crd_value *value)
{
    unsigned type = type_of(value);
    double real = 0;
    if (type == CRD_SCHEMA_NULL) {
        if (schema->type_text.len && !(schema->types & CRD_SCHEMA_NULL) && !schema->nullable) {
            wrong_type(v, result, spot, schema->type_text, CRD_S("null"), value);
        } else {
            result->matches++;
        }
        return;
    }
    crd_str format = type == CRD_SCHEMA_INTEGER  ? CRD_S("int64")
                     : type == CRD_SCHEMA_NUMBER ? CRD_S("float64")
                                                 : CRD_S("");
    bool fits = schema->types & type;
    fits = fits || (type == CRD_SCHEMA_INTEGER && (schema->types & CRD_SCHEMA_NUMBER));
    fits = fits || (type == CRD_SCHEMA_NUMBER && (schema->types & CRD_SCHEMA_INTEGER) &&
                    crd_number_float(value, &real) && crd_is_whole(real));
    bool textual = type == CRD_SCHEMA_STRING || type == CRD_SCHEMA_ARRAY;
    if (!textual && schema->format.len && !fits && !crd_str_eq(format, schema->format)) {
        wrong_type(v, result, spot, schema->format, format, value);
        return;
    }
    bool numeric = schema->types & (CRD_SCHEMA_NUMBER | CRD_SCHEMA_INTEGER);
    if (!fits && !(textual && !numeric && schema->format.len)) {
        wrong_type(v, result, spot, schema->type_text, type_word(type), value);
        return;
    }
    result->matches++;
}

static size_t next_rune(crd_str text)
{
    size_t width = 0;
    crd_rune_decode(text, &width);
    return width;
}

/* Go converts an int64 to a string of one rune. */
static bool is_rune_of(crd_str text, int64_t number)
{
    char bytes[4];
    uint32_t rune = number >= 0 && number <= (int64_t)CRD_RUNE_MAX ? (uint32_t)number
                                                                   : CRD_RUNE_ERROR;
    return crd_str_eq(text, crd_str_of(bytes, crd_rune_encode(rune, bytes))) && next_rune(text);
}

static bool is_choice(const crd_value *value, const crd_value *choice)
{
    int64_t whole = 0;
    int64_t other = 0;
    double real = 0;
    double other_real = 0;
    if (crd_is_null(choice) || crd_is_null(value)) {
        return false;
    }
    if (crd_is_string(choice) && crd_number_int(value, &whole)) {
        return is_rune_of(crd_text_of(choice), whole);
    }
    if (crd_kind_of(value) != CRD_NUMBER || crd_kind_of(choice) != CRD_NUMBER) {
        return crd_value_equal(value, choice);
    }
    crd_number_float(value, &real);
    crd_number_float(choice, &other_real);
    if (!crd_number_int(choice, &other)) {
        return real == other_real;
    }
    if (crd_number_int(value, &whole)) {
        return whole == other;
    }
    /* the value is cut to an int64 first */
    return real >= -9223372036854775808.0 && real < 9223372036854775808.0 && (int64_t)real == other;
}

static void check_choices(crd_validation *v, crd_result *result, const crd_schema *schema,
                          const crd_spot *spot, const crd_value *value)
{
    size_t n = crd_len_of(schema->enum_values);
    for (size_t i = 0; i < n; i++) {
        if (is_choice(value, crd_item(schema->enum_values, i))) {
            return;
        }
    }
    if (!n) {
        return;
    }
    crd_str *words = CRD_NEW_N(v->arena, crd_str, n);
    for (size_t i = 0; words && i < n; i++) {
        const crd_value *choice = crd_item(schema->enum_values, i);
        words[i] = crd_is_string(choice) ? crd_text_of(choice) : crd_fault_json(v->arena, choice);
        if (!words[i].ptr) {
            words = NULL;
        }
    }
    crd_str listed = words ? crd_fault_supported(v->arena, words, n) : crd_str_of(NULL, 0);
    crd_result_say(v, result, spot, CRD_FAULT_NOT_SUPPORTED, listed,
                   crd_fault_printed(v->arena, value), value);
}

static crd_str counted(crd_validation *v, const char *before, int64_t n, const char *after)
{
    char digits[CRD_INT_TEXT_MAX];
    return CRD_CAT(v->arena, crd_str_c(before), crd_int_text(n, digits), crd_str_c(after));
}

static void check_string(crd_validation *v, crd_result *result, const crd_schema *schema,
                         const crd_spot *spot, const crd_value *value)
{
    crd_str text = crd_text_of(value);
    bool matched = false;
    int64_t runes = (int64_t)crd_utf8_count(text);
    if (schema->max_length.has && runes > schema->max_length.value) {
        int64_t max = schema->max_length.value;
        crd_str words = max < 0 ? CRD_S("value is too long")
                                : counted(v, "may not be more than ", max,
                                          max == 1 ? " byte" : " bytes");
        crd_result_say(v, result, spot, CRD_FAULT_TOO_LONG, words, CRD_S(""), value);
    } else if (schema->min_length.has && runes < schema->min_length.value) {
        crd_result_say(v, result, spot, CRD_FAULT_INVALID,
                       counted(v, "should be at least ", schema->min_length.value, " chars long"),
                       crd_fault_printed(v->arena, value), value);
    } else if (schema->pattern.len) {
        if (schema->regex && !crd_regex_match(schema->regex, v->arena, text, &matched, v->err)) {
            v->failed = true;
        } else if (!matched) {
            crd_str but = schema->regex ? CRD_S("") : CRD_S(", but pattern is invalid: ");
            crd_result_say(v, result, spot, CRD_FAULT_INVALID,
                           CRD_CAT(v->arena, CRD_S("should match '"), schema->pattern, but,
                                   schema->regex ? CRD_S("") : schema->pattern_error, CRD_S("'")),
                           crd_fault_printed(v->arena, value), value);
        }
    }
}

static void check_format(crd_validation *v, crd_result *result, const crd_schema *schema,
                         const crd_spot *spot, const crd_value *value)
{
    bool ok = true;
    if (!crd_format_check(v->arena, schema->string_format, crd_text_of(value), &ok, v->err)) {
        v->failed = true;
    } else if (!ok) {
        wrong_type(v, result, spot, schema->format, crd_text_of(value), value);
    }
}

static void too_many(crd_validation *v, crd_result *result, const crd_spot *spot, size_t n,
                     int64_t max, const char *of, const crd_value *at)
{
    crd_str words = max < 0 ? CRD_S("has too many items")
                            : counted(v, "must have at most ", max, max == 1 ? " item" : " items");
    crd_str text = crd_spot_text(v, spot);
    const crd_misfit misfit = {
        .kind = CRD_FAULT_TOO_MANY,
        .spot = text,
        .said = CRD_CAT(v->arena, text, counted(v, " should have at most ", max, of)),
        .value = counted(v, "", (int64_t)n, ""),
        .detail = words,
        .at = at,
    };
    crd_result_add(v, result, &misfit);
}

static void too_few(crd_validation *v, crd_result *result, const crd_spot *spot, size_t n,
                    int64_t min, const char *of, const crd_value *at)
{
    crd_result_say(v, result, spot, CRD_FAULT_INVALID,
                   counted(v, "should have at least ", min, of), counted(v, "", (int64_t)n, ""),
                   at);
}

static bool has_twins(const crd_value *list)
{
    for (size_t i = 0; i < crd_len_of(list); i++) {
        for (size_t j = 0; j < i; j++) {
            if (crd_value_equal(crd_item(list, i), crd_item(list, j))) {
                return true;
            }
        }
    }
    return false;
}

static void check_list(crd_validation *v, crd_result *result, const crd_schema *schema,
                       const crd_spot *spot, const crd_value *value, size_t depth)
{
    size_t n = crd_len_of(value);
    for (size_t i = 0; schema->items && i < n && !v->failed; i++) {
        const crd_spot here = { .up = spot, .index = i, .is_index = true };
        validate(v, result, schema->items, &here, crd_item(value, i), depth);
    }
    if (schema->min_items.has && (int64_t)n < schema->min_items.value) {
        too_few(v, result, spot, n, schema->min_items.value, " items", value);
    }
    if (schema->max_items.has && (int64_t)n > schema->max_items.value) {
        too_many(v, result, spot, n, schema->max_items.value, " items", value);
    }
    /* No CRD that the server accepts has it: it may take time here. */
    if (schema->unique_items && has_twins(value)) {
        crd_result_say(v, result, spot, CRD_FAULT_INVALID, CRD_S("shouldn't contain duplicates"),
                       CRD_S("\"\""), value);
    }
    result->matches++;
}

static void check_additional(crd_validation *v, crd_result *result, const crd_schema *schema,
                             const crd_spot *spot, const crd_value *value, size_t depth)
{
    bool none = schema->additional_kind == CRD_ADDITIONAL_FALSE;
    for (size_t i = 0; i < crd_len_of(value) && !v->failed; i++) {
        const crd_member *member = crd_member_at(value, i);
        const crd_spot here = { .up = spot, .name = member->key, .dotted = true };
        if (crd_schema_property_find(schema, member->key)) {
            continue;
        }
        if (none) {
            crd_str text = crd_spot_text(v, spot);
            crd_str said = CRD_CAT(v->arena, text, CRD_S("."), member->key,
                                   CRD_S(" in body is a forbidden property"));
            const crd_misfit misfit = {
                .kind = CRD_FAULT_INVALID, .spot = text, .said = said,
                .value = crd_fault_quoted(v->arena, member->key),
                .detail = said, .at = &member->value,
            };
            crd_result_add(v, result, &misfit);
        } else {
            validate(v, result, schema->additional, &here, &member->value, depth);
        }
    }
}

static void check_object(crd_validation *v, crd_result *result, const crd_schema *schema,
                         const crd_spot *spot, const crd_value *value, size_t depth)
{
    size_t n = crd_len_of(value);
    if (schema->min_properties.has && (int64_t)n < schema->min_properties.value) {
        too_few(v, result, spot, n, schema->min_properties.value, " properties", value);
    }
    if (schema->max_properties.has && (int64_t)n > schema->max_properties.value) {
        too_many(v, result, spot, n, schema->max_properties.value, " properties", value);
    }
    if (schema->additional_kind == CRD_ADDITIONAL_FALSE ||
        schema->additional_kind == CRD_ADDITIONAL_SCHEMA) {
        check_additional(v, result, schema, spot, value, depth);
    }
    for (size_t i = 0; i < schema->n_properties && !v->failed; i++) {
        const crd_schema_property *property = &schema->properties[i];
        const crd_spot here = { .up = spot, .name = property->name };
        const crd_member *member = crd_map_find(value, property->name);
        if (member) {
            validate(v, result, property->schema, &here, &member->value, depth);
        }
    }
    for (size_t i = 0; i < schema->n_required && !v->failed; i++) {
        const crd_spot here = { .up = spot, .name = schema->required[i], .dotted = true };
        if (!crd_map_find(value, schema->required[i])) {
            crd_str text = crd_spot_text(v, &here);
            const crd_misfit misfit = {
                .kind = CRD_FAULT_REQUIRED, .spot = text, .value = CRD_S(""), .detail = CRD_S(""),
                .said = CRD_CAT(v->arena, text, CRD_S(" in body is required")), .at = value,
            };
            crd_result_add(v, result, &misfit);
        }
    }
}

static void check_any(crd_validation *v, crd_result *result, const crd_schema *schema,
                      const crd_spot *spot, const crd_value *value, size_t depth)
{
    crd_result best = { .n = 0 };
    bool chosen = false;
    for (size_t i = 0; i < schema->any_of.n && !v->failed; i++) {
        crd_result branch = { .n = 0 };
        validate(v, &branch, schema->any_of.items[i], spot, value, depth);
        if (!branch.n) {
            crd_result_merge(v, result, &branch);
            return;
        }
        if (!chosen || branch.matches > best.matches) {
            best = branch;
            chosen = true;
        }
    }
    if (schema->any_of.n) {
        crd_result_say_whole(v, result, spot,
                             CRD_S("must validate at least one schema (anyOf)"), value);
        crd_result_merge(v, result, &best);
    }
}

static void check_one(crd_validation *v, crd_result *result, const crd_schema *schema,
                      const crd_spot *spot, const crd_value *value, size_t depth)
{
    crd_result best = { .n = 0 };
    crd_result success = { .n = 0 };
    bool chosen = false;
    int64_t valid = 0;
    for (size_t i = 0; i < schema->one_of.n && !v->failed; i++) {
        crd_result branch = { .n = 0 };
        validate(v, &branch, schema->one_of.items[i], spot, value, depth);
        if (!branch.n) {
            success = valid++ ? success : branch;
            best = (crd_result){ .n = 0 };
        } else if (!valid && (!chosen || branch.matches > best.matches)) {
            best = branch;
            chosen = true;
        }
    }
    if (!schema->one_of.n) {
        return;
    }
    if (valid == 1) {
        crd_result_merge(v, result, &success);
        return;
    }
    const char *words = "must validate one and only one schema (oneOf). Found ";
    crd_result_say_whole(v, result, spot,
                         valid ? counted(v, words, valid, " valid alternatives")
                               : CRD_CAT(v->arena, crd_str_c(words), CRD_S("none valid")),
                         value);
    crd_result_merge(v, result, &best);
}

static void check_all(crd_validation *v, crd_result *result, const crd_schema *schema,
                      const crd_spot *spot, const crd_value *value, size_t depth)
{
    size_t valid = 0;
    for (size_t i = 0; i < schema->all_of.n && !v->failed; i++) {
        crd_result branch = { .n = 0 };
        validate(v, &branch, schema->all_of.items[i], spot, value, depth);
        valid += branch.n == 0;
        crd_result_merge(v, result, &branch);
    }
    if (valid != schema->all_of.n) {
        crd_result_say_whole(v, result, spot,
                             valid ? CRD_S("must validate all the schemas (allOf)")
                                   : CRD_S("must validate all the schemas (allOf). None validated"),
                             value);
    }
}

static void check_not(crd_validation *v, crd_result *result, const crd_schema *schema,
                      const crd_spot *spot, const crd_value *value, size_t depth)
{
    crd_result branch = { .n = 0 };
    if (!schema->not_schema) {
        return;
    }
    validate(v, &branch, schema->not_schema, spot, value, depth);
    if (!branch.n && !v->failed) {
        crd_result_say_whole(v, result, spot, CRD_S("must not validate the schema (not)"), value);
    }
}

/* The checks in the server's order. Each that applies to this kind of value counts as a match, too,
 * as does the value itself. */
static void validate(crd_validation *v, crd_result *result, const crd_schema *schema,
                     const crd_spot *spot, const crd_value *value, size_t depth)
{
    if (++depth > CRD_NESTING_MAX + CRD_SCHEMA_NESTING_MAX) {
        v->failed = true;
        CRD_FAIL(v->err, v->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
        return;
    }
    enum crd_kind kind = crd_kind_of(value);
    if (kind == CRD_NULL) {
        check_type(v, result, schema, spot, value);
        check_choices(v, result, schema, spot, value);
        return;
    }
    if (schema->type_text.len || schema->format.len) {
        check_type(v, result, schema, spot, value);
        result->matches++;
    }
    check_any(v, result, schema, spot, value, depth);
    check_one(v, result, schema, spot, value, depth);
    check_all(v, result, schema, spot, value, depth);
    check_not(v, result, schema, spot, value, depth);
    result->matches += 2;
    if (kind == CRD_STRING) {
        check_string(v, result, schema, spot, value);
        result->matches++;
        if (schema->string_format != CRD_FORMAT_NONE) {
            check_format(v, result, schema, spot, value);
            result->matches++;
        }
    }
    if (kind == CRD_NUMBER) {
        crd_validate_number(v, result, schema, spot, value);
        result->matches++;
    }
    if (kind == CRD_LIST) {
        check_list(v, result, schema, spot, value, depth);
        result->matches++;
    }
    check_choices(v, result, schema, spot, value);
    result->matches++;
    if (kind == CRD_MAP) {
        check_object(v, result, schema, spot, value, depth);
        result->matches++;
    }
    result->matches++;
}

/* The server puts the spot behind the path as one more name. */
static crd_str fault_path(crd_validation *v, const crd_path *path, crd_str spot)
{
    crd_str name = crd_str_starts(spot, CRD_S(".")) ? crd_str_from(spot, 1) : spot;
    crd_str above = crd_path_text(v->arena, path);
    if (!spot.len || crd_str_eq(spot, CRD_S("."))) {
        return above;
    }
    return path ? CRD_CAT(v->arena, above, name.len ? CRD_S(".") : CRD_S(""), name) : name;
}

bool crd_validate(crd_faults *faults, const crd_schema *schema, const crd_path *path,
                  const crd_value *value, crd_err *err)
{
    crd_validation v = { .arena = faults->arena, .err = err };
    crd_result result = { .n = 0 };
    const crd_spot root = { .up = NULL };
    validate(&v, &result, schema, &root, value, 0);
    if (v.failed) {
        return false;
    }
    for (const crd_misfit *misfit = result.first; misfit; misfit = misfit->next) {
        crd_str where = misfit->placeless ? crd_path_text(v.arena, path)
                                          : fault_path(&v, path, misfit->spot);
        crd_fault_add_at(faults, misfit->kind, where, misfit->value, misfit->detail, misfit->at);
    }
    return !faults->failed || crd_err_memory(err, faults->arena);
}
