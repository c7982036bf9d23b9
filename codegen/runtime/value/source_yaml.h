/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The source over YAML text: see source.h. The first document, with the semantics and errors of
 * crd_yaml_read (yaml.h); what aliases and merge keys stand for comes as if it stood there, and
 * keys that stand twice come twice.
 */
#ifndef CRD_VALUE_SOURCE_YAML_H
#define CRD_VALUE_SOURCE_YAML_H

#include "source.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_yaml_source {
    crd_source source; /* first */
    crd_arena *arena;
    crd_str text;
    bool has_failed;
    bool in_place;
    size_t given;                        /* tokens */
    struct crd_yaml_lines *lines;        /* Owned; while the text is of plain lines */
    struct crd_yaml_source_whole *whole; /* Owned; else */
    crd_place place;                     /* of the newest token, of lines */
} crd_yaml_source;

/*
 * text is Borrowed; in_place: texts that stand in it as they are may be kept as slices of it, where
 * they can. What is kept otherwise lies on the arena: what has an anchor, and texts of numbers that
 * JSON writes differently. Errors go to err, which may not be NULL. A fault of the content that is
 * known at the end only (a key of null, a number that is not finite) comes in place of END.
 * crd_yaml_source_done when no token is wanted any more.
 */
void crd_yaml_source_init(crd_yaml_source *source, crd_arena *arena, crd_str text, bool in_place,
                          crd_err *err);

/* Gives back what the source holds; texts that are kept stay. */
void crd_yaml_source_done(crd_yaml_source *source);

#define CRD_AUTO_YAML_SOURCE __attribute__((cleanup(crd_yaml_source_done))) crd_yaml_source

#ifdef __cplusplus
}
#endif
#endif
