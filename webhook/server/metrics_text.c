/* SPDX-License-Identifier: Apache-2.0 */
/* Prometheus' text format, piece by piece: see metrics_text.h. */
#include "metrics_text.h"

#include "base/num.h"

/* Help texts escape backslash and line feed, label values the double quote as well. */
static void add_escaped(crd_buf *buf, crd_str text, bool quotes)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            crd_buf_add_lit(buf, "\\n");
        } else if (c == '\\' || (quotes && c == '"')) {
            crd_buf_add_byte(buf, '\\');
            crd_buf_add_byte(buf, c);
        } else {
            crd_buf_add_byte(buf, c);
        }
    }
}

void fg_metrics_add_family(crd_buf *buf, const char *name, const char *type, const char *help)
{
    crd_buf_add_lit(buf, "# HELP ");
    crd_buf_add(buf, crd_str_c(name));
    crd_buf_add_byte(buf, ' ');
    add_escaped(buf, crd_str_c(help), false);
    crd_buf_add_lit(buf, "\n# TYPE ");
    crd_buf_add(buf, crd_str_c(name));
    crd_buf_add_byte(buf, ' ');
    crd_buf_add(buf, crd_str_c(type));
    crd_buf_add_byte(buf, '\n');
}

void fg_metrics_add_number(crd_buf *buf, double number)
{
    crd_float_format(buf, number, 'g', -1);
    crd_buf_add_byte(buf, '\n');
}

void fg_metrics_add_label(crd_buf *buf, bool *any, crd_str name, crd_str value)
{
    crd_buf_add_byte(buf, *any ? ',' : '{');
    crd_buf_add(buf, name);
    crd_buf_add_lit(buf, "=\"");
    add_escaped(buf, value, true);
    crd_buf_add_byte(buf, '"');
    *any = true;
}
