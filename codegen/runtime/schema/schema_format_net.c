/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses: see schema_format.h. The server reads them with two parsers: net.ParseIP, and an older
 * one of k8s.io/utils/net, "sloppy", which takes leading zeros in IPv4.
 */
#include "schema_format.h"

/* Four numbers up to 255. sloppy: with leading zeros; else at most three digits and none. */
static bool is_v4(crd_str text, bool sloppy)
{
    size_t at = 0;
    for (int part = 0; part < 4; part++) {
        int number = 0;
        size_t start = at;
        while (at < text.len && crd_is_digit((unsigned char)text.ptr[at])) {
            number = number * 10 + (text.ptr[at++] - '0');
            if (number > 255) {
                return false;
            }
        }
        if (at == start || (!sloppy && at - start > 1 && text.ptr[start] == '0')) {
            return false;
        }
        if (part < 3 && (at >= text.len || text.ptr[at++] != '.')) {
            return false;
        }
    }
    return at == text.len;
}

/* The hexadecimal digits of one group at `at`; 0 when it is none. sloppy: more than four, with zeros
 * in front. */
static size_t hex_group(crd_str text, size_t at, bool sloppy)
{
    size_t n = 0;
    unsigned number = 0;
    while (at + n < text.len && crd_hex_value((unsigned char)text.ptr[at + n]) >= 0) {
        number = number * 16 + (unsigned)crd_hex_value((unsigned char)text.ptr[at + n]);
        if (number > 0xFFFF) {
            return 0;
        }
        n++;
    }
    return n <= 4 || sloppy ? n : 0;
}

/* Eight groups, of which "::" may leave some out and an IPv4 address replace the last two. */
static bool is_v6(crd_str text, bool sloppy)
{
    bool gap = false;
    int groups = 0;
    size_t at = 0;
    if (crd_str_starts(text, CRD_S("::"))) {
        gap = true;
        at = 2;
    }
    while (at < text.len && groups < 8) {
        size_t n = hex_group(text, at, sloppy);
        if (!n) {
            return false;
        }
        if (at + n < text.len && text.ptr[at + n] == '.') {
            if ((!gap && groups != 6) || groups > 6) {
                return false;
            }
            return is_v4(crd_str_from(text, at), sloppy) && (gap ? groups <= 5 : true);
        }
        groups++;
        at += n;
        if (at == text.len) {
            break;
        }
        if (text.ptr[at++] != ':' || at == text.len) {
            return false;
        }
        if (text.ptr[at] == ':') {
            if (gap) {
                return false;
            }
            gap = true;
            at++;
        }
    }
    return at == text.len && (gap ? groups < 8 : groups == 8);
}

static bool is_address(crd_str text, bool sloppy)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            return is_v4(text, sloppy);
        }
        if (text.ptr[i] == ':') {
            return is_v6(text, sloppy);
        }
    }
    return false;
}

bool crd_format_is_ipv4(crd_str text)
{
    return is_address(text, true) && crd_str_find_byte(text, '.') != CRD_NPOS;
}

bool crd_format_is_strict_ipv4(crd_str text)
{
    return is_address(text, false) && crd_str_find_byte(text, ':') == CRD_NPOS;
}

bool crd_format_is_ipv6(crd_str text)
{
    return is_address(text, false) && crd_str_find_byte(text, ':') != CRD_NPOS;
}

bool crd_format_is_cidr(crd_str text)
{
    crd_str address;
    crd_str bits;
    int number = 0;
    if (!crd_str_cut(text, CRD_S("/"), &address, &bits) || !bits.len || bits.len > 9) {
        return false;
    }
    for (size_t i = 0; i < bits.len; i++) {
        if (!crd_is_digit((unsigned char)bits.ptr[i])) {
            return false;
        }
        number = number * 10 + (bits.ptr[i] - '0');
    }
    return (number <= 32 && is_v4(address, true)) || (number <= 128 && is_v6(address, true));
}

/* Groups of `digits` hexadecimal digits with sep between them; the bytes must be 6, 8 or 20. */
static bool is_mac(crd_str text, char sep, size_t digits)
{
    size_t groups = (text.len + 1) / (digits + 1);
    size_t bytes = groups * digits / 2;
    if ((text.len + 1) % (digits + 1) || (bytes != 6 && bytes != 8 && bytes != 20)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        bool between = i % (digits + 1) == digits;
        if (between ? text.ptr[i] != sep : crd_hex_value((unsigned char)text.ptr[i]) < 0) {
            return false;
        }
    }
    return true;
}

/* Nothing but digits, of the same lengths. */
static bool is_plain_mac(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (crd_hex_value((unsigned char)text.ptr[i]) < 0) {
            return false;
        }
    }
    return text.len == 12 || text.len == 16 || text.len == 40;
}

bool crd_format_is_mac(crd_str text)
{
    if (text.len < 12) {
        return false;
    }
    if (text.ptr[2] == ':' || text.ptr[2] == '-') {
        return is_mac(text, text.ptr[2], 2);
    }
    return text.ptr[4] == '.' ? is_mac(text, '.', 4) : is_plain_mac(text);
}
