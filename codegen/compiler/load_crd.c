/* SPDX-License-Identifier: Apache-2.0 */
/* CustomResourceDefinition of apiextensions v1 around the schema, field by field. */
#include "load_read.h"

#define F(of, key, kind, field) { key, CRDC_F_##kind, offsetof(of, field), NULL }
#define R(of, key, read, field) { key, CRDC_F_READ, offsetof(of, field), read }
#define S(key, read) { key, CRDC_F_READ, 0, read }

static void read_columns(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                         void *target)
{
    static const crdc_field fields[] = {
        F(crdc_column, "name", TEXT, name),
        F(crdc_column, "type", TEXT, type),
        F(crdc_column, "format", TEXT, format),
        F(crdc_column, "description", TEXT, description),
        F(crdc_column, "jsonPath", TEXT, json_path),
        F(crdc_column, "priority", INT64, priority),
    };
    crdc_version *version = target;
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    crdc_column *items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        crdc_at here = crdc_at_index(at, i);
        items[i].place = crdc_read_place(reader, crd_item(value, i), false);
        CRDC_READ(reader, &here, crd_item(value, i), fields, &items[i]);
    }
    version->columns = items;
    version->n_columns = items ? n : 0;
}

static void read_selectable(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                            void *target)
{
    static const crdc_field fields[] = { F(crdc_selectable, "jsonPath", TEXT, json_path) };
    crdc_version *version = target;
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    crdc_selectable *items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        crdc_at here = crdc_at_index(at, i);
        items[i].place = crdc_read_place(reader, crd_item(value, i), false);
        CRDC_READ(reader, &here, crd_item(value, i), fields, &items[i]);
    }
    version->selectable = items;
    version->n_selectable = items ? n : 0;
}

static void read_scale(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    static const crdc_field fields[] = {
        F(crdc_scale, "specReplicasPath", TEXT, spec_replicas_path),
        F(crdc_scale, "statusReplicasPath", TEXT, status_replicas_path),
        F(crdc_scale, "labelSelectorPath", TEXT, label_selector_path),
    };
    crdc_scale *scale = target;
    scale->has = true;
    scale->place = crdc_read_place(reader, value, true);
    CRDC_READ(reader, at, value, fields, scale);
}

static void read_status(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                        void *target)
{
    *(bool *)target = crdc_read_is(reader, at, value, CRD_MAP);
}

static void read_subresources(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                              void *target)
{
    static const crdc_field fields[] = {
        R(crdc_version, "status", read_status, status),
        R(crdc_version, "scale", read_scale, scale),
    };
    crdc_version *version = target;
    version->has_subresources = true;
    CRDC_READ(reader, at, value, fields, version);
}

static void read_validation(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                            void *target)
{
    crdc_version *version = target;
    if (!crdc_read_is(reader, at, value, CRD_MAP)) {
        return;
    }
    for (size_t i = 0; i < crd_len_of(value) && !reader->failed; i++) {
        const crd_member *member = crd_member_at(value, i);
        crdc_at here = crdc_at_key(at, member->key);
        if (!crd_str_eq(member->key, CRD_S("openAPIV3Schema"))) {
            crdc_read_finding(reader, &here, &member->value, CRD_WARNING, "unknown-field",
                              CRD_S("unknown field"));
        } else if (!crd_is_null(&member->value)) {
            version->schema = crdc_read_schema(reader, &here, &member->value);
        }
    }
}

static void read_versions(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                          void *target)
{
    static const crdc_field fields[] = {
        F(crdc_version, "name", TEXT, name),
        F(crdc_version, "served", BOOL, served),
        F(crdc_version, "storage", BOOL, storage),
        F(crdc_version, "deprecated", BOOL, deprecated),
        F(crdc_version, "deprecationWarning", TEXT, deprecation_warning),
        S("schema", read_validation),
        S("subresources", read_subresources),
        S("additionalPrinterColumns", read_columns),
        S("selectableFields", read_selectable),
    };
    crdc_crd *crd = target;
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    crdc_version *items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        crdc_at here = crdc_at_index(at, i);
        items[i].crd = crd;
        items[i].raw = crd_item(value, i);
        items[i].place = crdc_read_place(reader, items[i].raw, false);
        CRDC_READ(reader, &here, items[i].raw, fields, &items[i]);
    }
    crd->versions = items;
    crd->n_versions = items ? n : 0;
}

static void read_names(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    static const crdc_field fields[] = {
        F(crdc_names, "plural", TEXT, plural),        F(crdc_names, "singular", TEXT, singular),
        F(crdc_names, "kind", TEXT, kind),            F(crdc_names, "listKind", TEXT, list_kind),
        F(crdc_names, "shortNames", TEXTS, short_names),
        F(crdc_names, "categories", TEXTS, categories),
    };
    crdc_names *names = target;
    names->place = crdc_read_place(reader, value, true);
    CRDC_READ(reader, at, value, fields, names);
}

static void read_webhook(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                         void *target)
{
    static const crdc_field fields[] = {
        F(crdc_conversion, "conversionReviewVersions", TEXTS, review_versions),
        F(crdc_conversion, "clientConfig", OBJECT, client_config),
    };
    crdc_conversion *conversion = target;
    conversion->has_webhook = true;
    CRDC_READ(reader, at, value, fields, conversion);
}

static void read_conversion(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                            void *target)
{
    static const crdc_field fields[] = {
        F(crdc_conversion, "strategy", TEXT, strategy),
        S("webhook", read_webhook),
    };
    crdc_conversion *conversion = target;
    conversion->has = true;
    conversion->raw = value;
    conversion->place = crdc_read_place(reader, value, true);
    CRDC_READ(reader, at, value, fields, conversion);
}

static void read_spec(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    static const crdc_field fields[] = {
        F(crdc_crd, "group", TEXT, group),
        R(crdc_crd, "names", read_names, names),
        F(crdc_crd, "scope", TEXT, scope),
        S("versions", read_versions),
        R(crdc_crd, "conversion", read_conversion, conversion),
        F(crdc_crd, "preserveUnknownFields", BOOL, preserve_unknown_fields),
    };
    CRDC_READ(reader, at, value, fields, target);
}

/* Of metadata only the name matters here; the rest is ObjectMeta's. */
static void read_metadata(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                          void *target)
{
    crdc_crd *crd = target;
    const crd_value *name = CRD_GET(value, "name");
    crdc_at here = crdc_at_key(at, CRD_S("name"));
    if (crdc_read_is(reader, at, value, CRD_MAP) && !crd_is_null(name) &&
        crdc_read_is(reader, &here, name, CRD_STRING)) {
        crd->name = crd_text_of(name);
    }
}

bool crdc_read_crd(crdc_reader *reader, const crd_value *value)
{
    static const crdc_field fields[] = {
        F(crdc_crd, "apiVersion", TEXT, api_version),
        { "kind", CRDC_F_SKIP, 0, NULL },
        S("metadata", read_metadata),
        S("spec", read_spec),
        { "status", CRDC_F_SKIP, 0, NULL },
    };
    crdc_crd *crd = crdc_read_alloc(reader, 1, sizeof(*crd));
    if (!crd) {
        return false;
    }
    crd->file = reader->file;
    crd->raw = value;
    crd->places = reader->places;
    crd->place = crdc_read_place(reader, value, false);
    reader->crd = crd;
    CRDC_READ(reader, NULL, value, fields, crd);
    return !reader->failed;
}
