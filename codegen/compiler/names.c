/* SPDX-License-Identifier: Apache-2.0 */
/* See names.h. */
#include "names.h"

#include "base/utf8.h"

struct word {
    const char *text;
    const char *name;
};

static char lower(char c)
{
    return crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c;
}

static bool is_upper_at(crd_str text, size_t i)
{
    return i < text.len && crd_is_upper((unsigned char)text.ptr[i]);
}

static bool is_lower_at(crd_str text, size_t i)
{
    return i < text.len && crd_is_lower((unsigned char)text.ptr[i]);
}

/* True when a new word begins at i: "hostPath" at P, "HTTPRoute" at R, but not "PVCs" at C. */
static bool begins_word(crd_str text, size_t i)
{
    if (!i || !is_upper_at(text, i)) {
        return false;
    }
    unsigned char before = (unsigned char)text.ptr[i - 1];
    if (crd_is_lower(before) || crd_is_digit(before)) {
        return true;
    }
    bool is_plural = i + 1 < text.len && text.ptr[i + 1] == 's' &&
                     (i + 2 == text.len || is_upper_at(text, i + 2));
    return crd_is_upper(before) && is_lower_at(text, i + 1) && !is_plural;
}

static void break_word(crd_buf *buf, size_t start)
{
    if (buf->len > start && buf->ptr[buf->len - 1] != '_') {
        crd_buf_add_byte(buf, '_');
    }
}

static const char *character_name(char c)
{
    static const struct {
        char c;
        const char *name;
    } names[] = {
        { '*', "star" },    { '=', "eq" },     { '!', "not" },     { '<', "lt" },
        { '>', "gt" },      { '~', "tilde" },  { '+', "plus" },    { '-', "minus" },
        { '.', "dot" },     { '/', "slash" },  { '^', "caret" },   { '$', "dollar" },
        { '|', "pipe" },    { '&', "amp" },    { '%', "percent" }, { '#', "hash" },
        { '@', "at" },      { ':', "colon" },  { ';', "semicolon" }, { ',', "comma" },
        { '?', "question" }, { '(', "open" },  { ')', "close" },   { '[', "open" },
        { ']', "close" },   { '{', "open" },   { '}', "close" },   { '\'', "quote" },
        { '"', "quote" },   { '`', "quote" },  { '\\', "backslash" }, { ' ', "space" },
        { '_', "underscore" },
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].c == c) {
            return names[i].name;
        }
    }
    return "byte";
}

static void add_characters(crd_buf *buf, crd_str text, size_t start)
{
    for (size_t i = 0; i < text.len; i++) {
        break_word(buf, start);
        crd_buf_add(buf, crd_str_c(character_name(text.ptr[i])));
    }
    if (!text.len) {
        crd_buf_add_lit(buf, "empty");
    }
}

static void add_rune(crd_buf *buf, uint32_t rune)
{
    static const char hex[] = "0123456789abcdef";
    crd_buf_add_byte(buf, 'u');
    for (int shift = rune > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
        crd_buf_add_byte(buf, hex[rune >> shift & 15]);
    }
}

void crdc_name_snake(crd_buf *buf, crd_str text)
{
    size_t start = buf->len;
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (crd_is_alnum(c)) {
            if (begins_word(text, i)) {
                break_word(buf, start);
            }
            if (buf->len == start && crd_is_digit(c)) {
                crd_buf_add_byte(buf, 'n');
            }
            crd_buf_add_byte(buf, lower((char)c));
            i++;
        } else if (c < 0x80) {
            break_word(buf, start);
            i++;
        } else {
            size_t width;
            uint32_t rune = crd_rune_decode(crd_str_from(text, i), &width);
            add_rune(buf, rune);
            i += width;
        }
        if (crd_buf_failed(buf)) {
            return;
        }
    }
    while (buf->len > start && buf->ptr[buf->len - 1] == '_') {
        buf->len--;
    }
    if (buf->len == start) {
        add_characters(buf, text, start);
    }
}

void crdc_name_upper(crd_buf *buf, crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        crd_buf_add_byte(buf, crd_is_lower((unsigned char)c) ? (char)(c - 'a' + 'A') : c);
    }
}

void crdc_name_constant(crd_buf *buf, crd_str text)
{
    static const struct word operators[] = {
        { "=", "EQ" },  { "==", "EQ_EQ" },    { "!=", "NE" }, { "=~", "EQ_TILDE" },
        { "!~", "NOT_TILDE" }, { "<", "LT" }, { "<=", "LE" }, { ">", "GT" },
        { ">=", "GE" },
    };
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (crd_str_eq(text, crd_str_c(operators[i].text))) {
            crd_buf_add(buf, crd_str_c(operators[i].name));
            return;
        }
    }
    size_t start = buf->len;
    bool digit = text.len && crd_is_digit((unsigned char)text.ptr[0]);
    crdc_name_snake(buf, text);
    if (crd_buf_failed(buf)) {
        return;
    }
    if (digit) { /* a constant has its enum's name in front: no letter is needed */
        memmove(buf->ptr + start, buf->ptr + start + 1, buf->len - start - 1);
        buf->len--;
    }
    for (size_t i = start; i < buf->len; i++) {
        if (crd_is_lower((unsigned char)buf->ptr[i])) {
            buf->ptr[i] = (char)(buf->ptr[i] - 'a' + 'A');
        }
    }
}

bool crdc_name_is_reserved(crd_str name)
{
    /* C23 and C++23 keywords and alternative tokens; then macros of compilers and headers */
    static const char words[] =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t"
        " char16_t char32_t class co_await co_return co_yield compl concept const const_cast"
        " consteval constexpr constinit continue decltype default delete do double dynamic_cast"
        " else enum explicit export extern false final float for friend goto if import inline int"
        " long module mutable namespace new noexcept not not_eq nullptr operator or or_eq override"
        " private protected public register reinterpret_cast requires restrict return short signed"
        " sizeof static static_assert static_cast struct switch template this thread_local throw"
        " true try typedef typeid typename typeof typeof_unqual union unsigned using virtual"
        " void volatile wchar_t while xor xor_eq"
        " alloca arm assert cdecl complex emit environ errno far forever h_addr huge hyper i386"
        " imaginary interface linux major makedev mips minor near noreturn offsetof pascal s6_addr"
        " sa_handler sa_sigaction si_addr si_band si_fd si_int si_overrun si_pid si_ptr si_signo"
        " si_status si_timerid si_uid si_value signals slots small sparc st_atime st_ctime st_mtime"
        " stderr stdin stdout sun unix va_arg va_copy va_end va_start vax ";
    if (crd_str_find_byte(name, ' ') != CRD_NPOS) {
        return false;
    }
    for (const char *at = words; *at; at++) {
        if (*at == ' ' && crd_str_starts(crd_str_c(at + 1), name) && at[1 + name.len] == ' ') {
            return name.len > 0;
        }
    }
    return false;
}

bool crdc_name_looks_like_macro(crd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (crd_is_lower((unsigned char)name.ptr[i])) {
            return crd_str_starts(name, CRD_S("PRI")) || crd_str_starts(name, CRD_S("SCN"));
        }
    }
    return true;
}

bool crdc_name_is_identifier(crd_str name)
{
    if (!name.len || !crd_is_alpha((unsigned char)name.ptr[0])) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool twice = c == '_' && i + 1 < name.len && name.ptr[i + 1] == '_';
        if ((!crd_is_alnum(c) && c != '_') || twice) {
            return false;
        }
    }
    return true;
}
