/* SPDX-License-Identifier: Apache-2.0 */
/* Standard base64: see base64.h. */
#include "base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void crd_base64_encode(crd_buf *buf, crd_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t word = (uint32_t)p[i] << 16;
        word |= n > 1 ? (uint32_t)p[i + 1] << 8 : 0;
        word |= n > 2 ? (uint32_t)p[i + 2] : 0;
        char quad[4] = {
            alphabet[word >> 18],
            alphabet[word >> 12 & 63],
            n > 1 ? alphabet[word >> 6 & 63] : '=',
            n > 2 ? alphabet[word & 63] : '=',
        };
        crd_buf_add(buf, crd_str_of(quad, sizeof(quad)));
    }
}

static int sextet(unsigned char c)
{
    if (crd_is_upper(c)) {
        return c - 'A';
    }
    if (crd_is_lower(c)) {
        return c - 'a' + 26;
    }
    if (crd_is_digit(c)) {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t skip_breaks(crd_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == '\n' || text.ptr[at] == '\r')) {
        at++;
    }
    return at;
}

/* One group of four characters at *at. False: bad, *at is the offset to report. */
static bool decode_group(crd_buf *buf, crd_str text, size_t *at, bool *ret_end)
{
    uint32_t word = 0;
    size_t got = 0;
    size_t padding = 0;
    while (got < 4) {
        *at = skip_breaks(text, *at);
        if (*at == text.len) {
            if (got == 0) {
                *ret_end = true;
                return true;
            }
            *at -= got;
            return false;
        }
        unsigned char c = (unsigned char)text.ptr[*at];
        int value = sextet(c);
        if (value < 0) {
            if (c != '=' || got < 2) {
                return false;
            }
            if (got == 2) {
                *at = skip_breaks(text, *at + 1);
                if (*at == text.len || text.ptr[*at] != '=') {
                    *at -= *at < text.len; /* Go names the byte before the missing '=' */
                    return false;
                }
            }
            padding = 4 - got;
            *at = skip_breaks(text, *at + 1);
            word <<= 6 * padding;
            *ret_end = true;
            break;
        }
        word = word << 6 | (uint32_t)value;
        got++;
        (*at)++;
    }
    char bytes[3] = { (char)(word >> 16), (char)(word >> 8), (char)word };
    crd_buf_add(buf, crd_str_of(bytes, 3 - padding));
    return padding == 0 || *at == text.len; /* anything behind the padding is wrong */
}

bool crd_base64_decode(crd_buf *buf, crd_str text, size_t *ret_offset)
{
    size_t at = 0;
    bool end = false;
    while (!end) {
        if (!decode_group(buf, text, &at, &end)) {
            *ret_offset = at;
            return false;
        }
    }
    return true;
}
