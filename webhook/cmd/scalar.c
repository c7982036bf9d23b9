/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks a scalar's source and its text side by side: see scalar.h. Whatever is decoded is compared
 * with the text, so a style that is not understood stops the walk instead of giving a wrong place.
 */
#include "scalar.h"

#include "base/utf8.h"

enum style {
    PLAIN,
    SINGLE,
    DOUBLE,
    LITERAL,
    FOLDED,
};

struct walk {
    crd_str source;
    crd_str text;
    size_t at;     /* in source */
    size_t decoded; /* in text */
    uint32_t line;
    uint32_t column;
    enum style style;
    size_t indent; /* of a block scalar */
};

static bool more(const struct walk *walk)
{
    return walk->at < walk->source.len;
}

static char peek(const struct walk *walk)
{
    return more(walk) ? walk->source.ptr[walk->at] : '\0';
}

static void step(struct walk *walk)
{
    bool line_end = peek(walk) == '\n';
    walk->at++;
    walk->line += line_end;
    walk->column = line_end ? 1 : walk->column + 1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void skip_blanks(struct walk *walk)
{
    while (is_blank(peek(walk))) {
        step(walk);
    }
}

static bool is_break(const struct walk *walk)
{
    return peek(walk) == '\n' || (peek(walk) == '\r' && more(walk));
}

static void skip_break(struct walk *walk)
{
    if (peek(walk) == '\r') {
        step(walk);
    }
    if (peek(walk) == '\n') {
        step(walk);
    }
}

/* True when the next bytes of the text are these; they then count as decoded. */
static bool take(struct walk *walk, const char *bytes, size_t n)
{
    crd_str rest = crd_str_from(walk->text, walk->decoded);
    if (!crd_str_starts(rest, crd_str_of(bytes, n))) {
        return false;
    }
    walk->decoded += n;
    return true;
}

/* Line folding of flow scalars: one break is a space, n breaks are n - 1 line feeds. Blanks before
 * the break were not decoded (see fold_ahead). */
static bool fold(struct walk *walk)
{
    size_t breaks = 0;
    skip_blanks(walk);
    while (is_break(walk)) {
        skip_break(walk);
        skip_blanks(walk);
        breaks++;
    }
    if (breaks == 1) {
        return take(walk, " ", 1);
    }
    for (size_t i = 1; i < breaks; i++) {
        if (!take(walk, "\n", 1)) {
            return false;
        }
    }
    return breaks > 0;
}

/* Blanks from here on run into a line break. */
static bool fold_ahead(const struct walk *walk)
{
    struct walk copy = *walk;
    skip_blanks(&copy);
    return is_break(&copy);
}

static bool escape_hex(struct walk *walk, size_t digits)
{
    uint32_t rune = 0;
    for (size_t i = 0; i < digits; i++) {
        int value = crd_hex_value((unsigned char)peek(walk));
        if (value < 0) {
            return false;
        }
        rune = rune << 4 | (uint32_t)value;
        step(walk);
    }
    char bytes[4];
    return take(walk, bytes, crd_rune_encode(rune, bytes));
}

static bool escape(struct walk *walk)
{
    static const char names[] = "0abt\tnvfre \"/\\";
    static const char values[] = "\0\a\b\t\t\n\v\f\r\x1b \"/\\";
    step(walk);
    char c = peek(walk);
    if (is_break(walk)) {
        skip_break(walk);
        skip_blanks(walk);
        return true;
    }
    for (size_t i = 0; i < sizeof(names) - 1; i++) {
        if (names[i] == c) {
            step(walk);
            return take(walk, &values[i], 1);
        }
    }
    step(walk);
    switch (c) {
    case 'x':
        return escape_hex(walk, 2);
    case 'u':
        return escape_hex(walk, 4);
    case 'U':
        return escape_hex(walk, 8);
    case 'N':
        return take(walk, "\xc2\x85", 2);
    case '_':
        return take(walk, "\xc2\xa0", 2);
    default:
        return false;
    }
}

static bool one_flow(struct walk *walk)
{
    char c = peek(walk);
    if ((is_blank(c) || is_break(walk)) && fold_ahead(walk)) {
        return fold(walk);
    }
    if (walk->style == DOUBLE && c == '\\') {
        return escape(walk);
    }
    if (walk->style == SINGLE && c == '\'') {
        step(walk);
    }
    c = peek(walk);
    if (!more(walk) || !take(walk, &c, 1)) {
        return false;
    }
    step(walk);
    return true;
}

static void skip_indent(struct walk *walk)
{
    for (size_t i = 0; i < walk->indent && peek(walk) == ' '; i++) {
        step(walk);
    }
}

static bool one_block(struct walk *walk)
{
    if (!is_break(walk)) {
        char c = peek(walk);
        if (!more(walk) || !take(walk, &c, 1)) {
            return false;
        }
        step(walk);
        return true;
    }
    size_t breaks = 0;
    while (is_break(walk)) {
        skip_break(walk);
        skip_indent(walk);
        breaks++;
    }
    if (walk->style == FOLDED && breaks == 1 && take(walk, " ", 1)) {
        return true;
    }
    size_t feeds = walk->style == FOLDED && breaks > 1 && !is_blank(peek(walk)) ? breaks - 1
                                                                               : breaks;
    for (size_t i = 0; i < feeds; i++) {
        if (!take(walk, "\n", 1)) {
            return false;
        }
    }
    return true;
}

/* Behind the header of a block scalar, at its first line, with its indent found out. */
static void enter_block(struct walk *walk, size_t indent_from)
{
    size_t given = 0;
    while (more(walk) && !is_break(walk)) {
        char c = peek(walk);
        if (c == '#') {
            while (more(walk) && !is_break(walk)) {
                step(walk);
            }
            break;
        }
        given = crd_is_digit((unsigned char)c) ? (size_t)(c - '0') : given;
        step(walk);
    }
    skip_break(walk);
    struct walk probe = *walk;
    size_t spaces = 0;
    for (;;) {
        spaces = 0;
        while (peek(&probe) == ' ') {
            step(&probe);
            spaces++;
        }
        if (!is_break(&probe)) {
            break;
        }
        skip_break(&probe);
    }
    walk->indent = given && indent_from ? indent_from - 1 + given : spaces;
    skip_indent(walk);
}

static struct walk walk_start(const fg_scalar *scalar)
{
    struct walk walk = {
        .source = scalar->source,
        .text = scalar->text,
        .at = scalar->start.offset,
        .line = scalar->start.line,
        .column = scalar->start.column,
        .style = PLAIN,
    };
    switch (peek(&walk)) {
    case '"':
        walk.style = DOUBLE;
        step(&walk);
        break;
    case '\'':
        walk.style = SINGLE;
        step(&walk);
        break;
    case '|':
    case '>':
        walk.style = peek(&walk) == '|' ? LITERAL : FOLDED;
        enter_block(&walk, scalar->indent_from);
        break;
    default:
        break;
    }
    return walk;
}

static bool one(struct walk *walk)
{
    return walk->style == LITERAL || walk->style == FOLDED ? one_block(walk) : one_flow(walk);
}

static crd_place here(const struct walk *walk)
{
    return (crd_place){ .line = walk->line, .column = walk->column, .offset = walk->at };
}

bool fg_scalar_place(const fg_scalar *scalar, size_t offset, crd_place *ret)
{
    struct walk walk = walk_start(scalar);
    if (offset > scalar->text.len) {
        return false;
    }
    while (walk.decoded < offset) {
        if (!one(&walk)) {
            return false;
        }
    }
    struct walk behind = walk; /* an escaped line break means nothing: the byte is behind it */
    if (walk.style == DOUBLE && peek(&walk) == '\\' && escape(&behind) &&
        behind.decoded == walk.decoded) {
        walk = behind;
    }
    *ret = here(&walk);
    return walk.decoded == offset;
}

bool fg_scalar_offset(const fg_scalar *scalar, uint32_t line, uint32_t column, size_t *ret)
{
    struct walk walk = walk_start(scalar);
    bool found = false;
    while (walk.line < line ||
           (walk.line == line && (column == 0 || walk.column <= column))) {
        *ret = walk.decoded;
        found = true;
        if (walk.decoded >= scalar->text.len || !one(&walk)) {
            break;
        }
    }
    return found;
}

bool fg_text_offset(crd_str text, uint32_t line, uint32_t column, size_t *ret)
{
    size_t at = 0;
    for (uint32_t i = 1; i < line; i++) {
        size_t end = crd_str_find_byte(crd_str_from(text, at), '\n');
        if (end == CRD_NPOS) {
            return false;
        }
        at += end + 1;
    }
    *ret = at + (column ? column - 1 : 0);
    return *ret <= text.len;
}
