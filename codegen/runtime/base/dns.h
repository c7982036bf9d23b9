/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shapes of Kubernetes' names, without lengths and without words: those who know what a name is
 * for add both.
 * Source of the behaviour: the patterns of k8s.io/apimachinery/pkg/util/validation.
 */
#ifndef CRD_BASE_DNS_H
#define CRD_BASE_DNS_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* [a-z0-9]([-a-z0-9]*[a-z0-9])? */
bool crd_is_dns_label(crd_str text);

/* Such labels, joined by dots. */
bool crd_is_dns_subdomain(crd_str text);

/* ([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]: label values that are not empty, names in label keys */
bool crd_is_label_text(crd_str text);

#ifdef __cplusplus
}
#endif
#endif
