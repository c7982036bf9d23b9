/* Made by `crdc c` of store.example.com/v1; change its CRDs instead.
 * Structs live on an arena; see <crd/schema/type.h> and <crd/schema/object.h>. */
#ifndef STORE_STORE_EXAMPLE_COM_V1_H
#define STORE_STORE_EXAMPLE_COM_V1_H

#include <crd/crd.h>
#include "other_example_com_v1alpha1.h"

/* A shared library that this is linked into hides its symbols; define the macro first to
 * have it otherwise. */
#ifndef STORE_API
#ifdef __GNUC__
#define STORE_API __attribute__((visibility("hidden")))
#else
#define STORE_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct store_shelf_never store_shelf_never;
typedef struct store_shelf_wide store_shelf_wide;
typedef struct store_shelf_spec store_shelf_spec;
typedef struct store_shelf_status store_shelf_status;
typedef struct store_shelf store_shelf;
typedef struct store_shelf_list store_shelf_list;

struct store_shelf_never {
    struct {
        unsigned a : 1;
    } has, null;
    crd_str a;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_never_type;

typedef enum store_shelf_mode {
    STORE_SHELF_MODE_UNSET = 0,
    STORE_SHELF_MODE_OTHER = 1,
    STORE_SHELF_MODE_AUTO = 2,
    STORE_SHELF_MODE_AUTO_2 = 3,
    STORE_SHELF_MODE_EMPTY = 4,
    STORE_SHELF_MODE_NE = 5,
    STORE_SHELF_MODE_EQ_TILDE = 6,
    STORE_SHELF_MODE_STAR = 7,
    STORE_SHELF_MODE_4_KI = 8,
    STORE_SHELF_MODE_OTHER_2 = 9,
    STORE_SHELF_MODE_DIGITAL_SIGNATURE = 10,
    STORE_SHELF_MODE_A_B = 11,
    STORE_SHELF_MODE_MINUS = 12,
} store_shelf_mode;
STORE_API extern const crd_type store_shelf_mode_type;

typedef enum store_shelf_perhaps {
    STORE_SHELF_PERHAPS_UNSET = 0,
    STORE_SHELF_PERHAPS_OTHER = 1,
    STORE_SHELF_PERHAPS_YES_PLEASE = 2,
} store_shelf_perhaps;
STORE_API extern const crd_type store_shelf_perhaps_type;

typedef struct store_ints_items {
    crd_ints *items;
    size_t n;
} store_ints_items;

typedef struct store_shelf_never_items {
    store_shelf_never *items;
    size_t n;
} store_shelf_never_items;

typedef struct store_bool_entry {
    crd_str key;
    bool value;
} store_bool_entry;

typedef struct store_bool_map {
    store_bool_entry *items;
    size_t n;
} store_bool_map;

typedef struct store_strings_entry {
    crd_str key;
    crd_strings value;
} store_strings_entry;

typedef struct store_strings_map {
    store_strings_entry *items;
    size_t n;
} store_strings_map;

typedef struct store_double_entry {
    crd_str key;
    double value;
} store_double_entry;

typedef struct store_double_map {
    store_double_entry *items;
    size_t n;
} store_double_map;

typedef struct store_double_map_items {
    store_double_map *items;
    size_t n;
} store_double_map_items;

typedef struct store_double_map_items_entry {
    crd_str key;
    store_double_map_items value;
} store_double_map_items_entry;

typedef struct store_double_map_items_map {
    store_double_map_items_entry *items;
    size_t n;
} store_double_map_items_map;

typedef struct store_part_items {
    store_part *items;
    size_t n;
} store_part_items;

typedef struct store_part_entry {
    crd_str key;
    store_part value;
} store_part_entry;

typedef struct store_part_map {
    store_part_entry *items;
    size_t n;
} store_part_map;

struct store_shelf_wide {
    struct {
        unsigned known : 1;
    } has, null;
    crd_str known;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_wide_type;

struct store_shelf_spec {
    struct {
        unsigned name : 1;
        unsigned size : 1;
        unsigned small_ : 1;
        unsigned large : 1;
        unsigned ratio : 1;
        unsigned rough : 1;
        unsigned weight : 1;
        unsigned open : 1;
        unsigned when : 1;
        unsigned port : 1;
        unsigned maybe : 1;
        unsigned never : 1;
        unsigned mode : 1;
        unsigned perhaps : 1;
        unsigned level : 1;
        unsigned modes : 1;
        unsigned hostPath : 1;
        unsigned host_path : 1;
        unsigned ref_2 : 1;
        unsigned ref : 1;
        unsigned n3d : 1;
        unsigned a_b_c_d : 1;
        unsigned u00e9tu00e9 : 1;
        unsigned class_ : 1;
        unsigned default_ : 1;
        unsigned errno_ : 1;
        unsigned has_ : 1;
        unsigned null_ : 1;
        unsigned extra_ : 1;
        unsigned items : 1;
        unsigned n : 1;
        unsigned mode_other : 1;
        unsigned tags : 1;
        unsigned counts : 1;
        unsigned bounds : 1;
        unsigned ports : 1;
        unsigned matrix : 1;
        unsigned holes : 1;
        unsigned gaps : 1;
        unsigned labels : 1;
        unsigned flags : 1;
        unsigned limits : 1;
        unsigned lists : 1;
        unsigned nested : 1;
        unsigned parts : 1;
        unsigned by_name : 1;
        unsigned main : 1;
        unsigned free : 1;
        unsigned values : 1;
        unsigned resource : 1;
        unsigned template_ : 1;
        unsigned wide : 1;
        unsigned marker : 1;
        unsigned anything : 1;
        unsigned untyped : 1;
    } has, null;
    /* Its name; * / ends nothing, nor does ? ?/ or \  */
    crd_str name;
    int64_t size;
    int64_t small_;
    int64_t large;
    double ratio;
    double rough;
    double weight;
    bool open;
    crd_str when;
    crd_int_or_string port;
    crd_str maybe;
    store_shelf_never *never;
    store_shelf_mode mode;
    crd_str mode_other_2;
    store_shelf_perhaps perhaps;
    crd_str perhaps_other;
    int64_t level;
    crd_strings modes;
    crd_str hostPath;
    crd_str host_path;
    crd_str ref_2;
    crd_str ref;
    bool n3d;
    crd_str a_b_c_d;
    crd_str u00e9tu00e9;
    crd_str class_;
    crd_str default_;
    int64_t errno_;
    crd_str has_;
    crd_str null_;
    crd_str extra_;
    crd_str items;
    crd_str n;
    crd_str mode_other;
    crd_strings tags;
    crd_ints counts;
    crd_ints bounds;
    crd_ints_or_strings ports;
    store_ints_items matrix;
    crd_strings holes;
    store_shelf_never_items gaps;
    crd_string_map labels;
    store_bool_map flags;
    crd_int_or_string_map limits;
    store_strings_map lists;
    store_double_map_items_map nested;
    store_part_items parts;
    store_part_map by_name;
    /* One part. */
    store_part *main;
    crd_value free;
    crd_value values;
    crd_value resource;
    crd_value template_;
    store_shelf_wide *wide;
    crd_empty *marker;
    crd_any_map anything;
    crd_any_list untyped;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_spec_type;

typedef enum store_shelf_status_mode {
    STORE_SHELF_STATUS_MODE_UNSET = 0,
    STORE_SHELF_STATUS_MODE_OTHER = 1,
    STORE_SHELF_STATUS_MODE_AUTO = 2,
    STORE_SHELF_STATUS_MODE_OFF = 3,
} store_shelf_status_mode;
STORE_API extern const crd_type store_shelf_status_mode_type;

struct store_shelf_status {
    struct {
        unsigned ready : 1;
        unsigned mode : 1;
        unsigned parts : 1;
    } has, null;
    bool ready;
    store_shelf_status_mode mode;
    crd_str mode_other;
    store_part_items parts;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_status_type;

/* A shelf with things on it. */
struct store_shelf {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned spec : 1;
        unsigned status : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_object_meta *metadata;
    store_shelf_spec *spec;
    store_shelf_status *status;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_type;

typedef struct store_shelf_items {
    store_shelf *items;
    size_t n;
} store_shelf_items;

struct store_shelf_list {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned items : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_list_meta *metadata;
    store_shelf_items items;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_shelf_list_type;

/*
 * Of each kind and its list:
 *   new           the empty object
 *   parse_json    an object from text, which may go afterwards; so parse_yaml
 *   from_value    from a tree, which is Borrowed and must outlive the object
 *   from_json_c   from a json-c tree, which may go afterwards
 *   write_json    appends text; write_yaml as sigs.k8s.io/yaml writes it
 *   to_json_c     a json-c tree, Owned: json_object_put
 *   copy          a deep copy, texts included, on that arena
 *   equal         equal as documents
 *   check_abi     false: the library was compiled with another header than this one
 * Objects are Owned by the arena: free it, and all is free. NULL and false: err says why;
 * CRD_E_TYPE is the first value of a wrong type, and faults (may be NULL) has all of them.
 */

/* ---- Shelf ---- */

#define STORE_SHELF_KIND "Shelf"
#define STORE_SHELF_API_VERSION "store.example.com/v1"
#define STORE_SHELF_LAYOUT 0xe4e44afe4bdb8f90u

STORE_API store_shelf *store_shelf_new(crd_arena *arena);
STORE_API store_shelf *store_shelf_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_shelf *store_shelf_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_shelf *store_shelf_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
STORE_API bool store_shelf_write_json(crd_buf *buf, const store_shelf *object, crd_err *err);
STORE_API bool store_shelf_write_yaml(crd_buf *buf, const store_shelf *object, crd_err *err);
STORE_API store_shelf *store_shelf_copy(crd_arena *arena, const store_shelf *object, crd_err *err);
STORE_API bool store_shelf_equal(const store_shelf *a, const store_shelf *b);

static inline bool store_shelf_check_abi(void)
{
    return crd_abi_is(&store_shelf_type, CRD_ABI, sizeof(store_shelf), STORE_SHELF_LAYOUT);
}

static inline store_shelf *store_shelf_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_shelf *)crd_decode_json_c(arena, &store_shelf_type, tree, faults, err);
}

static inline bool store_shelf_to_json_c(crd_arena *arena, const store_shelf *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_shelf_type, object, ret, err);
}

#define STORE_SHELF_LIST_KIND "ShelfList"
#define STORE_SHELF_LIST_API_VERSION "store.example.com/v1"
#define STORE_SHELF_LIST_LAYOUT 0xd65a2f65049c53acu

STORE_API store_shelf_list *store_shelf_list_new(crd_arena *arena);
STORE_API store_shelf_list *store_shelf_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_shelf_list *store_shelf_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_shelf_list *store_shelf_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
STORE_API bool store_shelf_list_write_json(crd_buf *buf, const store_shelf_list *object, crd_err *err);
STORE_API bool store_shelf_list_write_yaml(crd_buf *buf, const store_shelf_list *object, crd_err *err);
STORE_API store_shelf_list *store_shelf_list_copy(crd_arena *arena, const store_shelf_list *object, crd_err *err);
STORE_API bool store_shelf_list_equal(const store_shelf_list *a, const store_shelf_list *b);

static inline bool store_shelf_list_check_abi(void)
{
    return crd_abi_is(&store_shelf_list_type, CRD_ABI, sizeof(store_shelf_list), STORE_SHELF_LIST_LAYOUT);
}

static inline store_shelf_list *store_shelf_list_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_shelf_list *)crd_decode_json_c(arena, &store_shelf_list_type, tree, faults, err);
}

static inline bool store_shelf_list_to_json_c(crd_arena *arena, const store_shelf_list *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_shelf_list_type, object, ret, err);
}

#ifdef __cplusplus
}
#endif
#endif
