/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of a head, judged: the request line, and the fields that say where a request ends or
 * what its body is. Every other field only has to be well formed (RFC 9112, without its leniencies).
 */
#include "guard_field.h"

#include "base/limits.h"
#include "base/num.h"
#include "word.h"

bool fg_guard_refuse(fg_guard *guard, unsigned status, const char *reason)
{
    guard->state = REFUSED;
    guard->status = status;
    guard->reason = reason;
    return false;
}

bool fg_is_token_byte(unsigned char byte)
{
    return crd_is_alnum(byte) || (byte && byte < 0x80 && strchr("!#$%&'*+-.^_`|~", byte));
}

static bool is_token(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!fg_is_token_byte((unsigned char)text.ptr[i])) {
            return false;
        }
    }
    return text.len > 0;
}

static fg_guard_slice slice_of(crd_str line, size_t start, crd_str part)
{
    return (fg_guard_slice){ (uint32_t)(start + (size_t)(part.ptr - line.ptr)), (uint32_t)part.len };
}

static bool take_version(fg_guard *guard, crd_str version)
{
    if (crd_str_eq(version, CRD_S("HTTP/1.1"))) {
        return true;
    }
    if (crd_str_eq(version, CRD_S("HTTP/1.0"))) {
        guard->seen |= FG_SEEN_HTTP_1_0;
        guard->head.closes = true;
        return true;
    }
    bool form = version.len == 8 && crd_str_starts(version, CRD_S("HTTP/")) &&
                crd_is_digit((unsigned char)version.ptr[5]) && version.ptr[6] == '.' &&
                crd_is_digit((unsigned char)version.ptr[7]);
    bool preface = crd_str_starts(crd_buf_str(&guard->text), CRD_S("PRI * HTTP/2.0"));
    return form && !preface ? fg_guard_refuse(guard, 505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
                            : fg_guard_refuse(guard, 400, "the request line does not end in HTTP/1.1");
}

static bool take_target(fg_guard *guard, crd_str line, size_t start, crd_str target)
{
    if (target.len > FG_WIRE_URI_BYTES_MAX) {
        return fg_guard_refuse(guard, 414, "the URI is longer than 8 KiB");
    }
    if (!target.len || (target.ptr[0] != '/' && !crd_str_eq(target, CRD_S("*")))) {
        return fg_guard_refuse(guard, 400, "the request's target is not a path");
    }
    for (size_t i = 0; i < target.len; i++) {
        unsigned char byte = (unsigned char)target.ptr[i];
        if (byte <= ' ' || byte >= 0x7f || byte == '#') {
            return fg_guard_refuse(guard, 400, "the request's target holds a byte that no URI has");
        }
    }
    crd_str path = target;
    crd_str query = crd_str_from(target, target.len);
    crd_str_cut(target, CRD_S("?"), &path, &query);
    guard->path = slice_of(line, start, path);
    guard->query = slice_of(line, start, query);
    return true;
}

bool fg_guard_request_line(fg_guard *guard, crd_str line, size_t start)
{
    crd_str method;
    crd_str rest;
    crd_str target;
    crd_str version;
    if (!crd_str_cut(line, CRD_S(" "), &method, &rest) || !is_token(method) ||
        method.len > FG_WIRE_METHOD_BYTES_MAX) {
        return fg_guard_refuse(guard, 400, "the request line does not begin with a method");
    }
    if (!crd_str_cut(rest, CRD_S(" "), &target, &version)) {
        return fg_guard_refuse(guard, 400, "the request line is not METHOD TARGET VERSION");
    }
    guard->method = slice_of(line, start, method);
    return take_target(guard, line, start, target) && take_version(guard, version);
}

static bool once(fg_guard *guard, unsigned bit, const char *reason)
{
    if (guard->seen & bit) {
        return fg_guard_refuse(guard, 400, reason);
    }
    guard->seen |= bit;
    return true;
}

static bool take_length(fg_guard *guard, crd_str value)
{
    if (!once(guard, FG_FIELD_CONTENT_LENGTH, "the request has several Content-Length fields")) {
        return false;
    }
    bool ok = value.len > 0 && value.len <= 18 && (value.len == 1 || value.ptr[0] != '0');
    for (size_t i = 0; ok && i < value.len; i++) {
        ok = crd_is_digit((unsigned char)value.ptr[i]);
    }
    if (!ok || crd_uint_parse(value, 10, 64, &guard->head.length) != CRD_NUM_OK) {
        return fg_guard_refuse(guard, 400, "Content-Length is not one decimal number");
    }
    guard->head.has_length = true;
    return true;
}

static bool take_host(fg_guard *guard, crd_str line, size_t start, crd_str value)
{
    if (!once(guard, FG_FIELD_HOST, "the request has several Host fields")) {
        return false;
    }
    if (value.len > FG_WIRE_HOST_BYTES_MAX) {
        return fg_guard_refuse(guard, 400, "the Host field is longer than any host name");
    }
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.ptr[i];
        if (!crd_is_alnum(byte) && (!byte || byte >= 0x80 || !strchr("-._~%!$&'()*+;=:[]", byte))) {
            return fg_guard_refuse(guard, 400, "the Host field is not one host name");
        }
    }
    guard->host = slice_of(line, start, value);
    return true;
}

static bool take_encoding(fg_guard *guard, crd_str line, size_t start, crd_str value)
{
    if (!once(guard, FG_FIELD_CONTENT_ENCODING, "the request has several Content-Encoding fields")) {
        return false;
    }
    if (!fg_word_is(value, "identity")) {
        guard->content_encoding = slice_of(line, start, value);
    }
    return true;
}

static bool take_connection(fg_guard *guard, crd_str value)
{
    crd_str word;
    while (fg_word_next(&value, &word)) {
        if (word.len && !is_token(word)) {
            return fg_guard_refuse(guard, 400, "the Connection field is not a list of words");
        }
        if (fg_word_is(word, "close")) {
            guard->head.closes = true;
        } else if (fg_word_is(word, "content-length") || fg_word_is(word, "host") ||
                   fg_word_is(word, "transfer-encoding")) {
            return fg_guard_refuse(guard, 400, "the Connection field names a field of the request");
        }
    }
    return true;
}

static bool take_expect(fg_guard *guard, crd_str value)
{
    if (!once(guard, FG_FIELD_EXPECT, "the request has several Expect fields")) {
        return false;
    }
    if (!fg_word_is(value, "100-continue")) {
        return fg_guard_refuse(guard, 417, "only Expect: 100-continue can be met");
    }
    guard->head.expects_continue = !(guard->seen & FG_SEEN_HTTP_1_0);
    return true;
}

static bool take_known(fg_guard *guard, crd_str line, size_t start, crd_str name, crd_str value)
{
    if (fg_word_is(name, "content-length")) {
        return take_length(guard, value);
    }
    if (fg_word_is(name, "transfer-encoding")) {
        return fg_guard_refuse(guard, 400, "Transfer-Encoding is not taken: send Content-Length");
    }
    if (fg_word_is(name, "host")) {
        return take_host(guard, line, start, value);
    }
    if (fg_word_is(name, "content-type")) {
        guard->content_type = slice_of(line, start, value);
        return once(guard, FG_FIELD_CONTENT_TYPE, "the request has several Content-Type fields");
    }
    if (fg_word_is(name, "content-encoding")) {
        return take_encoding(guard, line, start, value);
    }
    if (fg_word_is(name, "connection")) {
        return take_connection(guard, value);
    }
    return fg_word_is(name, "expect") ? take_expect(guard, value) : true;
}

bool fg_guard_field(fg_guard *guard, crd_str line, size_t start)
{
    crd_str name;
    crd_str value;
    if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
        return fg_guard_refuse(guard, 400, "a field is folded over several lines");
    }
    if (!crd_str_cut(line, CRD_S(":"), &name, &value)) {
        return fg_guard_refuse(guard, 400, "a field has no colon");
    }
    if (!is_token(name)) {
        return fg_guard_refuse(guard, 400, "a field's name is not a word directly before its colon");
    }
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.ptr[i];
        if ((byte < ' ' && byte != '\t') || byte == 0x7f) {
            return fg_guard_refuse(guard, 400, "a field's value holds a control character");
        }
    }
    return take_known(guard, line, start, name, fg_word_trim(value));
}
