/* SPDX-License-Identifier: Apache-2.0 */
/* One log line as text, JSON or logfmt: see log.h. Knows no threads. */
#include <stdio.h>
#include <time.h>

#include "base/limits.h"
#include "base/num.h"
#include "base/utf8.h"
#include "log.h"

/* A line while it is made. What does not fit is left out field by field; the line stays whole. */
struct line {
    char *text;
    size_t size; /* without the closing bytes, for which there is always room */
    size_t len;
    bool full;
};

static void put(struct line *line, crd_str text)
{
    if (line->full || text.len > line->size - line->len) {
        line->full = true;
        return;
    }
    memcpy(line->text + line->len, text.ptr, text.len);
    line->len += text.len;
}

/* A rune as JSON and Go quote it; bytes that are no UTF-8 show as U+FFFD. */
static void put_escaped(struct line *line, crd_str text)
{
    static const char hex[] = "0123456789abcdef";
    size_t cut = text.len > FG_LOG_TEXT_BYTES_MAX ? FG_LOG_TEXT_BYTES_MAX : text.len;
    for (size_t at = 0; at < cut;) {
        size_t width = 0;
        uint32_t rune = crd_rune_decode(crd_str_from(text, at), &width);
        crd_str bytes = crd_str_sub(text, at, at + width);
        at += width;
        if (rune == CRD_RUNE_ERROR && width == 1) {
            put(line, CRD_S("\xef\xbf\xbd"));
        } else if (rune == '"' || rune == '\\') {
            put(line, CRD_S("\\"));
            put(line, bytes);
        } else if (rune == '\n') {
            put(line, CRD_S("\\n"));
        } else if (rune < 0x10000 && !crd_rune_is_print(rune)) {
            char escape[6] = { '\\', 'u', hex[rune >> 12], hex[rune >> 8 & 15], hex[rune >> 4 & 15],
                               hex[rune & 15] };
            put(line, crd_str_of(escape, sizeof(escape)));
        } else if (!crd_rune_is_print(rune)) {
            put(line, CRD_S("\xef\xbf\xbd"));
        } else {
            put(line, bytes);
        }
    }
    if (cut < text.len) {
        put(line, CRD_S("..."));
    }
}

static void put_quoted(struct line *line, crd_str text)
{
    put(line, CRD_S("\""));
    put_escaped(line, text);
    put(line, CRD_S("\""));
}

/* Text that logfmt needs no quotes for. */
static bool is_plain(crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (!crd_is_alnum(c) && c != '-' && c != '.' && c != '/' && c != ':' && c != '_') {
            return false;
        }
    }
    return text.len > 0 && text.len <= FG_LOG_TEXT_BYTES_MAX;
}

static void put_key(struct line *line, enum fg_log_format format, const char *key)
{
    if (format == FG_LOG_JSON) {
        put(line, line->len > 1 ? CRD_S(",\"") : CRD_S("\""));
        put(line, crd_str_c(key));
        put(line, CRD_S("\":"));
        return;
    }
    put(line, line->len ? CRD_S(" ") : CRD_S(""));
    put(line, crd_str_c(key));
    put(line, CRD_S("="));
}

static void put_text(struct line *line, enum fg_log_format format, const char *key, crd_str text)
{
    put_key(line, format, key);
    if (format == FG_LOG_TEXT && is_plain(text)) {
        put(line, text);
    } else {
        put_quoted(line, text);
    }
}

/* All of it or, when it does not fit, nothing. */
static void put_field(struct line *line, enum fg_log_format format, const fg_log_field *field)
{
    char number[CRD_INT_TEXT_MAX];
    size_t before = line->len;
    if (!field->key || (field->type == FG_LOG_STR && field->text.len == 0)) {
        return;
    }
    switch (field->type) {
    case FG_LOG_STR:
        put_text(line, format, field->key, field->text);
        break;
    case FG_LOG_INT:
        put_key(line, format, field->key);
        put(line, crd_int_text(field->number, number));
        break;
    case FG_LOG_BOOL:
        put_key(line, format, field->key);
        put(line, field->number ? CRD_S("true") : CRD_S("false"));
        break;
    }
    if (line->full) {
        line->len = before;
        line->full = false;
    }
}

/* RFC 3339 in UTC with milliseconds. */
static crd_str time_text(int64_t ts_ns, char text[64])
{
    time_t seconds = (time_t)(ts_ns / 1000000000);
    struct tm tm;
    if (!gmtime_r(&seconds, &tm)) {
        return CRD_S("?");
    }
    int n = snprintf(text, 64, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900,
                     tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
                     (int)(ts_ns / 1000000 % 1000));
    return crd_str_of(text, n > 0 ? (size_t)n : 0);
}

size_t fg_log_write(char *text, size_t size, enum fg_log_format format, int64_t ts_ns,
                    enum fg_log_level level, const char *message, const fg_log_field *fields,
                    size_t n)
{
    static const char *const levels[] = { "info", "warn", "error" };
    char ts[64];
    bool json = format == FG_LOG_JSON;
    struct line line = { .text = text, .size = size - 2 };
    put(&line, json ? CRD_S("{") : CRD_S(""));
    put_text(&line, format, "level", crd_str_c(levels[level]));
    put_text(&line, format, "ts", time_text(ts_ns, ts));
    put_text(&line, format, "msg", crd_str_c(message));
    for (size_t i = 0; i < n; i++) {
        put_field(&line, format, &fields[i]);
    }
    line.size = size;
    put(&line, json ? CRD_S("}\n") : CRD_S("\n"));
    return line.len;
}
