/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scalars of a YAML document as values and as keys: tags, numbers in JSON's words, keys as text.
 * Knows nothing of lists, maps and aliases.
 * Source of the behaviour: go.yaml.in/yaml/v2 v2.4.4 (resolve, scalar), sigs.k8s.io/yaml v1.6.0.
 */
#include "yaml_scalars.h"

#include <math.h>

#include "../base/base64.h"
#include "../base/num.h"
#include "../base/utf8.h"
#include "yaml_go_syntax.h"

#define FAIL(d, code, ...) CRD_FAIL((d)->err, (d)->arena, (code), __VA_ARGS__)

/* ---- tags ---- */

enum crd_yaml_node_tag crd_yaml_tag_of(crd_str tag)
{
    static const crd_str names[] = {
        [CRD_YAML_TAG_STR] = CRD_STR_INIT("str"),
        [CRD_YAML_TAG_BOOL] = CRD_STR_INIT("bool"),
        [CRD_YAML_TAG_INT] = CRD_STR_INIT("int"),
        [CRD_YAML_TAG_FLOAT] = CRD_STR_INIT("float"),
        [CRD_YAML_TAG_NULL] = CRD_STR_INIT("null"),
        [CRD_YAML_TAG_TIMESTAMP] = CRD_STR_INIT("timestamp"),
        [CRD_YAML_TAG_BINARY] = CRD_STR_INIT("binary"),
        [CRD_YAML_TAG_MERGE] = CRD_STR_INIT("merge"),
    };
    crd_str prefix = CRD_S("tag:yaml.org,2002:");
    if (!tag.len) {
        return CRD_YAML_TAG_NONE;
    }
    if (crd_str_starts(tag, prefix)) {
        for (size_t i = 1; i < sizeof(names) / sizeof(names[0]); i++) {
            if (crd_str_eq(crd_str_from(tag, prefix.len), names[i])) {
                return (enum crd_yaml_node_tag)i;
            }
        }
    }
    return CRD_YAML_TAG_OTHER;
}

/* ---- values ---- */

static bool keep_text(struct crd_yaml_scalars *d, crd_str text, crd_str *ret)
{
    crd_str kept = crd_arena_str(d->arena, text);
    if (!kept.ptr) {
        return crd_err_memory(d->err, d->arena);
    }
    *ret = kept;
    return true;
}

static crd_str tag_name(enum crd_yaml_tag tag)
{
    static const crd_str names[] = {
        [CRD_YAML_STR] = CRD_STR_INIT("!!str"),
        [CRD_YAML_NULL] = CRD_STR_INIT("!!null"),
        [CRD_YAML_BOOL] = CRD_STR_INIT("!!bool"),
        [CRD_YAML_INT] = CRD_STR_INIT("!!int"),
        [CRD_YAML_FLOAT] = CRD_STR_INIT("!!float"),
        [CRD_YAML_MERGE] = CRD_STR_INIT("!!merge"),
        [CRD_YAML_TIMESTAMP] = CRD_STR_INIT("!!timestamp"),
    };
    return names[tag];
}

/* The kind that a tag asks for; true when it asks for one. */
static bool wanted_tag(enum crd_yaml_node_tag tag, enum crd_yaml_tag *ret)
{
    switch (tag) {
    case CRD_YAML_TAG_BOOL:
        *ret = CRD_YAML_BOOL;
        return true;
    case CRD_YAML_TAG_INT:
        *ret = CRD_YAML_INT;
        return true;
    case CRD_YAML_TAG_FLOAT:
        *ret = CRD_YAML_FLOAT;
        return true;
    case CRD_YAML_TAG_NULL:
        *ret = CRD_YAML_NULL;
        return true;
    case CRD_YAML_TAG_TIMESTAMP:
        *ret = CRD_YAML_TIMESTAMP;
        return true;
    default:
        return false;
    }
}

static bool resolve_tagged(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                           enum crd_yaml_tag wanted, struct crd_yaml_resolved *ret)
{
    struct crd_yaml_resolved got = crd_yaml_resolve_full(node->text, wanted != CRD_YAML_TIMESTAMP);
    if (wanted == CRD_YAML_FLOAT && got.tag == CRD_YAML_INT && !got.is_uint64) {
        got.number.f = (double)got.number.i;
        got.tag = CRD_YAML_FLOAT;
    }
    if (got.tag != wanted) {
        return FAIL(d, CRD_E_SYNTAX, CRD_S("yaml: cannot decode "), tag_name(got.tag), CRD_S(" `"),
                    node->text, CRD_S("` as a "), tag_name(wanted));
    }
    *ret = got;
    return true;
}

static bool decode_binary(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                          crd_str *ret)
{
    CRD_AUTO_BUF bytes;
    crd_buf_init(&bytes, node->text.len + 4);
    size_t offset;
    if (!crd_base64_decode(&bytes, node->text, &offset)) {
        if (crd_buf_failed(&bytes)) {
            return crd_err_memory(d->err, NULL);
        }
        return FAIL(d, CRD_E_SYNTAX, CRD_S("yaml: !!binary value contains invalid base64 data"));
    }
    if (crd_buf_failed(&bytes)) {
        return crd_err_memory(d->err, NULL);
    }
    return keep_text(d, crd_buf_str(&bytes), ret);
}

/* Text whose bytes are no UTF-8 becomes what encoding/json makes of it: U+FFFD for each. */
static bool make_valid(struct crd_yaml_scalars *d, crd_str *text)
{
    if (crd_utf8_valid(*text)) {
        return true;
    }
    char *out = crd_arena_bytes(d->arena, text->len * 3);
    if (!out) {
        return crd_err_memory(d->err, d->arena);
    }
    size_t n = 0;
    for (crd_str rest = *text; rest.len;) {
        size_t width;
        uint32_t rune = crd_rune_decode(rest, &width);
        n += crd_rune_encode(rune, out + n);
        rest = crd_str_from(rest, width);
    }
    *text = crd_str_of(out, n);
    return true;
}

/* What a scalar decodes to. text: of a string, or the source of a number. */
static bool resolve_node(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                         struct crd_yaml_resolved *ret, crd_str *ret_text)
{
    enum crd_yaml_tag wanted;
    *ret_text = node->text;
    *ret = (struct crd_yaml_resolved) { .tag = CRD_YAML_STR };
    if (node->tag == CRD_YAML_TAG_NONE) {
        if (node->is_implicit) {
            *ret = crd_yaml_resolve_full(node->text, false);
        }
        return true;
    }
    if (node->tag == CRD_YAML_TAG_BINARY) {
        return decode_binary(d, node, ret_text) && (d->go_types || make_valid(d, ret_text));
    }
    return !wanted_tag((enum crd_yaml_node_tag)node->tag, &wanted) ||
           resolve_tagged(d, node, wanted, ret);
}

/* The JSON text of a number; source is used when it reads the same. */
static bool number_text(struct crd_yaml_scalars *d, const struct crd_yaml_resolved *resolved,
                        crd_str source, crd_str *ret)
{
    char text[CRD_FLOAT_TEXT_MAX > CRD_INT_TEXT_MAX ? CRD_FLOAT_TEXT_MAX : CRD_INT_TEXT_MAX];
    crd_str json;
    if (resolved->tag == CRD_YAML_FLOAT) {
        json = crd_float_text_json(resolved->number.f, text);
    } else if (resolved->is_uint64) {
        json = crd_uint_text(resolved->number.u, text);
    } else {
        json = crd_int_text(resolved->number.i, text);
    }
    if (crd_str_eq(json, source)) {
        *ret = source;
        return true;
    }
    return keep_text(d, json, ret);
}

/* The text of a number or a key (is_key) for yaml_go_syntax.c. */
static bool go_text(struct crd_yaml_scalars *d, const struct crd_yaml_resolved *resolved,
                    bool is_key, crd_str text, crd_str *ret)
{
    CRD_AUTO_BUF buf;
    crd_buf_init(&buf, text.len + 64);
    if (is_key) {
        crd_yaml_go_key(&buf, resolved, text);
    } else {
        crd_yaml_go_number(&buf, resolved);
    }
    if (crd_buf_failed(&buf)) {
        return crd_err_memory(d->err, NULL);
    }
    return keep_text(d, crd_buf_str(&buf), ret);
}

bool crd_yaml_scalar_value(struct crd_yaml_scalars *d, const struct crd_yaml_node *node,
                           crd_value *ret)
{
    struct crd_yaml_resolved resolved;
    crd_str text;
    if (!resolve_node(d, node, &resolved, &text)) {
        return false;
    }
    if (d->go_types && (resolved.tag == CRD_YAML_INT || resolved.tag == CRD_YAML_FLOAT)) {
        if (!go_text(d, &resolved, false, text, &text)) {
            return false;
        }
        *ret = crd_value_number(text);
        return true;
    }
    switch (resolved.tag) {
    case CRD_YAML_NULL:
        *ret = crd_value_null();
        return true;
    case CRD_YAML_BOOL:
        *ret = crd_value_bool(resolved.is_true);
        return true;
    case CRD_YAML_FLOAT:
        if (!isfinite(resolved.number.f)) {
            d->has_bad_number = true;
            *ret = crd_value_number(isnan(resolved.number.f) ? CRD_S(CRD_YAML_MARK "NaN")
                                    : resolved.number.f > 0  ? CRD_S(CRD_YAML_MARK "+Inf")
                                                             : CRD_S(CRD_YAML_MARK "-Inf"));
            return true;
        }
        /* fall through */
    case CRD_YAML_INT:
        if (!number_text(d, &resolved, text, &text)) {
            return false;
        }
        *ret = crd_value_number(text);
        return true;
    default:
        *ret = crd_value_string(text);
        return true;
    }
}

/* ---- keys ---- */

/* strconv.FormatFloat(number, 'g', -1, 32) with go-yaml's words for what is not finite. */
static bool float_key(struct crd_yaml_scalars *d, double number, crd_str *ret)
{
    float narrow = (float)number;
    if (isnan(narrow) || isinf(narrow)) {
        *ret = isnan(narrow) ? CRD_S(".nan") : narrow > 0 ? CRD_S(".inf") : CRD_S("-.inf");
        return true;
    }
    CRD_AUTO_BUF digits;
    crd_buf_init(&digits, 128);
    for (int precision = 0; precision <= 9; precision++) {
        double back = 0;
        crd_buf_clear(&digits);
        crd_float_format(&digits, (double)narrow, 'e', precision);
        if (crd_float_parse(crd_buf_str(&digits), &back) == CRD_NUM_OK && (float)back == narrow) {
            break;
        }
    }
    /* the float64 of these few digits has them as its own shortest text */
    double shown = 0;
    crd_float_parse(crd_buf_str(&digits), &shown);
    crd_buf_clear(&digits);
    crd_float_format(&digits, shown, 'g', -1);
    if (crd_buf_failed(&digits)) {
        return crd_err_memory(d->err, NULL);
    }
    return keep_text(d, crd_buf_str(&digits), ret);
}

static bool bad_key(struct crd_yaml_scalars *d, crd_str kind, crd_str text, crd_str *ret)
{
    d->has_bad_key = true;
    *ret = CRD_CAT(d->arena, CRD_S(CRD_YAML_MARK), kind, text);
    return ret->ptr || crd_err_memory(d->err, d->arena);
}

bool crd_yaml_scalar_key(struct crd_yaml_scalars *d, const struct crd_yaml_node *node, crd_str *ret)
{
    struct crd_yaml_resolved resolved;
    if (!resolve_node(d, node, &resolved, ret)) {
        return false;
    }
    if (d->go_types) {
        crd_str source = *ret;
        return go_text(d, &resolved, true, source, ret);
    }
    switch (resolved.tag) {
    case CRD_YAML_NULL:
        return bad_key(d, CRD_S("n"), CRD_S(""), ret);
    case CRD_YAML_BOOL:
        *ret = resolved.is_true ? CRD_S("true") : CRD_S("false");
        return true;
    case CRD_YAML_FLOAT:
        return float_key(d, resolved.number.f, ret);
    case CRD_YAML_INT: {
        crd_str source = *ret;
        return number_text(d, &resolved, source, ret) &&
               (!resolved.is_uint64 || bad_key(d, CRD_S("u"), *ret, ret));
    }
    default:
        return true;
    }
}
