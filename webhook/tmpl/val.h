/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values while a template runs: handles with the reference semantics of Go's.
 *
 *   fg_val   type ─► "map[string]interface {}"     24 bytes, passed by value
 *            as      number │ text │ items │ map object │ node of the caller's tree
 *            len  kind  flags
 *
 * Strings and slices are never changed once made; copies of a handle share them. A map is an object
 * on the run's arena: whoever holds a handle sees a change that another one makes. Maps and lists
 * of the caller's immutable tree are read where they stand. The first change of such a map makes a
 * map object for that node, and from then on every handle of the node reads the object (overlay),
 * so aliases stay aliases. A node is known by its address: a tree in which two places share one
 * subtree (YAML aliases) must be copied with crd_value_copy before it is given to a run that
 * changes it.
 *
 * Every read of the caller's tree goes through tree.c, which tells the run's trace.
 *
 * Two nils, as reflection knows them: FG_INVALID is no value at all (an untyped nil, a missing
 * key); FG_NIL is an interface {} that holds nothing. Both have no type. FG_VAL_IFACE on a value
 * says that its place has the static type interface {}; what is said of its type in errors depends
 * on it. Functions need not look at the flag: the engine and the containers set it.
 *
 * This room knows text/template and fmt; it knows no Sprig, no Helm and no Kubernetes.
 */
#ifndef FG_TMPL_VAL_H
#define FG_TMPL_VAL_H

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "value/value.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fg_func;
struct fg_map;
struct fg_run;
struct fg_type;

/* reflect.Kind, in its order where it has one. */
enum fg_kind {
    FG_INVALID = 0,
    FG_NIL,
    FG_BOOL,
    FG_INT,
    FG_INT8,
    FG_INT16,
    FG_INT32,
    FG_INT64,
    FG_UINT,
    FG_UINT8,
    FG_UINT16,
    FG_UINT32,
    FG_UINT64,
    FG_FLOAT64,
    FG_COMPLEX128,
    FG_STRING,
    FG_SLICE,
    FG_MAP, /* keys are strings */
    FG_STRUCT,
    FG_POINTER, /* to a struct */
    FG_FUNC,
    FG_INTERFACE, /* of types, never of a value */
};

enum fg_val_flag {
    FG_VAL_IFACE = 1, /* stands in a place of static type interface {} */
    FG_VAL_TREE = 2,  /* FG_SLICE, FG_MAP: as.tree, in the caller's tree */
};

typedef struct fg_val {
    const struct fg_type *type; /* NULL: FG_INVALID, FG_NIL */
    union {
        int64_t i;                  /* FG_BOOL, FG_INT... */
        uint64_t u;                 /* FG_UINT... */
        double f;                   /* FG_FLOAT64 */
        const double *complex;      /* FG_COMPLEX128: real and imaginary part */
        const char *text;           /* FG_STRING, and FG_SLICE of type []uint8 */
        const struct fg_val *items; /* FG_SLICE; NULL: the nil slice */
        const crd_value *tree;      /* with FG_VAL_TREE: the first item, or the map */
        struct fg_map *map;         /* FG_MAP; NULL: the nil map */
        const void *ref;            /* FG_STRUCT, FG_POINTER (NULL: nil): whatever the type says */
        const struct fg_func *func; /* FG_FUNC; NULL: nil */
    } as;
    uint32_t len; /* bytes of text, items of a slice; 0 otherwise */
    uint8_t kind; /* enum fg_kind */
    uint8_t flags;
    uint16_t spare; /* FG_SLICE: 1 + items that its array holds behind len, as far as it is known;
                       or 0 */
} fg_val;

/* A field of a struct. get reads it from what as.ref points to. */
typedef struct fg_field {
    crd_str name;
    const struct fg_type *type;
    bool unexported; /* printed by fmt, never named by a template */
    bool (*get)(struct fg_run *run, fg_val self, fg_val *ret, crd_err *err);
} fg_field;

/* A Go type. Static and immutable; types are compared by address. */
typedef struct fg_type {
    crd_str name; /* as %T and error texts have it: "[]interface {}", "*semver.Version" */
    enum fg_kind kind;
    const struct fg_type *elem;       /* of a slice, map or pointer */
    const struct fg_type *underlying; /* of a named type that is not a struct; may be NULL */
    const fg_field *fields;           /* FG_STRUCT, in order */
    size_t n_fields;
    const struct fg_func *methods; /* of values of this very type; args[0] is the receiver */
    size_t n_methods;
    /* Appends what String() or Error() gives: fmt and Sprig print with it. NULL: has neither. */
    bool (*text)(struct fg_run *run, fg_val self, crd_buf *buf, crd_err *err);
    bool is_error; /* text is Error(), not String() */
    /* Of a struct whose String() has a pointer receiver: the same type with that text. An action
     * prints with it where Go can take the address; fmt's functions do not. NULL: there is none. */
    const struct fg_type *addressed;
    /* Appends what MarshalJSON or MarshalText makes of it; NULL: marshalled by kind. */
    bool (*json)(struct fg_run *run, fg_val self, crd_buf *buf, crd_err *err);
    /* Appends what GoString() gives, for %#v; NULL: has none. */
    bool (*go_text)(struct fg_run *run, fg_val self, crd_buf *buf, crd_err *err);
    /* What a copy made by reflection points to, which loses fields that are not exported; self is
     * what the original points to. NULL: such a copy is whole. */
    const void *(*copied)(const void *self);
    /* reflect.DeepEqual of two values of this type; NULL: by fields. */
    bool (*equal)(fg_val a, fg_val b);
} fg_type;

extern const fg_type fg_type_any; /* interface {} */
extern const fg_type fg_type_bool;
extern const fg_type fg_type_int;
extern const fg_type fg_type_int8;
extern const fg_type fg_type_int16;
extern const fg_type fg_type_int32;
extern const fg_type fg_type_int64;
extern const fg_type fg_type_uint;
extern const fg_type fg_type_uint8;
extern const fg_type fg_type_uint16;
extern const fg_type fg_type_uint32;
extern const fg_type fg_type_uint64;
extern const fg_type fg_type_float64;
extern const fg_type fg_type_complex128;
extern const fg_type fg_type_string;
extern const fg_type fg_type_bytes;     /* []uint8 */
extern const fg_type fg_type_list;      /* []interface {} */
extern const fg_type fg_type_strings;   /* []string */
extern const fg_type fg_type_ints;      /* []int */
extern const fg_type fg_type_lists;     /* [][]interface {} */
extern const fg_type fg_type_map;       /* map[string]interface {} */
extern const fg_type fg_type_map_text;  /* map[string]string */
extern const fg_type fg_type_map_bytes; /* map[string][]uint8 */
extern const fg_type fg_type_reflect; /* reflect.Value, as a parameter: takes the value as it is */
extern const fg_type fg_type_error;   /* *errors.errorString; as.ref: a crd_str */

/* ---- The run ---- */

/* What was read of the caller's tree. Each may be NULL. Called before the read is used. */
typedef struct fg_trace {
    void *context;
    /* A value was taken: its kind, the text of a scalar, the length of a list may have been seen.
     */
    void (*value)(void *context, const crd_value *node);
    /* A member was asked for; found is NULL when there is none. (found's value is reported apart.)
     */
    void (*member)(void *context, const crd_value *map, crd_str key, const crd_value *found);
    /* The number of members and the keys of a map may have been seen. */
    void (*shape)(void *context, const crd_value *map);
} fg_trace;

/* What a run may ask of the outside; all of it supplied by the caller. Zero: nothing, stand-ins. */
typedef struct fg_env {
    void *context;
    int64_t now_ns;     /* the time: nanoseconds since 1970; a run sees one time */
    bool has_now;       /* false: the stand-in time of the function set */
    bool real_random;   /* random numbers, keys and salts are real; else fixed stand-ins */
    crd_str local_zone; /* time.Local by tzdata name; empty: UTC */
    /* The environment variable, the addresses of a host: false when absent. Text Borrowed. */
    bool (*variable)(void *context, crd_str name, crd_str *ret_text);
    bool (*host)(void *context, crd_str name, crd_str *ret_address);
    /* Helm's lookup: the object or list; node NULL: none. False with err set when it failed. */
    bool (*lookup)(void *context, crd_str api_version, crd_str kind, crd_str namespace_,
                   crd_str name, const crd_value **ret_node, crd_err *err);
    /* A function was called whose answer changes each time (FG_FUNC_UNSTABLE). */
    void (*unstable)(void *context, const struct fg_func *func, crd_place place);
} fg_env;

/* What a run has used: for tests and benchmarks. */
typedef struct fg_usage {
    uint64_t steps;
    size_t memory_bytes;
} fg_usage;

/*
 * One execution, and what every function gets. Belongs to one thread. Functions use arena (through
 * fg_alloc), env and the helpers below; the rest is this room's.
 */

typedef struct fg_run {
    crd_arena *arena;      /* Borrowed: all memory of the run */
    const fg_trace *trace; /* NULL: reads are not recorded */
    const fg_env *env;     /* never NULL */
    uint64_t steps_left;
    size_t output_left;  /* bytes that one execution may print */
    size_t memory_limit; /* crd_arena_used of the arena may not pass it */
    fg_usage usage_start;
    uint64_t pins;              /* counts what outlives the action that runs: see fg_run_pin */
    crd_seed seed;              /* of the hash of map objects */
    struct fg_overlay *overlay; /* NULL: nothing of the tree was changed */
    struct fg_helm *helm; /* state of Helm's functions (sprig/helm.h); NULL outside of a chart */
    struct fg_exec *exec; /* the engine's own state; NULL outside of an execution */
} fg_run;

/* For values without an execution (tests, callers that build data): no budget but the arena's. */
void fg_run_init(fg_run *run, crd_arena *arena);

/*
 * Must be called by whoever stores memory of the run in something older than the present
 * action (a cache on an object, a member of a map: the map functions do it): memory taken during
 * an action is given back at its end when nothing was pinned.
 */
static inline void fg_run_pin(fg_run *run)
{
    run->pins++;
}

/* Takes steps from the budget; false with BUDGET when they do not suffice. The engine charges
 * each action and each call (fg_func.cost); functions charge work that grows with their input. */
bool fg_spend(fg_run *run, uint64_t steps, crd_err *err);

/* One step for each FG_TMPL_BYTES_PER_STEP bytes that are produced or looked at. */
bool fg_spend_bytes(fg_run *run, size_t bytes, crd_err *err);

/* True when size more bytes fit the memory budget: for libraries that take from the arena directly.
 * False with BUDGET when they do not. */
bool fg_memory_fits(fg_run *run, size_t size, crd_err *err);

/* Memory of the run, checked against its budget before anything is taken; aligned, undefined. NULL
 * with err set (BUDGET, MEMORY or NOMEM). fg_alloc_n checks the product. */
void *fg_alloc(fg_run *run, size_t size, crd_err *err);
void *fg_alloc_n(fg_run *run, size_t n, size_t size, crd_err *err);
char *fg_alloc_text(fg_run *run, size_t size, crd_err *err);

/* A buffer on the run's arena whose ceiling is a third of what is left of the budget (growing takes the rest). When appends failed,
 * fg_buf_fails sets err to the reason and returns true. */
void fg_buf_open(fg_run *run, crd_buf *buf);
bool fg_buf_fails(fg_run *run, const crd_buf *buf, crd_err *err);

/* fg_buf_fails, else the text as a string value. For the end of a function: return fg_buf_value().
 */
bool fg_buf_value(fg_run *run, const crd_buf *buf, fg_val *ret, crd_err *err);

/* ---- Making values ---- */

static inline fg_val fg_val_of(const fg_type *type, enum fg_kind kind)
{
    fg_val v;
    v.type = type;
    v.as.u = 0;
    v.len = 0;
    v.kind = (uint8_t)kind;
    v.flags = 0;
    v.spare = 0;
    return v;
}

static inline fg_val fg_val_invalid(void)
{
    return fg_val_of(NULL, FG_INVALID);
}

static inline fg_val fg_val_nil(void)
{
    fg_val v = fg_val_of(NULL, FG_NIL);
    v.flags = FG_VAL_IFACE;
    return v;
}

static inline fg_val fg_val_bool(bool truth)
{
    fg_val v = fg_val_of(&fg_type_bool, FG_BOOL);
    v.as.i = truth;
    return v;
}

/* Of any integer type, or bool; number is taken as it is. */
static inline fg_val fg_val_integer(const fg_type *type, int64_t number)
{
    fg_val v = fg_val_of(type, type->kind);
    v.as.i = number;
    return v;
}

static inline fg_val fg_val_int(int64_t number)
{
    fg_val v = fg_val_of(&fg_type_int, FG_INT);
    v.as.i = number;
    return v;
}

static inline fg_val fg_val_int64(int64_t number)
{
    fg_val v = fg_val_of(&fg_type_int64, FG_INT64);
    v.as.i = number;
    return v;
}

static inline fg_val fg_val_uint64(uint64_t number)
{
    fg_val v = fg_val_of(&fg_type_uint64, FG_UINT64);
    v.as.u = number;
    return v;
}

static inline fg_val fg_val_float(double number)
{
    fg_val v = fg_val_of(&fg_type_float64, FG_FLOAT64);
    v.as.f = number;
    return v;
}

/* Text is Borrowed and must live as long as the run; at most CRD_TEXT_BYTES_MAX. */
static inline fg_val fg_val_string(crd_str text)
{
    fg_val v = fg_val_of(&fg_type_string, FG_STRING);
    v.as.text = text.ptr ? text.ptr : "";
    v.len = (uint32_t)text.len;
    return v;
}

/* []uint8; a NULL ptr gives the nil slice. */
static inline fg_val fg_val_bytes(crd_str bytes)
{
    fg_val v = fg_val_of(&fg_type_bytes, FG_SLICE);
    v.as.text = bytes.ptr;
    v.len = (uint32_t)bytes.len;
    return v;
}

/* FG_STRUCT, FG_POINTER */
static inline fg_val fg_val_ref(const fg_type *type, const void *ref)
{
    fg_val v = fg_val_of(type, type->kind);
    v.as.ref = ref;
    return v;
}

/* A slice over n items that nobody changes any more; n 0 with items NULL is the nil slice. */
static inline fg_val fg_val_slice(const fg_type *type, const fg_val *items, size_t n)
{
    fg_val v = fg_val_of(type, FG_SLICE);
    v.as.items = items;
    v.len = (uint32_t)n;
    return v;
}

/* The value of a node of the caller's tree (NULL: FG_NIL); numbers become float64 as encoding/json
 * has it. */
fg_val fg_val_tree(fg_run *run, const crd_value *node);
/* The zero value of a type: "", 0, nil map, nil interface, ... */
fg_val fg_val_zero(const fg_type *type);
/* A copy of text on the run's arena as a value. */
bool fg_val_text(fg_run *run, crd_str text, fg_val *ret, crd_err *err);
/* An error value that prints as text (Borrowed). */
bool fg_val_error(fg_run *run, crd_str text, fg_val *ret, crd_err *err);

/* Room for n items of a new slice, and the slice itself: fill all items before anyone sees it. */
bool fg_val_slice_new(fg_run *run, const fg_type *type, size_t n, fg_val **ret_items, fg_val *ret,
                      crd_err *err);

/* ---- Reading values ---- */

static inline bool fg_is_nil(fg_val v) /* no value at all, or a nil interface */
{
    return v.kind <= FG_NIL;
}

static inline bool fg_is_int(fg_val v) /* signed integers */
{
    return v.kind >= FG_INT && v.kind <= FG_INT64;
}

static inline bool fg_is_uint(fg_val v)
{
    return v.kind >= FG_UINT && v.kind <= FG_UINT64;
}

/* Text of a FG_STRING or []uint8. */
static inline crd_str fg_text(fg_val v)
{
    return crd_str_of(v.as.text, v.len);
}

/* The type as %T prints it: "<nil>" for both nils. */
crd_str fg_type_name(fg_val v);

/* As reflect.Kind prints it: "invalid" for both nils, "slice", "map", "ptr", ... */
crd_str fg_kind_name(enum fg_kind kind);

/* True when a value of type from may stand where to is expected (assignability). */
bool fg_type_assignable(const fg_type *from, const fg_type *to);

/* Length of a string, slice or map; 0 otherwise. */
size_t fg_val_len(fg_run *run, fg_val v);

/* The i-th item of a slice; i is in range. []uint8 gives uint8 values. */
fg_val fg_val_at(fg_run *run, fg_val slice, size_t i);

/* Items from start to end of a slice, sharing them; 0 <= start <= end <= len. */
fg_val fg_val_cut(fg_val slice, size_t start, size_t end);

/* The member of a map; false when there is none (also of the nil map). */
bool fg_map_get(fg_run *run, fg_val map, crd_str key, fg_val *ret);

/* Steps through a map in bytewise key order. Changes of the map meanwhile are not seen. */
typedef struct fg_map_iter {
    fg_run *run;
    fg_val map;
    const struct fg_map_entry *sorted; /* of a map object: a copy */
    size_t n;
    size_t next;
} fg_map_iter;

bool fg_map_iter_init(fg_run *run, fg_val map, fg_map_iter *ret, crd_err *err);
bool fg_map_iter_next(fg_map_iter *iter, crd_str *ret_key, fg_val *ret_value);

/* ---- Maps ---- */

/* An empty map object with room for about n members. */
bool fg_map_new(fg_run *run, const fg_type *type, size_t n, fg_val *ret, crd_err *err);

/* Sets or removes a member in place; every alias sees it. key and value are kept as they are (their
 * memory must be the run's or live longer). Setting in the nil map fails with Go's text. */
bool fg_map_set(fg_run *run, fg_val map, crd_str key, fg_val value, crd_err *err);
bool fg_map_unset(fg_run *run, fg_val map, crd_str key, crd_err *err);

/* True when both handles stand for the same map. */
bool fg_map_same(fg_run *run, fg_val a, fg_val b);

/* ---- What Go does with values ---- */

/* template.IsTrue: false for both nils, zero, "" and what is empty. */
bool fg_val_truth(fg_run *run, fg_val v);

/* reflect.DeepEqual. Fails with DEPTH past FG_VALUE_DEPTH_MAX levels (a value that contains
 * itself). */
bool fg_val_equal(fg_run *run, fg_val a, fg_val b, bool *ret, crd_err *err);

/*
 * A deep copy as a tree of the value world (JSON): nils become null, numbers literals as
 * encoding/json writes them, []uint8 base64, types with a json function what that gives. Fails with
 * VALUE and encoding/json's text for what that refuses (infinities, functions), DEPTH past
 * FG_VALUE_DEPTH_MAX levels. Text is shared, not copied.
 */
bool fg_val_to_tree(fg_run *run, fg_val v, crd_value *ret, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
