/* SPDX-License-Identifier: Apache-2.0 */
/* A document with every construct through the generated functions of each source and sink. */
#include <json-c/json.h>
#include <store/other_example_com_v1alpha1.h>
#include <store/store_example_com_v1.h>
#include <store/store_example_com_v1beta1.h>

#include "tests.h"
#include "value/json.h"

const char shelf_document[] =
    "{\"apiVersion\":\"store.example.com/"
    "v1\",\"kind\":\"Shelf\",\"metadata\":{\"name\":\"s\",\"labels\":"
    "{\"b\":\"1\",\"a\":\"2\"},\"unheard\":1},\"spec\":{\"name\":\"\",\"size\":0,\"small\":-7,"
    "\"large\":"
    "9007199254740993,\"ratio\":0.5,\"rough\":1.0,\"weight\":3,\"open\":false,\"when\":"
    "\"2026-08-01T00:00:00Z\",\"port\":\"http\",\"maybe\":null,\"never\":null,\"mode\":\"auto\","
    "\"perhaps\":\"no-thanks\",\"level\":2,\"modes\":[\"Auto\",\"On\"],\"hostPath\":\"/a\","
    "\"host_path\":\"/b\",\"$ref\":\"r\",\"ref\":\"s\",\"3d\":true,\"a.b/c-d\":\"slash\","
    "\"\xc3\xa9t\xc3\xa9\":\"summer\",\"class\":\"c\",\"default\":\"d\",\"errno\":5,\"has\":\"h\","
    "\"null\":\"n\",\"extra\":\"e\",\"items\":\"i\",\"n\":\"nn\",\"modeOther\":\"m\",\"tags\":["
    "\"x\",\"y\"],"
    "\"counts\":[1,1.0,0],\"bounds\":[2],\"ports\":[80,\"https\"],\"matrix\":[[1,2],[],[3]],"
    "\"holes\":[\"a\",null,\"b\"],\"gaps\":[null,{\"a\":\"x\"},{}],\"labels\":{\"z\":\"1\",\"a\":"
    "null},"
    "\"flags\":{\"on\":true,\"off\":false},\"limits\":{\"cpu\":\"1\",\"memory\":2},\"lists\":{"
    "\"l\":[\"m\"],"
    "\"empty\":[]},\"nested\":{\"k\":[{\"v\":1.5},{}]},\"parts\":[{\"name\":\"p\",\"count\":3,"
    "\"new\":"
    "{\"deep\":[null]}},{\"name\":\"q\"}],\"byName\":{\"p\":{\"name\":\"p\"},\"none\":null},"
    "\"main\":"
    "{\"name\":\"m\"},\"free\":[1,{\"a\":null}],\"values\":{\"any\":{\"thing\":1e3}},\"resource\":{"
    "\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"k\":\"v\"}},\"template\":{\"spec\":{}"
    "},"
    "\"wide\":{\"known\":\"k\",\"unknown\":true},\"marker\":{},\"anything\":{\"one\":1,\"two\":"
    "\"2\"},"
    "\"untyped\":[1,\"a\",null],\"fresh\":{\"later\":[1,2]}},\"status\":{\"ready\":true,\"mode\":"
    "\"Off\"}}";

static store_shelf *read_json(crd_arena *arena, const char *text)
{
    crd_err err = { 0 };
    store_shelf *shelf = store_shelf_parse_json(arena, crd_str_c(text), NULL, &err);
    CHECK_STR(err.message, CRD_S(""));
    return shelf;
}

static void check_writes(const store_shelf *shelf, const char *want)
{
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    crd_buf_init(&out, MIB);
    CHECK(store_shelf_write_json(&out, shelf, &err));
    CHECK_STR(crd_buf_str(&out), crd_str_c(want));
}

static void check_containers(const store_shelf_spec *spec)
{
    CHECK_INT(spec->ports.n, 2);
    CHECK(!spec->ports.items[0].is_string && spec->ports.items[0].number == 80);
    CHECK_STR(spec->ports.items[1].text, CRD_S("https"));
    CHECK_INT(spec->matrix.n, 3);
    CHECK_INT(spec->matrix.items[1].n, 0);
    CHECK_INT(spec->matrix.items[2].items[0], 3);
    CHECK(crd_extra_is_null(spec->extra, &spec->holes.items[1]));
    CHECK(crd_extra_is_null(spec->extra, &spec->gaps.items[0]));
    CHECK(!crd_extra_is_null(spec->extra, &spec->gaps.items[2]));
    CHECK_STR(spec->labels.items[0].key, CRD_S("z"));
    CHECK_STR(spec->lists.items[0].value.items[0], CRD_S("m"));
    CHECK(spec->nested.items[0].value.items[0].items[0].value == 1.5);
    CHECK_INT(spec->parts.items[0].count, 3);
    CHECK(crd_extra_get(spec->parts.items[0].extra, CRD_S("new")) != NULL);
    CHECK(!spec->parts.items[1].has.count);
    CHECK_STR(spec->by_name.items[0].value.name, CRD_S("p"));
    CHECK_INT(CRD_MAP_INDEX(&spec->by_name, spec->by_name.items[1].key), 1);
    CHECK_INT(CRD_MAP_INDEX(&spec->by_name, CRD_S("nobody")), CRD_NPOS);
    CHECK(crd_extra_is_null(spec->extra, &spec->by_name.items[1].value));
}

void test_shelf_fields(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    store_shelf *shelf = read_json(arena, shelf_document);
    if (!CHECK(shelf && shelf->has.spec)) {
        return;
    }
    const store_shelf_spec *spec = shelf->spec;
    CHECK_STR(shelf->api_version, CRD_S(STORE_SHELF_API_VERSION));
    CHECK_STR(shelf->kind, CRD_S(STORE_SHELF_KIND));
    CHECK_INT(spec->large, 9007199254740993);
    CHECK(spec->port.is_string);
    CHECK_INT(spec->mode, STORE_SHELF_MODE_AUTO_2);
    CHECK_INT(spec->perhaps, STORE_SHELF_PERHAPS_OTHER);
    CHECK_STR(spec->perhaps_other, CRD_S("no-thanks"));
    CHECK_STR(crd_enum_text(&store_shelf_mode_type, STORE_SHELF_MODE_DIGITAL_SIGNATURE),
              CRD_S("digital signature"));
    CHECK_STR(spec->hostPath, CRD_S("/a"));
    CHECK_STR(spec->host_path, CRD_S("/b"));
    CHECK_STR(spec->ref, CRD_S("s"));
    CHECK_STR(spec->a_b_c_d, CRD_S("slash"));
    CHECK(spec->n3d && spec->has.has_ && spec->has.null_ && spec->has.extra_);
    CHECK_STR(spec->mode_other, CRD_S("m")); /* the field of that name keeps it */
    CHECK(crd_extra_get(spec->extra, CRD_S("fresh")) != NULL);
    CHECK(crd_extra_get(spec->wide->extra, CRD_S("unknown")) != NULL);
    check_containers(spec);
    check_writes(shelf, shelf_document);
}

void test_shelf_absent(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    const char *text = "{\"spec\":{\"size\":0,\"maybe\":null,\"mode\":\"\",\"tags\":[]}}";
    store_shelf *shelf = read_json(arena, text);
    CHECK(shelf->spec->has.size && shelf->spec->size == 0);
    CHECK(!shelf->spec->has.small_ && !shelf->spec->null.small_);
    CHECK(!shelf->spec->has.maybe && shelf->spec->null.maybe);
    CHECK(shelf->spec->has.mode && shelf->spec->mode == STORE_SHELF_MODE_EMPTY);
    CHECK(shelf->spec->has.tags && shelf->spec->tags.n == 0);
    check_writes(shelf, text);
    CRD_SET(shelf->spec, mode, STORE_SHELF_MODE_4_KI);
    CRD_CLEAR(shelf->spec, tags);
    CRD_SET_NULL(shelf->spec, size);
    check_writes(shelf, "{\"spec\":{\"size\":null,\"maybe\":null,\"mode\":\"4Ki\"}}");
}

static store_shelf *through_json_c(crd_arena *arena, const store_shelf *shelf)
{
    crd_err err = { 0 };
    struct json_object *tree = NULL;
    CHECK(store_shelf_to_json_c(arena, shelf, &tree, &err));
    store_shelf *back = store_shelf_from_json_c(arena, tree, NULL, &err);
    json_object_put(tree);
    return back;
}

void test_shelf_sources(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_ARENA other = crd_arena_new(MIB);
    CRD_AUTO_BUF yaml;
    CRD_AUTO_BUF again;
    crd_err err = { 0 };
    crd_value tree;
    crd_buf_init(&yaml, MIB);
    crd_buf_init(&again, MIB);
    store_shelf *shelf = read_json(arena, shelf_document);
    CHECK(crd_json_read(arena, crd_str_c(shelf_document), NULL, &tree, &err));
    CHECK(store_shelf_write_yaml(&yaml, shelf, &err));
    store_shelf *from[] = {
        store_shelf_from_value(arena, &tree, NULL, &err),
        store_shelf_parse_yaml(arena, crd_buf_str(&yaml), NULL, &err),
        store_shelf_parse_yaml(arena, crd_str_c(shelf_document), NULL, &err),
        through_json_c(arena, shelf),
        store_shelf_copy(other, shelf, &err),
    };
    CHECK_STR(err.message, CRD_S(""));
    for (size_t i = 0; i < T_COUNT(from); i++) {
        CHECK(from[i] && store_shelf_equal(from[i], shelf));
    }
    check_writes(from[0], shelf_document);
    check_writes(from[4], shelf_document);
    CHECK(store_shelf_write_yaml(&again, from[1], &err));
    CHECK_STR(crd_buf_str(&again), crd_buf_str(&yaml));
    CRD_SET(from[4]->spec->main, count, 1);
    CHECK(!store_shelf_equal(from[4], shelf));
}

void test_shelf_lists(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_err err = { 0 };
    store_shelf_list *list = store_shelf_list_parse_yaml(
        arena, CRD_S("kind: ShelfList\nmetadata: {continue: x}\nitems:\n- spec: {size: 1}\n- {}\n"),
        NULL, &err);
    CHECK(list && list->items.n == 2 && list->items.items[0].spec->size == 1);
    CHECK_STR(list->metadata->continue_, CRD_S("x"));
    store_list *odd = store_list_parse_json(
        arena, CRD_S("{\"text\":\"t\",\"part\":{\"name\":\"p\"},\"metadata\":{\"name\":\"m\"}}"),
        NULL, &err);
    CHECK(odd && odd->part->has.name && odd->metadata->has.name);
    store_v1beta1_shelf *older = store_v1beta1_shelf_parse_json(
        arena, CRD_S("{\"spec\":{\"size\":\"big\",\"main\":{\"count\":4}}}"), NULL, &err);
    store_shelf *newer = store_shelf_new(arena); /* both versions have the part's struct */
    CRD_SET(newer, spec, CRD_NEW(arena, store_shelf_spec));
    CRD_SET(newer->spec, main, older->spec->main);
    check_writes(newer, "{\"spec\":{\"main\":{\"count\":4}}}");
    store_blank *blank = store_blank_parse_json(arena, CRD_S("{\"data\":{}}"), NULL, &err);
    CHECK(blank && crd_extra_get(blank->extra, CRD_S("data")));
}

void test_shelf_faults(void)
{
    static const struct {
        const char *path;
        const char *pointer;
        unsigned line;
    } want[] = {
        { "spec.size", "/spec/size", 2 },
        { "spec.parts[1].count", "/spec/parts/1/count", 5 },
        { "spec.a.b/c-d", "/spec/a.b~1c-d", 6 },
        { "status", "/status", 7 },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_diags faults;
    crd_err err = { 0 };
    crd_diags_init(&faults, arena);
    CHECK(
        !store_shelf_parse_yaml(arena,
                                CRD_S("spec:\n  size: big\n  parts:\n  - name: a\n  - count: 1.5\n"
                                      "  a.b/c-d: [x]\nstatus: 3\n"),
                                &faults, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_INT(faults.n, T_COUNT(want));
    const crd_diag *const *sorted = NULL;
    CHECK(crd_diags_sorted(&faults, &sorted, &err));
    for (size_t i = 0; i < T_COUNT(want); i++) {
        bool found = false;
        for (size_t k = 0; k < faults.n; k++) {
            found = found || (crd_str_eq(sorted[k]->path, crd_str_c(want[i].path)) &&
                              crd_str_eq(sorted[k]->pointer, crd_str_c(want[i].pointer)) &&
                              sorted[k]->place.line == want[i].line);
        }
        CHECK_STR(crd_str_c(found ? want[i].path : ""), crd_str_c(want[i].path));
    }
}

/* A caller of another header, a library of another crdc or libcrd: each alone is seen. */
void test_shelf_abi(void)
{
    CHECK(store_shelf_check_abi() && store_shelf_list_check_abi());
    CHECK(store_v1beta1_shelf_check_abi() && store_list_check_abi() && store_blank_check_abi());
    CHECK(STORE_SHELF_LAYOUT != STORE_SHELF_LIST_LAYOUT);
    const size_t size = sizeof(store_shelf);
    crd_struct table = store_shelf_type;
    CHECK(crd_abi_is(&table, CRD_ABI, size, STORE_SHELF_LAYOUT));
    CHECK(!crd_abi_is(&table, CRD_ABI + 1, size, STORE_SHELF_LAYOUT));
    CHECK(!crd_abi_is(&table, CRD_ABI, size + 8, STORE_SHELF_LAYOUT));
    CHECK(!crd_abi_is(&table, CRD_ABI, size, STORE_SHELF_LAYOUT ^ 1));
    table.abi++;
    CHECK(!crd_abi_is(&table, CRD_ABI, size, STORE_SHELF_LAYOUT));
}
