/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quick way for YAML that is written as our emitter and most people write it: block maps and
 * lists, one member or item a line. Inside the room only; the public face is yaml.h.
 */
#ifndef CRD_VALUE_YAML_LINES_H
#define CRD_VALUE_YAML_LINES_H

#include "source.h"
#include "yaml.h"

/* Deeper documents are left to the whole reader. */
#define CRD_YAML_LINES_DEPTH_MAX 128

enum crd_yaml_lines_outcome {
    CRD_YAML_LINES_READ,
    CRD_YAML_LINES_OTHER,  /* something else stands there: the whole reader has to look */
    CRD_YAML_LINES_FAILED, /* memory: of the arena, or of the heap */
};

struct crd_yaml_line_token {
    enum crd_token kind;
    bool is_kept; /* text lives as long as arena and text do; else until the next line */
    crd_str text;
    crd_place place;
};

typedef struct crd_yaml_lines {
    crd_arena *arena;  /* Borrowed */
    bool is_kept;      /* slices of the text are */
    const char *start; /* Borrowed */
    crd_str rest;      /* lines that come */
    uint32_t lines_taken;
    uint32_t line;          /* that tokens begin on */
    const char *line_start; /* of it */
    bool ends_in_break;     /* the text's last line is complete */
    bool memory;            /* it was memory that failed */
    bool has_begun;
    crd_buf scratch; /* Owned; a text of several lines */
    struct {
        bool is_map;
        size_t indent;
    } open[CRD_YAML_LINES_DEPTH_MAX];
    size_t n_open;
    /* those of the newest line: all that was open may end, as much begin, and a member comes */
    struct crd_yaml_line_token tokens[2 * CRD_YAML_LINES_DEPTH_MAX + 8];
    size_t n;
    size_t at; /* the user's: of these, were given */
} crd_yaml_lines;

/* Whether it is worth a try. */
bool crd_yaml_lines_take(crd_str text);

/* Owned; NULL with err set when memory is out. text is Borrowed; is_kept: as long as the arena,
 * too. */
crd_yaml_lines *crd_yaml_lines_new(crd_arena *arena, crd_str text, bool is_kept, crd_err *err);
void crd_yaml_lines_free(crd_yaml_lines *lines);

static inline void crd_yaml_lines_cleanup(crd_yaml_lines **lines)
{
    crd_yaml_lines_free(*lines);
}

#define CRD_YAML_AUTO_LINES __attribute__((cleanup(crd_yaml_lines_cleanup))) crd_yaml_lines *

/*
 * The tokens of the next line (tokens, n), END the last. When text lies wholly in the subset
 * described in yaml_lines.c they are what the whole reader gives; and if not, those up to OTHER are
 * what it begins with: tests/unit/value and tests/fuzz hold it to that.
 */
enum crd_yaml_lines_outcome crd_yaml_lines_more(crd_yaml_lines *lines);

/*
 * Reads text when it lies wholly in the subset. OTHER: nothing was read, and no error was set.
 */
enum crd_yaml_lines_outcome crd_yaml_read_lines(crd_arena *arena, crd_str text,
                                                crd_value *ret_value, crd_err *err);

#endif
