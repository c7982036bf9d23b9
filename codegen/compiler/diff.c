/* SPDX-License-Identifier: Apache-2.0 */
/* Structural differences of CRDs: see diff.h. */
#include "diff.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/num.h"
#include "value/json.h"

struct diff {
    crd_arena *arena;
    const crdc_diff_options *options;
    crd_str crd;
    crdc_difference *first;
    crdc_difference *last;
    size_t n;
    bool failed;
    crd_err *err;
};

/* Keywords of a schema that change nothing but what people read. */
static const char *const only_words[] = { "description", "title", "example", "externalDocs" };

static bool is_one_of(crd_str key, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(key, crd_str_c(words[i]))) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(key, words) is_one_of((key), (words), sizeof(words) / sizeof((words)[0]))

static void fail(struct diff *diff)
{
    if (!diff->failed) {
        diff->failed = true;
        crd_err_memory(diff->err, diff->arena);
    }
}

static void add(struct diff *diff, crd_str path, int only, crd_str detail)
{
    crdc_difference *difference = CRD_NEW(diff->arena, crdc_difference);
    if (!difference || !path.ptr || !detail.ptr) {
        fail(diff);
        return;
    }
    *difference = (crdc_difference){
        .crd = diff->crd,
        .path = path,
        .only = only,
        .detail = detail,
    };
    if (diff->last) {
        diff->last->next = difference;
    } else {
        diff->first = difference;
    }
    diff->last = difference;
    diff->n++;
}

static void add_only(struct diff *diff, crd_str path, int only)
{
    add(diff, path, only, only == 1 ? CRD_S("only in the first") : CRD_S("only in the second"));
}

/* The value as JSON, long ones cut. */
static crd_str shown(struct diff *diff, const crd_value *value)
{
    crd_buf text;
    const crd_json_style style = { .keep_html = true };
    if (!value) {
        return CRD_S("absent");
    }
    crd_buf_on(&text, diff->arena, CRDC_FILE_BYTES_MAX);
    if (!crd_json_write(&text, value, &style, diff->err)) {
        diff->failed = true;
        return crd_str_of(NULL, 0);
    }
    crd_str whole = crd_buf_str(&text);
    return whole.len <= 200 ? whole :
                              CRD_CAT(diff->arena, crd_str_sub(whole, 0, 200), CRD_S("..."));
}

static void compare_exactly(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                            const crd_value *b)
{
    if (a && b && crd_value_equal(a, b)) {
        return;
    }
    add(diff, path, 0,
        CRD_CAT(diff->arena, key, CRD_S(": "), shown(diff, a), CRD_S(", not "), shown(diff, b)));
}

static bool list_has(const crd_value *list, const crd_value *item)
{
    for (size_t i = 0; i < crd_len_of(list); i++) {
        if (crd_value_equal(crd_item(list, i), item)) {
            return true;
        }
    }
    return false;
}

/* required, categories, shortNames: the order does not matter. */
static void compare_as_set(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                           const crd_value *b)
{
    bool same = crd_is_list(a) && crd_is_list(b) && crd_len_of(a) == crd_len_of(b);
    for (size_t i = 0; same && i < crd_len_of(a); i++) {
        same = list_has(b, crd_item(a, i)) && list_has(a, crd_item(b, i));
    }
    if (!same) {
        compare_exactly(diff, path, key, a, b);
    }
}

typedef void compare(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                     const crd_value *b);

/* Calls one for every key that a or b has, a's first. */
static void each_key(struct diff *diff, crd_str path, const crd_value *a, const crd_value *b,
                     compare *one)
{
    for (size_t i = 0; i < crd_len_of(a) && !diff->failed; i++) {
        const crd_member *member = crd_member_at(a, i);
        one(diff, path, member->key, &member->value, crd_map_get(b, member->key));
    }
    for (size_t i = 0; i < crd_len_of(b) && !diff->failed; i++) {
        const crd_member *member = crd_member_at(b, i);
        if (!crd_map_get(a, member->key)) {
            one(diff, path, member->key, NULL, &member->value);
        }
    }
}

static void compare_keyword(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                            const crd_value *b);

static void compare_schema(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                           const crd_value *b)
{
    if (!a || !b) {
        add_only(diff, path, a ? 1 : 2);
    } else if (!crd_is_map(a) || !crd_is_map(b)) {
        compare_exactly(diff, path, key, a, b);
    } else {
        each_key(diff, path, a, b, compare_keyword);
    }
}

static void compare_property(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                             const crd_value *b)
{
    crd_str here = CRD_CAT(diff->arena, path, path.len ? CRD_S(".") : CRD_S(""), key);
    if (!here.ptr) {
        fail(diff);
    } else if (!a || !b) {
        add_only(diff, here, a ? 1 : 2);
    } else {
        compare_schema(diff, here, CRD_S("schema"), a, b);
    }
}

static void compare_schemas(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                            const crd_value *b)
{
    if (!crd_is_list(a) || !crd_is_list(b) || crd_len_of(a) != crd_len_of(b)) {
        compare_exactly(diff, path, key, a, b);
        return;
    }
    for (size_t i = 0; i < crd_len_of(a) && !diff->failed; i++) {
        char number[CRD_INT_TEXT_MAX];
        crd_str here = CRD_CAT(diff->arena, path, CRD_S("<"), key, CRD_S(" "),
                               crd_uint_text(i, number), CRD_S(">"));
        if (!here.ptr) {
            fail(diff);
        } else {
            compare_schema(diff, here, key, crd_item(a, i), crd_item(b, i));
        }
    }
}

static void compare_keyword(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                            const crd_value *b)
{
    static const char *const maps[] = { "properties", "patternProperties", "definitions" };
    static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
    static const char *const ones[] = { "items", "additionalProperties", "not" };
    if (IS_ONE_OF(key, only_words)) {
        return;
    }
    if (crd_str_eq(key, CRD_S("required"))) {
        compare_as_set(diff, path, key, a, b);
    } else if (IS_ONE_OF(key, maps) && (!a || crd_is_map(a)) && (!b || crd_is_map(b))) {
        each_key(diff, path, a, b, compare_property);
    } else if (IS_ONE_OF(key, lists)) {
        compare_schemas(diff, path, key, a, b);
    } else if (IS_ONE_OF(key, ones)) {
        crd_str suffix = crd_str_eq(key, CRD_S("items")) ? CRD_S("[]") :
                         crd_str_eq(key, CRD_S("not"))   ? CRD_S("<not>") :
                                                           CRD_S("{}");
        crd_str here = CRD_CAT(diff->arena, path, suffix);
        if (!here.ptr) {
            fail(diff);
        } else {
            compare_schema(diff, here, key, a, b);
        }
    } else {
        compare_exactly(diff, path, key, a, b);
    }
}

/* One printer column as it counts: without its description. */
static void compare_column_field(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                                 const crd_value *b)
{
    if (!crd_str_eq(key, CRD_S("description"))) {
        compare_exactly(diff, path, key, a, b);
    }
}

static void compare_columns(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                            const crd_value *b)
{
    size_t n = crd_len_of(a);
    if (crd_len_of(b) != n || !crd_is_list(a) || !crd_is_list(b)) {
        compare_exactly(diff, path, key, a, b);
        return;
    }
    for (size_t i = 0; i < n && !diff->failed; i++) {
        char number[CRD_INT_TEXT_MAX];
        crd_str here = CRD_CAT(diff->arena, path, CRD_S("."), key, CRD_S("["),
                               crd_uint_text(i, number), CRD_S("]"));
        if (!here.ptr) {
            fail(diff);
        } else {
            each_key(diff, here, crd_item(a, i), crd_item(b, i), compare_column_field);
        }
    }
}

static void compare_validation(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                               const crd_value *b)
{
    if (crd_str_eq(key, CRD_S("openAPIV3Schema"))) {
        compare_schema(diff, path, key, a, b);
    } else {
        compare_exactly(diff, path, key, a, b);
    }
}

static void compare_version_field(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                                  const crd_value *b)
{
    if (crd_str_eq(key, CRD_S("schema")) && crd_is_map(a) && crd_is_map(b)) {
        each_key(diff, path, a, b, compare_validation);
    } else if (crd_str_eq(key, CRD_S("additionalPrinterColumns"))) {
        compare_columns(diff, path, key, a, b);
    } else {
        compare_exactly(diff, path, key, a, b);
    }
}

static const crd_value *version_of(const crd_value *versions, crd_str name)
{
    for (size_t i = 0; i < crd_len_of(versions); i++) {
        if (crd_str_eq(crd_text_of(CRD_GET(crd_item(versions, i), "name")), name)) {
            return crd_item(versions, i);
        }
    }
    return NULL;
}

/* Versions of a and what b has of the same name; with only_absent, only those that b lacks. */
static void compare_versions(struct diff *diff, const crd_value *a, const crd_value *b,
                             bool only_absent)
{
    for (size_t i = 0; i < crd_len_of(a) && !diff->failed; i++) {
        const crd_value *version = crd_item(a, i);
        crd_str name = crd_text_of(CRD_GET(version, "name"));
        const crd_value *other = version_of(b, name);
        crd_str path = CRD_CAT(diff->arena, CRD_S("versions["), name, CRD_S("]"));
        if (!path.ptr) {
            fail(diff);
        } else if (!other && !diff->options->shared_versions) {
            add_only(diff, path, only_absent ? 2 : 1);
        } else if (other && !only_absent) {
            each_key(diff, path, version, other, compare_version_field);
        }
    }
}

static void compare_name(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                         const crd_value *b)
{
    static const char *const sets[] = { "categories", "shortNames" };
    if (IS_ONE_OF(key, sets)) {
        compare_as_set(diff, path, key, a, b);
    } else {
        compare_exactly(diff, path, key, a, b);
    }
}

static void compare_spec_field(struct diff *diff, crd_str path, crd_str key, const crd_value *a,
                               const crd_value *b)
{
    if (crd_str_eq(key, CRD_S("versions"))) {
        compare_versions(diff, a, b, false);
        compare_versions(diff, b, a, true);
    } else if (crd_str_eq(key, CRD_S("names"))) {
        each_key(diff, CRD_S("names"), a, b, compare_name);
    } else if (!crd_str_eq(key, CRD_S("conversion")) || !diff->options->shared_versions) {
        compare_exactly(diff, path, key, a, b);
    }
}

static const crdc_crd *crd_of(crdc_set set, crd_str name)
{
    for (size_t i = 0; i < set.n; i++) {
        if (crd_str_eq(set.crds[i]->name, name)) {
            return set.crds[i];
        }
    }
    return NULL;
}

bool crdc_diff(crd_arena *arena, crdc_set a, crdc_set b, const crdc_diff_options *options,
               const crdc_difference **ret_first, size_t *ret_n, crd_err *err)
{
    static const crdc_diff_options none = { .shared_versions = false };
    struct diff diff = { .arena = arena, .options = options ? options : &none, .err = err };
    for (size_t i = 0; i < a.n && !diff.failed; i++) {
        const crdc_crd *other = crd_of(b, a.crds[i]->name);
        diff.crd = a.crds[i]->name.ptr ? a.crds[i]->name : CRD_S("");
        if (!other) {
            add_only(&diff, CRD_S(""), 1);
        } else {
            each_key(&diff, CRD_S("spec"), CRD_GET(a.crds[i]->raw, "spec"),
                     CRD_GET(other->raw, "spec"), compare_spec_field);
        }
    }
    for (size_t i = 0; i < b.n && !diff.failed; i++) {
        if (!crd_of(a, b.crds[i]->name)) {
            diff.crd = b.crds[i]->name.ptr ? b.crds[i]->name : CRD_S("");
            add_only(&diff, CRD_S(""), 2);
        }
    }
    if (diff.failed) {
        return false;
    }
    *ret_first = diff.first;
    *ret_n = diff.n;
    return true;
}

bool crdc_diff_schemas(crd_arena *arena, const crdc_schema *a, const crdc_schema *b,
                       const crdc_difference **ret_first, size_t *ret_n, crd_err *err)
{
    static const crdc_diff_options none = { .shared_versions = false };
    struct diff diff = { .arena = arena, .options = &none, .err = err };
    if (a || b) {
        compare_schema(&diff, CRD_S(""), CRD_S("schema"), a ? a->raw : NULL, b ? b->raw : NULL);
    }
    if (diff.failed) {
        return false;
    }
    *ret_first = diff.first;
    *ret_n = diff.n;
    return true;
}
