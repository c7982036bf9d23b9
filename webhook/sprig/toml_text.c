/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of TOML: see toml_text.h. */
#include "toml_text.h"

static void put_escaped(crd_buf *buf, crd_str text)
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        static const char letters[] = "btn\0fr"; /* from 8 on; \v has none */
        if (c == '"' || c == '\\') {
            crd_buf_add_byte(buf, '\\');
            crd_buf_add_byte(buf, (char)c);
        } else if (c >= 8 && c <= 13 && letters[c - 8]) {
            crd_buf_add_byte(buf, '\\');
            crd_buf_add_byte(buf, letters[c - 8]);
        } else if (c < ' ' || c == 0x7F) {
            char coded[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
            crd_buf_add(buf, crd_str_of(coded, 6));
        } else {
            crd_buf_add_byte(buf, (char)c);
        }
    }
}

void fg_toml_put_quoted(crd_buf *buf, crd_str text)
{
    crd_buf_add_byte(buf, '"');
    put_escaped(buf, text);
    crd_buf_add_byte(buf, '"');
}

void fg_toml_put_key(crd_buf *buf, crd_str key)
{
    bool bare = key.len > 0;
    for (size_t i = 0; i < key.len; i++) {
        bare = bare &&
               (crd_is_alnum((unsigned char)key.ptr[i]) || key.ptr[i] == '_' || key.ptr[i] == '-');
    }
    if (bare) {
        crd_buf_add(buf, key);
    } else {
        fg_toml_put_quoted(buf, key);
    }
}

static const fg_zone local_zones[] = {
    { CRD_STR_INIT("datetime-local"), 0, false },
    { CRD_STR_INIT("date-local"), 0, false },
    { CRD_STR_INIT("time-local"), 0, false },
};

static const fg_zone_change always = { INT64_MIN, 0 };

#define LOCATION(name, i)                                                                          \
    {                                                                                              \
        CRD_STR_INIT(name), &local_zones[i], 1, &always, 1, CRD_STR_INIT("")                       \
    }

static const fg_location locations[] = {
    LOCATION("datetime-local", 0),
    LOCATION("date-local", 1),
    LOCATION("time-local", 2),
};

static const crd_str layouts[] = {
    CRD_STR_INIT("2006-01-02T15:04:05.999999999"),
    CRD_STR_INIT("2006-01-02"),
    CRD_STR_INIT("15:04:05.999999999"),
};

const fg_location *fg_toml_location(enum fg_toml_local local)
{
    return &locations[local];
}

crd_str fg_toml_layout(const fg_location *location)
{
    for (size_t i = 0; i < sizeof(locations) / sizeof(locations[0]); i++) {
        if (location == &locations[i]) {
            return layouts[i];
        }
    }
    return CRD_S("");
}
