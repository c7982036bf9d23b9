/* Made by `crdc c` of other.example.com/v1alpha1; change its CRDs instead.
 * Structs live on an arena; see <crd/schema/type.h> and <crd/schema/object.h>. */
#ifndef STORE_OTHER_EXAMPLE_COM_V1ALPHA1_H
#define STORE_OTHER_EXAMPLE_COM_V1ALPHA1_H

#include <crd/crd.h>

/* A shared library that this is linked into shows its symbols; define the macro first to
 * have it otherwise. */
#ifndef SHELF_SYMBOL
#ifdef __GNUC__
#define SHELF_SYMBOL __attribute__((visibility("default")))
#else
#define SHELF_SYMBOL
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct store_blank store_blank;
typedef struct store_blank_list store_blank_list;
typedef struct store_part store_part;
typedef struct store_list store_list;
typedef struct store_list_list store_list_list;

struct store_blank {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_object_meta *metadata;
};
SHELF_SYMBOL extern const crd_struct store_blank_type;

typedef struct store_blank_items {
    store_blank *items;
    size_t n;
} store_blank_items;

struct store_blank_list {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned items : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_list_meta *metadata;
    store_blank_items items;
};
SHELF_SYMBOL extern const crd_struct store_blank_list_type;

/* One part. */
struct store_part {
    struct {
        unsigned name : 1;
        unsigned count : 1;
    } has, null;
    crd_str name;
    int64_t count;
};
SHELF_SYMBOL extern const crd_struct store_part_type;

struct store_list {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned text : 1;
        unsigned part : 1;
        unsigned metadata : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_str text;
    store_part *part;
    crd_object_meta *metadata;
    crd_unknown *extra;
};
SHELF_SYMBOL extern const crd_struct store_list_type;

typedef struct store_list_items {
    store_list *items;
    size_t n;
} store_list_items;

struct store_list_list {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned items : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_list_meta *metadata;
    store_list_items items;
};
SHELF_SYMBOL extern const crd_struct store_list_list_type;

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

/* ---- Blank ---- */

#define STORE_BLANK_KIND "Blank"
#define STORE_BLANK_API_VERSION "other.example.com/v1alpha1"
#define STORE_BLANK_LAYOUT 0xf3b824e5dd326af2u

SHELF_SYMBOL store_blank *store_blank_new(crd_arena *arena);
SHELF_SYMBOL store_blank *store_blank_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_blank *store_blank_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_blank *store_blank_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
SHELF_SYMBOL bool store_blank_write_json(crd_buf *buf, const store_blank *object, crd_err *err);
SHELF_SYMBOL bool store_blank_write_yaml(crd_buf *buf, const store_blank *object, crd_err *err);
SHELF_SYMBOL store_blank *store_blank_copy(crd_arena *arena, const store_blank *object, crd_err *err);
SHELF_SYMBOL bool store_blank_equal(const store_blank *a, const store_blank *b);

static inline bool store_blank_check_abi(void)
{
    return crd_abi_is(&store_blank_type, CRD_ABI, sizeof(store_blank), STORE_BLANK_LAYOUT);
}

static inline store_blank *store_blank_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_blank *)crd_decode_json_c(arena, &store_blank_type, tree, faults, err);
}

static inline bool store_blank_to_json_c(crd_arena *arena, const store_blank *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_blank_type, object, ret, err);
}

#define STORE_BLANK_LIST_KIND "BlankList"
#define STORE_BLANK_LIST_API_VERSION "other.example.com/v1alpha1"
#define STORE_BLANK_LIST_LAYOUT 0xae51626730bfe1dbu

SHELF_SYMBOL store_blank_list *store_blank_list_new(crd_arena *arena);
SHELF_SYMBOL store_blank_list *store_blank_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_blank_list *store_blank_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_blank_list *store_blank_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
SHELF_SYMBOL bool store_blank_list_write_json(crd_buf *buf, const store_blank_list *object, crd_err *err);
SHELF_SYMBOL bool store_blank_list_write_yaml(crd_buf *buf, const store_blank_list *object, crd_err *err);
SHELF_SYMBOL store_blank_list *store_blank_list_copy(crd_arena *arena, const store_blank_list *object, crd_err *err);
SHELF_SYMBOL bool store_blank_list_equal(const store_blank_list *a, const store_blank_list *b);

static inline bool store_blank_list_check_abi(void)
{
    return crd_abi_is(&store_blank_list_type, CRD_ABI, sizeof(store_blank_list), STORE_BLANK_LIST_LAYOUT);
}

static inline store_blank_list *store_blank_list_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_blank_list *)crd_decode_json_c(arena, &store_blank_list_type, tree, faults, err);
}

static inline bool store_blank_list_to_json_c(crd_arena *arena, const store_blank_list *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_blank_list_type, object, ret, err);
}

/* ---- List ---- */

#define STORE_LIST_KIND "List"
#define STORE_LIST_API_VERSION "other.example.com/v1alpha1"
#define STORE_LIST_LAYOUT 0xca04ff536f1daf2cu

SHELF_SYMBOL store_list *store_list_new(crd_arena *arena);
SHELF_SYMBOL store_list *store_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_list *store_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_list *store_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
SHELF_SYMBOL bool store_list_write_json(crd_buf *buf, const store_list *object, crd_err *err);
SHELF_SYMBOL bool store_list_write_yaml(crd_buf *buf, const store_list *object, crd_err *err);
SHELF_SYMBOL store_list *store_list_copy(crd_arena *arena, const store_list *object, crd_err *err);
SHELF_SYMBOL bool store_list_equal(const store_list *a, const store_list *b);

static inline bool store_list_check_abi(void)
{
    return crd_abi_is(&store_list_type, CRD_ABI, sizeof(store_list), STORE_LIST_LAYOUT);
}

static inline store_list *store_list_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_list *)crd_decode_json_c(arena, &store_list_type, tree, faults, err);
}

static inline bool store_list_to_json_c(crd_arena *arena, const store_list *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_list_type, object, ret, err);
}

#define STORE_LIST_LIST_KIND "ListList"
#define STORE_LIST_LIST_API_VERSION "other.example.com/v1alpha1"
#define STORE_LIST_LIST_LAYOUT 0xe260370d891e918cu

SHELF_SYMBOL store_list_list *store_list_list_new(crd_arena *arena);
SHELF_SYMBOL store_list_list *store_list_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_list_list *store_list_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
SHELF_SYMBOL store_list_list *store_list_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
SHELF_SYMBOL bool store_list_list_write_json(crd_buf *buf, const store_list_list *object, crd_err *err);
SHELF_SYMBOL bool store_list_list_write_yaml(crd_buf *buf, const store_list_list *object, crd_err *err);
SHELF_SYMBOL store_list_list *store_list_list_copy(crd_arena *arena, const store_list_list *object, crd_err *err);
SHELF_SYMBOL bool store_list_list_equal(const store_list_list *a, const store_list_list *b);

static inline bool store_list_list_check_abi(void)
{
    return crd_abi_is(&store_list_list_type, CRD_ABI, sizeof(store_list_list), STORE_LIST_LIST_LAYOUT);
}

static inline store_list_list *store_list_list_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_list_list *)crd_decode_json_c(arena, &store_list_list_type, tree, faults, err);
}

static inline bool store_list_list_to_json_c(crd_arena *arena, const store_list_list *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_list_list_type, object, ret, err);
}

#ifdef __cplusplus
}
#endif
#endif
