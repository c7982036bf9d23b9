/* SPDX-License-Identifier: Apache-2.0 */
/* URLs: see url.h. */
#include "url.h"

#include "num.h"

/* Where a text stands: decides which bytes may stay unescaped. */
enum spot { SPOT_PATH = 1, SPOT_HOST = 2, SPOT_ZONE = 4, SPOT_USER = 8, SPOT_FRAGMENT = 16 };

static bool is_plain(unsigned char c, enum spot spot)
{
    if (crd_is_alnum(c)) {
        return true;
    }
    switch (c) {
    case '-':
    case '_':
    case '.':
    case '~':
        return true;
    case '$':
    case '&':
    case '+':
    case ',':
    case ';':
    case '=':
        return true;
    case ':':
        return spot != SPOT_USER;
    case '/':
    case '@':
        return spot == SPOT_PATH || spot == SPOT_FRAGMENT;
    case '?':
        return spot == SPOT_FRAGMENT;
    case '!':
    case '(':
    case ')':
    case '*':
        return spot == SPOT_HOST || spot == SPOT_ZONE || spot == SPOT_FRAGMENT;
    case '\'':
    case '"':
    case '<':
    case '>':
    case '[':
    case ']':
        return spot == SPOT_HOST || spot == SPOT_ZONE;
    default:
        return false;
    }
}

static void escape(crd_buf *buf, crd_str text, enum spot spot)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (is_plain(c, spot)) {
            crd_buf_add_byte(buf, (char)c);
        } else {
            char coded[3] = { '%', hex[c >> 4], hex[c & 15] };
            crd_buf_add(buf, crd_str_of(coded, 3));
        }
    }
}

/* Fails with what, then text as Go quotes it, then rest. */
static bool fail_quoted(crd_arena *arena, crd_str what, crd_str text, crd_str rest, crd_err *err)
{
    crd_buf message;
    crd_buf_on(&message, arena, SIZE_MAX);
    crd_buf_add(&message, what);
    crd_quote(&message, text);
    crd_buf_add(&message, rest);
    if (crd_buf_failed(&message)) {
        return crd_err_memory(err, arena);
    }
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_buf_str(&message));
}

static bool check_escape(crd_arena *arena, crd_str text, size_t i, enum spot spot, crd_err *err)
{
    int high = i + 2 < text.len ? crd_hex_value((unsigned char)text.ptr[i + 1]) : -1;
    int low = i + 2 < text.len ? crd_hex_value((unsigned char)text.ptr[i + 2]) : -1;
    bool good = high >= 0 && low >= 0;
    if (good && !(high == 2 && low == 5)) {
        unsigned char c = (unsigned char)(high * 16 + low);
        /* A host takes escapes only for what is not ASCII; a zone for what a host may hold. */
        good = !(spot == SPOT_HOST && high < 8) &&
               !(spot == SPOT_ZONE && c != ' ' && !is_plain(c, SPOT_HOST));
    }
    return good || fail_quoted(arena, CRD_S("invalid URL escape "), crd_str_sub(text, i, i + 3),
                               CRD_S(""), err);
}

static bool unescape(crd_arena *arena, crd_str text, enum spot spot, crd_str *ret, crd_err *err)
{
    size_t escapes = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '%') {
            if (!check_escape(arena, text, i, spot, err)) {
                return false;
            }
            escapes++;
            i += 2;
        } else if ((spot == SPOT_HOST || spot == SPOT_ZONE) && c < 0x80 && !is_plain(c, spot)) {
            return fail_quoted(arena, CRD_S("invalid character "), crd_str_sub(text, i, i + 1),
                               CRD_S(" in host name"), err);
        }
    }
    if (escapes == 0) {
        *ret = text;
        return true;
    }
    char *out = crd_arena_bytes(arena, text.len);
    if (!out) {
        return crd_err_memory(err, arena);
    }
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            c = (char)(crd_hex_value((unsigned char)text.ptr[i + 1]) * 16 +
                       crd_hex_value((unsigned char)text.ptr[i + 2]));
            i += 2;
        }
        out[n++] = c;
    }
    *ret = crd_str_of(out, n);
    return true;
}

/* Cuts at the first sep; without one everything is before it. */
static crd_str cut(crd_str *rest, char sep, bool *ret_found)
{
    size_t at = crd_str_find_byte(*rest, sep);
    *ret_found = at != CRD_NPOS;
    crd_str before = crd_str_sub(*rest, 0, at);
    *rest = at == CRD_NPOS ? CRD_S("") : crd_str_from(*rest, at + 1);
    return before;
}

static bool fail(crd_arena *arena, const char *text, crd_err *err)
{
    return CRD_FAIL(err, arena, CRD_E_VALUE, crd_str_c(text));
}

/* "scheme:" in front; nothing is taken where the text does not begin like one. */
static bool take_scheme(crd_arena *arena, crd_str *rest, crd_str *ret_scheme, crd_err *err)
{
    for (size_t i = 0; i < rest->len; i++) {
        unsigned char c = (unsigned char)rest->ptr[i];
        if (c == ':') {
            if (i == 0) {
                return fail(arena, "missing protocol scheme", err);
            }
            char *lower = crd_arena_bytes(arena, i);
            if (!lower) {
                return crd_err_memory(err, arena);
            }
            for (size_t k = 0; k < i; k++) {
                char letter = rest->ptr[k];
                lower[k] = crd_is_upper((unsigned char)letter) ? (char)(letter | 32) : letter;
            }
            *ret_scheme = crd_str_of(lower, i);
            *rest = crd_str_from(*rest, i + 1);
            return true;
        }
        bool inner = crd_is_digit(c) || c == '+' || c == '-' || c == '.';
        if (!crd_is_alpha(c) && (!inner || i == 0)) {
            return true;
        }
    }
    return true;
}

static bool is_port(crd_str text)
{
    if (text.len == 0) {
        return true;
    }
    for (size_t i = 1; i < text.len; i++) {
        if (!crd_is_digit((unsigned char)text.ptr[i])) {
            return false;
        }
    }
    return text.ptr[0] == ':';
}

static size_t last_of(crd_str text, char c)
{
    return crd_str_rfind(text, crd_str_of(&c, 1));
}

/* "[address%25zone]:port". */
static bool read_bracketed(crd_arena *arena, crd_str host, crd_str *ret_host, crd_err *err)
{
    size_t end = last_of(host, ']');
    if (end == CRD_NPOS) {
        return fail(arena, "missing ']' in host", err);
    }
    crd_str port = crd_str_from(host, end + 1);
    if (!is_port(port)) {
        return fail_quoted(arena, CRD_S("invalid port "), port, CRD_S(" after host"), err);
    }
    crd_str name = crd_str_sub(host, 1, end);
    crd_str zone = CRD_S("");
    size_t at = crd_str_find(name, CRD_S("%25"));
    if (at != CRD_NPOS) {
        zone = crd_str_from(name, at);
        name = crd_str_sub(name, 0, at);
    }
    if (!unescape(arena, name, SPOT_HOST, &name, err) ||
        !unescape(arena, zone, SPOT_ZONE, &zone, err)) {
        return false;
    }
    crd_str address = CRD_CAT(arena, name, zone);
    crd_str whole = CRD_CAT(arena, CRD_S("["), name, zone, CRD_S("]"), port);
    if (!address.ptr || !whole.ptr) {
        return crd_err_memory(err, arena);
    }
    unsigned char bytes[16];
    size_t size = 0;
    bool has_zone = false;
    if (!crd_ip_read(arena, address, bytes, &size, &has_zone, err)) {
        return crd_err_wrap(err, arena, CRD_S("invalid host"));
    }
    if (size == 4) {
        return fail(arena, "invalid IP-literal", err);
    }
    *ret_host = whole;
    return true;
}

static bool read_host(crd_arena *arena, crd_str scheme, crd_str host, crd_str *ret_host,
                      crd_err *err)
{
    size_t open = last_of(host, '[');
    if (open != CRD_NPOS && open > 0) {
        return fail(arena, "invalid IP-literal", err);
    }
    if (open == 0) {
        return read_bracketed(arena, host, ret_host, err);
    }
    size_t colon = crd_str_find_byte(host, ':');
    if (colon != CRD_NPOS) {
        /* Only http and https insist that the first colon begins the port. */
        bool strict = crd_str_eq(scheme, CRD_S("http")) || crd_str_eq(scheme, CRD_S("https"));
        crd_str port = crd_str_from(host, strict ? colon : last_of(host, ':'));
        if (!is_port(port)) {
            return fail_quoted(arena, CRD_S("invalid port "), port, CRD_S(" after host"), err);
        }
    }
    return unescape(arena, host, SPOT_HOST, ret_host, err);
}

static bool is_userinfo(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!crd_is_alnum((unsigned char)c) && !(c && strchr("-._:~!$&'()*+,;=%@", c))) {
            return false;
        }
    }
    return true;
}

static bool read_authority(crd_arena *arena, crd_str authority, crd_url *url, crd_err *err)
{
    size_t at = last_of(authority, '@');
    crd_str host = at == CRD_NPOS ? authority : crd_str_from(authority, at + 1);
    if (!read_host(arena, url->scheme, host, &url->host, err)) {
        return false;
    }
    if (at == CRD_NPOS) {
        return true;
    }
    crd_str password = crd_str_sub(authority, 0, at);
    if (!is_userinfo(password)) {
        return fail(arena, "net/url: invalid userinfo", err);
    }
    url->has_user = true;
    crd_str user = cut(&password, ':', &url->has_password);
    return unescape(arena, user, SPOT_USER, &url->user, err) &&
           unescape(arena, password, SPOT_USER, &url->password, err);
}

/* The decoded text, and the text as it was where the usual encoding would not give it back. */
static bool decode(crd_arena *arena, crd_str text, enum spot spot, crd_str *ret, crd_str *ret_raw,
                   crd_err *err)
{
    if (!unescape(arena, text, spot, ret, err)) {
        return false;
    }
    crd_buf usual;
    crd_buf_on(&usual, arena, SIZE_MAX);
    escape(&usual, *ret, spot);
    if (crd_buf_failed(&usual)) {
        return crd_err_memory(err, arena);
    }
    *ret_raw = crd_str_eq(crd_buf_str(&usual), text) ? CRD_S("") : text;
    return true;
}

static bool first_segment_has_colon(crd_str path)
{
    size_t slash = crd_str_find_byte(path, '/');
    return crd_str_find_byte(crd_str_sub(path, 0, slash), ':') != CRD_NPOS;
}

static bool read_parts(crd_arena *arena, crd_str text, bool request, crd_url *url, crd_err *err)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c == 0x7F) {
            return fail(arena, "net/url: invalid control character in URL", err);
        }
    }
    if (request && !text.len) {
        return fail(arena, "empty url", err);
    }
    if (crd_str_eq(text, CRD_S("*"))) {
        url->path = text;
        return true;
    }
    crd_str rest = text;
    if (!take_scheme(arena, &rest, &url->scheme, err)) {
        return false;
    }
    bool has_query = false;
    crd_str query = rest;
    rest = cut(&query, '?', &has_query);
    url->force_query = has_query && query.len == 0;
    url->query = query;
    bool has_scheme = url->scheme.len > 0;
    if (!crd_str_starts(rest, CRD_S("/"))) {
        if (has_scheme) {
            url->opaque = rest;
            return true;
        }
        if (request) {
            return fail(arena, "invalid URI for request", err);
        }
        if (first_segment_has_colon(rest)) {
            return fail(arena, "first path segment in URL cannot contain colon", err);
        }
    }
    bool may_have_host = has_scheme || (!request && !crd_str_starts(rest, CRD_S("///")));
    if (may_have_host && crd_str_starts(rest, CRD_S("//"))) {
        crd_str authority = crd_str_from(rest, 2);
        size_t slash = crd_str_find_byte(authority, '/');
        rest = slash == CRD_NPOS ? CRD_S("") : crd_str_from(authority, slash);
        if (!read_authority(arena, crd_str_sub(authority, 0, slash), url, err)) {
            return false;
        }
    } else if (has_scheme && crd_str_starts(rest, CRD_S("/"))) {
        url->omit_host = true;
    }
    return decode(arena, rest, SPOT_PATH, &url->path, &url->raw_path, err);
}

/* Puts `parse "text": ` in front, as url.Error does. */
static bool wrap(crd_arena *arena, crd_str text, crd_err *err)
{
    crd_buf front;
    if (!err || crd_code_is_ours(err->code)) {
        return false;
    }
    crd_buf_on(&front, arena, SIZE_MAX);
    crd_buf_add_lit(&front, "parse ");
    crd_quote(&front, text);
    if (crd_buf_failed(&front)) {
        return crd_err_memory(err, arena);
    }
    return crd_err_wrap(err, arena, crd_buf_str(&front));
}

bool crd_url_read(crd_arena *arena, crd_str text, crd_url *ret_url, crd_err *err)
{
    crd_url url = { .scheme = CRD_S("") };
    bool has_fragment = false;
    crd_str fragment = text;
    crd_str front = cut(&fragment, '#', &has_fragment);
    if (!read_parts(arena, front, false, &url, err)) {
        return wrap(arena, front, err);
    }
    if (fragment.len > 0 &&
        !decode(arena, fragment, SPOT_FRAGMENT, &url.fragment, &url.raw_fragment, err)) {
        return wrap(arena, text, err);
    }
    *ret_url = url;
    return true;
}

bool crd_url_read_request(crd_arena *arena, crd_str text, crd_url *ret_url, crd_err *err)
{
    crd_url url = { .scheme = CRD_S("") };
    if (!read_parts(arena, text, true, &url, err)) {
        return wrap(arena, text, err);
    }
    *ret_url = url;
    return true;
}

/* Whether a text as written is an allowed encoding. What it decodes to is known to agree. */
static bool is_encoded(crd_str raw, enum spot spot)
{
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (!(c && strchr("!$&'()*+,;=:@[]%", c)) && !is_plain((unsigned char)c, spot)) {
            return false;
        }
    }
    return raw.len > 0;
}

static void write_encoded(crd_buf *buf, crd_str text, crd_str raw, enum spot spot)
{
    if (is_encoded(raw, spot)) {
        crd_buf_add(buf, raw);
    } else if (spot == SPOT_PATH && crd_str_eq(text, CRD_S("*"))) {
        crd_buf_add(buf, text);
    } else {
        escape(buf, text, spot);
    }
}

void crd_url_write_user(crd_buf *buf, const crd_url *url)
{
    escape(buf, url->user, SPOT_USER);
    if (url->has_password) {
        crd_buf_add_byte(buf, ':');
        escape(buf, url->password, SPOT_USER);
    }
}

/* What lies between scheme and query; the whole text began at start. */
static void write_host_and_path(crd_buf *buf, const crd_url *url, size_t start)
{
    bool has_authority = url->scheme.len > 0 || url->host.len > 0 || url->has_user;
    bool omit = url->omit_host && url->host.len == 0 && !url->has_user;
    if (has_authority && !omit) {
        if (url->host.len > 0 || url->path.len > 0 || url->has_user) {
            crd_buf_add_lit(buf, "//");
        }
        if (url->has_user) {
            crd_url_write_user(buf, url);
            crd_buf_add_byte(buf, '@');
        }
        escape(buf, url->host, SPOT_HOST);
    }
    if (url->path.len > 0 && url->path.ptr[0] != '/' && url->host.len > 0) {
        crd_buf_add_byte(buf, '/');
    }
    size_t path = buf->len;
    write_encoded(buf, url->path, url->raw_path, SPOT_PATH);
    crd_str written = crd_str_from(crd_buf_str(buf), path);
    if (path == start && first_segment_has_colon(written) && crd_buf_reserve(buf, 2)) {
        memmove(buf->ptr + path + 2, buf->ptr + path, buf->len - path);
        memcpy(buf->ptr + path, "./", 2);
        buf->len += 2;
    }
}

void crd_url_write(crd_buf *buf, const crd_url *url)
{
    size_t start = buf->len;
    if (url->scheme.len > 0) {
        crd_buf_add(buf, url->scheme);
        crd_buf_add_byte(buf, ':');
    }
    if (url->opaque.len > 0) {
        crd_buf_add(buf, url->opaque);
    } else {
        write_host_and_path(buf, url, start);
    }
    if (url->force_query || url->query.len > 0) {
        crd_buf_add_byte(buf, '?');
        crd_buf_add(buf, url->query);
    }
    if (url->fragment.len > 0) {
        crd_buf_add_byte(buf, '#');
        write_encoded(buf, url->fragment, url->raw_fragment, SPOT_FRAGMENT);
    }
}

crd_str crd_url_hostname(const crd_url *url)
{
    crd_str host = url->host;
    size_t colon = last_of(host, ':');
    if (colon != CRD_NPOS && is_port(crd_str_from(host, colon))) {
        host = crd_str_sub(host, 0, colon);
    }
    if (host.len >= 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']') {
        host = crd_str_sub(host, 1, host.len - 1);
    }
    return host;
}
