/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking a CRD: see check.h. The server validates its internal form, in which what all versions
 * have alike stands once above them: faults name spec.validation then, not spec.versions[0].schema.
 */
#include "check.h"

#include "base/limits.h"
#include "base/num.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/unicode.h"
#include "check_inside.h"
#include "check_types.h"
#include "schema/schema_meta.h"

#define SCRATCH_BYTES_MAX ((size_t)1024 * 1024 * 1024)
#define APPROVED "api-approved.kubernetes.io"

/* What all versions have alike, and the server therefore moves to the top. */
struct hoisted {
    bool schema;
    bool subresources;
    bool columns;
    bool selectable;
};

static bool is_alike(const crdc_crd *crd, crd_str key, const crd_go_type *type, bool pointer)
{
    for (size_t i = 1; i < crd->n_versions; i++) {
        if (!crd_go_equal(type, pointer, crd_map_get(crd->versions[0].raw, key),
                          crd_map_get(crd->versions[i].raw, key))) {
            return false;
        }
    }
    return crd->n_versions > 0;
}

static struct hoisted hoist(const crdc_crd *crd)
{
    return (struct hoisted){
        .schema = is_alike(crd, CRD_S("schema"), &crdc_go_validation, true),
        .subresources = is_alike(crd, CRD_S("subresources"), &crdc_go_subresources, true),
        .columns = is_alike(crd, CRD_S("additionalPrinterColumns"), &crdc_go_columns, false),
        .selectable = is_alike(crd, CRD_S("selectableFields"), &crdc_go_selectable, false),
    };
}

static void check_group(crdc_checking *c, const crd_path *spec)
{
    crd_path group = crd_path_child(spec, CRD_S("group"));
    const crd_value *at = crdc_field_at(CRD_GET(c->crd->raw, "spec"), group.name);
    crd_str text = c->crd->group;
    crd_str words = crd_name_words(c->arena, CRD_NAME_DNS1123_SUBDOMAIN, text);
    if (!text.len) {
        crdc_required(c, &group, CRD_S(""), at);
    } else if (words.len) {
        crdc_invalid(c, &group, text, words, at);
    } else if (crd_str_find_byte(text, '.') == CRD_NPOS) {
        crdc_invalid(c, &group, text, CRD_S("should be a domain with at least one dot"), at);
    }
}

static void check_scope(crdc_checking *c, const crd_path *spec)
{
    static const crd_str scopes[] = { CRD_STR_INIT("Cluster"), CRD_STR_INIT("Namespaced") };
    crd_path scope = crd_path_child(spec, CRD_S("scope"));
    const crd_value *at = crdc_field_at(CRD_GET(c->crd->raw, "spec"), scope.name);
    if (!c->crd->scope.len) {
        crdc_required(c, &scope, CRD_S(""), at);
    } else if (!crd_str_eq(c->crd->scope, scopes[0]) && !crd_str_eq(c->crd->scope, scopes[1])) {
        crdc_unsupported(c, &scope, c->crd->scope, scopes, 2, at);
    }
}

static bool has_default(const crdc_schema *schema);

static bool any_default(crdc_schemas schemas)
{
    for (size_t i = 0; i < schemas.n; i++) {
        if (has_default(schemas.items[i])) {
            return true;
        }
    }
    return false;
}

static bool any_property_default(crdc_properties properties)
{
    for (size_t i = 0; i < properties.n; i++) {
        if (has_default(properties.items[i].schema)) {
            return true;
        }
    }
    return false;
}

/* SchemaHas of a default. */
static bool has_default(const crdc_schema *schema)
{
    if (!schema) {
        return false;
    }
    return crdc_has_default(schema) || has_default(schema->items) ||
           any_default(schema->items_list) || any_default(schema->all_of) ||
           any_default(schema->any_of) || any_default(schema->one_of) ||
           has_default(schema->not_schema) || any_property_default(schema->properties) ||
           has_default(schema->additional_properties.schema) ||
           any_property_default(schema->pattern_properties) ||
           has_default(schema->additional_items.schema) ||
           any_property_default(schema->definitions);
}

static void check_preserve(crdc_checking *c, const crd_path *spec)
{
    const crd_value yes = crd_value_bool(true);
    crd_path preserve = crd_path_child(spec, CRD_S("preserveUnknownFields"));
    bool defaults = false;
    for (size_t i = 0; i < c->crd->n_versions; i++) {
        defaults = defaults || has_default(c->crd->versions[i].schema);
    }
    if (defaults && c->crd->preserve_unknown_fields) {
        crdc_invalid_json(c, &preserve, &yes,
                          CRD_S("must be false in order to use defaults in the schema"),
                          crdc_field_at(CRD_GET(c->crd->raw, "spec"), preserve.name));
    }
}

/* The versions as the server prints them: what was moved to the top is null. */
static crd_str versions_printed(crdc_checking *c, const struct hoisted *hoisted)
{
    const struct {
        bool gone;
        const char *key;
    } parts[] = {
        { hoisted->schema, "schema" },
        { hoisted->subresources, "subresources" },
        { hoisted->columns, "additionalPrinterColumns" },
        { hoisted->selectable, "selectableFields" },
    };
    const crd_value *list = CRD_GET(CRD_GET(c->crd->raw, "spec"), "versions");
    size_t n = crd_len_of(list);
    crd_value *items = CRD_NEW_N(c->arena, crd_value, n);
    if (!items) {
        return crd_str_of(NULL, 0);
    }
    for (size_t i = 0; i < n; i++) {
        const crd_value *from = crd_item(list, i);
        crd_member *members = CRD_NEW_N(c->arena, crd_member, crd_len_of(from));
        size_t kept = 0;
        for (size_t j = 0; members && j < crd_len_of(from); j++) {
            const crd_member *member = crd_member_at(from, j);
            bool gone = false;
            for (size_t k = 0; k < 4; k++) {
                gone = gone || (parts[k].gone && crd_str_eq(member->key, crd_str_c(parts[k].key)));
            }
            members[kept] = *member;
            kept += !gone;
        }
        if (!members || !crd_value_map(c->arena, members, kept, &items[i], c->err)) {
            return crd_str_of(NULL, 0);
        }
    }
    const crd_value shown = crd_is_list(list) ? crd_value_list(items, n) : crd_value_null();
    crd_buf buf;
    crd_buf_on(&buf, c->arena, CRD_TEXT_BYTES_MAX);
    crd_go_print(&buf, &crdc_go_versions, false, &shown);
    return crd_buf_whole(&buf);
}

static void check_version_set(crdc_checking *c, const crd_path *versions,
                              const struct hoisted *hoisted)
{
    const crdc_crd *crd = c->crd;
    const crd_value *at = crdc_field_at(CRD_GET(crd->raw, "spec"), CRD_S("versions"));
    size_t stored = 0;
    bool unique = true;
    for (size_t i = 0; i < crd->n_versions; i++) {
        stored += crd->versions[i].storage;
        unique = unique && crdc_version_find(crd, crd->versions[i].name) == &crd->versions[i];
    }
    if (!unique) {
        crd_fault_add(c->faults, CRD_FAULT_INVALID, versions, versions_printed(c, hoisted),
                      CRD_S("must contain unique version names"), at);
    }
    if (stored != 1) {
        crd_fault_add(c->faults, CRD_FAULT_INVALID, versions, versions_printed(c, hoisted),
                      CRD_S("must have exactly one version marked as storage version"), at);
    }
}

/* The first version of that name: the server looks subresources up by name. */
static bool has_status(const crdc_crd *crd, crd_str name)
{
    const crdc_version *version = crdc_version_find(crd, name);
    return version && version->status;
}

static void check_version(crdc_checking *c, const crd_path *path, const crdc_version *version,
                          const struct hoisted *hoisted)
{
    crd_path name = crd_path_child(path, CRD_S("name"));
    crd_path schema = crd_path_child(path, CRD_S("schema"));
    crd_path openapi = crd_path_child(&schema, CRD_S("openAPIV3Schema"));
    crd_path subresources = crd_path_child(path, CRD_S("subresources"));
    crd_path columns = crd_path_child(path, CRD_S("additionalPrinterColumns"));
    crd_path selectable = crd_path_child(path, CRD_S("selectableFields"));
    crd_str words = crd_name_words(c->arena, CRD_NAME_DNS1035_LABEL, version->name);
    if (words.len) {
        crdc_invalid(c, &name, version->name, words, crdc_field_at(version->raw, name.name));
    }
    crdc_check_deprecation(c, path, version);
    if (!hoisted->schema) {
        crdc_check_validation(c, &schema, version, has_status(c->crd, version->name));
    }
    if (!hoisted->subresources) {
        crdc_check_subresources(c, &subresources, version);
    }
    if (!hoisted->columns) {
        crdc_check_columns(c, &columns, version);
    }
    if (hoisted->selectable || !version->n_selectable) {
        return;
    }
    if (hoisted->schema || !version->schema) {
        crdc_invalid(c, &selectable, CRD_S(""),
                     CRD_S("may only be set when `version.schema.openAPIV3Schema` is not included"),
                     crdc_field_at(version->raw, selectable.name));
    } else {
        crdc_check_selectable(c, &selectable, &openapi, version);
    }
}

static void check_versions(crdc_checking *c, const crd_path *spec, const struct hoisted *hoisted)
{
    const crdc_crd *crd = c->crd;
    crd_path versions = crd_path_child(spec, CRD_S("versions"));
    crd_path name = crd_path_child(spec, CRD_S("version"));
    bool schema_on_top = hoisted->schema && crd->versions[0].schema;
    for (size_t i = 0; i < crd->n_versions; i++) {
        crd_path item = crd_path_index(&versions, i);
        crd_path schema = crd_path_child(&item, CRD_S("schema"));
        crd_path here = crd_path_child(&schema, CRD_S("openAPIV3Schema"));
        if (!schema_on_top && (hoisted->schema || !crd->versions[i].schema)) {
            crdc_required(c, &here, CRD_S(""), crd->versions[i].raw);
        }
    }
    check_preserve(c, spec);
    for (size_t i = 0; i < crd->n_versions && !c->failed; i++) {
        crd_path item = crd_path_index(&versions, i);
        check_version(c, &item, &crd->versions[i], hoisted);
    }
    check_version_set(c, &versions, hoisted);
    crd_str first = crd->n_versions ? crd->versions[0].name : CRD_S("");
    crd_str words = first.len ? crd_name_words(c->arena, CRD_NAME_DNS1035_LABEL, first)
                              : CRD_S("");
    if (words.len) {
        crdc_invalid(c, &name, first, words, crdc_field_at(crd->versions[0].raw, CRD_S("name")));
    }
}

static void check_label(crdc_checking *c, const crd_path *path, crd_str text, crd_str words,
                        const crd_value *at)
{
    if (words.len) {
        crdc_invalid(c, path, text, words, at);
    }
}

static void check_labels(crdc_checking *c, const crd_path *names, const char *key, crdc_texts texts)
{
    crd_path list = crd_path_child(names, crd_str_c(key));
    const crd_value *raw =
        crd_map_get(CRD_GET(CRD_GET(c->crd->raw, "spec"), "names"), list.name);
    for (size_t i = 0; i < texts.n; i++) {
        crd_path here = crd_path_index(&list, i);
        check_label(c, &here, texts.items[i],
                    crd_name_words(c->arena, CRD_NAME_DNS1035_LABEL, texts.items[i]),
                    crd_item(raw, i));
    }
}

/* names.singular and names.listKind as the server fills them in. */
static crd_str lowered(crdc_checking *c, crd_str text)
{
    crd_buf buf;
    crd_buf_on(&buf, c->arena, CRD_TEXT_BYTES_MAX);
    size_t width = 0;
    for (size_t i = 0; i < text.len; i += width) {
        char bytes[4];
        uint32_t rune = crd_rune_decode(crd_str_from(text, i), &width);
        crd_buf_add(&buf, crd_str_of(bytes, crd_rune_encode(crd_rune_to_lower(rune), bytes)));
    }
    return crd_buf_whole(&buf);
}

static void check_names(crdc_checking *c, const crd_path *spec)
{
    const crdc_names *names = &c->crd->names;
    const crd_value *raw = crdc_field_at(CRD_GET(c->crd->raw, "spec"), CRD_S("names"));
    crd_path path = crd_path_child(spec, CRD_S("names"));
    crd_str list_kind = names->list_kind;
    if (!list_kind.len && names->kind.len) {
        list_kind = CRD_CAT(c->arena, names->kind, CRD_S("List"));
    }
    const struct {
        const char *key;
        crd_str text;
        bool kind;
        bool made; /* by us: no text means no memory */
    } single[] = {
        { "plural", names->plural, false, false },
        { "singular", names->singular.len ? names->singular : lowered(c, names->kind), false, true },
        { "kind", names->kind, true, false },
        { "listKind", list_kind, true, names->kind.len > 0 },
    };
    for (size_t i = 0; i < 4; i++) {
        crd_path here = crd_path_child(&path, crd_str_c(single[i].key));
        if (single[i].made && !single[i].text.ptr) {
            c->faults->failed = true;
        } else if (!single[i].text.len) {
            crdc_required(c, &here, CRD_S(""), crdc_field_at(raw, here.name));
        }
    }
    for (size_t i = 0; i < 4; i++) {
        crd_path here = crd_path_child(&path, crd_str_c(single[i].key));
        crd_str text = single[i].text;
        crd_str folded = single[i].kind ? lowered(c, text) : text;
        if (text.len && !folded.ptr) {
            c->faults->failed = true;
        } else if (text.len) {
            check_label(c, &here, text,
                        single[i].kind ? crd_name_kind_words(c->arena, folded)
                                       : crd_name_words(c->arena, CRD_NAME_DNS1035_LABEL, folded),
                        crdc_field_at(raw, here.name));
        }
    }
    check_labels(c, &path, "shortNames", names->short_names);
    crd_path list_path = crd_path_child(&path, CRD_S("listKind"));
    if (names->kind.len && crd_str_eq(names->kind, list_kind)) {
        crdc_invalid(c, &list_path, list_kind, CRD_S("kind and listKind may not be the same"),
                     crdc_field_at(raw, list_path.name));
    }
    check_labels(c, &path, "categories", names->categories);
}

/* What stands alike in all versions: checked once, by the first. */
static void check_top(crdc_checking *c, const crd_path *spec, const struct hoisted *hoisted)
{
    const crdc_crd *crd = c->crd;
    crd_path validation = crd_path_child(spec, CRD_S("validation"));
    crd_path subresources = crd_path_child(spec, CRD_S("subresources"));
    crd_path columns = crd_path_child(spec, CRD_S("additionalPrinterColumns"));
    crd_path selectable = crd_path_child(spec, CRD_S("selectableFields"));
    crd_path schema = crd_path_child(spec, CRD_S("schema.openAPIV3Schema"));
    bool status = false;
    for (size_t i = 0; i < crd->n_versions; i++) {
        status = status || crd->versions[i].status;
    }
    if (hoisted->schema) {
        crdc_check_validation(c, &validation, &crd->versions[0], status);
    }
    if (hoisted->subresources) {
        crdc_check_subresources(c, &subresources, &crd->versions[0]);
    }
    if (hoisted->columns) {
        crdc_check_columns(c, &columns, &crd->versions[0]);
    }
    if (!hoisted->selectable || !crd->versions[0].n_selectable) {
        return;
    }
    if (hoisted->schema && !crd_is_null(CRD_GET(crd->versions[0].raw, "schema"))) {
        crdc_check_selectable(c, &selectable, &schema, &crd->versions[0]);
    } else {
        crdc_invalid(c, &selectable, CRD_S(""),
                     CRD_S("may only be set when validations.schema is included"),
                     crdc_field_at(crd->versions[0].raw, selectable.name));
    }
}

static void check_spec(crdc_checking *c)
{
    const crdc_crd *crd = c->crd;
    const crd_path spec = { .name = CRD_S("spec") };
    const struct hoisted hoisted = hoist(crd);
    crd_path conversion = crd_path_child(&spec, CRD_S("conversion"));
    crd_path strategy = crd_path_child(&conversion, CRD_S("strategy"));
    check_group(c, &spec);
    check_scope(c, &spec);
    check_versions(c, &spec, &hoisted);
    check_names(c, &spec);
    check_top(c, &spec, &hoisted);
    if (crd->conversion.has && !crd_str_eq(crd->conversion.strategy, CRD_S("None")) &&
        crd->preserve_unknown_fields) {
        const crd_value shown = crd_value_string(crd->conversion.strategy);
        crdc_invalid_json(c, &strategy, &shown,
                          CRD_S("must be None if spec.preserveUnknownFields is true"),
                          crdc_field_at(crd->conversion.raw, strategy.name));
    }
    crdc_check_conversion(c, &conversion);
}

static void check_metadata(crdc_checking *c)
{
    const crd_path path = { .name = CRD_S("metadata") };
    const crd_value *metadata = CRD_GET(c->crd->raw, "metadata");
    const crd_meta_rules rules = {
        .name_kind = CRD_NAME_DNS1123_SUBDOMAIN,
        .name = CRD_CAT(c->arena, c->crd->names.plural, CRD_S("."), c->crd->group),
        .fresh = true,
        .name_detail = CRD_S("must be spec.names.plural+\".\"+spec.group"),
    };
    crd_meta_validate(c->faults, &rules, &path, metadata);
}

/* The server fills the status itself: of several storage versions the first counts as stored. */
static void check_stored(crdc_checking *c)
{
    const crd_path status = { .name = CRD_S("status") };
    crd_path path = crd_path_child(&status, CRD_S("storedVersions"));
    const crd_value nothing = crd_value_null();
    const crd_value *at = crdc_field_at(CRD_GET(c->crd->raw, "spec"), CRD_S("versions"));
    const crdc_version *stored = NULL;
    for (size_t i = 0; i < c->crd->n_versions; i++) {
        const crdc_version *version = &c->crd->versions[i];
        if (!version->storage) {
            continue;
        }
        stored = stored ? stored : version;
        if (!crd_str_eq(version->name, stored->name)) {
            crd_value name = crd_value_string(stored->name);
            const crd_value shown = crd_value_list(&name, 1);
            crdc_invalid_json(c, &path, &shown,
                              CRD_CAT(c->arena, CRD_S("must have the storage version "),
                                      version->name),
                              version->raw);
        }
    }
    if (!stored) {
        crdc_invalid_json(c, &path, &nothing, CRD_S("must have at least one stored version"), at);
    }
}

static bool is_protected(crd_str group)
{
    return crd_str_eq(group, CRD_S("k8s.io")) || crd_str_ends(group, CRD_S(".k8s.io")) ||
           crd_str_eq(group, CRD_S("kubernetes.io")) ||
           crd_str_ends(group, CRD_S(".kubernetes.io"));
}

static bool is_address(crdc_checking *c, crd_str text)
{
    crd_url url;
    crd_err found = { .code = CRD_OK };
    if (crd_url_read_request(c->arena, text, &url, &found)) {
        return url.host.len && url.scheme.len;
    }
    c->faults->failed = c->faults->failed || crd_code_is_ours(found.code);
    return false;
}

static void check_approval(crdc_checking *c)
{
    const crd_path metadata = { .name = CRD_S("metadata") };
    crd_path annotations = crd_path_child(&metadata, CRD_S("annotations"));
    crd_path path = crd_path_key(&annotations, CRD_S(APPROVED));
    const crd_value *raw = CRD_GET(c->crd->raw, "metadata");
    const crd_value *value = CRD_GET(CRD_GET(raw, "annotations"), APPROVED);
    crd_str text = crd_text_of(value);
    if (!is_protected(c->crd->group)) {
        return;
    }
    if (!text.len) {
        crdc_required(c, &path,
                      CRD_S("protected groups must have approval annotation \"" APPROVED "\", see "
                            "https://github.com/kubernetes/enhancements/pull/1111"),
                      value ? value : raw);
    } else if (!crd_str_starts(text, CRD_S("unapproved")) && !is_address(c, text)) {
        crdc_invalid(c, &path, text,
                     CRD_S("protected groups must have approval annotation \"" APPROVED "\" with "
                           "either a URL or a reason starting with \"unapproved\", see "
                           "https://github.com/kubernetes/enhancements/pull/1111"),
                     value);
    }
}

static void check_preserve_unknown(crdc_checking *c)
{
    const crd_path spec = { .name = CRD_S("spec") };
    const crd_value yes = crd_value_bool(true);
    crd_path path = crd_path_child(&spec, CRD_S("preserveUnknownFields"));
    if (c->crd->preserve_unknown_fields) {
        crdc_invalid_json(c, &path, &yes,
                          CRD_S("cannot set to true, set x-kubernetes-preserve-unknown-fields to "
                                "true in spec.versions[*].schema instead"),
                          crdc_field_at(CRD_GET(c->crd->raw, "spec"), path.name));
    }
}

/* Other versions are not served any more: the document does not get as far as being decoded. */
static crd_str wrong_version(crd_arena *arena, const crdc_crd *crd)
{
    crd_str version = crd_text_of(CRD_GET(crd->raw, "apiVersion"));
    if (crd_str_eq(version, CRD_S("apiextensions.k8s.io/v1"))) {
        return CRD_S("");
    }
    return version.len ? CRD_CAT(arena,
                                 CRD_S("no matches for kind \"CustomResourceDefinition\" in version "),
                                 crd_fault_quoted(arena, version))
                       : CRD_S("apiVersion not set");
}

bool crdc_check_decodes(crd_arena *arena, const crdc_crd *crd, crdc_verdict *ret, crd_err *err)
{
    crd_go_decoded decoded;
    crdc_verdict verdict = { .decode_error = CRD_S("") };
    crd_faults_init(&verdict.faults, arena);
    if (!crd_go_decode(arena, &crdc_go_crd, crd->raw, &decoded, err)) {
        return false;
    }
    crd_str version = wrong_version(arena, crd);
    if (version.len) {
        verdict.decode_error = version;
        verdict.decode_at = crdc_field_at(crd->raw, CRD_S("apiVersion"));
    } else if (decoded.error.len) {
        verdict.decode_error = CRD_CAT(arena,
                                       CRD_S("CustomResourceDefinition in version \"v1\" cannot be "
                                             "handled as a CustomResourceDefinition: "),
                                       decoded.error);
        verdict.decode_at = decoded.error_at;
    }
    if (!verdict.decode_error.ptr) {
        return crd_err_memory(err, arena);
    }
    verdict.unknown = decoded.unknown;
    *ret = verdict;
    return true;
}

bool crdc_check(crd_arena *arena, const crdc_crd *crd, crdc_verdict *ret, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    crdc_verdict verdict;
    if (!crdc_check_decodes(arena, crd, &verdict, err)) {
        return false;
    }
    if (verdict.decode_error.len) {
        *ret = verdict;
        return true;
    }
    CRD_AUTO_ARENA scratch = crd_arena_new(SCRATCH_BYTES_MAX);
    if (!scratch) {
        return crd_err_memory(err, arena);
    }
    crdc_remark *warnings = NULL;
    crdc_remark *notes = NULL;
    crdc_checking c = {
        .arena = arena, .scratch = scratch, .crd = crd, .faults = &verdict.faults,
        .warnings_end = &warnings, .notes_end = &notes, .err = err ? err : &local,
    };
    check_metadata(&c);
    check_spec(&c);
    check_stored(&c);
    check_approval(&c);
    check_preserve_unknown(&c);
    crdc_check_remarks(&c);
    if (c.failed) {
        return false;
    }
    if (verdict.faults.failed) {
        return crd_err_memory(err, arena);
    }
    verdict.warnings = warnings;
    verdict.notes = notes;
    *ret = verdict;
    return true;
}
