/* SPDX-License-Identifier: Apache-2.0 */
/*
 * String formats of the API server: which there are, and which texts they take. Names are compared
 * without their dashes: "date-time" is "datetime".
 * Source of the behaviour: k8s.io/kube-openapi/pkg/validation/strfmt at apiextensions v0.36.
 */
#ifndef CRD_SCHEMA_FORMAT_H
#define CRD_SCHEMA_FORMAT_H

#include "../base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* CRD_FORMAT(ID, name without dashes, check) in schema_format.def */
enum crd_format {
    CRD_FORMAT_NONE = 0,
#define CRD_FORMAT(id, name, check) CRD_FORMAT_##id,
#include "schema_format.def"
#undef CRD_FORMAT
};

/* The format of that name; CRD_FORMAT_NONE when there is none. */
enum crd_format crd_format_find(crd_str name);

/* Whether text is of the format; true for CRD_FORMAT_NONE. scratch gets nothing that lasts.
 * Fails only for memory. */
bool crd_format_check(crd_arena *scratch, enum crd_format format, crd_str text, bool *ret_ok,
                      crd_err *err);

/* The checks that need no memory. */
bool crd_format_is_bsonobjectid(crd_str text);
bool crd_format_is_email(crd_str text);
bool crd_format_is_ipv4(crd_str text);
bool crd_format_is_strict_ipv4(crd_str text); /* net.ParseIP; no format of its own */
bool crd_format_is_ipv6(crd_str text);
bool crd_format_is_cidr(crd_str text);
bool crd_format_is_mac(crd_str text);
bool crd_format_is_uuid(crd_str text);
bool crd_format_is_uuid3(crd_str text);
bool crd_format_is_uuid4(crd_str text);
bool crd_format_is_uuid5(crd_str text);
bool crd_format_is_isbn(crd_str text);
bool crd_format_is_isbn10(crd_str text);
bool crd_format_is_isbn13(crd_str text);
bool crd_format_is_creditcard(crd_str text);
bool crd_format_is_ssn(crd_str text);
bool crd_format_is_hexcolor(crd_str text);
bool crd_format_is_rgbcolor(crd_str text);
bool crd_format_is_byte(crd_str text);
bool crd_format_is_password(crd_str text);
bool crd_format_is_date(crd_str text);
bool crd_format_is_duration(crd_str text);
bool crd_format_is_datetime(crd_str text);
bool crd_format_is_short_name(crd_str text);
bool crd_format_is_long_name(crd_str text);

#ifdef __cplusplus
}
#endif
#endif
