/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in C: see c_plan.h. What the rename file says comes first. Then kinds; then structs and
 * enums, those nearest to their kind first, each by the fewest last words of its way that make it
 * unique:
 *
 *   fleet_bundle          a kind                       fleet_bundle_helm        one kind has it
 *   fleet_bundle_list     its list                     fleet_helm               several kinds do
 *   fleet_helm_items      a list of it, and _map       FLEET_HELM_MODE_A        a constant
 *
 * Of two fields that would have one name, that whose key is the name itself keeps it; the other has
 * its key as it stands, or a number. A field has not the name of a type of its struct, which C++
 * forbids.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "c_plan.h"
#include "names.h"

struct naming {
    crdc_c_plan *plan;
    crd_buf buf;      /* for one name at a time */
    crdc_map members; /* of the struct whose fields are named */
    crdc_map numbers; /* by a name that was taken, the number to try next */
    crd_err *err;
};

static char taken_mark;

static bool memory(struct naming *n)
{
    return crd_err_memory(n->err, n->plan->arena);
}

/* Names in C's file scope that are not ours: <json-c/json.h> and POSIX have them. */
static bool is_foreign(crd_str name)
{
    return crd_str_eq(name, CRD_S("json_object")) || crd_str_ends(name, CRD_S("_t"));
}

static bool is_taken(const struct naming *n, crd_str name)
{
    return crdc_map_get(&n->plan->names, name) || crdc_name_is_reserved(name) || is_foreign(name);
}

static bool take(struct naming *n, crd_str name)
{
    return crdc_map_put(&n->plan->names, name, &taken_mark, n->err);
}

/* Takes a name that the rename file gives; it is in the map already, with the file's text as value.
 */
static bool take_given(struct naming *n, crd_str name)
{
    if (crdc_map_get(&n->plan->names, name) == &taken_mark) {
        return CRD_FAIL(n->err, n->plan->arena, CRD_E_VALUE,
                        CRD_S("the rename file gives the name "), name,
                        CRD_S(", which something else has"));
    }
    return take(n, name);
}

static bool kept(struct naming *n, crd_str *ret)
{
    *ret = crd_buf_failed(&n->buf) ? crd_str_of(NULL, 0)
                                   : crd_arena_str(n->plan->arena, crd_buf_str(&n->buf));
    return ret->ptr || memory(n);
}

/* The number to try next behind a name that is taken; those before are, too. NULL: no memory. */
static size_t *next_number(struct naming *n, crd_str base)
{
    size_t *number = crdc_map_get(&n->numbers, base);
    if (!number) {
        number = CRD_NEW(n->plan->arena, size_t);
        if (!number) {
            memory(n);
            return NULL;
        }
        *number = 2;
        if (!crdc_map_put(&n->numbers, base, number, n->err)) {
            return NULL;
        }
    }
    return number;
}

/* The rename file's line "WHAT PATH MORE"; NULL: none, or no memory, which the buffer then knows.
 */
static const crd_str *line_of(struct naming *n, const char *what, crd_str path, crd_str more)
{
    crd_buf_clear(&n->buf);
    crd_buf_add(&n->buf, crd_str_c(what));
    crd_buf_add_byte(&n->buf, ' ');
    crd_buf_add(&n->buf, path);
    crd_buf_add(&n->buf, more);
    return crd_buf_failed(&n->buf) ? NULL : crdc_map_get(n->plan->renames, crd_buf_str(&n->buf));
}

/* What the rename file says of "WHAT PATH MORE", by any of the uses; by_place: of the place that
 * had the same type as the use when the file was written. False only without memory; *ret stays
 * empty when it says nothing. */
static bool renamed(struct naming *n, const char *what, const crdc_c_use *uses, crd_str more,
                    bool by_place, crd_str *ret)
{
    *ret = crd_str_of(NULL, 0);
    for (; n->plan->renames && uses && !ret->ptr; uses = uses->next) {
        const crd_str *path = by_place ? line_of(n, "same", uses->path, CRD_S("")) : &uses->path;
        const crd_str *name = path ? line_of(n, what, *path, more) : NULL;
        if (crd_buf_failed(&n->buf)) {
            return memory(n);
        }
        if (name) {
            *ret = *name;
        }
    }
    return true;
}

/* ---- structs and enums ---- */

/* A type's own name and those that are made of it. */
static const char *const endings[] = { "", "_type", "_items", "_map", "_entry" };
static const char *const functions[] = {
    "_new",        "_parse_json", "_parse_yaml", "_from_json_c", "_from_value", "_write_json",
    "_write_yaml", "_to_json_c",  "_copy",       "_equal",       "_check_abi",
};

static bool with_endings(struct naming *n, crd_str name, const char *const *list, size_t count,
                         bool takes, bool *ret_free)
{
    for (size_t i = 0; i < count; i++) {
        crd_str whole = CRD_CAT(n->plan->arena, name, crd_str_c(list[i]));
        if (!whole.ptr) {
            return memory(n);
        }
        *ret_free = *ret_free && !is_taken(n, whole);
        if (takes && !take(n, whole)) {
            return false;
        }
    }
    return true;
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool for_type(struct naming *n, const crdc_c_type *type, crd_str name, bool takes,
                     bool *ret_free)
{
    *ret_free = true;
    return with_endings(n, name, endings, COUNT(endings), takes, ret_free) &&
           (!crdc_c_has_functions(type) ||
            with_endings(n, name, functions, COUNT(functions), takes, ret_free));
}

/* X_KIND, X_API_VERSION and X_LAYOUT of a kind. */
static bool take_macros(struct naming *n, crd_str name)
{
    static const char *const macros[] = { "_KIND", "_API_VERSION", "_LAYOUT" };
    for (size_t i = 0; i < COUNT(macros); i++) {
        crd_str whole;
        crd_buf_clear(&n->buf);
        crdc_name_upper(&n->buf, name);
        crd_buf_add(&n->buf, crd_str_c(macros[i]));
        if (!kept(n, &whole) || !take(n, whole)) {
            return false;
        }
    }
    return true;
}

static bool give(struct naming *n, crdc_c_type *type, crd_str name)
{
    bool is_free;
    type->c_name = name;
    if (type->kind == CRDC_C_STRUCT) {
        type->struct_table = CRD_CAT(n->plan->arena, name, CRD_S("_type"));
        if (!type->struct_table.ptr) {
            return memory(n);
        }
    }
    return for_type(n, type, name, true, &is_free) &&
           (!crdc_c_has_functions(type) || take_macros(n, name));
}

/* A word of a name is no longer than this: names are read, and C lets compilers have their bounds.
 */
#define WORD_BYTES_MAX 100

static void end_word(struct naming *n, size_t start)
{
    crd_buf *buf = &n->buf;
    if (buf->len > start + WORD_BYTES_MAX) {
        buf->len = start + WORD_BYTES_MAX;
        while (buf->ptr[buf->len - 1] == '_') {
            buf->len--;
        }
    }
}

static void add_word(struct naming *n, crd_str word)
{
    size_t start = n->buf.len;
    crdc_name_snake(&n->buf, word);
    end_word(n, start);
    /* within a name a digit needs no letter in front */
    if (!crd_buf_failed(&n->buf) && word.len && crd_is_digit((unsigned char)word.ptr[0]) &&
        n->buf.ptr[start] == 'n') {
        memmove(n->buf.ptr + start, n->buf.ptr + start + 1, n->buf.len - start - 1);
        n->buf.len--;
    }
}

/* PREFIX [KIND] and the last count words. */
static bool candidate(struct naming *n, const crdc_c_type *type, bool with_kind, size_t count,
                      crd_str *ret)
{
    crd_buf_clear(&n->buf);
    crd_buf_add(&n->buf, n->plan->units[type->unit].prefix);
    if (with_kind) {
        add_word(n, type->kind_word);
    }
    for (size_t i = type->n_words - count; i < type->n_words; i++) {
        if (!crd_buf_failed(&n->buf) && n->buf.ptr[n->buf.len - 1] != '_') {
            crd_buf_add_byte(&n->buf, '_');
        }
        add_word(n, type->words[i]);
    }
    return kept(n, ret);
}

static bool try_name(struct naming *n, crdc_c_type *type, crd_str name, bool *ret_done)
{
    return for_type(n, type, name, false, ret_done) && (!*ret_done || give(n, type, name));
}

static bool name_by_words(struct naming *n, crdc_c_type *type)
{
    crd_str name;
    bool done = false;
    for (int with_kind = type->is_shared ? 0 : 1; with_kind < 2; with_kind++) {
        size_t least = type->n_words ? 1 : 0;
        for (size_t count = least; count <= type->n_words; count++) {
            if (!candidate(n, type, with_kind, count, &name) || !try_name(n, type, name, &done)) {
                return false;
            }
            if (done) {
                return true;
            }
        }
    }
    size_t *number = next_number(n, name);
    if (!number) {
        return false;
    }
    while (!done) {
        char digits[CRD_INT_TEXT_MAX];
        crd_str numbered =
            CRD_CAT(n->plan->arena, name, CRD_S("_"), crd_uint_text((*number)++, digits));
        if (!numbered.ptr) {
            return memory(n);
        }
        if (!try_name(n, type, numbered, &done)) {
            return false;
        }
    }
    return true;
}

static int by_depth(const void *a, const void *b)
{
    const crdc_c_type *x = *(crdc_c_type *const *)a;
    const crdc_c_type *y = *(crdc_c_type *const *)b;
    bool kind_x = crdc_c_has_functions(x);
    bool kind_y = crdc_c_has_functions(y);
    if (kind_x != kind_y) {
        return kind_x ? -1 : 1;
    }
    if (x->n_words != y->n_words) {
        return x->n_words < y->n_words ? -1 : 1;
    }
    return (x->id > y->id) - (x->id < y->id);
}

static bool name_as_given(struct naming *n, crdc_c_type *type)
{
    crd_str name;
    const char *what = type->kind == CRDC_C_ENUM ? "enum" : "type";
    if (!renamed(n, what, type->uses, CRD_S(""), false, &name)) {
        return false;
    }
    type->given = name.ptr ? CRDC_C_GIVEN : CRDC_C_NAMED;
    return !name.ptr || (take_given(n, name) && give(n, type, name));
}

/* The name of the place that had the same type, unless that place has it still; else one of words.
 */
static bool name_by_place(struct naming *n, crdc_c_type *type)
{
    crd_str name;
    const char *what = type->kind == CRDC_C_ENUM ? "enum" : "type";
    if (!renamed(n, what, type->uses, CRD_S(""), true, &name)) {
        return false;
    }
    if (!name.ptr || crdc_map_get(&n->plan->names, name) == &taken_mark) {
        return name_by_words(n, type);
    }
    type->given = CRDC_C_GIVEN_BY_PLACE;
    return give(n, type, name);
}

static bool name_types(struct naming *n)
{
    crdc_c_type **types = CRD_NEW_N(n->plan->arena, crdc_c_type *, n->plan->n_types + 1);
    size_t count = 0;
    if (!types) {
        return memory(n);
    }
    for (crdc_c_type *type = n->plan->types; type; type = type->next) {
        if (!type->is_runtime && (type->kind == CRDC_C_STRUCT || type->kind == CRDC_C_ENUM)) {
            types[count++] = type;
        }
    }
    qsort(types, count, sizeof(crdc_c_type *), by_depth);
    for (size_t i = 0; i < count; i++) {
        if (!name_as_given(n, types[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (types[i]->given == CRDC_C_NAMED && !name_by_place(n, types[i])) {
            return false;
        }
    }
    return true;
}

/* ---- lists and maps ---- */

struct container_name {
    const char *item;
    const char *list;
    const char *map;
    const char *entry;
    const char *word; /* for what the runtime does not have */
};

static const struct container_name of_runtime[] = {
    { "crd_str", "crd_strings", "crd_string_map", "crd_string_entry", "" },
    { "crd_value", "crd_any_list", "crd_any_map", "crd_any_entry", "" },
    { "crd_int_or_string", "crd_ints_or_strings", "crd_int_or_string_map",
      "crd_int_or_string_entry", "" },
    { "int64_t", "crd_ints", NULL, NULL, "int" },
    { "double", "crd_doubles", NULL, NULL, "double" },
    { "bool", "crd_bools", NULL, NULL, "bool" },
};

/* True when the runtime has the C type. */
static bool name_as_runtime(crdc_c_type *type)
{
    for (size_t i = 0; i < COUNT(of_runtime); i++) {
        if (!crd_str_eq(type->item->c_name, crd_str_c(of_runtime[i].item))) {
            continue;
        }
        if (type->kind == CRDC_C_LIST) {
            type->c_name = crd_str_c(of_runtime[i].list);
            return true;
        }
        if (of_runtime[i].map) {
            type->c_name = crd_str_c(of_runtime[i].map);
            type->entry_name = crd_str_c(of_runtime[i].entry);
            return true;
        }
    }
    return false;
}

/* What the names of lists and maps of an item begin with. */
static bool container_base(struct naming *n, const crdc_c_type *type, crd_str *ret)
{
    crd_str item = type->item->c_name;
    crd_str prefix = n->plan->units[type->unit].prefix;
    crd_str word = crd_str_from(item, crd_str_starts(item, CRD_S("crd_")) ? 4 : 0);
    for (size_t i = 0; i < COUNT(of_runtime); i++) {
        if (crd_str_eq(item, crd_str_c(of_runtime[i].item))) {
            word = crd_str_c(of_runtime[i].word);
        }
    }
    bool is_own =
        !type->item->is_runtime && !crd_str_starts(item, CRD_S("crd_")) && word.ptr == item.ptr;
    *ret = is_own ? item : CRD_CAT(n->plan->arena, prefix, word);
    return ret->ptr || memory(n);
}

/* base_items, or base_map and base_entry. Structs and enums have reserved these with their own
 * name; for other items a base that is free is looked for. */
static bool give_container(struct naming *n, crdc_c_type *type, crd_str base)
{
    char digits[CRD_INT_TEXT_MAX];
    crd_arena *arena = n->plan->arena;
    const crdc_c_type *item = type->item;
    bool is_list = type->kind == CRDC_C_LIST;
    bool reserved = !item->is_runtime && !item->item;
    crd_str stem = base;
    for (size_t i = 2;; i++) {
        type->c_name = CRD_CAT(arena, stem, is_list ? CRD_S("_items") : CRD_S("_map"));
        type->entry_name = is_list ? CRD_S("") : CRD_CAT(arena, stem, CRD_S("_entry"));
        if (!type->c_name.ptr || !type->entry_name.ptr) {
            return memory(n);
        }
        if (reserved || (!is_taken(n, type->c_name) && !is_taken(n, type->entry_name))) {
            break;
        }
        stem = CRD_CAT(arena, base, CRD_S("_"), crd_uint_text(i, digits));
        if (!stem.ptr) {
            return memory(n);
        }
    }
    return take(n, type->c_name) && (is_list || take(n, type->entry_name));
}

static bool name_container(struct naming *n, crdc_c_type *type)
{
    crd_str base;
    if (name_as_runtime(type)) {
        return true;
    }
    crd_str key =
        CRD_CAT(n->plan->arena, type->kind == CRDC_C_LIST ? CRD_S("list ") : CRD_S("map "),
                type->item->c_name);
    if (!key.ptr) {
        return memory(n);
    }
    const crdc_c_type *same = crdc_map_get(&n->plan->names, key);
    if (same) {
        type->same = same;
        type->c_name = same->c_name;
        type->entry_name = same->entry_name;
        return true;
    }
    if (!container_base(n, type, &base)) {
        return false;
    }
    type->declares = true;
    type->same = type;
    return give_container(n, type, base) && crdc_map_put(&n->plan->names, key, type, n->err);
}

/* ---- fields ---- */

/* The names of types of the struct, its own one included: no member of a class may have them in
 * C++. */
static bool is_type_within(const struct naming *n, const crdc_c_type *type, crd_str name)
{
    if (!crd_str_starts(name, n->plan->units[type->unit].prefix) &&
        !crd_str_starts(name, CRD_S("crd_")) && !crd_str_eq(name, CRD_S("int64_t")) &&
        !crdc_map_get(&n->plan->names, name)) {
        return false;
    }
    if (crd_str_eq(name, type->c_name) || crd_str_eq(name, CRD_S("crd_str")) ||
        crd_str_eq(name, CRD_S("crd_unknown"))) {
        return true;
    }
    for (size_t i = 0; i < type->n_fields; i++) {
        if (crd_str_eq(name, type->fields[i].type->c_name)) {
            return true;
        }
    }
    return false;
}

static bool is_member_word(const struct naming *n, const crdc_c_type *type, crd_str name)
{
    return crdc_name_is_reserved(name) || crd_str_eq(name, CRD_S("has")) ||
           crd_str_eq(name, CRD_S("null")) || crd_str_eq(name, CRD_S("extra")) ||
           is_type_within(n, type, name);
}

static bool has_member(const struct naming *n, crd_str name)
{
    return crdc_map_get(&n->members, name) != NULL;
}

static bool set_member(struct naming *n, crd_str *member, crd_str name)
{
    *member = name;
    return crdc_map_put(&n->members, name, &taken_mark, n->err);
}

/* base, or base_2, base_3, ... */
static bool free_member(struct naming *n, const crdc_c_type *type, crd_str base, crd_str *ret)
{
    crd_str name = base;
    crd_str stem = crd_str_ends(base, CRD_S("_")) ? crd_str_sub(base, 0, base.len - 1) : base;
    while (has_member(n, name) || is_type_within(n, type, name)) {
        char digits[CRD_INT_TEXT_MAX];
        size_t *number = next_number(n, stem);
        if (!number) {
            return false;
        }
        name = CRD_CAT(n->plan->arena, stem, CRD_S("_"), crd_uint_text((*number)++, digits));
        if (!name.ptr) {
            return memory(n);
        }
    }
    return set_member(n, ret, name);
}

static bool snake_of(struct naming *n, const crdc_c_type *type, crd_str key, crd_str *ret)
{
    crd_buf_clear(&n->buf);
    crdc_name_snake(&n->buf, key);
    end_word(n, 0);
    if (!crd_buf_failed(&n->buf) && is_member_word(n, type, crd_buf_str(&n->buf))) {
        crd_buf_add_byte(&n->buf, '_');
    }
    return kept(n, ret);
}

static bool give_field(struct naming *n, crdc_c_type *type, crdc_c_field *field)
{
    crd_str name;
    crd_str more = crdc_c_step(n->plan->arena, field->key);
    if (!more.ptr) {
        return memory(n);
    }
    if (!renamed(n, "field", type->uses, more, false, &name)) {
        return false;
    }
    bool by_place = !name.ptr && type->given != CRDC_C_GIVEN;
    if (by_place && !renamed(n, "field", type->uses, more, true, &name)) {
        return false;
    }
    if (name.ptr && (has_member(n, name) || is_member_word(n, type, name))) {
        if (by_place) {
            return true; /* not what the file said of this place: named anew */
        }
        return CRD_FAIL(n->err, n->plan->arena, CRD_E_VALUE,
                        CRD_S("the rename file gives the name "), name, CRD_S(" to a field of "),
                        type->c_name, CRD_S(", which cannot be"));
    }
    return !name.ptr || set_member(n, &field->name, name);
}

/* rounds: 0 what the rename file says, 1 keys that are names, 2 the others. */
static bool name_field(struct naming *n, crdc_c_type *type, crdc_c_field *field, int round)
{
    crd_str name;
    if (round == 0) {
        return give_field(n, type, field);
    }
    if (field->name.ptr) {
        return true;
    }
    if (!snake_of(n, type, field->key, &name)) {
        return false;
    }
    if (round == 1) {
        return !crd_str_eq(name, field->key) || has_member(n, name) ||
               set_member(n, &field->name, name);
    }
    bool verbatim = has_member(n, name) && field->key.len <= WORD_BYTES_MAX &&
                    crdc_name_is_identifier(field->key) &&
                    !crdc_name_looks_like_macro(field->key) &&
                    !is_member_word(n, type, field->key) && !has_member(n, field->key);
    return free_member(n, type, verbatim ? field->key : name, &field->name);
}

static bool name_other(struct naming *n, const crdc_c_type *type, crdc_c_field *field)
{
    crd_str stem = field->name;
    if (crd_str_ends(stem, CRD_S("_"))) {
        stem.len--;
    }
    crd_str other = CRD_CAT(n->plan->arena, stem, CRD_S("_other"));
    return other.ptr ? free_member(n, type, other, &field->other) : memory(n);
}

static bool name_fields(struct naming *n, crdc_c_type *type)
{
    crdc_map_init(&n->members, n->plan->arena);
    crdc_map_init(&n->numbers, n->plan->arena);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < type->n_fields; i++) {
            if (!name_field(n, type, &type->fields[i], round)) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < type->n_fields; i++) {
        if (type->fields[i].type->kind == CRDC_C_ENUM && !name_other(n, type, &type->fields[i])) {
            return false;
        }
    }
    return true;
}

/* ---- constants ---- */

static bool constant_base(struct naming *n, const crdc_c_type *type, crd_str text, crd_str *ret)
{
    crd_buf_clear(&n->buf);
    crdc_name_upper(&n->buf, type->c_name);
    crd_buf_add_byte(&n->buf, '_');
    size_t start = n->buf.len;
    crdc_name_constant(&n->buf, text);
    end_word(n, start);
    return kept(n, ret);
}

static bool name_constant(struct naming *n, crdc_c_type *type, size_t i)
{
    CRD_AUTO_BUF quoted;
    crd_buf_init(&quoted, CRD_TEXT_BYTES_MAX);
    crd_buf_add_byte(&quoted, ' ');
    crd_quote(&quoted, type->values[i]);
    crd_str base;
    if (crd_buf_failed(&quoted)) {
        return memory(n);
    }
    bool by_place = type->given == CRDC_C_GIVEN_BY_PLACE;
    if (!renamed(n, "value", type->uses, crd_buf_str(&quoted), by_place, &type->constants[i])) {
        return false;
    }
    if (type->constants[i].ptr) {
        return take_given(n, type->constants[i]);
    }
    if (!constant_base(n, type, type->values[i], &base)) {
        return false;
    }
    crd_str name = base;
    while (is_taken(n, name)) {
        char digits[CRD_INT_TEXT_MAX];
        size_t *number = next_number(n, base);
        if (!number) {
            return false;
        }
        name = CRD_CAT(n->plan->arena, base, CRD_S("_"), crd_uint_text((*number)++, digits));
        if (!name.ptr) {
            return memory(n);
        }
    }
    type->constants[i] = name;
    return take(n, name);
}

/* The two constants that each enum has, before any enum's values. */
static bool take_own_constants(struct naming *n, const crdc_c_type *type)
{
    static const char *const own[] = { "UNSET", "OTHER" };
    for (size_t i = 0; i < COUNT(own); i++) {
        crd_str name;
        if (!constant_base(n, type, crd_str_c(own[i]), &name) || !take_given(n, name)) {
            return false;
        }
    }
    return true;
}

static bool name_constants(struct naming *n, crdc_c_type *type)
{
    type->constants = CRD_NEW_N(n->plan->arena, crd_str, type->n_values);
    if (!type->constants) {
        return memory(n);
    }
    for (size_t i = 0; i < type->n_values; i++) {
        if (!name_constant(n, type, i)) {
            return false;
        }
    }
    return true;
}

/* ---- the plan ---- */

/* Names that the rename file gives are nobody else's. */
static bool take_renames(struct naming *n)
{
    const crdc_map *renames = n->plan->renames;
    for (size_t i = 0; renames && i < renames->room; i++) {
        const struct crdc_map_slot *slot = &renames->slots[i];
        bool is_field = slot->value && (crd_str_starts(slot->key, CRD_S("field ")) ||
                                        crd_str_starts(slot->key, CRD_S("same ")));
        for (size_t k = 0; slot->value && !is_field && k < COUNT(endings); k++) {
            crd_str name =
                CRD_CAT(n->plan->arena, *(const crd_str *)slot->value, crd_str_c(endings[k]));
            if (!name.ptr) {
                return memory(n);
            }
            if (!crdc_map_put(&n->plan->names, name, slot->value, n->err)) {
                return false;
            }
        }
    }
    return true;
}

/* The macros of the units: X_API and the guards of the headers. */
static bool take_unit_macros(struct naming *n)
{
    for (size_t u = 0; u < n->plan->n_units; u++) {
        const crdc_c_unit *unit = &n->plan->units[u];
        for (int guard = 0; guard < 2; guard++) {
            crd_str name;
            crd_buf_clear(&n->buf);
            crdc_name_upper(&n->buf, unit->prefix);
            crdc_name_upper(&n->buf, guard ? unit->file : CRD_S("API"));
            crd_buf_add(&n->buf, guard ? CRD_S("_H") : CRD_S(""));
            if (!kept(n, &name) || !take(n, name)) {
                return false;
            }
        }
    }
    return true;
}

/* Which units' headers a unit needs. */
static void note_includes(crdc_c_plan *plan)
{
    for (const crdc_c_type *type = plan->types; type; type = type->next) {
        for (size_t i = 0; type->kind == CRDC_C_STRUCT && i < type->n_fields; i++) {
            for (const crdc_c_type *used = type->fields[i].type; used; used = used->item) {
                const crdc_c_type *declared = used->item ? used->same : used;
                if (declared && !declared->is_runtime && declared->unit != type->unit) {
                    plan->units[type->unit].includes[declared->unit] = true;
                }
            }
        }
    }
}

static bool name_all(struct naming *n)
{
    if (!take_renames(n) || !take_unit_macros(n) || !name_types(n)) {
        return false;
    }
    for (crdc_c_type *type = n->plan->types; type; type = type->next) {
        bool is_container = type->kind == CRDC_C_LIST || type->kind == CRDC_C_MAP;
        if (type->is_runtime && is_container) {
            name_as_runtime(type); /* its entry, for a map that may be null within another */
        }
        if (!type->is_runtime && ((is_container && !name_container(n, type)) ||
                                  (type->kind == CRDC_C_ENUM && !take_own_constants(n, type)))) {
            return false;
        }
    }
    for (crdc_c_type *type = n->plan->types; type; type = type->next) {
        bool ok = true;
        if (type->is_runtime) {
            continue;
        }
        if (type->kind == CRDC_C_STRUCT) {
            ok = name_fields(n, type);
        } else if (type->kind == CRDC_C_ENUM) {
            ok = name_constants(n, type);
        }
        if (!ok) {
            return false;
        }
    }
    note_includes(n->plan);
    crdc_c_plan_lay(n->plan);
    return true;
}

bool crdc_c_plan_name(crdc_c_plan *plan, crd_err *err)
{
    struct naming n = { .plan = plan, .err = err };
    crd_buf_init(&n.buf, CRD_TEXT_BYTES_MAX);
    crdc_map_init(&n.numbers, plan->arena);
    bool ok = name_all(&n);
    crd_buf_done(&n.buf);
    return ok;
}
