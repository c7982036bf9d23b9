/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions from tree to program. Each node is compiled knowing where to go on after it,
 * so from the end of the pattern to its start. Knows nothing of searching.
 */
#include <stdlib.h>

#include "hash.h"
#include "limits.h"
#include "regex_prog.h"
#include "utf8.h"

#define KNOWN_MAX 65536

/* Sets are found again by their ranges. */
struct known {
    struct known *next;
    uint32_t index;
};

struct builder {
    rx_parser parser;
    crd_buf insts;   /* rx_inst, of the program being made */
    crd_buf forward; /* rx_inst */
    crd_buf sets;    /* rx_set */
    crd_buf ranges;  /* rx_range */
    crd_buf names;   /* rx_group_name */
    struct known **known;
    size_t n_known; /* a power of two */
    crd_seed seed;
    const rx_range *last_ranges; /* the set that was emitted last */
    uint32_t last_index;
    uint32_t asserts;
    uint32_t forward_start;
    uint32_t backward_start;
    bool backward; /* insts are, or become, the program for reading backward */
};

/* Where a piece starts, and whether it can match the empty text. */
struct piece {
    uint32_t entry;
    bool nullable;
};

static void builder_init(struct builder *b, size_t limit_bytes)
{
    crd_buf_init(&b->insts, limit_bytes);
    crd_buf_init(&b->forward, limit_bytes);
    crd_buf_init(&b->sets, limit_bytes);
    crd_buf_init(&b->ranges, limit_bytes);
    crd_buf_init(&b->names, limit_bytes);
}

static void builder_done(struct builder *b)
{
    crd_buf_done(&b->forward);
    crd_buf_done(&b->insts);
    crd_buf_done(&b->sets);
    crd_buf_done(&b->ranges);
    crd_buf_done(&b->names);
}

static uint32_t n_insts(const struct builder *b)
{
    return (uint32_t)(b->insts.len / sizeof(rx_inst));
}

static size_t n_forward(const struct builder *b)
{
    return b->forward.len / sizeof(rx_inst);
}

static bool emit(struct builder *b, enum rx_inst_op op, uint32_t out, uint32_t arg,
                 uint32_t *ret_at)
{
    rx_inst inst = { .op = op, .out = out, .arg = arg };
    *ret_at = n_insts(b);
    crd_buf_add(&b->insts, crd_str_of((const char *)&inst, sizeof(inst)));
    return !crd_buf_failed(&b->insts);
}

static rx_inst *inst_at(struct builder *b, uint32_t at)
{
    return (rx_inst *)(void *)b->insts.ptr + at;
}

static rx_set set_of(const rx_range *ranges, size_t n, size_t at)
{
    rx_set set = { .at = (uint32_t)at, .n = (uint32_t)n };
    for (size_t i = 0; i < n && ranges[i].first < 128; i++) {
        for (uint32_t rune = ranges[i].first; rune <= ranges[i].last && rune < 128; rune++) {
            set.ascii[rune >> 6] |= (uint64_t)1 << (rune & 63);
        }
    }
    return set;
}

/* The set of these ranges, one that is there already or a new one. */
static bool intern(struct builder *b, const rx_range *ranges, size_t n, uint32_t *ret_index)
{
    if (n && ranges == b->last_ranges) { /* a long set named again and again */
        *ret_index = b->last_index;
        return true;
    }
    crd_str bytes = crd_str_of(n ? (const char *)ranges : "", n * sizeof(*ranges));
    struct known **bucket = &b->known[crd_hash(b->seed, bytes) & (b->n_known - 1)];
    for (const struct known *known = *bucket; known; known = known->next) {
        const rx_set *set = (const rx_set *)(const void *)b->sets.ptr + known->index;
        crd_str other =
            crd_str_of(b->ranges.ptr + set->at * sizeof(*ranges), set->n * sizeof(*ranges));
        if (crd_str_eq(bytes, other)) {
            *ret_index = known->index;
            return true;
        }
    }
    struct known *known = CRD_NEW(b->parser.arena, struct known);
    rx_set set = set_of(ranges, n, b->ranges.len / sizeof(*ranges));
    crd_buf_add(&b->ranges, bytes);
    crd_buf_add(&b->sets, crd_str_of((const char *)&set, sizeof(set)));
    if (!known || crd_buf_failed(&b->ranges) || crd_buf_failed(&b->sets)) {
        return false;
    }
    known->index = (uint32_t)(b->sets.len / sizeof(set)) - 1;
    known->next = *bucket;
    *bucket = known;
    *ret_index = known->index;
    return true;
}

/* ranges must stay as they are: they may be asked for again by their address. */
static bool emit_set(struct builder *b, const rx_range *ranges, size_t n, uint32_t next,
                     uint32_t *ret_at)
{
    uint32_t index;
    if (!intern(b, ranges, n, &index)) {
        return false;
    }
    b->last_ranges = ranges;
    b->last_index = index;
    return emit(b, RX_I_SET, next, index, ret_at);
}

/* A rune of a literal under (?i): all that fold like it. */
static bool emit_folded(struct builder *b, uint32_t rune, uint32_t next, uint32_t *ret_at)
{
    rx_range ranges[8];
    rx_class class_ = { .ranges = ranges, .capacity = 8 };
    uint32_t each = rune;
    do {
        ranges[class_.n++] = (rx_range){ each, each };
        each = crd_rune_fold(each);
    } while (each != rune && class_.n < 8);
    crd_rx_class_clean(&class_);
    uint32_t index;
    b->last_ranges = NULL;
    return intern(b, ranges, class_.n, &index) && emit(b, RX_I_SET, next, index, ret_at);
}

static bool compile_literal(struct builder *b, const rx_node *node, uint32_t next,
                            struct piece *ret)
{
    *ret = (struct piece){ .entry = next, .nullable = node->n == 0 };
    for (uint32_t i = 0; i < node->n; i++) {
        uint32_t rune = node->runes[b->backward ? i : node->n - 1 - i];
        bool folds = (node->flags & RX_FOLD) && crd_rune_fold(rune) != rune;
        if (!(folds ? emit_folded(b, rune, ret->entry, &ret->entry)
                    : emit(b, RX_I_RUNE, ret->entry, rune, &ret->entry))) {
            return false;
        }
    }
    return true;
}

static bool compile_class(struct builder *b, rx_node *node, uint32_t next, struct piece *ret)
{
    ret->nullable = false;
    /* the measured height is not needed any more: remember the set there */
    if (node->height & 0x80000000u) {
        return emit(b, RX_I_SET, next, node->height & 0x7FFFFFFFu, &ret->entry);
    }
    if (!emit_set(b, node->ranges, node->n, next, &ret->entry)) {
        return false;
    }
    node->height = 0x80000000u | inst_at(b, ret->entry)->arg;
    return true;
}

static uint32_t mirrored(uint32_t assertion)
{
    switch (assertion) {
    case RX_AT_BEGIN_LINE:
        return RX_AT_END_LINE;
    case RX_AT_END_LINE:
        return RX_AT_BEGIN_LINE;
    case RX_AT_BEGIN_TEXT:
        return RX_AT_END_TEXT;
    case RX_AT_END_TEXT:
        return RX_AT_BEGIN_TEXT;
    default:
        return assertion;
    }
}

static bool compile_assert(struct builder *b, uint8_t op, uint32_t next, struct piece *ret)
{
    static const uint8_t asserted[] = {
        [RX_BEGIN_LINE] = RX_AT_BEGIN_LINE,       [RX_END_LINE] = RX_AT_END_LINE,
        [RX_BEGIN_TEXT] = RX_AT_BEGIN_TEXT,       [RX_END_TEXT] = RX_AT_END_TEXT,
        [RX_WORD_BOUNDARY] = RX_AT_WORD_BOUNDARY, [RX_NO_WORD_BOUNDARY] = RX_AT_NO_WORD_BOUNDARY,
    };
    uint32_t assertion = b->backward ? mirrored(asserted[op]) : asserted[op];
    b->asserts |= assertion; /* of both directions */
    ret->nullable = true;
    return emit(b, RX_I_ASSERT, next, assertion, &ret->entry);
}

static bool compile_node(struct builder *b, rx_node *node, uint32_t next, uint32_t depth,
                         struct piece *ret);

/* An ALT between body and going on at next, preferring body unless lazy. */
static bool emit_choice(struct builder *b, uint32_t body, uint32_t next, bool lazy,
                        uint32_t *ret_at)
{
    return lazy ? emit(b, RX_I_ALT, next, body, ret_at) : emit(b, RX_I_ALT, body, next, ret_at);
}

/*
 * x+ is x followed by a choice of x again. x* enters at the choice, except when x can be empty:
 * then it is (x+)?, which keeps the order of preference (Go issue 46123).
 */
static bool compile_loop(struct builder *b, rx_node *sub, uint32_t next, bool lazy, bool star,
                         uint32_t depth, struct piece *ret)
{
    uint32_t choice;
    struct piece body;
    if (!emit_choice(b, 0, next, lazy, &choice) || !compile_node(b, sub, choice, depth, &body)) {
        return false;
    }
    rx_inst *inst = inst_at(b, choice);
    *(lazy ? &inst->arg : &inst->out) = body.entry;
    *ret = body;
    if (!star) {
        return true;
    }
    ret->entry = choice;
    ret->nullable = true;
    return !body.nullable || emit_choice(b, body.entry, next, lazy, &ret->entry);
}

/* x{2,5} is xx(x(x(x)?)?)? */
static bool compile_repeat(struct builder *b, rx_node *node, uint32_t next, uint32_t depth,
                           struct piece *ret)
{
    rx_node *sub = node->subs[0];
    bool lazy = node->flags & RX_LAZY;
    int32_t copies = node->min;
    *ret = (struct piece){ .entry = next, .nullable = true };
    if (node->max < 0) {
        copies = node->min > 1 ? node->min - 1 : 0;
        if (!compile_loop(b, sub, next, lazy, node->min == 0, depth, ret)) {
            return false;
        }
    }
    struct piece piece = { .nullable = true };
    for (int32_t i = node->max; i > node->min; i--) {
        if (!compile_node(b, sub, ret->entry, depth, &piece) ||
            !emit_choice(b, piece.entry, next, lazy, &ret->entry)) {
            return false;
        }
    }
    for (int32_t i = 0; i < copies; i++) {
        if (!compile_node(b, sub, ret->entry, depth, &piece)) {
            return false;
        }
        ret->entry = piece.entry;
        ret->nullable = piece.nullable;
    }
    return true;
}

static bool compile_concat(struct builder *b, const rx_node *node, uint32_t next, uint32_t depth,
                           struct piece *ret)
{
    *ret = (struct piece){ .entry = next, .nullable = true };
    for (uint32_t i = 0; i < node->n; i++) {
        struct piece piece;
        rx_node *sub = node->subs[b->backward ? i : node->n - 1 - i];
        if (!compile_node(b, sub, ret->entry, depth, &piece)) {
            return false;
        }
        ret->entry = piece.entry;
        ret->nullable &= piece.nullable;
    }
    return true;
}

static bool compile_alternate(struct builder *b, const rx_node *node, uint32_t next, uint32_t depth,
                              struct piece *ret)
{
    *ret = (struct piece){ .entry = next, .nullable = false };
    for (uint32_t i = node->n; i-- > 0;) {
        struct piece piece;
        if (!compile_node(b, node->subs[i], next, depth, &piece)) {
            return false;
        }
        bool last = i + 1 == node->n;
        if (!last && !emit(b, RX_I_ALT, piece.entry, ret->entry, &piece.entry)) {
            return false;
        }
        ret->entry = piece.entry;
        ret->nullable |= piece.nullable;
    }
    return true;
}

static bool compile_capture(struct builder *b, const rx_node *node, uint32_t next, uint32_t depth,
                            struct piece *ret)
{
    if (b->backward) { /* only tells where a match starts */
        return compile_node(b, node->subs[0], next, depth, ret);
    }
    return emit(b, RX_I_CAPTURE, next, 2 * node->group + 1, &ret->entry) &&
           compile_node(b, node->subs[0], ret->entry, depth, ret) &&
           emit(b, RX_I_CAPTURE, ret->entry, 2 * node->group, &ret->entry);
}

/* Recursion follows the tree, whose height the parser has bounded. */
static bool compile_node(struct builder *b, rx_node *node, uint32_t next, uint32_t depth,
                         struct piece *ret)
{
    if (depth > 2 * CRD_REGEX_HEIGHT_MAX) {
        return crd_rx_fail(&b->parser, RX_TOO_DEEP, b->parser.pattern);
    }
    bool lazy = node->flags & RX_LAZY;
    depth++;
    switch ((enum rx_op)node->op) {
    case RX_LITERAL:
        return compile_literal(b, node, next, ret);
    case RX_CLASS:
        return compile_class(b, node, next, ret);
    case RX_ANY:
    case RX_ANY_NOT_NL:
        ret->nullable = false;
        return emit(b, node->op == RX_ANY ? RX_I_ANY : RX_I_ANY_NOT_NL, next, 0, &ret->entry);
    case RX_BEGIN_LINE:
    case RX_END_LINE:
    case RX_BEGIN_TEXT:
    case RX_END_TEXT:
    case RX_WORD_BOUNDARY:
    case RX_NO_WORD_BOUNDARY:
        return compile_assert(b, node->op, next, ret);
    case RX_CAPTURE:
        return compile_capture(b, node, next, depth, ret);
    case RX_STAR:
        return compile_loop(b, node->subs[0], next, lazy, true, depth, ret);
    case RX_PLUS:
        return compile_loop(b, node->subs[0], next, lazy, false, depth, ret);
    case RX_QUEST:
        if (!compile_node(b, node->subs[0], next, depth, ret)) {
            return false;
        }
        ret->nullable = true;
        return emit_choice(b, ret->entry, next, lazy, &ret->entry);
    case RX_REPEAT:
        return compile_repeat(b, node, next, depth, ret);
    case RX_CONCAT:
        return compile_concat(b, node, next, depth, ret);
    case RX_ALTERNATE:
        return compile_alternate(b, node, next, depth, ret);
    case RX_NOTHING:
        ret->nullable = false;
        return emit_set(b, NULL, 0, next, &ret->entry);
    case RX_EMPTY:
    case RX_MARK: /* not in a tree */
    case RX_BAR:
        break;
    }
    *ret = (struct piece){ .entry = next, .nullable = true };
    return true;
}

static bool compile_prog(struct builder *b, rx_node *tree, uint32_t *ret_start)
{
    uint32_t match;
    struct piece piece;
    if (!emit(b, RX_I_MATCH, 0, 0, &match) || !compile_node(b, tree, match, 0, &piece)) {
        return false;
    }
    *ret_start = piece.entry;
    return true;
}

static void *copied(crd_arena *arena, const crd_buf *buf)
{
    void *copy = crd_arena_alloc(arena, buf->len);
    if (copy && buf->len) {
        memcpy(copy, buf->ptr, buf->len);
    }
    return copy;
}

/* Skips what takes no rune and asks nothing. */
static const rx_inst *past_captures(const rx_prog *prog, uint32_t at)
{
    while (prog->insts[at].op == RX_I_CAPTURE) {
        at = prog->insts[at].out;
    }
    return &prog->insts[at];
}

static bool find_prefix(crd_arena *arena, struct crd_regex *re)
{
    const rx_inst *inst = past_captures(&re->forward, re->forward.start);
    crd_buf buf;
    crd_buf_init(&buf, (size_t)-1);
    while (inst->op == RX_I_RUNE && inst->arg != CRD_RUNE_ERROR) {
        char bytes[4];
        crd_buf_add(&buf, crd_str_of(bytes, crd_rune_encode(inst->arg, bytes)));
        inst = past_captures(&re->forward, inst->out);
    }
    bool ok = !crd_buf_failed(&buf);
    re->prefix = ok ? crd_arena_str(arena, crd_buf_str(&buf)) : re->prefix;
    re->prefix_complete = inst->op == RX_I_MATCH;
    crd_buf_done(&buf);
    return ok && re->prefix.ptr;
}

/* The first bytes of what an instruction takes. */
static void add_first_bytes(struct crd_regex *re, const rx_inst *inst)
{
    uint64_t *bytes = re->first_bytes;
    if (inst->op == RX_I_RUNE && inst->arg != CRD_RUNE_ERROR) {
        char out[4];
        crd_rune_encode(inst->arg, out);
        unsigned char first = (unsigned char)out[0];
        bytes[first >> 6] |= (uint64_t)1 << (first & 63);
        return;
    }
    bool beyond = true;
    if (inst->op == RX_I_SET) {
        const rx_set *set = &re->sets[inst->arg];
        bytes[0] |= set->ascii[0];
        bytes[1] |= set->ascii[1];
        beyond = set->n && re->ranges[set->at + set->n - 1].last >= 128;
    } else if (inst->op != RX_I_RUNE) {
        bytes[0] = bytes[1] = UINT64_MAX;
    }
    if (beyond) { /* an invalid byte may be U+FFFD */
        bytes[2] = bytes[3] = UINT64_MAX;
    }
}

/* Walks what can be reached without taking a rune. A match there: any position will do. */
static bool find_first_bytes(struct crd_regex *re)
{
    uint32_t n = re->forward.n;
    uint32_t *todo = calloc(n, sizeof(*todo));
    uint8_t *seen = calloc(n, 1);
    if (!todo || !seen) {
        free(todo);
        free(seen);
        return false;
    }
    re->starts_known = true;
    uint32_t left = 1;
    todo[0] = re->forward.start;
    seen[re->forward.start] = 1;
    while (left && re->starts_known) {
        const rx_inst *inst = &re->forward.insts[todo[--left]];
        uint32_t follow[2] = { inst->out, inst->op == RX_I_ALT ? inst->arg : inst->out };
        if (inst->op == RX_I_MATCH) {
            re->starts_known = false;
        } else if (inst->op >= RX_I_RUNE) {
            add_first_bytes(re, inst);
        } else {
            for (int i = 0; i < 2; i++) {
                if (!seen[follow[i]]) {
                    seen[follow[i]] = 1;
                    todo[left++] = follow[i];
                }
            }
        }
    }
    free(todo);
    free(seen);
    if (~(re->first_bytes[0] & re->first_bytes[1] & re->first_bytes[2] & re->first_bytes[3]) == 0) {
        re->starts_known = false;
    }
    return true;
}

static bool is_anchored(const rx_prog *prog)
{
    const rx_inst *inst = &prog->insts[prog->start];
    while (inst->op == RX_I_CAPTURE || inst->op == RX_I_ASSERT) {
        if (inst->op == RX_I_ASSERT && inst->arg == RX_AT_BEGIN_TEXT) {
            return true;
        }
        inst = &prog->insts[inst->out];
    }
    return false;
}

/* The names as slices of the compiled expression's own copy of the pattern. */
static bool copy_names(crd_arena *arena, const struct builder *b, struct crd_regex *re)
{
    crd_str *names = CRD_NEW_N(arena, crd_str, (size_t)re->n_groups + 1);
    if (!names) {
        return false;
    }
    const rx_group_name *from = (const rx_group_name *)(const void *)b->names.ptr;
    for (size_t i = 0; i < b->names.len / sizeof(*from); i++) {
        size_t at = (size_t)(from[i].name.ptr - b->parser.pattern.ptr);
        names[from[i].group] = crd_str_sub(re->pattern, at, at + from[i].name.len);
    }
    re->names = names;
    return true;
}

static void note_names(struct builder *b)
{
    for (const rx_group_name *name = b->parser.names; name; name = name->next) {
        crd_buf_add(&b->names, crd_str_of((const char *)name, sizeof(*name)));
    }
}

static bool keep_prog(crd_arena *arena, crd_buf *insts, uint32_t start, rx_prog *ret_prog)
{
    ret_prog->insts = copied(arena, insts);
    ret_prog->n = (uint32_t)(insts->len / sizeof(rx_inst));
    ret_prog->start = start;
    return ret_prog->insts != NULL;
}

/* Everything that is kept moves to the arena, after all else there was given back. */
static bool keep(struct builder *b, crd_arena *arena, const crd_regex **ret_regex)
{
    struct crd_regex *re = CRD_NEW(arena, struct crd_regex);
    if (!re) {
        return false;
    }
    re->pattern = crd_arena_str(arena, b->parser.pattern);
    re->n_groups = b->parser.n_groups;
    re->asserts = b->asserts;
    re->sets = copied(arena, &b->sets);
    re->n_sets = b->sets.len / sizeof(rx_set);
    re->ranges = copied(arena, &b->ranges);
    if (!re->pattern.ptr || !re->sets || !re->ranges || !copy_names(arena, b, re) ||
        !keep_prog(arena, &b->forward, b->forward_start, &re->forward) || !find_prefix(arena, re) ||
        !find_first_bytes(re)) {
        return false;
    }
    re->anchored = is_anchored(&re->forward);
    if (b->backward && (!keep_prog(arena, &b->insts, b->backward_start, &re->backward) ||
                        !crd_rx_classes_build(arena, re))) {
        return false;
    }
    *ret_regex = re;
    return true;
}

static crd_str fault_text(enum rx_fault fault)
{
    static const char *const texts[] = {
        [RX_BAD_CLASS_RANGE] = "invalid character class range",
        [RX_BAD_ESCAPE] = "invalid escape sequence",
        [RX_BAD_GROUP_NAME] = "invalid named capture",
        [RX_BAD_PERL_OP] = "invalid or unsupported Perl syntax",
        [RX_BAD_REPEAT_OP] = "invalid nested repetition operator",
        [RX_BAD_REPEAT_SIZE] = "invalid repeat count",
        [RX_BAD_UTF8] = "invalid UTF-8",
        [RX_NO_BRACKET] = "missing closing ]",
        [RX_NO_PAREN] = "missing closing )",
        [RX_NO_ARGUMENT] = "missing argument to repetition operator",
        [RX_TRAILING_BACKSLASH] = "trailing backslash at end of expression",
        [RX_ODD_PAREN] = "unexpected )",
        [RX_TOO_DEEP] = "expression nests too deeply",
        [RX_TOO_LARGE] = "expression too large",
    };
    return crd_str_c(texts[fault]);
}

/* Reports a fault of the pattern. */
static bool refuse(crd_arena *arena, const rx_parser *parser, crd_err *err)
{
    crd_str part = parser->fault_text;
    CRD_FAIL(err, arena, CRD_E_SYNTAX, CRD_S("error parsing regexp: "), fault_text(parser->fault),
             CRD_S(": `"), part, CRD_S("`"));
    bool inside =
        part.ptr >= parser->pattern.ptr && part.ptr <= parser->pattern.ptr + parser->pattern.len;
    size_t offset = inside ? (size_t)(part.ptr - parser->pattern.ptr) : parser->pattern.len;
    return crd_err_at(err, (crd_place){ .offset = offset });
}

/* Parses and compiles; the buffers of b hold the result. */
static bool build(struct builder *b)
{
    rx_node *tree = crd_rx_parse(&b->parser);
    b->n_known = 16;
    while (b->n_known < b->parser.n_nodes && b->n_known < KNOWN_MAX) {
        b->n_known *= 2;
    }
    b->known = tree ? CRD_NEW_N(b->parser.arena, struct known *, b->n_known) : NULL;
    if (!b->known || !compile_prog(b, tree, &b->forward_start)) {
        return false;
    }
    note_names(b);
    b->forward = b->insts;
    crd_buf_init(&b->insts, b->forward.limit);
    if (n_forward(b) <= CRD_REGEX_DFA_INSTS_MAX) {
        b->backward = true;
        if (!compile_prog(b, tree, &b->backward_start)) {
            return false;
        }
    }
    return !crd_buf_failed(&b->names);
}

static bool hit_limit(const struct builder *b)
{
    return crd_arena_failed(b->parser.arena) == CRD_ARENA_LIMIT ||
           b->insts.failure == CRD_BUF_LIMIT || b->sets.failure == CRD_BUF_LIMIT ||
           b->ranges.failure == CRD_BUF_LIMIT || b->names.failure == CRD_BUF_LIMIT;
}

static void report_memory(bool limit, crd_err *err)
{
    if (err) {
        *err =
            (crd_err){ .code = limit ? CRD_E_MEMORY : CRD_E_NOMEM,
                       .message = limit ? CRD_S("memory limit reached") : CRD_S("out of memory") };
    }
}

bool crd_regex_compile(crd_arena *arena, crd_str pattern, const crd_regex **ret_regex, crd_err *err)
{
    crd_arena_mark mark = crd_arena_save(arena);
    struct builder b = { .parser = { .arena = arena, .pattern = pattern }, .seed = crd_seed_new() };
    builder_init(&b, crd_arena_limit(arena) - crd_arena_used(arena));
    bool built = build(&b);
    bool limit = hit_limit(&b);
    crd_arena_rewind(arena, mark);
    bool ok = false;
    if (built) {
        ok = keep(&b, arena, ret_regex);
        limit = crd_arena_failed(arena) == CRD_ARENA_LIMIT;
    }
    if (!ok) {
        crd_arena_rewind(arena, mark);
        if (b.parser.fault > RX_NO_MEMORY) {
            refuse(arena, &b.parser, err);
        } else {
            report_memory(limit, err);
        }
    }
    builder_done(&b);
    return ok;
}
