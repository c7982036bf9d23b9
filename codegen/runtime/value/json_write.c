/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer: see json.h. Walks with a fixed stack of frames, one a level. */
#include "../base/limits.h"
#include "../base/num.h"
#include "../base/utf8.h"
#include "json.h"
#include "json_scan.h"

struct frame {
    const crd_value *container;
    size_t next; /* the item or member that comes */
};

static bool fail(crd_err *err, enum crd_code code, crd_str message)
{
    if (err) {
        *err = (crd_err){ .code = code, .message = message };
    }
    return false;
}

/* True for a byte that may stand in a string as it is. */
static bool is_plain(unsigned char c, bool keep_html)
{
    if (c < 0x20 || c == '"' || c == '\\' || c >= 0x80) {
        return false;
    }
    return keep_html || (c != '<' && c != '>' && c != '&');
}

static void escape_byte(crd_buf *buf, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* 8 to 13; 11 has none */
    if (c == '"' || c == '\\') {
        crd_buf_add_byte(buf, '\\');
        crd_buf_add_byte(buf, (char)c);
    } else if (c >= 8 && c <= 13 && c != 11) {
        crd_buf_add_byte(buf, '\\');
        crd_buf_add_byte(buf, letters[c - 8]);
    } else {
        const char text[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
        crd_buf_add(buf, crd_str_of(text, sizeof(text)));
    }
}

/* The first byte from at on that is not plain, or the end. */
static size_t plain_until(crd_str text, size_t at, bool keep_html)
{
    while (text.len - at >= 8) {
        uint64_t x = crd_scan_load(text.ptr + at);
        uint64_t hits = crd_scan_control(x) | crd_scan_equal(x, '"') | crd_scan_equal(x, '\\') |
                        (x & CRD_SCAN_HIGHS);
        if (!keep_html) {
            hits |= crd_scan_equal(x, '<') | crd_scan_equal(x, '>') | crd_scan_equal(x, '&');
        }
        if (hits) {
            return at + (size_t)crd_scan_first(hits);
        }
        at += 8;
    }
    while (at < text.len && is_plain((unsigned char)text.ptr[at], keep_html)) {
        at++;
    }
    return at;
}

/* Writes what is not plain at the start of text; returns how many bytes that took. 0: a rune that
 * stays as it is, *ret_width bytes long. */
static size_t escape_rune(crd_buf *buf, crd_str text, size_t *ret_width)
{
    unsigned char c = (unsigned char)text.ptr[0];
    if (c < 0x80) {
        escape_byte(buf, c);
        return 1;
    }
    uint32_t rune = crd_rune_decode(text, ret_width);
    if (rune == CRD_RUNE_ERROR && *ret_width == 1) {
        crd_buf_add_lit(buf, "\\ufffd");
    } else if (rune == 0x2028) {
        crd_buf_add_lit(buf, "\\u2028");
    } else if (rune == 0x2029) {
        crd_buf_add_lit(buf, "\\u2029");
    } else {
        return 0;
    }
    return *ret_width;
}

/* A string without anything to escape: most are. */
static void write_plain(crd_buf *buf, crd_str text)
{
    char *at = text.len < SIZE_MAX - 2 ? crd_buf_reserve(buf, text.len + 2) : NULL;
    if (at) {
        at[0] = '"';
        if (text.len) {
            memcpy(at + 1, text.ptr, text.len);
        }
        at[text.len + 1] = '"';
        buf->len += text.len + 2;
    }
}

void crd_json_write_string(crd_buf *buf, crd_str text, bool keep_html)
{
    size_t start = 0;
    size_t at = plain_until(text, 0, keep_html);
    if (at == text.len) {
        write_plain(buf, text);
        return;
    }
    crd_buf_add_byte(buf, '"');
    for (; at < text.len; at = plain_until(text, at, keep_html)) {
        /* what is plain so far goes first; a rune that stays joins the next stretch */
        crd_buf_add(buf, crd_str_sub(text, start, at));
        size_t width = 0;
        size_t taken = escape_rune(buf, crd_str_from(text, at), &width);
        start = at + taken;
        at += taken ? taken : width;
    }
    crd_buf_add(buf, crd_str_from(text, start));
    crd_buf_add_byte(buf, '"');
}

static bool write_number(crd_buf *buf, const crd_value *value, const crd_json_style *style,
                         crd_err *err)
{
    if (!style->go_numbers) {
        crd_buf_add(buf, crd_text_of(value));
        return true;
    }
    double number;
    char text[CRD_FLOAT_TEXT_MAX];
    if (!crd_number_float(value, &number)) {
        return fail(err, CRD_E_VALUE, CRD_S("number is out of the range of a float64"));
    }
    crd_buf_add(buf, crd_float_text_json(number, text));
    return true;
}

/* A scalar or an empty container. */
static bool write_leaf(crd_buf *buf, const crd_value *value, const crd_json_style *style,
                       crd_err *err)
{
    switch (crd_kind_of(value)) {
    case CRD_NULL:
        crd_buf_add_lit(buf, "null");
        break;
    case CRD_BOOL:
        crd_buf_add(buf, crd_is_true(value) ? CRD_S("true") : CRD_S("false"));
        break;
    case CRD_NUMBER:
        return write_number(buf, value, style, err);
    case CRD_STRING:
        crd_json_write_string(buf, crd_text_of(value), style->keep_html);
        break;
    case CRD_LIST:
        crd_buf_add_lit(buf, "[]");
        break;
    case CRD_MAP:
        crd_buf_add_lit(buf, "{}");
        break;
    }
    return true;
}

static void write_newline(crd_buf *buf, const crd_json_style *style, size_t depth)
{
    if (!style->indent.len) {
        return;
    }
    crd_buf_add_byte(buf, '\n');
    for (size_t i = 0; i < depth; i++) {
        crd_buf_add(buf, style->indent);
    }
}

/* The next value of the frame, with what stands before it; NULL when there is none. */
static const crd_value *write_up_to_next(crd_buf *buf, struct frame *frame, size_t depth,
                                         const crd_json_style *style)
{
    if (frame->next >= crd_len_of(frame->container)) {
        return NULL;
    }
    if (frame->next) {
        crd_buf_add_byte(buf, ',');
    }
    write_newline(buf, style, depth);
    size_t i = frame->next++;
    if (crd_is_list(frame->container)) {
        return crd_item(frame->container, i);
    }
    const crd_member *member = style->keep_order ? crd_member_at(frame->container, i)
                                                 : crd_member_sorted(frame->container, i);
    crd_json_write_string(buf, member->key, style->keep_html);
    crd_buf_add(buf, style->indent.len ? CRD_S(": ") : CRD_S(":"));
    return &member->value;
}

static bool write_tree(crd_buf *buf, const crd_value *value, const crd_json_style *style,
                       crd_err *err)
{
    struct frame frames[CRD_NESTING_MAX];
    size_t depth = 0;
    for (;;) {
        if (crd_len_of(value)) {
            if (depth == CRD_NESTING_MAX) {
                return fail(err, CRD_E_DEPTH, CRD_S("exceeded max depth"));
            }
            frames[depth++] = (struct frame){ .container = value };
            crd_buf_add_byte(buf, crd_is_list(value) ? '[' : '{');
        } else if (!write_leaf(buf, value, style, err)) {
            return false;
        }
        value = NULL;
        while (depth && !(value = write_up_to_next(buf, &frames[depth - 1], depth, style))) {
            depth--;
            write_newline(buf, style, depth);
            crd_buf_add_byte(buf, crd_is_list(frames[depth].container) ? ']' : '}');
        }
        if (!depth || crd_buf_failed(buf)) {
            return true;
        }
    }
}

bool crd_json_write(crd_buf *buf, const crd_value *value, const crd_json_style *style, crd_err *err)
{
    static const crd_json_style plain = { 0 };
    if (!write_tree(buf, value, style ? style : &plain, err)) {
        return false;
    }
    if (buf->failure == CRD_BUF_NOMEM) {
        return fail(err, CRD_E_NOMEM, CRD_S("out of memory"));
    }
    return !crd_buf_failed(buf) || fail(err, CRD_E_MEMORY, CRD_S("memory limit reached"));
}
