/* Made by `crdc c` of store.example.com/v1beta1; change its CRDs instead.
 * Structs live on an arena; see <crd/schema/type.h> and <crd/schema/object.h>. */
#ifndef STORE_STORE_EXAMPLE_COM_V1BETA1_H
#define STORE_STORE_EXAMPLE_COM_V1BETA1_H

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

typedef struct store_v1beta1_shelf_spec store_v1beta1_shelf_spec;
typedef struct store_v1beta1_shelf store_v1beta1_shelf;
typedef struct store_v1beta1_shelf_list store_v1beta1_shelf_list;

struct store_v1beta1_shelf_spec {
    struct {
        unsigned size : 1;
        unsigned main : 1;
    } has, null;
    crd_str size;
    /* One part. */
    store_part *main;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_v1beta1_shelf_spec_type;

struct store_v1beta1_shelf {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned spec : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_object_meta *metadata;
    store_v1beta1_shelf_spec *spec;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_v1beta1_shelf_type;

typedef struct store_v1beta1_shelf_items {
    store_v1beta1_shelf *items;
    size_t n;
} store_v1beta1_shelf_items;

struct store_v1beta1_shelf_list {
    struct {
        unsigned api_version : 1;
        unsigned kind : 1;
        unsigned metadata : 1;
        unsigned items : 1;
    } has, null;
    crd_str api_version;
    crd_str kind;
    crd_list_meta *metadata;
    store_v1beta1_shelf_items items;
    crd_unknown *extra;
};
STORE_API extern const crd_struct store_v1beta1_shelf_list_type;

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

#define STORE_V1BETA1_SHELF_KIND "Shelf"
#define STORE_V1BETA1_SHELF_API_VERSION "store.example.com/v1beta1"
#define STORE_V1BETA1_SHELF_LAYOUT 0x2890c32ad8cdd7d8u

STORE_API store_v1beta1_shelf *store_v1beta1_shelf_new(crd_arena *arena);
STORE_API store_v1beta1_shelf *store_v1beta1_shelf_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_v1beta1_shelf *store_v1beta1_shelf_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_v1beta1_shelf *store_v1beta1_shelf_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
STORE_API bool store_v1beta1_shelf_write_json(crd_buf *buf, const store_v1beta1_shelf *object, crd_err *err);
STORE_API bool store_v1beta1_shelf_write_yaml(crd_buf *buf, const store_v1beta1_shelf *object, crd_err *err);
STORE_API store_v1beta1_shelf *store_v1beta1_shelf_copy(crd_arena *arena, const store_v1beta1_shelf *object, crd_err *err);
STORE_API bool store_v1beta1_shelf_equal(const store_v1beta1_shelf *a, const store_v1beta1_shelf *b);

static inline bool store_v1beta1_shelf_check_abi(void)
{
    return crd_abi_is(&store_v1beta1_shelf_type, CRD_ABI, sizeof(store_v1beta1_shelf), STORE_V1BETA1_SHELF_LAYOUT);
}

static inline store_v1beta1_shelf *store_v1beta1_shelf_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_v1beta1_shelf *)crd_decode_json_c(arena, &store_v1beta1_shelf_type, tree, faults, err);
}

static inline bool store_v1beta1_shelf_to_json_c(crd_arena *arena, const store_v1beta1_shelf *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_v1beta1_shelf_type, object, ret, err);
}

#define STORE_V1BETA1_SHELF_LIST_KIND "ShelfList"
#define STORE_V1BETA1_SHELF_LIST_API_VERSION "store.example.com/v1beta1"
#define STORE_V1BETA1_SHELF_LIST_LAYOUT 0xe1637f0b0dac06b8u

STORE_API store_v1beta1_shelf_list *store_v1beta1_shelf_list_new(crd_arena *arena);
STORE_API store_v1beta1_shelf_list *store_v1beta1_shelf_list_parse_json(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_v1beta1_shelf_list *store_v1beta1_shelf_list_parse_yaml(crd_arena *arena, crd_str text, crd_diags *faults, crd_err *err);
STORE_API store_v1beta1_shelf_list *store_v1beta1_shelf_list_from_value(crd_arena *arena, const crd_value *value, crd_diags *faults,
    crd_err *err);
STORE_API bool store_v1beta1_shelf_list_write_json(crd_buf *buf, const store_v1beta1_shelf_list *object, crd_err *err);
STORE_API bool store_v1beta1_shelf_list_write_yaml(crd_buf *buf, const store_v1beta1_shelf_list *object, crd_err *err);
STORE_API store_v1beta1_shelf_list *store_v1beta1_shelf_list_copy(crd_arena *arena, const store_v1beta1_shelf_list *object, crd_err *err);
STORE_API bool store_v1beta1_shelf_list_equal(const store_v1beta1_shelf_list *a, const store_v1beta1_shelf_list *b);

static inline bool store_v1beta1_shelf_list_check_abi(void)
{
    return crd_abi_is(&store_v1beta1_shelf_list_type, CRD_ABI, sizeof(store_v1beta1_shelf_list), STORE_V1BETA1_SHELF_LIST_LAYOUT);
}

static inline store_v1beta1_shelf_list *store_v1beta1_shelf_list_from_json_c(crd_arena *arena, struct json_object *tree,
    crd_diags *faults, crd_err *err)
{
    return (store_v1beta1_shelf_list *)crd_decode_json_c(arena, &store_v1beta1_shelf_list_type, tree, faults, err);
}

static inline bool store_v1beta1_shelf_list_to_json_c(crd_arena *arena, const store_v1beta1_shelf_list *object,
    struct json_object **ret, crd_err *err)
{
    return crd_encode_json_c(arena, &store_v1beta1_shelf_list_type, object, ret, err);
}

#ifdef __cplusplus
}
#endif
#endif
