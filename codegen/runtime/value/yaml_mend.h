/* SPDX-License-Identifier: Apache-2.0 */
/* The text as libyaml has to see it to say what go-yaml says. Inside the room only. */
#ifndef CRD_VALUE_YAML_MEND_H
#define CRD_VALUE_YAML_MEND_H

#include "../base/err.h"

enum crd_yaml_stand_in {
    CRD_YAML_FOR_SLASH = 0, /* behind a backslash */
    CRD_YAML_FOR_COLON,     /* in plain text before an indicator of flow style */
    CRD_YAML_FOR_BOM,       /* behind the start of the text */
    CRD_YAML_FOR_BACKSLASH, /* of an escaped single quote in double quotes: comes back as nothing */
    CRD_YAML_FOR_QUOTE,     /* and that quote */
    CRD_YAML_STAND_INS,
};

struct crd_yaml_mended {
    crd_str text;                      /* as long in characters as the original */
    char *buffer;                      /* Owned, free it; NULL: text is the original */
    bool has_runes;                    /* runes have been chosen */
    char runes[CRD_YAML_STAND_INS][3]; /* what stands there; private, and nowhere else in text */
};

/* False when memory is out. */
bool crd_yaml_mend(crd_str text, struct crd_yaml_mended *ret, crd_err *err);

/*
 * Mends the escaped single quotes of one double quoted text: from the backslash that stands at that
 * character on. False when there is none, or memory is out (then err has a code).
 */
bool crd_yaml_mend_quotes(struct crd_yaml_mended *mended, size_t index, crd_err *err);

/*
 * Mends a tag: from the comma or bracket that stands at that character on, those that go-yaml takes
 * into the tag become full stops, which do the same there and end nothing. False as above.
 */
bool crd_yaml_mend_tag(struct crd_yaml_mended *mended, size_t index, crd_err *err);

/* How many bytes of text are of a tag to libyaml. */
size_t crd_yaml_tag_len(crd_str text);

/* Puts the characters back in text that was read. Returns its new length. */
size_t crd_yaml_restore(const struct crd_yaml_mended *mended, char *text, size_t len);

#endif
