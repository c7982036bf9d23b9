/* SPDX-License-Identifier: Apache-2.0 */
/* What both engines ask of the text around a position: see regex_exec.h. */
#include "regex_exec.h"
#include "utf8.h"

enum rx_kind crd_rx_kind_before(crd_str text, size_t pos)
{
    size_t width;
    return pos == 0 ? RX_KIND_EDGE
                    : crd_rx_kind(crd_rune_decode_last(crd_str_sub(text, 0, pos), &width));
}

enum rx_kind crd_rx_kind_after(crd_str text, size_t pos)
{
    size_t width;
    return pos >= text.len ? RX_KIND_EDGE
                           : crd_rx_kind(crd_rune_decode(crd_str_from(text, pos), &width));
}

size_t crd_rx_skip(const struct crd_regex *re, crd_str text, size_t pos)
{
    if (re->prefix.len) {
        size_t at = crd_str_find(crd_str_from(text, pos), re->prefix);
        return at == CRD_NPOS ? CRD_NPOS : pos + at;
    }
    if (!re->starts_known) {
        return pos;
    }
    for (; pos < text.len; pos++) {
        unsigned char byte = (unsigned char)text.ptr[pos];
        if (re->first_bytes[byte >> 6] >> (byte & 63) & 1) {
            return pos;
        }
    }
    return CRD_NPOS;
}
