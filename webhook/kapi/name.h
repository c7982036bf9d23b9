/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names, label keys and label values: what Kubernetes allows, in apimachinery's words.
 * Source of the behaviour: k8s.io/apimachinery/pkg/util/validation, v0.31.3 and v0.36.3.
 */
#ifndef FG_KAPI_NAME_H
#define FG_KAPI_NAME_H

#include "base/buf.h"

/* Whose words: the two releases differ in a few of them. */
enum fg_wording {
    FG_WORDS_0_36 = 0, /* apimachinery 0.36.3 */
    FG_WORDS_0_31,     /* apimachinery 0.31.3 */
};

enum fg_name_kind {
    FG_NAME_DNS1123_LABEL = 0,
    FG_NAME_DNS1123_SUBDOMAIN,
    FG_NAME_QUALIFIED, /* label and annotation keys: [prefix/]name */
    FG_NAME_LABEL_VALUE,
};

/* True when text is allowed; otherwise its complaints are appended, joined by sep. */
bool fg_name_check(enum fg_name_kind kind, crd_str text, enum fg_wording words, crd_str sep,
                   crd_buf *complaints);

/* The same without words. */
bool fg_name_is_valid(enum fg_name_kind kind, crd_str text);

#endif
