/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names as the API server checks them: DNS labels and subdomains, label keys and values, path
 * segments; each check gives its complaints in the server's words. Knows no object.
 * Source of the behaviour: k8s.io/apimachinery v0.36.3, pkg/util/validation and
 * pkg/api/validate/content; v0.31.3, pkg/util/validation.
 */
#ifndef CRD_SCHEMA_NAMES_H
#define CRD_SCHEMA_NAMES_H

#include "../base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whose words: the releases differ in a few of them, not in what is allowed. */
enum crd_wording {
    CRD_WORDS_0_36 = 0, /* apimachinery 0.36.3 */
    CRD_WORDS_0_31,     /* apimachinery 0.31.3 */
};

enum crd_name_kind {
    CRD_NAME_DNS1035_LABEL = 0, /* IsDNS1035Label */
    CRD_NAME_DNS1123_LABEL,     /* IsDNS1123Label */
    CRD_NAME_DNS1123_SUBDOMAIN, /* IsDNS1123Subdomain */
    CRD_NAME_LABEL_KEY,         /* IsQualifiedName: annotations, finalizers, too */
    CRD_NAME_LABEL_VALUE,       /* IsValidLabelValue */
    CRD_NAME_PATH_SEGMENT,      /* IsPathSegmentName */
};

#define CRD_NAME_COMPLAINTS_MAX 4

/* What is wrong with a name; the texts are constants. */
typedef struct crd_complaints {
    crd_str items[CRD_NAME_COMPLAINTS_MAX];
    size_t n; /* 0: the name is allowed */
} crd_complaints;

/* In the words of 0.36, and in those of a release. */
crd_complaints crd_name_check(enum crd_name_kind kind, crd_str text);
crd_complaints crd_name_check_of(enum crd_wording words, enum crd_name_kind kind, crd_str text);

/* The complaints joined by commas, on the arena; empty for none. Not empty, but with ptr NULL, when
 * memory is out. */
crd_str crd_name_words(crd_arena *arena, enum crd_name_kind kind, crd_str text);

/* The same of a kind: a DNS-1035 label but for its case; empty when it is one. */
crd_str crd_name_kind_words(crd_arena *arena, crd_str kind);

static inline bool crd_name_ok(enum crd_name_kind kind, crd_str text)
{
    return crd_name_check(kind, text).n == 0;
}

#ifdef __cplusplus
}
#endif
#endif
