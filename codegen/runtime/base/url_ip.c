/* SPDX-License-Identifier: Apache-2.0 */
/* IP addresses as net/netip reads them: see url.h. */
#include "num.h"
#include "url.h"

/* The address being read, for its errors. */
typedef struct address {
    crd_arena *arena;
    crd_str text;
    crd_err *err;
} address;

static bool wrong(const address *it, const char *what, crd_str at)
{
    crd_buf message;
    crd_buf_on(&message, it->arena, SIZE_MAX);
    crd_buf_add_lit(&message, "ParseAddr(");
    crd_quote(&message, it->text);
    crd_buf_add_lit(&message, "): ");
    crd_buf_add(&message, crd_str_c(what));
    if (at.len > 0) {
        crd_buf_add_lit(&message, " (at ");
        crd_quote(&message, at);
        crd_buf_add_byte(&message, ')');
    }
    if (crd_buf_failed(&message)) {
        return crd_err_memory(it->err, it->arena);
    }
    return CRD_FAIL(it->err, it->arena, CRD_E_VALUE, crd_buf_str(&message));
}

static bool read_four(const address *it, crd_str text, unsigned char bytes[4])
{
    unsigned value = 0;
    size_t digits = 0;
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (crd_is_digit((unsigned char)c)) {
            if (digits == 1 && value == 0) {
                return wrong(it, "IPv4 field has octet with leading zero", CRD_S(""));
            }
            value = value * 10 + (unsigned)(c - '0');
            digits++;
            if (value > 255) {
                return wrong(it, "IPv4 field has value >255", CRD_S(""));
            }
        } else if (c == '.') {
            if (digits == 0 || i == text.len - 1) {
                return wrong(it, "IPv4 field must have at least one digit", crd_str_from(text, i));
            }
            if (n == 3) {
                return wrong(it, "IPv4 address too long", CRD_S(""));
            }
            bytes[n++] = (unsigned char)value;
            value = 0;
            digits = 0;
        } else {
            return wrong(it, "unexpected character", crd_str_from(text, i));
        }
    }
    if (n < 3) {
        return wrong(it, "IPv4 address too short", CRD_S(""));
    }
    bytes[3] = (unsigned char)value;
    return true;
}

/* Moves the bytes behind the "::" to the end and fills the gap with zeros. */
static bool expand(const address *it, unsigned char bytes[16], size_t n, size_t gap)
{
    if (n == 16) {
        return gap == SIZE_MAX ||
               wrong(it, "the :: must expand to at least one field of zeros", CRD_S(""));
    }
    if (gap == SIZE_MAX) {
        return wrong(it, "address string too short", CRD_S(""));
    }
    memmove(bytes + gap + 16 - n, bytes + gap, n - gap);
    memset(bytes + gap, 0, 16 - n);
    return true;
}

/* The dotted form in place of the last two groups. */
static bool read_embedded(const address *it, crd_str rest, unsigned char bytes[16], size_t n,
                          bool has_gap)
{
    if (!has_gap && n != 12) {
        return wrong(it, "embedded IPv4 address must replace the final 2 fields of the address",
                     rest);
    }
    if (n + 4 > 16) {
        return wrong(it, "too many hex fields to fit an embedded IPv4 at the end of the address",
                     rest);
    }
    return read_four(it, rest, bytes + n);
}

/* One group of hexadecimal digits; *ret_n their number. */
static bool read_group(const address *it, crd_str rest, unsigned *ret_value, size_t *ret_n)
{
    unsigned value = 0;
    size_t n = 0;
    for (; n < rest.len && crd_hex_value((unsigned char)rest.ptr[n]) >= 0; n++) {
        if (n > 3) {
            return wrong(it, "each group must have 4 or less digits", rest);
        }
        value = value * 16 + (unsigned)crd_hex_value((unsigned char)rest.ptr[n]);
    }
    if (n == 0) {
        return wrong(it, "each colon-separated field must have at least one digit", rest);
    }
    *ret_value = value;
    *ret_n = n;
    return true;
}

static bool read_sixteen(const address *it, crd_str rest, unsigned char bytes[16])
{
    size_t gap = SIZE_MAX; /* where "::" stands */
    size_t n = 0;
    if (crd_str_starts(rest, CRD_S("::"))) {
        gap = 0;
        rest = crd_str_from(rest, 2);
    }
    bool more = gap == SIZE_MAX || rest.len > 0;
    while (more && n < 16) {
        unsigned value = 0;
        size_t digits = 0;
        if (!read_group(it, rest, &value, &digits)) {
            return false;
        }
        if (digits < rest.len && rest.ptr[digits] == '.') {
            if (!read_embedded(it, rest, bytes, n, gap != SIZE_MAX)) {
                return false;
            }
            n += 4;
            rest = CRD_S("");
            break;
        }
        bytes[n++] = (unsigned char)(value >> 8);
        bytes[n++] = (unsigned char)value;
        rest = crd_str_from(rest, digits);
        if (rest.len == 0) {
            break;
        }
        if (rest.ptr[0] != ':') {
            return wrong(it, "unexpected character, want colon", rest);
        }
        if (rest.len == 1) {
            return wrong(it, "colon must be followed by more characters", rest);
        }
        rest = crd_str_from(rest, 1);
        if (rest.ptr[0] == ':') {
            if (gap != SIZE_MAX) {
                return wrong(it, "multiple :: in address", rest);
            }
            gap = n;
            rest = crd_str_from(rest, 1);
            more = rest.len > 0;
        }
    }
    if (rest.len > 0) {
        return wrong(it, "trailing garbage after address", rest);
    }
    return expand(it, bytes, n, gap);
}

bool crd_ip_read(crd_arena *arena, crd_str text, unsigned char ret_bytes[16], size_t *ret_size,
                bool *ret_has_zone, crd_err *err)
{
    address it = { arena, text, err };
    *ret_has_zone = false;
    size_t first = 0;
    while (first < text.len && !strchr(".:%", text.ptr[first] ? text.ptr[first] : 'x')) {
        first++;
    }
    if (first == text.len) {
        return wrong(&it, "unable to parse IP", CRD_S(""));
    }
    if (text.ptr[first] == '.') {
        *ret_size = 4;
        return read_four(&it, text, ret_bytes);
    }
    if (text.ptr[first] == '%') {
        return wrong(&it, "missing IPv6 address", CRD_S(""));
    }
    crd_str rest = text;
    size_t percent = crd_str_find_byte(text, '%');
    if (percent != CRD_NPOS) {
        rest = crd_str_sub(text, 0, percent);
        if (percent + 1 == text.len) {
            return wrong(&it, "zone must be a non-empty string", CRD_S(""));
        }
        *ret_has_zone = true;
    }
    *ret_size = 16;
    return read_sixteen(&it, rest, ret_bytes);
}
