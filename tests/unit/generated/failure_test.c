/* SPDX-License-Identifier: Apache-2.0 */
/* Each generated function with memory that is not to be had, at each allocation in turn. */
#include <json-c/json.h>
#include <store/store_example_com_v1.h>

#include "tests.h"
#include "value/json.h"

/* Not made in the failing call: what it works on. */
struct given {
    store_shelf *shelf;
    crd_value tree;
    struct json_object *json_c;
    crd_str yaml;
    int what;
};

enum {
    PARSE_JSON,
    PARSE_YAML,
    FROM_VALUE,
    FROM_JSON_C,
    COPY,
    WRITE_JSON,
    WRITE_YAML,
    TO_JSON_C,
    TO_VALUE,
    FAULTS,
    N_FUNCTIONS,
};

static bool writes(const struct given *given, crd_arena *arena, crd_buf *out, crd_err *err)
{
    struct json_object *tree = NULL;
    crd_value value;
    bool ok = false;
    switch (given->what) {
    case WRITE_JSON:
        return store_shelf_write_json(out, given->shelf, err);
    case WRITE_YAML:
        return store_shelf_write_yaml(out, given->shelf, err);
    case TO_JSON_C:
        ok = store_shelf_to_json_c(arena, given->shelf, &tree, err);
        json_object_put(tree);
        return ok;
    default:
        return crd_encode_value(arena, &store_shelf_type, given->shelf, &value, err);
    }
}

static bool finds_faults(crd_arena *arena, crd_err *err)
{
    crd_diags faults;
    crd_diags_init(&faults, arena);
    CHECK(!store_shelf_parse_yaml(arena, CRD_S("spec:\n  size: x\n  parts: [1, {name: 2}]\n"),
                                  &faults, err));
    return err->code == CRD_E_TYPE && faults.n == 3;
}

static bool reads(const struct given *given, crd_arena *arena, crd_err *err)
{
    store_shelf *shelf = NULL;
    switch (given->what) {
    case PARSE_JSON:
        shelf = store_shelf_parse_json(arena, crd_str_c(shelf_document), NULL, err);
        break;
    case PARSE_YAML:
        shelf = store_shelf_parse_yaml(arena, given->yaml, NULL, err);
        break;
    case FROM_VALUE:
        shelf = store_shelf_from_value(arena, &given->tree, NULL, err);
        break;
    case FROM_JSON_C:
        shelf = store_shelf_from_json_c(arena, given->json_c, NULL, err);
        break;
    default:
        shelf = store_shelf_copy(arena, given->shelf, err);
        break;
    }
    return shelf && store_shelf_equal(shelf, given->shelf); /* never half of it */
}

static bool run(void *context)
{
    const struct given *given = context;
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    if (!arena) {
        return false;
    }
    bool ok = given->what == FAULTS       ? finds_faults(arena, &err)
              : given->what >= WRITE_JSON ? writes(given, arena, &out, &err)
                                          : reads(given, arena, &err);
    CHECK(ok || err.code == CRD_E_NOMEM);
    CHECK(ok || err.message.len > 0);
    return ok;
}

static void give(struct given *given, crd_arena *arena, crd_buf *yaml)
{
    crd_err err = { 0 };
    given->shelf = store_shelf_parse_json(arena, crd_str_c(shelf_document), NULL, &err);
    CHECK(given->shelf && store_shelf_write_yaml(yaml, given->shelf, &err));
    CHECK(crd_json_read(arena, crd_str_c(shelf_document), NULL, &given->tree, &err));
    CHECK(store_shelf_to_json_c(arena, given->shelf, &given->json_c, &err));
    given->yaml = crd_buf_str(yaml);
}

void test_failure_of_each_function(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF yaml;
    struct given given = { 0 };
    crd_buf_init(&yaml, MIB);
    give(&given, arena, &yaml);
    for (given.what = 0; given.what < N_FUNCTIONS; given.what++) {
        CHECK_FAIL_EACH(run, &given);
    }
    json_object_put(given.json_c);
}

/* Every ceiling of the arena up to what the document takes. */
void test_failure_of_arena(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF yaml;
    struct given given = { 0 };
    crd_buf_init(&yaml, MIB);
    give(&given, arena, &yaml);
    for (given.what = PARSE_JSON; given.what <= COPY; given.what++) {
        bool fits = false;
        for (size_t bytes = 64; bytes < 256 * 1024 && !fits; bytes += 96) {
            crd_err err = { 0 };
            CRD_AUTO_ARENA small = crd_arena_new(bytes);
            fits = small && reads(&given, small, &err);
            CHECK(fits || err.code == CRD_E_MEMORY || err.code == CRD_E_NOMEM);
        }
        CHECK(fits);
    }
    json_object_put(given.json_c);
}
