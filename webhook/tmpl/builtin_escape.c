/* SPDX-License-Identifier: Apache-2.0 */
/* Escaping for HTML, JavaScript and URL queries. */
#include "builtin.h"

#include "base/num.h"
#include "base/utf8.h"
#include "fmt.h"

/* The text of the arguments: as an action would print them. */
static bool text_of_args(fg_run *run, const fg_val *args, size_t n, crd_str *ret, crd_err *err)
{
    if (n == 1 && args[0].kind == FG_STRING && !args[0].type->text) {
        *ret = fg_text(args[0]);
        return fg_spend_bytes(run, ret->len, err);
    }
    fg_val *shown = fg_alloc_n(run, n, sizeof(*shown), err);
    if (!shown) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        fg_val v = args[i];
        if (fg_is_nil(v)) {
            v = fg_val_string(CRD_S("<no value>"));
        } else if (v.kind == FG_POINTER && v.as.ref && v.type->elem && !v.type->text) {
            v = fg_val_ref(v.type->elem, v.as.ref);
        }
        shown[i] = v;
    }
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (!fg_fmt_sprint(run, &buf, shown, n, err) || fg_buf_fails(run, &buf, err)) {
        return false;
    }
    *ret = crd_buf_str(&buf);
    return fg_spend_bytes(run, ret->len, err);
}

static crd_str html_of(char c)
{
    switch (c) {
    case 0:
        return CRD_S("\xEF\xBF\xBD");
    case '"':
        return CRD_S("&#34;");
    case '\'':
        return CRD_S("&#39;");
    case '&':
        return CRD_S("&amp;");
    case '<':
        return CRD_S("&lt;");
    case '>':
        return CRD_S("&gt;");
    default:
        return crd_str_of(NULL, 0);
    }
}

bool fg_builtin_html(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text;
    crd_buf buf;
    if (!text_of_args(run, args, n, &text, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        crd_str html = html_of(text.ptr[i]);
        if (html.ptr) {
            crd_buf_add(&buf, crd_str_sub(text, done, i));
            crd_buf_add(&buf, html);
            done = i + 1;
        }
    }
    crd_buf_add(&buf, crd_str_from(text, done));
    return fg_buf_value(run, &buf, ret, err);
}

/* \uXXXX, more digits when it needs them. */
static void unicode_escape(crd_buf *buf, uint32_t rune)
{
    char hex[8];
    size_t at = sizeof(hex);
    do {
        hex[--at] = "0123456789ABCDEF"[rune & 15];
        rune >>= 4;
    } while (rune || sizeof(hex) - at < 4);
    crd_buf_add_lit(buf, "\\u");
    crd_buf_add(buf, crd_str_of(hex + at, sizeof(hex) - at));
}

static bool js_escapes(uint32_t rune)
{
    switch (rune) {
    case '\\':
    case '\'':
    case '"':
    case '<':
    case '>':
    case '&':
    case '=':
        return true;
    default:
        return rune < ' ' || (rune >= 0x80 && !crd_rune_is_print(rune));
    }
}

bool fg_builtin_js(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text;
    crd_buf buf;
    if (!text_of_args(run, args, n, &text, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    size_t done = 0;
    for (size_t i = 0; i < text.len;) {
        size_t width = 1;
        uint32_t rune = (unsigned char)text.ptr[i];
        if (rune >= 0x80) {
            rune = crd_rune_decode(crd_str_from(text, i), &width);
        }
        if (js_escapes(rune)) {
            crd_buf_add(&buf, crd_str_sub(text, done, i));
            if (rune == '\\' || rune == '\'' || rune == '"') {
                crd_buf_add_byte(&buf, '\\');
                crd_buf_add_byte(&buf, (char)rune);
            } else {
                unicode_escape(&buf, rune);
            }
            done = i + width;
        }
        i += width;
    }
    crd_buf_add(&buf, crd_str_from(text, done));
    return fg_buf_value(run, &buf, ret, err);
}

bool fg_builtin_urlquery(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str text;
    crd_buf buf;
    if (!text_of_args(run, args, n, &text, err)) {
        return false;
    }
    fg_buf_open(run, &buf);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == ' ') {
            crd_buf_add_byte(&buf, '+');
        } else if (crd_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
            crd_buf_add_byte(&buf, (char)c);
        } else {
            const char *hex = "0123456789ABCDEF";
            crd_buf_add(&buf, crd_str_of((const char[]) { '%', hex[c >> 4], hex[c & 15] }, 3));
        }
    }
    return fg_buf_value(run, &buf, ret, err);
}
