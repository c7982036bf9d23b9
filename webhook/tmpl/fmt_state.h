/* SPDX-License-Identifier: Apache-2.0 */
/* One directive of a format at work, and how scalars are written under its flags. Inside the room
 * only. */
#ifndef FG_TMPL_FMT_STATE_H
#define FG_TMPL_FMT_STATE_H

#include "fmt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What stands between % and the verb. */
typedef struct fg_fmt_flags {
    bool has_width;
    bool has_precision;
    bool minus;
    bool plus;
    bool sharp;
    bool space;
    bool zero;
    bool plus_v;  /* %+v: plus means field names there */
    bool sharp_v; /* %#v: Go syntax */
    int width;    /* not negative */
    int precision;
} fg_fmt_flags;

typedef struct fg_fmt {
    fg_run *run;
    crd_buf *buf;
    crd_err *err;
    fg_fmt_flags flags;
    bool failed;      /* err is set; everything does nothing from then on */
    bool bad_verb;    /* inside %!verb(...): no methods are called */
    bool has_current; /* which value a bad verb names: the argument, else a part of it */
    bool current_is_arg;
    fg_val current;
} fg_fmt;

void fg_fmt_pad(fg_fmt *f, crd_str text); /* to the width, by runes */
void fg_fmt_bool(fg_fmt *f, bool truth);
void fg_fmt_text(fg_fmt *f, crd_str text);             /* %s */
void fg_fmt_hex(fg_fmt *f, crd_str bytes, bool upper); /* %x of text */
void fg_fmt_quoted(fg_fmt *f, crd_str text);           /* %q */
void fg_fmt_integer(fg_fmt *f, uint64_t u, bool is_signed, int base, uint32_t verb);
void fg_fmt_rune(fg_fmt *f, uint64_t u);        /* %c */
void fg_fmt_quoted_rune(fg_fmt *f, uint64_t u); /* %q of an integer */
void fg_fmt_unicode(fg_fmt *f, uint64_t u);     /* %U */
void fg_fmt_float(fg_fmt *f, double x, char format, int precision);

/* A value under a verb, as an argument of its own. */
void fg_fmt_arg(fg_fmt *f, fg_val v, uint32_t verb);

#ifdef __cplusplus
}
#endif
#endif
