/* SPDX-License-Identifier: Apache-2.0 */
/* See recipe.h. */
#include "recipe.h"

#include <string.h>

#define CRD_E_FINE CRD_OK
#define HOSTILE(group, name, set, n, growth, outcome, text, data)                                  \
    { group, name, H_##set, n, growth, CRD_E_##outcome, text, data },
const h_recipe h_recipes[] = {
#include "recipes.def"
};
#undef HOSTILE
const size_t h_recipes_n = sizeof(h_recipes) / sizeof(h_recipes[0]);

/* From pattern to end: plain text and the marks but the repetition. */
static void expand_part(crd_buf *buf, const char *pattern, const char *end, uint64_t n, uint64_t i)
{
    for (const char *at = pattern; at < end; at++) {
        if (*at != '@' || at + 1 == end) {
            crd_buf_add_byte(buf, *at);
            continue;
        }
        at++;
        switch (*at) {
        case 'n':
            crd_buf_add_uint(buf, n);
            break;
        case 'i':
            crd_buf_add_uint(buf, i);
            break;
        case '0':
            crd_buf_add_byte(buf, '\0');
            break;
        case 'F':
            crd_buf_add_byte(buf, '\xFF');
            break;
        default:
            crd_buf_add_byte(buf, *at);
        }
    }
}

void h_expand(crd_buf *buf, const char *pattern, uint64_t n)
{
    for (;;) {
        const char *open = strstr(pattern, "@(");
        const char *close = open ? strstr(open, "@)") : NULL;
        if (!close) {
            expand_part(buf, pattern, pattern + strlen(pattern), n, 0);
            return;
        }
        expand_part(buf, pattern, open, n, 0);
        for (uint64_t i = 0; i < n && !crd_buf_failed(buf); i++) {
            expand_part(buf, open + 2, close, n, i);
        }
        pattern = close + 2;
    }
}
