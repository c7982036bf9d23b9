/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Validation and pruning of values as custom resources have them; as defaults have them they are in
 * tests/vectors/crd-check.jsonl. Texts are those of apiextensions-apiserver v0.36.0.
 */
#include "base/limits.h"
#include "schema/prune.h"
#include "schema/schema_names.h"
#include "schema/validate.h"
#include "tests.h"
#include "value/json.h"
#include "value/yaml.h"

#define ARENA_BYTES ((size_t)256 * 1024 * 1024)

static crd_value read(crd_arena *arena, const char *yaml)
{
    crd_value value = { 0 };
    crd_err err = { .code = CRD_OK };
    CHECK(crd_yaml_read(arena, crd_str_c(yaml), NULL, &value, &err));
    return value;
}

static crd_str said_of(crd_arena *arena, const char *schema_yaml, const char *yaml)
{
    const crd_schema *schema = NULL;
    const crd_value raw = read(arena, schema_yaml);
    const crd_value value = read(arena, yaml);
    crd_err err = { .code = CRD_OK };
    crd_faults faults;
    crd_buf out;
    crd_buf_on(&out, arena, ARENA_BYTES);
    crd_faults_init(&faults, arena);
    if (!CHECK(crd_schema_compile(arena, &raw, NULL, &schema, &err)) ||
        !CHECK(crd_validate(&faults, schema, NULL, &value, &err))) {
        return CRD_S("not validated");
    }
    for (const crd_fault *fault = faults.first; fault; fault = fault->next) {
        crd_buf_add(&out, crd_fault_text(arena, fault));
        crd_buf_add_byte(&out, '\n');
    }
    return crd_buf_str(&out);
}

void test_validate_rows(void)
{
    static const struct {
        const char *schema;
        const char *value;
        const char *said;
    } rows[] = {
        { "{properties: {spec: {properties: {replicas: {type: integer}}}}}",
          "{spec: {replicas: x}}",
          "spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: "
          "\"string\"\n" },
        { "{properties: {spec: {properties: {num: {type: integer, format: int32}}}}}",
          "{spec: {num: 1.5}}",
          "spec.num: Invalid value: \"float64\": spec.num in body must be of type int32: \"float64\"\n"
          "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in "
          "spec.num\n" },
        { "{properties: {ios: {x-kubernetes-int-or-string: true}}}", "{ios: 1.5}",
          "ios: Invalid value: \"number\": ios in body must be of type integer,string: \"number\"\n" },
        { "{properties: {o: {type: object, required: [x, z]}}}", "{o: {z: 1}}",
          "o.x: Required value\n" },
        { "{properties: {l: {type: array, items: {required: [name]}}}}", "{l: [{}]}",
          "l[0].name: Required value\n" },
        { "{properties: {e: {enum: [a, b]}}}", "{e: c}",
          "e: Unsupported value: \"c\": supported values: \"a\", \"b\"\n" },
        { "{properties: {e: {enum: [1, 2]}}}", "{e: 3}",
          "e: Unsupported value: 3: supported values: \"1\", \"2\"\n" },
        { "{properties: {s: {type: string, maxLength: 1}}}", "{s: \"\\u00e9\\u00e9\"}",
          "s: Too long: may not be more than 1 byte\n" },
        { "{properties: {s: {type: string, pattern: '^[a-z]+$'}}}", "{s: AB1}",
          "s: Invalid value: \"AB1\": s in body should match '^[a-z]+$'\n" },
        { "{properties: {a: {maxItems: 2}, m: {maxProperties: 2}}}",
          "{a: [1, 2, 3], m: {x: 1, w: 2, z: 3}}",
          "a: Too many: 3: must have at most 2 items\n"
          "m: Too many: 3: must have at most 2 items\n" },
        { "{properties: {m: {additionalProperties: {type: string}}}}", "{m: {a.b: 1}}",
          "m.a.b: Invalid value: \"integer\": m.a.b in body must be of type string: \"integer\"\n" },
        { "{properties: {m: {multipleOf: 5, maximum: 6, exclusiveMaximum: true}}}", "{m: 7}",
          "m: Invalid value: 7: m in body should be a multiple of 5\n"
          "m: Invalid value: 7: m in body should be less than 6\n" },
        { "{properties: {one: {oneOf: [{required: [a]}, {required: [b]}]}}}", "{one: {a: 1, b: 1}}",
          "<nil>: Invalid value: \"\": \"one\" must validate one and only one schema (oneOf). Found "
          "2 valid alternatives\n" },
        { "{properties: {num: {not: {enum: [1]}}}}", "{num: 1}",
          "<nil>: Invalid value: \"\": \"num\" must not validate the schema (not)\n" },
        { "{properties: {ip: {type: string, format: ipv4}}}", "{ip: 'fd00::1'}",
          "ip: Invalid value: \"fd00::1\": ip in body must be of type ipv4: \"fd00::1\"\n" },
        { "{properties: {s: {type: string}, t: {type: string, nullable: true}}}",
          "{s: null, t: null}",
          "s: Invalid value: \"null\": s in body must be of type string: \"null\"\n" },
        { "{properties: {s: {type: string, format: unknown}}}", "{s: x}", "" },
        { "{properties: {num: {type: integer}}}", "{num: 9223372036854775808}",
          "num: Invalid value: \"number\": num in body must be of type integer: \"number\"\n"
          "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in "
          "num\n" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        CHECK_STR(said_of(arena, rows[i].schema, rows[i].value), crd_str_c(rows[i].said));
    }
}

static enum crd_code compile_nested(size_t depth)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value *levels = CRD_NEW_N(arena, crd_value, depth);
    const crd_schema *schema = NULL;
    crd_err err = { .code = CRD_OK };
    for (size_t i = 0; levels && i < depth; i++) {
        crd_member *member = CRD_NEW(arena, crd_member);
        if (!member) {
            return CRD_E_NOMEM;
        }
        *member = (crd_member){ CRD_S("items"), i ? levels[i - 1] : crd_value_null() };
        CHECK(crd_value_map(arena, member, 1, &levels[i], &err));
    }
    bool ok = levels && crd_schema_compile(arena, &levels[depth - 1], NULL, &schema, &err);
    return ok ? CRD_OK : err.code;
}

void test_validate_nesting_bound(void)
{
    CHECK_INT(compile_nested(CRD_SCHEMA_NESTING_MAX - 1), CRD_OK);
    CHECK_INT(compile_nested(CRD_SCHEMA_NESTING_MAX), CRD_OK);
    CHECK_INT(compile_nested(CRD_SCHEMA_NESTING_MAX + 1), CRD_E_DEPTH);
}

static size_t faults_of(size_t n)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_value raw = read(arena, "{items: {type: string}}");
    crd_value *items = CRD_NEW_N(arena, crd_value, n);
    const crd_schema *schema = NULL;
    crd_err err = { .code = CRD_OK };
    crd_faults faults;
    crd_faults_init(&faults, arena);
    for (size_t i = 0; items && i < n; i++) {
        items[i] = crd_value_bool(true);
    }
    const crd_value list = crd_value_list(items, n);
    CHECK(crd_schema_compile(arena, &raw, NULL, &schema, &err));
    CHECK(crd_validate(&faults, schema, NULL, &list, &err));
    return faults.n;
}

void test_validate_faults_bound(void)
{
    CHECK_INT(faults_of(CRD_SCHEMA_FAULTS_MAX - 1), CRD_SCHEMA_FAULTS_MAX - 1);
    CHECK_INT(faults_of(CRD_SCHEMA_FAULTS_MAX), CRD_SCHEMA_FAULTS_MAX);
    CHECK_INT(faults_of(CRD_SCHEMA_FAULTS_MAX + 1), CRD_SCHEMA_FAULTS_MAX);
}

static bool validate_once(void *context)
{
    const crd_value *values = context;
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    const crd_schema *schema = NULL;
    crd_err err = { .code = CRD_OK };
    crd_faults faults;
    if (!arena) {
        return false;
    }
    crd_faults_init(&faults, arena);
    if (!crd_schema_compile(arena, &values[0], NULL, &schema, &err) ||
        !crd_validate(&faults, schema, NULL, &values[1], &err)) {
        CHECK_INT(err.code, CRD_E_NOMEM);
        return false;
    }
    CHECK_INT(faults.n, 3);
    return true;
}

void test_validate_each_failure(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
    crd_value values[2];
    values[0] = read(arena, "{required: [z], properties: {a: {pattern: '^x+$'}, b: {format: "
                            "hostname, type: string}, c: {format: uri, type: string}}}");
    values[1] = read(arena, "{a: yes!, b: 'a b', c: http://a.b/c}");
    CHECK_FAIL_EACH(validate_once, values);
}

void test_prune_rows(void)
{
    static const struct {
        const char *schema;
        const char *value;
        const char *pruned;
    } rows[] = {
        { "{properties: {a: {type: string}}}", "{a: x, b: z, kind: K}",
          "{\"a\":\"x\",\"kind\":\"K\"}" },
        { "{properties: {ap: {additionalProperties: true}}}", "{ap: {x: {z: 1}}}",
          "{\"ap\":{\"x\":{}}}" },
        { "{x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object}}}",
          "{a: {b: 1}, c: {d: 1}}", "{\"a\":{},\"c\":{\"d\":1}}" },
        { "{properties: {l: {items: {properties: {a: {}}}}}}", "{l: [{a: 1, b: 2}, 3]}",
          "{\"l\":[{\"a\":1},3]}" },
        { "{properties: {e: {x-kubernetes-embedded-resource: true}}}",
          "{e: {kind: A, metadata: {x: z}, spec: {}}}",
          "{\"e\":{\"kind\":\"A\",\"metadata\":{\"x\":\"z\"}}}" },
        { "{properties: {s: {type: object, properties: {a: {}}}}}", "{s: [{a: 1, b: 2}]}",
          "{\"s\":[{}]}" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(ARENA_BYTES);
        const crd_value raw = read(arena, rows[i].schema);
        const crd_value value = read(arena, rows[i].value);
        const crd_schema *schema = NULL;
        crd_err err = { .code = CRD_OK };
        crd_value pruned = { 0 };
        bool changed = false;
        CHECK(crd_schema_compile(arena, &raw, NULL, &schema, &err));
        CHECK(crd_prune(arena, schema, true, &value, &pruned, &changed, &err));
        CHECK(changed);
        CHECK_STR(crd_fault_json(arena, &pruned), crd_str_c(rows[i].pruned));
    }
}

void test_names(void)
{
    CHECK(crd_name_ok(CRD_NAME_DNS1035_LABEL, CRD_S("a-1")));
    CHECK(!crd_name_ok(CRD_NAME_DNS1035_LABEL, CRD_S("1-a")));
    CHECK(crd_name_ok(CRD_NAME_DNS1123_LABEL, CRD_S("1-a")));
    CHECK(!crd_name_ok(CRD_NAME_DNS1123_LABEL, CRD_S("a.b")));
    CHECK(crd_name_ok(CRD_NAME_DNS1123_SUBDOMAIN, CRD_S("a.b")));
    CHECK(crd_name_ok(CRD_NAME_LABEL_KEY, CRD_S("a.b/C_d")));
    CHECK(!crd_name_ok(CRD_NAME_LABEL_KEY, CRD_S("a/b/c")));
    CHECK(crd_name_ok(CRD_NAME_LABEL_VALUE, CRD_S("")));
    CHECK(!crd_name_ok(CRD_NAME_PATH_SEGMENT, CRD_S("a%b")));
    CHECK_INT(crd_name_check(CRD_NAME_DNS1035_LABEL, CRD_S("")).n, 1);
}
