/* SPDX-License-Identifier: Apache-2.0 */
/* Validation of ObjectMeta: see schema_meta.h. Knows no kind. */
#include "schema_meta.h"

#include "../base/buf.h"
#include "../base/limits.h"
#include "../value/json.h"

#define ANNOTATIONS_BYTES_MAX ((size_t)256 * 1024)
#define MANAGER_BYTES_MAX 128
#define SUBRESOURCE_BYTES_MAX 256

static void invalid_text(crd_faults *faults, const crd_path *path, crd_str text, crd_str detail,
                         const crd_value *at)
{
    crd_fault_add(faults, CRD_FAULT_INVALID, path, crd_fault_quoted(faults->arena, text), detail,
                  at);
}

static void check_name(crd_faults *faults, enum crd_name_kind kind, const crd_path *path,
                       crd_str text, const crd_value *at)
{
    crd_complaints wrong = crd_name_check(kind, text);
    for (size_t i = 0; i < wrong.n; i++) {
        invalid_text(faults, path, text, wrong.items[i], at);
    }
}

/* generateName: a dash at its end is fine, as something will be appended. */
static crd_str masked(crd_faults *faults, crd_str name)
{
    if (name.len > 1 && crd_str_ends(name, CRD_S("-"))) {
        return CRD_CAT(faults->arena, crd_str_sub(name, 0, name.len - 2), CRD_S("a"));
    }
    return name;
}

static void check_own_name(crd_faults *faults, const crd_meta_rules *rules, const crd_path *path,
                           crd_str name, bool prefix, const crd_value *at)
{
    bool mask = prefix && rules->name_kind != CRD_NAME_PATH_SEGMENT;
    crd_str checked = mask ? masked(faults, name) : name;
    if (!checked.ptr) {
        faults->failed = true;
        return;
    }
    if (prefix && (crd_str_eq(name, CRD_S(".")) || crd_str_eq(name, CRD_S(".."))) &&
        rules->name_kind == CRD_NAME_PATH_SEGMENT) {
        return;
    }
    crd_complaints wrong = crd_name_check(rules->name_kind, checked);
    for (size_t i = 0; i < wrong.n; i++) {
        invalid_text(faults, path, name, wrong.items[i], at);
    }
    if (rules->name.ptr && !crd_str_eq(name, rules->name)) {
        invalid_text(faults, path, name, rules->name_detail, at);
    }
}

static void check_names(crd_faults *faults, const crd_meta_rules *rules, const crd_path *path,
                        const crd_value *metadata)
{
    const crd_value *name = CRD_GET(metadata, "name");
    const crd_value *generate = CRD_GET(metadata, "generateName");
    crd_path name_path = crd_path_child(path, CRD_S("name"));
    crd_path generate_path = crd_path_child(path, CRD_S("generateName"));
    if (crd_text_of(generate).len) {
        check_own_name(faults, rules, &generate_path, crd_text_of(generate), true, generate);
    }
    if (crd_text_of(name).len) {
        check_own_name(faults, rules, &name_path, crd_text_of(name), false, name);
    } else if (!rules->name_optional) {
        crd_fault_add(faults, CRD_FAULT_REQUIRED, &name_path, CRD_S(""),
                      CRD_S("name or generateName is required"), metadata);
    }
}

static void check_namespace(crd_faults *faults, const crd_meta_rules *rules, const crd_path *path,
                            const crd_value *metadata)
{
    const crd_value *value = CRD_GET(metadata, "namespace");
    crd_str name = crd_text_of(value);
    crd_path here = crd_path_child(path, CRD_S("namespace"));
    if (rules->namespaced && !name.len) {
        crd_fault_add(faults, CRD_FAULT_REQUIRED, &here, CRD_S(""), CRD_S(""), metadata);
    } else if (rules->namespaced) {
        check_name(faults, CRD_NAME_DNS1123_LABEL, &here, name, value);
    } else if (name.len) {
        crd_fault_add(faults, CRD_FAULT_FORBIDDEN, &here, CRD_S(""),
                      CRD_S("not allowed on this type"), value);
    }
}

static void check_labels(crd_faults *faults, const crd_path *path, const crd_value *labels)
{
    for (size_t i = 0; i < crd_len_of(labels); i++) {
        const crd_member *member = crd_member_at(labels, i);
        check_name(faults, CRD_NAME_LABEL_KEY, path, member->key, &member->value);
        check_name(faults, CRD_NAME_LABEL_VALUE, path, crd_text_of(&member->value),
                   &member->value);
    }
}

/* strings.ToLower of ASCII letters; other letters make no annotation key valid. */
static crd_str lowered(crd_arena *arena, crd_str text)
{
    char *copy = crd_arena_bytes(arena, text.len + 1);
    if (!copy) {
        return crd_str_of(NULL, 0);
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        copy[i] = crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c;
    }
    copy[text.len] = '\0';
    return crd_str_of(copy, text.len);
}

static void check_annotations(crd_faults *faults, const crd_path *path,
                              const crd_value *annotations)
{
    size_t bytes = 0;
    for (size_t i = 0; i < crd_len_of(annotations); i++) {
        const crd_member *member = crd_member_at(annotations, i);
        crd_str key = lowered(faults->arena, member->key);
        if (!key.ptr) {
            faults->failed = true;
            return;
        }
        crd_complaints wrong = crd_name_check(CRD_NAME_LABEL_KEY, key);
        for (size_t j = 0; j < wrong.n; j++) {
            invalid_text(faults, path, member->key, wrong.items[j], &member->value);
        }
        bytes += member->key.len + crd_text_of(&member->value).len;
    }
    if (bytes > ANNOTATIONS_BYTES_MAX) {
        crd_fault_add(faults, CRD_FAULT_TOO_LONG, path, CRD_S(""),
                      CRD_S("may not be more than 262144 bytes"), annotations);
    }
}

static void check_filled(crd_faults *faults, const crd_path *path, const crd_value *owner,
                         crd_str key, crd_str detail)
{
    const crd_value *value = crd_map_get(owner, key);
    crd_path here = crd_path_child(path, key);
    if (!crd_text_of(value).len) {
        invalid_text(faults, &here, CRD_S(""), detail, value ? value : owner);
    }
}

/* An owner reference as encoding/json prints the struct. */
static void owner_write(crd_buf *buf, const crd_value *owner)
{
    static const char *const texts[] = { "apiVersion", "kind", "name", "uid" };
    static const char *const flags[] = { "controller", "blockOwnerDeletion" };
    crd_buf_add_byte(buf, '{');
    for (size_t i = 0; i < 4; i++) {
        crd_buf_add(buf, i ? CRD_S(",\"") : CRD_S("\""));
        crd_buf_add(buf, crd_str_c(texts[i]));
        crd_buf_add_lit(buf, "\":");
        crd_json_write_string(buf, crd_text_of(crd_map_get(owner, crd_str_c(texts[i]))), false);
    }
    for (size_t i = 0; i < 2; i++) {
        const crd_value *flag = crd_map_get(owner, crd_str_c(flags[i]));
        if (!crd_is_null(flag)) {
            crd_buf_add_lit(buf, ",\"");
            crd_buf_add(buf, crd_str_c(flags[i]));
            crd_buf_add(buf, crd_is_true(flag) ? CRD_S("\":true") : CRD_S("\":false"));
        }
    }
    crd_buf_add_byte(buf, '}');
}

static crd_str owner_text(crd_arena *arena, const crd_value *owner)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    owner_write(&buf, owner);
    return crd_buf_whole(&buf);
}

static void check_owner(crd_faults *faults, const crd_path *path, const crd_value *owner)
{
    const crd_value *value = CRD_GET(owner, "apiVersion");
    crd_str version = crd_text_of(value);
    crd_str group = CRD_S("");
    crd_path here = crd_path_child(path, CRD_S("apiVersion"));
    size_t slash = crd_str_find_byte(version, '/');
    bool two = slash != CRD_NPOS &&
               crd_str_find_byte(crd_str_from(version, slash + 1), '/') != CRD_NPOS;
    if (slash != CRD_NPOS) {
        group = crd_str_sub(version, 0, slash);
        version = crd_str_from(version, slash + 1);
    }
    if (!version.len || two) {
        invalid_text(faults, &here, crd_text_of(value), CRD_S("version must not be empty"),
                     value ? value : owner);
    }
    check_filled(faults, path, owner, CRD_S("kind"), CRD_S("must not be empty"));
    check_filled(faults, path, owner, CRD_S("name"), CRD_S("must not be empty"));
    check_filled(faults, path, owner, CRD_S("uid"), CRD_S("must not be empty"));
    if (!group.len && crd_str_eq(version, CRD_S("v1")) &&
        crd_str_eq(crd_text_of(CRD_GET(owner, "kind")), CRD_S("Event"))) {
        crd_fault_add(faults, CRD_FAULT_INVALID, path, owner_text(faults->arena, owner),
                      CRD_S("/v1, Kind=Event is disallowed from being an owner"), owner);
    }
}

static crd_str owners_text(crd_arena *arena, const crd_value *owners)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, CRD_TEXT_BYTES_MAX);
    for (size_t i = 0; i < crd_len_of(owners); i++) {
        crd_buf_add_byte(&buf, i ? ',' : '[');
        owner_write(&buf, crd_item(owners, i));
    }
    crd_buf_add_byte(&buf, ']');
    return crd_buf_whole(&buf);
}

static void check_owners(crd_faults *faults, const crd_path *path, const crd_value *owners)
{
    crd_str first = { 0 };
    for (size_t i = 0; i < crd_len_of(owners); i++) {
        const crd_value *owner = crd_item(owners, i);
        check_owner(faults, path, owner);
        if (!crd_is_true(CRD_GET(owner, "controller"))) {
            continue;
        }
        crd_str name = CRD_CAT(faults->arena, crd_text_of(CRD_GET(owner, "kind")), CRD_S("/"),
                               crd_text_of(CRD_GET(owner, "name")));
        if (!name.ptr) {
            faults->failed = true;
        } else if (first.len) {
            crd_fault_add(faults, CRD_FAULT_INVALID, path, owners_text(faults->arena, owners),
                          CRD_CAT(faults->arena,
                                  CRD_S("Only one reference can have Controller set to true. "
                                        "Found \"true\" in references for "),
                                  first, CRD_S(" and "), name),
                          owner);
        } else {
            first = name;
        }
    }
}

static void check_finalizers(crd_faults *faults, const crd_path *path, const crd_value *finalizers)
{
    bool orphan = false;
    bool foreground = false;
    for (size_t i = 0; i < crd_len_of(finalizers); i++) {
        const crd_value *item = crd_item(finalizers, i);
        check_name(faults, CRD_NAME_LABEL_KEY, path, crd_text_of(item), item);
        orphan = orphan || crd_str_eq(crd_text_of(item), CRD_S("orphan"));
        foreground = foreground || crd_str_eq(crd_text_of(item), CRD_S("foregroundDeletion"));
    }
    if (orphan && foreground) {
        crd_fault_add(faults, CRD_FAULT_INVALID, path, crd_fault_json(faults->arena, finalizers),
                      CRD_S("finalizer orphan and foregroundDeletion cannot be both set"),
                      finalizers);
    }
}

static void too_long(crd_faults *faults, const crd_path *path, crd_str name, const crd_value *value,
                     size_t max, crd_str detail)
{
    crd_path here = crd_path_child(path, name);
    if (crd_text_of(value).len > max) {
        crd_fault_add(faults, CRD_FAULT_TOO_LONG, &here, CRD_S(""), detail, value);
    }
}

static void check_managed(crd_faults *faults, const crd_path *path, const crd_value *managed)
{
    for (size_t i = 0; i < crd_len_of(managed); i++) {
        const crd_value *entry = crd_item(managed, i);
        const crd_value *operation = CRD_GET(entry, "operation");
        const crd_value *type = CRD_GET(entry, "fieldsType");
        crd_path here = crd_path_index(path, i);
        crd_path operation_path = crd_path_child(&here, CRD_S("operation"));
        crd_path type_path = crd_path_child(&here, CRD_S("fieldsType"));
        if (!crd_str_eq(crd_text_of(operation), CRD_S("Apply")) &&
            !crd_str_eq(crd_text_of(operation), CRD_S("Update"))) {
            const crd_value text = crd_value_string(crd_text_of(operation));
            crd_fault_add(faults, CRD_FAULT_INVALID, &operation_path,
                          crd_fault_json(faults->arena, &text),
                          CRD_S("must be `Apply` or `Update`"), operation ? operation : entry);
        }
        if (crd_text_of(type).len && !crd_str_eq(crd_text_of(type), CRD_S("FieldsV1"))) {
            invalid_text(faults, &type_path, crd_text_of(type), CRD_S("must be `FieldsV1`"), type);
        }
        too_long(faults, &here, CRD_S("manager"), CRD_GET(entry, "manager"), MANAGER_BYTES_MAX,
                 CRD_S("may not be more than 128 bytes"));
        too_long(faults, &here, CRD_S("subresource"), CRD_GET(entry, "subresource"),
                 SUBRESOURCE_BYTES_MAX, CRD_S("may not be more than 256 bytes"));
    }
}

void crd_meta_validate(crd_faults *faults, const crd_meta_rules *rules, const crd_path *path,
                       const crd_value *metadata)
{
    static const struct {
        const char *key;
        void (*check)(crd_faults *faults, const crd_path *path, const crd_value *value);
    } parts[] = {
        { "labels", check_labels },         { "annotations", check_annotations },
        { "ownerReferences", check_owners }, { "finalizers", check_finalizers },
        { "managedFields", check_managed },
    };
    int64_t generation = 0;
    const crd_value *value = CRD_GET(metadata, "generation");
    crd_path here = crd_path_child(path, CRD_S("generation"));
    check_names(faults, rules, path, metadata);
    check_namespace(faults, rules, path, metadata);
    if (!rules->fresh && crd_number_int(value, &generation) && generation < 0) {
        crd_fault_add(faults, CRD_FAULT_INVALID, &here, crd_fault_printed(faults->arena, value),
                      CRD_S("must be greater than or equal to 0"), value);
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        crd_path part = crd_path_child(path, crd_str_c(parts[i].key));
        parts[i].check(faults, &part, crd_map_get(metadata, part.name));
    }
}
