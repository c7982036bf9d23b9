/* SPDX-License-Identifier: Apache-2.0 */
/* Values: maps that change in place, equality, the way to JSON, what is recorded of reads. */
#include <stdio.h>

#include "base/limits.h"
#include "tests.h"
#include "value/json.h"

/* set map key value, as Sprig has it. */
static bool set(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_set(run, args[0], fg_text(args[1]), args[2], err);
}

static bool unset(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_unset(run, args[0], fg_text(args[1]), err);
}

static const fg_func rows[] = {
    FG_ROW("set", set, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T, FG_ANY_T),
    FG_ROW("unset", unset, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T),
};
static const fg_func_table table = FG_TABLE(rows);

/* Renders with set and unset at hand. */
static crd_str render(struct t_render *r, const char *text, const char *data)
{
    fg_tmpl_options options = { .funcs = fg_funcs_new(r->parsed, &table, 1, NULL, 0, &r->err) };
    return t_render(r, text, data, &options, NULL);
}

void test_map_aliases(void)
{
    struct t_render r;
    t_render_init(&r);
    /* every handle of a map of the caller's tree sees the change, also those taken before */
    CHECK_STR(render(&r, "{{$m := .m}}{{$_ := set .m \"b\" 2}}{{$m}} {{.m.b}} {{.}}",
                     "{\"m\":{\"a\":1}}"),
              CRD_S("map[a:1 b:2] 2 map[m:map[a:1 b:2]]"));
    CHECK_STR(render(&r, "{{$_ := set .m.n \"x\" .m}}{{$_ = unset .m \"gone\"}}{{.m.n.x.n.k}}",
                     "{\"m\":{\"n\":{\"k\":\"deep\"},\"gone\":1}}"),
              CRD_S("deep"));
    CHECK_STR(render(&r, "{{$_ := unset .m \"a\"}}{{.m}}{{len .m}}{{if .m}}x{{end}}",
                     "{\"m\":{\"a\":1}}"),
              CRD_S("map[]0"));
    CHECK_STR(render(&r, "{{$_ := unset .m \"zz\"}}{{.m}}", "{\"m\":{\"a\":1}}"),
              CRD_S("map[a:1]"));
    CHECK_STR(render(&r, "{{range .l}}{{$_ := set . \"n\" 1}}{{end}}{{.l}}",
                     "{\"l\":[{\"a\":1},{\"b\":2}]}"),
              CRD_S("[map[a:1 n:1] map[b:2 n:1]]"));
    CHECK_STR(
        render(&r, "{{set .nul \"a\" 1}}", "{\"nul\":null}"),
        CRD_S("ERR template: t:1:6: executing \"t\" at <.nul>: wrong type for value; expected "
              "map[string]interface {}; got interface {}"));
    CHECK_STR(render(&r, "{{set .missing \"a\" 1}}", "{}"),
              CRD_S("ERR template: t:1:2: executing \"t\" at <set .missing \"a\" 1>: error calling "
                    "set: assignment to entry in nil map"));
    t_render_done(&r);
}

void test_map_snapshot(void)
{
    struct t_render r;
    t_render_init(&r);
    /* a loop goes over the members as they were when it began */
    CHECK_STR(
        render(&r,
               "{{$m := .m}}{{range $k, $v := $m}}{{$_ := set $m \"z\" $k}}{{$k}}={{$v}};"
               "{{end}}{{$m.z}}{{range $k, $v := $m}}{{$_ := set $m $k 0}}{{$v}}{{end}}{{$m}}",
               "{\"m\":{\"a\":1,\"b\":2}}"),
        CRD_S("a=1;b=2;b12bmap[a:0 b:0 z:0]"));
    t_render_done(&r);
}

void test_map_large(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new((size_t)64 << 20);
    crd_err err = { 0 };
    fg_run run;
    fg_val map;
    fg_val got;
    char name[8];
    fg_run_init(&run, arena);
    CHECK(fg_map_new(&run, &fg_type_map, 0, &map, &err));
    for (int i = 0; i < 2000; i++) {
        int n = i * 7919 % 2000;
        crd_str key = { name, 4 };
        name[0] = (char)('a' + n / 200);
        name[1] = (char)('0' + n / 20 % 10);
        name[2] = (char)('a' + n % 20);
        name[3] = '.';
        key = crd_arena_str(arena, key);
        CHECK(fg_map_set(&run, map, key, fg_val_int(n), &err));
    }
    CHECK_INT(fg_val_len(&run, map), 2000);
    fg_map_iter iter;
    crd_str key;
    crd_str before = CRD_S("");
    size_t n = 0;
    CHECK(fg_map_iter_init(&run, map, &iter, &err));
    while (fg_map_iter_next(&iter, &key, &got)) {
        CHECK(crd_str_cmp(before, key) < 0);
        if (n % 3) {
            CHECK(fg_map_unset(&run, map, key, &err));
        }
        before = key;
        n++;
    }
    CHECK_INT(n, 2000);
    CHECK_INT(fg_val_len(&run, map), 667);
    CHECK(fg_map_iter_init(&run, map, &iter, &err));
    for (n = 0; fg_map_iter_next(&iter, &key, &got); n++) {
        fg_val again;
        CHECK(fg_map_get(&run, map, key, &again) && again.as.i == got.as.i);
    }
    CHECK_INT(n, 667);
    CHECK(!fg_map_get(&run, map, CRD_S("a0b."), &got));
}

void test_values(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { 0 };
    fg_run run;
    fg_val v;
    fg_val *items;
    fg_run_init(&run, arena);
    CHECK(!fg_val_truth(&run, fg_val_nil()) && !fg_val_truth(&run, fg_val_invalid()));
    CHECK(!fg_val_truth(&run, fg_val_float(-0.0)) && fg_val_truth(&run, fg_val_float(0.1)));
    CHECK(!fg_val_truth(&run, fg_val_string(CRD_S(""))));
    CHECK(fg_val_truth(&run, fg_val_string(CRD_S("0"))));
    CHECK(!fg_val_truth(&run, fg_val_zero(&fg_type_map)));
    CHECK(!fg_val_truth(&run, fg_val_zero(&fg_type_complex128)));
    CHECK(!fg_val_truth(&run, fg_val_zero(&fg_type_error)));
    CHECK_STR(fg_kind_name(FG_POINTER), CRD_S("ptr"));
    CHECK_STR(fg_kind_name((enum fg_kind)fg_val_nil().kind), CRD_S("invalid"));
    CHECK_STR(fg_type_name(fg_val_nil()), CRD_S("<nil>"));
    CHECK(fg_val_slice_new(&run, &fg_type_strings, 2, &items, &v, &err));
    items[0] = fg_val_string(CRD_S("a"));
    items[1] = fg_val_string(CRD_S("b"));
    CHECK(!(fg_val_at(&run, v, 1).flags & FG_VAL_IFACE));
    CHECK_STR(fg_text(fg_val_at(&run, fg_val_cut(v, 1, 2), 0)), CRD_S("b"));
    CHECK_INT(fg_val_at(&run, fg_val_bytes(CRD_S("xyz")), 1).as.i, 'y');
    CHECK(fg_type_assignable(&fg_type_string, &fg_type_any));
    CHECK(!fg_type_assignable(&fg_type_int, &fg_type_int64));
    CHECK(!fg_val_slice_new(&run, &fg_type_list, (size_t)1 << 33, &items, &v, &err));
    CHECK_INT(err.code, CRD_E_BUDGET);
}

/* fg_val_equal of two JSON texts. */
static bool same(fg_run *run, const char *a, const char *b)
{
    bool equal = false;
    crd_value *values = CRD_NEW_N(run->arena, crd_value, 2);
    values[0] = t_json(run->arena, a);
    values[1] = t_json(run->arena, b);
    CHECK(fg_val_equal(run, fg_val_tree(run, &values[0]), fg_val_tree(run, &values[1]), &equal,
                       NULL));
    return equal;
}

void test_equal(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    fg_run run;
    bool equal = true;
    fg_run_init(&run, arena);
    CHECK(same(&run, "{\"a\":[1,null,\"x\"],\"b\":{}}", "{\"b\":{},\"a\":[1.0,null,\"x\"]}"));
    CHECK(!same(&run, "[1,2]", "[1,3]"));
    CHECK(!same(&run, "[1]", "[1,3]"));
    CHECK(!same(&run, "{\"a\":1}", "{\"b\":1}"));
    CHECK(!same(&run, "{\"a\":1}", "{\"a\":true}"));
    CHECK(!same(&run, "\"1\"", "1"));
    CHECK(same(&run, "null", "null"));
    /* types count, and so does nil */
    CHECK(fg_val_equal(&run, fg_val_int(1), fg_val_int64(1), &equal, NULL) && !equal);
    CHECK(fg_val_equal(&run, fg_val_slice(&fg_type_list, NULL, 0),
                       fg_val_slice(&fg_type_list, &(fg_val) { 0 }, 0), &equal, NULL) &&
          !equal);
    CHECK(fg_val_equal(&run, fg_val_zero(&fg_type_map), fg_val_zero(&fg_type_map), &equal, NULL) &&
          equal);
}

/* A struct of two fields, a pointer to it, and a type with JSON and equality of its own. */
static bool get_open(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(*(const int *)self.as.ref);
    return true;
}

static bool get_closed(fg_run *run, fg_val self, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(true);
    return true;
}

static bool own_json(fg_run *run, fg_val self, crd_buf *buf, crd_err *err)
{
    crd_buf_add_lit(buf, "[\"own\"]");
    return true;
}

static bool own_equal(fg_val a, fg_val b)
{
    return *(const int *)a.as.ref % 10 == *(const int *)b.as.ref % 10;
}

static const fg_field pair_fields[] = {
    { CRD_STR_INIT("Open"), &fg_type_int, false, get_open },
    { CRD_STR_INIT("closed"), &fg_type_bool, true, get_closed },
};
static const fg_type pair_type = { .name = CRD_STR_INIT("main.Pair"),
                                   .kind = FG_STRUCT,
                                   .fields = pair_fields,
                                   .n_fields = T_COUNT(pair_fields) };
static const fg_type pair_pointer = { .name = CRD_STR_INIT("*main.Pair"),
                                      .kind = FG_POINTER,
                                      .elem = &pair_type };
static const fg_type own_type = {
    .name = CRD_STR_INIT("main.Own"), .kind = FG_STRUCT, .json = own_json, .equal = own_equal
};

static bool equal(fg_run *run, fg_val a, fg_val b)
{
    bool result = false;
    CHECK(fg_val_equal(run, a, b, &result, NULL));
    return result;
}

void test_equal_types(void)
{
    static const int one = 1;
    static const int also_one = 1;
    static const int eleven = 11;
    static const double i_plus[2] = { 1, 2 };
    static const double i_minus[2] = { 1, -2 };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    fg_run run;
    fg_run_init(&run, arena);
    CHECK(equal(&run, fg_val_ref(&pair_type, &one), fg_val_ref(&pair_type, &also_one)));
    CHECK(!equal(&run, fg_val_ref(&pair_type, &one), fg_val_ref(&pair_type, &eleven)));
    CHECK(equal(&run, fg_val_ref(&pair_pointer, &one), fg_val_ref(&pair_pointer, &also_one)));
    CHECK(!equal(&run, fg_val_ref(&pair_pointer, &one), fg_val_ref(&pair_pointer, NULL)));
    CHECK(!equal(&run, fg_val_ref(&pair_pointer, NULL), fg_val_ref(&pair_pointer, &one)));
    CHECK(equal(&run, fg_val_ref(&pair_pointer, NULL), fg_val_ref(&pair_pointer, NULL)));
    CHECK(!equal(&run, fg_val_ref(&pair_type, &one), fg_val_ref(&own_type, &one)));
    CHECK(equal(&run, fg_val_ref(&own_type, &one), fg_val_ref(&own_type, &eleven)));
    fg_val func = { .type = &own_type, .kind = FG_FUNC, .as.func = rows };
    CHECK(!equal(&run, func, func)); /* Go: functions are equal only when both are nil */
    func.as.func = NULL;
    fg_val c = fg_val_zero(&fg_type_complex128);
    fg_val d = c;
    c.as.complex = i_plus;
    d.as.complex = i_minus;
    CHECK(equal(&run, c, c) && !equal(&run, c, d));
    CHECK(equal(&run, fg_val_bytes(CRD_S("ab")), fg_val_bytes(CRD_S("ab"))));
    CHECK(!equal(&run, fg_val_bytes(CRD_S("ab")), fg_val_bytes(CRD_S("ax"))));
    CHECK(!equal(&run, fg_val_bytes(CRD_S("")), fg_val_zero(&fg_type_bytes)));
    CHECK(!equal(&run, fg_val_float(0.0 / 0.0), fg_val_float(0.0 / 0.0)));
    CHECK(equal(&run, fg_val_bool(true), fg_val_bool(true)));
    CHECK(!equal(&run, fg_val_invalid(), fg_val_int(0)));
}

void test_to_tree_types(void)
{
    static const int one = 1;
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { 0 };
    fg_run run;
    fg_val *items;
    fg_val list;
    crd_value tree;
    crd_buf out;
    fg_run_init(&run, arena);
    CHECK(fg_val_slice_new(&run, &fg_type_list, 6, &items, &list, &err));
    items[0] = fg_val_ref(&pair_type, &one);
    items[1] = fg_val_ref(&pair_pointer, &one);
    items[2] = fg_val_ref(&pair_pointer, NULL);
    items[3] = fg_val_ref(&own_type, &one);
    items[4] = fg_val_float(1.0);
    items[5] = fg_val_nil();
    CHECK(fg_val_to_tree(&run, list, &tree, &err));
    crd_buf_on(&out, arena, 1 << 16);
    CHECK(crd_json_write(&out, &tree, NULL, &err));
    CHECK_STR(crd_buf_str(&out), CRD_S("[{\"Open\":1},{\"Open\":1},null,[\"own\"],1,null]"));
    fg_val func = { .type = &own_type, .kind = FG_FUNC };
    func.type = &pair_type;
    CHECK(!fg_val_to_tree(&run, func, &tree, &err));
    CHECK_STR(err.message, CRD_S("json: unsupported type: main.Pair"));
}

void test_runs_and_memory(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(4096);
    crd_err err = { 0 };
    fg_run run;
    fg_val v;
    crd_buf buf;
    fg_run_init(&run, arena);
    run.steps_left = 10;
    CHECK(fg_spend(&run, 10, &err) && run.steps_left == 0);
    CHECK(!fg_spend(&run, 1, &err) && err.code == CRD_E_BUDGET);
    run.steps_left = 10;
    CHECK(fg_spend_bytes(&run, 160, &err) && !fg_spend_bytes(&run, 16, &err));
    run.memory_limit = 1000;
    CHECK(fg_alloc(&run, 500, &err) != NULL);
    CHECK(!fg_alloc(&run, 600, &err) && err.code == CRD_E_BUDGET);
    CHECK(!fg_alloc_n(&run, SIZE_MAX / 2, 3, &err) && err.code == CRD_E_BUDGET);
    CHECK(!fg_alloc_text(&run, 600, &err) && err.code == CRD_E_BUDGET);
    fg_buf_open(&run, &buf);
    crd_buf_add_n(&buf, 'x', 2000);
    CHECK(!fg_buf_value(&run, &buf, &v, &err) && err.code == CRD_E_BUDGET);
    run.memory_limit = 100000; /* now the arena itself is the bound */
    CHECK(!fg_alloc(&run, 8192, &err) && err.code == CRD_E_MEMORY);
    CHECK(!fg_alloc_text(&run, 8192, &err) && err.code == CRD_E_MEMORY);
    CHECK(!fg_val_text(&run, crd_str_of("", 8192), &v, &err));
    fg_buf_open(&run, &buf);
    crd_buf_add_n(&buf, 'x', 8192);
    CHECK(!fg_buf_value(&run, &buf, &v, &err) && err.code == CRD_E_MEMORY);
    CHECK(fg_val_text(&run, CRD_S(""), &v, &err) && v.len == 0);
}

void test_to_tree(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 22);
    crd_err err = { 0 };
    fg_run run;
    fg_val map;
    crd_value tree;
    crd_buf out;
    fg_run_init(&run, arena);
    CHECK(fg_map_new(&run, &fg_type_map, 4, &map, &err));
    CHECK(fg_map_set(&run, map, CRD_S("f"), fg_val_float(1e21), &err));
    CHECK(fg_map_set(&run, map, CRD_S("i"), fg_val_int(-3), &err));
    CHECK(fg_map_set(&run, map, CRD_S("u"), fg_val_uint64(UINT64_MAX), &err));
    CHECK(fg_map_set(&run, map, CRD_S("b"), fg_val_bytes(CRD_S("hi")), &err));
    CHECK(fg_map_set(&run, map, CRD_S("nb"), fg_val_zero(&fg_type_bytes), &err));
    CHECK(fg_map_set(&run, map, CRD_S("nl"), fg_val_zero(&fg_type_list), &err));
    CHECK(fg_map_set(&run, map, CRD_S("nm"), fg_val_zero(&fg_type_map), &err));
    CHECK(fg_map_set(&run, map, CRD_S("t"), fg_val_bool(true), &err));
    CHECK(fg_val_to_tree(&run, map, &tree, &err));
    crd_buf_on(&out, arena, 1 << 20);
    CHECK(crd_json_write(&out, &tree, NULL, &err));
    CHECK_STR(crd_buf_str(&out),
              CRD_S("{\"b\":\"aGk=\",\"f\":1e+21,\"i\":-3,\"nb\":null,\"nl\":null,"
                    "\"nm\":null,\"t\":true,\"u\":18446744073709551615}"));
    CHECK(!fg_val_to_tree(&run, fg_val_float(1e300 * 1e300), &tree, &err));
    CHECK_STR(err.message, CRD_S("json: unsupported value: +Inf"));
    CHECK(!fg_val_to_tree(&run, fg_val_zero(&fg_type_complex128), &tree, &err));
    CHECK_STR(err.message, CRD_S("json: unsupported type: complex128"));
}

/* What a trace saw, as text. */
struct seen {
    crd_buf log;
};

static void saw_value(void *context, const crd_value *node)
{
    struct seen *seen = context;
    crd_buf_add_byte(&seen->log, "?bnslm"[node->kind]);
}

static void saw_member(void *context, const crd_value *map, crd_str key, const crd_value *found)
{
    struct seen *seen = context;
    crd_buf_add_byte(&seen->log, found ? '.' : '!');
    crd_buf_add(&seen->log, key);
}

static void saw_shape(void *context, const crd_value *map)
{
    struct seen *seen = context;
    crd_buf_add_byte(&seen->log, '#');
}

void test_trace(void)
{
    struct seen seen;
    fg_trace trace = { &seen, saw_value, saw_member, saw_shape };
    fg_exec_options exec = { .trace = &trace };
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        { "no reads", "" },
        { "{{.a}}", ".an" },
        { "{{.m.x}}{{.zz}}", ".mm.xs!zz" },
        { "{{range .l}}{{.}}{{end}}", ".llns" },
        { "{{.m}}", ".mm#s" },
        { "{{if .m}}{{len .m}}{{end}}", ".mm#.mm#" },
        { "{{index .m \"x\"}}", ".mm.xs" },
    };
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(cases); i++) {
        crd_buf_init(&seen.log, 1 << 16);
        t_render(&r, cases[i].text, "{\"a\":1,\"m\":{\"x\":\"y\"},\"l\":[1,\"b\"]}", NULL, &exec);
        CHECK_INT(r.err.code, CRD_OK);
        /* the root itself is taken first */
        CHECK_STR(crd_str_from(crd_buf_str(&seen.log), 1), crd_str_c(cases[i].want));
        crd_buf_done(&seen.log);
    }
    t_render_done(&r);
}

void test_funcs(void)
{
    static const crd_str removed[] = { CRD_STR_INIT("set"), CRD_STR_INIT("zz") };
    static const fg_func over[] = { FG_ROW("len", set, FG_MAP_T, 1, 0, FG_MAP_T, FG_STRING_T,
                                           FG_ANY_T) };
    fg_func_table tables[] = { table, FG_TABLE(over) };
    crd_str dropped = CRD_S("len");
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 16);
    bool builtin = false;
    const fg_funcs *funcs = fg_funcs_new(arena, tables, 2, removed, 2, NULL);
    CHECK(funcs && !fg_funcs_find(funcs, CRD_S("set"), &builtin));
    CHECK(fg_funcs_find(funcs, CRD_S("unset"), &builtin) == &rows[1] && !builtin);
    CHECK(fg_funcs_find(funcs, CRD_S("len"), &builtin) == &over[0] && !builtin);
    CHECK(fg_funcs_find(funcs, CRD_S("printf"), &builtin) && builtin);
    CHECK(!fg_funcs_find(funcs, CRD_S(""), NULL) && !fg_funcs_find(funcs, CRD_S("zzz"), NULL));
    for (size_t i = 1; fg_funcs_at(funcs, i); i++) {
        CHECK(crd_str_cmp(fg_funcs_at(funcs, i - 1)->name, fg_funcs_at(funcs, i)->name) < 0);
    }
    /* what hid a builtin is removed: the builtin shows again */
    funcs = fg_funcs_new(arena, tables, 2, &dropped, 1, NULL);
    CHECK(fg_funcs_find(funcs, CRD_S("len"), &builtin) != &over[0] && builtin);
}

static bool dice(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_int(4);
    return true;
}

static void was_unstable(void *context, const fg_func *func, crd_place place)
{
    crd_place *seen = context;
    *seen = place;
}

/* How far `slice` may reach: the capacity that encoding/json of Go 1.26.8 leaves behind a list. */
void test_capacity(void)
{
    static const struct {
        int len;
        int capacity;
    } cases[] = { { 0, 0 },       { 1, 1 },       { 3, 4 },       { 17, 32 },
                  { 33, 71 },     { 71, 71 },     { 72, 143 },    { 144, 303 },
                  { 304, 591 },   { 592, 1023 },  { 1024, 1535 }, { 1536, 2560 },
                  { 2561, 3584 }, { 3589, 5120 }, { 5143, 6656 }, { 8732, 11264 } };
    struct t_render r;
    t_render_init(&r);
    for (size_t i = 0; i < T_COUNT(cases); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
        crd_buf data;
        char text[96];
        char want[16];
        crd_buf_on(&data, arena, SIZE_MAX);
        crd_buf_add_lit(&data, "{\"l\":[");
        for (int k = 0; k < cases[i].len; k++) {
            crd_buf_add(&data, k ? CRD_S(",1") : CRD_S("1"));
        }
        crd_buf_add(&data, crd_str_of("]}", 3));
        snprintf(want, sizeof(want), "%d", cases[i].capacity);
        snprintf(text, sizeof(text), "{{len (slice .l 0 %d)}}", cases[i].capacity);
        CHECK_STR(t_render(&r, text, data.ptr, NULL, NULL), crd_str_c(want));
        snprintf(text, sizeof(text), "{{slice .l 0 %d}}", cases[i].capacity + 1);
        crd_str got = t_render(&r, text, data.ptr, NULL, NULL);
        CHECK(crd_str_has(got, CRD_S("index out of range: ")));
        /* what is cut off in front is gone; what lies behind stays in reach */
        snprintf(text, sizeof(text), "{{len (slice (slice .l 0 0) 0 %d)}}", cases[i].capacity);
        CHECK_STR(t_render(&r, text, data.ptr, NULL, NULL), crd_str_c(want));
    }
    t_render_done(&r);
}

void test_overlay(void)
{
    /* many maps of the caller's tree change: each keeps its own change */
    struct t_render r;
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_buf data;
    t_render_init(&r);
    crd_buf_on(&data, arena, SIZE_MAX);
    crd_buf_add_lit(&data, "[");
    for (int i = 0; i < 100; i++) {
        crd_buf_add(&data, i ? CRD_S(",{\"a\":0}") : CRD_S("{\"a\":0}"));
    }
    crd_buf_add(&data, crd_str_of("]", 2));
    CHECK_STR(render(&r,
                     "{{range $i, $m := .}}{{$_ := set $m \"i\" $i}}{{$_ = set $m \"a\" 1}}{{end}}"
                     "{{range $i, $m := .}}{{if or (ne $m.i $i) (ne $m.a 1)}}wrong{{end}}{{end}}"
                     "{{index . 99}}",
                     data.ptr),
              CRD_S("map[a:1 i:99]"));
    t_render_done(&r);
}

void test_skipped_assignment(void)
{
    struct t_render r;
    t_render_init(&r);
    /* what and/or skip is not declared: assigning goes to the variable around it */
    CHECK_STR(render(&r,
                     "{{$x := 1}}{{$_ := and false ($x := 5)}}{{$x = 2}}{{$x}}"
                     "{{$_ = and true ($x := 7)}}{{$x = 8}}{{$x}}",
                     "{}"),
              CRD_S("28"));
    CHECK_STR(render(&r, "{{$_ := or true ($y := 5)}}{{$y = 2}}", "{}"),
              CRD_S("ERR template: t:1:34: executing \"t\" at <2>: undefined variable: $y"));
    t_render_done(&r);
}

void test_unstable(void)
{
    static const fg_func unstable[] = { FG_ROW0("dice", dice, FG_INT_T, 1, FG_FUNC_UNSTABLE) };
    fg_func_table one = FG_TABLE(unstable);
    crd_place place = { 0 };
    fg_env env = { .context = &place, .unstable = was_unstable };
    fg_exec_options exec = { .env = &env };
    struct t_render r;
    t_render_init(&r);
    fg_tmpl_options options = { .funcs = fg_funcs_new(r.parsed, &one, 1, NULL, 0, &r.err) };
    CHECK_STR(t_render(&r, "{{if false}}{{dice}}{{end}}", "{}", &options, &exec), CRD_S(""));
    CHECK_INT(place.line, 0);
    CHECK_STR(t_render(&r, "a\n  {{dice}}", "{}", &options, &exec), CRD_S("a\n  4"));
    CHECK_INT(place.line, 2);
    CHECK_INT(place.column, 5);
    t_render_done(&r);
}
