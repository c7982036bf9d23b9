/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of Fleet: see line.h. */
#include "line.h"

struct line {
    enum fg_line line;
    crd_str name;
    crd_str release;
    crd_str commit;
    crd_str version;
    enum crd_wording words;
};

static const struct line lines[] = {
    { FG_LINE_LATEST, CRD_STR_INIT("latest"), CRD_STR_INIT("main"), CRD_STR_INIT("3b2c622ce"),
      CRD_STR_INIT("rancher/fleet main 3b2c622ce (August 2026)"), CRD_WORDS_0_36 },
    { FG_LINE_0_12, CRD_STR_INIT("0.12"), CRD_STR_INIT("v0.12.0-alpha.10"),
      CRD_STR_INIT("510a4d254"), CRD_STR_INIT("rancher/fleet v0.12.0-alpha.10 510a4d254"),
      CRD_WORDS_0_31 },
};

bool fg_line_read(crd_str text, enum fg_line *ret)
{
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (crd_str_eq(text, lines[i].name) || crd_str_eq(text, lines[i].release) ||
            crd_str_eq(text, lines[i].commit)) {
            *ret = lines[i].line;
            return true;
        }
    }
    return false;
}

crd_str fg_line_name(enum fg_line line)
{
    return lines[line].name;
}

crd_str fg_line_version(enum fg_line line)
{
    return lines[line].version;
}

enum crd_wording fg_line_words(enum fg_line line)
{
    return lines[line].words;
}
