/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed structs in and out of documents, by their tables (type.h). Generated functions call these
 * with their own table; other code may call them for any struct.
 *
 * Everything that a struct holds lives on the arena that it was made on: free the arena, and all is
 * free.
 *
 * Values of a wrong type are the document's faults. All of them are found in one reading, each worded
 * as kube-apiserver words it, with its field path, JSON pointer (RFC 6901), line and column:
 *     spec.paused: Invalid value: "string": spec.paused in body must be of type boolean: "string"
 */
#ifndef CRD_SCHEMA_OBJECT_H
#define CRD_SCHEMA_OBJECT_H

#include "../base/buf.h"
#include "../base/diag.h"
#include "../value/sink.h"
#include "../value/source.h"
#include "type.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reads a document from a source. Owned by the arena. NULL on failure: err has SYNTAX, DEPTH or a
 * memory code; or TYPE with the first fault's text and place, all faults being in faults (rule
 * "decode"; may be NULL). Of keys that stand twice the last one counts, and its faults alone.
 */
void *crd_decode(crd_arena *arena, const crd_struct *type, crd_source *source, crd_diags *faults,
                 crd_err *err);

/* From JSON text (crd_json_read's errors). Texts are copied; text may go afterwards. */
void *crd_decode_json(crd_arena *arena, const crd_struct *type, crd_str text, crd_diags *faults,
                      crd_err *err);

/* The same, texts without escapes staying where they are: text must outlive the struct. */
void *crd_decode_json_in_place(crd_arena *arena, const crd_struct *type, crd_str text,
                               crd_diags *faults, crd_err *err);

/* From the first document of YAML text, with the semantics and errors of crd_yaml_read: read once,
 * without a tree (value/source_yaml.h). Texts are copied. */
void *crd_decode_yaml(crd_arena *arena, const crd_struct *type, crd_str text, crd_diags *faults,
                      crd_err *err);

/* From a tree, which is Borrowed and must outlive the struct. places (for faults) may be NULL. */
void *crd_decode_value(crd_arena *arena, const crd_struct *type, const crd_value *value,
                       const crd_places *places, crd_diags *faults, crd_err *err);

/* Pushes the object, fields in the order of the CRD and unknown ones behind (or in the sink's own
 * order). Fails as the sink does, and with VALUE for a double that is not finite. */
bool crd_encode(crd_sink *sink, const crd_struct *type, const void *object);

/* Appends JSON on one line, as encoding/json escapes it, without a newline. */
bool crd_encode_json(crd_buf *buf, const crd_struct *type, const void *object, crd_err *err);

/* Appends what sigs.k8s.io/yaml Marshal gives. */
bool crd_encode_yaml(crd_buf *buf, const crd_struct *type, const void *object, crd_err *err);

/* A tree on the arena; texts are Borrowed from the object. */
bool crd_encode_value(crd_arena *arena, const crd_struct *type, const void *object, crd_value *ret,
                      crd_err *err);

/* A deep copy, texts included, on another arena or the same one. NULL when memory is out. */
void *crd_copy(crd_arena *arena, const crd_struct *type, const void *object, crd_err *err);

/* Equal as documents: unknown fields and maps in any order, numbers by their value. An object that
 * is NULL equals NULL alone. */
bool crd_equal(const crd_struct *type, const void *a, const void *b);

/* A zeroed struct of that type: the empty object. Owned by the arena. */
void *crd_new(crd_arena *arena, const crd_struct *type);

/* How a constant of an enum stands in a document; the empty text for unset and other. */
crd_str crd_enum_text(const crd_type *type, int constant);

/* The constant for a text: 1 (other) when there is none. */
int crd_enum_of(const crd_type *type, crd_str text);

/* The field of that key, NULL when there is none. */
const crd_field *crd_field_find(const crd_struct *type, crd_str key);

#ifdef __cplusplus
}
#endif
#endif
