/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes of names: see dns.h. The patterns are small enough to be checked by hand. */
#include "dns.h"

static bool is_dns_end(unsigned char c)
{
    return crd_is_lower(c) || crd_is_digit(c);
}

bool crd_is_dns_label(crd_str text)
{
    if (!text.len || !is_dns_end((unsigned char)text.ptr[0]) ||
        !is_dns_end((unsigned char)text.ptr[text.len - 1])) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!is_dns_end((unsigned char)text.ptr[i]) && text.ptr[i] != '-') {
            return false;
        }
    }
    return true;
}

bool crd_is_dns_subdomain(crd_str text)
{
    crd_str part;
    crd_str rest = text;
    while (crd_str_cut(rest, CRD_S("."), &part, &rest)) {
        if (!crd_is_dns_label(part)) {
            return false;
        }
    }
    return crd_is_dns_label(rest);
}

bool crd_is_label_text(crd_str text)
{
    if (!text.len || !crd_is_alnum((unsigned char)text.ptr[0]) ||
        !crd_is_alnum((unsigned char)text.ptr[text.len - 1])) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (!crd_is_alnum(c) && c != '-' && c != '_' && c != '.') {
            return false;
        }
    }
    return true;
}
