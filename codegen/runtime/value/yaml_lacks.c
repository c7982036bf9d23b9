/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What YAML has and JSON has not: looks a tree through for keys and numbers that were marked, and
 * words the error as sigs.k8s.io/yaml and encoding/json do.
 */
#include "../base/limits.h"
#include "yaml_go_syntax.h"
#include "yaml_scalars.h"

struct spot {
    const crd_value *container;
    size_t next;
};

static bool fail_key(crd_arena *arena, const crd_member *member, crd_err *err)
{
    CRD_AUTO_BUF text;
    crd_buf_init(&text, CRD_TEXT_BYTES_MAX);
    if (member->key.ptr[0] == CRD_YAML_GO_NIL) {
        crd_buf_add_lit(&text, "%!s(<nil>), key: <nil>");
    } else {
        crd_buf_add_lit(&text, "uint64, key: ");
        crd_yaml_write_go_key(&text, member->key);
    }
    crd_buf_add_lit(&text, ", value: ");
    if (crd_is_null(&member->value)) {
        crd_buf_add_lit(&text, "<nil>");
    } else {
        crd_yaml_write_go_syntax(&text, &member->value);
    }
    if (crd_buf_failed(&text)) {
        return crd_err_memory(err, NULL);
    }
    return CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("unsupported map key of type: "),
                    crd_buf_str(&text));
}

static bool is_marked(crd_str text)
{
    return crd_str_starts(text, CRD_S(CRD_YAML_MARK));
}

static bool lacks_here(crd_arena *arena, const crd_member *member, const crd_value *value,
                       enum crd_yaml_lack lack, crd_err *err)
{
    switch (lack) {
    case CRD_YAML_MARKED_KEY:
        return member && is_marked(member->key);
    case CRD_YAML_BAD_GO_KEY:
        return member &&
               (member->key.ptr[0] == CRD_YAML_GO_NIL ||
                member->key.ptr[0] == CRD_YAML_GO_UINT64) &&
               !fail_key(arena, member, err);
    case CRD_YAML_MARKED_NUMBER:
        return value->kind == CRD_NUMBER && is_marked(crd_text_of(value)) &&
               !CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("json: unsupported value: "),
                         crd_str_from(crd_text_of(value), sizeof(CRD_YAML_MARK) - 1));
    }
    return false;
}

/* What is shared is walked each time, within the bound of nodes. */
bool crd_yaml_lacks(crd_arena *arena, const crd_value *root, enum crd_yaml_lack lack, crd_err *err)
{
    struct spot spots[CRD_NESTING_MAX];
    size_t depth = 0;
    const crd_value *value = root;
    if (lacks_here(arena, NULL, root, lack, err)) {
        return true;
    }
    for (;;) {
        if (crd_len_of(value) && depth < CRD_NESTING_MAX) {
            spots[depth++] = (struct spot) { .container = value };
        }
        while (depth && spots[depth - 1].next == crd_len_of(spots[depth - 1].container)) {
            depth--;
        }
        if (!depth) {
            return false;
        }
        struct spot *spot = &spots[depth - 1];
        const crd_member *member = crd_member_sorted(spot->container, spot->next);
        value = member ? &member->value : crd_item(spot->container, spot->next);
        spot->next++;
        if (lacks_here(arena, member, value, lack, err)) {
            return true;
        }
    }
}
