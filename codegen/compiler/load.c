/* SPDX-License-Identifier: Apache-2.0 */
/* Loading: files to documents, documents to CRDs. Knows no field of a CRD but its kind. */
#include "load.h"

#include "compact.h"
#include "input.h"
#include "load_read.h"
#include "value/yaml.h"

void crdc_loading_init(crdc_loading *loading, crd_arena *arena)
{
    *loading = (crdc_loading){ .arena = arena };
    crd_diags_init(&loading->diags, arena);
}

crdc_set crdc_loaded(const crdc_loading *loading)
{
    return (crdc_set){ .crds = loading->crds, .n = loading->n_crds };
}

/* One text while its documents are taken out. */
struct stream {
    crdc_loading *loading;
    crd_str file;
    crd_places *places;
    crd_duplicate *duplicates;
    bool stopped; /* err has been set */
    crd_err *err;
};

static bool keep_crd(struct stream *stream, const crdc_crd *crd)
{
    crdc_loading *loading = stream->loading;
    if (loading->n_crds == loading->capacity) {
        size_t capacity = loading->capacity ? loading->capacity * 2 : 16;
        const crdc_crd **crds = CRD_NEW_N(loading->arena, const crdc_crd *, capacity);
        if (!crds) {
            return crd_err_memory(stream->err, loading->arena);
        }
        if (loading->n_crds) {
            memcpy(crds, loading->crds, loading->n_crds * sizeof(const crdc_crd *));
        }
        loading->crds = crds;
        loading->capacity = capacity;
    }
    loading->crds[loading->n_crds++] = crd;
    return true;
}

static bool keep_broken(struct stream *stream, const crdc_crd *crd)
{
    crdc_broken *broken = CRD_NEW(stream->loading->arena, crdc_broken);
    if (!broken) {
        return crd_err_memory(stream->err, stream->loading->arena);
    }
    *broken = (crdc_broken){ .next = stream->loading->broken, .crd = crd };
    stream->loading->broken = broken;
    return true;
}

static bool is_crd(const crd_value *value)
{
    return crd_str_eq(crd_text_of(CRD_GET(value, "kind")), CRD_S("CustomResourceDefinition"));
}

static bool take_object(struct stream *stream, const crd_value *value)
{
    const crd_places *places = stream->places;
    bool ok = true;
    if (crdc_is_compact(value) &&
        !crdc_compact_resolve(stream->loading, stream->file, value, places, &value, &places, &ok,
                              stream->err)) {
        return false;
    }
    if (!ok) {
        return true;
    }
    if (!is_crd(value)) {
        stream->loading->n_others++;
        return true;
    }
    crdc_reader reader = {
        .loading = stream->loading,
        .arena = stream->loading->arena,
        .file = stream->file,
        .places = places,
        .err = stream->err,
    };
    return crdc_read_crd(&reader, value) &&
           (reader.broken ? keep_broken(stream, reader.crd) : keep_crd(stream, reader.crd));
}

/* A List gives its items; anything else is one object. Nested Lists stay as they are. */
static bool take_document(struct stream *stream, const crd_value *value)
{
    const crd_value *items = CRD_GET(value, "items");
    if (!crd_str_ends(crd_text_of(CRD_GET(value, "kind")), CRD_S("List")) || !crd_is_list(items)) {
        return take_object(stream, value);
    }
    for (size_t i = 0; i < crd_len_of(items); i++) {
        if (!take_object(stream, crd_item(items, i))) {
            return false;
        }
    }
    return true;
}

static bool each_document(void *context, const crd_yaml_document *document)
{
    struct stream *stream = context;
    if (document->place.line == 0 || crd_is_null(&document->value)) {
        return true;
    }
    crd_value *value = CRD_NEW(stream->loading->arena, crd_value);
    if (!value) {
        stream->stopped = true;
        return crd_err_memory(stream->err, stream->loading->arena);
    }
    *value = document->value;
    stream->stopped = !take_document(stream, value);
    return !stream->stopped;
}

static bool add_finding(struct stream *stream, enum crd_severity severity, const char *rule,
                        crd_str path, crd_str message, crd_place place)
{
    const crd_diag diag = {
        .rule = crd_str_c(rule),
        .severity = severity,
        .path = path,
        .message = message,
        .subject = stream->file,
        .place = place,
    };
    return crd_diags_add(&stream->loading->diags, &diag, stream->err);
}

static bool add_duplicates(struct stream *stream)
{
    for (const crd_duplicate *d = stream->duplicates; d; d = d->next) {
        if (!add_finding(stream, CRD_WARNING, "duplicate", d->path,
                         CRD_S("this key stands twice; the last one counts"), d->again)) {
            return false;
        }
    }
    return true;
}

/* JSON that YAML cannot read: keys past 1024 bytes, DEL in a text. kubectl reads it as JSON, too. */
static bool read_json(struct stream *stream, crd_str text, bool *ret_read)
{
    crd_err found = { .code = CRD_OK };
    const crd_json_options options = { .places = stream->places,
                                       .duplicates = &stream->duplicates };
    crd_yaml_document document = { .place = { .line = 1, .column = 1 } };
    *ret_read = false;
    if (!crd_str_starts(crd_str_trim(text), CRD_S("{"))) {
        return true;
    }
    stream->duplicates = NULL;
    if (!crd_json_read(stream->loading->arena, text, &options, &document.value, &found)) {
        return !crd_code_is_ours(found.code) || (*stream->err = found, false);
    }
    *ret_read = true;
    return each_document(stream, &document);
}

bool crdc_load_text(crdc_loading *loading, crd_str file, crd_str text, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    crd_err found = { .code = CRD_OK };
    struct stream stream = { .loading = loading, .file = file, .err = err ? err : &local };
    loading->n_files++;
    stream.places = crd_places_new(loading->arena);
    if (!stream.places) {
        return crd_err_memory(err, loading->arena);
    }
    const crd_yaml_options options = { .places = stream.places, .duplicates = &stream.duplicates };
    bool ok = crd_yaml_read_all(loading->arena, text, &options, each_document, &stream, &found);
    if (stream.stopped) {
        return false;
    }
    if (!ok && crd_code_is_ours(found.code)) {
        if (err) {
            *err = found;
        }
        return false;
    }
    if (!ok && !read_json(&stream, text, &ok)) {
        return false;
    }
    if (!ok && !add_finding(&stream, CRD_ERROR, "syntax", CRD_S(""), found.message, found.place)) {
        return false;
    }
    return add_duplicates(&stream);
}

static bool each_file(void *context, crd_str file, crd_str text, crd_err *err)
{
    return crdc_load_text(context, file, text, err);
}

bool crdc_load_path(crdc_loading *loading, const char *path, crd_err *err)
{
    return crdc_input_each(loading->arena, path, each_file, loading, err);
}
