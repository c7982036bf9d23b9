/* SPDX-License-Identifier: Apache-2.0 */
/* What is looked at in a YAML text before libyaml sees it, and where its words differ from
 * go-yaml's. Inside the room only. */
#ifndef CRD_VALUE_YAML_CHECK_H
#define CRD_VALUE_YAML_CHECK_H

#include "../base/err.h"

struct crd_yaml_text_facts {
    bool has_bom;  /* of UTF-8 */
    bool is_utf16; /* has a byte order mark of UTF-16 */
    bool is_wide;  /* has bytes past 0x7F */
    bool has_bad;  /* may have a character that YAML does not allow, or is no UTF-8 */
};

struct crd_yaml_text_facts crd_yaml_text_look(crd_str text);

/* How many bytes at the start of text are printable ASCII or line feeds. */
size_t crd_yaml_ordinary_len(crd_str text);

/* False, with the line, when one document has more than CRD_YAML_TAG_DIRECTIVES_MAX of them. */
bool crd_yaml_directives_fit(crd_str text, size_t *ret_line);

/*
 * True when go-yaml would not take the list or map in flow style at the start of text for a key,
 * whatever follows: one in which nothing could be a key itself, as [] and {} and [? a : b].
 */
bool crd_yaml_is_no_key(crd_str text);

/* Line breaks that go-yaml passes with the plain text, or the text in quotes, that starts text in flow
 * style; 0 for any other token. */
size_t crd_yaml_lines_of_token(crd_str text);

/* go-yaml's words for a problem that libyaml names. */
crd_str crd_yaml_go_problem(crd_str problem);

/* Line and column of an offset. */
crd_place crd_yaml_place_at(crd_str text, size_t offset);

#endif
